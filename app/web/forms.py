"""The base form: the reader's language, refusals onto fields."""

from collections.abc import Mapping

from flask import request
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields.core import UnboundField

from app.core.refusals import Refusal
from app.core.text import composed, tidy
from app.web.borrowed_words import Translations


class Form(FlaskForm):
    """Declared fields only; what was typed stays when the form is shown again.

    The token is checked by the guard for every unsafe request, so the form does not ask again.
    """

    class Meta:
        csrf = False
        locales: list[str] = []

        def get_translations(self, form):
            return Translations()

    @classmethod
    def from_request(cls, **kwargs):
        return cls(request.form, **kwargs)

    def accepted(self) -> bool:
        """Lazy sentences become strings: pages show strings, and pass over the errors of nested forms."""
        good = self.validate()
        for field in self:
            if isinstance(field.errors, list | tuple):
                field.errors = [str(e) if isinstance(e, LazyString) else e for e in field.errors]
        return good

    def refuse(self, field: str, refusal: Refusal) -> None:
        """A rule's no, shown at the field it concerns."""
        target = self[field]
        target.errors = [*target.errors, _(refusal.says) % refusal.values]


def form_of(name: str, fields: Mapping[str, UnboundField]) -> Form:
    """A form whose fields follow from what it is about, filled from the request."""
    made: type[Form] = type(name, (Form,), dict(fields))
    return made.from_request()


def tidied_lines(typed: str | None) -> str:
    """A filter for texts of several lines, which stay."""
    return composed(typed or "").strip()


class Line(StringField):
    """One line of text, tidied: NFC, no surrounding space."""

    def process_formdata(self, valuelist):
        super().process_formdata([tidy(value) for value in valuelist])
