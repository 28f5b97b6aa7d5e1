"""The pages of questions and of marking them again: who sees what, and what is told of whom."""

import pytest

from app.assessment import access, regrades, regrading
from app.assessment.regrading import How
from app.core.actor import Actor
from app.db.session import db
from tests.assessment import mending
from tests.assessment.sitting import speak
from tests.statements import statements

FEW = ("matching", "numeric", "short-answer")
BANK = "/questions/bank"
HERE = f"{BANK}/{mending.ITEM}"
NEW = f"/regrades/new/bank/{mending.ITEM}"
READERS = ["chynara", "elena", "ravshan", "kanykei", "ilya", "leila"]
STRANGERS = ["asel", "daniyar", "gulnara", "nurlan"]


@pytest.fixture
def world(app, cast):
    """Asel would newly pass by the mended key; Maksat of the other academy as well."""
    for name in ("asel", "nurlan", *READERS):
        speak(cast, name, "en")
    attempts = {who: mending.sit(cast, who, wrong=FEW, choice="c") for who in ("asel", "maksat")}
    mending.mend()
    return attempts


@pytest.mark.parametrize("who", READERS)
def test_who_answers_for_questions_sees_them_with_their_key(world, browser_of, who):
    browser = browser_of(who)
    listed = browser.get(browser.get("/questions").links()["Банк"])
    assert "key changed" in listed.main
    page = browser.get(HERE)
    for said in ("Аракет", "Действие", "Цель", "Right answer", "key changed", "Курс"):
        assert said in page.main
    assert "Токтосунова" not in page.text
    assert "Маматов" not in page.text


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_comes_in(world, browser_of, who):
    browser = browser_of(who)
    assert [browser.get(a).status for a in ("/questions", BANK, HERE, NEW)] == [403] * 4


def test_what_is_not_there_is_not_found(world, browser_of):
    browser = browser_of("kanykei")
    for address in ("/questions/no-bank", f"{BANK}/no-item", "/regrades/new/bank/no-item", f"{NEW}?how=x", f"{NEW}?unit=1000000", "/regrades/999"):  # fmt: skip
        assert browser.get(address).status == 404, address


def test_whoever_sits_a_test_of_the_bank_sees_no_key(world, browser_of, cast):
    with mending.transaction():
        mending.make.attempt(cast.actors["elena"], context="enrolment:77")
    assert [browser_of("elena").get(a).status for a in (HERE, BANK)] == [403, 403]
    assert browser_of("ravshan").get(HERE).status == 200


def test_small_groups_are_hidden_where_nobody_is_named(world, browser_of):
    page = browser_of("elena").get(HERE)
    assert "Newly passfewer than 5" in page.main
    assert "/regrades/new" not in page.html


def test_a_registrar_sees_names_within_their_reach(world, browser_of):
    police, courts = browser_of("kanykei").get(f"{NEW}?how=key"), browser_of("leila").get(f"{NEW}?how=key")  # fmt: skip
    assert "Токтосунова Асель" in police.main
    assert "Маматов Максат" not in police.main
    assert "Маматов Максат" in courts.main
    assert "Токтосунова Асель" not in courts.main
    assert "2 of 6" in police.main
    assert "3 of 6" in police.main


def test_two_persons_mark_again_and_the_person_reads_both_results(world, browser_of):
    registrar, admin = browser_of("kanykei"), browser_of("nurlan")
    page = registrar.get(f"{NEW}?how=key")
    shown = registrar.send(page, NEW, reason=mending.REASON)
    assert "Another registrar or an administrator must confirm it." in shown.main
    address = next(a for a in admin.get("/regrades").links().values() if "/regrades/" in a)
    waits = admin.get(address)
    assert "Токтосунова" not in waits.main
    assert mending.REASON in waits.main
    done = admin.send(waits, f"{address}/confirmation")
    assert "marked again" in done.text
    result = browser_of("asel").get(f"/attempts/{world['asel'].id}/result")
    for said in ("Passed", "Marked again on", mending.REASON, "Before: 2 of 6. Now: 3 of 6.", "With it you pass"):  # fmt: skip
        assert said in result.main
    assert "Токтосунова Асель" in registrar.get(address).main
    assert browser_of("leila").get(address).status == 404


def test_the_result_shows_the_key_by_which_it_was_marked_again(world, browser_of, cast):
    before = browser_of("asel").get(f"/attempts/{world['asel'].id}/result").main
    mending.confirm(cast, mending.ask(cast))
    after = browser_of("asel").get(f"/attempts/{world['asel'].id}/result").main
    assert before.count("Right answer") == after.count("Right answer") + 1


