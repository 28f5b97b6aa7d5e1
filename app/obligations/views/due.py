"""Who owes what, and by when: of the people in the reader's reach."""

from datetime import timedelta

from flask import Blueprint, render_template, request

from app.accounts.access import READERS
from app.accounts.kinds import NAMES
from app.core import clock
from app.core.paging import page_number
from app.obligations import access, listed
from app.obligations.forms import LARGEST
from app.obligations.models import Requirement
from app.obligations.views import whole
from app.web.access import actor, duty, require
from app.web.pages import find

bp = Blueprint("obligations_due", __name__)

# From here on a day that comes nearer is marked.
_SOON = timedelta(days=30)


@bp.get("/requirements/due")
@duty(*READERS)
def index():
    today, of = clock.today(), _asked()
    number = page_number(request.args.get("page"))
    page = listed.owed(actor(), on=today, of=of, page=number)
    return render_template(
        "obligations/due.html",
        page=page,
        several=len({owed.unit.id for owed in page.rows}) > 1,
        of=of,
        names=NAMES,
        courses=whole.courses(),
        today=today,
        soon=today + _SOON,
    )


def _asked() -> Requirement | None:
    """The one whose number stands in the address."""
    number = request.args.get("requirement", type=int)
    if number is None:
        return None
    found = find(listed.requirement(number) if 0 < number <= LARGEST else None)
    require(access.may_see(actor(), listed.path_of(found)))
    return found
