"""Rows of the large world, table by table, from a fixed seed: people on posts, and what they studied.

Kept free of the database, so that each table is a plain sequence of tuples in the order of its columns.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.accounts.kinds import Profession, Region
from app.core.bilingual import Bilingual
from app.core.likeness import likeness
from app.core.numbers import with_check_digit
from app.core.text import search_key, sort_key
from app.demo.names import invent
from app.demo.places import REGIONS, SERVICES, SHARES, Service, filled, kind_of
from app.learning import certificates
from benchmarks import rows_of_marks, rows_of_service

SEED = 2026
WOMEN = 0.3
# Of a hundred people, so many belong to each institution; the second has a tenth: one tenth is a report of its own.
PARTS = (70, 10, 7, 13)
STATION_SIZE = 105
MOVED, LEFT = 0.06, 0.04
# How far an enrolment came. A part of those who passed failed once before.
WAYS = (("enrolled", 0.10), ("reading", 0.20), ("read", 0.08), ("completed", 0.62))
FAILED_BEFORE = 0.25
# The people who are measured, then those who hold duties.
FIXED = 400
AUDITOR, REGISTRAR, REGISTRAR_OF_A_TENTH = FIXED + 1, FIXED + 2, FIXED + 3


@dataclass(frozen=True)
class Offer:
    """A released course, as far as rows need it."""

    release_id: int
    bank_release_id: int
    name: str
    title: Bilingual
    digest: str
    audience: tuple[str, ...]
    lessons: tuple[str, ...]
    final: str
    rule: dict[str, object]
    share: float
    draws: Sequence[Sequence[str]]


@dataclass
class Rows:
    """By table, tuples in the order of COLUMNS."""

    tables: dict[str, list[tuple]] = field(default_factory=dict)

    def add(self, table: str, *values: object) -> int:
        """Appends a row whose id is its place, and answers with the id."""
        rows = self.tables.setdefault(table, [])
        rows.append((len(rows) + 1, *values))
        return len(rows)


COLUMNS = {
    "institution": ("id", "code", "name_ky", "name_ru", "name_en"),
    "unit": ("id", "institution_id", "parent_id", "path", "region", "name_ky", "name_ru", "name_en"),
    "post": ("id", "unit_id", "profession", "kind", "name_ky", "name_ru", "name_en"),
    "person": (
        "id", "sign_in_name", "password_hash", "address", "family_name", "given_name", "patronymic",
        "sex", "language", "search", "sort", "likeness", "created_at",
    ),
    "appointment": ("id", "person_id", "post_id", "from_day", "until_day", "ended_by"),
    "enrolment": ("id", "person_id", "counts_for_id", "release_id", "course", "cycle", "begun_at"),
    "lesson_read": ("id", "enrolment_id", "lesson", "language", "at"),
    "attempt": (
        "id", "person_id", "release_id", "bank_release_id", "context", "test", "number", "seed", "rule",
        "begun_at", "deadline_at", "state", "seat", "handed_in_at", "handed_in_by", "score", "maximum", "passed",
        "graded_at", "language",
    ),
    "duty_grant": ("id", "person_id", "unit_id", "kind", "from_day"),
    "completion": ("id", "enrolment_id", "at", "rule_version", "facts", "language"),
    "certificate": (
        "id", "completion_id", "person_id", "number", "code", "issued_at", "valid_until", "words",
        "key_id", "signature",
    ),
}  # fmt: skip


class Places:
    """Institutions, their regions and stations; hands out the station of the next person of an institution."""

    def __init__(self, rows: Rows, people: int) -> None:
        self._rows = rows
        self.roots: list[int] = []
        self._stations: list[list[int]] = []
        for service, part in zip(SERVICES, PARTS, strict=True):
            self._found(service, people * part // 100)

    def _found(self, service: Service, people: int) -> None:
        name = service.name
        institution = self._rows.add("institution", service.code, name.ky, name.ru, name.en)
        root, path = self._open(institution, None, "/", Region.BISHKEK, name)
        stations = []
        for region, called in REGIONS.items():
            unit, below = self._open(
                institution, root, path, region, filled(service.unit, region=called)
            )
            for n in range(max(1, round(people * SHARES[region] / STATION_SIZE))):
                name = filled(service.station, n=n + 1, region=called)
                stations.append(self._open(institution, unit, below, region, name)[0])
        self.roots.append(root)
        self._stations.append(stations)

    def _open(
        self, institution: int, parent: int | None, above: str, region: Region, name: Bilingual
    ) -> tuple[int, str]:
        path = f"{above}{len(self._rows.tables.get('unit', ())) + 1}/"
        unit = self._rows.add(
            "unit", institution, parent, path, region.value, name.ky, name.ru, name.en
        )
        return unit, path

    def post(self, service: int, n: int) -> int:
        """A new post in the station whose turn it is."""
        of = SERVICES[service]
        stations = self._stations[service]
        title = of.posts[n % len(of.posts)]
        unit = stations[n % len(stations)]
        kind = kind_of(title).value
        return self._rows.add("post", unit, of.profession.value, kind, title.ky, title.ru, title.en)


def service_of(n: int) -> int:
    """The institution of person n, so that any stretch of a hundred people holds every part."""
    place = n * 37 % 100
    return next(i for i in range(len(PARTS)) if place < sum(PARTS[: i + 1]))


def profession_of(n: int) -> Profession:
    return SERVICES[service_of(n)].profession


def people(rows: Rows, count: int, *, today: date, password_hash: str, stay: int) -> Places:
    """People on posts; the first `stay` neither moved nor left."""
    chance = random.Random(SEED)
    places = Places(rows, count)
    at = datetime.combine(today - timedelta(days=1500), time(4), UTC)
    for n in range(1, count + 1):
        woman = chance.random() < WOMEN
        family, given, patronymic = invent(chance, woman=woman)
        whole = f"{family} {given} {patronymic}"
        person = rows.add(
            "person", f"p{n:06d}", password_hash, f"p{n:06d}@bench.example", family, given, patronymic,
            "female" if woman else "male", "ky" if chance.random() < 0.68 else "ru",
            search_key(whole), sort_key(whole), likeness(family, given), at,
        )  # fmt: skip
        _appoint(rows, places, person, chance, today=today, stays=n <= stay)
    return places


def _appoint(
    rows: Rows, places: Places, person: int, chance: random.Random, *, today: date, stays: bool
) -> None:
    service = service_of(person)
    since = today - timedelta(days=chance.randint(400, 1500))
    ended = today - timedelta(days=chance.randint(1, 360))
    fate = 1.0 if stays else chance.random()
    if fate < LEFT:
        rows.add("appointment", person, places.post(service, person), since, ended, "left")
    elif fate < LEFT + MOVED:
        rows.add("appointment", person, places.post(service, person), since, ended, "moved")
        rows.add("appointment", person, places.post(service, person + 1), ended, None, None)
    else:
        rows.add("appointment", person, places.post(service, person), since, None, None)


def studies(rows: Rows, offers: Sequence[Offer], *, now: datetime, fixed: int) -> None:
    """Enrolments and what came of them. Of the first `fixed` people, see `_fixed`."""
    chance = random.Random(SEED + 1)
    for person, *_rest in rows.tables["person"]:
        profession = profession_of(person)
        for place, offer in enumerate(offers):
            if profession.value not in offer.audience:
                continue
            if person <= fixed:
                if place == 0:
                    _study(rows, offer, person, _fixed(person), chance, now)
            elif chance.random() < offer.share:
                way = chance.choices([w for w, _ in WAYS], [s for _, s in WAYS])[0]
                _study(rows, offer, person, way, chance, now)


def _fixed(person: int) -> str:
    """Those who are measured: every second has read all lessons, the others some."""
    return "read" if person % 2 else "reading"


def _study(
    rows: Rows, offer: Offer, person: int, way: str, chance: random.Random, now: datetime
) -> None:
    at = now - timedelta(days=chance.randint(20, 380), minutes=chance.randint(0, 1400))
    language = "ky" if chance.random() < 0.68 else "ru"
    enrolment = rows.add("enrolment", person, person, offer.release_id, offer.name, 1, at)
    if way == "enrolled":
        return
    until = len(offer.lessons)
    if way == "reading":
        until = chance.randint(1, len(offer.lessons) - 1)
    for lesson in offer.lessons[:until]:
        at += timedelta(minutes=chance.randint(9, 25))
        rows.add("lesson_read", enrolment, lesson, language, at)
    if way != "completed":
        return
    tries = 2 if chance.random() < FAILED_BEFORE else 1
    for number in range(1, tries + 1):
        at += timedelta(minutes=chance.randint(16, 39))
        _attempt(rows, offer, person, enrolment, number, at, language, passed=number == tries)
    _complete(rows, offer, person, enrolment, language, at)


def _attempt(
    rows: Rows,
    offer: Offer,
    person: int,
    enrolment: int,
    number: int,
    at: datetime,
    language: str,
    *,
    passed: bool,
) -> None:
    begun = at - timedelta(minutes=15)
    rows.add(
        "attempt", person, offer.release_id, offer.bank_release_id, f"enrolment:{enrolment}", offer.final,
        number, 7_919 * enrolment, offer.rule, begun, begun + timedelta(minutes=40), "handed-in", "bench",
        at, "person", 18.0 if passed else 11.0, 20.0, passed, at, language,
    )  # fmt: skip


def _complete(
    rows: Rows, offer: Offer, person: int, enrolment: int, language: str, at: datetime
) -> None:
    facts = {"lessons": list(offer.lessons), "final": offer.final, "share": 0.9}
    done = rows.add("completion", enrolment, at, "2026-1", facts, language)
    number, day = with_check_digit(at.year, done), at.date()
    code = f"BENCH-{done:020d}"
    name = " ".join(rows.tables["person"][person - 1][4:7])
    said = certificates.words(
        number=number, code=code, name=name, institution={"ky": "Академия", "ru": "Академия"},
        course=offer.name, title=vars(offer.title), release=1, release_digest=offer.digest,
        completed=day, issued=day, valid_until=None, law_as_of=day, percent=90,
        lessons=len(offer.lessons), minutes=160, language=language,
    )  # fmt: skip
    rows.add("certificate", done, person, number, code, at, None, said, "bench", "A" * 86)


def duties(rows: Rows, places: Places, *, today: date) -> None:
    """Who asks for reports: over everybody, over the largest institution, over the one with a tenth."""
    since = today - timedelta(days=300)
    for root in places.roots:
        rows.add("duty_grant", AUDITOR, root, "auditor", since)
    rows.add("duty_grant", REGISTRAR, places.roots[0], "registrar", since)
    rows.add("duty_grant", REGISTRAR_OF_A_TENTH, places.roots[1], "registrar", since)


def everything(
    people_count: int, offers: Sequence[Offer], *, now: datetime, password_hash: str
) -> Iterator[tuple[str, Sequence[str], Iterable[tuple]]]:
    """Table, columns, rows; parents before children. Marks are made of the first course only."""
    rows = Rows()
    places = people(
        rows, people_count, today=now.date(), password_hash=password_hash, stay=FIXED + 3
    )
    duties(rows, places, today=now.date())
    studies(rows, offers, now=now, fixed=FIXED)
    for table, columns in COLUMNS.items():
        yield table, columns, rows.tables.get(table, [])
    yield from _service([n for n, *_rest in rows.tables["person"]], today=now.date())
    of = offers[0]
    made = rows_of_marks.marks(rows.tables["attempt"], of.release_id, of.draws)
    yield "mark", rows_of_marks.COLUMNS, made


def _service(
    people: Sequence[int], *, today: date
) -> Iterator[tuple[str, Sequence[str], Iterable[tuple]]]:
    held = rows_of_service.ranks_held(people, profession_of, today=today)
    yield "rank_held", rows_of_service.RANKS, held
    yield "absence", rows_of_service.ABSENCES, rows_of_service.absences(people, today=today)
