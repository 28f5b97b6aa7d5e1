"""The tests of one course held against each other and against its lessons: pairs, and what a diagnostic exempts from."""

from collections.abc import Collection, Mapping

from app.assessment.bank import Bank
from app.assessment.quizzes import Quiz
from app.core.problems import Problems
from app.core.words import N_


def whole(quiz: Quiz, others: Collection[Quiz]) -> Quiz:
    """A test after the course that names no draw has that of the test it is a pair of."""
    pair = pair_of(quiz, others)
    return quiz.model_copy(update={"draw": pair.draw}) if pair and not quiz.draw else quiz


def pair_of(quiz: Quiz, others: Collection[Quiz]) -> Quiz | None:
    return next((q for q in others if q.kind == "pre" and q.id == quiz.parallel_to), None)


def check(
    tests: Mapping[str, Quiz],
    problems: Problems,
    *,
    lessons: Collection[str] | None,
    banks: Mapping[str, Bank],
) -> None:
    """`tests` by the paths of their files. Without `lessons`, or a bank, nothing is asked of them."""
    for path, quiz in tests.items():
        if quiz.kind == "post":
            _check_pair(quiz, path, tests.values(), banks.get(quiz.bank), problems)
        if lessons is not None:
            _check_lessons(quiz, path, lessons, problems)


def _check_pair(
    quiz: Quiz, path: str, others: Collection[Quiz], bank: Bank | None, problems: Problems
) -> None:
    pair, line = pair_of(quiz, others), quiz.line_of("parallel_to")
    if pair is None:
        says = N_("The course has no test before it with the id %(test)s.")
        problems.error(path, line, "no-pair", says, test=quiz.parallel_to or "")
    elif quiz.bank != pair.bank or (quiz.draw and _plan(quiz) != _plan(pair)):
        says = N_("A pair has one bank and one draw. Leave the draw out: it is that of %(test)s.")
        problems.error(path, quiz.line_of("draw"), "unlike-pair", says, test=pair.id)
    elif pair.attempts is None:
        says = N_(
            "%(test)s may be repeated without end, so no question would be left for its pair."
            " Give it attempts."
        )
        problems.error(path, line, "endless-pair", says, test=pair.id)
    elif bank is not None:
        _check_twice(quiz, pair, pair.attempts, bank, path, problems)


def _plan(quiz: Quiz) -> dict[str, tuple[tuple[str | None, int], ...]]:
    return {draw.topic: draw.wants for draw in quiz.draw}


def _check_twice(
    quiz: Quiz, pair: Quiz, attempts: int, bank: Bank, path: str, problems: Problems
) -> None:
    """Whatever was drawn before, as many others are left in each topic and of each difficulty."""
    for draw in pair.draw:
        for level, asked in draw.wants:
            there, needed = len(bank.in_topic(draw.topic, level)), (attempts + 1) * asked
            if there < needed:
                says = N_(
                    "Too few questions for a pair that shares none: topic %(topic)s, needed"
                    " %(needed)d, in the bank %(there)d."
                )
                line = quiz.line_of("parallel_to")
                values = {"topic": draw.topic, "needed": needed, "there": there}
                problems.error(path, line, "too-few-for-a-pair", says, **values)


def _check_lessons(quiz: Quiz, path: str, lessons: Collection[str], problems: Problems) -> None:
    for n, exempts in enumerate(quiz.exempts):
        for m, lesson in enumerate(exempts.lessons):
            if lesson not in lessons:
                says = N_("This course has no lesson %(target)s.")
                line = quiz.line_of("exempts", n, "lessons", m)
                problems.error(path, line, "unknown-lesson", says, target=lesson)
