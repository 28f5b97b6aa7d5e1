"""Questions whose cited law has changed are not drawn; who needs them reads why, who mends them reads which."""

from datetime import timedelta

import pytest

from app import doctor
from app.assessment import answering, queries, stale
from app.core import clock
from app.curriculum import actions as curriculum
from app.curriculum.models import ReleaseKind
from app.db.session import transaction
from tests import make
from tests.cast import BEGINNING, BUILDER

ACTS = """\
acts:
  - id: criminal-code
    title: {ky: "Кодекс", ru: "Кодекс"}
    short: {ky: "КЖК", ru: "УК"}
    kind: code
    edition: 2020-01-01
    certainty: verified
"""
PROVISION = """\
act: criminal-code
provisions:
  - article: "166"
    title: {ky: "Соодалоо", ru: "Торговля"}
    summary: {ky: "Кыскача.", ru: "Кратко."}
    certainty: verified
"""
pytestmark = pytest.mark.usefixtures("cast")
LATER = BEGINNING + timedelta(days=400)
TWO = {"draw": "[{topic: elements, count: 2}]"}


def law(since=None, *, at=BEGINNING):
    text = PROVISION + (f"    since: {since}\n" if since else "")
    files = {"acts.yaml": ACTS, "provisions/criminal-code.yaml": text}
    return curriculum.release(ReleaseKind.LAW, "law", files, by=BUILDER, at=at)


def item(name, **more):
    text = make.samples.text_of("single-choice", name=name)
    return text + "".join(f"{key}: {value}\n" for key, value in more.items())


def bank(*, at=BEGINNING, fresh=(), word="Суроо?", **more):
    """Four questions cite the article, those in `fresh` with the day on which they were held against it."""
    files = {"bank.yaml": make.samples.HEAD} | {
        f"elements/{name}.yaml": item(name, **(more if name in fresh else {})).replace(
            "Суроо?", word
        )
        for name in "abcd"
    }
    return curriculum.release(ReleaseKind.BANK, "bank", files, by=BUILDER, at=at)


def test_a_change_of_the_law_makes_every_question_on_it_stale():
    with transaction():
        law()
        release = bank()
        assert stale.stale_items(release.id, on=clock.today()) == {}
        law("2025-01-01", at=LATER)
    with transaction():
        found = stale.stale_items(release.id, on=clock.today())
        assert found == {name: ["criminal-code/166"] for name in "abcd"}
        assert stale.stale_items(release.id, on=BEGINNING.date()) == {}


def test_mending_a_word_does_not_make_a_question_fresh_and_its_author_does():
    with transaction():
        law()
        bank()
        law("2025-01-01", at=LATER)
        again = bank(at=LATER, fresh="ab", law_as_of="2025-06-01")
        third = bank(at=LATER, word="Башка суроо?")
    with transaction():
        assert set(stale.stale_items(again.id, on=clock.today())) == {"c", "d"}
        assert set(stale.stale_items(third.id, on=clock.today())) == set("abcd")


def test_a_draw_skips_them_and_refuses_when_too_few_are_left(cast):
    with transaction():
        law()
        bank()
        law("2025-01-01", at=LATER)
        bank(at=LATER, fresh="ab", law_as_of="2025-06-01")
    for seed in range(5):
        with transaction():
            attempt = make.attempt(cast.asel, seed=seed, context=f"enrolment:{seed + 1}", **TWO)
            assert {drawn.item for drawn in attempt.items} == {"a", "b"}
            assert queries.current_bank_release("bank").id == attempt.bank_release_id
    with pytest.raises(answering.QuestionsStale), transaction():
        make.attempt(cast.bek, context="enrolment:9", draw="[{topic: elements, count: 3}]")


def test_the_doctor_names_them_and_the_tests_that_lack_questions():
    with transaction():
        law()
        bank()
        make.course(**TWO)
        assert doctor.questions() == ("questions", True, "none is stale")
        law("2025-01-01", at=LATER)
        bank(at=LATER, fresh="ab", law_as_of="2025-06-01")
    assert doctor.questions() == ("questions", True, "stale, and not drawn: c, d")
    with transaction():
        bank(at=LATER, fresh="a", law_as_of="2025-06-01")
    _name, good, said = doctor.questions()
    assert not good
    assert said.endswith("b, c, d; too few for course/final-test")
