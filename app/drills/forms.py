"""Input of this room: what is said of a pattern, and whose figures are asked for."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, InputRequired, Optional

from app.core.bilingual import CONTENT_LANGUAGES
from app.drills.rules import CERTAINTY
from app.web.forms import Form


class AnswerTurn(Form):
    """The marks on the passages are read by the rules; `shown` is the language in which the story was read.

    `language` is the one to go on in: then nothing is answered yet.
    """

    offence = SelectField(_l("What is it?"), validators=[InputRequired(_l("Name the offence."))])
    certainty = RadioField(
        _l("How sure are you?"),
        choices=[SelectChoice(str(step), _l(name)) for step, name in CERTAINTY.items()],
        validators=[InputRequired(_l("Say how sure you are."))],
    )
    shown = StringField("", validators=[Optional(), AnyOf(CONTENT_LANGUAGES)])
    language = StringField("")

    def offer(self, offences: Iterable[tuple[str, str]]) -> "AnswerTurn":
        self.offence.choices = [
            SelectChoice("", _l("Choose the offence")),
            *(SelectChoice(name, title) for name, title in offences),
        ]
        return self
