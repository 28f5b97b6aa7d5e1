"""What is asked of a report, from its address: course, day, filters, cut."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from app.accounts.kinds import NAMES, Profession, Region, Sex
from app.reports.judging import STEPS, Step
from app.reports.scope import CUTS, LANGUAGES, Cut, a_year_before
from app.web.forms import Form

# Nothing was recorded before; and a year can be counted back from it.
EARLIEST = date(2000, 1, 1)

_ALL = SelectChoice("", _l("All"))
NOT_DIVIDED = "none"


def _named(names: Mapping) -> list[SelectChoice]:
    return [SelectChoice(str(value), _l(name)) for value, name in names.items()]


def _kinds(kinds: Iterable) -> list[SelectChoice]:
    return [_ALL, *_named({kind: NAMES[kind] for kind in kinds})]


def _offered(things: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in things.items()]


class ReportFilters(Form):
    """Fields of the address; what is left empty narrows nothing. Choices of courses and places are the view's."""

    course = SelectField(_l("Course"))
    on = DateField(_l("As of the end of the day"))
    institution = SelectField(_l("Institution"), default="")
    unit = SelectField(_l("Unit"), default="")
    profession = SelectField(_l("Profession"), default="", choices=_kinds(Profession))
    sex = SelectField(_l("Sex"), default="", choices=_kinds(Sex))
    region = SelectField(_l("Region"), default="", choices=_kinds(Region))
    language = SelectField(_l("Language of study"), default="", choices=[_ALL, *_named(LANGUAGES)])
    by = SelectField(
        _l("Divided by"),
        default=NOT_DIVIDED,
        choices=[SelectChoice(NOT_DIVIDED, _l("Not divided")), *_named(CUTS)],
    )

    @classmethod
    def from_address(
        cls,
        asked: Mapping[str, str],
        *,
        today: date,
        courses: Mapping[str, str],
        institutions: Mapping[str, str],
        units: Mapping[str, str],
    ) -> "ReportFilters":
        """An empty field is as good as none, so that the day can be cleared."""
        form = cls(MultiDict({name: value for name, value in asked.items() if value.strip()}))
        form.today = today
        form.course.choices = _offered(courses)
        form.institution.choices = [_ALL, *_offered(institutions)]
        form.unit.choices = [_ALL, *_offered(units)]
        form.course.data = form.course.data or next(iter(courses), None)
        if not form.on.raw_data:
            form.on.data = today
        return form

    def validate_on(self, field: DateField) -> None:
        if field.data is not None and not EARLIEST <= field.data <= self.today:
            raise ValidationError(_("Choose a day from the year 2000 on, today at the latest."))

    @property
    def cut(self) -> Cut | None:
        return None if self.by.data == NOT_DIVIDED else Cut(self.by.data)


class InstitutionFilters(Form):
    """Fields of the address of an institution's report: a course, a period, a day; a group, two divisions crossed."""

    course = SelectField(_l("Course"))
    from_ = DateField(_l("From"), name="from")
    until = DateField(_l("Until"))
    on = DateField(_l("As of the end of the day"))
    only = SelectField(_l("Only this group"), default="")
    across = SelectField(_l("Two divisions crossed"), default="")

    @classmethod
    def from_address(
        cls,
        asked: Mapping[str, str],
        *,
        today: date,
        courses: Mapping[str, str],
        groups: Mapping[str, str],
        pairs: Mapping[str, str],
    ) -> "InstitutionFilters":
        """Without days: the year up to today."""
        form = cls(MultiDict({name: value for name, value in asked.items() if value.strip()}))
        form.today = today
        form.course.choices = _offered(courses)
        form.only.choices = [_ALL, *_offered(groups)]
        form.across.choices = [SelectChoice("", _l("None")), *_offered(pairs)]
        form.course.data = form.course.data or next(iter(courses), None)
        for field, day in ((form.from_, a_year_before(today)), (form.until, today)):
            if not field.raw_data:
                field.data = day
        if not form.on.raw_data:
            form.on.data = min(today, form.until.data or today)
        return form

    def validate_on(self, field: DateField) -> None:
        if field.data is not None and not EARLIEST <= field.data <= self.today:
            raise ValidationError(_("Choose a day from the year 2000 on, today at the latest."))

    def validate_from_(self, field: DateField) -> None:
        if field.data is not None and field.data < EARLIEST:
            raise ValidationError(_("Choose a day from the year 2000 on, today at the latest."))

    def validate_until(self, field: DateField) -> None:
        if field.data is None or self.from_.data is None:
            return
        if field.data < self.from_.data:
            raise ValidationError(_("The period ends before it begins."))


class Judge(Form):
    """A step in the life of a report that is kept; which of them may be taken now is a rule."""

    step = RadioField(_l("What do you decide?"), validators=[InputRequired()])
    reason = TextAreaField(
        _l("Reason"),
        validators=[Length(max=1000)],
        description=_l("Needed where the report is returned or evidence is asked for."),
    )

    @classmethod
    def offering(cls, steps: Iterable[Step]) -> "Judge":
        form = cls(request.form if request.method == "POST" else None)
        form.step.choices = [SelectChoice(step.value, _l(STEPS[step])) for step in steps]
        if request.method != "POST" and len(form.step.choices) == 1:
            form.step.data = form.step.choices[0].value
            form.reason.description = ""
        return form
