"""Keys for searching and sorting Russian and Kyrgyz names, and the gate for typed text.

SQLite folds no Cyrillic case and both databases sort ё, ң, ө, ү outside the alphabet, so rows keep these keys.
"""

import re
import unicodedata
from collections.abc import Iterator

_ALPHABET = "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"
_ORDER = {letter: chr(0x4E00 + place) for place, letter in enumerate(_ALPHABET)}

# People type н о у е for ң ө ү ё on a Russian keyboard, and и for й in a hurry stays apart: it is another letter.
_PLAIN = str.maketrans("ңөүё", "ноуе")

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


# Of accents heaped on one letter so many stay, as Unicode itself advises; no language has more.
_MOST_ACCENTS = 30
# Under this length even nothing but accents is put in order at once.
_SHORT = 1000


def composed(text: str) -> str:
    """NFC. Putting accents in order takes the square of their number, so no letter bears more than thirty."""
    if len(text) > _SHORT:
        text = "".join(_without_heaps(text))
    return unicodedata.normalize("NFC", text)


def _without_heaps(text: str) -> Iterator[str]:
    heaped = 0
    for letter in text:
        heaped = heaped + 1 if unicodedata.combining(letter) else 0
        if heaped <= _MOST_ACCENTS:
            yield letter


def tidy(text: str) -> str:
    """NFC, no surrounding space, inner runs of space made one."""
    return " ".join(composed(text).split())


def search_key(text: str) -> str:
    """For finding: case and the Kyrgyz letters folded onto their plain neighbours."""
    return tidy(text).casefold().translate(_PLAIN)


def sort_key(text: str) -> str:
    """For sorting: compares by code point as the Kyrgyz alphabet compares; other letters follow their own order before it."""
    return "".join(_ORDER.get(letter, letter) for letter in tidy(text).casefold())


def is_clean(text: str) -> bool:
    """No NUL, no lone surrogate: what both databases can hold."""
    return not _UNKEEPABLE.search(text)
