"""What the addresses of the program name, so that every one of them can be walked.

A parameter that names somebody's thing has a factory here, which makes one for Asel, Bek and Maksat:
  asel    hers, in the unit of Daniyar
  bek     of another unit of the same academy
  maksat  of the other academy
  absent  what does not exist
What belongs to nobody (courses, the law) is made once. A new parameter needs a factory; a test says which is missing.
Growers make n more rows of everything, for the test that counts statements.
"""

from datetime import date, timedelta
from itertools import count
from types import MappingProxyType

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import corrections, granting, signing
from app.accounts.kinds import Profession, Region, Sex
from app.assessment import actions as tests
from app.assessment import giving
from app.assessment import queries as banks
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt
from app.assessment.rules import Extra
from app.core import clock
from app.core.bilingual import Bilingual
from app.curriculum import actions as curriculum
from app.curriculum import queries as released
from app.curriculum.models import Release
from app.db.session import db
from app.learning import actions as learning
from app.learning import activities
from app.learning import queries as studies
from app.learning.models import Certificate, Enrolment
from app.notices import actions as notices
from app.notices.models import Letter
from app.settings import ROOT
from app.web.assets import asset
from tests.architecture.addresses import Things, content, grows, owned
from tests.cast import BEGINNING, BUILDER, Cast

UNITS = MappingProxyType({"asel": "sverdlov", "bek": "osh", "maksat": "court"})
# Somebody of the same academy who may ask for things.
REGISTRARS = MappingProxyType({"asel": "kanykei", "bek": "kanykei", "maksat": "leila"})
# Held later: nobody in the cast may get more rights from being walked.
LATER = date(2099, 1, 1)
COURSE = "tip-foundations"
SEAT = "the seat of whoever walks"


def make(cast: Cast) -> Things:
    things = Things.make(cast)
    for attempt_id in db.session.scalars(select(Attempt.id)):
        things.remembered[f"seat-{attempt_id}"] = SEAT
    return things


# ── people, units, duties ─────────────────────────────────────────────────────


@owned("person_id")
def person(cast: Cast, owner: str) -> int:
    return cast.people[owner].id


@owned("unit_id")
def unit(cast: Cast, owner: str) -> int:
    return cast.units[UNITS[owner]].id


@owned("grant_id")
def grant(cast: Cast, owner: str) -> int:
    over = cast.units[UNITS[owner]]
    return accounts.grant(cast.people[owner], "trainer", over, from_day=LATER, by=BUILDER).id


@owned("request_id")
def request(cast: Cast, owner: str) -> int:
    over, by = cast.units[UNITS[owner]], cast.actors[REGISTRARS[owner]]
    who, now = cast.people[owner], clock.now()
    return granting.ask_for_duty(who, "registrar", over, from_day=LATER, by=by, at=now).id


@owned("allowance_id")
def allowance(cast: Cast, owner: str) -> int:
    quiz = activities.quiz(released.course(release().id), "final-test")
    assert quiz is not None
    who, by = cast.people[owner], cast.actors[REGISTRARS[owner]]
    facts = {"course": COURSE, "quiz": quiz, "extra": Extra(10), "reason": "A broken arm."}
    return giving.give(who, **facts, by=by, at=clock.now()).id  # type: ignore[arg-type]


@owned("window_id")
def window(cast: Cast, owner: str) -> int:
    over, by, now = cast.units[UNITS[owner]], cast.actors[REGISTRARS[owner]], clock.now()
    days = {"opens_at": BEGINNING, "closes_at": now}
    return giving.set_window(over, course="other", test="other", **days, by=by, at=now).id


@content("token", absent="not-a-link-of-ours")
def token(cast: Cast) -> str:
    return signing.make_link(cast.people["bek"], "invitation", by=BUILDER, at=clock.now())


@content("accounts_address:token", absent="not-a-link-of-ours")
def address_token(cast: Cast) -> str:
    who = cast.people["bek"]
    corrections.ask_for_address(
        who, "new@example.test", site="http://localhost", by=cast.actors["bek"], at=clock.now()
    )
    db.session.flush()
    wanted = select(Letter.body).where(Letter.to_address == "new@example.test")
    return db.session.scalars(wanted).one().split("/address/")[1].split()[0]


# ── courses, the law, the words ───────────────────────────────────────────────


def release() -> Release:
    """The shipped content, released once."""
    found = released.current_course(COURSE)
    if found is None:
        curriculum.import_shipped(ROOT, by=BUILDER, at=clock.now())
        found = released.current_course(COURSE)
    assert found is not None
    return found[0]


@content("release_id", absent=987_654)
def release_id(_cast: Cast) -> int:
    return release().id


@content("course", absent="no-such-course")
def course(_cast: Cast) -> str:
    return release().name


@content("lesson_id", absent="no-such-lesson")
def lesson_id(_cast: Cast) -> str:
    return released.course(release().id).lessons[0].id


content("figure", absent="no-such-figure")(lambda _cast: "three-elements")
content("act", absent="no-such-act")(lambda _cast: "criminal-code")
content("article", absent="9999")(lambda _cast: "166")
content("term", absent="no-such-term")(lambda _cast: "victim")
content("name", absent="no-such-report")(lambda _cast: "completion")
content("named", absent="style.0000000000.css")(
    lambda _cast: asset("style.css").removeprefix("/static/")
)


