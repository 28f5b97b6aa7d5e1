"""Essays of the cast that wait for markers, and trainers enough to mark them."""

from datetime import UTC, date, datetime

from sqlalchemy import select

from app.accounts import actions as accounts
from app.assessment import actions, marking, queries, waiting
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt, Marking
from app.core.actor import Actor, Duty
from app.db.session import db
from tests import make
from tests.assessment import more_kinds, samples
from tests.cast import BUILDER, FIRST_DAY, Cast

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
SECRET = "Бул сөздөрдү бир гана адам жазды"
LAW = {"facts": 1, "law": 4}
# Beside Chynara, who sits in the academy itself.
MORE = ("elena", "gulnara", "ravshan")

_TOPIC = '  - {id: more, title: {ky: "Дагы", ru: "Ещё"}}\n'
# Five levels of one criterion, so that two markers can be too far apart.
_LEVELS = ", ".join(f'{{ky: "деңгээл {n}", ru: "уровень {n}"}}' for n in range(5))
_OWN = more_kinds.OWN["essay"].replace(
    '{ky: "жок", ru: "нет"}, {ky: "жарым", ru: "половина"}, {ky: "бар", ru: "есть"}', _LEVELS
)
_DRAW = "[{topic: more, count: 1}]"
TWO = "[{topic: more, count: 2}]"
MIXED = "[{topic: elements, count: 6}, {topic: more, count: 1}]"


def bank(essays: int = 1) -> None:
    """So many essays in a topic of their own; each worth four points."""
    names = ["e-essay", *(f"e-essay-{n}" for n in range(2, essays + 1))]
    questions = {
        f"more/{name}.yaml": samples.text_of("essay", name=name, points=4, own=_OWN)
        for name in names
    }
    make.bank({"bank.yaml": samples.HEAD + _TOPIC, **questions})


def trainer(cast: Cast, name: str, over: str = "police") -> Actor:
    """The same person, with the duty as well."""
    accounts.grant(cast.people[name], "trainer", cast.units[over], from_day=FIRST_DAY, by=BUILDER)
    actor = cast.actors[name]
    duties = (*actor.duties, Duty("trainer", cast.units[over].path))
    return Actor(person_id=actor.person_id, duties=duties, unit_path=actor.unit_path, origin="test")


def trainers(cast: Cast) -> list[Actor]:
    return [cast.chynara, *(trainer(cast, name) for name in MORE)]


def hand_in(
    by: Actor, *texts: str, language: str = "ky", at: datetime = NOON, **terms: object
) -> Attempt:
    """An attempt in which the essays say this, and everything else is right."""
    own = {"draw": TWO if len(texts) > 1 else _DRAW, "context": f"enrolment:{by.person_id}"}
    attempt = make.attempt(by, at=at, **(own | terms))  # type: ignore[arg-type]
    of, left = queries.bank(attempt.bank_release_id), list(texts)
    for drawn in attempt.items:
        item = of.items[drawn.item]
        value = kind_of(item).right(item, language)
        if item.kind == "essay":
            value = {"text": left.pop(0)}
        actions.save_answer(
            attempt, drawn.place, value, language=language,
            client_id=f"{attempt.id}-{drawn.place}", seat=make.SEAT, by=by, at=at,
        )  # fmt: skip
    actions.hand_in(attempt, by=by, at=at)
    return attempt


def markings(attempt: Attempt) -> list[Marking]:
    wanted = select(Marking.id).where(Marking.attempt_id == attempt.id).order_by(Marking.place)
    found = [waiting.marking(marking_id) for marking_id in db.session.scalars(wanted)]
    return [one for one in found if one is not None]


def mark(
    of: Marking, by: Actor, *, facts: int = 1, law: int = 4, remark: str = "Ок", at: datetime = NOON
) -> None:
    """Taken and marked."""
    marking.take(of, by=by, at=at)
    found = {"facts": facts, "law": law}
    marking.read(of, found, remarks={}, remark=remark, by=by, at=at)
