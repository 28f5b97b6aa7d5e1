"""What a staff list is while it is read and compared: rows, listed people, known people, chairs, a plan."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.accounts.kinds import Profession, Sex
from app.core.problems import Problem


@dataclass(frozen=True)
class Row:
    """`line` is where a person finds it: the line of the text, the row of the sheet."""

    line: int
    cells: tuple[str, ...]

    def __getitem__(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, and how it was read: the encoding and separator, or the sheet of a workbook."""

    rows: tuple[Row, ...] = ()
    kind: str = ""  # text | workbook
    encoding: str = ""
    separator: str = ""
    name: str = ""
    problems: tuple[Problem, ...] = ()


class Column(StrEnum):
    """What a column may mean. Several columns may be units: they are a path from the widest on."""

    FULL_NAME = "full-name"
    FAMILY_NAME = "family-name"
    GIVEN_NAME = "given-name"
    PATRONYMIC = "patronymic"
    RANK = "rank"
    POST = "post"
    UNIT = "unit"
    DAY = "day"
    SEX = "sex"
    SIGN_IN_NAME = "sign-in-name"
    ADDRESS = "address"
    STATUS = "status"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Layout:
    """Where the headings stand, what they say, and the rows below that tell of people."""

    heading_line: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def samples(self, column: int, most: int = 3) -> list[str]:
        return [row[column] for row in self.rows if row[column] and len(row.filled) > 1][:most]


@dataclass(frozen=True)
class Listed:
    """One line of the list, as far as it could be understood. `unit` is the path as it stands there."""

    line: int
    family_name: str
    given_name: str
    patronymic: str = ""
    rank: str = ""
    post: str = ""
    unit: tuple[str, ...] = ()
    unit_id: int | None = None
    day: date | None = None
    sex: Sex | None = None
    sex_guessed: bool = False
    sign_in_name: str = ""
    address: str = ""
    has_left: bool = False

    @property
    def name(self) -> str:
        return " ".join(p for p in (self.family_name, self.given_name, self.patronymic) if p)


@dataclass(frozen=True)
class Known:
    """Somebody of the institution. `unit_id` and `post_id` are None for those who left."""

    person_id: int
    family_name: str
    given_name: str
    patronymic: str = ""
    sign_in_name: str = ""
    address: str = ""
    unit_id: int | None = None
    post_id: int | None = None
    post_keys: frozenset[str] = frozenset()
    from_day: date | None = None
    until_day: date | None = None
    profession: Profession | None = None  # of the post
    ranks: tuple[tuple[date, str], ...] = ()  # from which day which; the earliest first

    @property
    def name(self) -> str:
        return " ".join(p for p in (self.family_name, self.given_name, self.patronymic) if p)

    @property
    def is_present(self) -> bool:
        return self.post_id is not None


@dataclass(frozen=True)
class Chair:
    """A post of a unit. `free_from` is None while somebody holds it without an end."""

    post_id: int
    unit_id: int
    keys: frozenset[str]
    free_from: date | None
    profession: Profession = Profession.POLICE


class Fate(StrEnum):
    """What becomes of a line, or of a person the list does not name."""

    SAME = "same"
    NEW = "new"
    MOVED = "moved"
    CHANGED = "changed"
    LEFT = "left"
    DUPLICATE = "duplicate"  # waits for a choice
    OUTSIDE = "outside"  # nothing is done with it
    FAULTY = "faulty"
    UNNAMED = "unnamed"  # a person whom an addition does not name


class Choice(StrEnum):
    """What a registrar says of a possible duplicate."""

    KEEP = "keep"  # the same person, with the name that is on record
    RENAME = "rename"  # the same person, with the name of the list
    ANOTHER = "another"
    OUT = "out"


@dataclass(frozen=True)
class Chosen:
    """`person_id` is the known person for KEEP and RENAME."""

    choice: Choice
    person_id: int | None = None


@dataclass(frozen=True)
class Line:
    """A listed person and what becomes of them. `post_id` is the chair; a made one has none yet. `rank` is the key of
    one that is to be recorded, from `rank_day` on."""

    listed: Listed
    fate: Fate
    known: Known | None = None
    near: tuple[Known, ...] = ()
    renames: bool = False
    returns: bool = False
    post_id: int | None = None
    makes_post: bool = False
    day: date | None = None
    rank: str = ""
    rank_day: date | None = None


@dataclass(frozen=True)
class Options:
    """How the registrar wants the list to be taken."""

    day: date
    complete: bool = False
    makes_posts: bool = False
    takes_guessed_sex: bool = False
    profession: Profession = Profession.POLICE  # of posts that are made
    choices: dict[int, Chosen] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Every listed line once; everybody present who is not in a line stands in `left` or `unnamed`."""

    lines: tuple[Line, ...]
    left: tuple[Known, ...]
    unnamed: tuple[Known, ...]
    present: int
    problems: tuple[Problem, ...] = ()

    def of(self, fate: Fate) -> list[Line]:
        return [line for line in self.lines if line.fate is fate]

    @property
    def leaving(self) -> list[Known]:
        """By the list's silence or by its own word."""
        return [*self.left, *(line.known for line in self.of(Fate.LEFT) if line.known)]

    @property
    def errors(self) -> list[Problem]:
        return [p for p in self.problems if p.level == "error"]

    @property
    def does_something(self) -> bool:
        doing = (Fate.NEW, Fate.MOVED, Fate.CHANGED, Fate.LEFT)
        return bool(self.left) or any(line.fate in doing for line in self.lines)
