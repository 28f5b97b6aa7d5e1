"""T02: nothing of the other academy's appears anywhere. T03: fields nobody asked for change nothing."""

from contextlib import suppress

import pytest
from flask import request
from sqlalchemy import DateTime, select

from app.accounts import actions
from app.accounts.models import Institution, Person, Post, Unit
from app.db.model import Model, UtcMoment
from app.db.session import db, transaction
from tests.architecture.walk import Walk
from tests.browser import Browser
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


# ── T03 ───────────────────────────────────────────────────────────────────────

# Who sends which form, and what is changed in it.
NAMES = {"name_ky": "Жаңы", "name_ru": "Новый", "name_en": "New"}
FORMS = {
    "correct": ("kanykei", "/people/{asel}/edit", {"given_name": "Айсулуу"}),
    "add": ("kanykei", "/people/new", {"family_name": "Жаңы", "given_name": "Адам", "sex": "male", "sign_in_name": "new.person", "post": "{vacant}"}),
    "move": ("kanykei", "/people/{asel}/move", {"post": "{vacant}", "step": "confirmed"}),
    "leave": ("kanykei", "/people/{asel}/leave", {"step": "confirmed"}),
    "unit": ("kanykei", "/units/{unit}/units/new", NAMES),
    "post": ("kanykei", "/units/{unit}/posts/new", NAMES | {"profession": "police"}),
    "duty": ("nurlan", "/people/{asel}/duties", {"kind": "trainer", "unit": "{unit}"}),
}  # fmt: skip


def extra(declared: set[str]) -> dict[str, str]:
    """The name of every column there is, and what others call an administrator."""
    columns = {c.name for table in Model.metadata.sorted_tables for c in table.columns}
    names = columns | {"is_admin", "admin", "role", "roles", "duties", "by", "at", "_method"}
    days = {name: "2031-05-06" for name in names if name.endswith(("_day", "_at"))}
    return {name: days.get(name, "4242") for name in names - declared - {"reason"}}


def rows() -> dict[str, list]:
    """All rows of all tables; moments, keys and chained digests differ by themselves."""
    found = {}
    for table in Model.metadata.sorted_tables:
        if table.name in ("journal_entry", "sign_in"):
            continue
        kept = [c for c in table.columns if not isinstance(c.type, DateTime | UtcMoment)]
        found[table.name] = sorted(map(repr, db.session.execute(select(*kept)).all()))
    db.session.rollback()
    return found


def sent(walk: Walk, form: str, *, more: bool) -> tuple[int, dict[str, list]]:
    walk.restore()
    name, address, changed = FORMS[form]
    with transaction():
        unit = db.session.get_one(Unit, walk.cast.unit_ids["osh"])
        kind = db.session.scalars(select(Post.profession)).first()
        post = actions.create_post(unit, unit.name, kind, by=walk.cast.actors["kanykei"])
        places = {"asel": walk.cast.people["asel"].id, "unit": unit.id, "vacant": post.id}
    db.session.remove()
    path = address.format(**places)
    browser = Browser(walk.app).sign_in(walk.cast.people[name])
    fields = browser.get(path).form(path) | {k: v.format(**places) for k, v in changed.items()}
    response = browser.post(path, (extra(set(fields)) if more else {}) | fields, follow=False)
    return response.status, rows()


def changed_by_more(walk: Walk, form: str) -> list[str]:
    status, plain = sent(walk, form, more=False)
    assert status == 303, f"the form itself was refused: {form} {status}"
    status, with_more = sent(walk, form, more=True)
    assert status == 303, f"refused with more: {form} {status}"
    return [name for name in plain if plain[name] != with_more[name]]


@pytest.mark.parametrize("form", FORMS)
def test_fields_nobody_asked_for_change_nothing(form, own_walk):
    changed = changed_by_more(own_walk, form)
    print(f"tables changed by extra fields of the form {form!r}: {len(changed)} / 0")
    assert changed == []


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_leak_is_found(own_walk):
    tokens = brand(own_walk)
    assert leaks(own_walk, "kanykei", tokens["police"][:5], [])


def test_a_planted_form_that_takes_everything_is_found(own_walk, monkeypatch):
    sound = actions.correct_person

    def careless(person, **kwargs):
        sound(person, **kwargs)
        for name, value in request.form.items():
            if name in ("password_hash", "patronymic"):
                with suppress(AttributeError):
                    setattr(person, name, value)

    monkeypatch.setattr(actions, "correct_person", careless)
    assert changed_by_more(own_walk, "correct") == ["person"]
