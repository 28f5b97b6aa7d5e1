"""A report as whoever reviews it meets it: who judges, in which order, and that nothing of it moves afterwards."""

import copy
import io

import openpyxl
import pytest
from sqlalchemy import delete, select, update

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.core import clock
from app.db.session import db, transaction
from app.journal.models import Entry
from app.reports import judging
from app.reports.judging import Seal, Step, next_steps
from app.reports.models import KeptReport, ReportSignature
from app.reports.sections import NAMES, Key
from tests.browser import words
from tests.cast import BUILDER, FIRST_DAY
from tests.reports.keeping import asked, made, report, sign
from tests.reports.reading import DAY
from tests.reports.told import tables

__all__ = ["asked", "made"]

ALTERED = "do not agree with their seal"


def test_the_way_to_acceptance_is_a_chain_of_signatures(made, browser_of):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    assert sign(registrar, made, step="submitted", reason="").status == 200
    page = sign(auditor, made, step="evidence", reason="")
    assert page.status == 422
    assert "Say why" in page.text
    assert sign(auditor, made, step="evidence", reason="Which list?").status == 200
    assert sign(registrar, made, step="submitted", reason="The staff list.").status == 200
    page = sign(auditor, made, step="accepted", reason="")
    assert "Accepted" in page.text
    steps = [s.step for s in report(made).signatures]
    assert steps == [Step.SUBMITTED, Step.EVIDENCE, Step.SUBMITTED, Step.ACCEPTED]
    assert next_steps(steps[-1]) == ()
    assert "Accepted" in auditor.get("/reports/documents").text


def test_nobody_judges_what_they_submitted_and_no_registrar_judges(made, browser_of):
    registrar = browser_of("kanykei")
    sign(registrar, made, step="submitted", reason="")
    assert not [f for f in registrar.get(f"/reports/documents/{made}").forms() if "signatures" in str(f.get("action"))]  # fmt: skip
    assert sign(registrar, made, step="accepted", reason="").status == 403


def test_what_came_back_is_judged_only_when_it_is_submitted_anew(made, browser_of):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    for back in ("returned", "evidence"):
        sign(registrar, made, step="submitted", reason="")
        assert sign(auditor, made, step=back, reason="Count again.").status == 200
        for step in judging.JUDGED:
            assert sign(auditor, made, step=step.value, reason="So").status == 403, step
    assert report(made).last_step is Step.EVIDENCE
    sign(registrar, made, step="submitted", reason="Counted.")
    assert sign(auditor, made, step="accepted", reason="").status == 200


def test_nothing_is_judged_before_it_is_submitted_and_nothing_after_it_is_accepted(
    made, browser_of
):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    assert sign(auditor, made, step="accepted", reason="").status == 403
    sign(registrar, made, step="submitted", reason="")
    sign(auditor, made, step="accepted", reason="")
    for browser in (registrar, auditor):
        for step in Step:
            assert sign(browser, made, step=step.value, reason="So").status == 403
    assert [s.step for s in report(made).signatures] == [Step.SUBMITTED, Step.ACCEPTED]


def grant(cast, name: str, kind: str) -> None:
    with transaction():
        someone = db.session.get_one(Person, cast.people[name].id)
        unit = db.session.merge(cast.units["police"])
        accounts.grant(someone, kind, unit, from_day=FIRST_DAY, by=BUILDER)


@pytest.fixture
def hand_of_the_auditor(cast) -> None:
    """The auditor is the head of the institution as well, and may have reports made."""
    grant(cast, "ilya", "head")


def test_whoever_had_it_made_does_not_judge_it(hand_of_the_auditor, world, cast, browser_of):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    root = cast.units["police"].id
    auditor.post(f"/reports/institution/{root}/documents?on={DAY}&until={DAY}")
    number = db.session.scalars(select(KeptReport.id)).one()
    with transaction():
        db.session.execute(update(KeptReport).values(**kept_now(number)))
    assert sign(registrar, number, step="submitted", reason="").status == 200
    for step in judging.JUDGED:
        assert sign(auditor, number, step=step.value, reason="So").status == 403, step
    assert report(number).last_step is Step.SUBMITTED


