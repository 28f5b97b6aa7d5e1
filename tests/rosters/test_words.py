"""Headings, days and names as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.kinds import Sex
from app.rosters import days, headings, names
from app.rosters.shapes import Column


@pytest.mark.parametrize(
    "text",
    [
        "05.03.2024", "5.3.2024", "05.03.24", "05/03/2024", "2024-03-05", "2024.03.05", "5-март 2024-ж.", "5 марта 2024 г.",
        "с 5 марта 2024 г.", "2024-жылдын 5-марты", "5-марты 2024", "March 5, 2024", "5 March 2024", "45356", "45356.0",
        "2024-03-05 00:00:00", "2024-03-05T00:00:00", "05.03.2024 г.", "Приказ от 05.03.2024", "2024-ж. 5-март",
    ],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(text):
    assert days.read(text) == date(2024, 3, 5)


@pytest.mark.parametrize("text", ["", "нет", "31.02.2024", "05.13.2024", "1", "99999", "05.03.1900", "32.01.2024", "март 2024", "0", "5-жок 2024"])  # fmt: skip
def test_what_is_no_day_is_none(text):
    assert days.read(text) is None


@given(st.text(max_size=80))
def test_no_text_is_too_strange_for_a_day(text):
    days.read(text)


@given(st.dates(days.FIRST, date(2099, 12, 31)))
def test_every_day_is_read_back(day):
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"):
        assert days.read(day.strftime(pattern)) == day


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Ф.И.О.", "full-name"), ("Фамилия, имя, отчество", "full-name"), ("Аты-жөнү", "full-name"), ("ФИО сотрудника", "full-name"),
        ("Full name", "full-name"), ("Фамилия", "family-name"), ("Фамилиясы", "family-name"), ("Surname", "family-name"),
        ("Имя", "given-name"), ("Аты", "given-name"), ("First name", "given-name"), ("Отчество", "patronymic"),
        ("Атасынын аты", "patronymic"), ("Специальное звание", "rank"), ("Атайын наамы", "rank"), ("Классный чин", "rank"),
        ("Занимаемая должность", "post"), ("Ээлеген кызматы", "post"), ("Кызмат орду", "post"), ("Position", "post"),
        ("Структурное подразделение", "unit"), ("Бөлүм", "unit"), ("Башкармалык", "unit"), ("Unit", "unit"), ("ОВД", "unit"),
        ("Дата назначения", "day"), ("Дайындалган күнү", "day"), ("Appointed on", "day"), ("В должности с", "day"),
        ("Пол", "sex"), ("Жынысы", "sex"), ("Gender", "sex"), ("Логин", "sign-in-name"), ("E-mail", "address"),
        ("Эл. почта", "address"), ("Электрондук дареги", "address"), ("Статус", "status"), ("Абалы", "status"),
        ("Примечание", "nothing"), ("№ п/п", "nothing"), ("Дата рождения", "nothing"), ("", "nothing"),
        ("Туулган күнү", "nothing"), ("Телефон", "nothing"),
    ],
)  # fmt: skip
def test_a_heading_is_understood(heading, meaning):
    assert headings.meaning(heading) == meaning


def test_a_name_alone_is_the_whole_name():
    assert headings.guess(["Name", "Post"]) == [Column.FULL_NAME, Column.POST]


def test_only_units_may_stand_in_several_columns():
    found = headings.guess(["Управление", "Отдел", "Должность", "Должность"])
    assert found == [Column.UNIT, Column.UNIT, Column.POST, Column.NOTHING]


def test_headings_are_the_same_however_they_are_set():
    assert headings.digest(["Ф.И.О.", " Пол "]) == headings.digest(["ф и о", "ПОЛ"])
    assert headings.digest(["Пол", "ФИО"]) != headings.digest(["ФИО", "Пол"])


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Асанов Бакыт Эркинович", ("Асанов", "Бакыт", "Эркинович")),
        ("Асанов Бакыт Эркин уулу", ("Асанов", "Бакыт", "Эркин уулу")),
        ("Эркин уулу Бакыт", ("Эркин уулу", "Бакыт", "")),
        ("Бакыт Эркин уулу", ("Эркин уулу", "Бакыт", "")),
        ("Асанова Айгүл Эркин кызы", ("Асанова", "Айгүл", "Эркин кызы")),
        ("Asanov, Bakyt", ("Asanov", "Bakyt", "")),
        ("Асанов", None),
        ("", None),
    ],
)
def test_a_full_name_is_divided(full, parts):
    assert names.parts(full) == parts


@pytest.mark.parametrize(("written", "spelt"), [("АСАНОВ", "Асанов"), ("ЭРКИН УУЛУ", "Эркин уулу"), ("ПЕТРОВА-ИВАНОВА", "Петрова-Иванова"), ("де Ла", "де Ла")])  # fmt: skip
def test_capitals_become_a_name(written, spelt):
    assert names.spelt(written) == spelt


@pytest.mark.parametrize(("patronymic", "sex"), [("Эркинович", Sex.MALE), ("Ильич", Sex.MALE), ("Эркиновна", Sex.FEMALE), ("Ильинична", Sex.FEMALE), ("Асан уулу", Sex.MALE), ("Асан кызы", Sex.FEMALE), ("Asan kyzy", Sex.FEMALE), ("", None), ("Асан", None)])  # fmt: skip
def test_a_patronymic_proposes_a_sex(patronymic, sex):
    assert names.sex_told_by(patronymic) == sex


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Жумабаев", "Zhumabaev"), ("Жумабаев", "Jumabaev"), ("Үсөнова", "Usonova"), ("Өмүрбеков", "Omurbekov"), ("Чынгыз", "Chyngyz"),
        ("Юлдашев", "Yuldashev"), ("Ёлкин", "Yolkin"), ("Щукин", "Shchukin"), ("Хасанов", "Khasanov"), ("Аскар", "Askar"),
        ("Жаңыл", "Zhangyl"), ("Аяна", "Ayana"), ("Мээрим", "Meerim"), ("Гүлзат", "Gülzat"), ("Цой", "Tsoy"), ("Дмитрий", "Dmitrii"),
    ],
)  # fmt: skip
def test_a_name_in_latin_letters_is_near(one, other):
    assert names.near_key(one) == names.near_key(other)


def test_other_names_are_not_near():
    keys = [
        names.near_key(n) for n in ("Асанов", "Усенов", "Бакыт", "Бекболот", "Айгүл", "Гүлнара")
    ]
    assert len(set(keys)) == len(keys)
