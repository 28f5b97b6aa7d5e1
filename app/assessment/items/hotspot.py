"""Places in a picture of a document: one is chosen, or several of which each wrong one costs as much as
a right one gives, never below nothing.

The places are named A, B, C as they follow in the picture, from the top and from the left; neither
their order in the file nor the key has a part in it. The drawing travels within the page, so that it
has no address that could tell something, and cannot be missing on a poor line. On the page, the field
`choices` holds the handles of the places that were chosen.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from string import ascii_uppercase
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from app.assessment.items import common
from app.assessment.items.common import Answer, Choice, Fields, Thing
from app.core import shapes
from app.core.bilingual import Words
from app.core.problems import Problems
from app.core.words import N_
from app.curriculum import figures
from app.curriculum.shapes import Figure

kind = "hotspot"

# On a telephone of 360 points a picture of 720 units is drawn at half its size.
SMALLEST = 48

_Unit = Annotated[int, Field(ge=0, le=10_000)]


class Region(common.Marked):
    """`at` is x, y, width and height in units of the picture; `text` says in words what stands there."""

    at: tuple[_Unit, _Unit, _Unit, _Unit]


class Shape(common.Item):
    kind: Literal["hotspot"]
    picture: shapes.Slug
    choose: Literal["one", "several"] = "several"
    regions: tuple[Region, ...] = Field(max_length=common.MOST_OPTIONS)

    _figure: Figure | None = PrivateAttr(default=None)

    # By language, made when it is first asked for.
    _addresses: dict[str, str] = PrivateAttr(default_factory=dict)

    def hang(self, pictures: Mapping[str, Figure]) -> None:
        self._figure = pictures.get(self.picture)
        self._addresses = {}

    @property
    def figure(self) -> Figure | None:
        """None when the bank has no such picture, which `check` says."""
        return self._figure

    def drawn(self, language: str) -> str:
        """The address of the picture with its words, which holds the whole drawing."""
        assert self._figure is not None, "a question without its picture is not released"
        found = self._addresses.get(language)
        if found is None:
            found = self._addresses[language] = _address(figures.draw(self._figure, language))
        return found


@dataclass(frozen=True)
class Picture:
    address: str
    alt: Words
    width: int
    height: int


@dataclass(frozen=True)
class Spot:
    """Where in the picture the place with this handle is, and the letter that it bears."""

    handle: str
    letter: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Shown(common.Shown):
    picture: Picture
    spots: tuple[Spot, ...]
    single: bool


def check(item: Shape, path: str, problems: Problems) -> None:
    check_right = common.check_one_right if item.choose == "one" else common.check_some_right
    check_right(item.regions, item.line_of("regions"), path, problems)
    common.check_options("regions", item.regions, item, path, problems)
    if item.figure is None:
        says = N_("The bank has no picture with the id %(picture)s, as media/NAME.svg and .yaml.")
        line = item.line_of("picture")
        problems.error(path, line, "unknown-picture", says, picture=item.picture)
    else:
        _check_places(item, item.figure, path, problems)


def _check_places(item: Shape, figure: Figure, path: str, problems: Problems) -> None:
    for n, region in enumerate(item.regions):
        x, y, width, height = region.at
        line = item.line_of("regions", n, "at")
        if x + width > figure.size[0] or y + height > figure.size[1]:
            says = N_(
                "This place reaches beyond the picture, which is %(width)d by %(height)d units."
            )
            size = {"width": figure.size[0], "height": figure.size[1]}
            problems.error(path, line, "outside-picture", says, **size)
        if min(width, height) < SMALLEST:
            says = N_("This place is too small for a finger: at least %(least)d units each way.")
            problems.error(path, line, "small-region", says, least=SMALLEST)
    for (_n, one), (m, other) in combinations(enumerate(item.regions), 2):
        if _overlap(one.at, other.at):
            says = N_("This place lies over another one: %(other)s.")
            line = item.line_of("regions", m, "at")
            problems.error(path, line, "overlapping-regions", says, other=one.id)


def _overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(
        one[side] < other[side] + other[side + 2] and other[side] < one[side] + one[side + 2]
        for side in (0, 1)
    )


def blank() -> Answer:
    return {"choices": []}


def right(item: Shape, language: str) -> Answer:
    return {"choices": sorted(region.id for region in item.regions if region.right)}


def grade(item: Shape, answer: Answer) -> Fraction:
    return common.share_of_claims(
        {region.id for region in item.regions if region.right}, set(answer["choices"])
    )


def movable(item: Shape) -> int:
    return 0


def shown(item: Shape, language: str, order: Sequence[int]) -> Shown:
    assert item.figure is not None, "a question without its picture is not released"
    places = [
        (str(n), ascii_uppercase[n - 1], region)
        for n, region in enumerate(_by_place(item), start=1)
    ]
    return Shown(
        kind=item.kind,
        text=item.text.words(language),
        points=item.points,
        choices=tuple(
            Choice(handle, _named(letter, region.text.words(language)))
            for handle, letter, region in places
        ),
        picture=Picture(item.drawn(language), item.figure.alt.words(language), *item.figure.size),
        spots=tuple(Spot(handle, letter, *region.at) for handle, letter, region in places),
        single=item.choose == "one",
    )


def _named(letter: str, text: Words) -> Words:
    return Words(f"{letter}. {text.text}", text.language)


def _address(drawing: str) -> str:
    """The drawing itself; only what would end the address or start an escape is escaped."""
    escaped = drawing.replace("%", "%25").replace("#", "%23").replace('"', "%22")
    return "data:image/svg+xml," + re.sub(r"[ \t\n]+", " ", escaped)


def read_answer(item: Shape, form: Fields, order: Sequence[int]) -> Answer:
    ids = common.by_handle(_things(item), range(len(item.regions)))
    chosen = [ids[handle] for handle in form.get("choices", ()) if handle in ids]
    return {"choices": chosen[:1] if item.choose == "one" else sorted(set(chosen))}


def as_shown(item: Shape, answer: Answer, order: Sequence[int]) -> dict[str, list[str]]:
    handles = common.by_id(_things(item), range(len(item.regions)))
    return {"choices": sorted((handles[c] for c in answer["choices"] if c in handles), key=int)}


def _by_place(item: Shape) -> list[Region]:
    return sorted(item.regions, key=lambda region: (region.at[1], region.at[0]))


def _things(item: Shape) -> list[Thing]:
    return [(region.id, region.text) for region in _by_place(item)]
