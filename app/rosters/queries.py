"""Lists that were brought; an institution as lists are compared with it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, undefer

from app.accounts.access import KEEPERS
from app.accounts.kinds import Profession
from app.accounts.models import Appointment, Institution, Person, Post, Unit
from app.accounts.queries import placed
from app.accounts.service_models import RankHeld
from app.core.actor import Actor
from app.core.paging import SIZE, Page
from app.db.session import db
from app.rosters.models import KnownColumns, ListState, StaffDeed, StaffList
from app.rosters.places import Place, keys_of
from app.rosters.shapes import Chair, Column, Known


def _root() -> ColumnElement[bool]:
    return Unit.parent_id.is_(None)


def roots(actor: Actor) -> list[Unit]:
    """The institutions whose staff this person keeps, as the roots of their trees."""
    wanted = select(Unit).where(_root(), Unit.path.in_(actor.reach(*KEEPERS)))
    return list(
        db.session.scalars(wanted.order_by(Unit.path).options(joinedload(Unit.institution)))
    )


def root_path(institution_id: int) -> str:
    wanted = select(Unit.path).where(_root(), Unit.institution_id == institution_id)
    return db.session.scalars(wanted).one()


def institution(code: str) -> Institution | None:
    return db.session.scalars(select(Institution).filter_by(code=code)).one_or_none()


# ── lists ─────────────────────────────────────────────────────────────────────


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What access.may_import says, for lists."""
    own = select(Unit.institution_id).where(_root(), Unit.path.in_(actor.reach(*KEEPERS)))
    return StaffList.institution_id.in_(own)


def lists(actor: Actor, *, page: int = 1) -> Page[StaffList]:
    wanted = select(StaffList).where(visible_to(actor))
    total = db.session.scalar(wanted.with_only_columns(func.count())) or 0
    rows = db.session.scalars(
        wanted.order_by(StaffList.brought_at.desc(), StaffList.id.desc())
        .limit(SIZE)
        .offset((page - 1) * SIZE)
        .options(joinedload(StaffList.institution), joinedload(StaffList.brought_by))
    )
    return Page(list(rows), page, total)


def staff_list(list_id: int) -> StaffList | None:
    wanted = select(StaffList).where(StaffList.id == list_id)
    return db.session.scalars(
        wanted.options(
            joinedload(StaffList.institution),
            joinedload(StaffList.brought_by),
            joinedload(StaffList.asked_by),
            undefer(StaffList.file),
        )
    ).one_or_none()


def deeds(list_id: int) -> list[StaffDeed]:
    wanted = select(StaffDeed).where(StaffDeed.list_id == list_id)
    return list(db.session.scalars(wanted.order_by(StaffDeed.place)))


def old_files(before: datetime) -> list[StaffList]:
    """Those whose file need not be kept any longer."""
    wanted = select(StaffList).where(
        StaffList.file.is_not(None),
        or_(
            and_(StaffList.state == ListState.APPLIED, StaffList.settled_at <= before),
            and_(StaffList.state != ListState.APPLIED, StaffList.brought_at <= before),
        ),
    )
    return list(db.session.scalars(wanted))


def remembered(institution_id: int, digest: str) -> KnownColumns | None:
    wanted = select(KnownColumns).filter_by(institution_id=institution_id, headings_digest=digest)
    return db.session.scalars(wanted).one_or_none()


def columns_of(of: StaffList) -> list[Column]:
    return [Column(value) for value in of.columns]


# ── the institution ───────────────────────────────────────────────────────────


def places(institution_id: int) -> list[Place]:
    wanted = select(Unit.id, Unit.path, Unit.name_ky, Unit.name_ru, Unit.name_en)
    rows = db.session.execute(wanted.where(Unit.institution_id == institution_id))
    return [Place(unit_id, path, keys_of(*names)) for unit_id, path, *names in rows]


