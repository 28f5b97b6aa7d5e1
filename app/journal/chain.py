"""The arithmetic of the chain: what an entry's digest covers, and where a chain was broken."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """What a digest covers, as plain values."""

    number: int
    at: datetime
    by_id: int | None
    origin: str
    what: str
    about_kind: str
    about_id: str
    details: dict[str, Any]


def digest(before: str, link: Link) -> str:
    """SHA-256 over the digest before and every field, as canonical JSON."""
    fields = [
        before,
        link.number,
        link.at.astimezone(UTC).isoformat(timespec="microseconds"),
        link.by_id,
        link.origin,
        link.what,
        link.about_kind,
        link.about_id,
        link.details,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(links: Iterable[tuple[Link, str]]) -> int | None:
    """The number of the first entry that is missing, changed, or out of place; None when the chain holds."""
    before, expected = START, 1
    for link, stated in links:
        if link.number != expected or digest(before, link) != stated:
            return expected
        before, expected = stated, expected + 1
    return None
