"""The vocabulary in Python is that of ontology/*.ttl, and follows it when it grows."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_docs import current
from vocabulary_file import FILE, ROOT, build_vocabulary

from kg.model.vocabulary import (
    ACTOR_TYPES,
    CLASSES,
    CODES,
    KINDS,
    LABELS,
    ONTOLOGY_VERSION,
    PROPERTIES,
    ancestry,
)

#: A class of action as a contributor would add it, here to a copy of the ontology.
PORT_CLOSURE = """
ret:PortClosure a owl:Class ;
  rdfs:subClassOf ret:EconomicMeasure ;
  rdfs:label "closure of ports"@en ;
  skos:definition "An economic measure that closes ports to the recipient's ships."@en ;
  skos:example "Ruritania closes its ports to Bordurian ships."@en ;
  ret:defaultSeverity 7 ;
  dcterms:source ref:plover-manual ;
  rdfs:isDefinedBy <https://w3id.org/retaliation-kg/ontology> .
"""
CODE = """
code:suspended a skos:Concept ;
  skos:inScheme code:Status ;
  rdfs:label "suspended for a time"@en .
"""
FILE_OF_ONE = """format: 1
cases: [{id: ports, label: The ports of Ruritania}]
actions:
- {id: ports-2031, type: PortClosure, label: Ruritania closes its ports, case: ports, actor: [XRU],
   recipient: [XBO], date: 2031-03-01, dateSource: invented}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the ontology to change."""
    return Path(shutil.copytree(ROOT / "ontology", tmp_path / "ontology"))


def add(folder: Path, file: str, text: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as turtle:
        turtle.write(text)


def load(folder: Path) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(build_vocabulary(folder), "vocabulary.py", "exec"), names)
    return names


def test_the_vocabulary_is_current() -> None:
    current(FILE, build_vocabulary())


def test_a_class_added_in_turtle_is_added_in_python(folder: Path) -> None:
    add(folder, "actions.ttl", PORT_CLOSURE)
    made = load(folder)
    assert made["KINDS"] == {**KINDS, "PortClosure": ("EconomicMeasure", 7)}
    assert made["CLASSES"] == CLASSES | {"PortClosure"}
    assert made["LABELS"] == {**LABELS, "PortClosure": "closure of ports"}
    assert made["ancestry"]("PortClosure") == ("PortClosure", "EconomicMeasure", "Action")
    assert (made["PROPERTIES"], made["CODES"]) == (PROPERTIES, CODES)


def test_a_class_added_in_turtle_can_be_annotated_and_checked(folder: Path) -> None:
    add(folder, "actions.ttl", PORT_CLOSURE)
    checkout = folder.parent
    shutil.copytree(ROOT / "kg", checkout / "kg", ignore=shutil.ignore_patterns("__pycache__"))
    (checkout / "kg" / "model" / "vocabulary.py").write_text(build_vocabulary(folder))
    data = Path(shutil.copytree(ROOT / "tests/fixtures/rival-states", checkout / "data"))
    (data / "actions" / "ports.yaml").write_text(FILE_OF_ONE)
    code = (
        "from kg import build_graph; from kg.rdf.terms import RET, id_iri; built = build_graph("
        "'data'); print(built.warnings, *(x.value for s, p, x in built.stated."
        "columns() if (s, p) == (id_iri('action', 'ports-2031'), RET.severity)))"
    )
    command = [sys.executable, "-c", code]
    env = {"PYTHONPATH": str(checkout)}
    ran = subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("() 7\n", "")


def test_codes_stand_in_the_order_of_their_file(folder: Path) -> None:
    add(folder, "codes.ttl", CODE)
    assert load(folder)["CODES"]["Status"] == (*CODES["Status"], "suspended")
    text = (ROOT / "ontology" / "codes.ttl").read_text(encoding="utf-8")
    for names in CODES.values():
        places = [text.index(f"\ncode:{name} a skos:Concept ;") for name in names]
        assert places == sorted(places)


def test_two_terms_of_one_name_need_one_label(folder: Path) -> None:
    add(folder, "codes.ttl", CODE.replace("code:suspended", "code:severity"))
    with pytest.raises(ValueError, match="two terms are called 'severity'"):
        build_vocabulary(folder)


def test_every_term_has_a_label_and_every_label_a_term() -> None:
    codes = {name for scheme, names in CODES.items() for name in (scheme, *names)}
    assert set(LABELS) == CLASSES | PROPERTIES | codes


def test_every_ancestor_of_a_class_of_action_is_one_and_the_last_is_action() -> None:
    assert {ancestry(kind)[-1] for kind in KINDS} == {"Action"}
    assert set(KINDS) | set(ACTOR_TYPES) < CLASSES
    assert all(0 <= severity <= 10 for _, severity in KINDS.values())


def test_a_superclass_and_the_version_are_those_of_the_ontology() -> None:
    assert KINDS["Expulsion"] == ("DiplomaticMeasure", 5)
    assert ancestry("Action") == ("Action",)
    header = (ROOT / "ontology" / "actions.ttl").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{ONTOLOGY_VERSION}"' in header
