"""A client that signs in, fills forms and reads pages like a person: headings, links, labels; not classes.

Every HTML answer is parsed strictly and must be well formed, with one h1, a language, labels and words for pictures.
"""

import re
from xml.etree import ElementTree

import html5lib
from flask import Flask, g
from flask.testing import FlaskClient

from app.accounts import actions as accounts
from app.core import clock
from app.db.session import db, transaction

_HTML = "{http://www.w3.org/1999/xhtml}"
ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Page:
    """One answer, read."""

    def __init__(self, response) -> None:
        self.response = response
        self.status: int = response.status_code
        self.html: str = response.get_data(as_text=True)
        self.tree = None
        if response.mimetype == "text/html" and self.html:
            self.tree = parse(self.html)
            check(self)

    @property
    def heading(self) -> str:
        return words(self.all("h1")[0])

    @property
    def text(self) -> str:
        """Everything a reader sees, spaces folded."""
        return words(self.all("body")[0])

    @property
    def main(self) -> str:
        return words(self.all("main")[0])

    def all(self, tag: str) -> list[ElementTree.Element]:
        assert self.tree is not None, f"no page: {self.status} {self.response.mimetype}"
        return list(self.tree.iter(_HTML + tag))

    def links(self) -> dict[str, str]:
        """Address by the words of the link."""
        return {words(a): a.get("href", "") for a in self.all("a")}

    def forms(self) -> list[ElementTree.Element]:
        return self.all("form")

    def form(self, action: str) -> dict[str, str]:
        """The fields of the form that posts to this address, with what stands in them."""
        for form in self.forms():
            if (form.get("action") or "").split("?")[0] == action:
                return _fields(form)
        raise AssertionError(
            f"no form for {action} among {[f.get('action') for f in self.forms()]}"
        )


def parse(html: str) -> ElementTree.Element:
    return html5lib.HTMLParser(strict=True).parse(html)


def words(element: ElementTree.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def check(page: Page) -> None:
    """What every page owes its reader."""
    html = page.tree
    assert html is not None
    assert html.get("lang") in ("ky", "ru", "en"), "the page names no language"
    assert len(page.all("h1")) == 1, f"{len(page.all('h1'))} h1 on the page"
    title = page.all("title")
    assert title, "no title"
    assert words(title[0]), "an empty title"
    for img in page.all("img"):
        assert img.get("alt") is not None, "a picture without words"
    labelled = {label.get("for") for label in page.all("label")}
    inside = {id(f) for label in page.all("label") for f in label.iter()}
    for tag in ("input", "select", "textarea"):
        for field in page.all(tag):
            if field.get("type") in ("hidden", "submit", "button"):
                continue
            named = field.get("id") in labelled or id(field) in inside or field.get("aria-label")
            assert named, f"a field without a label: {field.attrib}"
    ids = [e.get("id") for e in html.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), f"ids repeated: {sorted(i for i in ids if ids.count(i) > 1)}"
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", page.html), "an inline style or handler"
    for form in page.forms():
        assert any(b.tag == _HTML + "button" or b.get("type") == "submit" for b in form.iter()), (
            f"a form without a visible button: {form.get('action')}"
        )


def _fields(form: ElementTree.Element) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or "disabled" in field.attrib:
            continue
        if field.tag == _HTML + "input":
            if kind in ("radio", "checkbox") and "checked" not in field.attrib:
                continue
            fields[name] = field.get("value", "on" if kind == "checkbox" else "")
        elif field.tag == _HTML + "textarea":
            fields[name] = "".join(field.itertext()).removeprefix("\n")
        elif field.tag == _HTML + "select":
            options = list(field.iter(_HTML + "option"))
            chosen = next(
                (o for o in options if "selected" in o.attrib), options[0] if options else None
            )
            fields[name] = chosen.get("value", "") if chosen is not None else ""
    return fields


class Browser:
    """One person's browser."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def sign_in(self, person) -> "Browser":
        """An open session, without the tenth of a second a password costs."""
        now = clock.now()
        with transaction():
            key = accounts.begin_session(person, at=now, origin="test")
        self.client.set_cookie(self.app.config["SIGN_IN_COOKIE_NAME"], key)
        with self.client.session_transaction() as page_cookie:
            page_cookie["seen"] = int(now.timestamp())
        return self

    def get(self, path: str, **kwargs) -> Page:
        self._forget()
        return Page(self._settled(self.client.get(path, **kwargs)))

    def post(self, path: str, data=None, *, follow: bool = True, headers=None, **kwargs) -> Page:
        """As a form of our own page would: with its token and origin."""
        data = {"csrf_token": self.token(), **(data or {})}
        db.session.rollback()
        self._forget()
        response = self.client.post(path, data=data, headers=headers or ORIGIN, **kwargs)
        self._settled(response)
        if follow and response.status_code == 303:
            return self.get(response.headers["Location"])
        return Page(response)

    def send(self, page: Page, action: str, follow: bool = True, **changed: str) -> Page:
        """Fill in a form of the page and press its button."""
        return self.post(action, page.form(action) | changed, follow=follow)

    def token(self) -> str:
        self._forget()
        page = self.client.get("/sign-in")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
        if found is None:
            page = self.client.get("/")
            found = re.search(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))
        assert found, "no token on the page"
        return found[1]

    def _forget(self) -> None:
        """The fixture's context outlives a request; what one kept in `g`, such as its token, is not the next one's."""
        for name in list(g):
            g.pop(name)

    def _settled(self, response):
        """What a view forgot to commit is gone when the test looks."""
        db.session.rollback()
        return response
