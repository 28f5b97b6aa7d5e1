"""Writing letters. A letter goes with the transaction in which it is written; `delivery` sends it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import insert

from app.db.session import db
from app.notices.models import Letter


@dataclass(frozen=True)
class Recipient:
    name: str
    address: str
    language: str


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


def compose(kind: str, language: str, **places: object) -> Text:
    """templates/notices/<kind>.<language>.txt: the subject, an empty line, the body."""
    template = current_app.jinja_env.get_template(f"notices/{kind}.{language}.txt")
    subject, _, body = template.render(places).partition("\n\n")
    return Text(" ".join(subject.split()), body.strip() + "\n")


def write_letter(to: Recipient, text: Text, *, at: datetime) -> Letter:
    letter = Letter(**_row(to, text, at))
    db.session.add(letter)
    return letter


def write_letters(letters: Collection[tuple[Recipient, Text]], *, at: datetime) -> None:
    """Many with one statement."""
    if letters:
        rows = [_row(to, text, at) for to, text in letters]
        db.session.execute(insert(Letter), rows)


def _row(to: Recipient, text: Text, at: datetime) -> dict[str, Any]:
    return {
        "to_name": to.name,
        "to_address": to.address,
        "language": to.language,
        "subject": text.subject,
        "body": text.body,
        "written_at": at,
    }
