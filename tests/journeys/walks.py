"""A walkthrough as somebody plays it: what to answer scene by scene, and how to say it on the page."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page

from app.core.bundle import from_folder
from app.curriculum.reading import read_course
from app.scenarios import fillings, play, queries
from app.scenarios.answers import Answer
from app.scenarios.reading import Scenario
from app.scenarios.state import State
from app.settings import ROOT

COURSE = "mock-trial-walkthroughs"
# More than any case has on one way.
_MOST = 80

Choose = Callable[[Scenario, State, list[Answer]], Answer]


def shipped() -> dict[str, Scenario]:
    """The walkthroughs of the course by id."""
    course, problems = read_course(from_folder(ROOT / "courses" / COURSE))
    assert course is not None and not problems.errors
    found = {one.id: queries.of_course(course, one.id) for one in course.scenarios}
    return {name: scenario for name, scenario in found.items() if scenario is not None}


def carefully(scenario: Scenario, state: State, offered: list[Answer]) -> Answer:
    """What needs no better, and of forms what is all right."""
    better = {
        one.id: one.better
        for one in (*play.questions(scenario, state), *play.choices(scenario, state))
    }
    good = [one for one in offered if better.get(one.get("choice", "")) is None]
    return (good or offered)[0]


def hastily(scenario: Scenario, state: State, offered: list[Answer]) -> Answer:
    """What a tired person does: the other thing, and forms half filled in."""
    better = {
        one.id: one.better
        for one in (*play.questions(scenario, state), *play.choices(scenario, state))
    }
    poor = [one for one in offered if better.get(one.get("choice", ""))]
    return (poor or offered)[-1]


def path(scenario: Scenario, choose: Choose) -> tuple[list[Answer], State]:
    """Answers from the first scene to an ending."""
    given, state = [], play.begin(scenario)
    while not play.is_over(scenario, state):
        answer = _in_words(choose(scenario, state, list(fillings.candidates(scenario, state))))
        given.append(answer)
        state = play.step(scenario, state, answer).after
        assert len(given) < _MOST, "no way to an ending"
    return given, state


def _in_words(answer: Answer) -> Answer:
    """Texts that a person might write."""
    if "text" in answer:
        return {"text": "Далилдер бири-бирин бекемдейт. " * 40}
    if "written" in answer:
        return {**answer, "written": "Мыйзам ушуну талап кылат."}
    if "blanks" in answer:
        texts = {name: "Жазылды." for name, value in answer["blanks"].items() if value == "–"}
        return {"blanks": {**answer["blanks"], **texts}}
    return answer


def say(page: Page, answer: Answer) -> None:
    """One step on the page of a scene."""
    form = page.locator("form#step")
    for name, value in _fields(answer):
        field = form.locator(f'[name="{name}"]')
        if field.first.evaluate("e => e.tagName") == "TEXTAREA":
            field.fill(value)
        elif field.first.get_attribute("type") in ("radio", "checkbox"):
            form.locator(f'[name="{name}"][value="{value}"]').check()
    button = form.locator(f'button[name="choice"][value="{answer.get("choice", "")}"]')
    with page.expect_navigation():
        (button if button.count() else form.locator("button.button")).first.click()


def _fields(answer: Answer) -> Iterator[tuple[str, str]]:
    names = {
        "choice": "choice",
        "written": "written",
        "offence": "offence",
        "sure": "sure",
        "text": "text",
    }
    for key, name in names.items():
        if key in answer:
            yield name, str(answer[key])
    for key, name in (("reasons", "reason"), ("elements", "element")):
        for one in answer.get(key, ()):
            yield name, one
    for key, prefix in (("blanks", "blank"), ("rows", "row")):
        for name, value in answer.get(key, {}).items():
            for one in [value] if isinstance(value, str) else value:
                yield f"{prefix}-{name}", one


def fields(answer: Answer) -> dict[str, list[str]]:
    """The same as a form sends it."""
    found: dict[str, list[str]] = {}
    for name, value in _fields(answer):
        found.setdefault(name, []).append(value)
    return found
