"""The mailbox of the demonstration: what would have been sent, readable by everybody."""

import re

from flask import Blueprint, abort, current_app, render_template, request

from app.core import paging
from app.notices import queries
from app.web.access import public

bp = Blueprint("notices_letters", __name__)

_ADDRESS = re.compile(r"(https?://[^\s<>\"]+)")


@bp.get("/letters")
@public
def index():
    if not current_app.config["DEMONSTRATION"]:
        abort(404)
    page = queries.letters(paging.page_number(request.args.get("page")))
    lines = {letter.id: _lines(letter.body) for letter in page.rows}
    return render_template("notices/letters.html", page=page, lines=lines)


def _lines(body: str) -> list[list[tuple[str, str | None]]]:
    """Each line in pieces; those that are addresses of ours come with the path they lead to."""
    own = current_app.config["PUBLIC_ADDRESS"]
    return [
        [
            (piece, piece.removeprefix(own) if piece.startswith(own + "/") else None)
            for piece in _ADDRESS.split(line)
        ]
        for line in body.splitlines()
        if line
    ]
