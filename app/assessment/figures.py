"""A figure computed from answers, or why there is none."""

from dataclasses import dataclass

from app.core.words import N_

TOO_FEW = N_("Not enough answers. Needed: %(least)d. There are: %(n)d.")
ALIKE = N_("Cannot be computed: the results are too much alike.")
ONE_QUESTION = N_("Cannot be computed: the test has only one question.")
UNEQUAL = N_("Cannot be computed: the tests compared are worth different numbers of points.")


@dataclass(frozen=True)
class Figure:
    """Either `value` or `lack` is there. `lack` is a message key with the places `n` and `least`."""

    n: int
    least: int
    value: float | None = None
    lack: str | None = None


def too_few(n: int, least: int) -> Figure:
    return Figure(n, least, lack=TOO_FEW)
