"""T02: nothing of the other academy's appears anywhere."""

import pytest
from sqlalchemy import select

from app.accounts.models import Institution, Person, Post, Unit
from app.db.session import transaction
from tests.architecture.walk import Walk
from tests.proofs.everything import read_all, text_of

pytestmark = pytest.mark.proof

POLICE = ("asel", "daniyar", "chynara", "ilya", "kanykei", "nurlan")
COURTS = ("maksat", "oroz", "leila")
# To everybody who has the code or the link, by decision; letters are a page of demonstrations only.
OPEN = ("learning_certificates.verify", "accounts_links.choose", "notices_letters.index")
CSV = "/reports/completion.csv?by=unit"


def brand(walk: Walk) -> dict[str, list[str]]:
    """Gives everything of each academy a name that stands nowhere else; the names by academy."""
    tokens: dict[str, list[str]] = {"police": [], "courts": []}
    side = {walk.cast.units[name].institution_id: name for name in tokens}

    def token(of: int, kind: str, number: int) -> str:
        tokens[side[of]].append(f"q{side[of][0]}{kind}{number}x")
        return tokens[side[of]][-1]

    with transaction() as session:
        units = {unit.id: unit.institution_id for unit in session.scalars(select(Unit))}
        for kind, model in (("i", Institution), ("u", Unit), ("p", Post)):
            for thing in session.scalars(select(model)):
                of = thing.id if kind == "i" else units[thing.id if kind == "u" else thing.unit_id]
                for language in ("ky", "ru", "en"):
                    setattr(thing, f"name_{language}", token(of, kind + language, thing.id))
        for name in walk.cast.people:
            of = walk.cast.units["courts" if name in COURTS else "police"].institution_id
            person = session.get_one(Person, walk.cast.people[name].id)
            person.family_name = token(of, "f", person.id)
            person.given_name = token(of, "g", person.id)
    return tokens


def leaks(walk: Walk, name: str, foreign: list[str], counted: list[str]) -> list[str]:
    found = []
    pages = [(address, text_of(r)) for address, r in read_all(walk, name, but=OPEN)]
    client = walk.client(name)
    for address in (CSV, CSV.replace("csv", "xlsx"), "/people?q=q", "/people?page=2"):
        pages.append((address, text_of(client.get(address))))
    for address, text in pages:
        counted.append(text)
        found += [f"{name} sees {token} at {address}" for token in foreign if token in text]
    return found


@pytest.mark.parametrize("side", ["police", "courts"])
def test_nothing_of_the_other_academy_appears(side, own_walk):
    tokens = brand(own_walk)
    foreign = tokens["courts" if side == "police" else "police"]
    counted: list[str] = []
    found = []
    for name in POLICE if side == "police" else COURTS:
        found += leaks(own_walk, name, foreign, counted)
    print(f"names of the other academy seen by {side}: {len(found)} / 0 on {len(counted)} pages")
    assert found == []
    seen = {token for token in tokens[side] if any(token in text for text in counted)}
    assert len(seen) > 10, "the names do not appear even where they belong"


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_leak_is_found(own_walk):
    tokens = brand(own_walk)
    assert leaks(own_walk, "kanykei", tokens["police"][:5], [])
