"""A course, and people of two academies some way into it."""

import pytest

from app.db.session import transaction
from tests.reports import facts
from tests.reports.reading import DAY


@pytest.fixture
def world(cast):
    """Thirty women and twenty men in Osh, twelve in Sverdlov beside two of the cast; some way into the course."""
    with transaction():
        release = facts.course(audience="police, judge")
        stages = ("in_scope", "enrolled", "started", "passed", "completed", "certified")
        for n in range(50):
            someone = facts.person(cast.units["osh"], sex="female" if n < 30 else "male")
            facts.reach(someone, release, stages[n % 6], on=DAY, language="ru" if n % 4 else "ky")
        for n in range(12):
            facts.reach(facts.person(cast.units["sverdlov"]), release, stages[n // 2], on=DAY)
        for n in range(40):
            sex = "female" if n % 2 else "male"
            someone = facts.person(cast.units["court"], profession="judge", sex=sex)
            facts.reach(someone, release, stages[5 - n % 3], on=DAY)
    return release


@pytest.fixture
def release(app):
    with transaction():
        return facts.course()
