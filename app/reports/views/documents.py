"""Reports that are kept: asked for, made by a job, read as they were, submitted and judged."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, render_template, request
from flask_babel import gettext as _

from app.accounts.access import READERS
from app.core import clock
from app.core.paging import page_number
from app.jobs.rules import NAMES as JOB_STATES
from app.jobs.rules import State
from app.reports import access, actions, asking, judging, sections
from app.reports.composing import state
from app.reports.forms import Judge
from app.reports.handlers import words_in
from app.reports.judging import STEPS, Step
from app.reports.models import KeptReport
from app.reports.queries import kept
from app.reports.sections import Key, Section
from app.reports.views.asked import named, titles
from app.reports.views.institution_asked import made, wanted_of
from app.web.access import actor, duty, require
from app.web.downloads import attachment, xlsx_file
from app.web.language import interface_language
from app.web.pages import find, see

bp = Blueprint("reports_documents", __name__)


@bp.get("/reports/documents")
@duty(*READERS)
def index():
    return render_template(
        "reports/documents.html",
        page=kept.reports(actor(), page_number(request.args.get("page"))),
        state=_state,
        named=named,
        asked=_asked,
        titles=titles(),
    )


@bp.post("/reports/institution/<int:unit_id>/documents")
@duty(*READERS)
def ask(unit_id: int):
    wanted = wanted_of(unit_id)
    require(
        access.may_submit(actor(), wanted.unit.path),
        say=_("Reports are kept by the head and the registrar of the institution."),
    )
    asked = made(wanted).asked
    report = actions.ask_for_report(
        asked, language=interface_language(), by=actor(), at=clock.now()
    )
    flash(_("The report is being made. A letter tells you when it is ready."))
    return see("reports_documents.show", document_id=report.id)


@bp.get("/reports/documents/<int:document_id>")
@duty(*READERS)
def show(document_id: int):
    return _page(_seen(document_id))


@bp.get("/reports/documents/<int:document_id>/<section>")
@duty(*READERS)
def section(document_id: int, section: str):
    report = _seen(document_id, whole=True)
    found = find(next((s for s in _sections(report) if s.key == section), None))
    return render_template(
        "reports/document_section.html", report=report, section=found, whole=kept.is_whole(report)
    )


@bp.get("/reports/documents/<int:document_id>.<any(pdf, xlsx):kind>")
@duty(*READERS)
def file(document_id: int, kind: str) -> Response:
    report = _seen(document_id, whole=True)
    if report.tables is None or report.pdf is None:
        abort(404)
    if not kept.is_whole(report):
        raise judging.Altered
    if kind == "pdf":
        return attachment(report.pdf, f"report-{report.number}.pdf", "application/pdf")
    sheets = sections.as_tables(_sections(report))
    first = next(iter(sheets))
    more = {title: table for title, table in sheets.items() if title != first}
    return xlsx_file(sheets[first], f"report-{report.number}", sheet=first, more=more)


@bp.post("/reports/documents/<int:document_id>/signatures")
@duty(*READERS)
def sign(document_id: int):
    report = _seen(document_id, whole=True, lock=True)
    steps = _steps(report)
    require(bool(steps), say=_("There is nothing for you to decide about this report now."))
    form = Judge.offering(steps)
    if not form.accepted():
        return _page(report, form), 422
    try:
        step, reason = Step(form.step.data), (form.reason.data or "").strip()
        actions.sign_report(report, step, reason=reason, by=actor(), at=clock.now())
    except judging.ReasonMissing as refusal:
        form.refuse("reason", refusal)
        return _page(report, form), 422
    flash(_("It is noted in the chain of signatures."))
    return see("reports_documents.show", document_id=report.id)


def _seen(document_id: int, *, whole: bool = False, lock: bool = False) -> KeptReport:
    report = find(kept.report(document_id, whole=whole, lock=lock))
    require(access.may_report_on(actor(), report.unit.path))
    return report


def _page(report: KeptReport, form: Judge | None = None) -> str:
    steps, job = _steps(report), report.job.state(clock.now())
    report = find(kept.report(report.id, whole=True))
    found = sections.read(report.tables or [])
    return render_template(
        "reports/document.html",
        report=report,
        institution=named(report.unit.name),
        asked=_asked(report),
        titles=titles(),
        sections=found,
        state=_state(report),
        waiting=report.made_at is None and job is not State.FAILED,
        whole=kept.is_whole(report),
        signatures=_signed(report),
        form=form or (Judge.offering(steps) if steps else None),
        only_submits=steps == (Step.SUBMITTED,),
    )


def _asked(report: KeptReport) -> asking.Asked:
    return asking.from_payload(report.asked)


def _state(report: KeptReport) -> str:
    if report.last_step is not None:
        return _(STEPS[report.last_step])
    if report.made_at is not None:
        return _("Ready, not submitted")
    return _(JOB_STATES[report.job.state(clock.now())])


def _steps(report: KeptReport) -> tuple[Step, ...]:
    """Those that the reader may take now."""
    if report.made_at is None:
        return ()
    steps, path = judging.next_steps(report.last_step), report.unit.path
    if Step.SUBMITTED in steps:
        return steps if access.may_submit(actor(), path) else ()
    hands = {report.asked_by_id}
    hands |= {s.by_id for s in report.signatures if s.step is Step.SUBMITTED}
    return steps if access.may_judge(actor(), path, hands=hands) else ()


@dataclass(frozen=True)
class Signed:
    step: str
    name: str
    signature: object


def _signed(report: KeptReport) -> list[Signed]:
    names = kept.names(s.by_id for s in report.signatures)
    return [Signed(_(STEPS[s.step]), names.get(s.by_id, "–"), s) for s in report.signatures]


def _sections(report: KeptReport) -> list[Section]:
    """As they were kept; but the decision came afterwards, and is what it is now."""
    found = sections.read(report.tables or [])
    return [_decision(report) if s.key is Key.DECISION else s for s in found]


def _decision(report: KeptReport) -> Section:
    """Who decided what, in the words of the report's language."""
    names, words = kept.names(s.by_id for s in report.signatures), words_in(report.language)
    rows = [
        [words.say(STEPS[s.step]), names.get(s.by_id, "–"), words.moment(s.at), s.reason, s.digest]
        for s in report.signatures
    ]
    return state.decision(words, rows)
