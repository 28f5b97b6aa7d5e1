"""Input of this room: a file or pasted rows, the meaning of columns, options, who a possible duplicate is."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from app.accounts.kinds import NAMES, Profession
from app.rosters.shapes import Choice, Chosen, Column, Known, Line
from app.rosters.wording import COLUMNS
from app.web.forms import Form

_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)


def _plausible(_form, field) -> None:
    if field.data and not _FIRST_DAY <= field.data <= _LAST_DAY:
        raise ValidationError(_l("Check the year."))


class BringForm(Form):
    """The file itself is read by the view; it is no field of a form."""

    institution = SelectField(_l("Institution"), [InputRequired()], coerce=int)
    pasted = TextAreaField(
        _l("Rows of a table"),
        [Length(max=400_000)],
        description=_l("Instead of a file: copy the rows in a spreadsheet, headings included, and paste them here."),
    )  # fmt: skip


class OptionsForm(Form):
    on_day = DateField(
        _l("Day from which the list holds"),
        [InputRequired(), _plausible],
        description=_l(
            "Moves, departures and ranks count from this day, where no line tells its own."
        ),
    )
    complete = RadioField(
        _l("What the list is"),
        [InputRequired()],
        choices=[
            SelectChoice("no", _l("An addition: nobody leaves because they are not in it")),
            SelectChoice("yes", _l("The complete staff: whoever is not in it leaves the service")),
        ],
    )
    makes_posts = BooleanField(
        _l("Create posts in units that are on record where no vacant one is found")
    )
    takes_guessed_sex = BooleanField(
        _l("The sex that patronymics tell is right: take it for newcomers")
    )
    language = RadioField(
        _l("Language of the list"),
        [InputRequired()],
        choices=[SelectChoice("ky", "Кыргызча"), SelectChoice("ru", "Русский")],
        description=_l("Posts that are created bear their name in it, and newcomers get their pages in it."),
    )  # fmt: skip
    profession = SelectField(
        _l("Profession of posts that are created"),
        [InputRequired()],
        choices=[SelectChoice(kind.value, _l(NAMES[kind])) for kind in Profession],
    )


class SeenForm(Form):
    """What was shown to whoever presses the button."""

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])


def columns_fields(headings: Sequence[str], columns: Sequence[Column]) -> Mapping:
    choices = [SelectChoice(column.value, _l(name)) for column, name in COLUMNS.items()]
    return {
        f"column_{n}": SelectField(
            heading, [InputRequired()], choices=choices, default=columns[n].value
        )
        for n, heading in enumerate(headings)
    }


def duplicates_fields(lines: Sequence[Line]) -> Mapping:
    return {f"line_{line.listed.line}": _who(line) for line in lines}


def _who(line: Line) -> RadioField:
    choices: list[SelectChoice] = []
    for known in line.near:
        choices += _the_same(known)
    choices += [
        SelectChoice(Choice.ANOTHER.value, _l("Somebody else, who is new")),
        SelectChoice(Choice.OUT.value, _l("Leave this line out")),
    ]
    return RadioField(line.listed.name, choices=choices, validate_choice=True, default=None)


def _the_same(known: Known) -> list[SelectChoice]:
    """For those who left and come back, too."""
    keep = _l("%(name)s, with the name on record", name=known.name)
    rename = _l("%(name)s, with the name of the list from now on", name=known.name)
    return [
        SelectChoice(f"{Choice.KEEP.value}:{known.person_id}", keep),
        SelectChoice(f"{Choice.RENAME.value}:{known.person_id}", rename),
    ]


def chosen(text: str) -> Chosen:
    choice, _, person = text.partition(":")
    return Chosen(Choice(choice), int(person) if person else None)
