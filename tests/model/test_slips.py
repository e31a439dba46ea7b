"""A slip of the keys leads to one name or to none."""

from __future__ import annotations

import pytest

from kg.model.slips import HINTS, Hints, Slips, count_edits
from kg.model.states import capitals_of, known_states, name_key, names_of_state

STATES = Slips(
    (name_key(name), code)
    for code in known_states()
    for name in (*names_of_state(code), *capitals_of(code))
)


@pytest.mark.parametrize(
    ("text", "other", "edits"),
    [("", "", 0), ("klow", "klow", 0), ("kolw", "klow", 1), ("klwo", "klow", 1), ("kow", "klow", 1),
     ("klows", "klow", 1), ("klaw", "klow", 1), ("lkwo", "klow", 2), ("abcd", "klow", 3),
     ("klow", "", 3)],
)  # fmt: skip
def test_a_letter_added_dropped_replaced_or_swapped_is_one_edit(text: str, other: str, edits: int):
    assert count_edits(text, other, 2) == count_edits(other, text, 2) == edits


@pytest.mark.parametrize(
    ("text", "code"),
    [("rusisa", "RUS"), ("czecha", "CZE"), ("azerbajan", "AZE"), ("azerbiajann", "AZE"),
     ("irak", ""), ("prage", "CZE"), ("ruritania", ""), ("ira", ""), ("england", ""), ("", "")],
)  # fmt: skip
def test_a_hint_is_one_state_that_is_close_or_none(text: str, code: str) -> None:
    assert STATES.nearest(text) == code


def test_a_slip_in_a_name_never_leads_to_another_state() -> None:
    wrong = []
    for code, state in known_states().items():
        key = name_key(state.label)
        for at in range(0, len(key) - 1, 2):
            for typed in (key[:at] + key[at + 1 :], key[:at] + "q" + key[at:]):
                if STATES.nearest(typed) not in (code, ""):
                    wrong.append((typed, state.label))
    assert wrong == []


def test_a_long_text_is_compared_with_nobody() -> None:
    assert Slips([("a" * 101, "x")]).nearest("a" * 101) == ""


def test_what_two_texts_begin_and_end_with_alike_is_no_edit() -> None:
    assert count_edits("e-00012-x", "e-00021-x", 2) == 1
    assert count_edits("aaa", "aaaa", 2) == count_edits("aaaa", "aaa", 2) == 1
    assert count_edits("abab", "ab", 2) == 2


def test_a_hint_never_repeats_what_was_written() -> None:
    assert Hints(["klow-talks", "klow-talk"]).tell("klow-talks") == "; did you mean 'klow-talk'?"
    assert Hints(["klow-talks"]).tell("klow-talks") == ""


def test_only_so_many_ids_are_compared_and_each_once() -> None:
    hints = Hints([f"e-{number:04}" for number in range(200)])
    asked = [f"f-{number:04}" for number in range(200)]
    told = [hints.tell(each) for each in asked]
    assert sum(map(bool, told)) == HINTS
    assert all(told[:HINTS])
    assert [hints.tell(each) for each in asked] == told
