"""What is well-formed and hardly meant so: each warning beside what is nearly like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support import PLACE, STATES, act, claim, paper, people, record, report

from kg.infer.rules import default_rules
from kg.model.actions import Action, Values
from kg.model.actors import Actor, Actors, Post, Tenure
from kg.model.order import SPAN_DAYS
from kg.read.meaning import check_meaning, late_acts

STRIKE = act("strike", "XRU", "XBO", "2031-03-01", case=None)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", case=None)


def told(*actions: Action, actors: Actors | None = None, **more: Any) -> list[str]:
    """The warnings on a record, and errors with their place in front."""
    found = check_meaning(record(actions, **more), actors or people())
    return [each.message if each.severity == "warning" else str(each) for each in found]


def dated(day: str | None, **more: Any) -> list[str]:
    """What is told of an act that the newspaper of 9 March 2031 gives this day."""
    status = more.pop("status", "carriedOut")
    said = report("strike", values=Values(date=day, status=status), **more)
    return told(STRIKE, reports=(said,), articles=(paper(),))


TO_COME = "an act to come is planned or threatened"


@pytest.mark.parametrize("day", ["2040", "2031-03-10", "2031-03-10/2031-03-12"])
def test_an_act_after_the_day_of_its_article_is_told(day: str) -> None:
    assert dated(day) == [f"{day} is after the article's day (2031-03-09); {TO_COME}"]


@pytest.mark.parametrize("day", ["2031-03-09", "2031-03", "2031-03-08/2031-03-20", None, "../2040"])
def test_an_act_that_may_have_been_on_that_day_is_not(day: str | None) -> None:
    assert dated(day) == []


@pytest.mark.parametrize("status", ["planned", "threatened", "declined"])
def test_an_act_to_come_is_not_late(status: str) -> None:
    assert dated("2040", status=status) == []
    assert dated("2040", stance="expects") == []


def test_a_late_act_is_told_once_an_article() -> None:
    said = [report("strike", n, values=Values(date="2040", status="ordered")) for n in (0, 20)]
    assert len(told(STRIKE, reports=tuple(said), articles=(paper(),))) == 1
    assert late_acts(said, [paper()]) == {"strike"}


def test_a_link_to_an_act_after_its_article_is_told_where_no_report_tells_of_it() -> None:
    later = replace(ANSWER, earliest=date(2031, 4, 1), latest=date(2031, 4, 1))
    link = claim("answer", "strike", article="gazette-1")
    of_article: dict[str, Any] = {"links": (link,), "articles": (paper(),)}
    late = f"'answer' (2031-04-01) is after the article's day (2031-03-09); {TO_COME}"
    assert told(STRIKE, later, **of_article) == [late]
    planned = report("answer", values=Values(status="planned"))
    assert told(STRIKE, later, reports=(planned,), **of_article) == []
    assert told(STRIKE, ANSWER, **of_article) == []
    expected = {**of_article, "links": (replace(link, stance="expects"),)}
    assert told(STRIKE, later, **expected) == []


def test_a_late_act_that_a_link_cannot_have_is_an_error() -> None:
    late = replace(STRIKE, earliest=date(2031, 4, 1), latest=date(2031, 4, 1))
    said = report("strike", values=Values(date="2031-04-01", status="ordered"))
    link = claim("answer", "strike", article="gazette-1")
    (found,) = told(late, ANSWER, reports=(said,), links=(link,), articles=(paper(),))
    day = "2031-04-01 is after the article's day (2031-03-09)"
    assert found == f"{PLACE}: {day}; {TO_COME}"


def test_a_disclosure_of_what_is_no_hostile_act_is_told_once() -> None:
    said = [report("strike", n, values=Values(disclosed="2031-03-02")) for n in (0, 20)]
    assert told(STRIKE, reports=tuple(said)) == [
        "disclosed is for a hostile act, and 'strike' is of class Expulsion; leave it out, or "
        "correct the class"
    ]
    assert told(replace(STRIKE, kind="Espionage"), reports=tuple(said)) == []


def both(name: str, actor: tuple[str, ...], recipient: tuple[str, ...]) -> Action:
    return replace(act(name), values=Values(actor=actor, recipient=recipient))


def test_a_state_that_acts_upon_itself_is_told() -> None:
    assert told(both("a", ("XRU",), ("XRU",))) == ["'XRU' acts upon itself; check the recipient"]
    assert told(both("a", ("XBO", "XRU"), ("XRU",))) == [
        "'XRU' acts upon itself; check the recipient"
    ]
    assert told(both("a", ("XBO",), ("XRU",)), both("b", ("XRU",), ())) == []


def test_a_mutual_act_written_as_one_is_told_with_how_to_write_it() -> None:
    assert told(both("quarrel", ("XBO", "XSY"), ("XSY", "XBO"))) == [
        "'XBO' and 'XSY' are actors and recipients of 'quarrel'; declare a mutual act as one "
        "action for each direction: actor XBO, recipient XSY; actor XSY, recipient XBO"
    ]


SWAPPED = (
    "'answer' is called retaliation for 'strike', but its actor is not who was acted upon there"
)
MORE = (
    Actor(id="league", kind="InternationalOrganization", label="League", place=PLACE),
    Actor(id="ministry", kind="GovernmentBody", label="M", part_of=("XBO",), place=PLACE),
    Actor(id="crowd", kind="Group", label="A crowd", place=PLACE),
    Actor(id="XMN", kind="State", label="Member", iso3="XMN", member_of=("league",), place=PLACE),
)


def roles(
    strike: tuple[str, str], answer: tuple[str, str], relation: str = "retaliation", **more: Any
) -> list[str]:
    acts = [
        replace(act(name), values=Values(actor=(pair[0],), recipient=(pair[1],) if pair[1] else ()))
        for name, pair in (("strike", strike), ("answer", answer))
    ]
    link = claim("answer", "strike", relation=relation, **more)
    return told(*acts, links=(link,), actors=people(*MORE))


@pytest.mark.parametrize(
    ("strike", "answer"),
    [(("XRU", "XBO"), ("XRU", "XBO")), (("XRU", "XBO"), ("XSY", "XBO")),
     (("XRU", "ministry"), ("XRU", "XBO")), (("XRU", "league"), ("XRU", "XMN"))],
)  # fmt: skip
def test_a_retaliation_without_reversed_roles_is_told(strike: Any, answer: Any) -> None:
    assert roles(strike, answer) == [SWAPPED]


@pytest.mark.parametrize(
    ("strike", "answer"),
    [(("XRU", "XBO"), ("XBO", "XRU")), (("XRU", "XBO"), ("ministry", "XSY")),
     (("XRU", "league"), ("XMN", "XSY")), (("XRU", "XMN"), ("league", "XSY")),
     (("XRU", "XBO"), ("XSY", "XRU")),  # for a friend
     (("XRU", "crowd"), ("XSY", "XBO")), (("XRU", ""), ("XSY", "XBO"))],
)  # fmt: skip
def test_a_role_that_is_reversed_or_not_known_is_not(strike: Any, answer: Any) -> None:
    assert roles(strike, answer) == []


@pytest.mark.parametrize("relation", ["solidarity", "reply", "sequence", "nonRetaliation"])
def test_other_relations_and_weaker_claims_need_no_reversed_roles(relation: str) -> None:
    pair = ("XRU", "XBO")
    assert roles(pair, pair, relation) == []
    assert roles(pair, pair, stance="speculates") == roles(pair, pair, stance="denies") == []


def test_members_of_who_is_affected_are_acted_upon() -> None:
    struck = replace(STRIKE, values=replace(STRIKE.values, recipient=("XSY",), affected=("band",)))
    band = Actor(id="band", kind="Group", label="Band", part_of=("XBO",), place=PLACE)
    answer = replace(ANSWER, values=Values(actor=("XBO",), recipient=("XSY",)))
    link = claim("answer", "strike")
    assert told(struck, answer, links=(link,), actors=people(band)) == []


def test_a_claimed_trigger_whose_date_spans_years_is_told() -> None:
    old = act("old", day=None, earliest=date(1990, 1, 1), latest=date(2022, 12, 31))
    link = claim("answer", "old")
    assert told(old, ANSWER, links=(link,)) == [
        "the trigger 'old' is dated 1990-01-01/2022-12-31, which spans years; narrow its date, or "
        "name the act that is answered"
    ]
    year = replace(old, earliest=date(2030, 1, 1), latest=date(2031, 3, 1))
    before = replace(old, earliest=None)
    for near, claimed in ((year, link), (before, link), (old, replace(link, stance="denies"))):
        assert told(near, ANSWER, links=(claimed,)) == []


def test_inference_and_warning_agree_on_what_spans_years() -> None:
    assert default_rules().span_days == SPAN_DAYS


def minister(*terms: tuple[str | None, str | None]) -> Actors:
    """José Díaz, foreign minister of Syldavia for some terms."""
    states = [Actor(id=i, kind="State", label=n, iso3=i, place=PLACE) for i, n in STATES.items()]
    jose = Actor(id="jose-diaz", kind="Person", label="José Díaz", place=PLACE)
    post = Post(id="minister", label="foreign minister", post_of="XSY", place=PLACE)
    held = [
        Tenure(holder="jose-diaz", post="minister", since=a, until=b, date_source="s", place=PLACE)
        for a, b in terms
    ]
    return Actors([*states, jose], [post], held)


def speaks(*terms: tuple[str | None, str | None]) -> list[str]:
    """What is told of what he did on 3 March 2031."""
    speech = act("speech", "XSY", "XBO", "2031-03-03", kind="Statement", case=None)
    speech = replace(speech, values=replace(speech.values, performed_by=("jose-diaz",)))
    return told(speech, actors=minister(*terms))


NO_POST = "'jose-diaz' holds no post on 2031-03-03 (foreign minister"


def test_a_person_who_acts_before_or_after_every_post_is_told() -> None:
    assert speaks(("2031-03-07", None)) == [f"{NO_POST} from 2031-03-07)"]
    assert speaks(("2029", "2030-12-31")) == [f"{NO_POST} until 2030-12-31)"]
    assert speaks(("2029", "2030-12-31"), ("2031-03-07", None)) == [
        f"{NO_POST} until 2030-12-31, foreign minister from 2031-03-07)"
    ]


@pytest.mark.parametrize(
    "terms",
    [[], [("2031-03-03", None)], [("2030", "2031-03-03")], [("2031-03", None)],
     [("2031-03-07", None), ("2030", None)], [(None, None)]],
)  # fmt: skip
def test_a_person_who_may_have_held_a_post_is_not(terms: Any) -> None:
    assert speaks(*terms) == []


def test_one_who_only_speaks_may_have_left_office_but_not_be_still_to_come() -> None:
    said = report("strike", attributed_to=("jose-diaz",))
    of_article: dict[str, Any] = {"reports": (said,), "articles": (paper(),)}
    assert told(STRIKE, actors=minister(("2032", None)), **of_article) == [
        "'jose-diaz' holds no post on 2031-03-09 (foreign minister from 2032)"
    ]
    assert told(STRIKE, actors=minister(("2029", "2030")), **of_article) == []


def test_an_unknown_actor_is_told_elsewhere_and_harms_nothing() -> None:
    acts = both("strike", ("nobody",), ("XBO",)), both("answer", ("XRU",), ("nobody",))
    assert told(*acts, links=(claim("answer", "strike"),)) == []


@pytest.mark.parametrize("name", ["built", "whole"], ids=["articles", "and events"])
def test_the_bundled_data_has_no_finding(name: str, request: pytest.FixtureRequest) -> None:
    corpus = request.getfixturevalue(name).corpus
    assert check_meaning(corpus.record, corpus.actors) == []
