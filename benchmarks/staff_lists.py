"""Staff lists of 20,000 rows, previewed: against an institution of as many people, and into an empty one.

python -m benchmarks.staff_lists --rows 20000
"""

import argparse
import io
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random

import xlsxwriter
from flask_migrate import upgrade
from sqlalchemy import insert

from app.accounts import actions as accounts
from app.accounts.kinds import PostKind, Profession, Region, Sex
from app.accounts.models import Appointment, Institution, Person, Post, Unit
from app.accounts.service_models import RankHeld
from app.core import clock
from app.core.actor import system
from app.core.bilingual import Bilingual
from app.db.session import db, transaction
from app.factory import create_app
from app.rosters import actions, planning
from app.settings import load
from tests.statements import statements

MOST_SECONDS = 15.0
UNITS = 60
BY = system("benchmark")
_HEADINGS = ("Фамилия", "Имя", "Отчество", "Звание", "Должность", "Подразделение", "Дата назначения", "Пол")  # fmt: skip
_GIVEN = ("Бакыт", "Азамат", "Нурлан", "Тилек", "Эрмек", "Данияр", "Улан", "Мирлан", "Адилет", "Руслан")  # fmt: skip
_SYLLABLES = ("ас", "бек", "жум", "ток", "үс", "өм", "кан", "мам", "эш", "сыд", "куб", "тын")
_RANKS = ("лейтенант", "капитан", "майор", "подполковник")
_SINCE = date(2024, 3, 5)

Row = tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    rows = _rows(parser.parse_args().rows)
    with tempfile.TemporaryDirectory(prefix="muras-bench-") as folder:
        app = create_app(_settings(Path(folder)))
        with app.app_context():
            upgrade()
            full, empty = _institution("full", rows), _institution("empty", [])
            print(f"yardstick, three million squares: {_yardstick():.2f} s of CPU")
            _measure("everybody new, XLSX", empty, _workbook(rows))
            _measure("everybody new, CSV in CP1251", empty, _text(rows))
            _measure("the same people, some changed, XLSX", full, _workbook(_changed(rows)))
            db.session.remove()
            db.engine.dispose()


def _settings(folder: Path) -> dict[str, object]:
    return load(
        {
            "MURAS_DEMONSTRATION": "1",
            "PUBLIC_ADDRESS": "http://localhost",
            "DATABASE_URL": f"sqlite:///{folder / 'lists.db'}",
            "SIGNING_KEY_FILE": str(folder / "signing-key.pem"),
        }
    )


def _rows(count: int) -> list[Row]:
    chance, seen = Random(1), set()
    found: list[Row] = []
    while len(found) < count:
        stem = "".join(chance.choice(_SYLLABLES) for _ in range(3))
        name = (stem.capitalize() + "ов", chance.choice(_GIVEN), chance.choice(_GIVEN) + "ович")
        if name in seen:
            continue
        seen.add(name)
        place = (f"Инспектор {len(found) % 9}", f"Отдел {len(found) % UNITS}")
        found.append((*name, chance.choice(_RANKS), *place, _SINCE.strftime("%d.%m.%Y"), "м"))
    return found


def _changed(rows: list[Row]) -> list[Row]:
    """One in twenty moves, one in twenty has another letter in the name, one in five another rank."""
    chance, found = Random(2), []
    for number, row in enumerate(rows):
        family, given, father, rank, post, unit, *rest = row
        if chance.random() < 0.05:
            unit = f"Отдел {(number + 7) % UNITS}"
        if chance.random() < 0.05:
            family += "а"
        if chance.random() < 0.20:
            rank = chance.choice(_RANKS)
        found.append((family, given, father, rank, post, unit, *rest))
    return found


def _workbook(rows: list[Row]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Штат")
        for number, row in enumerate((_HEADINGS, *rows)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def _text(rows: list[Row]) -> bytes:
    lines = (";".join(row) for row in (_HEADINGS, *rows))
    return "\r\n".join(lines).encode("cp1251", "replace")


def _institution(code: str, rows: list[Row]) -> int:
    name = Bilingual(ky=code, ru=code)
    with transaction():
        root = accounts.found_institution(code, name, Region.BISHKEK, by=BY)
        units = {}
        for number in range(UNITS):
            called = f"Отдел {number}"
            names = Bilingual(ky=called, ru=called)
            one = accounts.open_unit(root.institution, root, names, Region.BISHKEK, by=BY)
            units[called] = one
        _fill(units, rows)
        return root.institution_id


def _fill(units: dict[str, Unit], rows: list[Row]) -> None:
    """Past the acts, which would take minutes."""
    now, kept = clock.now(), {"лейтенант": "lieutenant", "капитан": "captain", "майор": "major"}
    for family, given, father, rank, post, unit, *_rest in rows:
        person = Person(
            family_name=family, given_name=given, patronymic=father, sex=Sex.MALE, language="ru", created_at=now
        )  # fmt: skip
        chair = Post(
            unit_id=units[unit].id, profession=Profession.POLICE, kind=PostKind.OTHER, name_ky=post, name_ru=post, name_en=""
        )  # fmt: skip
        db.session.add_all((person, chair))
        db.session.flush()
        held = {"person_id": person.id, "post_id": chair.id, "from_day": _SINCE}
        db.session.execute(insert(Appointment).values(**held))
        if rank in kept:
            named = {"rank": f"police-{kept[rank]}", "from_day": _SINCE, "recorded_at": now}
            db.session.execute(insert(RankHeld).values(person_id=person.id, **named))


def _measure(what: str, institution_id: int, body: bytes) -> None:
    """From the bytes to every problem found; nothing is kept."""
    with statements() as asked, transaction():
        now, wall, used = clock.now(), time.perf_counter(), time.process_time()
        theirs = db.session.get_one(Institution, institution_id)
        of = actions.bring(theirs, "list", body, by=BY, at=now)
        of.makes_posts, of.takes_guessed_sex = True, True
        before = len(asked)
        shown = planning.preview(of, today=clock.today())
        wall, used = time.perf_counter() - wall, time.process_time() - used
        db.session.rollback()
    counts = ", ".join(f"{name} {n:,}" for name, n in shown.counts.items() if n)
    print(f"{what}: {used:.1f} s of CPU, {wall:.1f} s, target {MOST_SECONDS:g} s; {counts}")
    print(f"  statements of the preview: {len(asked) - before}")


def _yardstick() -> float:
    begun = time.process_time()
    sum(number * number for number in range(3_000_000))
    return time.process_time() - begun


if __name__ == "__main__":
    main()
