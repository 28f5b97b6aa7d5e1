"""Ranks as staff lists write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import ranks
from app.accounts.kinds import Profession

POLICE, PROSECUTOR, JUDGE, LAWYER = (
    Profession.POLICE, Profession.PROSECUTOR, Profession.JUDGE, Profession.LAWYER,
)  # fmt: skip


@pytest.mark.parametrize(
    ("profession", "text", "key"),
    [
        (POLICE, "капитан милиции", "captain"), (POLICE, "Капитан", "captain"), (POLICE, "МАЙОР МИЛИЦИИ", "major"),
        (POLICE, "ст. лейтенант милиции", "senior-lieutenant"), (POLICE, "мл. сержант", "junior-sergeant"),
        (POLICE, "милициянын улук лейтенанты", "senior-lieutenant"), (POLICE, "ага лейтенант", "senior-lieutenant"),
        (POLICE, "милиция капитаны", "captain"), (POLICE, "генерал майор милиции", "major-general"),
        (POLICE, "senior lieutenant", "senior-lieutenant"), (POLICE, "рядовой", "private"),
        (PROSECUTOR, "юрист 1-го класса", "lawyer-1"), (PROSECUTOR, "3-класстагы юрист", "lawyer-3"),
        (PROSECUTOR, "юрист III класса", "lawyer-3"), (PROSECUTOR, "юстициянын кеңешчиси", "counsellor"),
        (PROSECUTOR, "Ст. советник юстиции", "senior-counsellor"),
        (PROSECUTOR, "гос. советник юстиции 3 класса", "state-counsellor-3"),
        (JUDGE, "пятый квалификационный класс", "5"), (JUDGE, "2-й квалификационный класс", "2"),
        (JUDGE, "судья высшего квалификационного класса", "highest"), (JUDGE, "5-квалификациялык класс", "5"),
    ],
)  # fmt: skip
def test_a_rank_is_known_as_it_is_written(profession, text, key):
    found = ranks.find(text, profession)
    assert found is not None
    assert found.key == f"{profession.value}-{key}"


@pytest.mark.parametrize(
    ("profession", "text"),
    [
        (POLICE, ""), (POLICE, "—"), (POLICE, "капитан полиции"), (POLICE, "капитан внутренней службы"), (POLICE, "лейтенант майор"),
        (POLICE, "советник юстиции"), (POLICE, "следователь"), (POLICE, "капитан, 12.03.2024"), (PROSECUTOR, "капитан милиции"),
        (PROSECUTOR, "юрист"), (PROSECUTOR, "юрист 4 класса"), (JUDGE, "6 квалификационный класс"), (LAWYER, "юрист 1 класса"),
    ],
)  # fmt: skip
def test_what_is_not_exactly_a_rank_of_the_profession_is_none(profession, text):
    assert ranks.find(text, profession) is None


@pytest.mark.parametrize("rank", ranks.RANKS, ids=lambda rank: rank.key)
def test_every_rank_is_found_by_its_own_names_and_no_other_is(rank):
    for name in (rank.name.ky, rank.name.ru, rank.name.en, rank.name.ru.upper()):
        assert ranks.find(name, rank.profession) is rank


@given(st.text(max_size=60), st.sampled_from(Profession))
def test_no_text_is_too_strange(text, profession):
    ranks.find(text, profession)


def test_higher_is_asked_within_one_profession():
    assert ranks.is_higher("police-major", "police-captain")
    assert not ranks.is_higher("police-captain", "police-major")
    assert not ranks.is_higher("judge-highest", "police-private")
