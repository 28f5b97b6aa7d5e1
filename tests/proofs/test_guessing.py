"""T13: guessing is slow whatever is guessed, known and unknown accounts look alike, and nobody is led away."""

import random
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from sqlalchemy import select
from wtforms import PasswordField

from app.accounts import rules, signing
from app.accounts.models import Person
from app.accounts.views import links
from app.core import clock
from app.db.session import db, transaction
from app.notices.models import Letter
from app.web import links as local
from app.web.forms import Form
from tests.architecture.walk import Walk
from tests.browser import ORIGIN
from tests.cast import BUILDER
from tests.statements import statements

pytestmark = pytest.mark.proof

RIGHT = "three quiet mountains beyond"
WRONG = "not this one at all"
# Of the addresses behind which a secret is typed, those from which nothing is guessed: one's own new password.
_NOT_GUESSED = {"ChoosePassword"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(links, "ANSWER_AFTER", 0.0)


@pytest.fixture
def ready(own_walk) -> Walk:
    own_walk.restore()
    hashed = own_walk.app.extensions["hasher"].hash(RIGHT)
    with transaction() as session:
        for name in ("asel", "bek", "perizat"):
            session.get_one(Person, own_walk.cast.people[name].id).password_hash = hashed
    db.session.remove()
    return own_walk


# ── guessing ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Door:
    """Where a secret is asked for; `form` is the class it is typed into, "" where it stands in the address."""

    form: str
    who: str
    path: Callable[[Walk], str]
    fields: Callable[[str], dict[str, str]]
    most: int


def _reset(walk: Walk, name: str = "asel") -> str:
    with transaction():
        person = db.session.get_one(Person, walk.cast.people[name].id)
        return f"/reset/{signing.make_link(person, 'reset', by=BUILDER, at=clock.now())}"


def _choose(_secret: str) -> dict[str, str]:
    return {"password": "four quiet hills", "password_again": "four quiet hills"}


DOORS = {
    "/sign-in": Door("SignIn", "guest", lambda walk: "/sign-in", lambda secret: {"sign_in_name": "asel", "password": secret}, 8),
    "/<any(invitation, reset):purpose>/<token>": Door("", "guest", _reset, _choose, 150),
    "/me/address": Door("AddressForm", "asel", lambda walk: "/me/address", lambda secret: {"address": "new@example.test", "password": secret}, 8),
    "/address/<token>": Door("", "guest", lambda walk: f"/address/{walk.things.made['accounts_address:token', 'asel']}", _choose, 150),
}  # fmt: skip


def unknown_doors(walk: Walk) -> list[str]:
    """Addresses with a secret in them, and forms with a password, of which nothing stands above."""
    told = {rule.rule for rule in walk.rules if "token" in rule.arguments and "POST" in (rule.methods or ())}  # fmt: skip
    kinds, forms = [Form], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        fields = [getattr(kind, name) for name in dir(kind)]
        if any(getattr(f, "field_class", None) is PasswordField for f in fields):
            forms.add(kind.__name__)
    known = {door.form for door in DOORS.values()} | _NOT_GUESSED
    return sorted(told - DOORS.keys()) + sorted(forms - known)


def test_every_door_that_asks_for_a_secret_is_known(walk):
    assert unknown_doors(walk) == []


def tries(walk: Walk, rule: str, secret: str, *, path: str = "", network: str = "") -> int:
    door = DOORS[rule]
    fields = {"csrf_token": walk.token(), **door.fields(secret)}
    base = {"REMOTE_ADDR": network} if network else {}
    client = walk.client(door.who)
    path = path or door.path(walk)
    answer = client.post(path, data=fields, headers=ORIGIN, environ_overrides=base)
    return answer.status_code


@pytest.mark.parametrize("rule", [r for r in DOORS if DOORS[r].form])
def test_a_password_is_guessed_eight_times_and_no_more(rule, ready):
    statuses = [tries(ready, rule, f"{WRONG} {n}") for n in range(20)]
    answered = [s for s in statuses if s != 429]
    print(f"guesses answered at {rule}: {len(answered)} / 8 of {len(statuses)}")
    assert len(answered) == DOORS[rule].most
    assert tries(ready, rule, RIGHT) == 429, "the right one came through"


@pytest.mark.parametrize("rule", [r for r in DOORS if not DOORS[r].form])
def test_links_are_guessed_from_one_network_only_so_often(rule, ready):
    sound = DOORS[rule].path(ready)
    folder = sound.rpartition("/")[0]
    answered = 0
    for n in range(DOORS[rule].most + 20):
        answered += tries(ready, rule, "", path=f"{folder}/guess-{n}") != 429
    print(f"links guessed at {rule}: {answered} / {DOORS[rule].most}")
    assert answered <= DOORS[rule].most
    assert tries(ready, rule, "", path=sound) == 429, "the right one came through"
    assert tries(ready, rule, "", path=sound, network="10.9.8.7") == 303, "others are locked out"


def test_nobody_is_locked_out_for_good(ready, monkeypatch):
    for n in range(12):
        tries(ready, "/sign-in", f"{WRONG} {n}")
    assert tries(ready, "/sign-in", RIGHT) == 429
    later = clock.now() + rules.WINDOW
    monkeypatch.setattr(clock, "now", lambda: later)
    assert tries(ready, "/sign-in", RIGHT) == 303


# ── known and unknown look alike ──────────────────────────────────────────────


@contextmanager
def counted(walk: Walk, monkeypatch):
    """Passwords compared, and statements asked: what takes the time."""
    hasher, work = walk.app.extensions["hasher"], []
    sound = hasher.matches

    def matches(password, stored):
        work.append("password compared")
        return sound(password, stored)

    with monkeypatch.context() as patched, statements() as asked:
        patched.setattr(hasher, "matches", matches)
        yield work
        work += [statement.split(" WHERE")[0][:60] for statement in asked]


@pytest.mark.parametrize("name", ["nobody-of-this-name", "perizat", "kanykei", "x" * 90])
def test_an_unknown_account_costs_the_same_work(name, ready, monkeypatch):
    """Perizat has left, Kanykei has no password. Time is not measured here, but what it is spent on."""
    done = []
    for who in ("asel", name):
        client = ready.client("guest")
        fields = {"csrf_token": ready.token(), "sign_in_name": who, "password": WRONG}
        with counted(ready, monkeypatch) as work:
            answer = client.post("/sign-in", data=fields, headers=ORIGIN)
        neutral = answer.get_data(as_text=True).replace(who, "*")
        done.append((answer.status_code, work, neutral.split('name="csrf_token"')[0]))
    known, unknown = done
    print(f"work for an unknown account: {len(unknown[1])} / {len(known[1])} steps")
    assert known == unknown
    assert known[1].count("password compared") == 1


@pytest.mark.parametrize("fails", [False, True], ids=["the mail works", "the mail fails"])
def test_asking_for_a_letter_tells_nothing(fails, ready, monkeypatch):
    """Letters are rows: whether they can be sent is found out by a job, not by the one who asks."""
    monkeypatch.setitem(ready.app.config, "MAIL_SERVER", "127.0.0.1:1" if fails else "")
    said = set()
    for who in ("asel", "nobody", "perizat", "asel@example.test", "nobody@example.test"):
        fields = {"csrf_token": ready.token(), "who": who}
        answer = ready.client("guest").post("/forgotten", data=fields, headers=ORIGIN)
        told = [f"{n}: {v}" for n, v in answer.headers if n not in ("Set-Cookie", "Date")]
        said.add((answer.status_code, *told, answer.get_data(as_text=True)))
    assert len({(status, *told[:-1]) for status, *told in said}) == 1
    assert len({len(told[-1]) for _status, *told in said}) == 1
    assert {a.to_address for a in db.session.scalars(select(Letter))} >= {"asel@example.test"}


# ── nobody is led away ────────────────────────────────────────────────────────

_PIECES = (
    "/", "//", "\\", "\\\\", "http:", "https://", "evil.example", "@", "?", "#", ".", "..", "%2f", "%5c", "%09", "%0a",
    "%252f", "\t", "\r\n", "\x00", " ", "me", "people", ":", "javascript:", "data:", "localhost", "；", "／", "。", "%E2%80%8B",
    ";", "&", "=", "[", "]", "\u202e", "%",
)  # fmt: skip
_HERE = "http://localhost"


def leads_away(path: str) -> bool:
    """As browsers read it: backslashes are slashes, tabs and line ends are not there."""
    for form in (path, unquote(path)):
        plain = form.replace("\\", "/").translate({9: None, 10: None, 13: None}).strip()
        there = urlsplit(urljoin(f"{_HERE}/sign-in", plain))
        if (there.scheme, there.netloc) != ("http", "localhost"):
            return True
    return False


def invented(count: int) -> list[str]:
    chance = random.Random(13)
    return ["".join(chance.choices(_PIECES, k=chance.randrange(1, 7))) for _ in range(count)]


def test_no_invented_address_leads_away():
    found = [path for path in invented(20_000) if leads_away(local.safe_path(path))]
    print(f"addresses that lead away: {len(found)} / 0 of 20000")
    assert found == []
    assert sum(local.safe_path(path) != "/" for path in invented(20_000)) > 100, "all are refused"


def _doors_away(walk: Walk, wanted: str) -> list[str]:
    """Where the browser is sent, or what the page keeps for later, through every door for an address."""
    client, token = walk.client("asel"), walk.token()
    language = {"csrf_token": token, "language": "ru"}
    answers = [
        client.get("/sign-in", query_string={"next": wanted}),
        client.post("/language", data=language | {"back": wanted}, headers=ORIGIN),
        client.post("/language", data=language, headers=ORIGIN | {"Referer": quote(wanted, safe=":/?")}),
    ]  # fmt: skip
    entering = {"csrf_token": token, "sign_in_name": "bek", "password": RIGHT, "next": wanted}
    answers.append(walk.client("guest").post("/sign-in", data=entering, headers=ORIGIN))
    return [answer.headers["Location"] for answer in answers if answer.status_code == 303]


def test_no_door_leads_away(ready):
    found, asked = [], 0
    for wanted in [*invented(60), "//evil.example", "/\\evil.example", "https://evil.example/"]:
        there = _doors_away(ready, wanted)
        asked += len(there)
        found += [f"{wanted!r} leads to {path!r}" for path in there if leads_away(path)]
    print(f"doors that lead away: {len(found)} / 0 of {asked}")
    assert found == []
    assert asked > 100


# ── planted ───────────────────────────────────────────────────────────────────


def test_a_planted_door_without_a_count_is_found(ready, monkeypatch):
    monkeypatch.setattr(rules, "ensure_may_guess", lambda *_args, **_kwargs: None)
    statuses = [tries(ready, "/sign-in", f"{WRONG} {n}") for n in range(12)]
    assert 429 not in statuses


def test_a_planted_form_for_a_password_is_found(walk, monkeypatch):
    monkeypatch.delitem(DOORS, "/me/address")
    assert unknown_doors(walk) == ["AddressForm"]


def test_a_planted_way_in_that_looks_first_is_found(ready, monkeypatch):
    """Without the comparison for nobody, an unknown name is answered sooner."""
    work = []
    for who in ("asel", "nobody-of-this-name"):
        client = ready.client("guest")
        fields = {"csrf_token": ready.token(), "sign_in_name": who, "password": WRONG}
        with counted(ready, monkeypatch) as done:
            hasher = ready.app.extensions["hasher"]
            sound = hasher.matches
            monkeypatch.setattr(hasher, "matches", lambda p, s, sound=sound: s and sound(p, s))
            client.post("/sign-in", data=fields, headers=ORIGIN)
        monkeypatch.undo()
        work.append(done.count("password compared"))
    assert work == [1, 0]


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "/\t/evil.example", "https:evil", "/%5Cevil.example"])  # fmt: skip
def test_a_planted_address_that_leads_away_is_found(path):
    assert leads_away(path)
