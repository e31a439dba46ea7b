"""The W3C syntax suites of RDF 1.1: we read or refuse each file, and each writer returns it.

The suites lie in ../shared/corpora/w3c; without them these tests are skipped, and with
KG_REQUIRE_SHARED=1, as in .ci/run, they fail instead.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from support import do_without

from kg.errors import UnreadableError, UsageError
from kg.model.ids import PREFIXES
from kg.rdf.graph import FORMATS, NAMED, SUFFIXES, read_rdf, write_rdf

ARCHIVE = Path(__file__).parents[3] / "shared" / "corpora" / "w3c" / "rdf-syntax.tar.xz"
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
XML_LITERAL = ox.NamedNode(f"{PREFIXES['rdf']}XMLLiteral")

#: Suite -> its positive and negative tests.
SUITES = {
    "rdf-turtle": (219, 94),
    "rdf-trig": (241, 115),
    "rdf-n-triples": (41, 29),
    "rdf-n-quads": (53, 34),
    "rdf-xml": (126, 40),
}
#: Suite -> how many round trips of its positive files the six writers can express.
ROUND_TRIPS = {
    "rdf-turtle": 1301,
    "rdf-trig": 1031,
    "rdf-n-triples": 242,
    "rdf-n-quads": 278,
    "rdf-xml": 756,
}


@dataclass(frozen=True)
class Case:
    path: Path
    base: str
    result: Path | None
    negative: bool


@pytest.fixture(scope="module")
def suites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not ARCHIVE.is_file():
        do_without("KG_REQUIRE_SHARED", "the W3C suites are not at hand (shared/corpora/w3c)")
    folder = tmp_path_factory.mktemp("w3c")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder / "rdf-tests" / "rdf" / "rdf11"


def cases(folder: Path) -> Iterator[Case]:
    base = f"{BASE}{folder.name}/"
    facts: dict[object, dict[str, str]] = {}
    for quad in read_rdf(folder / "manifest.ttl", f"{base}manifest.ttl"):
        if isinstance(quad.object, ox.NamedNode):
            facts.setdefault(quad.subject, {})[quad.predicate.value] = quad.object.value
    for said in facts.values():
        if action := said.get(f"{MANIFEST}action"):
            result = said.get(f"{MANIFEST}result")
            yield Case(
                path=folder / action.removeprefix(base),
                base=action,
                result=folder / result.removeprefix(base) if result else None,
                negative="Negative" in said[f"{PREFIXES['rdf']}type"],
            )


def canonical(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """The graph with its blank nodes named by what they are."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def by_value(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """The same with canonical XML in place of XML literals."""
    return canonical(
        ox.Quad(each.subject, each.predicate, xml_value(each.object), each.graph_name)
        for each in quads
    )


def xml_value(term: Any) -> Any:
    if isinstance(term, ox.Literal) and term.datatype == XML_LITERAL:
        return ox.Literal(ET.canonicalize(f"<x>{term.value}</x>"), datatype=XML_LITERAL)
    return term


@pytest.mark.parametrize("suite", SUITES)
def test_every_positive_file_is_read_as_its_result_and_comes_back_from_each_writer(
    suite: str, suites: Path, tmp_path: Path
) -> None:
    wrong, read, kept = [], 0, 0
    for case in cases(suites / suite):
        if case.negative:
            continue
        quads = read_rdf(case.path, case.base)
        read += 1
        same = by_value if case.path.parent.name == "xml-canon" else canonical
        if case.result and same(quads) != same(read_rdf(case.result, case.base)):
            wrong.append(f"{case.path.name} is not {case.result.name}")
        back = {form: round_trip(quads, form, tmp_path) for form in FORMATS}
        kept += sum(each is not None for each in back.values())
        own = canonical(quads)
        wrong += [f"{case.path.name} by {f}" for f, each in back.items() if each not in (None, own)]
    assert wrong == []
    assert read == SUITES[suite][0]
    assert kept == ROUND_TRIPS[suite]


def round_trip(quads: list[ox.Quad], form: str, folder: Path) -> set[ox.Quad] | None:
    """The graph after writing and reading, or None where the format cannot express it."""
    if form not in NAMED and any(x.graph_name != ox.DefaultGraph() for x in quads):
        return None
    path = folder / f"x{next(suffix for suffix, name in SUFFIXES.items() if name == form)}"
    try:
        path.write_bytes(write_rdf(quads, form))
    except UsageError:
        assert form == "rdfxml"
        return None
    return canonical(read_rdf(path))


@pytest.mark.parametrize("suite", SUITES)
def test_every_negative_file_is_refused_at_its_line(suite: str, suites: Path) -> None:
    accepted, refused = [], 0
    for case in cases(suites / suite):
        if case.negative:
            try:
                read_rdf(case.path, case.base)
                accepted.append(case.path.name)
            except UnreadableError as error:
                refused += bool(re.match(rf"{re.escape(str(case.path))}:\d+:\d+: ", str(error)))
    assert accepted == []
    assert refused == SUITES[suite][1]
