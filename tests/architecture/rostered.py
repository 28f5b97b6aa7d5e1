"""A staff list for addresses that name one: brought by a registrar of the owner's academy, with one newcomer."""

from app.accounts.models import Unit
from app.core import clock
from app.core.actor import Actor
from app.rosters import actions
from app.rosters.models import StaffList

HEADINGS = "Фамилиясы;Аты;Кызматы;Бөлүм;Жынысы\n"


def brought(unit: Unit, by: Actor) -> StaffList:
    """The post of the newcomer would be created."""
    body = f"{HEADINGS}Токтобеков;Жаңы;Жаңы орун;{unit.name_ky};эркек\n"
    now = clock.now()
    made = actions.bring(unit.institution, "list.csv", body.encode(), by=by, at=now)
    actions.set_options(
        made,
        on_day=made.on_day,
        complete=False,
        makes_posts=True,
        takes_guessed_sex=False,
        language="ky",
        profession=made.profession,
        by=by,
        at=now,
    )
    return made
