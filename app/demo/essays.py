"""Essays of a few people: some wait for their markers, some are graded, one is with the third. All words are invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.assessment import actions, marking, rubrics, waiting
from app.assessment.models import Attempt, Marking
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.db.session import db
from app.demo.people import Placed, World
from app.learning import actions as learning
from app.learning import activities
from app.learning import queries as studies
from app.learning.models import Enrolment

_COURSE, _TEST, _ESSAY = "police-first-response", "in-own-words", "open-early-refusal"
# Beside the trainer with a name to sign in.
_TRAINERS = 3

# By quality: what people write, and what a marker says of it.
_WRITTEN = {
    "poor": (
        {
            "ky": "Менимче, кесиптешим туура айтат. Келишим бар, акча боюнча талаш сотто каралат. Жумушчулар өздөрү макул болуп келишкен. Эгер кааласа, сотко кайрылышсын. Бирок паспорттору жөнүндө кожоюндан сурап койсо болот.",
            "ru": "Думаю, коллега прав. Договор есть, спор о деньгах рассмотрит суд. Рабочие сами согласились и приехали. Если хотят, пусть обращаются в суд. Но про паспорта у хозяина можно спросить.",
        },
        {
            "ky": "Үч элементтин бири да аталган эмес. Паспорт алынганын байкагансыз: ошол жерден баштаңыз.",
            "ru": "Не назван ни один из трех элементов. Вы заметили паспорта: начните с них.",
        },
    ),
    "middle": (
        {
            "ky": "Баш тартууга эрте. Паспортторду кожоюн алып койгон, ар бирине карыз жазылган, бул мажбурлоонун белгиси. Аларды ким алып келгенин да билишибиз керек. Адегенде билдирүүнү каттайбыз. Андан кийин жумушчулар менен сүйлөшүп, паспорттор менен карыз дептерин табабыз. Жашаган жерин карап чыгабыз.",
            "ru": "Отказывать рано. Паспорта забрал хозяин, на каждого записан долг, это признак принуждения. Нужно узнать и то, кто их привез. Сначала регистрируем сообщение. Потом говорим с рабочими, находим паспорта и тетрадь с долгами. Осматриваем место, где они живут.",
        },
        {
            "ky": "Аракет менен ыкма бар, максат айтылган эмес. План туура, бирок адамдардын коопсуздугу биринчи турушу керек.",
            "ru": "Действие и средство есть, цель не названа. План верный, но безопасность людей должна стоять первой.",
        },
    ),
    "good": (
        {
            "ky": "Келишимдин бар экени эч нерсени чечпейт. Аракет: ким аларды таап, алып келген. Ыкма: паспорттору алынган, карыз өсүп жатат, дагы эмне менен коркутканын ар биринен сурайбыз. Максат: эмгегинен ким пайда көргөн. Текшерүүсүз баш тартсак, мажбурлоонун белгилери жоголот. Биринчи суткада: билдирүүнү каттайбыз, адамдардын коопсуз жерде экенин текшеребиз, ар бири менен кожоюнсуз, түшүнгөн тилинде сүйлөшөбүз, укуктарын айтабыз, паспорттор менен карыз жазууларын тактайбыз, тергөөчүгө билдиребиз.",
            "ru": "Договор ничего не решает. Действие: кто нашел и привез людей. Средство: паспорта отобраны, долг растет; чем еще угрожали, спросим у каждого. Цель: кто получал выгоду от их труда. Откажем без проверки, и признаки принуждения пропадут. В первые сутки: регистрируем сообщение, убеждаемся, что люди в безопасности, говорим с каждым отдельно от хозяина, на понятном языке, разъясняем права, выясняем, где паспорта и записи о долге, сообщаем следователю.",
        },
        {
            "ky": "Үч элемент тең фактылар менен берилген, план ирети менен. Коопсуздукту жана тилди унутпаганыңыз жакшы.",
            "ru": "Все три элемента с фактами, план по порядку. Хорошо, что не забыты безопасность и язык.",
        },
    ),
}
# Levels of the four criteria, in the order of the rubric.
_LEVELS = {
    "poor": (0, 0, 1, 0),
    "middle": (2, 1, 2, 1),
    "good": (3, 2, 3, 2),
    "strict": (0, 1, 1, 1),
}


@dataclass(frozen=True)
class Case:
    """`days` ago somebody wrote like this; `marks`: which trainer found what, 0 being the one with a name."""

    days: int
    quality: str
    marks: tuple[tuple[int, str], ...] = ()
    writer: str | None = None


_CASES = (
    Case(30, "middle", ((1, "good"), (2, "middle")), writer="translator"),
    Case(33, "poor", ((0, "poor"), (2, "poor"))),
    Case(29, "poor", ((2, "poor"), (3, "middle")), writer="reviewer"),
    Case(27, "middle", ((0, "middle"), (1, "middle"))),
    Case(19, "good", ((0, "strict"), (3, "good"), (1, "good"))),
    Case(12, "good", ((1, "good"), (2, "strict"))),
    Case(9, "middle", ((3, "middle"),)),
    Case(8, "poor", ((2, "poor"),)),
    Case(6, "good", ((0, "good"),)),
    Case(5, "middle", writer="reviewer"),
    Case(4, "good"),
    Case(3, "poor"),
    Case(2, "middle"),
    Case(1, "good"),
)


def write(world: World) -> None:
    """After everything else, so that nobody's story changes by it."""
    trainers = _trainers(world)
    others = _writers(world, {trainer.unit_path for trainer in trainers})
    for case in _CASES:
        found = next(others, None) if case.writer is None else _named(world, case.writer)
        if found is not None:
            _tell(world, case, *found, trainers)


