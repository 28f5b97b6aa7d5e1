"""A scene as it is read: its words in one language, what is open in it, and the file of the case beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from app.core.words import N_
from app.curriculum import markup
from app.curriculum import queries as curriculum
from app.curriculum.resolving import Library
from app.scenarios import calendar, play, words
from app.scenarios.answers import asked as exhibits_asked
from app.scenarios.play import Run, Step
from app.scenarios.reading import Scenario
from app.scenarios.shapes import Choice, Dialogue, Hearing, Matrix, Scene
from app.scenarios.state import FOUND, MISSED, RUNNING, State
from app.scenarios.words import Place

WEEKDAYS = {
    "monday": N_("Monday"),
    "tuesday": N_("Tuesday"),
    "wednesday": N_("Wednesday"),
    "thursday": N_("Thursday"),
    "friday": N_("Friday"),
    "saturday": N_("Saturday"),
    "sunday": N_("Sunday"),
}


@dataclass(frozen=True)
class Clock:
    """`day` counts from 1; `weekday` is a message key."""

    day: int
    weekday: str
    hour: str


@dataclass(frozen=True)
class Running:
    """A deadline of the case; `left` minutes, none when it is missed."""

    title: str
    left: int | None


@dataclass(frozen=True)
class Exhibit:
    """`state`: found, lost or spoilt."""

    id: str
    title: str
    text: Markup
    state: str


@dataclass(frozen=True)
class Contact:
    name: str
    role: str
    about: Markup


@dataclass(frozen=True)
class Option:
    id: str
    label: str


@dataclass(frozen=True)
class Said:
    """What was chosen, and what came of it at once."""

    label: str
    outcome: Markup


@dataclass(frozen=True)
class ScenePage:
    """Everything that the templates of a scene show, in one language."""

    scenario: Scenario
    state: State
    scene: Scene
    language: str
    clock: Clock
    running: tuple[Running, ...]
    text: Markup
    passages: tuple[Markup, ...]
    review: Markup
    last: Said | None
    asked: tuple[Said, ...]
    questions: tuple[Option, ...]
    choices: tuple[Option, ...]
    laid_out: tuple[Exhibit, ...]
    exhibits: tuple[Exhibit, ...]
    contacts: tuple[Contact, ...]
    notes: tuple[str, ...]
    may_go_back: bool
    _texts: Mapping[Place, Markup] = field(repr=False)

    @property
    def number(self) -> int:
        return self.scenario.numbers[self.state.scene]

    @property
    def is_over(self) -> bool:
        return play.is_over(self.scenario, self.state)

    @property
    def speaker(self) -> Option | None:
        """Who speaks here: name and role."""
        if not isinstance(self.scene, Dialogue | Hearing):
            return None
        who = ("characters", self.scene.speaker)
        return Option(self.plain(*who, "name"), self.plain(*who, "role"))

    @property
    def matrix(self) -> tuple[Exhibit, ...]:
        """The exhibits that a matrix lays out."""
        if not isinstance(self.scene, Matrix):
            return ()
        shown = exhibits_asked(self.scene, self.state)
        return tuple(one for one in self.exhibits if one.id in shown)

    def plain(self, *place: str) -> str:
        """A name, title or label."""
        return self.scenario.texts[place][self.language]

    def said(self, *place: str) -> str:
        """A title or label of this scene."""
        return self.plain("scenes", self.state.scene, *place)

    def html(self, *place: str) -> Markup:
        """A longer text of this scene; nothing where it was left out."""
        return self._texts.get(place, markup.NOTHING)


def scene_page(scenario: Scenario, run: Run, language: str) -> ScenePage:
    state, reader = run.state, Reader(scenario, language)
    scene, texts = scenario.scene(state.scene), reader.scene(state.scene)
    exhibits = _exhibits(reader, state)
    return ScenePage(
        scenario=scenario,
        state=state,
        scene=scene,
        language=language,
        clock=clock(scenario, state.minutes),
        running=_running(reader, state),
        text=texts[("text",)],
        passages=tuple(texts[("passages", one)] for one in play.passages(scenario, state)),
        review=texts.get(("review",), markup.NOTHING),
        last=_last(reader, run),
        asked=_asked(reader, run),
        questions=_options(reader, state, "questions", play.questions(scenario, state)),
        choices=_options(reader, state, "choices", play.choices(scenario, state)),
        laid_out=tuple(one for one in exhibits if one.id in scene.shows and one.state == FOUND),
        exhibits=exhibits,
        contacts=_contacts(reader, state),
        notes=tuple(reader.plain("notes", one) for one in state.notes),
        may_go_back=play.may_go_back(scenario, state, len(run.steps)),
        _texts=texts,
    )


def clock(scenario: Scenario, minutes: int) -> Clock:
    now = calendar.moment(scenario.file.clock, minutes)
    return Clock(now.day, WEEKDAYS[calendar.DAYS[now.weekday]], now.hour)


# ---- Words ----


class Reader:
    """The words of a scenario in one language. What links lead to is asked once, however many scenes are read."""

    def __init__(self, scenario: Scenario, language: str) -> None:
        self.scenario, self.language = scenario, language
        self._here = curriculum.references()

    def plain(self, *place: str) -> str:
        """A name, title or label."""
        return self.scenario.texts[place][self.language]

    def scene(self, name: str) -> Mapping[Place, Markup]:
        """The Markdown of a scene by its place within it."""
        return self.below("scenes", name)

    def below(self, *place: str) -> Mapping[Place, Markup]:
        """The Markdown below a place, made once for each wording of the law."""
        key = ("scenario", self.scenario.digest, place, self.language, self._here.mark)
        return curriculum.keep(key, lambda: self._made(place))

    def _made(self, below: Place) -> Mapping[Place, Markup]:
        library = Library(self.language, self._here.register, self._here.glossary)
        places = [
            place
            for place in self.scenario.texts
            if place[: len(below)] == below and not words.is_plain(place)
        ]
        html = markup.render_all([self.plain(*place) for place in places], library)
        return {place[len(below) :]: text for place, text in zip(places, html, strict=True)}

    def said(self, step: Step) -> Said:
        """A step as it is told: the choice in its own words, or what a form came to."""
        scene = step.before.scene
        texts = self.scene(scene)
        if step.choice is None:
            return Said("", texts.get(("outcomes", step.option), markup.NOTHING))
        group = words.group(self.scenario.scene(scene), step.choice)
        label = self.plain("scenes", scene, group, step.choice.id, "label")
        return Said(label, texts.get((group, step.choice.id, "outcome"), markup.NOTHING))


def _last(reader: Reader, run: Run) -> Said | None:
    """What came of the step that led into this scene."""
    if not run.steps or run.steps[-1].stays:
        return None
    return reader.said(run.steps[-1])


def _asked(reader: Reader, run: Run) -> tuple[Said, ...]:
    """What was asked and done in this scene since one came in."""
    found: list[Step] = []
    for step in reversed(run.steps):
        if not step.stays:
            break
        found.append(step)
    return tuple(reader.said(step) for step in reversed(found))


def _options(
    reader: Reader, state: State, group: str, offered: tuple[Choice, ...]
) -> tuple[Option, ...]:
    here = ("scenes", state.scene, group)
    return tuple(Option(one.id, reader.plain(*here, one.id, "label")) for one in offered)


# ---- The file of the case ----


def _running(reader: Reader, state: State) -> tuple[Running, ...]:
    shown = []
    for name, due in state.deadlines.items():
        title = reader.plain("deadlines", name)
        if due.state == RUNNING:
            shown.append(Running(title, due.at - state.minutes))
        elif due.state == MISSED:
            shown.append(Running(title, None))
    return tuple(shown)


def _exhibits(reader: Reader, state: State) -> tuple[Exhibit, ...]:
    texts = reader.below("exhibits")
    return tuple(
        Exhibit(name, reader.plain("exhibits", name, "title"), texts[(name, "text")], how)
        for name, how in state.evidence.items()
    )


def _contacts(reader: Reader, state: State) -> tuple[Contact, ...]:
    texts = reader.below("characters")
    found = []
    for who in state.contacts:
        name, role = (reader.plain("characters", who, key) for key in ("name", "role"))
        found.append(Contact(name, role, texts.get((who, "about"), markup.NOTHING)))
    return tuple(found)
