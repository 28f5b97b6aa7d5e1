"""What the pages of one list show: its plan while it is open, its deeds when it is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.accounts.ranks import BY_KEY
from app.core import clock
from app.core.paging import SIZE, Page, page_number
from app.core.refusals import Refusal
from app.rosters import planning, rules
from app.rosters.forms import OptionsForm, duplicates_fields
from app.rosters.models import ListState, StaffList
from app.rosters.planning import Preview
from app.rosters.shapes import Fate, Line
from app.rosters.undoing import Undoing
from app.rosters.views import whose
from app.rosters.wording import DEEDS, FATES, SEPARATORS
from app.web.access import actor
from app.web.forms import form_of

# More would not be read; what is mended goes, and the next come.
_MOST_PROBLEMS, _MOST_DOUBTS = 100, 50


def preview_of(of: StaffList) -> Preview:
    return planning.preview(of, today=clock.today())


def doubtful(preview: Preview) -> list[Line]:
    lines = sorted(preview.plan.of(Fate.DUPLICATE), key=lambda line: line.listed.line)
    return lines[:_MOST_DOUBTS]


def planned(of: StaffList, options: OptionsForm | None, asked: Mapping[str, str]) -> dict[str, Any]:
    preview = preview_of(of)
    counts = preview.counts
    fate = _fate(asked, counts)
    doubts, errors = doubtful(preview), preview.plan.errors
    warnings = [p for p in preview.plan.problems if p.level == "warning"]
    return {
        "of": of,
        "preview": preview,
        "counts": counts,
        "fates": FATES,
        "fate": fate,
        "page": _paged(_rows(preview, fate), asked),
        "errors": errors[:_MOST_PROBLEMS],
        "all_errors": len(errors),
        "warnings": warnings[:_MOST_PROBLEMS],
        "all_warnings": len(warnings),
        "ranks": BY_KEY,
        "options": options or _options(of),
        "duplicates": form_of("DuplicatesForm", duplicates_fields(doubts)) if doubts else None,
        "separators": SEPARATORS,
        "is_open": of.state is ListState.OPEN,
        "may_confirm": whose.may_confirm(of, actor()),
        "may_apply": not errors and preview.plan.does_something,
        "unchanged": of.plan_digest in (None, preview.digest),
    }


def _options(of: StaffList) -> OptionsForm:
    return OptionsForm(
        on_day=of.on_day,
        complete="yes" if of.complete else "no",
        makes_posts=of.makes_posts,
        takes_guessed_sex=of.takes_guessed_sex,
        language=of.language,
        profession=of.profession.value,
    )


def _fate(asked: Mapping[str, str], counts: Mapping[str, int]) -> Fate:
    """What was asked for; else the first class that has somebody."""
    for fate in FATES:
        if asked.get("show") == fate.value:
            return fate
    return next((fate for fate in FATES if counts[fate.value]), Fate.NEW)


def _rows(preview: Preview, fate: Fate) -> list[Line | Any]:
    """Lines of the list, in its order; people whom it does not name."""
    plan = preview.plan
    if fate is Fate.UNNAMED:
        return list(plan.unnamed)
    lines: list[Any] = sorted(plan.of(fate), key=lambda line: line.listed.line)
    return [*lines, *plan.left] if fate is Fate.LEFT else lines


def _paged(rows: Sequence[Any], asked: Mapping[str, str]) -> Page[Any]:
    number = page_number(asked.get("page"))
    return Page(list(rows[(number - 1) * SIZE : number * SIZE]), number, len(rows))


def done(of: StaffList, asked: Mapping[str, str]) -> dict[str, Any]:
    assert of.settled_at is not None
    found, may_undo = Undoing(of), of.state is ListState.APPLIED
    try:
        rules.ensure_may_undo(of.settled_at, at=clock.now())
    except Refusal:
        may_undo = False
    return {
        "of": of,
        "counts": of.counts or {},
        "fates": FATES,
        "deeds": DEEDS,
        "page": _paged(found.deeds, asked),
        "people": found.people,
        "may_undo": may_undo,
        "until": rules.undo_ends(of.settled_at),
        "obstacles": found.look()[:_MOST_PROBLEMS] if may_undo else [],
    }
