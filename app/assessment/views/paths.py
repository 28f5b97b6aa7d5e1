"""From a question with its key on to what to read again, and to the law."""

from collections.abc import Iterable
from functools import partial

from flask_babel import gettext as _

from app.assessment.models import AnyAttempt
from app.assessment.wording import Solution
from app.curriculum import queries as curriculum
from app.curriculum import ways
from app.curriculum.law import Register
from app.web.language import interface_language, reading_language


def details(attempt: AnyAttempt, solutions: list[Solution]) -> dict[str, object]:
    """For each question its paragraph to read again and the pages of the law it cites; nothing where none is told."""
    told = [one for one in solutions if one.reread]
    law = _law({cited for one in solutions for cited in one.cites})
    return {
        "reread": {one.place: _paragraph(attempt, one.reread) for one in told},
        "law": {one.place: tuple(law[cited] for cited in one.cites) for one in solutions},
    }


def _paragraph(attempt: AnyAttempt, reread: str) -> str:
    name = curriculum.edition(attempt.release_id).name
    return ways.paragraph(reread, context=attempt.context, name=name)


def _law(cited: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By citation the address of its page, and what to call it."""
    here, language = curriculum.references(), reading_language()
    return {
        citation: curriculum.keep(
            ("cited", citation, language, interface_language(), here.mark),
            partial(_cited, citation, here.register, language),
        )
        for citation in cited
    }


def _cited(citation: str, register: Register, language: str) -> tuple[str, str]:
    name, article = ways.law_name(citation, register, language)
    label = _("%(act)s, article %(article)s", act=name, article=article) if article else name
    return ways.law(citation), label
