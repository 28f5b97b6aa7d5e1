"""Who is behind this request: the session's key in a cookie, its row, and when it was last seen.

GET changes no row, so "last seen" travels in the page cookie, signed, and is renewed at most once a minute.
"""

from datetime import UTC, datetime
from ipaddress import IPv4Address, ip_address, ip_network

from flask import Response, current_app, request, session

from app.accounts import rules, visits
from app.accounts.codes import Vault
from app.accounts.passwords import secret_digest
from app.core import clock
from app.core.actor import Actor

_SEEN = "seen"


def network() -> str:
    """The visitor's address as counted and journalled; whoever has one IPv6 address has its whole /64."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


def session_key() -> str | None:
    return request.cookies.get(current_app.config["SIGN_IN_COOKIE_NAME"])


def find_actor() -> Actor | None:
    """The signed-in person, or None for a guest; rights are read anew at each request."""
    key = session_key()
    if not key:
        return None
    now = clock.now()
    seen = _last_seen()
    if seen is None or now - seen > rules.IDLE:
        return None
    found = actor_behind(key, now)
    if found is not None and (now - seen).total_seconds() >= 60:
        mark_seen(now)
    return found


def actor_behind(key: str, now: datetime) -> Actor | None:
    """Whose open session this is; None also for those who have left meanwhile, and for those who hold a
    duty and have proven nothing but their password: a duty given a minute ago asks for more at once."""
    today = clock.day_of(now)
    found = visits.visitor(secret_digest(key), on=today)
    if found is None or now - found.begun_at > rules.LONGEST:
        return None
    if found.duties and not found.with_code and demand():
        return None
    is_nowhere = found.unit_path is None and not found.duties
    if is_nowhere and visits.is_shut_out(found.person_id, on=today):
        return None
    return Actor(
        person_id=found.person_id,
        name=found.name,
        language=found.language,
        duties=found.duties,
        unit_path=found.unit_path,
        professions=(found.profession,) if found.profession else (),
        origin=network(),
    )


def half() -> visits.Half | None:
    """Whose password was right on this browser, while the second factor is awaited; a guest to all but that page."""
    key = session_key()
    return visits.half(secret_digest(key), at=clock.now()) if key else None


def demand() -> bool:
    """Whether whoever holds a duty needs a second factor here."""
    return current_app.config["SECOND_FACTOR_REQUIRED"]


def vault() -> Vault:
    return current_app.extensions["vault"]


def _last_seen() -> datetime | None:
    stamp = session.get(_SEEN)
    return datetime.fromtimestamp(stamp, UTC) if isinstance(stamp, int) else None


def mark_seen(now: datetime) -> None:
    session[_SEEN] = int(now.timestamp())


def keep_key(response: Response, key: str) -> None:
    response.set_cookie(
        current_app.config["SIGN_IN_COOKIE_NAME"],
        key,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )


def keep_half(response: Response, key: str, half: visits.Half) -> None:
    """The browser of who has the second step before them; nothing but the language is known of them here."""
    keep_key(response, key)
    session["language"] = half.language


def welcome(response: Response, key: str, who: Actor | None) -> None:
    """From this answer on the browser is signed in.

    The language stays in the page cookie, for the moment when the session is over and we ask again.
    """
    mark_seen(clock.now())
    keep_key(response, key)
    if who is not None:
        session["language"] = who.language


def drop_key(response: Response) -> None:
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    response.delete_cookie(
        current_app.config["SIGN_IN_COOKIE_NAME"],
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
