"""Words of the interface: taken from the source, merged into catalogues, and what is wrong with a catalogue.

The keys are the English sentences themselves, so there are catalogues for Kyrgyz and Russian only.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.settings import ROOT

LANGUAGES = ("ky", "ru")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
}
_PLACE = re.compile(r"%\((\w+)\)[a-z]|%%|(%)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Written alike in every language.
_SAME = frozenset({"Muras", "PDF", "CSV", "XLSX", "ZIP", "QR"})


def template(root: Path = ROOT) -> Catalog:
    """Every message of the source."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")
    catalog = _new(None)
    for _file, _line, message, comments, context in extract_from_dir(
        root, methods, options, keywords=KEYWORDS, comment_tags=("translators:",)
    ):
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def _new(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        header_comment="# Words of the interface; the keys are its English sentences.",
        project="muras",
        version="1",
        msgid_bugs_address="-",
        last_translator="Muras",
        language_team="Muras",
        revision_date="2026-01-01 00:00+0000",
        fuzzy=False,
    )


def path(language: str, root: Path = ROOT) -> Path:
    return root / "translations" / language / "LC_MESSAGES" / "messages.po"


def catalogue(language: str, root: Path = ROOT) -> Catalog:
    """As it stands in the file; an empty one when there is none yet."""
    file = path(language, root)
    if not file.exists():
        return _new(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def update(language: str, source: Catalog, root: Path = ROOT) -> Catalog:
    """New messages come in empty, those that are gone go; nothing is guessed."""
    catalog = catalogue(language, root)
    catalog.update(source, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    file = path(language, root)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalog, width=100, no_location=True, sort_output=True)
    return catalog


def compile_all(root: Path = ROOT) -> Iterator[Path]:
    for language in LANGUAGES:
        target = path(language, root).with_suffix(".mo")
        if path(language, root).exists():
            with target.open("wb") as stream:
                write_mo(stream, catalogue(language, root))
            yield target


def faults(catalog: Catalog, source: Catalog) -> list[str]:
    """What keeps a catalogue from being complete, one sentence each."""
    wanted = {(m.id, m.context) for m in source if m.id}
    there = {(m.id, m.context) for m in catalog if m.id}
    found = [f"missing: {_name(id)}" for id, _context in sorted(wanted - there, key=str)]
    found += [f"no longer in the source: {_name(id)}" for id, _ in sorted(there - wanted, key=str)]
    found += [f"obsolete entry: {_name(m.id)}" for m in catalog.obsolete.values()]
    for message in catalog:
        if message.id and (message.id, message.context) in wanted:
            found += [f"{why}: {_name(message.id)}" for why in _faults_of(message, catalog)]
    return found


def _faults_of(message: Message, catalog: Catalog) -> Iterator[str]:
    ids, texts = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if len(texts) != (catalog.num_plurals if message.pluralizable else 1) or not all(texts):
        yield "empty"
        return
    if any(places(text) != places(ids[-1]) for text in texts):
        yield "other places"
    if any(text != text.strip() for text in texts) and message.id == str(message.id).strip():
        yield "spaces around"
    if texts[0] == ids[0] and any(w not in _SAME for w in _LETTERS.findall(_PLACE.sub("", ids[0]))):
        yield "not translated"


def places(text: str) -> list[str]:
    """Names of the %(places)s; among them a bare % is one that nobody can fill."""
    found = sorted(m[1] or m[2] for m in _PLACE.finditer(text) if m[1] or m[2])
    return found if any(m != "%" for m in found) else []


def _forms(id_or_string: object) -> list[str]:
    if isinstance(id_or_string, list | tuple):
        return [str(form or "") for form in id_or_string]
    return [str(id_or_string or "")]


def _name(id: object) -> str:
    return repr(_forms(id)[0])
