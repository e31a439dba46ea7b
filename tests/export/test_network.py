"""The chains as a network of plain values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

from support import act, claim, stand

from kg.export import exported
from kg.export.gexf import to_gexf
from kg.export.graphml import to_graphml
from kg.export.network import Network, chain_network
from kg.infer.built import Built
from kg.infer.chains import find_chains

GEXF = "{http://www.gexf.net/1.2draft}"


def doubted() -> Network:
    acts = [act("first", contested=("quantity", "date")), act("second", "XBO", "XRU", "2031-03-05")]
    claims = [
        replace(claim("second", "first"), disputed_by=(("report", "r"),)),
        claim("second", "first", basis="inferred", stance="speculates", confidence=Decimal("0.85")),
    ]
    return chain_network(acts, claims, find_chains(acts, claims), stand(first="answerInferred"))


def test_networks_say_what_is_contested_disputed_and_answered_and_confidence_is_a_number() -> None:
    network = doubted()
    (first, second), (guessed, told) = (
        network.nodes.values(),
        (x[2] for x in network.edges.values()),
    )
    assert (first["contested"], first["answer_state"]) == ("quantity;date", "answerInferred")
    assert "contested" not in second
    assert (told["disputed"], told["firmness"], guessed["disputed"]) == ("yes", "disputed", "no")
    assert (guessed["confidence"], guessed["firmness"]) == (0.85, "inferred")
    graph = ET.fromstring(to_gexf(network))
    types = {x.get("title"): x.get("type") for x in graph.iter(f"{GEXF}attribute")}
    assert types["confidence"] == "double"
    assert {"contested", "answer_state", "disputed"} < types.keys()
    plain = to_graphml(network.nodes, network.edges)
    assert b'attr.name="confidence" attr.type="double"' in plain
    assert b"quantity;date" in plain


def test_the_networks_of_a_build_have_its_answers_and_doubts(built: Built) -> None:
    graph = ET.fromstring(exported(built, "gexf"))
    columns = {x.get("title"): x.get("id") for x in graph.iter(f"{GEXF}attribute")}
    named = {each.id for each in built.corpus.record.actions if each.contested}
    found = {
        node.get("id")
        for node in graph.iter(f"{GEXF}node")
        for value in node.iter(f"{GEXF}attvalue")
        if value.get("for") == columns["contested"]
    }
    chained = {name for each in built.chains for name in each.actions}
    assert found == named & chained != set()


def test_what_a_part_leaves_out_is_no_node_and_no_edge() -> None:
    acts = [act("first", count=3), act("second", "XBO", "XRU", "2031-03-05"), act("alone")]
    links = [claim("second", "first", min_lag=4, max_lag=4)]
    chains = find_chains(acts, links)
    whole = chain_network(acts, links, chains, {})
    assert list(whole.nodes) == ["first", "second"]  # what is in no chain is none of it
    assert whole.nodes["first"]["chain"] == whole.nodes["second"]["chain"] == "first"
    assert (whole.nodes["first"]["quantity"], "quantity" in whole.nodes["second"]) == (3, False)
    assert [x[:2] for x in whole.edges.values()] == [("first", "second")]
    part = chain_network(acts[:1], (), chains, {})
    assert (list(part.nodes), part.edges) == (["first"], {})
