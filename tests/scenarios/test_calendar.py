"""Scenes that take place in working hours or at a time of day: how long one waits for them."""

import pytest

from app.scenarios import calendar, play
from app.scenarios.calendar import A_DAY
from app.scenarios.shapes import Clock
from tests.journeys import walks

FRIDAY = Clock(weekday="friday", hour="16:00")
HOUR = 60
# Words by which a Russian text tells the time, and the hours at which it may be read.
TOLD = {
    "morning": (("Раннее утро", "Утро.", "кухня, утро"), 5 * HOUR, 12 * HOUR),
    "evening": (("Вечер.", "Вечер того же дня", "Вечереет", "Вечером вы"), 17 * HOUR, A_DAY),
    "night": (("Ночь, лампа", "Ночь перед иском"), 21 * HOUR, A_DAY),
}


@pytest.mark.parametrize(
    ("passed", "at", "working", "waits"),
    [
        (0, None, True, 0),
        (2 * HOUR, None, True, 63 * HOUR),
        (17 * HOUR, None, True, 48 * HOUR),
        (0, "evening", False, 2 * HOUR),
        (3 * HOUR, "evening", False, 0),
        (7 * HOUR, "evening", False, 19 * HOUR),
        (8 * HOUR, "morning", False, 8 * HOUR),
        (2 * HOUR, "morning", True, 62 * HOUR),
        (17 * HOUR, "night", False, 13 * HOUR),
    ],
)
def test_one_waits_for_the_next_time_it_is_so(passed, at, working, waits):
    assert calendar.until_open(FRIDAY, passed, at, working=working) == waits


@pytest.mark.parametrize("choose", [walks.carefully, walks.hastily])
@pytest.mark.parametrize("case", walks.shipped())
def test_the_clock_agrees_with_words_that_tell_the_time(case, choose):
    scenario = walks.shipped()[case]
    given, _end = walks.path(scenario, choose)
    for step in play.replay(scenario, given).steps:
        text = scenario.texts[("scenes", step.before.scene, "text")].ru
        minute = calendar.moment(scenario.file.clock, step.before.minutes).minute
        for words, opens, closes in TOLD.values():
            if text.startswith(words) or any(one in text[:40] for one in words):
                assert opens <= minute < closes, (step.before.scene, minute / HOUR)
