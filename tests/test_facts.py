"""Look-ups into a graph by short name."""

from __future__ import annotations

from support import act, claim, record, store

from kg.facts import Facts, Name

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
