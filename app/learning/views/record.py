"""My own training record."""

from flask import Blueprint, render_template

from app.assessment import claims, taught
from app.core import clock
from app.learning import activities, queries
from app.web.access import me, signed_in

bp = Blueprint("learning_record", __name__)


@bp.get("/record")
@signed_in
def show():
    person_id, attempts = me(), activities.attempts(me())
    return render_template(
        "learning/record.html",
        studies=queries.of(person_id),
        certificates=queries.certificates(person_id),
        attempts=attempts,
        hidden=taught.hidden(attempts, clock.now()),
        beliefs=claims.own(person_id, at=clock.now()),
        today=clock.today(),
    )
