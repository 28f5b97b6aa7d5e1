"""Standing, completion, deadlines: what a course asks for and which record satisfies it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.refusals import Refusal
from app.core.words import N_

# Changes when the meaning of "complete" changes; a completion earned keeps the version it was earned under.
RULE_VERSION = "2026-1"


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
    """What a release asks for: its lessons in order, and the test to be passed, if any."""

    lessons: tuple[str, ...]
    final: str | None


@dataclass(frozen=True)
class Read:
    """A lesson read: when, and in which language."""

    at: datetime
    language: str


@dataclass(frozen=True)
class Passed:
    """The attempt that reached the mark; `share` is from 0 to 1. Passed from when it was graded, by whomever."""

    attempt_id: int
    share: float
    at: datetime


@dataclass(frozen=True)
class Line:
    """One rule of the course, and the record that satisfied it; none while it is open."""

    kind: str  # lesson | final
    subject: str
    record: Read | Passed | None

    @property
    def met(self) -> bool:
        return self.record is not None


@dataclass(frozen=True)
class Standing:
    lines: tuple[Line, ...]

    @property
    def due(self) -> int:
        return sum(line.kind == "lesson" for line in self.lines)

    @property
    def read(self) -> int:
        return sum(line.kind == "lesson" and line.met for line in self.lines)

    @property
    def left(self) -> int:
        return self.due - self.read

    @property
    def passed(self) -> bool:
        return all(line.met for line in self.lines if line.kind == "final")

    @property
    def complete(self) -> bool:
        return bool(self.lines) and all(line.met for line in self.lines)

    @property
    def share(self) -> float:
        """Part of the rules that are met, from 0 to 1."""
        return sum(line.met for line in self.lines) / len(self.lines) if self.lines else 0.0

    def record_of(self, subject: str) -> Read | Passed | None:
        return next((line.record for line in self.lines if line.subject == subject), None)

    def next_lesson(self) -> str | None:
        """Where the person stopped: the first lesson not read."""
        unread = (ln.subject for ln in self.lines if ln.kind == "lesson" and not ln.met)
        return next(unread, None)


def standing(need: Requirement, read: Mapping[str, Read], passed: Passed | None) -> Standing:
    """Count only the lessons this release asks for."""
    lines = [Line("lesson", lesson, read.get(lesson)) for lesson in need.lessons]
    if need.final:
        lines.append(Line("final", need.final, passed))
    return Standing(tuple(lines))


def ensure_may_enrol(audience: Collection[str], professions: Collection[str]) -> None:
    """A course is open to the professions it is written for; who holds no post studies what is for all."""
    if not set(audience) & set(professions):
        raise NotForYourPost


def ensure_may_take(kind: str, now: Standing) -> None:
    """The final test opens when every lesson is read; the test before the course ends with the first lesson."""
    if kind == "final" and now.left:
        raise FinalTestLocked(left=now.left)
    if kind == "pre" and now.read:
        raise PretestOver


def completed_at(now: Standing) -> datetime:
    """The moment the last rule was met."""
    return max(line.record.at for line in now.lines if line.record is not None)


def language_of(read: Collection[Read]) -> str:
    """In which language most lessons were read; Kyrgyz, the state language, when it is even."""
    russian = sum(r.language == "ru" for r in read)
    return "ru" if russian * 2 > len(read) else "ky"


def due_day(taken: date, within_days: int) -> date:
    """Counted from the day the post was taken."""
    return taken + timedelta(days=within_days)


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
