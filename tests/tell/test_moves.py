"""Trees of moves, and their rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from support import act, claim, people, record, stand

from kg.infer.built import infer
from kg.infer.chains import find_chains
from kg.model.actions import Action, Link
from kg.read.corpus import Corpus
from kg.tell.moves import (
    case_table,
    count_unchained,
    draw_lone,
    draw_trees,
    list_table,
    moves_table,
)

ACTS = [
    act("a1", "XRU", "XBO", "2031-03-01", count=4),
    act("a2", "XBO", "XRU", "2031-03-05", count=23),
    act("a3", "XRU", "XBO", "2031-03-09"),
]
LINKS = [
    claim("a2", "a1", min_lag=4, max_lag=4),
    claim("a3", "a1", min_lag=8, max_lag=8),
    claim(
        "a3", "a2", basis="inferred", stance="speculates", confidence=Decimal("0.7"), min_lag=4,
        max_lag=4,
    ),
]  # fmt: skip


def drawn(actions: list[Action], links: list[Link]) -> list[str]:
    text = draw_trees({each.id: each for each in actions}, links, find_chains(actions, links))
    return text.splitlines()


def test_a_response_to_two_triggers_stands_under_the_later_and_is_seen_above() -> None:
    lines = drawn(ACTS, LINKS)
    assert lines[0] == "1. Chain that begins with: a1 (a1)"
    assert lines[lines.index("   2031-03-01  a1") :][:4] == [
        "   2031-03-01  a1",
        "   ├─ 2031-03-05  a2 [4 days later; said to answer: retaliation, reported]",
        "   │  └─ 2031-03-09  a3 [4 days later; inferred to answer (no source says so): "
        "retaliation, inferred, confidence 0.7]",
        "   └─ 2031-03-09  a3 [8 days later; said to answer: retaliation, reported] (see above)",
    ]


def test_what_stands_further_down_is_seen_below_and_undated_triggers_give_way() -> None:
    links = [claim("b", "early"), claim("b", "late"), claim("b", "unknown")]
    acts = [
        act("early", day="2031-01-01"),
        act("late", day="2031-02-01"),
        act("unknown", day=None),
        act("b", "XBO", "XRU", "2031-03-01"),
    ]
    tail = [line.rpartition(" (see ")[2] for line in drawn(acts, links) if "└─" in line]
    assert tail[0] == "below)"
    assert tail[1].endswith("reported]")
    assert tail[2] == "above)"


def test_the_heading_gives_the_figures() -> None:
    text = "\n".join(drawn(ACTS, LINKS))
    assert "3 moves, 2031-03-01 to 2031-03-09 (8 days)" in text
    assert "longest path 2 links with 2 changes of side" in text
    assert "as firm as its weakest link: inferred (bases: reported, inferred)" in text
    assert "counts of trigger and response: 4 -> 23 persons" in text
    assert "open: since 2031-03-09" in text
    assert "solidarity" not in text


def test_the_ends_of_a_chain_whose_days_are_known_only_about_are_told_as_bounds() -> None:
    first = replace(ACTS[0], earliest=date(2031, 2, 28), latest=date(2031, 3, 2))
    last = replace(
        ACTS[1],
        earliest=date(2031, 3, 4),
        latest=date(2031, 3, 6),
        values=replace(ACTS[1].values, date="2031-03-05~"),
    )
    text = "\n".join(drawn([first, last], LINKS[:1]))
    assert "2 moves, 2031-02-28 or later to 2031-03-06 or earlier (2-6 days)" in text
    assert "open: since about 2031-03-05" in text


def test_claims_in_no_chain_are_counted_by_what_keeps_them_out() -> None:
    word = act("word", "XBO", "XRU", "2031-03-02", kind="Protest", material=False)
    links = [
        claim("a2", "a1"), claim("a3", "a2", relation="sequence"),
        claim("a3", "a1", stance="denies"), claim("word", "a1"),
        claim("a2", "a1", relation="sequence"),
    ]  # fmt: skip
    chains = find_chains([*ACTS, word], links)
    assert count_unchained(links, chains) == (
        "4 claims are in no chain: 2 of sequence, 1 denied or disputed, "
        "1 with an act that is not material (such as one only said, planned or threatened)"
    )
    assert count_unchained(links[:1], chains) == ""


def test_no_chain_draws_nothing() -> None:
    assert drawn(ACTS, []) == []
    assert draw_lone({}, (), [], {}) == ""


def test_a_ladder_of_thousands_is_drawn_in_bounded_room() -> None:
    names = [f"m{n:05}" for n in range(3000)]
    first = date(2000, 1, 1)
    acts = [
        act(name, *(("XRU", "XBO") if n % 2 else ("XBO", "XRU")), str(first + timedelta(days=n)))
        for n, name in enumerate(names)
    ]
    links = [claim(later, earlier) for earlier, later in pairwise(names)]
    assert max(len(line) for line in drawn(acts, links)) < 250


def test_rows_for_scripts_have_ids_and_words_that_claim_no_more() -> None:
    table = moves_table({each.id: each for each in ACTS}, LINKS, find_chains(ACTS, LINKS))
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert [(row["response"], row["trigger"]) for row in rows] == [
        ("a2", "a1"), ("a3", "a1"), ("a3", "a2"),
    ]  # fmt: skip
    assert rows[2]["words"] == "inferred to answer (no source says so)"
    assert (rows[2]["confidence"], rows[1]["confidence"]) == ("0.7", "")


def test_a_case_has_a_row_a_claim_and_one_for_each_act_without() -> None:
    order = claim("a3", "a2", relation="sequence")
    links = [LINKS[0], order]
    table = case_table(ACTS, links, find_chains(ACTS, links), stand(a1="answered"))
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert [(row["action"], row["claim"], row["chain"]) for row in rows] == [
        ("a1", "", "a1"),
        ("a2", "said to answer", "a1"),
        ("a3", "said only to come after", ""),
    ]
    assert rows[0]["answer_state"] == "answered"


def test_acts_in_no_chain_are_told_with_their_claims() -> None:
    text = draw_lone(
        {each.id: each for each in ACTS}, {"a3"}, [claim("a3", "a2", relation="sequence")],
        stand(a3="unanswered"),
    )  # fmt: skip
    assert text.splitlines() == [
        "In no chain:",
        "   2031-03-09  a3 (unanswered)",
        "      said only to come after (sequence, reported): a2",
    ]


@pytest.mark.parametrize(
    ("day", "earliest", "told"),
    [("2031", date(2031, 1, 1), "2031"), ("../2031-03-01", None, "by 2031-03-01")],
)
def test_a_list_gives_the_day_a_chain_begins_no_more_exactly_than_it_is_said(
    day: str, earliest: date | None, told: str
) -> None:
    first = act("a1", "XRU", "XBO", day, earliest=earliest, latest=date(2031, 3, 1))
    corpus = Corpus(
        record=record([first, ACTS[1]], [claim("a2", "a1")]), actors=people(), findings=(),
        unreadable=(), inputs={},
    )  # fmt: skip
    ((begin, end, *_),) = list_table(infer(corpus)).rows
    assert (begin, end) == (told, "2031-03-05")
