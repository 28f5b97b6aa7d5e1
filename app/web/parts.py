"""Parts of pages that are made once: imported templates."""

from flask import Flask
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


class _Template(Template):
    """What is imported without context sees nothing of a page but its languages, so one of it serves all.

    The library would look at each import whether the page brought names of its own for every template; ours do not.
    """

    def _get_default_module(self, _page: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def install(app: Flask) -> None:
    app.jinja_env.template_class = _Template
