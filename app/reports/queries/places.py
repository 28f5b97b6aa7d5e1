"""Institutions and units within the reach, by name: for choosing, and for the headings of rows."""

from sqlalchemy import ColumnElement, or_, select

from app.accounts.models import Institution, Unit
from app.accounts.queries import below
from app.core.actor import Actor
from app.db.session import db
from app.reports import access


def institutions(actor: Actor) -> list[Institution]:
    """Those with units in the reach."""
    theirs = select(Unit.institution_id).where(below(access.reach(actor)))
    return list(
        db.session.scalars(
            select(Institution).where(Institution.id.in_(theirs)).order_by(Institution.id)
        )
    )


def units_around(actor: Actor, chosen: str | None) -> list[Unit]:
    """The tops of the reach, the way down to the chosen unit, and what is right below it, as the tree goes."""
    tops = access.reach(actor)
    here = chosen or (tops[0] if len(tops) == 1 else None)
    way = [int(step) for step in (chosen or "").split("/") if step]
    near: list[ColumnElement[bool]] = [Unit.path.in_(tops), Unit.id.in_(way)]
    if here:
        near.append(Unit.parent_id == int(here.split("/")[-2]))
    return list(db.session.scalars(select(Unit).where(below(tops), or_(*near)).order_by(Unit.path)))


def right_below(root: Unit) -> list[Unit]:
    """The units one step down, as the tree goes."""
    return list(
        db.session.scalars(select(Unit).where(Unit.parent_id == root.id).order_by(Unit.path))
    )


def roots(actor: Actor) -> list[Unit]:
    """The root units of institutions that lie within the reach as a whole."""
    wanted = select(Unit).where(below(access.reach(actor)), Unit.parent_id.is_(None))
    return list(db.session.scalars(wanted.order_by(Unit.path)))
