"""Every page and its states, as they are for everybody: axe, narrow screens, light and dark, words, quiet console."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.routing import Map, Rule

from app.factory import create_app
from tests import house
from tests.journeys import faults
from tests.journeys.prepared import prepare
from tests.journeys.steps import choose_language, sign_in
from tests.journeys.visit import Visit, address_of
from tests.journeys.visits import NO_PAGES, VISITS

pytestmark = pytest.mark.browser

LANGUAGES = ("ky", "ru")
# Each width once in the light and once in the dark.
LOOKS = {"ky": ((360, "light"), (1280, "dark")), "ru": ((360, "dark"), (1280, "light"))}
NARROWEST = 320


@pytest.fixture(scope="module")
def made(world_copy) -> dict[str, object]:
    return prepare(world_copy)


class Visitors:
    """Each of them in one window, in one language at a time."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium, self._address = chromium, address
        self._windows: dict[str, Page] = {}
        self._spoken: dict[str, str] = {}
        self.complaints: list[str] = []
        self.status = 0

    def page(self, who: str, language: str) -> Page:
        page = self._windows.get(who) or self._come(who)
        if who != "guest" and not any(one["name"] == "muras" for one in page.context.cookies()):
            sign_in(page, who, language)
        if self._spoken.get(who) != language:
            page.goto("/")
            choose_language(page, language)
            self._spoken[who] = language
        return page

    def _come(self, who: str) -> Page:
        context = self._chromium.new_context(base_url=self._address, reduced_motion="reduce")
        # Sent once, and not with every page: half a megabyte.
        context.add_init_script(faults.AXE)
        context.set_default_timeout(10_000)
        page = self._windows[who] = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._note)
        page.goto("/")
        return page

    def _hear(self, message) -> None:
        # What could not be loaded is noted below; that a page comes with 404 may be what was asked for.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def _note(self, response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
        elif response.status >= 400:
            self.complaints.append(f"{response.status} {response.url}")

    def leave(self) -> None:
        for page in self._windows.values():
            page.context.close()


@pytest.fixture(scope="module")
def visitors(chromium, address) -> Iterator[Visitors]:
    everybody = Visitors(chromium, address)
    yield everybody
    everybody.leave()


def look(page: Page, visit: Visit, address: str, language: str) -> list[str]:
    """Come to the page, do what is done there, and look at it in both widths."""
    (narrow, first), (wide, second) = LOOKS[language]
    page.emulate_media(color_scheme=first, reduced_motion="reduce")
    page.set_viewport_size({"width": narrow, "height": 800})
    page.goto(address)
    if visit.deed:
        visit.deed(page)
    found = faults.of_words(page, language)
    found += faults.of_axe(page) + faults.of_width(page, narrow)
    found += faults.of_width(page, NARROWEST) + faults.of_width(page, wide)
    page.emulate_media(color_scheme=second, reduced_motion="reduce")
    return found + faults.of_axe(page)


# One language after the other, so that nobody has to switch in between.
IN_ORDER = [
    pytest.param(language, visit, id=f"{language} {visit}")
    for language in LANGUAGES
    for visit in VISITS
    if visit.only in ("", language)
]


@pytest.mark.parametrize(("language", "visit"), IN_ORDER)
def test_a_page_is_for_everybody(visitors, made, visit, language):
    page = visitors.page(visit.who, language)
    visitors.complaints.clear()
    found = look(page, visit, address_of(visit.address, made), language) + visitors.complaints
    assert not found, "\n".join(found)
    assert visitors.status == visit.status


# ── nothing is left out ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def addresses(tmp_path_factory) -> Map:
    return create_app(house.settings(tmp_path_factory.mktemp("addresses"))).url_map


def unvisited(addresses: Map) -> list[str]:
    known = {visit.endpoint for visit in VISITS} | NO_PAGES.keys()
    asked = {rule.endpoint for rule in addresses.iter_rules() if "GET" in (rule.methods or ())}
    return sorted(asked ^ known)


def test_every_page_has_a_visitor(addresses):
    """And every visit leads to a page that there is."""
    assert unvisited(addresses) == []


