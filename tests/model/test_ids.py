"""The gate: which texts may become ids, and what names are minted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import ids

HOSTILE_IDS = [
    "", " ", ".", "..", "../escape", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "C:\\x",
    "a b", "a\tb", "a\nb", "a\0b", "a\x1bb", "a\x7fb", "a\u202eb", "a\u200bb", "~", "-a", "a-",
    "_a", "a_", ".a", "a.", "a.b", "a:b", "a#b", "a?b", "a%2fb", "a'b", 'a"b', "a`b", "a<b", "a>b",
    "a|b", "a;b", "a&b", "a$b", "a*b", "a{b}", "a[b]", "a,b", "a@b", "a=b", "a+b", "a!b", "\ufeffa",
    "é", "e\u0301", "Å", "Ⅳ", "１", "٣", "中", "😀", "\ud800", "a" * 121, "a\n", "\na",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE_IDS, ids=ascii)
def test_a_hostile_id_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match="is not an id; use up to 120 letters") as caught:
        ids.check_id(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("text", ["a", "XRU", "xru-expels-12-2018", "A_b-C", "9", "a" * 120])
def test_letters_digits_hyphens_and_underscores_make_an_id(text):
    assert ids.check_id(text) == text


@given(st.text(max_size=130))
def test_every_id_is_a_file_name_and_a_fragment_as_it_stands(text):
    try:
        ids.check_id(text)
    except ValueError:
        return
    assert re.fullmatch("[A-Za-z0-9_-]{1,120}", text, re.ASCII)


def test_minted_names_tell_different_claims_apart_and_repeat_for_the_same():
    one = ids.link_name("b", "a", "retaliation", "stated")
    assert one == ids.link_name("b", "a", "retaliation", "stated")
    assert one != ids.link_name("b", "a", "retaliation", "reported")
    assert ids.report_name("n", ("x", "y")) != ids.report_name("n", ("x,y",))
    assert ids.tenure_name("p", "o", None) != ids.tenure_name("p", "o", "None")


def test_minted_names_stay_what_they_were_published_as():
    assert ids.report_name("gazette", "a", "asserts") == "gazette-939493c0f8"
    assert ids.link_name("b", "a", "retaliation") == "b--a--c3517129ab"
    assert ids.tenure_name("rudolf", "king", "1894") == "rudolf--king--0ac03919e4"
    assert ids.feature_name("b--a", "lag") == "b--a--lag"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("klow.example/", "is not an address"),
        ("https://klow.example", "does not end in / or #"),
        ("urn:uuid:0b0e/", "is not an address"),
        ("https://klow.example/a b/", "is not an address"),
        (ids.ID_BASE, "is an address of the package"),
        (f"{ids.BASE}ontology#", "is an address of the package"),
        (f"{ids.BASE}project/", "is an address of the package"),
    ],
)
def test_what_is_no_base_of_a_project_is_refused(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        ids.check_base(text)
    assert ids.check_base(f"{ids.BASE}project/0f/") == f"{ids.BASE}project/0f/"
