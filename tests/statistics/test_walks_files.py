"""The files of a walkthrough say what its page says, and nobody is in them."""

import io

import openpyxl

from tests.statistics import walked
from tests.statistics.test_walks_views import WAYS, cells, chosen, fetched, opened, rows, taken
from tests.statistics.walked import PACE, WELL

__all__ = ["taken"]


def test_page_and_files_agree_cell_by_cell(taken, browser_of, cast):
    page = opened(browser_of, cast, "kanykei")
    heading, *lines = rows(fetched(browser_of, cast, "/choices.csv"))
    scenes = {line[0]: line for line in lines}
    for shown in cells(page, "Scenes")[1:]:
        own = scenes[shown[0].split(".")[0]]
        assert shown[0] == f"{own[0]}. {own[2]}"
        assert shown[1] == own[3]
        if shown[2] != "–":
            assert shown[2:] == [own[5], f"{float(own[7]):.0f}", own[8]]
    options = [line for line in lines if line[9]]
    shown = [line for line in chosen(browser_of, cast)[1:] if len(line) == 4]
    for own, (name, *counts) in zip(options, shown, strict=True):
        assert name.startswith(own[10])
        assert ("better" in name) is (own[11] == "better")
        assert counts == [own[12], f"{float(own[13]) * 100:.0f} %", own[14]]
    book = openpyxl.load_workbook(io.BytesIO(fetched(browser_of, cast, "/choices.xlsx").data))
    sheet = [["" if c is None else c for c in line] for line in book.active.values]
    assert sheet[0] == heading
    assert [[str(c) for c in line[:7]] for line in sheet[1:]] == [line[:7] for line in lines]
    assert [line[12] for line in sheet[1:]] == [int(line[12]) if line[12] else "" for line in lines]


def test_counts_made_again_from_the_steps_are_those_of_the_page(taken, browser_of, cast):
    _heading, *lines = rows(fetched(browser_of, cast, "/choices.csv"))
    _columns, *steps = rows(fetched(browser_of, cast, "/steps.csv"))
    for line in lines:
        if line[9]:
            made = {step[0] for step in steps if step[2] == line[1] and step[3] == line[9]}
            assert len(made) == int(line[12])
    assert {step[5] for step in steps} == {str(PACE)}
    right = {(step[2], step[3]): step[6] for step in steps}
    assert right["corridor", "listen"] == right["order", "sound"] == "1.0"
    assert right["corridor", "laugh"] == right["order", "weak"] == "0.0"
    assert right["kitchen", "(back)"] == ""


def test_nobody_is_in_the_file_of_steps(taken, browser_of, cast):
    first, second = (rows(fetched(browser_of, cast, "/steps.csv")) for _ in range(2))
    names = [{line[0] for line in lines[1:]} for lines in (first, second)]
    # One has begun and chosen nothing.
    assert len(names[0]) == len(WAYS) - 1
    assert not names[0] & names[1]
    assert sorted(line[1:] for line in first) == sorted(line[1:] for line in second)
    assert [line[1:] for line in first] != [line[1:] for line in second]
    book = rows(fetched(browser_of, cast, "/code-book.csv"))
    assert [line[0] for line in book[1:]] == first[0]


def test_too_few_make_no_file_of_steps(app, browser_of, cast):
    walked.taken(cast.units["osh"], [WELL] * 9)
    assert "Such a file is made from 10 people on." in opened(browser_of, cast, "kanykei").main
    assert fetched(browser_of, cast, "/steps.csv").status_code == 409
