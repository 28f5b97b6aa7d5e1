"""My own training record."""

from flask import Blueprint, current_app, render_template

from app.assessment import claims, taught
from app.core import clock
from app.learning import activities, queries
from app.scenarios import wording
from app.web.access import me, signed_in

bp = Blueprint("learning_record", __name__)


@bp.get("/record")
@signed_in
def show():
    person_id, now = me(), clock.now()
    attempts, studies = activities.attempts(person_id), queries.counted_for(person_id)
    return render_template(
        "learning/record.html",
        studies=studies,
        attempts=attempts,
        certificates=queries.certificates(person_id),
        runs=activities.runs(studies),
        words=wording,
        hidden=taught.hidden(attempts, now),
        beliefs=claims.own(person_id, at=now),
        today=clock.today(),
        stands=current_app.extensions["stands_of"](person_id, studies),
    )
