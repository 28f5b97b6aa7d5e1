"""Who sees which links on top of every page."""

from dataclasses import dataclass
from functools import cache

from flask import request, url_for
from flask_babel import get_translations

from app.core.actor import Actor
from app.core.words import N_


@dataclass(frozen=True)
class Link:
    endpoint: str
    label: str
    # None: everybody who is signed in.
    duties: tuple[str, ...] | None = None
    # Blueprints whose pages belong to this link, beside that of the endpoint.
    also: tuple[str, ...] = ()

    def leads_to(self, blueprint: str | None) -> bool:
        return blueprint in (self.endpoint.split(".")[0], *self.also)


_LINKS = (
    Link(
        "home.start",
        N_("Today"),
        also=("assessment_marking", "scenarios_writings", "scenarios_previews"),
    ),
    Link(
        "curriculum_catalogue.index",
        N_("Courses"),
        also=(
            "learning_study",
            "assessment_attempts",
            "assessment_result",
            "scenarios_runs",
            "scenarios_debrief",
        ),
    ),
    Link("drills_sessions.index", N_("Drills"), also=("drills_results", "drills_figures")),
    Link("learning_record.show", N_("My record"), also=("learning_certificates",)),
    Link("learning_groups.index", N_("Groups")),
    Link(
        "accounts_people.index",
        N_("People"),
        ("head", "registrar", "auditor", "administrator"),
        also=("accounts_moves", "accounts_duties", "reports_person"),
    ),
    Link("accounts_units.index", N_("Units"), ("head", "registrar", "auditor", "administrator")),
    Link(
        "reports_completion.show",
        N_("Reports"),
        ("head", "registrar", "auditor"),
        also=("reports_index",),
    ),
    Link(
        "statistics_tests.index",
        N_("Statistics"),
        ("trainer", "author", "reviewer", "registrar", "auditor"),
        also=("statistics_questions", "assessment_beliefs"),
    ),
    Link(
        "assessment_library.index",
        N_("Questions"),
        ("trainer", "author", "reviewer", "registrar", "auditor"),
        also=("assessment_regrades",),
    ),
    Link("curriculum_law.index", N_("Law")),
    Link("curriculum_glossary.index", N_("Glossary")),
)


@cache  # they stand on every page, and working one out takes longer than the rest of the menu
def _address(endpoint: str) -> str:
    return url_for(endpoint)


def links(actor: Actor | None) -> list[tuple[str, str, bool]]:
    """Address, words, and whether the reader is there."""
    if actor is None:
        shown = [link for link in _LINKS if link.endpoint.startswith("curriculum")]
    else:
        shown = [link for link in _LINKS if link.duties is None or actor.has(*link.duties)]
    words, here = get_translations(), request.blueprint
    return [
        (_address(link.endpoint), words.gettext(link.label), link.leads_to(here)) for link in shown
    ]
