"""What the people of one's units believed wrongly at a test, with the question and the paragraph it contradicts.

This tells something of the key, so it asks about the gate first: see `rules.may_show_key`.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, Text, and_, cast, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Appointment, Post, Unit
from app.accounts.queries import below, placed
from app.assessment import access, beliefs, queries, quizzes, wording
from app.assessment.behaviour import SURE, WRONG_BELOW, Claim
from app.assessment.beliefs import Beliefs
from app.assessment.claims import IS_SAID, open_banks
from app.assessment.items.common import Item, Shown
from app.assessment.items.kinds import kind_of
from app.assessment.models import Answer, Attempt, Mark
from app.core.actor import Actor
from app.core.bilingual import Bilingual, Words
from app.core.problems import Problems
from app.curriculum import pages
from app.curriculum import queries as curriculum
from app.curriculum.models import Release
from app.curriculum.shapes import Course
from app.db.session import db


def tests() -> dict[str, tuple[Course, str, Bilingual]]:
    """Tests of the courses as they are now that ask how sure one is, by course/test."""
    return {
        f"{course.id}/{test.id}": (course, test.id, test.title)
        for release, course in curriculum.current_courses()
        for test in course.quizzes
        if test.id in _asking(curriculum.edition(release.id).digest, course)
    }


def _asking(digest: str, course: Course) -> frozenset[str]:
    def read() -> frozenset[str]:
        found = (quizzes.read(test.text, test.path, Problems()) for test in course.quizzes)
        return frozenset(quiz.id for quiz in found if quiz and quiz.certainty)

    return curriculum.keep(("asking", digest), read)


@dataclass(frozen=True)
class Held:
    """A belief with its question, the wrong answer most chosen by those who were sure, and what it contradicts."""

    belief: beliefs.Belief
    shown: Shown
    chosen: tuple[wording.Said, ...]
    explanation: Words
    course: str
    lesson: Bilingual | None
    paragraph: Markup | None


@dataclass(frozen=True)
class Found:
    """`is_shut`: the reader sits a test with these questions."""

    beliefs: Beliefs
    held: tuple[Held, ...] = ()
    is_shut: bool = False


def of_test(actor: Actor, course: str, test: str, *, language: str, on: date) -> Found:
    """From the first attempts of the people the actor has figures of, those handed in."""
    of = _Of(course, test, access.reach(actor), on)
    said = _said(of)
    if {curriculum.edition(number).name for number, _item in said} & open_banks(actor.person_id):
        return Found(Beliefs(0), is_shut=True)
    items, same = _as_worded_now(said)
    claims = {
        name: [claim for number in same[name] for claim in said[number, name]] for name in items
    }
    harmful = beliefs.most_harmful(claims)
    chosen = _most_chosen(of, {one.item: same[one.item] for one in harmful.found})
    return Found(
        harmful,
        tuple(_held(one, items[one.item], chosen.get(one.item), language) for one in harmful.found),
    )


class _Of(NamedTuple):
    """A test of a course, and the units of its takers; None: all of them."""

    course: str
    test: str
    reach: tuple[str, ...] | None
    on: date


def _from(wanted: Select, of: _Of) -> Select:
    """Marks of these attempts."""
    wanted = (
        wanted.select_from(Mark)
        .join(Attempt, Attempt.id == Mark.attempt_id)
        .join(Release, Release.id == Attempt.release_id)
        .where(Release.name == of.course, Attempt.test == of.test, Attempt.number == 1, IS_SAID)
    )
    if of.reach is None:
        return wanted
    theirs = (
        select(Appointment.person_id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(placed(of.on), below(of.reach))
    )
    return wanted.where(Attempt.person_id.in_(theirs))


def _said(of: _Of) -> dict[tuple[int, str], list[Claim]]:
    """By release of the bank and question."""
    is_wrong = Mark.share < WRONG_BELOW
    key = (Attempt.bank_release_id, Mark.item, Mark.certainty, is_wrong)
    wanted = _from(select(*key, func.count(), func.sum(Mark.share)), of).group_by(*key)
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for number, item, certainty, wrong, n, shares in db.session.execute(wanted):
        found[number, item].append(Claim(certainty, n, shares, n if wrong else 0))
    return found


def _as_worded_now(
    said: Mapping[tuple[int, str], Sequence[Claim]],
) -> tuple[dict[str, Item], dict[str, list[int]]]:
    """Questions as last asked, and the releases of the bank that asked just so; earlier wordings do not count."""
    items: dict[str, Item] = {}
    same: dict[str, list[int]] = defaultdict(list)
    for number, name in sorted(said, reverse=True):
        item = queries.bank(number).items[name]
        if item == items.setdefault(name, item):
            same[name].append(number)
    return items, same


def _most_chosen(of: _Of, same: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """By question the wrong answer that most gave as sure, where it is that of enough people to be told."""
    if not same:
        return {}
    later = aliased(Answer)
    in_time = and_(Answer.attempt_id == Mark.attempt_id, Answer.place == Mark.place, ~Answer.late)
    last = select(func.max(later.version)).where(
        later.attempt_id == Answer.attempt_id, later.place == Answer.place, ~later.late
    )
    value = cast(Answer.value, Text)
    wanted = (
        _from(select(Mark.item, Attempt.bank_release_id, value, func.count()), of)
        .join(Answer, and_(in_time, Answer.version == last.scalar_subquery()))
        .where(Mark.item.in_(same), Mark.certainty == SURE, Mark.share < WRONG_BELOW)
        .group_by(Mark.item, Attempt.bank_release_id, value)
    )
    counts: dict[str, dict[str, int]] = {name: defaultdict(int) for name in same}
    for name, number, given, n in db.session.execute(wanted):
        if number in same[name]:
            counts[name][given] += n
    best = {name: max(own.items(), key=_most) for name, own in counts.items() if own}
    return {name: json.loads(v) for name, (v, n) in best.items() if n >= beliefs.FEWEST}


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    """Of as many the same one each time."""
    value, n = counted
    return n, value


def _held(belief: beliefs.Belief, item: Item, value: Any, language: str) -> Held:
    kind = kind_of(item)
    order = tuple(range(kind.movable(item)))
    shown = kind.shown(item, language, order)
    chosen = wording.said(shown, kind.as_shown(item, value, order)) if value else ()
    course, lesson, paragraph = _paragraph(item.reread, language)
    return Held(belief, shown, chosen, item.explanation.words(language), course, lesson, paragraph)


def _paragraph(reread: str, language: str) -> tuple[str, Bilingual | None, Markup | None]:
    """Course, lesson and paragraph of course/lesson#block, as they are now; a lesson may be gone meanwhile."""
    course, _slash, rest = reread.partition("/")
    lesson, _hash, block = rest.partition("#")
    release = curriculum.current_release(course)
    page = pages.lesson_page(release.id, lesson, language) if release else None
    if page is None:
        return course, None, None
    found = next((row.columns[0][1] for row in page.rows if row.id == block), None)
    return course, page.lesson.title, found
