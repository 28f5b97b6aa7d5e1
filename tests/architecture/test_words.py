"""Kyrgyz and Russian are complete: nothing missing, guessed, left over; the same places in both."""

import re

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner

from app.web import catalogues
from app.web.commands import words
from tests.architecture.sources import bare_words, glued, unmarked
from tests.architecture.walls import plant


@pytest.fixture(scope="module")
def source() -> Catalog:
    return catalogues.template()


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_catalogue_is_complete(language, source):
    assert catalogues.faults(catalogues.catalogue(language), source) == []


def test_keys_are_english_and_can_be_filled(source):
    keys = [form for m in source if m.id for form in catalogues._forms(m.id)]
    assert [key for key in keys if "%" in catalogues.places(key)] == []
    assert [key for key in keys if re.search(r"[Ѐ-ӿ]", key)] == []
    assert [key for key in keys if key != key.strip()] == []


def test_all_words_can_be_found_by_the_catalogues():
    assert glued() == []
    assert unmarked() == []


def test_templates_say_nothing_that_is_not_marked():
    assert bare_words() == []


def _catalog(language: str | None, *entries: tuple) -> Catalog:
    catalog = Catalog(locale=language, fuzzy=False)
    for id, string, *flags in entries:
        catalog.add(id, string, flags=flags)
    return catalog


SOURCE = _catalog(None, ("Read %(n)s of %(m)s", ""), (("%(num)s day", "%(num)s days"), ("", "")))
GOOD = (
    ("Read %(n)s of %(m)s", "%(m)s ичинен %(n)s окулду"),
    (("%(num)s day", "%(num)s days"), ("%(num)s күн", "%(num)s күн")),
)
BAD = {
    "missing": GOOD[:1],
    "empty": (("Read %(n)s of %(m)s", ""), GOOD[1]),
    "fuzzy": ((*GOOD[0], "fuzzy"), GOOD[1]),
    "other places": (("Read %(n)s of %(m)s", "%(n)s окулду"), GOOD[1]),
    "other places, a percent sign": (
        ("Read %(n)s of %(m)s", "%(m)s ичинен %(n)s окулду, 5 %"),
        GOOD[1],
    ),
    "other places, one plural form": (
        GOOD[0],
        (("%(num)s day", "%(num)s days"), ("%(num)s күн", "күн")),
    ),
    "empty, one plural form": (
        GOOD[0],
        (("%(num)s day", "%(num)s days"), ("%(num)s күн", "")),
    ),
    "spaces around": (("Read %(n)s of %(m)s", " %(m)s ичинен %(n)s окулду"), GOOD[1]),
    "not translated": (("Read %(n)s of %(m)s", "Read %(n)s of %(m)s"), GOOD[1]),
    "no longer in the source": (*GOOD, ("Old", "Эски")),
}


def test_a_complete_catalogue_has_no_faults():
    assert catalogues.faults(_catalog("ky", *GOOD), SOURCE) == []


@pytest.mark.parametrize("name", BAD)
def test_a_planted_fault_of_a_catalogue_is_found(name):
    found = catalogues.faults(_catalog("ky", *BAD[name]), SOURCE)
    assert len(found) == 1
    assert found[0].startswith(name.split(",")[0])


def test_russian_needs_three_plural_forms():
    two = (("%(num)s day", "%(num)s days"), ("%(num)s день", "%(num)s дней"))
    catalog = _catalog("ru", ("Read %(n)s of %(m)s", "Прочитано %(n)s из %(m)s"), two)
    assert [f.split(":")[0] for f in catalogues.faults(catalog, SOURCE)] == ["empty"]


def test_an_obsolete_entry_is_found():
    catalog = _catalog("ky", *GOOD, ("Old", "Эски"))
    catalog.update(SOURCE, no_fuzzy_matching=True)
    assert catalogues.faults(catalog, SOURCE) == ["obsolete entry: 'Old'"]


