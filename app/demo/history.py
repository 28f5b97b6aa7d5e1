"""Three years of studying: who enrolled when, how far they came, which tests they passed in which language."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from app.assessment import actions as tests
from app.assessment import giving
from app.assessment import queries as banks
from app.assessment.items.kinds import kind_of
from app.assessment.models import Attempt
from app.assessment.quizzes import Quiz
from app.assessment.rules import Extra
from app.core.actor import Actor
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.demo import answers
from app.demo.people import Placed, World
from app.learning import actions as learning
from app.learning import activities
from app.learning import queries as studies
from app.learning.exemptions import exemptions
from app.learning.models import Enrolment

# Longest look back; nobody studies before they hold a post.
_DAYS = 3 * 365
# How far people come, by profession: enrolled at all; then how it went.
_ENROLS = {"police": 0.62, "prosecutor": 0.66, "judge": 0.55, "lawyer": 0.5}
_WAYS = (
    ("only enrolled", 0.08),
    ("reading", 0.17),
    ("before the test", 0.07),
    ("to the end", 0.68),
)

# How sure people are of what they know and of what they do not: guessed, fairly, sure, not said.
_SURE = {True: (0.08, 0.3, 0.57, 0.05), False: (0.3, 0.35, 0.3, 0.05)}

# Named people whose state the demonstration relies on.
_FIXED = {
    "trainee-police": ("tip-foundations", "reading"),
    "trainee-judge": ("tip-foundations", "to the end"),
    "trainee-prosecutor": ("tip-foundations", "before the test"),
    "head": ("tip-foundations", "to the end"),
}
# Tests that people mark are told by themselves.
_LATER = ("in-own-words",)
# How many take what nobody must take.
_DIAGNOSED = 0.08
_SIT_LATER = {"practice": 0.2, "post": 0.7}
_EXCEPTIONS = (
    ("trainee-police", Extra(minutes=20), "Кол сынган, жазуу кыйын (демонстрация)."),
    ("newcomer", Extra(attempts=1), "Өткөн аракет учурунда жарык өчкөн (демонстрация)."),
)
_NOTHING_YET = ("newcomer", "trainee-lawyer")
# What all or the police study first; the courses of one profession came later, and few have come to them.
_FIRST = ("tip-foundations", "police-first-response")
# Without it nothing of this world can be told.
NEEDED = _FIRST[0]
_FURTHER = 0.15


@dataclass
class Story:
    """One person in one course."""

    world: World
    placed: Placed
    release: Release
    course: Course
    enrolment: Enrolment
    at: datetime
    skill: float
    language: str
    chance: random.Random
    # What came into this world later is decided by this, so that all else stays as it was.
    later_chance: random.Random

    @property
    def by(self) -> Actor:
        return Actor(person_id=self.placed.person.id, origin="demo")

    def later(self, *, minutes: int) -> datetime:
        """Time goes on by about so many minutes, and over the night now and then."""
        self.at += timedelta(minutes=minutes * (0.6 + self.chance.random()))
        if self.chance.random() < 0.4:
            self.at += timedelta(days=self.chance.randint(1, 6), hours=self.chance.randint(0, 4))
        return self.at


def study(world: World) -> None:
    """Everybody's first courses."""
    courses = [one for one in curriculum.current_courses() if one[1].id in _FIRST]
    for placed in world.people:
        for release, course in courses:
            way = _way(world, placed, course)
            if way is not None:
                _tell(world, placed, release, course, way, world.chance)


def study_further(world: World) -> None:
    """The courses of one profession, by chances of their own: without them the rest is the same."""
    for release, course in curriculum.current_courses():
        chance = random.Random(course.id)
        for placed in world.people:
            meant = placed.service.profession.value in course.audience and placed.role is None
            # Courses without a test are played, not read; see cases.
            if course.id not in _FIRST and course.final and meant and chance.random() < _FURTHER:
                _tell(world, placed, release, course, _some_way(chance), chance)


def _some_way(chance: random.Random) -> str:
    return chance.choices([way for way, _ in _WAYS], [weight for _, weight in _WAYS])[0]


def _way(world: World, placed: Placed, course: Course) -> str | None:
    profession = placed.service.profession.value
    name = placed.role.sign_in_name if placed.role else ""
    if profession not in course.audience or name in _NOTHING_YET:
        return None
    if name in _FIXED:
        fixed_course, way = _FIXED[name]
        return way if course.id == fixed_course else None
    wish = _ENROLS[profession] * (1.0 if len(course.audience) > 1 else 0.6)
    if world.chance.random() > wish:
        return None
    return _some_way(world.chance)


def _tell(
    world: World,
    placed: Placed,
    release: Release,
    course: Course,
    way: str,
    chance: random.Random,
) -> None:
    story = _begin(world, placed, release, course, chance)
    if story is None or way == "only enrolled":
        return
    everything = [thing for module in course.modules for thing in module.contents]
    lessons = len(course.lessons)
    until = chance.randint(1, lessons - 1) if way == "reading" else lessons
    if placed.role is not None and way == "reading":
        until = 3
    read, known = 0, frozenset[str]()
    for thing in everything:
        test = course.quiz(thing.id)
        if thing in course.scenarios or thing.id in _LATER:
            continue
        if test is None:
            if read == until:
                return
            read += 1
            if thing.id in known:
                continue
            learning.read_lesson(
                story.enrolment, thing.id, story.language, by=story.by, at=story.later(minutes=14)
            )
        elif test.kind == "diagnostic":
            known = _sit_diagnostic(story, test.id)
        elif test.kind in _SIT_LATER:
            _sit_by_and_by(story, test.id, test.kind, read=read == lessons)
        elif test.kind == "final" and way == "to the end":
            _sit_final(story, _quiz(story, test.id))
        elif test.kind == "pre" or (test.kind == "check" and chance.random() < 0.5):
            known_share = story.skill - 0.25 * (test.kind == "pre")
            _sit(story, _quiz(story, test.id), known=known_share)


