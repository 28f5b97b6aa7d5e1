"""The twins of a scenario: which texts there must be, what is wrong in a file and on which line."""

import pytest

from app.core.problems import Problems
from app.core.shapes import LONGEST_TEXT
from app.scenarios import words
from app.scenarios.words import LONGEST_LABEL, Twin
from tests.scenarios import worked
from tests.scenarios.scenes import SCENES

# Places within a scene of the kind, beside its title and text; with a question mark those that may be left out.
WANTED = {
    "narrative": {"choices.on.label", "choices.on.outcome?", "choices.on.why?"},
    "dialogue": {
        "questions.safe.label", "questions.safe.why", "questions.safe.outcome",
        "questions.blame.label", "questions.blame.why", "questions.blame.outcome", "questions.blame.review",
        "choices.on.label", "choices.on.why?", "choices.on.outcome?",
    },
    "document": {
        "blanks.article.label", "blanks.article.why", "blanks.article.options.trafficking", "blanks.article.options.fraud",
        "blanks.means.label", "blanks.means.why", "blanks.means.options.debt", "blanks.means.options.force",
        "blanks.means.options.love", "blanks.facts.label", "blanks.facts.why",
        "outcomes.sound", "outcomes.sound-review", "outcomes.weak",
    },
    "qualification": {"offences.trafficking", "offences.fraud", "why", "outcomes.sound", "outcomes.weak"},
    "matrix": {"rows.act", "rows.means", "why", "outcomes.sound", "outcomes.weak"},
    "hearing": {
        "choices.grant.label", "choices.grant.why", "choices.grant.outcome?",
        "choices.refuse.label", "choices.refuse.why", "choices.refuse.outcome?",
        "reasons.options.fear", "reasons.options.age", "reasons.options.haste", "reasons.why",
    },
    "writing": {"criteria.facts", "criteria.law", "why"},
    "ending": set(),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(WANTED))
def test_each_kind_of_scene_wants_its_texts(kind):
    file = worked.scenario().file.model_copy(update={"scenes": {"here": SCENES[kind]}})
    want = words.wanted(file)
    within = {
        mark: {".".join(place[2:]) for place in places if place[:2] == ("scenes", "here")}
        for mark, places in (("", want.needed), ("?", want.allowed))
    }
    found = {place + mark for mark, places in within.items() for place in places}
    assert found == WANTED[kind] | {"title", "text"}
    assert not want.needed & want.allowed


def test_the_case_wants_names_and_titles_of_all_it_declares():
    want = words.wanted(worked.scenario().file)
    outside = {".".join(place) for place in want.needed if place[0] != "scenes"}
    assert outside == {
        "title", "summary", "notes.heard", "deadlines.report", "exhibits.passport.title", "exhibits.passport.text",
        "characters.landlady.name", "characters.landlady.role", "characters.aizada.name", "characters.aizada.role",
    }  # fmt: skip
    assert ("characters", "aizada", "about") in want.allowed


PLAIN = {
    "title": True,
    "summary": False,
    "scenes.a.title": True,
    "scenes.a.text": False,
    "scenes.a.passages.p": False,
    "scenes.a.choices.b.label": True,
    "scenes.a.choices.b.why": False,
    "scenes.a.choices.b.outcome": False,
    "scenes.a.blanks.c.options.d": True,
    "scenes.a.offences.fraud": True,
    "scenes.a.rows.act": True,
    "scenes.a.criteria.law": True,
    "scenes.a.reasons.options.fear": True,
    "scenes.a.reasons.why": False,
    "scenes.a.outcomes.sound": False,
    "characters.x.name": True,
    "characters.x.about": False,
    "exhibits.x.text": False,
    "deadlines.x": True,
    "notes.x": False,
}


@pytest.mark.parametrize("place", list(PLAIN))
def test_names_titles_and_labels_are_plain_and_the_rest_is_markdown(place):
    assert words.is_plain(tuple(place.split("."))) is PLAIN[place]


