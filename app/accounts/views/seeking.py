"""What the staff list is narrowed to, read from the address; what is none of the choices narrows nothing."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from app.accounts.access import KEEPERS
from app.accounts.kinds import NAMES, PostKind, Profession
from app.accounts.models import Unit
from app.accounts.ranks import BANDS, Band
from app.accounts.roll import Presence, Sought
from app.core.words import N_

Kind = TypeVar("Kind", bound=StrEnum)

_PRESENCE = {Presence.AWAY: N_("Away on this day"), Presence.THERE: N_("At work on this day")}


def sought(unit: Unit | None) -> Sought:
    return Sought(
        search=request.args.get("q", "")[:100],
        unit_path=unit.path if unit else "",
        kind=_one_of(PostKind, "kind"),
        profession=_one_of(Profession, "profession"),
        band=_one_of(Band, "band"),
        presence=_one_of(Presence, "presence"),
    )


def _one_of(kind: type[Kind], name: str) -> Kind | None:
    asked = request.args.get(name, "")
    return kind(asked) if asked in set(kind) else None


def shown(asked: Sought) -> dict[str, Any]:
    """The lists to choose from, what is chosen, and the same for the addresses of other pages."""
    lists = [
        ("profession", N_("Profession"), {p: NAMES[p] for p in Profession}, asked.profession),
        ("kind", N_("Kind of post"), {k: NAMES[k] for k in PostKind}, asked.kind),
        ("band", N_("Rank"), BANDS, asked.band),
        ("presence", N_("Away or at work"), _PRESENCE, asked.presence),
    ]
    chosen = {name: value.value for name, _label, _names, value in lists if value}
    return {
        "asked": asked.search,
        "lists": lists,
        "address": chosen | ({"q": asked.search} if asked.search else {}),
        "keepers": KEEPERS,
    }
