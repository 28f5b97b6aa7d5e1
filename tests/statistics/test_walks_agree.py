"""The debrief of a run, the trainers' map and its file count the same choices."""

from sqlalchemy import select

from app.db.session import db
from app.scenarios import compared
from app.scenarios.models import Run
from tests.statistics import walked
from tests.statistics.test_walks_views import chosen, fetched, rows
from tests.statistics.walked import BADLY, OUT, WELL

# What the first of them chose, and what a colleague is compared with.
OWN = {("corridor", "listen"), ("kitchen", "safe"), ("order", "sound")}


def test_what_colleagues_chose_is_what_the_map_and_its_file_count(app, browser_of, cast):
    people = walked.taken(cast.units["osh"], [*[WELL] * 7, *[OUT] * 6, *[BADLY] * 5])
    _heading, *lines = rows(fetched(browser_of, cast, "/choices.csv"))
    counted = {(line[1], line[9]): int(line[12]) for line in lines if line[9]}
    run = db.session.scalars(select(Run).where(Run.person_id == people[0].id)).one()
    told = compared.others(run, {"corridor", "kitchen", "order"})
    assert {scene: others.runs for scene, others in told.items()} == {
        "corridor": 17,
        "kitchen": 11,
        "order": 6,
    }
    for scene, others in told.items():
        for option, times in others.counts.items():
            assert times + ((scene, option) in OWN) == counted[scene, option], (scene, option)
    page = chosen(browser_of, cast)
    assert ["Угуу better", str(counted["corridor", "listen"]), "67 %", "0"] in page
    assert counted["corridor", "listen"] == 12
