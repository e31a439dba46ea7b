"""Actors, posts and tenures in lines."""

from __future__ import annotations

from dataclasses import replace

from support import PLACE, act, claim, index, paper, people, record, report

from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.model.ids import tenure_name
from kg.tell.actors import describe_actor, describe_post, describe_tenure
from kg.tell.index import Index
from kg.tell.lines import Lines

ENVOY = Actor(
    id="envoy", kind="Person", label="Elodie Lukasz", alt_labels=("E. L.",), wikidata="Q7",
    part_of=("XRU",), place=PLACE,
)  # fmt: skip
EMBASSY = Actor(
    id="embassy", kind="DiplomaticMission", label="Embassy of Ruritania", part_of=("XRU",),
    accredited_to=("XBO",), place=PLACE,
)  # fmt: skip
LEAGUE = Actor(id="league", kind="InternationalOrganization", label="League", place=PLACE)
FAMILIES = Actor(
    id="families", kind="Group", label="Families", member_of=("league",), place=PLACE,
    quantity=Quantity(minimum=40, maximum=40, unit="persons"),
)  # fmt: skip
POSTS = (
    Post(id="king", label="King", post_of="XRU", excludes=("minister", "gone"), place=PLACE),
    Post(id="minister", label="Minister", post_of="XRU", place=PLACE),
)
HELD = (
    Tenure(holder="envoy", post="minister", since="2030", until="2031-05", date_source="almanac",
           place=PLACE),
    Tenure(holder="envoy", post="king", since=None, until=None, date_source="chronicle",
           place=PLACE),
)  # fmt: skip
BASE = people(ENVOY, EMBASSY, LEAGUE, FAMILIES)
PEOPLE = Actors([BASE[name] for name in BASE.ids()], POSTS, HELD)
STRIKE = act("strike")
SAID = record(
    [
        replace(
            STRIKE,
            values=replace(STRIKE.values, performed_by=("envoy",), affected=("families",)),
        ),
        act("answer", "XBO", "XRU", "2031-03-05"),
        act("told", "embassy", "XSY", "2031-03-06", actor_states=("XRU",)),
    ],
    [claim("answer", "strike", claimed_by=("envoy",))],
    reports=(
        report("strike", 0, attributed_to=("envoy",)),
        report("answer", 20, relayed_by=("envoy",)),
    ),
    articles=(paper(),),
)  # fmt: skip
INDEX = index(SAID, PEOPLE)


def sections(told: Lines) -> dict[str, list[str]]:
    return {heading: [str(line) for line in lines] for heading, lines in told}


def of(name: str, known: Index = INDEX) -> dict[str, list[str]]:
    return sections(describe_actor(known, name))


def test_an_actor_is_told_with_its_names_codes_and_what_it_belongs_to() -> None:
    assert of("envoy")["About"] == [
        "Kind: Person  [actor:envoy]", "Other name: E. L.", "Wikidata: Q7",
        "Part of: Ruritania  [actor:XRU]",
    ]  # fmt: skip
    assert of("XRU")["About"] == ["Kind: State  [actor:XRU]", "ISO code: XRU"]
    assert of("embassy")["About"][-1] == "Accredited to: Borduria  [actor:XBO]"
    assert of("families")["About"][-2:] == [
        "Member of: League  [actor:league]", "Count: 40 persons",
    ]  # fmt: skip


def test_what_belongs_to_an_actor_is_told_from_it() -> None:
    assert of("XRU")["Actors that belong to it"] == [
        "Part of it: Embassy of Ruritania  [actor:embassy]",
        "Part of it: Elodie Lukasz  [actor:envoy]",
    ]
    assert of("XBO")["Actors that belong to it"] == [
        "Accredited to it: Embassy of Ruritania  [actor:embassy]"
    ]
    assert of("league")["Actors that belong to it"] == ["Member of it: Families  [actor:families]"]


def test_posts_run_by_when_they_were_held_and_name_who_held_them() -> None:
    assert of("envoy")["Posts"] == [
        "since unknown: King  [post:king]", "since 2030 until 2031-05: Minister  [post:minister]",
    ]  # fmt: skip
    assert of("XRU")["Offices and their holders"] == [
        "King  [post:king]", "since unknown: Elodie Lukasz  [actor:envoy]",
        "Minister  [post:minister]", "since 2030 until 2031-05: Elodie Lukasz  [actor:envoy]",
    ]  # fmt: skip
    assert of("XBO")["Offices and their holders"] == of("XBO")["Posts"] == []


def test_acts_are_of_who_did_performed_or_bore_them() -> None:
    assert len(of("XRU")["Acts done"]) == 2
    assert [each.partition(": ")[2] for each in of("envoy")["Acts done"]] == [
        "strike; answered  [action:strike]"
    ]
    assert len(of("families")["Acts received"]) == 1
    assert of("families")["Acts done"] == []


def test_open_is_what_is_unanswered_on_either_side() -> None:
    assert of("XRU")["Open: received and unanswered"] == [
        "2031-03-05: answer; unanswered  [action:answer]"
    ]
    assert of("XBO")["Open: done and unanswered"] == of("XRU")["Open: received and unanswered"]
    assert of("XBO")["Open: received and unanswered"] == []  # what it received was answered


def test_what_an_actor_said_or_passed_on_is_told_by_what_it_is_on() -> None:
    first, second = of("envoy")["Said by it"]
    assert first.startswith("Said by Elodie Lukasz: on “strike”: Asserts (Klow Gazette")
    assert second.startswith(
        "In the author's own voice, relayed by Elodie Lukasz: on “answer”: Asserts"
    )
    assert of("XBO")["Said by it"] == []


def test_claims_and_papers_are_those_that_it_made() -> None:
    assert len(of("envoy")["Claims made by it"]) == 1
    assert of("gazette")["Claims made by it"] == []
    assert of("gazette")["Articles published"] == [
        "2031-03-09: Klow expels 23  [article:gazette-1]"
    ]


def test_a_post_names_whose_it_is_what_it_excludes_and_its_holders() -> None:
    told = sections(describe_post(INDEX, "king"))
    assert told["About"] == [
        "Kind: Post  [post:king]", "Post of: Ruritania  [actor:XRU]",
        "Excludes: Minister  [post:minister]", "Excludes: post:gone  [post:gone]",
    ]  # fmt: skip
    assert told["Holders"] == ["since unknown: Elodie Lukasz  [actor:envoy]"]


def test_a_tenure_says_who_held_what_when_and_how_that_is_known() -> None:
    name = tenure_name("envoy", "minister", "2030")
    assert sections(describe_tenure(INDEX, name))["About"] == [
        f"Kind: Tenure  [tenure:{name}]", "Holder: Elodie Lukasz  [actor:envoy]",
        "Post: Minister  [post:minister]", "In office: since 2030 until 2031-05",
        "Known from: almanac",
    ]  # fmt: skip
