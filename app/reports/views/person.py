"""One person's training record, for themselves and for those with a duty over their unit."""

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from app.accounts import access, queries
from app.accounts.models import Person
from app.core import clock
from app.core.bilingual import content_language
from app.core.tables import Table
from app.reports import tables
from app.reports.queries import person as records
from app.reports.queries.person import Record
from app.web.access import actor, me, require, signed_in
from app.web.downloads import csv_file
from app.web.language import LANGUAGES, interface_language, moment
from app.web.pages import find

bp = Blueprint("reports_person", __name__)


@bp.get("/people/<int:person_id>/record")
@signed_in
def show(person_id: int):
    person, today = _visible(person_id), clock.today()
    record = _record(person_id)
    return render_template(
        "reports/person.html",
        whom=person,
        record=record,
        seat=queries.appointment(person_id, on=today),
        table=_table(record),
        today=today,
        produced_at=clock.now(),
    )


@bp.get("/people/<int:person_id>/record.csv")
@signed_in
def as_csv(person_id: int) -> Response:
    _visible(person_id)
    return csv_file(_table(_record(person_id)), f"record-{person_id}-{clock.today()}")


def _record(person_id: int) -> Record:
    """Who looks at their own sees no more of a test than on its page."""
    return records.record(person_id, own_at=clock.now() if person_id == me() else None)


def _visible(person_id: int) -> Person:
    person = find(queries.person(person_id))
    path = queries.unit_path_of(person_id, on=clock.today())
    require(access.may_see_record(actor(), person_id, path))
    return person


def _table(record: Record) -> Table:
    return tables.record(
        records.facts(record, on=clock.today()),
        language=content_language(interface_language()),
        languages=LANGUAGES,
        moment=moment,
        say=_,
    )
