"""Every setting: name, default, meaning. Values come from the environment; what is unsafe has no default."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 32


class UnsafeSettings(Exception):
    """The program does not start; the message says what to set."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str | None
    meaning: str


SETTINGS = (
    Setting("MURAS_DEMONSTRATION", "0", "1: demonstration mode: invented people, sign-in names on the sign-in page, letters readable on a page. Never in production."),
    Setting("SECRET_KEY", None, "At least 32 random characters; signs cookies and seals the keys of second factors. Demonstration mode makes its own."),
    Setting("SECRET_KEY_FALLBACKS", "", "Earlier keys, separated by spaces, still accepted while a key is being replaced."),
    Setting("SECOND_FACTOR", "", "required: whoever holds a duty needs a second factor; off: nobody has to. Without it: off in demonstration mode, otherwise required. Production does not start with off."),
    Setting("PUBLIC_ADDRESS", None, "The address people type, for instance https://muras.example.kg; links in letters and on certificates begin with it."),
    Setting("DATABASE_URL", "sqlite:///instance/muras.db", "sqlite:///path or postgresql://user:password@host/name."),
    Setting("SIGNING_KEY_FILE", "instance/signing-key.pem", "Ed25519 private key that signs certificates; kept outside the database and its backups."),
    Setting("TRUSTED_PROXIES", "0", "How many proxies in front of the program may state the visitor's address."),
    Setting("MAIL_SERVER", "", "host:port of the mail server; without it letters wait."),
    Setting("MAIL_FROM", "", "Sender of letters."),
)  # fmt: skip


def load(environ: dict[str, str] | None = None) -> dict[str, object]:
    """The settings as Flask's configuration; raises UnsafeSettings with a sentence that says what to set."""
    given = dict(os.environ if environ is None else environ)
    value = {s.name: given.get(s.name, s.default) for s in SETTINGS}
    demonstration = value["MURAS_DEMONSTRATION"] == "1"
    if demonstration:
        value["SECRET_KEY"] = value["SECRET_KEY"] or _own_key(ROOT / "instance" / "secret-key")
        value["PUBLIC_ADDRESS"] = value["PUBLIC_ADDRESS"] or "http://127.0.0.1:8000"
    key, address = value["SECRET_KEY"] or "", value["PUBLIC_ADDRESS"] or ""
    if len(key) < SHORTEST_KEY or len(set(key)) < 8:
        raise UnsafeSettings(
            "Set SECRET_KEY to at least 32 random characters, for instance the output of: openssl rand -hex 32"
        )
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsafeSettings(
            "Set PUBLIC_ADDRESS to the address people type, for instance https://muras.example.kg"
        )
    if (
        parts.scheme == "http"
        and not demonstration
        and parts.hostname not in ("127.0.0.1", "localhost")
    ):
        raise UnsafeSettings("PUBLIC_ADDRESS must begin with https:// outside demonstration mode")
    if value["SECOND_FACTOR"] not in ("", "required", "off"):
        raise UnsafeSettings("Set SECOND_FACTOR to required or off, or leave it out")
    if value["SECOND_FACTOR"] == "off" and not demonstration:
        raise UnsafeSettings("SECOND_FACTOR must not be off in production")
    if given.get("FLASK_DEBUG") == "1" and not demonstration:
        raise UnsafeSettings("FLASK_DEBUG must not be set in production")
    return _configuration(value, parts, demonstration)


def _configuration(value: dict[str, str | None], parts, demonstration: bool) -> dict[str, object]:
    secure = parts.scheme == "https"
    default = "off" if demonstration else "required"
    hosts = [parts.hostname]
    if demonstration:
        hosts += ["127.0.0.1", "localhost", "[::1]"]
    return {
        "DEMONSTRATION": demonstration,
        "SECRET_KEY": value["SECRET_KEY"],
        "SECRET_KEY_FALLBACKS": (value["SECRET_KEY_FALLBACKS"] or "").split(),
        "SECOND_FACTOR_REQUIRED": (value["SECOND_FACTOR"] or default) == "required",
        "PUBLIC_ADDRESS": (value["PUBLIC_ADDRESS"] or "").rstrip("/"),
        "TRUSTED_HOSTS": hosts,
        "TRUSTED_PROXIES": int(value["TRUSTED_PROXIES"] or 0),
        "SQLALCHEMY_DATABASE_URI": _database(value["DATABASE_URL"] or ""),
        "SIGNING_KEY_FILE": str(ROOT / (value["SIGNING_KEY_FILE"] or "")),
        "MAIL_SERVER": value["MAIL_SERVER"],
        "MAIL_FROM": value["MAIL_FROM"],
        "SESSION_COOKIE_NAME": "__Host-muras-page" if secure else "muras-page",
        "SIGN_IN_COOKIE_NAME": "__Host-muras" if secure else "muras",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "MAX_FORM_PARTS": 500,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": "ky",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Bishkek",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
    }


def _database(url: str) -> str:
    """Relative SQLite paths are counted from the root of the project; PostgreSQL is reached through psycopg 3."""
    if url.startswith("sqlite:///") and not url.startswith("sqlite:////") and ":memory:" not in url:
        return f"sqlite:///{ROOT / url.removeprefix('sqlite:///')}"
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _own_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()
