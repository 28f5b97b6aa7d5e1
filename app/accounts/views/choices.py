"""What stands to choose from in the forms of several pages."""

from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.fields import SelectChoice

from app.accounts import access, queries
from app.accounts.models import Post, Unit
from app.core import clock
from app.web.access import actor
from app.web.language import interface_language


def posts(field: SelectField, *more: Post) -> dict[int, Post]:
    """Vacant posts within the keeper's reach, by number; the field offers them, and `more` before them."""
    vacant = queries.vacant_posts(actor(), on=clock.today())
    found = {post.id: post for post in (*more, *vacant)}
    language = interface_language()
    field.choices = [SelectChoice("", _("Choose a post"))] + [
        SelectChoice(str(number), f"{post.unit.name[language]}: {post.name[language]}")
        for number, post in found.items()
    ]
    return found


def units_kept(field: SelectField) -> dict[int, Unit]:
    """Units of the keeper's reach, for secondments."""
    who, language = actor(), interface_language()
    found = {u.id: u for u in queries.units(who) if access.may_keep_people(who, u.path)}
    field.choices = [SelectChoice("", _("No unit"))] + [
        SelectChoice(str(number), "\u2003" * (unit.path.count("/") - 2) + unit.name[language])
        for number, unit in found.items()
    ]
    return found


def units(field: SelectField) -> dict[int, Unit]:
    """Units over which an administrator may grant duties, indented as the tree."""
    who, language = actor(), interface_language()
    found = {u.id: u for u in queries.units(who) if who.holds("administrator", u.path)}
    field.choices = [SelectChoice("", _("Choose a unit"))] + [
        SelectChoice(str(number), "\u2003" * (unit.path.count("/") - 2) + unit.name[language])
        for number, unit in found.items()
    ]
    return found
