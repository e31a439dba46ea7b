"""Entities of FollowTheMoney become actors, posts and tenures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from tables_made import ACTORS

from kg.errors import Place, UnreadableError
from kg.importers.directory import Directory
from kg.importers.followthemoney import read_entities
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming

HERE = Place("a.ftm.json", 1, 1)


def entity(key: str, schema: str, /, **properties: Sequence[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties, "datasets": ["klow_register"]}


def read(*values: Any, labels: Mapping[str, str] | None = None) -> tuple[dict[str, Any], Ledger]:
    ledger = Ledger()
    directory = Directory(ACTORS, ledger)
    given = [(HERE, json.loads(json.dumps(each))) for each in values]
    read_entities(given, Renaming(labels=labels or {}), directory, ledger)
    made = directory.write()
    return (yaml.load(made, yaml.BaseLoader) if made else {}), ledger


BODY = entity("b1", "PublicBody", name=["Office of Cheese"], weakAlias=["OC"], country=["xbo"])
PERSON = entity("p1", "Person", name=["Ada Oat", "A. Oat"], wikidataId=["Q99"], birthDate=["2000"])
POST = entity("o1", "Position", name=["Head of Cheese"], organization=["b1"])
TENURE = entity(
    "t1", "Occupancy", holder=["p1"], post=["o1"], startDate=["2029-01-04"], status=["current"],
    sourceUrl=["https://klow.example/oat"],
)  # fmt: skip


def test_bodies_persons_posts_and_tenures_are_made() -> None:
    made, ledger = read(TENURE, POST, PERSON, BODY)  # in any order
    tenure = {
        "post": "head-of-cheese",
        "since": "2029-01-04",
        "until": "..",
        "dateSource": "https://klow.example/oat",
    }
    assert made["actors"] == [
        {
            "id": "ada-oat",
            "type": "Person",
            "label": "Ada Oat",
            "altLabel": "A. Oat",
            "exactMatch": "Q99",
            "tenures": [tenure],
        },
        {
            "id": "office-of-cheese",
            "type": "GovernmentBody",
            "label": "Office of Cheese",
            "altLabel": "OC",
            "partOf": "XBO",
        },
    ]
    assert made["posts"] == [
        {"id": "head-of-cheese", "label": "Head of Cheese", "postOf": "office-of-cheese"}
    ]
    assert [item.what for item, _ in ledger.left] == ["birthDate 2000"]


def test_a_tenure_without_an_address_names_its_dataset_or_says_that_it_has_none() -> None:
    plain = {**TENURE, "properties": {"holder": ["p1"], "post": ["o1"], "endDate": ["2030"]}}
    bare = {**plain, "id": "t2", "datasets": []}
    made, _ = read(BODY, PERSON, POST, plain, bare)
    told = [each["dateSource"] for each in made["actors"][0]["tenures"]]
    assert sorted(told) == [
        "FollowTheMoney t1, klow_register",
        "FollowTheMoney t2, without a reference",
    ]
    assert made["actors"][0]["tenures"][0]["until"] == "2030"


def test_what_is_none_of_ours_is_left_out_with_its_schema() -> None:
    made, ledger = read(entity("v1", "Vessel", name=["Karaboudjan"]), BODY)
    assert len(made["actors"]) == 1
    assert "schema 'Vessel' is not an actor, a post or a tenure" in [why for _, why in ledger.left]
    made, ledger = read(
        entity("v1", "Vessel", name=["Karaboudjan"]), BODY, labels={"Vessel": "ignore"}
    )
    assert not ledger.is_short
    made, _ = read(entity("m1", "Military", name=["Guard"]), labels={"Military": "GovernmentBody"})
    assert made["actors"][0]["type"] == "GovernmentBody"


def test_who_is_known_stays_and_is_referred_to() -> None:
    league = entity("x", "Organization", name=["The League"])
    body = entity("b", "PublicBody", name=["Secretariat"], parent=["x"])
    made, ledger = read(league, body)
    assert [(each["id"], each["partOf"]) for each in made["actors"]] == [("secretariat", "league")]
    assert "is known here as 'league', which is kept as it is" in [why for _, why in ledger.left]


def test_an_item_of_wikidata_may_be_the_id_and_what_is_none_is_left_out() -> None:
    made, ledger = read(
        entity("Q77", "Person", name=["Jo Rye"]),
        entity("x", "Person", name=["Ada Oat"], wikidataId=["Q0"]),
    )
    assert [each.get("exactMatch") for each in made["actors"]] == [None, "Q77"]
    assert [why for _, why in ledger.left] == ["it is not an item of Wikidata"]


def test_names_that_are_alike_get_ids_of_their_own() -> None:
    made, _ = read(
        entity("1", "Person", name=["Jo Rye"]), entity("2", "Person", name=["Jo Rye"]),
        entity("1", "Person", name=["Jo Rye again"]),
    )  # fmt: skip
    assert [each["id"] for each in made["actors"]] == ["jo-rye", "jo-rye-2"]


ODD: tuple[Any, ...] = (
    {"id": "a", "schema": "Person", "properties": None},
    {"id": "a", "schema": "Person", "properties": {"name": [None, {}, []]}},
    {"id": None, "schema": "Person", "properties": {"name": ["Ada"]}},
    {"id": "a", "schema": ["Person"], "properties": {"name": ["Ada"]}},
    {"id": "a", "schema": "Person", "properties": {"name": ["m.n@klow.example"]}},
    {"id": "a", "schema": "Person", "properties": {"name": ["\u202e"]}},
    {"id": "a", "schema": "Occupancy", "properties": {"holder": ["a"]}},
    {"id": "a", "schema": "Occupancy", "properties": {"holder": ["a"], "post": ["b"],
                                                      "startDate": ["soon", 5]}},
    {"id": "a", "schema": "Position", "properties": {"name": ["Head"]}},
)  # fmt: skip


@pytest.mark.parametrize("value", ODD)
def test_odd_entities_are_left_out_and_counted(value: Any) -> None:
    made, ledger = read(value)
    assert made == {}
    assert ledger.is_short
    for counts in ledger.report()["kinds"].values():
        assert counts["imported"] == 0


@pytest.mark.parametrize("value", [3, [], {}, {"id": "a", "schema": "Person"}])
def test_what_is_no_entity_is_refused(value: Any) -> None:
    with pytest.raises(UnreadableError, match="is not an entity of FollowTheMoney"):
        read(value)


def test_a_real_register_adds_up(shared: Path) -> None:
    lines = (shared / "corpora/ftm/eu_authorities_70.ftm.json").read_text("utf-8").splitlines()
    made, ledger = read(*map(json.loads, lines))
    assert len(made["actors"]) == 70
    assert ledger.report()["kinds"] == {
        "entities": {"read": 70, "imported": 70, "leftOut": 0},
        # names and other names; jurisdictions where the invented directory has no European Union
        "properties": {"read": 552, "imported": 139, "leftOut": 413},
    }


def test_a_value_that_stands_alone_is_read_as_a_list_of_one() -> None:
    person = entity("p1", "Person")
    made, ledger = read({**person, "properties": {"name": "Ada Oat", "topics": "role.pep"}})
    assert made["actors"] == [{"id": "ada-oat", "type": "Person", "label": "Ada Oat"}]
    assert ledger.line() == "read 3, imported 2, left out 1"
