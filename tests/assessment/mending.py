"""A bank whose key is mended: whoever sat the old release, and what two persons make of it.

The right answers of the smallest test are given through actions; in the mended release the right option of the
single choice is another one, or a word counts that did not.
"""

from sqlalchemy import select

from app.accounts import queries as people
from app.assessment import actions as tests
from app.assessment import affected, library, queries, questions, regrades, remarking
from app.assessment.affected import Wish
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt, AttemptItem, Mark
from app.assessment.regrade_models import Regrade
from app.assessment.regrading import How
from app.core import clock
from app.core.bundle import Bundle
from app.curriculum import actions as curriculum
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db, transaction
from app.learning import queries as studies
from tests import make
from tests.assessment import samples
from tests.assessment.test_key_secrecy import FLIPPED

ITEM = "e-single-choice"
PATH = f"elements/{ITEM}.yaml"
REASON = "The key named the means instead of the act."


def mend(files: Bundle | None = None) -> Release:
    """A later release; without `files` the single choice has another right option."""
    mended = samples.text_of("single-choice", name=ITEM, own=FLIPPED["single-choice"])
    bundle = samples.bundle_of(make.NAMES) | dict(files or {PATH: mended})
    with make._writing():
        return curriculum.release(ReleaseKind.BANK, "bank", bundle, by=make.BUILDER, at=clock.now())


def sit(cast, who: str, *, wrong: tuple[str, ...] = (), choice: str = "a", **terms) -> Attempt:
    """All right but the kinds in `wrong`, which stay empty; of the single choice this option is chosen."""
    by, person = cast.actors[who], cast.people[who]
    with transaction():
        context = studies.context_of(make.enrolment(person).id)
        attempt = make.attempt(by, context=context, **terms)
        bank = queries.bank(attempt.bank_release_id)
        for drawn in list(attempt.items):
            item = bank.items[drawn.item]
            if item.kind in wrong:
                continue
            value = kind_of(item).right(item, "ky")
            if item.kind == "single-choice":
                value = {"choice": choice}
            tests.save_answer(
                attempt, drawn.place, value, language="ky",
                client_id=f"{attempt.id}-{drawn.place}", seat=make.SEAT, by=by, at=clock.now(),
            )  # fmt: skip
        tests.hand_in(attempt, by=by, at=clock.now())
    return attempt


def wish(how: How = How.KEY, *, item: str = ITEM, path: str | None = None) -> Wish:
    question = library.question("bank", item)
    assert question is not None
    return Wish(question, how, path)


def ask(cast, how: How = How.KEY, *, who: str = "kanykei", item: str = ITEM) -> Regrade:
    with transaction():
        unit = people.unit(cast.unit_ids["courts" if who == "leila" else "police"])
        assert unit is not None
        wanted = wish(how, item=item, path=unit.path)
        return remarking.ask(wanted, unit, REASON, by=cast.actors[who], at=clock.now())


def confirm(cast, asked: Regrade, *, who: str = "nurlan") -> bool:
    with transaction():
        there = regrades.regrade(asked.id)
        assert there is not None
        return remarking.confirm(there, by=cast.actors[who], at=clock.now())


def told(attempt: Attempt) -> tuple[float | None, float | None, bool | None]:
    db.session.expire_all()
    now = db.session.get_one(Attempt, attempt.id)
    return now.score, now.maximum, now.passed


def marks(attempt: Attempt) -> dict[int, dict[str, float]]:
    """By round the share of each question."""
    db.session.expire_all()
    found: dict[int, dict[str, float]] = {}
    for mark in db.session.scalars(select(Mark).where(Mark.attempt_id == attempt.id)):
        found.setdefault(mark.round, {})[mark.item] = mark.share
    return found


def cases(wanted: Wish) -> list[affected.Case]:
    return affected.cases(wanted, on=clock.today())


def drawn(attempt: Attempt) -> list[AttemptItem]:
    wanted = select(AttemptItem).where(AttemptItem.attempt_id == attempt.id)
    return list(db.session.scalars(wanted))


def pages(attempt: Attempt) -> list[object]:
    """All that the pages of its questions are made from."""
    there = db.session.get_one(Attempt, attempt.id)
    return [q.shown for q in questions.questions(there, "ky", {})]
