"""Every form there is, filled in well: who sends it, what has to stand there before, what is typed.

A new unsafe address needs an entry; a test says which is missing.
"""

import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from unittest import mock

from werkzeug.routing import Rule

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.accounts import signing
from app.accounts.kinds import Profession
from app.accounts.models import Device, HalfSignIn, Person
from app.accounts.passwords import secret_digest
from app.core import clock
from app.core.bilingual import Bilingual
from app.curriculum import queries as curriculum
from app.db.session import db, transaction
from app.learning import actions as learning
from app.learning import queries as studies
from tests.accounts.telephones import Telephone
from tests.architecture.walk import SAFE, Walk
from tests.browser import Browser, Page
from tests.cast import BUILDER

PASSWORD = "three quiet mountains beyond"
NAMES = {"name_ky": "Жаңы", "name_ru": "Новый", "name_en": "New"}
_OTHER_COURSE = "police-first-response"

Places = Mapping[str, object]
Setup = Callable[[Walk], Places]


def _nothing(_walk: Walk) -> Places:
    return {}


@dataclass(frozen=True)
class Form:
    """`rule` is the address; `to` its values, from what stands in the world and what `setup` made.

    `page` shows the form, when it is not at the address itself; "" when no page is needed to send it.
    `knows` are names that the view reads and that a person may send there. `whose`: as whose act it counts.
    """

    rule: str
    who: str
    typed: Mapping[str, str] = field(default_factory=dict)
    to: Mapping[str, str] = field(default_factory=dict)
    page: str | None = None
    setup: Setup = _nothing
    knows: frozenset[str] = frozenset()
    whose: str = ""

    @property
    def acts(self) -> str:
        return self.whose or ("asel" if self.who == "guest" else self.who)


# ── what has to be there first ────────────────────────────────────────────────


def _vacant(walk: Walk) -> Places:
    unit = people.unit(walk.cast.unit_ids["osh"])
    assert unit is not None
    name = Bilingual(ky="Бош", ru="Пусто", en="Vacant")
    return {"vacant": accounts.create_post(unit, name, Profession.POLICE, by=BUILDER).id}


def _newcomer(walk: Walk) -> Places:
    """Somebody of the academy without a post."""
    person = db.session.get_one(Person, walk.cast.people["bek"].id)
    held = people.appointment(person.id, on=clock.today())
    assert held is not None
    held.until_day = clock.today()
    held.ended_by = "moved"
    return _vacant(walk)


def _link(walk: Walk) -> Places:
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    return {"token": signing.make_link(person, "reset", by=BUILDER, at=clock.now())}


def _password(walk: Walk) -> Places:
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    person.password_hash = walk.app.extensions["hasher"].hash(PASSWORD)
    return {}


def _key(walk: Walk) -> str:
    """Of Asel's session."""
    return walk._cookies["asel"][walk.app.config["SIGN_IN_COOKIE_NAME"]]


def _offered(walk: Walk) -> Places:
    """Asel is about to set up the device that her session is offered."""
    secret = walk.app.extensions["vault"].offer(_key(walk))
    return {"code": Telephone(secret).code()}


def _device(walk: Walk) -> Places:
    """Asel has set one up before."""
    vault = walk.app.extensions["vault"]
    telephone = Telephone(vault.offer("an earlier session"))
    asel, secret = walk.cast.people["asel"].id, vault.seal(telephone.secret)
    db.session.add(Device(person_id=asel, secret=secret, made_at=clock.now(), last_step=0))
    return {"code": telephone.code()}


def _half(walk: Walk) -> Places:
    """Besides, her password was right again on the same browser."""
    digest, asel = secret_digest(_key(walk)), walk.cast.people["asel"].id
    db.session.add(HalfSignIn(key_digest=digest, person_id=asel, begun_at=clock.now()))
    return _device(walk)


def _left(walk: Walk) -> Places:
    """Recorded by mistake."""
    person = db.session.get_one(Person, walk.cast.people["bek"].id)
    accounts.dismiss(person, on_day=clock.today(), by=BUILDER, at=clock.now())
    return {}


def _unasked(walk: Walk) -> Places:
    """Nobody wants to revoke Asel's certificate."""
    given = studies.certificates(walk.cast.people["asel"].id)[0][0]
    asked = studies.revocation(given.id)
    if asked is not None:
        db.session.delete(asked)
        db.session.flush()
    return {"number": given.number}


