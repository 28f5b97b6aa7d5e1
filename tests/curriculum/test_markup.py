"""Markdown becomes HTML that can do no harm, with links that lead somewhere."""

import re
import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.curriculum import markup
from app.curriculum.markup import Place, render


class Everywhere:
    """Knows whatever does not begin with `no-`."""

    language = "ru"

    def place(self, scheme, target):
        if target.startswith("no-"):
            return None
        if scheme == "media":
            return Place("/media/1/ru/x.svg", alt='Слова "и" <знаки>', size=(720, 900))
        return Place(
            f"/{scheme}/{target}", kind=scheme, title='Т"<', term=target if scheme == "term" else ""
        )


HERE = Everywhere()

WHOLE = '<span class="whole">'

RENDERED = [
    ("**а** *б*", "<p><strong>а</strong> <em>б</em></p>"),
    ("## А\n\n### Б", "<h2>А</h2>\n<h3>Б</h3>"),
    ("[а](law:cc/1)", '<p><a class="law" href="/law/cc/1" title="Т&quot;&lt;">а</a></p>'),
    (
        "[а](term:b)",
        '<p><a class="term" data-term="b" href="/term/b" title="Т&quot;&lt;">а</a></p>',
    ),
    ("[а](law:no-such)", "<p><span>а</span></p>"),
    ("[а](https://b.kg)", '<p><a href="https://b.kg" rel="noopener noreferrer">а</a></p>'),
    ("<https://b.kg>", '<p><a href="https://b.kg" rel="noopener noreferrer">https://b.kg</a></p>'),
    ("[а](mailto:b@c.kg)", '<p><a href="mailto:b@c.kg" rel="noopener noreferrer">а</a></p>'),
    (
        "![а](media:x)",
        '<figure><img alt="Слова &quot;и&quot; &lt;знаки&gt;" class="figure" height="900"'
        ' loading="lazy" src="/media/1/ru/x.svg" width="720"><figcaption>а</figcaption>\n</figure>',
    ),
    ("![а](media:no-such)", "<p>а</p>"),
    ("б ![а](media:x)", "<p>б а</p>"),
    ("![а](https://b.kg/c.png)", "<p>а</p>"),
    (
        '!!! question "А?"\n    Б.',
        '<details class="admonition question">\n<summary>А?</summary>\n<p>Б.</p>\n</details>',
    ),
    (
        '!!! case "А"\n    Б.',
        '<div class="admonition case">\n<p class="admonition-title">А</p>\n'
        '<p class="small soft">Вымышленный пример</p>\n<p>Б.</p>\n</div>',
    ),
    (
        "| А | Б |\n|---|--:|\n| 1 | 2 |",
        '<div aria-label="А, Б" class="scroll" role="region" tabindex="0">\n<table>\n<thead>\n<tr>\n'
        '<th scope="col">А</th>\n<th align="right" scope="col">Б</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody>\n</table>\n</div>',
    ),
    ("`код` &amp; AT&T", "<p>`код` &amp; AT&amp;T</p>"),
    ("а\n===\n\nб\n---", "<p>а\n===</p>\n<p>б</p>\n<hr>"),
    ("[x]: https://b.kg\n[x]", "<p>[x]: https://b.kg\n[x]</p>"),
    ("    отступ", "<p>отступ</p>"),
    ("(1-бөлүк)", '<p>(<span class="whole">1-бөлүк</span>)</p>'),
    (
        "109-2-берене, № 5, ст. 154",
        f"<p>{WHOLE}109-2-берене</span>, {WHOLE}№ 5</span>, {WHOLE}ст. 154</span></p>",
    ),
    ("150 000 сом", f"<p>{WHOLE}150 000</span> сом</p>"),
    ("**3–6 жыл**, үй-бүлө, 5 жыл, п.", "<p><strong>3–6 жыл</strong>, үй-бүлө, 5 жыл, п.</p>"),
]


@pytest.mark.parametrize(("source", "html"), RENDERED)
def test_markdown_is_rendered(source, html):
    assert render(source, HERE) == html


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[а](javascript:alert)",
    "[а](JaVaScRiPt:alert)",
    "[а](data:text/html;base64,x)",
    "[а](//evil.kg)",
    "[а](/local)",
    "<javascript:alert(1)>",
    '!!! case "<b onclick=x>"\n    <iframe src=x>',
    "| <script> |\n|---|\n| <svg onload=x> |",
    "а{: onclick=alert(1) }",
    "[а](https://b.kg){: onclick=x }",
    "&lt;script&gt;",
    "<a href='https://b.kg' style='color:red'>а</a>",
    "\x02wzxhzdk:0\x03",
    '!!! case "а" onclick\n    б',
    "[а](law:\"onclick='x')",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_becomes_an_element_or_attribute(source):
    assert_harmless(render(source, HERE))


def assert_harmless(html):
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "iframe", "svg", "style", "object", "b")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            if name in ("href", "src"):
                assert re.match(r"(https?://|mailto:|/(law|term|lesson|media)/)", value)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>[]()!#*_|`:\"'=&;/\\ \n\tascript-1.{}law", max_size=200))
def test_whatever_is_written_comes_out_harmless(source):
    assert_harmless(render(source, HERE))


def test_what_is_tangled_is_shown_as_it_was_written():
    assert render("1. " * 2000 + "<b>", HERE).startswith("<p>1. 1. ")
    assert "&lt;b&gt;" in render("1. " * 2000 + "<b>", HERE)


PIECES = ["[", "![", "[a](", "*", "**a", "_a ", "`", "> ", "1. ", "- ", "|", "<", "&#1", "\\", "(", "***a",
          "[a](law:x)", "a\n\n", '!!! do "a"\n    b\n\n', "## a\n", "* * *\n", "| a | b |\n|-|-|\n", "**a_b*"]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_rendering_a_block_takes_less_than_a_second_whatever_is_repeated(piece):
    source = (piece * 20_000)[:19_990]
    begun = time.process_time()
    render(source, HERE)
    assert time.process_time() - begun < 1


def test_the_invented_example_is_called_so_in_the_language_of_the_lesson():
    class Kyrgyz(Everywhere):
        language = "ky"

    assert markup.INVENTED.ky in render('!!! case "А"\n    Б.', Kyrgyz())


def test_many_pieces_are_rendered_apart():
    assert markup.render_all(["а", "б"], HERE) == ["<p>а</p>", "<p>б</p>"]
