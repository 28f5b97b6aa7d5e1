"""Input of this room: what comes with an answer, and what a marker found. The answer itself is read by its kind."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional, Regexp

from app.assessment.certainty import GUESSED, SURE
from app.assessment.items.essay import Shape as Essay
from app.assessment.regrading import How
from app.core.bilingual import CONTENT_LANGUAGES
from app.web.forms import Form, form_of, tidied_lines
from app.web.language import LANGUAGES

WAYS = ("next", "previous", "overview", "stay", "commit")

# A device counts its changes of one answer; nobody makes more.
_MOST = 1_000_000
# Of a remark, in characters.
_SHORT = Length(max=2000)


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


def mark_essay(item: Essay, language: str) -> Form:
    """A level for each criterion of the rubric, by its place from 0, and remarks in the marker's own words."""
    fields: dict[str, UnboundField] = {}
    for n, criterion in enumerate(item.rubric):
        levels = [SelectChoice(str(m), level[language]) for m, level in enumerate(criterion.levels)]
        label = criterion.text[language]
        fields[f"level_{n}"] = RadioField(label, choices=levels, validators=[InputRequired()])
        said = _l("Remark: %(criterion)s", criterion=label)
        fields[f"remark_{n}"] = TextAreaField(said, validators=[_SHORT], filters=[tidied_lines])
    fields["remark"] = TextAreaField(
        _l("Remark on the whole answer"),
        description=_l("Whoever wrote the answer reads your remarks, without your name."),
        validators=[InputRequired(), _SHORT],
        filters=[tidied_lines],
    )
    return form_of("MarkEssay", fields)


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
