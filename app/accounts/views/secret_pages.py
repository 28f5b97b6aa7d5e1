"""What pages share that take a secret: saying that too many were wrong, and telling nobody their address."""

from flask_babel import gettext as _

from app.accounts.rules import TooManyGuesses
from app.web import errors

# The page's address holds the secret; no link on it tells the address to anybody, us included.
TELL_NOBODY = {"Referrer-Policy": "strict-origin"}


def later(refusal: TooManyGuesses) -> dict[str, str]:
    """When to come again, as a header."""
    return {"Retry-After": str(60 * refusal.minutes)}


def too_many(refusal: TooManyGuesses):
    """The page where no form is shown that could say so."""
    return errors.page(429, _(refusal.says) % refusal.values, **later(refusal))
