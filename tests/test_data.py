"""What the bundled data says: facts of the five articles that must not get lost."""

from __future__ import annotations

import csv
import re

import pytest

from kg.infer.built import Built
from kg.model.actions import Action, Link
from kg.model.standing import side_of
from kg.paths import data_folder


@pytest.fixture(scope="module")
def actions(built: Built) -> dict[str, Action]:
    return {each.id: each for each in built.corpus.record.actions}


def claims(built: Built, response: str, trigger: str) -> list[Link]:
    return [
        each
        for each in built.corpus.record.links
        if (each.response, each.trigger) == (response, trigger)
    ]


def test_five_articles_are_annotated(built: Built) -> None:
    publishers = sorted(each.publisher for each in built.corpus.record.articles)
    assert publishers == [
        "moscow-times",
        "nytimes",
        "orlando-advocate",
        "rferl",
        "right-wing-pundit",
    ]


def test_a_coded_row_names_the_outlets_of_its_item_and_the_item() -> None:
    for path in sorted((data_folder() / "events").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            sources = [each["source"] for each in csv.DictReader(lines)]
        strange = [x for x in sources if not re.fullmatch(r"[^;]*[^\s;] \(wce-\d{6}\)", x)]
        assert (len(sources) > 400, strange) == (True, [])


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("us-expels-60-2018", 60),
        ("uk-expels-23-2018", 23),
        ("canada-expels-4-2018", 4),
        ("poland-expels-4-2018", 4),
        ("germany-expels-4-2018", 4),
        ("us-expels-12-un-2022", 12),
        ("us-expels-12-at-un-2018", 12),
        ("us-expels-35-2016", 35),
        ("us-withdraws-privileges-27-2021", 27),
    ],
)
def test_the_counts_that_the_articles_agree_on_stand_on_the_action(
    name: str, count: int, actions: dict[str, Action]
) -> None:
    quantity = actions[name].values.quantity
    assert quantity is not None
    assert (quantity.minimum, quantity.maximum, quantity.unit) == (count, count, "persons")


@pytest.mark.parametrize("name", ["us-expels-60-2018", "us-expels-12-un-2022"])
def test_an_event_told_by_two_articles_is_one_action_with_reports_from_both(
    name: str, built: Built
) -> None:
    papers = {each.article for each in built.corpus.record.reports if each.action == name}
    assert len(papers) == 2


def test_two_expulsions_of_twelve_are_two_actions(actions: dict[str, Action]) -> None:
    assert actions["us-expels-12-at-un-2018"].part_of == ("us-expels-60-2018",)
    assert actions["us-expels-12-un-2022"].part_of == ()


def test_the_ambassador_speaks_against_the_expulsion_and_not_its_occurrence(
    actions: dict[str, Action],
) -> None:
    assert "legality" in actions["us-expels-12-un-2022"].contested
    assert "responsibility" in actions["skripal-poisoning-2018"].contested


def test_what_some_believe_is_a_hedged_claim_of_theirs(built: Built) -> None:
    found = claims(built, "us-expels-second-diplomat-2022", "russia-expels-second-diplomat-2022")
    assert [each.stance for each in found] == ["speculates"]


def test_right_after_is_an_order_and_the_answer_only_inferred(built: Built) -> None:
    pair = ("russia-orders-embassy-staff-out-2021", "us-withdraws-privileges-27-2021")
    assert {each.relation for each in claims(built, *pair)} == {"sequence"}
    assert [(each.response, each.trigger) for each in built.inferred] == [pair]


def test_britain_answered_the_poisoning_ten_days_later(built: Built) -> None:
    found = claims(built, "uk-expels-23-2018", "skripal-poisoning-2018")
    assert {(each.min_lag, each.max_lag) for each in found} == {(10, 10)}
    assert ("reported", "asserts") in {(each.basis, each.stance) for each in found}


def test_the_allies_side_with_britain(built: Built) -> None:
    found = claims(built, "eu-14-expel-2018", "skripal-poisoning-2018")
    assert ("solidarity", ("GBR",)) in {(each.relation, each.solidarity_with) for each in found}


def test_a_long_preparation_speaks_against_an_answer_to_the_invasion(built: Built) -> None:
    found = claims(built, "us-expels-12-un-2022", "russia-invades-ukraine-2022")
    answers = [each for each in found if side_of(each) == "for"]
    assert all(each.disputed_by for each in answers)
    assert all(each.stance != "asserts" for each in answers)


def test_a_prepared_response_leaves_the_harassment_planned_to_be_answered(built: Built) -> None:
    assert built.answers["russia-harasses-us-diplomats-2016"].state == "answerPlanned"


def test_no_material_action_lacks_who_acted(actions: dict[str, Action]) -> None:
    assert [each.id for each in actions.values() if each.material and not each.values.actor] == []
