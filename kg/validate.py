"""(Graph, places) -> findings, each at file:line.

pySHACL is the judge. The ontology and its code lists are mixed into the data handed to it:
without them subclasses pass unseen, and with `ont_graph` their individuals would be missing. Its
`focus_nodes` is not used: it also narrows the nodes that nested shapes look at, and so falsifies
sh:not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kg.errors import Finding, Place
from kg.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib.term import Node


def validate(
    data: Graph,
    places: Mapping[URIRef, Place],
    ontology: Graph,
    shapes: Graph,
) -> list[Finding]:
    """Check a graph against the shapes.

    Args:
        data: the triples to check; they stay unchanged.
        places: where in the input each subject comes from.
        ontology: classes and code lists that the shapes refer to.
        shapes: the SHACL shapes.
    Returns:
        The findings, sorted by place.
    Raises:
        ValueError: nothing was looked at, so that "no findings" would mean nothing.
    """
    import pyshacl

    together = Graph(bind_namespaces="none")
    for graph in (ontology, data):
        for triple in graph:
            together.add(triple)
    if not len(shapes) or not len(data):
        raise ValueError("there are no shapes, or no data to hold against them")
    _, report, _ = pyshacl.validate(
        together,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        inplace=True,
    )
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL could not validate: {report}")
    results = report.objects(None, SH.result)  # not sh:detail, which repeats them for helpers
    return sorted({_finding(report, result, places) for result in results})


def _finding(report: Graph, result: Node, places: Mapping[URIRef, Place]) -> Finding:
    focus = report.value(result, SH.focusNode)
    message = min((str(each) for each in report.objects(result, SH.resultMessage)), default="")
    value = report.value(result, SH.value)
    shape = report.value(result, SH.sourceShape)
    warning = report.value(result, SH.resultSeverity) != SH.Violation
    severity: Literal["error", "warning"] = "warning" if warning else "error"
    place = places.get(URIRef(str(focus)), Place(short_name(str(focus))))
    found = f" (found {short_name(str(value))})" if value is not None else ""
    text = f"{short_name(str(focus))}: {message}{found} [{short_name(str(shape))}]"
    return Finding(place, text, severity)


def short_name(iri: str) -> str:
    """`action:us-expels-60-2018` for its IRI; other text as it is.

    >>> short_name("https://w3id.org/retaliation-kg/id/actor/RUS")
    'actor:RUS'
    """
    best = max(
        (prefix for prefix, base in PREFIXES.items() if iri.startswith(base) and iri != base),
        key=lambda prefix: len(PREFIXES[prefix]),
        default=None,
    )
    return iri if best is None else f"{best}:{iri[len(PREFIXES[best]) :]}"
