"""Days as people write them: 05.03.2024, 2024-03-05, 5-март 2024-ж., с 5 марта 2024 г., the number of a spreadsheet."""

import re
from datetime import date

from app.rosters.cells import day_of_serial

# The first letters that tell a month in Kyrgyz, Russian and English; May comes after March.
_MONTHS = (
    ("янв", "jan", "үчтүн", "учтун"),
    ("фев", "feb", "бирдин"),
    ("мар", "mar", "жалган"),
    ("апр", "apr", "чын"),
    ("май", "мая", "may", "бугу"),
    ("июн", "jun", "кулжа"),
    ("июл", "jul", "теке"),
    ("авг", "aug", "баш"),
    ("сен", "sep", "аяк"),
    ("окт", "oct", "тогуз"),
    ("ноя", "nov", "жети"),
    ("дек", "dec", "беш"),
)
_YEAR_FIRST = re.compile(r"\b([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?![0-9])")
_DAY_FIRST = re.compile(r"\b([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4}|[0-9]{2})(?![0-9])")
_WORDS = re.compile(r"\b([0-9]{1,2})[\s\u2011-]{0,3}([^\W\d_]{3,12})\.?[\s,\u2011-]{0,3}([0-9]{4})")
_YEAR_WORDS = re.compile(r"\b([0-9]{4})\D{1,14}?\b([0-9]{1,2})[\s\u2011-]{0,3}([^\W\d_]{3,12})")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,12})\.?\s([0-9]{1,2}),?\s([0-9]{4})")
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]{1,12})?")
FIRST, LAST = date(1950, 1, 1), date(2100, 1, 1)


def read(text: str) -> date | None:
    """None when it is no day, or one at which nobody was appointed."""
    text = text.strip().casefold()[:60]
    found = _read(text)
    return found if found and FIRST <= found <= LAST else None


def _read(text: str) -> date | None:
    if _SERIAL.fullmatch(text):
        return day_of_serial(text)
    if match := _YEAR_FIRST.search(text):
        return _date(match[1], match[2], match[3])
    if match := _DAY_FIRST.search(text):
        return _date(_century(match[3]), match[2], match[1])
    if match := _WORDS.search(text):
        return _date(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.search(text):
        return _date(match[3], _month(match[1]), match[2])
    if match := _YEAR_WORDS.search(text):
        return _date(match[1], _month(match[3]), match[2])
    return None


def _century(year: str) -> int:
    """Two digits are of our time until 2039, and of the last century from 40 on."""
    number = int(year)
    if len(year) == 4:
        return number
    return 2000 + number if number < 40 else 1900 + number


def _month(word: str) -> int:
    for number, beginnings in enumerate(_MONTHS, start=1):
        if word.startswith(beginnings):
            return number
    return 0


def _date(year: object, month: object, day: object) -> date | None:
    try:
        return date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return None
