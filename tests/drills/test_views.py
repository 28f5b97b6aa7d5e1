"""Drilling through the pages: marking, naming, the reasoning, the end, in the middle another language."""

import pytest

from app.core.bundle import from_folder
from app.db.session import transaction
from app.drills.queries import sessions
from tests.assessment.sitting import speak
from tests.drills import drilling
from tests.drills.samples import bundle


@pytest.fixture
def drill(browser_of, cast):
    speak(cast, "asel", "en")
    drilling.patterns()
    return drilling.begin(browser_of("asel"))


def test_before_there_are_patterns_the_page_says_so(browser_of, cast):
    speak(cast, "asel", "en")
    assert "There are no cases yet" in browser_of("asel").get("/drills").text
    assert browser_of("asel").post("/drills", follow=False).status == 409


def test_the_way_in_offers_five_and_then_to_go_on(drill):
    page = drill.browser.get("/drills")
    assert page.links()["Go on"] == drill.at(1)
    assert "Answered: 0 of 5" in page.text


def test_a_case_shows_its_passages_all_names_and_three_steps(drill):
    page = drill.browser.get(drill.at(1))
    assert len([s for s in page.all("select") if s.get("name", "").startswith("passage")]) == 4
    assert {o.get("value") for o in page.all("option")} >= {"trafficking", "fraud", "no-offence"}
    assert [i.get("value") for i in page.all("input") if i.get("name") == "certainty"] == [
        "1",
        "2",
        "3",
    ]


def test_the_reasoning_follows_with_what_was_seen_and_missed(drill):
    page = drill.answer(1, **{"passage-1": "1", "passage-2": "3", "passage-4": "4"})
    assert page.status == 200
    for said in (
        "This is trafficking. It was called something lesser.",
        "The act: seen", "The means: missed", "You marked: The purpose", "The purpose: missed",
        "Shows nothing. You marked: An aggravation", "For legal review",
        "Evidence to look for", "What a wrong name would cost", "Кете алабы?",
    ):  # fmt: skip
        assert said in page.text or said == "Кете алабы?", said
    assert "/law/criminal-code/166" in page.links().values()
    assert page.links()["Next case"] == f"/drills/{drill.session_id}"


def test_a_confirmed_pattern_bears_no_warning(browser_of, cast):
    speak(cast, "asel", "en")
    confirmed = "review: {first: A. Lawyer, second: B. Lawyer}"
    drilling.patterns(
        {
            p: t.replace("review: {first: null, second: null}", confirmed)
            for p, t in bundle().items()
        }
    )
    assert "For legal review" not in drilling.begin(browser_of("asel")).answer(1).text


@pytest.mark.parametrize(
    "offence, named, says",
    [
        ("trafficking", "trafficking", "Named right."),
        ("fraud", "trafficking", "This is another offence."),
        ("no-offence", "trafficking", "This is no offence."),
        ("trafficking", "no-offence", "It was called something lesser."),
    ],
)
def test_the_verdict_says_what_was_wrong(offence, named, says, browser_of, cast):
    speak(cast, "asel", "en")
    drilling.patterns(
        {p: t.replace("offence: trafficking", f"offence: {offence}") for p, t in bundle().items()}
    )
    assert says in drilling.begin(browser_of("asel")).answer(1, offence=named).text


@pytest.mark.parametrize(
    "fields",
    [
        {"offence": ""},
        {"certainty": ""},
        {"offence": "treason"},
        {"certainty": "4"},
        {"shown": "xx"},
    ],
)
def test_what_is_missing_or_odd_is_asked_for_and_the_marks_stay(drill, fields):
    page = drill.answer(1, **{"passage-1": "2", **fields})
    assert page.status == 422
    assert page.form(drill.at(1))["passage-1"] == "2"
    assert drill.session().turns[0].answered_at is None


