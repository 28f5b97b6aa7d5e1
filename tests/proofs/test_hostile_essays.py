"""T04: what is written in an essay or in a remark on one is shown as text, to markers and to whoever wrote it."""

import pytest

from app.core import clock
from app.db.session import transaction
from tests.assessment import papers
from tests.assessment.sitting import speak
from tests.proofs.poison import SINGLE
from tests.proofs.test_hostile_text import active

pytestmark = pytest.mark.proof

MARKERS = ("chynara", "elena")


def read(browser_of, path: str, names: tuple[str, ...]) -> list[str]:
    return [browser_of(name).get(path).html for name in names]


@pytest.mark.parametrize("single", SINGLE)
def test_what_is_written_in_an_essay_or_a_remark_is_never_run(browser_of, cast, single):
    payload = single.format("hx000")
    with transaction():
        papers.bank()
        papers.trainers(cast)
        attempt = papers.hand_in(cast.asel, payload, at=clock.now())
        (one,) = papers.markings(attempt)
        here, result = f"/markings/{one.id}", f"/attempts/{attempt.id}/result"
    speak(cast, "asel", "en")
    pages = read(browser_of, result, ("asel",))
    said = {"level_0": "1", "level_1": "4", "remark_0": payload, "remark": payload}
    for name in MARKERS:
        browser = browser_of(name)
        pages.append(browser.post(f"{here}/taking").html)
        pages.append(browser.post(here, said | {"level_0": payload}).html)
        pages.append(browser.post(here, said).html)
        pages.append(browser.get(here).html)
    pages += read(browser_of, result, ("asel",))
    assert sum("hx000" in html for html in pages) >= 8
    assert [fault for html in pages for fault in active(html)] == []
