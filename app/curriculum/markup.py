"""Markdown made safe: the only place where text becomes HTML.

Raw HTML is never read as HTML, so it shows as it was written; what the renderer makes passes an
allow-list at the end all the same. Where links lead is asked of a resolver.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from app.core.bilingual import Bilingual
from app.curriculum import prose

# Where a text was left out.
NOTHING = Markup()

# Said inside the box, in the language of the lesson, which may not be that of the interface.
INVENTED = Bilingual(ky="Ойдон чыгарылган мисал", ru="Вымышленный пример")

_TAGS = (
    "p h2 h3 ul ol li table thead tbody tr th td strong em blockquote a figure img figcaption"
    " div details summary br hr span"
)
_ATTRIBUTES = {
    "a": {"href", "class", "title", "rel", "data-term"},
    "img": {"src", "alt", "width", "height", "class", "loading"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "details": {"class"},
    "p": {"class"},
    "ol": {"start"},
    "span": {"class"},
    "th": {"align", "scope"},
    "td": {"align"},
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS.split()),
    attributes=_ATTRIBUTES,
    url_schemes=set(prose.OUTSIDE),
    link_rel=None,
)
# What the guide does not know: code, HTML, links by reference, underlined headings, hidden addresses.
_NOT_OURS = {
    "preprocessors": ("html_block",),
    "blockprocessors": ("code", "setextheader", "reference"),
    "inlinePatterns": (
        "backtick",
        "html",
        "entity",
        "automail",
        "reference",
        "image_reference",
        "short_reference",
        "short_image_ref",
    ),
}

# A number that a line's end must not part, nor part from what it counts: 150 000, 166-берене, № 5, ст. 154.
_PARTS = r"\d{1,5}(?:[-–]\d{1,4}){0,2}"
_WHOLE = rf"\b\d{{1,3}}(?: \d{{3}})+\b|(?:№|\b(?:ст|чч?|п)\.) {_PARTS}(?:-[а-яёңөү]+)?|\b{_PARTS}-[а-яёңөү]+"


@dataclass(frozen=True)
class Place:
    """Where a link of ours leads. A picture has its words in `alt` and its size."""

    href: str
    kind: str = ""
    title: str = ""
    term: str = ""
    alt: str = ""
    size: tuple[int, int] | None = None


class Resolver(Protocol):
    @property
    def language(self) -> str: ...

    def place(self, scheme: str, target: str) -> Place | None:
        """None where there is no such thing: the words stay, without a link."""


def render(source: str, resolver: Resolver) -> Markup:
    return render_all([source], resolver)[0]


def render_all(sources: list[str], resolver: Resolver) -> list[Markup]:
    """Many pieces by one renderer: setting it up takes as long as a small piece."""
    renderer = _renderer(resolver)
    return [_safe(source, renderer) for source in sources]


def _safe(source: str, renderer: Markdown) -> Markup:
    if prose.is_tangled(source):
        return Markup("<p>{}</p>").format(
            source
        )  # refused at reading; here only so that it does no harm
    return Markup(_CLEANER.clean(renderer.reset().convert(source)))  # noqa: S704 - just cleaned


def _renderer(resolver: Resolver) -> Markdown:
    tables = TableExtension(use_align_attribute=True)
    return Markdown(
        extensions=[tables, "admonition", "sane_lists", _Ours(resolver)], output_format="html"
    )


class _Ours(Extension):
    def __init__(self, resolver: Resolver) -> None:
        super().__init__()
        self._resolver = resolver

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        registries = {
            "preprocessors": md.preprocessors,
            "blockprocessors": md.parser.blockprocessors,
            "inlinePatterns": md.inlinePatterns,
        }
        for kind, names in _NOT_OURS.items():
            for name in names:
                registries[kind].deregister(name)
        md.inlinePatterns.register(_Whole(_WHOLE, md), "whole", 45)
        # After the words within lines have become elements, before the tree is written out.
        md.treeprocessors.register(_Finish(md, self._resolver), "ours", 15)


class _Whole(InlineProcessor):
    def handleMatch(self, m, data):  # type: ignore[override]  # noqa: N802, ARG002
        element = Element("span", {"class": "whole"})
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _Finish(Treeprocessor):
    """Links resolved, pictures with words and size, tables that scroll, answers that unfold."""

    def __init__(self, md: Markdown, resolver: Resolver) -> None:
        super().__init__(md)
        self._resolver = resolver

    def run(self, root: Element) -> None:
        for parent, element in list(_walk(root)):
            if element.tag == "a":
                self._link(element)
            elif element.tag == "p" and [child.tag for child in element] == ["img"]:
                self._picture(element)
            elif element.tag == "table":
                _table(parent, element)
            elif element.tag == "div" and "case" in element.get("class", "").split():
                self._case(element)
            elif element.tag == "div" and "question" in element.get("class", "").split():
                _question(element)

    def _link(self, element: Element) -> None:
        scheme, _, target = element.get("href", "").partition(":")
        element.attrib.pop("title", None)
        if scheme in prose.OUTSIDE:
            element.set("rel", "noopener noreferrer")
            return
        place = self._resolver.place(scheme, target) if scheme in prose.OWN else None
        if place is None:
            element.tag = "span"
            element.attrib.clear()
            return
        known = {
            "href": place.href,
            "class": place.kind,
            "title": place.title,
            "data-term": place.term,
        }
        element.attrib = {name: value for name, value in known.items() if value}

    def _picture(self, paragraph: Element) -> None:
        """A paragraph that is nothing but a figure of ours; any other picture is only its words."""
        image = paragraph[0]
        words, tail = image.get("alt", ""), (image.tail or "").strip()
        scheme, _, target = image.get("src", "").partition(":")
        place = self._resolver.place(scheme, target) if scheme == "media" else None
        image.attrib.clear()
        if place is None or place.size is None or tail or (paragraph.text or "").strip():
            paragraph.remove(image)
            paragraph.text = f"{paragraph.text or ''}{words}{image.tail or ''}"
            return
        paragraph.tag = "figure"
        image.attrib = {"class": "figure", "src": place.href, "alt": place.alt, "loading": "lazy"}
        image.attrib |= {"width": str(place.size[0]), "height": str(place.size[1])}
        SubElement(paragraph, "figcaption").text = words

    def _case(self, box: Element) -> None:
        note = Element("p", {"class": "small soft"})
        note.text = INVENTED[self._resolver.language]
        box.insert(1 if len(box) and box[0].get("class") == "admonition-title" else 0, note)


def _walk(parent: Element) -> Iterator[tuple[Element, Element]]:
    for child in parent:
        yield parent, child
        yield from _walk(child)


def _table(parent: Element, table: Element) -> None:
    """The table goes into a part that scrolls by itself, named by its headings."""
    headings = list(table.iter("th"))
    for heading in headings:
        heading.set("scope", "col")
    place = list(parent).index(table)
    name = ", ".join("".join(heading.itertext()).strip() for heading in headings)
    region = Element(
        "div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": name}
    )
    region.tail, table.tail = table.tail, None
    parent.remove(table)
    region.append(table)
    parent.insert(place, region)


def _question(box: Element) -> None:
    box.tag = "details"
    if len(box) and box[0].get("class") == "admonition-title":
        box[0].tag = "summary"
        box[0].attrib.clear()
