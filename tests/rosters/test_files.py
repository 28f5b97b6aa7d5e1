"""Seven files as personnel departments export them: each imports as previewed, and is undone without a trace."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import Appointment, Person
from app.accounts.service_models import RankHeld
from app.core import clock
from app.db.session import db
from app.rosters import actions, applying, headings, layouts, reading, undoing
from app.rosters.shapes import Choice, Chosen, Fate
from tests.rosters import bringing
from tests.rosters.make_files import ALL, FILES

# How each was read; and newcomers, departures, posts made, ranks recorded.
FOUND = {
    "semicolons-cp1251.csv": (("text", "CP1251", "semicolon"), (5, 0, 5, 5)),
    "commas-utf8.csv": (("text", "UTF-8", "comma"), (3, 0, 3, 3)),
    "tabs-utf16.txt": (("text", "UTF-16", "tab"), (2, 0, 2, 0)),
    "titles-merged.xlsx": (("workbook", "", ""), (5, 0, 5, 0)),
    "units-above.xlsx": (("workbook", "", ""), (5, 0, 5, 5)),
    "words-cp1251.tsv": (("text", "CP1251", "tab"), (5, 1, 5, 5)),
    "tabs-utf8.tsv": (("text", "UTF-8", "tab"), (1, 0, 1, 3)),
}
# Whose name in other letters a registrar has to tell, by line.
CHOSEN = {"tabs-utf8.tsv": {2: "asel"}}
pytestmark = pytest.mark.parametrize("name", sorted(FOUND))


def test_the_file_is_read_as_what_it_is(name):
    sheet = reading.read((FILES / name).read_bytes())
    assert (sheet.kind, sheet.encoding, sheet.separator) == FOUND[name][0]
    assert sheet.problems == ()


def test_the_kept_file_says_what_the_maker_writes(name):
    made, kept = reading.read(ALL[name]()), reading.read((FILES / name).read_bytes())
    assert made == kept


def test_names_posts_and_units_are_found_by_their_headings(name):
    layout = layouts.find(reading.read((FILES / name).read_bytes()).rows)
    meant = {column.value for column in headings.guess(layout.headings)}
    assert meant & {"full-name", "family-name"}
    assert "post" in meant
    assert "unit" in meant or name == "units-above.xlsx"


def test_it_imports_as_previewed_and_undoes_cleanly(name, cast, writing):
    before = bringing.staff()
    # Eleven present people, so that one departure is more than five per cent and would need a second person.
    of = bringing.brought(cast, (FILES / name).read_bytes())
    _tell(of, name, cast)
    shown = bringing.seen(of)
    assert shown.plan.errors == []
    counts = tuple(shown.counts[kind] for kind in ("new", "left", "posts", "ranks"))
    assert counts == FOUND[name][1]
    people = db.session.scalar(select(func.count(Person.id)))
    if not applying.apply_or_ask(of, shown.digest, by=cast.kanykei, at=clock.now()):
        applying.confirm(of, bringing.seen(of).digest, by=cast.nurlan, at=clock.now())
    assert db.session.scalar(select(func.count(Person.id))) == people + counts[0]
    assert db.session.scalar(select(func.count(RankHeld.id))) == counts[3]
    for line in shown.plan.of(Fate.NEW):
        found = db.session.scalars(
            select(Appointment).join(Person).where(Person.family_name == line.listed.family_name,
                                                   Person.given_name == line.listed.given_name)
        ).one()  # fmt: skip
        assert found.from_day == line.day
    again = bringing.brought(cast, (FILES / name).read_bytes())
    _tell(again, name, cast)
    assert not bringing.seen(again).plan.does_something
    undoing.undo(of, by=cast.kanykei, at=clock.now())
    assert bringing.staff() == before


def _tell(of, name: str, cast) -> None:
    chosen = {
        line: Chosen(Choice.KEEP, cast.people[who].id) for line, who in CHOSEN.get(name, {}).items()
    }
    actions.choose(of, chosen, by=cast.kanykei, at=clock.now())
