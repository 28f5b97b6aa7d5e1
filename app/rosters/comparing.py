"""What a list would change: every line in exactly one class, everybody on record in exactly one."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.core.problems import Problems
from app.core.words import N_
from app.rosters.matching import Matches, match
from app.rosters.names import exact_key
from app.rosters.places import seat
from app.rosters.promoting import promote
from app.rosters.shapes import Chair, Choice, Fate, Known, Line, Listed, Options, Plan


def difference(
    known: Sequence[Known], listed: Sequence[Listed], *, chairs: Iterable[Chair], options: Options,
    problems: Problems | None = None, used_names: Collection[str] = (), asked_by_id: int | None = None,
) -> Plan:  # fmt: skip
    """`used_names` are sign-in names that anybody has, here or elsewhere; `problems` those found while reading."""
    problems = problems or Problems()
    found = match(known, listed, options.choices)
    _look_for_repeats(listed, used_names, found, problems)
    lines = [_line(one, number, found, options, problems) for number, one in enumerate(listed)]
    present = [one for one in known if one.is_present]
    over = [one for one in present if one.person_id not in found.taken]
    doubted = {one.person_id for near in found.near.values() for one in near}
    left = [one for one in over if _leaves(one, doubted, options)]
    gone = {one.person_id for one in left}
    _look_at_whole(lines, left, options, asked_by_id, problems)
    faulty = {p.line for p in problems.errors}
    lines = [_faulty(line) if line.listed.line in faulty else line for line in lines]
    leaving = [*left, *(line.known for line in lines if line.fate is Fate.LEFT and line.known)]
    chairs = list(chairs)
    lines = seat(lines, chairs, [(one.post_id, options.day) for one in leaving], options, problems)
    lines = promote(lines, chairs, options, problems)
    return Plan(
        lines=tuple(lines),
        left=tuple(left),
        unnamed=tuple(one for one in over if one.person_id not in gone),
        present=len(present),
        problems=tuple(problems),
    )


def _faulty(line: Line) -> Line:
    return line if line.fate is Fate.DUPLICATE else replace(line, fate=Fate.FAULTY)


def _leaves(one: Known, doubted: Collection[int], options: Options) -> bool:
    """Not who came after the day of the list, whose end is known already, or who may stand there under another name."""
    if not options.complete or one.person_id in doubted or one.until_day is not None:
        return False
    return one.from_day is None or one.from_day < options.day


def _line(one: Listed, number: int, found: Matches, options: Options, problems: Problems) -> Line:
    chosen = options.choices.get(one.line)
    if number in found.pairs:
        return _matched(one, found.pairs[number], number in found.renamed, options, problems)
    if chosen is not None and chosen.choice is Choice.OUT and number not in found.near:
        return Line(one, Fate.OUTSIDE)
    if number in found.near:
        problems.error("", one.line, "near", N_("This may be somebody on record. Say who it is."))
        return Line(one, Fate.DUPLICATE, near=found.near[number])
    if one.has_left:
        problems.warning(
            "",
            one.line,
            "unknown-left",
            N_("This person left, and is not on record. Nothing is done."),
        )
        return Line(one, Fate.OUTSIDE)
    if one.sex is None:
        problems.error(
            "",
            one.line,
            "no-sex",
            N_("Neither a column nor the patronymic tells the sex. Add it to the list."),
        )
    return Line(one, Fate.NEW, day=one.day or options.day)


def _matched(
    one: Listed, known: Known, renamed: bool, options: Options, problems: Problems
) -> Line:
    if not known.is_present:
        if one.has_left:
            return Line(one, Fate.OUTSIDE, known)
        return Line(one, Fate.NEW, known, renames=renamed, returns=True, day=one.day or options.day)
    stays = known.unit_id == one.unit_id and exact_key(one.post) in known.post_keys
    if one.has_left or not stays:
        _look_at_end(one, known, options.day, problems)
    if one.has_left:
        return Line(one, Fate.LEFT, known, day=options.day)
    if not stays:
        return Line(one, Fate.MOVED, known, renames=renamed, day=_moved_on(one, known, options.day))
    return Line(one, Fate.CHANGED if renamed else Fate.SAME, known, renames=renamed)


def _moved_on(one: Listed, known: Known, day: date) -> date:
    """The day of the list, unless the line tells an earlier one that lies after the present post was taken."""
    if one.day and known.from_day and known.from_day < one.day <= day:
        return one.day
    return day


def _look_at_end(one: Listed, known: Known, day: date, problems: Problems) -> None:
    if known.until_day is not None:
        problems.error(
            "",
            one.line,
            "ends",
            N_("The end of this person's service is on record already: %(day)s."),
            day=_written(known.until_day),
        )
    elif known.from_day is not None and known.from_day >= day:
        problems.error(
            "",
            one.line,
            "later",
            N_("This person took the present post on %(day)s, not before the day of the list."),
            day=_written(known.from_day),
        )


def _written(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _look_for_repeats(
    listed: Sequence[Listed], used_names: Collection[str], found: Matches, problems: Problems
) -> None:
    """Lines that say the same twice, and sign-in names that are not free for a newcomer."""
    seen: dict[object, int] = {}
    names: dict[str, int] = {}
    for number, one in enumerate(listed):
        said = (
            exact_key(one.name),
            one.unit_id,
            exact_key(one.post),
            one.sign_in_name,
            one.address,
        )
        if said in seen:
            problems.error(
                "",
                one.line,
                "twice",
                N_("This line says the same as line %(other)s. Remove one of them."),
                other=seen[said],
            )
        seen.setdefault(said, one.line)
        if not one.sign_in_name:
            continue
        if one.sign_in_name in names:
            problems.error(
                "",
                one.line,
                "name-twice",
                N_("This sign-in name stands in line %(other)s as well."),
                other=names[one.sign_in_name],
            )
        elif number not in found.pairs and not one.has_left and one.sign_in_name in used_names:
            problems.error(
                "", one.line, "name-used", N_("This sign-in name is in use. Choose another.")
            )
        names.setdefault(one.sign_in_name, one.line)


def _look_at_whole(
    lines: Sequence[Line], left: Sequence[Known], options: Options, asked_by_id: int | None,
    problems: Problems,
) -> None:  # fmt: skip
    """What concerns no line alone stands at line 0."""
    guessed = [x for x in lines if x.fate is Fate.NEW and not x.returns and x.listed.sex_guessed]
    if guessed and not options.takes_guessed_sex:
        problems.error(
            "",
            0,
            "guessed",
            N_(
                "For some newcomers the sex is guessed from the patronymic. Look at the guesses and say that they are right, or add a column."
            ),
        )
    leaving = {x.known.person_id for x in lines if x.fate is Fate.LEFT and x.known}
    if asked_by_id is not None and asked_by_id in leaving | {one.person_id for one in left}:
        problems.error(
            "",
            0,
            "oneself",
            N_("This list would end your own service. Ask a colleague to bring it."),
        )
