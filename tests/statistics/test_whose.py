"""Whose runs may be asked for, and what may be shown of them."""

import pytest

from app.statistics import whose
from app.statistics.whose import ALL, By, Cell, Whose


@pytest.mark.parametrize(
    "text, found",
    [
        ("all", ALL),
        ("language:ru", Whose(By.LANGUAGE, "ru")),
        ("group:12", Whose(By.GROUP, "12")),
        ("all:1", None),
        ("group", None),
        ("group:x", None),
        ("group:" + "9" * 19, None),
        ("group:١", None),
        ("sex:female", None),
        ("", None),
    ],
)
def test_an_address_is_read(text, found):
    assert whose.read(text) == found
    if found:
        assert str(found) == text


def cell(language: str, profession: str = "police", *groups: int) -> Cell:
    return Cell(language, profession, frozenset(groups))


def test_a_group_is_not_shown_whose_rest_would_be_few():
    there = {cell("ky"): set(range(9)), cell("ru"): set(range(20, 23))}
    assert whose.shown(there) == {ALL, Whose(By.PROFESSION, "police")}
    there[cell("ru")] |= {30, 31}
    assert Whose(By.LANGUAGE, "ru") in whose.shown(there)


def test_a_group_that_differs_by_few_from_a_profession_is_not_shown():
    there = {cell("ky", "police", 7): set(range(6)), cell("ky", "police"): set(range(10, 12))}
    assert Whose(By.GROUP, "7") not in whose.shown(there)
    there[cell("ky", "police")] |= set(range(12, 16))
    assert Whose(By.GROUP, "7") in whose.shown(there)


def test_nobody_and_few_are_not_shown():
    assert whose.shown({}) == set()
    assert whose.shown({cell("ky"): {1, 2, 3, 4}}) == set()


def test_who_never_held_a_post_has_no_profession():
    assert whose.circles(cell("ky", "")) == [ALL, Whose(By.LANGUAGE, "ky")]
