"""docs/ontology.md says what ontology/ says, of every term, and its links lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from ontology_page import build_page
from rdflib import RDFS, SKOS, Graph, Literal, URIRef
from test_docs import current

from kg.model.ids import PREFIXES
from kg.model.vocabulary import CLASSES, CODES, KINDS, PROPERTIES

ROOT = Path(__file__).parents[1]
EXPULSION = URIRef(PREFIXES["ret"] + "Expulsion")


def ontology() -> Graph:
    graph = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        if path.name != "hygiene.ttl":
            graph.parse(path)
    return graph


@cache
def page() -> str:
    return build_page(ontology())


def test_the_page_is_current() -> None:
    current(ROOT / "docs" / "ontology.md", page())


def test_every_term_has_one_entry() -> None:
    headed = re.findall(r"^#### .+ · `ret:(\w+)`$", page(), flags=re.M)
    assert sorted(headed) == sorted(CLASSES | PROPERTIES)
    rows = re.findall(r"^\| <a id=\"\w+\"></a>`code:(\w+)` \|", page(), flags=re.M)
    assert rows == [name for names in CODES.values() for name in names]


def test_the_tree_shows_every_class_once_and_the_severity_of_actions() -> None:
    tree = page().split("```text\n")[1].split("```")[0]
    found = re.findall(r"^[│├└─ ]*(\w+)(?:  (\d+))?$", tree, flags=re.M)
    assert len(found) == len(tree.splitlines())
    assert sorted(name for name, _ in found) == sorted(CLASSES)
    assert {n: int(s) for n, s in found if s} == {n: severity for n, (_, severity) in KINDS.items()}


def test_every_link_in_the_page_has_its_target() -> None:
    headings = {
        re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-")
        for each in re.findall(r"^#+ (.+)$", page(), flags=re.M)
    }
    anchors = re.findall(r'<a id="([^"]+)"', page())
    assert len(anchors) == len(set(anchors))
    targets = set(re.findall(r"\]\(#([^)]+)\)", page()))
    assert len(targets) > 100
    assert targets - {*anchors, *headings} == set()


def test_an_entry_has_definition_examples_severity_sources_and_matches() -> None:
    entry = page().split('<a id="Expulsion"></a>')[1].split("<a id=")[0]
    graph = ontology()
    assert str(graph.value(EXPULSION, SKOS.definition)) in entry
    for words in ("- Example: ", "- Not: ", "Severity ", "- Follows [", "`cameo:", "`plover:"):
        assert words in entry
    assert "A kind of [diplomatic measure](#DiplomaticMeasure)." in entry


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.example, SKOS.broadMatch])
def test_a_changed_statement_changes_the_page(predicate: URIRef) -> None:
    graph = ontology()
    graph.set((EXPULSION, predicate, Literal("something else", lang="en")))
    assert build_page(graph) != page()


def test_triples_in_another_order_give_the_same_page() -> None:
    graph = Graph()
    for triple in sorted(ontology(), reverse=True, key=str):
        graph.add(triple)
    assert build_page(graph) == page()
