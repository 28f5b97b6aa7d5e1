"""Figures as files of their own."""

from xml.etree import ElementTree

import pytest


@pytest.mark.parametrize(("language", "words"), [("ky", "Биринчи кадам"), ("ru", "Первый шаг")])
def test_a_figure_is_a_drawing_with_the_words_of_a_language(guest, small, language, words):
    answer = guest.get(f"/media/{small.id}/{language}/steps.svg").response
    assert answer.mimetype == "image/svg+xml"
    assert words in "".join(ElementTree.fromstring(answer.get_data(as_text=True)).itertext())


def test_a_figure_may_run_nothing_and_is_kept_for_ever(guest, small):
    headers = guest.get(f"/media/{small.id}/ky/steps.svg?v=12").response.headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


@pytest.mark.parametrize(
    "path",
    [
        "999/ky/steps",
        "{id}/en/steps",
        "{id}/ky/nothing",
        "0/ky/steps",
        "-1/ky/steps",
        "9999999999999999999999/ky/steps",
        "{id}/ky/..%2Fsteps",
    ],
)
def test_what_is_not_there_is_404(guest, small, path):
    assert guest.get(f"/media/{path.format(id=small.id)}.svg").status == 404


def test_a_register_has_no_figures(guest, library):
    assert guest.get(f"/media/{library.law.id}/ky/steps.svg").status == 404
