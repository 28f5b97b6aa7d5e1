"""What makes a reviewer send a report back: each reason has a check on the seeded roster, and each check can fail."""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from app.accounts.kinds import Region
from app.accounts.models import Appointment
from app.core import clock
from app.core.tables import Table
from app.db.session import db, transaction
from app.learning import actions as learning
from app.learning.models import Completion, Enrolment
from app.reports import pdf
from app.reports.composing import evidence, state
from app.reports.composing import people as groups
from app.reports.composing.counted import People
from app.reports.composing.whole import Report
from app.reports.queries import institution, walked
from app.reports.sections import HIDDEN, Block, Key
from tests.cast import BUILDER
from tests.reports import facts, four, roster
from tests.reports import test_institution as told
from tests.reports.reading import DAY
from tests.reports.told import people, report, tables

__all__ = ["people", "report"]

Fault = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Reason:
    """The checks that hold it off, and a fault in the programme that each of them finds."""

    checks: tuple[Callable, ...]
    fault: Fault


# ── checks that stand nowhere else ────────────────────────────────────────────

_VIEWS = (Key.DENOMINATORS, Key.FUNNEL, Key.DIVISIONS, Key.EVIDENCE, Key.CONTINUITY)


def once_in_every_view(report, people, cast, browser_of) -> None:
    """Whoever changed unit twice stands in each view as if they had always been where they are."""
    browser, root = browser_of("kanykei"), cast.units["police"].id
    twice = [one.id for one in people if len(one.seats) == 3]
    assert len(twice) == roster.TWICE

    def views() -> dict[str, object]:
        found: dict[str, object] = {key: tables(report(f"/{key}")) for key in _VIEWS}
        cuts = ("unit", "profession", "sex", "region", "language")
        for cut in cuts:
            found[cut] = tables(browser.get(f"/reports/completion?on={DAY}&by={cut}"))
        found["coverage"] = browser.get(f"/continuity/{root}?on={DAY}").main
        return found

    listed = Counter(_listed(browser))
    assert len(listed) > 200
    assert {listed[one] for one in twice} == {1}
    before = views()
    with transaction():
        gone = Appointment.person_id.in_(twice) & Appointment.until_day.is_not(None)
        assert db.session.execute(delete(Appointment).where(gone)).rowcount == 2 * len(twice)
    after = views()
    for name, shown in before.items():
        assert shown == after[name], name


def _listed(browser) -> Iterator[int]:
    """Whom the staff list of that day names, on all its pages."""
    for number in count(1):
        links = browser.get(f"/people?on={DAY}&page={number}").all("a")
        found = [re.fullmatch(r"/people/(\d+)(\?.*)?", a.get("href") or "") for a in links]
        yield from (int(one[1]) for one in found if one)
        if not any(found):
            return


def no_edit_dates_a_completion_anew(report, people) -> None:
    """Looked at again, put right, enrolled in a newer release: the days stay, and so do figures of past days."""

    def days() -> dict[int, object]:
        return dict(map(tuple, db.session.execute(select(Completion.enrolment_id, Completion.at))))

    past = {"on": (DAY - timedelta(days=30)).isoformat()}
    before, shown = days(), tables(report("/funnel", **past))
    assert len(before) > 50
    with transaction():
        again = facts.course(audience="police, prosecutor, judge, lawyer", number=2)
        for enrolment_id in before:
            enrolment = db.session.get_one(Enrolment, enrolment_id)
            learning.look_whether_complete(enrolment, by=BUILDER, at=clock.now())
            person = db.session.get_one(facts.Person, enrolment.person_id)
            person.family_name = f"{person.family_name}ов"
            facts.enrol(person, again, on=DAY)
    assert {one: at for one, at in days().items() if one in before} == before
    assert tables(report("/funnel", **past)) == shown


def screen_and_files_agree(report) -> None:
    found, numbers = four.differing(report, Key.FUNNEL)
    assert found == []
    assert numbers > 10


# ── faults ────────────────────────────────────────────────────────────────────


def a_group_left_out(group: str) -> Fault:
    sound = People.lines

    def careless(self, division):
        return {value: row for value, row in sound(self, division).items() if value != group}

    return lambda patch: patch.setattr(People, "lines", careless)


def every_post_ever_held(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(walked, "on_roster", lambda on: Appointment.from_day <= on)


def shares_without_counts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(groups, "shown", lambda _count, words: words.say(HIDDEN))


def women_by_events(patch: pytest.MonkeyPatch) -> None:
    """Every completion counts for them."""
    sound = institution.counted

    def careless(asked, minutes):
        events = db.session.query(Completion).count()
        found = sound(asked, minutes)
        more = {
            values: tuple(n + events for n in counts) if "female" in values else counts
            for values, counts in found.atoms.items()
        }
        return replace(found, atoms=more)

    patch.setattr(institution, "counted", careless)


def ranks_of_today(patch: pytest.MonkeyPatch) -> None:
    sound = walked.rank_on
    patch.setattr(walked, "rank_on", lambda person, *, on: sound(person, on=DAY))


def dated_anew(patch: pytest.MonkeyPatch) -> None:
    def careless(enrolment, *, by, at):
        done = db.session.query(Completion).filter_by(enrolment_id=enrolment.id).one()
        done.at = at

    patch.setattr(learning, "look_whether_complete", careless)


def no_minutes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Report, "_minutes", lambda _self: {})


