"""Ranks by profession as they are used in Kyrgyzstan, lowest first, and the bands in which reports group them.

Every list waits for legal review (docs/decisions/0042): those of the police and of prosecutors most of all. Lawyers
have none. The keys are kept in the database and never change.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.accounts.kinds import Profession
from app.core.bilingual import Bilingual
from app.core.text import search_key
from app.core.words import N_


class Band(StrEnum):
    """What makes ranks of different professions comparable. The bands are ours, and wait for review like the lists."""

    JUNIOR = "junior"
    MIDDLE = "middle"
    SENIOR = "senior"
    HIGHER = "higher"


BANDS = {
    Band.JUNIOR: N_("Junior ranks"),
    Band.MIDDLE: N_("Middle ranks"),
    Band.SENIOR: N_("Senior ranks"),
    Band.HIGHER: N_("Higher ranks"),
}


@dataclass(frozen=True)
class Rank:
    key: str
    profession: Profession
    band: Band
    name: Bilingual


def _police(key: str, band: Band, ky: str, ru: str, en: str) -> Rank:
    return Rank(f"police-{key}", Profession.POLICE, band, Bilingual(ky=ky, ru=ru, en=en))


def _prosecutor(key: str, band: Band, ky: str, ru: str, en: str) -> Rank:
    return Rank(f"prosecutor-{key}", Profession.PROSECUTOR, band, Bilingual(ky=ky, ru=ru, en=en))


def _judge(key: str, band: Band, ky: str, ru: str, en: str) -> Rank:
    name = Bilingual(
        ky=f"{ky} квалификациялык класс",
        ru=f"{ru} квалификационный класс",
        en=f"{en} qualification class",
    )
    return Rank(f"judge-{key}", Profession.JUDGE, band, name)


_J, _M, _S, _H = Band.JUNIOR, Band.MIDDLE, Band.SENIOR, Band.HIGHER

RANKS = (
    _police("private", _J, "милициянын катардагысы", "рядовой милиции", "police private"),
    _police("junior-sergeant", _J, "милициянын кенже сержанты", "младший сержант милиции", "junior sergeant"),
    _police("sergeant", _J, "милициянын сержанты", "сержант милиции", "sergeant"),
    _police("senior-sergeant", _J, "милициянын улук сержанты", "старший сержант милиции", "senior sergeant"),
    _police("sergeant-major", _J, "милициянын старшинасы", "старшина милиции", "sergeant major"),
    _police("ensign", _J, "милициянын прапорщиги", "прапорщик милиции", "ensign"),
    _police("senior-ensign", _J, "милициянын улук прапорщиги", "старший прапорщик милиции", "senior ensign"),
    _police("junior-lieutenant", _M, "милициянын кенже лейтенанты", "младший лейтенант милиции", "junior lieutenant"),
    _police("lieutenant", _M, "милициянын лейтенанты", "лейтенант милиции", "lieutenant"),
    _police("senior-lieutenant", _M, "милициянын улук лейтенанты", "старший лейтенант милиции", "senior lieutenant"),
    _police("captain", _M, "милициянын капитаны", "капитан милиции", "captain"),
    _police("major", _S, "милициянын майору", "майор милиции", "major"),
    _police("lieutenant-colonel", _S, "милициянын подполковниги", "подполковник милиции", "lieutenant colonel"),
    _police("colonel", _S, "милициянын полковниги", "полковник милиции", "colonel"),
    _police("major-general", _H, "милициянын генерал-майору", "генерал-майор милиции", "major general"),
    _police("lieutenant-general", _H, "милициянын генерал-лейтенанты", "генерал-лейтенант милиции", "lieutenant general"),
    _police("colonel-general", _H, "милициянын генерал-полковниги", "генерал-полковник милиции", "colonel general"),
    # For legal review: whether «кенже юрист» and «действительный государственный советник» are given today; left out.
    _prosecutor("lawyer-3", _M, "3-класстагы юрист", "юрист 3 класса", "lawyer, third class"),
    _prosecutor("lawyer-2", _M, "2-класстагы юрист", "юрист 2 класса", "lawyer, second class"),
    _prosecutor("lawyer-1", _M, "1-класстагы юрист", "юрист 1 класса", "lawyer, first class"),
    _prosecutor("junior-counsellor", _S, "юстициянын кенже кеңешчиси", "младший советник юстиции", "junior counsellor of justice"),
    _prosecutor("counsellor", _S, "юстициянын кеңешчиси", "советник юстиции", "counsellor of justice"),
    _prosecutor("senior-counsellor", _S, "юстициянын улук кеңешчиси", "старший советник юстиции", "senior counsellor of justice"),
    _prosecutor("state-counsellor-3", _H, "юстициянын 3-класстагы мамлекеттик кеңешчиси", "государственный советник юстиции 3 класса", "state counsellor of justice, third class"),
    _prosecutor("state-counsellor-2", _H, "юстициянын 2-класстагы мамлекеттик кеңешчиси", "государственный советник юстиции 2 класса", "state counsellor of justice, second class"),
    _prosecutor("state-counsellor-1", _H, "юстициянын 1-класстагы мамлекеттик кеңешчиси", "государственный советник юстиции 1 класса", "state counsellor of justice, first class"),
    _judge("5", _M, "бешинчи", "пятый", "fifth"),
    _judge("4", _M, "төртүнчү", "четвёртый", "fourth"),
    _judge("3", _S, "үчүнчү", "третий", "third"),
    _judge("2", _S, "экинчи", "второй", "second"),
    _judge("1", _S, "биринчи", "первый", "first"),
    _judge("highest", _H, "жогорку", "высший", "highest"),
)  # fmt: skip

BY_KEY = {rank.key: rank for rank in RANKS}


def of(profession: Profession) -> list[Rank]:
    """Lowest first; none for lawyers."""
    return [rank for rank in RANKS if rank.profession == profession]


_WORD = re.compile(r"[^\W\d_]+|\d+")
# Kyrgyz and Russian words, abbreviations and numbers of classes that mean the same; folded as search keys are.
_SAME = {
    "ст": "старший", "мл": "младший", "гос": "государственный", "ага": "старший", "улук": "старший",
    "кенже": "младший", "катардагысы": "рядовой", "катардагы": "рядовой", "сержанты": "сержант",
    "старшинасы": "старшина", "прапорщиги": "прапорщик", "лейтенанты": "лейтенант", "капитаны": "капитан",
    "майору": "майор", "подполковниги": "подполковник", "полковниги": "полковник", "юстициянын": "юстиции",
    "кенешчиси": "советник", "кенешчи": "советник", "мамлекеттик": "государственный", "класстагы": "класс",
    "класса": "класс", "классы": "класс", "кл": "класс", "квалификациялык": "квалификационный",
    "квалификационного": "квалификационный", "жогорку": "высший", "высшего": "высший",
    "биринчи": "1", "первый": "1", "первого": "1", "first": "1", "i": "1", "экинчи": "2", "второй": "2",
    "второго": "2", "second": "2", "ii": "2", "учунчу": "3", "третий": "3", "третьего": "3", "third": "3", "iii": "3",
    "тортунчу": "4", "четвертый": "4", "четвертого": "4", "fourth": "4", "iv": "4", "бешинчи": "5", "пятый": "5",
    "пятого": "5", "fifth": "5", "v": "5",
}  # fmt: skip
# What a list may leave out, and the ends of numbers: 3-го, 5-й.
_SILENT = frozenset(
    {"милиции", "милициянын", "милиция", "police", "судья", "судьянын", "судьи", "of", "го", "й", "ый", "ий", "чи", "чу"}
)  # fmt: skip


def _told(text: str) -> tuple[str, ...]:
    """The words in no order: «юрист 3 класса» and «3-класстагы юрист» are one rank."""
    words = [word for word in _WORD.findall(search_key(text)) if word not in _SILENT]
    return tuple(sorted(_SAME.get(word, word) for word in words))


_BY_WORDS = {
    (rank.profession, _told(name)): rank
    for rank in RANKS
    for name in (rank.name.ky, rank.name.ru, rank.name.en or rank.name.ru)
}


def find(text: str, profession: Profession) -> Rank | None:
    """The rank of this profession that a staff list means; None where its words are not exactly those of one."""
    return _BY_WORDS.get((profession, _told(text)))


def is_higher(one: str, other: str) -> bool:
    """Of two keys of one profession; never across professions."""
    first, second = BY_KEY[one], BY_KEY[other]
    return first.profession == second.profession and RANKS.index(first) > RANKS.index(second)


def keys_in(band: Band) -> list[str]:
    return [rank.key for rank in RANKS if rank.band == band]


def band_of(key: str | None) -> Band | None:
    rank = BY_KEY.get(key or "")
    return rank.band if rank else None
