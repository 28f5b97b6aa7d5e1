"""Terms in both languages, by letter and by search; one term, as a page and for opening within a lesson."""

from flask import Blueprint, jsonify, render_template, request

from app.curriculum import access, queries
from app.curriculum.certainty import MARKS
from app.curriculum.views import asked
from app.web.access import guest_or_actor, public, require
from app.web.pages import find

bp = Blueprint("curriculum_glossary", __name__)

# With definitions a page stays under its weight.
_ROWS = 20


@bp.get("/glossary")
@public
def index():
    words, names = asked.words(), asked.naming_language()
    glossary = queries.glossary_now()
    letters = glossary.letters(names)
    letter = request.args.get("letter", letters[0] if letters else "")[:1].upper()
    found = glossary.search(words, names) if words else glossary.under(letter, names)
    return render_template(
        "curriculum/glossary.html",
        asked=words,
        letters=letters,
        letter=letter,
        page=asked.page_of(found, _ROWS),
        names=names,
    )


@bp.get("/glossary/<term>")
@public
def show(term: str):
    """`?part=1`: a small page of the term alone; for programs, JSON."""
    require(access.may_read_about(guest_or_actor()))
    found = find(queries.glossary_now().term(term))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(found.model_dump(mode="json"))
    alone = request.args.get("part") == "1"
    page = "curriculum/_term_alone.html" if alone else "curriculum/term.html"
    mark = MARKS[found.certainty]
    return render_template(page, term=found, names=asked.naming_language(), mark=mark)
