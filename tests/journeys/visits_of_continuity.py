"""Pages of coverage, handovers and the stress test, and their states."""

from tests.journeys.deeds import send, typed
from tests.journeys.visit import Visit


def _coverage() -> list[Visit]:
    show, index = "continuity_coverage.show", "continuity_coverage.index"
    return [
        Visit("auditor", index, "/continuity"),
        Visit("registrar", index, "/continuity?course=tip-foundations"),
        Visit("registrar", index, "/continuity?on=1999-01-01", 422, says="no such day"),
        Visit("head", show, "/continuity/{unit}"),
        Visit("registrar", "continuity_coverage.history", "/continuity/history"),
        Visit("head", "continuity_coverage.history_of", "/continuity/{unit}/history"),
        Visit("head", "continuity_coverage.formulas", "/continuity/formulas"),
        Visit("head", "continuity_stress.show", "/continuity/{unit}/stress?rate=20"),
        Visit("registrar", "continuity_stress.show", "/continuity/1/stress"),
        Visit("head", "continuity_stress.show", "/continuity/{unit}/stress?rate=-1", 422),
    ]


def _handovers() -> list[Visit]:
    show, writing = "continuity_handovers.show", "continuity_leaving.show"
    at = "/handovers/{handover}"
    named = typed(text="Потерпевшая Садыкова Айпери")
    return [
        Visit("head", show, at),
        Visit("trainee-police", writing, f"{at}/writing"),
        Visit("trainee-police", writing, f"{at}/writing?step=checklist"),
        Visit("trainee-police", writing, f"{at}/writing?step=tip"),
        Visit("trainee-police", writing, f"{at}/writing?step=tip", 422, named, "names somebody"),
        Visit("trainee-police", writing, f"{at}/writing?step=contact", 422, send, "nothing"),
        Visit("trainee-police", writing, f"{at}/writing?step=end"),
        Visit("trainee-police", "home.start", "/", says="to hand over"),
    ]


CONTINUITY = (*_coverage(), *_handovers())
