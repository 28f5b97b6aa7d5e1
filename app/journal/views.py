"""The heads of the journal, for everybody to copy and to keep."""

from flask import Blueprint, render_template, request

from app.core import paging
from app.journal import queries
from app.web.access import public

bp = Blueprint("journal_heads", __name__)


@bp.get("/journal-heads")
@public
def index():
    page = queries.published(paging.page_number(request.args.get("page")))
    return render_template("journal/heads.html", page=page)
