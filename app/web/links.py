"""Where a person may be sent after signing in or switching the language: only to a path of ours."""

from urllib.parse import unquote, urlsplit


def safe_path(asked: str | None) -> str:
    """The path and query of `asked` when it is local, else `/`.

    Refused: a scheme, a host, a backslash, a control character, two leading slashes, each also after decoding.
    """
    if not asked or len(asked) > 2000:
        return "/"
    for form in (asked, unquote(asked), unquote(unquote(asked))):
        if not form.startswith("/") or form.startswith("//") or "\\" in form:
            return "/"
        if any(ord(c) < 32 or ord(c) == 127 for c in form):
            return "/"
        parts = urlsplit(form)
        if parts.scheme or parts.netloc:
            return "/"
    return asked
