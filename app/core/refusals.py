"""A rule says no, in words that can be translated."""

from app.core.words import N_


class Refusal(Exception):
    """Subclasses carry their sentence in `says`, an English message key with %(name)s places.

    The places are filled from the keyword arguments of the constructor. Sentences avoid counting
    nouns, because Russian has three plural forms.
    """

    says = N_("This is not possible now.")

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values
