"""What an annotation points to: text positions and quotations, and what is neither."""

from __future__ import annotations

from typing import Any

import pytest

from kg.importers.selectors import Target, as_list, join_touching, name_of, targets_of, type_of

QUOTE = {"type": "TextQuoteSelector", "exact": "left", "prefix": "They ", "suffix": "."}
POSITION = {"type": "TextPositionSelector", "start": 5, "end": 9}


def target(*selectors: Any) -> dict[str, Any]:
    return {"source": "https://made.example/1", "selector": list(selectors)}


def only(value: Any) -> Target:
    (found,) = targets_of({"target": value})
    return found


def test_both_selectors_of_one_target_are_read() -> None:
    found = only(target(QUOTE, POSITION))
    assert (found.source, found.span, found.exact) == ("https://made.example/1", (5, 9), "left")
    assert found.around == ("They ", ".")
    assert found.is_text


def test_a_list_of_targets_and_catmas_list_of_items_are_read_part_by_part() -> None:
    parts = [target(POSITION), target(QUOTE)]
    assert len(targets_of({"target": parts})) == 2
    assert targets_of({"target": {"type": "List", "items": parts}}) == targets_of({"target": parts})
    assert targets_of({}) == []


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ("https://made.example/1", ""),
        ({"id": "https://made.example/1", "type": "Image"}, ""),
        (target({"type": "FragmentSelector", "value": "xywh=1,2,3,4"}), "FragmentSelector"),
        (target({"type": "SvgSelector"}, {"value": 3}), "SvgSelector, a selector without a type"),
        (target({**POSITION, "refinedBy": QUOTE}), "TextPositionSelector"),
        (target({**POSITION, "start": "5"}), "TextPositionSelector"),
        (target({**QUOTE, "exact": " "}), "TextQuoteSelector"),
        (target(3, None, []), ""),
    ],
)
def test_what_points_to_no_words_says_with_what(value: Any, other: str) -> None:
    found = only(value)
    assert not found.is_text
    assert found.other == other


def test_a_quotation_may_refine_a_selector_of_another_kind() -> None:
    found = only(target({"type": "XPathSelector", "value": "/p[1]", "refinedBy": QUOTE}))
    assert found.exact == "left"
    assert only(target({"type": "XPathSelector", "refinedBy": POSITION})).span is None


def test_names_types_and_lists_have_several_forms() -> None:
    assert [name_of(x) for x in ("a", {"id": "a"}, {"@id": "a"}, 3)] == ["a", "a", "a", ""]
    assert [type_of(x) for x in ({"type": ["A", "B"]}, {"@type": "A"}, {"type": 3}, 3)] == [
        "A", "A", "", "",
    ]  # fmt: skip
    assert [as_list(x) for x in (None, 3, [3])] == [[], [3], [3]]


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert join_touching([(4, 6), (0, 2), (2, 4), (8, 9)]) == ((0, 6), (8, 9))
    assert join_touching([]) == ()
