"""Doing what a list says, all or nothing, through the acts of accounts; or asking a second person first."""

from datetime import date, datetime

from sqlalchemy import update

from app.accounts import actions as accounts
from app.accounts import queries as people
from app.accounts import serving
from app.accounts.kinds import Sex
from app.accounts.models import Person, Post
from app.core import clock
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.db.session import db
from app.journal import actions as journal
from app.rosters import actions, planning, queries, rules
from app.rosters.models import ListState, StaffDeed, StaffList
from app.rosters.planning import Preview
from app.rosters.shapes import Fate, Line

_DOES = (Fate.NEW, Fate.MOVED, Fate.CHANGED)


def apply_or_ask(
    of: StaffList, seen: str, *, by: Actor, at: datetime, most: int | None = rules.MOST_DEEDS
) -> bool:
    """Whether it is done. `seen` is the digest of the preview; a list that ends much service waits."""
    actions.ensure_open(of)
    shown = _unchanged(of, seen, by=by, at=at, most=most)
    if not shown.needs_two:
        _apply(of, shown, was=ListState.OPEN, by=by, at=at)
        return True
    settle(of, ListState.OPEN, ListState.WAITING)
    of.asked_by_id, of.asked_at, of.plan_digest = by.person_id, at, shown.digest
    of.counts = shown.counts
    db.session.flush()
    journal.record(by, "staff list waits for a second person", of, at=at, **_numbers(shown))
    return False


def confirm(of: StaffList, seen: str, *, by: Actor, at: datetime) -> None:
    """By another than the one who asked, of what the first one saw."""
    if of.state is not ListState.WAITING:
        raise rules.NotOpen
    if by.person_id is not None and by.person_id == of.asked_by_id:
        raise rules.SecondNeeded
    if seen != of.plan_digest:
        raise rules.PlanChanged
    shown = _unchanged(of, seen, by=by, at=at, most=None)
    _apply(of, shown, was=ListState.WAITING, by=by, at=at)


def decline(of: StaffList, *, by: Actor, at: datetime) -> None:
    """Also by the one who asked. It is open again: it can be mended, or left."""
    settle(of, ListState.WAITING, ListState.OPEN)
    of.asked_by_id, of.asked_at, of.plan_digest = None, None, None
    db.session.flush()
    journal.record(by, "staff list declined", of, at=at)


def _unchanged(of: StaffList, seen: str, *, by: Actor, at: datetime, most: int | None) -> Preview:
    shown = planning.preview(of, today=clock.day_of(at))
    if shown.digest != seen:
        raise rules.PlanChanged
    if shown.plan.errors:
        raise rules.HasErrors
    if not shown.plan.does_something:
        raise rules.NothingToDo
    deeds = len(shown.plan.left) + sum(x.fate in (*_DOES, Fate.LEFT) for x in shown.plan.lines)
    if most is not None and deeds > most:
        raise rules.TooManyDeeds(most=most)
    if by.person_id is not None and any(k.person_id == by.person_id for k in shown.plan.leaving):
        raise rules.HasErrors
    return shown


def settle(of: StaffList, was: ListState, becomes: ListState) -> None:
    """One outcome, however many press the button at once."""
    settled = db.session.scalar(
        update(StaffList)
        .where(StaffList.id == of.id, StaffList.state == was)
        .values(state=becomes)
        .returning(StaffList.id)
    )
    if settled is None:
        raise rules.NotOpen


def _numbers(shown: Preview) -> dict[str, int]:
    return {name.replace("-", "_"): number for name, number in shown.counts.items()}


def _apply(of: StaffList, shown: Preview, *, was: ListState, by: Actor, at: datetime) -> None:
    settle(of, was, ListState.APPLIED)
    of.settled_by_id, of.settled_at, of.counts = by.person_id, at, shown.counts
    doing = _Doing(of, shown, by=by, at=at)
    doing.all()
    db.session.flush()
    journal.record(by, "staff list applied", of, at=at, digest=of.digest, **_numbers(shown))


