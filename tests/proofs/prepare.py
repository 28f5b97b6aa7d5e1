"""Run by itself: fills the database of a proof, and prints what each person's browser would send."""

import hashlib
import json
import sys
import time

from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer

from app.accounts import actions as accounts
from app.accounts.kinds import Profession, Sex
from app.assessment import quizzes
from app.assessment.models import AttemptItem
from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from app.factory import create_app
from tests import make
from tests.assessment import more_kinds
from tests.assessment.test_more_views import files
from tests.cast import BEGINNING, BUILDER, FIRST_DAY, _name, build

PASSWORD = "three plain words for proofs"


def main(people: int, every: bool) -> None:
    app = create_app()
    # Whether or not people can mark yet: what is proved of an essay is that it is kept.
    quizzes.MARKED_BY_PEOPLE = frozenset()
    with app.app_context():
        upgrade()
        with transaction():
            units = build().units
            hashed = app.extensions["hasher"].hash(PASSWORD)
            terms = _every_kind() if every else {}
            seats = [_seat(app, n, units["sverdlov"], hashed, terms) for n in range(people)]
    print(json.dumps(seats))


def _every_kind() -> dict[str, object]:
    """The terms of a test with one question of each kind, which asks how sure one is."""
    make.bank(files(*more_kinds.OWN))
    draw = f"[{{topic: elements, count: 6}}, {{topic: more, count: {len(more_kinds.OWN)}}}]"
    return {"draw": draw, "certainty": "true"}


def _seat(app, n: int, unit, hashed: str, terms: dict[str, object]) -> dict[str, object]:
    person = accounts.add_person(
        "Сыноо", f"Адам{n}", sex=Sex.FEMALE, language="ky", sign_in_name=f"person-{n}", by=BUILDER, at=BEGINNING
    )  # fmt: skip
    person.password_hash = hashed
    post = accounts.create_post(unit, _name(f"Post {n}"), Profession.POLICE, by=BUILDER)
    accounts.appoint(person, post, from_day=FIRST_DAY, by=BUILDER)
    who = Actor(person_id=person.id, origin="proof")
    attempt = make.attempt(who, context=f"proof:{n}", **terms)
    key = accounts.begin_session(person, at=clock.now(), origin="proof")
    raw = hashlib.sha256(key.encode()).hexdigest()
    page = {"seen": int(time.time()), "csrf_token": raw, f"seat-{attempt.id}": attempt.seat}
    signed = app.session_interface.get_signing_serializer(app).dumps(page)
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    items = db.session.query(AttemptItem).filter_by(attempt_id=attempt.id)
    places = {item.item.partition("-")[2]: item.place for item in items}
    place = places["single-choice"]
    cookies = {app.config["SIGN_IN_COOKIE_NAME"]: key, app.config["SESSION_COOKIE_NAME"]: signed}
    return {
        "path": f"/attempts/{attempt.id}/questions/{place}",
        "place": place,
        "places": places,
        "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "token": token,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), "every" in sys.argv)
