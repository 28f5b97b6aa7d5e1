"""Questions whose cited law has changed since they were read against it."""

import re
from dataclasses import replace
from datetime import date

from app.assessment import queries
from app.assessment.bank import Bank
from app.core.clock import day_of
from app.curriculum import queries as curriculum
from app.curriculum.law import Register
from app.curriculum.models import ReleaseKind
from app.curriculum.queries import Ancestor
from app.curriculum.staleness import Origin, stale_from

# The id of a question as its file states it: enough to know since when it is there.
_ID = re.compile(r"""^\{?[ \t]*["']?id["']?:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE)


def stale_items(bank_release_id: int, *, on: date) -> dict[str, list[str]]:
    """By question the citations that are stale on this day, in a constant number of statements.

    A question was read against the register of its first release. Mending a word does not make it fresh: its
    author says with `law_as_of` that it was held against the law again.
    """
    bank = queries.bank(bank_release_id)
    here, releases = curriculum.references(), curriculum.lineage(ReleaseKind.BANK, bank.id)
    key = ("stale", curriculum.edition(bank_release_id).digest, here.mark, releases)
    days = curriculum.keep(key, lambda: _days(bank, here.register, releases))
    gone: dict[str, list[str]] = {}
    for name, citation, since in days:
        if since <= on:
            gone.setdefault(name, []).append(citation)
    return gone


def _days(
    bank: Bank, register: Register, releases: tuple[Ancestor, ...]
) -> list[tuple[str, str, date]]:
    """Question, citation, and the day from which it is stale. What is not found among the releases is new."""
    first, new = _origins(releases), Origin(register, date.max)
    found = []
    for name, item in bank.items.items():
        origin = replace(first.get(name, new), law_as_of=item.law_as_of)
        for citation in item.cites:
            since = stale_from(citation, origin, register)
            if since is not None:
                found.append((name, citation, since))
    return found


def _origins(releases: tuple[Ancestor, ...]) -> dict[str, Origin]:
    """By question the law that its authors had before them when it was released first."""
    first: dict[str, Origin] = {}
    register = Register()
    for release in releases:
        if release.kind is ReleaseKind.LAW:
            register = curriculum.register_of(release.id)
        for name in _ids(release.id) if release.kind is ReleaseKind.BANK else ():
            first.setdefault(name, Origin(register, day_of(release.at)))
    return first


def _ids(release_id: int) -> tuple[str, ...]:
    key = ("ids", curriculum.edition(release_id).digest)
    return curriculum.keep(key, lambda: tuple(_read_ids(release_id)))


def _read_ids(release_id: int) -> list[str]:
    texts = curriculum.bundle_of(release_id).values()
    return [found[1] for text in texts if (found := _ID.search(text))]
