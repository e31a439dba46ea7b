"""Items of Wikidata become actors, posts and tenures, each with its reference or marked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tables_made import ACTORS

from kg.errors import Place, UnreadableError
from kg.importers.directory import Directory
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.wikidata import read_items

Claims = dict[str, list[dict[str, Any]]]


def snak(value: Any, kind: str = "value") -> dict[str, Any]:
    if isinstance(value, str) and value[:1] == "Q":
        value = {"entity-type": "item", "id": value}
    if isinstance(value, str) and value[:1] == "+":
        length = value.count("-")
        value = {"time": value, "precision": 11 if length == 2 and "-00" not in value else 9,
                 "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}  # fmt: skip
    return {"snaktype": kind, **({"datavalue": {"value": value}} if kind == "value" else {})}


def statement(value: Any, rank: str = "normal", **more: Any) -> dict[str, Any]:
    qualifiers = {key: [snak(*told)] for key, told in more.get("qualifiers", {}).items()}
    references = [{"snaks": {key: [snak(x)]}} for key, x in more.get("references", ())]
    return {"mainsnak": snak(value), "rank": rank, "qualifiers": qualifiers,
            "references": references}  # fmt: skip


def item(name: str, label: str, claims: Claims) -> dict[str, Any]:
    return {"id": name, "labels": {"en": {"value": label}, "de": {"value": f"{label} (de)"}},
            "aliases": {"en": [{"value": f"{label} the second"}]}, "claims": claims}  # fmt: skip


def read(*values: Any, labels: Mapping[str, str] | None = None) -> tuple[dict[str, Any], Ledger]:
    ledger = Ledger()
    directory = Directory(ACTORS, ledger)
    given = [(Place("a.json"), json.loads(json.dumps(each))) for each in values]
    read_items(given, Renaming(labels=labels or {}), directory, ledger)
    made = directory.write()
    return (yaml.load(made, yaml.BaseLoader) if made else {}), ledger


STATE = item("Q1", "Borduria", {"P31": [statement("Q6256")]})
BODY = item("Q2", "Office of Cheese", {"P31": [statement("Q327333")], "P17": [statement("Q1")]})
POST = item("Q3", "Head of Cheese", {"P2389": [statement("Q2")]})
HELD = statement(
    "Q3",
    qualifiers={"P580": ("+2029-01-04T00:00:00Z",), "P582": ("", "novalue")},
    references=[("P854", "https://klow.example/oat"), ("P143", "Q328")],
)
PERSON = item("Q4", "Ada Oat", {"P31": [statement("Q5")], "P39": [HELD]})


def test_who_held_which_post_is_told_with_its_references() -> None:
    made, ledger = read(PERSON, POST, BODY, STATE)
    assert made["actors"] == [
        {
            "id": "ada-oat",
            "type": "Person",
            "label": "Ada Oat",
            "altLabel": "Ada Oat the second",
            "exactMatch": "Q4",
            "tenures": [
                {
                    "post": "head-of-cheese",
                    "since": "2029-01-04",
                    "until": "..",
                    "dateSource": "Wikidata Q4 P39: https://klow.example/oat; Q328",
                }
            ],
        },
        {
            "id": "office-of-cheese",
            "type": "GovernmentBody",
            "label": "Office of Cheese",
            "altLabel": "Office of Cheese the second",
            "partOf": "XBO",
            "exactMatch": "Q2",
        },
    ]
    assert made["posts"] == [
        {"id": "head-of-cheese", "label": "Head of Cheese", "postOf": "office-of-cheese"}
    ]
    kinds = ledger.report()["kinds"]
    assert kinds["entities"] == {"read": 4, "imported": 3, "leftOut": 1}  # the state is known
    assert kinds["qualifiers"] == {"read": 2, "imported": 2, "leftOut": 0}
    assert kinds["references"] == {"read": 2, "imported": 2, "leftOut": 0}


def tenures(held: dict[str, Any]) -> tuple[list[dict[str, str]], Ledger]:
    person = item("Q4", "Ada Oat", {"P31": [statement("Q5")], "P39": [held]})
    made, ledger = read(person, POST, BODY, STATE)
    return made["actors"][0].get("tenures", []), ledger


def test_a_statement_without_a_reference_is_marked() -> None:
    (found,), _ = tenures(statement("Q3"))
    assert found == {"post": "head-of-cheese", "dateSource": "Wikidata Q4 P39, without a reference"}


def test_deprecated_statements_are_passed_over() -> None:
    found, ledger = tenures(statement("Q3", "deprecated", references=[("P854", "https://x.org")]))
    assert found == []
    whys = [why for _, why in ledger.left]
    assert whys.count("its rank is deprecated") == 2  # with its reference


@pytest.mark.parametrize(
    ("time", "precision", "calendar", "since"),
    [
        ("+2029-01-04T00:00:00Z", 11, "Q1985727", "2029-01-04"),
        ("+2029-01-00T00:00:00Z", 10, "Q1985727", "2029-01"),
        ("+2029-00-00T00:00:00Z", 9, "Q1985727", "2029"),
        ("+2029-00-00T00:00:00Z", 8, "Q1985727", None),  # a decade
        ("+2029-02-31T00:00:00Z", 11, "Q1985727", None),
        ("+1029-02-01T00:00:00Z", 11, "Q1985786", None),  # Julian
        ("soon", 11, "Q1985727", None),
        ({}, 11, "", None),
        ("+2029-01-04T00:00:00Z", "11", "Q1985727", None),
        ("+2029-01-04T00:00:00Z", [11], "Q1985727", None),
    ],
)
def test_times_are_as_exact_as_they_are_told(
    time: Any, precision: Any, calendar: str, since: str | None
) -> None:
    value = {"time": time, "precision": precision, "calendarmodel": f"http://x/{calendar}"}
    (found,), _ = tenures(statement("Q3", qualifiers={"P580": (value,)}))
    assert found.get("since") == since


def test_officeholders_of_a_post_are_its_holders() -> None:
    person = item("Q4", "Ada Oat", {"P31": [statement("Q5")]})
    claims = {"P31": [statement("Q4164871")], "P17": [statement("Q1")],
              "P1308": [statement("Q4", references=[("P248", "Q2")])]}  # fmt: skip
    made, _ = read(item("Q3", "Head of Cheese", claims), person, BODY, STATE)
    (found,) = next(each for each in made["actors"] if each["id"] == "ada-oat")["tenures"]
    assert found["dateSource"] == "Wikidata Q3 P1308: Office of Cheese"
    assert made["posts"][0]["postOf"] == "XBO"


def test_a_preferred_statement_goes_first() -> None:
    claims = {"P31": [statement("Q43229"), statement("Q327333", "preferred")]}
    made, _ = read(item("Q2", "Office of Cheese", claims))
    assert made["actors"][0]["type"] == "GovernmentBody"


def test_what_nothing_says_the_class_of_needs_a_mapping() -> None:
    odd = item("Q9", "Zileheroum", {"P31": [statement("Q777")], "P6": [statement("Q4")]})
    made, ledger = read(odd)
    assert made == {}
    assert {why for _, why in ledger.left} == {
        "it is not in English",
        "it is an instance of Q777, not a class of actor; name ours under [labels]",
    }
    made, ledger = read(odd, labels={"Q777": "Organization"})
    assert made["actors"][0]["type"] == "Organization"
    _, ledger = read(odd, labels={"Q777": "ignore"})
    assert {why for _, why in ledger.left} == {
        "it is not in English",
        "the mapping ignores what it is",
    }


def test_a_state_is_never_drafted() -> None:
    made, ledger = read(item("Q1", "Elbonia", {"P31": [statement("Q6256")]}))
    assert made == {}
    assert "'Elbonia' is not a known state; declare it in data/actors" in [
        why for _, why in ledger.left
    ]


def test_documents_with_entities_are_read_too() -> None:
    made, _ = read({"entities": {"Q2": BODY, "Q1": STATE}})
    assert [each["partOf"] for each in made["actors"]] == ["XBO"]


ODD: tuple[Any, ...] = (
    {"claims": None}, {"claims": []}, {"claims": {"P31": None}}, {"claims": {"P31": [None, 3]}},
    {"claims": {"P31": [{"mainsnak": []}]}}, {"entities": []}, {"entities": {"Q1": None}},
    {"claims": {}, "id": 3, "labels": [], "aliases": {"en": {"value": 3}}},
    {"claims": {"P39": [{"qualifiers": [], "references": [None, {"snaks": 3}]}]}},
    {"claims": {"P31": [statement("Q5")]}, "id": "Q4", "labels": {"en": {"value": ["x"]}}},
)  # fmt: skip


@pytest.mark.parametrize("value", ODD)
def test_odd_items_are_left_out_and_counted(value: Any) -> None:
    made, ledger = read(value)
    assert made == {}
    for counts in ledger.report()["kinds"].values():
        assert counts["imported"] == 0


@pytest.mark.parametrize("value", [3, [], {}, {"id": "Q1"}])
def test_what_is_no_item_is_refused(value: Any) -> None:
    with pytest.raises(UnreadableError, match="is not an item of Wikidata"):
        read(value)


def test_a_real_item_adds_up(shared: Path) -> None:
    value = json.loads((shared / "corpora/wikidata/Q22.json").read_text("utf-8"))
    made, ledger = read(value, labels={"Q3336843": "GovernmentBody"})
    assert [each["exactMatch"] for each in made["actors"]] == ["Q22"]
    kinds = ledger.report()["kinds"]
    assert {kind: counts["read"] for kind, counts in kinds.items()} == {
        "entities": 1, "labels": 195, "aliases": 22, "statements": 81, "qualifiers": 17,
        "references": 21,
    }  # fmt: skip
    _, ledger = read(value)
    assert ledger.report()["kinds"]["statements"] == {"read": 81, "imported": 0, "leftOut": 81}
