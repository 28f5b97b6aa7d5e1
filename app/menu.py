"""Who sees which links on top of every page."""

from dataclasses import dataclass
from functools import lru_cache

from flask import request, url_for

from app.core.actor import Actor
from app.core.words import N_
from app.web.language import catalogue, interface_language


@dataclass(frozen=True)
class Link:
    endpoint: str
    label: str
    # None: everybody who is signed in.
    duties: tuple[str, ...] | None = None
    # Blueprints whose pages belong to this link, beside that of the endpoint.
    also: tuple[str, ...] = ()

    def is_for(self, held: frozenset[str] | None) -> bool:
        if held is None:
            return self.endpoint.startswith("curriculum")
        return self.duties is None or not held.isdisjoint(self.duties)

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
        also=(
            "accounts_moves",
            "accounts_duties",
            "accounts_serving",
            "accounts_restating",
            "accounts_merging",
            "reports_person",
            "rosters_lists",
            "rosters_columns",
            "rosters_preview",
        ),
    ),
    Link("accounts_units.index", N_("Units"), ("head", "registrar", "auditor", "administrator")),
    Link(
        "obligations_requirements.index",
        N_("Requirements"),
        ("head", "registrar", "auditor", "administrator"),
        also=("obligations_exemptions", "obligations_due"),
    ),
    Link(
        "continuity_coverage.index",
        N_("Continuity"),
        ("head", "registrar", "auditor"),
        also=("continuity_stress", "continuity_handovers", "continuity_leaving"),
    ),
    Link(
        "reports_completion.show",
        N_("Reports"),
        ("head", "registrar", "auditor"),
        also=("reports_index", "reports_institution", "reports_documents", "reports_rows"),
    ),
    Link(
        "statistics_tests.index",
        N_("Statistics"),
        ("trainer", "author", "reviewer", "registrar", "auditor"),
        also=("statistics_questions", "statistics_walks", "assessment_beliefs"),
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


def links(actor: Actor | None) -> tuple[tuple[str, str, bool], ...]:
    """Address, words, and whether the reader is there."""
    held = None if actor is None else frozenset(duty.kind for duty in actor.duties)
    return _links(held, interface_language(), request.blueprint)


@lru_cache(maxsize=1000)  # they stand on every page
def _links(
    held: frozenset[str] | None, language: str, here: str | None
) -> tuple[tuple[str, str, bool], ...]:
    """For whoever holds such duties; None for guests."""
    words = catalogue(language)
    return tuple(
        (url_for(link.endpoint), words.gettext(link.label), link.leads_to(here))
        for link in _LINKS
        if link.is_for(held)
    )
