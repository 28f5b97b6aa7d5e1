"""The report of an institution, section by section or as a whole: which query makes which."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.accounts.kinds import NAMES as KINDS
from app.accounts.kinds import AbsenceKind
from app.accounts.models import Unit
from app.assessment import queries as banks
from app.assessment import quizzes
from app.assessment.quizzes import Quiz
from app.continuity.queries import counted
from app.core.bilingual import content_language
from app.core.problems import Problems
from app.core.tables import Cell
from app.core.words import N_
from app.curriculum import queries as curriculum
from app.curriculum.models import ReleaseKind
from app.curriculum.shapes import Course
from app.reports.asking import Asked
from app.reports.composing import evidence, people, state
from app.reports.composing.counted import People
from app.reports.composing.state import About
from app.reports.divisions import DIVISIONS, Division
from app.reports.queries import courses, institution, places
from app.reports.queries import evidence as records
from app.reports.queries.walked import DIRECT
from app.reports.sections import Key, Section, Words


@dataclass(frozen=True)
class Maker:
    """Who makes the report and when, as its header says; `document` is its number, where it has one."""

    name: str
    at: str
    document: str = ""


class Report:
    """Sections are made when they are asked for; what several need is read once."""

    def __init__(self, asked: Asked, words: Words, root: Unit, maker: Maker) -> None:
        self.asked, self._words, self._root, self._maker = asked, words, root, maker
        self.signatures: Sequence[Sequence[Cell]] = ()
        self.changed: Sequence[Sequence[Cell]] | None = None
        # The courses, where whoever asks has read them already.
        self.known: Sequence[Course] | None = None

    def section(self, key: Key) -> Section:
        return self._ways[key]()

    def sections(self, keys: Sequence[Key] = tuple(Key)) -> Iterator[Section]:
        return (self.section(key) for key in keys)

    @cached_property
    def _ways(self) -> Mapping[Key, Callable[[], Section]]:
        asked, words = self.asked, self._words
        return {
            Key.HEADER: lambda: state.header(asked, words, self._about()),
            Key.DENOMINATORS: self._denominators,
            Key.FUNNEL: lambda: people.funnel(self.people, words),
            Key.DIVISIONS: lambda: people.divisions(self.people, words),
            Key.EVIDENCE: lambda: evidence.quality(asked, words),
            Key.LEARNING: lambda: evidence.learning(asked, words, self._paired()),
            Key.QUESTIONS: self._questions,
            Key.TRIALS: lambda: evidence.trials(asked, words, self._cases()),
            Key.RESULTS: lambda: state.results(words),
            Key.CONTINUITY: self._continuity,
            Key.CONTENT: lambda: state.content(words, curriculum.offered_courses()),
            Key.DECISION: lambda: state.decision(words, self.signatures),
            Key.ANNEXES: lambda: state.annexes(words, self.changed),
        }

    @cached_property
    def people(self) -> People:
        return People(self.asked, lambda: self.units, self._minutes)

    @cached_property
    def units(self) -> dict[str, str]:
        """Those right below the root, and the root itself, by what the people are told apart by."""
        own = self._words.say(
            N_("%(unit)s: in the unit itself"), unit=self._words.named(self._root.name)
        )
        below = places.right_below(self._root)
        return {str(u.id): self._words.named(u.name) for u in below} | {DIRECT: own}

    @cached_property
    def _courses(self) -> Sequence[Course]:
        return self.known if self.known is not None else courses.courses()

    @cached_property
    def _course(self) -> Course | None:
        return next((c for c in self._courses if c.id == self.asked.course), None)

    def _titles(self) -> dict[str, str]:
        return {c.id: self._words.named(c.title) for c in self._courses}

    def _about(self) -> About:
        course, maker = self._course, self._maker
        release = curriculum.newest(ReleaseKind.COURSE, self.asked.course)
        return About(
            institution=self._words.named(self._root.name),
            course=self._words.named(course.title) if course else self.asked.course,
            release=release.number if release else None,
            law_as_of=course.law_as_of if course else None,
            made_by=maker.name,
            made_at=maker.at,
            document=maker.document,
            filters=self.filters(),
        )

    def filters(self) -> str:
        """The chosen group in words."""
        only = self.asked.only
        if only is None:
            return ""
        names = self.people.names(only.division)
        name = names.get(only.value, only.value)
        says = name if only.division is Division.UNIT else self._words.say(name)
        return f"{self._words.say(DIVISIONS[only.division])}: {says}"

    def _denominators(self) -> Section:
        found = institution.denominators(self.asked)
        names = {kind.value: KINDS[kind] for kind in AbsenceKind}
        return people.denominators(self.asked, self._words, found, names)

    def _minutes(self) -> dict[str, int]:
        return {one.id: one.minutes for one in self._course.lessons} if self._course else {}

    def _paired(self) -> records.Paired | None:
        tests = courses.tests(self._course)
        return records.pairs(self.asked, tests) if tests else None

    def _questions(self) -> Section:
        releases = courses.releases(self.asked.course)
        return evidence.questions(self.asked, self._words, releases, self._topics())

    def _topics(self) -> dict[str, str]:
        """Of the course's questions, by their names, in the newest banks."""
        names = sorted({quiz.bank for quiz in self._quizzes()})
        releases = [banks.current_bank_release(name) for name in names]
        language = content_language(self._words.language)
        found: dict[str, str] = {}
        for release in filter(None, releases):
            bank = banks.bank(release.id)
            topics = {item: bank.topic_of(item) for item in bank.items}
            found |= {item: bank.topics[topic][language] for item, topic in topics.items()}
        return found

    def _quizzes(self) -> list[Quiz]:
        """Those that can be read; a course without a sound test has no questions."""
        tests = self._course.quizzes if self._course else ()
        return [
            quiz
            for test in tests
            if (quiz := quizzes.read(test.text, test.path, Problems())) is not None
        ]

    def _cases(self) -> dict[str, str]:
        return {s.id: self._words.named(s.title) for c in self._courses for s in c.scenarios}

    def _continuity(self) -> Section:
        """As the room continuity counts it, for all units of the institution."""
        cells = counted.by_course(self.asked.path, on=self.asked.on)
        return state.continuity(self._words, cells, self._titles())
