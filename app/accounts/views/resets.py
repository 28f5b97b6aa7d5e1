"""For who lost the device and the recovery codes: another resets the second factor, alone or by two."""

from flask import Blueprint, flash
from flask_babel import gettext as _

from app.accounts import granting
from app.accounts.access import KEEPERS
from app.accounts.views import whom
from app.core import clock
from app.web.access import actor, duty
from app.web.pages import see

bp = Blueprint("accounts_resets", __name__)


@bp.post("/people/<int:person_id>/second-factor/reset")
@duty(*KEEPERS)
def reset(person_id: int):
    person = whom.kept(person_id).row
    if granting.reset_or_ask(person, by=actor(), at=clock.now()):
        flash(_("The second factor is reset. The person is told, and sets up another one."))
    else:
        flash(_("An administrator has to confirm this reset."))
    return see("accounts_people.show", person_id=person_id)
