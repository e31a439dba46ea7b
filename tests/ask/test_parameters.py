"""What a person types becomes a checked term, and nothing else of a query changes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from support import HOSTILE, mine

from kg.ask.engine import bind
from kg.ask.parameters import KIND_DOCS, to_term
from kg.ask.queries import find_query, named_queries, parse_query
from kg.errors import UsageError
from kg.model.ids import PREFIXES
from kg.model.vocabulary import CODES
from kg.rdf.graph import open_store


@pytest.mark.parametrize(
    "kind", ["actor", "action", "article", "case", "chain", "class", "code", "date", "integer"]
)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_of_another_kind_is_refused(store: ox.Store, kind: str, text: str) -> None:
    with pytest.raises(UsageError):
        to_term(text, kind, store)


def test_a_value_that_looks_like_a_marker_is_only_a_text(store: ox.Store) -> None:
    text = "ASK { VALUES ?a { UNDEF } VALUES ?b { UNDEF } FILTER(?a = ?b) }"
    asked = parse_query(text, "mine", "mine.rq")
    bound = bind(asked, {"a": "VALUES ?b { UNDEF }", "b": "} evil {"}, store)
    assert bound == text.replace("UNDEF", '"VALUES ?b { UNDEF }"', 1).replace(
        "?b { UNDEF } F", '?b { "} evil {" } F'
    )


def test_an_unknown_parameter_is_refused_with_the_nearest(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="did you mean 'actor'"):
        bind(find_query("unanswered"), {"actr": "XRU"}, store)


@pytest.mark.parametrize("value", ["XBO", "actor:XBO", "Borduria", "szohod", " bord\u00fbria "])
def test_an_actor_is_found_by_any_of_its_names(store: ox.Store, value: str) -> None:
    assert to_term(value, "actor", store) == ox.NamedNode(PREFIXES["actor"] + "XBO")


def test_a_hint_names_only_actors_of_the_graph() -> None:
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    state = ox.NamedNode(PREFIXES["actor"] + "CZE")
    store = open_store([ox.Quad(state, label, ox.Literal("Czechia", language="en"))])
    assert to_term("the Czech Republic", "actor", store) == to_term("Prague", "actor", store)
    for value, told in (
        ("Czecha", r"the graph has no actor 'Czecha'; did you mean 'CZE' \(Czechia\)\?$"),
        ("Frnace", "the graph has no actor 'Frnace'$"),
        ("France", "the graph has no actor 'France'$"),
    ):
        with pytest.raises(UsageError, match=told):
            to_term(value, "actor", store)


def test_a_name_that_two_actors_share_is_refused_with_both() -> None:
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    pair = [ox.NamedNode(PREFIXES["actor"] + each) for each in ("envoy-1999", "envoy-2031")]
    store = open_store(
        ox.Quad(each, label, ox.Literal("the envoy", language="en")) for each in pair
    )
    with pytest.raises(
        UsageError, match=r"envoy-1999 \(the envoy\) or envoy-2031 \(the envoy\); give the id"
    ):
        to_term("The envoy", "actor", store)


HEADED = """#+ summary: Which actions have an actor?
#+ params:
#+ - {name: actor, kind: actor, default: XBO, help: Who acts.}
SELECT ?action { VALUES ?actor { UNDEF } ?action ret:actorState ?actor }"""


def test_a_default_holds_until_another_value_is_given(store: ox.Store) -> None:
    asked = mine(HEADED)
    assert str(asked.params[0]) == "actor (actor, default XBO): Who acts."
    assert "{ <https://w3id.org/retaliation-kg/id/actor/XBO> }" in bind(asked, {}, store)
    assert "{ <https://w3id.org/retaliation-kg/id/actor/XSY> }" in bind(
        asked, {"actor": "Syldavia"}, store
    )


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("case", "the-embasies", "the graph has no case 'the-embasies'"),
        ("date", "2031-13-01", "'2031-13-01' is not a day; write it as 2018-03-26"),
        ("integer", "1_000", "'1_000' is not a whole number"),
        ("code", "inferrd", "'inferrd' is not a code of the ontology; did you mean 'inferred'?"),
        ("class", "Recal", "'Recal' is not a class of the ontology; did you mean 'Recall'?"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_with_its_parameter(
    store: ox.Store, kind: str, value: str, message: str
) -> None:
    text = HEADED.replace("kind: actor, default: XBO", f"kind: {kind}")
    with pytest.raises(UsageError) as caught:
        bind(mine(text), {"actor": value}, store)
    assert str(caught.value).startswith(f"-p actor: {message}")


def test_a_code_of_another_scheme_is_refused_with_those_of_its_own(store: ox.Store) -> None:
    with pytest.raises(UsageError) as caught:
        bind(find_query("links-by-basis"), {"basis": "retaliation"}, store)
    assert str(caught.value) == (
        "-p basis: 'retaliation' is not a basis (it is one of: stated, reported, inferred)"
    )
    kinds = {param.kind for each in named_queries() for param in each.params}
    assert "basis" in kinds
    assert "code" not in kinds


@pytest.mark.parametrize("scheme", sorted(CODES))
def test_each_scheme_of_codes_is_a_kind_of_parameter(store: ox.Store, scheme: str) -> None:
    kind = scheme[0].lower() + scheme[1:]
    for code in CODES[scheme]:
        assert to_term(code, kind, store) == to_term(f"code:{code}", kind, store)
    with pytest.raises(UsageError, match=f"'{scheme}' is not an? {kind}"):
        to_term(scheme, kind, store)


def literal(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + kind))


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("text", '18 or "so"', ox.Literal('18 or "so"')),
        ("text", "", ox.Literal("")),
        ("date", "2031-03-26", literal("2031-03-26", "date")),
        ("date", "20310326", literal("2031-03-26", "date")),
        ("integer", "-7", literal("-7", "integer")),
        ("integer", "+07", literal("7", "integer")),
        ("class", "ret:Recall", ox.NamedNode(PREFIXES["ret"] + "Recall")),
        ("code", "code:stated", ox.NamedNode(PREFIXES["code"] + "stated")),
        ("code", "Basis", ox.NamedNode(PREFIXES["code"] + "Basis")),
        ("basis", "stated", ox.NamedNode(PREFIXES["code"] + "stated")),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(
    store: ox.Store, kind: str, value: str, term: object
) -> None:
    assert to_term(value, kind, store) == term


def test_a_thing_is_named_by_its_id_with_or_without_its_kind(store: ox.Store) -> None:
    here = PREFIXES["case"] + "the-embassies"
    held = open_store([*store, ox.Quad(*map(ox.NamedNode, (here, "urn:p", "urn:o")))])
    for value in ("the-embassies", "case:the-embassies"):
        assert to_term(value, "case", held) == ox.NamedNode(here)
    with pytest.raises(UsageError, match="the graph has no action 'the-embassies'"):
        to_term("the-embassies", "action", held)


def test_every_kind_is_described_and_every_scheme_lists_its_codes() -> None:
    assert all(each.endswith(".") for each in KIND_DOCS.values())
    assert set(KIND_DOCS) == {
        *("actor", "action", "article", "case", "chain", "class", "code", "text", "date"),
        *("integer", *(scheme[0].lower() + scheme[1:] for scheme in CODES)),
    }
    assert KIND_DOCS["basis"] == "One of the codes stated, reported, inferred."


def test_a_value_without_a_place_for_it_is_refused(store: ox.Store) -> None:
    with pytest.raises(UsageError, match=r"mine has no parameter 'x' \(it has: none\)"):
        bind(mine("ASK { ?x ?p ?o }"), {"x": "1"}, store)


def test_a_query_without_values_stays_as_it_is(store: ox.Store) -> None:
    text = "ASK { VALUES ?a { UNDEF } # VALUES ?b { UNDEF }\n}"
    assert bind(mine(text), {}, store) == text
