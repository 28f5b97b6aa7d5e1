"""T22 and T23 in the database itself: who may write there, past the program, is found out.

The arithmetic is proved beside the journal and the certificates; here rows are changed under the running program.
"""

import base64
import json
import random
from collections.abc import Callable
from copy import deepcopy

import pytest
from sqlalchemy import Table, delete, insert, select, update

from app.core import clock
from app.db.model import Model
from app.db.session import db, transaction
from app.journal import actions as journal
from app.journal import queries as entries
from app.learning import actions as learning
from app.learning import queries as studies
from app.learning import revoking
from app.learning.certificates import Signer
from tests.architecture.walk import Walk
from tests.cast import BUILDER
from tests.proofs.poison import unguarded

pytestmark = pytest.mark.proof

FORGERIES, TAMPERINGS = 1_000, 60


def table(name: str) -> Table:
    return Model.metadata.tables[name]


# ── T23: certificates ─────────────────────────────────────────────────────────


@pytest.fixture
def ready(own_walk, tmp_path) -> Walk:
    own_walk.restore()
    sound = learning._signer
    yield own_walk
    learning._signer = sound


def given(walk: Walk):
    found = studies.certificates(walk.cast.people["asel"].id)[0][0]
    db.session.expunge(found)
    db.session.rollback()
    return found


def shown_as(walk: Walk, code: str) -> set[str]:
    """ "ok" where the name is shown, "refused" where it is not."""
    html = walk.client("guest").get(f"/verify/{code}").get_data(as_text=True)
    return {"ok" if walk.cast.people["asel"].family_name in html else "refused"}


def keep(certificate_id: int, **values: object) -> None:
    with transaction(), unguarded():
        kept = table("certificate")
        db.session.execute(update(kept).where(kept.c.id == certificate_id).values(**values))
    db.session.remove()


def _leaves(words: dict, path: tuple = ()) -> list[tuple]:
    found = []
    for key, value in words.items():
        found += _leaves(value, (*path, key)) if isinstance(value, dict) else [(*path, key)]
    return found


def _changed(words: dict, path: tuple, chance: random.Random) -> dict:
    other = deepcopy(words)
    place = other
    for key in path[:-1]:
        place = place[key]
    was = place[path[-1]]
    if isinstance(was, int) or was is None:
        place[path[-1]] = (was or 0) + chance.randrange(1, 9)
    else:
        at = chance.randrange(len(was))
        place[path[-1]] = was[:at] + chance.choice("яЖ7 ") + was[at:]
    return other


def _spoilt(signature: str, chance: random.Random) -> str:
    raw = bytearray(base64.b64decode(signature))
    raw[chance.randrange(64)] ^= 1 << chance.randrange(8)
    return base64.b64encode(bytes(raw)).decode()


def forged(kept, chance: random.Random, n: int) -> dict[str, object]:
    """Another word, another signature, a field more or less, a signature of another certificate."""
    kind = n % 5
    if kind == 0:
        return {"signature": _spoilt(kept.signature, chance)}
    if kind == 1:
        words = dict(kept.words)
        words.pop(chance.choice(list(words)))
        return {"words": words}
    if kind == 2:
        return {"words": kept.words | {f"more{n}": n}}
    path = chance.choice(_leaves(kept.words))
    return {"words": _changed(kept.words, path, chance)}


def test_no_forged_certificate_is_accepted_by_anybody(ready):
    """In the database, behind the page that strangers ask."""
    chance, kept = random.Random(23), given(ready)
    public = studies.public_key(kept.key_id)
    accepted = 0
    for n in range(FORGERIES):
        other = {"words": kept.words, "signature": kept.signature} | forged(kept, chance, n)
        accepted += learning.certificates.is_signed(other["words"], other["signature"], public)
        if n % 50 == 0:
            keep(kept.id, **other)
            accepted += "ok" in shown_as(ready, kept.code)
            keep(kept.id, words=kept.words, signature=kept.signature)
    print(f"forged certificates accepted: {accepted} / 0 of {FORGERIES}")
    assert accepted == 0
    assert "ok" in shown_as(ready, kept.code)


def test_a_new_key_leaves_old_certificates_genuine(ready, tmp_path):
    kept = given(ready)
    learning.use_signing_key(tmp_path / "new-key.pem", create=True)
    assert learning._signer is not None
    assert learning._signer.key_id != kept.key_id
    assert shown_as(ready, kept.code) == {"ok"}
    keep(kept.id, key_id=learning._signer.key_id)
    assert shown_as(ready, kept.code) == {"refused"}, (
        "another key is named than the one that signed"
    )
    keep(kept.id, key_id=kept.key_id, signature=learning._signer.sign(kept.words))
    assert shown_as(ready, kept.code) == {"refused"}, "the new key signed what names the old one"


