"""Letters before and after the day by which something is owed: to the person, to their heads, to registrars.

Each letter is written with the marks that say of what it told whom, so a second run writes nothing again. Whom somebody
else is changing at this moment, another run of this among them, is left to the next run. Nothing here commits.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from sqlalchemy import insert, literal, select

from app.accounts.models import Person
from app.core import clock
from app.curriculum import queries as curriculum
from app.db.session import db
from app.notices import actions as notices
from app.obligations import nearing, rules
from app.obligations.locks import held
from app.obligations.models import Obligation, Reminder
from app.obligations.nearing import PAGE, Open

# So many lines stand in a letter to a head; more are counted.
LINES = 40


@dataclass(frozen=True)
class Line:
    """A course and its day, with whose it is, for a letter."""

    course: str
    day: date
    name: str
    days: int


@dataclass
class News:
    """What one head or registrar is told: the first lines, how many there are in all, and the marks by obligation."""

    first: list[Open] = field(default_factory=list)
    about: set[tuple[int, str]] = field(default_factory=set)
    marks: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Open, mark: str) -> None:
        """Of one course of one person the strictest day, which comes first."""
        self.marks[mark].append(one.obligation_id)
        if (one.person_id, one.course) not in self.about:
            self.about.add((one.person_id, one.course))
            if len(self.first) < LINES:
                self.first.append(one)


class Gathering:
    """Of what heads and registrars are to be told today, from pages of what is near."""

    def __init__(self, on: date) -> None:
        self.on, self.keepers = on, nearing.Keepers(on)
        self.of: dict[int, News] = defaultdict(News)

    def add(self, found: Sequence[Open]) -> None:
        told = nearing.told(found)
        for one in found:
            mark = rules.mark(one.due_day, on=self.on)
            for who in self.keepers.of(one):
                marks = told.get((one.obligation_id, who), {})
                if mark is not None and rules.is_news(mark, marks, on=self.on):
                    self.of[who].add(one, mark)


class Letters:
    """Letters of one day."""

    def __init__(self, *, site: str, at: datetime) -> None:
        self.site, self.at, self.on = site, at, clock.day_of(at)
        self.titles = cache(_titles)

    def to_themselves(self, person_ids: Sequence[int]) -> int:
        """How many were written."""
        free = held(person_ids)
        found = nearing.of_people(free, on=self.on)
        told = nearing.told(found)
        wanted: dict[int, list[tuple[Open, str]]] = defaultdict(list)
        for one in found:
            mark, who = rules.mark(one.due_day, on=self.on), one.person_id
            if mark is not None and rules.is_news(
                mark, told.get((one.obligation_id, who), {}), on=self.on
            ):
                wanted[who].append((one, mark))
        people = nearing.people(wanted)
        reachable = {who: some for who, some in wanted.items() if people[who].address}
        letters = []
        for who, some in reachable.items():
            first = {one.course: one for one, _mark in reversed(some)}
            lines = sorted(first.values(), key=lambda one: (one.due_day, one.obligation_id))
            letters.append(self._letter(people[who], lines, people, kind="owed"))
        notices.write_letters(letters, at=self.at)
        self._note(reachable)
        return len(reachable)

    def _note(self, told: dict[int, list[tuple[Open, str]]]) -> None:
        noted = [
            {"obligation_id": one.obligation_id, "told_id": who, "mark": mark, "sent_day": self.on}
            for who, some in told.items()
            for one, mark in some
        ]
        if noted:
            db.session.execute(insert(Reminder), noted)

    def to_keeper(self, who: int, news: News) -> int:
        """A head or registrar is told once a day: who was told since this was gathered is not told again."""
        if not held([who]) or nearing.was_told_of_others(who, on=self.on):
            return 0
        people = nearing.people({who} | {one.person_id for one in news.first})
        to = people[who]
        if not to.address:
            return 0
        more = len(news.about) - len(news.first)
        letter = self._letter(to, news.first, people, kind="owed-by-people", more=more)
        notices.write_letters([letter], at=self.at)
        for mark, numbers in news.marks.items():
            for first in range(0, len(numbers), PAGE):
                self._note_still_open(who, mark, numbers[first : first + PAGE])
        return 1

    def _note_still_open(self, who: int, mark: str, numbers: Sequence[int]) -> None:
        """What was settled since it was gathered needs no mark, and may be gone."""
        still = select(Obligation.id, literal(who), literal(mark), literal(self.on)).where(
            Obligation.id.in_(numbers), Obligation.settled_day.is_(None)
        )
        columns = ["obligation_id", "told_id", "mark", "sent_day"]
        db.session.execute(insert(Reminder).from_select(columns, still))

    def _letter(
        self,
        to: Person,
        owed: Sequence[Open],
        people: dict[int, Person],
        *,
        kind: str,
        more: int = 0,
    ) -> tuple[notices.Recipient, notices.Text]:
        titles = self.titles(to.language)
        address = "/" if kind == "owed" else "/requirements/due"
        lines = [
            Line(
                titles.get(one.course, one.course),
                one.due_day,
                people[one.person_id].name,
                (one.due_day - self.on).days,
            )
            for one in owed
        ]
        greeted = " ".join(part for part in (to.given_name, to.patronymic) if part)
        text = notices.compose(
            kind, to.language, name=greeted, lines=lines, more=more, link=f"{self.site}{address}"
        )
        return notices.Recipient(to.name, to.address or "", to.language), text


def _titles(language: str) -> dict[str, str]:
    return {course.id: course.title[language] for _release, course in curriculum.current_courses()}
