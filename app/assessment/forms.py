"""Input of this room: what comes with an answer. The answer itself is read by its kind of question."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, NumberRange, Optional, Regexp

from app.assessment.certainty import GUESSED, SURE
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
    certainty = IntegerField("", validators=[Optional(), NumberRange(GUESSED, SURE)])
    shown = StringField("", validators=[Optional(), AnyOf(CONTENT_LANGUAGES)])
    then = StringField("", validators=[Optional(), AnyOf(WAYS)])
    language = StringField("", validators=[Optional(), AnyOf(list(LANGUAGES))])


class BeliefFilter(Form):
    """Which test is asked about: the first, unless the address says otherwise."""

    test = SelectField(_l("Test"))

    @classmethod
    def from_address(cls, asked: Mapping[str, str], *, tests: Mapping[str, str]) -> "BeliefFilter":
        form = cls(MultiDict({name: value for name, value in asked.items() if value.strip()}))
        form.test.choices = [SelectChoice(key, name) for key, name in tests.items()]
        form.test.data = form.test.data or next(iter(tests), None)
        return form