def kept_now(number: int) -> dict[str, object]:
    """As the job would keep it, of an empty section."""
    tables = [{"key": Key.FUNNEL.value, "title": "Funnel", "notes": [], "blocks": []}]
    return {
        "tables": tables,
        "digest": judging.digest_of(tables),
        "pdf": b"%PDF",
        "pdf_digest": judging.digest_of_file(b"%PDF"),
        "made_at": clock.now(),
    }


def test_whoever_submitted_it_does_not_judge_it(hand_of_the_auditor, made, browser_of):
    auditor = browser_of("ilya")
    assert sign(auditor, made, step="submitted", reason="").status == 200
    assert sign(auditor, made, step="accepted", reason="").status == 403


def test_an_auditor_who_had_no_hand_in_it_judges_though_they_are_a_head(
    hand_of_the_auditor, made, browser_of
):
    sign(browser_of("kanykei"), made, step="submitted", reason="")
    assert sign(browser_of("ilya"), made, step="accepted", reason="").status == 200


@pytest.mark.parametrize("name", ["leila", "oroz", "daniyar"])
def test_whoever_may_not_see_it_may_not_review_it_and_learns_nothing(name, made, browser_of):
    sign(browser_of("kanykei"), made, step="submitted", reason="")
    stranger = browser_of(name)
    for number in (made, made + 1000):
        for step in Step:
            assert sign(stranger, number, step=step.value, reason="So").status == 404
    assert report(made).last_step is Step.SUBMITTED


# ── what moved is noticed ─────────────────────────────────────────────────────


@pytest.fixture
def accepted(made, browser_of) -> int:
    sign(browser_of("kanykei"), made, step="submitted", reason="")
    assert sign(browser_of("ilya"), made, step="accepted", reason="").status == 200
    return made


def is_noticed(browser, number: int) -> bool:
    """On the page of the report and on those of its sections; and no file of it is given out."""
    pages = [
        browser.get(f"/reports/documents/{number}{rest}") for rest in ("", "/funnel", "/decision")
    ]
    files = [browser.client.get(f"/reports/documents/{number}.{k}") for k in ("pdf", "xlsx")]
    found = {ALTERED in page.text for page in pages}
    found |= {answer.status_code == 409 for answer in files}
    assert len(found) == 1, "noticed here and not there"
    return found.pop()


def test_an_accepted_report_that_nobody_touched_is_whole(accepted, browser_of):
    assert not is_noticed(browser_of("ilya"), accepted)


def cell(number: int) -> dict[str, object]:
    """One figure, one more."""
    tables = copy.deepcopy(report(number).tables or [])
    funnel = next(s for s in tables if s["key"] == Key.FUNNEL)
    funnel["blocks"][0]["rows"][0][1] += 1
    return {"tables": tables}


def cell_and_digest(number: int) -> dict[str, object]:
    changed = cell(number)
    return changed | {"digest": judging.digest_of(changed["tables"])}


def file_and_digest(_number: int) -> dict[str, object]:
    return {"pdf": b"%PDF-1.7", "pdf_digest": judging.digest_of_file(b"%PDF-1.7")}


