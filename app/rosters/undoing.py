"""Taking back what a list did, exactly and all of it, as long as nothing was built on it. Nothing here commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, Table, delete, select, union

from app.accounts.models import (
    AddressChange,
    Appointment,
    Device,
    HalfSignIn,
    Person,
    Post,
    RecoveryCode,
    SecretLink,
    SignIn,
)
from app.core.actor import Actor
from app.core.problems import Problem, Problems
from app.core.words import N_
from app.db.model import Model
from app.db.session import db
from app.journal import actions as journal
from app.rosters import events, queries, rules
from app.rosters.applying import settle
from app.rosters.models import ListState, StaffDeed, StaffList

# How somebody signs in says nothing of what they did; it goes with them.
_WAYS_IN = (AddressChange, SecretLink, SignIn, HalfSignIn, RecoveryCode, Device)


class Undoing:
    """What a list did, looked at again: what stands in the way, and the acts that take it back."""

    def __init__(self, of: StaffList) -> None:
        self.of, self.deeds, self.problems = of, queries.deeds(of.id), Problems()
        self.added = self._ids("added", "person_id")
        self.made = self._ids("post", "post_id")
        self.back = {d.person_id for d in self.deeds if d.ended_id is not None and d.person_id}
        self.begun = {d.begun_id for d in self.deeds if d.begun_id is not None}
        ended = {d.ended_id for d in self.deeds if d.ended_id is not None}
        touched = {d.person_id for d in self.deeds if d.person_id is not None}
        wanted = select(Appointment).where(Appointment.person_id.in_(touched))
        self.of_people = list(db.session.scalars(wanted))
        self.by_id = {a.id: a for a in self.of_people}
        seats = {self.by_id[i].post_id for i in ended if i in self.by_id} | self.made
        wanted = select(Appointment).where(Appointment.post_id.in_(seats))
        self.on_posts = list(db.session.scalars(wanted))
        self.people = queries.people(touched)
        self.closed = {p.id for p in queries.posts(seats).values() if p.closed_day is not None}

    def _ids(self, kind: str, column: str) -> set[int]:
        return {getattr(d, column) for d in self.deeds if d.kind == kind}

    # ── what stands in the way ────────────────────────────────────────────────

    def look(self) -> list[Problem]:
        """A sentence by line; none when all can be taken back."""
        for deed in self.deeds:
            if deed.begun_id is not None:
                self._look_at_begun(deed)
            if deed.ended_id is not None:
                self._look_at_ended(deed)
            if deed.kind == "renamed":
                self._look_at_name(deed)
            if deed.kind == "post":
                self._look_at_post(deed)
        self._look_at_use()
        return list(self.problems)

    def _error(self, deed: StaffDeed, code: str, says: str) -> None:
        self.problems.error("", deed.line, code, says)

    def _look_at_begun(self, deed: StaffDeed) -> None:
        begun = self.by_id.get(deed.begun_id or 0)
        later = begun and any(
            a.person_id == begun.person_id and a.from_day > begun.from_day for a in self.of_people
        )
        if begun is None or begun.until_day is not None or later:
            self._error(deed, "went-on", N_("This person has moved or left since."))

    def _look_at_ended(self, deed: StaffDeed) -> None:
        ended = self.by_id.get(deed.ended_id or 0)
        why = "moved" if deed.kind == "moved" else "left"
        if ended is None or ended.until_day is None or ended.ended_by != why:
            self._error(deed, "put-right", N_("The end of the earlier post was put right since."))
            return
        later = [
            a for a in self.of_people if a.person_id == ended.person_id and a.id not in self.begun
        ]
        if any(a.from_day > ended.from_day for a in later):
            self._error(deed, "went-on", N_("This person has moved or left since."))
        until = ended.until_day
        others = [a for a in self.on_posts if a.post_id == ended.post_id and a.id != ended.id]
        if ended.post_id in self.closed or any(
            a.id not in self.begun and (a.until_day is None or a.until_day > until) for a in others
        ):
            self._error(
                deed, "taken", N_("The earlier post is closed, or somebody else holds it now.")
            )

    def _look_at_name(self, deed: StaffDeed) -> None:
        person = self.people.get(deed.person_id or 0)
        now = [person.family_name, person.given_name, person.patronymic] if person else None
        if deed.was is None or now != deed.was["now"]:
            self._error(deed, "renamed", N_("The name was changed once more since."))

    def _look_at_post(self, deed: StaffDeed) -> None:
        if any(a.post_id == deed.post_id and a.id not in self.begun for a in self.on_posts):
            self._error(
                deed, "post-used", N_("Somebody else was appointed to the post that was created.")
            )

    def _look_at_use(self) -> None:
        """Whatever any room has written about those who came with the list, and about their posts."""
        own = {model.__tablename__ for model in _WAYS_IN} | {Appointment.__tablename__} | _derived()
        deeds = select(StaffDeed.id).where(StaffDeed.list_id == self.of.id)
        added = deeds.with_only_columns(StaffDeed.person_id).where(StaffDeed.kind == "added")
        made = deeds.with_only_columns(StaffDeed.post_id).where(StaffDeed.kind == "post")
        begun = deeds.with_only_columns(StaffDeed.begun_id)
        used = _used(Person.__tablename__, added, but=own)
        posts = _used(Post.__tablename__, made, but={Appointment.__tablename__})
        seats = _used(Appointment.__tablename__, begun, but=())
        for deed in self.deeds:
            if deed.kind == "added" and deed.person_id in used:
                self._error(
                    deed,
                    "used",
                    N_(
                        "This person has studied, held a duty or been recorded elsewhere since, so they stay."
                    ),
                )
            if deed.kind == "post" and deed.post_id in posts:
                self._error(
                    deed, "post-used", N_("Something was decided about the post that was created.")
                )
            if deed.begun_id in seats:
                self._error(
                    deed, "seat-used", N_("Something was recorded about this appointment since.")
                )

    # ── taking back ───────────────────────────────────────────────────────────

    def take_back(self) -> None:
        """Ends first, then what they ended begins again."""
        for model in _WAYS_IN:
            db.session.execute(delete(model).where(model.person_id.in_(self.added)))
        db.session.execute(delete(Appointment).where(Appointment.id.in_(self.begun)))
        for deed in self.deeds:
            if deed.ended_id is not None:
                held = self.by_id[deed.ended_id]
                held.until_day, held.ended_by = None, None
            if deed.kind == "renamed" and deed.was is not None:
                person = self.people[deed.person_id or 0]
                person.family_name, person.given_name, person.patronymic = deed.was["was"]
        db.session.flush()
        db.session.execute(delete(Person).where(Person.id.in_(self.added)))
        db.session.execute(delete(Post).where(Post.id.in_(self.made)))


def _derived() -> set[str]:
    """What rooms above derive from facts; they take it back themselves when they hear of the undoing."""
    return {table.name for table in Model.metadata.sorted_tables if table.info.get("derived")}


def _used(table: str, ids: Select[int | None], *, but: Collection[str]) -> set[int]:
    """Which of these rows any other table names; asked of every table there is, at once."""
    naming = [
        select(column).where(column.in_(ids))
        for other in Model.metadata.sorted_tables
        if other.name not in but
        for column in _pointing(other, table)
    ]
    return set(db.session.scalars(union(*naming))) if naming else set()


def _pointing(other: Table, table: str):
    return [key.parent for key in other.foreign_keys if key.column.table.name == table]


def undo(of: StaffList, *, by: Actor, at: datetime) -> None:
    """All or nothing. Duties and sessions that ended stay ended."""
    if of.state is not ListState.APPLIED or of.settled_at is None:
        raise rules.NotOpen
    rules.ensure_may_undo(of.settled_at, at=at)
    undoing = Undoing(of)
    events.list_undoing.send(people=undoing.added, begun=undoing.begun, staff_list=of, by=by, at=at)
    if undoing.look():
        raise rules.CannotUndo
    settle(of, ListState.APPLIED, ListState.UNDONE)
    of.undone_by_id, of.undone_at = by.person_id, at
    undoing.take_back()
    db.session.flush()
    events.list_undone.send(people=undoing.back)
    journal.record(by, "staff list undone", of, at=at, people=len(undoing.added))
