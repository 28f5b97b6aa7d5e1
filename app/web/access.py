"""Who may come in. A view without a mark stays shut; so forgetting is safe.

`guard` runs before every request: it finds the view, proves an unsafe request, learns who asks and
compares that with the view's mark. `require` is asked by every view whose address names a thing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from app.core.actor import Actor
from app.core.words import N_
from app.db.session import begin_writing

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

csrf = CSRFProtect()

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody, signed in or not."""
    return _mark(view, ("public",))


def signed_in(view: View) -> View:
    return _mark(view, ("signed in",))


def duty(*kinds: str) -> Callable[[View], View]:
    """Somebody who holds one of these duties, over whichever unit; `require` asks about the unit."""
    return lambda view: _mark(view, kinds)


def reads(view: View) -> View:
    """An unsafe method that runs as a reading request and opens its short transactions itself."""
    view.runs_reading = True  # type: ignore[attr-defined]
    return view


def from_outside(view: View) -> View:
    """Another system calls, and the view proves it itself; no token of ours is asked for."""
    view.from_outside = True  # type: ignore[attr-defined]
    return view


def takes_file(view: View) -> View:
    """The form has a file in it; at every other address a file is refused before anything reads it."""
    view.takes_file = True  # type: ignore[attr-defined]
    return view


def _mark(view: View, audience: tuple[str, ...]) -> View:
    view.audience = audience  # type: ignore[attr-defined]
    return view


class NotSignedIn(Exception):
    """The page is for people who signed in; the answer is the way to the sign-in page."""


class NotFromHere(Exception):
    """An unsafe request that did not come from one of our own pages."""

    says = N_(
        "This request did not come from a page of this site, so nothing was changed. Open the page again and repeat."
    )


def install(app, find_actor: Callable[[], Actor | None]) -> None:
    """`find_actor` reads the session's cookie; it belongs to a higher room and is handed in."""

    def guard() -> None:
        g.asked = False
        if request.endpoint is None:
            return
        view = current_app.view_functions[request.endpoint]
        unsafe = request.method not in SAFE
        if unsafe and not getattr(view, "from_outside", False):
            _prove_origin()
        g.actor = find_actor()
        if unsafe and not getattr(view, "from_outside", False):
            _prove_token()
        _admit(getattr(view, "audience", None), g.actor)
        if unsafe and not getattr(view, "runs_reading", False):
            begin_writing()

    app.before_request(guard)
    csrf.init_app(app)


def _prove_origin() -> None:
    """Sec-Fetch-Site says who sent it, in every present browser; Origin in those before."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site == "same-origin":
            return
        raise NotFromHere
    if request.headers.get("Origin") != request.host_url.rstrip("/"):
        raise NotFromHere


def _prove_token() -> None:
    try:
        csrf.protect()
    except CSRFError as error:
        raise NotFromHere from error


def _admit(audience: tuple[str, ...] | None, actor: Actor | None) -> None:
    if audience is None:
        abort(403)
    if audience == ("public",):
        return
    if actor is None:
        raise NotSignedIn
    if audience != ("signed in",) and not actor.has(*audience):
        abort(403)


class Forbidden(Exception):
    """A colleague sees the thing but may not do this; `say` tells who could help."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


def require(may: bool, say: str | None = None) -> None:
    """Strangers get 404: they do not learn that the thing exists. With `say`, colleagues get 403."""
    g.asked = True
    if may:
        return
    if say is None:
        abort(404)
    raise Forbidden(say)


def actor() -> Actor:
    """Who asks; in a view that is not public there always is one."""
    found: Actor | None = g.get("actor")
    if found is None:
        raise NotSignedIn
    return found


def me() -> int:
    """The id of the person who asks."""
    person_id = actor().person_id
    assert person_id is not None, "a request is never a command"
    return person_id


def guest_or_actor() -> Actor | None:
    return g.get("actor")
