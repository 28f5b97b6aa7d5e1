"""Sending what waits. May run twice at once, or die at any line: each letter is claimed before it is sent."""

import logging
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from sqlalchemy import update

from app.db.session import db, transaction
from app.notices import queries
from app.notices.models import Letter

log = logging.getLogger("muras")

_PATIENCE = 20  # seconds for the mail server to answer


@dataclass(frozen=True)
class Outcome:
    sent: int
    failed: int


def connect(server: str) -> smtplib.SMTP:
    """`server` is host:port; the line is encrypted when the server offers it."""
    host, _, port = server.partition(":")
    line = smtplib.SMTP(host, int(port or 25), timeout=_PATIENCE)
    line.ehlo()
    if line.has_extn("starttls"):
        line.starttls(context=ssl.create_default_context())
        line.ehlo()
    return line


def deliver(line: smtplib.SMTP, *, sender: str, clock: Callable[[], datetime]) -> Outcome:
    """A letter that cannot be sent holds up no other; it is tried again when its claim has run out."""
    sent = failed = 0
    waiting = queries.waiting(at=clock())
    db.session.rollback()
    for letter_id in waiting:
        letter = _claim(letter_id, at=clock())
        if letter is None:
            continue
        try:
            line.send_message(message(letter, sender=sender, at=clock()))
        except (smtplib.SMTPException, OSError, MessageError, ValueError) as error:
            log.warning("letter %s not sent: %s", letter_id, type(error).__name__)
            failed += 1
            continue
        _note_sent(letter_id, at=clock())
        sent += 1
    return Outcome(sent, failed)


def message(letter: Letter, *, sender: str, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = letter.subject
    mail["From"] = _address("Muras", sender)
    mail["To"] = _address(letter.to_name, letter.to_address)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = letter.language
    mail.set_content(letter.body)
    return mail


def _address(name: str, address: str) -> Address:
    """In parts: the library's own parser stumbles over some impossible addresses."""
    username, _, domain = address.rpartition("@")
    return Address(name, username, domain)


def _claim(letter_id: int, *, at: datetime) -> Letter | None:
    with transaction():
        return db.session.execute(
            update(Letter)
            .where(Letter.id == letter_id, queries.is_waiting(at))
            .values(claimed_at=at)
            .returning(Letter)
        ).scalar_one_or_none()


def _note_sent(letter_id: int, *, at: datetime) -> None:
    """The body goes: it may hold a link that opens an account, and the recipient has it now."""
    with transaction():
        db.session.execute(update(Letter).where(Letter.id == letter_id).values(sent_at=at, body=""))