def known(institution_id: int, *, on: date) -> list[Known]:
    """Everybody whose present, or else last, or else first coming post is of this institution."""
    wanted = (
        select(
            Person.id, Person.family_name, Person.given_name, Person.patronymic,
            Person.sign_in_name, Person.address, Post.unit_id, Post.id, Post.name_ky, Post.name_ru,
            Post.name_en, Appointment.from_day, Appointment.until_day, Post.profession,
        )
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(
            Unit.institution_id == institution_id, placed(on), Person.merged_into_id.is_(None)
        )
        .order_by(Person.id)
    )  # fmt: skip
    ranks = _ranks(wanted.with_only_columns(Person.id).order_by(None))
    return [_known(row, on, ranks.get(row[0], [])) for row in db.session.execute(wanted)]


def _ranks(of_people: Select[int]) -> dict[int, list[tuple[date, str]]]:
    held = select(RankHeld.person_id, RankHeld.from_day, RankHeld.rank)
    found: dict[int, list[tuple[date, str]]] = {}
    wanted = held.where(RankHeld.person_id.in_(of_people)).order_by(RankHeld.from_day)
    for person_id, from_day, rank in db.session.execute(wanted):
        found.setdefault(person_id, []).append((from_day, rank))
    return found


def _known(row, on: date, ranks: list[tuple[date, str]]) -> Known:
    person_id, family, given, patronymic, sign_in, address, unit_id, post_id, *rest = row
    ky, ru, en, from_day, until_day, profession = rest
    name = (person_id, family, given, patronymic, sign_in or "", address or "")
    if until_day is not None and until_day <= on:
        return Known(*name, ranks=tuple(ranks))
    keys, held = keys_of(ky, ru, en), tuple(ranks)
    return Known(*name, unit_id, post_id, keys, from_day, until_day, profession, held)


def chairs(institution_id: int) -> list[Chair]:
    """Open posts, and from which day each is free."""
    held = func.count(Appointment.id).filter(Appointment.until_day.is_(None))
    wanted = (
        select(
            Post.id, Post.unit_id, Post.name_ky, Post.name_ru, Post.name_en, held,
            func.max(Appointment.until_day), Post.profession,
        )
        .join(Unit, Unit.id == Post.unit_id)
        .outerjoin(Appointment, Appointment.post_id == Post.id)
        .where(Unit.institution_id == institution_id, Post.closed_day.is_(None))
        .group_by(Post.id)
        .order_by(Post.id)
    )  # fmt: skip
    return [
        Chair(post_id, unit_id, keys_of(ky, ru, en), None if sitting else until or date.min, of)
        for post_id, unit_id, ky, ru, en, sitting, until, of in db.session.execute(wanted)
    ]


def used_names(names: Collection[str]) -> frozenset[str]:
    """Which of these sign-in names anybody has, wherever; whose they are is not told."""
    wanted = select(Person.sign_in_name).where(Person.sign_in_name.in_(names))
    return frozenset(name for name in db.session.scalars(wanted) if name) if names else frozenset()


def usual_profession(institution_id: int) -> Profession:
    """Of most posts of the institution."""
    wanted = (
        select(Post.profession)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Unit.institution_id == institution_id)
        .group_by(Post.profession)
        .order_by(func.count().desc(), Post.profession)
        .limit(1)
    )
    return db.session.scalar(wanted) or Profession.POLICE


def people(ids: Collection[int]) -> dict[int, Person]:
    if not ids:
        return {}
    return {p.id: p for p in db.session.scalars(select(Person).where(Person.id.in_(ids)))}


def posts(ids: Collection[int]) -> dict[int, Post]:
    if not ids:
        return {}
    return {p.id: p for p in db.session.scalars(select(Post).where(Post.id.in_(ids)))}


def units(ids: Collection[int]) -> dict[int, Unit]:
    if not ids:
        return {}
    return {u.id: u for u in db.session.scalars(select(Unit).where(Unit.id.in_(ids)))}
