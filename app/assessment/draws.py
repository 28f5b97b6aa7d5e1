"""What may be drawn for a person now: the newest bank, less what they saw and what the law has left behind."""

from datetime import date

from app.assessment import answering, drawing, queries, quizzes, stale
from app.assessment.drawing import Drawn
from app.assessment.quizzes import Quiz
from app.core.problems import Problems
from app.curriculum.models import Release


def drawn(
    quiz: Quiz, person_id: int, *, course: str, seed: int, on: date
) -> tuple[Release, list[Drawn]]:
    """From the newest release of the bank; a refusal where it has too few questions left."""
    release = queries.current_bank_release(quiz.bank)
    if release is None:
        raise answering.QuestionsMissing
    bank, problems = queries.bank(release.id), Problems()
    quizzes.check_against(quiz, bank, quiz.id, problems)
    if problems.errors:
        raise answering.QuestionsMissing
    gone = frozenset(stale.stale_items(release.id, on=on))
    if drawing.lacking(quiz, bank, gone):
        raise answering.QuestionsStale
    barred = gone | _of_the_pair(quiz, person_id, course)
    if drawing.lacking(quiz, bank, barred):
        raise answering.NoParallelForm
    seen = queries.seen_items(person_id, bank.id)
    last = queries.last_items(person_id, course, quiz.id) if seen else frozenset()
    return release, drawing.draw(quiz, bank, seed, seen=seen, last=last, barred=barred)


def _of_the_pair(quiz: Quiz, person_id: int, course: str) -> frozenset[str]:
    """All that the person saw in the test before, in whichever release: a pair shares no question."""
    if quiz.parallel_to is None:
        return frozenset()
    return queries.held_items(person_id, course, quiz.parallel_to)
