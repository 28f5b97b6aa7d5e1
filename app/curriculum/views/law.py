"""The register of acts: what the lessons cite, how sure we are of it, and who cites it."""

from flask import Blueprint, render_template, request

from app.core.bilingual import CONTENT_LANGUAGES
from app.curriculum import access, law, pages, queries
from app.curriculum.certainty import MARKS
from app.curriculum.views import asked
from app.web.access import guest_or_actor, public, require
from app.web.language import reading_language
from app.web.pages import find

bp = Blueprint("curriculum_law", __name__)

_ROWS = 30


@bp.get("/law")
@public
def index():
    register = queries.register()
    return render_template(
        "curriculum/law.html",
        register=register,
        kinds=law.KINDS,
        asked=asked.words(),
        page=asked.page_of(register.search(asked.words()), _ROWS),
        names=asked.naming_language(),
        marks=MARKS,
    )


@bp.get("/law/<act>")
@public
def show(act: str):
    require(access.may_read_about(guest_or_actor()))
    register = queries.register()
    return render_template(
        "curriculum/act.html",
        act=find(register.act(act)),
        provisions=register.provisions.get(act, {}).values(),
        citing=pages.citing(act),
        names=asked.naming_language(),
        marks=MARKS,
    )


@bp.get("/law/<act>/<article>")
@public
def show_provision(act: str, article: str):
    require(access.may_read_about(guest_or_actor()))
    both = request.args.get("both") == "1"
    languages = CONTENT_LANGUAGES if both else (reading_language(),)
    page = find(pages.provision_page(act, article, languages))
    return render_template(
        "curriculum/provision.html",
        act=page.act,
        provision=page.provision,
        columns=page.columns,
        citing=pages.citing(f"{act}/{article}"),
        both=both,
        mark=MARKS[page.provision.certainty],
    )
