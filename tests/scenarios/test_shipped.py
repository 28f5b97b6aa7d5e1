"""Of the shipped walkthroughs: neither its length nor its place tells the better choice."""

from collections import Counter

import pytest

from app.scenarios.reading import Scenario
from app.scenarios.shapes import Document, choices
from tests.journeys import walks

CASES = walks.shipped()
# So far from chance, in shares, the longest may be right in one case. A case has 11 to 29 decisions.
NEAR = 0.15
# Each option's id with whether it is good and its place among the words.
Options = list[tuple[str, bool, tuple[str, ...]]]


def decisions(scenario: Scenario) -> list[Options]:
    """Where several ways are weighed and some are better: choices, and blanks with one right answer."""
    found = []
    for name, scene in scenario.file.scenes.items():
        weighed = [
            one
            for one in choices(scene)
            if ("scenes", name, "choices", one.id, "label") in scenario.texts
        ]
        if len(weighed) > 1 and any(one.better for one in weighed):
            place = ("scenes", name, "choices")
            found.append([(o.id, not o.better, (*place, o.id, "label")) for o in weighed])
        if isinstance(scene, Document):
            found += [
                [
                    (o, o in blank.right, ("scenes", name, "blanks", blank.id, "options", o))
                    for o in blank.options
                ]
                for blank in scene.blanks
                if blank.pick == "one"
            ]
    return found


def longest_is_good(scenario: Scenario, options: Options, language: str) -> bool:
    return max(options, key=lambda one: len(scenario.texts[one[2]][language]))[1]


@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("case", CASES)
def test_whoever_takes_the_longest_choice_does_as_well_as_by_chance(case, language):
    scenario = CASES[case]
    asked = decisions(scenario)
    by_chance = sum(sum(good for _id, good, _place in one) / len(one) for one in asked) / len(asked)
    longest = sum(longest_is_good(scenario, one, language) for one in asked) / len(asked)
    assert abs(longest - by_chance) <= NEAR, f"{longest:.0%} instead of {by_chance:.0%}"


@pytest.mark.parametrize("case", CASES)
def test_of_three_choices_each_place_is_sometimes_the_better_one(case):
    places = Counter(
        n
        for one in decisions(CASES[case])
        if len(one) == 3
        for n, (_id, good, _place) in enumerate(one)
        if good
    )
    assert min(places[n] for n in range(3)) > 0, places
