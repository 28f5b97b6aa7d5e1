"""Bringing lists in tests: through the actions that pages call, and what the tables of staff hold."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Appointment, Institution, Person, Post
from app.accounts.service_models import RankHeld
from app.core import clock
from app.core.actor import Actor
from app.db.session import db
from app.rosters import actions, applying, planning
from app.rosters.models import StaffList
from app.rosters.planning import Preview
from tests.cast import Cast

HEADINGS = ("Фамилия", "Имя", "Отчество", "Должность", "Подразделение", "Пол")
NEW = ("Жаңыбаева", "Нур", "Азатовна", "Post of Перизат ru", "Sverdlov ru", "ж")


def text(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\n".join(";".join(row) for row in (headings, *rows)).encode()


def brought(
    cast: Cast, body: bytes, *, by: Actor | None = None, of: str = "police", name: str = "list.csv",
    at: datetime | None = None, **options,
) -> StaffList:  # fmt: skip
    by, at = by or cast.kanykei, at or clock.now()
    institution = db.session.scalars(select(Institution).filter_by(code=of)).one()
    made = actions.bring(institution, name, body, by=by, at=at)
    told = {
        "on_day": clock.day_of(at),
        "complete": False,
        "makes_posts": True,
        "takes_guessed_sex": True,
        "language": "ru",
        "profession": made.profession,
    }
    actions.set_options(made, **told | options, by=by, at=at)
    return made


def seen(of: StaffList) -> Preview:
    return planning.preview(of, today=clock.today())


def applied(cast: Cast, body: bytes, *, by: Actor | None = None, **more) -> StaffList:
    of = brought(cast, body, by=by, **more)
    assert seen(of).plan.errors == []
    assert applying.apply_or_ask(of, seen(of).digest, by=by or cast.kanykei, at=clock.now())
    return of


def staff() -> dict[str, list[tuple]]:
    """Everything the tables of staff hold."""
    db.session.flush()
    db.session.expire_all()
    return {
        table.name: sorted(map(tuple, db.session.execute(select(table))), key=lambda row: row[0])
        for table in (m.__table__ for m in (Person, Post, Appointment, RankHeld))
    }


def line_of(cast: Cast, name: str, *, post: str = "", unit: str = "") -> tuple[str, ...]:
    """Somebody of the cast as they stand on record, unless told otherwise."""
    who = cast.people[name]
    places = {"asel": "Sverdlov ru", "daniyar": "Sverdlov ru", "bek": "Osh ru"}
    return (
        who.family_name,
        who.given_name,
        who.patronymic,
        post or f"Post of {who.given_name} ru",
        unit or places.get(name, "Police ru"),
        "ж" if who.sex == "female" else "м",
    )


PRESENT = (
    "asel", "bek", "chynara", "daniyar", "elena", "gulnara", "ravshan", "ilya", "kanykei", "nurlan",
)  # fmt: skip


def everybody(cast: Cast, *but: str) -> list[tuple[str, ...]]:
    return [line_of(cast, name) for name in PRESENT if name not in but]
