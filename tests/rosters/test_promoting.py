"""Ranks that a list tells: recorded from the day of the list, shown beforehand, undone with it; never a reason to stop."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import restating, service, serving
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Person
from app.accounts.restating import Why
from app.accounts.service_models import RankHeld
from app.core import clock
from app.db.session import db
from app.rosters import applying, rules, undoing
from app.rosters.comparing import difference
from app.rosters.models import StaffDeed, StaffList
from app.rosters.shapes import Chair, Fate, Known, Listed, Options
from tests.rosters.bringing import HEADINGS, NEW, applied, brought, line_of, seen, staff, text

DAY, BEFORE = date(2026, 3, 1), date(2025, 1, 1)
CHAIR = frozenset({"следователь"})
ASAN = Known(1, "Асанов", "Бакыт", unit_id=1, post_id=1, post_keys=CHAIR, from_day=BEFORE, profession=Profession.POLICE)  # fmt: skip
LISTED = Listed(2, "Асанов", "Бакыт", post="Следователь", unit=("А",), unit_id=1, sex=Sex.MALE)
CHAIRS = [Chair(1, 1, CHAIR, None), Chair(2, 2, CHAIR, date.min, Profession.PROSECUTOR)]


def promoted(rank: str, known: Known = ASAN, **changed):
    listed = replace(LISTED, rank=rank, **changed)
    plan = difference([known], [listed], chairs=CHAIRS, options=Options(DAY))
    (line,) = plan.lines
    return (line.fate, line.rank, line.rank_day), {p.code for p in plan.problems}, plan.errors


@pytest.mark.parametrize(
    ("rank", "held", "told", "said"),
    [
        ("капитан", (), (Fate.CHANGED, "police-captain", DAY), set()),
        ("капитан", ((BEFORE, "police-captain"),), (Fate.SAME, "", None), set()),
        ("майор", ((BEFORE, "police-captain"),), (Fate.CHANGED, "police-major", DAY), set()),
        ("лейтенант", ((BEFORE, "police-captain"),), (Fate.CHANGED, "police-lieutenant", DAY), {"rank-lower"}),
        ("майор", ((DAY, "police-captain"),), (Fate.SAME, "", None), {"rank-known"}),
        ("капитан", ((DAY + timedelta(1), "police-major"),), (Fate.CHANGED, "police-captain", DAY), set()),
        ("капитан полиции", (), (Fate.SAME, "", None), {"rank"}),
        ("советник юстиции", (), (Fate.SAME, "", None), {"rank"}),
        *((word, (), (Fate.SAME, "", None), set()) for word in ("", "-", "—", "б/з", "без звания", "нет", "Жок")),
    ],
)  # fmt: skip
def test_a_rank_that_is_not_on_record_is_one_more_fact(rank, held, told, said):
    line, problems, errors = promoted(rank, replace(ASAN, ranks=held))
    assert (line, problems, errors) == (told, said, [])


def test_the_post_somebody_moves_to_says_which_ranks_there_are():
    line, problems, _errors = promoted("юрист 2 класса", unit_id=2)
    assert (line, problems) == ((Fate.MOVED, "prosecutor-lawyer-2", DAY), set())
    line, problems, _errors = promoted("капитан", unit_id=2)
    assert (line, problems) == ((Fate.MOVED, "", None), {"rank"})


def test_nobody_bears_a_rank_before_the_post_on_record_begins():
    line, _problems, _errors = promoted("капитан", replace(ASAN, from_day=DAY + timedelta(5)))
    assert line == (Fate.CHANGED, "police-captain", DAY + timedelta(5))


def test_whoever_leaves_is_given_no_rank():
    line, problems, _errors = promoted("капитан", has_left=True)
    assert (line, problems) == ((Fate.LEFT, "", None), set())


# ── with a database ───────────────────────────────────────────────────────────

WITH_RANK = (*HEADINGS, "Звание")


def ranks_of(name: str) -> list[tuple[date, str]]:
    wanted = select(RankHeld.from_day, RankHeld.rank).join(Person, Person.id == RankHeld.person_id)
    return [tuple(row) for row in db.session.execute(wanted.where(Person.given_name == name))]


def two_ranks(cast) -> bytes:
    moved = line_of(cast, "asel", post="Post of Перизат ru")
    newcomer = (*NEW[:3], "Следователь", *NEW[4:])
    return text([(*moved, "капитан милиции"), (*newcomer, "майор"), (*line_of(cast, "bek"), "ефрейтор")], WITH_RANK)  # fmt: skip


def test_ranks_are_previewed_recorded_told_in_the_journal_and_undone(cast, writing):
    before = staff()
    of = brought(cast, two_ranks(cast))
    assert seen(of).counts["ranks"] == 2
    assert [p.line for p in seen(of).plan.problems if p.code == "rank"] == [4]
    assert applying.apply_or_ask(of, seen(of).digest, by=cast.kanykei, at=clock.now())
    assert ranks_of("Асель") == [(of.on_day, "police-captain")]
    assert ranks_of("Нур") == [(of.on_day, "police-major")]
    again = brought(cast, two_ranks(cast))
    assert not seen(again).plan.does_something
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert ranks_of("Асель") == ranks_of("Нур") == []
    assert staff() == before


def test_a_list_that_only_promotes_does_something_and_is_counted(cast, writing):
    of = applied(cast, text([(*line_of(cast, "asel"), "капитан")], WITH_RANK))
    assert (of.counts["changed"], of.counts["ranks"]) == (1, 1)
    kinds = select(StaffDeed.kind).where(StaffDeed.list_id == of.id)
    assert list(db.session.scalars(kinds)) == ["ranked"]


def test_what_was_confirmed_is_the_rank_that_was_shown(cast, writing):
    of = brought(cast, text([(*line_of(cast, "asel"), "капитан")], WITH_RANK))
    digest = seen(of).digest
    asel = db.session.get_one(Person, cast.asel.person_id)
    serving.record_rank(asel, "police-captain", from_day=of.on_day - timedelta(1), by=cast.nurlan, at=clock.now())  # fmt: skip
    with pytest.raises(rules.PlanChanged):
        applying.apply_or_ask(of, digest, by=cast.kanykei, at=clock.now())


def test_a_rank_that_was_put_right_since_keeps_the_list(cast, writing):
    of = applied(cast, text([(*line_of(cast, "asel"), "капитан")], WITH_RANK))
    asel = db.session.get_one(Person, cast.asel.person_id)
    (held,) = service.ranks(asel.id)
    why = Why("The order says major.", cast.kanykei, clock.now())
    restating.restate_rank(asel, held, rank="police-major", from_day=held.from_day, why=why)
    db.session.expire_all()
    with pytest.raises(rules.CannotUndo):
        undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert [p.code for p in undoing.Undoing(of).look()] == ["rank-right"]
    assert ranks_of("Асель") == [(of.on_day, "police-major")]


def test_a_rank_recorded_by_hand_since_keeps_whoever_came_with_the_list(cast, writing):
    of = applied(cast, text([(*NEW, "майор")], WITH_RANK), at=clock.now() - timedelta(days=3))
    who = db.session.scalars(select(Person).filter_by(given_name="Нур")).one()
    serving.record_rank(who, "police-colonel", from_day=clock.today(), by=cast.kanykei, at=clock.now())  # fmt: skip
    with pytest.raises(rules.CannotUndo):
        undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert len(ranks_of("Нур")) == 2


def test_the_preview_says_which_rank_and_from_when(cast, browser_of):
    registrar = browser_of("kanykei")
    rows = text([(*line_of(cast, "asel"), "ст. лейтенант")], WITH_RANK).decode()
    root = cast.units["police"].institution_id
    registrar.post("/staff-lists/new", {"institution": str(root), "pasted": rows})
    number = db.session.scalars(select(StaffList.id)).one()
    shown = registrar.get(f"/staff-lists/{number}").main
    assert clock.today().strftime("%d.%m.%Y") in shown
    assert "улук лейтенанты" in shown or "старший лейтенант" in shown
