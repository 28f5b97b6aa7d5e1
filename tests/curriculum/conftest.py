"""The small course, its register and glossary, as releases."""

from types import SimpleNamespace

import pytest

from app.core.actor import system
from app.core.clock import now
from app.curriculum import actions
from app.curriculum.models import ReleaseKind
from app.db.session import transaction
from tests.curriculum.samples import COURSE, GLOSSARY, LAW

BY = system("test")


def publish(kind, name, bundle):
    with transaction():
        return actions.release(kind, name, bundle, by=BY, at=now())


@pytest.fixture
def library(app):
    """Register and glossary, without a course."""
    return SimpleNamespace(
        law=publish(ReleaseKind.LAW, "law", LAW),
        glossary=publish(ReleaseKind.GLOSSARY, "glossary", GLOSSARY),
    )


@pytest.fixture
def small(library):
    """The release of the small course."""
    return publish(ReleaseKind.COURSE, "small", COURSE)
