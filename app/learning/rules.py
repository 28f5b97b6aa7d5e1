"""Standing, completion, deadlines: what a course asks for and which record satisfies it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from app.core.refusals import Refusal
from app.core.words import N_
from app.learning import playing
from app.learning.playing import Asked, Played, Walked

# Changes when the meaning of "complete" changes; a completion earned keeps the version it was earned under.
RULE_VERSION = "2026-3"


class NotForYourPost(Refusal):
    says = N_("This course is for other professions. Ask your academy if you need it.")


class CourseUnfinished(Refusal):
    says = N_("Lessons still to be read: %(left)d.")


class FinalTestLocked(Refusal):
    says = N_(
        "Read all lessons first; then the final test opens. Lessons still to be read: %(left)d."
    )


class PretestOver(Refusal):
    says = N_("The test before the course is taken before the first lesson.")


class DiagnosticOver(Refusal):
    says = N_("The diagnostic is taken before the first lesson.")


class PostTestLocked(Refusal):
    says = N_(
        "The test after the course opens when all lessons are read. Lessons still to be read: %(left)d."
    )


class AlreadyRevoked(Refusal):
    says = N_("This certificate is revoked already, or its revocation waits to be confirmed.")


class SecondPersonNeeded(Refusal):
    says = N_("Another person must confirm this; the one who asked cannot.")


class OwnCertificate(Refusal):
    says = N_(
        "Nobody decides about the revocation of their own certificate. Another registrar or administrator does."
    )


class NothingToConfirm(Refusal):
    says = N_("Nobody asked to revoke this certificate.")


class GroupClosed(Refusal):
    says = N_("This group is closed and takes no more people.")


class NoSuchGroup(Refusal):
    says = N_("No group has this code. Compare it letter by letter with what the trainer wrote.")


class OwnGroup(Refusal):
    says = N_("You lead this group, so you cannot join it as well.")


@dataclass(frozen=True)
class Requirement:
    """What a release asks for: its lessons in order, the test to be passed and the walkthroughs to be played, if any."""

    lessons: tuple[str, ...]
    final: str | None
    walkthroughs: Asked | None = None


@dataclass(frozen=True)
class Read:
    """A lesson read: when, and in which language."""

    at: datetime
    language: str


@dataclass(frozen=True)
class Exempt:
    """A lesson that need not be read: a diagnostic showed that the person knows it."""

    attempt_id: int
    at: datetime


@dataclass(frozen=True)
class Passed:
    """The attempt that reached the mark; `share` is from 0 to 1. Passed from when it was graded, by whomever."""

    attempt_id: int
    share: float
    at: datetime


Record = Read | Exempt | Passed | Walked

# What the rule about walkthroughs is about, beside the names of lessons and tests: no name of theirs.
WALKTHROUGHS = "*"


@dataclass(frozen=True)
class Line:
    """One rule of the course, and the record that satisfied it; none while it is open."""

    kind: str  # lesson | walkthroughs | final
    subject: str
    record: Record | None

    @property
    def is_exempt(self) -> bool:
        return isinstance(self.record, Exempt)

    @property
    def met(self) -> bool:
        return self.record is not None


@dataclass(frozen=True)
class Standing:
    """`played` is of each walkthrough the best run, whether a rule asks for it or not."""

    lines: tuple[Line, ...]
    played: Mapping[str, Played] = field(default_factory=dict)

    @property
    def due(self) -> int:
        return sum(line.kind == "lesson" for line in self.lines)

    @property
    def begun(self) -> bool:
        """A lesson was opened and read; one that need not be read is none."""
        return any(isinstance(line.record, Read) for line in self.lines)

    @property
    def read(self) -> int:
        """Lessons read, and those that need not be."""
        return sum(line.kind == "lesson" and line.met for line in self.lines)

    @property
    def left(self) -> int:
        return self.due - self.read

    @property
    def passed(self) -> bool:
        return all(line.met for line in self.lines if line.kind == "final")

    @property
    def walked(self) -> bool:
        return all(line.met for line in self.lines if line.kind == "walkthroughs")

    @property
    def competent(self) -> int:
        return sum(run.is_competent for run in self.played.values())

    @property
    def complete(self) -> bool:
        return bool(self.lines) and all(line.met for line in self.lines)

    @property
    def done(self) -> list[Read | Played]:
        """Lessons read, and the runs that a rule rests on."""
        found: list[Read | Played] = []
        for line in self.lines:
            if isinstance(line.record, Read):
                found.append(line.record)
            elif isinstance(line.record, Walked):
                found += line.record.runs
        return found

    @property
    def share(self) -> float:
        """Part of the rules that are met, from 0 to 1."""
        return sum(line.met for line in self.lines) / len(self.lines) if self.lines else 0.0

    def record_of(self, subject: str) -> Record | None:
        return next((line.record for line in self.lines if line.subject == subject), None)

    def next_kind(self) -> str | None:
        """Of the first rule that is open."""
        return next((line.kind for line in self.lines if not line.met), None)

    def next_lesson(self) -> str | None:
        """Where the person stopped: the first lesson not read."""
        unread = (ln.subject for ln in self.lines if ln.kind == "lesson" and not ln.met)
        return next(unread, None)


def standing(
    need: Requirement,
    read: Mapping[str, Read],
    passed: Passed | None,
    exempt: Mapping[str, Exempt] = MappingProxyType({}),
    runs: Sequence[Played] = (),
) -> Standing:
    """Count only the lessons this release asks for. Whoever reads what they need not has read it.

    `runs` are in the order in which they were finished.
    """
    lines = [
        Line("lesson", lesson, read.get(lesson) or exempt.get(lesson)) for lesson in need.lessons
    ]
    if need.walkthroughs:
        walked = playing.walked(need.walkthroughs, runs)
        lines.append(Line("walkthroughs", WALKTHROUGHS, walked))
    if need.final:
        lines.append(Line("final", need.final, passed))
    return Standing(tuple(lines), playing.best(runs))


def ensure_may_enrol(audience: Collection[str], professions: Collection[str]) -> None:
    """A course is open to the professions it is written for; who holds no post studies what is for all."""
    if not set(audience) & set(professions):
        raise NotForYourPost


def ensure_may_take(kind: str, now: Standing) -> None:
    """The final test, and the one after the course, open when every lesson is read; those before it end with the
    first lesson."""
    refusal = _why_not(kind, now)
    if refusal is not None:
        raise refusal


def may_take(kind: str, now: Standing) -> bool:
    return _why_not(kind, now) is None


def _why_not(kind: str, now: Standing) -> Refusal | None:
    if kind == "final" and now.left:
        return FinalTestLocked(left=now.left)
    if kind == "post" and now.left:
        return PostTestLocked(left=now.left)
    if kind == "pre" and now.begun:
        return PretestOver()
    return DiagnosticOver() if kind == "diagnostic" and now.begun else None


def completed_at(now: Standing) -> datetime:
    """The moment the last rule was met."""
    return max(line.record.at for line in now.lines if line.record is not None)


def language_of(done: Collection[Read | Played]) -> str:
    """In which language most lessons were read and walkthroughs played; Kyrgyz, the state language, when it is even."""
    russian = sum(one.language == "ru" for one in done)
    return "ru" if russian * 2 > len(done) else "ky"


def valid_until(issued: date, months: int | None) -> date | None:
    """The same day of the month so many months later, or the last day of a shorter month."""
    if months is None:
        return None
    years, month = divmod(issued.month - 1 + months, 12)
    year, month = issued.year + years, month + 1
    for day in (issued.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
