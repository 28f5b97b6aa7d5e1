"""Names written in two ways have one key; other names do not."""

import pytest

from app.core.likeness import fathers_differ, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Джумабеков", "Айбек"), ("Жумабеков", "Аибек")),
        (("Өмүрбеков", "Бек"), ("Омурбеков", "Бек")),
        (("Асанов", "Эркин"), ("Asanov", "Erkin")),
        (("Токтосунова", "Асель"), ("Toktosunova", "Asel")),
        (("Үсөнов", "Нурзаада"), ("Усонов", "Нурзада")),
        (("Шаршенова", "Жаңыл"), ("Sharshenova", "Janyl")),
        (("Юсупов", "Илья"), ("Usupov", "Ilia")),
    ],
)
def test_names_written_in_two_ways_are_alike(one, other):
    assert likeness(*one) == likeness(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("Асанов", "Бек"), ("Усенов", "Бек")), (("Асанов", "Бек"), ("Асанова", "Бек"))],
)
def test_other_names_are_not(one, other):
    assert likeness(*one) != likeness(*other)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Маратовна", "Марат кызы", False),
        ("Маратовна", "", False),
        ("Жумабекович", "Dzhumabekovich", False),
        ("Маратовна", "Азаматовна", True),
    ],
)
def test_namesakes_of_other_fathers_stay_apart(one, other, differ):
    assert fathers_differ(one, other) is differ
