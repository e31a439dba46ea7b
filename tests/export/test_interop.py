"""Other people's tools read our exports as we wrote them, and judge them as pySHACL does.

rapper and serdi are Debian packages; N3.js, comunica and rdf-validate-shacl lie in tests/node; what
is missing is skipped by its name, and with KG_REQUIRE_TOOLS=1, KG_REQUIRE_NODE=1 and
KG_REQUIRE_INTEROP=1, as in .ci/run, it fails instead.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pyshacl
import pytest
from odd_terms import odd_quads
from rdflib import SH, Dataset, Graph
from support import do_without, need_tool, run_node
from test_exact import in_form

from kg.export import exported
from kg.infer.built import Built
from kg.rdf.graph import FORMATS, NAMED, SUFFIXES, read_rdf, to_graph, write_rdf
from kg.rdf.terms import RET, VOID

ROOT = Path(__file__).parents[2]
MEDIA = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "ntriples": "application/n-triples",
}
FAIL_FILES = sorted((ROOT / "tests" / "shapes").glob("*_fail.ttl"))[::2]  # all take 15 s
ENTITIES = """
import json, sys
from followthemoney import model
given = [json.loads(line) for line in sys.stdin]
schemata, told = {}, []
for data in given:
    proxy = model.get_proxy(data, cleaned=False)
    proxy.schema.validate(data)
    schemata[proxy.id] = proxy.schema
    kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
    if kept != {name: sorted(values) for name, values in data["properties"].items()}:
        told.append(f"{data['id']}: {kept}")
for data in given:
    for prop, value in model.get_proxy(data, cleaned=False).itervalues():
        if prop.type.name == "entity" and not schemata[value].is_a(prop.range):
            told.append(f"{data['id']}: {prop.name} is {value}")
print(json.dumps([len(schemata), told]))
"""


@pytest.fixture(scope="module")
def files(built: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The bundled data in every RDF format."""
    folder = tmp_path_factory.mktemp("exports")
    paths = {form: folder / f"x{suffix}" for suffix, form in SUFFIXES.items()}
    for form, path in paths.items():
        path.write_bytes(exported(built, form))
    return paths


@pytest.fixture(scope="module")
def odd_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """6,000 odd terms in every RDF format."""
    folder = tmp_path_factory.mktemp("odd")
    paths = {form: folder / f"x{suffix}" for suffix, form in SUFFIXES.items()}
    quads = odd_quads(6000)
    for form, path in paths.items():
        path.write_bytes(write_rdf(in_form(quads, form), form))
    return paths