def test_updating_guesses_nothing_and_leaves_nothing_behind(tmp_path):
    catalogues.update("ky", _catalog(None, ("Old words", ""), ("Same", "")), tmp_path)
    file = catalogues.path("ky", tmp_path)
    file.write_text(file.read_text().replace('"Same"\nmsgstr ""', '"Same"\nmsgstr "Ошол"'))
    catalogues.update("ky", _catalog(None, ("Old wordz", ""), ("Same", "")), tmp_path)
    after = catalogues.catalogue("ky", tmp_path)
    assert {m.id: m.string for m in after if m.id} == {"Old wordz": "", "Same": "Ошол"}
    assert "fuzzy" not in file.read_text()
    assert "#~" not in file.read_text()
    assert "#:" not in file.read_text()


def test_updating_twice_changes_nothing(tmp_path, source):
    first = catalogues.update("ru", source, tmp_path) and catalogues.path("ru", tmp_path)
    text = first.read_text()
    catalogues.update("ru", source, tmp_path)
    assert first.read_text() == text


def test_what_is_compiled_can_be_read(tmp_path):
    catalogues.update("ky", SOURCE, tmp_path)
    assert [p.name for p in catalogues.compile_all(tmp_path)] == ["messages.mo"]


def test_the_command_prints_the_source_as_a_catalogue():
    outcome = CliRunner().invoke(words, ["extract"])
    assert outcome.exit_code == 0
    assert 'msgid "There is no such page"' in outcome.output


PYTHON = {
    "an f-string": 'x = _(f"Read {n}")\n',
    "glued": 'x = N_("Read " + n)\n',
    "filled too early": 'x = _("Read %s" % n)\n',
    "formatted too early": 'x = lazy_gettext("Read {}".format(n))\n',
    "a refusal": 'class A(Refusal):\n    says = "Not now."\n',
    "a label": 'class F(Form):\n    day = DateField("Day")\n',
    "a hint": 'class F(Form):\n    day = DateField(_("Day"), description="First day")\n',
    "a flash": 'flash("Done")\n',
    "a refusal to a colleague": 'require(False, say="Ask the registrar")\n',
}


@pytest.mark.parametrize("name", PYTHON)
def test_planted_words_nobody_can_translate_are_found(name, tmp_path):
    root = plant(tmp_path, {"app/learning/forms.py": PYTHON[name]})
    assert len(glued(root) + unmarked(root)) == 1


@pytest.mark.parametrize(
    "text",
    [
        'x = _("Read %(n)s", n=n)\ny = _(label)\nz = _(link.label)\n',
        'class A(Refusal):\n    says = N_("Not now.")\n',
        'class F(Form):\n    day = DateField(_l("Day"), validators=[DataRequired()])\n',
        'flash(_("Done"))\n',
    ],
)
def test_marked_words_pass(text, tmp_path):
    root = plant(tmp_path, {"app/learning/forms.py": text})
    assert glued(root) + unmarked(root) == []


HTML = {
    "<p>Hello</p>": 1,
    '<p class="lead">{{ _("Hello") }}</p>': 0,
    '<nav aria-label="Menu">': 1,
    '<nav aria-label="{{ _("Menu") }}">': 0,
    '{% if a %}<a href="{{ url }}">{{ a }}</a>{% else %}none{% endif %}': 1,
    "{# a comment for us #}<p>Muras · {{ x | number }}</p>": 0,
}


@pytest.mark.parametrize("text", HTML)
def test_planted_bare_words_are_found(text, tmp_path):
    root = plant(tmp_path, {"app/learning/templates/learning/show.html": text})
    assert len(bare_words(root)) == HTML[text]


@pytest.mark.parametrize(("language", "foreign"), [("ru", "ңөүҢӨҮ")])
def test_no_language_stands_in_for_another(language, foreign):
    """Russian has no ң, ө or ү: a sentence with one is Kyrgyz in the wrong file, unless its key speaks of them."""
    strays = [
        m.id
        for m in catalogues.catalogue(language)
        if m.id and set(foreign) & set(str(m.string)) and not set(foreign) & set(str(m.id))
    ]
    assert strays == []


def test_the_two_languages_differ():
    """A whole catalogue that was copied would be complete, and wrong."""
    kyrgyz = {m.id: m.string for m in catalogues.catalogue("ky") if m.id}
    same = [m.id for m in catalogues.catalogue("ru") if m.id and kyrgyz.get(m.id) == m.string]
    assert len(same) < len(kyrgyz) / 20, same
