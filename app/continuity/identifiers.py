"""Finds what could name a person or a case in a text meant for colleagues: the guard before a handover is kept.

Rather one alarm too many than a victim's name handed on; each find says where it stands and what to write instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.core.words import N_


class Kind(StrEnum):
    NAME = "name"
    BIRTH = "birth"
    PHONE = "phone"
    NUMBER = "number"
    CASE = "case"
    ADDRESS = "address"


REMEDIES = {
    Kind.NAME: N_("This looks like the name of a person. Name the office or the post instead."),
    Kind.BIRTH: N_("This looks like a date of birth. Leave it out."),
    Kind.PHONE: N_(
        "This looks like a telephone number. Only an office’s belongs here, in its field."
    ),
    Kind.NUMBER: N_("This looks like the number of a document or of a person. Leave it out."),
    Kind.CASE: N_("This looks like the number of a case. Say what kind of case it was instead."),
    Kind.ADDRESS: N_("This looks like where somebody lives. Name the district at most."),
}


@dataclass(frozen=True)
class Find:
    kind: Kind
    passage: str


_UPPER, _WORD = "А-ЯЁҢӨҮ", "А-Яа-яЁёҢңӨөҮү"
_CAP = rf"[{_UPPER}][{_WORD.replace('А-Я', '')}]+(?:-[{_UPPER}][{_WORD.replace('А-Я', '')}]+)?"
# Endings of family names in the country, in Kyrgyz and Russian use, with those of cases after them.
_CASES = r"(?:а|у|ым|е|ой|нын|нин|нун|нүн|дын|дин|дун|дүн|тын|тин|тун|түн|га|ге|го|гө|ка|ке|ко|кө|ны|ни|ну|нү|ды|ди|ду|дү|ты|ти|ту|тү|дан|ден|дон|дөн|тан|тен|тон|төн|да|де|до|дө)?"
_FAMILY = rf"[{_UPPER}][а-яёңөү]+(?:ов|ев|ёв|ова|ева|ёва|овой|евой|беков|бекова|ский|ская|ской|енко|ко́|штейн|берг|ян|дзе|швили){_CASES}"
_PATRONYMIC = rf"[{_UPPER}][а-яёңөү]+(?:ович|евич|ьич|овна|евна|ична|инична){_CASES}"
_KYRGYZ_CHILD = rf"{_CAP}\s+{_CAP}\s+(?:уулу|кызы|тегин)"
_INITIALS = (
    rf"(?:{_CAP}\s+[{_UPPER}]\.\s?(?:[{_UPPER}]\.)?|[{_UPPER}]\.\s?(?:[{_UPPER}]\.\s?)?{_CAP})"
)
_LATIN = r"\b[A-Z][a-z]+\s+[A-Z][a-z]+(?:ov|ev|ova|eva|uulu|kyzy|bekov|bekova)\b"

# A family name alone is met in names of streets and of laws; with a given name, a patronymic or initials it is a person's.
_NAMES = (
    rf"\b{_FAMILY}\s+{_CAP}(?:\s+{_PATRONYMIC})?",
    rf"\b{_CAP}\s+{_FAMILY}\b",
    rf"\b{_CAP}\s+{_PATRONYMIC}\b",
    rf"\b{_KYRGYZ_CHILD}\b",
    rf"\b{_INITIALS}",
    rf"(?i:гражданк[аиуе]|гражданин[ау]?|гр\.|потерпевш(?:ая|ей|ую|ий|его)|жабырлануучу|жаран|свидетел[ья]|күбө)\s+{_CAP}",
    rf"(?i:по имени|аттуу|зовут)\s+{_CAP}|\b{_CAP}\s+аттуу",
    _LATIN,
)
_MONTHS = (
    "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
    "|үчтүн айы|жалган куран|чын куран|бугу|кулжа|теке|баш оона|аяк оона|тогуздун айы|жетинин айы|бештин айы"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)?\d{2}"
_BORN = r"(?:родил(?:ся|ась)|рожд\w*|г\.?\s?р\.?|туул\w*|жылы туул\w*|дата рожд\w*)"
_BIRTHS = (
    rf"{_BORN}[\s:,–-]{{1,4}}(?:\w+[\s:]+){{0,2}}{_DAY}",
    rf"{_DAY}\s*(?:г\.?\s?р\.?|года рожд\w*|-?\s?ж(?:ыл\w*)?\.?\s+туул\w*|туул\w*)",
    r"\b(?:19|20)\d{2}\s?(?:г\.?\s?р\.|года рожд\w*|-?\s?жылы туул\w*|-?\s?ж\.\s?т\.)",
    rf"\b(?:19|20)\d{{2}}[- ]?жылдын\s+\d{{1,2}}[- ]?(?:{_MONTHS})\w*",
    rf"\b\d{{1,2}}[- ](?:{_MONTHS})\w*\s+(?:19|20)\d{{2}}\s?(?:г\.?|года)?\s?(?:р\.|рожд\w*)",
    rf"{_BORN}\s+(?:в\s+)?(?:19|20)\d{{2}}",
    r"\b(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.(?:19[3-9]\d|200\d|201\d)\b",
)
_PHONES = (
    r"(?:\+|00)\s?996[\s()-]*\d(?:[\s()-]*\d){8}",
    r"\b0\s?\(?\d{3}\)?[\s-]*\d{2,3}[\s-]?\d{2}[\s-]?\d{2}\b",
    r"\b0\s?\d{3}[\s-]?\d{3}[\s-]?\d{3}\b",
    r"\b\(?0?\d{3,4}\)?[\s-]\d{2}[\s-]\d{2}[\s-]\d{2}\b",
    r"(?:тел|моб|телефон\w*|whatsapp|ватсап\w*|номер\w*)\W{0,3}\d[\d\s()-]{4,}\d",
)
_NUMBERS = (
    r"\b[12]\d{13}\b",
    r"\b(?:ПИН|ИНН|PIN)\w*\W{0,3}\d{6,}",
    r"\b(?:ID|AN|АН|AC)\s?-?\s?\d{6,8}\b",
    r"паспорт\w*\W{0,4}(?:сери\w*\W{0,3})?(?:№\s?)?[A-ZА-Я]{0,2}\s?\d{5,}",
    r"\b\d{2}[A-ZА-Я]{2,3}\s?\d{3}[A-ZА-Я]{2,3}\b",
)
_CASES_OF_LAW = (
    r"(?:дел[оаеу]|иш(?:и|тин|ти)?|КУСП|ЕРПП|КТБР|ЖКК|материал\w*|талап|производств\w*)\s*(?:№|N|номери?)\s?\d[\w/-]*",
    r"\b\d{2}-\d{3}-\d{4}-\d{3,6}\b",
    r"(?:КУСП|ЕРПП|КТБР)\W{0,3}\d{2,}",
    r"№\s?\d{3,}(?:[/-]\d+)+",
    r"№\s?\d{3,}\s?(?:-|\s)?\s?(?:иш\b|кылмыш иши|уголовн)",
)
_ADDRESSES = (
    rf"(?:ул\.|улиц[аеуы]|пер\.|переул\w+|просп\.|проспект\w*|мкр\.?|микрорайон\w*|кичирайон\w*|көчөсү\w*)\s*№?\s?«?[{_WORD}\d][{_WORD}. -]*»?,?\s*(?:д\.|дом\w*|үй\w*|кв\.)?\s*№?\s?\d+",
    rf"{_CAP}\s+көчөсү\w*,?\s*(?:№\s?)?\d+",
    r"\b(?:кв\.|квартир\w+|батир\w*)\s*№?\s?\d+",
    r"\b(?:дом|үй)\s*№?\s?\d+",
    r"\b\d+[- ](?:үй|батир|квартира)\w*",
)
_PATTERNS = {
    Kind.NUMBER: _NUMBERS,
    Kind.CASE: _CASES_OF_LAW,
    Kind.PHONE: _PHONES,
    Kind.BIRTH: _BIRTHS,
    Kind.ADDRESS: _ADDRESSES,
    Kind.NAME: _NAMES,
}
_SEEN_IN_ANY_CASE = frozenset({Kind.BIRTH, Kind.PHONE, Kind.CASE, Kind.ADDRESS})
_COMPILED = {
    kind: [re.compile(p, re.IGNORECASE if kind in _SEEN_IN_ANY_CASE else 0) for p in patterns]
    for kind, patterns in _PATTERNS.items()
}

# Posts and institutions are written with capitals, too.
_HARMLESS = re.compile(
    r"^(?:Уголовн|Кылмыш|Жазык|Кыргыз|Республик|Министерств|Верховн|Жогорк|Башкы|Генеральн|Ички|Бишкек|Чуйск|Чүй"
    r"|Ошск|Баткен|Талас|Нарын|Ысык|Иссык|Жалал|Джалал|Свердлов|Первомайск|Ленинск|Октябрьск|Районн|Городск|Отдел)"
)


def finds(text: str, *, phones_allowed: bool = False) -> list[Find]:
    """In the order of the text, each passage once."""
    found: dict[str, tuple[int, Find]] = {}
    for kind, start, passage in _all(text):
        if kind is Kind.PHONE and phones_allowed:
            continue
        if not any(passage in other or other in passage for other in found):
            found[passage] = (start, Find(kind, passage))
    return [find for _start, find in sorted(found.values(), key=lambda one: one[0])]


def _all(text: str) -> Iterator[tuple[Kind, int, str]]:
    for kind, patterns in _COMPILED.items():
        for pattern in patterns:
            for match in pattern.finditer(text):
                if kind is not Kind.NAME or not _HARMLESS.match(match[0]):
                    yield kind, match.start(), match[0].strip(" ,.;:")
