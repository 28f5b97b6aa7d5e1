"""Ranks and absences of the large world: what reports tell people apart by, and whom they leave out."""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from app.accounts import ranks
from app.accounts.kinds import AbsenceKind, Profession

SEED = 2028
RANKS = ("id", "person_id", "rank", "from_day", "recorded_at")
ABSENCES = ("id", "person_id", "kind", "from_day", "until_day", "recorded_at")
# Of a hundred with a profession that has ranks, so many hold one, and so many of these one before it.
RANKED, RAISED = 80, 35
# Of a hundred people, so many were away some time, and so many are today.
WERE_AWAY, ARE_AWAY = 12, 4


def ranks_held(
    people: Iterable[int], profession_of: Callable[[int], Profession], *, today: date
) -> Iterator[tuple]:
    """The lower first, where somebody was raised."""
    chance, number = random.Random(SEED), 0
    for person in people:
        keys = [rank.key for rank in ranks.of(profession_of(person))]
        if not keys or chance.randrange(100) >= RANKED:
            continue
        now = chance.randrange(len(keys))
        steps = (now - 1, now) if now and chance.randrange(100) < RAISED else (now,)
        day = today - timedelta(days=chance.randint(1200, 1500))
        for step in steps:
            number += 1
            yield number, person, keys[step], day, _recorded(day)
            day += timedelta(days=chance.randint(300, 1100))


def absences(people: Iterable[int], *, today: date) -> Iterator[tuple]:
    chance, number, kinds = random.Random(SEED + 1), 0, list(AbsenceKind)
    for person in people:
        place = chance.randrange(100)
        if place >= WERE_AWAY:
            continue
        number += 1
        is_away = place < ARE_AWAY
        until = today + timedelta(days=5 if is_away else -chance.randint(20, 300))
        since = until - timedelta(days=chance.randint(10, 60))
        yield number, person, chance.choice(kinds).value, since, until, _recorded(since)


def _recorded(day: date) -> datetime:
    return datetime.combine(day, time(4), UTC)
