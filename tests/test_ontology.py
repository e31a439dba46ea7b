"""ontology/ says what each term means, declares what kg/ uses, and loads everywhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, URIRef

from kg.model.ids import BASE, PREFIXES
from kg.model.vocabulary import KINDS, PROPERTIES

ROOT = Path(__file__).parent.parent
ONTOLOGY_FILES = sorted((ROOT / "ontology").glob("*.ttl"))
FIXTURE_FILES = sorted((ROOT / "tests" / "shapes").glob("*.ttl"))
SHACL_FILES = ("shapes.ttl", "hygiene.ttl")
ONTOLOGY = URIRef(f"{BASE}ontology")
TERM_PREFIXES = ("ret", "code", "ref", "cameo", "plover")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
PREFIX_LINE = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.M | re.I)
QNAME = re.compile(rf"(?<![\w:/.-])({'|'.join(TERM_PREFIXES)}):([A-Za-z0-9](?:[\w-]*\w)?)")


def ret(name: str) -> URIRef:
    return URIRef(PREFIXES["ret"] + name)


@cache
def graph(*names: str) -> Graph:
    """The named files of ontology/ as one graph; without names, all but the SHACL files."""
    merged = Graph()
    for path in ONTOLOGY_FILES:
        if path.name in names or (not names and path.name not in SHACL_FILES):
            merged.parse(path)
    return merged


def ours(nodes: object, prefix: str = "") -> set[URIRef]:
    base = PREFIXES[prefix] if prefix else BASE
    return {n for n in nodes if isinstance(n, URIRef) and n.startswith(base)}  # type: ignore[attr-defined]


def names_of(rdf_type: URIRef, prefix: str) -> set[str]:
    found = ours(graph().subjects(RDF.type, rdf_type), prefix)
    return {node.removeprefix(PREFIXES[prefix]) for node in found}


@cache
def declared() -> frozenset[URIRef]:
    every = graph(*(path.name for path in ONTOLOGY_FILES))
    return frozenset(ours(every.subjects(RDF.type)))


def file_id(path: Path) -> str:
    return path.name


def test_each_property_has_one_kind() -> None:
    kinds = [names_of(kind, "ret") for kind in PROPERTY_TYPES]
    assert sum(map(len, kinds)) == len(set().union(*kinds)) > 0


def test_each_code_is_in_one_scheme_and_no_scheme_is_empty() -> None:
    codes = ours(graph().subjects(RDF.type, SKOS.Concept), "code")
    found = {each: set(graph().objects(each, SKOS.inScheme)) for each in codes}
    assert {each for each, schemes in found.items() if len(schemes) != 1} == set()
    schemes = ours(graph().subjects(RDF.type, SKOS.ConceptScheme), "code")
    assert set().union(*found.values()) == schemes


def test_each_action_class_has_one_superclass_and_one_severity_and_no_other_class_has() -> None:
    kinds = set(graph().transitive_subjects(RDFS.subClassOf, ret("Action")))
    for node in kinds:
        parents = list(graph().objects(node, RDFS.subClassOf))
        assert len(parents) == (node != ret("Action")), node
        assert len(list(graph().objects(node, ret("defaultSeverity")))) == 1, node
    assert set(graph().subjects(ret("defaultSeverity"))) == kinds


def test_every_term_says_it_is_defined_here() -> None:
    kinds = (OWL.Class, *PROPERTY_TYPES, SKOS.Concept, SKOS.ConceptScheme)
    terms = {n for kind in kinds for n in ours(graph().subjects(RDF.type, kind))}
    assert {n for n in terms if (n, RDFS.isDefinedBy, ONTOLOGY) not in graph()} == set()
    assert ours(graph().subjects(RDFS.isDefinedBy)) == terms


def test_terms_conform_to_the_hygiene_shapes() -> None:
    copy = Graph()
    for triple in graph():
        copy.add(triple)
    conforms, _, text = pyshacl.validate(copy, shacl_graph=graph("hygiene.ttl"), inplace=True)
    assert conforms, text


@pytest.mark.parametrize("name", ["label", "definition", "example", "value", "source"])
def test_hygiene_sees_a_term_that_breaks_it(name: str) -> None:
    text = """
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <urn:book> a dcterms:BibliographicResource ; rdfs:label "book"@en ;
          dcterms:bibliographicCitation "A book." .
        <urn:term> a owl:Class ; rdfs:isDefinedBy <urn:ontology> ; rdfs:label "term"@en ;
          skos:definition "A term."@en ; skos:example "this one"@en, "2030-03" ;
          dcterms:source <urn:book> .
    """
    good = {
        "label": 'label "term"@en',
        "definition": '"A term."@en',
        "example": '"this one"@en',
        "value": '"2030-03"',
        "source": "<urn:book> .",
    }
    bad = {
        "label": 'label "term"@en, "name"@en',
        "definition": '"a term"@en',
        "example": '"this one"',
        "value": '"2030-03"@en',
        "source": "<urn:shelf> .",
    }
    for wording, expected in ((text, True), (text.replace(good[name], bad[name]), False)):
        data = Graph().parse(data=wording, format="turtle")
        assert pyshacl.validate(data, shacl_graph=graph("hygiene.ttl"))[0] is expected


def test_words_are_english_bare_values_have_no_language_and_labels_are_unique() -> None:
    seen: dict[tuple[object, str], list[URIRef]] = {}
    for predicate in (RDFS.label, SKOS.definition, SKOS.example, SKOS.editorialNote):
        for subject, text in graph().subject_objects(predicate):
            bare = predicate == SKOS.example and " " not in text
            assert getattr(text, "language", None) == (None if bare else "en"), (subject, text)
            if predicate == RDFS.label and subject.startswith((PREFIXES["ret"], PREFIXES["code"])):
                kind = (subject, RDF.type, OWL.Class) in graph()
                seen.setdefault((kind, str(text)), []).append(subject)
    assert [subjects for subjects in seen.values() if len(subjects) > 1] == []


def test_every_class_and_property_of_ours_has_an_example() -> None:
    terms = {n for k in (OWL.Class, *PROPERTY_TYPES) for n in ours(graph().subjects(RDF.type, k))}
    assert {n for n in terms if (n, SKOS.example, None) not in graph()} == set()


def test_every_source_is_used() -> None:
    sources = ours(graph("sources.ttl").subjects(RDF.type))
    used = set(graph().objects(None, URIRef(PREFIXES["dcterms"] + "source")))
    assert sources == ours(used)


def test_every_action_class_is_matched_or_says_why_not() -> None:
    matches = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    for name in KINDS:
        schemes = {
            prefix
            for match in matches
            for target in graph().objects(ret(name), match)
            for prefix in ("cameo", "plover")
            if str(target).startswith(PREFIXES[prefix])
        }
        noted = (ret(name), SKOS.editorialNote, None) in graph()
        assert schemes == {"cameo", "plover"} or noted, name


def test_matches_claim_no_equivalence() -> None:
    assert not {OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs} & set(graph().predicates())


@pytest.mark.parametrize("path", ONTOLOGY_FILES, ids=file_id)
def test_rdflib_and_pyoxigraph_read_the_same_number_of_triples(path: Path) -> None:
    triples = {(t.subject, t.predicate, t.object) for t in pyoxigraph.parse(path=path)}
    assert len(Graph().parse(path)) == len(triples) > 0


@pytest.mark.parametrize("path", [p for p in ONTOLOGY_FILES if p.name != "shapes.ttl"], ids=file_id)
def test_there_are_no_blank_nodes_outside_the_shapes(path: Path) -> None:
    assert not [t for t in Graph().parse(path) if any(isinstance(n, BNode) for n in t)]


def prefixed_files() -> list[Path]:
    return [*ONTOLOGY_FILES, *FIXTURE_FILES, *sorted((ROOT / "queries").glob("**/*.rq"))]


@pytest.mark.parametrize("path", prefixed_files(), ids=file_id)
def test_prefixes_are_those_of_the_table(path: Path) -> None:
    lines = PREFIX_LINE.findall(path.read_text(encoding="utf-8"))
    assert {p: iri for p, iri in lines if PREFIXES.get(p) != iri} == {}
    assert [p for p, _ in lines] == sorted({p for p, _ in lines})


@pytest.mark.parametrize("path", [*ONTOLOGY_FILES, *FIXTURE_FILES], ids=file_id)
def test_every_term_of_ours_in_turtle_is_declared(path: Path) -> None:
    bases = tuple(PREFIXES[p] for p in TERM_PREFIXES)
    nodes = {n for t in Graph().parse(path) for n in t if isinstance(n, URIRef)}
    assert {n for n in nodes if n.startswith(bases)} - declared() == set()


def text_files() -> list[Path]:
    kinds = {"queries": (".rq",), "data": (".yaml", ".json", ".md"), "kg": (".py",)}
    return sorted(
        p
        for folder, ends in kinds.items()
        for p in (ROOT / folder).glob("**/*")
        if p.suffix in ends
    )


def test_every_term_of_ours_in_queries_data_and_code_is_declared() -> None:
    unknown = {
        f"{path.relative_to(ROOT)}: {prefix}:{name}"
        for path in text_files()
        for prefix, name in QNAME.findall(path.read_text(encoding="utf-8"))
        if URIRef(PREFIXES[prefix] + name) not in declared()
    }
    assert unknown == set()


def test_there_is_one_header_and_its_version_is_that_of_its_iri() -> None:
    version = graph().value(ONTOLOGY, OWL.versionInfo)
    assert graph().value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert list(graph().subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]


def test_every_property_in_use_is_declared_for_owl_2_dl() -> None:
    built_in = (str(RDF), str(RDFS), str(OWL))
    kinds = {n for kind in PROPERTY_TYPES for n in graph().subjects(RDF.type, kind)}
    used = {p for p in graph().predicates() if not str(p).startswith(built_in)}
    assert used - kinds == set()


def test_ranges_keep_to_the_datatypes_of_owl_2() -> None:
    datatypes = {o for o in graph().objects(None, RDFS.range) if str(o).startswith(PREFIXES["xsd"])}
    names = {str(d).removeprefix(PREFIXES["xsd"]) for d in datatypes}
    assert names == {"boolean", "decimal", "integer", "string"}


def test_every_property_of_ours_has_a_shape_or_is_an_annotation() -> None:
    shaped = set(graph("shapes.ttl").objects(None, SH.path))
    assert {ret(p) for p in PROPERTIES} - shaped == {ret("defaultSeverity")}
