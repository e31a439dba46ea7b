"""The ontology is in OWL 2 DL, consistent, and no class of it is bound to stay empty.

HermiT and the profile checker of the OWL API, both in owlready2's package, decide; they run on
Java. Without Java or owlready2 these tests are skipped; with KG_REQUIRE_JAVA=1, as in .ci/run,
they fail instead.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import OWL, Graph

from kg.model.ids import PREFIXES

ROOT = Path(__file__).parents[1]
OWL_FILES = ("actors", "actions", "links", "codes", "alignments", "sources")
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # half the time of programs this short
RURITANIA = "<urn:ruritania> a owl:NamedIndividual, ret:State . "


@pytest.fixture(scope="module", autouse=True)
def java() -> Iterator[str]:
    """The path of Java, or a skip that says what to install."""
    found = shutil.which("java")
    missing = []
    if found is None:
        missing.append("no java (Debian, Ubuntu: apt install default-jre-headless)")
    if importlib.util.find_spec("owlready2") is None:
        missing.append("no owlready2 (pip install 'retaliation-kg[test]')")
    if missing:
        text = "; ".join(missing)
        if os.environ.get("KG_REQUIRE_JAVA") == "1":
            pytest.fail(text)
        pytest.skip(text)
    assert found is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", QUICK)
        yield found


def owl_part(more: str = "") -> Graph:
    """The ontology without its shapes, and some Turtle added."""
    graph = Graph()
    for name in OWL_FILES:
        graph.parse(ROOT / "ontology" / f"{name}.ttl")
    return graph.parse(data=HEADER + more, format="turtle")


def empty_classes(graph: Graph) -> list[str] | None:
    """The classes that cannot have a member, by HermiT; None where all is a contradiction."""
    import owlready2

    world = owlready2.World()
    data = BytesIO(graph.serialize(format="nt", encoding="utf-8"))
    world.get_ontology("http://example.org/whole#").load(fileobj=data)
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    empty = {each.iri for each in world.inconsistent_classes()}
    return sorted(empty - {str(OWL.Nothing)})


def profile_violations(graph: Graph, java: str, folder: Path) -> list[str]:
    """What keeps a graph out of OWL 2 DL, by the OWL API."""
    import owlready2

    target = folder / "ontology.rdf"
    graph.serialize(target, format="xml", encoding="utf-8")
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    program = Path(__file__).parent / "CheckProfile.java"
    command = [java, "-cp", str(jar), str(program), str(target)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    axioms, *violations = ran.stdout.splitlines()
    assert int(axioms) > 1000, "the OWL API read next to nothing"
    return violations


def test_the_ontology_is_in_owl_2_dl(java: str, tmp_path: Path) -> None:
    assert profile_violations(owl_part(), java, tmp_path) == []


@pytest.mark.parametrize(
    "breach",
    [
        "<urn:ruritania> <urn:undeclared> ret:State .",
        "ret:partOf a owl:TransitiveProperty, owl:AsymmetricProperty .",
    ],
)
def test_a_breach_of_owl_2_dl_is_found(breach: str, java: str, tmp_path: Path) -> None:
    assert profile_violations(owl_part(RURITANIA + breach), java, tmp_path) != []


def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    assert empty_classes(owl_part()) == []


def test_an_individual_that_a_property_puts_in_a_disjoint_class_is_a_contradiction() -> None:
    for name, expected in (("partOf", []), ("holder", None)):  # the domain is an actor, a tenure
        whole = owl_part(f"{RURITANIA} <urn:ruritania> ret:{name} <urn:ruritania> .")
        assert empty_classes(whole) == expected


@pytest.mark.parametrize(
    "both",
    [
        "ret:NewsOrganization, ret:Organization",
        "ret:InternationalOrganization, ret:Organization",
        "ret:DiplomaticMission, ret:GovernmentBody",
    ],
)
def test_a_class_below_two_that_may_overlap_can_have_members(both: str) -> None:
    assert empty_classes(owl_part(f"ret:Both a owl:Class ; rdfs:subClassOf {both} .")) == []


def test_a_class_below_two_disjoint_ones_is_found_empty() -> None:
    bad = "ret:CityState a owl:Class ; rdfs:subClassOf ret:State, ret:Organization ."
    assert empty_classes(owl_part(bad)) == [f"{PREFIXES['ret']}CityState"]
