"""A walkthrough as part of a course: begun, gone on with, left, counted; what the pages say; who gets in."""

import pytest

from app.db.session import db
from app.learning import following, pdf, queries, wording
from app.scenarios import queries as scenarios
from app.scenarios.models import RunState
from tests import make
from tests.learning import walking
from tests.learning.walking import BADLY, FIRST, JUDGE, LAST, POLICE, WELL
from tests.statements import statements


@pytest.fixture
def mine(app, cast):
    return walking.enrolled(cast.people["asel"]).id


@pytest.fixture
def asel(mine, browser_of):
    return browser_of("asel")


def begin(browser, mine, scenario=POLICE, **more):
    return browser.post(f"/study/{mine}/runs", {"scenario": scenario, **more}, follow=False)


def open_runs(mine):
    db.session.rollback()
    return [
        (run.scenario, run.number, run.state) for run in scenarios.of_context(f"enrolment:{mine}")
    ]


def completion(mine):
    db.session.rollback()
    return queries.completion(mine)


# ---- Beginning ----


def test_beginning_leads_to_the_case_and_twice_is_once(asel, mine):
    answer = begin(asel, mine)
    assert answer.status == 303
    address = answer.response.headers["Location"]
    assert asel.get(address).status == 200
    assert begin(asel, mine).response.headers["Location"] == address
    assert open_runs(mine) == [(POLICE, 1, RunState.OPEN)]


def test_an_open_run_is_left_only_when_that_is_asked_for(asel, mine):
    first = begin(asel, mine).response.headers["Location"]
    again = begin(asel, mine, again="1").response.headers["Location"]
    assert again != first
    assert open_runs(mine) == [(POLICE, 2, RunState.OPEN), (POLICE, 1, RunState.LEFT)]


def test_a_finished_run_stays_finished_when_it_is_played_again(asel, mine):
    walking.play(mine, *BADLY)
    begin(asel, mine, again="1")
    assert open_runs(mine) == [(POLICE, 2, RunState.OPEN), (POLICE, 1, RunState.FINISHED)]


@pytest.mark.parametrize(
    "typed", [{}, {"scenario": ""}, {"scenario": "nowhere"}, {"scenario": FIRST}]
)
def test_what_is_no_walkthrough_of_the_course_is_not_there(asel, mine, typed):
    assert asel.post(f"/study/{mine}/runs", typed).status == 404
    assert open_runs(mine) == []


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("asel", 303),
        ("bek", 404),
        ("daniyar", 404),
        ("chynara", 404),
        ("kanykei", 404),
        ("guest", 401),
    ],
)
def test_one_begins_runs_of_ones_own_enrolment(mine, browser_of, name, status):
    answer = begin(browser_of(name), mine)
    assert answer.status == status
    assert bool(open_runs(mine)) == (name == "asel")


# ---- What comes next ----


def test_after_the_lessons_before_them_the_case_of_the_own_chair_comes_first(asel, mine):
    page = asel.get(f"/study/{mine}")
    assert "Begin with the first lesson" in page.main
    walking.read(mine, FIRST)
    page = asel.get(f"/study/{mine}")
    assert "Play a case from a chair" in page.main
    assert page.form(f"/study/{mine}/runs")["scenario"] == POLICE
    begin(asel, mine, JUDGE)
    page = asel.get(f"/study/{mine}")
    assert "Go on with your case" in page.main
    assert page.form(f"/study/{mine}/runs")["scenario"] == JUDGE


def following_for(mine, *professions):
    db.session.rollback()
    study = queries.study(queries.enrolment(mine))
    found = following.following(study.course, study.standing, professions)
    return found.id if found else None


def test_a_judge_is_shown_the_judge_and_whoever_has_finished_another(cast):
    mine = walking.enrolled(cast.people["maksat"], finished=2).id
    assert following_for(mine, "judge") == FIRST
    walking.read(mine, FIRST)
    assert following_for(mine, "judge") == JUDGE
    walking.play(mine, *WELL, scenario=JUDGE)
    assert following_for(mine, "judge") == POLICE
    walking.play(mine, *BADLY)
    assert following_for(mine, "judge") == LAST
    walking.read(mine, LAST)
    assert following_for(mine, "judge") is None


def test_who_was_not_competent_is_shown_the_case_again(cast):
    mine = walking.enrolled(cast.people["asel"], finished=2).id
    walking.read(mine, FIRST, LAST)
    walking.play(mine, *BADLY)
    assert following_for(mine, "police") == JUDGE
    walking.play(mine, *BADLY, scenario=JUDGE)
    assert following_for(mine, "police") == POLICE


