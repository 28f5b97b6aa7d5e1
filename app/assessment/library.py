"""Banks and their questions for those who answer for them: versions by release, and where a question is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import exists, func, select

from app.assessment import comparison, queries, quizzes
from app.assessment.bank import Bank
from app.assessment.comparison import Change, Difference
from app.assessment.items.common import Item
from app.assessment.models import Attempt, AttemptState, Mark
from app.assessment.quizzes import Quiz
from app.core.bilingual import Bilingual
from app.core.problems import Problems
from app.curriculum import queries as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db

# Letters of a question in a list of many.
_SHORT = 60


@dataclass(frozen=True)
class Edition:
    """A release of a bank, read."""

    id: int
    number: int
    released_at: datetime
    bank: Bank


def editions(name: str) -> list[Edition]:
    """Every release of a bank, the first first; attempts may have seen any of them."""
    wanted = select(Release).where(Release.kind == ReleaseKind.BANK, Release.name == name)
    found = db.session.scalars(wanted.order_by(Release.number))
    return [Edition(r.id, r.number, r.released_at, queries.bank(r.id)) for r in found]


def present(name: str, among: Sequence[Edition]) -> Edition | None:
    """The one that new attempts draw from."""
    release = queries.current_bank_release(name)
    return _edition(release.id, among) if release else None


# ── all banks ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class BankLine:
    name: str
    title: Bilingual
    number: int
    released_at: datetime
    questions: int


def banks() -> list[BankLine]:
    """What is offered, by name."""
    found = [(r, queries.bank(r.id)) for r in curriculum.current(ReleaseKind.BANK)]
    return [BankLine(r.name, b.title, r.number, r.released_at, len(b.items)) for r, b in found]


@dataclass(frozen=True)
class QuestionLine:
    """`difference`: what the present release changed of it."""

    id: str
    topic: str
    item: Item
    difference: Difference

    @property
    def short(self) -> Bilingual:
        """Enough of the text to know the question by."""
        return Bilingual(**{key: _cut(text) for key, text in vars(self.item.text).items()})


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"


def questions(among: Sequence[Edition], now: Edition) -> dict[str, list[QuestionLine]]:
    """By topic in the order of the bank, with what the present release changed; removed ones as well."""
    before = among[among.index(now) - 1] if among.index(now) else now
    found: dict[str, list[QuestionLine]] = {topic: [] for topic in now.bank.topics}
    for name, difference in comparison.compare(before.bank, now.bank).items():
        bank = now.bank if name in now.bank.items else before.bank
        line = QuestionLine(name, bank.topic_of(name), bank.items[name], difference)
        found.setdefault(line.topic, []).append(line)
    return {topic: lines for topic, lines in found.items() if lines}


# ── one question ──────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Version:
    """A question as one release of its bank has it, or no longer has it; `held`: how many attempts had it so."""

    edition: Edition
    difference: Difference
    held: int


@dataclass(frozen=True)
class Question:
    """A question through the releases of its bank. `item` and `topic` are of the last that has it."""

    bank: str
    id: str
    item: Item
    topic: Bilingual
    topic_id: str
    number: int
    versions: tuple[Version, ...]
    target: Edition
    editions: tuple[Edition, ...]

    @property
    def is_there(self) -> bool:
        return self.id in self.target.bank.items

    @property
    def present(self) -> Item | None:
        """As the present release has it."""
        return self.target.bank.items.get(self.id)

    @property
    def items(self) -> dict[int, Item]:
        """By the id of each release that has it."""
        return {e.id: e.bank.items[self.id] for e in self.editions if self.id in e.bank.items}


def question(
    bank: str, item: str, *, target: int | None = None, until: datetime | None = None
) -> Question | None:
    """As the present release has it; or as it was at that moment, with the release `target` the present one."""
    among = [e for e in editions(bank) if until is None or e.released_at <= until]
    now = present(bank, among) if target is None else _edition(target, among)
    holding = [e for e in among if item in e.bank.items]
    return _question(bank, item, now, holding, among) if now and holding else None


def _edition(release_id: int, among: Sequence[Edition]) -> Edition | None:
    return next((one for one in among if one.id == release_id), None)


def _question(
    bank: str, item: str, target: Edition, holding: Sequence[Edition], among: Sequence[Edition]
) -> Question:
    last = target if item in target.bank.items else holding[-1]
    topic = last.bank.topic_of(item)
    counts = held(item, [e.id for e in holding])
    versions = [
        Version(edition, difference, sum(counts.get(release, 0) for release in releases))
        for edition, difference, releases in _history(item, among)
    ]
    return Question(
        bank=bank,
        id=item,
        item=last.bank.items[item],
        topic=last.bank.topics[topic],
        topic_id=topic,
        number=last.number,
        versions=tuple(versions),
        target=target,
        editions=tuple(among),
    )


def _history(item: str, among: Sequence[Edition]) -> list[tuple[Edition, Difference, list[int]]]:
    """Each release that brought or changed it, with the releases that have it so."""
    found: list[tuple[Edition, Difference, list[int]]] = []
    before: Item | None = None
    for edition in among:
        now = edition.bank.items.get(item)
        if before is not None or now is not None:
            difference = comparison.between(before, now)
            if difference.change is not Change.SAME:
                found.append((edition, difference, []))
            found[-1][2].append(edition.id)
        before = now
    return found


def held(item: str, releases: Sequence[int]) -> dict[int, int]:
    """By release, how many attempts that held the question were marked."""
    wanted = (
        select(Attempt.bank_release_id, func.count())
        .join(Mark, Mark.attempt_id == Attempt.id)
        .where(Mark.item == item, Mark.round == 1, Attempt.bank_release_id.in_(releases))
        .group_by(Attempt.bank_release_id)
    )
    return dict(db.session.execute(wanted).all())


def sits(person_id: int | None, bank: str) -> bool:
    """Whether this person has an attempt open that draws from the bank: then they see no key of it."""
    wanted = exists().where(
        Attempt.person_id == person_id,
        Attempt.state == AttemptState.OPEN,
        Attempt.bank_release_id == Release.id,
        Release.name == bank,
    )
    return bool(db.session.scalar(select(wanted)))


# ── where it is used ──────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Use:
    """A test that may draw the question, in the releases of a course that have it so."""

    course: str
    title: Bilingual
    numbers: tuple[int, ...]
    test: Bilingual
    count: int


@lru_cache(maxsize=500)
def _parsed(text: str) -> Quiz | None:
    return quizzes.read(text, "quiz", Problems())


def uses(bank: str, topic: str) -> list[Use]:
    """Courses, releases and tests whose blueprint draws from the topic; one statement, however many."""
    found: dict[tuple, list[int]] = {}
    for release, course in curriculum.offered_courses():
        for written in course.quizzes:
            quiz = _parsed(written.text)
            part = next((d for d in quiz.draw if d.topic == topic), None) if quiz else None
            if quiz is None or quiz.bank != bank or part is None:
                continue
            key = (course.id, course.title, quiz.title, part.total)
            found.setdefault(key, []).append(release.number)
    return [
        Use(course, title, tuple(numbers), test, count)
        for (course, title, test, count), numbers in found.items()
    ]
