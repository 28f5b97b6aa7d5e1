"""Lessons that somebody need not read."""

from collections.abc import Collection

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
