"""What is kept in memory of a release beyond the page that read it."""

import pytest

from app.core import clock
from app.curriculum import actions, queries
from app.curriculum.models import ReleaseKind
from app.db.session import begin_writing, end_writing
from tests.curriculum.conftest import BY
from tests.curriculum.samples import LAW
from tests.statements import statements


def test_an_edition_is_asked_for_once(small):
    assert queries.edition(small.id)[:3] == (small.id, "small", 1)
    with statements() as asked:
        assert queries.edition(small.id).digest == small.digest
    assert asked == []


def test_what_is_undone_was_never_kept(app):
    """Its number goes to another release, and that one's readers would see the wrong course."""
    begin_writing()
    undone = actions.release(ReleaseKind.LAW, "law", LAW, by=BY, at=clock.now())
    assert queries.edition(undone.id).digest == undone.digest
    number = undone.id
    end_writing(keep=False)
    with pytest.raises(IndexError):
        queries.edition(number)


def test_what_is_kept_of_the_law_is_kept_by_what_was_read(small, monkeypatch):
    """Another release may come between asking which are current and reading them."""
    now = queries.references().mark
    monkeypatch.setattr(queries, "rows", lambda _statement: [("of a moment ago",)])
    assert queries.references().mark == now
    assert ("references", "of a moment ago") not in queries._kept
