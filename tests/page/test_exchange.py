"""Which exchange stands for all, and in which words it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dispute import action, dispute, link, page_data
from support import row, stand

from kg.errors import UsageError
from kg.model.actions import Link, Values
from kg.page.exchange import (
    Exchange,
    as_of,
    find_exchange,
    head_move,
    list_sources,
    tell_answer,
    tell_claim,
)
from kg.tell.index import Index, PageData

ACTS = (
    action("a", "Expulsion", "2018-03-01", "RUR", "BRD"),
    action("b", "Expulsion", "2018-03-04", "BRD", "RUR"),
    action("c", "Expulsion", "2018-03-09", "RUR", "BRD"),
    action("says", "Statement", "2018-03-12", "BRD", "RUR"),
    action("someday", "Expulsion", None, "BRD", "RUR"),
)


def quarrel(*links: Link, **more: Any) -> Index:
    return Index(page_data(**{"actions": ACTS, "links": links, **more}))


def found(index: Index, name: str | None = None) -> str:
    """The ids of the moves shown, the earlier first."""
    shown = find_exchange(index, name)
    return " ".join(each.id for each in shown.moves) if shown else ""


def told(claimed: Link, data: PageData) -> list[str]:
    """How a claim is told where it is the only one."""
    index = Index(replace(data, links=(claimed,)))
    shown = find_exchange(index, claimed.response)
    assert shown
    assert shown.claim
    return tell_claim(shown.claim, index)


def claim(trigger: str, response: str, **more: Any) -> Link:
    return link(f"{response}-{trigger}", trigger, response, claimed_by=("ministry",), **more)


HEDGED = {"stance": "speculates"}
DISPUTED = {"disputed_by": (("report", "r"),)}


def test_the_newest_firm_answer_goes_before_newer_weak_ones() -> None:
    weak: tuple[dict[str, Any], ...] = (HEDGED, DISPUTED)
    for more in weak:
        assert found(quarrel(claim("a", "b"), claim("b", "c", **more))) == "a b"
    inferred = link("i", "b", "c", basis="inferred")
    assert found(quarrel(claim("a", "b"), inferred)) == "a b"
    assert found(quarrel(claim("a", "b"), claim("b", "c"))) == "b c"


def test_an_undated_move_and_mere_words_go_after_dated_measures() -> None:
    assert found(quarrel(claim("a", "b"), claim("c", "someday"))) == "a b"
    assert found(quarrel(claim("a", "b", **HEDGED), claim("c", "says", relation="reply"))) == "a b"
    assert found(quarrel(claim("c", "says", relation="reply"))) == "c says"


def test_what_any_source_says_goes_before_what_a_rule_infers() -> None:
    inferred = link("i", "b", "c", basis="inferred")
    assert found(quarrel(claim("a", "b", **HEDGED), inferred)) == "a b"
    assert found(quarrel(inferred)) == "b c"


def test_an_answer_disputed_by_another_claim_is_not_firm() -> None:
    against = claim("b", "c", relation="nonRetaliation", basis="reported")
    firm = replace(claim("b", "c"), iri="firm")
    index = quarrel(claim("a", "b"), firm, against)
    assert found(index) == "a b"
    shown = find_exchange(index, "c")
    assert shown
    assert shown.claim
    assert tell_claim(shown.claim, index)[0] == "said to answer (disputed)"


def test_order_and_denials_are_no_exchange() -> None:
    order = claim("a", "b", relation="sequence")
    denied = replace(claim("a", "b", stance="denies"), iri="denied")
    assert found(quarrel(order, denied)) == "c"
    assert found(quarrel(order, denied), "b") == "b"


def test_without_claims_the_newest_measure_stands_alone_else_the_newest_act() -> None:
    assert found(quarrel()) == "c"
    assert found(quarrel(actions=ACTS[3:4])) == "says"
    assert found(quarrel(actions=ACTS[4:])) == "someday"
    assert find_exchange(quarrel(actions=())) is None


def test_an_action_is_shown_as_a_response_first_then_as_a_trigger_then_alone() -> None:
    index = quarrel(claim("a", "b"), claim("b", "c"))
    assert found(index, "b") == "a b"
    assert found(index, "action:a") == "a b"
    assert found(index, "someday") == "someday"


def test_of_several_triggers_the_firmest_claim_counts_then_the_latest() -> None:
    assert found(quarrel(claim("a", "c"), claim("b", "c", **HEDGED)), "c") == "a c"
    assert found(quarrel(claim("a", "c"), claim("b", "c")), "c") == "b c"


def test_of_several_claims_on_a_pair_the_firmest_is_told() -> None:
    index = quarrel(
        replace(claim("a", "b", basis="reported"), iri="1"), replace(claim("a", "b"), iri="2")
    )
    shown = find_exchange(index)
    assert shown
    assert shown.claim
    assert shown.claim.link.basis == "stated"


def test_an_unknown_action_gets_a_near_hint() -> None:
    with pytest.raises(UsageError, match="called 'expel-bak'; did you mean 'expel-back'"):
        find_exchange(Index(dispute()), "expel-bak")


STATED = "Stated by Bordurian foreign ministry, in Streslau Gazette, 18 March 2018"
REPORTED = "Reported by Bordurian foreign ministry, in Streslau Gazette, 18 March 2018"
SAID_BY: dict[str, tuple[dict[str, Any], list[str]]] = {
    "stated": ({"min_lag": 3, "max_lag": 3}, [
        "said to answer, 3 days later", STATED
    ]),
    "reported": ({"basis": "reported"}, [
        "said to answer", REPORTED
    ]),
    "in the author's voice": ({"basis": "reported", "claimed_by": ()}, [
        "said to answer", "Reported by Streslau Gazette, 18 March 2018"
    ]),
    "by the paper itself": ({"basis": "reported", "claimed_by": ("gazette",)}, [
        "said to answer", "Reported by Streslau Gazette, 18 March 2018"
    ]),
    "hedged": ({"basis": "reported", "stance": "implies"}, [
        "tentatively said to answer",
        REPORTED,
    ]),
    "disputed": ({"disputed_by": (("report", "r1"), ("report", "r2"), ("link", "gone"))}, [
        "said to answer (disputed)", STATED,
        "Disputed by Mustafa Plekszy, in Streslau Gazette, Streslau Gazette",
    ]),
    "inferred": ({"basis": "inferred", "article": None, "min_lag": 0, "max_lag": 0}, [
        "inferred to answer, the same day", "No source says so; a rule infers it"
    ]),
    "for an ally": ({"relation": "solidarity", "solidarity_with": ("SYL",)}, [
        "said to answer · Solidarity with Syldavia",
        STATED,
    ]),
    "declined": ({"refusal": True, "relation": "nonRetaliation"}, [
        "said to decline an answer",
        STATED,
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID_BY)
def test_a_claim_is_told_as_far_as_its_source_goes(name: str) -> None:
    more, words = SAID_BY[name]
    given = {"claimed_by": ("ministry",), "article": "gazette-1", **more}
    assert told(link("x", "expel-23", "expel-back", **given), dispute()) == words


def test_a_refusal_is_shown_for_its_own_action_only() -> None:
    refusal = claim("b", "c", refusal=True, relation="nonRetaliation")
    assert found(quarrel(refusal), "c") == "b c"
    assert found(quarrel(refusal, claim("a", "b", **HEDGED))) == "a b"
    assert found(quarrel(refusal, claim("b", "c", **HEDGED)), "c") == "b c"
    assert found(quarrel(refusal)) == "c"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("expel-23", "14 March 2018 · Borduria → Ruritania"),
        ("poison", "4 March 2018 · Ruritania → Borduria · alleged"),
        ("rumour", "Day not known · Borduria → Ruritania · planned"),
        ("old", "Between 1 June 2016 and 30 June 2016 · Ruritania"),
    ],
)
def test_a_move_is_headed_by_day_sides_and_how_far_it_got(name: str, words: str) -> None:
    index = Index(dispute())
    assert head_move(index.actions[name], index) == words


def test_a_plan_is_told_as_one_and_a_coalition_is_counted() -> None:
    many = action(
        "m", "Expulsion", "2018-03-01", "RUR", "BRD", values=Values(status="announced"),
        actor_states=("RUR", "SYL", "XAA", "XAB", "XAC"),
    )  # fmt: skip
    index = Index(page_data(actions=(many,)))
    words = "1 March 2018 · Ruritania, Syldavia and 3 more → Borduria · announced"
    assert head_move(many, index) == words
    nobody = replace(many, actor_states=(), values=replace(many.values, actor=()))
    assert head_move(nobody, index) == "1 March 2018 · an unknown side → Borduria · announced"


def test_the_answer_state_has_its_day_where_it_is_open() -> None:
    data = replace(dispute(), answers=stand(closure="unanswered", ally="answerDeclined"))
    index = Index(data)
    state = {name: tell_answer(index.actions[name], index) for name in index.actions}
    assert (
        state["closure"]
        == "No answer in these sources (newest source on either side: 9 March 2031)."
    )
    assert state["ally"] == "Answer declined: the other side has said that it will not answer."
    assert state["accuse"] == ""


def test_an_answer_that_is_not_shown_is_told() -> None:
    data = replace(dispute(), hidden_answers={"poison": ()})
    index = Index(data)
    assert tell_answer(index.actions["poison"], index).endswith(
        " Answered by a move that is not shown here."
    )


def test_the_sources_are_those_of_the_claim_and_of_both_moves() -> None:
    data = dispute()
    index = Index(data)
    shown = find_exchange(index, "expel-back")
    assert shown
    assert list_sources(shown, index) == ["Streslau Gazette"]
    table = replace(data.links[2], article=None, table="t.csv", row=3)
    reports = (*data.reports, row("expel-back", 3))
    index = Index(replace(data, links=(table,), reports=reports))
    shown = find_exchange(index)
    assert shown
    assert list_sources(shown, index) == ["Klow Wire", "Streslau Gazette"]


def test_the_day_is_that_of_the_response_else_of_what_it_answers() -> None:
    index = Index(dispute())
    for name in ("closure", "rumour"):
        shown = find_exchange(index, name)
        assert shown
        assert as_of(shown, index) == date(2031, 3, 9)
    assert as_of(Exchange(response=index.actions["accuse"]), index) is None
