"""Pages of staff lists: what they show, what a bad form says, who gets in."""

import io

import openpyxl
import pytest
from sqlalchemy import func, select

from app.accounts.models import Appointment, Person
from app.db.session import db, transaction
from app.rosters.models import ListState, StaffList
from tests.architecture.rostered import HEADINGS
from tests.rosters import bringing
from tests.rosters.make_files import FILES
from tests.statements import statements

NEW = "/staff-lists/new"


@pytest.fixture
def registrar(browser_of):
    return browser_of("kanykei")


def file(name: str = "semicolons-cp1251.csv", body: bytes | None = None):
    return io.BytesIO((FILES / name).read_bytes() if body is None else body), name


def send(browser, name: str = "semicolons-cp1251.csv", body: bytes | None = None, **more):
    institution = browser.get(NEW).form(NEW)["institution"]
    return browser.post(NEW, {"institution": institution, "file": file(name, body), **more})


def only_list() -> StaffList:
    db.session.expire_all()
    return db.session.scalars(select(StaffList)).one()


def base() -> str:
    return f"/staff-lists/{only_list().id}"


def options(browser, **changed):
    page = browser.get(base())
    return browser.send(page, f"{base()}/options", **changed)


def test_the_way_from_a_file_to_people_and_back(registrar, cast):
    before = bringing.staff()
    page = send(registrar)
    assert page.heading == "Тилкелер эмнени билдирет" or page.status == 200
    assert "CP1251" in page.main
    assert "Примеров" in page.main
    page = registrar.send(page, f"{base()}/columns")
    assert page.status == 200
    assert [p for p in page.forms() if (p.get("action") or "").endswith("/application")] == []
    page = options(registrar, makes_posts="y", takes_guessed_sex="y", language="ru")
    page = registrar.send(page, f"{base()}/application")
    assert only_list().state is ListState.APPLIED
    assert "Примеров" in page.main
    page = registrar.send(page, f"{base()}/undoing")
    assert only_list().state is ListState.UNDONE
    assert page.status == 200
    assert bringing.staff() == before
    assert registrar.get("/staff-lists").status == 200


def test_pasted_rows_are_as_good_as_a_file(registrar):
    rows = HEADINGS.replace(";", "\t") + "Асанов\tБакыт\tОрун\tOsh ky\tэркек\n"
    page = registrar.get(NEW)
    page = registrar.send(page, NEW, pasted=rows)
    assert "Асанов" in page.main


def test_without_a_file_or_rows_nothing_is_read(registrar):
    page = registrar.send(registrar.get(NEW), NEW)
    assert page.status == 422
    assert page.all("h1")


@pytest.mark.parametrize("body", [b"\x00\x01\x02", b"PK\x03\x04", b"", b"a;b\n" * 26_000])
def test_what_cannot_be_read_is_said_and_not_kept(registrar, body):
    page = send(registrar, body=body)
    assert page.status == 422
    assert db.session.scalar(select(func.count(StaffList.id))) == 0


def test_somebody_of_another_institution_cannot_be_chosen(registrar, cast):
    other = str(cast.units["courts"].institution_id)
    page = registrar.post(NEW, {"institution": other, "file": file()})
    assert page.status == 422
    assert db.session.scalar(select(func.count(StaffList.id))) == 0


def test_lists_of_others_are_not_there(registrar, browser_of):
    send(registrar)
    stranger = browser_of("leila")
    for path in ("", "/columns"):
        assert stranger.get(base() + path).status == 404
    for path in ("options", "duplicates", "application", "confirmation", "refusal", "undoing"):
        assert stranger.post(f"{base()}/{path}", {"seen": "x"}).status == 404
    assert "semicolons" not in stranger.get("/staff-lists").main


def test_who_keeps_no_people_does_not_come_in(browser_of):
    assert browser_of("asel").get("/staff-lists").status == 403
    assert browser_of("daniyar").get(NEW).status == 403


def test_columns_without_names_or_with_one_meaning_twice_are_sent_back(registrar):
    page = send(registrar)
    action = f"{base()}/columns"
    bad = registrar.send(page, action, column_1="nothing")
    assert bad.status == 422
    assert bad.all("h2")
    twice = registrar.send(page, action, column_0="post")
    assert twice.status == 422
    assert registrar.send(page, action, column_0="no-such").status == 422


