"""Which posts a requirement is about, since when, and what a course asks for by itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Appointment, Post, Unit
from app.db.session import db
from app.obligations import actions
from app.obligations.actions import Terms
from app.obligations.holding import asks_of_post, in_force
from app.obligations.models import Requirement
from tests.cast import BEGINNING, BUILDER, FIRST_DAY

pytestmark = pytest.mark.usefixtures("writing")

DAY = date(2026, 3, 2)


def required(**of) -> Requirement:
    terms = Terms("tip-foundations", 90, **of)
    return actions.require_course(terms, from_day=DAY, by=BUILDER, at=BEGINNING)


def asked(cast, requirement) -> set[str]:
    """Names of the people on whose posts it is."""
    names = {actor.person_id: name for name, actor in cast.actors.items()}
    wanted = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .join(Requirement, asks_of_post())
        .where(Requirement.id == requirement.id)
    )
    return {names[found] for found in db.session.scalars(wanted)}


def test_it_is_about_everybody_or_about_the_posts_below_a_unit(app, cast):
    assert asked(cast, required()) == set(cast.people)
    assert asked(cast, required(unit_id=cast.unit_ids["bishkek"])) == {
        "asel",
        "daniyar",
        "perizat",
    }
    assert asked(cast, required(unit_id=cast.unit_ids["court"])) == {"maksat", "oroz"}


def test_every_condition_has_to_agree(app, cast):
    judges = required(profession=Profession.JUDGE)
    assert asked(cast, judges) == {"maksat", "oroz", "leila"}
    nobody = required(profession=Profession.JUDGE, unit_id=cast.unit_ids["police"])
    assert asked(cast, nobody) == set()
    post = db.session.scalars(
        select(Post).join(Appointment).where(Appointment.person_id == cast.asel.person_id)
    ).one()
    assert asked(cast, required(post_id=post.id)) == {"asel"}
    post.kind = PostKind.INVESTIGATOR
    db.session.flush()
    assert asked(cast, required(kind=PostKind.INVESTIGATOR)) == {"asel"}


@pytest.mark.parametrize(("days", "there"), [(-1, False), (0, True), (9, True), (10, False)])
def test_it_holds_from_its_first_day_to_the_day_before_its_end(app, cast, days, there):
    one = required()
    actions.end_requirement(one, on_day=DAY + timedelta(days=10), by=BUILDER, at=BEGINNING)
    wanted = select(Requirement.id).where(in_force(DAY + timedelta(days=days)))
    assert (one.id in set(db.session.scalars(wanted))) is there


def test_one_that_never_held_goes(app, cast):
    one = required()
    actions.end_requirement(one, on_day=DAY, by=BUILDER, at=BEGINNING)
    assert db.session.get(Requirement, one.id) is None


def test_nobody_asks_before_the_beginning(app, cast):
    assert FIRST_DAY < DAY
    required()
    assert not db.session.scalars(select(Requirement).where(in_force(FIRST_DAY))).all()
