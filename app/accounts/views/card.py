"""What a person's card shows of their service on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.accounts import access, merges, queries, ranks, service, visits
from app.accounts.forms import DUTIES
from app.accounts.kinds import NAMES, AbsenceKind
from app.accounts.models import Appointment
from app.accounts.service import PutRight
from app.accounts.service_models import Absence, RankHeld
from app.accounts.service_rules import TOLD_TO_ALL
from app.accounts.views.whom import Whom
from app.core.bilingual import Bilingual
from app.core.words import N_
from app.web.access import actor

AWAY = N_("Away")
_FACTS = {"appointment": N_("Post"), "rank": N_("Rank"), "absence": N_("Absence")}


@dataclass(frozen=True)
class Away:
    """An absence; `why` is a word for whoever may know, and otherwise only that somebody is away."""

    row: Absence
    why: str


@dataclass(frozen=True)
class Said:
    """What a fact said before it was put right: words in one's language, or a key of words, and days."""

    fact: str
    by: PutRight
    name: Bilingual | None
    word: str
    from_day: date
    until_day: date | None


def shown(found: Whom, on: date | None) -> dict[str, Any]:
    """`on`: as it stood on that day; None for today, with what is still to come."""
    person_id, knows = found.row.id, tells_why(found)
    keeps = on is None and access.may_keep_people(actor(), found.unit_path)
    appointments = [a for a in queries.appointments(person_id) if _known(a, on)]
    return {
        "appointments": appointments,
        "ranks": [
            (r, ranks.BY_KEY[r.rank].name) for r in service.ranks(person_id) if _known(r, on)
        ],
        "absences": [
            Away(a, _why(a.kind, knows)) for a in service.absences(person_id) if _known(a, on)
        ],
        "said": [] if on else _said(service.corrections(person_id), knows),
        "merges": merges.in_force(person_id),
        "may_undo": keeps,
        "may_keep": keeps and found.row.merged_into_id is None,
        "grants": queries.grants(person_id),
        "device": visits.device(person_id),
        "duties": DUTIES,
        "names": NAMES,
    }


def tells_why(found: Whom) -> bool:
    """Keepers of the staff list, and the person."""
    who = actor()
    return found.row.id == who.person_id or access.may_keep_people(who, found.unit_path)


def _known(fact: Appointment | RankHeld | Absence, on: date | None) -> bool:
    return on is None or fact.from_day <= on


def _why(kind: AbsenceKind, knows: bool) -> str:
    return NAMES[kind] if knows or kind in TOLD_TO_ALL else AWAY


def _said(corrections: list[PutRight], knows: bool) -> list[Said]:
    posts = queries.posts_numbered({c.was["post"] for c in corrections if "post" in c.was})
    found = []
    for one in corrections:
        name, word = None, ""
        if one.fact == "appointment":
            name = posts[one.was["post"]].name
        elif one.fact == "rank":
            name = ranks.BY_KEY[one.was["rank"]].name
        else:
            word = _why(AbsenceKind(one.was["kind"]), knows)
        until = one.was.get("until_day")
        found.append(
            Said(
                _FACTS[one.fact],
                one,
                name,
                word,
                date.fromisoformat(one.was["from_day"]),
                date.fromisoformat(until) if until else None,
            )
        )
    return found
