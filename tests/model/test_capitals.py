"""The table of capitals: a line a state, and no state of the United Nations without a reason."""

from __future__ import annotations

from kg.model.capitals import CAPITALS
from kg.model.states import known_states

LINES = [line.split(" ", 1) for line in CAPITALS.strip().split("\n")]


def test_a_line_is_a_known_code_and_its_capital() -> None:
    codes = [code for code, _ in LINES]
    assert codes == sorted(set(codes))
    assert set(codes) - known_states().keys() == set()
    assert [name for _, name in LINES if name != name.strip() or not name[0].isupper()] == []


def test_the_disputed_and_the_shared_capitals_are_left_out() -> None:
    assert {"BOL", "ISR", "PSE"} & {code for code, _ in LINES} == set()
    beside = {"ANT", "CUW", "NFK", "SCG", "TWN", "XKX", "YUG"}
    assert len(LINES) == 193 - 2 + len(beside)  # the United Nations have 193 members
