"""A *.quiz.yaml: which bank, how many questions of each topic, and under what rule."""

from typing import Literal, get_args

from pydantic import Field

from app.assessment.bank import Bank
from app.assessment.items.common import Difficulty
from app.assessment.items.kinds import MARKED_BY_PEOPLE
from app.core import yaml_text
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text
from app.core.words import N_
from app.curriculum.file_shapes import QuizKind

LEVELS: tuple[Difficulty, ...] = get_args(Difficulty)

# Moments at which something of a test may be shown, the earliest first.
AFTER_QUESTION: Literal["after-question"] = "after-question"
AFTER_HAND_IN: Literal["after-hand-in"] = "after-hand-in"
AFTER_WINDOW: Literal["after-window"] = "after-window"
NEVER: Literal["never"] = "never"
MOMENTS = (AFTER_QUESTION, AFTER_HAND_IN, AFTER_WINDOW, NEVER)

# What hangs on the mark of these must be told to whoever reached it.
MARKED = ("diagnostic", "final")
# Of these nothing hangs on the score, so a question may be explained before the rest is answered.
TAUGHT_BY = ("check", "practice")


class Draw(Shape):
    """So many questions of a topic: of any difficulty (`count`), or so many of each."""

    topic: Slug
    count: int | None = Field(default=None, ge=1, le=100)
    easy: int | None = Field(default=None, ge=1, le=100)
    medium: int | None = Field(default=None, ge=1, le=100)
    hard: int | None = Field(default=None, ge=1, le=100)

    @property
    def by_level(self) -> dict[Difficulty, int]:
        """Empty where the difficulty does not matter."""
        asked = {level: getattr(self, level) for level in LEVELS}
        return {level: count for level, count in asked.items() if count}

    @property
    def total(self) -> int:
        return self.count or sum(self.by_level.values())

    @property
    def wants(self) -> tuple[tuple[Difficulty | None, int], ...]:
        """How many of which difficulty; None is any."""
        return tuple(self.by_level.items()) or ((None, self.total),)


class Shuffle(Shape):
    """Without shuffled options all see them in one order, that of their texts, which the key has no part in."""

    questions: bool = True
    options: bool = True


class Show(Shape):
    """When a person sees their score, the right answers, and why they are right."""

    score: Literal["after-hand-in", "after-window", "never"] = AFTER_HAND_IN
    answers: Literal["after-question", "after-hand-in", "after-window", "never"] = AFTER_HAND_IN
    explanations: Literal["after-question", "after-hand-in", "after-window", "never"] | None = None

    @property
    def reasons(self) -> str:
        """Where nothing else is said, explanations come with the answers."""
        return self.explanations or self.answers


class Exempts(Shape):
    """Lessons that whoever reaches the mark knows already: in a topic, or, without one, in the whole test."""

    topic: Slug | None = None
    pass_mark: int | None = Field(default=None, ge=1, le=100)
    lessons: tuple[Slug, ...] = Field(min_length=1)


class Quiz(Shape):
    """`pass_mark` is a percentage, of a final test or a diagnostic; without `minutes`, `attempts`: no limit.

    `certainty`: each question also asks how sure one is, which changes no points.
    """

    id: Slug
    kind: QuizKind
    title: Text
    bank: Slug
    draw: tuple[Draw, ...] = Field(default=(), min_length=1)
    pass_mark: int | None = Field(default=None, ge=1, le=100)
    minutes: int | None = Field(default=None, ge=1, le=480)
    attempts: int | None = Field(default=None, ge=1, le=20)
    certainty: bool = False
    shuffle: Shuffle = Shuffle()
    show: Show = Show()
    parallel_to: Slug | None = None
    exempts: tuple[Exempts, ...] = Field(default=(), min_length=1)

    @property
    def size(self) -> int:
        """How many questions a trainee gets."""
        return sum(draw.total for draw in self.draw)


def read(text: str, path: str, problems: Problems) -> Quiz | None:
    """A sound test, or None with what is wrong in `problems`."""
    quiz = yaml_text.shaped(Quiz, text, path, problems)
    if quiz is None:
        return None
    found = Problems()
    _check_mark(quiz, path, found)
    _check_draw(quiz, path, found)
    _check_pair(quiz, path, found)
    _check_show(quiz, path, found)
    if (quiz.kind == "diagnostic") != bool(quiz.exempts):
        says = N_("A diagnostic, and no other test, says which lessons it exempts from.")
        found.error(path, quiz.line_of("exempts"), "exempts", says)
    if quiz.kind == "practice" and quiz.attempts is not None:
        says = N_("Practice may be repeated as often as one likes: it has no attempts.")
        found.error(path, quiz.line_of("attempts"), "practice-attempts", says)
    problems.extend(found)
    return None if found.errors else quiz


