"""A file of all sections asks less than its sections one by one, and no section asks more than a page may."""

import pytest

from app.reports.sections import Key
from tests.architecture.test_queries import MORE, MOST
from tests.reports.told import people, report
from tests.statements import statements

__all__ = ["people", "report"]

# Who asks, which institution, its units, and the courses.
EVERY_PAGE = 4


def asked(report, rest: str) -> int:
    report(rest)  # what is kept in memory is kept
    with statements() as log:
        report(rest)
    return len(log)


def test_each_section_keeps_to_the_limit_of_a_page_and_the_whole_to_their_sum(report):
    alone = {key: asked(report, f"/{key}") for key in Key}
    whole = asked(report, ".csv")
    print(alone, whole)
    assert max(alone.values()) <= MOST // 2
    assert whole <= EVERY_PAGE + sum(n - EVERY_PAGE for n in alone.values())
    assert whole <= MORE["reports_institution.whole_file"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_costs_the_same_in_every_form(kind, report):
    assert asked(report, f".{kind}") == asked(report, ".csv")
