"""What commands of several rooms share."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.core.refusals import Refusal
from app.db.session import transaction


@contextmanager
def writing() -> Iterator[None]:
    """A command's transaction; what a rule refuses is undone and said as a sentence."""
    try:
        with transaction():
            yield
    except Refusal as refusal:
        raise click.ClickException(refusal.says % refusal.values) from refusal
