"""Every template compiles, stands in the frame, imports only what it uses, and holds no code of its own."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateSyntaxError, nodes

from tests.architecture.sources import page_text
from tests.architecture.walls import ROOT, modules, plant

FRAME = "base.html"
# Parts and macros stand in no frame of their own.
_PARTS = re.compile(r"(^|/)(_[^/]+|macros/.+|base)\.html$")
_RULES = {
    "an inline style": re.compile(r"\sstyle\s*=|<style", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from a foreign host": re.compile(
        r"<(script|link|img|iframe|source)[^>]*(src|href)=\"(https?:)?//", re.IGNORECASE
    ),
    "a method that is not a form's": re.compile(r'method="(?!get"|post"|dialog")', re.IGNORECASE),
}
_POSTS = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)
_TOKEN = re.compile(r"csrf_token\(\)|\.token\(\)")
# Only here are texts declared to be safe.
_MAKERS = re.compile(r"\b(Markup|render_template_string|from_string)\b")
_SANITISER = "app/curriculum/markup.py"


def environment() -> Environment:
    """Enough to read every template; whether its filters exist, the application knows."""
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def templates(root: Path = ROOT) -> dict[str, str]:
    """By the name that a view or another template uses."""
    found = {}
    for path in sorted(root.glob("app/*/templates/**/*.*")):
        folder = next(p for p in path.parents if p.name == "templates")
        found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


def faults(root: Path = ROOT) -> list[str]:
    tree, everything = environment(), templates(root)
    return [
        f for name, text in everything.items() for f in _faults_of(name, text, tree, everything)
    ]


def _faults_of(name: str, text: str, tree: Environment, everything: dict[str, str]):
    try:
        parsed = tree.parse(text)
    except TemplateSyntaxError as error:
        yield f"{name}:{error.lineno}: {error.message}"
        return
    yield from (f"{name}: imports {unused} and does not use it" for unused in _unused(parsed))
    for called in parsed.find_all((nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)):
        target = called.template
        if isinstance(target, nodes.Const) and target.value not in everything:
            yield f"{name}: there is no template {target.value}"
    for node in parsed.find_all(nodes.Filter):
        if node.name == "safe":
            yield f"{name}: |safe"
    for node in parsed.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
        yield f"{name}: changes how texts are escaped, line {node.lineno}"
    if name.endswith(".html"):
        yield from _faults_of_page(name, text, parsed)


def _faults_of_page(name: str, text: str, parsed: nodes.Template):
    extended = [e.template.value for e in parsed.find_all(nodes.Extends)]
    if not _PARTS.search(name) and extended != [FRAME]:
        yield f"{name}: does not extend {FRAME}"
    said = page_text(text)
    yield from (f"{name}: {what}" for what, rule in _RULES.items() if rule.search(said))
    for form in _POSTS.findall(text):
        if not _TOKEN.search(form):
            yield f"{name}: a form without its token"


def _unused(parsed: nodes.Template) -> list[str]:
    there = {node.target for node in parsed.find_all(nodes.Import)}
    for node in parsed.find_all(nodes.FromImport):
        there |= {n[1] if isinstance(n, tuple) else n for n in node.names}
    used = {node.name for node in parsed.find_all(nodes.Name) if node.ctx == "load"}
    return sorted(there - used)


# What differs from person to person and from request to request.
_OF_ONE = frozenset(
    {"request", "session", "g", "csrf_token", "get_flashed_messages", "person", "menu"}
)


def kept_of_one(root: Path = ROOT) -> list[str]:
    """Macros are kept for everybody: each is imported without context, and its file asks for nobody's own."""
    tree, everything, found = environment(), templates(root), []
    for name, text in everything.items():
        if "once(" not in text or not name.endswith(".html"):
            continue
        parsed = tree.parse(text)
        imported = _imported(parsed)
        for call in parsed.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "once":
                called = next(call.args[0].find_all(nodes.Name), call.args[0])
                source = imported.get(called.name, name)
                if source is None:
                    found.append(f"{name}: keeps {called.name}, imported with context")
                else:
                    own = _asks_for(tree.parse(everything[source]), call.args[0])
                    found += [f"{name}: keeps {called.name}, which asks for {each}" for each in own]
    return found


def _imported(parsed: nodes.Template) -> dict[str, str | None]:
    """By alias the file it is from; None where that sees the page."""
    found = {}
    for node in parsed.find_all(nodes.Import):
        found[node.target] = None if node.with_context else node.template.value
    for node in parsed.find_all(nodes.FromImport):
        for each in node.names:
            alias = each[1] if isinstance(each, tuple) else each
            found[alias] = None if node.with_context else node.template.value
    return found


def _asks_for(parsed: nodes.Template, called: nodes.Expr) -> list[str]:
    """Of a file that makes other macros too, only the one that is kept."""
    name = called.attr if isinstance(called, nodes.Getattr) else called.name
    macro = next((m for m in parsed.find_all(nodes.Macro) if m.name == name), parsed)
    return sorted({n.name for n in macro.find_all(nodes.Name) if n.ctx == "load"} & _OF_ONE)


def declared_safe(root: Path = ROOT) -> list[str]:
    """Places that make markup of a text, or of a template written in Python."""
    return [
        f"{module.path}:{node.lineno}: declares a text to be safe"
        for module in modules(root)
        if module.path.as_posix() != _SANITISER
        for node in ast.walk(module.tree)
        if _makes_markup(node)
    ]


