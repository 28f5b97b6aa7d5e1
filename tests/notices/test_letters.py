"""Writing letters, and the mailbox of the demonstration."""

from datetime import UTC, datetime

import pytest

from app.db.session import transaction
from app.notices import actions
from app.notices.actions import Recipient, Text
from app.notices.models import Letter

NOW = datetime(2026, 2, 1, 3, 30, tzinfo=UTC)
ASEL = Recipient("Токтосунова Асель", "asel@example.test", "ky")
PLACES = {
    "name": "Асель <b>",
    "sign_in_name": "asel",
    "institution": "Академия",
    "link": "http://localhost/invitation/abc",
    "until": NOW,
}


@pytest.mark.parametrize("kind", ["invitation", "reset"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_every_letter_is_there_in_every_language(app, kind, language):
    text = actions.compose(kind, language, **PLACES)
    assert text.subject
    assert "\n" not in text.subject
    for words in ("Асель <b>", "asel", "http://localhost/invitation/abc", "01.02.2026, 09:30"):
        assert words in text.body
    assert "{" not in text.body


@pytest.mark.parametrize("kind", ["address", "address-asked", "address-changed"])
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_letters_about_an_address_say_when(app, kind, language):
    text = actions.compose(kind, language, **PLACES, at=NOW)
    assert "\n" not in text.subject
    assert "Асель <b>" in text.body
    assert "01.02.2026, 09:30" in text.body
    assert ("http://" in text.body) == (kind == "address")


def test_a_place_without_a_value_is_a_mistake(app):
    with pytest.raises(Exception, match="undefined"):
        actions.compose("reset", "ky", name="Асель")


def test_a_letter_waits_from_the_moment_it_is_written(writing):
    letter = actions.write_letter(ASEL, Text("Тема", "Кат"), at=NOW)
    writing.flush()
    assert (letter.written_at, letter.claimed_at, letter.sent_at) == (NOW, None, None)


# ── the mailbox ───────────────────────────────────────────────────────────────


def write(*bodies: str) -> None:
    with transaction():
        for number, body in enumerate(bodies):
            actions.write_letter(ASEL, Text(f"Letter {number}", body), at=NOW)


def test_the_newest_letter_stands_first_and_its_link_can_be_followed(guest):
    write("first", "Open http://localhost/reset/abc-DEF_1\nand go on.")
    page = guest.get("/letters")
    assert page.main.index("Letter 1") < page.main.index("Letter 0")
    assert page.links()["http://localhost/reset/abc-DEF_1"] == "/reset/abc-DEF_1"


@pytest.mark.parametrize(
    "address", ["http://localhost.evil.test/x", "https://evil.test/", "javascript:alert(1)"]
)
def test_foreign_addresses_are_text(guest, address):
    write(f"Open {address} now")
    page = guest.get("/letters")
    assert address in page.main
    assert not any("evil" in href or "script" in href for href in page.links().values())


def test_what_people_wrote_is_shown_as_text(guest):
    write('<script>alert(1)</script> <a href="http://localhost/x">x</a>')
    assert "<script>alert(1)</script>" in guest.get("/letters").main


def test_an_empty_mailbox_says_so(guest):
    assert "No letters yet" in guest.get("/letters").main


def test_long_mailboxes_have_pages(guest):
    write(*["text"] * 21)
    assert "Letter 0" not in guest.get("/letters").main
    assert "Letter 0" in guest.get("/letters?page=2").main


def test_outside_the_demonstration_there_is_no_mailbox(app, guest, monkeypatch):
    write("secret")
    monkeypatch.setitem(app.config, "DEMONSTRATION", False)
    assert guest.get("/letters").status == 404


def test_a_letter_that_was_undone_was_never_written(app):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        actions.write_letter(ASEL, Text("Тема", "Кат"), at=NOW)
        raise ZeroDivisionError
    assert session.query(Letter).count() == 0
