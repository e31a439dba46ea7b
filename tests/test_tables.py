"""Rows for people and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PLACE, act, claim, people, read_csv, record, split_values

from kg.infer.chains import find_chains
from kg.model.actors import Actor, Quantity
from kg.tables import Table, join_values
from kg.tell.tables import (
    actions_table,
    actors_table,
    chain_moves,
    chains_table,
    count_text,
    links_table,
)

ACTS = [act("first"), act("second", "XBO", "XRU", "2031-03-05")]
SAID = record(ACTS, [claim("second", "first", min_lag=4, max_lag=4)])
CHAINS = find_chains(SAID.actions, SAID.links)


@pytest.mark.parametrize(
    ("least", "most", "about", "text"),
    [
        (60, 60, False, "60"),
        (13, None, False, "13+"),
        (None, 20, False, "up to 20"),
        (10, 12, True, "about 10-12"),
    ],
)
def test_counts_read_as_people_write_them(
    least: int | None, most: int | None, about: bool, text: str
) -> None:
    assert (
        count_text(Quantity(minimum=least, maximum=most, unit="persons", approximate=about)) == text
    )


def test_one_row_a_chain_says_what_moves_and_what_is_open() -> None:
    table = chains_table(SAID, [], CHAINS)
    (row,) = (dict(zip(table.header, row, strict=True)) for row in table.rows)
    assert row["chain"] == "first"
    assert row["moves"] == "first;second"
    assert (row["days"], row["length"], row["as_firm_as"]) == ("4", "1", "reported")
    assert row["open_since"] == "2031-03-05"
    assert table.header[:13] == tuple(
        "chain begins_with from to days length actions links sides bases as_firm_as open_since "
        "moves".split()
    )
    assert (row["exchanges"], row["severity_trend"], row["counts"]) == ("1", "level", "")


def test_several_claims_of_one_pair_are_one_move_as_firm_as_the_firmest() -> None:
    both = record(ACTS, [*SAID.links, claim("second", "first", stance="speculates")])
    table = chain_moves(both, [], find_chains(both.actions, both.links))
    (row,) = (dict(zip(table.header, row, strict=True)) for row in table.rows)
    assert (row["response"], row["trigger"]) == ("second", "first")
    assert row["how"] == "retaliation, reported ×2"


def test_a_table_fits_its_terminal_by_narrowing_the_widest_columns() -> None:
    table = Table(("n", "text"), (("1", "word " * 40),))
    lines = table.render("table", 60).splitlines()
    assert {len(line) for line in lines} == {60}
    assert lines[3].startswith("│ 1 │ word word")


def test_links_name_their_chain_and_actions_their_answer() -> None:
    links = links_table(SAID, [], CHAINS)
    assert dict(zip(links.header, links.rows[0], strict=True))["chain"] == "first"
    actions = actions_table(SAID, {"first": "answered"})
    assert dict(zip(actions.header, actions.rows[0], strict=True))["answer_state"] == "answered"


NASTY = Table(("a", "b"), (("=1+1", "-5"), ("x|y", "two\nlines"), ("'quoted", "\x1b[31mred\u202e")))


def test_no_cell_is_a_formula_and_numbers_stay_numbers() -> None:
    rows = list(csv.reader(io.StringIO(NASTY.to_csv().decode())))
    assert rows[1] == ["'=1+1", "-5"]
    assert rows[3][0] == "''quoted"
    assert read_csv(NASTY.to_csv()) == [list(NASTY.header), *map(list, NASTY.rows)]


VALUES = st.text(st.sampled_from("=;\\'\n-a") | st.characters(codec="utf-8"), min_size=1)


@given(st.lists(VALUES, max_size=4))
def test_several_values_of_one_cell_run_nowhere_and_come_back_exactly(values: list[str]) -> None:
    data = Table(("x", "y"), ((join_values(values), "z"),)).to_csv()
    assert split_values(read_csv(data)[1][0]) == values
    written = list(csv.reader(io.StringIO(data.decode(), newline="")))[1][0]
    assert not [x for x in written.split(";") if x.startswith("=")]


def test_names_that_are_formulas_or_hold_the_mark_between_values_are_kept_apart() -> None:
    names = ("ok", "=HYPERLINK(0)", "one; two", "back\\slash", "'quoted")
    table = actors_table(people(Actor(id="guild", kind="Organization", label="Guild;=1+1",
                                      alt_labels=names, place=PLACE)), ["guild"])  # fmt: skip
    row = dict(zip(*read_csv(table.to_csv()), strict=True))
    assert row["label"] == "Guild;=1+1"
    assert split_values(row["other_names"]) == list(names)
    assert b";=" not in table.to_csv()
    assert b";'=HYPERLINK(0)" in table.to_csv()


def test_people_see_no_control_characters() -> None:
    for form in ("table", "md", "tsv"):
        text = NASTY.render(form)
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "x\\|y" in NASTY.render("md")


def test_json_keeps_every_character() -> None:
    assert json.loads(NASTY.render("json"))[2] == {"a": "'quoted", "b": "\x1b[31mred\u202e"}
