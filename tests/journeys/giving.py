"""Answers given by hand in a browser to a question of whichever kind, and what of them should then be kept.

Each kind is touched where a person touches it, in more than one field where it has more; `n` chooses among its answers.
"""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from app.assessment.items.kinds import kind_of
from tests.assessment.samples import item_of
from tests.proofs.served import Seat, Served

# An essay of the length that people write under an examination, not of the most that is taken.
PARAGRAPH = "Жумушка алып кетип, паспортун алып койгон. "


def give(page: Page, kind: str, n: int, *, sure: bool = True) -> None:
    """The n-th answer, which differs from the one before; and how sure one is of it."""
    _WAYS[kind](page, n)
    if sure:
        page.locator(f'[name="certainty"][value="{n % 3 + 1}"]').check(force=True)


def _one(page: Page, n: int) -> None:
    page.locator('[name="choice"]').nth(n % 3).check(force=True)


def _several(page: Page, n: int) -> None:
    boxes = page.locator('[name="choices"]')
    boxes.nth(n % 3).click(force=True)
    if not page.locator('[name="choices"]:checked').count():
        boxes.nth((n + 1) % 3).check(force=True)


def _lists(page: Page, n: int) -> None:
    """A step needs a place of its own; a right side may be taken twice."""
    lists = page.locator("#answer select")
    for at in range(lists.count()):
        lists.nth(at).select_option(index=1 + (at + n) % lists.count())


def _typed(page: Page, n: int) -> None:
    page.locator("#text").fill(str(n))


def _gaps(page: Page, n: int) -> None:
    page.locator('[name="gap-1"]').select_option(index=1 + n % 3)
    page.locator('[name="gap-2"]').fill(f"сөз {n}")


def _picture(page: Page, n: int) -> None:
    """A finger on the drawing."""
    page.locator(".spots svg label").nth(n % 3).click(force=True)
    if not page.locator('[name="choices"]:checked').count():
        page.locator(".spots svg label").nth((n + 1) % 3).click(force=True)


def _evidence(page: Page, n: int) -> None:
    page.locator('[name="evidence-1"]').nth(n % 3).click(force=True)
    page.locator('[name="evidence-2"]').nth((n + 1) % 3).click(force=True)
    if not page.locator("#answer .match :checked").count():
        page.locator('[name="evidence-3"]').nth(0).click(force=True)


def _story(page: Page, n: int) -> None:
    page.locator("[data-markers] button").nth(1 + n % 3).click()
    page.locator(".story li:nth-child(2) [role=button]").click()
    page.locator("[data-markers] button").nth(1 + (n + 1) % 3).click()
    page.locator(".story li:nth-child(4) [role=button]").click()


def _essay(page: Page, n: int) -> None:
    page.locator("#text").fill(f"{n}-жооп.\n\n{PARAGRAPH * 20}\n<b>&amp; “{n}”</b>")


_WAYS: dict[str, Callable[[Page, int], None]] = {
    "single-choice": _one,
    "multiple-choice": _several,
    "matching": _lists,
    "ordering": _lists,
    "short-answer": _typed,
    "numeric": _typed,
    "cloze": _gaps,
    "hotspot": _picture,
    "evidence-matrix": _evidence,
    "mark-the-text": _story,
    "essay": _essay,
}


def held(page: Page) -> dict[str, list[str]]:
    """What the form on the page holds, by field."""
    pairs = page.evaluate("[...new FormData(document.querySelector('#answer'))]")
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        if name not in ("csrf_token", "client_id", "version", "shown"):
            fields.setdefault(name, []).append(value)
    return fields


def as_kept(served: Served, seat: Seat, kind: str, fields: dict[str, list[str]]) -> tuple[Any, Any]:
    """What the row of this answer must say: read by its kind, with the order drawn for the attempt."""
    attempt, place = seat.path.split("/")[2], seat.places[kind]
    wanted = f"SELECT option_order FROM attempt_item WHERE attempt_id = {attempt} AND place = {place}"  # fmt: skip
    ((order,),) = served.rows(wanted)
    order = json.loads(order) if isinstance(order, str) else order
    item = item_of(kind)
    sure = int(fields["certainty"][0]) if "certainty" in fields else None
    return kind_of(item).read_answer(item, fields, order), sure


def kept(served: Served, seat: Seat, kind: str) -> list[tuple[Any, Any, bool]]:
    """Value, certainty and whether it came late, of every row; the oldest version first."""
    attempt, place = seat.path.split("/")[2], seat.places[kind]
    wanted = f"SELECT value, certainty, late FROM answer WHERE attempt_id = {attempt} AND place = {place} ORDER BY version"  # fmt: skip
    rows = served.rows(wanted)
    return [(json.loads(v) if isinstance(v, str) else v, c, bool(late)) for v, c, late in rows]
