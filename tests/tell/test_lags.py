"""How long after its trigger a response came: the same words on every face."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import RIVALS, WIRES, act, claim

from kg.build import build_graph
from kg.infer.built import Built
from kg.model.actions import Action
from kg.model.dates import edtf_bounds
from kg.page import page_data
from kg.page.edges import draw_edges, list_lines
from kg.page.exchange import find_exchange, tell_claim
from kg.tell.claims import claim_line, describe_pairs
from kg.tell.explain import explain
from kg.tell.index import Index
from kg.tell.ladder import describe_rung
from kg.tell.lags import abbreviate_lags, tell_lag
from kg.tell.moves import draw_trees

RAID = act("raid", day="2031-03-01", kind="Attack")
ANSWER = act("answer", "XBO", "XRU", "2032-10-23")
SAID = claim("answer", "raid", min_lag=602, max_lag=602)
LONG = "571 days later, 2 days after it became known"


def told(disclosed: str | None, raid: Action = RAID, low: int | None = 602) -> str:
    acts = {"raid": disclose(raid, disclosed), "answer": ANSWER}
    return tell_lag([replace(SAID, min_lag=low, max_lag=low)], acts)


def disclose(raid: Action, day: str | None) -> Action:
    return replace(raid, known=edtf_bounds(day) if day else (None, None))


@pytest.mark.parametrize(
    ("disclosed", "words"),
    [
        (None, "602 days later"),
        ("2032-10-21", "602 days later, 2 days after it became known"),
        ("2032-10-23", "602 days later, the day it became known"),
        ("2032-10", "602 days later, 0 to 22 days after it became known"),
        ("2033", "602 days later"),
    ],
)
def test_a_lag_names_a_disclosure_that_the_answer_does_not_precede(
    disclosed: str | None, words: str
) -> None:
    assert told(disclosed) == words


def test_a_disclosure_tells_the_lag_of_an_act_without_a_day() -> None:
    raid = replace(RAID, earliest=None, latest=None)
    assert told("2032-10-21", raid, None) == "2 days after it became known"
    assert told(None, raid, None) == ""


def test_the_disclosure_of_what_is_no_hostile_act_does_not_count() -> None:
    assert told("2032-10-21", act("raid", day="2031-03-01")) == "602 days later"


def test_the_first_claim_with_a_lag_tells_it_also_where_the_acts_are_not_shown() -> None:
    assert tell_lag([claim("answer", "raid"), SAID], {}) == "602 days later"
    assert tell_lag([], {}) == ""


def test_a_line_has_the_two_in_short() -> None:
    acts = {"raid": disclose(RAID, "2032-10-21"), "answer": ANSWER}
    assert abbreviate_lags([SAID], acts) == "602 d (known 2 d)"
    assert abbreviate_lags([SAID], {}) == "602 d"


@pytest.fixture(scope="module")
def rivals() -> Built:
    return build_graph([RIVALS, WIRES], check=False)


def test_every_face_tells_the_lag_in_one_wording(rivals: Built) -> None:
    known = Index(page_data(rivals))
    name = "ruritania-expels-6-2033"
    (link,) = known.claims_from(name)
    assert LONG in claim_line(link, known).text
    assert explain(known, link.iri).to_json()["facts"]["Lag"] == LONG
    (pair,) = (x for x in describe_pairs(known) if x["toLabel"] == known.action(name))
    (why,) = describe_rung(known.actions[name], known)["whys"]
    assert (pair["lag"], why["lag"]) == (LONG, LONG)
    claimed = find_exchange(known, name).claim
    assert claimed
    assert tell_claim(claimed, known)[0] == f"said to answer, {LONG}"
    assert "571 d (known 2 d)" in [x["label"] for x in draw_edges(list_lines(known), known)]
    trees = draw_trees(known.actions, rivals.links, rivals.chains)
    assert f"[{LONG}; said to answer: retaliation, reported]" in trees
