"""T04: payloads in every text column there is, and in every text of the content; each says where it stood.

A column is either poisoned or structural, with the reason why nobody can type into it.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import yaml
from sqlalchemy import JSON, Column, Enum, String, Table, Text, text

from app.curriculum.models import Release, ReleaseFile
from app.db.model import Model
from app.db.session import db
from app.learning import actions as learning

SINGLE = (
    "<script>{0}()</script>",
    '"><img src={0} onerror={0}()>',
    "' onmouseover='{0}()' x='",
    "{{{{7*7}}}}${{7*7}}<%=7*7%>{0}",
    "javascript:{0}()",
    "</title></textarea></script><svg onload={0}()>",
    "<a href=javascript:{0}()>x</a>",
)
# Several at once, as many as fit into the shortest column; an address of a script must begin the text.
PAYLOADS = tuple("".join(SINGLE[n] for n in group) for group in ((0, 1), (2, 5), (4, 6, 3)))
SHORTEST = 80
TOGETHER = " ".join(payload for payload in SINGLE if not payload.startswith("javascript"))
IN_LESSONS = TOGETHER + ' [x](javascript:{0}()) ![x](javascript:{0}()) <https://a"onload={0}()>'
# The function that a payload would call: it stands nowhere else.
MARK = re.compile(r"hx\d{3}")
CONTENT = "hx999"

# ── which columns ─────────────────────────────────────────────────────────────

# Column, or a column's name in any table → why nobody's typing can stand in it.
STRUCTURAL = {
    "language": "one of three", "kind": "one of a list", "purpose": "one of two", 
    "ended_by": "one of two", "person.likeness": "kept key of the name", "rank_held.rank": "one of a list", "staff_correction.fact": "one of three", "staff_correction.was": "what columns said", "outcome": "one of two", "handed_in_by": "one of two", "digest": "hexadecimal", "token_digest": "hexadecimal",
    "key_digest": "hexadecimal", "password_hash": "made by the hasher", "path": "numbers", "key_id": "hexadecimal",
    "signature": "made by the signer", "context": "ours", "rule_version": "ours", "origin": "a network address",
    "network": "a network address", "seat": "made by us", "client_id": "letters, digits, hyphens by its form",
    "about_kind": "ours", "about_id": "an id, or an endpoint", "what": "ours", "test": "an id by its shape",
    "lesson": "an id by its shape", "course": "an id by its shape", "item": "an id by its shape",
    "pattern": "an id by its shape", "distinction": "an id by its shape", "named": "one of a list",
    "offence": "one of a list", "drill_turn.marks": "places and elements",
    "release.name": "an id by its shape", "attempt_item.option_order": "numbers", "completion.facts": "ids",
    "job.payload": "ids", "job.error": "the kind of an error", "kept_report.asked": "ids and days", "kept_report.number": "made by us",
    "kept_report.tables": "made by us, shown as text", "pdf_digest": "hexadecimal", "row_export.asked": "ids and days",
    "reading.levels": "numbers by the id of a criterion", "certificate.number": "made by us", "certificate.code": "made by us", "learning_group.code": "made by us", "signing_key.id": "hexadecimal",
    "signing_key.public": "base64 by us", "institution.code": "an id", "person.search": "kept key of the name",
    "person.sort": "kept key of the name", "person.sign_in_name": "Latin letters and digits by its form",
    "wrong_guess.account": "hexadecimal", "release_file.path": "checked by its shape",
    "scenario": "an id by its shape", "scene": "an id by its shape", "option": "an id by its shape", "run.ending": "an id by its shape",
    "run.verdict": "one of three", "run_step.answer": "ids, and texts poisoned by forms", "run_writing_mark.levels": "numbers by the id of a criterion",
    "release_file.text": "the content, poisoned below", "regrade.bank": "an id by its shape",
    "columns": "of a list", "choices": "ids and words of a list", "counts": "numbers", "plan_digest": "hexadecimal",
    "headings_digest": "hexadecimal", "staff_deed.was": "names, poisoned where people bear them",
}  # fmt: skip


def texts() -> list[Column]:
    """Every column that holds text, or text within JSON."""
    return [
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | Text | JSON) and not isinstance(column.type, Enum)
    ]


def name_of(column: Column) -> str:
    return f"{column.table.name}.{column.name}"


def is_structural(column: Column) -> bool:
    return name_of(column) in STRUCTURAL or column.name in STRUCTURAL


def typed() -> list[Column]:
    return [column for column in texts() if not is_structural(column)]


# ── poisoning ─────────────────────────────────────────────────────────────────


@contextmanager
def unguarded() -> Iterator[None]:
    """Tables that only grow may be changed in here: what was restored from elsewhere never passed our forms."""
    session = db.session
    if db.engine.dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    triggers = session.execute(text(wanted)).all()
    for name, _sql in triggers:
        session.execute(text(f'DROP TRIGGER "{name}"'))
    yield
    for _name, sql in triggers:
        session.execute(text(sql))


def marks() -> dict[str, str]:
    """The function that a payload would call, by column; it stands nowhere else."""
    return {name_of(column): f"hx{n:03}" for n, column in enumerate(typed())}


def poison_rows(turn: int) -> None:
    """In each round every column has another payload; after all rounds it had them all."""
    marked = marks()
    with unguarded():
        for n, column in enumerate(typed()):
            said = PAYLOADS[(n + turn) % len(PAYLOADS)].format(marked[name_of(column)])
            if isinstance(column.type, JSON):
                _poison_json(column, said)
            else:
                # Names stay apart where nobody may bear another's.
                db.session.execute(column.table.update().values({column.name: said}))
        _sign_again()


def _poison_json(column: Column, said: str) -> None:
    table: Table = column.table
    keys = list(table.primary_key.columns)
    for row in db.session.execute(table.select()).mappings().all():
        value = _deep(row[column.name], lambda _old, _above: said)
        which = [key == row[key.name] for key in keys]
        db.session.execute(table.update().where(*which).values({column.name: value}))


# Within JSON only these hold what somebody typed.
_TYPED_KEYS = frozenset({"ky", "ru", "en", "text", "name", "reason", "title", "source"})


def _deep(value: Any, change: Callable[[str, str], str], above: str = "") -> Any:
    """`change` is given what stood there, and the key above it."""
    if isinstance(value, dict):
        return {
            key: change(inner, above if key in ("ky", "ru", "en") else key)
            if key in _TYPED_KEYS and isinstance(inner, str)
            else _deep(inner, change, key)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_deep(inner, change, above) for inner in value]
    return value


def _sign_again() -> None:
    """A forged certificate shows nothing; a genuine one with such a name shows all."""
    table = Model.metadata.tables["certificate"]
    assert learning._signer is not None
    for row in db.session.execute(table.select()).mappings().all():
        signature = learning._signer.sign(row["words"])
        new = table.update().where(table.c.id == row["id"]).values(signature=signature)
        db.session.execute(new)


# ── content ───────────────────────────────────────────────────────────────────

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_BLOCK = re.compile(r"(?m)^(\{#[a-z0-9-]+\}\n)(?=\S)(?!!|\||#|>|-|[0-9])")
_HEAD = re.compile(r"(?m)^(title|summary): .*$")
# Texts of the law and the glossary that are Markdown; their readers refuse tags, so they get the rest.
_MARKDOWN = frozenset({"summary", "note", "review"})
PLAIN = " ".join(SINGLE[n] for n in (2, 3, 4))


def poison_content(payload: str) -> None:
    """Every text of every release, as if it had been restored from elsewhere; a new digest, so that it is read."""
    said = payload.format(CONTENT)
    in_lessons = IN_LESSONS.format(CONTENT) if payload == TOGETHER else said
    files, releases = ReleaseFile.__table__, Release.__table__
    with unguarded():
        for row in db.session.execute(files.select()).mappings().all():
            new = _poisoned(row["path"], row["text"], said, in_lessons)
            which = (files.c.release_id == row["release_id"], files.c.path == row["path"])
            db.session.execute(files.update().where(*which).values(text=new))
        for row in db.session.execute(releases.select()).mappings().all():
            digest = hashlib.sha256(f"{row['digest']}{payload}".encode()).hexdigest()
            which = releases.c.id == row["id"]
            db.session.execute(releases.update().where(which).values(digest=digest))


def _poisoned(path: str, kept: str, said: str, in_lessons: str) -> str:
    if path.endswith(".yaml"):

        def change(old: str, above: str) -> str:
            if above == "passage":  # braces name its gaps, and without these there is no question
                return f"{old} {said.replace('{', '(').replace('}', ')')}"
            return f"{old[:40]} {PLAIN.format(CONTENT) if above in _MARKDOWN else said}"

        found = _deep(yaml.load(kept, _LOADER), change)  # noqa: S506
        return yaml.dump(found, Dumper=_DUMPER, allow_unicode=True, sort_keys=False)
    if path.endswith(".md"):
        head, fence, body = kept.removeprefix("---\n").partition("\n---\n")
        quoted = said.replace("'", "''")
        head = _HEAD.sub(lambda found: f"{found[1]}: '{quoted}'", head)
        return f"---\n{head}{fence}" + _BLOCK.sub(lambda m: f"{m[1]}{in_lessons} ", body)
    return kept
