"""What a parser complains of stands at its line, in every format."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import UnreadableError
from kg.rdf.complaints import complaints

XML = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<r:li\n</r:RDF>'


@pytest.mark.parametrize(
    ("form", "data"),
    [
        (ox.RdfFormat.TURTLE, b"<urn:a> <urn:b> 1 .\n<urn:a> ."),
        (ox.RdfFormat.N_TRIPLES, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> ."),
        (ox.RdfFormat.RDF_XML, XML),
        (ox.RdfFormat.JSON_LD, b'[\n{"@id": }]'),
    ],
)
def test_a_complaint_is_told_at_its_line(form: ox.RdfFormat, data: bytes) -> None:
    with (
        pytest.raises(UnreadableError, match=r"^mine:[23]:\d+: is not well-formed: "),
        complaints(data, form, "mine"),
    ):
        list(ox.parse(data, format=form))
