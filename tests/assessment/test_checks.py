"""What stops a bank from being published, and what its author should look at once more."""

import pytest

from app.assessment import bank as banks
from app.assessment.checks import check
from app.core.problems import Problems
from tests.assessment.samples import bundle_of, text_of


def faults(files, paragraphs=None, citations=None):
    """Without what reading itself said; every question is sound."""
    bank, problems = banks.read({**bundle_of({"elements": ["one"]}), **files})
    assert not problems.errors
    found = Problems()
    check(bank, found, known_paragraphs=paragraphs, known_citations=citations)
    for problem in found:
        assert "%(" not in problem.english()
    return [(p.path, p.line, p.code, p.level) for p in found]


def single(text="Суроо эки?", explanation="Себеби", options="", name="x"):
    return text_of("single-choice", name=name).replace("Суроо?", text).replace(
        "Түшүндүрмө", explanation
    ) + options  # fmt: skip


LAW = {"law/x.yaml": single()}


def test_a_sound_bank_has_no_faults():
    known = {"paragraphs": {"course/lesson#block"}, "citations": {"criminal-code/166"}}
    assert faults(LAW, **known) == []
    assert faults(LAW) == []


def test_a_paragraph_that_no_lesson_has_is_an_error():
    assert faults(LAW, paragraphs=set()) == [
        ("elements/one.yaml", 7, "unknown-paragraph", "error"),
        ("law/x.yaml", 7, "unknown-paragraph", "error"),
    ]


def test_a_citation_that_is_not_in_the_register_is_an_error():
    two = {
        "law/x.yaml": single().replace("[criminal-code/166]", "\n  - criminal-code/166\n  - x/1")
    }
    assert faults(two, citations={"criminal-code/166"}) == [
        ("law/x.yaml", 10, "unknown-citation", "error")
    ]


def test_a_topic_without_a_question_is_a_warning():
    assert faults({}) == [("bank.yaml", 1, "empty-topic", "warning")]


@pytest.mark.parametrize(("words", "codes"), [(90, []), (91, ["long-question"])])
def test_a_long_question_is_a_warning(words, codes):
    text = single().replace("Вопрос?", "слово " * words)
    assert [code for _, _, code, _ in faults({"law/x.yaml": text})] == codes


def test_a_text_that_was_not_translated_is_a_warning():
    assert faults({"law/x.yaml": single(text="Вопрос?")}) == [
        ("law/x.yaml", 5, "untranslated", "warning")
    ]


SWEEPING = [
    ("Все перечисленное", True), ("Всё вышеперечисленное", True), ("Все указанное выше", True),
    ("Ни один из ответов", True), ("Жогорудагылардын баары", True), ("Баары туура", True),
    ("Жогоруда айтылгандардын бардыгы", True), ("Эч бири туура эмес", True),
    ("Все вышестоящие суды", False), ("Бардык жабырлануучулар", False), ("Все", False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "sweeping"), SWEEPING)
def test_all_of_the_above_is_a_warning(words, sweeping):
    text = single().replace("Средство", words)
    found = faults({"law/x.yaml": text})
    assert found == ([("law/x.yaml", 11, "all-of-the-above", "warning")] if sweeping else [])


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"Действие": "Действие, которое описано длинно и со всеми оговорками"}, ["long-key"]),
        ({"Аракет": "Аракет, кеңири жана бардык эскертмелери менен жазылган"}, ["long-key"]),
        ({"Действие": "Действие короче сорока"}, []),
        ({"Средство": "Всегда средство", "Цель": "Никогда цель"}, ["absolute-distractors"]),
        ({"Ыкма": "Дайыма ыкма", "Максат": "Эч качан максат"}, ["absolute-distractors"]),
        ({"Средство": "Всегда средство"}, []),
        ({"Средство": "Всегда он", "Цель": "Никогда она", "Действие": "Любое действие"}, []),
    ],
)
def test_an_option_that_gives_the_key_away_is_a_warning(changes, codes):
    text = single()
    for old, new in changes.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    assert faults({"law/x.yaml": text}) == [("law/x.yaml", 9, c, "warning") for c in codes]


def test_the_same_question_twice_is_a_warning():
    files = {"law/x.yaml": single(), "law/y.yaml": single(name="y")}
    assert faults(files) == [("law/y.yaml", 5, "repeated-question", "warning")]
    files["law/y.yaml"] = single(name="y").replace("Средство", "Другое")
    assert faults(files) == []


def test_right_options_that_are_mostly_the_longest_are_a_warning():
    def bank(long, short):
        files = {}
        for n in range(long + short):
            words = f"Узун жооп, {n}" if n < long else f"{n}"
            text = single(text=f"Суроо {n}?", name=f"x{n}").replace("Аракет", words)
            files[f"law/x{n}.yaml"] = text.replace("Вопрос?", f"Вопрос {n}?")
        return [code for path, _, code, _ in faults(files) if path == "bank.yaml"]

    # The Russian options stay as they are: none of them is the longest alone.
    assert bank(long=9, short=0) == []
    assert bank(long=6, short=4) == []
    assert bank(long=7, short=3) == ["longest-is-right"]
