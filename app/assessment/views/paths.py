"""From a question with its key on to what to read again, and to the law."""

from flask_babel import gettext as _

from app.assessment.models import AnyAttempt
from app.assessment.wording import Solution
from app.curriculum import pages, ways
from app.curriculum import queries as curriculum
from app.web.language import interface_language, reading_language


def details(attempt: AnyAttempt, solutions: list[Solution]) -> dict[str, object]:
    """For each question its paragraph to read again and the pages of the law it cites; nothing where none is told."""
    told = [one for one in solutions if one.reread]
    cited = {citation for one in solutions for citation in one.cites}
    law = pages.law_links(cited, reading_language(), interface_language(), _)
    return {
        "reread": {one.place: _paragraph(attempt, one.reread) for one in told},
        "law": {one.place: tuple(law[cited] for cited in one.cites) for one in solutions},
    }


def _paragraph(attempt: AnyAttempt, reread: str) -> str:
    name = curriculum.edition(attempt.release_id).name
    return ways.paragraph(reread, context=attempt.context, name=name)
