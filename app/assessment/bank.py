"""A bundle of question files becomes a Bank; every fault of every file is gathered on the way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from pydantic import Field

from app.assessment import pictures
from app.assessment.items.common import Difficulty, Item
from app.assessment.items.kinds import KINDS, kind_of
from app.core import yaml_text
from app.core.bilingual import Bilingual
from app.core.bundle import Bundle
from app.core.problems import Problems
from app.core.shapes import Shape, Slug, Text, Written
from app.core.words import N_
from app.curriculum.shapes import Figure

HEAD = "bank.yaml"

_ITEM_PATH = re.compile(r"[a-z0-9-]+/[a-z0-9-]+\.yaml")


@dataclass(frozen=True)
class Bank:
    """The sound questions of a bank, by id; the folder of a question is its topic."""

    id: str
    title: Bilingual
    licence: str
    topics: Mapping[str, Bilingual]
    items: Mapping[str, Item]
    paths: Mapping[str, str]

    def topic_of(self, item_id: str) -> str:
        return self.paths[item_id].split("/")[0]

    def in_topic(self, topic: str, level: Difficulty | None = None) -> list[str]:
        """Ids, sorted: the names of files have no part in a draw. `level` asks for one difficulty."""
        names = self._by_topic.get(topic, [])
        return [name for name in names if level in (None, self.items[name].difficulty)]

    @cached_property
    def _by_topic(self) -> dict[str, list[str]]:
        """Every beginning of a test asks several times."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.items):
            found.setdefault(self.topic_of(name), []).append(name)
        return found


class _Topic(Shape):
    id: Slug
    title: Text


class _Head(Shape):
    id: Slug
    title: Text
    licence: Written
    topics: tuple[_Topic, ...] = Field(min_length=1)


def read(bundle: Bundle) -> tuple[Bank | None, Problems]:
    """None without a sound bank.yaml. A bank may be used only when the problems hold no error."""
    problems = Problems()
    head = _head(bundle, problems)
    topics = {topic.id: topic.title for topic in head.topics} if head else None
    drawn = pictures.read(bundle, problems)
    items: dict[str, Item] = {}
    paths: dict[str, str] = {}
    for path in sorted(bundle):
        if path == HEAD or not _may_be_read(path, topics, problems):
            continue
        item = _item(bundle[path], path, drawn, problems)
        if item is None:
            continue
        if item.id in items:
            says = N_("Another question has the id %(id)s: %(other)s.")
            line = item.line_of("id")
            problems.error(path, line, "repeated-id", says, id=item.id, other=paths[item.id])
            continue
        items[item.id] = item
        paths[item.id] = path
    if head is None or topics is None:
        return None, problems
    frozen = [MappingProxyType(mapping) for mapping in (topics, items, paths)]
    return Bank(head.id, head.title, head.licence, *frozen), problems  # type: ignore[arg-type]


def _head(bundle: Bundle, problems: Problems) -> _Head | None:
    if HEAD not in bundle:
        says = N_("A bank needs a file bank.yaml with its id, title, licence and topics.")
        problems.error(HEAD, 1, "missing-file", says)
        return None
    head = yaml_text.shaped(_Head, bundle[HEAD], HEAD, problems)
    seen = set()
    for n, topic in enumerate(head.topics if head else ()):
        if topic.id in seen:
            says = N_("The topic %(topic)s stands here twice.")
            line = head.line_of("topics", n, "id") if head else 1
            problems.error(HEAD, line, "repeated-id", says, topic=topic.id)
        seen.add(topic.id)
    return head


def _may_be_read(path: str, topics: Mapping[str, Bilingual] | None, problems: Problems) -> bool:
    if pictures.is_one(path):
        return False
    if not path.endswith((".yaml", ".yml")):
        says = N_("This file is not read: a question is a file <topic>/<name>.yaml.")
        problems.warning(path, 1, "unread-file", says)
        return False
    if not _ITEM_PATH.fullmatch(path):
        says = N_(
            "A question stands in a topic’s folder, as <topic>/<name>.yaml; names are Latin"
            " lower-case letters, digits and hyphens."
        )
        problems.error(path, 1, "bad-path", says)
        return False
    topic = path.split("/")[0]
    if topics is not None and topic not in topics:
        says = N_("bank.yaml knows no topic %(topic)s.")
        problems.error(path, 1, "unknown-topic", says, topic=topic)
    return True


def _item(text: str, path: str, drawn: Mapping[str, Figure], problems: Problems) -> Item | None:
    """A sound question or None."""
    document = yaml_text.read(text, path, problems)
    if document is None:
        return None
    name = document.data.get("kind") if isinstance(document.data, dict) else None
    if not isinstance(name, str) or name not in KINDS:
        says = N_("A question needs its kind, one of: %(kinds)s.")
        line = document.line_of(("kind",))
        problems.error(path, line, "unknown-kind", says, kinds=", ".join(KINDS))
        return None
    item = yaml_text.fitted(KINDS[name].Shape, document, path, problems)
    if item is None:
        return None
    item.hang(drawn)
    found = Problems()
    kind_of(item).check(item, path, found)
    problems.extend(found)
    return None if found.errors else item
