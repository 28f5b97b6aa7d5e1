"""Writes the seven staff files of tests/rosters/files anew: python -m tests.rosters.make_files

Everybody in them is invented: the family names say so (Үлгү, Пример, Sample). The units are those of the cast.
The files are kept, so that a test reads the same bytes on every machine.
"""

import io
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

FILES = Path(__file__).with_name("files")
# Family name, given name, patronymic, rank, post, unit, day, sex.
PEOPLE = [
    ("Примеров", "Азамат", "Нурланович", "капитан милиции", "Следователь", "Sverdlov ru", date(2024, 3, 5), "м"),
    ("Примерова", "Айзада", "Нурлановна", "майор милиции", "Старший следователь", "Sverdlov ru", date(2023, 9, 1), "ж"),
    ("Вымышленов", "Тилек", "Асан уулу", "лейтенант милиции", "Участковый инспектор", "Osh ru", date(2025, 2, 17), "м"),
    ("Вымышленова", "Мээрим", "Асан кызы", "старшина милиции", "Дежурный", "Osh ru", date(2022, 11, 28), "ж"),
    ("Образцов", "Пётр", "Ильич", "подполковник милиции", "Начальник отделения", "Bishkek ru", date(2021, 6, 15), "м"),
]  # fmt: skip
KYRGYZ = [
    ("Үлгүбеков", "Өмүрбек", "Эркин уулу", "милициянын капитаны", "Тергөөчү", "Sverdlov ky", "2024-жылдын 5-марты", "эркек"),
    ("Үлгүбекова", "Гүлзат", "Эркин кызы", "милициянын майору", "Ага тергөөчү", "Sverdlov ky", "1-сентябрь 2023-ж.", "аял"),
    ("Мисалиева", "Жаңыл", "Токтобек кызы", "милициянын лейтенанты", "Кезметчи", "Osh ky", "17.02.2025", "аял"),
]  # fmt: skip
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def _in_words(day: date) -> str:
    return f"с {day.day} {_MONTHS[day.month - 1]} {day.year} г."


def _text(rows, separator: str) -> str:
    lines = []
    for row in rows:
        cells = [f'"{cell}"' if separator in str(cell) else str(cell) for cell in row]
        lines.append(separator.join(cells))
    return "\r\n".join(lines) + "\r\n"


def semicolons_cp1251() -> bytes:
    """Three columns of names, titles above, a row of numbers, a total below."""
    rows = [
        ("СПИСОК личного состава (вымышленный)", "", "", "", "", "", "", ""),
        ("", "", "", "", "", "", "", ""),
        ("№ п/п", "Фамилия", "Имя", "Отчество", "Специальное звание", "Должность", "Подразделение", "Дата назначения"),
        tuple(range(1, 9)),
    ]  # fmt: skip
    for n, (family, given, patronymic, rank, post, unit, day, _sex) in enumerate(PEOPLE, start=1):
        rows.append((n, family, given, patronymic, rank, post, unit, day.strftime("%d.%m.%Y")))
    rows.append(("Итого", len(PEOPLE), "", "", "", "", "", ""))
    return _text(rows, ";").encode("cp1251")


def commas_utf8() -> bytes:
    """Kyrgyz headings, the name in one column, days in words, a vacancy."""
    rows = [
        (
            "Аты-жөнү",
            "Наамы",
            "Ээлеген кызматы",
            "Бөлүмү",
            "Дайындалган күнү",
            "Жынысы",
            "Электрондук дареги",
        )
    ]
    for n, (family, given, patronymic, rank, post, unit, day, sex) in enumerate(KYRGYZ, start=1):
        rows.append(
            (f"{family} {given} {patronymic}", rank, post, unit, day, sex, f"ulgu{n}@example.test")
        )
    rows.append(("бош орун", "", "Инспектор", "Osh ky", "", "", ""))
    return _text(rows, ",").encode("utf-8-sig")


def tabs_utf16() -> bytes:
    """English headings, names in Latin letters, the unit as a path over two columns."""
    rows = [
        (
            "Surname",
            "First name",
            "Position",
            "Department",
            "Unit",
            "Appointed",
            "Gender",
            "Username",
        )
    ]
    rows += [
        ("Sampleeva", "Begaiym", "Investigator", "Bishkek", "Sverdlov", "2024-03-05", "female", "begaiym.s"),
        ("Sampleev", "Bektur", "Inspector", "Police", "Osh", "2023-09-01", "male", "bektur.s"),
    ]  # fmt: skip
    return _text(rows, "\t").encode("utf-16")


