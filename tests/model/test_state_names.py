"""The names by hand are needed, and each belongs to a state."""

from __future__ import annotations

from kg.model.state_names import GONE, NAMES, OUTSIDE, RENAMED
from kg.model.states import known_states, name_key


def test_every_code_of_the_tables_is_a_states() -> None:
    codes = {*NAMES, *GONE, *OUTSIDE, *RENAMED.values()}
    assert codes - known_states().keys() == set()
    assert RENAMED.keys() & known_states().keys() == set()


def test_no_name_by_hand_repeats_one_of_the_standard_or_another_of_the_table() -> None:
    standard = {
        name_key(name): each.code for each in known_states().values() for name in each.names
    }
    keys = [(code, name_key(name)) for code, names in NAMES.items() for name in names]
    assert [key for code, key in keys if standard.get(key) == code] == []
    assert sorted(keys) == sorted(set(keys))
