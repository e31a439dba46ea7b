"""The chain network -> GEXF 1.2 with a timeline, as Gephi reads it.

Written here because networkx stamps the day of writing into the file, so that the same input would
not give the same bytes, and knows no open intervals.

An action is there from its first possible day until its last answer, at least until its own last
possible day; a claim is there on the days of the response. So both ends of a claim are there
whenever it is, which Gephi needs to draw it. What has no known day is always there. The days
themselves stand beside them as `earliest` and `latest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from kg.export.network import Network
from kg.model.provenance import DRAFT_MARK

_NAMESPACE: Final = "http://www.gexf.net/1.2draft"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPES: Final = {str: "string", int: "integer", float: "double"}
Span = tuple[str | None, str | None]  # first and last day, ISO; None is open


def to_gexf(network: Network) -> bytes:
    """The network as GEXF, edges from trigger to response.

    Args:
        network: its nodes may have `earliest` and `latest`, ISO days.
    """
    claims = {iri: _claim_span(network, *ends) for iri, (*ends, _) in network.edges.items()}
    root = ET.Element("gexf", {"xmlns": _NAMESPACE, "version": "1.2"})
    ET.SubElement(ET.SubElement(root, "meta"), "creator").text = "retaliation-kg"
    kind = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    graph = ET.SubElement(root, "graph", kind)
    columns = {
        name: {key: value for key, value in data.items() if key != "label"}
        for name, data in network.nodes.items()
    }
    node_keys = _declare(graph, "node", columns.values())
    edge_keys = _declare(graph, "edge", (data for *_, data in network.edges.values()))
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for name, span in _action_spans(network, claims).items():
        shown = {"id": name, "label": str(network.nodes[name]["label"])}
        node = ET.SubElement(nodes, "node", {**shown, **_days(span)})
        _add_values(node, node_keys, columns[name])
    for iri, (trigger, response, data) in network.edges.items():
        label = f"{data['relation']}, {data['firmness']}{DRAFT_MARK * ('draft' in data)}"
        ends = {"id": iri, "source": trigger, "target": response, "label": label}
        _add_values(ET.SubElement(edges, "edge", {**ends, **_days(claims[iri])}), edge_keys, data)
    ET.indent(root)
    return f"{_HEAD}{ET.tostring(root, encoding='unicode')}\n".encode()


def _span(network: Network, name: str) -> Span:
    data = network.nodes[name]
    first, last = data.get("earliest"), data.get("latest")
    return (None if first is None else str(first)), (None if last is None else str(last))


def _claim_span(network: Network, trigger: str, response: str) -> Span:
    (begun, _), (first, last) = _span(network, trigger), _span(network, response)
    start = max(filter(None, (begun, first)), default=None)
    return start, None if last is None else max(last, start or last)


def _action_spans(network: Network, claims: Mapping[str, Span]) -> dict[str, Span]:
    spans = {name: _span(network, name) for name in network.nodes}
    for iri, (*ends, _) in network.edges.items():
        until = claims[iri][1]
        for name in ends:
            first, last = spans[name]
            spans[name] = first, None if last is None or until is None else max(last, until)
    return spans


def _days(span: Span) -> dict[str, str]:
    return {key: day for key, day in zip(("start", "end"), span, strict=True) if day is not None}


def _declare(
    graph: ET.Element, kind: str, rows: Iterable[Mapping[str, str | float]]
) -> dict[str, str]:
    """Declare the columns that any of the rows has; their names -> ids."""
    types = {key: _TYPES[type(value)] for data in rows for key, value in data.items()}
    element = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    keys = {}
    for number, (title, datatype) in enumerate(sorted(types.items())):
        keys[title] = str(number)
        column = {"id": str(number), "title": title, "type": datatype}
        ET.SubElement(element, "attribute", column)
    return keys


def _add_values(
    element: ET.Element, keys: Mapping[str, str], data: Mapping[str, str | float]
) -> None:
    values = ET.SubElement(element, "attvalues")
    for title, value in data.items():
        ET.SubElement(values, "attvalue", {"for": keys[title], "value": str(value)})
