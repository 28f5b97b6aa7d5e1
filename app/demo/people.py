"""Six hundred invented people on their posts, the named ones among them, and the moves of the last year."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.accounts import actions
from app.accounts.kinds import Sex
from app.accounts.models import Person, Post, Unit
from app.core.actor import Actor
from app.core.bilingual import Bilingual
from app.demo.names import invent
from app.demo.places import REGIONS, SERVICES, SHARES, Service, filled, kind_of
from app.demo.roles import ROLES, Role

_STATION_SIZE = 12
# Posts that stay vacant, so that a unit's page has one to show.
_VACANT = 0.06
_MOVED_OR_LEFT = 0.15


@dataclass
class Placed:
    """A person with the post and the day they came; `role` for the named ones."""

    person: Person
    post: Post
    service: Service
    since: date
    role: Role | None = None
    left_on: date | None = None


@dataclass
class World:
    chance: random.Random
    today: date
    at: datetime
    by: Actor
    password_hash: str
    roots: dict[str, Unit] = field(default_factory=dict)
    people: list[Placed] = field(default_factory=list)


def settle(world: World) -> None:
    """Institutions, units, posts and people."""
    for service in SERVICES:
        root = actions.found_institution(
            service.code, service.name, next(iter(REGIONS)), by=world.by
        )
        world.roots[service.code] = root
        roles = [role for role in ROLES if role.service == service.code]
        for region, name in REGIONS.items():
            count = round(service.people * SHARES[region])
            if region == next(iter(REGIONS)):
                count = service.people - sum(
                    round(service.people * SHARES[r]) for r in list(REGIONS)[1:]
                )
            unit = actions.open_unit(
                root.institution, root, filled(service.unit, region=name), region, by=world.by
            )
            _fill_region(world, service, unit, count, roles if "Бишкек" in name.ky else [])
    _grant_duties(world)


def _fill_region(
    world: World, service: Service, region: Unit, count: int, roles: list[Role]
) -> None:
    stations = max(1, round(count / _STATION_SIZE))
    named = list(roles)
    for n in range(stations):
        name = filled(service.station, n=n + 1, region=REGIONS[region.region])
        station = actions.open_unit(region.institution, region, name, region.region, by=world.by)
        size = count // stations + (1 if n < count % stations else 0)
        here = named if n == 0 else []
        chief = next((role for role in here if role.chief), None)
        _place(world, service, station, service.chief, chief)
        others = [role for role in here if not role.chief]
        for k in range(size - 1):
            role = others[k] if k < len(others) else None
            _place(world, service, station, service.posts[k % len(service.posts)], role)
        if world.chance.random() < _VACANT * size:
            title = service.posts[0]
            kind = kind_of(title)
            actions.create_post(station, title, service.profession, kind=kind, by=world.by)


def _place(
    world: World, service: Service, station: Unit, title: Bilingual, role: Role | None
) -> None:
    woman = world.chance.random() < service.women
    family, given, patronymic = invent(world.chance, woman=woman)
    since = world.today - timedelta(days=world.chance.randint(40, 1500))
    if role is not None and role.sign_in_name == "newcomer":
        since = world.today - timedelta(days=1)
    person = actions.add_person(
        family,
        given,
        patronymic,
        sex=Sex.FEMALE if woman else Sex.MALE,
        language=role.language if role else world.chance.choices(("ky", "ru"), (0.68, 0.32))[0],
        sign_in_name=role.sign_in_name if role else None,
        address=f"{role.sign_in_name}@muras.example" if role else None,
        by=world.by,
        at=world.at,
    )
    if role is not None:
        person.password_hash = world.password_hash
    kind = kind_of(title)
    post = actions.create_post(station, title, service.profession, kind=kind, by=world.by)
    actions.appoint(person, post, from_day=since, by=world.by)
    world.people.append(Placed(person, post, service, since, role))


def _grant_duties(world: World) -> None:
    for placed in world.people:
        role = placed.role
        if role is None or role.duty is None:
            continue
        over = {
            "station": [placed.post.unit],
            "root": [world.roots[role.service]],
            "all": list(world.roots.values()),
        }[role.over]
        for unit in over:
            actions.grant(placed.person, role.duty, unit, from_day=placed.since, by=world.by)


def turn_over(world: World) -> None:
    """Fifteen in a hundred moved or left within the last twelve months, as personnel reports say."""
    movable = [p for p in world.people if p.role is None and (world.today - p.since).days > 200]
    leaving = world.chance.sample(movable, round(len(world.people) * _MOVED_OR_LEFT))
    for n, placed in enumerate(leaving):
        earliest = max(placed.since + timedelta(days=60), world.today - timedelta(days=360))
        span = (world.today - timedelta(days=3) - earliest).days
        day = earliest + timedelta(days=world.chance.randint(0, max(span, 1)))
        if n % 2:
            actions.dismiss(placed.person, on_day=day, by=world.by, at=world.at)
            placed.left_on = day
        else:
            other = world.chance.choice([p for p in world.people if p.service is placed.service])
            post = actions.create_post(
                other.post.unit,
                placed.post.name,
                placed.service.profession,
                kind=placed.post.kind,
                by=world.by,
            )
            actions.move(placed.person, post, on_day=day, by=world.by)
