"""create_app: settings, rooms, who listens to whom, commands. The only place that knows all rooms."""

import logging
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_migrate import Migrate
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import menu, settings
from app.accounts import commands as accounts_commands
from app.accounts import visitor
from app.accounts.codes import Vault
from app.accounts.passwords import Hasher
from app.accounts.views import (
    address,
    device,
    duties,
    links,
    merging,
    moves,
    own,
    people,
    resets,
    restating,
    second_step,
    serving,
    sign_in,
    units,
)
from app.assessment import commands as assessment_commands
from app.assessment.views import (
    answers,
    attempts,
    beliefs,
    library,
    marking,
    regrades,
    result,
)
from app.authoring import commands as authoring_commands
from app.continuity import handlers as continuity_handlers
from app.continuity.views import coverage as continuity_coverage
from app.continuity.views import handovers, leaving, stress
from app.core.actor import Actor
from app.curriculum.views import catalogue, glossary, law, media
from app.db.session import ENGINE_OPTIONS, POSTGRESQL_OPTIONS, db
from app.demo import commands as demo_commands
from app.demo.roles import ROLES
from app.doctor import doctor
from app.drills.views import figures as drill_figures
from app.drills.views import results as drill_results
from app.drills.views import sessions as drills
from app.home import views as home
from app.jobs import commands as jobs_commands
from app.jobs.rules import Handler
from app.journal import actions as journal
from app.journal import commands as journal_commands
from app.journal import views as journal_heads
from app.learning import actions as learning
from app.learning import commands as learning_commands
from app.learning import handlers as learning_handlers
from app.learning.views import (
    allowances,
    certificates,
    enrolment,
    groups,
    record,
    revocations,
    study,
    windows,
)
from app.notices import commands as notices_commands
from app.notices import views as letters
from app.obligations import commands as obligations_commands
from app.obligations import handlers as obligations_handlers
from app.obligations.views import anew, due, exemptions, requirements
from app.reports import actions as report_actions
from app.reports import handlers as report_handlers
from app.reports.views import completion, documents, index, institution
from app.reports.views import person as training_record
from app.reports.views import rows as report_rows
from app.rosters import commands as rosters_commands
from app.rosters.views import columns as roster_columns
from app.rosters.views import lists as staff_lists
from app.rosters.views import preview as roster_preview
from app.scenarios.views import debrief as run_debrief
from app.scenarios.views import previews, runs, writings
from app.statistics.views import files as raw_scores
from app.statistics.views import formulas
from app.statistics.views import questions as item_statistics
from app.statistics.views import tests as test_statistics
from app.statistics.views import walks as walk_statistics
from app.web import access, assets, cookies, errors, language, parts, security, transactions
from app.web import commands as web_commands

log = logging.getLogger("muras")

ROOMS = (
    "web",
    "journal",
    "notices",
    "accounts",
    "curriculum",
    "rosters",
    "assessment",
    "scenarios",
    "learning",
    "obligations",
    "statistics",
    "drills",
    "continuity",
    "reports",
    "home",
)

