"""A *.quiz.yaml: which bank, how many questions of each topic, and under what rule."""

from typing import Literal

from pydantic import Field

from app.assessment.bank import Bank
from app.core import yaml_text
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text
from app.core.words import N_


class Draw(Shape):
    topic: Slug
    count: int = Field(ge=1, le=100)


class Quiz(Shape):
    """`pass_mark` is a percentage, of a final test alone; without `minutes`, `attempts`: no limit.

    `certainty`: each question also asks how sure one is, which changes no points.
    """

    id: Slug
    kind: Literal["pre", "check", "final"]
    title: Text
    bank: Slug
    draw: tuple[Draw, ...] = Field(min_length=1)
    pass_mark: int | None = Field(default=None, ge=1, le=100)
    minutes: int | None = Field(default=None, ge=1, le=480)
    attempts: int | None = Field(default=None, ge=1, le=20)
    certainty: bool = False

    @property
    def size(self) -> int:
        """How many questions a trainee gets."""
        return sum(draw.count for draw in self.draw)


def read(text: str, path: str, problems: Problems) -> Quiz | None:
    """A sound test, or None with what is wrong in `problems`."""
    quiz = yaml_text.shaped(Quiz, text, path, problems)
    if quiz is None:
        return None
    found = Problems()
    if quiz.kind == "final" and quiz.pass_mark is None:
        says = N_("A final test needs a pass_mark, the percentage at which it is passed.")
        found.error(path, quiz.line_of("kind"), "no-pass-mark", says)
    if quiz.kind != "final" and quiz.pass_mark is not None:
        says = N_("Only a final test has a pass_mark.")
        found.error(path, quiz.line_of("pass_mark"), "pass-mark", says)
    seen = set()
    for n, draw in enumerate(quiz.draw):
        if draw.topic in seen:
            says = N_("The topic %(topic)s stands here twice.")
            line = quiz.line_of("draw", n, "topic")
            found.error(path, line, "repeated-topic", says, topic=draw.topic)
        seen.add(draw.topic)
    problems.extend(found)
    return None if found.errors else quiz


def check_against(quiz: Quiz, bank: Bank, path: str, problems: Problems) -> None:
    """What the test asks for must be there. `path` is the test's file."""
    if quiz.bank != bank.id:
        says = N_("The test asks for the bank %(asked)s, not for %(given)s.")
        line = quiz.line_of("bank")
        problems.error(path, line, "other-bank", says, asked=quiz.bank, given=bank.id)
        return
    for n, draw in enumerate(quiz.draw):
        there = len(bank.in_topic(draw.topic))
        if draw.topic not in bank.topics:
            says = N_("The bank %(bank)s has no topic %(topic)s.")
            line = quiz.line_of("draw", n, "topic")
            problems.error(path, line, "unknown-topic", says, bank=bank.id, topic=draw.topic)
        elif there < draw.count:
            says = N_(
                "More questions are asked for than there are: topic %(topic)s,"
                " asked for %(asked)d, in the bank %(there)d."
            )
            line = quiz.line_of("draw", n, "count")
            problems.error(
                path, line, "too-few-items", says, topic=draw.topic, asked=draw.count, there=there
            )
