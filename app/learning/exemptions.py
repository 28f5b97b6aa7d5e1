"""Lessons that somebody need not read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import BindParameter, bindparam, select

from app.db.session import rows
from app.learning import rules
from app.learning.models import Exemption

_SOME: BindParameter[int] = bindparam("ids", expanding=True)
_EXEMPT = select(
    Exemption.enrolment_id, Exemption.lesson, Exemption.attempt_id, Exemption.at
).where(Exemption.enrolment_id.in_(_SOME))


def exemptions(enrolment_ids: Collection[int]) -> dict[int, dict[str, rules.Exempt]]:
    found: dict[int, dict[str, rules.Exempt]] = {i: {} for i in enrolment_ids}
    for enrolment_id, lesson, attempt_id, at in rows(_EXEMPT, ids=list(enrolment_ids)):
        found[enrolment_id][lesson] = rules.Exempt(attempt_id, at)
    return found


@dataclass(frozen=True)
class Earned:
    """Points of a diagnostic in a topic, or in all of it."""

    score: Fraction
    maximum: int

    def reaches(self, mark: int) -> bool:
        return self.maximum > 0 and 100 * self.score >= mark * self.maximum


def exempted(
    exempts: Collection[tuple[str | None, int, tuple[str, ...]]],
    by_topic: Mapping[str, Earned],
    *,
    need: rules.Requirement,
    read: Collection[str],
) -> list[str]:
    """Lessons of the course that need not be read, in its order: the mark is reached in their topic, or, where
    none is named, in the whole test. The final test is never among them."""
    score = sum((earned.score for earned in by_topic.values()), Fraction(0))
    whole = Earned(score, sum(earned.maximum for earned in by_topic.values()))
    known: set[str] = set()
    for topic, mark, lessons in exempts:
        earned = whole if topic is None else by_topic.get(topic)
        if earned is not None and earned.reaches(mark):
            known.update(lessons)
    return [lesson for lesson in need.lessons if lesson in known and lesson not in read]
