"""What stands around a picture that is taken away."""

from __future__ import annotations

from xml.etree import ElementTree

from kg.model.vocabulary import CODES
from kg.page.frame import COLUMN, EDGE, ROW, draw_credit, draw_legend, draw_title, wrap
from kg.page.legend import _relation_order
from kg.page.signs import ANSWER_MARKS, LINES, MARKERS, SPAN
from kg.tell.signs import FILLS

ALL = {
    "markers": list(MARKERS.items()),
    "fills": [(sign, text) for sign, (text, _) in FILLS.items()],
    "days": [("span", SPAN)],
    "lines": list(LINES.items()),
    "colours": [(x, x) for x in sorted(CODES["Relation"], key=_relation_order)],
    "answers": [(state, state) for state in ANSWER_MARKS],
}


def test_rows_are_no_wider_than_the_picture() -> None:
    assert wrap("", 100) == []
    assert all(len(row) <= 10 for row in wrap("word " * 20, 72))
    assert len(wrap("A" * 100, 72)) == 10  # a word too long for a row is cut


def test_a_long_title_takes_rows_and_ends() -> None:
    assert len(draw_title("Who answered whom", 560)) == 1
    assert len(draw_title("Many words " * 10, 560)) > 2
    assert draw_title("x " * 9999, 560) == draw_title("x " * 200, 560)


def test_every_sign_there_is_can_be_drawn_beside_its_words() -> None:
    entries, height = draw_legend(ALL, 2 * EDGE + 2 * COLUMN)
    assert len(entries) == sum(map(len, ALL.values()))
    assert height == ROW * -(-len(entries) // 2)
    drawn = [ElementTree.fromstring(each) for each in entries]
    assert [each.find("text").text for each in drawn] == [
        text for part in ALL.values() for _, text in part
    ]
    assert all(each[0].find(".//path") is not None for each in drawn)
    assert len({ElementTree.tostring(each[0]) for each in drawn}) > 20


def test_a_narrow_picture_has_one_column_and_an_empty_legend_no_height() -> None:
    assert draw_legend({"markers": ALL["markers"]}, 300)[1] == ROW * len(MARKERS)
    assert draw_legend({}, 560) == ([], 0)


def test_the_credit_is_there_where_it_is_given() -> None:
    assert draw_credit("", 560) == ([], 0)
    rows, height = draw_credit("Sources: " + "Klow Wire, " * 20, 560)
    assert height == 18 * len(rows) > 18
