"""Record, links and chains as rows, for CSV files and for people."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from support import PLACE, act, claim, people, read_csv, record, report, row, split_values, stand

from kg.infer.chains import find_chains
from kg.infer.figures import Move
from kg.model.actions import Values
from kg.model.actors import Actor, Quantity
from kg.tables import Table
from kg.tell.tables import (
    actions_table,
    actors_table,
    chain_moves,
    chains_table,
    count_text,
    how_text,
    lag_text,
    links_table,
    note_text,
    reports_table,
    span_text,
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
    assert (row["open"], row["open_since"]) == ("yes", "2031-03-05")
    assert table.header[:14] == tuple(
        "chain begins_with from to days length actions links sides bases as_firm_as open "
        "open_since moves".split()
    )
    assert (row["exchanges"], row["severity_trend"], row["counts"]) == ("1", "level", "")


def test_several_claims_of_one_pair_are_one_move_as_firm_as_the_firmest() -> None:
    both = record(ACTS, [*SAID.links, claim("second", "first", stance="speculates")])
    table = chain_moves(both, [], find_chains(both.actions, both.links))
    (row,) = (dict(zip(table.header, row, strict=True)) for row in table.rows)
    assert (row["response"], row["trigger"]) == ("second", "first")
    assert row["how"] == "retaliation, reported ×2"


def test_links_name_their_chain_and_actions_their_answer() -> None:
    links = links_table(SAID, [], CHAINS)
    assert dict(zip(links.header, links.rows[0], strict=True))["chain"] == "first"
    actions = actions_table(SAID, stand(first="answered"))
    assert dict(zip(actions.header, actions.rows[0], strict=True))["answer_state"] == "answered"


def test_names_that_are_formulas_or_hold_the_mark_between_values_are_kept_apart() -> None:
    names = ("ok", "=HYPERLINK(0)", "one; two", "back\\slash", "'quoted")
    table = actors_table(people(Actor(id="guild", kind="Organization", label="Guild;=1+1",
                                      alt_labels=names, place=PLACE)), ["guild"])  # fmt: skip
    row = dict(zip(*read_csv(table.to_csv()), strict=True))
    assert row["label"] == "Guild;=1+1"
    assert split_values(row["other_names"]) == list(names)
    assert b";=" not in table.to_csv()
    assert b";'=HYPERLINK(0)" in table.to_csv()


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''", "|calc"]


def test_no_label_runs_as_a_formula_and_none_is_lost() -> None:
    told = record([replace(act(f"a{n}"), label=text) for n, text in enumerate(FORMULAS)])
    data = actions_table(told, {}).to_csv().decode()
    labels = [row["label"] for row in csv.DictReader(io.StringIO(data, newline=""))]
    assert not [each for each in labels if each[:1] in tuple("=+-@\t\r\n ")]
    assert sorted(each[1:] for each in labels) == sorted(FORMULAS)


def only(table: Table) -> dict[str, str]:
    """The one row of a table."""
    (found,) = (dict(zip(table.header, each, strict=True)) for each in table.rows)
    return found


def test_a_lag_is_told_where_both_its_bounds_are_known() -> None:
    def lag(least: int | None, most: int | None) -> str:
        return lag_text(claim("second", "first", min_lag=least, max_lag=most))

    assert [lag(4, 4), lag(0, 40), lag(9, None), lag(None, 9)] == ["4", "0-40", "", ""]
    assert [span_text(0, None), span_text(None, 9), span_text(0, 0)] == ["", "0-9", "0"]


def test_a_move_names_all_relations_claimed_and_the_firmest_claim() -> None:
    claims = (claim("b", "a"), claim("b", "a", relation="solidarity", stance="implies"))
    move = Move(trigger="a", response="b", claims=claims)
    assert how_text(move) == "retaliation/solidarity, reported ×2"
    assert how_text(Move(trigger="a", response="b", claims=claims[1:])) == "solidarity, hedged"


def test_notes_are_told_of_the_response_and_of_the_trigger_as_such() -> None:
    move = Move(trigger="first", response="second", claims=SAID.links)
    assert note_text(move, {"first": "hidden"}) == "trigger hidden"
    assert note_text(move, {"first": "hidden", "second": "open"}) == "open; trigger hidden"
    assert note_text(move, {}) == ""
    assert only(chain_moves(SAID, [], CHAINS, {"second": "open"}))["note"] == "open"
    assert "note" not in only(chain_moves(SAID, [], CHAINS))


def test_every_claim_has_a_row_with_its_firmness_and_only_inferred_ones_a_confidence() -> None:
    guess = replace(
        claim("second", "first"), iri="guess", basis="inferred", stance="speculates",
        confidence=Decimal("0.850"), rule="reversed-dyad",
    )  # fmt: skip
    table = links_table(SAID, [guess], [])
    rows = [dict(zip(table.header, each, strict=True)) for each in table.rows]
    assert [(x["link"], x["firmness"], x["confidence"], x["rule"]) for x in rows] == [
        ("guess", "inferred", "0.850", "reversed-dyad"),
        (SAID.links[0].iri, "reported", "", ""),
    ]
    assert (rows[1]["chain"], rows[1]["claimed_by"]) == ("", "gazette")


def test_actions_run_by_day_with_what_is_known_of_them() -> None:
    span = replace(act("span", day=None), earliest=date(2031, 2, 1), latest=date(2031, 3, 1))
    threat = act("threat", "XBO", "XRU", None, status="threatened", contested=("occurrence",))
    counted = replace(
        act("counted", count=3), part_of=("span",), date_source="almanac",
        values=Values(
            actor=("XRU", "XSY"), within_day=2, disclosed="2031-04", deadline_term="P7D",
            quantity=Quantity(minimum=3, maximum=None, unit="missions"),
        ),
    )  # fmt: skip
    table = actions_table(record([threat, counted, span]), {})
    rows = [dict(zip(table.header, each, strict=True)) for each in table.rows]
    assert [each["action"] for each in rows] == ["span", "counted", "threat"]
    assert (rows[0]["earliest"], rows[0]["latest"], rows[0]["date"]) == (
        "2031-02-01", "2031-03-01", "",
    )  # fmt: skip
    assert (rows[1]["count"], rows[1]["unit"], rows[1]["deadline"]) == ("3+", "missions", "P7D")
    assert (rows[1]["actor"], rows[1]["part_of"]) == ("XRU;XSY", "span")
    assert (rows[1]["within_day"], rows[1]["disclosed"]) == ("2", "2031-04")
    assert (rows[0]["within_day"], rows[0]["disclosed"]) == ("", "")
    assert rows[1]["date_source"] == "almanac"
    assert [each["material"] for each in rows] == ["yes", "yes", "no"]
    assert (rows[2]["contested"], rows[2]["answer_state"]) == ("occurrence", "")


def test_a_report_stands_at_its_place_or_row() -> None:
    said = report(
        "first", 20, attributed_to=("XBO",), relayed_by=("gazette",), stance="denies",
        values=Values(within_day=1, disclosed="2031-04"),
    )  # fmt: skip
    told = replace(row("first", 7), selection="wholeDyad")
    table = reports_table(record(ACTS, reports=(said, told)))
    first, second = (dict(zip(table.header, each, strict=True)) for each in table.rows)
    assert (first["article"], first["start"], first["end"]) == ("gazette-1", "20", "30")
    assert (first["stance"], first["attributed_to"], first["relayed_by"]) == (
        "denies", "XBO", "gazette",
    )  # fmt: skip
    assert (first["within_day"], first["disclosed"]) == ("1", "2031-04")
    assert (second["article"], second["start"], second["end"]) == ("t.csv", "7", "")
    assert (second["within_day"], second["disclosed"]) == ("", "")
    assert (first["source"], first["selection"]) == ("", "")
    assert (second["source"], second["selection"]) == ("Klow Wire (item 7)", "wholeDyad")


def test_a_claim_of_a_row_names_what_the_row_rests_on() -> None:
    said = (claim("second", "first", table="t.csv", row=7), claim("second", "first"))
    table = links_table(record(ACTS, said, reports=(row("second", 7),)), [], [])
    assert sorted(each[table.header.index("source")] for each in table.rows) == [
        "",
        "Klow Wire (item 7)",
    ]


def test_a_chain_that_is_closed_or_open_since_no_known_day_says_so() -> None:
    (chain,) = CHAINS
    closed = only(chains_table(SAID, [], [replace(chain, open=False, open_since=())]))
    assert (closed["open"], closed["open_since"]) == ("no", "")
    unknown = only(chains_table(SAID, [], [replace(chain, open=True, open_since=())]))
    assert (unknown["open"], unknown["open_since"]) == ("yes", "")
