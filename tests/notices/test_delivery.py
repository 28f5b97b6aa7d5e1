"""Sending what waits: once, whoever else sends, whatever fails."""

import smtplib
import socket
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from app.db.session import db, transaction
from app.notices import actions, delivery, queries
from app.notices.actions import Recipient, Text
from app.notices.models import Letter

NOW = datetime(2026, 2, 1, 3, 30, tzinfo=UTC)
SENDER = "muras@example.test"


class Server(threading.Thread):
    """A mail server of a few lines: takes letters, refuses recipients at refused.test."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.letters: list[bytes] = []
        self.start()

    def run(self) -> None:
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rwb") as line:

            def say(words: str) -> None:
                line.write(words.encode() + b"\r\n")
                line.flush()

            say("220 ready")
            while heard := line.readline():
                self.answer(heard.decode().strip(), line, say)

    def answer(self, heard: str, line, say) -> None:
        word = heard[:4].upper()
        if word == "DATA":
            say("354 go on")
            lines = iter(line.readline, b".\r\n")
            self.letters.append(b"".join(lines))
            say("250 taken")
        elif word == "RCPT" and "refused.test" in heard:
            say("550 nobody here")
        else:
            say({"QUIT": "221 bye"}.get(word, "250 well"))

    def close(self) -> None:
        self.socket.close()
        self.join(timeout=5)


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


def write(*addresses: str) -> list[int]:
    with transaction():
        written = [
            actions.write_letter(
                Recipient("Өмүрбеков, Бек", address, "ky"),
                Text("«Мурас»: жаңы сырсөз", "Ачыңыз: http://localhost/reset/abc\n"),
                at=NOW,
            )
            for address in addresses
        ]
        db.session.flush()
        return [letter.id for letter in written]


def letter(number: int) -> Letter:
    db.session.rollback()
    return db.session.get_one(Letter, number)


def deliver(line, *, at: datetime = NOW):
    return delivery.deliver(line, sender=SENDER, clock=lambda: at)


def test_a_letter_arrives_as_it_was_written(app, server):
    (number,) = write("bek@example.test")
    with delivery.connect(server.address) as line:
        outcome = deliver(line)
    assert outcome == delivery.Outcome(sent=1, failed=0)
    mail = message_from_bytes(server.letters[0], policy=policy.default)
    assert mail["Subject"] == "«Мурас»: жаңы сырсөз"
    assert mail["To"].addresses[0].display_name == "Өмүрбеков, Бек"
    assert mail["To"].addresses[0].addr_spec == "bek@example.test"
    assert mail["From"].addresses[0].addr_spec == SENDER
    assert "http://localhost/reset/abc" in mail.get_content()
    assert letter(number).sent_at == NOW


def test_what_was_sent_keeps_no_link(app, server):
    (number,) = write("bek@example.test")
    with delivery.connect(server.address) as line:
        deliver(line)
    assert letter(number).body == ""


class Pretended:
    """A line that only counts, or breaks."""

    def __init__(self, *errors: Exception | None) -> None:
        self.errors = list(errors)
        self.sent: list[str] = []

    def send_message(self, mail) -> None:
        error = self.errors.pop(0) if self.errors else None
        if error:
            raise error
        self.sent.append(mail["To"].addresses[0].addr_spec)


def test_a_letter_is_sent_once(app):
    write("bek@example.test")
    line = Pretended()
    deliver(line)
    assert deliver(line) == delivery.Outcome(0, 0)
    assert len(line.sent) == 1


@pytest.mark.parametrize(
    "error", [smtplib.SMTPServerDisconnected("gone"), OSError("no route"), ValueError("odd")]
)
def test_one_that_fails_holds_up_no_other_and_is_tried_again_later(app, error):
    first, second = write("asel@example.test", "bek@example.test")
    line = Pretended(error)
    assert deliver(line) == delivery.Outcome(sent=1, failed=1)
    assert line.sent == ["bek@example.test"]
    assert (letter(first).sent_at, letter(second).sent_at) == (None, NOW)
    assert deliver(line, at=NOW + timedelta(minutes=9)) == delivery.Outcome(0, 0)
    assert deliver(line, at=NOW + timedelta(minutes=11)) == delivery.Outcome(1, 0)
    assert line.sent == ["bek@example.test", "asel@example.test"]


def test_a_letter_claimed_by_another_is_left_alone(app):
    (number,) = write("asel@example.test")
    with transaction():
        letter_row = db.session.get_one(Letter, number)
        letter_row.claimed_at = NOW - timedelta(minutes=1)
    assert queries.waiting(at=NOW) == []


@pytest.mark.parametrize("address", ["no address", "a@b\nBcc: c@d.test", "", "ө@example.test"])
def test_an_impossible_address_is_a_failure_and_no_crash(app, server, address):
    write(address, "bek@example.test")
    with delivery.connect(server.address) as line:
        outcome = deliver(line)
    assert outcome.sent >= 1
    assert outcome.sent + outcome.failed == 2
    assert all(b"\r\nBcc:" not in raw for raw in server.letters)


def test_nobody_is_named_in_the_log(app, caplog):
    write("asel@example.test")
    deliver(Pretended(OSError("asel@example.test")))
    assert "letter" in caplog.text
    assert "example.test" not in caplog.text


# ── the command ───────────────────────────────────────────────────────────────


def run(app):
    return app.test_cli_runner().invoke(args=["notices", "deliver"])


def test_the_command_sends_and_says_how_many(app, server, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", server.address)
    monkeypatch.setitem(app.config, "MAIL_FROM", SENDER)
    write("bek@example.test", "nobody@refused.test")
    result = run(app)
    assert result.output == "letters sent: 1, not sent: 1\n"
    assert result.exit_code == 1


def test_without_a_server_letters_wait(app):
    result = run(app)
    assert result.exit_code == 1
    assert "MAIL_SERVER" in result.output


def test_a_server_that_does_not_answer_claims_nothing(app, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setitem(app.config, "MAIL_SERVER", f"127.0.0.1:{port}")
    monkeypatch.setitem(app.config, "MAIL_FROM", SENDER)
    (number,) = write("bek@example.test")
    result = run(app)
    assert result.exit_code == 1
    assert "does not answer" in result.output
    assert letter(number).claimed_at is None
