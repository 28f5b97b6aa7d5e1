"""T03: fields nobody asked for change nothing, in any form. T22: every form that changes something is journalled."""

import re
import zlib
from contextlib import suppress

import pytest
from flask import request
from sqlalchemy import DateTime, func, select

from app.accounts import actions
from app.db.model import Model, UtcMoment
from app.db.session import db
from app.journal import actions as journal
from app.journal.models import Entry
from tests.architecture import table
from tests.architecture.table import PEOPLE, Step
from tests.architecture.walk import SAFE, Walk
from tests.proofs import oddities
from tests.proofs.forms import FORMS, PASSWORD, fill_in, no_chance, without_a_form

pytestmark = pytest.mark.proof

TABLE = table.read()
# Ordinary answers have tables of their own, written once.
UNWRITTEN = {
    "answer",
    "answer a drill",
    "take a step",
    "take a step back",
    "note in a case",
    "write a reflection",
}
# Nobody is behind their requests.
OUTSIDE = ("guest", "perizat")
_HASH = re.compile(r"'(\$argon2[^']+)'")
_SEALED = re.compile(r"'(gAAAA[^']+)'")
# Differ by themselves: what is chained over moments, and what counts them.
_BY_THEMSELVES = {
    ("journal_entry", "digest"),
    ("report_signature", "digest"),
    ("device", "last_step"),
}
_SEAL = re.compile(r"(?<='seal': ')[0-9a-f]{64}(?=')")


def test_every_form_is_filled_in(walk):
    assert without_a_form(walk.rules) == []


# ── T03 ───────────────────────────────────────────────────────────────────────


def extra(declared: set[str]) -> dict[str, str]:
    """The name of every column and every field there is, and what others call an administrator."""
    columns = {c.name for found in Model.metadata.sorted_tables for c in found.columns}
    names = columns | {name.decode() for name in oddities.names()}
    names |= {"is_admin", "admin", "role", "roles", "duties", "by", "at", "_method", "__class__"}
    days = {name: "2031-05-06" for name in names if name.endswith(("_day", "_at"))}
    left = {n for n in names - declared - {"csrf_token"} if not n.startswith("kept-")}
    return {name: days.get(name, "4242") for name in sorted(left)}


def rows(walk: Walk) -> dict[str, list]:
    """All rows of all tables; moments and what is chained over them differ by themselves."""
    hasher, vault = walk.app.extensions["hasher"], walk.app.extensions["vault"]

    def plain(row) -> str:
        text = _HASH.sub(
            lambda found: str(hasher.matches(PASSWORD, found[1])), _SEAL.sub("", repr(row))
        )
        return _SEALED.sub(lambda found: str(vault.open(found[1])), text)

    found = {}
    for each in Model.metadata.sorted_tables:
        kept = [
            c
            for c in each.columns
            if not isinstance(c.type, DateTime | UtcMoment)
            and (each.name, c.name) not in _BY_THEMSELVES
        ]
        found[each.name] = sorted(map(plain, db.session.execute(select(*kept)).all()))
    db.session.rollback()
    return found


def sent(walk: Walk, name: str, *, more: bool) -> tuple[int, dict[str, list]]:
    with no_chance():
        ready = fill_in(walk, name)
        added = extra(set(ready.fields) | FORMS[name].knows) if more else {}
        page = ready.send(added)
    return page.status, rows(walk)


def changed_by_more(walk: Walk, name: str) -> list[str]:
    status, plain = sent(walk, name, more=False)
    assert status in (200, 303), f"the form itself was refused: {name} {status}"
    status, with_more = sent(walk, name, more=True)
    assert status in (200, 303), f"refused with more: {name} {status}"
    return [each for each in plain if plain[each] != with_more[each]]


@pytest.mark.parametrize("name", FORMS)
def test_fields_nobody_asked_for_change_nothing(name, own_walk):
    changed = changed_by_more(own_walk, name)
    print(f"tables changed by {len(extra(set()))} extra fields of the form {name!r}: {len(changed)} / 0")  # fmt: skip
    assert changed == []


# ── T22 ───────────────────────────────────────────────────────────────────────


def written(number: int = 0) -> list[Entry]:
    """Entries after this one."""
    db.session.rollback()
    return list(db.session.scalars(select(Entry).where(Entry.number > number)))


def newest() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.max(Entry.number))) or 0


@pytest.mark.parametrize("name", FORMS)
def test_every_form_that_changes_something_is_journalled(name, own_walk):
    ready = fill_in(own_walk, name)
    before = newest()
    assert ready.send().status in (200, 303)
    found = written(before)
    print(f"entries of the form {name!r}: {len(found)} / 1 or more")
    if name not in UNWRITTEN:
        assert found, "nothing was written"
        assert all(entry.what and entry.about_id and entry.origin for entry in found)
        who = own_walk.cast.people[FORMS[name].acts].id
        assert {entry.by_id for entry in found} <= {who, None}


def refused(step: Step) -> list[str]:
    return [p for p in PEOPLE if TABLE[step][p].startswith("403") and p not in OUTSIDE]


def asking(step: Step) -> list[str]:
    """Two of them; by turns, so that everybody comes to be refused somewhere."""
    names, turn = refused(step), zlib.crc32(str(step).encode())
    return list(dict.fromkeys(names[(turn + k) % len(names)] for k in (0, 5)))


def unwritten_refusals(walk: Walk, step: Step) -> list[str]:
    """Of those who are signed in and were refused, whose refusal stands nowhere."""
    before = newest()
    for person in asking(step):
        walk.ask(step, person)
    told = {entry.by_id for entry in written(before) if entry.what == "refused"}
    return [f"{step}: {p}" for p in asking(step) if walk.cast.people[p].id not in told]


def test_every_refusal_is_journalled(own_walk):
    own_walk.restore()
    steps = [step for step in TABLE if refused(step) and list(own_walk.rules_of(step))]
    found = [fault for step in steps for fault in unwritten_refusals(own_walk, step)]
    count = sum(len(asking(step)) for step in steps)
    print(f"refusals that stand in no journal: {len(found)} / 0 of {count}, {len(steps)} addresses")
    assert found == []
    assert count > 100


# ── planted ───────────────────────────────────────────────────────────────────


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


def test_a_planted_attempt_that_takes_its_end_from_the_form_is_found(own_walk, monkeypatch):
    sound = actions.dismiss

    def careless(person, *, on_day, **kwargs):
        sound(person, on_day=on_day, **kwargs)
        person.language = request.form.get("language", person.language)[:2]

    monkeypatch.setattr(actions, "dismiss", careless)
    assert changed_by_more(own_walk, "leave") == ["person"]


def test_a_planted_form_that_nobody_filled_in_is_found(walk, monkeypatch):
    monkeypatch.delitem(FORMS, "language")
    assert without_a_form(walk.rules) == ["/language"]


def test_a_planted_act_without_an_entry_is_found(own_walk, monkeypatch):
    monkeypatch.setattr(journal, "record", lambda *_args, **_kwargs: None)
    ready = fill_in(own_walk, "unit")
    before = newest()
    assert ready.send().status == 303
    assert written(before) == []


def test_a_planted_refusal_without_an_entry_is_found(own_walk, monkeypatch):
    monkeypatch.setattr(journal, "record_alone", lambda *_args, **_kwargs: None)
    step = next(s for s in TABLE if s.method in SAFE and TABLE[s]["asel"] == "403")
    assert len(unwritten_refusals(own_walk, step)) == len(asking(step))
