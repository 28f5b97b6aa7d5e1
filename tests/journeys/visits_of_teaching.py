"""Pages of drills, marking, questions and statistics, and their states."""

from tests.journeys.deeds import send, send_surely, typed
from tests.journeys.visit import Visit


def _drills() -> list[Visit]:
    who = "trainee-police"
    return [
        Visit("newcomer", "drills_sessions.index", "/drills", says="nothing done"),
        Visit("newcomer", "drills_figures.show", "/drills/figures", says="nothing answered"),
        Visit(who, "drills_sessions.index", "/drills"),
        Visit(who, "drills_sessions.turn", "/drills/{drill}/3"),
        Visit(who, "drills_sessions.turn", "/drills/{drill}/3", 422, send, "nothing"),
        Visit(who, "drills_results.reasoning", "/drills/{drill}/1/reasoning"),
        Visit(who, "drills_results.show", "/drills/{drilled}"),
        Visit(who, "drills_figures.show", "/drills/figures"),
        Visit("head", "drills_figures.show", "/drills/figures?of=all"),
        Visit("auditor", "drills_figures.show", "/drills/figures?of=region:osh"),
    ]


def _markers() -> list[Visit]:
    show, result = "assessment_marking.show", "assessment_result.show"
    return [
        Visit("trainer", "home.start", "/", says="essays wait"),
        Visit("trainer", "assessment_marking.index", "/markings"),
        Visit("trainer", show, "/markings/{untaken}", says="to take"),
        Visit("trainer", show, "/markings/{held}", says="taken"),
        Visit("trainer", show, "/markings/{held}", 422, send_surely, "nothing chosen"),
        Visit("trainer", show, "/markings/{marked}", says="marked"),
        Visit("reviewer", result, "/attempts/{judged}/result", says="judged"),
        Visit("reviewer", "home.start", "/", says="being marked"),
        Visit("reviewer", result, "/attempts/{being-marked}/result", says="being marked"),
    ]


def _walkthroughs() -> list[Visit]:
    """A scene of each kind, what is said of a form that is not whole, the end, and those who read the texts."""
    show, over = "scenarios_runs.show", "{run-over}/debrief"
    judge, prosecutor, lawyer = "trainee-judge", "trainee-prosecutor", "trainee-lawyer"
    return [
        Visit(judge, show, "{run-narrative}"),
        Visit(prosecutor, show, "{run-dialogue}"),
        Visit(judge, show, "{run-document}"),
        Visit(judge, show, "{run-qualification}"),
        Visit(judge, show, "{run-matrix}"),
        Visit(judge, show, "{run-hearing}"),
        Visit(prosecutor, show, "{run-writing}"),
        Visit(prosecutor, show, "{run-writing}", 422, typed(text="аз"), "too little written"),
        Visit(lawyer, show, "{run-over}", says="over"),
        Visit(lawyer, "scenarios_debrief.show", over),
        Visit(lawyer, "scenarios_debrief.steps", f"{over}/steps"),
        Visit("trainer", "scenarios_writings.index", "/writings"),
        Visit("trainer", "scenarios_writings.show", "{writing}"),
        Visit("trainer", "scenarios_writings.show", "{written}", says="marked"),
    ]


def _questions() -> list[Visit]:
    """Those who answer for questions, and those who decide that one is marked again."""
    bank, one = "/questions/trafficking", "/questions/trafficking/{question}"
    new, asking = "assessment_regrades.new", "/regrades/new/trafficking/{question}"
    deciding = "assessment_regrades.show"
    return [
        Visit("reviewer", "assessment_library.index", "/questions"),
        Visit("reviewer", "assessment_library.show", bank),
        Visit("reviewer", "assessment_library.show", f"{bank}?topic=law", says="a topic"),
        Visit("reviewer", "assessment_library.question", one),
        Visit("trainer", "assessment_library.question", f"{bank}/law-gaps-seventeen"),
        Visit("registrar", "assessment_library.question", one, says="asks"),
        Visit("registrar", new, asking),
        Visit("registrar", new, asking, 422, send, "no reason"),
        Visit("registrar", "assessment_regrades.index", "/regrades"),
        Visit("registrar", deciding, "/regrades/{waiting}", says="waits"),
        Visit("admin", deciding, "/regrades/{waiting}", says="to confirm"),
        Visit("registrar-courts", deciding, "/regrades/{done}", says="done"),
        Visit("trainee-judge", "assessment_result.show", "/attempts/{again}/result", says="again"),
    ]


def _statistics() -> list[Visit]:
    there, walk = (
        "/statistics/{release}/final-test",
        "/statistics/walkthroughs/{walked}/investigator",
    )
    return [
        Visit("trainer", "statistics_tests.index", "/statistics"),
        Visit("trainer", "statistics_tests.show", there),
        Visit("trainer", "statistics_questions.index", f"{there}/questions"),
        Visit("trainer", "statistics_questions.show", f"{there}/questions/dnh-village-call"),
        Visit("registrar-courts", "statistics_tests.show", f"{there}?which=all", says="all"),
        Visit("trainer", "statistics_walks.index", "/statistics/walkthroughs"),
        Visit("trainer", "statistics_walks.show", walk),
        Visit("trainer", "statistics_walks.choices", f"{walk}/choices"),
        Visit("trainer", "statistics_walks.choices", f"{walk}/choices?page=2", says="second"),
        Visit("newcomer", "statistics_formulas.index", "/formulas"),
        Visit("newcomer", "statistics_formulas.show", "/formulas/fairness"),
    ]


def _previews() -> list[Visit]:
    """Cases from within, for those who write them."""
    show, case = "scenarios_previews.show", "/previews/mock-trial-walkthroughs/inspector"
    return [
        Visit("trainer", "scenarios_previews.index", "/previews"),
        Visit("reviewer", show, case),
        Visit("reviewer", show, f"{case}?s=0&s=0", says="on the way"),
        Visit("reviewer", show, f"{case}?to=thread", says="jumped"),
        Visit("trainer", show, f"{case}?s=99", says="no such path"),
        Visit("trainer", "scenarios_previews.report", f"{case}/report"),
    ]


TEACHING = (*_drills(), *_walkthroughs(), *_markers(), *_questions(), *_statistics(), *_previews())
