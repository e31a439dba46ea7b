"""What each view shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support import EXCHANGE, act, claim

from kg.errors import UsageError
from kg.infer.chains import find_chains
from kg.select.selection import Selected, Selection
from kg.select.views import VIEWS, select_view

ACTS = [
    *EXCHANGE,
    act("a4", "XSY", "XRU", "2031-03-06", case="allies"),
    act("a5", "XRU", "XSY", "2031-03-07", case="allies"),
    act("word", "XSY", "XRU", "2031-03-08", kind="Protest", material=False, case="allies"),
    act("alone", "XSY", "XRU", "2031-05-01", case="allies"),
]
LINKS = [
    claim("a2", "a1"),
    claim("a3", "a2", stance="speculates"),
    claim("a4", "a1", relation="solidarity"),
    claim("a5", "a4", basis="stated"),
    claim("word", "a5", relation="reply"),
    claim("alone", "a5", relation="sequence"),
]


def view(name: str, trigger: str | None = None, **given: Any) -> Selected:
    return select_view(ACTS, LINKS, Selection(**given), name, trigger)


def moves(selected: Selected) -> list[tuple[str, ...]]:
    return [each.actions for each in find_chains(ACTS, selected.links)]


def test_a_ladder_is_of_two_actors_alone() -> None:
    found = view("ladder", dyad=("XRU", "XBO"))
    assert moves(found) == [("a1", "a2", "a3")]
    assert moves(view("ladder", dyad=("XRU", "XSY"))) == [("a4", "a5")]
    assert moves(view("ladder", dyad=("XSY", "XBO"))) == []


def test_a_fan_is_one_trigger_with_its_direct_responses() -> None:
    assert moves(view("fan", "action:a1")) == [("a1", "a2", "a4")]
    assert view("fan", "a3") == Selected()


def test_acts_are_those_for_which_the_filters_hold_by_themselves() -> None:
    def ids(**given: Any) -> tuple[list[str], list[tuple[str, str]]]:
        found = view("acts", **given)
        return [x.id for x in found.actions], [(x.response, x.trigger) for x in found.links]

    assert ids(dyad=("XRU", "XBO")) == (["a1", "a2", "a3"], [("a2", "a1"), ("a3", "a2")])
    assert ids(case="allies", since=date(2031, 3, 7), until=date(2031, 3, 7)) == (["a5"], [])
    assert ids(actors=("XSY",), basis=("stated",)) == (["a4", "a5"], [("a5", "a4")])
    assert ids(actors=("XSY",))[0] == ["a4", "a5", "word", "alone"]


def test_the_longest_firm_path_leaves_out_what_is_hedged_disputed_or_inferred() -> None:
    assert moves(view("longest")) == [("a1", "a4", "a5")]
    for weak in (
        {"stance": "alleges"},
        {"disputed_by": (("link", "x"),)},
        {"basis": "inferred", "stance": "speculates"},
    ):
        links = [*LINKS[:3], claim("a5", "a4", **weak)]
        found = select_view(ACTS, links, Selection(), "longest")
        assert moves(found) == [("a1", "a2")]


def test_no_firm_claim_leaves_no_longest_path() -> None:
    assert select_view(ACTS, [LINKS[1]], Selection(), "longest") == Selected()


def test_a_case_shows_replies_order_and_acts_in_no_chain_too() -> None:
    found = view("case", case="allies")
    assert [each.id for each in found.actions] == ["a1", "a4", "a5", "word", "alone"]
    assert {each.relation for each in found.links} == {
        "solidarity", "retaliation", "reply", "sequence",
    }  # fmt: skip
    assert moves(found) == [("a1", "a4", "a5")]


def test_a_filter_on_chains_leaves_the_lone_acts_of_a_case_out() -> None:
    assert "alone" not in {each.id for each in view("case", case="allies", min_length=5).actions}


def test_a_filter_by_state_keeps_chains_whole_and_of_a_case_the_lone_acts_that_stand_so() -> None:
    assert moves(view("tree", moves=frozenset({"a3"}))) == moves(view("tree"))
    assert moves(view("tree", moves=frozenset({"alone"}))) == []

    def names(*wanted: str) -> list[str]:
        found = view("case", case="allies", moves=frozenset(wanted))
        return [each.id for each in found.actions]

    chained = ["a1", "a4", "a5", "word", "alone"]  # with the claims that end in its moves
    assert names("a5") == chained
    assert names("alone") == ["a5", "alone"]
    assert names() == []


@pytest.mark.parametrize(
    ("name", "trigger", "message"),
    [
        ("ladder", None, "--dyad A B"),
        ("case", None, "--case ID"),
        ("fan", None, "--trigger ACTION"),
        ("fan", "alon", "no action 'alon'; did you mean 'alone'?"),
        ("tree", "a1", "--trigger works only with --view fan"),
    ],
)
def test_a_view_of_nothing_says_what_it_needs(name: str, trigger: str | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        view(name, trigger)
    assert message in str(caught.value)


def test_the_command_offers_every_view() -> None:
    from kg.cli import main

    (option,) = (each for each in main.commands["chains"].params if each.name == "view")
    assert tuple(option.type.choices) == VIEWS  # type: ignore[attr-defined]
