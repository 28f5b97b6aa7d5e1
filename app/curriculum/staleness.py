"""Whether what was written about a provision still fits the law of a day."""

from dataclasses import dataclass
from datetime import date

from app.curriculum.law import Act, Provision, Register


@dataclass(frozen=True)
class Origin:
    """Against what a text was read: the register of its first release, the day of that, and, where its author
    has held it against the law again since, the day whose law that was."""

    register: Register
    day: date
    law_as_of: date | None = None


def is_stale(citation: str, origin: Origin, now: Register, on: date) -> bool:
    since = stale_from(citation, origin, now)
    return since is not None and since <= on


def stale_from(citation: str, origin: Origin, now: Register) -> date | None:
    """From this day the provision has a newer wording in force than the one that was read, or is no longer in force.

    An act cited as a whole goes stale only when it ceases: which of its articles changed, it cannot say.
    """
    if citation not in now.citations:
        return date.min if citation in origin.register.citations else None
    act, provision = _found(citation, now)
    days = [provision.since if provision else None]
    if not _knew_its_end(citation, origin):
        days += [thing.ceased for thing in (act, provision) if thing]
    read = _read_on(citation, origin)
    return min((day for day in days if day is not None and day > read), default=None)


def _found(citation: str, register: Register) -> tuple[Act | None, Provision | None]:
    act, _, article = citation.partition("/")
    return register.act(act), register.provision(act, article)


def _read_on(citation: str, origin: Origin) -> date:
    """The day of the wording that was read: as its author says, or as the register then said."""
    if origin.law_as_of is not None:
        return origin.law_as_of
    act, provision = _found(citation, origin.register)
    days = [act.edition if act else None, provision.since if provision else None]
    return max((day for day in days if day is not None), default=origin.day)


def _knew_its_end(citation: str, origin: Origin) -> bool:
    """What is written about a law that has ceased is written about its end as well."""
    return any(thing is not None and thing.ceased for thing in _found(citation, origin.register))
