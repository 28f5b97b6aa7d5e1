"""Run by itself: fills the database of a proof, and prints what each person's browser would send."""

import hashlib
import json
import sys
import time

from flask_migrate import upgrade
from itsdangerous import URLSafeTimedSerializer

from app.accounts import actions as accounts
from app.accounts.kinds import Profession, Sex
from app.assessment.models import AttemptItem
from app.core import clock
from app.core.actor import Actor
from app.db.session import db, transaction
from app.factory import create_app
from tests import make
from tests.cast import BEGINNING, BUILDER, FIRST_DAY, _name, build

PASSWORD = "three plain words for proofs"


def main(people: int) -> None:
    app = create_app()
    with app.app_context():
        upgrade()
        with transaction():
            units = build().units
            hashed = app.extensions["hasher"].hash(PASSWORD)
            seats = [_seat(app, n, units["sverdlov"], hashed) for n in range(people)]
    print(json.dumps(seats))


def _seat(app, n: int, unit, hashed: str) -> dict[str, object]:
    person = accounts.add_person(
        "Сыноо", f"Адам{n}", sex=Sex.FEMALE, language="ky", sign_in_name=f"person-{n}", by=BUILDER, at=BEGINNING
    )  # fmt: skip
    person.password_hash = hashed
    post = accounts.create_post(unit, _name(f"Post {n}"), Profession.POLICE, by=BUILDER)
    accounts.appoint(person, post, from_day=FIRST_DAY, by=BUILDER)
    who = Actor(person_id=person.id, origin="proof")
    attempt = make.attempt(who, context=f"proof:{n}")
    key = accounts.begin_session(person, at=clock.now(), origin="proof")
    raw = hashlib.sha256(key.encode()).hexdigest()
    page = {"seen": int(time.time()), "csrf_token": raw, f"seat-{attempt.id}": attempt.seat}
    signed = app.session_interface.get_signing_serializer(app).dumps(page)
    token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(raw)
    items = db.session.query(AttemptItem).filter_by(attempt_id=attempt.id)
    place = next(item.place for item in items if item.item.endswith("single-choice"))
    cookies = {app.config["SIGN_IN_COOKIE_NAME"]: key, app.config["SESSION_COOKIE_NAME"]: signed}
    return {
        "path": f"/attempts/{attempt.id}/questions/{place}",
        "place": place,
        "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "token": token,
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
