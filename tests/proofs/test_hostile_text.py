"""T04: what people type is shown as text. Payloads in every text there is; all pages are parsed.

That the headers are there is T15; here a page must be safe without them.
"""

import html5lib
import pytest

from app.accounts.models import Person
from app.core import clock
from app.db.session import db, transaction
from app.notices import actions as notices
from app.web.access import public
from tests.architecture.walk import Walk
from tests.assessment.sitting import sit
from tests.browser import ORIGIN
from tests.proofs import poison
from tests.proofs.everything import read_all
from tests.proofs.poison import CONTENT, MARK, PAYLOADS, SHORTEST, SINGLE, TOGETHER

pytestmark = pytest.mark.proof

# Who reads everything; guests and administrators see little of it, so they read in two rounds only.
READERS, SOME = ("kanykei", "asel"), ("guest", "nurlan")
LETTER = (notices.Recipient("x", "x@example.test", "ky"), notices.Text("x", "x"))
# Files, of which other proofs read the text.
NO_PAGES = ("reports_institution.section_file", "reports_institution.whole_file", "reports_documents.file", "reports_rows.code_book_csv", "learning_certificates.as_pdf", "reports_completion.as_csv", "reports_completion.as_xlsx", "reports_person.as_csv", "assets.show")  # fmt: skip
_LEADS = ("href", "src", "action", "formaction", "data", "srcset", "poster", "{http://www.w3.org/1999/xlink}href")  # fmt: skip
_SCRIPT = ("javascript:", "data:text")
_RAN = ("49$", "49hx", "49<%", "49&lt;%")


def active(html: str) -> list[str]:
    """Elements and attributes in which a payload came to life."""
    if not MARK.search(html) and not any(ran in html for ran in _RAN):
        return []
    found = []
    for element in html5lib.parse(html).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        if tag in ("script", "style") and MARK.search(element.text or ""):
            found.append(f"<{tag}>")
        if tag in ("iframe", "object", "embed", "base"):
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            said = value.strip().casefold()
            if str(name).startswith("on") or name == "style":
                found.append(f"<{tag} {name}>")
            if name in _LEADS and (said.startswith(_SCRIPT) or MARK.match(said)):
                found.append(f"<{tag} {name}={value[:40]}>")
    return found + (["a template was run"] if any(ran in html for ran in _RAN) else [])


def faults(walk: Walk, name: str, counted: list[str], *, more: tuple[str, ...] = ()) -> list[str]:
    found = []
    pages = [*read_all(walk, name, but=NO_PAGES, owners=("asel",))]
    pages += [(address, walk.client(name).get(address)) for address in more]
    for address, response in pages:
        assert response.status_code < 500, f"{address}: {response.status_code}"
        if response.mimetype in ("text/html", "image/svg+xml"):
            html = response.get_data(as_text=True)
            counted.append(html)
            found += [f"{address}: {fault}" for fault in active(html)]
    return found


def lived_through(walk: Walk, turn: int) -> tuple[list[str], list[str]]:
    """Faults, and all pages that were read, in one of the rounds."""
    walk.restore()
    with transaction():
        notices.write_letter(LETTER[0], LETTER[1], at=clock.now())
        poison.poison_rows(turn)
        if turn > 0:
            poison.poison_content(TOGETHER if turn == 1 else SINGLE[4])
    db.session.remove()
    counted: list[str] = []
    enrolment = walk.things.made["enrolment_id", "asel"]
    lesson = walk.things.made["lesson_id", "asel"]
    both = (f"/study/{enrolment}/lessons/{lesson}?both=1&text=ru",)
    names = (*READERS, *SOME) if turn > 0 else READERS
    found = [f for name in names for f in faults(walk, name, counted, more=both)]
    return found, counted