def _asked(walk: Walk) -> Places:
    """Somebody other than Kanykei wants to revoke it."""
    number = _unasked(walk)
    given = studies.certificates(walk.cast.people["asel"].id)[0][0]
    reason = "The identity was confused."
    learning.ask_revocation(given, reason, by=walk.cast.actors["nurlan"], at=clock.now())
    return number


def _enrolled(walk: Walk) -> Places:
    person = db.session.get_one(Person, walk.cast.people["asel"].id)
    release = curriculum.current_release(_OTHER_COURSE)
    assert release is not None
    enrolled = learning.enrol(person, release, by=walk.cast.actors["asel"], at=clock.now())
    return {"begun": enrolled.id, "first": curriculum.course(release.id).lessons[0].id}


# ── the forms ─────────────────────────────────────────────────────────────────

_PLACE = {"post": "{vacant}"}
_SURE = {"step": "confirmed"}
_MOVE = "/people/<int:person_id>/<any(appoint, move, leave):deed>"
_LINK = "/<any(invitation, reset):purpose>/<token>"
_CODE = {"one_time_code": "{code}"}
_LETTER = {"password": PASSWORD, "password_again": PASSWORD}
_WANTED = frozenset({"next", "kept_path", "demonstration", "language"})
_ANSWER = frozenset({"then", "language", "choice", "choices", "text"})

FORMS: dict[str, Form] = {
    "sign in": Form("/sign-in", "guest", {"sign_in_name": "asel", "password": PASSWORD}, setup=_password, knows=_WANTED),
    "sign out": Form("/sign-out", "asel", page=""),
    "language": Form("/language", "asel", {"language": "ru", "back": "/me"}, page=""),
    "forgotten": Form("/forgotten", "guest", {"who": "asel"}),
    "set password": Form(_LINK, "guest", _LETTER, {"purpose": "reset", "token": "{token}"}, setup=_link),
    "new password": Form("/me/password", "asel", page=""),
    "sign out everywhere": Form("/me/sessions/end", "asel", page=""),
    "add": Form("/people/new", "kanykei", {"family_name": "Жаңы", "given_name": "Адам", "sex": "male", "sign_in_name": "new.person", **_PLACE}, setup=_vacant),
    "correct": Form("/people/<int:person_id>/edit", "kanykei", {"given_name": "Айсулуу"}),
    "invite": Form("/people/<int:person_id>/invitation", "kanykei", page=""),
    "appoint": Form(_MOVE, "kanykei", _PLACE | _SURE, {"deed": "appoint", "person_id": "{bek}"}, setup=_newcomer),
    "move": Form(_MOVE, "kanykei", _PLACE | _SURE, {"deed": "move"}, setup=_vacant),
    "leave": Form(_MOVE, "kanykei", _SURE, {"deed": "leave"}),
    "undo leaving": Form("/people/<int:person_id>/leave/undo", "kanykei", to={"person_id": "{bek}"}, page="", setup=_left),
    "ask for an address": Form("/me/address", "asel", {"address": "asel.new@example.test", "password": PASSWORD}, setup=_password),
    "change the address": Form("/address/<token>", "guest", whose="bek"),
    "second step": Form("/sign-in/second-step", "asel", _CODE, setup=_half, knows=_WANTED),
    "set up a device": Form("/me/second-factor/device", "asel", _CODE, setup=_offered),
    "new recovery codes": Form("/me/second-factor", "asel", _CODE | {"act": "renew"}, setup=_device),
    "no second factor": Form("/me/second-factor", "asel", _CODE | {"act": "remove"}, setup=_device),
    "reset a second factor": Form("/people/<int:person_id>/second-factor/reset", "kanykei", page="", setup=_device),
    "give an exception": Form("/people/<int:person_id>/allowances", "kanykei", {"test": "tip-foundations/final-test", "minutes": "20", "reason": "A broken arm, shown by a paper."}),
    "end an exception": Form("/people/<int:person_id>/allowances/<int:allowance_id>/end", "kanykei", page=""),
    "set days": Form("/units/<int:unit_id>/windows", "kanykei", {"test": "police-first-response/final-test", "first_day": "2099-01-01", "last_day": "2099-01-02"}),
    "end days": Form("/units/<int:unit_id>/windows/<int:window_id>/end", "kanykei", page=""),
    "unit": Form("/units/<int:unit_id>/units/new", "kanykei", NAMES),
    "post": Form("/units/<int:unit_id>/posts/new", "kanykei", NAMES | {"profession": "police"}),
    "duty": Form("/people/<int:person_id>/duties", "nurlan", {"kind": "trainer", "unit": "{osh}"}),
    "duty for two": Form("/people/<int:person_id>/duties", "nurlan", {"kind": "registrar", "unit": "{osh}"}),
    "withdraw a duty": Form("/people/<int:person_id>/duties/<int:grant_id>/withdrawal", "nurlan", page=""),
    "confirm a duty": Form("/duties/<int:request_id>/confirmation", "nurlan", page=""),
    "decline a duty": Form("/duties/<int:request_id>/refusal", "nurlan", page=""),
    "enrol": Form("/courses/<course>/enrolments", "asel", to={"course": _OTHER_COURSE}, page=""),
    "read": Form("/study/<int:enrolment_id>/lessons", "asel", {"lesson": "{first}"}, {"enrolment_id": "{begun}"}, page="", setup=_enrolled, knows=frozenset({"text"})),
    "begin": Form("/study/<int:enrolment_id>/attempts", "asel", {"test": "pre-test"}, {"enrolment_id": "{begun}"}, page="", setup=_enrolled),
    "answer": Form("/attempts/<int:attempt_id>/questions/<int:n>", "asel", {"choice": "1", "then": "next"}, knows=_ANSWER),
    "take the seat": Form("/attempts/<int:attempt_id>/seat", "asel", {"question": "1"}, page=""),
    "hand in": Form("/attempts/<int:attempt_id>/hand-in", "asel"),
    "ask to revoke": Form("/certificates/<number>/revocation", "kanykei", {"reason": "The identity was confused."}, page="", to={"number": "{number}"}, setup=_unasked),
    "confirm revoking": Form("/certificates/<number>/revocation/confirmation", "kanykei", to={"number": "{number}"}, page="", setup=_asked),
    "take back revoking": Form("/certificates/<number>/revocation/withdrawal", "kanykei", to={"number": "{number}"}, page="", setup=_asked),
}  # fmt: skip


