"""Names and the things they may mean."""

from __future__ import annotations

import pytest
from support import PLACE, act, index, paper, people, record, report

from kg.errors import UsageError
from kg.model.actions import Case
from kg.model.actors import Actor
from kg.tell.search import find_thing, hits_table, nearest, search, search_actors

ENVOY = Actor(
    id="envoy", kind="Person", label="Élodie Łukasz", alt_labels=("Mme Lukasz",), place=PLACE
)
GROUP = Actor(id="plain-group", kind="Group", label="Bordurian envoys", place=PLACE)
PEOPLE = people(ENVOY, GROUP)
INDEX = index(
    record(
        [act("strike-on-klow"), act("border-closure", "envoy")],
        reports=(report("strike-on-klow", attributed_to=("envoy", "plain-group")),),
        articles=(paper(),),
        cases=(Case(id="the-case", label="The feud", place=PLACE),),
    ),
    PEOPLE,
)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(each.thing, each.match, each.field) for each in search(INDEX, text)]


def test_exact_comes_before_prefix_before_word_before_substring() -> None:
    assert found("envoy") == [
        ("actor:envoy", "exact", "id"),
        ("actor:plain-group", "substring", "label"),
    ]
    assert found("border")[0] == ("action:border-closure", "prefix", "id")
    assert found("klow")[0][1] in ("prefix", "word")
    assert found("ordur") == [
        ("actor:XBO", "substring", "label"),
        ("actor:plain-group", "substring", "label"),
    ]


@pytest.mark.parametrize("text", ["élodie łukasz", "ELODIE LUKASZ", " elodie  lukasz "])
def test_case_accents_and_space_do_not_count(text: str) -> None:
    assert found(text)[0] == ("actor:envoy", "exact", "label")


def test_other_names_are_names_and_words_may_stand_in_any_order() -> None:
    assert found("mme lukasz")[0] == ("actor:envoy", "exact", "other name")
    assert found("lukasz elodie")[0] == ("actor:envoy", "words", "label")


def test_a_publisher_leads_to_its_articles() -> None:
    assert ("article:gazette-1", "exact", "publisher") in found("klow gazette")


def test_a_thing_is_found_once() -> None:
    things = [each.thing for each in search(INDEX, "ruritania")]
    assert len(things) == len(set(things)) > 0


def test_what_is_not_there_has_the_nearest_name_beside_it() -> None:
    assert search(INDEX, "Rurritania") == []
    assert nearest(INDEX, "Rurritania") == "; did you mean 'Ruritania'?"
    assert nearest(INDEX, "zzzzzz") == ""
    assert hits_table([]).rows == ()


@pytest.mark.parametrize("text", ["", "  ", "\u0301"])
def test_no_text_is_no_question(text: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        search(INDEX, text)


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("envoy", "actor:envoy"),
        ("actor:envoy", "actor:envoy"),
        ("Borduria", "actor:XBO"),
        ("strike-on-klow", "action:strike-on-klow"),
        ("case:the-case", "case:the-case"),
        ("the feud", "case:the-case"),
    ],
)
def test_a_thing_goes_by_id_and_exact_name(name: str, thing: str) -> None:
    assert find_thing(INDEX, name) == thing


@pytest.mark.parametrize(
    "name", ["action:envoy", "actor:no such", "Rurritania", "action:", "a b>c"]
)
def test_what_nothing_is_called_is_told(name: str) -> None:
    with pytest.raises(UsageError, match="the graph has no"):
        find_thing(INDEX, name)


def test_an_iri_as_other_outputs_print_it_is_a_name() -> None:
    iri = "https://w3id.org/retaliation-kg/id/actor/envoy"
    assert find_thing(INDEX, iri) == find_thing(INDEX, f"<{iri}>") == "actor:envoy"


def test_a_term_of_the_ontology_is_told_where_it_is_explained() -> None:
    with pytest.raises(UsageError, match=r"docs/ontology\.md"):
        find_thing(INDEX, "ret:Expulsion")


def test_a_name_of_two_things_asks_for_the_id() -> None:
    twin = Actor(id="twin", kind="State", label="Borduria", iso3="XTW", place=PLACE)
    known = index(record([act("a"), act("b", "twin")]), people(twin))
    with pytest.raises(
        UsageError, match=r"may be actor:XBO \(Borduria\) or actor:twin \(Borduria\); give"
    ):
        find_thing(known, "Borduria")


def test_a_state_goes_by_every_name_and_an_ambiguous_one_by_none() -> None:
    britain = Actor(id="GBR", kind="State", label="United Kingdom", iso3="GBR", place=PLACE)
    known = index(record([act("a", "GBR", "COD")]), people(britain))
    assert {find_thing(known, name) for name in ("the UK", "U.K.", "GB", "London")} == {"actor:GBR"}
    assert [(x.thing, x.match) for x in search(known, "the UK")] == [("actor:GBR", "exact")]
    with pytest.raises(UsageError, match=r"'Congo' may be actor:COD .* or actor:COG \(Congo\)"):
        find_thing(known, "Congo")


def test_a_hint_names_a_thing_of_the_graph_with_its_label_and_never_the_text() -> None:
    named = Actor(id="x1", kind="Organization", label="Strelsau Bank (closed)", place=PLACE)
    known = index(record([act("a", "x1")]), people(named))
    for text, told in (
        ("Bordurai", r"the graph has no 'Bordurai'; did you mean 'actor:XBO' \(Borduria\)\?"),
        ("Strelsau", r"the graph has no 'Strelsau' \("),
        ("Frnace", r"the graph has no 'Frnace' \("),
    ):
        with pytest.raises(UsageError, match=told):
            find_thing(known, text)


def test_the_directory_is_searched_in_the_same_way() -> None:
    assert [each.id for each in search_actors(PEOPLE, "ELODIE")] == ["envoy"]
    assert search_actors(PEOPLE, "turkiye")[0].id == "TUR"
    assert [search_actors(PEOPLE, each)[0].id for each in ("the UK", "Moscow")] == ["GBR", "RUS"]
    assert [each.id for each in search_actors(PEOPLE, "Congo")[:2]] == ["COD", "COG"]
    assert search_actors(PEOPLE, "no one of that name") == []
    everyone = [each.id for each in search_actors(PEOPLE)]
    assert everyone == sorted(everyone)
    assert {"XRU", "envoy", "FRA"} <= set(everyone)
