"""Input of this room: which step of a run a page was made for, notes and reflections."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from app.core.bilingual import CONTENT_LANGUAGES
from app.scenarios.rules import LONGEST_NOTE, LONGEST_REFLECTION
from app.web.forms import Form
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