def _check_mark(quiz: Quiz, path: str, found: Problems) -> None:
    if quiz.kind == "final" and quiz.pass_mark is None:
        says = N_("A final test needs a pass_mark, the percentage at which it is passed.")
        found.error(path, quiz.line_of("kind"), "no-pass-mark", says)
    if quiz.kind not in MARKED and quiz.pass_mark is not None:
        says = N_("Only a final test and a diagnostic have a pass_mark.")
        found.error(path, quiz.line_of("pass_mark"), "pass-mark", says)
    if quiz.pass_mark is None and any(one.pass_mark is None for one in quiz.exempts):
        says = N_("A diagnostic needs a pass_mark, its own or one for each topic.")
        found.error(path, quiz.line_of("kind"), "no-pass-mark", says)


def _check_draw(quiz: Quiz, path: str, found: Problems) -> None:
    if not quiz.draw and quiz.kind != "post":
        says = N_("The test needs a draw: which topics, and how many questions of each.")
        found.error(path, quiz.line_of("draw"), "no-draw", says)
    seen = set()
    for n, draw in enumerate(quiz.draw):
        if draw.topic in seen:
            says = N_("The topic %(topic)s stands here twice.")
            line = quiz.line_of("draw", n, "topic")
            found.error(path, line, "repeated-topic", says, topic=draw.topic)
        seen.add(draw.topic)
        if (draw.count is None) == (not draw.by_level):
            says = N_("Write count, or how many easy, medium and hard ones: %(topic)s.")
            found.error(path, quiz.line_of("draw", n), "count-or-levels", says, topic=draw.topic)
    for n, exempts in enumerate(quiz.exempts):
        if exempts.topic is not None and exempts.topic not in seen:
            says = N_("The test draws nothing from the topic %(topic)s.")
            line = quiz.line_of("exempts", n, "topic")
            found.error(path, line, "topic-not-drawn", says, topic=exempts.topic)


def _check_pair(quiz: Quiz, path: str, found: Problems) -> None:
    if (quiz.kind == "post") != (quiz.parallel_to is not None):
        says = N_(
            "A test after the course, and no other, says with parallel_to which test it is a pair of."
        )
        found.error(path, quiz.line_of("parallel_to"), "parallel-to", says)


def _check_show(quiz: Quiz, path: str, found: Problems) -> None:
    show = quiz.show
    if quiz.kind in MARKED and show.score != AFTER_HAND_IN:
        says = N_("Whether this test was passed is told at hand-in: its score is shown then.")
        found.error(path, quiz.line_of("show", "score"), "hidden-score", says)
    if quiz.kind not in TAUGHT_BY and AFTER_QUESTION in (show.answers, show.reasons):
        says = N_("Only a lesson check and practice show answers after each question.")
        found.error(path, quiz.line_of("show"), "after-question", says)
    if MOMENTS.index(show.reasons) < MOMENTS.index(show.answers):
        says = N_("An explanation tells the right answer: it cannot be shown before the answers.")
        found.error(path, quiz.line_of("show", "explanations"), "explains-early", says)
    if MOMENTS.index(show.score) > max(1, MOMENTS.index(show.answers)):
        says = N_(
            "Whoever sees the answers can count the score: it cannot be shown later than they."
        )
        found.error(path, quiz.line_of("show", "score"), "score-late", says)


def check_against(quiz: Quiz, bank: Bank, path: str, problems: Problems) -> None:
    """What the test asks for must be there. `path` is the test's file."""
    if quiz.bank != bank.id:
        says = N_("The test asks for the bank %(asked)s, not for %(given)s.")
        line = quiz.line_of("bank")
        problems.error(path, line, "other-bank", says, asked=quiz.bank, given=bank.id)
        return
    for n, draw in enumerate(quiz.draw):
        if draw.topic not in bank.topics:
            says = N_("The bank %(bank)s has no topic %(topic)s.")
            line = quiz.line_of("draw", n, "topic")
            problems.error(path, line, "unknown-topic", says, bank=bank.id, topic=draw.topic)
        else:
            _check_enough(quiz, n, bank, path, problems)
        _check_marking(quiz, n, bank, path, problems)


def _check_enough(quiz: Quiz, n: int, bank: Bank, path: str, problems: Problems) -> None:
    topic = quiz.draw[n].topic
    for level, asked in quiz.draw[n].wants:
        there = len(bank.in_topic(topic, level))
        if there < asked:
            says = N_(
                "More questions are asked for than there are: topic %(topic)s,"
                " asked for %(asked)d, in the bank %(there)d."
            )
            line = quiz.line_of("draw", n, level or "count")
            values = {"topic": topic, "asked": asked, "there": there}
            problems.error(path, line, "too-few-items", says, **values)


def _check_marking(quiz: Quiz, n: int, bank: Bank, path: str, problems: Problems) -> None:
    """Who practises, or is shown each answer at once, cannot wait for people."""
    topic = quiz.draw[n].topic
    if quiz.kind != "practice" and AFTER_QUESTION not in (quiz.show.answers, quiz.show.reasons):
        return
    waiting = [name for name in bank.in_topic(topic) if bank.items[name].kind in MARKED_BY_PEOPLE]
    if waiting:
        says = N_("The topic %(topic)s has questions that people must mark: %(items)s.")
        line = quiz.line_of("draw", n, "topic")
        items = ", ".join(waiting)
        problems.error(path, line, "marked-by-people", says, topic=topic, items=items)