def test_nothing_that_people_type_is_ever_run(own_walk):
    found, counted = [], []
    for turn in range(len(PAYLOADS)):
        faulty, pages = lived_through(own_walk, turn)
        found, counted = found + faulty, counted + pages
    marks = poison.marks()
    shown = {name for name, mark in marks.items() if any(mark in html for html in counted)}
    of_content = sum(CONTENT in html for html in counted)
    print(f"payloads that came to life: {len(found)} / 0 on {len(counted)} pages")
    print(f"columns poisoned: {len(marks)}; of them shown as text: {len(shown)}; pages with poisoned content: {of_content}")  # fmt: skip
    assert found == []
    assert shown >= ALWAYS_SHOWN, sorted(ALWAYS_SHOWN - shown)
    assert of_content > 20, "the content's payloads stand nowhere"


# A change that hides these from all pages would make the proof empty.
ALWAYS_SHOWN = {
    "person.family_name", "person.given_name", "person.patronymic", "person.address", "unit.name_ky", "post.name_ky",
    "institution.name_ky", "letter.subject", "letter.body", "letter.to_name", "certificate.words",
    "revocation.reason", "attempt.rule",
}  # fmt: skip


def test_what_is_typed_as_an_answer_is_never_run(browser_of, cast):
    sitting = sit(browser_of, cast)
    place, client = sitting.place("short-answer"), sitting.browser.client
    fields = {"csrf_token": sitting.browser.token(), "then": "stay"}
    shown = 0
    for payload in (payload.format("hx000") for payload in SINGLE):
        client.post(sitting.at(place), data=fields | {"text": payload}, headers=ORIGIN)
        assert sitting.answers()[-1].value == {"text": payload}
        for path in (sitting.at(place), sitting.address, f"{sitting.address}/hand-in"):
            page = client.get(path).get_data(as_text=True)
            shown += "hx000" in page
            assert active(page) == [], f"{path} after {payload}"
    client.post(f"{sitting.address}/hand-in", data=fields, headers=ORIGIN)
    result = client.get(f"{sitting.address}/result").get_data(as_text=True)
    assert "hx000" in result
    assert shown >= 2 * len(SINGLE)
    assert active(result) == []


def test_what_is_typed_into_a_search_is_never_run(walk):
    client = walk.client("kanykei")
    for payload in (payload.format("hx000") for payload in SINGLE):
        for address in (
            "/people",
            "/law",
            "/glossary",
            "/verify",
            "/reports/completion",
            "/sign-in",
        ):
            for names in (("q", "code", "next", "text", "page"), ("course", "unit", "on", "by")):
                query = dict.fromkeys(names, payload)
                html = client.get(address, query_string=query).get_data(as_text=True)
                assert active(html) == [], f"{address}?{query}"


def test_every_column_of_text_is_poisoned_or_says_why_not():
    known = {poison.name_of(c) for c in poison.texts()} | {c.name for c in poison.texts()}
    assert poison.STRUCTURAL.keys() - known == set(), "reasons about columns that are not there"
    assert len(poison.typed()) >= 20
    assert all(len(payload.format("hx000")) <= SHORTEST for payload in PAYLOADS)
    assert {single for single in SINGLE if any(single in p for p in PAYLOADS)} == set(SINGLE)


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("payload", [SINGLE[n].format("hx000") for n in (0, 1, 5, 6)])
def test_a_planted_page_that_trusts_a_name_is_found(payload, own_walk, monkeypatch):
    own_walk.restore()
    trusting = public(lambda **_values: f"<!doctype html><title>x</title><p>{payload}</p>")
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", trusting)
    assert faults(own_walk, "guest", [])


def test_a_planted_template_that_trusts_a_column_is_found(own_walk, monkeypatch):
    own_walk.restore()
    with transaction():
        poison.poison_rows(1)
    db.session.remove()
    asel = own_walk.cast.people["asel"].id
    trusting = public(lambda **_values: f"<title>x</title>{db.session.get_one(Person, asel).name}")
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", trusting)
    assert any(fault.startswith("/help") for fault in faults(own_walk, "guest", []))


def test_a_planted_attribute_that_ends_early_is_found():
    hostile = [payload.format("hx000") for payload in SINGLE]
    assert active(f"<p title='{hostile[2]}'>x</p>") == ["<p onmouseover>"]
    assert active(f'<a href="{hostile[4]}">x</a>')
    assert active("<p>49hx000</p>")
