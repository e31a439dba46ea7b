"""Records to fill in, proposed beside the sentences of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.vocabulary import CODES
from kg.read.documents import Entries, Scalar, parse_document
from kg.read.templates import quoted, read_sentence, shorten_quote, write_links, write_report


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("It left.", "It left."),
        ("One two three four five.", "One two three four five."),
        ("One two three four five six.", "One two … five six."),
        ("One two … four five six.", "One two … four five six."),
        ("One\u00a0two three\tfour five six.", "One two … five six."),
    ],
)
def test_a_quote_has_a_short_sentence_whole_and_of_a_long_one_both_ends(
    sentence: str, quote: str
) -> None:
    assert shorten_quote(sentence) == quote


@given(st.text())
def test_a_quoted_text_reads_back_as_it_was(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    node = parse_document(f"label: {quoted(text)}\n".encode(), "t.yaml")
    assert isinstance(node, Entries)
    label = node.nodes["label"][1]
    assert isinstance(label, Scalar)
    assert label.text == text


def test_a_report_lists_the_statuses_and_its_speaker() -> None:
    read = read_sentence("It left.", (0, 8), None, mentions=[], near=[], speakers=["tasch"])
    assert list(write_report(read)) == [
        "# - action: ACTION",
        '#   quote: "It left."',
        "#   stance: asserts",
        "#   attributedTo: tasch",
        f"#   status: STATUS  # {', '.join(CODES['Status'])}",
    ]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("It left in retaliation.", "retaliation"),
        ("Its response came later.", "retaliation"),
        ("It left in solidarity, after an appeal.", "solidarity"),
        ("It left after 23 spies did.", "sequence"),
        ("It left the following day.", None),
        ("It is responsible.", None),
        ("It left.", None),
    ],
)
def test_a_link_is_proposed_where_the_words_say_one(sentence: str, relation: str | None) -> None:
    read = read_sentence(sentence, (0, len(sentence)), None, mentions=[], near=[])
    told = [x for x in write_links([read]) if x.startswith("#   rel") or "WORDS" in x]
    expected = f"#   relation: {relation}"
    assert told == ([expected] if relation else ["#   relation: retaliation", '#   quote: "WORDS"'])
