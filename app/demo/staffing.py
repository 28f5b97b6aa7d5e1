"""What personnel departments know besides posts: ranks, who is away today, a fact put right, two records alike.

By chances of its own, so that the rest of the world comes out as it did without.
"""

import random
from datetime import datetime, time, timedelta

from app.accounts import actions, merging, queries, restating, serving
from app.accounts.kinds import AbsenceKind, PostKind, Profession, Sex
from app.accounts.restating import Why
from app.accounts.service_rules import Days
from app.core.actor import Actor
from app.core.clock import BISHKEK
from app.demo.people import Placed, World
from app.learning import queries as studies

_SEED = 20_26_12
# The ranks with which people of a profession begin here, and those of heads; the next ones are promotions.
_FIRST = {
    Profession.POLICE: ("police-senior-sergeant", "police-lieutenant", "police-senior-lieutenant"),
    Profession.PROSECUTOR: ("prosecutor-lawyer-3", "prosecutor-lawyer-2", "prosecutor-lawyer-1"),
    Profession.JUDGE: ("judge-5", "judge-4"),
}
_OF_HEADS = {
    Profession.POLICE: ("police-major", "police-lieutenant-colonel"),
    Profession.PROSECUTOR: ("prosecutor-junior-counsellor", "prosecutor-counsellor"),
    Profession.JUDGE: ("judge-3", "judge-2"),
}
_NEXT = {
    "police-senior-sergeant": "police-junior-lieutenant",
    "police-lieutenant": "police-senior-lieutenant",
    "police-senior-lieutenant": "police-captain",
    "police-major": "police-lieutenant-colonel",
    "prosecutor-lawyer-3": "prosecutor-lawyer-2",
    "prosecutor-lawyer-2": "prosecutor-lawyer-1",
    "judge-5": "judge-4",
}
_PROMOTED_AFTER = timedelta(days=2 * 365)

_AWAY = 0.05
# Why people are away, how often, how long ago it began at most, and how many days are still to come at most.
_WHY = (
    (AbsenceKind.LEAVE, 0.42, 20, 25),
    (AbsenceKind.PARENTAL, 0.2, 300, 400),
    (AbsenceKind.SICK, 0.14, 12, 14),
    (AbsenceKind.STUDY, 0.12, 60, 90),
    (AbsenceKind.SECONDMENT, 0.12, 90, 120),
)
# Of those who were away before, a leave of four weeks.
_WAS_AWAY = 0.3
_LEAVE = timedelta(days=28)
_PLAIN = str.maketrans("ңөүэӨҮЭ", "ноуеОУЕ")


def staff(world: World) -> None:
    chance = random.Random(_SEED)
    for placed in world.people:
        _promote(world, placed, chance)
    present = [p for p in world.people if p.role is None and p.left_on is None]
    away = chance.sample(present, round(len(present) * _AWAY))
    for placed in away:
        _send_away(world, placed, chance)
    for placed in present:
        if placed not in away and chance.random() < _WAS_AWAY:
            _was_away(world, placed, chance)
    _put_right(world)
    _enter_twice(world)


def _promote(world: World, placed: Placed, chance: random.Random) -> None:
    """A rank on the first day, and often a higher one after two years."""
    profession = placed.service.profession
    of = _OF_HEADS if placed.post.kind == PostKind.HEAD else _FIRST
    if profession not in of:
        return
    rank, since = chance.choice(of[profession]), placed.since
    serving.record_rank(placed.person, rank, from_day=since, by=world.by, at=world.at)
    day = since + _PROMOTED_AFTER + timedelta(days=chance.randint(0, 300))
    if rank in _NEXT and day < (placed.left_on or world.today):
        serving.record_rank(placed.person, _NEXT[rank], from_day=day, by=world.by, at=world.at)


def _send_away(world: World, placed: Placed, chance: random.Random) -> None:
    kind, _often, ago, ahead = chance.choices(_WHY, [often for _, often, _, _ in _WHY])[0]
    if kind is AbsenceKind.PARENTAL and placed.person.sex is not Sex.FEMALE:
        kind, ago, ahead = AbsenceKind.LEAVE, 20, 25
    begun = max(world.today - timedelta(days=chance.randint(1, ago)), placed.since)
    back = world.today + timedelta(days=chance.randint(2, ahead))
    to_unit = world.roots[placed.service.code] if kind is AbsenceKind.SECONDMENT else None
    serving.record_absence(
        placed.person,
        kind,
        # Nobody knows yet when some of those who are ill will be back.
        Days(begun, None if kind is AbsenceKind.SICK and chance.random() < 0.4 else back),
        to_unit=to_unit,
        by=world.by,
        at=world.at,
    )


def _was_away(world: World, placed: Placed, chance: random.Random) -> None:
    begun = world.today - timedelta(days=chance.randint(40, 300))
    if begun > placed.since:
        days = Days(begun, begun + _LEAVE)
        serving.record_absence(placed.person, AbsenceKind.LEAVE, days, by=world.by, at=world.at)


def _registrar(world: World) -> Actor:
    named = {placed.role.sign_in_name: placed for placed in world.people if placed.role}
    return Actor(person_id=named["registrar"].person.id, origin="demo")


def _put_right(world: World) -> None:
    """The day of an appointment of the trainee was entered wrongly, and the registrar has seen it."""
    named = {placed.role.sign_in_name: placed for placed in world.people if placed.role}
    placed = named["trainee-police"]
    held = queries.appointments(placed.person.id)[0]
    then = datetime.combine(world.today - timedelta(days=20), time(10), BISHKEK)
    why = Why("Демонстрация: буйрукта башка күн турат.", _registrar(world), then)
    day = placed.since - timedelta(days=3)
    days = Days(day, held.until_day)
    restating.restate_appointment(placed.person, held, post=held.post, days=days, why=why)
    placed.since = day


def _enter_twice(world: World) -> None:
    """Somebody of the police left, came back, and was entered anew with another spelling."""
    police = [p for p in world.people if p.role is None and p.service.profession == "police"]
    for gone in (p for p in police if p.left_on is not None):
        for back in police:
            left = gone.left_on
            fits = left is not None and back.left_on is None and back.since > left
            if fits and back.person.sex == gone.person.sex and not studies.of(back.person.id):
                _ask_to_merge(world, gone, back)
                return


def _ask_to_merge(world: World, gone: Placed, back: Placed) -> None:
    of = gone.person
    actions.correct_person(
        back.person,
        family_name=of.family_name.translate(_PLAIN),
        given_name=of.given_name.translate(_PLAIN),
        patronymic="",
        sex=of.sex,
        by=world.by,
        at=world.at,
    )
    reason = "Демонстрация: бир эле адам, кызматка кайра келген; паспорту бирдей."
    merging.ask(of, back.person, reason, by=_registrar(world), at=world.at)
