"""From a question with its key on to what to read again, and to the law."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app.assessment import ways
from app.assessment.models import AnyAttempt
from app.assessment.wording import Solution
from app.curriculum import queries as curriculum
from app.web.language import reading_language


def details(attempt: AnyAttempt, solutions: list[Solution]) -> dict[str, object]:
    """For each question its paragraph to read again, for each citation its page; nothing where none is told."""
    told = [one for one in solutions if one.reread]
    return {
        "reread": {one.place: _paragraph(attempt, one.reread) for one in told},
        "law": _law({cited for one in solutions for cited in one.cites}),
    }


def _paragraph(attempt: AnyAttempt, reread: str) -> str:
    name = curriculum.edition(attempt.release_id).name
    return ways.paragraph(reread, context=attempt.context, name=name)


def _law(cited: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By citation the address of its page, and what to call it."""
    register, language = curriculum.register(), reading_language()
    found = {}
    for citation in cited:
        act_id, _slash, article = citation.partition("/")
        act = register.act(act_id)
        name = act.short[language] if act else act_id
        label = _("%(act)s, article %(article)s", act=name, article=article) if article else name
        found[citation] = (ways.law(citation), label)
    return found
