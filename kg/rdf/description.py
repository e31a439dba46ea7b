"""Quads -> the same with a description of them: VoID and DCAT, licence, counts and provenance.

A function of the quads alone, without clock or place: what is exported, read back and exported
again has the same bytes. The subjects of a description all lie in `graph:`, so that it can be told
from the data. It stands in the default graph, where readers of TriG look for what is said of the
graphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox
from rdflib import URIRef
from rdflib.namespace import RDF, RDFS

from kg import __version__
from kg.files import digest
from kg.model.ids import (
    DERIVED_GRAPH,
    ID_KINDS,
    LICENCE,
    ONTOLOGY,
    PREFIXES,
    STATED_GRAPH,
    is_local_name,
)
from kg.model.vocabulary import ONTOLOGY_VERSION
from kg.rdf.graph import NAMED, to_quads, write_rdf
from kg.rdf.subjects import Triples
from kg.rdf.terms import (
    DCAT,
    DCTERMS,
    PROV,
    RET,
    VOID,
    id_iri,
    integer_literal,
    string_literal,
    text_literal,
)

_TYPE: Final = ox.NamedNode(str(RDF.type))
WHOLE: Final = "whole"
_TITLE: Final = "Who answered whom: states, officials and retaliatory actions"
_PART: Final = " (a selection)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What cannot be counted: the dataset's name, licence and, of a part, what it is a part by.

    Of other people's data we know the licence at most: its title is None, and nothing is said of
    how it was made.
    """

    name: str = WHOLE
    title: str | None = _TITLE
    licence: str = LICENCE
    selection: str | None = None  # the filters, in the words of the command line
    version: str = __version__  # of the software that made it
    ontology: str = f"{ONTOLOGY}/{ONTOLOGY_VERSION}"


def selected_dataset(words: str, licence: str = LICENCE) -> Dataset:
    """The part of the whole that some filters keep; its name is minted from them."""
    if not words:
        return Dataset(licence=licence)
    mark = digest(words.encode())[:10]
    return Dataset(name=f"selection-{mark}", licence=licence, selection=words)


def foreign_dataset(data: Sequence[ox.Quad], licence: str) -> Dataset:
    """Data that does not say what it is; its name is minted from what it holds."""
    mark = digest(write_rdf(data, "nquads"))[:10]
    return Dataset(name=f"data-{mark}", title=None, licence=licence)


def split_description(quads: Iterable[ox.Quad]) -> tuple[list[ox.Quad], Dataset | None]:
    """The data alone, and the dataset that the quads say they are, if they do."""
    data: list[ox.Quad] = []
    said: list[ox.Quad] = []
    for each in quads:
        (said if _described(each.subject) else data).append(each)
    return data, _read_dataset(said)


def _described(subject: object) -> bool:
    return isinstance(subject, ox.NamedNode) and subject.value.startswith(PREFIXES["graph"])


def _read_dataset(said: Iterable[ox.Quad]) -> Dataset | None:
    facts: dict[tuple[str, str], ox.NamedNode | ox.Literal] = {}
    for each in said:
        if isinstance(each.subject, ox.NamedNode) and isinstance(
            each.object, ox.NamedNode | ox.Literal
        ):
            facts[each.subject.value, each.predicate.value] = each.object
    licensed = [iri for iri, predicate in facts if predicate == str(DCTERMS.license)]
    if len(licensed) != 1:
        return None
    iri = licensed[0]
    name = iri.removeprefix(PREFIXES["graph"])
    licence, words = facts[iri, str(DCTERMS.license)], facts.get((iri, str(DCTERMS.description)))
    if not isinstance(licence, ox.NamedNode) or not is_local_name(name):
        return None
    title, version = (facts.get((iri, str(term))) for term in (DCTERMS.title, DCAT.version))
    ontology = facts.get((iri, str(DCTERMS.conformsTo)))
    part = words is not None and (iri, str(DCTERMS.isPartOf)) in facts
    ours = Dataset()
    return Dataset(
        name=name,
        title=title.value.removesuffix(_PART) if title else None,
        licence=licence.value,
        selection=words.value if part and words else None,
        version=version.value if version and is_local_name(version.value) else ours.version,
        ontology=ontology.value if isinstance(ontology, ox.NamedNode) else ours.ontology,
    )


