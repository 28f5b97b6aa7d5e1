"""Records that were made one with another are one human: for whoever counts people, or asks what is known of one."""

from sqlalchemy import ColumnElement, case, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Person

PersonId = InstrumentedAttribute[int] | ColumnElement[int]


def counts_for(person_id: PersonId) -> ColumnElement[int]:
    """The record that counts for whoever this column names: their own, unless it was made one with another."""
    me = aliased(Person)
    # Whatever the column belongs to stands further out, perhaps by more than one step.
    into = select(me.merged_into_id).where(me.id == person_id).correlate_except(me)
    return case((person_id.in_(given_up()), into.scalar_subquery()), else_=person_id)


def written_for(person_id: PersonId, kept_id: int) -> ColumnElement[bool]:
    """Facts under the record itself, or under one that was made one with it."""
    return person_id.in_(
        select(Person.id).where(or_(Person.id == kept_id, Person.merged_into_id == kept_id))
    )


def written_for_the_same(person_id: PersonId, other_id: PersonId) -> ColumnElement[bool]:
    """Both columns name records of one human, of which there are two. A condition inside of a subquery on the first."""
    one = aliased(Person)
    kept = counts_for(other_id)
    theirs = select(one.id).where(or_(one.id == kept, one.merged_into_id == kept))
    return person_id.in_(theirs.correlate_except(one))


def has_two(person_id: PersonId) -> ColumnElement[bool]:
    """Whether there is a second record of the human; so looked up that nobody else is looked up in vain."""
    kept = select(Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    return person_id.in_(union(given_up(), kept))


def given_up():
    """Few, whatever the number of people."""
    return select(Person.id).where(Person.merged_into_id.is_not(None))
