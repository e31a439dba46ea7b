"""A build, or an RDF file -> RDF with its description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from kg.build import Built
from kg.model.vocabulary import DERIVED_GRAPH, STATED_GRAPH
from kg.rdf.description import Dataset, describe, foreign_dataset, split_description
from kg.rdf.graph import NAMED, in_graph, to_quads, write_rdf


def build_quads(built: Built) -> list[ox.Quad]:
    """What a build says, stated and derived in graphs of their own."""
    stated, derived = to_quads(built.stated.graph), to_quads(built.derived.graph)
    return [*in_graph(stated, STATED_GRAPH), *in_graph(derived, DERIVED_GRAPH)]


def to_rdf(
    quads: Iterable[ox.Quad],
    form: str,
    dataset: Dataset | None = None,
    licence: str | None = None,
) -> bytes:
    """RDF in one format, with its description; an older description gives way to it.

    Args:
        quads: the data.
        form: an RDF format; those without named graphs get the union.
        dataset: what it is; None for what the quads say they are. Data that says nothing of
            itself is not described, except by a licence that is given.
        licence: where it is another than that of the dataset.
    Raises:
        UsageError: the format cannot express a term.
    """
    data, said = split_description(quads)
    if form not in NAMED:
        data = [ox.Quad(each.subject, each.predicate, each.object) for each in data]
    data = list(set(data))
    dataset = dataset or said
    if licence is not None:
        dataset = replace(dataset, licence=licence) if dataset else foreign_dataset(data, licence)
    return write_rdf(describe(data, dataset) if dataset else data, form)
