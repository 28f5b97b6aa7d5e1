"""Proof 06: flip the key, and every byte a trainee receives before handing in stays the same."""

import re

import pytest

from app.assessment import quizzes
from app.db.session import transaction
from tests import make
from tests.assessment import more_kinds, samples
from tests.assessment.sitting import JSON, sit
from tests.browser import ORIGIN

# Kind → the same question with another key: other rights, other pairs, another order, other forms, another number.
FLIPPED = {
    "single-choice": samples.OWN["single-choice"]
    .replace(", right: true", "")
    .replace('ru: "Цель"}', 'ru: "Цель"}, right: true'),
    "multiple-choice": samples.OWN["multiple-choice"]
    .replace(", right: true", "")
    .replace('ru: "Место"}', 'ru: "Место"}, right: true'),
    "matching": """\
pairs:
  - {id: p1, left: {ky: "Азгыруу", ru: "Вербовка"}, right: {ky: "Жер", ru: "Место"}}
  - {id: p2, left: {ky: "Алдоо", ru: "Обман"}, right: {ky: "Аракет", ru: "Действие"}}
  - {id: p3, left: {ky: "Кулчулук", ru: "Рабство"}, right: {ky: "Ыкма", ru: "Средство"}}
extra:
  - {id: x1, text: {ky: "Максат", ru: "Цель"}}
""",
    "ordering": """\
steps:
  - {id: s1, text: {ky: "Кайтуу", ru: "Вернуться"}}
  - {id: s2, text: {ky: "Жардам", ru: "Помочь"}}
  - {id: s3, text: {ky: "Табуу", ru: "Выявить"}}
  - {id: s4, text: {ky: "Коргоо", ru: "Защитить"}}
""",
    "short-answer": 'accept: {ky: ["эксплуатация"], ru: ["эксплуатация"]}\n',
    "numeric": 'value: 99\ntolerance: 5\nunit: {ky: "күн", ru: "дней"}\n',
    **{kind: more_kinds.FLIPPED[kind] for kind in more_kinds.MARKED},
}
# An essay has no key but the model answer and the levels.
EVERY = FLIPPED | {"essay": more_kinds.FLIPPED["essay"]}

# What tells the key apart and stands in the question for no other reason.
TOKENS = (
    "псевдоним",
    "башка ысым",
    "эксплуатация",
    "Үлгү жооп",
    "Образец ответа",
    "Түшүндүрмө",
    "Объяснение",
    "lesson#block",
)
NAMES = ("explanation", "accept", "tolerance", "criminal-code", "easy")

# Made anew for each request, or telling the time: nothing of the key can be in them.
_CHANCE = re.compile(
    r'(?<=name="csrf_token" value=")[^"]+'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|\d\d\.\d\d\.\d{4}, \d\d:\d\d"
    r'|(?<="number":")[0-9a-f]{8}'
    r'|\d{4}-\d\d-\d\dT[^"]+'
)
_ANSWERS = {
    "choice": "1",
    "choices": "2",
    "pair-1": "2",
    "pair-2": "3",
    "place-1": "2",
    "text": "7",
    "gap-1": "2",
    "gap-2": "сөз",
    "evidence-1": "3",
    "evidence-2": "1",
    "passage-1": "2",
    "passage-3": "1",
    "certainty": "3",
}


def world(kind: str, own: str) -> None:
    """Six questions of one kind, all with this key."""
    files = {"bank.yaml": samples.HEAD, **more_kinds.MEDIA}
    for n in range(6):
        files[f"elements/q{n}.yaml"] = samples.text_of(kind, name=f"q{n}", own=own)
    with transaction():
        make.release("bank", "bank", files)


