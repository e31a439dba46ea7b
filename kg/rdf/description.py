"""Quads -> the same with a description of them: VoID and DCAT, licence, counts and provenance.

A function of the quads alone, without clock or place: what is exported, read back and exported
again has the same bytes. The subjects of a description all lie in `graph:`, so that it can be told
from the data; that of a project lies below its own base. It stands before the data, and in the
default graph, where readers of TriG look for what is said of the graphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from kg import __version__
from kg.files import digest
from kg.model.bases import Bases, choose_own, graph_base, prefixes_of, split_iri
from kg.model.ids import ID_BASE, ID_KINDS, LICENCE, ONTOLOGY, is_local_name
from kg.model.vocabulary import ONTOLOGY_VERSION
from kg.rdf.bases import count_bases
from kg.rdf.graph import NAMED, to_quads, write_rdf, write_sorted
from kg.rdf.ordering import sort_quads
from kg.rdf.subjects import Triples
from kg.rdf.terms import (
    DCAT,
    DCTERMS,
    PROV,
    RDF,
    RDFS,
    RET,
    VOID,
    integer_literal,
    string_literal,
    text_literal,
    web_iri,
)

if TYPE_CHECKING:
    from kg.rdf.columns import Columns

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
    base: str = ID_BASE  # of its own things, and of its name


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
    quads = list(quads)
    starts = described_bases(count_bases(quads))
    data: list[ox.Quad] = []
    said: list[ox.Quad] = []
    for each in quads:
        (said if _described(each.subject, tuple(starts)) else data).append(each)
    return data, _read_dataset(said, starts)


def described_bases(bases: Iterable[str]) -> dict[str, str]:
    """What the subjects of descriptions begin with -> the base, for the bases of a graph."""
    return {graph_base(each): each for each in (ID_BASE, *bases)}


def _described(subject: object, starts: tuple[str, ...]) -> bool:
    return isinstance(subject, ox.NamedNode) and subject.value.startswith(starts)


def _read_dataset(said: Iterable[ox.Quad], starts: Mapping[str, str]) -> Dataset | None:
    facts: dict[tuple[str, str], ox.NamedNode | ox.Literal] = {}
    for each in said:
        if isinstance(each.subject, ox.NamedNode) and isinstance(
            each.object, ox.NamedNode | ox.Literal
        ):
            facts[each.subject.value, each.predicate.value] = each.object
    licensed = [iri for iri, predicate in facts if predicate == DCTERMS.license.value]
    if len(licensed) != 1:
        return None
    iri = licensed[0]
    start = max((each for each in starts if iri.startswith(each)), key=len)
    name = iri.removeprefix(start)
    licence, words = facts[iri, DCTERMS.license.value], facts.get((iri, DCTERMS.description.value))
    if not isinstance(licence, ox.NamedNode) or not is_local_name(name):
        return None
    title, version = (facts.get((iri, term.value)) for term in (DCTERMS.title, DCAT.version))
    ontology = facts.get((iri, DCTERMS.conformsTo.value))
    part = words is not None and (iri, DCTERMS.isPartOf.value) in facts
    ours = Dataset()
    return Dataset(
        name=name,
        title=title.value.removesuffix(_PART) if title else None,
        licence=licence.value,
        selection=words.value if part and words else None,
        version=version.value if version and is_local_name(version.value) else ours.version,
        ontology=ontology.value if isinstance(ontology, ox.NamedNode) else ours.ontology,
        base=starts[start],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted of data for its description."""

    triples: int
    typed: frozenset[str]  # the IRIs of what has a type
    bases: frozenset[str]  # below which things stand
    graphs: Mapping[object, int]  # how many triples stand in each named graph


def count_quads(data: Iterable[ox.Quad]) -> Counted:
    """Count quads, each once, without a description."""
    data = list(data)
    return Counted(
        triples=len(data),
        typed=frozenset(str(x.subject).strip("<>") for x in data if x.predicate == RDF.type),
        bases=frozenset({ID_BASE, *count_bases(data)}),
        graphs=Counter(x.graph_name for x in data),
    )


def count_columns(columns: Columns) -> Counted:
    """Count triples of our own."""
    types = [at for at, term in enumerate(columns.terms) if term == RDF.type]
    typed = columns.kept(columns.predicates == (types or [-1])[0])
    return replace(count_quads(to_quads(typed)), triples=len(columns))


