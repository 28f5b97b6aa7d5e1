"""What stands in the address of a list, and in which language acts and terms are named."""

from collections.abc import Sequence
from typing import TypeVar

from flask import request

from app.core.paging import Page, page_number
from app.web.language import interface_language, reading_language

T = TypeVar("T")

_LONGEST = 100


def words() -> str:
    """What is searched for."""
    return request.args.get("q", "")[:_LONGEST].strip()


def page_of(found: Sequence[T], size: int) -> Page[T]:
    number = page_number(request.args.get("page"))
    return Page(list(found[(number - 1) * size : number * size]), number, len(found), size)


def naming_language() -> str:
    """Acts and terms have English names, which texts have not."""
    is_english = interface_language() == "en" and "text" not in request.args
    return "en" if is_english else reading_language()
