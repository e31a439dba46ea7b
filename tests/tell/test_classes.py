"""The classes of action as people choose among them."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import KINDS
from kg.tell.classes import classes_table, read_classes, search_classes, unknown_class


def names(word: str) -> list[str]:
    return [each.name for each in search_classes(word)]


def test_every_class_has_a_definition_and_all_but_the_abstract_an_example() -> None:
    classes = read_classes()
    assert [each.name for each in classes] == list(KINDS)
    assert [each.name for each in classes if not each.definition or not each.examples] == []


def test_a_class_is_described_as_the_ontology_does() -> None:
    (found,) = [each for each in read_classes() if each.name == "Recall"]
    assert (found.label, found.above, found.depth, found.material) == (
        "recall", "DiplomaticMeasure", 2, True,
    )  # fmt: skip
    assert found.definition.startswith("An order by a sending state")
    assert found.examples == ("Syldavia calls home its ambassador for consultations.",)
    assert found.others == ("sending home another state's diplomats (an expulsion).",)


def test_measures_and_hostile_acts_are_material_and_easings_and_speech_are_not() -> None:
    material = {each.name for each in read_classes() if each.material}
    assert {"Expulsion", "Sanctions", "Cyberattack", "MilitaryInvasion"} <= material
    assert {"Tariff", "MediaRestriction", "TransportRestriction", "Seizure"} <= material
    assert material & {"Easing", "Threat", "Debate", "Preparation", "Action"} == set()


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Expulsion", "Expulsion"),
        ("expulsion", "Expulsion"),
        ("expelled", "Expulsion"),
        ("send home", "Expulsion"),
        ("persona", "PersonaNonGrataDeclaration"),
        ("DÉMARCHE", "Protest"),
        ("consulate", "MissionClosure"),
        ("spying", "Espionage"),
        ("attaché's flat", "HomeIntrusion"),
        ("congratulating", "Praise"),
        ("criticize", "Condemnation"),
        ("criticising", "Condemnation"),
        ("punished", "Sanctions"),
        ("interfering", "ElectionInterference"),
        ("interference", "ElectionInterference"),
        ("calls", "Appeal"),
        ("called on", "Appeal"),
        ("order", "Expulsion"),
        ("kicked out", "Expulsion"),
        ("said", "Statement"),
        ("thanks", "Praise"),
        ("embargoes", "TradeRestriction"),
        ("tariffs", "Tariff"),
        ("frozen assets", "AssetFreeze"),
        ("cut aid", "AidSuspension"),
        ("treaty", "AgreementSuspension"),
        ("off air", "MediaRestriction"),
        ("ports", "TransportRestriction"),
        ("closed the border", "BorderClosure"),
        ("overflights", "AirspaceClosure"),
        ("arrested", "Detention"),
        ("impounded", "Seizure"),
        ("troops", "MilitaryDeployment"),
        ("seized ship", "Seizure"),
        ("missile strike", "Attack"),
    ],
)
def test_a_word_of_the_news_leads_to_its_class(word: str, first: str) -> None:
    assert names(word)[:1] == [first]


@pytest.mark.parametrize(
    ("word", "not_found"),
    [("order", "MilitaryInvasion"), ("ally", "Espionage"), ("arm", "Harassment")],
)
def test_a_word_fits_no_text_in_the_middle_of_its_words(word: str, not_found: str) -> None:
    assert not_found not in names(word)


def test_every_class_that_acts_fall_into_has_words_of_its_own() -> None:
    above = {each.above for each in read_classes()} - {"Expulsion", "Attack", "Harassment"}
    bare = [each.name for each in read_classes() if not each.words and each.name not in above]
    assert bare == []


def test_other_words_are_not_the_label_again() -> None:
    assert [each.name for each in read_classes() if each.label in each.words] == []


def test_without_a_word_every_class_is_listed_and_for_a_strange_one_none() -> None:
    assert names("  ") == list(KINDS)
    assert names("zzzq") == []


def test_a_slip_is_answered_with_the_class_it_may_mean() -> None:
    lists = "(kg classes lists them all)"
    assert unknown_class("Expulsoin") == (
        f"no class of action says 'Expulsoin'; did you mean 'Expulsion'? {lists}"
    )
    assert unknown_class("zzzq") == f"no class of action says 'zzzq' {lists}"


def test_people_see_a_tree_of_all_classes_and_a_flat_list_of_some() -> None:
    whole = classes_table(read_classes(), people=True)
    assert whole.header == ("class", "material", "definition", "example")
    assert [row[:2] for row in whole.rows if "Assault" in row[0]] == [("· · · Assault", "yes")]
    some = classes_table(search_classes("assault"), people=True)
    assert some.rows[0][0] == "Assault"


def test_scripts_get_every_column() -> None:
    table = classes_table(search_classes("recall")[:1])
    assert table.header == (
        "class", "label", "kind_of", "material", "definition", "example", "not",
    )  # fmt: skip
    assert table.rows[0][:4] == ("Recall", "recall", "DiplomaticMeasure", "yes")
