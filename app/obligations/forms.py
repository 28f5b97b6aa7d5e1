"""Input of this room: what is required of whom, when it ends, who is exempt."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.accounts.kinds import NAMES, PostKind, Profession
from app.web.forms import Form, tidied_lines

# Outside these a day is a slip of the finger.
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)

# No row has a larger number; databases take none.
LARGEST = 2**63 - 1


def _plausible(_form, field) -> None:
    if field.data and not _FIRST_DAY <= field.data <= _LAST_DAY:
        raise ValidationError(_l("Check the year."))


def _number(chosen: str | None) -> int | None:
    number = int(chosen) if chosen else None
    if number is not None and number > LARGEST:
        raise ValueError
    return number


def _any_of(label, kinds, nothing) -> SelectField:
    named = [SelectChoice(kind.value, _l(NAMES[kind])) for kind in kinds]
    choices = [SelectChoice("", nothing), *named]
    return SelectField(label, [Optional()], choices=choices)


class RequirementForm(Form):
    """`course`, `unit` and `post` are offered by the view."""

    course = SelectField(_l("Course"), [DataRequired()])
    unit = SelectField(
        _l("Of the posts of this unit and all below it"), [DataRequired()], coerce=_number
    )
    profession = _any_of(_l("Profession"), Profession, _l("Every profession"))
    kind = _any_of(_l("Kind of post"), PostKind, _l("Every kind of post"))
    post = SelectField(_l("One post only"), [Optional()], coerce=_number)
    within_days = IntegerField(
        _l("Days to complete it"),
        [InputRequired(), NumberRange(1, 1100)],
        description=_l("Counted from taking the post, or from the first day of the requirement."),
    )
    valid_months = IntegerField(
        _l("Valid for so many months"),
        [Optional(), NumberRange(6, 120)],
        description=_l(
            "Then the course is studied anew. Without a number it is valid as long as the certificate."
        ),
    )
    law_as_of = DateField(
        _l("Law as of this day or later"),
        [Optional(), _plausible],
        description=_l("Only releases of the course that teach the law of this day are enough."),
    )
    tell_head = BooleanField(_l("Remind the head as well"))
    tell_registrar = BooleanField(_l("Remind the registrar as well"))
    from_day = DateField(_l("From which day"), [InputRequired(), _plausible])
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(), Length(min=5, max=500)],
        filters=[tidied_lines],
        description=_l("An order, a decision, or why it changes. It is kept with the requirement."),
    )

    def offer(
        self, courses: Mapping[str, str], units: Mapping[int, str], posts: Mapping[int, str]
    ) -> None:
        self.course.choices = [
            SelectChoice("", _l("Choose a course")),
            *(SelectChoice(*one) for one in courses.items()),
        ]
        self.unit.choices = [SelectChoice("", _l("Choose a unit")), *_texts(units)]
        self.post.choices = [SelectChoice("", _l("Every post")), *_texts(posts)]


def _texts(names: Mapping[int, str]) -> list[SelectChoice]:
    return [SelectChoice(str(number), name) for number, name in names.items()]


class EndForm(Form):
    on_day = DateField(_l("First day without it"), [InputRequired(), _plausible])


class ExemptForm(Form):
    """`requirement` is offered by the view."""

    requirement = SelectField(_l("From what"), [DataRequired()], coerce=_number)
    last_day = DateField(_l("Last day of the exemption"), [InputRequired(), _plausible])
    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(), Length(min=10, max=500)],
        filters=[tidied_lines],
        description=_l("It is kept, and read by whoever checks who is trained."),
    )

    def offer(self, asked: Mapping[int, str]) -> None:
        self.requirement.choices = [SelectChoice("", _l("Choose a course")), *_texts(asked)]