def told(problems: Problems) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]


# What the file holds; line and code of each problem; what is read all the same.
FILES = {
    "a tree": ("title: Кат\nscenes:\n  a: {text: Бар}\n", [], {("title",): "Кат", ("scenes", "a", "text"): "Бар"}),
    "a list": ("- Кат\n", [(1, "not-keys")], None),
    "a number": ("summary: Бар\ntitle: 5\n", [(2, "not-a-text")], {("summary",): "Бар"}),
    "a list of texts": ("title: [Кат]\n", [(1, "not-a-text")], {}),
    "nothing": ("title:\n", [(1, "not-a-text")], {}),
    "an empty text": ("summary: Бар\n\ntitle: '  '\n", [(3, "empty-text")], {("summary",): "Бар"}),
    "a long label": (f"title: {'a' * (LONGEST_LABEL + 1)}\n", [(1, "long-text")], {}),
    "the longest label": (f"title: {'a' * LONGEST_LABEL}\n", [], {("title",): "a" * LONGEST_LABEL}),
    "a long text": (f"summary: {'a' * (LONGEST_LABEL + 1)}\n", [], {("summary",): "a" * (LONGEST_LABEL + 1)}),
    "too long a text": (f"summary: {'a' * (LONGEST_TEXT + 1)}\n", [(1, "long-text")], {}),
    "loose letters": ("title: и\u0306\n", [], {("title",): "й"}),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_is_read_and_its_faults_are_named(name):
    text, faults, texts = FILES[name]
    problems = Problems()
    twin = words.read(text, "case.scenario.ky.yaml", problems)
    assert told(problems) == faults
    assert (twin.texts if twin else None) == texts
    assert all(problem.path == "case.scenario.ky.yaml" for problem in problems)


# A place of the guide's case; in which twins it stands; in which it is then missed; whether both say it together.
TWINS = {
    "in both": (("scenes", "corridor", "text"), "ky ru", "", True),
    "in Kyrgyz alone": (("scenes", "corridor", "text"), "ky", "ru", False),
    "in neither": (("scenes", "corridor", "text"), "", "ky ru", False),
    "may be left out of both": (("characters", "aizada", "about"), "", "", False),
    "may not be left out of one": (("characters", "aizada", "about"), "ru", "ky", False),
}


@pytest.mark.parametrize("name", list(TWINS))
def test_a_text_stands_in_both_twins_or_is_missed(name):
    place, there, missed, together = TWINS[name]
    scenario, _problems = worked.read()
    twins = {}
    for language in ("ky", "ru"):
        said = {one: text[language] for one, text in scenario.texts.items()}
        if language not in there:
            del said[place]
        twins[language] = Twin(language, said, dict.fromkeys(said, 7))
    problems = Problems()
    texts = words.together(twins, words.wanted(scenario.file), problems)
    found = sorted((one.path, one.code) for one in problems)
    assert found == [(language, "missing-twin") for language in missed.split()]
    assert (place in texts) is together


def test_a_text_that_nothing_asks_for_is_named_with_its_line():
    scenario, _problems = worked.read()
    said = {place: text["ky"] for place, text in scenario.texts.items()}
    more = {**said, ("scenes", "cellar", "title"): "Жер төлө"}
    lines = dict.fromkeys(more, 3) | {("scenes", "cellar", "title"): 9}
    problems = Problems()
    twins = {"ky": Twin("ky", more, lines), "ru": Twin("ru", said, lines)}
    words.together(twins, words.wanted(scenario.file), problems)
    assert [one.path for one in problems] == ["ky"]
    assert told(problems) == [(9, "unknown-text")]


def test_questions_and_choices_of_a_talk_are_told_apart_though_they_say_the_same():
    talk = SCENES["dialogue"]
    twin = talk.model_copy(update={"choices": (talk.questions[0].model_copy(),)})
    assert words.group(twin, twin.questions[0]) == "questions"
    assert words.group(twin, twin.choices[0]) == "choices"