def _makes_markup(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return bool(_MAKERS.search(ast.unparse(node.func)))
    return (
        isinstance(node, ast.alias) and bool(_MAKERS.search(node.name)) and node.asname is not None
    )


def unknown_to_views(root: Path = ROOT) -> tuple[set[str], set[str]]:
    """Templates that a file names but nobody wrote, and templates that nothing names."""
    there = set(templates(root))
    texts = [ast.unparse(module.tree) for module in modules(root)] + list(templates(root).values())
    named = set(re.findall(r"""["']([\w/-]+\.html)["']""", "\n".join(texts)))
    return named - there, {t for t in there if t.endswith(".html")} - named


def test_templates_are_sound():
    assert faults() == []


def test_what_is_kept_for_everybody_asks_for_nobodys_own():
    assert kept_of_one() == []


def test_only_the_sanitiser_declares_texts_to_be_safe():
    assert declared_safe() == []


def test_every_template_that_is_named_exists_and_every_one_is_used():
    missing, unused = unknown_to_views()
    assert missing == set()
    # Kinds of question and of scene are named by what they are.
    kinds = ("assessment/items/", "scenarios/kinds/")
    assert {t for t in unused if not t.startswith(kinds)} == set()


def test_every_template_compiles_in_the_application(app):
    for name in templates():
        assert app.jinja_env.get_template(name)


FRAMED = '{% extends "base.html" %}\n{% block content %}\n'
PLANTED = {
    "does not compile": ("{% if %}", "Expected an expression"),
    "no frame": ("<h1>Alone</h1>", "does not extend"),
    "another frame": ('{% extends "show.html" %}', "does not extend"),
    "an unused import": (
        '{% import "macros/form.html" as forms with context %}' + FRAMED + "{% endblock %}",
        "imports forms",
    ),
    "an unused name": (
        '{% from "macros/form.html" import field, token %}'
        + FRAMED
        + "{{ field() }}{% endblock %}",
        "imports token",
    ),
    "a missing part": (FRAMED + '{% include "_gone.html" %}{% endblock %}', "no template _gone"),
    "safe": (FRAMED + "{{ text | safe }}{% endblock %}", "|safe"),
    "no escaping": (
        FRAMED + "{% autoescape false %}{{ x }}{% endautoescape %}{% endblock %}",
        "escaped",
    ),
    "a style": (FRAMED + '<p style="color: red">{% endblock %}', "inline style"),
    "a handler": (FRAMED + '<a\n onclick="x()">{% endblock %}', "inline handler"),
    "a script": (FRAMED + "<script>x()</script>{% endblock %}", "inline script"),
    "a script address": (FRAMED + '<a href="javascript:x()">{% endblock %}', "script address"),
    "a foreign host": (
        FRAMED + '<script src="//cdn.example/x.js"></script>{% endblock %}',
        "foreign",
    ),
    "no token": (FRAMED + '<form method="post"><button></button></form>{% endblock %}', "token"),
    "another method": (FRAMED + '<form method="delete"></form>{% endblock %}', "method"),
}


KEPT = {
    "a token": ("{% import 'macros/form.html' as forms %}{{ once(forms.signed) }}", "csrf_token"),
    "the page": ("{% import 'macros/form.html' as f with context %}{{ once(f.token) }}", "context"),
    "its own": ("{% macro who() %}{{ person.name }}{% endmacro %}{{ once(who) }}", "person"),
}


@pytest.mark.parametrize("name", KEPT)
def test_planted_keeping_is_found(name, tmp_path):
    text, says = KEPT[name]
    found = kept_of_one(_plant(tmp_path, text))
    assert any(says in fault for fault in found), found


def _plant(tmp_path, text):
    return plant(
        tmp_path,
        {
            "app/web/templates/base.html": "<main>{% block content %}{% endblock %}</main>",
            "app/web/templates/macros/form.html": "{% macro token() %}{% endmacro %}"
            "{% macro signed() %}{{ csrf_token() }}{% endmacro %}",
            "app/learning/templates/learning/show.html": text,
        },
    )


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name, tmp_path):
    text, says = PLANTED[name]
    found = faults(_plant(tmp_path, text))
    assert any(says in fault for fault in found), found


def test_a_sound_template_passes(tmp_path):
    text = (
        '{% import "macros/form.html" as forms with context %}'
        + FRAMED
        + '<script src="{{ asset("js/sitting.js") }}" defer></script>'
        + '<form method="post">{{ forms.token() }}<button>{{ _("Send") }}</button></form>'
        + "{% set only = 1 %}<p>{{ only }}</p>{% endblock %}"
    )
    assert faults(_plant(tmp_path, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from markupsafe import Markup\nx = Markup(y)\n",
        "from markupsafe import Markup\nx = Markup('').join(y)\n",
        "from markupsafe import Markup as M\nx = M(y)\n",
        "import markupsafe\nx = markupsafe.Markup(y)\n",
        "from flask import render_template_string\nx = render_template_string(y)\n",
    ],
)
def test_planted_safety_is_found(text, tmp_path):
    assert declared_safe(plant(tmp_path, {"app/learning/views.py": text})) != []


def test_planted_names_are_compared_with_files(tmp_path):
    root = _plant(tmp_path, FRAMED + "{% endblock %}")
    plant(root, {"app/learning/views.py": 'x = render_template("learning/gone.html")\n'})
    assert unknown_to_views(root) == (
        {"learning/gone.html"},
        {"learning/show.html", "macros/form.html"},
    )
