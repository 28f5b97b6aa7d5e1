"""Paths of units as groups: /1/4/9/ is below /1/4/, and /1/4/* are those who work in /1/4/ itself."""

from collections.abc import Sequence

DIRECT = "*"


def is_within(path: str, chosen: str) -> bool:
    return path == chosen[:-1] if chosen.endswith(DIRECT) else path.startswith(chosen)


def group(path: str, chosen: str | None, tops: Sequence[str]) -> str:
    """In which group below the chosen unit, or below the whole reach, a unit's people are counted."""
    if chosen is None:
        if len(tops) > 1:
            return _top(path, tops)
        chosen = tops[0]
    step, slash, _ = path.removeprefix(chosen).partition("/")
    return chosen + (step + slash or DIRECT)


def above(chosen: str, tops: Sequence[str]) -> str | None:
    """The unit among whose groups this one is; None for the whole reach."""
    if chosen in tops:
        return None
    upper = chosen[:-1] if chosen.endswith(DIRECT) else chosen[: chosen.rindex("/", 0, -1) + 1]
    return None if (upper,) == tuple(tops) else upper


def roughly(path: str, chosen: str | None, tops: Sequence[str]) -> str:
    """The path as far as groups around the chosen unit need it: one step from where it parts."""
    way = (chosen or tops[0]).strip("/").split("/")
    steps = path.strip("/").split("/")
    shared = next((n for n, step in enumerate(steps) if step not in way[n : n + 1]), len(steps))
    kept = max(shared + 1, len(_top(path, tops).strip("/").split("/")))
    return f"/{'/'.join(steps[:kept])}/"


def _top(path: str, tops: Sequence[str]) -> str:
    return next(top for top in tops if path.startswith(top))
