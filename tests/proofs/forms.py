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

from app.db.session import db, transaction
from tests.architecture.walk import SAFE, Walk
from tests.browser import Browser, Page
from tests.proofs import before, listed
from tests.proofs.before import PASSWORD, Places

NAMES = {"name_ky": "Жаңы", "name_ru": "Новый", "name_en": "New"}


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


# ── the forms ─────────────────────────────────────────────────────────────────

_PLACE = {"post": "{vacant}"}
_SURE = {"step": "confirmed"}
_MOVE = "/people/<int:person_id>/<any(appoint, move, leave):deed>"
_RIGHT = (
    "/people/<int:person_id>/<any(appointments, ranks, absences):facts>/<int:fact_id>/correction"
)
_REASON = {"reason": "Order No. 7."}
_LINK = "/<any(invitation, reset):purpose>/<token>"
_CODE = {"one_time_code": "{code}"}
_GROUP, _IT = "/groups/<int:group_id>", {"group_id": "{group}"}
_LETTER = {"password": PASSWORD, "password_again": PASSWORD}
_WANTED = frozenset({"next", "kept_path", "demonstration", "language"})
_ESSAY = "/markings/<int:marking_id>"
_LEVELS = {f"level_{n}": "1" for n in range(4)}
_LIST, _THIS = "/staff-lists/<int:list_id>", {"list_id": "{list}"}
_SEEN = {"seen": "{seen}"}
_STEP = frozenset({"shown", "language", "choice"})
_ANSWER = frozenset({"then", "language", "choice", "choices", "text", "certainty"})

_TERMS = {
    "course": "tip-foundations",
    "unit": "{osh}",
    "within_days": "60",
    "from_day": "2099-01-01",
    "reason": "An order.",
}

_OF_TERMS = frozenset(
    {"post", "profession", "kind", "valid_months", "law_as_of", "tell_head", "tell_registrar"}
)

