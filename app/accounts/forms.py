"""Input of this room: shape and plain limits; what depends on the state of the world is a rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, PasswordField, RadioField, SelectField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from app.accounts.kinds import NAMES, PostKind, Profession, Region, Sex
from app.accounts.rules import TWO_PERSON_DUTIES, sign_in_name
from app.core.words import N_
from app.web.forms import Form, Line
from app.web.language import LANGUAGES
from app.web.links import safe_path

DUTIES = {
    "head": N_("Head of unit"),
    "trainer": N_("Trainer"),
    "author": N_("Author"),
    "translator": N_("Translator"),
    "reviewer": N_("Reviewer"),
    "registrar": N_("Registrar"),
    "auditor": N_("Auditor"),
    "administrator": N_("Administrator"),
}

# Outside these a day is a slip of the finger.
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2100, 1, 1)


def _named(names: Mapping) -> list[SelectChoice]:
    return [SelectChoice(str(value), _l(name)) for value, name in names.items()]


def kinds_of(kinds: Iterable) -> list[SelectChoice]:
    return _named({kind.value: NAMES[kind] for kind in kinds})


def plausible(_form, field) -> None:
    if field.data and not _FIRST_DAY <= field.data <= _LAST_DAY:
        raise ValidationError(_l("Check the year."))


def _line(label, *, most: int, description="") -> Line:
    return Line(label, [DataRequired(), Length(max=most)], description=description)


def choice_field(label) -> SelectField:
    """Offered by the view; nothing is chosen beforehand, so that nobody sends the first by accident."""
    return SelectField(label, [DataRequired()], coerce=lambda chosen: int(chosen or 0))


def day_field(label, description="") -> DateField:
    return DateField(label, [InputRequired(), plausible], description=description)


def _address(label, *first) -> Line:
    return Line(
        label,
        [
            *first,
            Length(max=254),
            Regexp(
                r"^[!-?A-~]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$",
                message=_l("This is not an e-mail address."),
            ),
        ],
        render_kw={"inputmode": "email", "autocapitalize": "none"},
    )


# ── signing in ────────────────────────────────────────────────────────────────


class SignIn(Form):
    sign_in_name = Line(
        _l("Sign-in name"),
        [DataRequired(), Length(max=100)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


@dataclass(frozen=True)
class Kept:
    """What somebody had typed when their session was over, carried through signing in again."""

    path: str = ""
    fields: tuple[tuple[str, str], ...] = ()


_PREFIX = "kept-"


def keep(path: str, posted: MultiDict) -> Kept:
    """Secrets are typed again; the token belongs to the page and not to what was typed."""
    fields = (
        (name, value)
        for name, value in posted.items(multi=True)
        if name != "csrf_token" and "password" not in name and not name.startswith("one_time")
    )
    return Kept(safe_path(path), tuple(fields))


def kept_before(posted: MultiDict) -> Kept:
    """What an earlier sign-in page carried."""
    if "kept_path" not in posted:
        return Kept()
    fields = (
        (name.removeprefix(_PREFIX), value)
        for name, value in posted.items(multi=True)
        if name.startswith(_PREFIX)
    )
    return Kept(safe_path(posted["kept_path"]), tuple(fields))


def _code(label, description) -> Line:
    """Digits in groups, as people type them."""
    how = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return Line(label, [DataRequired(), Length(max=60)], description=description, render_kw=how)


_ANY_CODE = _l("The six digits that the app shows now, or one of your recovery codes.")


class CodeForm(Form):
    """A code of the device that is known."""

    one_time_code = _code(_l("Code"), _ANY_CODE)
    next = HiddenField()


class NewDeviceForm(Form):
    """The first code of a device."""

    one_time_code = _code(_l("Code from the app"), _l("The six digits that the app shows now."))
    next = HiddenField()


class OtherDeviceForm(NewDeviceForm):
    """The first code of a device that takes the place of another."""

    one_time_present = _code(_l("Code from the present app, or a recovery code"), _ANY_CODE)


class AskForReset(Form):
    who = _line(_l("Sign-in name or address"), most=254)


class ChoosePassword(Form):
    password = PasswordField(
        _l("New password"),
        [InputRequired()],
        description=_l(
            "At least 12 characters. Three or four words that do not belong together are easy to remember."
        ),
        render_kw={"autocomplete": "new-password"},
    )
    password_again = PasswordField(
        _l("The same once more"), [InputRequired()], render_kw={"autocomplete": "new-password"}
    )

    def validate_password_again(self, field) -> None:
        if field.data != self.password.data:
            raise ValidationError(_l("The two are not the same."))


class AddressForm(Form):
    address = _address(_l("New address for letters (e-mail)"), DataRequired())
    password = PasswordField(
        _l("Your password"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )


# ── people ────────────────────────────────────────────────────────────────────


class PersonForm(Form):
    """What a registrar may correct."""

    family_name = _line(_l("Family name"), most=80)
    given_name = _line(_l("Given name"), most=80)
    patronymic = Line(_l("Patronymic"), [Length(max=80)])
    sex = RadioField(
        _l("Sex"),
        [InputRequired()],
        choices=_named({Sex.FEMALE.value: N_("Female"), Sex.MALE.value: N_("Male")}),
    )
    sign_in_name = Line(
        _l("Sign-in name"),
        [
            DataRequired(),
            Length(min=2, max=100),
            Regexp(
                r"^[a-z0-9][a-z0-9.-]*[a-z0-9]$",
                message=_l("Use Latin letters and digits, with a dot or a hyphen between them."),
            ),
        ],
        filters=[lambda typed: sign_in_name(typed) if typed else typed],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    address = _address(_l("Address for letters (e-mail)"), Optional())


class NewPersonForm(PersonForm):
    language = RadioField(
        _l("Language of letters and pages"),
        [InputRequired()],
        choices=LANGUAGES,
        default="ky",
    )
    post = choice_field(_l("Post"))
    on_day = day_field(_l("First day on this post"))


class PlaceForm(Form):
    """Appointing and moving."""

    post = choice_field(_l("Post"))
    on_day = day_field(_l("First day on this post"))


class LeaveForm(Form):
    on_day = day_field(
        _l("First day outside the service"),
        description=_l("From this day on the person cannot sign in, and their duties end."),
    )


class DutyForm(Form):
    kind = SelectField(_l("Duty"), [InputRequired()], choices=_named(DUTIES))
    unit = choice_field(_l("Over this unit and all below it"))
    on_day = day_field(_l("From which day"))

    @property
    def needs_two(self) -> bool:
        return self.kind.data in TWO_PERSON_DUTIES


# ── units and posts ───────────────────────────────────────────────────────────


class _NamedForm(Form):
    name_ky = _line(_l("Name in Kyrgyz"), most=200)
    name_ru = _line(_l("Name in Russian"), most=200)
    name_en = Line(_l("Name in English"), [Length(max=200)])


class UnitForm(_NamedForm):
    region = SelectField(_l("Region"), [InputRequired()], choices=kinds_of(Region))


class PostWordsForm(_NamedForm):
    """What may be corrected of a post."""

    kind = SelectField(
        _l("Kind of post"),
        [InputRequired()],
        choices=kinds_of(PostKind),
        default=PostKind.OTHER.value,
        description=_l(
            "What is done on this post: requirements and reports tell posts apart by it."
        ),
    )


class PostForm(PostWordsForm):
    profession = SelectField(_l("Profession"), [InputRequired()], choices=kinds_of(Profession))
