"""The chain network as GEXF."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from support import act, claim

from kg.export import exported
from kg.export.gexf import to_gexf
from kg.export.network import Network, chain_network
from kg.infer.built import Built
from kg.infer.chains import find_chains

GEXF = "{http://www.gexf.net/1.2draft}"


LADDER = [
    act("first"),
    act("second", "XBO", "XRU", "2031-03-05"),
    act("third", day=None, earliest=date(2031, 4, 1), latest=None),
]


CLAIMS = [claim("second", "first"), claim("third", "second", stance="alleges")]


def gexf() -> ET.Element:
    network = chain_network(LADDER, CLAIMS, find_chains(LADDER, CLAIMS), {})
    return ET.fromstring(to_gexf(network))


def test_gexf_is_dynamic_with_days_that_gephi_reads() -> None:
    graph = gexf().find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    spans = {x.get("id"): (x.get("start"), x.get("end")) for x in graph.iter(f"{GEXF}node")}
    assert spans == {
        "first": ("2031-03-01", "2031-03-05"),  # until it is answered
        "second": ("2031-03-05", None),  # until its answer, whose last day is not known
        "third": ("2031-04-01", None),
    }
    edges = [(x.get("source"), x.get("target"), x.get("start")) for x in graph.iter(f"{GEXF}edge")]
    assert edges == [("first", "second", "2031-03-05"), ("second", "third", "2031-04-01")]


def test_gexf_never_calls_a_hedged_or_inferred_claim_a_fact() -> None:
    labels = [each.get("label") for each in gexf().iter(f"{GEXF}edge")]
    assert labels == ["retaliation, reported", "retaliation, hedged"]


def test_every_claim_lies_within_the_days_of_both_its_actions(built: Built) -> None:
    graph = ET.fromstring(exported(built, "gexf"))
    spans = {
        each.get("id"): (each.get("start", "0000"), each.get("end", "9999"))
        for each in graph.iter(f"{GEXF}node")
    }
    for edge in graph.iter(f"{GEXF}edge"):
        start, end = edge.get("start"), edge.get("end")
        for node in (edge.get("source"), edge.get("target")):
            first, last = spans[node]
            assert start is None or first <= start
            assert end is None or end <= last


def test_columns_have_the_type_of_their_values_and_a_node_only_those_it_has() -> None:
    graph = ET.fromstring(
        to_gexf(
            Network(
                nodes={"a": {"label": "A", "severity": 5}, "b": {"label": "B", "place": "Klow"}},
                edges={"l": ("a", "b", {"relation": "r", "firmness": "f", "confidence": 0.5})},
            )
        )
    )
    types = {x.get("title"): x.get("type") for x in graph.iter(f"{GEXF}attribute")}
    assert types == {
        "severity": "integer", "place": "string", "relation": "string", "firmness": "string",
        "confidence": "double",
    }  # fmt: skip
    first, second = graph.iter(f"{GEXF}node")
    assert [x.get("value") for x in first.iter(f"{GEXF}attvalue")] == ["5"]
    assert [x.get("value") for x in second.iter(f"{GEXF}attvalue")] == ["Klow"]
    assert (first.get("label"), second.get("label")) == ("A", "B")
    assert not {"start", "end"} & {*first.keys(), *second.keys()}  # without a day, always there


def test_a_network_of_nothing_is_gexf_too() -> None:
    graph = ET.fromstring(to_gexf(Network(nodes={}, edges={})))
    assert list(graph.iter(f"{GEXF}node")) == list(graph.iter(f"{GEXF}edge")) == []
