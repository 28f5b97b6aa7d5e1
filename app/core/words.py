"""Marking words for translation where no request is at hand."""


def N_(message: str) -> str:
    return message
