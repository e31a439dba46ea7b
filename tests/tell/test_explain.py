"""Explanations: plain sentences with their evidence, and what would change them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support import act, claim, index, record, report

from kg.errors import UsageError
from kg.infer.chains import find_chains
from kg.infer.links import infer_links
from kg.model.actions import Article, Link
from kg.model.standing import find_answers
from kg.page import PageData
from kg.tell.explain import Explanation, explain
from kg.tell.index import Index

STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", count=23)
PLAN = act("plan", "XBO", "XRU", None, kind="Preparation", prepares=("answer",), material=False)


POINTERS = "Actions that speak of it, announce it, prepare it or are a part of it"


def data(*links: Link) -> PageData:
    paper = Article(
        id="gazette-1", title="Klow", publisher="gazette", published="2031", text_digest="0" * 64,
        text_length=99, place=STRIKE.place,
    )  # fmt: skip
    said = record([STRIKE, ANSWER, PLAN], links, reports=(report("answer"),), articles=(paper,))
    every = (*links, *infer_links(said))
    chains = find_chains(said.actions, every)
    return PageData(
        title="t", actions=said.actions, reports=said.reports, links=every, chains=tuple(chains),
        articles=said.articles, labels={"gazette": "Klow Gazette"}, kind_labels={}, code_labels={},
        answers=find_answers(said, every), cases=(),
    )  # fmt: skip


def told(data: PageData, name: str) -> Explanation:
    return explain(Index(data), name)


def section(found: Explanation, heading: str) -> str:
    return " ".join(dict(found.sections).get(heading, ()))


def test_an_action_shows_its_reports_with_speaker_and_place() -> None:
    found = told(data(), "answer")
    reports = section(found, "Reports")
    assert "In the author's own voice: Asserts (Klow Gazette, characters 0 to 10)" in reports


def test_an_inferred_link_shows_its_features_and_what_it_hangs_on() -> None:
    known = data()
    (link,) = known.links
    found = told(known, link.iri)
    assert found.features is not None
    rows = dict(found.features.rows)
    assert rows["confidence"] == str(link.confidence)
    assert Decimal(rows["sum (log-odds)"]) == sum(each.contribution for each in link.features)
    assert "no source says so" in dict(found.facts)["Basis"]
    changes = section(found, "What would change this")
    assert "Without sharedCase" not in changes
    assert "would replace the inference" in changes


def test_the_odds_of_trigger_rivals_and_none_make_the_confidence() -> None:
    twin = act("twin", "XRU", "XBO", "2031-03-02", count=23)
    known = index(record([STRIKE, twin, ANSWER]))
    link = next(each for each in known.links.values() if each.trigger == "twin")
    found = explain(known, link.iri)
    assert found.features is not None
    rows = dict(found.features.rows)
    names = ("odds of this trigger", "odds of none", "odds of the other triggers")
    odds, none, rivals = (float(rows[each]) for each in names)
    assert none == 1
    assert odds / (odds + none + rivals) == pytest.approx(float(rows["confidence"]), abs=0.001)
    alone = next(iter(data().links))
    table = told(data(), alone.iri).features
    assert table is not None
    assert "odds of the other triggers" not in dict(table.rows)


def test_a_feature_the_link_hangs_on_is_named() -> None:
    late = act("answer", "XBO", "XRU", "2031-04-03", count=23, case="other")
    (link,) = infer_links(record([STRIKE, late]))
    known = data()
    found = told(
        PageData(
            **{
                **{name: getattr(known, name) for name in PageData.__slots__},
                "links": (link,),
                "chains": (),
            }
        ),
        link.iri,
    )
    assert "Without sameKind the confidence would be" in section(found, "What would change this")


def test_the_order_of_two_acts_is_no_answer() -> None:
    found = told(data(claim("answer", "strike", relation="sequence")), "answer")
    assert "“strike”" in section(found, "Said only to come after or to coincide, not to answer")
    assert section(found, "Said to answer") == ""
    inferred = section(found, "Inferred to answer; no source says so")
    assert "no source says so" in inferred
    assert "Klow Gazette" not in inferred


def test_what_speaks_against_an_answer_is_shown() -> None:
    against = claim("answer", "strike", relation="nonRetaliation")
    said = claim("answer", "strike", stance="implies", disputed_by=(("link", against.iri),))
    found = told(data(said, against), "answer")
    assert "Disputed:" in section(found, "Said to answer")
    assert "“strike”" in section(found, "Said not to answer")
    assert "Prepares it: plan" in section(found, POINTERS)


def test_a_chain_names_its_weakest_claim() -> None:
    known = data(claim("answer", "strike", stance="speculates"))
    found = told(known, f"chain:{known.chains[0].id}")
    assert dict(found.facts)["As firm as"] == "hedged"
    assert "link:" in section(found, "Claims that hold it together")


def test_a_chain_says_what_holds_it_and_what_would_lengthen_it() -> None:
    known = data(claim("answer", "strike", stance="speculates"))
    found = told(known, f"chain:{known.chains[0].id}")
    changes = section(found, "What would change this")
    assert "Without its 1 hedged, disputed or inferred claim it would fall" in changes
    assert "into 2 parts" in changes
    assert "A source that reports a response to “answer” would lengthen it." in changes
    facts = dict(found.facts)
    assert facts["Exchanges"] == "1 change of side along the longest path"
    assert "Severity" not in facts
    assert facts["Counts answered by counts"] == "23 -> 23 persons"


def test_a_link_shows_the_reports_of_both_ends_and_the_triggers_that_lost() -> None:
    said = claim("answer", "strike")
    found = told(data(said), said.iri)
    assert "In the author's own voice" in section(found, "Reports of the response")
    noise = act("noise", "XRU", "XBO", "2031-03-02", kind="Sanctions")
    (link,) = infer_links(record([STRIKE, noise, ANSWER]))
    given = {name: getattr(data(), name) for name in PageData.__slots__}
    known = {**given, "actions": (STRIKE, noise, ANSWER), "links": (link,), "chains": ()}
    found = told(PageData(**known), link.iri)
    assert "Weighed and found too weak: “noise”" in section(found, "For and against")
    assert found.to_json()["weighed"] == ["noise"]
    assert found.to_json()["response"] == "answer"


def test_a_denial_is_no_possible_answer() -> None:
    said = claim("answer", "strike", stance="denies")
    found = told(data(said), said.iri)
    assert dict(found.facts)["Firmness"] == "denied"
    assert "never counts as one" in section(found, "What would change this")


def test_an_unknown_name_gets_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean 'action:strike'"):
        told(data(), "stike")


def test_an_action_is_explained_by_its_label_and_an_actor_is_refused_with_the_way_to_it() -> None:
    known = data()
    named = replace(known, actions=tuple(replace(x, label=f"The {x.id}") for x in known.actions))
    assert told(named, "the ANSWER").about["id"] == "answer"
    with pytest.raises(UsageError, match=r"actor:gazette \(Klow Gazette\): kg show describes it"):
        told(named, "actor:gazette")
