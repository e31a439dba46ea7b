"""The gate: which texts may become ids, addresses, literals and IRIs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg import terms
from kg.model.vocabulary import PREFIXES

HOSTILE_IDS = [
    "", " ", ".", "..", "../escape", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "C:\\x",
    "a b", "a\tb", "a\nb", "a\0b", "a\x1bb", "a\x7fb", "a\u202eb", "a\u200bb", "~", "-a", "a-",
    "_a", "a_", ".a", "a.", "a.b", "a:b", "a#b", "a?b", "a%2fb", "a'b", 'a"b', "a`b", "a<b", "a>b",
    "a|b", "a;b", "a&b", "a$b", "a*b", "a{b}", "a[b]", "a,b", "a@b", "a=b", "a+b", "a!b", "\ufeffa",
    "é", "e\u0301", "Å", "Ⅳ", "１", "٣", "中", "😀", "\ud800", "a" * 121, "a\n", "\na",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE_IDS, ids=ascii)
def test_a_hostile_id_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match="is no id; use up to 120 letters") as caught:
        terms.check_id(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", ["a", "XRU", "xru-expels-12-2018", "A_b-C", "9", "a" * 120])
def test_letters_digits_hyphens_and_underscores_make_an_id(text):
    assert terms.check_id(text) == text


@given(st.text(max_size=130))
def test_every_id_is_a_file_name_and_a_fragment_as_it_stands(text):
    try:
        terms.check_id(text)
    except ValueError:
        return
    assert re.fullmatch("[A-Za-z0-9_-]{1,120}", text, re.ASCII)


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
        ("a" * 20_001, "has 20001 characters; the limit is 20000"),
    ],
    ids=ascii,
)
def test_text_that_no_file_format_can_carry_is_refused(text, told):
    with pytest.raises(ValueError, match=told):
        terms.check_text(text)


def test_text_keeps_its_letters_lines_and_signs():
    text = "Strelsau\tsaid: «no» 😀\nand left"
    assert terms.check_text(text) == text


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
    assert terms.check_url(text) == text


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
    with pytest.raises(ValueError, match=r"is no address; write it in full, from http\(s\)://"):
        terms.check_url(text)


@given(st.text(max_size=40) | st.text("ab.:/?#%[]@!$'()*+,;=- é\ud800\u202e", max_size=40))
def test_every_address_that_passes_is_an_iri_to_the_rdf_parser(text):
    try:
        address = terms.check_url("https://" + text)
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
    assert terms.hint(name, known) == expected


def test_an_iri_is_the_prefix_of_its_kind_and_the_id():
    assert terms.id_iri("actor", "XRU") == URIRef(PREFIXES["actor"] + "XRU")


@pytest.mark.parametrize("local", ["", "../x", "a/b", "a b", "a#b", "a.", "<", "é"])
def test_what_would_leave_the_namespace_never_becomes_an_iri(local):
    with pytest.raises(ValueError, match="cannot be part of an IRI"):
        terms.id_iri("actor", local)


def test_there_are_no_iris_of_an_unknown_kind():
    with pytest.raises(KeyError):
        terms.id_iri("planet", "XRU")


def test_minted_names_tell_different_claims_apart_and_repeat_for_the_same():
    one = terms.link_name("b", "a", "retaliation", "stated")
    assert one == terms.link_name("b", "a", "retaliation", "stated")
    assert one != terms.link_name("b", "a", "retaliation", "reported")
    assert terms.report_name("n", 0, 5, ("x", "y")) != terms.report_name("n", 0, 5, ("x,y",))
    assert terms.tenure_name("p", "o", None) != terms.tenure_name("p", "o", "None")


def test_minted_names_stay_what_they_were_published_as():
    assert terms.report_name("gazette", 0, 5, "a") == "gazette-0-d4c6cce801"
    assert terms.link_name("b", "a", "retaliation") == "b--a--c3517129ab"
    assert terms.tenure_name("rudolf", "king", "1894") == "rudolf--king--0ac03919e4"
    assert terms.feature_name("b--a", "lag") == "b--a--lag"


@pytest.mark.parametrize(
    ("made", "n3"),
    [
        (terms.text_literal("Ruritania"), '"Ruritania"@en'),
        (terms.string_literal("2018-03~"), '"2018-03~"'),
        (terms.integer_literal(12), f'"12"^^<{XSD.integer}>'),
        (terms.decimal_literal(Decimal("0.70")), f'"0.70"^^<{XSD.decimal}>'),
        (terms.decimal_literal(Decimal("1E-7")), f'"0.0000001"^^<{XSD.decimal}>'),
        (terms.boolean_literal(True), f'"true"^^<{XSD.boolean}>'),
        (terms.boolean_literal(False), f'"false"^^<{XSD.boolean}>'),
        (terms.day_literal(date(2018, 3, 4)), f'"2018-03-04"^^<{XSD.date}>'),
        (terms.duration_literal("P7D"), f'"P7D"^^<{XSD.duration}>'),
    ],
)
def test_a_literal_keeps_its_text_and_its_kind(made: Literal, n3: str):
    assert made.n3() == n3


def test_marks_that_could_forge_a_line_on_the_terminal_become_visible():
    assert terms.visible("a\x1b[2Kb\u202ec\rd\u2066") == "a\ufffd[2Kb\ufffdc\ufffdd\ufffd"
    assert terms.visible("Å\t😀\n") == "Å\t😀\n"
