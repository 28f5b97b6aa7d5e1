"""Taking back what a list did, exactly and all of it, as long as nothing was built on it. Nothing here commits."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, Table, delete, literal, select, union

from app.accounts import letters
from app.accounts.models import (
    AddressChange,
    Appointment,
    Device,
    Grant,
    GrantRequest,
    HalfSignIn,
    Person,
    Post,
    RecoveryCode,
    SecretLink,
    SignIn,
)
from app.accounts.service_models import Absence, PersonMerge, RankHeld, StaffCorrection
from app.core.actor import Actor
from app.core.problems import Problem, Problems
from app.core.words import N_
from app.db.model import Model
from app.db.session import db
from app.journal import actions as journal
from app.rosters import events, queries, rules
from app.rosters.aftermath import Aftermath, Answer, Said
from app.rosters.applying import settle
from app.rosters.models import ListState, StaffDeed, StaffList

# How somebody signs in says nothing of what they did; it goes with them.
_WAYS_IN = (AddressChange, SecretLink, SignIn, HalfSignIn, RecoveryCode, Device)
_DUTY = N_("This person has been given or asked for a duty since, and stays.")
_ALIKE = N_("Somebody has asked about this person and a record alike since, so they stay.")
# What stands in the way, by the table that names somebody.
_SAYS = {
    Grant.__tablename__: _DUTY,
    GrantRequest.__tablename__: _DUTY,
    PersonMerge.__tablename__: _ALIKE,
    Absence.__tablename__: N_("An absence of this person has been recorded since."),
    RankHeld.__tablename__: N_("A rank of this person has been recorded since."),
    StaffCorrection.__tablename__: N_("The service of this person was put right since."),
}
_USED = N_("This person has studied, held a duty or been recorded elsewhere since, so they stay.")
_DECIDED = N_("Something was decided about the post that was created.")


class Undoing:
    """What a list did, looked at again: what stands in the way, and the acts that take it back."""

    def __init__(self, of: StaffList) -> None:
        self.of, self.deeds, self.problems = of, queries.deeds(of.id), Problems()
        self.added = self._ids("added", "person_id")
        self.made = self._ids("post", "post_id")
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
        self.ranks = {
            d.was["now"]["rank_id"]: d for d in self.deeds if d.kind == "ranked" and d.was
        }
        self.left = Aftermath(
            added=frozenset(self.added),
            stayed=frozenset(touched - self.added),
            begun=frozenset(self.begun),
            posts=frozenset(self.made),
        )
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
        self._look_at_ranks()
        self._look_at_use(self._answers())
        return list(self.problems)

    def _answers(self) -> list[Answer]:
        said = events.list_looked_at.send(left=self.left)
        return [answer for _handler, answer in said]

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

    def _look_at_ranks(self) -> None:
        wanted = select(RankHeld).where(RankHeld.id.in_(self.ranks))
        now = {
            held.id: {"rank_id": held.id, "rank": held.rank, "from_day": held.from_day.isoformat()}
            for held in db.session.scalars(wanted)
        }
        for number, deed in self.ranks.items():
            if deed.was is None or now.get(number) != deed.was["now"]:
                self._error(deed, "rank-right", N_("The rank was put right since."))

    def _look_at_use(self, answers: Sequence[Answer]) -> None:
        """What rooms answer; and whatever any other room has written about those who came, and about their posts."""
        heard = {table for answer in answers for table in answer.tables}
        people, posts, seats = self._used(but=heard)
        people |= {said for answer in answers for said in answer.people}
        posts |= {said for answer in answers for said in answer.posts}
        # Somebody has an act of arriving or of leaving; a post that of being made.
        of_person = {d.person_id: d for d in self.deeds if d.kind in ("added", "moved", "left")}
        of_post = {d.post_id: d for d in self.deeds if d.kind == "post"}
        for code, deeds, said in (("used", of_person, people), ("post-used", of_post, posts)):
            for number, says in sorted(said):
                if number in deeds:
                    self._error(deeds[number], code, says)
        for deed in self.deeds:
            if deed.begun_id in seats:
                self._error(
                    deed, "seat-used", N_("Something was recorded about this appointment since.")
                )

    def _used(self, *, but: Collection[str]) -> tuple[set[Said], set[Said], set[int]]:
        """People, posts and appointments of the list that a row of these or other rooms names, with why."""
        own = {model.__tablename__ for model in _WAYS_IN} | {Appointment.__tablename__}
        deeds = select(StaffDeed.id).where(StaffDeed.list_id == self.of.id)
        added = deeds.with_only_columns(StaffDeed.person_id).where(StaffDeed.kind == "added")
        made = deeds.with_only_columns(StaffDeed.post_id).where(StaffDeed.kind == "post")
        begun = deeds.with_only_columns(StaffDeed.begun_id)
        ranked = RankHeld.__tablename__
        others = select(RankHeld.person_id).where(
            RankHeld.person_id.in_(added), RankHeld.id.not_in(self.ranks)
        )
        used = _naming(Person.__tablename__, added, but={*own, ranked, *but})
        used |= {(ranked, person_id) for person_id in db.session.scalars(others)}
        posts = _naming(Post.__tablename__, made, but={Appointment.__tablename__, *but})
        seats = _naming(Appointment.__tablename__, begun, but=but)
        return (
            {(number, _SAYS.get(table, _USED)) for table, number in used},
            {(number, _DECIDED) for _table, number in posts},
            {number for _table, number in seats},
        )

    def is_clear(self) -> bool:
        """After the rooms above took back what is theirs: no row is left that would lose whom it names."""
        return not any(self._used(but=()))

    # ── taking back ───────────────────────────────────────────────────────────

    def hold(self) -> None:
        """Whoever is about to enrol one of them, or to sign in as one, waits; one who was quicker is seen."""
        everybody = self.left.added | self.left.stayed
        wanted = select(Person.id).where(Person.id.in_(everybody)).order_by(Person.id)
        db.session.execute(wanted.with_for_update())

    def take_back(self) -> None:
        """Ends first, then what they ended begins again."""
        for model in _WAYS_IN:
            db.session.execute(delete(model).where(model.person_id.in_(self.added)))
        db.session.execute(delete(RankHeld).where(RankHeld.id.in_(self.ranks)))
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


def _naming(table: str, ids: Select[int | None], *, but: Collection[str]) -> set[tuple[str, int]]:
    """Which of these rows any other table names, and which table; asked of every table there is, at once."""
    naming = [
        select(literal(other.name), column).where(column.in_(ids))
        for other in Model.metadata.sorted_tables
        if other.name not in but
        for column in _pointing(other, table)
    ]
    found = db.session.execute(union(*naming)) if naming else ()
    return {(name, number) for name, number in found}


def _pointing(other: Table, table: str):
    return [key.parent for key in other.foreign_keys if key.column.table.name == table]


def undo(of: StaffList, *, by: Actor, at: datetime) -> None:
    """All or nothing. Duties and sessions that ended stay ended."""
    if of.state is not ListState.APPLIED or of.settled_at is None:
        raise rules.NotOpen
    rules.ensure_may_undo(of.settled_at, at=at)
    undoing = Undoing(of)
    undoing.hold()
    if undoing.look():
        raise rules.CannotUndo
    events.list_undoing.send(left=undoing.left, by=by, at=at)
    db.session.flush()
    if not undoing.is_clear():
        raise rules.CannotUndo
    settle(of, ListState.APPLIED, ListState.UNDONE)
    of.undone_by_id, of.undone_at = by.person_id, at
    letters.withdraw(undoing.added, at=at)
    undoing.take_back()
    db.session.flush()
    events.list_undone.send(left=undoing.left, by=by, at=at)
    journal.record(by, "staff list undone", of, at=at, people=len(undoing.added))
