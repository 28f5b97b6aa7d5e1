"""How a certificate's signed words are worded, always in Kyrgyz and in Russian, whoever looks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

_WORDS = {
    "ky": {
        "heading": "КҮБӨЛҮК",
        "given": "төмөнкү адамга берилди",
        "completed": "курсту толук өттү",
        "lessons": "Сабактар: {lessons} · мүнөт: {minutes}",
        "test": "Жыйынтыктоочу тест: {percent} %",
        "law": "Мыйзамдар {law_as_of} абалы боюнча",
        "language": "Окуу тили: {language}",
    },
    "ru": {
        "heading": "СЕРТИФИКАТ",
        "given": "выдан",
        "completed": "освоен курс",
        "lessons": "Уроков: {lessons} · минут: {minutes}",
        "test": "Итоговый тест: {percent} %",
        "law": "Законодательство по состоянию на {law_as_of}",
        "language": "Язык обучения: {language}",
    },
}
_LANGUAGE_NAMES = {
    "ky": {"ky": "кыргызча", "ru": "орусча"},
    "ru": {"ky": "кыргызский", "ru": "русский"},
}

# Labels stand once, in both languages, beside the value.
_LABELS = (
    ("number", "Номери / Номер"),
    ("code", "Коду / Код"),
    ("completed", "Курс бүткөн күн / Курс окончен"),
    ("issued", "Берилген күнү / Выдан"),
    ("valid_until", "Жарактуу мөөнөтү / Действителен по"),
    ("release", "Курстун чыгарылышы / Выпуск курса"),
)


def column(said: Mapping[str, Any], language: str) -> dict[str, Any]:
    """One half of the certificate."""
    w = _WORDS[language]
    values = {
        **said,
        "law_as_of": _day(said["law_as_of"]),
        "language": _LANGUAGE_NAMES[language][said["language"]],
    }
    lines = [
        w["lessons"],
        *([w["test"]] if said["percent"] is not None else []),
        w["law"],
        w["language"],
    ]
    return {
        "heading": w["heading"],
        "given": w["given"],
        "completed": w["completed"],
        "institution": said["institution"][language],
        "course": said["title"][language],
        "lines": [line.format(**values) for line in lines],
    }


def fields(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Number, code and days, each with its label in both languages."""
    shown = []
    for name, label in _LABELS:
        value = said[name]
        if value is None:
            continue
        if name == "release":
            value = f"{said['course']} · {value} · {said['release_digest'][:16]}"
        elif name in ("completed", "issued", "valid_until"):
            value = _day(value)
        shown.append((label, str(value)))
    return shown


# What tells certificates apart, and nothing of how the person studied.
_BRIEF = ("number", "completed", "issued", "valid_until")


def brief(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    labels = dict(_LABELS)
    return [
        (labels[name], str(said[name]) if name == "number" else _day(said[name]))
        for name in _BRIEF
        if said.get(name)
    ]


def page(
    said: Mapping[str, Any], *, address: str, qr: str, key_id: str, signature: str
) -> dict[str, Any]:
    """What the PDF is made from."""
    issued = date.fromisoformat(said["issued"])
    return {
        "title_ky": said["title"]["ky"],
        "name": said["name"],
        "ky": column(said, "ky"),
        "ru": column(said, "ru"),
        "fields": [*fields(said), ("Текшерүү / Проверить", address)],
        "day": [issued.year, issued.month, issued.day],
        "address": address,
        "qr": qr,
        "key_id": key_id,
        "signature": signature,
    }


def _day(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%d.%m.%Y")
