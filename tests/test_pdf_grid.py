"""Cells between ruling lines: the same as pdfplumber's."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table as plumber

from seclint.readers.pdf.grid import cells_between, open_ends

_places = st.integers(0, 8).map(lambda number: 8 * number)
_ends = st.tuples(st.integers(0, 64), st.integers(0, 64)).map(lambda ends: (min(ends), max(ends)))
_rulings = st.lists(st.tuples(_places, _ends), max_size=24)


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {"orientation": orientation, "object_type": "line", **sides}


def _as_pdfplumber(upright: list[Any], level: list[Any]) -> list[set[Any]]:
    edges = [_edge("v", *box) for box in upright] + [_edge("h", *box) for box in level]
    merged = [edge for edge in plumber.merge_edges(edges, 3, 3, 3, 3) if edge["width"] + edge["height"] > 3]
    crossings = plumber.edges_to_intersections(merged, 3, 3)
    return [set(cells) for cells in plumber.cells_to_tables(plumber.intersections_to_cells(crossings))]


@given(_rulings, _rulings)
def test_any_rulings_make_the_cells_that_pdfplumber_makes(columns, rows):
    upright = [(x, top, x, bottom) for x, (top, bottom) in columns]
    level = [(left, y, right, y) for y, (left, right) in rows]
    found = [set(cells) for cells in cells_between(upright, level)]
    assert sorted(found, key=sorted) == sorted(_as_pdfplumber(upright, level), key=sorted)


def test_rulings_that_nearly_meet_are_one():
    upright = [(0, 0, 0, 20), (50, 0, 50, 9), (51, 11, 51, 20), (100, 0, 100, 20)]
    level = [(0, y, 100, y) for y in (0, 10, 20)]
    assert [len(cells) for cells in cells_between(upright, level)] == [4]


def test_a_lone_frame_is_no_table():
    assert cells_between([(0, 0, 0, 20), (50, 0, 50, 20)], [(0, 0, 50, 0), (0, 20, 50, 20)]) == []


def test_rows_that_break_off_at_the_end_of_a_page_are_closed():
    upright = [(x, 0, x, 30) for x in (0, 50, 100)]
    level = [(0, y, 100, y) for y in (0, 20)]
    assert open_ends(upright, level) == [(0, 30, 100, 30)]
    assert open_ends(upright, [*level, (0, 30, 100, 30)]) == []


def test_two_bars_beside_the_text_are_no_table():
    assert open_ends([(0, 0, 0, 30), (100, 0, 100, 30)], [(0, 10, 100, 10)]) == []
