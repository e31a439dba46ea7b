"""Single signs as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kg.page.marks import clean, draw_answer, draw_line, draw_marker, draw_rule, draw_span, write
from kg.page.signs import ANSWER_MARKS, LIGHT, SHAPES
from kg.tell.signs import FILLS


def read(*parts: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<svg>{''.join(parts)}</svg>"))


@pytest.mark.parametrize("fill", FILLS)
def test_how_far_an_act_got_shows_in_its_marker(fill: str) -> None:
    shape, icon, *strike = read(draw_marker("people", "Expulsion", fill))
    assert shape.get("d") == SHAPES["people"]
    assert icon.get("fill") == "none"
    assert len(strike) == (fill == "declined")
    assert (shape.get("fill") == LIGHT["people"]) == (fill == "done")
    assert ("stroke-dasharray" in shape.attrib) == (fill in ("planned", "alleged"))


def test_a_marker_may_have_no_icon() -> None:
    assert len(read(draw_marker("hostile"))) == 1


@pytest.mark.parametrize("state", ANSWER_MARKS)
def test_an_answer_mark_lies_on_paper_so_that_lines_pass_behind(state: str) -> None:
    ((disc, mark),) = read(draw_answer(state, 10, 9))
    assert disc.get("fill") == LIGHT["paper"]
    assert mark.get("d") == ANSWER_MARKS[state]


def test_a_line_has_its_dashes_and_a_full_or_open_head() -> None:
    ((path, head),) = read(draw_line("M0 0H9", "M0 0z", "red", width=2, dashes=[9, 6], open_=False))
    assert (path.get("stroke-dasharray"), head.get("fill")) == ("9 6", "red")
    ((path, head),) = read(draw_line("M0 0H9", "M0 0", "red", width=2, dashes=False, open_=True))
    assert ("stroke-dasharray" in path.attrib, head.get("class")) == (False, "l")


def test_texts_and_rules_are_xml_whatever_they_say() -> None:
    text, rule, span = read(
        write(1, 2, "<b> & \x00", "q", "end"), draw_rule(3, 0, 9), draw_span(30)
    )
    assert (text.text, text.get("text-anchor")) == ("<b> & ", "end")
    assert (rule.get("d"), span.get("class")) == ("M3 0V9", "d")
    assert clean("a\ud800\ufffe") == "a"
