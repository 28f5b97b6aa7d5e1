"""Whose figures are asked for: which course, as of which day, within which filters, cut how. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.core.words import N_


class Cut(StrEnum):
    INSTITUTION = "institution"
    UNIT = "unit"
    PROFESSION = "profession"
    SEX = "sex"
    REGION = "region"
    LANGUAGE = "language"


class Language(StrEnum):
    """In which language a person read most lessons of the course; as many in both count as Kyrgyz."""

    KY = "ky"
    RU = "ru"
    NONE = "none"


# Headings of the first column and labels of the filters.
CUTS = {
    Cut.INSTITUTION: N_("Institution"),
    Cut.UNIT: N_("Unit"),
    Cut.PROFESSION: N_("Profession"),
    Cut.SEX: N_("Sex"),
    Cut.REGION: N_("Region"),
    Cut.LANGUAGE: N_("Language of study"),
}

LANGUAGES = {
    Language.KY: N_("Mostly in Kyrgyz"),
    Language.RU: N_("Mostly in Russian"),
    Language.NONE: N_("No lesson read yet"),
}

# Institutions by number, units by path, all else by the word that is stored.
Filters = Mapping[Cut, int | str]


@dataclass(frozen=True)
class Scope:
    """`audience` are the professions the course is for; `by` None: not divided."""

    course: str
    audience: tuple[str, ...]
    on: date
    by: Cut | None = None
    filters: Filters = field(default_factory=dict)

    @property
    def dimensions(self) -> tuple[Cut, ...]:
        """What people have to be told apart by."""
        return tuple(cut for cut in Cut if cut in self.filters or cut is self.by)


def a_year_before(day: date) -> date:
    """The same day of the year before; the 28th for the 29th of February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
