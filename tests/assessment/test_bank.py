"""A bank is read whole: every fault of every file at once, and the sound questions beside them."""

import time
from dataclasses import FrozenInstanceError

import pytest

from app.assessment import bank as banks
from app.core.bilingual import Bilingual
from app.core.bundle import UNREADABLE
from tests.assessment.samples import HEAD, OWN, bank_of, bundle_of, text_of


def faults(bundle):
    bank, problems = banks.read(bundle)
    for problem in problems:
        assert "%(" not in problem.english()
    return bank, [(p.path, p.line, p.code, p.level) for p in problems]


SOUND = bundle_of({"elements": ["act", "means"], "law": ["purpose"]})


def test_a_sound_bank_is_read():
    bank, problems = banks.read(SOUND)
    assert list(problems) == []
    assert (bank.id, bank.licence) == ("bank", "CC BY 4.0")
    assert isinstance(bank.title, Bilingual)
    assert list(bank.topics) == ["elements", "law"]
    assert bank.topics["law"]["ky"] == "Мыйзам"
    assert sorted(bank.items) == ["act", "means", "purpose"]
    assert bank.in_topic("elements") == ["act", "means"]
    assert bank.in_topic("nowhere") == []
    assert bank.topic_of("purpose") == "law"


def test_all_kinds_are_read():
    names = ["a", "b", "c", "d", "e", "f"]
    assert {item.kind for item in bank_of({"law": names}).items.values()} == set(OWN)


def test_a_bank_cannot_be_changed():
    bank = bank_of({"law": ["a"]})
    with pytest.raises(FrozenInstanceError):
        bank.id = "other"
    with pytest.raises(TypeError):
        bank.items["b"] = bank.items["a"]


FAULTY = [
    ({"bank.yaml": None}, [("bank.yaml", 1, "missing-file", "error")]),
    ({"bank.yaml": UNREADABLE}, [("bank.yaml", 1, "unreadable", "error")]),
    ({"bank.yaml": HEAD.replace("id: bank\n", "")}, [("bank.yaml", 1, "missing", "error")]),
    ({"bank.yaml": HEAD + "owner: me\n"}, [("bank.yaml", 7, "unknown-key", "error")]),
    (
        {"bank.yaml": HEAD.replace("id: law", "id: elements")},
        [("bank.yaml", 6, "repeated-id", "error"), ("law/purpose.yaml", 1, "unknown-topic", "error")],
    ),
    ({"other/x.yaml": text_of("numeric")}, [("other/x.yaml", 1, "unknown-topic", "error")]),
    (
        {"law/second.yaml": text_of("numeric", name="purpose")},
        [("law/second.yaml", 1, "repeated-id", "error")],
    ),
    ({"law/x.yaml": UNREADABLE}, [("law/x.yaml", 1, "unreadable", "error")]),
    ({"law/x.yaml": "- a\n"}, [("law/x.yaml", 1, "unknown-kind", "error")]),
    ({"law/x.yaml": "id: a\n"}, [("law/x.yaml", 1, "unknown-kind", "error")]),
    ({"law/x.yaml": "id: a\nkind: [riddle]\n"}, [("law/x.yaml", 2, "unknown-kind", "error")]),
    ({"law/x.yaml": "id: a\nkind: riddle\n"}, [("law/x.yaml", 2, "unknown-kind", "error")]),
    (
        {"law/x.yaml": text_of("single-choice").replace("{id: b,", "{right: true, id: b,")},
        [("law/x.yaml", 9, "two-right-answers", "error")],
    ),
    (
        {"law/x.yaml": text_of("short-answer").replace('"башка', '"Псевдоним", "башка')},
        [("law/x.yaml", 10, "repeated-form", "warning")],
    ),
    ({"law/deep/x.yaml": text_of("numeric")}, [("law/deep/x.yaml", 1, "bad-path", "error")]),
    ({"x.yaml": text_of("numeric")}, [("x.yaml", 1, "bad-path", "error")]),
    ({"law/Аракет.yaml": text_of("numeric")}, [("law/Аракет.yaml", 1, "bad-path", "error")]),
    ({"law/x.yml": text_of("numeric")}, [("law/x.yml", 1, "bad-path", "error")]),
    ({"../law/x.yaml": text_of("numeric")}, [("../law/x.yaml", 1, "bad-path", "error")]),
    ({"README.md": "# Банк"}, [("README.md", 1, "unread-file", "warning")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted"), FAULTY)
def test_what_is_wrong_is_named_with_path_and_line(change, wanted):
    bundle = {path: text for path, text in {**SOUND, **change}.items() if text is not None}
    bank, found = faults(bundle)
    assert found == wanted
    assert (bank is None) == (wanted[0][0] == "bank.yaml" and wanted[0][2] != "repeated-id")


def test_all_faults_of_all_files_are_gathered_and_sound_questions_kept():
    bundle = {
        **SOUND,
        "elements/one.yaml": text_of("numeric", name="one").replace("points: 1", "points: yes"),
        "law/two.yaml": text_of("matching", name="two").replace("id: p2", "id: p1"),
        "law/three.yaml": "a: [",
    }
    bank, found = faults(bundle)
    assert found == [
        ("elements/one.yaml", 4, "ambiguous", "error"),
        ("law/three.yaml", 1, "yaml", "error"),
        ("law/two.yaml", 11, "repeated-id", "error"),
    ]
    assert sorted(bank.items) == ["act", "means", "purpose"]


def test_questions_are_checked_though_the_head_is_broken():
    bank, found = faults({"bank.yaml": "id: [", "law/x.yaml": "id: a\n"})
    assert bank is None
    assert [path for path, *_ in found] == ["bank.yaml", "law/x.yaml"]


def test_a_large_bank_is_read_within_a_second():
    bundle = bundle_of({"law": [f"item-{n}" for n in range(84)]})
    began = time.perf_counter()
    bank, problems = banks.read(bundle)
    assert time.perf_counter() - began < 1
    assert (len(bank.items), len(problems)) == (84, 0)


def test_ten_thousand_faults_are_named_in_time():
    bundle = {
        **SOUND,
        "law/x.yaml": text_of("numeric") + "".join(f"k{n}: 1\n" for n in range(10_000)),
    }
    began = time.perf_counter()
    assert len(faults(bundle)[1]) == 10_000
    assert time.perf_counter() - began < 2
