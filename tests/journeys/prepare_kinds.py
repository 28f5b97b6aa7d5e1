"""A database with the shipped content, and somebody before open attempts at all its questions of the later kinds."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app.accounts import actions as accounts
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Person, Unit
from app.assessment import actions, queries
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt
from app.assessment.quizzes import Draw, Quiz
from app.core import clock
from app.core.actor import Actor
from app.core.shapes import Text
from app.curriculum import queries as released
from app.db.session import db, transaction
from app.demo.roles import PASSWORD
from app.factory import create_app
from app.settings import load
from tests.cast import BEGINNING, BUILDER, FIRST_DAY, _name, build
from tests.journeys.filling import KINDS

NAME = "kinds"


@contextmanager
def shipped(folder: Path) -> Iterator[Flask]:
    """A database of its own, in one writing transaction."""
    app = create_app(
        load(
            {
                "MURAS_DEMONSTRATION": "1",
                "DATABASE_URL": f"sqlite:///{folder}/muras.db",
                "SIGNING_KEY_FILE": str(folder / "signing-key.pem"),
            }
        )
    )
    with app.app_context():
        upgrade()
        outcome = app.test_cli_runner().invoke(args=["content", "import"])
        assert outcome.exit_code == 0, outcome.output
        with transaction():
            yield app
        db.session.remove()
        db.engine.dispose()


def prepare(folder: Path, attempts: int) -> list[int]:
    """Numbers of the attempts."""
    with shipped(folder) as app:
        who = person(app, NAME, build().units["sverdlov"])
        return [_attempt(who, n).id for n in range(attempts)]


def person(app: Flask, name: str, unit: Unit) -> Actor:
    """Somebody who can sign in, on a post of the unit."""
    made = accounts.add_person(
        "Сыноо", "Адам", sex=Sex.FEMALE, language="ky", sign_in_name=name, by=BUILDER, at=BEGINNING
    )
    made.password_hash = app.extensions["hasher"].hash(PASSWORD)
    post = accounts.create_post(unit, _name("Post"), Profession.POLICE, by=BUILDER)
    accounts.appoint(made, post, from_day=FIRST_DAY, by=BUILDER)
    return Actor(person_id=made.id, origin="test")


def _attempt(who: Actor, n: int) -> Attempt:
    """Begun as any other, and then given the questions that are to be seen."""
    release = released.current_release("tip-foundations")
    bank_release = queries.current_bank_release("trafficking")
    assert release is not None
    assert bank_release is not None
    bank = queries.bank(bank_release.id)
    names = [name for name, item in sorted(bank.items.items()) if item.kind in KINDS]
    topics = Counter(bank.topic_of(name) for name in names)
    quiz = Quiz(
        id="check-the-crime",
        kind="check",
        title=Text(ky="Түрлөр", ru="Виды"),
        bank="trafficking",
        draw=tuple(Draw(topic=topic, count=count) for topic, count in topics.items()),
        certainty=True,
    )
    attempt = actions.begin(
        Person(id=who.person_id), release=release, quiz=quiz, context=f"kinds:{n}",
        by=who, at=clock.now(), seat="before", seed=n,
    )  # fmt: skip
    for drawn, name in zip(attempt.items, names, strict=True):
        item = bank.items[name]
        drawn.item, drawn.order = name, list(reversed(range(kind_of(item).movable(item))))
    db.session.flush()
    return attempt
