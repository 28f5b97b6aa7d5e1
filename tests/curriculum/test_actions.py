"""Releasing, withdrawing, importing."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.core.bundle import digest
from app.core.clock import now
from app.core.problems import Problems
from app.curriculum import actions, events, queries, rules
from app.curriculum.models import Release, ReleaseFile, ReleaseKind
from app.db.session import db, transaction
from app.journal import queries as journal
from tests.curriculum.conftest import BY, publish
from tests.curriculum.samples import COURSE, GLOSSARY, LAW, spoilt, without
from tests.curriculum.test_shipped import BANK, lay

CHANGED = spoilt(COURSE, "course.yaml", "ru: Кратко", "ru: Коротко")


def test_a_release_keeps_the_files_and_is_journalled(small):
    assert (small.kind, small.name, small.number) == (ReleaseKind.COURSE, "small", 1)
    assert small.digest == digest(COURSE)
    assert queries.bundle_of(small.id) == COURSE
    [entry] = journal.about("release", small.id)
    assert (entry.what, entry.details["digest"]) == ("released", small.digest)


def test_the_same_files_again_are_the_same_release(small):
    assert publish(ReleaseKind.COURSE, "small", COURSE).id == small.id
    assert len(journal.about("release", small.id)) == 1


def test_changed_files_are_the_next_release(small):
    after = publish(ReleaseKind.COURSE, "small", CHANGED)
    assert (after.number, queries.course(after.id).summary.ru) == (2, "Коротко")
    assert queries.course(small.id).summary.ru == "Кратко"
    back = publish(ReleaseKind.COURSE, "small", COURSE)
    assert back.number == 3


def test_a_release_is_announced_in_its_transaction(library):
    heard = []

    def listen(_sender, *, release, by, at):
        heard.append((release.name, release.id is not None, by))

    with events.release_published.connected_to(listen):
        publish(ReleaseKind.COURSE, "small", COURSE)
        publish(ReleaseKind.COURSE, "small", COURSE)
    assert heard == [("small", True, BY)]


UNFIT = {
    "a course with a fault": (ReleaseKind.COURSE, without(COURSE, "media/steps.svg")),
    "a course that cites what is not there": (
        ReleaseKind.COURSE,
        spoilt(COURSE, "010-first/010-signs.ru.md", "criminal-code/166", "tax-code/1"),
    ),
    "a register with a fault": (ReleaseKind.LAW, without(LAW, "acts.yaml")),
    "a glossary with a fault": (ReleaseKind.GLOSSARY, {}),
    "a bank without its file": (ReleaseKind.BANK, {}),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_has_errors_is_refused_with_all_of_them(library, name):
    kind, bundle = UNFIT[name]
    with pytest.raises(rules.Unfit) as refused, transaction():
        actions.release(kind, "new", bundle, by=BY, at=now())
    assert refused.value.problems.errors
    assert queries.newest(kind, "new") is None


def test_an_id_that_changed_is_refused(small):
    bundle = spoilt(COURSE, "020-last/010-final.quiz.yaml", "id: final-test", "id: other")
    bundle = spoilt(bundle, "course.yaml", "final: final-test", "final: other")
    with pytest.raises(rules.Unfit) as refused:
        publish(ReleaseKind.COURSE, "small", bundle)
    assert [p.code for p in refused.value.problems.errors] == ["id-changed"]


def test_a_higher_room_may_find_more(library):
    def check(bundle):
        problems = Problems()
        problems.error("bank.yaml", 1, "empty-bank", "It is empty.")
        return problems

    with pytest.raises(rules.Unfit), transaction():
        actions.release(ReleaseKind.BANK, "small", BANK, by=BY, at=now(), check=check)


def test_what_is_withdrawn_is_not_offered_and_stays_readable(small):
    after = publish(ReleaseKind.COURSE, "small", CHANGED)
    with transaction():
        actions.withdraw(after, "A mistake in lesson one.", by=BY, at=now())
    assert queries.current_release("small") is small
    assert queries.course(after.id).summary.ru == "Коротко"
    assert publish(ReleaseKind.COURSE, "small", CHANGED).id == after.id
    with pytest.raises(rules.AlreadyWithdrawn), transaction():
        actions.withdraw(after, "Again.", by=BY, at=now())


def test_a_release_of_which_everything_is_withdrawn_is_gone(small):
    with transaction():
        actions.withdraw(small, "All wrong.", by=BY, at=now())
    assert queries.current_release("small") is None
    assert queries.current_courses() == []


@pytest.mark.parametrize("table", [Release, ReleaseFile])
def test_the_database_refuses_to_change_a_release(small, table):
    row = db.session.scalars(select(table).limit(1)).one()
    changed = "digest" if table is Release else "text"
    with pytest.raises(DBAPIError, match="only grows"), transaction() as session:
        setattr(row, changed, "x")
        session.flush()


def test_everything_shipped_becomes_releases_once(app, tmp_path):
    lay(tmp_path)
    with transaction():
        first = actions.import_shipped(tmp_path, by=BY, at=now())
    with transaction():
        second = actions.import_shipped(tmp_path, by=BY, at=now())
    names = [("law", "law"), ("glossary", "glossary"), ("bank", "small"), ("course", "small")]
    assert [(r.kind.value, r.name) for r, _new in first] == names
    assert [is_new for _r, is_new in first] == [True] * 4
    assert [(r.id, is_new) for r, is_new in second] == [(r.id, False) for r, _new in first]


def test_only_what_changed_is_released_again(app, tmp_path):
    lay(tmp_path)
    with transaction():
        actions.import_shipped(tmp_path, by=BY, at=now())
    lay(tmp_path, course=CHANGED)
    with transaction():
        again = actions.import_shipped(tmp_path, by=BY, at=now())
    assert [(r.name, r.number) for r, is_new in again if is_new] == [("small", 2)]


def test_one_fault_keeps_everything_out(app, tmp_path):
    lay(tmp_path, glossary={"terms.yaml": GLOSSARY["terms.yaml"] + "extra: 1\n"})
    with pytest.raises(rules.Unfit), transaction():
        actions.import_shipped(tmp_path, by=BY, at=now())
    assert queries.current(*ReleaseKind) == []
