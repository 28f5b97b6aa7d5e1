"""Kyrgyz, Russian or English; dates and numbers in each.

Patterns of dates are our own: browsers know no Kyrgyz, and the short Kyrgyz forms of the common locale data
are not what people in Kyrgyzstan write.
"""

from contextvars import ContextVar
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from typing import NamedTuple

from flask import g, request, session
from flask_babel import Babel, Domain, force_locale, get_translations, refresh

from app.core.bilingual import content_language
from app.core.clock import BISHKEK

LANGUAGES = {"ky": "Кыргызча", "ru": "Русский", "en": "English"}
_MONTHS = {
    "ky": "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
# Spaces and hyphens at which a line does not end.
_LONG = {
    "ky": "{y}\u2011жылдын {d}\u2011{m}",
    "ru": "{d}\u00a0{m} {y}\u00a0г.",
    "en": "{d} {m} {y}",
}

# Narrow no-break space between thousands, comma for decimals: both languages of the country agree.
_THOUSANDS = "\u00a0"

babel = Babel()


def interface_language() -> str:
    """The person's own choice; before signing in the session's; else what the browser asks for."""
    actor = g.get("actor")
    if actor is not None:
        return actor.language
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), "ky")


def reading_language() -> str:
    """The language of course texts on this page: `?text=` when given, else the interface's."""
    asked = request.args.get("text")
    return asked if asked in ("ky", "ru") else content_language(interface_language())


def go_on_in(language: str) -> None:
    """For whoever is signed in: this request's own page is in it already. Their choice is kept by accounts."""
    session["language"] = language
    g.actor = replace(g.actor, language=language)
    refresh()


def short_day(day: date | datetime) -> str:
    return _local(day).strftime("%d.%m.%Y")


def long_day(day: date | datetime, language: str | None = None) -> str:
    language = language or interface_language()
    day = _local(day)
    month = _MONTHS[language].split()[day.month - 1]
    return _LONG[language].format(d=day.day, m=month, y=day.year)


def moment(at: datetime) -> str:
    return _local(at).strftime("%d.%m.%Y, %H:%M")


def number(value: float | int | None, places: int = 0) -> str:
    """1 234,5 in Kyrgyz and Russian, 1,234.5 in English; a dash for nothing."""
    return "–" if value is None else written_number(value, places, interface_language())


def written_number(value: float, places: int, language: str) -> str:
    text = f"{value:,.{places}f}"
    if language == "en":
        return text
    return text.replace(",", _THOUSANDS).replace(".", ",")


def percent(share: float | None, places: int = 0) -> str:
    """A share from 0 to 1 as per cent."""
    return "–" if share is None else f"{number(share * 100, places)}\u00a0%"


def _local(at):
    return at.astimezone(BISHKEK) if isinstance(at, datetime) else at


class _Page(NamedTuple):
    """What a page is made in; found once for a page and not once for a sentence."""

    words: NullTranslations
    language: str
    text_language: str


# Read by what stands in every template and in macros, which are made once and know no page.
_page: ContextVar[_Page] = ContextVar("page")


def _translate(message: str, **places: object) -> str:
    text = _page.get().words.gettext(message)
    return text % places if places else text


@cache  # the library looks for the catalogue anew for each request
def catalogue(language: str) -> NullTranslations:
    with force_locale(language):
        return get_translations()


def of_page() -> _Page:
    return _page.get()


def _in_templates() -> dict[str, object]:
    """Runs before each page is made."""
    language = interface_language()
    page = _Page(catalogue(language), language, reading_language())
    _page.set(page)
    return {"language": page.language, "text_language": page.text_language}


def install(app) -> None:
    babel.init_app(app, locale_selector=interface_language)
    # The library makes a domain for each request, which would read the catalogues from the disk each time.
    app.before_request(Domain().as_default)
    app.jinja_env.globals.update(
        LANGUAGES=LANGUAGES,
        _=_translate,
        language_of_page=lambda: _page.get().language,
        language_of_text=lambda: _page.get().text_language,
    )
    app.jinja_env.filters.update(
        short_day=short_day, long_day=long_day, moment=moment, number=number, percent=percent
    )
    app.context_processor(_in_templates)
