"""What the guide prints works as printed."""

from app.core.problems import Problems
from app.curriculum import queries as curriculum
from app.scenarios import checks, play, queries
from tests.scenarios import worked


def test_the_scenario_of_the_guide_has_no_problem():
    scenario, problems = worked.read()
    report = checks.check(scenario, problems)
    assert [problem.english() for problem in problems] == []
    assert report.whole and report.scenes == 5 and report.endings == 2
    assert report.most >= scenario.file.scoring.full


def test_the_scenario_of_the_guide_can_be_released_and_played(app):
    release = worked.release()
    scenario = queries.of_course(curriculum.course(release.id), worked.ID)
    run = play.replay(scenario, [{"choice": "laugh"}])
    assert play.is_over(scenario, run.state)
    assert scenario.title["ru"] == scenario.title["ky"] + worked.RUSSIAN


def test_a_spoilt_copy_of_it_is_found():
    logic, _words = worked.printed()
    scenario, _problems = worked.read(logic=logic.replace("begins: corridor", "begins: cellar"))
    problems = Problems()
    assert checks.check(scenario, problems) is None
    assert [problem.code for problem in problems] == ["unknown-scene"]
