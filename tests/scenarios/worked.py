"""The scenario that is printed in docs/content-guide.md, as files, as a Scenario and in a released course.

Its words are printed in Kyrgyz alone. The Russian twin says the same with a sign behind it, so that a test sees which
language a page was made in.
"""

import re
from functools import cache

import yaml

from app.core.bilingual import CONTENT_LANGUAGES
from app.core.problems import Problems
from app.curriculum.models import Release
from app.scenarios import reading
from app.scenarios.reading import Scenario
from tests import make
from tests.architecture.walls import ROOT

GUIDE = ROOT / "docs" / "content-guide.md"
COURSE, ID = "walkthroughs", "landlady"
PATH = "010-module/010-landlady.scenario.yaml"
RUSSIAN = " (ru)"

_COURSE_FILE = """\
id: walkthroughs
title: {ky: Көрүүлөр, ru: Прохождения}
summary: {ky: Кыскача, ru: Кратко}
aims: [{ky: Билүү, ru: Знать}]
audience: [police, prosecutor, judge, lawyer]
law_as_of: 2025-11-14
completion: {walkthroughs: {finished: 1, competent: 0}}
licence: CC BY 4.0
"""
_MODULE = "id: module\ntitle: {ky: Бөлүм, ru: Раздел}\n"


@cache
def printed() -> tuple[str, str]:
    """Logic and words: the two blocks of the section."""
    section = GUIDE.read_text(encoding="utf-8").split("\n## 6. ")[1].split("\n## ")[0]
    logic, words = re.findall(r"^```yaml\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return logic, words


def files() -> dict[str, str]:
    """The three files of the scenario, by path."""
    logic, words = printed()
    stem = PATH.removesuffix(".yaml")
    return {PATH: logic, f"{stem}.ky.yaml": words, f"{stem}.ru.yaml": _russian(words)}


def _russian(words: str) -> str:
    return yaml.safe_dump(_signed(yaml.safe_load(words)), allow_unicode=True, sort_keys=False)


def _signed(tree):
    if isinstance(tree, dict):
        return {key: _signed(inner) for key, inner in tree.items()}
    return tree.strip() + RUSSIAN


def bundle(**changed: str) -> dict[str, str]:
    """The smallest course around it. `changed`: other texts for `logic`, `ky`, `ru`."""
    stem = PATH.removesuffix("yaml")
    paths = {"logic": PATH, "ky": f"{stem}ky.yaml", "ru": f"{stem}ru.yaml"}
    other = {paths[which]: text for which, text in changed.items()}
    return {"course.yaml": _COURSE_FILE, "010-module/module.yaml": _MODULE, **files(), **other}


def read(**changed: str) -> tuple[Scenario | None, Problems]:
    """As it is read from its files, with every problem."""
    there, problems = bundle(**changed), Problems()
    stem = PATH.removesuffix("yaml")
    twins = {one: (f"{stem}{one}.yaml", there[f"{stem}{one}.yaml"]) for one in CONTENT_LANGUAGES}
    return reading.read(PATH, there[PATH], twins, problems), problems


def scenario(**changed: str) -> Scenario:
    found, problems = read(**changed)
    assert found is not None, [p.english() for p in problems]
    return found


def release(**changed: str) -> Release:
    return make.release("course", COURSE, bundle(**changed))


def with_writing() -> dict[str, str]:
    """The same case with a free text before the ending to which laughing leads."""
    logic, words = printed()
    logic = logic.replace(
        "to: left\n        worth: {victim: -1}", "to: diary\n        worth: {victim: -1}"
    )
    logic = logic.replace(
        "  left:\n    kind: ending",
        "  diary: {kind: writing, criteria: [facts], words: 5, to: left}\n  left:\n    kind: ending",
    )
    words = words.replace(
        "  left:\n    title:",
        "  diary: {title: Күндөлүк, text: Эмне болгонун жазыңыз., criteria: {facts: Фактылар}, why: Жазуу ойлонтот.}\n"
        "  left:\n    title:",
    )
    return {"logic": logic, "ky": words, "ru": _russian(words)}
