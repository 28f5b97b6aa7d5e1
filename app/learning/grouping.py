"""Groups: open, join, leave, hand to another trainer, close. Nothing here commits."""

from datetime import datetime

from app.accounts import merges
from app.accounts.models import Person, Unit
from app.core import numbers
from app.core.actor import Actor
from app.db.session import db
from app.journal import actions as journal
from app.learning import groups, rules
from app.learning.models import Group, GroupMember


def open_group(title: str, unit: Unit, *, by: Actor, at: datetime) -> Group:
    """Led by who opens it."""
    assert by.person_id is not None
    group = Group(
        title=title,
        unit_id=unit.id,
        trainer_id=by.person_id,
        code=numbers.short_code(),
        made_at=at,
    )
    db.session.add(group)
    db.session.flush()
    journal.record(by, "group opened", group, at=at)
    return group


def rename(group: Group, title: str, *, by: Actor, at: datetime) -> None:
    if title != group.title:
        journal.record(by, "group renamed", group, at=at)
        group.title = title


def join_by_code(code: str, *, by: Actor, at: datetime) -> Group:
    group = groups.by_code(numbers.tidy_code(code))
    if group is None:
        raise rules.NoSuchGroup
    assert by.person_id is not None
    add(group, by.person_id, by=by, at=at)
    return group


def add(group: Group, person_id: int, *, by: Actor, at: datetime) -> None:
    """Twice is once."""
    if group.closed_at is not None:
        raise rules.GroupClosed
    if person_id == group.trainer_id:
        raise rules.OwnGroup
    known = groups.member(group.id, person_id)
    if known is not None and known.left_at is None:
        return
    if known is None:
        known = GroupMember(group_id=group.id, person_id=person_id)
        db.session.add(known)
    known.joined_at, known.left_at = at, None
    db.session.flush()
    journal.record(by, "group joined", group, at=at, person=person_id)


def end(member: GroupMember, group: Group, *, by: Actor, at: datetime) -> None:
    """Of a human with two records that were made one, under both."""
    for one in groups.memberships(group.id, merges.kept(member.person_id)):
        if one.left_at is None:
            one.left_at = at
            journal.record(by, "group left", group, at=at, person=one.person_id)


def renew_code(group: Group, *, by: Actor, at: datetime) -> None:
    """Who has only seen the old one cannot join any more."""
    group.code = numbers.short_code()
    journal.record(by, "group code renewed", group, at=at)


def hand_over(group: Group, trainer: Person, *, by: Actor, at: datetime) -> None:
    """`trainer` is one of `groups.trainers`; as a member they leave it."""
    member = groups.member(group.id, trainer.id)
    if member is not None:
        end(member, group, by=by, at=at)
    journal.record(by, "group handed over", group, at=at, before=group.trainer_id, after=trainer.id)
    group.trainer_id = trainer.id


def close(group: Group, *, by: Actor, at: datetime) -> None:
    if group.closed_at is None:
        group.closed_at = at
        journal.record(by, "group closed", group, at=at)


def reopen(group: Group, *, by: Actor, at: datetime) -> None:
    if group.closed_at is not None:
        group.closed_at = None
        journal.record(by, "group opened again", group, at=at)
