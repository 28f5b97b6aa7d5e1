"""What the addresses of the program name, so that every one of them can be walked.

A parameter that names somebody's thing has a factory here, which makes one for Asel, Bek and Maksat:
  asel    hers, in the unit of Daniyar
  bek     of another unit of the same academy
  maksat  of the other academy
  absent  what does not exist
What belongs to nobody (courses, the law) is made once. A new parameter needs a factory; a test says which is missing.
"""

from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import select

from app.assessment import actions as tests
from app.assessment import giving
from app.assessment import queries as banks
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt, Marking
from app.assessment.rules import Extra
from app.core import clock
from app.curriculum import actions as curriculum
from app.curriculum import queries as released
from app.curriculum.models import Release
from app.db.session import db
from app.drills import actions as drills
from app.drills.queries import sessions as drilled
from app.learning import actions as learning
from app.learning import activities, grouping, revoking
from app.learning import queries as studies
from app.learning.models import Certificate, Enrolment
from app.settings import ROOT
from app.web.assets import asset
from tests import make as smallest
from tests.architecture import handed, played, regraded, reported, required  # noqa: F401 — each registers
from tests.architecture.addresses import Things, content, owned
from tests.architecture.staff import REGISTRARS, UNITS
from tests.cast import BEGINNING, BUILDER, Cast
from tests.scenarios import worked

COURSE = reported.COURSE
SEAT = "the seat of whoever walks"
# The same questions in every run: a page that fails, fails again.
SEED = 7


def make(cast: Cast) -> Things:
    things = Things.make(cast)
    for attempt_id in db.session.scalars(select(Attempt.id)):
        things.remembered[f"seat-{attempt_id}"] = SEAT
    return things


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
content("n", absent=999)(lambda _cast: 1)
content("test", absent="no-such-test")(lambda _cast: "final-test")
content("item", absent="no-such-question")(lambda _cast: "dnh-village-call")
content("formula", absent="no-such-formula")(lambda _cast: "facility")
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
        seed=SEED,
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
    of = select(Attempt.id).where(Attempt.context == context)
    return db.session.scalars(of.order_by(Attempt.id)).first() or 0


@owned("attempt_id")
def attempt(cast: Cast, owner: str) -> int:
    of = _studied(cast, owner)
    free = next(q.id for q in released.course(of.release_id).quizzes if q.kind == "check")
    return _begin(of, free, cast, owner).id


@owned("marking_id")
def marking(cast: Cast, owner: str) -> int:
    """An essay that waits for its markers, in a check of the course that draws one."""
    of = _studied(cast, owner)
    name = [q.id for q in released.course(of.release_id).quizzes if q.kind == "check"][-1]
    draw = "[{topic: open-answers, count: 1}]"
    quiz = smallest.quiz(id=name, kind="check", bank="trafficking", draw=draw, pass_mark=None)
    given = tests.begin(
        cast.people[owner],
        release=release(),
        quiz=quiz,
        context=studies.context_of(of.id),
        by=cast.actors[owner],
        at=clock.now(),
        seat=SEAT,
        seed=SEED,
    )
    _answer_all(given, cast, owner)
    return db.session.scalars(select(Marking.id).where(Marking.attempt_id == given.id)).one()


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
        revoking.ask_revocation(given, "The day is wrong.", by=by, at=clock.now())
    return given.number


@content("code", absent="0000-0000-0000")
def code(cast: Cast) -> str:
    return _certificate(cast, "asel").code


# ── questions marked again ────────────────────────────────────────────────────

content("bank", absent="no-such-bank")(lambda _cast: regraded.BANK)
content("item", absent="no-such-item")(lambda cast: regraded.drawn(finished(cast, "asel")))


@owned("regrade_id")
def regrade(cast: Cast, owner: str) -> int:
    """Asked for by the registrar, so that somebody else of the academy may confirm."""
    over = cast.units["courts" if owner == "maksat" else "police"]
    return regraded.ask(finished(cast, owner), over, by=cast.actors[REGISTRARS[owner]])


owned("requirement_id")(required.requirement)
owned("waiver_id")(required.waiver)
# ── groups ────────────────────────────────────────────────────────────────────

TRAINERS = MappingProxyType({"asel": "chynara", "bek": "chynara", "maksat": "leila"})


@owned("group_id")
def group(cast: Cast, owner: str) -> int:
    """With the owner as its member. Nobody holds the duty of a trainer in the other academy."""
    unit, trainer = cast.units[UNITS[owner]], cast.actors[TRAINERS[owner]]
    made = grouping.open_group(f"Group of {owner}", unit, by=trainer, at=clock.now())
    grouping.add(made, cast.people[owner].id, by=trainer, at=clock.now())
    return made.id


# ── drills: one session gone through, and another begun ───────────────────────


@owned("drills_results:session_id")
def drilled_session(cast: Cast, owner: str) -> int:
    release()
    who, by, at = cast.people[owner], cast.actors[owner], clock.now()
    session = drills.begin(who, by=by, at=at, seed=1)
    for turn in session.turns:
        drills.answer(
            session, turn.place, marks={"1": "act"}, named="fraud", certainty=3,
            language="ky", by=by, at=at,
        )  # fmt: skip
    return session.id


@owned("drills_sessions:session_id")
def open_session(cast: Cast, owner: str) -> int:
    if not drilled.past(cast.people[owner].id):
        drilled_session(cast, owner)
    return drills.begin(cast.people[owner], by=cast.actors[owner], at=clock.now(), seed=2).id


# ── walkthroughs: one that stands at its first scene, and another that is over ─


@owned("run_id")
def run(cast: Cast, owner: str) -> int:
    context = studies.context_of(_studied(cast, owner).id)
    return played.begun(cast.people[owner], context, cast.actors[owner]).id


@owned("scenarios_debrief:run_id")
def finished_run(cast: Cast, owner: str) -> int:
    context = studies.context_of(_studied(cast, owner).id)
    return played.over(cast.people[owner], context, cast.actors[owner]).id


owned("scenarios_writings:run_id")(finished_run)
content("scenarios_writings:number", absent=9)(lambda _cast: played.WRITTEN)
content("scenarios_previews:course", absent="no-such-course")(lambda _cast: played.release().name)
content("statistics_walks:release_id", absent=987_654)(lambda _cast: played.release().id)
content("scenario", absent="no-such-case")(lambda _cast: worked.ID)
