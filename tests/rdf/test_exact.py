"""50,000 odd terms come back to the letter through every format that can express them."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

import pyoxigraph as ox
import pytest
from odd_terms import odd_quads

from kg.errors import UsageError
from kg.rdf.graph import FORMATS, NAMED, SUFFIXES, read_rdf, write_rdf

COUNT = 50_000


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return odd_quads(COUNT)


def in_xml(quad: ox.Quad) -> bool:
    """Whether an XML parser takes the text of the object."""
    if not isinstance(quad.object, ox.Literal):
        return True
    numbers = "".join(f"&#{ord(each)};" for each in set(quad.object.value))
    try:
        expat.ParserCreate().Parse(f"<x>{numbers}</x>", True)
    except expat.ExpatError:
        return False
    return True


def in_form(quads: list[ox.Quad], form: str) -> set[ox.Quad]:
    """What a format can express of the quads."""
    if form in NAMED:
        return set(quads)
    kept = filter(in_xml, quads) if form == "rdfxml" else quads
    return {ox.Quad(each.subject, each.predicate, each.object) for each in kept}


@pytest.mark.parametrize("form", FORMATS)
def test_odd_terms_come_back_to_the_letter_and_the_second_export_has_the_same_bytes(
    form: str, quads: list[ox.Quad], tmp_path: Path
) -> None:
    said = in_form(quads, form)
    assert len({each.object for each in said}) > 0.8 * COUNT
    path = tmp_path / f"x{next(suffix for suffix, name in SUFFIXES.items() if name == form)}"
    path.write_bytes(write_rdf(said, form))
    back = read_rdf(path)
    assert set(back) == said
    assert write_rdf(back, form) == path.read_bytes()


def test_rdf_xml_refuses_each_text_that_xml_cannot_hold_by_its_character(
    quads: list[ox.Quad],
) -> None:
    refused = [each for each in quads if not in_xml(each)]
    assert len(refused) > 200
    for each in refused:
        with pytest.raises(UsageError, match=r"holds U\+[0-9A-F]{4}, which XML cannot carry"):
            write_rdf([each], "rdfxml")
