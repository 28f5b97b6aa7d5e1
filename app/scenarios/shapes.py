"""The logic of a scenario as its file states it: ids, numbers and conditions, and not one word a trainee reads.

The words stand in two twins beside it, see `words`. What the shapes cannot see of each other is looked at by `checks`.
"""

from datetime import date
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from app.core.shapes import Shape, Slug
from app.scenarios.parts import (
    Chair,
    Citation,
    Deadline,
    Duration,
    Effects,
    Element,
    Hour,
    Outcome,
    Reread,
    TimeOfDay,
    Variable,
    Weekday,
    When,
    Worth,
)


class Way(Shape):
    """Where it goes on, if `when` holds; of several ways the first that is open is taken."""

    scene: Slug
    when: When | None = None


class Choice(Shape):
    """One thing to do. Without `to` one stays in the scene, and it can be done once.

    `better` names the choice of the same scene that is better; without it this one needs no better.
    """

    id: Slug
    when: When | None = None
    to: Slug | tuple[Way, ...] | None = None
    takes: Duration | None = None
    then: Effects = Effects()
    worth: Worth = Field(default_factory=dict)
    better: Slug | None = None
    cites: tuple[Citation, ...] = ()
    reread: tuple[Reread, ...] = ()
    review: bool = False

    @property
    def ways(self) -> tuple[Way, ...]:
        return _ways(self.to)


class Reasons(Shape):
    """Grounds to tick beside a choice; the share of right ones earns its part of `worth`."""

    options: tuple[Slug, ...] = Field(min_length=2, max_length=10)
    right: tuple[Slug, ...] = Field(min_length=1)
    worth: Worth = Field(default_factory=dict)
    written: bool = False
    cites: tuple[Citation, ...] = ()


class Blank(Shape):
    """A place to fill in a document. What is written freely is kept and not graded."""

    id: Slug
    pick: Literal["one", "several", "write"]
    options: tuple[Slug, ...] = Field(default=(), max_length=12)
    right: tuple[Slug, ...] = ()
    worth: Worth = Field(default_factory=dict)
    cites: tuple[Citation, ...] = ()


class Reached(Shape):
    """What follows when at least so many percent of what was asked are right; the first that fits is taken."""

    id: Slug
    at_least: int = Field(ge=0, le=100)
    to: Slug | tuple[Way, ...]
    takes: Duration | None = None
    then: Effects = Effects()
    review: bool = False

    @property
    def ways(self) -> tuple[Way, ...]:
        return _ways(self.to)


class Passage(Shape):
    """Part of a scene's text that is there only if `when` holds."""

    id: Slug
    when: When


class _Scene(Shape):
    """`working`: it takes place in working hours; who comes at night or on Sunday waits, and the clock goes on.

    `at`: it takes place at this time of day, with `working` of a working day: its words may say that it is evening.

    `back`: from here the last step may be taken back. `shows` are exhibits laid on the page.
    """

    arrive: Effects = Effects()
    working: bool = False
    at: TimeOfDay | None = None
    back: bool = False
    shows: tuple[Slug, ...] = ()
    passages: tuple[Passage, ...] = ()
    cites: tuple[Citation, ...] = ()
    review: bool = False

    @property
    def waits(self) -> bool:
        """Whether one may come too early or too late for it."""
        return self.working or self.at is not None


class Narrative(_Scene):
    kind: Literal["narrative"]
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=10)


class Dialogue(_Scene):
    """Questions are asked one by one, each once, at most `limit`; a choice ends the talk."""

    kind: Literal["dialogue"]
    speaker: Slug
    questions: tuple[Choice, ...] = Field(min_length=1, max_length=12)
    limit: int | None = Field(default=None, ge=1, le=12)
    choices: tuple[Choice, ...] = Field(min_length=1, max_length=6)


class Document(_Scene):
    kind: Literal["document"]
    blanks: tuple[Blank, ...] = Field(min_length=1, max_length=10)
    outcomes: tuple[Reached, ...] = Field(min_length=1, max_length=5)


class Qualification(_Scene):
    """As in a drill: name the offence, mark the elements, say how sure you are."""

    kind: Literal["qualification"]
    offences: tuple[Slug, ...] = Field(min_length=2, max_length=8)
    right: Slug
    elements: tuple[Element, ...]
    worth: Worth = Field(default_factory=dict)
    outcomes: tuple[Reached, ...] = Field(min_length=1, max_length=5)


class Matrix(_Scene):
    """Which of the exhibits found shows which row; `supports` names the rows of each exhibit."""

    kind: Literal["matrix"]
    rows: tuple[Slug, ...] = Field(min_length=2, max_length=6)
    supports: dict[Slug, tuple[Slug, ...]] = Field(min_length=2, max_length=10)
    worth: Worth = Field(default_factory=dict)
    outcomes: tuple[Reached, ...] = Field(min_length=1, max_length=5)


class Hearing(_Scene):
    """A motion or an objection of `speaker`, and the ruling or the answer to it, with reasons."""

    kind: Literal["hearing"]
    speaker: Slug
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=6)
    reasons: Reasons


class Writing(_Scene):
    """Free text that a trainer marks later by the criteria; it goes on at once."""

    kind: Literal["writing"]
    criteria: tuple[Slug, ...] = Field(min_length=1, max_length=6)
    words: int = Field(default=20, ge=5, le=300)
    to: Slug | tuple[Way, ...]
    takes: Duration | None = None

    @property
    def ways(self) -> tuple[Way, ...]:
        return _ways(self.to)


class Ending(_Scene):
    kind: Literal["ending"]
    outcome: Outcome
    reread: tuple[Reread, ...] = ()


Scene = Narrative | Dialogue | Document | Qualification | Matrix | Hearing | Writing | Ending


class Clock(Shape):
    weekday: Weekday
    hour: Hour


class Scoring(Shape):
    """`full` points are all of it, though more may be reached; `mark` percent of them are competent."""

    full: int = Field(ge=1, le=300)
    mark: int = Field(ge=1, le=100)


class ScenarioFile(Shape):
    """NAME.scenario.yaml"""

    id: Slug
    chair: Chair
    minutes: int = Field(ge=5, le=60)
    law_as_of: date
    clock: Clock
    begins: Slug
    scoring: Scoring
    characters: tuple[Slug, ...] = Field(default=(), max_length=20)
    exhibits: tuple[Slug, ...] = Field(default=(), max_length=30)
    notes: tuple[Slug, ...] = Field(default=(), max_length=40)
    deadlines: dict[Slug, Deadline] = Field(default_factory=dict, max_length=10)
    variables: dict[Slug, Variable] = Field(default_factory=dict, max_length=40)
    scenes: dict[Slug, Annotated[Scene, Field(discriminator="kind")]] = Field(
        min_length=2, max_length=120
    )


@cache  # asked at every step
def _way(scene: Slug) -> tuple[Way, ...]:
    return (Way(scene=scene),)


def _ways(to: Slug | tuple[Way, ...] | None) -> tuple[Way, ...]:
    if to is None:
        return ()
    return _way(to) if isinstance(to, str) else to


def choices(scene: Scene) -> tuple[Choice, ...]:
    """Everything that can be chosen in a scene, questions first."""
    asked = scene.questions if isinstance(scene, Dialogue) else ()
    others = scene.choices if isinstance(scene, Narrative | Dialogue | Hearing) else ()
    return (*asked, *others)
