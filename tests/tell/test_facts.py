"""Look-ups into a graph by short name."""

from __future__ import annotations

from pathlib import Path

from support import act, claim, record, store

from kg.ask.engine import load_with_ontology
from kg.tell.facts import Facts, Name
from kg.tell.search import search
from kg.tell.show import describe
from kg.tell.stats import BY, tally

FACTS = Facts(
    store(
        record(
            [act("strike"), act("answer", "XBO", "XRU", "2031-03-05")], [claim("answer", "strike")]
        )
    )
)


def test_values_are_sorted_and_things_are_told_from_texts() -> None:
    assert FACTS.values("action:strike", "ret:actor") == ["actor:XRU"]
    assert isinstance(FACTS.value("action:strike", "ret:actor"), Name)
    assert not isinstance(FACTS.value("action:strike", "ret:date"), Name)
    assert FACTS.value("action:strike", "ret:place") == ""
    assert FACTS.having("ret:recipient", "actor:XBO") == ["action:strike"]
    assert ("ret:actor", "action:strike") in FACTS.pointing("actor:XRU")


def test_labels_come_from_the_graph_and_from_the_ontology() -> None:
    assert FACTS.labels(["actor:XRU", "ret:Expulsion", "code:carriedOut"]) == (
        "Ruritania, expulsion, carried out"
    )
    assert FACTS.label("actor:nobody") == "nobody"


def test_only_what_is_described_is_of_a_kind() -> None:
    assert FACTS.all_of("action") == ["action:answer", "action:strike"]
    assert "action:strike" in FACTS
    assert "action:nothing" not in FACTS


STRANGE = """
@prefix action: <https://w3id.org/retaliation-kg/id/action/> .
@prefix actor: <https://w3id.org/retaliation-kg/id/actor/> .
@prefix ret: <https://w3id.org/retaliation-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
action:a a ret:Expulsion, <urn:x>, [] ; ret:actorState "no thing", [] , actor:XRU ;
  ret:recipientState "a b", <urn:y> ; ret:earliest "soon" ; ret:quantity "many" ;
  ret:actor [ rdfs:label "unnamed" ] ; ret:place <urn:z> ; ret:answerState "maybe" .
[] ret:ofAction action:a ; ret:start "first" .
"""


def test_a_graph_of_others_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "strange.ttl"
    file.write_text(STRANGE)
    facts = Facts(load_with_ontology(file))
    assert tally(facts, "state").rows
    assert all(tally(facts, by) for by in BY)
    assert [each.thing for each in search(facts, "a")][:1] == ["action:a"]
    assert describe(facts, "action:a").title == "a"
    assert describe(facts, "actor:XRU").to_text()