CHANGES = {
    "a cell": cell,
    "a cell and the digest of all": cell_and_digest,
    "the file": lambda _number: {"pdf": b"%PDF-1.7"},
    "the file and its digest": file_and_digest,
    "the digest taken away": lambda _number: {"digest": None},
    "the day it is said to be of": lambda n: {"asked": report(n).asked | {"on": "2026-03-11"}},
    "the number": lambda _number: {"number": "2026-000009-0"},
    "who had it made": lambda _number: {"asked_by_id": 1},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_after_acceptance_is_noticed(change, accepted, browser_of):
    with transaction():
        db.session.execute(update(KeptReport).values(**change(accepted)))
    assert is_noticed(browser_of("ilya"), accepted)


def test_another_institution_is_noticed_after_acceptance(accepted, cast, browser_of):
    with transaction():
        db.session.execute(update(KeptReport).values(unit_id=cast.units["courts"].id))
    assert ALTERED in browser_of("leila").get(f"/reports/documents/{accepted}").text


def test_a_signature_that_was_taken_away_is_noticed_and_nothing_is_signed(made, browser_of):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    sign(registrar, made, step="submitted", reason="")
    sign(auditor, made, step="returned", reason="Count again.")
    with transaction():
        db.session.execute(delete(ReportSignature).where(ReportSignature.place == 2))
    assert is_noticed(auditor, made)
    assert sign(auditor, made, step="accepted", reason="").status == 409


def test_a_chain_that_was_forged_with_all_its_seals_is_noticed(accepted, cast, browser_of):
    """Whoever writes in the database can reckon every seal anew; the journal has the old ones."""
    one = report(accepted)
    first, last = one.signatures
    said = Seal(Step.ACCEPTED, cast.people["nurlan"].id, last.at, last.reason)
    forged = judging.seal(one.base, first.digest, said)
    with transaction():
        mine = update(ReportSignature).where(ReportSignature.id == last.id)
        db.session.execute(mine.values(by_id=said.by_id, digest=forged))
    db.session.expire_all()
    one = report(accepted)
    chain = [(Seal(s.step, s.by_id, s.at, s.reason), s.digest) for s in one.signatures]
    assert judging.is_whole(one.base, chain), "forged well"
    assert is_noticed(browser_of("ilya"), accepted)


def test_a_figure_that_was_changed_is_noticed_and_nothing_is_signed(made, browser_of):
    with transaction():
        tables = [dict(section) for section in report(made).tables or []]
        tables[2]["title"] = "Changed"
        db.session.execute(update(KeptReport).values(tables=tables))
    registrar = browser_of("kanykei")
    assert "do not agree with their seal" in registrar.get(f"/reports/documents/{made}").text
    assert sign(registrar, made, step="submitted", reason="").status == 409


def test_a_signature_that_was_changed_is_noticed(made, browser_of):
    registrar = browser_of("kanykei")
    sign(registrar, made, step="submitted", reason="")
    with transaction():
        db.session.execute(update(ReportSignature).values(reason="Otherwise"))
    assert "do not agree with their seal" in registrar.get(f"/reports/documents/{made}").text


def test_a_signature_that_was_changed_stops_the_next(made, browser_of):
    registrar, auditor = browser_of("kanykei"), browser_of("ilya")
    sign(registrar, made, step="submitted", reason="")
    with transaction():
        db.session.execute(update(ReportSignature).values(reason="Otherwise"))
    assert sign(auditor, made, step="accepted", reason="").status == 409
    assert report(made).last_step is Step.SUBMITTED


# ── who decided what, on every page that says so ──────────────────────────────


def test_page_section_file_and_journal_tell_the_same_chain(accepted, browser_of):
    auditor = browser_of("ilya")
    page = auditor.get(f"/reports/documents/{accepted}")
    section = tables(auditor.get(f"/reports/documents/{accepted}/decision"))[NAMES[Key.DECISION]]
    answer = auditor.client.get(f"/reports/documents/{accepted}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    _head, *rows = book[f"12. {NAMES[Key.DECISION]}"].iter_rows(values_only=True)
    steps = select(Entry).where(Entry.about_kind == "kept_report", Entry.what != "report asked for")
    entries = list(db.session.scalars(steps.order_by(Entry.number)))
    assert len(rows) == len(entries) == 2
    for row, shown, entry, signed in zip(
        rows, section[1:], entries, report(accepted).signatures, strict=True
    ):
        assert [str(value or "") for value in row] == shown
        assert row[4] == entry.details["seal"] == signed.digest
        assert entry.by_id == signed.by_id
        assert row[1] in page.main
        assert row[4][:16] in page.main
    assert [words(cell) for cell in page.all("code")][0] == (report(accepted).digest or "")[:16]
