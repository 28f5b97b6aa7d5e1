"""Which attempts count, and what is read of them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.assessment import analysis, scoring
from app.assessment.models import Attempt, Mark
from app.core import clock
from app.curriculum import queries as released
from app.db.session import db, transaction
from app.statistics.queries import attempts
from app.statistics.queries.attempts import Asked
from app.statistics.queries.gains import gain, scores, scores_of
from app.statistics.queries.reading import Reading, reading
from app.statistics.rules import Which
from tests import make
from tests.assessment import samples
from tests.reports import facts
from tests.statistics import world
from tests.statistics.world import NOON, QUESTIONS

DAY = timedelta(days=1)


def asked(which: Which = Which.FIRST, reach=None, test: str = "final-test") -> Asked:
    release = released.current_release("course")
    assert release is not None
    return Asked(release.id, test, which, reach, clock.today())


def read(*args, **kwargs) -> Reading:
    return reading(asked(*args, **kwargs))


@pytest.fixture
def thrice(app, cast):
    """One person sits the test three times and knows more each time; another sits it once."""
    with transaction():
        one, other = facts.people(2, cast.units["osh"])
        for n, known in enumerate((1, 3, 5)):
            world.sit(one, QUESTIONS[:known], at=NOON + n * DAY)
        world.sit(other, QUESTIONS)
        # Begun and not handed in: no attempt that counts.
        make.attempt(cast.asel, context="enrolment:open")


@pytest.mark.parametrize(
    "which, scores", [(Which.FIRST, [1, 6]), (Which.LAST, [5, 6]), (Which.ALL, [1, 3, 5, 6])]
)
def test_which_attempts_count(which, scores, thrice):
    found = read(which)
    assert sorted(one.score for one in found.sat) == scores
    assert found.people == 2


def test_sizes_count_people_and_attempts(thrice):
    found = attempts.sizes(None, clock.today())
    assert [(one.test, one.people, one.attempts) for one in found] == [("final-test", 2, 4)]


@pytest.mark.parametrize("which, known", [(Which.FIRST, [1, 6]), (Which.LAST, [5, 6])])
def test_two_records_of_one_human_count_as_one_person(which, known, thrice, cast):
    """Who sat thrice sat once more under a record of another academy, which was given up since."""
    with transaction():
        old, kept = facts.people(1, cast.units["court"])[0], one_who_sat(times=3)
        world.sit(old, QUESTIONS[:5], at=NOON + 9 * DAY)
    before = read(which, reach=(cast.units["court"].path,))
    assert (before.people, read(which).people) == (1, 3)
    with transaction():
        db.session.get_one(Person, old.id).merged_into_id = kept.id
    found = read(which)
    assert sorted(one.score for one in found.sat) == known
    assert found.people == 2
    assert read(which, reach=(cast.units["osh"].path,)).people == 2
    assert sorted(scores(asked(which))) == sorted({one.person_id for one in found.sat})
    assert [(one.people, one.attempts) for one in attempts.sizes(None, clock.today())] == [(2, 5)]


def one_who_sat(*, times: int) -> Person:
    often = select(Attempt.person_id).group_by(Attempt.person_id).having(func.count() == times)
    return db.session.scalars(select(Person).where(Person.id.in_(often))).one()


def test_an_academy_counts_its_own_people_also_those_who_left(app, cast):
    world.taken(cast.units["osh"], range(3))
    world.taken(cast.units["court"], range(4))
    with transaction():
        gone = facts.person(cast.units["osh"], until=date(2026, 3, 1), ended_by="left")
        world.sit(gone, QUESTIONS)
    police, courts = cast.units["police"].path, cast.units["courts"].path
    assert read(reach=(police,)).people == 4
    assert read(reach=(courts,)).people == 4
    assert read(reach=(police, courts)).people == read().people == 8
    assert read(reach=()).people == 0


def test_after_a_regrade_the_newest_round_counts(app, cast):
    with transaction():
        someone = facts.person(cast.units["osh"])
        attempt = world.sit(someone, QUESTIONS[:2])
        place = next(i.place for i in attempt.items if i.item == QUESTIONS[5])
        again = Mark(
            attempt_id=attempt.id, place=place, round=2, item=QUESTIONS[5], share=1.0, points=1.0,
            maximum=1.0, language="ky", marked_at=NOON,
        )  # fmt: skip
        db.session.add(again)
    (one,) = read().sat
    assert one.score == 3
    assert f"{QUESTIONS[5]} 1" in one.marks.split(";")
    assert len(one.marks.split(";")) == 6


def test_attempts_when_a_question_was_worth_other_points_are_left_out_and_counted(app, cast):
    world.taken(cast.units["osh"], range(3))
    make.bank({f"elements/{QUESTIONS[0]}.yaml": samples.text_of("matching", name=QUESTIONS[0], points=5)})  # fmt: skip
    world.taken(cast.units["osh"], range(2))
    found = read()
    assert (found.people, found.left_out) == (2, 3)
    assert found.together.worth[QUESTIONS[0]] == 5
    assert [bank.attempts for bank in found.banks] == [2, 3]


class _AsItWas(dict):
    """What a mark told before figures were kept, whether the question was answered or not."""

    def get(self, place, _unanswered):
        given = super().get(place)
        said = given.language if given else None
        return {**_unanswered, "maximum": None, "language": said}


def test_attempts_from_before_figures_were_kept_are_read_as_far_as_they_go(app, cast, monkeypatch):
    monkeypatch.setattr(scoring, "_told", lambda _attempt, answers: _AsItWas(answers))
    monkeypatch.setattr(scoring, "_language", lambda _answers: None)
    world.taken(cast.units["osh"], range(3))
    found = read()
    assert (found.people, found.without_language) == (3, 3)
    assert analysis.of_test(found.sums).questions == 6
    assert found.marks.seconds(QUESTIONS) == {name: [] for name in QUESTIONS}
    # What was answered then cannot be told; that nothing was can.
    assert {value for _id, value in found.marks.given(QUESTIONS[0])} <= {None}


def test_times_and_answers_of_a_question(app, cast):
    with transaction():
        for n, someone in enumerate(facts.people(3, cast.units["osh"])):
            world.sit(
                someone, QUESTIONS if n else [], left_out=["e-single-choice"] if n == 2 else ()
            )
    found = read()
    assert found.marks.seconds(["e-single-choice"]) == {"e-single-choice": [(20.0, 2)]}
    given = [value for _id, value in found.marks.given("e-single-choice")]
    assert sorted(str(value) for value in given) == ["None", "{'choice': 'a'}", "{'choice': 'b'}"]
    (version,) = found.marks.versions("e-single-choice")
    assert (version.n, version.shares) == (3, 1.0)


def test_the_gain_pairs_people_with_both(app, cast):
    with transaction():
        world.course_with_pre_test()
        for n, someone in enumerate(facts.people(14, cast.units["osh"])):
            if n != 12:
                world.sit(someone, QUESTIONS[: n % 3], test="pre-test", kind="pre")
            if n != 13:
                world.sit(someone, QUESTIONS[: 3 + n % 4], at=NOON + DAY)
    found = gain(scores(asked(test="pre-test")), scores(asked()))
    assert scores_of(read().sat) == pytest.approx(scores(asked()))
    gains = [100 / 6 * (3 + n % 4 - n % 3) for n in range(12)]
    assert (found.n, found.only_pre, found.only_post) == (12, 1, 1)
    assert found.mean.value == pytest.approx(sum(gains) / 12, rel=1e-9)
