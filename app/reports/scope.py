"""Whose figures are asked for: which course, as of which day, within which filters, cut how. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.words import N_


class Cut(StrEnum):
    NONE = "none"
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


NAMES = {
    Cut.NONE: N_("not divided"),
    Cut.INSTITUTION: N_("by institution"),
    Cut.UNIT: N_("by unit"),
    Cut.PROFESSION: N_("by profession"),
    Cut.SEX: N_("by sex"),
    Cut.REGION: N_("by region"),
    Cut.LANGUAGE: N_("by language of study"),
    Language.KY: N_("Studied in Kyrgyz"),
    Language.RU: N_("Studied in Russian"),
    Language.NONE: N_("No lesson read yet"),
}


@dataclass(frozen=True)
class Scope:
    """None means: not narrowed. `audience` are the professions the course is for; `unit` is a path."""

    course: str
    audience: tuple[str, ...]
    on: date
    by: Cut = Cut.NONE
    institution: int | None = None
    unit: str | None = None
    profession: str | None = None
    sex: str | None = None
    region: str | None = None
    language: str | None = None

    @property
    def filters(self) -> dict[Cut, int | str]:
        """What narrows the reach, in a fixed order."""
        narrowed = {cut: getattr(self, cut.value) for cut in Cut if cut is not Cut.NONE}
        return {cut: value for cut, value in narrowed.items() if value is not None}

    @property
    def needs_language(self) -> bool:
        """Counting lessons by language costs more than all else together, so it is done when asked."""
        return self.by is Cut.LANGUAGE or self.language is not None


def a_year_before(day: date) -> date:
    """The same day of the year before; the 28th for the 29th of February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