def paper_passed_off_as_none(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(evidence, "NOT_COLLECTED", "0")


def one_more_in_the_pdf(patch: pytest.MonkeyPatch) -> None:
    sound = pdf._text

    def careless(cell, *rest):
        return sound(cell + 1 if isinstance(cell, int) else cell, *rest)

    patch.setattr(pdf, "_text", careless)


def another_figure_each_time(patch: pytest.MonkeyPatch) -> None:
    sound, times = institution.counted, count(1)

    def careless(asked, minutes):
        found, more = sound(asked, minutes), next(times)
        atoms = {values: tuple(n + more for n in row) for values, row in found.atoms.items()}
        return replace(found, atoms=atoms)

    patch.setattr(institution, "counted", careless)


def a_name_among_results(patch: pytest.MonkeyPatch) -> None:
    sound = state.results

    def careless(words):
        table = Table(["Who", "Value"], [["Кызматкер7 Жаңы", 1]])
        return replace(sound(words), blocks=(Block("Results", table),))

    patch.setattr(state, "results", careless)


REASONS = {
    "totals that do not add up": Reason(
        (
            told.test_the_rows_of_each_division_add_up_where_nothing_is_hidden,
            told.test_each_division_is_what_a_count_by_hand_finds_wherever_it_is_shown,
            told.test_the_language_of_study_is_never_missing,
        ),
        lambda patch: [a_group_left_out(g)(patch) for g in ("male", "none")] and None,
    ),
    "a person counted twice after transfer": Reason(
        (told.test_whoever_moved_twice_is_counted_once_and_where_they_are, once_in_every_view),
        every_post_ever_held,
    ),
    "% without n": Reason(
        (told.test_no_share_stands_without_its_number,), shares_without_counts
    ),
    "women's share over events when people were meant": Reason(
        (told.test_women_are_people_and_not_events,), women_by_events
    ),
    "old rank shown for past dates": Reason(
        (told.test_a_past_day_shows_posts_and_ranks_of_that_day,), ranks_of_today
    ),
    "completion dates moved by an edit": Reason(
        (no_edit_dates_a_completion_anew,), dated_anew
    ),
    "hours not recorded": Reason((told.test_hours_are_recorded,), no_minutes),
    "offline entries without origin": Reason(
        (told.test_every_record_has_an_origin_and_offline_ones_are_not_passed_off_as_none,),
        paper_passed_off_as_none,
    ),
    "language missing": Reason(
        (told.test_the_language_of_study_is_never_missing,), a_group_left_out("none")
    ),
    "screen and file differing": Reason((screen_and_files_agree,), one_more_in_the_pdf),
    "a figure nobody can reproduce": Reason(
        (
            told.test_the_funnel_is_what_a_count_by_hand_finds,
            told.test_the_same_report_is_the_same_again_and_says_how_to_make_it,
        ),
        another_figure_each_time,
    ),
    "names in an outcome table": Reason(
        (told.test_no_section_names_anybody_but_who_made_it,), a_name_among_results
    ),
}  # fmt: skip

ALL = [(name, check) for name, reason in REASONS.items() for check in reason.checks]
NAMED = [f"{name}-{check.__name__}" for name, check in ALL]
OWN = [(name, check) for name, check in ALL if not check.__name__.startswith("test_")]


def run(check: Callable, request: pytest.FixtureRequest) -> None:
    check(**{name: request.getfixturevalue(name) for name in inspect.signature(check).parameters})


def test_the_roster_is_as_large_and_as_mixed_as_reviewers_ask(people):
    counted = [one for one in people if one.is_counted(DAY)]
    assert len(counted) >= 200
    assert {one.profession for one in counted} >= set(roster.KINDS)
    assert len(roster.KINDS) >= 4
    assert {one.seat(DAY).region for one in counted} == {region.value for region in Region}
    assert {language for one in counted for language, _day in one.read} == {"ky", "ru"}
    moved = [one for one in people if len(one.seats) > 1]
    assert len(moved) / roster.PEOPLE >= 0.15


def test_every_reason_has_its_checks():
    assert len(REASONS) == 12
    assert all(reason.checks for reason in REASONS.values())


@pytest.mark.parametrize("check", [c for _n, c in OWN], ids=[n for n, _c in OWN])
def test_no_report_of_the_roster_is_sent_back_for_it(check, request):
    """The other checks run where they stand."""
    run(check, request)


@pytest.mark.parametrize(("reason", "check"), ALL, ids=NAMED)
def test_a_planted_fault_is_found(reason, check, request, monkeypatch):
    """A day of completion that moves is refused by the database itself, before the check comes to it."""
    REASONS[reason].fault(monkeypatch)
    with pytest.raises((AssertionError, ValueError, DBAPIError)):
        run(check, request)