def test_a_page_without_a_visitor_is_found(addresses):
    grown = [
        *(rule.empty() for rule in addresses.iter_rules()),
        Rule("/new", endpoint="new", methods=["GET"]),
    ]
    assert "new" in unvisited(Map(grown))


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_a_visit_leads_where_it_says(visit, addresses, made):
    """Another page behind the same address would leave its own unvisited."""
    if visit.status not in (403, 404) and visit.endpoint != "accounts_second_step.show":
        path = address_of(visit.address, made).split("?")[0]
        assert addresses.bind("127.0.0.1").match(path)[0] == visit.endpoint


@pytest.mark.parametrize("endpoint", NO_PAGES)
def test_what_is_no_page_is_none(visitors, made, addresses, endpoint):
    who, pattern = NO_PAGES[endpoint]
    path = address_of(pattern, made)
    assert addresses.bind("127.0.0.1").match(path.split("?")[0])[0] == endpoint
    answer = visitors.page(who, "ky").request.get(path)
    assert answer.ok
    assert "text/html" not in answer.headers["content-type"]


# ── planted ───────────────────────────────────────────────────────────────────

PLANTED = {
    "color-contrast": "p => { p.style.color = '#bbb' }",
    "label": "p => { p.append(document.createElement('input')) }",
    "button-name": "p => { p.append(document.createElement('button')) }",
    "heading-order": "p => { p.append(document.createElement('h5')); p.lastChild.append('Текст') }",
    "target-size": "p => { p.innerHTML = '<button class=plain>о</button>'.repeat(2); "
    "for (const b of p.children) b.style.cssText = 'all: unset; font-size: 8px' }",
    "px wide on a screen of 360": "p => { p.style.minWidth = '1200px' }",
    "not in ky, Save": "p => { p.append('Save') }",
    "not in ky, Close": "p => { p.ariaLabel = 'Close' }",
    "two stops": "p => { p.append('22-ноябрь..') }",
    "lang is ru": "p => { document.documentElement.lang = 'ru' }",
}


@pytest.mark.parametrize("says", PLANTED)
def test_a_planted_fault_is_found(visitors, says):
    page = visitors.page("guest", "ky")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/verify")
    page.locator("main p.lead").evaluate(PLANTED[says])
    found = [*faults.of_axe(page), *faults.of_words(page, "ky"), *faults.of_width(page, 360)]
    assert [fault for fault in found if says in fault], found


def test_a_signature_holds_no_words(visitors):
    """Drawn anew for every certificate: this one was half taken for a file, and half read as English."""
    signed = (
        "nzF6J8Fm7NsKadKpS4vWuAdZnhIpWv5/DhwyUhxyJZ0aTyHs1/RnFovmvptnToNKVmilj2wVo7OAA+mCezzJAQ=="
    )
    page = visitors.page("guest", "ky")
    page.goto("/verify")
    page.locator("main p.lead").evaluate("(p, signed) => { p.append(signed) }", signed)
    assert faults.of_words(page, "ky") == []


def test_a_planted_label_in_kyrgyz_is_found_on_a_russian_page(visitors):
    page = visitors.page("guest", "ru")
    page.goto("/verify")
    assert faults.of_words(page, "ru") == []
    page.locator("main label").first.evaluate("label => { label.textContent = 'Күбөлүктүн коду' }")
    assert faults.of_words(page, "ru") == ["Kyrgyz, not marked: Күбөлүктүн коду"]


@pytest.mark.parametrize(
    ("deed", "says"),
    [
        (
            "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
            "Policy",
        ),
        ("fetch('/no-such-picture').then(() => {})", "404"),
        ("setTimeout(() => { throw Error('broken') })", "broken"),
    ],
)
def test_a_planted_complaint_is_heard(visitors, deed, says):
    page = visitors.page("guest", "ky")
    page.goto("/verify")
    visitors.complaints.clear()
    page.evaluate(deed)
    page.wait_for_timeout(200)
    assert says in visitors.complaints[0]
