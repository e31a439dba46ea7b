"""Which variable a grouped query forgets, by name."""

from __future__ import annotations

import pytest

from kg.ask.algebra import read_algebra
from kg.errors import UnreadableError


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SELECT (YEAR(?d) AS ?y) { ?a ret:date ?d } GROUP BY (YEAR(?d))", "d"),
        ("SELECT ?a (COUNT(?d) AS ?n) { ?a ret:date ?d }", "a"),
        ("SELECT ?a ?b { ?a ret:date ?d } GROUP BY ?a", "b"),
        ("SELECT ?a (?z + COUNT(?d) AS ?n) { ?a ret:date ?d, ?z } GROUP BY ?a", "z"),
        ("SELECT ?n { { SELECT ?a (COUNT(?d) AS ?n) { ?a ret:date ?d } } }", "a"),
    ],
)
def test_a_variable_that_is_not_grouped_is_named(text: str, name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_algebra(text, "mine.rq")
    assert str(caught.value) == (
        f"mine.rq: is not a SPARQL query: ?{name} is neither grouped nor aggregated; "
        f"add it to GROUP BY, or write (SAMPLE(?{name}) AS ?some_{name})"
    )


def test_all_of_a_grouped_query_cannot_be_selected() -> None:
    with pytest.raises(UnreadableError, match=r"SELECT \* cannot be grouped"):
        read_algebra("SELECT * { ?a ret:date ?d } GROUP BY ?a", "mine.rq")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?y (COUNT(?a) AS ?n) { ?a ret:date ?d } GROUP BY (YEAR(?d) AS ?y)",
        "SELECT ?a (COUNT(?d) AS ?n) (?n * 2 AS ?m) { ?a ret:date ?d } GROUP BY ?a",
        "SELECT (MAX(?d) AS ?last) (SAMPLE(?a) AS ?some) { ?a ret:date ?d }",
        "SELECT ?a ?d { ?a ret:date ?d }",
        "SELECT * { ?a ret:date ?d }",
        "SELECT ?a (EXISTS { ?a ret:recipient ?r } AS ?has) { ?a ret:date ?d } GROUP BY ?a",
        "SELECT ?a ?n { { SELECT ?a (COUNT(?d) AS ?n) { ?a ret:date ?d } GROUP BY ?a } }",
        "ASK { ?a ret:date ?d }",
    ],
)
def test_a_sound_query_is_not_stopped(text: str) -> None:
    assert read_algebra(text, "mine.rq").tree is not None
