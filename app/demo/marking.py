"""A question marked again in one academy, and one in another that waits for its second person."""

from collections.abc import Iterator

from sqlalchemy import select

from app.accounts.models import Person
from app.assessment import affected, library, regrades, remarking
from app.assessment.affected import Wish
from app.assessment.models import Attempt, AttemptState, Mark
from app.assessment.regrading import How
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.db.session import db
from app.demo.people import World

_REASON = "Суроонун орусча варианты эки башка түшүндүрүлүп калган экен (ойдон чыгарылган мисал)."


def mark_again(world: World) -> None:
    done = _ask(world, "school-of-justice", whose="trainee-judge", by="registrar-courts")
    if done is not None:
        asked = regrades.regrade(done)
        assert asked is not None
        remarking.confirm(asked, by=_actor(world, "admin"), at=world.at)
    _ask(world, "police-academy", whose="head", by="registrar")


def _ask(world: World, root: str, *, whose: str, by: str) -> int | None:
    """About a question that this person had and did not answer well; not one that those who decide had too."""
    unit, deciding = world.roots[root], {_person(world, name).id for name in (by, "admin")}
    for bank, item in _missed(_person(world, whose)):
        question = library.question(bank, item)
        assert question is not None
        wish = Wish(question, How.FULL, unit.path)
        held = {case.person_id for case in affected.cases(wish, on=world.today)}
        if not held & deciding:
            by_whom = _actor(world, by)
            return remarking.ask(wish, unit, _REASON, by=by_whom, at=world.at).id
    return None


def _missed(person: Person) -> Iterator[tuple[str, str]]:
    """Bank and question of the last test with a mark to reach."""
    wanted = (
        select(Attempt.bank_release_id, Mark.item)
        .join(Mark, Mark.attempt_id == Attempt.id)
        .where(
            Attempt.person_id == person.id,
            Attempt.state == AttemptState.HANDED_IN,
            Attempt.passed.is_not(None),
        )
        .order_by(Mark.share, Attempt.id.desc(), Mark.place)
    )
    for release, item in db.session.execute(wanted):
        yield curriculum.edition(release).name, item


def _person(world: World, name: str) -> Person:
    return next(p.person for p in world.people if p.role and p.role.sign_in_name == name)


def _actor(world: World, name: str) -> Actor:
    return Actor(person_id=_person(world, name).id, origin="demo")
