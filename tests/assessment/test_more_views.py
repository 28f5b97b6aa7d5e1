"""The pages of the kinds that came after the first six: answered by hand, read only, looked through, their result."""

import pytest

from tests import make
from tests.assessment import more_kinds, samples
from tests.assessment.sitting import sit, take_seat
from tests.assessment.test_result_views import section
from tests.browser import words

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
TOPIC = '  - {id: more, title: {ky: "Дагы", ru: "Ещё"}}\n'


def files(*kinds):
    """Of a bank with a topic of its own for these."""
    questions = {f"more/e-{kind}.yaml": samples.text_of(kind, name=f"e-{kind}") for kind in kinds}
    return {"bank.yaml": samples.HEAD + TOPIC, **more_kinds.MEDIA, **questions}


@pytest.fixture
def sitting(browser_of, cast):
    make.bank(files(*more_kinds.MARKED))
    return sit(browser_of, cast, draw="[{topic: more, count: 4}]")


@pytest.fixture
def writing_sitting(browser_of, cast):
    make.bank(files("essay"))
    return sit(browser_of, cast, draw="[{topic: more, count: 1}]")


GIVEN = {
    "cloze": {"gap-1": "2", "gap-2": "башка"},
    "hotspot": {"choices": "3"},
    "evidence-matrix": {"evidence-1": "2", "evidence-3": "1"},
    "mark-the-text": {"passage-1": "2", "passage-5": "3"},
}


@pytest.mark.parametrize("kind", more_kinds.MARKED)
def test_every_kind_can_be_answered_and_shows_the_answer_again(sitting, kind):
    place = sitting.place(kind)
    assert "Not answered yet." in sitting.question(place).main
    page = sitting.by_hand(place, **GIVEN[kind], then="stay")
    assert page.form(sitting.at(place)).items() >= GIVEN[kind].items()
    assert "Saved:" in page.main
    assert [answer.place for answer in sitting.answers()] == [place]


@pytest.mark.parametrize("kind", more_kinds.MARKED)
def test_in_another_window_nothing_can_be_filled_in(sitting, kind):
    take_seat(sitting, "of another window")
    page = sitting.question(sitting.place(kind))
    fields = [f for tag in ("input", "select") for f in page.all("main")[0].iter(HTML + tag)]
    fields = [f for f in fields if f.get("type") != "hidden"]
    assert fields
    assert all({"disabled", "readonly"} & set(f.attrib) for f in fields)
    assert "js/sitting." not in page.html


def test_gaps_stand_in_the_text_with_their_numbers(sitting):
    page = sitting.question(sitting.place("cloze"))
    passage = next(p for p in page.all("p") if p.get("class") == "cloze")
    assert words(passage).startswith("Алдоо – (1)")
    assert words(passage).endswith(", кулчулук – (2) .")
    fields = [f for f in passage.iter() if f.get("name")]
    assert [f.get("aria-label") for f in fields] == ["Gap (1)", "Gap (2)"]


def test_each_place_in_the_picture_leads_to_its_choice(sitting):
    page = sitting.question(sitting.place("hotspot"))
    (picture,) = page.all("img")
    assert picture.get("alt") == "Тил кат: күнү, карызы, акысы"
    assert picture.get("src", "").startswith("data:image/svg+xml,")
    (drawn,) = [s for s in page.tree.iter(SVG + "svg") if s.get("viewBox") == "0 0 720 400"]
    tapped = {label.get("for") for label in drawn.iter(HTML + "label")}
    listed = {
        i.get("id"): words(label) for label in page.all("label") for i in label.iter(HTML + "input")
    }
    assert tapped == set(listed)
    assert list(listed.values()) == ["A. Күнү", "B. Карыз", "C. Акы"]
    assert [words(text) for text in drawn.iter(SVG + "text")] == ["A", "B", "C"]


