"""Input of this room: which lesson, which test, which group, why a certificate is revoked, which code to check."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.core.numbers import tidy_code
from app.web.forms import Form, Line


class ReadLesson(Form):
    lesson = Line(validators=[InputRequired(), Length(max=100)])


class BeginTest(Form):
    test = Line(validators=[InputRequired(), Length(max=100)])


class BeginRun(Form):
    """`again`: what is open is left, and the case begins anew."""

    scenario = Line(validators=[InputRequired(), Length(max=100)])
    again = BooleanField("")


class GroupForm(Form):
    title = Line(
        _l("Name of the group"),
        description=_l("For instance the place and the month; members see it."),
        validators=[InputRequired(), Length(max=120)],
    )


class JoinGroup(Form):
    code = StringField(
        _l("Code of the group"),
        description=_l(
            "Ten letters and digits from the trainer. Capitals and hyphens do not matter."
        ),
        validators=[InputRequired(), Length(max=60)],
    )


class AddMember(Form):
    person = IntegerField(validators=[InputRequired()])


class NewTrainer(Form):
    trainer = SelectField(_l("New trainer"), coerce=str, validators=[InputRequired()])


class Revoke(Form):
    reason = TextAreaField(
        _l("Reason"),
        description=_l("Everybody who checks the certificate will read this sentence."),
        validators=[InputRequired(), Length(min=10, max=500)],
    )


class _AtTest(Form):
    """`test` is offered by the view; nothing is chosen beforehand."""

    test = SelectField(_l("Test"), [DataRequired()])

    def offer(self, tests: Mapping[str, str]) -> None:
        self.test.choices = [("", _l("Choose a test")), *tests.items()]


class Allow(_AtTest):
    minutes = IntegerField(
        _l("Minutes more"),
        [Optional(), NumberRange(1, 480)],
        description=_l("For every attempt from now on. An open attempt ends later at once."),
    )
    attempts = IntegerField(_l("Attempts more"), [Optional(), NumberRange(1, 10)])
    until_day = DateField(
        _l("May take it until"),
        [Optional()],
        description=_l("The last day, where the unit takes the test in set days."),
    )
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(), Length(min=10, max=500)],
        description=_l("It is kept, and read by whoever checks the results."),
    )


class SetWindow(_AtTest):
    first_day = DateField(_l("First day"), [InputRequired()])
    last_day = DateField(_l("Last day"), [InputRequired()])


class CheckCode(Form):
    code = StringField(
        _l("Code of the certificate"),
        description=_l(
            "It stands on the certificate, beside the square code. Capitals and hyphens do not matter."
        ),
        validators=[InputRequired(), Length(max=60)],
        filters=[lambda typed: tidy_code(typed or "")],
    )
