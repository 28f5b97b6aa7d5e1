"""T06 for drills: flip the key, and every byte before the answer stays the same."""

import re

from app.drills import actions
from tests.drills import drilling
from tests.drills.samples import bundle

_CHANCE = re.compile(r'(?<=name="csrf_token" value=")[^"]+|\d\d\.\d\d\.\d{4}, \d\d:\d\d')
TOKENS = (
    "Анткени",
    "Потому что",
    "Далил.",
    "Доказательство.",
    "Баасы.",
    "Кете алабы",
    "f-one",
)


def flipped(text: str) -> str:
    """Another offence, other elements, other reasoning; the story is the same."""
    for old, new in (
        ("offence: trafficking", "offence: no-offence"), ("shows: act", "shows: ACT"),
        ("shows: purpose", "shows: aggravation"), ("shows: ACT", "shows: purpose"),
        ("Анткени.", "Башкача."), ("tempting: fraud", "tempting: trafficking"),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


def received(browser_of) -> list[bytes]:
    """All that comes before an answer: the way in, the case in both languages, refusals, another's figures."""
    browser = browser_of("asel")
    begun = drilling.begin(browser)
    taken = []

    def take(response) -> None:
        body = response.get_data(as_text=True)
        assert not [token for token in TOKENS if token in body]
        taken.append(_CHANCE.sub("*", f"{response.status} {body}").encode())

    for path in (
        "/drills",
        begun.at(1),
        f"{begun.at(1)}?text=ru",
        begun.at(2),
        f"{begun.at(1)}/reasoning",
        f"/drills/{begun.session_id}",
        "/drills/figures",
    ):
        take(browser.client.get(path))
    for fields in ({"offence": "fraud"}, {"certainty": "3"}, {"language": "ru", "passage-1": "1"}):
        take(browser.post(begun.at(1), fields, follow=False).response)
    take(browser.client.get(begun.at(1)))
    return taken


def _worlds(browser_of, cast, built, monkeypatch, see):
    keeper, found = built[2], []
    monkeypatch.setattr(actions.secrets, "randbits", lambda _bits: 7)
    for change in (lambda text: text, flipped):
        keeper.restore()
        drilling.patterns(
            {
                path: text if path == "patterns.yaml" else change(text)
                for path, text in bundle().items()
            }
        )
        found.append(see(browser_of))
    return found


def test_the_key_flipped_changes_no_byte_before_the_answer(browser_of, cast, built, monkeypatch):
    one, other = _worlds(browser_of, cast, built, monkeypatch, received)
    assert len(one) == len(other) == 11
    assert one == other


def test_the_comparison_sees_a_key_that_is_told(browser_of, cast, built, monkeypatch):
    def told(browser_of):
        return drilling.begin(browser_of("asel")).answer(1).html

    one, other = _worlds(browser_of, cast, built, monkeypatch, told)
    assert _CHANCE.sub("*", one) != _CHANCE.sub("*", other)
