"""Input of this room: what a page of coverage shows, how a stress test runs, what a handover says."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DecimalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from app.accounts.kinds import NAMES, PostKind, Profession, Region
from app.web.forms import Form, Line, tidied_lines

EARLIEST = date(2000, 1, 1)

_ALL = SelectChoice("", _l("All"))


def _kinds(kinds: Iterable) -> list[SelectChoice]:
    return [_ALL, *(SelectChoice(str(kind), _l(NAMES[kind])) for kind in kinds)]


class CoverageFilters(Form):
    """Fields of the address; what is left empty narrows nothing."""

    course = SelectField(_l("Course"), default="")
    profession = SelectField(_l("Profession"), default="", choices=_kinds(Profession))
    kind = SelectField(_l("Kind of post"), default="", choices=_kinds(PostKind))
    region = SelectField(_l("Region"), default="", choices=_kinds(Region))
    on = DateField(_l("As of the end of the day"))

    @classmethod
    def from_address(
        cls, asked: Mapping[str, str], *, today: date, courses: Mapping[str, str]
    ) -> "CoverageFilters":
        form = cls(MultiDict({name: value for name, value in asked.items() if value.strip()}))
        form.today = today
        form.course.choices = [_ALL, *(SelectChoice(v, name) for v, name in courses.items())]
        if not form.on.raw_data:
            form.on.data = today
        return form

    def validate_on(self, field: DateField) -> None:
        if field.data is not None and not EARLIEST <= field.data <= self.today:
            raise ValidationError(_("Choose a day from the year 2000 on, today at the latest."))

    @property
    def address(self) -> dict[str, str]:
        """The same again; today is left out, so that a link stays true tomorrow."""
        return {
            field.name: str(field.data)
            for field in self
            if field.data and not (field.name == "on" and field.data == self.today)
        }


class WriteTip(Form):
    """Steps 2 and 4: a tip, a decision."""

    text = TextAreaField(
        _l("In your own words"),
        [InputRequired(), Length(min=10, max=1000)],
        filters=[tidied_lines],
        description=_l("No names, numbers or addresses of people or cases: they are looked for."),
    )


class WriteContact(Form):
    office = Line(
        _l("Office"),
        validators=[InputRequired(), Length(min=3, max=200)],
        description=_l("An office or a desk, never a person."),
    )
    phone = Line(
        _l("Telephone of the office"),
        validators=[Optional(), Length(max=60), Regexp(r"^[0-9+() -]*$")],
    )
    text = TextAreaField(
        _l("What they help with"),
        [InputRequired(), Length(min=5, max=1000)],
        filters=[tidied_lines],
    )


class ChooseCourse(Form):
    text = SelectField(_l("Course"), [InputRequired()])


class ChooseChecklists(Form):
    text = SelectMultipleField(_l("Checklists"), [InputRequired()], validate_choice=False)

    def validate_text(self, field: SelectMultipleField) -> None:
        if not {value for value, _name in field.choices}.issuperset(field.data):
            raise ValidationError(_("Choose checklists of the courses you studied."))


class Assign(Form):
    taker = SelectField(_l("Who takes it over"), [InputRequired()])
    by_day = DateField(_l("By when"), [InputRequired()])


class StressTerms(Form):
    """Fields of the address. Without a rate, that of the last twelve months counts."""

    course = SelectField(_l("Course"))
    rate = DecimalField(
        _l("People leaving in a year, of a hundred"),
        [Optional(), NumberRange(0, 100)],
        description=_l("Left empty: as in the last twelve months, by profession and region."),
    )
    minimum = IntegerField(_l("Fewest holders in a unit"), [InputRequired(), NumberRange(1, 50)])
    runs = IntegerField(_l("How often it is calculated"), [InputRequired(), NumberRange(100, 2000)])
    seed = IntegerField(_l("Seed"), [InputRequired(), NumberRange(0, 2_147_483_647)])

    @classmethod
    def from_address(cls, asked: Mapping[str, str], *, courses: Mapping[str, str]) -> "StressTerms":
        given = {name: value for name, value in asked.items() if value.strip()}
        form = cls(MultiDict({"minimum": "1", "runs": "1000", "seed": "2026", **given}))
        form.course.choices = [SelectChoice(value, name) for value, name in courses.items()]
        form.course.data = form.course.data or next(iter(courses), None)
        return form

    @property
    def address(self) -> dict[str, str]:
        return {f.name: str(f.data) for f in self if f.data is not None}