def received(browser_of, cast, *, hand_in: bool = False, **terms) -> list[bytes]:
    """Everything that is sent to one who opens, answers in both ways, switches, and looks through."""
    sitting = sit(browser_of, cast, certainty="true", **terms)
    taken: list[bytes] = []

    def take(answer) -> None:
        headers = [f"{k}: {v}" for k, v in answer.headers if k != "Set-Cookie"]
        body = answer.get_data(as_text=True)
        assert not [t for t in TOKENS if t in body]
        taken.append(_CHANCE.sub("*", "\n".join([answer.status, *headers, body])).encode())

    def get(path: str) -> None:
        take(sitting.browser.client.get(path))

    def post(path: str, fields, headers) -> None:
        fields = {"csrf_token": sitting.browser.token(), **fields}
        take(sitting.browser.client.post(path, data=fields, headers=headers))

    get(sitting.address)
    for place in (1, 2):
        get(sitting.at(place))
        post(sitting.at(place), _ANSWERS | {"version": "1", "client_id": f"device-{place}"}, JSON)
        post(sitting.at(place), _ANSWERS | {"choice": "3", "text": "x", "then": "next"}, ORIGIN)
        post(sitting.at(place), _ANSWERS | {"language": "ru"}, ORIGIN)
        get(sitting.at(place))
        post(sitting.at(place), {"version": "x"}, JSON)
    get(f"{sitting.address}/hand-in")
    get(f"{sitting.address}/result")
    if hand_in:
        post(f"{sitting.address}/hand-in", {}, ORIGIN)
        get(f"{sitting.address}/result")
    return taken


@pytest.fixture
def restore(built, app):
    """Puts the database back as it was, so that both worlds are lived through from the same state."""
    _app, _cast, keeper = built
    return keeper.restore


@pytest.fixture
def asks_for_essays(monkeypatch):
    """Whether or not people can mark yet."""
    monkeypatch.setattr(quizzes, "MARKED_BY_PEOPLE", frozenset(), raising=False)


@pytest.mark.usefixtures("asks_for_essays")
@pytest.mark.parametrize("kind", EVERY)
def test_the_key_flipped_changes_no_byte(kind, browser_of, cast, restore):
    worlds = []
    for own in (samples.ALL[kind], EVERY[kind]):
        restore()
        world(kind, own)
        worlds.append(received(browser_of, cast))
    one, other = worlds
    assert len(one) == len(other) > 10
    for left, right in zip(one, other, strict=True):
        assert left == right


# Terms under which nothing of the key is told before an answer is given for good, or ever.
RULES = {
    "practice, nothing given for good": {
        "kind": "practice",
        "pass_mark": None,
        "show": "{answers: after-question}",
    },
    "never shown, handed in": {
        "kind": "post",
        "pass_mark": None,
        "parallel_to": "before",
        "show": "{score: never, answers: never}",
        "hand_in": True,
    },
    "after days that nobody set, handed in": {
        "kind": "check",
        "pass_mark": None,
        "show": "{score: after-window, answers: after-window}",
        "hand_in": True,
    },
}


@pytest.mark.parametrize("terms", RULES.values(), ids=RULES)
@pytest.mark.parametrize("kind", ["single-choice", "numeric", "cloze"])
def test_under_every_rule_the_key_flipped_changes_no_byte(kind, terms, browser_of, cast, restore):
    worlds = []
    for own in (samples.ALL[kind], FLIPPED[kind]):
        restore()
        world(kind, own)
        worlds.append(received(browser_of, cast, **terms))
    assert worlds[0] == worlds[1]
    assert len(worlds[0]) > 10


@pytest.mark.parametrize("kind", FLIPPED)
def test_the_proof_sees_a_key_that_leaks(kind, browser_of, cast, restore):
    """The same two worlds differ once the test is handed in: so the comparison can tell them apart."""
    pages = []
    for own in (samples.ALL[kind], FLIPPED[kind]):
        restore()
        world(kind, own)
        pages.append(sit(browser_of, cast).hand_in().html)
    assert _CHANCE.sub("*", pages[0]) != _CHANCE.sub("*", pages[1])


@pytest.mark.parametrize("kind", make.KINDS)
def test_no_name_of_a_key_stands_on_a_question_page(kind, browser_of, cast):
    sitting = sit(browser_of, cast)
    page = sitting.question(sitting.place(kind))
    assert not [n for n in NAMES if n in page.html]
    assert f"e-{kind}" not in page.html
    options = {i.get("value") for i in page.all("input") if i.get("name") in ("choice", "choices")}
    assert options <= {str(n) for n in range(1, 11)}
