"""What is owed follows from what the post asks, whatever made the post another: one test for each cause."""

from datetime import date, timedelta

import pytest
from blinker import ANY, Signal
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import corrections, merging, restating
from app.accounts import events as of_accounts
from app.accounts import queries as people
from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Person, Post
from app.accounts.restating import Why
from app.accounts.service_rules import Days
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import db
from app.learning import events as of_learning
from app.obligations import actions, handlers, reviewing
from app.obligations.actions import Terms
from app.obligations.models import Obligation, Reminder
from app.obligations.rules import How
from app.rosters import applying, undoing
from app.rosters import events as of_rosters
from tests.cast import BEGINNING, BUILDER, FIRST_DAY
from tests.home import world
from tests.rosters.bringing import NEW, brought, everybody, line_of, seen, text

pytestmark = pytest.mark.usefixtures("writing")

DAY = timedelta(days=1)
NOW = clock.now()
TODAY = clock.day_of(NOW)
SINCE = TODAY - 10 * DAY


@pytest.fixture
def basics(app, writing):
    return world.publish("basics", at=BEGINNING, required=None)


@pytest.fixture
def required(cast, basics):
    """Of all posts of the district, since ten days."""
    return require(unit_id=cast.unit_ids["sverdlov"])


def require(**of):
    terms = Terms("basics", 60, **of)
    return actions.require_course(terms, from_day=SINCE, by=BUILDER, at=BEGINNING)


def owed(person: Person | int) -> list[date]:
    """The days of what is open."""
    number = person if isinstance(person, int) else person.id
    wanted = select(Obligation.due_day).where(
        Obligation.person_id == number, Obligation.settled_day.is_(None)
    )
    return list(db.session.scalars(wanted.order_by(Obligation.due_day)))


def settled(person: Person) -> list[How | None]:
    wanted = select(Obligation.how).where(
        Obligation.person_id == person.id, Obligation.settled_day.is_not(None)
    )
    return list(db.session.scalars(wanted.order_by(Obligation.id)))


def post_in(cast, place: str, kind: PostKind = PostKind.OTHER) -> Post:
    name = Bilingual(ky="Кызмат", ru="Должность", en="Post")
    return accounts.create_post(cast.units[place], name, Profession.POLICE, kind=kind, by=BUILDER)


def held(person: Person):
    return people.appointments(person.id)[0]


def why() -> Why:
    return Why(reason="The order says so.", by=BUILDER, at=clock.now())


def test_every_event_about_posts_and_people_is_heard(app):
    """A new event of the rooms below is decided upon here: heard, or named with its reason."""
    answered = {"person_moved"}  # whoever moves takes a post, in the same act
    through_learning = {"people_merged"}  # learning moves what counts, then says so
    for room in (of_accounts, of_rosters):
        for name, signal in vars(room).items():
            if isinstance(signal, Signal) and name not in answered | through_learning:
                heard = {one.__module__ for one in signal.receivers_for(ANY)}
                assert handlers.__name__ in heard, name
    heard = {one.__module__ for one in of_learning.counted_anew.receivers_for(ANY)}
    assert handlers.__name__ in heard


@pytest.mark.usefixtures("required")
def test_an_appointment(cast):
    new = accounts.add_person("А", "Б", sex=cast.people["asel"].sex, language="ky", by=BUILDER, at=BEGINNING)  # fmt: skip
    accounts.appoint(new, post_in(cast, "sverdlov"), from_day=TODAY, by=BUILDER)
    assert owed(new) == [TODAY + 60 * DAY]


@pytest.mark.usefixtures("required")
def test_a_move_in(cast):
    bek = cast.people["bek"]
    accounts.move(bek, post_in(cast, "sverdlov"), on_day=TODAY, by=BUILDER)
    assert owed(bek) == [TODAY + 60 * DAY]


def test_a_move_out(cast, required):
    asel = cast.people["asel"]
    reviewing.review_asked(required, on=TODAY)
    assert owed(asel) == [SINCE + 60 * DAY]
    accounts.move(asel, post_in(cast, "osh"), on_day=TODAY, by=BUILDER)
    assert (owed(asel), settled(asel)) == ([], [How.MOVED])


def test_an_end_of_service_and_a_return(cast, required):
    asel = cast.people["asel"]
    reviewing.review_asked(required, on=TODAY)
    accounts.dismiss(asel, on_day=TODAY - DAY, by=BUILDER, at=clock.now())
    assert (owed(asel), settled(asel)) == ([], [How.LEFT])
    accounts.appoint(asel, post_in(cast, "sverdlov"), from_day=TODAY, by=BUILDER)
    assert owed(asel) == [TODAY + 60 * DAY]


def test_an_end_that_was_a_mistake(cast, required):
    asel = cast.people["asel"]
    reviewing.review_asked(required, on=TODAY)
    accounts.dismiss(asel, on_day=TODAY - DAY, by=BUILDER, at=clock.now())
    corrections.undo_leave(asel, by=BUILDER, at=clock.now())
    assert owed(asel) == [SINCE + 60 * DAY]


