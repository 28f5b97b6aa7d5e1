"""Addresses that no browser of ours would send get a page, never a fault of the program."""

import pytest


@pytest.mark.parametrize("query", ["q=\xff\xfe", "\xff=1", "text=\xd0"])
def test_a_query_that_is_not_utf_8_is_a_bad_request(guest, query):
    page = guest.get("/courses", environ_overrides={"QUERY_STRING": query})
    assert page.status == 400


@pytest.mark.parametrize("path", ["/courses/%00", "/%00", "/courses/%FF", "/courses/%ED%A0%80"])
def test_a_path_that_is_not_text_is_not_there(guest, path):
    assert guest.get(path).status == 404


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/courses", "/courses"),
        ("/law?q=%D1%80&page=2", "/law?q=%D1%80&page=2"),
        ("/law/бап", "/law/%D0%B1%D0%B0%D0%BF"),
    ],
)
def test_switching_the_language_comes_back_to_the_same_address(guest, path, back):
    assert guest.get(path).form("/language")["back"] == back
