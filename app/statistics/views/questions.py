"""The questions of a test: all of them, and one with everything that is known of it."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request

from app.assessment import access, analysis, behaviour, fairness, wording
from app.assessment.bank import Bank
from app.assessment.behaviour import Choice, OptionTable
from app.assessment.items.common import Item
from app.assessment.items.kinds import kind_of
from app.assessment.sums import bands
from app.core.bilingual import CONTENT_LANGUAGES
from app.core.paging import Page, page_number
from app.statistics import options, questions, rules
from app.statistics.queries.reading import Reading
from app.statistics.questions import Question
from app.statistics.views.asked import about
from app.statistics.views.tests import frame
from app.web.access import duty
from app.web.pages import find

bp = Blueprint("statistics_questions", __name__)

# With their names and flags a page stays under its weight.
_ROWS = 15


@bp.get("/statistics/<int:release_id>/<test>/questions")
@duty(*access.LIBRARIANS)
def index(release_id: int, test: str):
    page = about(release_id, test)
    read = page.read()
    rows = _all(read) if rules.is_shown(read.people) else []
    number = page_number(request.args.get("page"))
    part = rows[(number - 1) * _ROWS : number * _ROWS]
    seconds = read.marks.seconds([one.id for one in part])
    times = {item: behaviour.times(spent) for item, spent in seconds.items()}
    return render_template(
        "statistics/questions.html",
        **frame(page, read),
        page=Page(part, number, len(rows), _ROWS),
        times=times,
        looks=rules.LOOKS,
    )


def _all(read: Reading) -> list[Question]:
    return questions.questions(read.sums, [bank for _used, bank in read.bank_releases()])


@bp.get("/statistics/<int:release_id>/<test>/questions/<item>")
@duty(*access.LIBRARIANS)
def show(release_id: int, test: str, item: str):
    page = about(release_id, test)
    read = page.read()
    find(next((bank for _used, bank in read.bank_releases() if item in bank.items), None))
    more = _of_question(read, item) if rules.is_shown(read.people) else {}
    return render_template("statistics/question.html", **frame(page, read), item_id=item, **more)


def _of_question(read: Reading, item: str) -> dict[str, object]:
    cells = read.sums.cells.get(item, ())
    banks = [bank for _used, bank in read.bank_releases()]
    fair = fairness.compare(item, fairness.strata(cells))
    found = questions.question(analysis.of_item(item, cells), fair, banks)
    shapes = [bank.items[item] for bank in banks if item in bank.items]
    return {
        "question": found,
        "item": shapes[0],
        "texts": _texts(shapes[0]),
        "choices_of_item": options.of(shapes[0]),
        "looks": rules.LOOKS,
        "thirds": questions.by_thirds(cells),
        "options": {one.id: one for shape in reversed(shapes) for one in options.of(shape)},
        "chosen": _chosen(read, item, shapes),
        "times": behaviour.times(read.marks.seconds([item])[item]),
        "certainty": behaviour.certainty_table(read.marks.claims(item)),
        "by_language": questions.by_language(cells),
        "versions": _versions(read, item, shapes[0]),
    }


@dataclass(frozen=True)
class Text:
    """A question as it reads in one language, with its key: for those who answer for it."""

    language: str
    shown: object
    right: tuple[wording.Said, ...]
    explanation: str


def _texts(item: Item) -> list[Text]:
    kind = kind_of(item)
    order = range(kind.movable(item))
    found = []
    for language in CONTENT_LANGUAGES:
        shown = kind.shown(item, language, order)
        right = wording.said(shown, kind.as_shown(item, kind.right(item, language), order))
        found.append(Text(language, shown, right, item.explanation[language]))
    return found


def _chosen(read: Reading, item: str, shapes: list[Item]) -> OptionTable | None:
    """None where answers are no choice among options."""
    names = list(dict.fromkeys(one.id for shape in shapes for one in options.of(shape)))
    if not names:
        return None
    scores = {one.attempt_id: (round(one.score, 12), one.maximum) for one in read.sat}
    choices = [
        Choice(options.chosen(value), *scores[attempt_id], 1)
        for attempt_id, value in read.marks.given(item)
    ]
    return behaviour.option_table(choices, names, bands(read.sums.levels))


@dataclass(frozen=True)
class VersionRow:
    """`is_same`: the question reads as in the newest release."""

    number: int
    n: int
    facility: float
    is_same: bool


def _versions(read: Reading, item: str, newest: Item) -> list[VersionRow]:
    counted = {version.bank_release_id: version for version in read.marks.versions(item)}
    return [
        VersionRow(
            used.number,
            counted[used.id].n,
            counted[used.id].shares / counted[used.id].n,
            _same(bank, item, newest),
        )
        for used, bank in read.bank_releases()
        if used.id in counted
    ]


def _same(bank: Bank, item: str, newest: Item) -> bool:
    return bank.items[item].model_dump() == newest.model_dump()
