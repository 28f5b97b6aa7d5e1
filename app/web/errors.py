"""Every answer that is not the page asked for: what happened, what the reader can do, a number to quote."""

import logging
import secrets
import traceback
from pathlib import Path

from blinker import Signal
from flask import Flask, Response, current_app, g, jsonify, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from app.core.refusals import Refusal
from app.core.words import N_
from app.db.session import db, end_writing, is_writing
from app.web.access import Forbidden, NotFromHere, NotSignedIn

log = logging.getLogger("muras")

# Announces a refusal (status, code, endpoint) so that the journal, a step above, can note it.
refused = Signal()

RETRY_AFTER = "3"

SENTENCES = {
    400: (N_("This request cannot be read"), N_("Something in it is damaged. Go back, reload the page and try again.")),
    403: (N_("This page is not open to you"), N_("If you need it for your work, ask the head of your unit or your academy’s registrar.")),
    404: (N_("There is no such page"), N_("The address may be mistyped, or the page is not open to you. The start page shows everything you can use.")),
    405: (N_("This cannot be opened like that"), N_("Go back to the page you came from and use its button.")),
    409: (N_("This is not possible now"), N_("Go back, look at the present state, and decide again.")),
    410: (N_("This is closed"), N_("It takes nothing more. The page you came from shows how it ended.")),
    413: (N_("This is too large"), N_("Shorten the text or choose a smaller file, and try again.")),
    414: (N_("This address is too long"), N_("Go to the start page and find your way from there.")),
    415: (N_("This kind of file is not accepted"), N_("The page you came from says which kinds are.")),
    422: (N_("Something in the form needs mending"), N_("Go back, look at the marked fields, and send the form again.")),
    429: (N_("Too many attempts"), N_("Wait a few minutes and try again. Nothing is locked.")),
    500: (N_("The program made a mistake"), N_("Nothing was changed. Try again; if it happens once more, tell your administrator the number below.")),
    503: (N_("The service is busy for a moment"), N_("Nothing was lost and nothing was saved. Try again in a few seconds.")),
}  # fmt: skip


def page(status: int, sentence: str | None = None, **headers: str):
    """The page (or, for scripts, the JSON) for a status, with the reader's way on."""
    title, advice = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    number = g.setdefault("quote", secrets.token_hex(4))
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=_(title), advice=sentence or _(advice), number=number), status, headers
    body = render_template(
        "errors/error.html",
        status=status,
        title=_(title),
        advice=sentence or _(advice),
        number=number,
    )
    return body, status, headers


def _http(error: HTTPException):
    if isinstance(error, SecurityError):
        # A host that is not ours: no page can be drawn, since none of its links would lead anywhere.
        return Response("This site has another name.\n", 400, mimetype="text/plain")
    status = error.code or 500
    if error.response is not None or 300 <= status < 400:
        return error
    headers = {"Retry-After": RETRY_AFTER} if status == 429 else {}
    return _refuse(status, error.name, _too_large() if status == 413 else None, **headers)


def _too_large() -> str:
    """Names the limit that applied: what is typed has a smaller one than what is uploaded, also beside a file."""
    limit, typed = request.max_content_length or 0, current_app.config["MAX_FORM_MEMORY_SIZE"]
    if limit <= typed or (request.content_length or 0) <= limit:
        most = min(limit, typed) // 1000
        return _(
            "At most %(most)d kB of typed text can be sent. Shorten it and try again.", most=most
        )
    most = limit // (1024 * 1024)
    return _("At most %(most)d MB can be sent. Choose a smaller file and try again.", most=most)


def _refusal(refusal: Refusal):
    return _refuse(409, type(refusal).__name__, _(refusal.says) % refusal.values)


def _forbidden(error: Forbidden):
    return _refuse(403, "forbidden", error.say)


def _not_from_here(error: NotFromHere):
    return _refuse(400, "origin", _(error.says))


def _database(error: DBAPIError | PoolTimeout):
    """Disk full, database away, pool empty: 503, nothing acknowledged, no restart needed."""
    _undo()
    if isinstance(error, DBAPIError) and not isinstance(error, OperationalError):
        return _unforeseen(error)
    db.engine.dispose()
    g.quote = secrets.token_hex(4)
    log.error("database unavailable %s %s", g.quote, type(error).__name__)
    return page(503, **{"Retry-After": RETRY_AFTER})


def _unforeseen(error: BaseException):
    _undo()
    g.quote = secrets.token_hex(4)
    log.error("unforeseen %s %s", g.quote, _trail(error))
    return page(500)


def _trail(error: BaseException) -> str:
    """What went wrong where, on one line. What the error itself says may quote what somebody typed."""
    places = traceback.extract_tb(error.__traceback__)
    way = " ".join(f"{Path(p.filename).name}:{p.lineno}:{p.name}" for p in places[-20:])
    cause = error.__cause__ or error.__context__
    return f"{type(error).__name__} at {way}" + (f" after {_trail(cause)}" if cause else "")


def _undo() -> None:
    """What the request changed is gone before anything else is read or written."""
    if is_writing():
        end_writing(keep=False)
    else:
        db.session.rollback()


def _refuse(status: int, code: str, sentence: str | None = None, **headers: str):
    """What cannot be noted is answered like everything else that the database does not take."""
    _undo()
    told = {"endpoint": request.endpoint or "", "actor": g.get("actor")}
    try:
        refused.send(status=status, code=code, **told)
    except (DBAPIError, PoolTimeout) as error:
        return _database(error)
    return page(status, sentence, **headers)


def install(app: Flask, sign_in) -> None:
    """`sign_in` answers a request that needs signing in; it belongs to a higher room and is handed in."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(NotFromHere, _not_from_here)
    app.register_error_handler(NotSignedIn, lambda _error: sign_in())
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(Exception, _unforeseen)
