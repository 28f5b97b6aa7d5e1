"""Where a result or a debrief leads: back to the course, to the paragraph to reread, to the law.

`context` is how attempts and runs name the enrolment they belong to.
"""

from collections.abc import Callable

from app.core.words import N_
from app.curriculum.law import Register

# A message key and its values, in the words of the page.
Say = Callable[..., str]
_ARTICLE = N_("%(act)s, article %(article)s")


def course(context: str, name: str) -> str:
    """The course as one studies it, or the page about it when nobody is enrolled."""
    enrolment = _enrolment(context)
    return f"/study/{enrolment}" if enrolment else f"/courses/{name}"


def again(context: str) -> str | None:
    """Where another attempt is begun."""
    enrolment = _enrolment(context)
    return f"/study/{enrolment}/attempts" if enrolment else None


def paragraph(reread: str, *, context: str, name: str) -> str:
    """`reread` is course/lesson#block. A paragraph of another course is reached through its page."""
    wanted, _, lesson = reread.partition("/")
    enrolment = _enrolment(context)
    if wanted != name or not enrolment:
        return f"/courses/{wanted}"
    return f"/study/{enrolment}/lessons/{lesson}"


def law(citation: str) -> str:
    return f"/law/{citation}"


def law_label(citation: str, register: Register, language: str, say: Say) -> str:
    """The act as it is cited, and the article; none of an act as a whole."""
    act_id, _slash, article = citation.partition("/")
    act = register.act(act_id)
    name = act.short[language] if act else act_id
    return say(_ARTICLE, act=name, article=article) if article else name


def _enrolment(context: str) -> str:
    kind, _, number = context.partition(":")
    return number if kind == "enrolment" and number.isdigit() else ""