FORMS: dict[str, Form] = {
    "sign in": Form("/sign-in", "guest", {"sign_in_name": "asel", "password": PASSWORD}, setup=before.password, knows=_WANTED),
    "sign out": Form("/sign-out", "asel", page=""),
    "language": Form("/language", "asel", {"language": "ru", "back": "/me"}, page=""),
    "forgotten": Form("/forgotten", "guest", {"who": "asel"}),
    "set password": Form(_LINK, "guest", _LETTER, {"purpose": "reset", "token": "{token}"}, setup=before.link),
    "new password": Form("/me/password", "asel", page=""),
    "sign out everywhere": Form("/me/sessions/end", "asel", page=""),
    "add": Form("/people/new", "kanykei", {"family_name": "Жаңы", "given_name": "Адам", "sex": "male", "sign_in_name": "new.person", **_PLACE}, setup=before.vacant),
    "correct": Form("/people/<int:person_id>/edit", "kanykei", {"given_name": "Айсулуу"}),
    "invite": Form("/people/<int:person_id>/invitation", "kanykei", page=""),
    "appoint": Form(_MOVE, "kanykei", _PLACE | _SURE, {"deed": "appoint", "person_id": "{bek}"}, setup=before.newcomer),
    "move": Form(_MOVE, "kanykei", _PLACE | _SURE, {"deed": "move"}, setup=before.vacant),
    "leave": Form(_MOVE, "kanykei", _SURE, {"deed": "leave"}),
    "undo leaving": Form("/people/<int:person_id>/leave/undo", "kanykei", to={"person_id": "{bek}"}, page="", setup=before.left),
    "ask for an address": Form("/me/address", "asel", {"address": "asel.new@example.test", "password": PASSWORD}, setup=before.password),
    "change the address": Form("/address/<token>", "guest", whose="bek"),
    "second step": Form("/sign-in/second-step", "asel", _CODE, setup=before.half, knows=_WANTED),
    "set up a device": Form("/me/second-factor/device", "asel", _CODE, setup=before.offered),
    "new recovery codes": Form("/me/second-factor", "asel", _CODE | {"act": "renew"}, setup=before.device),
    "no second factor": Form("/me/second-factor", "asel", _CODE | {"act": "remove"}, setup=before.device),
    "reset a second factor": Form("/people/<int:person_id>/second-factor/reset", "kanykei", page="", setup=before.device),
    "give an exception": Form("/people/<int:person_id>/allowances", "kanykei", {"test": "tip-foundations/final-test", "minutes": "20", "reason": "A broken arm, shown by a paper."}),
    "end an exception": Form("/people/<int:person_id>/allowances/<int:allowance_id>/end", "kanykei", page=""),
    "set days": Form("/units/<int:unit_id>/windows", "kanykei", {"test": "police-first-response/final-test", "first_day": "2099-01-01", "last_day": "2099-01-02"}),
    "end days": Form("/units/<int:unit_id>/windows/<int:window_id>/end", "kanykei", page=""),
    "unit": Form("/units/<int:unit_id>/units/new", "kanykei", NAMES),
    "post": Form("/units/<int:unit_id>/posts/new", "kanykei", NAMES | {"profession": "police"}),
    "correct a post": Form("/units/<int:unit_id>/posts/<int:post_id>/edit", "kanykei", {"name_ky": "Башка"}),
    "record a rank": Form("/people/<int:person_id>/ranks/new", "kanykei", {"rank": "police-colonel"}),
    "record an absence": Form("/people/<int:person_id>/absences/new", "kanykei", {"kind": "leave"}),
    "end an absence": Form("/people/<int:person_id>/absences/<int:absence_id>/end", "kanykei", {"until_day": "2023-06-05"}),
    "put a post right": Form(_RIGHT, "kanykei", {"from_day": "2023-06-02", **_REASON}, {"facts": "appointments"}),
    "put a rank right": Form(_RIGHT, "kanykei", {"from_day": "2023-06-02", **_REASON}, {"facts": "ranks"}),
    "put an absence right": Form(_RIGHT, "kanykei", {"until_day": "2023-06-07", **_REASON}, {"facts": "absences"}),
    "tell two people apart": Form("/people/<int:person_id>/duplicates/<int:other_id>", "kanykei", {"step": "different", **_REASON}),
    "make two records one": Form("/duplicates/<int:merge_id>/confirmation", "nurlan", page=""),
    "leave two records apart": Form("/duplicates/<int:merge_id>/refusal", "kanykei", page=""),
    "set two records apart": Form("/duplicates/<int:merge_id>/undo", "kanykei", to={"merge_id": "{merged}"}, page="", setup=before.merged),
    "duty": Form("/people/<int:person_id>/duties", "nurlan", {"kind": "trainer", "unit": "{osh}"}),
    "duty for two": Form("/people/<int:person_id>/duties", "nurlan", {"kind": "registrar", "unit": "{osh}"}),
    "withdraw a duty": Form("/people/<int:person_id>/duties/<int:grant_id>/withdrawal", "nurlan", page=""),
    "confirm a duty": Form("/duties/<int:request_id>/confirmation", "nurlan", page=""),
    "decline a duty": Form("/duties/<int:request_id>/refusal", "nurlan", page=""),
    "require a course": Form("/requirements/new", "kanykei", _TERMS | _SURE, knows=_OF_TERMS),
    "change what is required": Form("/requirements/<int:requirement_id>/change", "kanykei", _TERMS | _SURE, knows=_OF_TERMS),
    "require no more": Form("/requirements/<int:requirement_id>/end", "kanykei", {"on_day": "2099-01-01"}, page=""),
    "exempt": Form("/people/<int:person_id>/exemptions", "kanykei", {"requirement": "{asks}", "last_day": "2099-01-01", "reason": "Away for training abroad."}, page="", setup=before.asked_of),
    "end an exemption": Form("/people/<int:person_id>/exemptions/<int:waiver_id>/end", "kanykei", page=""),
    "study anew": Form("/courses/<course>/again", "asel", to={"course": before.OTHER_COURSE}, page="", setup=before.asked_of),
    "enrol": Form("/courses/<course>/enrolments", "asel", to={"course": before.OTHER_COURSE}, page=""),
    "read": Form("/study/<int:enrolment_id>/lessons", "asel", {"lesson": "{first}"}, {"enrolment_id": "{begun}"}, page="", setup=before.enrolled, knows=frozenset({"text"})),
    "begin": Form("/study/<int:enrolment_id>/attempts", "asel", {"test": "pre-test"}, {"enrolment_id": "{begun}"}, page="", setup=before.enrolled),
    "begin a walkthrough": Form("/study/<int:enrolment_id>/runs", "asel", {"scenario": "bench"}, {"enrolment_id": "{begun}"}, page="", setup=before.cased, knows=frozenset({"again"})),
    "take an essay": Form(f"{_ESSAY}/taking", "chynara", page=""),
    "give an essay back": Form(f"{_ESSAY}/return", "chynara", page="", setup=before.taken),
    "mark an essay": Form(_ESSAY, "chynara", _LEVELS | {"remark": "Жакшы"}, setup=before.taken),
    "answer": Form("/attempts/<int:attempt_id>/questions/<int:n>", "asel", {"choice": "1", "then": "next"}, knows=_ANSWER),
    "begin drills": Form("/drills", "daniyar", page=""),
    "answer a drill": Form("/drills/<int:session_id>/<int:n>", "asel", {"passage-1": "1", "offence": "fraud", "certainty": "2"}, knows=frozenset({"language"})),
    "take a step": Form("/runs/<int:run_id>/steps", "asel", {"choice": "listen", "number": "1"}, page="", knows=_STEP),
    "take a step back": Form("/runs/<int:run_id>/back", "asel", {"number": "1"}, page="", knows=_STEP),
    "note in a case": Form("/runs/<int:run_id>/notes", "asel", {"note": "Паспорт сейфте."}, page=""),
    "write a reflection": Form("/runs/<int:run_id>/reflection", "asel", {"reflection": "Биринчи коопсуздук."}, page=""),
    "mark a text of a case": Form("/writings/<int:run_id>/<int:number>", "chynara", {"level_0": "3", "remark": "Жакшы"}),
    "take the seat": Form("/attempts/<int:attempt_id>/seat", "asel", {"question": "1"}, page=""),
    "hand in": Form("/attempts/<int:attempt_id>/hand-in", "asel"),
    "open a group": Form("/groups", "chynara", {"title": "Ош, жаз"}),
    "join a group": Form("/groups/joinings", "asel", {"code": "{joins}"}, page="/groups", setup=before.group),
    "leave a group": Form("/groups/<int:group_id>/leaving", "asel", page="/groups"),
    "name a group": Form(_GROUP, "chynara", {"title": "Ош, күз"}, _IT, setup=before.group),
    "add to a group": Form(f"{_GROUP}/members", "chynara", {"person": "{aselid}"}, _IT, page="", setup=before.group),
    "take out of a group": Form(f"{_GROUP}/members/<int:person_id>/end", "chynara", to=_IT | {"person_id": "{bekid}"}, page="", setup=before.group),
    "new code of a group": Form(f"{_GROUP}/code", "chynara", to=_IT, page="", setup=before.group),
    "hand a group over": Form(f"{_GROUP}/trainer", "chynara", {"trainer": "{other}"}, _IT, page="", setup=before.group),
    "close a group": Form(f"{_GROUP}/closing", "chynara", to=_IT, page="", setup=before.group),
    "open a group again": Form(f"{_GROUP}/opening", "chynara", to=_IT, page="", setup=before.closed),
    "ask to revoke": Form("/certificates/<number>/revocation", "kanykei", {"reason": "The identity was confused."}, page="", to={"number": "{number}"}, setup=before.unasked),
    "confirm revoking": Form("/certificates/<number>/revocation/confirmation", "kanykei", to={"number": "{number}"}, page="", setup=before.asked),
    "take back revoking": Form("/certificates/<number>/revocation/withdrawal", "kanykei", to={"number": "{number}"}, page="", setup=before.asked),
    "ask for a report": Form("/reports/institution/<int:unit_id>/documents", "kanykei", page="", knows=frozenset({"from", "until", "on", "course", "only", "across"})),
    "sign a report": Form("/reports/documents/<int:document_id>/signatures", "kanykei", {"step": "submitted"}, page="", knows=frozenset({"reason"})),
    "ask for rows": Form("/reports/institution/<int:unit_id>/rows", "kanykei", page="", knows=frozenset({"from", "until", "on", "course", "only", "across"})),
    "take rows": Form("/reports/rows/<int:export_id>/<any(csv, xlsx):kind>", "kanykei", page="", to={"kind": "csv"}),
    "ask to mark again": Form("/regrades/new/<bank>/<item>", "kanykei", {"reason": "The key was mistaken."}, setup=before.unregraded),
    "mark again": Form("/regrades/<int:regrade_id>/confirmation", "nurlan", page=""),
    "bring a staff list": Form("/staff-lists/new", "kanykei", {"pasted": "Аты-жөнү\tКызматы\tБөлүм\nЖаңы Адам\tОрун\tOsh ky"}),
    "mean columns": Form(f"{_LIST}/columns", "kanykei", {"column_0": "full-name", "column_1": "nothing"}),
    "set a staff list": Form(f"{_LIST}/options", "kanykei", {"on_day": "2026-03-01", "complete": "no", "language": "ru", "profession": "police"}, _THIS, page="", setup=listed.opened, knows=frozenset({"makes_posts", "takes_guessed_sex"})),
    "decide a duplicate": Form(f"{_LIST}/duplicates", "kanykei", {"line_2": "another"}, _THIS, page="", setup=listed.doubtful),
    "apply a staff list": Form(f"{_LIST}/application", "kanykei", _SEEN, _THIS, page="", setup=listed.opened),
    "confirm a staff list": Form(f"{_LIST}/confirmation", "nurlan", _SEEN, _THIS, page="", setup=listed.waiting),
    "send a staff list back": Form(f"{_LIST}/refusal", "nurlan", {}, _THIS, page="", setup=listed.waiting),
    "undo a staff list": Form(f"{_LIST}/undoing", "kanykei", {}, _THIS, page="", setup=listed.applied),
    "take back marking again": Form("/regrades/<int:regrade_id>/withdrawal", "kanykei", page=""),
    "write a handover": Form("/handovers/<int:handover_id>/items/<any(course, checklist, tip, contact, decision):kind>", "asel", {"text": "Адегенде коопсуздук."}, {"kind": "tip"}, page="", knows=frozenset({"office", "phone"})),
    "take out of a handover": Form("/handovers/<int:handover_id>/items/<int:item_id>/removal", "asel", page=""),
    "finish a handover": Form("/handovers/<int:handover_id>/finish", "asel", page=""),
    "open a handover": Form("/handovers/<int:handover_id>/opening", "asel", page=""),
    "use a handover": Form("/handovers/<int:handover_id>/items/<int:item_id>/use", "asel", page=""),
    "assign a handover": Form("/handovers/<int:handover_id>/items/<int:item_id>/taker", "daniyar", {"taker": "{aselid}", "by_day": "2099-01-01"}, page="", setup=before.colleague),
    "look a handover through": Form("/handovers/<int:handover_id>/review", "daniyar", page=""),
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