def test_the_second_person_sees_the_same_and_confirms(registrar, browser_of, cast):
    with transaction():
        body = bringing.text(bringing.everybody(cast, "bek"))
    send(registrar, "all.csv", body)
    page = options(registrar, complete="yes")
    assert "1" in page.main
    page = registrar.send(page, f"{base()}/application")
    assert only_list().state is ListState.WAITING
    actions = {form.get("action") for form in page.forms()}
    assert f"{base()}/confirmation" not in actions
    assert f"{base()}/options" not in actions
    refused = registrar.post(f"{base()}/confirmation", {"seen": only_list().plan_digest})
    assert refused.status == 403
    second = browser_of("nurlan")
    second.send(second.get(base()), f"{base()}/confirmation")
    assert only_list().state is ListState.APPLIED
    held = select(Appointment.ended_by).where(Appointment.person_id == cast.bek.person_id)
    assert db.session.scalars(held).one() == "left"


def test_the_second_person_may_send_it_back(registrar, browser_of, cast):
    send(registrar, "all.csv", bringing.text(bringing.everybody(cast, "bek")))
    registrar.send(options(registrar, complete="yes"), f"{base()}/application")
    second = browser_of("nurlan")
    second.send(second.get(base()), f"{base()}/refusal")
    assert only_list().state is ListState.OPEN


def test_a_possible_duplicate_is_decided_on_the_page(registrar, cast):
    row = ("Toktosunova", "Asel", "", "Post of Асель ru", "Sverdlov ru", "ж")
    send(registrar, "x.csv", bringing.text([row]))
    page = registrar.get(base())
    assert "Токтосунова" in page.main
    keep = f"keep:{cast.asel.person_id}"
    page = registrar.send(page, f"{base()}/duplicates", line_2=keep)
    assert only_list().choices == {"2": {"choice": "keep", "person": cast.asel.person_id}}
    registrar.post(f"{base()}/duplicates", {"line_2": f"keep:{cast.maksat.person_id}"})
    assert only_list().choices["2"]["person"] == cast.asel.person_id


def test_an_old_preview_is_refused_and_changes_nothing(registrar):
    send(registrar)
    options(registrar, makes_posts="y", takes_guessed_sex="y")
    people = db.session.scalar(select(func.count(Person.id)))
    page = registrar.post(f"{base()}/application", {"seen": "0" * 64})
    assert page.status == 409
    assert registrar.post(f"{base()}/application").status == 422
    assert db.session.scalar(select(func.count(Person.id))) == people


def test_options_need_a_plausible_day(registrar):
    send(registrar)
    for wrong in ("", "1024-01-01", "soon"):
        assert options(registrar, on_day=wrong).status == 422


def test_the_lists_of_each_class_are_shown_by_pages(registrar):
    rows = [
        (f"Асанов{chr(1072 + n % 30)}{chr(1072 + n // 30)}", "Бакыт", "", "Орун", "Osh ru", "м")
        for n in range(120)
    ]
    send(registrar, "x.csv", bringing.text(rows))
    page = options(registrar, makes_posts="y")
    assert "120" in page.main
    assert registrar.get(f"{base()}?show=new&page=3").main.count("Бакыт") == 20
    assert registrar.get(f"{base()}?show=left").status == 200
    assert registrar.get(f"{base()}?show=no-such&page=x").status == 200


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_sample_can_be_downloaded_and_is_read_by_us(registrar, language):
    answer = registrar.client.get(f"/staff-lists/sample-{language}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.active.max_row == 3
    page = send(registrar, "sample.xlsx", answer.data)
    assert page.status == 200


def test_an_applied_list_is_shown_without_its_file(registrar):
    send(registrar)
    page = options(registrar, makes_posts="y", takes_guessed_sex="y")
    registrar.send(page, f"{base()}/application")
    with transaction():
        db.session.get_one(StaffList, only_list().id).file = None
    assert "Примеров" in registrar.get(base()).main


def test_hostile_text_stays_text(registrar):
    row = ("<script>x()</script>", "Бакыт", "", '"><img src=x>', "Osh ru", "м")
    page = send(registrar, "x.csv", bringing.text([row]))
    assert "<script>x()" not in page.html
    assert "<script>x()" not in registrar.get(base()).html


def test_pages_of_a_list_ask_the_database_a_few_times_however_long_it_is(registrar):
    rows = [
        (f"Асанов{chr(1072 + n % 30)}{chr(1072 + n // 30)}", "Бакыт", "", "Орун", "Osh ru", "м")
        for n in range(100)
    ]
    send(registrar, "x.csv", bringing.text(rows))
    page = options(registrar, makes_posts="y")
    with statements() as asked:
        registrar.get(base())
    assert len(asked) <= 25
    registrar.send(page, f"{base()}/application")
    with statements() as asked:
        registrar.get(base())
    assert len(asked) <= 25


def test_a_list_without_headings_says_that_somebody_may_be_lost(registrar, cast):
    """Its first line is taken for them; the reader is told before anything is decided."""
    row = ";".join(bringing.NEW)
    assert "Are these headings?" in send(registrar, body=f"{row}\n{row}\n".encode()).main
    assert "Are these headings?" not in send(registrar).main
