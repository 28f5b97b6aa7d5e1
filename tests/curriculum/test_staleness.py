"""Whether the law that was written about still stands."""

from datetime import date

import pytest

from app.core.shapes import Text
from app.curriculum.law import Act, Provision, Register
from app.curriculum.staleness import Origin, is_stale

WORDS = Text(ky="К", ru="К")
READ, RELEASED, CHANGED, TODAY = (
    date(2025, 11, 14),
    date(2026, 1, 10),
    date(2026, 6, 11),
    date(2026, 11, 22),
)


def register(*, edition=READ, act_ceased=None, since=None, ceased=None, article="166"):
    act = Act(
        id="cc",
        title=WORDS,
        short=WORDS,
        kind="code",
        certainty="verified",
        edition=edition,
        ceased=act_ceased,
    )
    facts = {"title": WORDS, "summary": WORDS, "certainty": "verified"}
    provision = Provision(article=article, since=since, ceased=ceased, **facts)
    return Register({"cc": act}, {"cc": {article: provision}})


CASES = [
    # what the register said then, what it says now, the author's own day, on which day, stale
    ("nothing changed", {}, {}, None, TODAY, False),
    ("a newer edition of the act says nothing of the article", {}, {"edition": CHANGED}, None, TODAY, False),
    ("a newer wording is in force", {}, {"since": CHANGED}, None, TODAY, True),
    ("a newer wording is not in force yet", {}, {"since": CHANGED}, None, date(2026, 6, 10), False),
    ("on its first day it is", {}, {"since": CHANGED}, None, CHANGED, True),
    ("the wording read was that one", {"edition": CHANGED}, {"since": CHANGED}, None, TODAY, False),
    ("the day of an old wording was only noted later", {}, {"since": date(2021, 12, 1)}, None, TODAY, False),
    ("of a later edition, an earlier day", {"since": date(2021, 12, 1)}, {"since": date(2023, 1, 1)}, None, TODAY, False),
    ("the author held it against the new wording", {}, {"since": CHANGED}, CHANGED, TODAY, False),
    ("the author did so before it changed", {}, {"since": CHANGED}, READ, TODAY, True),
    ("no edition was noted: the day of the release counts", {"edition": None}, {"since": CHANGED}, None, TODAY, True),
    ("no edition was noted, an older wording", {"edition": None}, {"since": READ}, None, TODAY, False),
    ("the article ceased", {}, {"ceased": CHANGED}, None, TODAY, True),
    ("the article has not ceased yet", {}, {"ceased": CHANGED}, None, date(2026, 6, 10), False),
    ("the act ceased", {}, {"act_ceased": CHANGED}, None, TODAY, True),
    ("written about a law that had ceased", {"ceased": CHANGED}, {"ceased": CHANGED}, None, TODAY, False),
    ("the register knows the article no more", {}, {"article": "999"}, None, TODAY, True),
]  # fmt: skip


@pytest.mark.parametrize(("_says", "then", "now", "own", "on", "stale"), CASES)
def test_a_citation_goes_stale_when_its_wording_does(_says, then, now, own, on, stale):
    origin = Origin(register(**then), RELEASED, own)
    assert is_stale("cc/166", origin, register(**now), on) is stale


def test_an_act_cited_as_a_whole_goes_stale_when_it_ceases():
    origin = Origin(register(), RELEASED)
    assert not is_stale("cc", origin, register(edition=CHANGED, since=CHANGED), TODAY)
    assert is_stale("cc", origin, register(act_ceased=CHANGED), TODAY)


def test_what_the_register_never_knew_does_not_go_stale():
    """A check of content finds it; nobody is kept from a test by it."""
    assert not is_stale("cc/166", Origin(Register(), RELEASED), Register(), TODAY)