def test_odd_marks_are_nothing(drill):
    drill.answer(1, **{"passage-1": "77", "passage-2": "act", "passage-99": "1"})
    assert drill.session().turns[0].marks == {}


def test_in_the_middle_the_language_changes_and_nothing_is_lost(drill):
    fields = {"passage-1": "1", "offence": "fraud", "certainty": "3", "shown": "ky"}
    page = drill.browser.post(drill.at(1), {**fields, "language": "ru"})
    assert page.tree.get("lang") == "ru"
    assert "слово" in page.html
    form = page.form(drill.at(1))
    assert {name: form[name] for name in ("passage-1", "offence", "certainty")} == {
        "passage-1": "1", "offence": "fraud", "certainty": "3",
    }  # fmt: skip
    assert form["shown"] == "ru"
    assert drill.session().turns[0].answered_at is None
    drill.browser.send(page, drill.at(1))
    turn = drill.session().turns[0]
    assert (turn.language, turn.marks, turn.certainty) == ("ru", {"1": "act"}, 3)


def test_a_repeated_answer_is_harmless_and_changes_nothing(drill):
    drill.answer(1)
    for named in ("fraud", "trafficking"):
        again = drill.answer(1, offence=named, follow=False)
        assert again.status == 303
        assert again.response.headers["Location"] == f"{drill.at(1)}/reasoning"
    assert drill.session().turns[0].named == "fraud"


def test_a_case_ahead_leads_to_the_one_in_hand(drill):
    for path in (drill.at(3), f"{drill.at(1)}/reasoning", f"/drills/{drill.session_id}"):
        assert drill.browser.client.get(path).headers["Location"] == drill.at(1)
    assert drill.answer(3, follow=False).status == 409


def test_five_in_a_row_end_with_the_score_and_what_comes_back(drill):
    for place in range(1, 6):
        drill.answer(place, offence="trafficking" if place < 4 else "fraud")
    page = drill.browser.get(f"/drills/{drill.session_id}")
    assert "Five in a row" in page.text
    assert "3 / 5" in page.text
    assert "Trafficking called something lesser: 2" in page.text
    assert drill.browser.get("/drills").text.count("3 of 5 named right") == 1
    assert drilling.begin(drill.browser).session_id != drill.session_id


def test_another_person_is_shown_nothing(drill, browser_of, cast):
    drill.answer(1)
    for name in ("bek", "daniyar", "kanykei", "chynara", "nurlan", "maksat"):
        for path in (
            drill.at(1),
            drill.at(2),
            f"{drill.at(1)}/reasoning",
            f"/drills/{drill.session_id}",
        ):
            assert browser_of(name).get(path).status == 404
        assert (
            browser_of(name).post(drill.at(2), {"offence": "fraud", "certainty": "1"}).status == 404
        )


# ── every shipped pattern ─────────────────────────────────────────────────────


def test_all_shipped_patterns_are_taken_through_the_pages(browser_of, cast):
    with transaction():
        release = drilling.patterns(from_folder(drilling.SHIPPED))
    known, browser, met = sessions.patterns(release.id), browser_of("asel"), set()
    handles = {
        element: str(n)
        for n, element in enumerate(("act", "means", "purpose", "aggravation"), start=1)
    }
    while known.patterns.keys() - met:
        drill = drilling.begin(browser)
        for turn in drill.session().turns:
            one = known.patterns[turn.pattern]
            page = browser.get(drill.at(turn.place))
            assert one.passages[0].text["ky"].split()[0] in page.text
            marks = {
                f"passage-{n}": handles[p.shows]
                for n, p in enumerate(one.passages, start=1)
                if p.shows
            }
            page = drill.answer(turn.place, offence=one.offence, **marks)
            assert page.status == 200
            assert one.cost["ky"][:30] in page.text
            met.add(turn.pattern)
        assert all(turn.named == turn.offence for turn in drill.session().turns)
    print(f"fact patterns taken through the pages: {len(met)} / 60")
    assert len(met) >= 60
