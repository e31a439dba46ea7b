"""Turtle for people to read and compare: laid out, and otherwise what the serialiser wrote."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf.turtle import lay_out

WRITTEN = b"""@prefix b: <urn:b:> .
@prefix a: <urn:a:> .
a:x a b:C ;
\tb:p "one" , "two" , a:y .
a:y b:q "3" .
"""


def test_prefixes_are_sorted_subjects_apart_and_objects_a_line_each() -> None:
    assert lay_out(WRITTEN).decode() == (
        "@prefix a: <urn:a:> .\n@prefix b: <urn:b:> .\n\n"
        'a:x a b:C ;\n\tb:p "one" ,\n\t\t"two" ,\n\t\ta:y .\n\n'
        'a:y b:q "3" .\n'
    )


def test_a_graph_closes_after_its_last_subject() -> None:
    written = b"@prefix a: <urn:a:> .\na:g {\n\ta:x a:p a:y , a:z .\n\ta:y a:p a:x .\n}\n"
    assert lay_out(written).decode().rstrip("\n") == (
        "@prefix a: <urn:a:> .\n\na:g {\n\ta:x a:p a:y ,\n\t\ta:z .\n\n\ta:y a:p a:x .\n}"
    )


@pytest.mark.parametrize(
    "text", ["a , b", '\\" , \\"', "@prefix x: <urn:x> .\\n", " .\\n\\n}", "\\\\", ""]
)
def test_a_literal_that_looks_like_turtle_stays_as_it_is(text: str) -> None:
    written = f'<urn:x> <urn:p> "{text}" , "{text}!" .\n'.encode()
    laid = lay_out(written)
    assert f'"{text}" ,\n\t"{text}!" .\n'.encode() in laid
    read = [set(ox.parse(each, format=ox.RdfFormat.TURTLE)) for each in (written, laid)]
    assert read[0] == read[1]
    assert len(read[0]) == 2


def test_nothing_is_laid_out_as_an_empty_line_and_prefixes_alone_stay() -> None:
    assert lay_out(b"") == b"\n"
    assert lay_out(b"@prefix a: <urn:a:> .\n") == b"@prefix a: <urn:a:> .\n\n"
