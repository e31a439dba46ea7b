"""IRIs and literals: which texts may become them, and how they are written."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.model.ids import PREFIXES
from kg.rdf import terms


def test_a_term_that_nobody_declares_is_an_error_of_the_kind_that_python_expects():
    assert hasattr(terms.RET, "actor")
    assert not hasattr(terms.RET, "actro")
    assert getattr(terms.RET, "actro", None) is None
    with pytest.raises(AttributeError, match=r"'actro' is not a term of \S+/ontology#"):
        _ = terms.RET.actro
    with pytest.raises(KeyError, match="'actro' is not a term of"):
        terms.RET["actro"]
    assert "actro" not in terms.RET


def test_a_namespace_can_be_copied():
    assert copy.deepcopy(terms.RET).actor == terms.RET.actor


def test_an_iri_is_the_prefix_of_its_kind_and_the_id():
    assert terms.id_iri("actor", "XRU") == ox.NamedNode(PREFIXES["actor"] + "XRU")


@pytest.mark.parametrize("local", ["", "../x", "a/b", "a b", "a#b", "a.", "<", "é"])
def test_what_would_leave_the_namespace_never_becomes_an_iri(local):
    with pytest.raises(ValueError, match="cannot be part of an IRI"):
        terms.id_iri("actor", local)


def test_there_are_no_iris_of_an_unknown_kind():
    with pytest.raises(KeyError):
        terms.id_iri("planet", "XRU")


@pytest.mark.parametrize(
    ("made", "n3"),
    [
        (terms.text_literal("Ruritania"), '"Ruritania"@en'),
        (terms.string_literal("2018-03~"), '"2018-03~"'),
        (terms.integer_literal(12), f'"12"^^{terms.XSD.integer}'),
        (terms.decimal_literal(Decimal("0.70")), f'"0.70"^^{terms.XSD.decimal}'),
        (terms.decimal_literal(Decimal("1E-7")), f'"0.0000001"^^{terms.XSD.decimal}'),
        (terms.boolean_literal(True), f'"true"^^{terms.XSD.boolean}'),
        (terms.boolean_literal(False), f'"false"^^{terms.XSD.boolean}'),
        (terms.day_literal(date(2018, 3, 4)), f'"2018-03-04"^^{terms.XSD.date}'),
        (terms.duration_literal("P7D"), f'"P7D"^^{terms.XSD.duration}'),
    ],
)
def test_a_literal_keeps_its_text_and_its_kind(made: ox.Literal, n3: str):
    assert str(made) == n3
