"""The ontology's words, by the names of its terms."""

from __future__ import annotations

from kg.rdf.ontology import read_words


def test_a_term_has_its_words_by_the_name_without_a_prefix() -> None:
    said = read_words("actions.ttl")["Expulsion"]
    assert len(said["definition"]) == 1
    assert any(each.startswith("Borduria tells 23 members") for each in said["example"])
    assert "hiddenLabel" in said


def test_labels_are_no_words_of_skos() -> None:
    found = {key for said in read_words("codes.ttl").values() for key in said}
    assert "definition" in found
    assert not any("label" in each and each != "hiddenLabel" for each in found)


def test_no_class_has_the_name_of_a_code() -> None:
    files = ("actions.ttl", "actors.ttl", "codes.ttl", "links.ttl")
    names = [name for each in files for name in read_words(each)]
    assert len(names) == len(set(names))
