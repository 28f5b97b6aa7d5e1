"""T04: what people type is shown as text. Payloads in every text people can write; the pages are parsed."""

import html5lib
import pytest
from sqlalchemy import String, Text

from app.accounts.models import Institution, Person, Post, Unit
from app.core import clock
from app.db.session import db, transaction
from app.learning import actions as learning
from app.learning import queries as studies
from app.notices import actions as notices
from app.web.access import public
from tests.architecture.walk import Walk
from tests.proofs.everything import read_all

pytestmark = pytest.mark.proof

PAYLOADS = (
    "<script>hostile()</script>",
    '"><img src=hostile onerror=hostile()>',
    "' onmouseover='hostile()' x='",
    "{{7*7}}${7*7}<%=7*7%>hostile",
    "javascript:hostile()",
    "</title></textarea></script><svg onload=hostile()>",
    "<a href=javascript:hostile()>x</a>",
)
# Columns that hold what somebody typed.
TYPED = {
    Person: ("family_name", "given_name", "patronymic", "address"),
    Unit: ("name_ky", "name_ru", "name_en"),
    Post: ("name_ky", "name_ru", "name_en"),
    Institution: ("name_ky", "name_ru", "name_en"),
}
_LEADS = ("href", "src", "action", "formaction", "data", "srcset", "poster", "{http://www.w3.org/1999/xlink}href")  # fmt: skip


def poison(walk: Walk, payload: str) -> None:
    with transaction() as session:
        for model, names in TYPED.items():
            for thing in session.query(model):
                for name in names:
                    setattr(thing, name, payload)
        letter = notices.Text(payload, f"{payload}\nhttp://localhost/{payload} {payload}")
        notices.write_letter(notices.Recipient(payload, payload, "ky"), letter, at=clock.now())
        given = studies.certificates(walk.cast.people["asel"].id)[0][0]
        learning.ask_revocation(given, payload, by=walk.cast.actors["kanykei"], at=clock.now())
    db.session.remove()


def active(html: str) -> list[str]:
    """Elements and attributes in which a payload came to life."""
    found = []
    for element in html5lib.parse(html).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2]
        if (
            tag in ("script", "style", "title")
            and "hostile" in (element.text or "")
            and tag != "title"
        ):
            found.append(f"<{tag}>")
        if tag in ("iframe", "object", "embed", "base"):
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            said = value.strip().casefold()
            if str(name).startswith("on") or name == "style":
                found.append(f"<{tag} {name}>")
            if name in _LEADS and (
                said.startswith(("javascript:", "data:text")) or said == "hostile"
            ):
                found.append(f"<{tag} {name}={value[:40]}>")
    return found + (["a template was run"] if "49$" in html or "49hostile" in html else [])


def faults(walk: Walk, name: str, counted: list[str]) -> list[str]:
    found = []
    for address, response in read_all(walk, name, owners=("asel",)):
        if response.mimetype in ("text/html", "image/svg+xml"):
            html = response.get_data(as_text=True)
            counted.append(html)
            found += [f"{address}: {fault}" for fault in active(html)]
    return found


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_people_type_is_never_run(payload, own_walk):
    own_walk.restore()
    poison(own_walk, payload)
    counted: list[str] = []
    found = faults(own_walk, "kanykei", counted)
    shown = sum("hostile" in html for html in counted)
    print(f"payloads that came to life: {len(found)} / 0; shown as text on {shown} pages")
    assert found == []
    assert shown > 3, "the payload stands nowhere"


def test_what_is_typed_into_a_search_is_never_run(walk):
    client = walk.client("kanykei")
    for payload in PAYLOADS:
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


def test_every_text_of_people_and_units_is_poisoned():
    """A new column either stands in the table above or is no text of people."""
    own = {"path", "code", "password_hash", "search", "sort", "language", "sign_in_name"}
    for model, names in TYPED.items():
        texts = {c.name for c in model.__table__.columns if type(c.type) in (String, Text)}
        assert texts - own == set(names), model.__name__


# ── planted ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("payload", [PAYLOADS[n] for n in (0, 1, 5, 6)])
def test_a_planted_page_that_trusts_a_name_is_found(payload, own_walk, monkeypatch):
    own_walk.restore()
    trusting = public(lambda **_values: f"<!doctype html><title>x</title><p>{payload}</p>")
    monkeypatch.setitem(own_walk.app.view_functions, "home.help", trusting)
    assert faults(own_walk, "guest", [])


def test_a_planted_attribute_that_ends_early_is_found():
    assert active(f"<p title='{PAYLOADS[2]}'>x</p>") == ["<p onmouseover>"]
    assert active(f'<a href="{PAYLOADS[4]}">x</a>')
    assert active("<p>49hostile</p>")
