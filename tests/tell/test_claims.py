"""Claims in words: grouped by pair and side, with who makes them and what speaks against them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from dispute import claims, dispute, link, page_data, report
from support import act, claim, index, paper, record, row

from kg.model.actions import Feature, Link
from kg.tell.claims import (
    GUESS,
    HEADINGS,
    claim_line,
    describe_claim,
    describe_pairs,
    name_opponents,
    name_reasons,
    sort_of,
    spell_who,
)
from kg.tell.index import Index

STRIKE, ANSWER = act("strike"), act("answer", "XBO", "XRU", "2031-03-05")


def described(said: Link, *others: Link, **more: Any) -> dict[str, Any]:
    """One claim of Borduria's on Ruritania, in words."""
    return describe_claim(said, index(record([STRIKE, ANSWER], [said, *others], **more)))


def test_an_inferred_link_gives_its_reasons() -> None:
    (pair,) = claims(dispute(), "ally", "closure")
    assert pair["sort"] == "inferred"
    assert pair["verb"] == "Inferred to answer (no source says so)"
    (claim,) = pair["claims"]
    assert claim["head"] == "Inferred by a rule: no source says so"
    assert claim["notes"] == [
        f"Confidence 0.73. {GUESS}",
        "Rule mirrored-kind, version 1.",
        "Both are measures of one kind: counts for it (1.5 log-odds).",
        "The two sides act against each other often: counts against it (0.4 log-odds).",
    ]


def test_a_disputed_link_says_who_disputes_it() -> None:
    (pair,) = claims(dispute(), "expel-23", "expel-back")
    assert pair["verb"] == "Said to answer (disputed)"
    assert pair["claims"][0]["notes"][0].startswith("Disputed: In the author's own voice")


def test_a_denial_beside_a_claim_is_listed_apart() -> None:
    denial = link("l8", "poison", "expel-23", stance="denies", basis="reported")
    data = replace(dispute(), links=(*dispute().links, denial))
    assert [pair["sort"] for pair in claims(data, "poison", "expel-23")] == ["against", "for"]


def test_claims_on_one_pair_are_all_listed_the_firmest_first() -> None:
    (pair,) = claims(dispute(), "poison", "expel-23")
    assert [claim["basis"] for claim in pair["claims"]] == ["stated", "reported"]
    assert pair["lag"] == "10 days later"


def test_each_sort_of_pair_has_a_heading_from_either_end() -> None:
    sorts = {sort_of(link("l", "a", "b", **more), {}) for more in (
        {}, {"basis": "inferred"}, {"relation": "sequence"}, {"stance": "denies"},
        {"refusal": True}, {"relation": "reply"}, {"relation": "reversal"},
    )}  # fmt: skip
    assert {*sorts, "own"} == set(HEADINGS)
    words = [each for pair in HEADINGS.values() for each in pair]
    assert len(set(words)) == len(words) == 16


def test_what_the_acts_own_side_does_is_no_answer_and_stands_apart() -> None:
    again = act("again", "XBO", "XRU")
    actions = {each.id: each for each in (act("strike", "XBO", "XRU"), again, act("back"))}
    assert sort_of(claim("again", "strike"), actions) == "own"
    assert sort_of(claim("back", "strike"), actions) == "for"
    assert sort_of(claim("again", "strike", relation="reversal"), actions) == "reversal"
    both = replace(again, actor_states=("XBO", "XRU"))
    assert sort_of(claim("again", "strike"), {**actions, "again": both}) == "for"


@pytest.mark.parametrize(
    ("relation", "sort", "verb"),
    [("reply", "words", "Said to reply to"), ("reversal", "reversal", "Said to reverse")],
)
def test_words_and_what_takes_an_act_back_are_sorts_of_their_own(
    relation: str, sort: str, verb: str
) -> None:
    data = replace(dispute(), links=(link("l", "poison", "ally", relation=relation),))
    (pair,) = claims(data, "poison", "ally")
    assert (pair["sort"], pair["verb"]) == (sort, verb)


def test_who_denies_a_reply_or_reversal_speaks_against_it_and_a_rule_only_infers_it() -> None:
    for relation in ("reply", "reversal"):
        denied = link("l", "poison", "ally", relation=relation, stance="denies")
        assert sort_of(denied, {}) == "against"
        assert sort_of(replace(denied, stance="speculates", basis="inferred"), {}) == "inferred"


@pytest.mark.parametrize("relation", ["sequence", "coincidence", "nonRetaliation"])
def test_order_alone_is_listed_but_as_no_answer(relation: str) -> None:
    data = replace(dispute(), links=(link("l", "old", "poison", relation=relation),))
    sort = "against" if relation == "nonRetaliation" else "order"
    assert [pair["sort"] for pair in claims(data, "old", "poison")] == [sort]


