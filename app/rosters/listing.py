"""Rows and the meaning of their columns to listed people, and a sentence for everything that is not understood."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.accounts.kinds import Sex
from app.core.problems import Problems
from app.core.words import N_
from app.rosters import days, names
from app.rosters.names import exact_key
from app.rosters.shapes import Column, Layout, Listed, Row

_SEXES = {
    Sex.FEMALE: {"ж", "жен", "женский", "женщина", "а", "аял", "аялзаты", "ургаачы", "f", "female", "w", "woman", "кыз", "кыз бала"},
    Sex.MALE: {"м", "муж", "мужской", "мужчина", "э", "эр", "эркек", "эр киши", "m", "male", "man", "эрк"},
}  # fmt: skip
_LEFT = (
    "увол",
    "бошот",
    "иштен кет",
    "ишинен бош",
    "кеткен",
    "left",
    "dismissed",
    "retired",
    "выбыл",
    "пенси",
)
_AWAY = (
    "отпуск",
    "эргуу",
    "декрет",
    "больн",
    "on leave",
    "leave",
    "командиров",
    "прикоманд",
    "оорул",
    "иш сапар",
)
_VACANT = ("вакан", "бош орун", "бош кызмат", "vacan", "бош")
_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z0-9-]{2,40}")
_SIGN_IN = re.compile(r"\S(?:.{0,98}\S)?")
_PATH = re.compile(r"[→>\\|]|\s/\s")
_LONGEST_NAME, _LONGEST_POST = 80, 200


def read(layout: Layout, meanings: Sequence[Column], problems: Problems) -> list[Listed]:
    """A row with one cell heads those below it, where no column tells of units."""
    where: dict[Column, list[int]] = {}
    for number, meaning in enumerate(meanings):
        where.setdefault(meaning, []).append(number)
    grouped = Column.UNIT not in where
    listed, group = [], ""
    for row in layout.rows:
        if grouped and len(row.filled) == 1:
            group = row.filled[0]
            continue
        one = _line(_Cells(row, where), problems)
        if one is not None:
            path = tuple(part.strip() for part in _PATH.split(group)) if group else ()
            listed.append(replace(one, unit=path) if grouped else one)
    return listed


class _Cells:
    """A row asked by what its columns mean."""

    def __init__(self, row: Row, where: dict[Column, list[int]]) -> None:
        self.row, self.where, self.line = row, where, row.line

    def __getitem__(self, column: Column) -> str:
        return next((self.row[n] for n in self.where.get(column, ()) if self.row[n]), "")

    def all(self, column: Column) -> list[str]:
        return [self.row[n] for n in self.where.get(column, ()) if self.row[n]]

    @property
    def meant(self) -> list[str]:
        return [self.row[n] for c, ns in self.where.items() if c is not Column.NOTHING for n in ns]


def _line(cells: _Cells, problems: Problems) -> Listed | None:
    told = [cell for cell in cells.meant if cell]
    whole = cells[Column.FULL_NAME] or cells[Column.FAMILY_NAME]
    if not told:
        return None
    if exact_key(whole).startswith(_VACANT):
        problems.warning(
            "", cells.line, "vacant", N_("A vacant post: nothing is done with this line.")
        )
        return None
    if len(told) == 1 and not whole:
        problems.warning(
            "", cells.line, "passed-over", N_("This line names nobody and is passed over.")
        )
        return None
    name = _name(cells, problems)
    post, path = cells[Column.POST], cells.all(Column.UNIT)
    if len(path) == 1:
        path = [part.strip() for part in _PATH.split(path[0]) if part.strip()]
    _look_at(cells, name, post, path, problems)
    sex, guessed = _sex(cells, name[2], problems)
    return Listed(
        cells.line,
        *name,
        rank=cells[Column.RANK],
        post=post,
        unit=tuple(path),
        day=_day(cells, problems),
        sex=sex,
        sex_guessed=guessed,
        sign_in_name=_sign_in_name(cells, problems),
        address=_address(cells, problems),
        has_left=_has_left(cells, problems),
    )


def _name(cells: _Cells, problems: Problems) -> tuple[str, str, str]:
    if cells[Column.FAMILY_NAME]:
        found = tuple(cells[c] for c in (Column.FAMILY_NAME, Column.GIVEN_NAME, Column.PATRONYMIC))
    else:
        found = names.parts(cells[Column.FULL_NAME]) or (cells[Column.FULL_NAME], "", "")
    family, given, patronymic = (names.spelt(part) for part in found)
    if not family or not given:
        problems.error(
            "",
            cells.line,
            "name",
            N_("The name is not whole: family name and given name are needed."),
        )
    elif names.is_initial(given):
        problems.error(
            "",
            cells.line,
            "initial",
            N_("Only an initial stands for the given name. Write it out."),
        )
    if max(map(len, (family, given, patronymic))) > _LONGEST_NAME:
        problems.error(
            "", cells.line, "long", N_("A name here is longer than any name. Check the columns.")
        )
    return family, given, patronymic


def _look_at(
    cells: _Cells, name: tuple[str, ...], post: str, path: list[str], problems: Problems
) -> None:
    """What must not be taken whatever it says."""
    if any(cell.startswith(("=", "@", "+", "\t")) for cell in cells.meant):
        problems.error(
            "", cells.line, "formula", N_("A cell here is a formula. Put its value in its place.")
        )
    if any(character.isdigit() for part in name for character in part):
        problems.error(
            "", cells.line, "digits", N_("There are digits in the name. Check the columns.")
        )
    if not post:
        problems.error(
            "", cells.line, "no-post", N_("No post stands here. Add it, or mark its column.")
        )
    if len(post) > _LONGEST_POST or any(len(part) > _LONGEST_POST for part in path):
        problems.error(
            "", cells.line, "long", N_("A post or unit here is longer than any. Check the columns.")
        )


def _day(cells: _Cells, problems: Problems):
    text = cells[Column.DAY]
    found = days.read(text) if text else None
    if text and found is None:
        problems.error(
            "",
            cells.line,
            "day",
            N_("This is no day: %(text)s. Write it as 05.03.2024."),
            text=text[:40],
        )
    return found


def _sex(cells: _Cells, patronymic: str, problems: Problems) -> tuple[Sex | None, bool]:
    text = exact_key(cells[Column.SEX]).strip(". ")
    for sex, said in _SEXES.items():
        if text and text in said:
            return sex, False
    if text:
        problems.error(
            "", cells.line, "sex", N_("Sex is not understood: %(text)s."), text=text[:40]
        )
    guessed = names.sex_told_by(patronymic)
    return guessed, guessed is not None


def _address(cells: _Cells, problems: Problems) -> str:
    text = cells[Column.ADDRESS].casefold()
    if text and not _ADDRESS.fullmatch(text):
        problems.error(
            "", cells.line, "address", N_("This is no e-mail address: %(text)s."), text=text[:60]
        )
        return ""
    return text


def _sign_in_name(cells: _Cells, problems: Problems) -> str:
    text = cells[Column.SIGN_IN_NAME].casefold()
    if text and not _SIGN_IN.fullmatch(text):
        problems.error("", cells.line, "sign-in", N_("This sign-in name is too long."))
        return ""
    return text


def _has_left(cells: _Cells, problems: Problems) -> bool:
    text = exact_key(cells[Column.STATUS])
    if text.startswith(_AWAY):
        problems.warning(
            "",
            cells.line,
            "away",
            N_("Leave is not taken from a list. Enter it on the person's own page."),
        )
        return False
    return text.startswith(_LEFT)
