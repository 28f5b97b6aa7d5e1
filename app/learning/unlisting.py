"""Who came with a staff list and has begun to study since: the list is not undone then. Nothing is taken back here."""

from sqlalchemy import select

from app.core.words import N_
from app.db.session import db
from app.learning.models import Certificate, Enrolment, GroupMember
from app.rosters.aftermath import Aftermath, Answer

_SAYS = (
    (Enrolment, N_("This person has been enrolled in a course since, and stays.")),
    (GroupMember, N_("This person has joined a group of a trainer since, and stays.")),
    (Certificate, N_("This person has been given a certificate since, and stays.")),
)


def look(left: Aftermath) -> Answer:
    said = [
        (person_id, says)
        for model, says in _SAYS
        for person_id in db.session.scalars(
            select(model.person_id).where(model.person_id.in_(left.added)).distinct()
        )
    ]
    return Answer(frozenset(model.__tablename__ for model, _says in _SAYS), people=tuple(said))
