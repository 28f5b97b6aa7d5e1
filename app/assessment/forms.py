"""Input of this room: what comes with an answer. The answer itself is read by its kind of question."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional, Regexp

from app.assessment.regrading import How
from app.core.bilingual import CONTENT_LANGUAGES
from app.web.forms import Form
from app.web.language import LANGUAGES

WAYS = ("next", "previous", "overview", "stay")

# A device counts its changes of one answer; nobody makes more.
_MOST = 1_000_000


class SaveAnswer(Form):
    """`shown` is the language in which the question was read, `language` the one to go on in.

    Nobody sees these fields. Without an empty label each would be given one, and have it translated.
    """

    client_id = StringField("", validators=[Optional(), Regexp(r"[A-Za-z0-9-]{8,36}\Z")])
    version = IntegerField("", validators=[Optional(), NumberRange(1, _MOST)])
    shown = StringField("", validators=[Optional(), AnyOf(CONTENT_LANGUAGES)])
    then = StringField("", validators=[Optional(), AnyOf(WAYS)])
    language = StringField("", validators=[Optional(), AnyOf(list(LANGUAGES))])


class AskRegrade(Form):
    """How, and for whom, was chosen before."""

    how = HiddenField("", validators=[AnyOf([how.value for how in How])])
    unit = HiddenField("", validators=[Regexp(r"[0-9]{1,15}\Z")])
    reason = TextAreaField(
        _l("Reason"),
        description=_l(
            "Everybody whose test is marked again will read this sentence on their result."
        ),
        validators=[InputRequired(), Length(min=10, max=500)],
    )
