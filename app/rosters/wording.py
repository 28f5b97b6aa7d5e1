"""Names of what this room shows: meanings of columns, classes of lines, kinds of deeds."""

from app.core.words import N_
from app.rosters.shapes import Column, Fate

COLUMNS = {
    Column.NOTHING: N_("Not needed"),
    Column.FULL_NAME: N_("Full name"),
    Column.FAMILY_NAME: N_("Family name"),
    Column.GIVEN_NAME: N_("Given name"),
    Column.PATRONYMIC: N_("Patronymic"),
    Column.RANK: N_("Rank"),
    Column.POST: N_("Post"),
    Column.UNIT: N_("Unit, or a part of its path"),
    Column.DAY: N_("Day of appointment"),
    Column.SEX: N_("Sex"),
    Column.SIGN_IN_NAME: N_("Sign-in name"),
    Column.ADDRESS: N_("E-mail address"),
    Column.STATUS: N_("Whether they left"),
}
FATES = {
    Fate.NEW: N_("Newcomers"),
    Fate.MOVED: N_("Moved to another post"),
    Fate.CHANGED: N_("Name or rank changed"),
    Fate.LEFT: N_("Leave the service"),
    Fate.DUPLICATE: N_("Possible duplicates"),
    Fate.FAULTY: N_("To be mended"),
    Fate.SAME: N_("As they are on record"),
    Fate.OUTSIDE: N_("Nothing is done"),
    Fate.UNNAMED: N_("On record, not in the list"),
}
DEEDS = {
    "post": N_("Post created"),
    "added": N_("Person added"),
    "appointed": N_("Appointed"),
    "moved": N_("Moved"),
    "renamed": N_("Name changed"),
    "ranked": N_("Rank recorded"),
    "left": N_("Left the service"),
}
STATES = {
    "open": N_("Not applied"),
    "waiting": N_("Waits for a second person"),
    "applied": N_("Applied"),
    "undone": N_("Undone"),
}
SEPARATORS = {
    "comma": N_("commas"),
    "semicolon": N_("semicolons"),
    "tab": N_("tabs"),
}
