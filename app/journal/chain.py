"""The arithmetic of the chain: what an entry's digest covers, where a chain was broken, which heads it does not meet."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
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


_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{1,18}) ([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class Head:
    """The newest entry when a day's head was published. Number 0: there was none."""

    day: date
    number: int
    digest: str

    @property
    def line(self) -> str:
        """As it is printed and kept elsewhere."""
        return f"{self.day.isoformat()} {self.number} {self.digest}"

    @classmethod
    def read(cls, line: str) -> "Head | None":
        found = _LINE.fullmatch(line.strip())
        if found is None:
            return None
        try:
            day = date.fromisoformat(found[1])
        except ValueError:
            return None
        return cls(day, int(found[2]), found[3])


def unmet(heads: Iterable[Head], digests: Mapping[int, str]) -> list[Head]:
    """Heads whose entry is missing or another than it was, by day. `digests` are those of the chain, by number."""
    return sorted(
        (
            head
            for head in set(heads)
            if digests.get(head.number, START if head.number == 0 else None) != head.digest
        ),
        key=lambda head: (head.day, head.number),
    )
