"""A run looked back at: each decision with the law and what would have been better, harm by moment, others' choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.curriculum import markup
from app.scenarios import answers, pages, words
from app.scenarios.pages import Clock, Reader
from app.scenarios.parts import HARMS, LINES, Harm, Weight
from app.scenarios.play import Run, Step
from app.scenarios.reading import Scenario
from app.scenarios.shapes import (
    Choice,
    Dialogue,
    Document,
    Ending,
    Hearing,
    Matrix,
    Qualification,
    Writing,
    choices,
)

# Bytes: of the steps on one page, so that with the page around them they stay below thirty thousand also where a
# trainer's remark is added; of a step without its words; of each thing listed in it.
MOST_OF_A_PART = 20_000
_FRAME, _MARK = 1000, 250


@dataclass(frozen=True)
class Checked:
    """One thing of a form: what was asked, what was given, what is right. Labels in the language of the page."""

    asked: str
    given: tuple[str, ...]
    right: tuple[str, ...]
    why: Markup = markup.NOTHING

    @property
    def is_right(self) -> bool:
        return set(self.given) == set(self.right)


@dataclass(frozen=True)
class Moment:
    """A step as the debrief tells it. `better` is the label of the better choice; `written` what was written freely."""

    number: int
    scene: str
    place: int
    title: str
    clock: Clock
    did: str
    outcome: Markup
    why: Markup
    review: Markup
    better: str
    better_why: Markup
    checked: tuple[Checked, ...]
    written: str
    criteria: tuple[tuple[str, str], ...]
    cites: tuple[str, ...]
    harm: tuple[tuple[Harm, Weight], ...]
    points: float
    is_decision: bool

    @property
    def is_good(self) -> bool:
        return not self.better and not self.harm and all(one.is_right for one in self.checked)

    @property
    def weight(self) -> int:
        """About as many bytes as it takes on a page."""
        said = [
            self.title,
            self.did,
            self.better,
            self.outcome,
            self.why,
            self.review,
            self.better_why,
            self.written,
        ]
        said += [
            text for one in self.checked for text in (one.asked, *one.given, *one.right, one.why)
        ]
        said += [label for _id, label in self.criteria]
        marks = len(self.checked) + len(self.cites) + len(self.criteria) + len(self.harm)
        return _FRAME + _MARK * marks + len("".join(said).encode())


@dataclass(frozen=True)
class Level:
    """The harm meter after a moment."""

    number: int
    slight: int
    serious: int


@dataclass(frozen=True)
class Debrief:
    moments: tuple[Moment, ...]
    harm: tuple[Level, ...]
    kinds: tuple[tuple[Harm, int, int], ...]
    lines: tuple[tuple[str, float], ...]
    reread: tuple[str, ...]


def debrief(scenario: Scenario, run: Run, language: str) -> Debrief:
    moments = tuple(_moments(scenario, run.steps, language))
    return Debrief(
        moments=moments,
        harm=tuple(_meter(run.steps)),
        kinds=_kinds(run),
        lines=tuple(
            (line, run.state.points[line] / answers.WHOLE)
            for line in LINES
            if line in run.state.points
        ),
        reread=tuple(dict.fromkeys(_reread(scenario, run))),
    )


def parts(moments: Sequence[Moment]) -> list[tuple[Moment, ...]]:
    """What stands on one page each: as many steps as weigh so much together, at least one."""
    found: list[list[Moment]] = []
    weight = MOST_OF_A_PART
    for moment in moments:
        weight += moment.weight
        if weight > MOST_OF_A_PART:
            found.append([])
            weight = moment.weight
        found[-1].append(moment)
    return [tuple(part) for part in found]


def _moments(scenario: Scenario, steps: Sequence[Step], language: str) -> Iterator[Moment]:
    reader = Reader(scenario, language)
    for number, step in enumerate(steps, start=1):
        teller = _Teller(reader, step)
        name = step.before.scene
        choice = step.choice
        better = teller.better()
        yield Moment(
            number=number,
            scene=name,
            place=scenario.numbers[name],
            title=teller.plain("title"),
            clock=pages.clock(scenario, step.before.minutes),
            did=teller.label(choice) if choice else "",
            outcome=reader.said(step).outcome,
            why=teller.why(choice),
            review=teller.review(),
            better=teller.label(better) if better else "",
            better_why=teller.why(better) if better else markup.NOTHING,
            checked=tuple(teller.checked()),
            written=str(step.answer.get("written") or step.answer.get("text") or ""),
            criteria=tuple(teller.criteria()),
            cites=teller.cites(),
            harm=step.after.harm[len(step.before.harm) :],
            points=sum(step.earned.values()) / answers.WHOLE,
            is_decision=teller.is_decision(),
        )


class _Teller:
    """Words and law of one step, in one language."""

    def __init__(self, reader: Reader, step: Step) -> None:
        self.reader, self.step = reader, step
        self.name = step.before.scene
        self.scene = reader.scenario.scene(self.name)
        self.texts = reader.scene(self.name)

    def plain(self, *place: str) -> str:
        return self.reader.plain("scenes", self.name, *place)

    def label(self, choice: Choice) -> str:
        return self.plain(words.group(self.scene, choice), choice.id, "label")

    def why(self, choice: Choice | None) -> Markup:
        if choice is not None:
            place = (words.group(self.scene, choice), choice.id, "why")
            return self.texts.get(place, markup.NOTHING)
        return self.texts.get(("why",), markup.NOTHING)

    def review(self) -> Markup:
        choice, reached = self.step.choice, self.step.reached
        if choice is not None:
            return self.texts.get(
                (words.group(self.scene, choice), choice.id, "review"), markup.NOTHING
            )
        place = ("outcomes", f"{reached.id}-review") if reached else ()
        return self.texts.get(place, markup.NOTHING)

    def better(self) -> Choice | None:
        wanted = self.step.choice.better if self.step.choice else None
        return next((one for one in choices(self.scene) if one.id == wanted), None)

    def cites(self) -> tuple[str, ...]:
        cited = [*self.scene.cites, *(self.step.choice.cites if self.step.choice else ())]
        if isinstance(self.scene, Hearing):
            cited += self.scene.reasons.cites
        if isinstance(self.scene, Document):
            cited += [one for blank in self.scene.blanks for one in blank.cites]
        return tuple(dict.fromkeys(cited))

    def is_decision(self) -> bool:
        """Something could have been done otherwise, or was filled in."""
        if isinstance(self.scene, Dialogue):
            assert self.step.choice is not None
            return self.step.stays or len(self.scene.choices) > 1
        return len(choices(self.scene)) != 1

    def checked(self) -> Iterator[Checked]:
        scene, answer = self.scene, self.step.answer
        match scene:
            case Document():
                for blank in scene.blanks:
                    if blank.pick != "write":
                        here = ("blanks", blank.id)
                        given = answer["blanks"].get(blank.id) or ()
                        said = self._both(*here, "options", given=given, right=blank.right)
                        why = self.texts[(*here, "why")]
                        yield Checked(self.plain(*here, "label"), *said, why)
            case Qualification():
                yield Checked(
                    "offence",
                    *self._both("offences", given=[answer["offence"]], right=[scene.right]),
                )
                elements = tuple(answer["elements"]), scene.elements
                yield Checked("elements", *elements)
            case Matrix():
                for name in answers.asked(scene, self.step.before):
                    title = self.reader.plain("exhibits", name, "title")
                    given = answer["rows"].get(name, ())
                    yield Checked(
                        title, *self._both("rows", given=given, right=scene.supports[name])
                    )
            case Hearing():
                given, right = answer.get("reasons", ()), scene.reasons.right
                said = self._both("reasons", "options", given=given, right=right)
                yield Checked("reasons", *said, self.texts[("reasons", "why")])

    def _both(
        self, *place: str, given: Sequence[str], right: Sequence[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Labels of what was given and of what is right."""
        mine, better = (tuple(self.plain(*place, one) for one in some) for some in (given, right))
        return mine, better

    def criteria(self) -> Iterator[tuple[str, str]]:
        if isinstance(self.scene, Writing):
            for one in self.scene.criteria:
                yield one, self.plain("criteria", one)


def _meter(steps: Sequence[Step]) -> Iterator[Level]:
    for number, step in enumerate(steps, start=1):
        serious = step.after.serious
        yield Level(number, len(step.after.harm) - serious, serious)


def _kinds(run: Run) -> tuple[tuple[Harm, int, int], ...]:
    """By kind how many slight and serious counts; kinds without any are left out."""
    found = []
    for kind in HARMS:
        weights = [weight for one, weight in run.state.harm if one == kind]
        if weights:
            found.append((kind, weights.count("slight"), weights.count("serious")))
    return tuple(found)


def _reread(scenario: Scenario, run: Run) -> Iterator[str]:
    """What the worse choices and the ending send one back to."""
    for step in run.steps:
        if step.choice is not None:
            yield from step.choice.reread
    ending = scenario.scene(run.state.scene)
    if isinstance(ending, Ending):
        yield from ending.reread
