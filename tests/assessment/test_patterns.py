"""Fact patterns: what is read, every fault with its file and line, and the patterns that are shipped."""

from collections import Counter

import pytest

from app.assessment import pattern_checks, patterns
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.bundle import from_folder
from app.curriculum import law
from app.settings import ROOT
from tests.drills.samples import CITATIONS, bundle, pattern, spoilt

SHIPPED = from_folder(ROOT / "question_banks" / "qualification")
REGISTER, _PROBLEMS = law.read(from_folder(ROOT / "courses" / "_law"))


def faults(files, citations=CITATIONS):
    found, problems = patterns.read(files)
    if found is not None:
        pattern_checks.check(found, problems, known_citations=citations)
    return [(p.path, p.line, p.code) for p in problems.errors]


def test_the_sample_is_sound():
    assert faults(bundle()) == []


def test_what_is_shipped_is_sound():
    assert REGISTER is not None
    assert faults(SHIPPED, REGISTER.citations) == []


def test_sixty_patterns_are_shipped_and_half_of_them_are_trafficking():
    found, _problems = patterns.read(SHIPPED)
    assert found is not None
    named = Counter(pattern.offence for pattern in found.patterns.values())
    of_trafficking = sum(n for name, n in named.items() if found.offences[name].trafficking)
    print(f"fact patterns: {len(found.patterns)} / 60, of trafficking: {of_trafficking} / 30")
    assert len(found.patterns) >= 60
    assert of_trafficking >= 30
    assert len(found.offences) == 15
    # Each setting is met, and each name but for those that only tempt is right somewhere.
    assert {p.field for p in found.patterns.values()} == set(found.settings) - unused_settings(
        found
    )
    assert set(named) == set(found.offences)


def unused_settings(found):
    return {"wages", "prostitution", "fraud"} - {p.field for p in found.patterns.values()}


@pytest.mark.parametrize("name", sorted(p for p in SHIPPED if p != patterns.HEAD))
def test_every_shipped_pattern_says_all_in_both_languages(name):
    found, _problems = patterns.read(SHIPPED)
    assert found is not None
    one = next(p for p in found.patterns.values() if found.paths[p.id] == name)
    for language in CONTENT_LANGUAGES:
        words = sum(len(passage.text[language].split()) for passage in one.passages)
        assert 60 <= words <= 150, f"{words} words in {language}"
        assert all(getattr(one, key)[language] for key in ("reasoning", "look_for", "cost"))


PATH = "wages/one.yaml"
FAULTS = {
    "a word too few": (PATH, "dropped", 6, "story-length"),
    "an unknown element": (PATH, ("shows: act", "shows: motive"), 8, "not-a-choice"),
    "an unknown offence": (PATH, ("offence: trafficking", "offence: treason"), 5, "unknown-offence"),
    "an unknown temptation": (PATH, ("tempting: fraud", "tempting: treason"), 16, "unknown-tempting"),
    "the right name as the tempting one": (
        PATH, ("tempting: fraud", "tempting: trafficking"), 16, "tempting-is-right",
    ),
    "an unknown field": (PATH, ("field: work", "field: sea"), 3, "unknown-field"),
    "another folder": (PATH, ("distinction: wages", "distinction: fraud"), 2, "other-folder"),
    "a citation that is not in the register": (
        PATH, ("criminal-code/166]", "criminal-code/999]"), 20, "unknown-citation",
    ),
    "no Russian reasoning": (PATH, (', ru: "Потому что."', ""), 17, "missing"),
    "no cost": (PATH, ('cost: {ky: "Баасы.", ru: "Цена."}\n', ""), 1, "missing"),
    "no lawyers": (PATH, ("review: {first: null, second: null}\n", ""), 1, "missing"),
    "one lawyer only": (PATH, ("first: null, ", ""), 21, "missing"),
    "no act in trafficking": (PATH, ("shows: act", "shows: means"), 6, "element-missing"),
    "an id twice": ("wages/two.yaml", "copied", 1, "repeated-id"),
    "an offence of no act of the register": (
        "patterns.yaml", ("cites: criminal-code/209", "cites: criminal-code/9"), 9, "unknown-citation",
    ),
    "trafficking that is lesser": (
        "patterns.yaml", ("trafficking: true, lesser: false", "trafficking: true, lesser: true"),
        8, "lesser-trafficking",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_told_with_its_file_and_line(name):
    path, change, line, code = FAULTS[name]
    assert (path, line, code) in faults(spoilt(path, change))


def test_all_faults_are_told_at_once():
    files = spoilt(PATH, ("tempting: fraud", "tempting: treason"))
    files["wages/two.yaml"] = pattern("two").replace("offence: trafficking", "offence: treason")
    assert {code for _path, _line, code in faults(files)} == {"unknown-tempting", "unknown-offence"}


def test_without_its_head_nothing_is_read():
    files = {name: text for name, text in bundle().items() if name != patterns.HEAD}
    assert patterns.read(files)[0] is None
    assert (patterns.HEAD, 1, "missing-file") in faults(files)