# ── studying: all of a course, its final test passed, and another test begun ──


@owned("enrolment_id")
def enrolment(cast: Cast, owner: str) -> int:
    return _studied(cast, owner).id


def _studied(cast: Cast, owner: str) -> Enrolment:
    who, by, then = cast.people[owner], cast.actors[owner], clock.now() - timedelta(days=10)
    done = studies.enrolment_in(who.id, COURSE)
    if done is not None:
        return done
    done = learning.enrol(who, release(), by=by, at=then)
    of = released.course(done.release_id)
    for lesson in of.lessons:
        learning.read_lesson(done, lesson.id, "ky", by=by, at=then)
    _answer_all(_begin(done, of.final, cast, owner), cast, owner)
    learning.look_whether_complete(done, by=by, at=clock.now())
    assert studies.completion(done.id), "the course is not complete"
    return done


def _begin(of: Enrolment, test: str | None, cast: Cast, owner: str) -> Attempt:
    quiz = activities.quiz(released.course(of.release_id), test)
    assert quiz is not None
    return tests.begin(
        cast.people[owner],
        release=release(),
        quiz=quiz,
        context=studies.context_of(of.id),
        by=cast.actors[owner],
        at=clock.now(),
        seat=SEAT,
    )


def _answer_all(attempt: Attempt, cast: Cast, owner: str) -> None:
    by, bank = cast.actors[owner], banks.bank(attempt.bank_release_id)
    for drawn in attempt.items:
        item = bank.items[drawn.item]
        value = kind_of(item).right(item, "ky")
        tests.save_answer(
            attempt,
            drawn.place,
            value,
            language="ky",
            client_id=f"{attempt.id}-{drawn.place}",
            seat=SEAT,
            by=by,
            at=clock.now(),
        )
    tests.hand_in(attempt, by=by, at=clock.now())


@owned("assessment_result:attempt_id")
def finished(cast: Cast, owner: str) -> int:
    context = studies.context_of(_studied(cast, owner).id)
    found = db.session.scalars(select(Attempt).where(Attempt.context == context)).first()
    assert found is not None
    return found.id


@owned("attempt_id")
def attempt(cast: Cast, owner: str) -> int:
    of = _studied(cast, owner)
    free = next(q.id for q in released.course(of.release_id).quizzes if q.kind == "check")
    return _begin(of, free, cast, owner).id


content("n", absent=999)(lambda _cast: 1)


def _certificate(cast: Cast, owner: str) -> Certificate:
    _studied(cast, owner)
    return studies.certificates(cast.people[owner].id)[0][0]


@owned("number", absent="2000-000000-0")
def number(cast: Cast, owner: str) -> str:
    return _certificate(cast, owner).number


@owned("learning_revocations:number", absent="2000-000000-0")
def number_to_revoke(cast: Cast, owner: str) -> str:
    """Asked for by the registrar, so that somebody else of the academy may confirm."""
    given = _certificate(cast, owner)
    if studies.revocation(given.id) is None:
        by = cast.actors[REGISTRARS[owner]]
        learning.ask_revocation(given, "The day is wrong.", by=by, at=clock.now())
    return given.number


@content("code", absent="0000-0000-0000")
def code(cast: Cast) -> str:
    return _certificate(cast, "asel").code


# ── growing ───────────────────────────────────────────────────────────────────

_NUMBERS = count()


def _name(text: str) -> Bilingual:
    return Bilingual(ky=f"{text} ky", ru=f"{text} ru", en=text)


@grows
def people(cast: Cast, n: int) -> None:
    """In the unit of Asel and Daniyar, each on a post of their own, studying; half of them left again."""
    for _ in range(n):
        number = next(_NUMBERS)
        person = accounts.add_person(
            f"Жаңы{number}", "Адам", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
        )
        post = accounts.create_post(
            cast.units["sverdlov"], _name(f"Post {number}"), Profession.POLICE, by=BUILDER
        )
        accounts.appoint(person, post, from_day=date(2024, 1, 1), by=BUILDER)
        learning.enrol(person, release(), by=BUILDER, at=clock.now())
        if number % 2:
            accounts.dismiss(person, on_day=date(2025, 1, 1), by=BUILDER, at=clock.now())


@grows
def units(cast: Cast, n: int) -> None:
    """Over each Asel is to get duties, one given and one asked for."""
    police, asel, now = cast.units["police"], cast.people["asel"], clock.now()
    for _ in range(n):
        name = _name(f"Unit {next(_NUMBERS)}")
        unit = accounts.open_unit(police.institution, police, name, Region.OSH, by=BUILDER)
        accounts.grant(asel, "trainer", unit, from_day=LATER, by=BUILDER)
        by = cast.actors["kanykei"]
        granting.ask_for_duty(asel, "registrar", unit, from_day=LATER, by=by, at=now)


@grows
def letters(_cast: Cast, n: int) -> None:
    to = notices.Recipient("Асель", "asel@example.test", "ky")
    for _ in range(n):
        text = notices.Text(f"Letter {next(_NUMBERS)}", "See http://localhost/sign-in")
        notices.write_letter(to, text, at=clock.now())
