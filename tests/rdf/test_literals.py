"""What is well formed, and what has an order."""

from __future__ import annotations

from operator import le, lt

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as some
from rdflib import Literal, URIRef
from spoilt import LAX, ODD, typed

from kg.rdf.literals import DATATYPES, comparable, in_order, is_well_formed


@pytest.mark.parametrize("term", [x for x in ODD if isinstance(x, ox.Literal)], ids=str)
def test_nothing_is_well_formed_that_rdflib_cannot_read(term: ox.Literal) -> None:
    if term.language or term.datatype.value not in DATATYPES:
        return
    read = Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    assert is_well_formed(term) <= (not read.ill_typed)
    assert is_well_formed(term) == (not read.ill_typed and term not in LAX)


@pytest.mark.parametrize(
    ("text", "name", "good"),
    [
        ("+007", "integer", True), ("1.", "decimal", True), (".", "decimal", False),
        ("1\n", "integer", False), ("2032-02-29", "date", True), ("2031-02-29", "date", False),
        ("2031-03-14-14:00", "date", True), ("2031-03-14-14:01", "date", False),
        ("2031-03-14T23:59:59.5Z", "dateTime", True), ("2031-03-14T24:00:00", "dateTime", False),
        ("-P1Y2M3DT4H5M6.7S", "duration", True), ("P1DT", "duration", False),
        ("PT", "duration", False), ("127", "byte", True), ("128", "byte", False),
        ("0", "positiveInteger", False), ("-0", "nonPositiveInteger", True),
        ("a\nb", "string", True), ("whatever", "anyURI", True), ("9" * 5000, "integer", False),
    ],
)  # fmt: skip
def test_well_formed_is_what_xml_schema_allows_and_python_reads(
    text: str, name: str, good: bool
) -> None:
    assert is_well_formed(typed(text, name)) is good


@given(some.integers(), some.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_are_compared_exactly(one: int, other: object) -> None:
    left, right = typed(str(one), "integer"), typed(f"{other:f}", "decimal")
    assert in_order(lt, left, right) == (one < other)
    assert in_order(le, right, left) == (other <= one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (typed("2031-03-14", "date"), typed("2", "integer")),
        (typed("2031-03-14", "date"), typed("2031-03-15Z", "date")),
        (typed("true", "boolean"), typed("true", "boolean")),
        (ox.Literal("a", language="en"), ox.Literal("b", language="en")),
        (ox.NamedNode("urn:a"), ox.NamedNode("urn:b")),
        (typed("300", "byte"), typed("301", "integer")),
        (typed("NaN", "double"), typed("NaN", "double")),
        (ox.Literal("1"), typed("2", "integer")),
    ],
)
def test_values_that_cannot_be_compared_stand_in_no_order(
    one: ox.Literal, other: ox.Literal
) -> None:
    assert not in_order(le, one, other)
    assert not in_order(le, other, one)


def test_days_texts_and_numbers_of_any_size_are_comparable() -> None:
    assert in_order(lt, typed("2031-03-14", "date"), typed("2031-03-15", "date"))
    assert in_order(lt, ox.Literal("a"), typed("b", "string"))
    assert in_order(lt, typed("1", "long"), typed("INF", "double"))
    assert comparable(typed("1_0", "integer")) is None
