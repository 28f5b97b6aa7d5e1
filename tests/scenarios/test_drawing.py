"""The map of a case: everything is on it, nothing on top of another, and it fits a phone."""

import re
from dataclasses import replace

from flask import render_template_string
from hypothesis import given, settings
from hypothesis import strategies as st

from app.scenarios import drawing, spacing
from app.scenarios.layering import ABREAST, lay
from app.scenarios.shapes import ScenarioFile
from tests.browser import Page
from tests.scenarios import worked

LANDLADY = worked.scenario()


def case(count: int, ways: dict[int, list[int]]):
    """Narrative scenes that lead on as stated; the last four are endings."""
    scenes: dict[str, dict] = {}
    for n in range(count):
        if n >= count - 4:
            outcome = ("strong", "fair", "weak", "harmful")[count - 1 - n]
            scenes[f"s{n}"] = {"kind": "ending", "outcome": outcome}
            continue
        leads = [{"id": f"to-{m}", "to": f"s{m}"} for m in ways.get(n, [])]
        scenes[f"s{n}"] = {"kind": "narrative", "choices": tuple(leads) or ({"id": "stay"},)}
    file = LANDLADY.file.model_dump(exclude_defaults=True) | {"begins": "s0", "scenes": scenes}
    return replace(LANDLADY, file=ScenarioFile.model_validate(file))


GRAPHS = st.integers(5, 40).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.dictionaries(
            st.integers(0, n - 5), st.lists(st.integers(0, n - 1), max_size=6, unique=True)
        ),
    )
)


@given(GRAPHS)
@settings(max_examples=60, deadline=None)
def test_any_case_is_drawn_whole_and_apart(graph):
    drawn = drawing.draw(case(*graph))
    assert [node.number for node in drawn.nodes] == list(range(1, graph[0] + 1))
    ways = {(f"s{n}", f"s{m}") for n, ends in graph[1].items() for m in ends if n != m}
    assert {edge.way for edge in drawn.edges} == ways
    for node in drawn.nodes:
        assert drawing.RADIUS <= node.x <= drawn.width - drawing.RADIUS
        assert drawing.RADIUS <= node.y <= drawn.height - drawing.RADIUS
    for one, other in ((a, b) for a in drawn.nodes for b in drawn.nodes if a.number < b.number):
        assert one.y != other.y or abs(one.x - other.x) >= 2 * drawing.RADIUS - 1
    rows = [sum(other.y == node.y for other in drawn.nodes) for node in drawn.nodes]
    assert max(rows) <= ABREAST and drawn.width <= 360


@given(GRAPHS)
@settings(max_examples=40, deadline=None)
def test_ways_lead_down_and_those_that_do_not_are_told_apart(graph):
    drawn = drawing.draw(case(*graph))
    at = {node.scene: node.y for node in drawn.nodes}
    for edge in drawn.edges:
        assert edge.is_back == (at[edge.end] < at[edge.start])
        assert at[edge.end] != at[edge.start]


def test_the_same_case_is_always_drawn_alike():
    assert drawing.draw(worked.scenario()) == drawing.draw(worked.scenario())


def test_the_first_scene_stands_on_top_and_endings_keep_their_outcome():
    drawn = drawing.draw(LANDLADY)
    nodes = {node.scene: node for node in drawn.nodes}
    assert nodes["corridor"].y == min(node.y for node in drawn.nodes)
    assert (nodes["registered"].outcome, nodes["left"].outcome) == ("strong", "harmful")
    assert nodes["order"].kind == "document" and nodes["order"].outcome is None


def test_an_edge_carries_every_option_that_may_take_it():
    drawn = drawing.draw(LANDLADY)
    carried = {edge.way: edge.options for edge in drawn.edges}
    assert carried["order", "registered"] == ("sound", "weak")
    assert carried["kitchen", "left"] == ("go-on",)
    assert drawn.leads["kitchen"] == {"safe": (), "why-stayed": (), "go-on": ("order", "left")}


