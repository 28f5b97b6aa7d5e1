"""Input of this room: what comes with an answer. The answer itself is read by its kind of question."""

from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, NumberRange, Optional, Regexp

from app.core.bilingual import CONTENT_LANGUAGES
from app.web.forms import Form
from app.web.language import LANGUAGES

WAYS = ("next", "previous", "overview", "stay", "commit")

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
