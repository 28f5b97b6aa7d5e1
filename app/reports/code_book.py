"""The columns of rows without names, and what each of their codes means. Pure."""

from app.core.words import N_
from app.reports.divisions import DIVISIONS, GROUPS, STAGE_NAMES, STAGES, Division
from app.reports.recoding import NOT_TOLD, OTHER

# In the order in which they are kept as they are for as long as nobody can be recognised.
TOLD_APART = (
    Division.PROFESSION,
    Division.SEX,
    Division.REGION,
    Division.KIND,
    Division.LANGUAGE,
    Division.TIME,
    Division.RANK,
)
TESTS = ("test_before", "test_after")
PSEUDONYM, MODE = "pseudonym", "mode"
ONLINE = "online"
REACHED = STAGES[1:]
HEADINGS = (PSEUDONYM, *(d.value for d in TOLD_APART), MODE, *TESTS, *REACHED)

_BANDS = {
    "0-49": (0, N_("Fewer than 50 points of a hundred")),
    "50-69": (50, N_("50 to 69 points of a hundred")),
    "70-84": (70, N_("70 to 84 points of a hundred")),
    "85-100": (85, N_("85 points of a hundred and more")),
}
NO_TEST = "none"

MEANINGS = {
    PSEUDONYM: N_("A word drawn by lot for this file alone: it leads to nobody, and another file has other words"),
    **{division.value: DIVISIONS[division] for division in TOLD_APART},
    MODE: N_("Mode of study"),
    "test_before": N_("First finished test before the course, in bands of points"),
    "test_after": N_("First finished test after the course, in bands of points"),
    **{stage: STAGE_NAMES[stage] for stage in REACHED},
}  # fmt: skip
_SMALL = {
    OTHER: N_("One of the groups that are too small to be told apart"),
    NOT_TOLD: N_("Not told in this file, so that nobody can be recognised"),
}
_YES_NO = {"1": N_("yes"), "0": N_("no"), NOT_TOLD: _SMALL[NOT_TOLD]}


def band(points: float | None) -> str:
    """Of a hundred; without a test none."""
    if points is None:
        return NO_TEST
    return next(code for code, (least, _says) in reversed(_BANDS.items()) if points >= least)


def codes(column: str) -> dict[str, str]:
    """What may stand in the column, and what it means; of the pseudonym nothing can be said."""
    if column == PSEUDONYM:
        return {}
    if column == MODE:
        return {ONLINE: N_("Online, signed in")}
    if column in TESTS:
        bands = {code: says for code, (_least, says) in _BANDS.items()}
        return {**bands, NO_TEST: N_("No such test was finished"), **_SMALL}
    if column in REACHED:
        return _YES_NO
    return {**GROUPS[Division(column)], **_SMALL}