def test_a_refusal_is_a_sort_of_its_own() -> None:
    data = replace(dispute(), links=(link("l", "old", "poison", refusal=True),))
    (pair,) = claims(data, "old", "poison")
    assert (pair["sort"], pair["verb"]) == ("refusal", "Said to decline an answer to")


def test_solidarity_names_the_ally() -> None:
    (pair,) = claims(dispute(), "poison", "ally")
    assert pair["claims"][0]["what"] == "Solidarity with Borduria"


def test_a_link_to_an_action_that_is_not_shown_is_still_listed() -> None:
    data = replace(dispute(), links=(link("l", "elsewhere", "poison"),))
    (pair,) = describe_pairs(Index(data))
    assert (pair["from"], pair["fromLabel"]) == (-1, "elsewhere")


def test_pairs_stand_in_the_order_of_their_triggers_and_then_responses() -> None:
    found = [(pair["fromLabel"], pair["toLabel"]) for pair in describe_pairs(Index(dispute()))]
    labels = [x.label for x in Index(dispute()).ordered]
    places = [tuple(map(labels.index, pair)) for pair in found]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ({"basis": "stated", "claimed_by": ("XBO",)}, "Stated by Borduria"),
        ({"claimed_by": ("XBO", "gazette")}, "Reported by Borduria, Klow Gazette"),
        (
            {"claimed_by": (), "article": "gazette-1"},
            "Reported by Klow Gazette, in the author's own voice",
        ),
        ({"claimed_by": (), "table": "t.csv", "row": 3}, "Reported by Klow Wire (item 3)"),
        ({"claimed_by": (), "table": "t.csv", "row": 9}, "Reported by an unnamed source"),
        ({"claimed_by": ()}, "Reported by an unnamed source"),
        ({"basis": "inferred", "stance": "speculates"}, "Inferred by a rule: no source says so"),
    ],
)
def test_a_claim_says_who_makes_it(more: dict[str, Any], head: str) -> None:
    told = {"articles": (paper(),), "reports": (row("answer", 3),)}
    assert described(claim("answer", "strike", **more), **told)["head"] == head


def test_a_hedge_stands_beside_the_relation_and_an_assertion_does_not() -> None:
    assert described(claim("answer", "strike", stance="implies"))["what"] == "Retaliation (implies)"
    assert described(claim("answer", "strike"))["what"] == "Retaliation"


def test_a_claim_says_how_sure_the_reading_is_and_what_conflicts_with_it() -> None:
    other = claim("answer", "strike", relation="sequence")
    said = claim(
        "answer", "strike", reading_certainty=Decimal("0.70"), conflicts_with=(other.iri, "gone")
    )
    assert described(said, other)["notes"] == [
        "The wording is ambiguous; the annotator's certainty in this reading is 0.7.",
        "Conflicts with this claim: the response is said only to come after “strike”.",
        "Conflicts with the claim gone.",
    ]


def test_an_inference_names_what_counts_neither_way_and_what_lost() -> None:
    said = claim(
        "answer", "strike", basis="inferred", stance="speculates", confidence=Decimal("0.50"),
        rule="reversed-dyad",
        features=(Feature(name="lagOpen", contribution=Decimal(0)),),
        counter_evidence=(("action", "strike"),), alternative_to=("gone",), weighed=("answer",),
    )  # fmt: skip
    assert described(said)["notes"] == [
        f"Confidence 0.5. {GUESS}",
        "Rule reversed-dyad.",
        "Lag open: no effect.",
        "Evidence against it: “strike”.",
        "Another possible trigger: “gone”.",
        "Weighed and found too weak: “answer”.",
    ]


def test_who_disputes_is_told_by_report_by_claim_or_by_its_id() -> None:
    against = claim("answer", "strike", stance="denies", claimed_by=("XSY",))
    disputed = (("link", against.iri), ("report", "r9"), ("report", "gone"))
    denial = report("r9", "strike", stance="denies", attributed_to=("XRU",))
    said = claim("answer", "strike", disputed_by=disputed)
    notes = described(said, against, reports=(denial,), articles=(paper(),))["notes"]
    assert notes == [
        "Disputed: Syldavia: Retaliation (denies), reported, to “strike”.",
        "Disputed: Said by Ruritania (Klow Gazette; denies), on “strike”.",
        "Disputed: report gone.",
    ]


def test_a_row_that_disputes_a_claim_is_named_once() -> None:
    denial = replace(row("strike", 2), stance="denies")
    said = claim("answer", "strike", disputed_by=(("report", "t-2"),))
    (note,) = described(said, reports=(denial,))["notes"]
    assert note == "Disputed: Reported by Klow Wire (item 2) (denies), on “strike”."


