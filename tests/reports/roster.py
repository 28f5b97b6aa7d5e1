"""A seeded roster of 240 people, written down twice: as rows, and as plain records that are counted by hand here.

Four professions, nine regions and cities, two languages; fifteen per cent moved within the year, some of them twice.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.accounts.kinds import AbsenceKind, PostKind, Profession, Region, Sex
from app.accounts.models import Appointment, Person, Post, Unit
from app.accounts.service_models import Absence, RankHeld
from app.db.session import db
from tests import cast as known
from tests.reports import facts
from tests.reports.reading import DAY

PEOPLE, MOVED, TWICE, AWAY, LEFT = 240, 36, 8, 14, 9
SINCE, UNTIL = DAY - timedelta(days=365), DAY
STAGES = ("in_scope", "enrolled", "started", "passed", "completed", "certified", "expiring")
KINDS = {
    "police": ("investigator", "operative", "inspector", "duty-officer"),
    "prosecutor": ("supervising-prosecutor", "court-prosecutor"),
    "judge": ("sitting-judge", "court-staff"),
    "lawyer": ("practising-lawyer",),
}
RANKS = {"captain": "middle", "major": "senior", "sergeant": "junior"}


@dataclass
class Seat:
    unit: str
    region: str
    kind: str
    since: date
    until: date | None = None


@dataclass
class One:
    """What happened to somebody, in the order of time."""

    id: int
    sex: str
    profession: str
    seats: list[Seat]
    rank: str | None = None
    away: str | None = None
    left: date | None = None
    enrolled: date | None = None
    read: list[tuple[str, date]] = field(default_factory=list)
    passed: date | None = None
    completed: date | None = None
    valid_until: date | None = None

    def seat(self, on: date) -> Seat | None:
        for seat in self.seats:
            if seat.since <= on and (seat.until is None or on < seat.until):
                return seat
        return None

    def is_counted(self, on: date) -> bool:
        return self.seat(on) is not None and not (self.away and on >= DAY - timedelta(days=10))

    def furthest(self, on: date) -> str:
        """The last stage reached by the end of the day."""

        def by(day: date | None) -> bool:
            return day is not None and day <= on

        if not by(self.enrolled):
            return "in_scope"
        if by(self.completed):
            if self.valid_until is None or self.valid_until < on:
                return "completed"
            return "expiring" if self.valid_until < on + timedelta(days=90) else "certified"
        if by(self.passed):
            return "passed"
        return "started" if any(by(day) for _language, day in self.read) else "enrolled"

    def group(self, division: str, on: date) -> str:
        seat = self.seat(on)
        assert seat is not None
        read = Counter(language for language, day in self.read if day <= on)
        year_ago = on.replace(year=on.year - 1)
        return {
            "unit": seat.unit,
            "profession": self.profession,
            "post": seat.kind,
            "rank": RANKS[self.rank] if self.rank else "none",
            "sex": self.sex,
            "region": seat.region,
            "language": ("ky" if read["ky"] >= read["ru"] else "ru") if read else "none",
            "time": "newcomer" if seat.since > year_ago else "settled",
        }[division]


def count(people: list[One], on: date, *divisions: str) -> dict[tuple[str, ...], list[int]]:
    """By hand: person by person, stage by stage."""
    found: dict[tuple[str, ...], list[int]] = {}
    for one in people:
        if not one.is_counted(on):
            continue
        key = tuple(one.group(division, on) for division in divisions)
        row = found.setdefault(key, [0] * len(STAGES))
        for place in range(STAGES.index(one.furthest(on)) + 1):
            row[place] += 1
    return found


def build(cast, release, *, seed: int = 20) -> list[One]:
    """Inside a writing transaction."""
    dice = random.Random(seed)
    units = {r.value: facts.unit(cast.units["police"], r.value, f"Unit {r.value}") for r in Region}
    return [*_cast(cast), *(_person(n, dice, units, release) for n in range(PEOPLE))]


def _cast(cast) -> list[One]:
    """Those whom every test knows: at the academy itself, in Bishkek and in Osh."""
    found = []
    for name, (_family, _given, sex, unit, profession, *_duty) in known._PEOPLE.items():
        if not unit or unit in ("courts", "court"):
            continue
        path = cast.units[unit].path.split("/")
        branch = path[2] if len(path) > 3 else "direct"
        seat = Seat(branch, cast.units[unit].region.value, "other", known.FIRST_DAY)
        if name == "perizat":
            seat.until = date(2025, 6, 1)
        found.append(One(cast.people[name].id, sex, profession, [seat], left=seat.until))
    return found


def _person(n: int, dice: random.Random, units: dict[str, Unit], release) -> One:
    profession = dice.choices(list(KINDS), (6, 2, 2, 2))[0]
    regions = dice.sample(list(units), 3)
    sex = "female" if dice.random() < 0.3 else "male"
    person = facts._added(
        Person(
            family_name=f"Кызматкер{n}",
            given_name="Жаңы",
            sex=Sex(sex),
            language="ky",
            created_at=facts.at(facts.HIRED),
        )
    )
    days = [facts.HIRED + timedelta(days=dice.randrange(300))]
    days += sorted(DAY - timedelta(days=d) for d in dice.sample(range(30, 330), _moves(n)))
    one = One(person.id, sex, profession, [])
    for place, day in enumerate(days):
        end = days[place + 1] if place + 1 < len(days) else None
        region = regions[place]
        unit = units[region]
        one.seats.append(Seat(str(unit.id), region, dice.choice(KINDS[profession]), day, end))
    if MOVED <= n < MOVED + LEFT:
        one.left = one.seats[-1].until = DAY - timedelta(days=dice.randrange(20, 200))
    _seats(one, units)
    _service(one, n, dice)
    _study(one, dice, person, release)
    return one


def _moves(n: int) -> int:
    return 2 if n < TWICE else 1 if n < MOVED else 0


def _seats(one: One, units: dict[str, Unit]) -> None:
    for seat in one.seats:
        names = {"name_ky": "Кызмат", "name_ru": "Должность", "name_en": "Post"}
        post = facts._added(
            Post(
                unit_id=units[seat.region].id,
                profession=Profession(one.profession),
                kind=PostKind(seat.kind),
                **names,
            )
        )
        gone = "left" if seat.until == one.left else "moved"
        facts._added(
            Appointment(
                person_id=one.id,
                post_id=post.id,
                from_day=seat.since,
                until_day=seat.until,
                ended_by=gone if seat.until else None,
            )
        )


def _service(one: One, n: int, dice: random.Random) -> None:
    stamp = {"recorded_at": facts.at(facts.HIRED), "recorded_by_id": None}
    if one.profession == "police" and n % 3:
        one.rank = dice.choice(list(RANKS))
        old = RankHeld(person_id=one.id, rank="police-private", from_day=facts.HIRED, **stamp)
        new = RankHeld(
            person_id=one.id,
            rank=f"police-{one.rank}",
            from_day=facts.HIRED + timedelta(days=200),
            **stamp,
        )
        db.session.add_all([old, new])
    if n >= PEOPLE - AWAY:
        one.away = "leave" if n % 2 else "parental"
        facts._added(
            Absence(
                person_id=one.id,
                kind=AbsenceKind(one.away),
                from_day=DAY - timedelta(days=10),
                until_day=DAY + timedelta(days=20),
                **stamp,
            )
        )


def _study(one: One, dice: random.Random, person: Person, release) -> None:
    stage = dice.choices(STAGES, (4, 2, 3, 2, 2, 6, 2))[0]
    if stage == "in_scope":
        return
    one.enrolled = DAY - timedelta(days=dice.randrange(5, 300))
    enrolment = facts.enrol(person, release, on=one.enrolled)
    if stage == "enrolled":
        return
    language = dice.choice(("ky", "ky", "ru"))
    facts.read(enrolment, (1, 2, 3), on=one.enrolled, language=language)
    one.read = [(language, one.enrolled)] * 3
    if stage == "passed":
        facts.test(enrolment, on=one.enrolled, passed=True, handed_in=one.enrolled)
        one.passed = one.enrolled
    if stage in ("completed", "certified", "expiring"):
        done = facts.complete(enrolment, on=one.enrolled)
        one.passed = one.completed = one.enrolled
        if stage != "completed":
            days = 400 if stage == "certified" else 20
            one.valid_until = DAY + timedelta(days=days)
            facts.certify(done, on=one.enrolled, until=one.valid_until)
