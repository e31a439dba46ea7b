"""Tables as CSV, JSON and text: whole for programs, fitting for people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import read_csv, split_values

from kg.tables import Table, csv_bytes, join_values


def test_a_table_fits_its_terminal_by_narrowing_the_widest_columns() -> None:
    table = Table(("n", "text"), (("1", "word " * 40),))
    lines = table.render("table", 60).splitlines()
    assert {len(line) for line in lines} == {60}
    assert lines[3].startswith("│ 1 │ word word")


NASTY = Table(("a", "b"), (("=1+1", "-5"), ("x|y", "two\nlines"), ("'quoted", "\x1b[31mred\u202e")))


def test_no_cell_is_a_formula_and_numbers_stay_numbers() -> None:
    rows = list(csv.reader(io.StringIO(NASTY.to_csv().decode())))
    assert rows[1] == ["'=1+1", "-5"]
    assert rows[3][0] == "''quoted"
    assert read_csv(NASTY.to_csv()) == [list(NASTY.header), *map(list, NASTY.rows)]


VALUES = st.text(st.sampled_from("=;\\'\n-a") | st.characters(codec="utf-8"), min_size=1)


@given(st.lists(VALUES, max_size=4))
def test_several_values_of_one_cell_run_nowhere_and_come_back_exactly(values: list[str]) -> None:
    data = Table(("x", "y"), ((join_values(values), "z"),)).to_csv()
    assert split_values(read_csv(data)[1][0]) == values
    written = list(csv.reader(io.StringIO(data.decode(), newline="")))[1][0]
    assert not [x for x in written.split(";") if x.startswith("=")]


def test_people_see_no_control_characters() -> None:
    for form in ("table", "md", "tsv", "csv"):
        text = NASTY.render(form)
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "x\\|y" in NASTY.render("md")


MARKED = (
    "<b>x</b>",
    "[a](http://x)",
    "![a](b)",
    "a\\|b",
    "a\\",
    "_i_ a_b",
    "*b* `c` ~s~ $m$",
    "&lt;",
)


def test_no_cell_is_markdown() -> None:
    """As an independent reader has it: each cell is one text, without element, link or emphasis."""
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(Table(("a", "b"), tuple((x, "end") for x in MARKED)).render("md"))
    cells = [each.children or [] for each in tokens if each.type == "inline"]
    assert {child.type for cell in cells for child in cell} <= {"text", "text_special"}
    texts = ["".join(child.content for child in cell) for cell in cells]
    assert texts == ["a", "b", *(x for cell in MARKED for x in (cell, "end"))]


def test_columns_are_measured_as_they_are_seen() -> None:
    table = Table(("x", "y"), (("\x1b[31mred\u202e", "1"), ("é…", "2")))
    for encoding in ("utf-8", "latin-1", "ascii"):
        lines = table.render("table", None, encoding).splitlines()
        assert {len(each) for each in lines} == {len(lines[0])}
        assert "\n".join(lines).encode(encoding)
    assert lines[0].startswith("+--")
    assert "\\xe9\\u2026" in lines[-2]


@pytest.mark.parametrize("number", ["1e5", "-1.0E0", "+2.5e-3"])
def test_a_number_with_an_exponent_is_no_formula(number: str) -> None:
    assert csv_bytes(["x"], [[number]]) == f"x\n{number}\n".encode()


def test_json_keeps_every_character() -> None:
    assert json.loads(NASTY.render("json"))[2] == {"a": "'quoted", "b": "\x1b[31mred\u202e"}
