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


class PostKind(StrEnum):
    """What is done on a chair, as far as training tells it apart. No value is that of another list: NAMES knows them by value."""

    HEAD = "head"
    INVESTIGATOR = "investigator"
    OPERATIVE = "operative"
    INSPECTOR = "inspector"
    DUTY_OFFICER = "duty-officer"
    SUPERVISING_PROSECUTOR = "supervising-prosecutor"
    COURT_PROSECUTOR = "court-prosecutor"
    JUDGE = "sitting-judge"
    COURT_STAFF = "court-staff"
    LAWYER = "practising-lawyer"
    TEACHER = "teacher"
    OTHER = "other"


class AbsenceKind(StrEnum):
    """Why somebody who holds a post is not on it."""

    LEAVE = "leave"
    PARENTAL = "parental"
    SICK = "sick"
    STUDY = "study"
    SECONDMENT = "secondment"


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
    PostKind.HEAD: N_("Heads of units"),
    PostKind.INVESTIGATOR: N_("Investigators"),
    PostKind.OPERATIVE: N_("Operative officers"),
    PostKind.INSPECTOR: N_("Neighbourhood inspectors"),
    PostKind.DUTY_OFFICER: N_("Duty officers"),
    PostKind.SUPERVISING_PROSECUTOR: N_("Supervising prosecutors"),
    PostKind.COURT_PROSECUTOR: N_("Prosecutors in court"),
    PostKind.JUDGE: N_("Judges on the bench"),
    PostKind.COURT_STAFF: N_("Court staff"),
    PostKind.LAWYER: N_("Practising lawyers"),
    PostKind.TEACHER: N_("Teachers of an academy"),
    PostKind.OTHER: N_("Other posts"),
    AbsenceKind.LEAVE: N_("Annual leave"),
    AbsenceKind.PARENTAL: N_("Parental leave"),
    AbsenceKind.SICK: N_("Illness"),
    AbsenceKind.STUDY: N_("Study leave"),
    AbsenceKind.SECONDMENT: N_("Secondment"),
}