def _saved(book: openpyxl.Workbook) -> bytes:
    book.properties.creator = "invented"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_with_titles() -> bytes:
    """Merged titles, two rows of headings, real days, a unit merged beside its people, headings repeated."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Штат"
    page["A1"] = "УТВЕРЖДАЮ (вымышленный список)"
    page.merge_cells("A1:G1")
    page["A2"] = "Список личного состава"
    page.merge_cells("A2:G2")
    heads = ("Подразделение", "Ф.И.О.", "", "", "Должность", "Назначен", "Пол")
    lower = ("", "Фамилия", "Имя", "Отчество", "", "", "")
    for row, cells in enumerate((heads, lower), start=4):
        for column, cell in enumerate(cells, start=1):
            page.cell(row, column, cell or None).font = Font(bold=True)
    page.merge_cells("B4:D4")
    for column in ("A", "E", "F", "G"):
        page.merge_cells(f"{column}4:{column}5")
    row = 6
    for n, (family, given, patronymic, _rank, post, unit, day, sex) in enumerate(PEOPLE):
        if n == 2:
            for column, cell in enumerate(("", "Фамилия", "Имя", "Отчество", "", "", ""), start=1):
                page.cell(row, column, cell or None)
            row += 1
        first = n in (0, 2, 4)
        cells = (unit if first else None, family, given, patronymic, post, day, sex)
        for column, cell in enumerate(cells, start=1):
            page.cell(row, column, cell)
        if not first:
            page.merge_cells(start_row=row - 1, end_row=row, start_column=1, end_column=1)
        row += 1
    page.cell(row, 1, "Всего")
    page.cell(row, 2, len(PEOPLE))
    return _saved(book)


def workbook_of_groups() -> bytes:
    """The unit stands on a line above its people, names in capitals, days as numbers of a spreadsheet."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Штатная расстановка (вымышленная)"])
    page.append(["№", "Ф.И.О. сотрудника", "Занимаемая должность", "Звание", "В должности с"])
    last = ""
    for n, (family, given, patronymic, rank, post, unit, day, _sex) in enumerate(PEOPLE, start=1):
        if unit != last:
            page.append([unit])
            last = unit
        name = f"{family} {given} {patronymic}".upper()
        page.append([n, name, post, rank, (day - date(1899, 12, 30)).days])
    return _saved(book)


def words_cp1251() -> bytes:
    """Tabs, Russian words for days and departure, quoted posts."""
    rows = [("ФИО", "Пол", "Звание", "Должность", "Отдел", "Назначен", "Статус")]
    for family, given, patronymic, rank, post, unit, day, sex in PEOPLE:
        rows.append(
            (f"{family} {given} {patronymic}", sex, rank, post, unit, _in_words(day), "работает")
        )
    rows.append(("Токтосунова Асель", "ж", "", "Post of Асель ru", "Sverdlov ru", "", "уволена"))
    return _text(rows, "\t").encode("cp1251")


def tabs_utf8() -> bytes:
    """Whom the institution knows: in Latin letters, in capitals of a keyboard without ө and ү; and one newcomer."""
    rows = [
        ("№", "Ф.И.О.", "Звание", "Должность", "Подразделение", "Назначен", "Пол"),
        ("1", "Toktosunova Asel", "капитан", "Post of Асель ru", "Sverdlov ru", "", "ж"),
        ("2", "ОМУРБЕКОВ БЕК", "ст. лейтенант милиции", "Post of Бек ru", "Osh ru", "", "м"),
        ("3", "Примерова Гулнур Асановна", "мл. лейтенант", "Дежурный", "Osh ru", "3 марта 2025 г.", "ж"),
    ]  # fmt: skip
    return _text(rows, "\t").encode("utf-8")


ALL = {
    "tabs-utf8.tsv": tabs_utf8,
    "semicolons-cp1251.csv": semicolons_cp1251,
    "commas-utf8.csv": commas_utf8,
    "tabs-utf16.txt": tabs_utf16,
    "titles-merged.xlsx": workbook_with_titles,
    "units-above.xlsx": workbook_of_groups,
    "words-cp1251.tsv": words_cp1251,
}

if __name__ == "__main__":
    for name, make in ALL.items():
        (FILES / name).write_bytes(make())
