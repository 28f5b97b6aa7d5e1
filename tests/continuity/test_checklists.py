"""The leaver marks checklists of the courses they studied; the successor reads them as they are today."""

import pytest

from app.accounts import actions as accounts
from app.accounts.kinds import Profession
from app.continuity import actions, rules
from app.continuity.kinds import ItemKind
from app.continuity.queries import handovers
from app.core import clock
from app.core.bilingual import Bilingual
from app.db.session import transaction
from tests.cast import BUILDER
from tests.continuity.test_coverage import finish, publish
from tests.continuity.test_handovers import all_of, path
from tests.home import world

_LIST = """
{{#list}}
!!! do "Тизме ({language})"
    - Паспорт кимде
    - Карыз кимге
"""
_ONE, _TWO = "basics/lesson-1/list", "basics/lesson-2/list"


@pytest.fixture
def moved(cast, monkeypatch):
    """Asel, who completed a course with two checklists, moves to Osh today. A third is in a course she never began."""
    monkeypatch.setattr(world, "_HEAD", world._HEAD + _LIST)
    with transaction():
        finish(cast.people["asel"], publish("basics"), "1")
        publish("other")
        name = Bilingual(ky="k", ru="r", en="e")
        post = accounts.create_post(cast.units["osh"], name, Profession.POLICE, by=BUILDER)
        accounts.move(cast.people["asel"], post, on_day=clock.today(), by=BUILDER)
    return cast


def test_several_are_marked_at_once_and_each_is_offered_once(moved, browser_of):
    asel = browser_of("asel")
    page = asel.get(f"{path()}/writing?step=checklist")
    assert page.main.count("lesson-1 of basics") == 1
    assert "lesson-1 of other" not in page.main
    marked = asel.post(f"{path()}/items/checklist", {"text": [_ONE, _TWO]})
    assert marked.status == 200
    assert "Паспорт кимде" in marked.main
    kept = handovers.items(all_of()[0].id)
    assert [(one.kind, one.text) for one in kept] == [("checklist", _ONE), ("checklist", _TWO)]
    again = asel.post(f"{path()}/items/checklist", {"text": [_ONE]})
    assert again.status == 422
    assert len(handovers.items(all_of()[0].id)) == 2


@pytest.mark.parametrize("chosen", [{}, {"text": "other/lesson-1/list"}, {"text": "<b>"}])
def test_nothing_and_what_was_never_studied_is_refused(chosen, moved, browser_of):
    assert browser_of("asel").post(f"{path()}/items/checklist", chosen).status == 422
    assert handovers.items(all_of()[0].id) == []


def test_the_action_refuses_it_too(moved, writing):
    with pytest.raises(rules.NotAChecklist):
        actions.write_item(
            all_of()[0], ItemKind.CHECKLIST, "other/lesson-1/list", by=moved.asel, at=clock.now()
        )


def test_one_that_the_course_no_longer_has_is_not_handed_on(moved, browser_of, monkeypatch):
    browser_of("asel").post(f"{path()}/items/checklist", {"text": [_ONE]})
    assert "Паспорт кимде" in browser_of("daniyar").get(path()).main
    monkeypatch.undo()
    with transaction():
        world.publish("basics", at=clock.now(), number=2)
    after = browser_of("daniyar").get(path())
    assert after.status == 200
    assert "Паспорт кимде" not in after.main


def test_whoever_takes_a_part_over_finds_it_on_the_start_page_until_it_was_of_use(
    moved, browser_of
):
    asel, head, here = browser_of("asel"), browser_of("daniyar"), path()
    asel.post(f"{here}/items/checklist", {"text": [_ONE]})
    item = handovers.items(all_of()[0].id)[0]
    assert here not in browser_of("perizat").get("/").links().values()
    to = {"taker": str(moved.people["daniyar"].id), "by_day": clock.today().isoformat()}
    head.post(f"{here}/items/{item.id}/taker", to)
    head.post(f"{here}/review")
    assert here in head.get("/").links().values()
    head.post(f"{here}/items/{item.id}/use")
    assert here not in head.get("/").links().values()