def _trainers(world: World) -> list[Actor]:
    """Three of the police, of different units, teach beside the one with a name."""
    first = next(p for p in world.people if p.role and p.role.sign_in_name == "trainer")
    chosen, units = [first], {first.post.unit_id}
    for placed in world.people:
        if len(chosen) > _TRAINERS:
            break
        is_free = placed.role is None and placed.left_on is None
        old = world.today - placed.since > timedelta(days=300)
        if is_free and old and placed.service is first.service and placed.post.unit_id not in units:
            root = world.roots[first.service.code]
            accounts.grant(placed.person, "trainer", root, from_day=placed.since, by=world.by)
            chosen.append(placed)
            units.add(placed.post.unit_id)
    return [_actor(world, placed) for placed in chosen]


def _actor(world: World, placed: Placed) -> Actor:
    unit_path = people.unit_path_of(placed.person.id, on=world.today)
    return Actor(person_id=placed.person.id, unit_path=unit_path, origin="demo")


def _writers(world: World, units: set[str | None]) -> Iterator[tuple[Placed, Enrolment]]:
    """Police who study the course, in no unit of a trainer."""
    for placed in world.people:
        if placed.role is None and placed.left_on is None and placed.service.code in world.roots:
            enrolment = _enrolment(world, placed)
            if enrolment and _actor(world, placed).unit_path not in units:
                yield placed, enrolment


def _named(world: World, name: str) -> tuple[Placed, Enrolment]:
    """Enrolled for this, so that somebody who can sign in reads what markers found."""
    placed = next(p for p in world.people if p.role and p.role.sign_in_name == name)
    release = curriculum.current_release(_COURSE)
    assert release is not None
    at = world.at - timedelta(days=36)
    enrolled = learning.enrol(placed.person, release, by=_actor(world, placed), at=at)
    return placed, enrolled


def _enrolment(world: World, placed: Placed) -> Enrolment | None:
    found = studies.enrolment_in(placed.person.id, _COURSE)
    long_ago = world.at - timedelta(days=60)
    return found if found and found.begun_at < long_ago else None


def _tell(
    world: World, case: Case, placed: Placed, enrolment: Enrolment, trainers: list[Actor]
) -> None:
    language = placed.person.language if placed.person.language == "ru" else "ky"
    attempt = _sit(world, case, placed, enrolment, language)
    wanted = select(Marking.id).where(Marking.attempt_id == attempt.id)
    one = waiting.marking(db.session.scalars(wanted).one())
    assert one is not None
    for n, (who, found) in enumerate(case.marks, start=1):
        _mark(one, trainers[who], found, language, days=n, world=world)


def _sit(world: World, case: Case, placed: Placed, enrolment: Enrolment, language: str) -> Attempt:
    quiz = activities.quiz(curriculum.course(enrolment.release_id), _TEST)
    assert quiz is not None
    by, at = _actor(world, placed), world.at - timedelta(days=case.days)
    attempt = actions.begin(
        placed.person,
        release=enrolment.release,
        quiz=quiz,
        context=studies.context_of(enrolment.id),
        by=by,
        at=at,
        seat="demo",
        seed=world.chance.getrandbits(60),
    )
    # What people write here answers this one.
    attempt.items[0].item, attempt.items[0].order = _ESSAY, []
    db.session.flush()
    text = _WRITTEN[case.quality][0][language]
    actions.save_answer(
        attempt,
        1,
        {"text": text},
        language=language,
        client_id=f"demo-{attempt.id}-1",
        seat="demo",
        by=by,
        at=at + timedelta(minutes=21),
    )
    actions.hand_in(attempt, by=by, at=at + timedelta(minutes=24))
    return attempt


def _mark(one: Marking, by: Actor, found: str, language: str, *, days: int, world: World) -> None:
    """A day after the one before."""
    at = min(one.begun_at + timedelta(days=days, hours=2), world.at)
    quality = "poor" if found == "strict" else found
    names = [criterion.id for criterion in waiting.paper(one).item.rubric]
    marking.take(one, by=by, at=at)
    marking.read(
        one,
        dict(zip(names, _LEVELS[found], strict=True)),
        remarks={},
        remark=_WRITTEN[quality][1][language],
        by=by,
        at=at + rubrics.HOLD / 4,
    )
