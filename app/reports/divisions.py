"""By what the people of an institution's report are told apart, and which stages are counted. Pure."""

from enum import StrEnum

from app.accounts.kinds import NAMES, PostKind, Profession, Region, Sex
from app.accounts.ranks import BANDS
from app.core.words import N_


class Division(StrEnum):
    UNIT = "unit"
    PROFESSION = "profession"
    KIND = "post"
    RANK = "rank"
    SEX = "sex"
    REGION = "region"
    LANGUAGE = "language"
    TIME = "time"


class Time(StrEnum):
    """How long the present post is held on the day."""

    NEWCOMER = "newcomer"
    SETTLED = "settled"


class Language(StrEnum):
    KY = "ky"
    RU = "ru"
    NONE = "none"


# The group of those of whom no rank is known, as lawyers have none.
NO_RANK = "none"

DIVISIONS = {
    Division.UNIT: N_("Unit"),
    Division.PROFESSION: N_("Profession"),
    Division.KIND: N_("Kind of post"),
    Division.RANK: N_("Band of ranks"),
    Division.SEX: N_("Sex"),
    Division.REGION: N_("Region of service"),
    Division.LANGUAGE: N_("Language of study"),
    Division.TIME: N_("Time in the post"),
}
ORDER = tuple(Division)
PLACE = {division: place for place, division in enumerate(ORDER)}

# Names of groups that are the same everywhere; those of units are looked up.
GROUPS: dict[Division, dict[str, str]] = {
    Division.PROFESSION: {kind.value: NAMES[kind] for kind in Profession},
    Division.KIND: {kind.value: NAMES[kind] for kind in PostKind},
    Division.RANK: {
        **{band.value: name for band, name in BANDS.items()},
        NO_RANK: N_("No rank on record"),
    },
    Division.SEX: {kind.value: NAMES[kind] for kind in Sex},
    Division.REGION: {kind.value: NAMES[kind] for kind in Region},
    Division.LANGUAGE: {
        Language.KY: N_("Mostly in Kyrgyz"),
        Language.RU: N_("Mostly in Russian"),
        Language.NONE: N_("No lesson read yet"),
    },
    Division.TIME: {
        Time.NEWCOMER: N_("Under one year: newcomers"),
        Time.SETTLED: N_("One year and more"),
    },
}

# Each is part of the one before.
STAGES = ("in_scope", "enrolled", "started", "passed", "completed", "certified", "expiring")
STAGE_NAMES = {
    "in_scope": N_("In scope"),
    "enrolled": N_("Enrolled"),
    "started": N_("Started"),
    "passed": N_("Passed the final test"),
    "completed": N_("Completed"),
    "certified": N_("Certified on that day"),
    "expiring": N_("Of these, expiring within 90 days"),
}
EXPIRING_DAYS = 90
