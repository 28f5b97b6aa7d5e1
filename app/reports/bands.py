"""Bands in which reports group ranks; the room of people keeps the list of ranks, by which keys begin. Pure."""

from enum import StrEnum

from app.core.words import N_


class Band(StrEnum):
    JUNIOR = "junior"
    MIDDLE = "middle"
    SENIOR = "senior"
    HIGHER = "higher"
    NONE = "none"


BANDS = {
    Band.JUNIOR: N_("Junior ranks"),
    Band.MIDDLE: N_("Middle ranks"),
    Band.SENIOR: N_("Senior ranks"),
    Band.HIGHER: N_("Higher ranks"),
    Band.NONE: N_("No rank on record"),
}


_POLICE = {
    Band.JUNIOR: "private junior-sergeant sergeant senior-sergeant sergeant-major ensign senior-ensign",
    Band.MIDDLE: "junior-lieutenant lieutenant senior-lieutenant captain",
    Band.SENIOR: "major lieutenant-colonel colonel",
    Band.HIGHER: "major-general lieutenant-general colonel-general",
}
_PROSECUTOR = {
    Band.MIDDLE: "lawyer-3 lawyer-2 lawyer-1",
    Band.SENIOR: "junior-counsellor counsellor senior-counsellor",
    Band.HIGHER: "state-counsellor-3 state-counsellor-2 state-counsellor-1",
}
_JUDGE = {Band.MIDDLE: "5 4", Band.SENIOR: "3 2 1", Band.HIGHER: "highest"}

_BAND_OF = {
    f"{profession}-{rank}": band
    for profession, bands in (
        ("police", _POLICE),
        ("prosecutor", _PROSECUTOR),
        ("judge", _JUDGE),
    )
    for band, ranks in bands.items()
    for rank in ranks.split()
}


def band_of(rank: str | None) -> Band:
    return _BAND_OF.get(rank or "", Band.NONE)
