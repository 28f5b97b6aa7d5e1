"""The kinds of question that are answered piece by piece: what is given to which field, for fingers and for keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from app.assessment.items import cloze, evidence_matrix, hotspot, mark_the_text
from app.assessment.items.common import Item


@dataclass(frozen=True)
class Step:
    """`value` is typed, or chosen from a list by its words; without one the field is pressed, or `tap` with a finger."""

    field: Locator
    value: str | None = None
    tap: Locator | None = None

    @property
    def is_list(self) -> bool:
        return bool(self.field.evaluate("one => one.tagName === 'SELECT'"))


def steps(page: Page, item: Item, language: str) -> Iterator[Step]:
    """The right answer, from the top of the page."""
    return KINDS[item.kind](page, item, language)


def fill(page: Page, item: Item, language: str, *, keyboard: bool = False) -> None:
    for step in steps(page, item, language):
        if step.value is None and keyboard:
            step.field.press("Space")
        elif step.value is None:
            (step.tap or step.field).click(force=True)
        elif step.is_list:
            step.field.select_option(label=step.value)
        else:
            step.field.fill(step.value)


def _gaps(page: Page, item: cloze.Shape, language: str) -> Iterator[Step]:
    right = cloze.right(item, language)["gaps"]
    for number, gap in enumerate(item.gaps, start=1):
        options = {option.id: option.text[language] for option in gap.options}
        given = right[gap.id]
        yield Step(page.locator(f'[name="gap-{number}"]'), options.get(given, given))


def _places(page: Page, item: hotspot.Shape, language: str) -> Iterator[Step]:
    """A finger goes to the picture, the keyboard to the list."""
    for handle in hotspot.as_shown(item, hotspot.right(item, language), ())["choices"]:
        tap = page.locator(f'svg label[for="spot-{handle}"]')
        yield Step(page.locator(f"#spot-{handle}"), tap=tap)


def _evidence(page: Page, item: evidence_matrix.Shape, language: str) -> Iterator[Step]:
    rows = {row.id: row.text[language] for row in item.rows}
    for piece in item.evidence:
        group = page.get_by_role("group", name=piece.text[language], exact=True)
        for row in piece.supports:
            yield Step(group.get_by_label(rows[row], exact=True))


def _passages(page: Page, item: mark_the_text.Shape, language: str) -> Iterator[Step]:
    """With a chosen marker where scripts run, else from the list of each passage."""
    labels = {label.id: label.text[language] for label in item.labels}
    markers = page.locator("[data-markers]")
    for number, passage in enumerate(item.passages, start=1):
        if passage.label and markers.is_visible():
            yield Step(markers.get_by_role("button", name=labels[passage.label], exact=True))
            yield Step(page.locator(f".story li:nth-child({number}) [role=button]"))
        elif passage.label:
            yield Step(page.locator(f"#passage-{number}"), labels[passage.label])


KINDS: dict[str, Callable[..., Iterator[Step]]] = {
    "cloze": _gaps,
    "hotspot": _places,
    "evidence-matrix": _evidence,
    "mark-the-text": _passages,
}
