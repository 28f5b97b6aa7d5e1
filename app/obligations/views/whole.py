"""What the form of a requirement offers, and what was filled in."""

from collections.abc import Mapping
from datetime import date

from flask import request

from app.accounts import queries as people
from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Unit
from app.curriculum import queries as curriculum
from app.obligations import access
from app.obligations.actions import Terms
from app.obligations.forms import RequirementForm
from app.obligations.models import Requirement
from app.web.access import actor
from app.web.language import interface_language, reading_language


def courses() -> dict[str, str]:
    language = reading_language()
    return {c.id: c.title[language] for _release, c in curriculum.current_courses()}


def units() -> dict[int, Unit]:
    """Of which the reader may require something."""
    who = actor()
    return {u.id: u for u in people.units(who) if access.may_require(who, u.path)}


def offer(form: RequirementForm, old: Requirement | None, *, on: date) -> None:
    """Posts are those of the unit that is chosen, in the address or in the form, or the only one. A change keeps the course."""
    language, there = interface_language(), units()
    names = {i: "\u2003" * (u.path.count("/") - 2) + u.name[language] for i, u in there.items()}
    only = next(iter(there)) if len(there) == 1 else None
    asked = form.unit.data or request.args.get("unit", default=only, type=int)
    posts = people.posts(asked, on=on) if asked in there else []
    offered = {key: title for key, title in courses().items() if not old or key == old.course}
    form.offer(offered, names, {post.id: post.name[language] for post in posts})
    if form.unit.data is None and asked in there:
        form.unit.data = asked


def terms(form: RequirementForm) -> Terms:
    return Terms(
        course=form.course.data,
        within_days=form.within_days.data or 0,
        unit_id=form.unit.data,
        profession=Profession(form.profession.data) if form.profession.data else None,
        kind=PostKind(form.kind.data) if form.kind.data else None,
        post_id=form.post.data,
        valid_months=form.valid_months.data,
        law_as_of=form.law_as_of.data,
        tell_head=form.tell_head.data,
        tell_registrar=form.tell_registrar.data,
    )


def values(of: Requirement) -> Mapping[str, object]:
    """What the form for a change begins with."""
    names = ("course", "within_days", "valid_months", "law_as_of", "tell_head", "tell_registrar")
    found = {name: getattr(of, name) for name in names}
    return found | {
        "unit": of.unit_id,
        "post": of.post_id,
        "profession": of.profession.value if of.profession else "",
        "kind": of.kind.value if of.kind else "",
    }
