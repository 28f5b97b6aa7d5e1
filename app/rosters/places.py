"""From the words of a list to units of the institution, and from posts to chairs on which somebody can sit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.problems import Problems
from app.core.words import N_
from app.rosters.names import exact_key
from app.rosters.shapes import Chair, Fate, Line, Listed, Options


@dataclass(frozen=True)
class Place:
    """A unit: its path of ids, and the keys of its names."""

    unit_id: int
    path: str
    keys: frozenset[str]


def keys_of(*names: str) -> frozenset[str]:
    return frozenset(exact_key(name) for name in names if name)


class Places:
    """Units by their names; several of one name are told apart by those above."""

    def __init__(self, units: Iterable[Place]) -> None:
        self.by_id = {unit.unit_id: unit for unit in units}
        self.by_key: dict[str, list[Place]] = {}
        for unit in self.by_id.values():
            for key in unit.keys:
                self.by_key.setdefault(key, []).append(unit)

    def find(self, path: Sequence[str]) -> list[Place]:
        """Those that bear the last name of the path, and whose upper units bear the others in order."""
        said = [exact_key(part) for part in path]
        if not said:
            return []
        return [unit for unit in self.by_key.get(said[-1], ()) if self._fits(unit, said[:-1])]

    def _fits(self, unit: Place, above: Sequence[str]) -> bool:
        upper = [self.by_id.get(int(part)) for part in unit.path.strip("/").split("/")[:-1]]
        names = iter([place.keys for place in upper if place])
        return all(any(said in keys for keys in names) for said in above)


def resolve(listed: Sequence[Listed], places: Places, problems: Problems) -> list[Listed]:
    """With `unit_id` where exactly one unit is meant; a unit is never opened by a list."""
    found, known = [], {}
    for one in listed:
        if one.unit not in known:
            known[one.unit] = places.find(one.unit)
        units = known[one.unit]
        if len(units) == 1:
            one = replace(one, unit_id=units[0].unit_id)
        elif not one.unit:
            problems.error(
                "", one.line, "no-unit", N_("No unit stands here. Add it, or mark its column.")
            )
        elif units:
            problems.error(
                "",
                one.line,
                "units",
                N_("Several units are called %(unit)s. Write the unit above it as well."),
                unit=one.unit[-1][:80],
            )
        else:
            problems.error(
                "",
                one.line,
                "unit",
                N_("No unit is called %(unit)s. Correct the name, or open the unit first."),
                unit=" / ".join(one.unit)[:120],
            )
        found.append(one)
    return found


class Chairs:
    """Free chairs as the plan goes on: those who leave free theirs before others sit down."""

    def __init__(self, chairs: Iterable[Chair]) -> None:
        self.all = {chair.post_id: chair for chair in chairs}
        self.free: dict[tuple[int, str], list[tuple[int, date]]] = {}
        self.used: set[int] = set()
        for chair in self.all.values():
            if chair.free_from is not None:
                self._offer(chair, chair.free_from)

    def _offer(self, chair: Chair, day: date) -> None:
        for key in chair.keys:
            self.free.setdefault((chair.unit_id, key), []).append((chair.post_id, day))

    def give_back(self, post_id: int | None, day: date) -> None:
        if post_id in self.all:
            self._offer(self.all[post_id], day)

    def take(self, unit_id: int, key: str, day: date) -> int | None:
        for post_id, free_from in self.free.get((unit_id, key), ()):
            if post_id not in self.used and free_from <= day:
                self.used.add(post_id)
                return post_id
        return None


def seat(
    lines: Sequence[Line], chairs: Iterable[Chair], leaving: Sequence[tuple[int | None, date]],
    options: Options, problems: Problems,
) -> list[Line]:  # fmt: skip
    """Gives every newcomer and every mover a chair; a mover's own is free for the next.

    Where movers wait for each other in a ring, or too few chairs are there, chairs are made if that is wished.
    """
    room = Chairs(chairs)
    for post_id, day in leaving:
        room.give_back(post_id, day)
    seated = {n: line for n, line in enumerate(lines) if not _wants_chair(line)}
    waiting = [n for n in range(len(lines)) if n not in seated]
    while waiting:
        left = [n for n in waiting if not _sit(lines[n], n, room, seated)]
        if len(left) == len(waiting):
            left = left[_stand(lines, left, room, seated, options, problems) :]
        waiting = left
    # Whoever sat down earlier stands first: so the acts can be done in this order.
    return list(seated.values())


def _stand(
    lines: Sequence[Line], waiting: list[int], room: Chairs, seated: dict[int, Line],
    options: Options, problems: Problems,
) -> int:  # fmt: skip
    """Nobody who waits finds a chair: the first of them get one made, and theirs are free. How many were served.

    Newcomers leave no chair, so they come last; where no chairs are made, all are served at once.
    """
    waiting.sort(key=lambda n: (lines[n].known is None, n))
    movers = sum(lines[n].known is not None for n in waiting)
    served = max(1, movers // 20) if movers and options.makes_posts else len(waiting)
    for n in waiting[:served]:
        line = seated[n] = _without_chair(lines[n], options, problems)
        if line.makes_post and line.known is not None and line.day is not None:
            room.give_back(line.known.post_id, line.day)
    return served


def _wants_chair(line: Line) -> bool:
    return line.fate in (Fate.NEW, Fate.MOVED)


def _sit(line: Line, number: int, room: Chairs, seated: dict[int, Line]) -> bool:
    assert line.listed.unit_id is not None
    assert line.day is not None
    post_id = room.take(line.listed.unit_id, exact_key(line.listed.post), line.day)
    if post_id is None:
        return False
    seated[number] = replace(line, post_id=post_id)
    if line.known is not None:
        room.give_back(line.known.post_id, line.day)
    return True


def _without_chair(line: Line, options: Options, problems: Problems) -> Line:
    if options.makes_posts:
        return replace(line, makes_post=True)
    problems.error(
        "",
        line.listed.line,
        "chair",
        N_(
            "There is no vacant post called %(post)s in this unit. Create it, or let the list create posts."
        ),
        post=line.listed.post[:120],
    )
    return replace(line, fate=Fate.FAULTY)
