"""Input of this room: which step of a run a page was made for, notes and reflections."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from app.core.bilingual import CONTENT_LANGUAGES, Bilingual
from app.scenarios.rules import LONGEST_NOTE, LONGEST_REFLECTION, LONGEST_REMARK
from app.scenarios.wording import LEVELS
from app.web.forms import Form, form_of, tidied_lines
from app.web.language import LANGUAGES

# Nobody takes so many steps; more is no number of one.
_MOST = 100_000


class Step(Form):
    """`number` is the step the page was made for, `shown` the language in which it was read, `language` the one to go on
    in. What is chosen or filled in is read by the kind of the scene.

    Nobody sees these fields. Without an empty label each would be given one, and have it translated.
    """

    number = IntegerField("", validators=[InputRequired(), NumberRange(1, _MOST)])
    shown = StringField("", validators=[Optional(), AnyOf(CONTENT_LANGUAGES)])
    language = StringField("", validators=[Optional(), AnyOf(list(LANGUAGES))])


class Note(Form):
    note = TextAreaField(
        _l("Your own note"), validators=[InputRequired(), Length(max=LONGEST_NOTE)]
    )


class Reflect(Form):
    reflection = TextAreaField(
        _l("What will you do differently in your next case?"),
        validators=[InputRequired(), Length(max=LONGEST_REFLECTION)],
    )


def mark_writing(criteria: Mapping[str, Bilingual], language: str) -> Form:
    """A level for each criterion by its place from 0, and a remark in the trainer's own words."""
    levels = [SelectChoice(str(level), lazy_gettext(name)) for level, name in LEVELS.items()]
    fields: dict[str, UnboundField] = {
        f"level_{n}": RadioField(text[language], choices=levels, validators=[InputRequired()])
        for n, text in enumerate(criteria.values())
    }
    fields["remark"] = TextAreaField(
        _l("Your remark"),
        description=_l("Whoever wrote the text reads your remark, without your name."),
        validators=[InputRequired(), Length(max=LONGEST_REMARK)],
        filters=[tidied_lines],
    )
    return form_of("MarkWriting", fields)
