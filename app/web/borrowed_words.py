"""Messages of WTForms, which has no Kyrgyz, listed here so that our own catalogues translate them."""

from flask_babel import gettext, ngettext

from app.core.words import N_

WORDS = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("Not a valid date value."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid input."),
    N_("Invalid email address."),
    N_("Field cannot be longer than %(max)d characters."),
    N_("Field must be at least %(min)d characters long."),
    N_("Field must be between %(min)d and %(max)d characters long."),
    N_("Number must be between %(min)s and %(max)s."),
)


class Translations:
    """The two methods WTForms asks for."""

    def gettext(self, message: str) -> str:
        return gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        # WTForms counts characters; "character" and "characters" become one neutral sentence of ours.
        return gettext(many) if many in WORDS else ngettext(one, many, n)