def _begin(
    world: World, placed: Placed, release: Release, course: Course, chance: random.Random
) -> Story | None:
    latest = (placed.left_on or world.today) - timedelta(days=45)
    earliest = max(placed.since, world.today - timedelta(days=_DAYS))
    if latest <= earliest:
        return None
    day = earliest + timedelta(days=chance.randint(0, (latest - earliest).days))
    at = datetime.combine(day, time(3 + chance.randint(0, 12), chance.randint(0, 59)), UTC)
    by = Actor(person_id=placed.person.id, origin="demo")
    enrolment = learning.enrol(placed.person, release, by=by, at=at)
    own = placed.person.language if placed.person.language in ("ky", "ru") else "ky"
    language = own if chance.random() < 0.93 else ("ru" if own == "ky" else "ky")
    skill = min(0.99, max(0.45, chance.gauss(0.9, 0.08)))
    later = random.Random(f"{placed.person.id} {course.id}")
    return Story(world, placed, release, course, enrolment, at, skill, language, chance, later)


def _sit_diagnostic(story: Story, test: str) -> frozenset[str]:
    """Few know much already; lessons on what they know they need not read."""
    if story.placed.role is not None or story.later_chance.random() > _DIAGNOSED:
        return frozenset()
    _sit(story, _quiz(story, test), known=story.later_chance.gauss(0.8, 0.1), later=True)
    return frozenset(exemptions([story.enrolment.id])[story.enrolment.id])


def _sit_by_and_by(story: Story, test: str, kind: str, *, read: bool) -> None:
    """Practice, and the test after the course: not everybody takes them."""
    chance = story.later_chance.random() < _SIT_LATER[kind]
    if read and chance and story.placed.role is None:
        _sit(story, _quiz(story, test), known=story.skill + 0.05 * (kind == "post"), later=True)


def _sit_final(story: Story, quiz: Quiz) -> None:
    """Up to three goes; one learns a little from each."""
    for _go in range(3):
        attempt = _sit(story, quiz, known=story.skill)
        if attempt.passed or story.chance.random() < 0.3:
            return
        story.skill = min(0.97, story.skill + 0.08)


def _sit(story: Story, quiz: Quiz, *, known: float, later: bool = False) -> Attempt:
    """`later`: nothing of what came into this world before is decided anew."""
    chance = story.chance
    if later:
        chance, story.at = story.later_chance, story.at + timedelta(minutes=20)
    attempt = tests.begin(
        story.placed.person,
        release=story.release,
        quiz=quiz,
        context=studies.context_of(story.enrolment.id),
        by=story.by,
        at=story.at if later else story.later(minutes=3),
        seat="demo",
        seed=chance.getrandbits(60),
    )
    bank = banks.bank(attempt.bank_release_id)
    moment, drawn = story.at, [(one.place, bank.items[one.item]) for one in attempt.items]
    goes = [(chance.randint(12, 70), chance.random() < known) for _ in drawn]
    # Of its own, so that the rest of the world comes out the same whether tests ask for certainty or not.
    own = random.Random(attempt.seed)
    missed = answers.missed([item for _, item in drawn], sum(r for _, r in goes), own)
    for (place, item), (seconds, _right) in zip(drawn, goes, strict=True):
        moment += timedelta(seconds=seconds)
        knows = item.id not in missed
        right = kind_of(item).right(item, story.language)
        value = right if knows else answers.wrong(item, own)
        tests.save_answer(
            attempt,
            place,
            value,
            language=story.language,
            client_id=f"demo-{attempt.id}-{place}",
            certainty=own.choices((1, 2, 3, None), _SURE[knows])[0],
            seat="demo",
            by=story.by,
            at=moment,
        )
    story.at = moment + timedelta(minutes=1)
    tests.hand_in(attempt, by=story.by, at=story.at)
    return attempt


def _quiz(story: Story, test: str) -> Quiz:
    quiz = activities.quiz(story.course, test)
    assert quiz is not None, test
    return quiz


def make_exceptions(world: World) -> None:
    """Two people have more than the terms give, each for a reason that is kept."""
    named = {placed.role.sign_in_name: placed for placed in world.people if placed.role}
    by = Actor(person_id=named["registrar"].person.id, origin="demo")
    found = curriculum.current_course(NEEDED)
    assert found is not None, "the command asks for it"
    course = found[1]
    quiz = activities.quiz(course, course.final)
    assert quiz is not None
    for name, extra, reason in _EXCEPTIONS:
        giving.give(
            named[name].person,
            course=course.id,
            quiz=quiz,
            extra=extra,
            reason=reason,
            by=by,
            at=world.at,
        )
