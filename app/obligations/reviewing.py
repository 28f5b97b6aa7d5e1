"""Bring what is owed up to what the facts say on a day: at once on news of one person, and for all by a job.

Derived, so it may be done twice, and in whatever order the facts became known. Nothing here commits.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, insert, select, update
from sqlalchemy.orm import aliased

from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.queries import as_of, latest
from app.db.session import db, rows
from app.obligations import owing, rules
from app.obligations.holding import asks_of_post
from app.obligations.locks import held
from app.obligations.models import Obligation, Requirement
from app.obligations.rules import Earned, How, Standing

# So many people are looked at together: their facts are held in memory, and on SQLite nobody else writes meanwhile.
BATCH = 500
# So many are looked at while somebody waits for a page.
AT_ONCE = 1000

_OF_SOME = (
    select(
        Obligation.id,
        Obligation.person_id,
        Obligation.requirement_id,
        Obligation.cycle,
        Obligation.from_day,
        Obligation.due_day,
        Obligation.settled_day,
        Obligation.completion_id,
    )
    .where(Obligation.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(Obligation.id)
)


class Kept(NamedTuple):
    """An obligation as it is written."""

    id: int
    person_id: int
    requirement_id: int
    cycle: int
    from_day: date
    due_day: date
    settled_day: date | None
    completion_id: int | None


_Key = tuple[int, int]


@dataclass
class _Changes:
    on: date
    new: list[dict[str, Any]] = field(default_factory=list)
    settled: list[dict[str, Any]] = field(default_factory=list)
    moved: list[dict[str, Any]] = field(default_factory=list)

    def settle(self, kept: Kept, how: How, day: date, completion_id: int | None = None) -> None:
        done = {"settled_day": day, "how": how, "completion_id": completion_id}
        self.settled.append({"id": kept.id, **done})

    def write(self) -> int:
        for changed in (self.settled, self.moved):
            if changed:
                db.session.execute(update(Obligation), changed)
        if self.new:
            # Else each run of rows that are filled alike becomes a statement of its own.
            db.session.execute(insert(Obligation).execution_options(render_nulls=True), self.new)
        return len(self.new) + len(self.settled) + len(self.moved)


def batches() -> list[list[int]]:
    """Everybody, in parts that may be looked at together."""
    everybody = list(db.session.scalars(select(Person.id).order_by(Person.id)))
    return [everybody[first : first + BATCH] for first in range(0, len(everybody), BATCH)]


def review_asked(requirement: Requirement, *, on: date) -> bool:
    """Whom a requirement is about, or was, at once; where they are too many it is left to the job of the night, and
    pages, which look at the facts themselves, show it meanwhile."""
    asked = select(Appointment.person_id).join(Post).join(Unit).join(Requirement, asks_of_post())
    owing_it = select(Obligation.person_id).where(
        Obligation.requirement_id == requirement.id, Obligation.settled_day.is_(None)
    )
    wanted = asked.where(Requirement.id == requirement.id, as_of(on)).union(owing_it)
    found = list(db.session.scalars(wanted.limit(AT_ONCE + 1)))
    if len(found) > AT_ONCE:
        return False
    review_free(found, on=on)
    return True


def holders(post_id: int, *, on: date) -> list[int]:
    wanted = select(Appointment.person_id).where(Appointment.post_id == post_id, as_of(on))
    return list(db.session.scalars(wanted))


class Done(NamedTuple):
    """How many obligations changed, and who was left out because somebody else was changing them."""

    changed: int
    missed: list[int]


def review_free(person_ids: Sequence[int], *, on: date) -> Done:
    free = held(person_ids)
    missed = sorted(set(person_ids) - set(free))
    return Done(_review(free, on=on), missed)


def review(person_ids: Sequence[int], *, on: date) -> int:
    """How many obligations changed. Waits for whoever else is changing these people."""
    return _review(held(person_ids, waits=True), on=on)


def _review(person_ids: Sequence[int], *, on: date) -> int:
    kept, used = _kept(person_ids)
    earned = owing.earned_by_some(person_ids)
    changes = _Changes(on)
    for person_id, asked, exempt in owing.asked_of_some(person_ids, on=on):
        key = (person_id, asked.requirement_id)
        there = kept.pop(key, None)
        if exempt is not None:
            if there:
                changes.settle(there, How.EXEMPT, on)
            continue
        done = earned.get((person_id, asked.course), [])
        now = rules.standing(asked, done, on=on)
        _compare(changes, key, there, now, done, used[key])
    _let_go(changes, list(kept.values()))
    return changes.write()


def _kept(
    person_ids: Sequence[int],
) -> tuple[dict[_Key, Kept], dict[_Key, set[int | None]]]:
    """What is open; and which completions already settled something."""
    kept: dict[_Key, Kept] = {}
    used: dict[_Key, set[int | None]] = defaultdict(set)
    for row in rows(_OF_SOME, ids=person_ids):
        one = Kept(*row)
        if one.settled_day is None:
            kept[one.person_id, one.requirement_id] = one
        elif one.completion_id is not None:
            used[one.person_id, one.requirement_id].add(one.completion_id)
    return kept, used


def _compare(
    changes: _Changes,
    key: _Key,
    there: Kept | None,
    now: Standing,
    earned: Sequence[Earned],
    used: set[int | None],
) -> None:
    if there is not None:
        known = [one for one in earned if one.day <= changes.on]
        by = rules.settles(now, known, used, since=there.from_day)
        if by is not None:
            changes.settle(there, How.COMPLETED, by.day, by.completion_id)
            used.add(by.completion_id)
            there = None
    if now.by is not None and now.by.completion_id not in used:
        since = now.asked.since
        done = {"settled_day": max(now.by.day, since), "how": How.COMPLETED}
        done["completion_id"] = now.by.completion_id
        changes.new.append(_row(key, now.held_cycle, since, now.asked.first_due, **done))
    if not now.is_owed:
        return
    wanted = (now.cycle, now.from_day, now.due_day)
    if there is None:
        changes.new.append(_row(key, *wanted))
    elif wanted != (there.cycle, there.from_day, there.due_day):
        corrected = dict(zip(("cycle", "from_day", "due_day"), wanted, strict=True))
        changes.moved.append({"id": there.id, **corrected})


def _row(key: _Key, cycle: int, from_day: date, due_day: date, **done: Any) -> dict[str, Any]:
    person_id, requirement_id = key
    row: dict[str, Any] = {"person_id": person_id, "requirement_id": requirement_id, "cycle": cycle}
    row |= {"from_day": from_day, "due_day": due_day}
    return row | {"settled_day": None, "how": None, "completion_id": None} | done


def _let_go(changes: _Changes, gone: list[Kept]) -> None:
    """What no post of theirs asks any more: the requirement ended, or they moved, or they left."""
    if not gone:
        return
    ended = _ended(changes.on)
    seats = _seats({one.person_id for one in gone}, changes.on)
    for one in gone:
        since, until = seats.get(one.person_id, (None, None))
        if one.requirement_id in ended:
            day, is_replaced = ended[one.requirement_id]
            changes.settle(one, How.REPLACED if is_replaced else How.ENDED, day)
        elif until is not None or since is None:
            changes.settle(one, How.LEFT, until or changes.on)
        else:
            changes.settle(one, How.MOVED, since if since > one.from_day else changes.on)


def _ended(on: date) -> dict[int, tuple[date, bool]]:
    """Requirements that hold no more: since when, and whether another took their place."""
    later = aliased(Requirement)
    replaced = exists(select(later.id).where(later.replaces_id == Requirement.id))
    wanted = select(Requirement.id, Requirement.until_day, replaced)
    found = db.session.execute(wanted.where(Requirement.until_day <= on))
    return {number: (day, is_replaced) for number, day, is_replaced in found if day}


def _seats(person_ids: Collection[int], on: date) -> dict[int, tuple[date, date | None]]:
    """From when each holds the post of this day; or until when they held their last."""
    wanted = select(Appointment.person_id, Appointment.from_day, Appointment.until_day)
    found = db.session.execute(wanted.where(Appointment.person_id.in_(person_ids), latest(on)))
    return {
        person_id: (since, until if until is not None and until <= on else None)
        for person_id, since, until in found
    }
