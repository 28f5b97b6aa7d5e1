"""Input about service: ranks, absences, facts put right, records made one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.accounts import ranks
from app.accounts.forms import choice_field, day_field, kinds_of, plausible
from app.accounts.kinds import AbsenceKind, Profession
from app.web.forms import Form, tidied_lines
from app.web.language import interface_language


def _reason(label, description="") -> TextAreaField:
    return TextAreaField(
        label,
        [DataRequired(), Length(max=500)],
        description=description,
        filters=[tidied_lines],
        render_kw={"rows": 3},
    )


def _open_end(label) -> DateField:
    return DateField(
        label, [Optional(), plausible], description=_l("Leave it empty when no end is known.")
    )


def _why() -> TextAreaField:
    return _reason(
        _l("Why is this put right?"),
        _l("For instance the number and day of the order. Kept beside what it said before."),
    )


class RankForm(Form):
    rank = SelectField(_l("Rank"), [DataRequired()])
    from_day = day_field(_l("Held from"))

    def offer(self, profession: Profession | None) -> None:
        """Those of this profession; nothing is chosen beforehand."""
        language = interface_language()
        self.rank.choices = [SelectChoice("", _("Choose a rank"))] + [
            SelectChoice(rank.key, rank.name[language])
            for rank in (ranks.of(profession) if profession else [])
        ]


class AbsenceForm(Form):
    kind = SelectField(_l("Why"), [InputRequired()], choices=kinds_of(AbsenceKind))
    from_day = day_field(_l("First day away"))
    until_day = _open_end(_l("First day back"))
    unit = SelectField(
        _l("Seconded to"),
        [Optional()],
        coerce=lambda chosen: int(chosen or 0),
        description=_l("Only for a secondment, and only when it is one of our units."),
    )


class EndAbsenceForm(Form):
    until_day = day_field(_l("First day back"))


class RestateAppointmentForm(Form):
    post = choice_field(_l("Post"))
    from_day = day_field(_l("First day on this post"))
    until_day = day_field(_l("First day elsewhere"))
    reason = _why()


class RestateRankForm(RankForm):
    reason = _why()


class RestateAbsenceForm(AbsenceForm):
    reason = _why()


class MergeForm(Form):
    keep = RadioField(
        _l("Which record is kept?"),
        [InputRequired()],
        description=_l("The other one leads to it: nobody signs in with it, and nothing is lost."),
    )
    reason = _reason(_l("How do you know?"))