class _Doing:
    """One list being done: each act leaves a deed from which it can be undone."""

    def __init__(self, of: StaffList, shown: Preview, *, by: Actor, at: datetime) -> None:
        self.of, self.plan, self.by, self.at = of, shown.plan, by, at
        lines = self.plan.lines
        known = {x.known.person_id for x in lines if x.known and x.fate is not Fate.SAME}
        self.people = queries.people(known | {one.person_id for one in self.plan.left})
        self.posts = queries.posts({x.post_id for x in lines if x.post_id})
        self.units = queries.units({x.listed.unit_id for x in lines if x.listed.unit_id})
        self.deeds = 0

    def all(self) -> None:
        """Who leaves leaves first, so that their chairs are free; the others in the order of the plan."""
        for known in self.plan.left:
            self._dismiss(0, known.person_id, self.of.on_day)
        for line in self.plan.of(Fate.LEFT):
            assert line.known is not None
            self._dismiss(line.listed.line, line.known.person_id, self.of.on_day)
        for line in self.plan.lines:
            if line.fate in _DOES:
                self._do(line)

    def _note(self, line: int, kind: str, **ids) -> None:
        self.deeds += 1
        db.session.add(StaffDeed(list_id=self.of.id, place=self.deeds, line=line, kind=kind, **ids))

    def _dismiss(self, line: int, person_id: int, day: date) -> None:
        person = self.people[person_id]
        ended = self._held(person)
        accounts.dismiss(person, on_day=day, by=self.by, at=self.at)
        self._note(line, "left", person_id=person.id, ended_id=ended)

    def _do(self, line: Line) -> None:
        known = line.known
        person = self._new_person(line) if known is None else self.people[known.person_id]
        if known is not None and line.renames:
            self._rename(person, line)
        if line.fate is not Fate.CHANGED:
            self._seat(person, line)
        if line.rank:
            self._promote(person, line)

    def _seat(self, person: Person, line: Line) -> None:
        assert line.day is not None
        post, number = self._chair(line), line.listed.line
        if line.fate is Fate.NEW:
            begun = accounts.appoint(person, post, from_day=line.day, by=self.by)
            self._note(number, "appointed", person_id=person.id, post_id=post.id, begun_id=begun.id)
            return
        ended = self._held(person)
        begun = accounts.move(person, post, on_day=line.day, by=self.by)
        self._note(
            number, "moved", person_id=person.id, post_id=post.id, begun_id=begun.id, ended_id=ended
        )

    def _promote(self, person: Person, line: Line) -> None:
        assert line.rank_day is not None
        held = serving.record_rank(
            person, line.rank, from_day=line.rank_day, by=self.by, at=self.at
        )
        said = {"rank_id": held.id, "rank": held.rank, "from_day": held.from_day.isoformat()}
        self._note(line.listed.line, "ranked", person_id=person.id, was={"now": said})

    def _held(self, person: Person) -> int | None:
        held = next((a for a in people.appointments(person.id) if a.until_day is None), None)
        return held.id if held else None

    def _new_person(self, line: Line) -> Person:
        told = line.listed
        person = accounts.add_person(
            told.family_name,
            told.given_name,
            told.patronymic,
            sex=told.sex or Sex.FEMALE,
            language=self.of.language,
            sign_in_name=told.sign_in_name or None,
            address=told.address or None,
            by=self.by,
            at=self.at,
        )
        self._note(told.line, "added", person_id=person.id)
        return person

    def _rename(self, person: Person, line: Line) -> None:
        told = line.listed
        was = [person.family_name, person.given_name, person.patronymic]
        # A list without patronymics takes nobody's away.
        now = [told.family_name, told.given_name, told.patronymic or person.patronymic]
        accounts.correct_person(
            person, family_name=now[0], given_name=now[1], patronymic=now[2], sex=person.sex,
            by=self.by, at=self.at,
        )  # fmt: skip
        self._note(told.line, "renamed", person_id=person.id, was={"was": was, "now": now})

    def _chair(self, line: Line) -> Post:
        if line.post_id is not None:
            return self.posts[line.post_id]
        assert line.makes_post
        assert line.listed.unit_id is not None
        text = line.listed.post
        name = Bilingual(ky=text, ru="") if self.of.language == "ky" else Bilingual(ky="", ru=text)
        unit = self.units[line.listed.unit_id]
        post = accounts.create_post(unit, name, self.of.profession, by=self.by)
        self._note(line.listed.line, "post", post_id=post.id)
        return post
