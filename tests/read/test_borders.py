"""Where a word, a number or a character would be cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.borders import cuts_word


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("ab c", [1]),
        ("don’t", [1, 2]),  # a possessive s may be left out
        ("3.5 percent of 1,200.", [1, 2, 5, 6, 7, 8, 9, 10, 13, 16, 17, 18, 19]),
        ("e\u0301t", [1, 2]),
        ("👩\u200d🚀👍🏽!", [1, 2, 4]),
        ("🇫🇷🇩🇪", [1, 3]),
        ("約10mgを", [2, 3, 4]),  # no border is needed beside scripts without spaces
        ("नमस्ते जी", [1, 2, 3, 4, 5, 8]),
        ("U.S.", []),
        ("", []),
    ],
)
def test_a_border_inside_a_word_a_number_or_a_character_cuts_it(text, cut):
    assert [at for at in range(len(text) + 1) if cuts_word(text, at)] == cut


@given(st.text(max_size=40))
def test_no_border_at_white_space_or_at_the_ends_cuts(text):
    assert not cuts_word(text, 0)
    assert not cuts_word(text, len(text))
    for at in range(1, len(text)):
        if text[at].isspace() or text[at - 1].isspace():
            assert not cuts_word(text, at)