def ran(*command: object) -> set[ox.Quad]:
    """The N-Quads that a program writes."""
    words = [str(each) for each in command]
    done = subprocess.run(words, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples", "rdfxml"])
def test_rapper_reads_what_we_wrote(form: str, files: dict[str, Path]) -> None:
    rapper = need_tool("rapper", "raptor2-utils")
    found = ran(rapper, "-q", "-i", form, "-o", "nquads", files[form], "http://example.org/")
    assert found == set(read_rdf(files[form]))


@pytest.mark.parametrize("form", MEDIA)
def test_serdi_reads_what_we_wrote_odd_terms_too(
    form: str, files: dict[str, Path], odd_files: dict[str, Path]
) -> None:
    serdi = need_tool("serdi", "serdi")
    for path in (files[form], odd_files[form]):
        assert ran(serdi, "-i", form, "-o", "nquads", path) == set(read_rdf(path))


@pytest.mark.parametrize("form", MEDIA)
def test_n3_js_reads_what_we_wrote_odd_terms_too(
    form: str, files: dict[str, Path], odd_files: dict[str, Path]
) -> None:
    for path in (files[form], odd_files[form]):
        data = path.read_bytes().decode()
        told = run_node("read.mjs", {"data": data, "format": MEDIA[form]})
        assert {ox.Quad(*map(term, quad)) for quad in told} == set(read_rdf(path))


def term(told: list[str]) -> Any:
    kind, *values = told
    if kind == "DefaultGraph":
        return ox.DefaultGraph()
    if kind == "NamedNode":
        return ox.NamedNode(*values)
    text, language, datatype = values
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_what_we_wrote(form: str, files: dict[str, Path]) -> None:
    named = {"jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}.get(form, form)
    graph = Dataset(default_union=True) if form in NAMED else Graph()
    graph.parse(files[form], format=named)
    found = {tuple(x.n3() for x in triple) for triple in graph.triples((None, None, None))}
    assert found == {tuple(x.n3() for x in triple) for triple in to_graph(read_rdf(files[form]))}


def test_comunica_counts_what_we_counted(built: Built, files: dict[str, Path]) -> None:
    report = f"{RET['Report']}"
    count = f"SELECT (COUNT(*) AS ?n) {{ ?report a {report} }}"
    said = f"SELECT ?n {{ ?set {VOID['class']} {report} ; {VOID['entities']} ?n }}"
    data = files["ntriples"].read_text(encoding="utf-8")
    answers = run_node("query.mjs", {"data": data, "queries": {"count": count, "said": said}})
    expected = str(len(built.corpus.record.reports))
    assert [answers[name][0]["n"]["value"] for name in ("count", "said")] == [expected, expected]


def test_owlready2_loads_the_data(files: dict[str, Path]) -> None:
    owlready2 = pytest.importorskip("owlready2", reason="no owlready2 (the extra test)")
    world = owlready2.World()
    for form in ("ntriples", "rdfxml"):
        onto = world.get_ontology(f"http://example.org/{form}#")
        with files[form].open("rb") as file:
            onto.load(fileobj=file)
        own = 1  # owlready2 adds that the file is an ontology
        assert len(onto.graph) == len(read_rdf(files[form])) + own


def test_networkx_reads_the_chain_network_from_both_formats(built: Built, tmp_path: Path) -> None:
    (tmp_path / "x.gexf").write_bytes(exported(built, "gexf"))
    (tmp_path / "x.graphml").write_bytes(exported(built, "graphml"))
    dynamic = nx.read_gexf(tmp_path / "x.gexf", version="1.2draft")
    plain = nx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    assert dynamic.is_directed()
    assert dynamic.graph["mode"] == "dynamic"
    assert set(dynamic) == set(plain) == {n for c in built.chains for n in c.actions}
    ends = sorted(dynamic.edges(keys=False))
    assert ends == sorted(plain.edges(keys=False))
    assert len(ends) == sum(len(each.links) for each in built.chains)
    assert {n: d["earliest"] for n, d in plain.nodes(data=True) if "earliest" in d} == {
        n: d["start"] for n, d in dynamic.nodes(data=True) if "start" in d
    }


def test_followthemoney_takes_every_entity_and_every_value(built: Built) -> None:
    python = os.environ.get("KG_INTEROP_PYTHON", sys.executable)
    words = [python, "-c", ENTITIES]
    data = exported(built, "followthemoney")
    done = subprocess.run(words, input=data, capture_output=True, check=False)
    if b"No module named 'followthemoney'" in done.stderr:
        do_without(
            "KG_REQUIRE_INTEROP", "no followthemoney (pip install 'retaliation-kg[interop]')"
        )
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == [len(data.splitlines()), []]


def judged_by_pyshacl(data: Graph, shapes: Graph) -> list[list[str]]:
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, inplace=True
    )
    named = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent)
    return sorted(
        without_path_label([str(report.value(result, each) or "") for each in named])
        for result in report.objects(predicate=SH.result)
    )


def without_path_label(result: list[str]) -> list[str]:
    """A result without its path where that is an inverse or a choice: a blank node has no name."""
    focus, path, constraint = result
    return [focus, path if "://" in path else "", constraint]


def test_a_second_shacl_engine_finds_the_same_in_good_and_in_broken_data(
    built: Built, files: dict[str, Path]
) -> None:
    ontology = "\n".join(
        (ROOT / "ontology" / f"{name}.ttl").read_text(encoding="utf-8")
        for name in ("actors", "actions", "links", "codes")
    )
    shapes = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    good, broken = files["turtle"].read_text(encoding="utf-8"), broken_data()
    told = run_node(
        "validate.mjs", {"shapes": shapes, "ontology": ontology, "data": [good, broken]}
    )
    together = Graph().parse(data=ontology, format="turtle").parse(data=broken, format="turtle")
    found = judged_by_pyshacl(together, Graph().parse(data=shapes, format="turtle"))
    assert built.warnings == ()  # what pySHACL found in the good data
    assert [sorted(map(without_path_label, each)) for each in told] == [[], found]
    assert len(found) > 2 * len(FAIL_FILES)


def broken_data() -> str:
    """Every other file that breaks a shape, each with names of its own, as one."""
    ids = re.compile(r"(@prefix \w+: <https://w3id\.org/retaliation-kg/id/\w+/)>")
    return "\n".join(
        ids.sub(rf"\g<1>{path.stem}-->", path.read_text(encoding="utf-8")) for path in FAIL_FILES
    )