BLUEPRINTS = (
    *(room.bp for room in (assets, home, letters, journal_heads)),
    *(room.bp for room in (sign_in, second_step, links, own, address, device)),
    *(room.bp for room in (people, moves, duties, resets, units)),
    *(room.bp for room in (serving, restating, merging)),
    *(room.bp for room in (staff_lists, roster_columns, roster_preview)),
    *(room.bp for room in (catalogue, law, glossary, media)),
    *(room.bp for room in (attempts, answers, result, beliefs, marking, library, regrades)),
    *(room.bp for room in (enrolment, study, record, certificates, revocations, groups)),
    *(room.bp for room in (allowances, windows)),
    *(room.bp for room in (requirements, exemptions, anew, due)),
    *(room.bp for room in (runs, run_debrief, writings)),
    previews.bp,
    *(room.bp for room in (test_statistics, item_statistics, raw_scores, formulas)),
    walk_statistics.bp,
    *(room.bp for room in (drills, drill_results, drill_figures)),
    *(room.bp for room in (continuity_coverage, stress, handovers, leaving)),
    *(
        room.bp
        for room in (index, completion, institution, documents, report_rows, training_record)
    ),
)
COMMANDS = (
    accounts_commands.accounts,
    assessment_commands.assessment,
    authoring_commands.group,
    demo_commands.group,
    doctor,
    jobs_commands.jobs,
    journal_commands.group,
    learning_commands.group,
    notices_commands.notices,
    rosters_commands.group,
    obligations_commands.group,
    web_commands.words,
)
# Who does the work of which kind of job.
JOBS: dict[str, Handler] = {
    report_actions.JOB: report_handlers.make_report,
    report_actions.ROWS_JOB: report_handlers.make_rows,
}


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The program, ready to serve; `overrides` replaces the settings of the environment, for tests."""
    app = Flask("app", root_path=str(settings.ROOT / "app"), static_folder=None)
    app.config.update(settings.load() if overrides is None else overrides)
    app.session_interface = cookies.PageCookie()
    app.extensions["hasher"] = Hasher()
    app.extensions["vault"] = Vault(
        app.config["SECRET_KEY"], *app.config.get("SECRET_KEY_FALLBACKS", ())
    )
    _behind_proxies(app)
    _database(app)
    _pages(app)
    _demonstration(app)
    learning.use_signing_key(
        Path(app.config["SIGNING_KEY_FILE"]), create=app.config["DEMONSTRATION"]
    )
    learning_handlers.connect()
    obligations_handlers.connect()
    continuity_handlers.connect()
    app.extensions["jobs"] = JOBS
    app.extensions["enrolment_of"] = learning_handlers.address_of_enrolment
    app.extensions["after_result"] = learning_handlers.after_result
    app.extensions["required_of"] = obligations_handlers.courses_required
    app.extensions["renewal_of"] = obligations_handlers.renewal_of
    app.extensions["stands_of"] = obligations_handlers.stands_of
    app.extensions["certificates_in"] = learning_handlers.certificates_in
    for group in COMMANDS:
        app.cli.add_command(group)
    return app


def _behind_proxies(app: Flask) -> None:
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _database(app: Flask) -> None:
    options: dict[str, object] = dict(ENGINE_OPTIONS)
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        options |= POSTGRESQL_OPTIONS
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options | app.config.get(
        "SQLALCHEMY_ENGINE_OPTIONS", {}
    )
    db.init_app(app)
    Migrate(app, db, directory=str(settings.ROOT / "app" / "migrations"))


def _pages(app: Flask) -> None:
    folders = [FileSystemLoader(settings.ROOT / "app" / room / "templates") for room in ROOMS]
    app.jinja_loader = ChoiceLoader(folders)  # type: ignore[assignment]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["asset"] = assets.asset
    app.context_processor(_everywhere)
    security.install(app)
    language.install(app)
    parts.install(app)
    access.install(app, visitor.find_actor)
    transactions.install(app)
    errors.install(app, sign_in=sign_in.ask)
    errors.refused.connect(_note_refusal)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def _demonstration(app: Flask) -> None:
    if app.config["DEMONSTRATION"]:
        app.config["DEMONSTRATION_NAMES"] = [(role.sign_in_name, role.who) for role in ROLES]


def _everywhere() -> dict[str, object]:
    person = access.guest_or_actor()
    return {"person": person, "menu": menu.links(person)}


def _note_refusal(_sender, *, status: int, code: str, endpoint: str, actor: Actor | None) -> None:
    """Refusals to people who are signed in are journalled; what may be noted of guests goes to the log.

    Not there and not open are noted alike, so that the time does not tell one from the other. An address that
    everybody may mistype is no refusal.
    """
    view = current_app.view_functions.get(endpoint)
    if status == 404 and (view is None or getattr(view, "audience", None) == ("public",)):
        return
    who = actor or visitor.find_actor()
    if who is None:
        log.warning("refused %s %s %s", status, code, endpoint or "-")
        return
    journal.record_alone(who, "refused", ("endpoint", endpoint or "-"), status=status, code=code)
