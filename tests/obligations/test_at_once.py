"""Commands of the night: two at once, one beside pages, one killed in the middle; on a database of its own."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import actions as accounts
from app.accounts.kinds import Profession
from app.accounts.models import Post, Unit
from app.core import clock
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.db.session import db, transaction
from app.notices.models import Letter
from app.obligations import actions, nearing, reminding, reviewing
from app.obligations.actions import Terms
from app.obligations.models import Obligation, Reminder
from tests import house
from tests.architecture.test_migrations import empty_database
from tests.cast import BEGINNING, BUILDER
from tests.home import world
from tests.statements import statements

DAY = timedelta(days=1)
PEOPLE = 40


@pytest.fixture
def office(settings, tmp_path, monkeypatch):
    """An application with forty people who owe a course in fifty days, looked at five by five."""
    monkeypatch.setattr(reviewing, "BATCH", 5)
    monkeypatch.setattr(nearing, "PART", 5)
    monkeypatch.setattr(nearing, "PAGE", 7)
    with empty_database(tmp_path) as address:
        plain = {"SQLALCHEMY_DATABASE_URI": address, "SQLALCHEMY_ENGINE_OPTIONS": {}}
        app, cast = house.build(settings | plain)
        with app.app_context():
            with transaction():
                _fill(cast)
            yield app
            db.session.remove()
            db.engine.dispose()


def _fill(cast) -> None:
    unit = db.session.get_one(Unit, cast.unit_ids["osh"])
    name = Bilingual(ky="Кызмат", ru="Должность", en="Post")
    for number in range(PEOPLE):
        who = accounts.add_person(
            f"Ф{number:02}", "А", sex=cast.people["asel"].sex, language="ky", by=BUILDER,
            at=BEGINNING, address=f"p{number}@example.test",
        )  # fmt: skip
        post = accounts.create_post(unit, name, Profession.POLICE, by=BUILDER)
        accounts.appoint(who, post, from_day=clock.today(), by=BUILDER)
    world.publish("basics", at=clock.now(), required=None)
    terms = Terms("basics", 50, unit_id=unit.id, tell_registrar=True)
    actions.require_course(terms, from_day=clock.today(), by=BUILDER, at=clock.now())


def command(app: Flask, name: str) -> tuple[int, str]:
    said = app.test_cli_runner().invoke(args=["obligations", name])
    return said.exit_code, said.output


def together(app: Flask, deeds: list[Callable[[], object]]) -> list[object]:
    found: list[object] = [None] * len(deeds)
    gate = threading.Barrier(len(deeds))

    def run(n: int) -> None:
        with app.app_context():
            gate.wait(30)
            try:
                found[n] = deeds[n]()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def counted(model) -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(model)).one()


def owed() -> Counter:
    db.session.rollback()
    wanted = select(Obligation.person_id, Obligation.requirement_id, Obligation.settled_day)
    return Counter(map(tuple, db.session.execute(wanted)))


def test_three_reviews_at_once_write_each_obligation_once(office):
    answers = together(office, [lambda: command(office, "review")] * 3)
    assert [code for code, _said in answers] == [0, 0, 0], answers
    assert sum(owed().values()) == len(owed()) == PEOPLE + 1  # Bek is in that unit, too
    assert "changed: 0," in command(office, "review")[1]


def test_a_review_beside_people_who_move(office):
    """Neither waits for the other in a circle, and afterwards everything is as the facts say."""
    wanted = select(Post).join(Unit).where(Unit.name_en == "Sverdlov").limit(1)
    district = db.session.scalars(wanted).one().unit_id
    who = [number for part in reviewing.batches() for number in part][-20:]
    db.session.rollback()

    def move_all() -> int:
        """The last first: the other way round than a review goes."""
        with transaction():
            unit = db.session.get_one(Unit, district)
            for number in reversed(who):
                name = Bilingual(ky="Кызмат", ru="Должность", en="Post")
                post = accounts.create_post(unit, name, Profession.POLICE, by=BUILDER)
                person = db.session.get_one(accounts.Person, number)
                accounts.move(person, post, on_day=clock.today() + DAY, by=BUILDER)
        return 0

    answers = together(office, [lambda: command(office, "review"), move_all])
    assert answers[0][0] == 0, answers
    assert answers[1] == 0
    assert "changed: 0," in command(office, "review")[1]
    assert sum(owed().values()) == len(owed()) == PEOPLE + 1


def test_three_times_reminding_at_once_writes_each_letter_once(office):
    command(office, "review")
    answers = together(office, [lambda: command(office, "remind")] * 3)
    assert [code for code, _said in answers] == [0, 0, 0], answers
    assert "written: 0," in command(office, "remind")[1]
    addresses = db.session.scalars(select(Letter.to_address)).all()
    assert len(addresses) == len(set(addresses)) == PEOPLE + 2  # Bek, and the registrar
    assert counted(Reminder) == 2 * (PEOPLE + 1)


@pytest.mark.parametrize("name", ["review", "remind"])
@pytest.mark.parametrize("parts", [1, 4])
def test_one_that_is_killed_goes_on_where_it_was(office, monkeypatch, name, parts):
    if name == "remind":
        command(office, "review")
    given = {"review": reviewing.batches, "remind": nearing.parts}[name]
    room = {"review": reviewing, "remind": nearing}[name]

    def dying(*day):
        yield from given(*day)[:parts]
        raise KeyboardInterrupt

    with monkeypatch.context() as here:
        here.setattr(room, given.__name__, dying)
        assert command(office, name)[0] != 0
    kept = counted({"review": Obligation, "remind": Reminder}[name])
    assert 0 < kept < PEOPLE
    assert command(office, name)[0] == 0
    assert ", in" in command(office, name)[1]
    assert {"review": len(owed()), "remind": counted(Letter)}[name] == PEOPLE + (
        1 if name == "review" else 2
    )


def test_what_a_part_asks_of_the_database_does_not_grow_with_its_people(office):
    """People in every state: nothing done, completed, exempt, moved away."""
    who = [number for part in reviewing.batches() for number in part][-PEOPLE:]
    with transaction():
        release = world.publish("other", at=clock.now(), required="police", number=2)
        for place, number in enumerate(who):
            person = db.session.get_one(accounts.Person, number)
            if place % 3:
                done = world.enrol(person, release, at=clock.now())
                world.complete(done, at=clock.now(), number=str(place))

    def asked(people: list[int]) -> dict[str, int]:
        curriculum.forget_editions()
        letters = reminding.Letters(site="", at=clock.now())
        found = {}
        with transaction():
            with statements() as seen:
                assert reviewing.review_free(people, on=clock.today()).changed
            found["review"] = len(seen)
            with statements() as seen:
                assert letters.to_themselves(people) == len(people)
            found["remind"] = len(seen)
        return found

    assert asked(who[:6]) == asked(who[6:])