def test_behind_a_lesson_stands_the_course_when_a_case_follows(asel, mine):
    answer = asel.post(f"/study/{mine}/lessons", {"lesson": FIRST}, follow=False)
    assert answer.response.headers["Location"].endswith(f"/study/{mine}#next")
    page = asel.get(f"/study/{mine}/lessons/{FIRST}")
    assert "Back to the course" in page.main


def test_a_lesson_that_is_not_named_is_asked_for_again(asel, mine):
    assert asel.post(f"/study/{mine}/lessons", {}).status == 422


# ---- The outline ----


def test_the_outline_says_how_each_case_stands(asel, mine):
    page = asel.get(f"/study/{mine}")
    assert page.main.count("not yet begun") == 2
    assert "Walkthrough · Judge" in page.main
    run = walking.play(mine, *WELL)
    page = asel.get(f"/study/{mine}")
    assert page.main.count("not yet begun") == 1
    assert "100 %" in page.main.replace("\xa0", " ")
    assert f"/runs/{run.id}/debrief" in page.links().values()
    begin(asel, mine)
    assert "begun on" in asel.get(f"/study/{mine}").main


def test_the_best_run_is_shown_and_the_last_can_be_read_too(asel, mine):
    best, last = walking.play(mine, *WELL), walking.play(mine, *BADLY)
    page = asel.get(f"/study/{mine}")
    assert {f"/runs/{best.id}/debrief", f"/runs/{last.id}/debrief"} <= set(page.links().values())
    assert "100" in page.main


def test_the_catalogue_lists_them_with_chair_and_minutes(asel):
    page = asel.get("/courses/walkthroughs")
    assert page.main.count("Walkthrough") >= 2
    assert "Judges · 20 min" in page.main.replace("\xa0", " ")
    assert "pass the final test" not in page.main


# ---- Completing ----


def test_a_course_is_complete_with_the_run_that_was_missing(asel, mine):
    walking.read(mine, FIRST, LAST)
    walking.play(mine, *BADLY)
    assert completion(mine) is None
    run = walking.play(mine, *WELL)
    done = completion(mine)
    assert (done.facts["runs"], done.facts["final"], done.facts["attempt"]) == (
        [run.id],
        None,
        None,
    )
    assert done.at == run.ended_at
    assert done.rule_version == "2026-3"
    page = asel.get(f"/study/{mine}")
    assert "You have completed this course" in page.main


def test_or_with_the_lesson_that_was_missing(mine):
    walking.play(mine, *WELL)
    walking.read(mine, FIRST)
    assert completion(mine) is None
    walking.read(mine, LAST)
    assert completion(mine) is not None


def test_a_worse_run_later_takes_nothing_away(asel, mine):
    walking.read(mine, FIRST, LAST)
    run = walking.play(mine, *WELL)
    walking.play(mine, *BADLY)
    page = asel.get(f"/study/{mine}/why")
    assert "Every rule is met" in page.main
    assert f"/runs/{run.id}/debrief" in page.links().values()
    assert completion(mine).facts["runs"] == [run.id]


def test_why_one_is_not_complete_names_what_was_played_so_far(asel, mine):
    assert "of these as competent: 1" in asel.get(f"/study/{mine}/why").main
    run = walking.play(mine, *BADLY)
    page = asel.get(f"/study/{mine}/why")
    assert "Not yet competent" in page.main
    assert f"/runs/{run.id}/debrief" in page.links().values()


def test_a_certificate_without_a_final_test_says_no_percent(asel, mine, cast):
    walking.read(mine, FIRST, LAST)
    walking.play(mine, *WELL)
    db.session.rollback()
    ((given, _revoked),) = queries.certificates(cast.people["asel"].id)
    assert given.words["percent"] is None
    page = asel.get(f"/certificates/{given.number}")
    assert page.status == 200
    assert "Итоговый тест" not in page.main
    assert "Genuine and valid" in asel.get(f"/verify/{given.code}").main
    paper = wording.page(given.words, address="a", qr=pdf.qr("a"), key_id="k", signature="s")
    assert pdf.certificate(paper).startswith(b"%PDF")


# ---- What it costs ----


def test_other_courses_pay_nothing_for_walkthroughs(cast, browser_of):
    enrolment = make.enrolment(cast.people["bek"])
    db.session.rollback()
    with statements() as asked:
        queries.study(queries.enrolment(enrolment.id))
    assert not [one for one in asked if " run" in one]


def test_the_page_costs_the_same_however_often_one_played(asel, mine):
    def cost():
        asel.get(f"/study/{mine}")
        with statements() as asked:
            asel.get(f"/study/{mine}")
        return len(asked)

    walking.play(mine, *BADLY)
    before = cost()
    for _ in range(3):
        walking.play(mine, *BADLY)
    walking.play(mine, *WELL, scenario=JUDGE)
    assert cost() == before
