"""The words views are written in."""

from typing import Any, TypeVar

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

T = TypeVar("T")


def find(thing: T | None) -> T:
    """What is not there is 404."""
    if thing is None:
        abort(404)
    return thing


def see(endpoint: str, **values: Any) -> Response:
    """Done; look there."""
    return redirect(url_for(endpoint, **values), code=303)