def test_ways_cross_no_more_than_they_must():
    names = ["top", "a", "b", "c", "d"]
    ways = [("top", "a"), ("top", "b"), ("a", "d"), ("b", "c")]
    laid = lay(names, ways, "top")
    order = {slot[0]: laid.across[slot] for row in laid.layers for slot in row}
    assert (order["a"] < order["b"]) == (order["d"] < order["c"])


def test_too_many_abreast_go_a_row_further_down():
    names = ["top", *(f"n{n}" for n in range(20))]
    laid = lay(names, [("top", name) for name in names[1:]], "top")
    assert max(sum(slot[1] is None for slot in row) for row in laid.layers) == ABREAST


def test_places_keep_their_order_and_their_distance():
    row = [("a", None), ("b", None), ("c", 3)]
    above = {slot: [("top", None)] for slot in row}
    laid = spacing.across([[("top", None)], row], above, {("top", None): row})
    assert laid["b", None] - laid["a", None] >= 2 * drawing.RADIUS
    assert laid["c", 3] > laid["b", None]


# ---- What is laid over it ----


def test_a_walk_knows_when_each_scene_was_entered():
    marks = drawing.walk(["corridor", "kitchen", "kitchen", "order", "kitchen", "left"])
    assert marks.visited["kitchen"] == (2, 4) and marks.visited["left"] == (5,)
    assert ("kitchen", "left") in marks.walked and ("kitchen", "kitchen") not in marks.walked
    assert marks.current == "left"


def test_ways_are_as_thick_as_many_went_them():
    drawn = drawing.draw(LANDLADY)
    marks = drawing.Marks(counts={("corridor", "kitchen"): 30, ("corridor", "left"): 10})
    thick = {edge.way: float(marks.thickness(edge)) for edge in drawn.edges}
    assert thick["corridor", "kitchen"] > thick["corridor", "left"] > thick["order", "registered"]


# ---- As a page shows it ----

_PAGE = """{% import "scenarios/_map.html" as maps %}<!doctype html><html lang="ky"><head><title>T</title></head>
<body><main><h1>H</h1>{{ maps.map(scenario, drawing, marks, "Map", "Path", **more) }}</main></body></html>"""


def shown(app, scenario, marks, **more):
    with app.test_request_context("/", headers={"Accept-Language": "ru"}):
        drawn = drawing.draw(scenario)
        return render_template_string(
            _PAGE, scenario=scenario, drawing=drawn, marks=marks, more=more
        )


def picture(html: str) -> str:
    return re.search(r"<svg viewBox=\"0 0 360.*?</svg>", html, re.DOTALL)[0]


def test_the_picture_says_the_same_in_words(app):
    html = shown(app, LANDLADY, drawing.walk(["corridor", "left"]))
    page = Page(app.response_class(html))
    for title in ("Подъездде (ru)", "Ашканада (ru)", "Жоголгон белги (ru)"):
        assert title in page.text
    assert "Угуу (ru) → 2" in page.text and "Рахмат айтуу (ru) → 3, 5" in page.text
    assert html.count('class="node') == len(LANDLADY.file.scenes) + 2  # two outcomes in the legend
    assert 'class="node harmful visited here"' in html


def test_nodes_lead_somewhere_where_an_address_is_given(app):
    html = shown(app, LANDLADY, drawing.Marks(), jump="/somewhere?to=")
    assert '<a href="/somewhere?to=kitchen"><title>2. Ашканада (ru)</title>' in html
    assert "<a " not in picture(shown(app, LANDLADY, drawing.Marks()))


def test_a_picture_is_light(app):
    """Every scene leads on in three ways, some of them back: denser than a case that is told."""
    count = 34
    ways = {n: [m for m in (n + 1, n + 2, n % 4 * 9) if 0 <= m < count] for n in range(count)}
    scenario = case(count, ways)
    scenario = replace(scenario, texts=_Titles())
    marks = drawing.walk(f"s{n}" for n in range(count))
    assert len(picture(shown(app, scenario, marks)).encode()) <= 12_000


class _Titles(dict):
    """Any text there is asked for."""

    def get(self, place, default=None):
        return LANDLADY.title
