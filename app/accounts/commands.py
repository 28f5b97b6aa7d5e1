"""flask accounts …: what cannot be done on a page, because nobody can sign in yet."""

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.accounts import actions, granting, letters, queries, rules, signing, visits
from app.accounts.kinds import Profession, Region, Sex
from app.accounts.models import Person
from app.core import clock
from app.core.actor import system
from app.core.bilingual import Bilingual
from app.core.refusals import Refusal
from app.db.session import transaction

accounts = AppGroup("accounts", help="People, units and posts.")


def _values(kind) -> click.Choice:
    return click.Choice([member.value for member in kind])
