"""The closed lists of this room. Stored by value; names of each are in `names`."""

from enum import StrEnum

from app.core.words import N_


class Profession(StrEnum):
    POLICE = "police"
    PROSECUTOR = "prosecutor"
    JUDGE = "judge"
    LAWYER = "lawyer"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"


class Region(StrEnum):
    """The two cities of republican significance and the seven oblasts."""

    BISHKEK = "bishkek"
    OSH_CITY = "osh-city"
    BATKEN = "batken"
    JALAL_ABAD = "jalal-abad"
    ISSYK_KUL = "issyk-kul"
    NARYN = "naryn"
    OSH = "osh"
    TALAS = "talas"
    CHUY = "chuy"


NAMES = {
    Profession.POLICE: N_("Police"),
    Profession.PROSECUTOR: N_("Prosecutors"),
    Profession.JUDGE: N_("Judges"),
    Profession.LAWYER: N_("Lawyers"),
    Sex.FEMALE: N_("Women"),
    Sex.MALE: N_("Men"),
    Region.BISHKEK: N_("Bishkek city"),
    Region.OSH_CITY: N_("Osh city"),
    Region.BATKEN: N_("Batken oblast"),
    Region.JALAL_ABAD: N_("Jalal-Abad oblast"),
    Region.ISSYK_KUL: N_("Issyk-Kul oblast"),
    Region.NARYN: N_("Naryn oblast"),
    Region.OSH: N_("Osh oblast"),
    Region.TALAS: N_("Talas oblast"),
    Region.CHUY: N_("Chuy oblast"),
}