def test_a_claim_in_a_line_names_both_actions_or_the_one_that_the_heading_leaves_out() -> None:
    said = claim("answer", "strike", article="gazette-1", start=5, end=9, min_lag=4, max_lag=4)
    known = index(record([STRIKE, ANSWER], [said], articles=(paper(),)))
    end = "(4 days later): Retaliation. Reported by Klow Gazette (Klow Gazette, characters 5 to 9)."
    whole = claim_line(said, known)
    assert whole.text == f"“answer” is said to answer “strike” {end}"
    assert whole.thing == f"link:{said.iri}"
    assert claim_line(said, known, "strike").text == f"“strike” {end}"


@pytest.mark.parametrize(
    ("claimants", "end"),
    [
        ((), "Reported by Klow Wire (item 3), coded in a table."),
        (("XBO",), "Reported by Borduria (Klow Wire (item 3), coded in a table)."),
    ],
)
def test_a_claim_of_a_table_names_what_its_row_rests_on_and_no_file(
    claimants: tuple[str, ...], end: str
) -> None:
    said = claim("answer", "strike", claimed_by=claimants, table="t.csv", row=3)
    known = index(record([STRIKE, ANSWER], [said], reports=(row("answer", 3),)))
    assert claim_line(said, known, "strike").text == f"“strike”: Retaliation. {end}"


def test_the_words_at_its_place_stand_beside_a_claim_where_they_are_at_hand() -> None:
    data = page_data(actions=dispute().actions, links=dispute().links[:1])
    assert "quote" not in claims(data, "poison", "expel-23")[0]["claims"][0]
    quoted = replace(data, quotations={"l1": "in return"})
    assert claims(quoted, "poison", "expel-23")[0]["claims"][0]["quote"] == "in return"


@pytest.mark.parametrize(
    ("more", "who"),
    [
        (
            {"claimed_by": ("XBO", "XSY"), "article": "gazette-1"},
            "Borduria, Syldavia, in Klow Gazette, 9 March 2031",
        ),
        ({"claimed_by": (), "article": "gazette-1"}, "Klow Gazette, 9 March 2031"),
        ({"claimed_by": ("XBO",)}, "Borduria"),
        ({"claimed_by": (), "table": "t.csv", "row": 3}, "Klow Wire"),
        ({"claimed_by": ("XBO",), "table": "t.csv", "row": 3}, "Borduria, in Klow Wire"),
        ({"claimed_by": (), "table": "t.csv", "row": 9}, "an unnamed source"),
        ({"claimed_by": ()}, "an unnamed source"),
    ],
)
def test_who_makes_a_claim_is_told_with_the_outlet_and_its_day(
    more: dict[str, Any], who: str
) -> None:
    said = claim("answer", "strike", **more)
    told = index(record([STRIKE, ANSWER], [said], articles=(paper(),), reports=(row("answer", 3),)))
    assert spell_who(said, told) == who


def test_an_outlet_that_speaks_for_itself_is_named_once() -> None:
    said = claim("answer", "strike", claimed_by=("gazette",), article="gazette-1")
    told = index(record([STRIKE, ANSWER], [said], articles=(paper(),)))
    assert spell_who(said, told) == "Klow Gazette, 9 March 2031"


def test_opponents_are_named_once_each_with_where_they_say_so_and_those_not_at_hand_not() -> None:
    against = claim("answer", "strike", stance="denies", claimed_by=("XSY",), article="gazette-1")
    voiced = report("r8", "strike", stance="denies", attributed_to=("XRU",))
    own = report("r9", "strike", start=50, stance="denies")
    disputes = (("link", against.iri), ("report", "r8"), ("report", "r9"), ("report", "gone"))
    said = claim("answer", "strike", disputed_by=disputes)
    again = claim("answer", "strike", basis="stated", disputed_by=disputes[:2])
    told = index(record(
        [STRIKE, ANSWER], [said, again, against], reports=(voiced, own), articles=(paper(),)
    ))  # fmt: skip
    assert name_opponents([said, again], told) == [
        "Syldavia, in Klow Gazette, 9 March 2031", "Ruritania, in Klow Gazette", "Klow Gazette",
    ]  # fmt: skip
    assert name_opponents([against], told) == []


def test_the_reasons_of_a_rule_are_what_counts_for_it_the_weightiest_first() -> None:
    features = [
        Feature(name="sameKind", contribution=Decimal("0.5"), says="Both are of one kind"),
        Feature(name="busyDyad", contribution=Decimal("-2"), says="They act often"),
        Feature(name="lagOpen", contribution=Decimal(0)),
        Feature(name="shortLag", contribution=Decimal("1.5")),
    ]
    said = claim("answer", "strike", basis="inferred", features=tuple(features))
    assert name_reasons(said) == ["Short lag", "Both are of one kind"]
    assert name_reasons(claim("answer", "strike")) == []
