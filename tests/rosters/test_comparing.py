"""What a list would change."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from app.accounts.kinds import Sex
from app.rosters.comparing import difference
from app.rosters.shapes import Chair, Choice, Chosen, Fate, Known, Listed, Options
from tests.rosters import worlds
from tests.rosters.worlds import BEFORE, DAY

CHAIRS = [
    Chair(1, 1, frozenset({"следователь"}), None),
    Chair(2, 1, frozenset({"инспектор"}), date.min),
    Chair(3, 2, frozenset({"следователь"}), None),
]
ASAN = Known(1, "Асанов", "Бакыт", "Эркинович", "asan", "", 1, 1, frozenset({"следователь"}), BEFORE)  # fmt: skip
AIDA = Known(2, "Бекова", "Аида", "", "aida", "aida@example.test", 2, 3, frozenset({"следователь"}), BEFORE)  # fmt: skip
LISTED = Listed(
    2, "Асанов", "Бакыт", "Эркинович", post="Следователь", unit_id=1, sex=Sex.MALE, unit=("А",)
)


def compared(*listed: Listed, known=(ASAN, AIDA), **options):
    told = Options(**{"day": DAY, **options})
    return difference(known, listed, chairs=CHAIRS, options=told)


def fates(*listed: Listed, **more) -> list[Fate]:
    plan = compared(*listed, **more)
    by_line = sorted(plan.lines, key=lambda line: line.listed.line)
    return [line.fate for line in by_line]


def codes(plan) -> set[str]:
    return {p.code for p in plan.problems}


@given(worlds.institutions(), worlds.listed(), worlds.OPTIONS)
@settings(max_examples=300, deadline=None)
def test_every_line_and_everybody_known_is_in_exactly_one_class(world, listed, options):
    known, chairs = world
    plan = difference(known, listed, chairs=chairs, options=options)
    assert sorted(line.listed.line for line in plan.lines) == [one.line for one in listed]
    named = [line.known.person_id for line in plan.lines if line.known]
    others = [one.person_id for one in (*plan.left, *plan.unnamed)]
    assert len({*named, *others}) == len(named) + len(others)
    assert {k.person_id for k in known if k.is_present} <= {*named, *others}


@given(worlds.institutions(), worlds.listed(), worlds.OPTIONS)
@settings(max_examples=300, deadline=None)
def test_applied_a_second_time_a_list_changes_nothing(world, listed, options):
    known, chairs = world
    plan = difference(known, listed, chairs=chairs, options=options)
    if plan.errors:
        wrong = {p.line for p in plan.errors}
        listed = [one for one in listed if one.line not in wrong]
        plan = difference(known, listed, chairs=chairs, options=options)
    if plan.errors:
        return
    known, chairs = worlds.applied(known, chairs, plan)
    later = replace(options, day=date(2026, 3, 2))
    again = difference(known, listed, chairs=chairs, options=later)
    assert not again.does_something, (plan, again)


def test_who_stands_there_as_before_is_the_same():
    assert fates(LISTED) == [Fate.SAME]


def test_letters_that_a_keyboard_lacks_change_nobody():
    known = replace(ASAN, family_name="Үсөнов", given_name="Өмүр")
    listed = replace(LISTED, family_name="УСОНОВ", given_name="Омур")
    plan = compared(listed, known=(known,))
    assert [line.fate for line in plan.lines] == [Fate.SAME]


def test_another_post_or_unit_is_a_move():
    assert fates(replace(LISTED, post="инспектор")) == [Fate.MOVED]


def test_nobody_leaves_by_the_silence_of_an_addition():
    assert [one.person_id for one in compared(LISTED).unnamed] == [2]
    assert compared(LISTED).left == ()


def test_whom_a_complete_list_does_not_name_leaves():
    assert [one.person_id for one in compared(LISTED, complete=True).left] == [2]


def test_who_came_after_the_day_of_the_list_does_not_leave():
    late = replace(AIDA, from_day=DAY)
    assert compared(LISTED, complete=True, known=(ASAN, late)).left == ()


def test_a_name_in_latin_letters_waits_for_a_choice():
    listed = replace(LISTED, family_name="Asanov", given_name="Bakyt", patronymic="Erkinovich")
    plan = compared(listed, complete=True)
    assert plan.lines[0].fate is Fate.DUPLICATE
    assert [one.person_id for one in plan.lines[0].near] == [1]
    assert plan.left == (AIDA,)
    kept = {2: Chosen(Choice.KEEP, 1)}
    assert fates(listed, choices=kept) == [Fate.SAME]
    assert fates(listed, choices={2: Chosen(Choice.RENAME, 1)}) == [Fate.CHANGED]
    assert fates(listed, choices={2: Chosen(Choice.OUT)}) == [Fate.OUTSIDE]
    another = compared(listed, choices={2: Chosen(Choice.ANOTHER)}, makes_posts=True)
    assert another.lines[0].fate is Fate.NEW


def test_a_choice_of_somebody_who_was_not_offered_is_none():
    listed = replace(LISTED, family_name="Asanov")
    assert fates(listed, choices={2: Chosen(Choice.KEEP, 2)}) == [Fate.DUPLICATE]


def test_a_new_family_name_on_the_same_post_is_noticed():
    assert fates(replace(LISTED, family_name="Токтогулов")) == [Fate.DUPLICATE]


def test_a_sign_in_name_tells_who_it_is_whatever_the_name():
    listed = replace(LISTED, family_name="Токтогулов", sign_in_name="asan")
    assert fates(listed) == [Fate.CHANGED]


def test_two_who_change_chairs_need_one_that_is_made():
    chairs = [
        replace(CHAIRS[0]),
        replace(CHAIRS[2]),
    ]
    swapped = [
        replace(LISTED, unit_id=2),
        replace(LISTED, line=3, family_name="Бекова", given_name="Аида", patronymic="", unit_id=1),
    ]
    refused = difference((ASAN, AIDA), swapped, chairs=chairs, options=Options(DAY))
    assert codes(refused) == {"chair"}
    made = difference((ASAN, AIDA), swapped, chairs=chairs, options=Options(DAY, makes_posts=True))
    assert [line.makes_post for line in made.lines] == [True, False]


def test_a_chair_that_somebody_leaves_is_free_for_the_next():
    new = replace(LISTED, line=3, family_name="Жаңыбаев", given_name="Нур", patronymic="")
    plan = compared(replace(LISTED, has_left=True), new)
    assert [(line.fate, line.post_id) for line in plan.lines] == [(Fate.LEFT, None), (Fate.NEW, 1)]


def test_without_a_vacant_chair_somebody_has_to_say_that_it_is_made():
    new = replace(LISTED, family_name="Жаңыбаев", given_name="Нур", patronymic="")
    assert codes(compared(new)) == {"chair"}
    assert compared(new, makes_posts=True).lines[0].makes_post


def test_a_guessed_sex_is_taken_only_when_somebody_says_so():
    new = replace(LISTED, family_name="Жаңыбаев", sex_guessed=True, post="инспектор")
    new = replace(new, given_name="Нур", patronymic="Азатович")
    assert codes(compared(new)) == {"guessed"}
    assert codes(compared(new, takes_guessed_sex=True)) == set()


def test_who_has_left_before_is_offered_and_comes_back():
    gone = replace(ASAN, unit_id=None, post_id=None, post_keys=frozenset(), from_day=None)
    listed = replace(LISTED, post="инспектор")
    assert fates(listed, known=(gone,)) == [Fate.DUPLICATE]
    plan = compared(listed, known=(gone,), choices={2: Chosen(Choice.KEEP, 1)})
    assert (plan.lines[0].fate, plan.lines[0].returns) == (Fate.NEW, True)


def test_nobody_ends_their_own_service():
    plan = difference(
        (ASAN, AIDA), [LISTED], chairs=CHAIRS, options=Options(DAY, complete=True), asked_by_id=2
    )
    assert codes(plan) == {"oneself"}


def test_the_same_line_twice_is_refused():
    assert codes(compared(LISTED, replace(LISTED, line=3))) >= {"twice"}


def test_one_person_whose_post_has_two_names_is_not_two():
    known = replace(ASAN, post_keys=frozenset({"следователь", "тергоочу"}))
    plan = compared(LISTED, replace(LISTED, line=3, post="Тергөөчү"), known=(known,))
    assert [line.known for line in plan.lines].count(known) == 1


def test_a_departure_is_not_taken_for_that_of_a_namesake():
    """The same list a second time: who left has left, and the other of that name stays."""
    gone = replace(ASAN, unit_id=None, post_id=None, post_keys=frozenset(), from_day=None)
    namesake = replace(ASAN, person_id=7, post_keys=frozenset({"инспектор"}))
    plan = compared(replace(LISTED, has_left=True), known=(gone, namesake))
    assert plan.leaving == []
