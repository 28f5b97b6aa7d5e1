"""One key for the many ways in which a name is written: it finds records that may be of one human.

Alike is not the same: namesakes have equal keys, and people decide.
"""

import re

from app.core.text import search_key

# Longer before shorter: what is written with several Latin letters is one Cyrillic one.
_LATIN = (
    *(("shch", "щ"), ("dzh", "ж"), ("zh", "ж"), ("dj", "ж"), ("kh", "х"), ("ch", "ч")),
    *(("sh", "ш"), ("ts", "ц"), ("yu", "ю"), ("iu", "ю"), ("ya", "я"), ("ia", "я"), ("ng", "н")),
    *zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввхиз", strict=True),
)
# Written either way by clerks and by passports: Джумабек and Жумабек, Айбек and Аибек, Эркин and Еркин.
_EITHER = (("дж", "ж"), ("й", "и"), ("ы", "и"), ("э", "е"), ("ю", "у"), ("я", "а"), ("щ", "ш"))
_OF_FATHER = 3
_SILENT = re.compile(r"[^а-яёa-z]|[ьъ]")
_DOUBLED = re.compile(r"(.)\1+")


def likeness(family_name: str, given_name: str) -> str:
    """Without the patronymic, which many records lack."""
    if not family_name or not given_name:
        return ""
    return f"{_folded(family_name)} {_folded(given_name)}"


def fathers_differ(one: str, other: str) -> bool:
    """By their first letters, since the endings are written in two ways; who has none may be anybody's child."""
    if not one or not other:
        return False
    return _folded(one)[:_OF_FATHER] != _folded(other)[:_OF_FATHER]


def _folded(name: str) -> str:
    name = search_key(name)
    for latin, cyrillic in _LATIN:
        name = name.replace(latin, cyrillic)
    for written, meant in _EITHER:
        name = name.replace(written, meant)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", name))
