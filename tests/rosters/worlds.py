"""Small institutions and lists made at random, and what a plan makes of an institution, without a database."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from app.accounts.kinds import Profession, Sex
from app.rosters.names import exact_key
from app.rosters.shapes import Chair, Fate, Known, Listed, Options, Plan

DAY = date(2026, 3, 1)
BEFORE = date(2025, 1, 1)
POSTS = ("следователь", "инспектор", "начальник")
UNITS = (1, 2, 3)
FAMILY = ("Асанов", "Асанова", "Үсөнов", "Усонов", "Бекова", "Жумабаев", "Jumabaev")
GIVEN = ("Бакыт", "Бакит", "Айгүл", "Гулнара")
RANKS = ("", "", "капитан", "ст. лейтенант", "юрист 1 класса", "—")
HELD = (
    (),
    ((BEFORE, "police-captain"),),
    ((BEFORE, "police-captain"), (date(2025, 6, 1), "police-major")),
)
PATRONYMIC = ("", "Эркинович", "Эркин уулу", "Асан кызы")

OPTIONS = st.builds(
    Options,
    day=st.just(DAY),
    complete=st.booleans(),
    makes_posts=st.booleans(),
    takes_guessed_sex=st.booleans(),
)


@st.composite
def listed(draw) -> list[Listed]:
    count = draw(st.integers(0, 8))
    return [
        Listed(
            line=n + 2,
            family_name=draw(st.sampled_from(FAMILY)),
            given_name=draw(st.sampled_from(GIVEN)),
            patronymic=draw(st.sampled_from(PATRONYMIC)),
            rank=draw(st.sampled_from(RANKS)),
            post=draw(st.sampled_from(POSTS)),
            unit=("unit",),
            unit_id=draw(st.sampled_from(UNITS)),
            sex=draw(st.sampled_from((Sex.MALE, Sex.FEMALE, None))),
            sign_in_name=draw(st.sampled_from(("", "", "", f"name.{n}", "same"))),
            has_left=draw(st.integers(0, 9)) == 0,
        )
        for n in range(count)
    ]


@st.composite
def institutions(draw) -> tuple[list[Known], list[Chair]]:
    people, chairs, post_id = [], [], 0
    for n in range(draw(st.integers(0, 8))):
        post_id += 1
        unit, post = draw(st.sampled_from(UNITS)), draw(st.sampled_from(POSTS))
        here = draw(st.integers(0, 5)) > 0
        keys = frozenset({exact_key(post)})
        chairs.append(Chair(post_id, unit, keys, None if here else BEFORE))
        people.append(
            Known(
                person_id=n + 1,
                family_name=draw(st.sampled_from(FAMILY)),
                given_name=draw(st.sampled_from(GIVEN)),
                patronymic=draw(st.sampled_from(PATRONYMIC)),
                sign_in_name=draw(st.sampled_from(("", f"name.{n}"))),
                unit_id=unit if here else None,
                post_id=post_id if here else None,
                post_keys=keys if here else frozenset(),
                from_day=BEFORE if here else None,
                profession=Profession.POLICE if here else None,
                ranks=draw(st.sampled_from(HELD)),
            )
        )
    for _n in range(draw(st.integers(0, 4))):
        post_id += 1
        unit, post = draw(st.sampled_from(UNITS)), draw(st.sampled_from(POSTS))
        chairs.append(Chair(post_id, unit, frozenset({exact_key(post)}), date.min))
    return people, chairs


def applied(known: list[Known], chairs: list[Chair], plan: Plan) -> tuple[list[Known], list[Chair]]:
    """What the acts make of it; every chair must be free when somebody sits down."""
    people = {one.person_id: one for one in known}
    free = {chair.post_id: chair for chair in chairs}
    for one in plan.leaving:
        _free(free, one.post_id)
        people[one.person_id] = replace(one, unit_id=None, post_id=None, post_keys=frozenset())
    for line in plan.lines:
        if line.fate not in (Fate.NEW, Fate.MOVED, Fate.CHANGED):
            continue
        old = line.known or Known(len(people) + 1, "", "", sign_in_name=line.listed.sign_in_name)
        told = line.listed
        if line.known is None or line.renames:
            old = replace(
                old,
                family_name=told.family_name,
                given_name=told.given_name,
                patronymic=told.patronymic,
            )
        if line.fate is not Fate.CHANGED:
            post_id = _seated(free, line)
            _free(free, old.post_id)
            old = replace(
                old,
                unit_id=told.unit_id,
                post_id=post_id,
                post_keys=frozenset({exact_key(told.post)}),
                from_day=line.day,
                profession=Profession.POLICE,
            )
        if line.rank:
            assert line.rank_day not in [day for day, _rank in old.ranks]
            old = replace(old, ranks=tuple(sorted([*old.ranks, (line.rank_day, line.rank)])))
        people[old.person_id] = old
    return list(people.values()), list(free.values())


def _free(chairs: dict[int, Chair], post_id: int | None) -> None:
    if post_id is not None:
        chairs[post_id] = replace(chairs[post_id], free_from=DAY)


def _seated(chairs: dict[int, Chair], line) -> int:
    post_id = line.post_id or max(chairs, default=0) + 1
    keys = frozenset({exact_key(line.listed.post)})
    if line.makes_post:
        chairs[post_id] = Chair(post_id, line.listed.unit_id, keys, date.min)
    chair = chairs[post_id]
    assert chair.free_from is not None, "somebody sits there"
    assert chair.free_from <= line.day
    assert chair.unit_id == line.listed.unit_id
    assert keys <= chair.keys
    chairs[post_id] = replace(chair, free_from=None)
    return post_id