def test_a_place_of_which_one_is_chosen_is_a_radio_button(browser_of, cast):
    own = "choose: one\n" + more_kinds.OWN["hotspot"].replace(", right: true", "", 1)
    text = samples.text_of("hotspot", name="e-hotspot", own=own)
    make.bank(files("hotspot") | {"more/e-hotspot.yaml": text})
    page = sit(browser_of, cast, draw="[{topic: more, count: 1}]").question(1)
    assert "Choose one place in the picture." in page.main
    assert len([i for i in page.all("input") if i.get("type") == "radio"]) == 3


def test_each_piece_of_evidence_is_a_group_with_its_name(sitting):
    page = sitting.question(sitting.place("evidence-matrix"))
    groups = {words(next(group.iter(HTML + "legend"))): group for group in page.all("fieldset")}
    for name in ("Билет", "Дептер", "Аба ырайы"):
        assert [words(label) for label in groups[name].iter(HTML + "label")] == [
            "Аракет", "Ыкма", "Максат",
        ]  # fmt: skip


def test_a_story_has_a_list_for_each_passage_and_markers_for_scripts(sitting):
    page = sitting.question(sitting.place("mark-the-text"))
    story = next(ol for ol in page.all("ol") if ol.get("class") == "story")
    assert [words(label) for label in story.iter(HTML + "label")][1] == "Аны алып барышты."
    markers = next(div for div in page.all("div") if "data-markers" in div.attrib)
    assert "hidden" in markers.attrib
    buttons = [words(button) for button in markers.iter(HTML + "button")]
    assert buttons == ["Nothing", "Аракет", "Ыкма", "Максат"]
    assert [words(o) for o in list(story.iter(HTML + "select"))[0]] == buttons
    assert "js/sitting." in page.html


SAID = {
    "cloze": ("Алдоо – (1) → ыкма", ", кулчулук – (2) → максат"),
    "hotspot": ("B. Карыз", "C. Акы"),
    "evidence-matrix": ("Билет → Аракет", "Дептер → Ыкма, Максат"),
    "mark-the-text": ("Аны алып барышты. → Аракет", "Акысыз иштетишти. → Максат"),
}


@pytest.mark.parametrize("kind", more_kinds.MARKED)
def test_own_and_right_answer_of_every_kind(sitting, kind):
    sitting.answer_right(kind)
    place = sitting.place(kind)
    other = next(n for n in range(1, 5) if n != place)
    assert all(
        said in sitting.browser.get(f"{sitting.address}/hand-in").main for said in SAID[kind]
    )
    page = sitting.hand_in()
    own, missing = section(page, place), section(page, other)
    assert all(said in own for said in SAID[kind])
    assert "Right answer" not in own
    assert "Nothing was answered." in missing
    assert "Right answer" in missing


def test_a_partly_right_answer_says_how_much(sitting):
    place = sitting.place("mark-the-text")
    sitting.by_hand(place, **{"passage-2": "1", "passage-3": "3"})
    said = section(sitting.hand_in(), place)
    assert "Partly right: 33" in said
    assert "Дверь" not in said


# ── essay ─────────────────────────────────────────────────────────────────────


def test_an_essay_is_written_in_paragraphs_and_shown_again(writing_sitting):
    page = writing_sitting.question(1)
    for said in (
        "People will mark this answer.",
        "Фактылар",
        "Words asked for: 5 to 50. In the saved answer: 0.",
    ):
        assert said in page.main
    assert "Үлгү жооп" not in page.html
    assert "жарым" not in page.html
    page = writing_sitting.by_hand(1, text="Бир эки.\r\n\r\nҮч <b>төрт</b>.", then="stay")
    assert page.form(writing_sitting.at(1))["text"] == "Бир эки.\n\nҮч <b>төрт</b>."
    assert "In the saved answer: 4." in page.main
    take_seat(writing_sitting, "of another window")
    (field,) = writing_sitting.question(1).all("textarea")
    assert "readonly" in field.attrib
