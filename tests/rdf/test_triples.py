"""Plain values -> triples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from support import act, claim, objects, people, record, report, stand

from kg.model.actions import Feature, Values
from kg.model.actors import Quantity
from kg.rdf.subjects import Triples
from kg.rdf.terms import (
    CODE,
    RDF,
    RET,
    day_literal,
    decimal_literal,
    id_iri,
    integer_literal,
    string_literal,
)
from kg.rdf.triples import derived_triples, stated_triples

STRIKE = act("strike", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", count=23)


def value(triples: Triples, subject: ox.NamedNode, name: str) -> object:
    return next(iter(objects(triples, subject, RET[name])), None)


def test_an_action_carries_its_one_class_values_and_bounds() -> None:
    graph = stated_triples(record([STRIKE]), people())
    subject = id_iri("action", "strike")
    assert objects(graph, subject, RDF.type) == [RET.Expulsion]
    assert value(graph, subject, "quantity") == integer_literal(23)
    assert value(graph, subject, "unit") == CODE.persons
    assert value(graph, subject, "earliest") == day_literal(date(2031, 3, 1))
    assert value(graph, subject, "dateBasis") == CODE.inText
    assert value(graph, subject, "actorState") == id_iri("actor", "XRU")
    assert value(graph, subject, "severity") == integer_literal(5)


def test_a_date_from_outside_is_marked_and_names_its_source() -> None:
    outside = act("strike", date_source="the state archive")
    graph = stated_triples(record([outside]), people())
    subject = id_iri("action", "strike")
    assert value(graph, subject, "dateBasis") == CODE.external
    assert value(graph, subject, "dateSource") == string_literal("the state archive")


def test_an_undated_action_has_no_bounds_and_no_basis() -> None:
    graph = stated_triples(record([act("strike", day=None)]), people())
    subject = id_iri("action", "strike")
    for name in ("date", "earliest", "latest", "dateBasis"):
        assert value(graph, subject, name) is None


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (5, 5, {"quantity": "5"}),
        (5, None, {"minQuantity": "5"}),
        (None, 9, {"maxQuantity": "9"}),
        (5, 9, {"minQuantity": "5", "maxQuantity": "9"}),
    ],
)
def test_counts_are_exact_or_bounds(least: int | None, most: int | None, expected: dict) -> None:
    quantity = Quantity(minimum=least, maximum=most, unit="persons")
    told = report("strike", values=Values(quantity=quantity))
    graph = stated_triples(record([STRIKE], reports=(told,)), people())
    subject = id_iri("report", told.iri)
    found = {
        name: number.value
        for name in ("quantity", "minQuantity", "maxQuantity")
        if isinstance(number := value(graph, subject, name), ox.Literal)
    }
    assert found == expected


def shortcuts(*links: object) -> dict[str, int]:
    graph = stated_triples(record([STRIKE, ANSWER], links), people())  # type: ignore[arg-type]
    return {
        name: len(objects(graph, None, RET[name]))
        for name in ("respondsTo", "mayRespondTo", "inferredResponseTo")
    }


def test_an_asserted_undisputed_claim_is_a_response() -> None:
    firm = {"respondsTo": 1, "mayRespondTo": 0, "inferredResponseTo": 0}
    assert shortcuts(claim("answer", "strike")) == firm
    assert shortcuts(claim("answer", "strike", basis="stated")) == firm
    hedged = claim("answer", "strike", stance="speculates")
    assert shortcuts(claim("answer", "strike"), hedged) == firm


@pytest.mark.parametrize("said", [{"stance": "implies"}, {"disputed_by": (("link", "x"),)}])
def test_a_hedged_or_disputed_claim_may_be_a_response(said: dict) -> None:
    may = {"respondsTo": 0, "mayRespondTo": 1, "inferredResponseTo": 0}
    assert shortcuts(claim("answer", "strike", **said)) == may


@pytest.mark.parametrize(
    "said",
    [
        {"stance": "denies"},
        *({"relation": r} for r in ("sequence", "coincidence", "nonRetaliation")),
    ],
)
def test_denials_and_mere_order_get_no_shortcut(said: dict) -> None:
    none = {"respondsTo": 0, "mayRespondTo": 0, "inferredResponseTo": 0}
    assert shortcuts(claim("answer", "strike", **said)) == none


def test_an_inferred_link_stays_in_the_derived_graph_with_rule_and_features() -> None:
    guess = claim(
        "answer", "strike", basis="inferred", stance="speculates", claimed_by=(),
        min_lag=2, max_lag=2, confidence=Decimal("0.9"), rule="reversed-dyad", rule_version="1",
        features=(Feature(name="prior", contribution=Decimal("-3.0")),),
    )  # fmt: skip
    derived = derived_triples([guess], [], stand(strike="answerInferred"), [STRIKE, ANSWER])
    graph = derived
    subject = id_iri("link", guess.iri)
    assert value(graph, subject, "confidence") == decimal_literal(Decimal("0.9"))
    assert value(graph, subject, "lagDays") == integer_literal(2)
    assert len(objects(graph, subject, RET.hasFeature)) == 1
    pair = (id_iri("action", "answer"), RET.inferredResponseTo, id_iri("action", "strike"))
    assert pair in set(graph.columns())
    assert value(graph, id_iri("action", "strike"), "answerState") == CODE.answerInferred


def test_every_subject_has_a_place_and_no_blank_node_appears() -> None:
    triples = stated_triples(record([STRIKE, ANSWER], [claim("answer", "strike")]), people())
    subjects = {one for one, _, _ in triples.columns()}
    assert {each.value for each in subjects} == set(triples.places)
    assert all(isinstance(each, ox.NamedNode) for each in subjects)
