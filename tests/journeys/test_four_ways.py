"""The report of an academy of the demonstration world: the same on page, in CSV, XLSX and PDF, cell by cell."""

import re
from dataclasses import dataclass
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from app.reports.sections import Key
from tests.browser import parse
from tests.journeys.steps import sign_in
from tests.reports import four

pytestmark = pytest.mark.browser

_HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass
class Read:
    """A page by its elements."""

    tree: ElementTree.Element

    def all(self, tag: str) -> list[ElementTree.Element]:
        return list(self.tree.iter(_HTML + tag))


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_cell_of_the_thirteen_sections_is_the_same_four_ways(language, open_page):
    page = open_page()
    sign_in(page, "registrar", language)
    page.goto("/reports")
    root = re.search(r"/reports/institution/\d+", page.content())
    assert root is not None

    def get(rest: str):
        answer = page.request.get(f"{root.group()}{rest}")
        assert answer.status == 200, rest
        if "." in rest:
            return SimpleNamespace(data=answer.body())
        return Read(parse(answer.text()))

    compared = {}
    for key in Key:
        found, compared[key] = four.differing(get, key)
        assert found == []
    print(compared)
    assert sum(compared.values()) > 200
