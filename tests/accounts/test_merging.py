"""Two records of one human: asked by one person, confirmed by another, pointing and not deleting, undone exactly."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts import actions, merges, merging, queries, roll, serving, visits
from app.accounts import service_rules as rules
from app.accounts.kinds import Profession, Sex
from app.accounts.models import Person
from app.accounts.roll import Sought
from app.accounts.service_models import PersonMerge
from app.core import clock
from app.curriculum import queries as released
from app.db.model import Model
from app.db.session import db
from app.learning import actions as learning
from app.learning import queries as studies
from app.reports import scope as scopes
from app.reports.queries import completion
from tests import make
from tests.cast import BEGINNING, BUILDER

TODAY = clock.today()


def second_record(cast, *, post=False):
    """Perizat left; she came back and was entered anew, with another spelling."""
    person = actions.add_person(
        "Pazylova", "Perizat", sex=Sex.FEMALE, language="ky", by=BUILDER, at=BEGINNING
    )
    unit = cast.units["osh"]
    chair = actions.create_post(unit, unit.name, Profession.POLICE, by=BUILDER)
    actions.appoint(person, chair, from_day=date(2026, 1, 1), by=BUILDER)
    return person


def studied(person):
    """While a post was held."""
    of = released.current_release("course") or make.course()
    return learning.enrol(person, of, by=BUILDER, at=datetime(2025, 2, 1, tzinfo=UTC))


def ask(cast, given_up, kept):
    return merging.ask(given_up, kept, "The same passport.", by=cast.kanykei, at=clock.now())


@pytest.fixture
def two(cast, writing):
    return cast.people["perizat"], second_record(cast)


def confirmed(cast, two):
    asked = ask(cast, *two)
    merging.confirm(asked, by=cast.nurlan, at=clock.now())
    return asked


def test_a_keeper_is_shown_both_and_nobody_elsewhere(cast, two):
    pairs, more = merges.suggestions(cast.kanykei, on=TODAY)
    assert not more
    assert [(p.first.id, p.second.id) for p in pairs] == [tuple(person.id for person in two)]
    for who in (cast.leila, cast.daniyar, cast.ilya):
        assert merges.suggestions(who, on=TODAY) == ([], False)


def test_whoever_was_told_apart_is_not_suggested_again(cast, two):
    merging.tell_apart(*two, "Two sisters.", by=cast.kanykei, at=clock.now())
    assert merges.suggestions(cast.kanykei, on=TODAY) == ([], False)


def test_names_come_page_by_page(cast, two, monkeypatch):
    actions.correct_person(
        db.session.get_one(Person, cast.people["bek"].id),
        family_name="Токтосунова",
        given_name="Асель",
        patronymic="",
        sex=Sex.FEMALE,
        by=BUILDER,
        at=BEGINNING,
    )
    monkeypatch.setattr(merges, "NAMES", 1)
    found = [merges.suggestions(cast.kanykei, on=TODAY, page=n) for n in (1, 2, 3)]
    assert [(len(pairs), more) for pairs, more in found] == [(1, True), (1, False), (0, False)]


def test_two_persons_make_two_records_one(cast, two):
    asked = ask(cast, *two)
    with pytest.raises(rules.MergeAsked):
        ask(cast, *two)
    with pytest.raises(rules.OwnMerge):
        merging.confirm(asked, by=cast.kanykei, at=clock.now())
    assert two[0].merged_into_id is None
    merging.confirm(asked, by=cast.nurlan, at=clock.now())
    assert two[0].merged_into_id == two[1].id
    with pytest.raises(rules.MergedAlready):
        merging.confirm(asked, by=cast.nurlan, at=clock.now())
    with pytest.raises(rules.MergeSettled):
        merging.decline(asked, by=cast.nurlan, at=clock.now())


def test_neither_of_the_two_confirms(cast, two):
    asked = ask(cast, *two)
    for one in two:
        with pytest.raises(rules.OwnMerge):
            rules.ensure_second(
                one.id, asked_by_id=asked.asked_by_id, given_up=two[0].id, kept=two[1].id
            )


def half(number=1, **more):
    known = {"is_merged": False, "is_pointed_at": False, "holds_post": False, "holds_duty": False}
    return rules.Half(number, **(known | more))


@pytest.mark.parametrize(
    ("given_up", "kept", "refusal"),
    [
        (half(1), half(1), rules.SameRecord),
        (half(1, is_merged=True), half(2), rules.MergedAlready),
        (half(1), half(2, is_merged=True), rules.MergedAlready),
        (half(1, is_pointed_at=True), half(2), rules.PointedAt),
        (half(1, holds_post=True), half(2), rules.HoldsPost),
        (half(1, holds_duty=True), half(2), rules.HoldsDuty),
    ],
)
def test_what_may_not_become_one(given_up, kept, refusal):
    with pytest.raises(refusal):
        rules.ensure_may_merge(given_up, kept)


def test_who_holds_a_post_is_kept(cast, two):
    with pytest.raises(rules.HoldsPost):
        ask(cast, two[1], two[0])


def test_the_record_given_up_signs_nobody_in_and_stands_in_no_list(cast, two):
    perizat, kept = two
    confirmed(cast, two)
    assert visits.is_shut_out(perizat.id, on=TODAY)
    assert not visits.credentials("perizat", on=TODAY).is_welcome
    rows = roll.people(cast.kanykei, on=TODAY, sought=Sought()).rows
    assert perizat.id not in {row.id for row in rows} and kept.id in {row.id for row in rows}


def test_nothing_is_recorded_of_the_record_given_up(cast, two):
    confirmed(cast, two)
    unit = queries.unit(cast.unit_ids["osh"])
    post = actions.create_post(unit, unit.name, Profession.POLICE, by=BUILDER)
    day = date(2026, 5, 1)
    with pytest.raises(rules.LeadsElsewhere):
        actions.appoint(two[0], post, from_day=day, by=BUILDER)
    with pytest.raises(rules.LeadsElsewhere):
        serving.record_rank(two[0], "police-major", from_day=day, by=BUILDER, at=BEGINNING)


def test_what_was_earned_counts_for_the_kept_one(cast, two):
    perizat, kept = two
    enrolment = studied(perizat)
    done = confirmed(cast, two)
    assert [s.enrolment.id for s in studies.counted_for(kept.id)] == [enrolment.id]
    assert studies.of(kept.id) == []
    merging.undo(done, by=cast.kanykei, at=clock.now())
    assert studies.counted_for(kept.id) == []
    assert [s.enrolment.id for s in studies.counted_for(perizat.id)] == [enrolment.id]


def funnel(cast, on):
    scope = scopes.Scope(course="course", audience=("police",), on=on)
    found = completion.tallies(cast.ilya, scope)
    return [sum(tally.counts[stage] for tally in found) for stage in (0, 1)]


def test_reports_count_the_human_once(cast, two):
    perizat, kept = two
    studied(perizat)
    everybody, enrolled = funnel(cast, TODAY)
    confirmed(cast, two)
    # Perizat had left, so her enrolment counted for nobody who is there; now it does.
    assert funnel(cast, TODAY) == [everybody, enrolled + 1]
    # On days when both records held a post, the human is there once; before, under the old one.
    old = queries.appointments(perizat.id)[0]
    before = funnel(cast, date(2026, 3, 1))
    old.until_day = date(2026, 4, 1)
    db.session.flush()
    assert funnel(cast, date(2026, 3, 1)) == before
    assert funnel(cast, date(2025, 5, 1))[0] == before[0]


def test_thirty_days_are_given_to_think_again(cast, two):
    done = confirmed(cast, two)
    with pytest.raises(rules.UndoTooLate):
        merging.undo(done, by=cast.kanykei, at=clock.now() + timedelta(days=31))
    merging.undo(done, by=cast.kanykei, at=clock.now() + timedelta(days=29))
    with pytest.raises(rules.NotMerged):
        merging.undo(done, by=cast.kanykei, at=clock.now())


# ── the proof: nothing is lost, and undoing restores exactly ──────────────────

# What grows by being used: traces, and sessions that end.
_TRACES = {
    "journal_entry",
    "journal_head",
    "person_merge",
    "sign_in",
    "half_sign_in",
    "secret_link",
}


def everything() -> dict[str, list[tuple]]:
    db.session.flush()
    return {
        table.name: sorted(
            (tuple(map(repr, row)) for row in db.session.execute(select(table))), key=str
        )
        for table in Model.metadata.sorted_tables
        if table.name not in _TRACES
    }


def lost(before: dict[str, list[tuple]], after: dict[str, list[tuple]]) -> list[str]:
    """Tables that have other rows than before."""
    return [name for name, rows in before.items() if rows != after[name]]


@pytest.mark.proof
def test_merging_deletes_nothing_and_undoing_restores_exactly(cast, writing):
    make.course()
    names = ["perizat", "bek", "asel", "daniyar"]
    step = st.tuples(st.sampled_from(["ask", "confirm", "decline", "undo"]), st.integers(0, 30))
    for name in names:
        studied(cast.people[name])
    second = second_record(cast)
    serving.record_rank(second, "police-major", from_day=date(2026, 2, 1), by=BUILDER, at=BEGINNING)
    # By number: what a savepoint takes back is read anew.
    ids = [*(cast.people[name].id for name in names), second.id]

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(step, max_size=12))
    def walk(steps):
        with db.session.begin_nested() as point:
            before = everything()
            for deed, n in steps:
                _try(cast, deed, n, ids)
                now = everything()
                assert {k: len(v) for k, v in now.items()} == {k: len(v) for k, v in before.items()}
            for done in db.session.scalars(select(PersonMerge).order_by(PersonMerge.id.desc())):
                if done.outcome == "merged" and done.undone_at is None:
                    merging.undo(merges.merge(done.id), by=cast.nurlan, at=clock.now())
            assert lost(before, everything()) == []
            point.rollback()
        db.session.expire_all()

    walk()


def _try(cast, deed: str, n: int, ids: list[int]) -> None:
    one, other = ids[n % len(ids)], ids[(n // len(ids) + 1 + n) % len(ids)]
    asked = list(db.session.scalars(select(PersonMerge.id).order_by(PersonMerge.id)))
    people = {i: db.session.get_one(Person, i) for i in (one, other)}
    try:
        if deed == "ask":
            ask(cast, people[one], people[other])
        elif asked:
            merge = merges.merge(asked[n % len(asked)])
            act = {"confirm": merging.confirm, "decline": merging.decline, "undo": merging.undo}
            act[deed](merge, by=cast.nurlan, at=clock.now())
    except rules.Refusal:
        pass


@pytest.mark.proof
def test_a_planted_merge_that_moves_what_belongs_to_somebody_is_found(cast, two):
    enrolment = studied(two[0])
    before = everything()
    done = confirmed(cast, two)
    enrolment.person_id = two[1].id
    merging.undo(done, by=cast.kanykei, at=clock.now())
    assert lost(before, everything()) == ["enrolment"]