def test_another_kind_of_post(cast, basics):
    require(kind=PostKind.INVESTIGATOR)
    asel = cast.people["asel"]
    post, name = held(asel).post, Bilingual(ky="Тергөөчү", ru="Следователь", en="")
    corrections.correct_post(post, name, PostKind.INVESTIGATOR, by=BUILDER, at=clock.now())
    assert owed(asel) == [SINCE + 60 * DAY]
    corrections.correct_post(post, name, PostKind.OPERATIVE, by=BUILDER, at=clock.now())
    assert (owed(asel), settled(asel)) == ([], [How.MOVED])


def test_a_day_of_taking_the_post_put_right(cast, required):
    bek = cast.people["bek"]
    accounts.move(bek, post_in(cast, "sverdlov"), on_day=TODAY, by=BUILDER)
    now, days = held(bek), Days(TODAY - 3 * DAY, None)
    restating.restate_appointment(bek, now, post=now.post, days=days, why=why())
    assert owed(bek) == [TODAY + 57 * DAY]


def test_a_post_put_right(cast, required):
    asel = cast.people["asel"]
    reviewing.review_asked(required, on=TODAY)
    osh, now, days = post_in(cast, "osh"), held(asel), Days(FIRST_DAY, None)
    restating.restate_appointment(asel, now, post=osh, days=days, why=why())
    assert (owed(asel), settled(asel)) == ([], [How.MOVED])


def test_a_post_of_the_past_put_right_changes_nothing_of_today(cast, required):
    """He was in the district until yesterday, says the list; it was another unit all the time."""
    bek, osh = cast.people["bek"], post_in(cast, "osh")
    past = held(bek)
    accounts.move(bek, post_in(cast, "sverdlov"), on_day=TODAY - 5 * DAY, by=BUILDER)
    before = owed(bek)
    days = Days(FIRST_DAY, TODAY - 5 * DAY)
    restating.restate_appointment(bek, past, post=osh, days=days, why=why())
    assert owed(bek) == before == [TODAY + 55 * DAY]


# ── two records of one human ──────────────────────────────────────────────────


def merged(cast, kept: Person):
    """Perizat completed the course on her old record, and left."""
    asked = merging.ask(cast.people["perizat"], kept, "One passport.", by=cast.kanykei, at=NOW)
    merging.confirm(asked, by=cast.nurlan, at=NOW)
    return asked


def test_a_merge_counts_what_the_other_record_earned_and_its_undoing_does_not(cast, basics):
    old, kept = cast.people["perizat"], cast.people["asel"]
    before = world.enrol(old, basics, at=BEGINNING)
    world.complete(before, at=BEGINNING, number="7")
    required = require(unit_id=cast.unit_ids["sverdlov"])
    reviewing.review_asked(required, on=TODAY)
    assert owed(kept) == [SINCE + 60 * DAY]
    done = merged(cast, kept)
    assert (owed(kept), settled(kept)) == ([], [How.COMPLETED])
    merging.undo(done, by=cast.kanykei, at=NOW)
    assert owed(kept) == [SINCE + 60 * DAY]
    assert settled(kept) == [How.COMPLETED]


# ── a staff list ──────────────────────────────────────────────────────────────


def test_a_staff_list_and_its_undoing(cast, required):
    """One comes, one leaves, one is moved out, one is moved in; all of it is taken back."""
    reviewing.review_asked(required, on=TODAY)
    asel, bek, daniyar = (cast.people[name] for name in ("asel", "bek", "daniyar"))
    rows = [*everybody(cast, "bek", "asel", "daniyar"), NEW]
    rows.append(line_of(cast, "asel", unit="Osh ru", post="Post of Бек ru"))
    rows.append(line_of(cast, "bek", unit="Sverdlov ru", post="Post of Асель ru"))
    of = brought(cast, text(rows), complete=True)
    assert not applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=NOW)
    applying.confirm(of, seen(of).digest, by=cast.nurlan, at=NOW)
    came = db.session.scalars(select(Person).filter_by(given_name="Нур")).one()
    moved_in = [TODAY + 60 * DAY]
    assert [owed(one) for one in (asel, bek, daniyar, came)] == [[], moved_in, [], moved_in]
    told = db.session.scalars(select(Obligation).filter_by(person_id=came.id)).one()
    db.session.add(Reminder(obligation_id=told.id, told_id=came.id, mark="60", sent_day=TODAY))
    undoing.undo(of, by=cast.kanykei, at=NOW)
    again = [SINCE + 60 * DAY]
    assert [owed(one) for one in (asel, bek, daniyar, came.id)] == [again, [], again, []]
    assert db.session.get(Obligation, told.id) is None


def test_what_a_newcomer_owes_stands_in_no_way_of_undoing(cast, required):
    of = brought(cast, text([*everybody(cast), NEW]))
    assert applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=NOW)
    assert undoing.Undoing(of).look() == []
