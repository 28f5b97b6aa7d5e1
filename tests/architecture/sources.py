"""Words in the source that no catalogue would ever see: f-strings, unmarked labels, bare text in templates."""

import ast
import re
from pathlib import Path

from jinja2 import Environment

from tests.architecture.walls import ROOT, modules

_MARKS = frozenset({"_", "gettext", "ngettext", "lazy_gettext", "N_"})
_FIELDS = re.compile(r"(Field|Line)$")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Tags, attributes that a macro adds to one, and what is typed at a keyboard.
_TAG = re.compile(r"<code>.*?</code>|<[^>]*>|\s[a-z-]+=\"[^\"]*\"", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder|label)="([^"]*)"')
# Stand in pages as they are, in every language.
_SAME = frozenset({"Muras", "PDF", "CSV", "XLSX", "Ed", "nbsp", "middot"})
# A class for the frame, not a word for the reader.
_WIDE = re.compile(r"{% block wide %}[a-z ]*{% endblock %}")


def glued(root: Path = ROOT) -> list[str]:
    """Marked texts that are computed: no catalogue can hold them."""
    return [
        f"{module.path}:{node.lineno}: a computed text in {node.func.id}()"
        for module in modules(root)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in _MARKS and node.args and _is_computed(node.args[0])
    ]


def _is_computed(text: ast.expr) -> bool:
    return isinstance(text, ast.JoinedStr | ast.BinOp | ast.Call)


def unmarked(root: Path = ROOT) -> list[str]:
    """Sentences of refusals, labels of fields and flashed words that nobody marked."""
    return [
        f"{module.path}:{node.lineno}: words that are not marked: {text.value!r}"
        for module in modules(root)
        for node in ast.walk(module.tree)
        for text in _said(node, in_form=module.part == "forms")
        if isinstance(text, ast.Constant)
        if isinstance(text.value, str) and _LETTERS.search(text.value)
    ]


def _said(node: ast.AST, *, in_form: bool) -> list[ast.expr]:
    """What a person will read, by where it stands."""
    if isinstance(node, ast.Assign):
        names = {t.id for t in node.targets if isinstance(t, ast.Name)}
        return [node.value] if "says" in names else []
    if not isinstance(node, ast.Call):
        return []
    name = ast.unparse(node.func).split(".")[-1]
    spoken = [k.value for k in node.keywords if k.arg in ("description", "message", "say")]
    if in_form and _FIELDS.search(name):
        return [*node.args[:1], *spoken]
    if name in ("flash", "Forbidden", "ValidationError", "StopValidation"):
        return [*node.args[:1], *spoken]
    return spoken if name == "require" else []


def bare_words(root: Path = ROOT) -> list[str]:
    """Text and spoken attributes of templates that stand outside _()."""
    found = []
    for path in sorted(root.glob("app/*/templates/**/*.html")):
        text = page_text(path.read_text(encoding="utf-8"))
        spoken = " ".join(_SPOKEN.findall(text))
        words = set(_LETTERS.findall(_TAG.sub(" ", text) + " " + spoken)) - _SAME
        found += [f"{path.relative_to(root)}: words outside _(): {w}" for w in sorted(words)]
    return found


def page_text(source: str) -> str:
    """A template without its comments, statements and expressions."""
    pieces = Environment().lex(_WIDE.sub("", source))
    return "".join(value for _line, kind, value in pieces if kind == "data")
