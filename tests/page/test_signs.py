"""How the signs are drawn: a shape, an icon and a line for each, on light and dark paper."""

from __future__ import annotations

import re

import pytest

from kg.model.standing import ANSWER_STATES, CHAIN_RELATIONS
from kg.model.vocabulary import CODES, ancestry
from kg.page.signs import (
    ANSWER_MARKS,
    DARK,
    DASHES,
    EXAMPLE_ICONS,
    HEADS,
    ICONS,
    LIGHT,
    LINES,
    MARKERS,
    SHAPES,
    WIDTHS,
    sign_tables,
    style_variables,
)
from kg.tell.signs import FAMILIES, ICON_KINDS


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return sum(x * y for x, y in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_family_has_its_own_shape_colour_and_words() -> None:
    families = set(FAMILIES.values())
    assert set(SHAPES) == set(MARKERS) == families
    assert len(set(SHAPES.values())) == len(families)
    assert families <= set(LIGHT)


def test_every_kind_that_has_an_icon_has_its_own() -> None:
    assert set(ICONS) == ICON_KINDS
    same = [x for x in ICONS if list(ICONS.values()).count(ICONS[x]) > 1]
    assert same == ["StaffReduction", "DiplomaticMeasure"]  # in shapes of their own


@pytest.mark.parametrize("path", [*SHAPES.values(), *ICONS.values()])
def test_a_path_stays_within_its_marker(path: str) -> None:
    assert re.fullmatch(r"[MLHVQCSaAzZ\d .-]+", path)
    assert all(abs(float(x)) <= 18 for x in re.findall(r"-?\d+(?:\.\d+)?", path))


def test_every_answer_state_has_a_mark_of_its_own_in_its_box() -> None:
    assert tuple(ANSWER_MARKS) == tuple(ANSWER_STATES)
    assert len(set(ANSWER_MARKS.values())) == len(ANSWER_MARKS)
    for path in ANSWER_MARKS.values():
        assert re.fullmatch(r"[MLHVCAz\d .]+", path)
        assert all(0 <= float(x) <= 12 for x in re.findall(r"\d+(?:\.\d+)?", path))


def test_the_example_of_a_family_is_one_of_its_kinds() -> None:
    assert set(EXAMPLE_ICONS) == set(MARKERS)
    assert all(FAMILIES[next(x for x in ancestry(icon) if x in FAMILIES)] == family
               for family, icon in EXAMPLE_ICONS.items())  # fmt: skip


def test_claims_less_than_firm_have_dashes_of_their_own() -> None:
    assert set(DASHES) == {"hedged", "disputed", "inferred"}
    assert len({tuple(x) for x in DASHES.values()}) == 3
    assert set(LINES) == {*CODES["Basis"], "hedged", "disputed"}
    assert set(WIDTHS) == set(CODES["Basis"])
    assert WIDTHS["stated"] > WIDTHS["reported"]
    assert set(HEADS) <= set(CODES["Relation"])
    assert "retaliation" not in HEADS


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_sign_stands_out_from_its_paper(palette: dict[str, str]) -> None:
    for name in ("ink", "quiet"):
        assert contrast(palette[name], palette["paper"]) >= 4.5, name
    for name in (*SHAPES, *CHAIN_RELATIONS, "focus"):
        assert contrast(palette[name], palette["paper"]) >= 3, name


def test_light_and_dark_have_the_same_colours_and_paper_is_light() -> None:
    assert list(LIGHT) == list(DARK)
    light, dark = style_variables().splitlines()
    assert light.startswith(":root{--paper:#ffffff;")
    assert dark.startswith("@media screen and (prefers-color-scheme: dark){:root{--paper:#121416;")
    assert all(f"--{name}:{LIGHT[name]}" in light for name in LIGHT)
    assert all(f"--{name}:{DARK[name]}" in dark for name in DARK)


def test_the_scripts_get_the_same_signs() -> None:
    given = sign_tables()
    assert (given["shapes"], given["icons"]) == (SHAPES, ICONS)
    assert (given["dashes"], given["widths"], given["heads"]) == (DASHES, WIDTHS, HEADS)
    assert (given["answers"], given["light"]) == (ANSWER_MARKS, LIGHT)
