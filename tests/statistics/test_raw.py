"""Rows of a file lead back to nobody, and hold what was earned."""

from random import Random

from app.statistics.raw import Sat, sheets

SAT = [
    Sat(n, person, 1.5, 3.0, language, 1, "a 1;b 0.5;c ")
    for n, (person, language) in enumerate([(7, "ky"), (8, "ru"), (7, ""), (9, "ky")])
]


def test_shares_come_back():
    found = sheets(SAT, Random(1))
    assert {tuple(one.shares.items()) for one in found} == {(("a", 1.0), ("b", 0.5), ("c", None))}
    assert sorted(one.language for one in found) == ["", "ky", "ky", "ru"]


def test_a_person_has_one_pseudonym_in_a_file_and_another_in_the_next():
    first, second = sheets(SAT, Random(1)), sheets(SAT, Random(2))
    names = [one.taker for one in first]
    assert len(set(names)) == 3
    assert not set(names) & {one.taker for one in second}
    assert all(name.startswith("t") and len(name) == 17 for name in names)


def test_the_order_is_left_to_chance():
    many = [Sat(n, n, 1.0, 1.0, "ky", 1, f"q{n:03d} 1") for n in range(50)]
    orders = [[next(iter(one.shares)) for one in sheets(many, Random(seed))] for seed in range(3)]
    assert orders[0] != orders[1] != orders[2] != sorted(orders[0])
