"""The pure vocabulary: text keys, numbers, tables, bundles, links."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import numbers, text
from app.core.bundle import UNREADABLE, digest, from_folder
from app.core.paging import Page, page_number
from app.core.tables import Table, harmless, to_csv

KYRGYZ = st.text(alphabet="абвёжңөүҢӨҮЁ нНоОуУеЕ-'", max_size=40)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("омурбеков", "Өмүрбеков"),
        ("ӨМҮРБЕКОВ", "Өмүрбеков"),
        ("үсөнова", "Усонова"),
        ("чонмурунова", "Чоңмурунова"),
        ("елкин", "Ёлкин"),
        ("ёлкин", "Елкин"),
    ],
)
def test_a_name_is_found_whatever_the_case_and_by_its_plain_neighbours(typed, name):
    assert text.search_key(typed) == text.search_key(name)


def test_short_i_is_another_letter():
    assert text.search_key("йод") != text.search_key("иод")


def test_names_sort_as_the_kyrgyz_alphabet_does():
    names = [
        "Яковлев",
        "Өмүров",
        "Осмонов",
        "Нарынов",
        "Ңуров",
        "Елизаров",
        "Ёлкин",
        "Жаров",
        "Үсөнов",
        "Усов",
    ]
    assert sorted(names, key=text.sort_key) == [
        "Елизаров", "Ёлкин", "Жаров", "Нарынов", "Ңуров", "Осмонов", "Өмүров", "Усов", "Үсөнов", "Яковлев",
    ]  # fmt: skip


@given(KYRGYZ)
def test_folding_twice_is_folding_once(name):
    assert text.search_key(text.search_key(name)) == text.search_key(name)


def test_nul_and_lone_surrogates_are_not_clean():
    assert text.is_clean("Өмүр")
    assert not text.is_clean("a\x00b")
    assert not text.is_clean("a\ud800b")


@given(st.text(alphabet="аеийё\u0301\u0306\u0308\u0323", max_size=3000))
def test_what_people_write_is_composed_as_unicode_says(typed):
    """Only accents heaped higher than thirty on one letter are left out."""
    if "".join("x" if text.unicodedata.combining(c) else " " for c in typed).find("x" * 31) < 0:
        assert text.composed(typed) == text.unicodedata.normalize("NFC", typed)


def test_of_accents_heaped_on_one_letter_thirty_stay():
    assert text.composed("й" * 2000) == "й" * 2000
    assert len(text.composed("x" + "\u0323" * 5000)) == 31


@given(st.integers(2020, 2099), st.integers(0, 999_999), st.integers(0, 10), st.integers(1, 9))
def test_a_single_wrong_digit_of_a_number_is_noticed(year, running, place, step):
    number = numbers.with_check_digit(year, running)
    assert numbers.is_number(number)
    digits = list(number.replace("-", ""))
    digits[place] = str((int(digits[place]) + step) % 10)
    assert not numbers.is_number("".join(digits))


def test_codes_have_128_bits_and_no_letters_that_look_alike():
    codes = {numbers.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(31 ** len(code.replace("-", "")) > 2**128 for code in codes)
    assert not set("".join(codes)) & set("01IOL")


def test_a_code_is_found_however_it_is_typed():
    code = numbers.new_code()
    assert numbers.tidy_code(code.lower().replace("-", " ")) == code


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+7", "-2", "@sum", "\t=1", "\r=1", " =1", "＝1+1", "﹢1", "－1", "＠x", "\n=1"],
)
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell):
    assert harmless(cell).startswith("'")


def test_ordinary_text_and_numbers_stay():
    assert harmless("Өмүрбеков") == "Өмүрбеков"
    made = to_csv(Table(["Аты", "n"], [["=cmd", -5], ['кыргызча "текст"; 1', 0.5]]))
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Аты", "n"], ["'=cmd", "-5"], ['кыргызча "текст"; 1', "0.5"]]


def test_two_different_bundles_never_share_a_digest():
    assert digest({"a": "bc"}) != digest({"ab": "c"})
    assert digest({"a": "1", "b": "2"}) == digest({"b": "2", "a": "1"})


def test_a_folder_becomes_a_bundle_and_what_is_not_utf8_is_marked(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.md").write_bytes("\ufeffтекст\r\n".encode())
    (tmp_path / "cp1251.md").write_bytes("текст".encode("cp1251"))
    (tmp_path / ".hidden").write_text("x")
    assert from_folder(tmp_path) == {"one/a.md": "текст\n", "cp1251.md": UNREADABLE}


@pytest.mark.parametrize(
    ("asked", "number"),
    [(None, 1), ("", 1), ("3", 3), ("0", 1), ("-1", 1), ("٣", 1), ("9" * 50, 1), ("2e3", 1)],
)
def test_a_page_number_is_made_harmless(asked, number):
    assert page_number(asked) == number


def test_a_page_knows_its_rows():
    page = Page(list(range(50)), number=2, total=120)
    assert (page.first_row, page.last_row, page.last) == (51, 100, 3)
    assert Page([], 1, 0).last == 1
