"""Where a person may be sent: only to a path of ours."""

import pytest

from app.web.links import safe_path


@pytest.mark.parametrize(
    "path", ["/", "/record", "/people?q=%D3%A9&page=2", "/study/1/lessons/a#b"]
)
def test_own_paths_stay(path):
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None, "", "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "/%5Cevil", "/%2F/evil.example",
        "javascript:alert(1)", "/\x00", "/%00", "/a\nb", "/%0d%0aSet-Cookie", "/%252F/evil", " /x", "x", "/" + "a" * 3000,
    ],
)  # fmt: skip
def test_everything_else_leads_to_the_start_page(path):
    assert safe_path(path) == "/"
