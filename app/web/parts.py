"""Parts of pages that are made once: imported templates, and what a macro says of the same things."""

from collections.abc import Hashable
from functools import lru_cache

from flask import Flask
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro

from app.web.language import of_page

# Every lesson of several years in every language; then those go that were not asked for longest.
_MOST_KEPT = 2000


class _Template(Template):
    """What is imported without context sees nothing of a page but the languages, so one of it serves all.

    The library would look at each import whether the page brought names of its own for every template; ours do not.
    """

    def _get_default_module(self, _page: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


@lru_cache(maxsize=_MOST_KEPT)
def _made(macro: Macro, _interface: str, _texts: str, *given: Hashable) -> str:
    return macro(*given)


def once(macro: Macro, *given: Hashable) -> str:
    """What an imported macro makes of what it is given, made once and kept for everybody.

    So it may ask for no token, person, request or message, and is given nothing that a person wrote.

    {% import "macros/frame.html" as frame %} {{ once(frame.menu, links) }}
    """
    page = of_page()
    return _made(macro, page.language, page.text_language, *given)


def install(app: Flask) -> None:
    app.jinja_env.template_class = _Template
    app.jinja_env.globals["once"] = once