def unsafe(rules: list[Rule]) -> set[str]:
    return {r.rule for r in rules if (r.methods or set()) - {*SAFE, "HEAD", "OPTIONS"}}


def without_a_form(rules: list[Rule]) -> list[str]:
    """Unsafe addresses for which nothing stands above."""
    return sorted(unsafe(rules) - {form.rule for form in FORMS.values()})


@dataclass
class Ready:
    """A form filled in, not yet sent."""

    browser: Browser
    path: str
    fields: dict[str, str]

    def send(self, more: Mapping[str, str] | None = None) -> Page:
        fields = dict(more or {}) | self.fields
        return self.browser.post(self.path, fields, follow=False)


@contextmanager
def no_chance() -> Iterator[None]:
    """Secrets, seeds and marks of devices come out the same each time."""
    numbers = count(1)

    def text(size: int = 32) -> str:
        return f"{next(numbers):0{2 * size}d}"

    with (
        mock.patch.multiple(
            secrets,
            token_urlsafe=text,
            token_hex=text,
            randbits=lambda _bits: next(numbers),
            randbelow=lambda most: next(numbers) % most,
            choice=lambda letters: letters[next(numbers) % len(letters)],
        ),
        mock.patch.object(uuid, "uuid4", lambda: uuid.UUID(int=next(numbers))),
    ):
        yield


def fill_in(walk: Walk, name: str) -> Ready:
    """The world put back, what the form needs made, its page opened, its fields filled in."""
    walk.restore()
    form = FORMS[name]
    with transaction():
        made = dict(form.setup(walk))
    db.session.remove()
    places = _places(walk) | made
    path = _path(walk, form, places)
    browser = Browser(walk.app)
    browser.client = walk.client(form.who)
    shown = {} if form.page == "" else browser.get(form.page or path).form(path)
    shown.pop("csrf_token", None)
    typed = {name: value.format(**places) for name, value in form.typed.items()}
    return Ready(browser, path, shown | typed)


def _places(walk: Walk) -> dict[str, object]:
    cast = walk.cast
    return {n: p.id for n, p in cast.people.items()} | dict(cast.unit_ids)


def _path(walk: Walk, form: Form, places: Places) -> str:
    rule = next(r for r in walk.rules if r.rule == form.rule and r.methods and "POST" in r.methods)
    values = dict(next(walk.things.values(rule, "asel"), {}))
    values |= {name: value.format(**places) for name, value in form.to.items()}
    converters = rule._converters
    values = {n: int(str(v)) if hasattr(converters[n], "num_convert") else v for n, v in values.items()}  # fmt: skip
    built = rule.build(values, append_unknown=False)
    assert built, form.rule
    return built[1]
