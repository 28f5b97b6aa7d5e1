"""The large world in a database: content through the rooms' own actions, everything else in bulk."""

import hashlib
import json
import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from app.assessment import drawing, quizzes, terms
from app.assessment import queries as banks
from app.authoring.shipped import Together
from app.core import clock
from app.core.actor import system
from app.core.problems import Problems
from app.curriculum import actions as curriculum
from app.curriculum import queries as releases
from app.curriculum.models import Release, ReleaseKind
from app.db.session import db, transaction
from app.settings import ROOT
from benchmarks import rows
from benchmarks.rows import Offer

# Names a large world that is there already, for the benchmarks that ask of one.
READY = "MURAS_BENCH_DATABASE"
COURSES = 20
PASSWORD = "bench-password-2026"
_BY = system("bench")
# Every so many of the copies is required of its audience, so that start pages hold something due.
_REQUIRED = 6
# These are copied, too.
_FIRST = ("tip-foundations", "police-first-response")
# Of a test so many draws are handed out by turns.
_DRAWS = 200
# Chance of enrolment: in the course for all, in the one for the police, in each copy.
_SHARES = (0.7, 0.45, 0.065)


def build(app: Flask, people: int) -> None:
    """Into an empty database."""
    with app.app_context():
        upgrade()
        with transaction():
            offers = _release()
        db.session.remove()
        hashed = app.extensions["hasher"].hash(PASSWORD)
        _fill(rows.everything(people, offers, now=clock.now(), password_hash=hashed))


# ── content ───────────────────────────────────────────────────────────────────


def _release() -> list[Offer]:
    """The shipped courses and, under other ids, copies of them."""
    together = Together()
    now = clock.now()
    curriculum.import_shipped(
        ROOT, by=_BY, at=now, check_bank=together.bank, check_quiz=together.quiz
    )
    # People are put into what ends with a test; a course of walkthroughs is only there.
    tested = [r for r in releases.current(ReleaseKind.COURSE) if releases.course(r.id).final]
    shipped = sorted(tested, key=_place)
    made = list(shipped)
    for n in range(COURSES - len(shipped)):
        of = shipped[n % len(_FIRST)]
        name = f"bench-{n + 1:02d}"
        bundle = _renamed(releases.bundle_of(of.id), name, required=n % _REQUIRED == 0)
        made.append(curriculum.release(ReleaseKind.COURSE, name, bundle, by=_BY, at=now))
    shares = [*_SHARES[:2], *[_SHARES[2]] * COURSES]
    # A course without a final test has nothing to hand in.
    tested = [release for release in made if releases.course(release.id).final]
    return [_offer(release, share) for release, share in zip(tested, shares, strict=False)]


def _place(release: Release) -> int:
    """Those first that most people study."""
    return _FIRST.index(release.name) if release.name in _FIRST else len(_FIRST)


def _renamed(bundle: dict[str, str], name: str, *, required: bool) -> dict[str, str]:
    head = re.sub(r"(?m)^id: .*$", f"id: {name}", bundle["course.yaml"], count=1)
    if not required:
        head = re.sub(r"(?m)^required:\n(?:  .*\n)+", "", head)
    return bundle | {"course.yaml": head}


def _offer(release: Release, share: float) -> Offer:
    course = releases.course(release.id)
    assert course.final is not None
    final = course.quiz(course.final)
    assert final is not None
    quiz = quizzes.read(final.text, final.path, Problems())
    assert quiz is not None
    bank = releases.current_release(quiz.bank, ReleaseKind.BANK)
    assert bank is not None
    questions = banks.bank(bank.id)
    return Offer(
        release_id=release.id,
        bank_release_id=bank.id,
        name=release.name,
        title=course.title,
        digest=release.digest,
        audience=course.audience,
        lessons=tuple(lesson.id for lesson in course.lessons),
        final=course.final,
        rule=terms.kept(quiz),
        share=share,
        draws=[
            [one.item_id for one in drawing.draw(quiz, questions, seed)] for seed in range(_DRAWS)
        ],
    )


# ── rows ──────────────────────────────────────────────────────────────────────

_Tables = Iterator[tuple[str, Sequence[str], Iterable[tuple]]]


def _fill(tables: _Tables) -> None:
    connection = db.engine.raw_connection()
    driver: Any = connection.driver_connection
    try:
        if db.engine.dialect.name == "sqlite":
            _fill_sqlite(driver, tables)
        else:
            _fill_postgresql(driver, tables)
    finally:
        connection.detach()
        connection.close()
    if db.engine.dialect.name != "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as settled:
            settled.execute(text("VACUUM ANALYZE"))


def _fill_sqlite(driver: Any, tables: _Tables) -> None:
    """Without waiting for the disk: what is lost here is built again."""
    for pragma in ("synchronous=OFF", "journal_mode=MEMORY", "foreign_keys=OFF"):
        driver.execute(f"PRAGMA {pragma}")
    driver.execute("BEGIN")
    for table, columns, lines in tables:
        places = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
        driver.executemany(insert, (tuple(map(_for_sqlite, line)) for line in lines))
    driver.execute("COMMIT")
    broken = driver.execute("PRAGMA foreign_key_check").fetchmany(3)
    assert not broken, broken
    driver.execute("PRAGMA journal_mode=DELETE")


def _for_sqlite(value: object) -> object:
    """As SQLAlchemy writes it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, date):
        return value.isoformat()
    return _for_postgresql(value)


def _fill_postgresql(driver: Any, tables: _Tables) -> None:
    with driver.cursor() as cursor:
        for table, columns, lines in tables:
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(tuple(map(_for_postgresql, line)))
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
    driver.commit()


def _for_postgresql(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


# ── kept between runs ─────────────────────────────────────────────────────────


def kept_copy(app: Flask, people: int, folder: Path) -> None:
    """The world in the SQLite file that `app` opens: from the folder of worlds when it is there, else built into it."""
    target = Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
    kept = folder / f"{people}-{_fingerprint()}.db"
    if not kept.exists():
        for old in folder.glob(f"{people}-*.db"):
            old.unlink()
        begun = time.monotonic()
        build(app, people)
        print(f"built in {time.monotonic() - begun:.0f} s", flush=True)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(target, kept.with_suffix(".part"))
        kept.with_suffix(".part").rename(kept)
        return
    shutil.copyfile(kept, target)


def _fingerprint() -> str:
    """Changes with everything a world is built from."""
    sources = [
        *ROOT.glob("app/*/*models.py"),
        *ROOT.glob("app/migrations/versions/*.py"),
        *ROOT.glob("benchmarks/[rw]*.py"),
        *_content(),
    ]
    total = hashlib.sha256()
    for path in sorted(sources):
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def _content() -> Iterator[Path]:
    for folder in ("courses", "question_banks"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file())
