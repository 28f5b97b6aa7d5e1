"""The smallest sound question of each kind, banks made of them, strategies for arbitrary ones."""

from collections.abc import Mapping

from hypothesis import settings
from hypothesis import strategies as st

from app.assessment import bank as banks
from app.assessment.items.kinds import KINDS
from app.core.problems import Problems
from app.core.yaml_text import shaped
from tests.assessment import more_kinds

# Enough to find a planted fault in each; the machine may be busy, so nothing is timed.
few = settings(max_examples=50, deadline=None)

COMMON = """\
id: {id}
kind: {kind}
difficulty: easy
points: {points}
text: {{ky: "Суроо?", ru: "Вопрос?"}}
explanation: {{ky: "Түшүндүрмө", ru: "Объяснение"}}
reread: course/lesson#block
cites: [criminal-code/166]
"""

OWN = {
    "single-choice": """\
options:
  - {id: a, text: {ky: "Аракет", ru: "Действие"}, right: true}
  - {id: b, text: {ky: "Ыкма", ru: "Средство"}}
  - {id: c, text: {ky: "Максат", ru: "Цель"}}
""",
    "multiple-choice": """\
options:
  - {id: a, text: {ky: "Аракет", ru: "Действие"}, right: true}
  - {id: b, text: {ky: "Ыкма", ru: "Средство"}, right: true}
  - {id: c, text: {ky: "Максат", ru: "Цель"}}
  - {id: d, text: {ky: "Жер", ru: "Место"}}
""",
    "matching": """\
pairs:
  - {id: p1, left: {ky: "Азгыруу", ru: "Вербовка"}, right: {ky: "Аракет", ru: "Действие"}}
  - {id: p2, left: {ky: "Алдоо", ru: "Обман"}, right: {ky: "Ыкма", ru: "Средство"}}
  - {id: p3, left: {ky: "Кулчулук", ru: "Рабство"}, right: {ky: "Максат", ru: "Цель"}}
extra:
  - {id: x1, text: {ky: "Жер", ru: "Место"}}
""",
    "ordering": """\
steps:
  - {id: s1, text: {ky: "Табуу", ru: "Выявить"}}
  - {id: s2, text: {ky: "Коргоо", ru: "Защитить"}}
  - {id: s3, text: {ky: "Жардам", ru: "Помочь"}}
  - {id: s4, text: {ky: "Кайтуу", ru: "Вернуться"}}
""",
    "short-answer": """\
accept:
  ky: ["псевдоним", "башка ысым"]
  ru: ["псевдоним", "вымышленное имя", "чужое её имя"]
""",
    "numeric": """\
value: 10
tolerance: 0
unit: {ky: "күн", ru: "дней"}
""",
}

HEAD = """\
id: bank
title: {ky: "Банк", ru: "Банк"}
licence: CC BY 4.0
topics:
  - {id: elements, title: {ky: "Элементтер", ru: "Элементы"}}
  - {id: law, title: {ky: "Мыйзам", ru: "Закон"}}
"""

# The smallest course holds the six above.
ALL = OWN | more_kinds.OWN

# Ids of what is shuffled, sorted by the texts, for instance Аракет, Максат, Ыкма.
SHUFFLED = {
    "single-choice": ["a", "c", "b"],
    "multiple-choice": ["a", "d", "c", "b"],
    "matching": ["p1", "x1", "p3", "p2"],
    "ordering": ["s3", "s4", "s2", "s1"],
    "short-answer": [],
    "numeric": [],
    **more_kinds.SHUFFLED,
}


def text_of(kind: str, *, name: str = "item", points: int = 1, own: str | None = None) -> str:
    return COMMON.format(id=name, kind=kind, points=points) + (ALL[kind] if own is None else own)


def item_of(kind: str, **parts):
    """A sound question; its own keys may be replaced by `own`."""
    problems = Problems()
    item = shaped(KINDS[kind].Shape, text_of(kind, **parts), "item.yaml", problems)
    assert item is not None, [p.english() for p in problems]
    item.hang(more_kinds.PICTURES)
    return item


def bundle_of(names: Mapping[str, list[str]]) -> dict[str, str]:
    """A bank's files: topic → names of its questions, of all kinds by turns."""
    files = {"bank.yaml": HEAD}
    kinds = sorted(OWN)
    for topic, own in names.items():
        for n, name in enumerate(own):
            files[f"{topic}/{name}.yaml"] = text_of(kinds[n % len(kinds)], name=name)
    return files


def bank_of(names: Mapping[str, list[str]], files: Mapping[str, str] | None = None) -> banks.Bank:
    """`files` are laid over those of the names."""
    bank, problems = banks.read(bundle_of(names) | dict(files or {}))
    assert bank is not None
    assert not problems.errors
    return bank


LETTERS = "абвеёкмнңоөруүҢӨҮ –-.,'"
words = st.text(alphabet=LETTERS, min_size=1, max_size=12).map(lambda typed: f"ы{typed}ы")


def distinct(least: int, most: int):
    """Pairs (Kyrgyz, Russian), no two alike in either language."""
    return st.lists(
        st.tuples(words, words),
        min_size=least,
        max_size=most,
        unique_by=(lambda pair: pair[0].casefold(), lambda pair: pair[1].casefold()),
    )


def permutation(length: int):
    return st.permutations(range(length)).map(tuple)
