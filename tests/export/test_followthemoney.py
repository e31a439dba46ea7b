"""A build as FollowTheMoney entities."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from support import PLACE, act, claim, paper, people, record, report, row

from kg.export import exported
from kg.export.followthemoney import entity_id, to_followthemoney
from kg.infer.built import Built, infer
from kg.model.actions import Record
from kg.model.actors import Actor, Actors, Post, Tenure
from kg.read.corpus import Corpus


def test_followthemoney_ids_keep_to_its_alphabet_and_length() -> None:
    long = entity_id("link", "a" * 119 + "--" + "b" * 119)
    assert len(long) == 200
    assert long != entity_id("link", "a" * 119 + "--" + "b" * 118 + "c")
    assert re.fullmatch(r"[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?", entity_id("actor", "a_b-c"))


def test_followthemoney_says_how_firm_each_link_is(built: Built) -> None:
    lines = [json.loads(line) for line in exported(built, "followthemoney").splitlines()]
    links = [each["properties"]["role"][0] for each in lines if each["schema"] == "UnknownLink"]
    assert len(links) == len(built.corpus.record.links) + len(built.inferred)
    assert all(", " in role for role in links)
    assert "retaliation, inferred" in links


ENVOY = Actor(id="envoy", kind="Person", label="Elodie", member_of=("league",), place=PLACE)
LEAGUE = Actor(id="league", kind="InternationalOrganization", label="League", place=PLACE)
BASE = people(ENVOY, LEAGUE)
PEOPLE = Actors(
    [BASE[name] for name in BASE.ids()],
    [Post(id="king", label="King", post_of="XRU", place=PLACE)],
    [Tenure(holder="envoy", post="king", since="2030", until=None, date_source="almanac",
            place=PLACE)],
)  # fmt: skip


def entities(said: Record) -> dict[str, Any]:
    """The entities of a record, by id."""
    corpus = Corpus(record=said, actors=PEOPLE, findings=(), unreadable=(), inputs={})
    lines = to_followthemoney(infer(corpus)).splitlines()
    found = [json.loads(line) for line in lines]
    assert [each["id"] for each in found] == sorted(each["id"] for each in found)
    return {each["id"]: each for each in found}


def test_actors_posts_and_memberships_are_entities_that_point_to_each_other() -> None:
    found = entities(record([act("strike", "envoy", actor_states=("XRU",))]))
    assert found["actor-envoy"]["schema"] == "Person"
    assert found["actor-XRU"]["schema"] == "PublicBody"
    assert found["membership-envoy--league"]["properties"] == {
        "member": ["actor-envoy"], "organization": ["actor-league"],
    }  # fmt: skip
    assert found["post-king"]["properties"]["organization"] == ["actor-XRU"]
    (held,) = (each for each in found.values() if each["schema"] == "Occupancy")
    assert held["properties"]["startDate"] == ["2030-01-01"]
    assert "endDate" not in held["properties"]


def test_a_state_under_a_code_of_ones_own_has_its_country_and_one_that_is_made_up_has_none():
    named = {"XSU": "Soviet Union", "XKX": "Kosovo", "SCG": "Serbia and Montenegro", "DDR": "GDR"}
    states = [
        Actor(id=code, kind="State", label=name, iso3=code, place=PLACE)
        for code, name in named.items()
    ]
    body = Actor(id="team", kind="Organization", label="Soviet Union", place=PLACE)
    held = Actors([*(BASE[name] for name in BASE.ids()), *states, body], [], [])
    said = record([act("strike", name, "XRU", actor_states=(name,)) for name in [*named, "team"]])
    corpus = Corpus(record=said, actors=held, findings=(), unreadable=(), inputs={})
    lines = map(json.loads, to_followthemoney(infer(corpus)).splitlines())
    found = {x["id"]: x["properties"].get("country") for x in lines if x["id"][:6] == "actor-"}
    assert found == {
        "actor-XSU": ["suhh"], "actor-XKX": ["xk"], "actor-SCG": ["csxx"], "actor-DDR": None,
        "actor-XRU": None, "actor-team": None,
    }  # fmt: skip


def test_an_act_is_an_event_with_its_day_or_its_bounds() -> None:
    wide = act(
        "wide", day="2031-03-01/2031-03-04", earliest=date(2031, 3, 1), latest=date(2031, 3, 4)
    )
    found = entities(record([act("strike", count=3), wide, act("vague", day=None)]))
    event = found["action-strike"]["properties"]
    assert (event["date"], event["organizer"]) == (["2031-03-01"], ["actor-XRU"])
    assert event["summary"] == ["Expulsion, carriedOut, 3 persons"]
    assert "case the-case" in event["keywords"]
    span = found["action-wide"]["properties"]
    assert (span["startDate"], span["endDate"]) == (["2031-03-01"], ["2031-03-04"])
    assert "date" not in span
    assert not {"date", "startDate", "endDate"} & found["action-vague"]["properties"].keys()


def test_a_report_of_an_article_documents_its_act_and_a_row_does_not() -> None:
    said = record(
        [act("strike")], reports=(report("strike"), row("strike", 2)), articles=(paper(),)
    )
    found = entities(said)
    assert [x["id"] for x in found.values() if x["schema"] == "Documentation"] == [
        "report-gazette-1-0"
    ]
    assert found["action-strike"]["properties"]["proof"] == ["article-gazette-1"]
    assert found["article-gazette-1"]["properties"]["publisher"] == ["Klow Gazette"]


def test_a_disputed_link_says_so_and_who_claims_it() -> None:
    said = claim("answer", "strike", disputed_by=(("link", "x"),), min_lag=4, max_lag=4)
    found = entities(record([act("strike"), act("answer", "XBO", "XRU", "2031-03-05")], [said]))
    (link,) = (x["properties"] for x in found.values() if x["schema"] == "UnknownLink")
    assert link["role"][0].endswith(", disputed")
    assert "Klow Gazette" in link["description"][0]
    assert (link["subject"], link["object"]) == (["action-answer"], ["action-strike"])
