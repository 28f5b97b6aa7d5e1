"""The tests whose figures one may see, and one test as a whole."""

from dataclasses import replace

from flask import Blueprint, render_template

from app.assessment import access, analysis
from app.assessment.gains import Gain
from app.core import clock
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course, Quiz
from app.learning import activities
from app.statistics import questions, rules
from app.statistics.queries import attempts, gains
from app.statistics.queries.reading import Reading
from app.statistics.rules import WHICH, Which
from app.statistics.views.asked import About, about
from app.web.access import actor, duty
from app.web.language import percent

bp = Blueprint("statistics_tests", __name__)

# As many of the gravest stand on the page of the test; the others are on the page of questions.
_TO_LOOK_AT = 6


@bp.get("/statistics")
@duty(*access.LIBRARIANS)
def index():
    sizes = attempts.sizes(access.reach(actor()), clock.today())
    by_test = {(size.release_id, size.test): size for size in sizes}
    found = attempts.releases([size.release_id for size in sizes])
    courses = [(release, curriculum.course(release.id)) for release in found]
    return render_template(
        "statistics/index.html", courses=courses, sizes=by_test, fewest=rules.FEWEST_SHOWN
    )


@bp.get("/statistics/<int:release_id>/<test>")
@duty(*access.LIBRARIANS)
def show(release_id: int, test: str):
    page = about(release_id, test)
    read = page.read()
    return render_template("statistics/test.html", **frame(page, read), **_figures(page, read))


def frame(page: About, read: Reading) -> dict[str, object]:
    """What every page about a test says on top."""
    return {
        "about": page,
        "read": read,
        "is_shown": rules.is_shown(read.people),
        "fewest": rules.FEWEST_SHOWN,
        "choices": WHICH,
        "releases": _releases(page),
    }


def _releases(page: About) -> list[Release]:
    """Of the course, those that hold this test."""
    found = attempts.releases_of(page.release.name)
    return [release for release in found if curriculum.course(release.id).quiz(page.quiz.id)]


def _figures(page: About, read: Reading) -> dict[str, object]:
    if not rules.is_shown(read.people):
        return {}
    banks = [bank for _used, bank in read.bank_releases()]
    found = questions.questions(read.sums, banks)
    counts = rules.distribution(read.sums.levels)
    flagged = [one for one in found if one.flags]
    return {
        "whole": analysis.of_test(read.sums),
        "counts": counts,
        "columns": _columns(counts),
        "flagged": flagged,
        "first": flagged[:_TO_LOOK_AT],
        "looks": rules.LOOKS,
        "questions": found,
        "grades": questions.grades(found),
        "by_language": questions.scores_by_language(read.sat),
        "gain": _gain(page, read),
        "most": rules.MOST_IN_SPREADSHEET,
        "least": rules.FEWEST_IN_FILE,
    }


def _columns(counts: tuple[int, ...]) -> list[tuple[str, float, str]]:
    """Label, height from 0 to 1, and the share in words, for the chart."""
    whole, highest = sum(counts), max(counts)
    step = 100 // rules.CLASSES
    return [(str(step * place), n / highest, percent(n / whole)) for place, n in enumerate(counts)]


def _gain(page: About, read: Reading) -> tuple[Quiz, Quiz, Gain] | None:
    """On the pages of the two tests; of each person one attempt at each."""
    pair = next((pair for pair in _pairs(page.course) if page.quiz in pair), None)
    if pair is None:
        return None
    pre, post = (_scores(page, read, quiz.id) for quiz in pair)
    return *pair, gains.gain(pre, post)


def _scores(page: About, read: Reading, test: str) -> dict[int, float]:
    which = Which.FIRST if page.which is Which.ALL else page.which
    asked = replace(page.asked, test=test, which=which)
    is_read = asked == read.asked and not read.left_out
    return gains.scores_of(read.sat) if is_read else gains.scores(asked)


def _pairs(course: Course) -> list[tuple[Quiz, Quiz]]:
    """Each pre-test with its post-test; where the course has none, with the final test."""
    pres = [quiz for quiz in course.quizzes if quiz.kind == "pre"]
    pairs = [(pre, post) for post in course.quizzes for pre in pres if _of(course, post) == pre.id]
    finals = [quiz for quiz in course.quizzes if quiz.id == course.final]
    return pairs or [(pre, final) for pre in pres[:1] for final in finals]


def _of(course: Course, post: Quiz) -> str | None:
    """Of which test it is the pair."""
    found = activities.quiz(course, post.id)
    return found.parallel_to if found else None
