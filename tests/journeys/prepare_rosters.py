"""Staff lists in the world of the demonstration: one that is read, one that waits for a second person, one applied."""

from app.accounts import queries as people
from app.accounts.models import Person, Unit
from app.core import clock
from app.core.actor import Actor, Duty
from app.db.session import db
from app.rosters import actions, applying, planning, queries
from app.rosters.models import StaffList

HEADINGS = "Аты-жөнү;Кызматы;Бөлүм;Жынысы\n"
NEW = "Үлгүбекова Мисалкан Ойдон кызы;Жаңы орун;{unit};аял\n"


def prepare(registrar: Person) -> dict[str, object]:
    held = people.appointment(registrar.id, on=clock.today())
    assert held is not None
    root = Unit(path=queries.root_path(held.post.unit.institution_id))
    by = Actor(
        person_id=registrar.id, origin="test", duties=(Duty("registrar", root.path),), language="ky"
    )
    unit = held.post.unit
    new = HEADINGS + NEW.format(unit=unit.name_ky)
    doubtful = f"{registrar.family_name[:-1]} {registrar.given_name};Орун;{unit.name_ky};\n"
    own = f"{registrar.name};{held.post.name_ky};{unit.name_ky};{'аял' if registrar.sex == 'female' else 'эркек'}\n"
    return {
        "list-open": _brought(unit, new + doubtful, by=by).id,
        "list-done": _applied(_brought(unit, new, by=by), by=by).id,
        "list-waiting": _applied(_brought(unit, HEADINGS + own, by=by, complete=True), by=by).id,
    }


def _brought(unit: Unit, body: str, *, by: Actor, complete: bool = False) -> StaffList:
    now = clock.now()
    made = actions.bring(unit.institution, "list.csv", body.encode(), by=by, at=now)
    actions.set_options(
        made, on_day=made.on_day, complete=complete, makes_posts=True, takes_guessed_sex=True,
        language="ky", profession=made.profession, by=by, at=now,
    )  # fmt: skip
    return made


def _applied(of: StaffList, *, by: Actor) -> StaffList:
    seen = planning.preview(of, today=clock.today()).digest
    applying.apply_or_ask(of, seen, by=by, at=clock.now())
    db.session.flush()
    return of