def test_the_reason_is_required(world, browser_of):
    registrar = browser_of("kanykei")
    page = registrar.get(f"{NEW}?how=key")
    assert registrar.send(page, NEW, reason="short").status == 422
    assert regrades.confirmed() == []
    assert db.session.query(mending.Regrade).count() == 0


def test_who_asked_cannot_confirm_by_any_door(world, browser_of, cast):
    asked = mending.ask(cast)
    registrar = browser_of("kanykei")
    assert registrar.post(f"/regrades/{asked.id}/confirmation").status == 409
    assert mending.told(world["asel"]) == (2.0, 6.0, False)
    assert "/confirmation" not in registrar.get(f"/regrades/{asked.id}").html


@pytest.mark.parametrize(
    "who, status",
    [("asel", 403), ("daniyar", 403), ("elena", 403), ("ilya", 403), ("leila", 404)],
)
def test_nobody_else_confirms(world, browser_of, cast, who, status):
    asked = mending.ask(cast)
    assert browser_of(who).post(f"/regrades/{asked.id}/confirmation").status == status
    assert browser_of(who).post(f"/regrades/{asked.id}/withdrawal").status == status
    assert mending.told(world["asel"]) == (2.0, 6.0, False)


def test_an_auditor_reads_and_decides_nothing(world, browser_of, cast):
    page = browser_of("ilya").get(f"/regrades/{mending.ask(cast).id}")
    assert "Токтосунова Асель" in page.main
    assert "/confirmation" not in page.html


def test_confirmed_twice_says_so_and_marks_once(world, browser_of, cast):
    asked = mending.ask(cast)
    admin = browser_of("nurlan")
    assert admin.post(f"/regrades/{asked.id}/confirmation").status == 200
    assert admin.post(f"/regrades/{asked.id}/confirmation").status == 409
    assert set(mending.marks(world["asel"])) == {1, 2}


def test_a_pass_that_stays_is_said_before(app, cast, browser_of):
    speak(cast, "kanykei", "en")
    speak(cast, "asel", "en")
    attempt = mending.sit(cast, "asel", wrong=FEW, choice="a")
    mending.mend()
    page = browser_of("kanykei").get(f"{NEW}?how=key")
    assert "the pass stays" in page.main
    assert "Certificates that stay: 0" in page.main
    mending.confirm(cast, mending.ask(cast))
    assert "You have passed, and that stays." in browser_of("asel").get(f"/attempts/{attempt.id}/result").main  # fmt: skip


def test_many_are_said_to_be_on_their_way(world, browser_of, cast, monkeypatch):
    monkeypatch.setattr(regrading, "AT_ONCE", 0)
    asked = mending.ask(cast, How.FULL)
    page = browser_of("nurlan").post(f"/regrades/{asked.id}/confirmation")
    assert "Attempts still to be marked1" in page.main


def test_pages_cost_the_same_for_one_attempt_and_for_many(world, browser_of, cast):
    registrar = browser_of("kanykei")
    few = _costs(registrar, cast)
    # The sound key of yore once more, for those who sit it now; then the mended one.
    mending.mend(dict(mending.samples.bundle_of(mending.make.NAMES)))
    for who in ("bek", "daniyar", "chynara", "elena", "gulnara", "ravshan"):
        mending.sit(cast, who, wrong=FEW, choice="c")
    mending.mend()
    many = _costs(registrar, cast)
    assert mending.db.session.query(mending.Regrade).count() == 0
    assert all(now <= then + 1 for then, now in zip(few, many, strict=True)), (few, many)
    assert max(many) <= 25


def _costs(browser, cast) -> list[int]:
    asked = mending.ask(cast)
    addresses = [HERE, f"{NEW}?how=key", f"/regrades/{asked.id}", "/regrades"]
    for address in addresses:
        browser.get(address)
    found = [_cost(browser, address) for address in addresses]
    browser.post(f"/regrades/{asked.id}/withdrawal")
    return found


def _cost(browser, address: str) -> int:
    with statements() as asked:
        assert browser.get(address).status == 200
    return len(asked)


def test_the_list_shows_what_may_be_seen(world, app, cast):
    mine, theirs = mending.ask(cast), mending.ask(cast, who="leila")
    paths = {one.id: one.unit.path for one in map(regrades.regrade, (mine.id, theirs.id)) if one}
    for name, actor in cast.actors.items():
        listed = {one.id for one in regrades.visible(actor)}
        allowed = {i for i, path in paths.items() if access.may_see_regrade(actor, path)}
        assert listed == allowed, name
    assert regrades.visible(Actor(person_id=None)) == []
