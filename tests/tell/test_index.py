"""PageData looked at from every side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dispute import dispute, page_data
from support import PLACE, act, claim, index, paper, people, record, report, row

from kg.model.actions import Case
from kg.model.actors import Actors, Post, Tenure
from kg.tell.index import Index, place_of

POST = Post(id="minister", label="Minister", post_of="XRU", place=PLACE)
TENURE = Tenure(
    holder="gazette", post="minister", since="2030", until=None, date_source="almanac", place=PLACE
)
PEOPLE = Actors([people()[name] for name in people().ids()], [POST], [TENURE])


def test_actions_are_numbered_in_the_order_of_time() -> None:
    known = Index(dispute())
    assert [x.id for x in known.ordered] == list(known.actions)
    assert known.at == {name: number for number, name in enumerate(known.actions)}
    assert [x.id for x in known.ordered][:2] == ["old", "poison"]
    assert known.ordered[-1].id == "rumour"  # without a day


def test_reports_stand_in_the_order_of_articles_and_places() -> None:
    told = [
        report("a", 30), report("a", 5), report("a", 9, article="b-paper"), row("a", 3), row("a", 2)
    ]  # fmt: skip
    named = [replace(each, iri=f"r{n}") for n, each in enumerate(told)]
    known = Index(page_data(actions=(act("a"),), reports=tuple(named)))
    assert [x.iri for x in known.reports_of("a")] == ["r2", "r1", "r0", "r4", "r3"]
    assert [x.iri for x in sorted(named, key=place_of)] == ["r2", "r1", "r0", "r4", "r3"]
    assert known.reports_of("b") == []


def test_claims_are_found_from_either_end_the_firmest_first() -> None:
    hedged, firm = claim("b", "a", stance="implies"), claim("b", "a", basis="stated")
    known = Index(page_data(actions=(act("a"), act("b")), links=(hedged, firm)))
    assert known.claims_from("b") == known.claims_on("a") == [firm, hedged]
    assert known.claims_from("a") == known.claims_on("b") == []


def test_actors_are_sorted_by_name_and_numbered() -> None:
    known = Index(dispute())
    assert [known.name(who) for who in known.actors] == ["Borduria", "Ruritania", "Syldavia"]
    assert known.actor_at == {"BRD": 0, "RUR": 1, "SYL": 2}


def test_what_has_no_label_stands_for_itself() -> None:
    known = Index(page_data())
    assert known.name("nobody") == "nobody"
    assert known.names(["BRD", "nobody"]) == "Borduria, nobody"
    assert known.kind("MissionWithdrawal") == "mission withdrawal"
    assert known.code("carriedOut") == "carried out"
    assert (known.action("gone"), known.post("gone")) == ("gone", "gone")


def test_a_source_is_known_by_its_number_or_not_shown() -> None:
    known = Index(dispute())
    assert (known.source("gazette-1"), known.source("courier-1"), known.source(None)) == (0, -1, -1)


@pytest.mark.parametrize(
    ("said", "place", "source"),
    [
        (report("a", 10), "characters 10 to 20 of the article's text",
         "Klow Gazette, characters 10 to 20"),
        (report("a", 10, article="gone-1"), "characters 10 to 20 of the article gone-1",
         "gone-1, characters 10 to 20"),
        (row("a", 2), "coded in a table",
         "Klow Wire (item 2), coded in a table"),
        (replace(row("a", 2), source=None, row=3), "coded in a table",
         "an unnamed source, coded in a table"),
        (claim("a", "b", table="t.csv", row=4), "coded in a table",
         "Klow Wire (item 4), coded in a table"),
        (claim("a", "b", table="u.csv", row=4), "coded in a table",
         "an unnamed source, coded in a table"),
        (claim("a", "b", article="gazette-1"), "", "Klow Gazette"),
        (claim("a", "b"), "", "an unnamed source"),
    ],
)  # fmt: skip
def test_where_something_is_said(said, place: str, source: str) -> None:
    known = index(record([act("a")], articles=(paper(),), reports=(row("a", 4),)))
    assert (known.spell_place(said), known.spell_source(said)) == (place, source)


@pytest.mark.parametrize(
    ("source", "outlet", "day"),
    [
        ("Klow Wire, 26 March 2031 (item 4)", "Klow Wire", "26 March 2031"),
        ("Klow Wire, 26 March 2031", "Klow Wire", "26 March 2031"),
        (
            "Klow Wire, Portal: News and AP via X (item 4)",
            "Klow Wire, Portal: News and AP via X",
            "",
        ),
        ("Klow Wire of 26 March 2031", "Klow Wire of 26 March 2031", ""),
        ("26 March 2031", "26 March 2031", ""),
    ],
)
def test_the_day_behind_an_outlet_is_told_apart_from_it(source: str, outlet: str, day: str) -> None:
    said = replace(row("a", 4), source=source)
    known = index(record([act("a")], reports=(said,)))
    assert (known.outlet(said), known.day_of(said)) == (outlet, day)
    assert known.publisher(said) == source


def test_the_day_of_an_article_is_when_it_was_published() -> None:
    known = index(record([act("a")], articles=(paper(published="2031-03-26"),)))
    assert known.day_of(report("a")) == "26 March 2031"
    assert known.day_of(report("a", article="gone-1")) == ""


def test_the_outlet_of_a_row_is_named_without_the_id_of_its_item() -> None:
    known = index(record([act("a")], articles=(paper(),), reports=(row("a", 4),)))
    assert known.outlet(row("a", 4)) == "Klow Wire"
    assert known.outlet(claim("a", "b", table="t.csv", row=4)) == "Klow Wire"
    assert known.outlet(report("a")) == "Klow Gazette"
    brackets = replace(known.data, labels={**known.data.labels, "gazette": "Gazette (Klow)"})
    assert Index(brackets).outlet(report("a")) == "Gazette (Klow)"


def test_everything_has_a_name_that_people_call_it_by() -> None:
    known = index(
        record(
            [act("a"), act("b", "XBO", "XRU", "2031-03-05")],
            [claim("b", "a")],
            reports=(report("a"), row("b", 2)),
            articles=(paper(),),
            cases=(Case(id="the-case", label="The feud", place=PLACE),),
        ),
        PEOPLE,
    )
    names = known.things
    assert names["action:a"] == "a"
    assert names["case:the-case"] == "The feud"
    assert names["post:minister"] == "Minister"
    assert names["actor:XBO"] == "Borduria"
    assert names["article:gazette-1"] == "Klow expels 23"
    assert names["chain:a"] == "Chain that begins with: a"
    assert names["link:b--a--retaliation-reported-asserts"] == "“b” on “a”"
    assert names["report:gazette-1-0"] == "“Klow expels 23” on “a”"
    assert names["report:t-2"] == "“Klow Wire (item 2)” on “b”"
    (tenure,) = (each for each in names if each.startswith("tenure:"))
    assert names[tenure] == "Klow Gazette as Minister"


def test_what_prepares_an_action_is_found_from_it() -> None:
    plan = act("plan", kind="Preparation", day="2031-02-01", prepares=("a",))
    known = Index(page_data(actions=(act("a"), plan)))
    assert known.prepared_by["a"] == ["plan"]
