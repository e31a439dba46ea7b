"""Names that people write: which texts and addresses pass, and which near names are proposed."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("a\0", r"U\+0000"),
        ("a\x1b[31m", r"U\+001B"),
        ("a\r\n", r"U\+000D"),
        ("a\x85", r"U\+0085"),
        ("a\ud800", r"U\+D800"),
        ("a\uffff", r"U\+FFFF"),
        ("\u200b", "is empty"),
        ("\ue000 \U000f0000", "is empty"),
        ("\u00ad \u2060\u2800", "is empty"),
        ("\u3164\u0301", "is empty"),
        ("a\u202eb", r"U\+202E, which turns the direction of other text; remove it"),
        ("\u2067a\u2069", r"U\+2067, which turns the direction of other text; remove it"),
        ("a" * 20_001, "has 20001 characters; the limit is 20000"),
    ],
    ids=ascii,
)
def test_text_that_no_file_format_can_carry_is_refused(text, told):
    with pytest.raises(ValueError, match=told):
        names.check_text(text)


@pytest.mark.parametrize("text", ["a\nb", "a\u2028b", "a \n\n b"], ids=ascii)
def test_a_name_of_two_lines_is_refused(text):
    with pytest.raises(ValueError, match="has a line break in it; write it on one line"):
        names.check_line(text)
    assert names.check_line(" a b\n") == "a b"  # as YAML's | and > leave it


def test_text_keeps_its_letters_lines_and_signs():
    text = "Strelsau\tsaid: «no» 😀\nand left"
    assert names.check_text(text) == text


def test_text_is_composed_so_that_one_text_has_one_spelling():
    assert names.check_text("Cafe\u0301 de la Paix") == "Caf\u00e9 de la Paix"


def test_marks_of_direction_are_a_part_of_text():
    text = "\u05e9\u05dc\u05d5\u05dd\u200f!\u200e"
    assert names.check_text(text) == text


def test_a_text_from_elsewhere_is_shown_without_what_turns_others():
    assert [names.show_text(each) for each in ("Klow\u202e", "\u2800", "Cafe\u0301")] == [
        "Klow\ufffd", "", "Caf\u00e9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a/b_c.html?x=1&y=%20#part",
        "https://example.org/a?b=c?d#e/f?g",
        "https://gazette.example/Strelsau/Ärger",
        "https://пример.example/",
    ],
)
def test_a_full_web_address_is_taken_as_it_is(text):
    assert names.check_url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "//example.org", "ftp://example.org", "javascript:alert(1)",
        "data:text/html,x", "file:///etc/passwd", "HTTPS://", "https://", "https:///x",
        "https://[abc", "https://a:b/", "https://a/%zz", "https://a/#b#c", "https://a/[1]",
        "https://a b", "https://a/b c", "https://a\n.org", "https://a/\x00", "https://a/<b>",
        'https://a/"', "https://a/{b}", "https://a/\\", "https://a/\ud800", "https://a/\ue000",
        "https://a/\u202egro.b", "https://user@a.org/", "https://a.org/" + "a" * 2000,
    ],
    ids=ascii,
)  # fmt: skip
def test_what_is_no_web_address_is_refused(text):
    with pytest.raises(
        ValueError, match=r"is not an address; write it in full, starting with http\(s\)://"
    ):
        names.check_url(text)


@given(st.text(max_size=40) | st.text("ab.:/?#%[]@!$'()*+,;=- é\ud800\u202e", max_size=40))
def test_every_address_that_passes_is_an_iri_to_the_rdf_parser(text):
    try:
        address = names.check_url("https://" + text)
    except ValueError:
        return
    assert pyoxigraph.NamedNode(address).value == address


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("actr", ["actor", "action"], "; did you mean 'actor'?"),
        ("USA", ["usa"], "; did you mean 'usa'?"),
        ("zzz", ["actor", "action"], ""),
        ("actor", [], ""),
    ],
)
def test_a_hint_names_the_nearest_known_name_or_nothing(name, known, expected):
    assert names.hint(name, known) == expected
