"""Groups of the trainer: one of all four professions, one of police officers, and one that is over."""

from datetime import timedelta

from app.core.actor import Actor
from app.demo.people import Placed, World
from app.learning import grouping
from app.learning.models import Group

_SIZE = 14


def train(world: World) -> None:
    """Named trainees belong to the first group, so that each of them has one to look at."""
    named = {placed.role.sign_in_name: placed for placed in world.people if placed.role}
    trainer = named["trainer"]
    trainees = [placed for name, placed in named.items() if name.startswith("trainee-")]
    police = [
        placed
        for placed in world.people
        if placed.role is None and placed.service.code == trainer.service.code
    ]
    first, rest = police[: _SIZE - len(trainees)], police[_SIZE : 3 * _SIZE : 2]
    _group(world, trainer, "Биргелешкен окуу · Совместное обучение", [*trainees, *first], days=120)
    _group(world, trainer, "Тергөөчүлөр · Следователи", rest, days=60)
    over = _group(world, trainer, "Былтыркы агым · Прошлый набор", police[60:72], days=430)
    grouping.close(over, by=_by(trainer), at=world.at - timedelta(days=300))


def _group(world: World, trainer: Placed, title: str, members: list[Placed], *, days: int) -> Group:
    by, at = _by(trainer), world.at - timedelta(days=days)
    unit = world.roots[trainer.service.code]
    group = grouping.open_group(title, unit, by=by, at=at)
    for placed in members:
        grouping.add(group, placed.person.id, by=by, at=at + timedelta(days=1))
    return group


def _by(trainer: Placed) -> Actor:
    return Actor(person_id=trainer.person.id, origin="demo")