def describe(counted: Counted, dataset: Dataset) -> list[ox.Quad]:
    """What is said of data; `void:triples` counts this too, as a reader of the file does.

    Args:
        counted: the data.
        dataset: what it is called and how it may be used.
    """
    triples = Triples(Bases(dataset.base))
    subject = triples.iri("graph", dataset.name)
    triples.add(subject, RDF.type, DCAT.Dataset, VOID.Dataset)
    triples.add(subject, DCTERMS.license, web_iri(dataset.licence))
    if dataset.title is not None:
        _add_ours(triples, subject, dataset, counted)
    count = counted.triples + len(triples.columns()) + 1
    triples.add(subject, VOID.triples, integer_literal(count))
    return to_quads(triples.columns())


def _add_ours(triples: Triples, subject: ox.NamedNode, dataset: Dataset, counted: Counted) -> None:
    found = [(parts[1], each) for each in sorted(counted.typed) if (parts := split_iri(each))
             and parts[0] in counted.bases]  # fmt: skip
    articles = [each for kind, each in found if kind == "article"]
    _add_dataset(triples, subject, dataset, counted.graphs)
    triples.add(subject, VOID.entities, integer_literal(len(counted.typed)))
    _add_counts(triples, subject, Counter(kind for kind, _ in found))
    _add_provenance(triples, subject, dataset.version, articles)


def _add_dataset(
    triples: Triples, subject: ox.NamedNode, dataset: Dataset, sizes: Mapping[object, int]
) -> None:
    title = f"{dataset.title}{_PART if dataset.selection is not None else ''}"
    triples.add(subject, RDFS.label, text_literal(title))
    triples.add(subject, DCTERMS.title, text_literal(title))
    if dataset.selection is not None:
        triples.add(subject, DCTERMS.isPartOf, triples.iri("graph", WHOLE))
        triples.add(subject, DCTERMS.description, string_literal(dataset.selection))
    triples.add(subject, DCTERMS.conformsTo, web_iri(dataset.ontology))
    triples.add(subject, DCAT.version, string_literal(dataset.version))
    triples.add(subject, VOID.vocabulary, web_iri(ONTOLOGY))
    if dataset.base != ID_BASE:
        triples.add(subject, VOID.uriSpace, string_literal(dataset.base))
    names = [triples.iri("graph", name) for name in ("stated", "derived")]
    counts = [sizes.get(name, 0) for name in names]
    words = ("What sources say", "What rules infer")
    for part, count, said in zip(names, counts, words, strict=True):
        if count:
            triples.add(subject, VOID.subset, part)
            triples.add(part, RDF.type, VOID.Dataset)
            triples.add(part, RDFS.label, text_literal(said))
            triples.add(part, VOID.triples, integer_literal(count))
    if all(counts):
        triples.add(names[1], PROV.wasDerivedFrom, names[0])


def _add_counts(triples: Triples, subject: ox.NamedNode, counts: Mapping[str, int]) -> None:
    """How many things of each kind the data types, a partition each."""
    for kind in ID_KINDS:
        count = counts.get(kind)
        if count:
            part = web_iri(f"{subject.value}-{kind}s")
            triples.add(subject, VOID.classPartition, part)
            triples.add(part, RDF.type, VOID.Dataset)
            triples.add(part, RDFS.label, text_literal(f"{kind}s"))
            triples.add(part, VOID["class"], RET[kind.capitalize()])
            triples.add(part, VOID.entities, integer_literal(count))


def _add_provenance(
    triples: Triples, subject: ox.NamedNode, version: str, articles: Iterable[str]
) -> None:
    """Made by a version of the software, from these articles."""
    activity = web_iri(f"{subject.value}-generation")
    software = web_iri(f"{graph_base(ID_BASE)}retaliation-kg-{version}")  # whoever runs it
    triples.add(subject, PROV.wasGeneratedBy, activity)
    triples.add(activity, RDF.type, PROV.Activity)
    triples.add(activity, RDFS.label, text_literal("Reading of the accounts, links and chains"))
    triples.add(activity, PROV.wasAssociatedWith, software)
    triples.add(software, RDF.type, PROV.SoftwareAgent)
    triples.add(software, RDFS.label, text_literal(f"retaliation-kg {version}"))
    triples.add(subject, PROV.wasDerivedFrom, *map(web_iri, articles))


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
    quads = list(quads)
    own = choose_own(count_bases(quads))
    data, old = split_description(quads)
    if form not in NAMED:
        data = [ox.Quad(each.subject, each.predicate, each.object) for each in data]
    data = list(set(data))
    dataset = dataset or old
    if licence is not None:
        dataset = replace(dataset, licence=licence) if dataset else foreign_dataset(data, licence)
    if dataset is None:
        return write_rdf(data, form, prefixes_of(own))
    own = own if dataset.title is None else dataset.base
    said = describe(count_quads(data), dataset)
    parts = (sort_quads(part, named=form in NAMED) for part in (said, data))
    return write_sorted([x for part in parts for x in part], form, prefixes_of(own))