def describe(data: Sequence[ox.Quad], dataset: Dataset) -> list[ox.Quad]:
    """The quads and what is said of them; `void:triples` counts both, as a reader of the file does.

    Args:
        data: each once, without a description.
        dataset: what it is called and how it may be used.
    """
    triples = Triples()
    subject = id_iri("graph", dataset.name)
    triples.add(subject, RDF.type, DCAT.Dataset, VOID.Dataset)
    triples.add(subject, DCTERMS.license, URIRef(dataset.licence))
    if dataset.title is not None:
        _add_ours(triples, subject, dataset, data)
    count = len(data) + len(triples.graph) + 1
    triples.add(subject, VOID.triples, integer_literal(count))
    return [*to_quads(triples.graph), *data]


def _add_ours(triples: Triples, subject: URIRef, dataset: Dataset, data: Sequence[ox.Quad]) -> None:
    typed = {str(x.subject).strip("<>") for x in data if x.predicate == _TYPE}
    _add_dataset(triples, subject, dataset, Counter(x.graph_name for x in data))
    _add_counts(triples, subject, typed)
    _add_provenance(triples, subject, dataset.version, typed)


def _add_dataset(
    triples: Triples, subject: URIRef, dataset: Dataset, sizes: Mapping[object, int]
) -> None:
    title = f"{dataset.title}{_PART if dataset.selection is not None else ''}"
    triples.add(subject, RDFS.label, text_literal(title))
    triples.add(subject, DCTERMS.title, text_literal(title))
    if dataset.selection is not None:
        triples.add(subject, DCTERMS.isPartOf, id_iri("graph", WHOLE))
        triples.add(subject, DCTERMS.description, string_literal(dataset.selection))
    triples.add(subject, DCTERMS.conformsTo, URIRef(dataset.ontology))
    triples.add(subject, DCAT.version, string_literal(dataset.version))
    triples.add(subject, VOID.vocabulary, URIRef(ONTOLOGY))
    stated, derived = (sizes.get(ox.NamedNode(x), 0) for x in (STATED_GRAPH, DERIVED_GRAPH))
    for name, count, words in (
        (STATED_GRAPH, stated, "What sources say"),
        (DERIVED_GRAPH, derived, "What rules infer"),
    ):
        if count:
            part = URIRef(name)
            triples.add(subject, VOID.subset, part)
            triples.add(part, RDF.type, VOID.Dataset)
            triples.add(part, RDFS.label, text_literal(words))
            triples.add(part, VOID.triples, integer_literal(count))
    if stated and derived:
        triples.add(URIRef(DERIVED_GRAPH), PROV.wasDerivedFrom, URIRef(STATED_GRAPH))


def _add_counts(triples: Triples, subject: URIRef, typed: Collection[str]) -> None:
    """How many things of each kind the data types, a partition each."""
    triples.add(subject, VOID.entities, integer_literal(len(typed)))
    for kind in ID_KINDS:
        count = sum(name.startswith(PREFIXES[kind]) for name in typed)
        if count:
            part = URIRef(f"{subject}-{kind}s")
            triples.add(subject, VOID.classPartition, part)
            triples.add(part, RDF.type, VOID.Dataset)
            triples.add(part, RDFS.label, text_literal(f"{kind}s"))
            triples.add(part, VOID["class"], RET[kind.capitalize()])
            triples.add(part, VOID.entities, integer_literal(count))


def _add_provenance(triples: Triples, subject: URIRef, version: str, typed: Iterable[str]) -> None:
    """Made by a version of the software, from these articles."""
    activity = URIRef(f"{subject}-generation")
    software = id_iri("graph", f"retaliation-kg-{version}")
    triples.add(subject, PROV.wasGeneratedBy, activity)
    triples.add(activity, RDF.type, PROV.Activity)
    triples.add(activity, RDFS.label, text_literal("Reading of the accounts, links and chains"))
    triples.add(activity, PROV.wasAssociatedWith, software)
    triples.add(software, RDF.type, PROV.SoftwareAgent)
    triples.add(software, RDFS.label, text_literal(f"retaliation-kg {version}"))
    articles = sorted(each for each in typed if each.startswith(PREFIXES["article"]))
    triples.add(subject, PROV.wasDerivedFrom, *map(URIRef, articles))


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