def test_a_key_of_ones_own_is_no_key(ready, tmp_path):
    kept, own = given(ready), Signer.new_file(tmp_path / "own.pem")
    words = kept.words | {"name": "Башка Адам"}
    keep(kept.id, words=words, signature=own.sign(words), key_id=own.key_id)
    assert shown_as(ready, kept.code) == {"refused"}


def test_a_revoked_certificate_is_never_called_genuine(ready):
    kept = given(ready)
    with transaction():
        there = studies.revocation(kept.id)
        if there is None:
            revoking.ask_revocation(
                kept, "The identity was confused.", by=ready.cast.actors["kanykei"], at=clock.now()
            )
        revoking.confirm_revocation(kept, by=ready.cast.actors["nurlan"], at=clock.now())
    db.session.remove()
    html = ready.client("guest").get(f"/verify/{kept.code}").get_data(as_text=True)
    assert studies.revocation(kept.id).reason in html


def test_guessed_codes_find_nothing(ready):
    kept, chance = given(ready), random.Random(5)
    letters = sorted(set(kept.code) - {"-"}) + list("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    guessed = {"".join(chance.choices(letters, k=len(kept.code.replace("-", "")))) for _ in range(200)}  # fmt: skip
    near = {kept.code[:n] + chance.choice(letters) + kept.code[n + 1 :] for n in range(len(kept.code))}  # fmt: skip
    found = [c for c in guessed | (near - {kept.code}) if studies.certificate_by_code(learning.numbers.tidy_code(c))]  # fmt: skip
    assert found == []
    assert len(kept.code.replace("-", "")) >= 26, "128 bits do not fit"


# ── T22: the journal ──────────────────────────────────────────────────────────


def _row(chance: random.Random) -> dict:
    rows = db.session.execute(select(table("journal_entry"))).mappings().all()
    return dict(chance.choice(rows[:-1]))


def _set(number: int, **values: object) -> None:
    kept = table("journal_entry")
    db.session.execute(update(kept).where(kept.c.number == number).values(**values))


def _removed(chance: random.Random) -> None:
    kept = table("journal_entry")
    db.session.execute(delete(kept).where(kept.c.number == _row(chance)["number"]))


def _swapped(chance: random.Random) -> None:
    one, other = _row(chance), _row(chance)
    while one["what"] == other["what"] and one["details"] == other["details"] and one["about_id"] == other["about_id"]:  # fmt: skip
        other = _row(chance)
    fields = ("what", "about_id", "details", "by_id", "about_kind")
    _set(one["number"], **{f: other[f] for f in fields})
    _set(other["number"], **{f: one[f] for f in fields})


def _slipped_in(chance: random.Random) -> None:
    newest = max(e["number"] for e in db.session.execute(select(table("journal_entry"))).mappings())
    row = _row(chance)
    db.session.execute(insert(table("journal_entry")).values(row | {"number": newest + 1}))


WAYS: tuple[Callable[[random.Random], None], ...] = (
    lambda chance: _set(_row(chance)["number"], what="tidied up"),
    lambda chance: _set(_row(chance)["number"], by_id=None if _row(chance)["by_id"] else 1, origin="elsewhere"),
    lambda chance: _set((row := _row(chance))["number"], about_id=row["about_id"] + "1"),
    lambda chance: _set((row := _row(chance))["number"], details=row["details"] | {"more": 1}),
    lambda chance: _set(_row(chance)["number"], digest="0" * 64),
    lambda chance: _set((row := _row(chance))["number"], at=row["at"].replace(year=2001)),
    _removed,
    _swapped,
    _slipped_in,
)  # fmt: skip


def test_every_tampering_in_the_database_is_found(app, cast):
    with transaction():
        for n in range(30):
            journal.record(BUILDER, "tested", ("thing", n), step=n)
    assert entries.first_break() is None
    chance, found = random.Random(22), 0
    for n in range(TAMPERINGS):
        with pytest.raises(ZeroDivisionError), transaction(), unguarded():
            WAYS[n % len(WAYS)](chance)
            db.session.expire_all()
            found += entries.first_break() is not None
            raise ZeroDivisionError
    print(f"tamperings in the database found: {found} / {TAMPERINGS}")
    assert found == TAMPERINGS
    assert entries.first_break() is None, "what was tried was not undone"


def test_the_doctor_tells_of_it(app, cast):
    with transaction():
        journal.record(BUILDER, "tested", ("thing", 1))
        journal.record(BUILDER, "tested", ("thing", 2))
    with transaction(), unguarded():
        _set(1, what="tidied up")
    outcome = app.test_cli_runner().invoke(args=["doctor"])
    assert outcome.exit_code == 1
    assert "broken at 1" in outcome.output


def test_the_signed_words_are_what_json_keeps(ready):
    """Otherwise a genuine one would be refused after a stay in the database."""
    kept = given(ready)
    assert json.loads(json.dumps(kept.words)) == kept.words
    assert shown_as(ready, kept.code) == {"ok"}
