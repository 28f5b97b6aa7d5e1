"""The shipped questions of the later kinds: there are enough, their pages stay light, their pictures can be read."""

import re
from collections import Counter

import pytest

from app.assessment import bank as banks
from app.assessment.items import essay, hotspot
from app.assessment.items.kinds import kind_of
from app.core.bundle import from_folder
from app.settings import ROOT
from tests.assessment.more_kinds import MARKED

BANK, PROBLEMS = banks.read(from_folder(ROOT / "question_banks" / "trafficking"))
LATER = [name for name, item in BANK.items.items() if item.kind in (*MARKED, essay.kind)]
PICTURES = [name for name in LATER if BANK.items[name].kind == hotspot.kind]


def test_there_are_examples_of_every_kind():
    assert not PROBLEMS.errors
    counts = Counter(BANK.items[name].kind for name in LATER)
    assert all(counts[kind] >= 2 for kind in MARKED)
    assert counts[essay.kind] >= 1


@pytest.mark.parametrize("name", LATER)
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_what_a_page_of_it_is_made_from_is_light(name, language):
    """A page may weigh 30 kB, of which its frame is some nine."""
    item = BANK.items[name]
    kind = kind_of(item)
    shown = kind.shown(item, language, range(kind.movable(item)))
    assert len(repr(shown).encode()) < 16_000


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_words_of_a_picture_are_large_and_stay_within_it(name, language):
    """A letter is a little over half as wide as it is high."""
    figure = BANK.items[name].figure
    texts = re.findall(
        r'<text class="[\w-]+" x="(\d+)" y="\d+" font-size="(\d+)"([^>]*)>\{\{([\w-]+)\}\}',
        figure.svg,
    )
    assert len(texts) == len(figure.texts)
    for x, size, more, key in texts:
        wide = 0.56 * int(size) * len(figure.texts[key][language])
        start = int(x) - wide / 2 if "middle" in more else int(x)
        assert int(size) >= 26
        assert start >= 24
        assert start + wide <= 700, f"{key}: {figure.texts[key][language]}"
