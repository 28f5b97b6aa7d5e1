"""flask content …: what an import says of translations left behind, and withdrawing a release."""

import pytest

from app.accounts import queries as people
from app.core.clock import now
from app.curriculum import actions, queries, rules
from app.curriculum.models import ReleaseKind
from app.db.session import db, transaction
from app.journal import queries as journal
from app.learning import actions as learning
from app.learning import queries as studies
from tests import make
from tests.cast import BUILDER
from tests.curriculum.samples import COURSE, spoilt
from tests.curriculum.test_shipped import lay

REASON = "Lesson one cites an article that is no longer in force."
# The Russian text says something else; the Kyrgyz has stayed as it was.
LEFT_BEHIND = spoilt(COURSE, "010-first/010-signs.ru.md", "Закон", "По закону")


def run(app, *words: str):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["content", *words])


# ── import ────────────────────────────────────────────────────────────────────


def test_an_import_tells_what_a_translator_should_look_at(app, tmp_path):
    lay(tmp_path)
    with transaction():
        actions.import_shipped(tmp_path, by=BUILDER, at=now())
    lay(tmp_path, course=LEFT_BEHIND)
    told = []
    with transaction():
        actions.import_shipped(
            tmp_path, by=BUILDER, at=now(), note=lambda made, found: told.append((made, found))
        )
    [(made, found)] = told
    assert (made.name, made.number) == ("small", 2)
    assert "twin-older" in {problem.code for problem in found.warnings}


def test_the_command_prints_it_below_the_release(app, tmp_path):
    release = make.course()
    assert release.number == 1
    db.session.rollback()
    result = run(app, "import")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("law "))
    assert "warning long-sentence" in lines[place + 1]
    again = run(app, "import")
    assert "warning" not in again.output


# ── withdraw ──────────────────────────────────────────────────────────────────


def test_a_withdrawn_release_is_offered_to_nobody_and_the_one_before_is_again(app, browser_of):
    make.course()
    second = make.course(pass_mark=60)
    result = run(app, "withdraw", "course", "course", "--reason", REASON)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "course course 2: withdrawn",
        "course course 1: offered again",
    ]
    entry = journal.about("release", second.id)[0]
    assert (entry.what, entry.details) == ("release withdrawn", {"reason": REASON})
    browser_of("asel").post("/courses/course/enrolments")
    assert studies.enrolment_in(people.person_named("asel").id, "course").release.number == 1


def test_a_course_without_an_offered_release_is_gone_from_the_catalogue(app, cast, browser_of):
    enrolment = make.enrolment(cast.people["asel"])
    result = run(app, "withdraw", "course", "course", "--reason", REASON)
    assert result.output.splitlines()[-1] == "no release is offered"
    bek = browser_of("bek")
    assert bek.get("/courses/course").status == 404
    assert bek.post("/courses/course/enrolments").status == 404
    assert "/courses/course" not in bek.get("/courses").links().values()
    # Who studies it goes on, and is told.
    page = browser_of("asel").get(f"/study/{enrolment.id}")
    assert page.status == 200
    assert "This release was withdrawn" in page.main
    assert REASON in page.main
    lesson = browser_of("asel").get(f"/study/{enrolment.id}/lessons/lesson")
    assert lesson.status == 200


def test_who_studied_both_releases_comes_back_to_the_older_when_the_newer_is_withdrawn(app, cast):
    older = make.enrolment(cast.people["asel"])
    second = make.course(pass_mark=60)
    newer = make.enrolment(cast.people["asel"])
    assert newer.release_id == second.id
    run(app, "withdraw", "course", "course", "--reason", REASON)
    with transaction():
        person = people.person(cast.people["asel"].id)
        offered = queries.current_release("course")
        again = learning.enrol(person, offered, by=cast.asel, at=now())
    assert again.id == older.id


@pytest.mark.parametrize(
    "words, says",
    [
        (("course", "no-such-course", "--reason", REASON), "There is no course"),
        (("course", "course", "--reason", "no"), "10 to 500"),
        (("course", "course"), "--reason"),
        (("letter", "course", "--reason", REASON), "letter"),
    ],
)
def test_what_cannot_be_withdrawn_is_said(app, words, says):
    make.course()
    result = run(app, "withdraw", *words)
    assert result.exit_code != 0
    assert says in result.output
    assert queries.current_release("course") is not None


def test_what_courses_rest_on_keeps_one_release(app):
    make.course()
    result = run(app, "withdraw", "bank", "bank", "--reason", REASON)
    assert result.exit_code == 1
    assert "courses rest on it" in result.output
    assert queries.current_release("bank", ReleaseKind.BANK) is not None
    with pytest.raises(rules.NothingLeft), transaction():
        actions.withdraw(
            queries.current_release("bank", ReleaseKind.BANK), REASON, by=BUILDER, at=now()
        )


def test_a_second_import_does_not_bring_it_back(app, tmp_path):
    run(app, "import")
    run(app, "withdraw", "course", "police-first-response", "--reason", REASON)
    result = run(app, "import")
    assert "course police-first-response 1: withdrawn" in result.output
    assert queries.current_release("police-first-response") is None
