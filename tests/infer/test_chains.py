"""Chains, answers and their order."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import networkx as nx
import pytest
from support import act, claim

from kg.errors import Place
from kg.export.graphml import to_graphml
from kg.infer.chains import CycleError, answer_states, as_of, find_chains
from kg.model.actions import Article

FIRST = act("first", "XRU", "XBO", "2031-03-01")
SECOND = act("second", "XBO", "XRU", "2031-03-05")
THIRD = act("third", "XRU", "XBO", "2031-03-09")
ALONE = act("alone", "XSY", "XRU", "2031-03-02")
ACTS = [FIRST, SECOND, THIRD, ALONE]
LADDER = [claim("second", "first"), claim("third", "second")]


def test_a_ladder_of_three_moves_is_one_chain() -> None:
    (chain,) = find_chains(ACTS, LADDER)
    assert chain.id == "first"
    assert chain.actions == ("first", "second", "third")
    assert (chain.first, chain.last, chain.length) == (("first",), ("third",), 2)
    assert chain.open_since == (date(2031, 3, 9),)


def test_a_chain_keeps_its_id_when_unrelated_acts_come_or_order_changes() -> None:
    more = [*ACTS, act("x"), act("y", "XBO", "XRU", "2031-03-02")]
    for actions in permutations(ACTS):
        assert find_chains(actions, LADDER) == find_chains(ACTS, LADDER)
    (chain, _) = sorted(find_chains(more, [*LADDER, claim("y", "x")]), key=lambda each: each.id)
    assert chain == find_chains(ACTS, LADDER)[0]


@pytest.mark.parametrize(
    "relation", ["sequence", "coincidence", "nonRetaliation", "reply", "reversal"]
)
def test_other_relations_hold_no_chain_together(relation: str) -> None:
    assert find_chains(ACTS, [claim("second", "first", relation=relation)]) == []


@pytest.mark.parametrize("relation", ["retaliation", "solidarity", "threatFulfilment"])
def test_chain_relations_do(relation: str) -> None:
    assert len(find_chains(ACTS, [claim("second", "first", relation=relation)])) == 1


def test_a_denied_claim_holds_no_chain_together_and_a_hedged_one_does() -> None:
    assert find_chains(ACTS, [claim("second", "first", stance="denies")]) == []
    assert len(find_chains(ACTS, [claim("second", "first", stance="speculates")])) == 1


def test_acts_that_are_not_material_take_no_part() -> None:
    word = act("word", "XBO", "XRU", "2031-03-02", kind="Protest", material=False)
    assert find_chains([FIRST, word], [claim("word", "first")]) == []


def test_an_undated_trigger_comes_before_what_answers_it() -> None:
    undated = act("undated", "XRU", "XBO", None)
    (chain,) = find_chains([undated, SECOND], [claim("second", "undated")])
    assert chain.actions == ("undated", "second")


def test_a_circle_is_refused_with_the_links_that_make_it() -> None:
    with pytest.raises(CycleError) as caught:
        find_chains(ACTS, [*LADDER, claim("first", "third", place=Place("c.yaml", 7, 3))])
    assert len(caught.value.findings) == 3
    assert any(
        str(each).startswith("c.yaml:7:3: closes a circle") for each in caught.value.findings
    )


def test_answer_states_go_from_answered_to_unanswered() -> None:
    plan = act("plan", "XBO", "XRU", None, status="planned", material=False)
    no = act("no", "XBO", "XSY", None, status="declined", material=False)
    guess = claim("third", "second", basis="inferred", stance="speculates")
    states = answer_states(
        [*ACTS, plan, no],
        [claim("second", "first"), guess, claim("plan", "third"), claim("no", "alone")],
    )
    assert states == {
        "alone": "answerDeclined",
        "first": "answered",
        "second": "answerInferred",
        "third": "answerPlanned",
    }
    assert answer_states(ACTS, [])["first"] == "unanswered"


@pytest.mark.parametrize("said", [{"stance": "speculates"}, {"disputed_by": (("link", "x"),)}])
def test_a_hedged_or_disputed_claim_alone_is_no_answer(said: dict[str, object]) -> None:
    assert answer_states(ACTS, [claim("second", "first", **said)])["first"] == "unanswered"


def test_the_answer_to_a_whole_answers_its_parts() -> None:
    part = act("part", part_of=("first",))
    assert answer_states([*ACTS, part], LADDER)["part"] == "answered"


def test_as_of_is_the_last_day_of_the_newest_article() -> None:
    from support import PLACE, record

    papers = [
        Article(
            id=f"a{n}", title="t", publisher="gazette", published=published,
            text_digest="0" * 64, text_length=9, place=PLACE,
        )
        for n, published in enumerate(["2031-03-01/2031-03-06", "2031-03-04", "2030"])
    ]  # fmt: skip
    assert as_of(record([], articles=tuple(papers))) == date(2031, 3, 6)
    assert as_of(record([])) is None


def test_graphml_keeps_each_edge_of_two_nodes_and_reads_back() -> None:
    nodes = {"first": {"severity": 5}, "second": {"severity": 3}}
    edges = {
        "one": ("first", "second", {"basis": "stated"}),
        "two": ("first", "second", {"basis": "reported"}),
    }
    graph = nx.parse_graphml(to_graphml(nodes, edges).decode(), force_multigraph=True)
    assert dict(graph.nodes(data=True)) == nodes
    assert {key: (u, v, data) for u, v, key, data in graph.edges(keys=True, data=True)} == edges


def test_a_claim_that_only_disputes_is_no_answer() -> None:
    said = claim("second", "first", stance="disputes")
    assert find_chains(ACTS, [said]) == []
    plan = act("plan", "XBO", "XRU", None, status="planned", material=False)
    against = claim("plan", "first", stance="disputes")
    assert answer_states([FIRST, plan], [against])["first"] == "unanswered"
    contested = claim("plan", "first", disputed_by=(("link", "x"),))
    assert answer_states([FIRST, plan], [contested])["first"] == "unanswered"
