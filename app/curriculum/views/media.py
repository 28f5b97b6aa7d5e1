"""Figures, each a file of its own, with the words of a language. They never change, so browsers keep them."""

from flask import Blueprint, Response

from app.curriculum import access, pages
from app.web.access import guest_or_actor, public, require
from app.web.pages import find

bp = Blueprint("curriculum_media", __name__)

# A drawing loads nothing and runs nothing; its colours are a style of its own.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@bp.get("/media/<int(max=2147483647):release_id>/<any(ky, ru):language>/<figure>.svg")
@public
def show(release_id: int, language: str, figure: str) -> Response:
    require(access.may_read_about(guest_or_actor()))
    answer = Response(find(pages.drawing(release_id, figure, language)), mimetype="image/svg+xml")
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
