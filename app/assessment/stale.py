"""Questions whose cited law has changed since they were read against it."""

import re
from dataclasses import replace
from datetime import date

from app.assessment import queries
from app.assessment.bank import Bank
from app.core.clock import day_of
from app.curriculum import queries as curriculum
from app.curriculum.models import ReleaseKind
from app.curriculum.staleness import Origin, is_stale

# The id of a question as its file states it: enough to know since when it is there.
_ID = re.compile(r"""^\{?[ \t]*["']?id["']?:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE)


def stale_items(bank_release_id: int, *, on: date) -> dict[str, list[str]]:
    """By question the citations that went stale; those of a bank are asked for together.

    A question was read against the register of its first release. Mending a word does not make it fresh: its
    author says with `law_as_of` that it was held against the law again.
    """
    bank, register = queries.bank(bank_release_id), curriculum.references().register
    cited = {name: item for name, item in bank.items.items() if item.cites}
    if not cited:
        return {}
    first = _origins(bank)
    newest = Origin(register, on)
    found = {}
    for name, item in cited.items():
        origin = replace(first.get(name, newest), law_as_of=item.law_as_of)
        gone = [one for one in item.cites if is_stale(one, origin, register, on)]
        if gone:
            found[name] = gone
    return found


def _origins(bank: Bank) -> dict[str, Origin]:
    """By question the law of its first release. Kept in memory by the releases: they cannot change."""
    releases = curriculum.lawful(ReleaseKind.BANK, bank.id)
    first: dict[str, Origin] = {}
    for release in releases:
        origin = Origin(release.register, day_of(release.at))
        for name in _ids(release.release_id):
            first.setdefault(name, origin)
    return first


def _ids(release_id: int) -> tuple[str, ...]:
    key = ("ids", curriculum.edition(release_id).digest)
    return curriculum.keep(key, lambda: tuple(_read_ids(release_id)))


def _read_ids(release_id: int) -> list[str]:
    texts = curriculum.bundle_of(release_id).values()
    return [found[1] for text in texts if (found := _ID.search(text))]
