"""Ranks, absences, leaving and returning: what is recorded, what is refused, who is told why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import actions, queries, ranks, roll, service, serving, visits
from app.accounts import service_rules as rules
from app.accounts.kinds import AbsenceKind, PostKind, Profession
from app.accounts.rules import Seat
from app.accounts.service_rules import Days
from tests.cast import BEGINNING, BUILDER

FIRST = date(2024, 1, 1)
DAY, LATER = date(2026, 1, 15), date(2026, 2, 1)
OWN = [Seat(1, FIRST, None)]


def away(person, *, kind=AbsenceKind.SICK, from_day=DAY, until=LATER, to=None):
    days = Days(from_day, until)
    return serving.record_absence(person, kind, days, to_unit=to, by=BUILDER, at=BEGINNING)


# ── ranks ─────────────────────────────────────────────────────────────────────


def test_ranks_are_named_in_both_languages_and_once():
    assert len(ranks.BY_KEY) == len(ranks.RANKS)
    assert all(rank.name.ky and rank.name.ru and rank.name.en for rank in ranks.RANKS)
    assert len({rank.name.ky for rank in ranks.RANKS}) == len(ranks.RANKS)


def test_bands_follow_each_other_in_every_profession_and_lawyers_have_none():
    order = list(ranks.Band)
    for profession in Profession:
        places = [order.index(rank.band) for rank in ranks.of(profession)]
        assert places == sorted(places)
    assert ranks.of(Profession.LAWYER) == []


@pytest.mark.parametrize(
    ("rank", "profession", "day", "refusal"),
    [
        ("judge-5", Profession.POLICE, DAY, rules.NotARank),
        ("no-such-rank", Profession.POLICE, DAY, rules.NotARank),
        ("police-captain", None, DAY, rules.NotARank),
        ("police-captain", Profession.POLICE, date(2023, 12, 31), rules.BeforeService),
        ("police-captain", Profession.POLICE, LATER, rules.RankKnown),
    ],
)
def test_a_rank_is_refused(rank, profession, day, refusal):
    with pytest.raises(refusal):
        rules.ensure_may_rank(rank, profession, OWN, [LATER], from_day=day)


def test_a_rank_holds_until_the_next_one(cast, writing):
    asel = cast.people["asel"]
    for rank, day in (("police-lieutenant", FIRST), ("police-captain", LATER)):
        serving.record_rank(asel, rank, from_day=day, by=BUILDER, at=BEGINNING)

    def on(day):
        return roll.people(cast.kanykei, on=day, sought=roll.Sought(search="Токтосунова")).rows[0]

    assert (on(DAY).rank.en, on(LATER).rank.en) == ("lieutenant", "captain")
    assert [held.rank for held in service.ranks(asel.id)] == ["police-captain", "police-lieutenant"]


# ── absences ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("days", "kind", "to_unit", "refusal"),
    [
        (Days(DAY, DAY), AbsenceKind.LEAVE, False, rules.EndsBeforeItBegins),
        (Days(DAY, None), AbsenceKind.LEAVE, True, rules.SecondedNowhere),
        (Days(date(2023, 1, 1), None), AbsenceKind.LEAVE, False, rules.NotInService),
        (Days(DAY, None), AbsenceKind.LEAVE, False, rules.AwayAlready),
        (Days(DAY, LATER), AbsenceKind.LEAVE, False, rules.AwayAlready),
    ],
)
def test_an_absence_is_refused(days, kind, to_unit, refusal):
    others = [Days(date(2026, 1, 31), date(2026, 3, 1))]
    with pytest.raises(refusal):
        rules.ensure_may_be_away(days, kind, OWN, others, to_unit=to_unit)


_days = st.builds(
    lambda a, n: Days(date.fromordinal(a), None if n == 0 else date.fromordinal(a + n)),
    st.integers(738000, 738060),
    st.integers(0, 30),
)


@given(_days, _days)
def test_two_stretches_meet_when_one_day_is_in_both(one, other):
    def of(days):
        end = days.until_day.toordinal() if days.until_day else 738200
        return set(range(days.from_day.toordinal(), end))

    assert one.meets(other) == other.meets(one) == bool(of(one) & of(other))


def test_one_ends_on_the_day_the_next_begins(cast, writing):
    away(cast.people["asel"])
    away(cast.people["asel"], kind=AbsenceKind.LEAVE, from_day=LATER, until=None)
    assert len(service.absences(cast.people["asel"].id)) == 2


def test_the_list_tells_who_is_away_and_until_when(cast, writing):
    away(cast.people["asel"])

    def found(presence, on=DAY):
        rows = roll.people(cast.daniyar, on=on, sought=roll.Sought(presence=presence)).rows
        return {(row.name, row.away_until) for row in rows}

    assert found(roll.Presence.AWAY) == {("Токтосунова Асель", LATER)}
    assert found(roll.Presence.THERE) == {("Ёлкин Данияр", None)}
    assert found(roll.Presence.AWAY, on=LATER) == set()


def test_an_absence_is_ended_earlier_and_not_prolonged(cast, writing):
    absence = away(cast.people["asel"])
    with pytest.raises(rules.EndsLater):
        serving.end_absence(absence, until_day=LATER, by=BUILDER, at=BEGINNING)
    with pytest.raises(rules.EndsBeforeItBegins):
        serving.end_absence(absence, until_day=DAY, by=BUILDER, at=BEGINNING)
    serving.end_absence(absence, until_day=date(2026, 1, 20), by=BUILDER, at=BEGINNING)
    assert absence.until_day == date(2026, 1, 20)


def test_leaving_ends_what_runs_and_gives_up_what_is_planned(cast, writing):
    asel = cast.people["asel"]
    away(asel, until=None)
    actions.dismiss(asel, on_day=LATER, by=BUILDER, at=BEGINNING)
    bek = cast.people["bek"]
    away(bek, from_day=date(2026, 5, 1), until=None)
    actions.dismiss(bek, on_day=LATER, by=BUILDER, at=BEGINNING)
    assert [a.until_day for a in service.absences(asel.id)] == [LATER]
    assert service.absences(bek.id) == []


def test_who_left_returns_by_a_new_appointment(cast, writing):
    perizat = cast.people["perizat"]
    assert visits.is_shut_out(perizat.id, on=DAY)
    post = actions.create_post(
        cast.units["osh"],
        cast.units["osh"].name,
        Profession.POLICE,
        kind=PostKind.INVESTIGATOR,
        by=BUILDER,
    )
    actions.appoint(perizat, post, from_day=DAY, by=BUILDER)
    assert not visits.is_shut_out(perizat.id, on=DAY)
    assert [(a.from_day, a.until_day, a.ended_by) for a in queries.appointments(perizat.id)] == [
        (DAY, None, None),
        (FIRST, date(2025, 6, 1), "left"),
    ]
    assert away(perizat, from_day=DAY).id
    sought = roll.Sought(kind=PostKind.INVESTIGATOR, profession=Profession.POLICE)
    assert [r.id for r in roll.people(cast.kanykei, on=DAY, sought=sought).rows] == [perizat.id]


def test_bands_narrow_the_list(cast, writing):
    serving.record_rank(cast.people["asel"], "police-major", from_day=DAY, by=BUILDER, at=BEGINNING)
    for band, names in ((ranks.Band.SENIOR, ["Токтосунова Асель"]), (ranks.Band.JUNIOR, [])):
        rows = roll.people(cast.kanykei, on=DAY, sought=roll.Sought(band=band)).rows
        assert [row.name for row in rows] == names
