"""T06: while a test is open, no page a trainee can open anywhere holds a byte that depends on the key.

That the pages of the attempt itself do not, also in what scripts are answered, is proved in tests/assessment.
"""

import pytest

from app.assessment import queries
from app.db.session import transaction
from app.learning import queries as studies
from tests import make
from tests.architecture import addresses
from tests.assessment import samples
from tests.assessment.sitting import Sitting, take_seat
from tests.assessment.test_key_secrecy import _CHANCE, EVERY, TOKENS, asks_for_essays, world

pytestmark = pytest.mark.proof

LANGUAGES = ("ky", "ru")
# Files, and the page that shows a new secret each time it is opened.
_ELSEWHERE = (
    "assets.show",
    "curriculum_media.show",
    "home.health",
    "drills_figures.as_xlsx",
    "accounts_device.new",
)


@pytest.fixture
def restore(built, app):
    _app, _cast, keeper = built
    return keeper.restore


def begun(browser_of, cast) -> tuple[Sitting, dict[str, object]]:
    """Asel studies, has handed one attempt in, and sits before the next."""
    person = cast.people["asel"]
    with transaction():
        enrolment = make.enrolment(person)
        context = studies.context_of(enrolment.id)
        first = make.attempt(cast.asel, context=context, attempts=3, certainty="true")
        make.tests.hand_in(first, by=cast.asel, at=first.begun_at)
        now = make.attempt(cast.asel, context=context, attempts=3, certainty="true")
        known = {"enrolment_id": enrolment.id, "attempt_id": now.id, "lesson_id": "lesson", "course": "course"}  # fmt: skip
        known |= {
            "person_id": person.id,
            "n": 1,
            "release_id": now.bank_release_id,
            "first": first.id,
        }
    sitting = Sitting(browser_of("asel"), now.id)
    take_seat(sitting, make.SEAT)
    return sitting, known


def pages(app, known: dict[str, object]) -> list[str]:
    """Every address that can be made of what she knows."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in addresses.methods(rule) and rule.arguments <= known.keys():
            built = rule.build({n: known[n] for n in rule.arguments}, append_unknown=False)
            if built and rule.endpoint not in _ELSEWHERE:
                found.append(built[1])
    more = [f"/attempts/{known['attempt_id']}/questions/{n}" for n in range(2, 7)]
    return sorted({*found, *more, f"/attempts/{known['first']}"})


def received(app, browser_of, cast) -> dict[str, bytes]:
    sitting, known = begun(browser_of, cast)
    taken = {}
    for path in pages(app, known):
        for language in LANGUAGES:
            address = f"{path}?text={language}"
            answer = sitting.browser.client.get(address)
            body = answer.get_data(as_text=True)
            assert answer.status_code < 500, address
            told = [f"{k}: {v}" for k, v in answer.headers if k not in ("Set-Cookie", "Content-Length")]  # fmt: skip
            taken[address] = _CHANCE.sub("*", "\n".join([answer.status, *told, body])).encode()
    return taken


def differing(app, browser_of, cast, restore, kind: str) -> tuple[list[str], dict[str, bytes]]:
    worlds = []
    for own in (samples.ALL[kind], EVERY[kind]):
        restore()
        queries._banks.clear()
        world(kind, own)
        worlds.append(received(app, browser_of, cast))
    one, other = worlds
    assert one.keys() == other.keys()
    return [address for address in one if one[address] != other[address]], one


@pytest.mark.usefixtures(asks_for_essays.__name__)
@pytest.mark.parametrize("kind", EVERY)
def test_the_key_flipped_changes_no_page_anywhere(kind, app, browser_of, cast, restore):
    found, taken = differing(app, browser_of, cast, restore, kind)
    tokens = [f"{t} at {a}" for a, body in taken.items() for t in TOKENS if t.encode() in body and not _result(a)]  # fmt: skip
    print(f"pages that tell the key of {kind}: {len(found)} / 0 of {len(taken)}")
    assert found == []
    assert tokens == []
    assert len(taken) > 40


def _result(address: str) -> bool:
    return "/result" in address


def test_the_result_before_gives_nothing_while_the_next_is_open(app, browser_of, cast, restore):
    """The same questions may be asked again, so right answers are not shown until it is handed in."""
    restore()
    world("short-answer", samples.OWN["short-answer"])
    sitting, known = begun(browser_of, cast)
    closed = sitting.browser.client.get(f"/attempts/{known['first']}/result").get_data(as_text=True)
    assert [token for token in TOKENS if token in closed] == []
    sitting.hand_in()
    shown = sitting.browser.client.get(f"/attempts/{known['first']}/result").get_data(as_text=True)
    assert [token for token in TOKENS if token in shown], "the comparison cannot tell"


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_page_that_tells_the_key_is_found(app, browser_of, cast, restore, monkeypatch):
    sound = app.view_functions["learning_record.show"]

    def telling(**values):
        release = queries.current_bank_release("bank")
        assert release is not None
        item = next(iter(queries.bank(release.id).items.values()))
        return sound(**values).replace("</h1>", f" {item.accept.ky[0]}</h1>")

    telling.audience = sound.audience
    monkeypatch.setitem(app.view_functions, "learning_record.show", telling)
    found, _taken = differing(app, browser_of, cast, restore, "short-answer")
    assert {address.split("?")[0] for address in found} == {"/record"}
