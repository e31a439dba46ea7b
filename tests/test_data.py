"""What the bundled data says: facts of the five articles that must not get lost."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from kg.infer.built import Built
from kg.model.actions import Action, Link
from kg.model.standing import OPEN_STATES, PLANS, is_own, side_of
from kg.page import page_data
from kg.page.edges import list_lines
from kg.page.payload import start_of
from kg.paths import data_folder
from kg.read.circles import find_circles
from kg.select.address import Sight, look, read_address
from kg.tell.claims import sort_of
from kg.tell.dyads import find_dyads
from kg.tell.index import Index
from kg.tell.ladder import order_moves
from kg.tell.overview import find_overview
from kg.tell.records import describe_action


@pytest.fixture(scope="module", params=["built", "whole"], ids=["articles", "everything"])
def known(request: pytest.FixtureRequest) -> Index:
    """The bundled articles, and all bundled data, ready to be told."""
    return Index(page_data(request.getfixturevalue(request.param)))


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


def rows_of(name: str) -> list[dict[str, str]]:
    with (data_folder() / "events" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def coded_rows() -> list[dict[str, str]]:
    return [
        row
        for path in sorted((data_folder() / "events").glob("*.csv"))
        for row in rows_of(path.name)
    ]


def test_every_case_has_a_name_of_its_own(whole: Built) -> None:
    labels = {each.id: each.label for each in whole.corpus.record.cases}
    unnamed = [name for name, label in labels.items() if label.startswith("Case that begins")]
    assert unnamed == []
    assert {row["case"] for row in coded_rows() if row.get("case")} - set(labels) == set()
    assert len(set(labels.values())) == len(labels)


def test_a_row_that_was_recoded_has_the_class_of_its_trail() -> None:
    types = {row["id"]: row["type"] for row in coded_rows()}
    trail = rows_of("notes/recoded.csv")
    assert [row for row in trail if types[row["id"]] != row["after"]] == []
    assert [row for row in trail if row["before"] == row["after"] or not row["reason"]] == []


def test_an_answer_of_the_same_day_comes_after_its_trigger() -> None:
    order = {row["id"]: int(row["within_day"]) for row in coded_rows() if row["within_day"]}
    pairs = [
        (trigger, row["id"])
        for row in coded_rows()
        for trigger in row["responds_to"].split(";")
        if trigger in order and row["id"] in order
    ]
    assert len(pairs) > 20
    assert [each for each in pairs if order[each[0]] >= order[each[1]]] == []


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


def test_the_sanctions_of_2016_are_an_action_beside_the_expulsion_of_35(
    built: Built, actions: dict[str, Action]
) -> None:
    name = "us-sanctions-services-2016"
    values, actors = actions[name].values, built.corpus.actors
    counts = {each: actors[each].quantity for each in values.affected}
    assert (actions[name].kind, values.recipient) == ("Sanctions", ("fsb", "gru"))
    assert {each: (count.minimum, count.unit) for each, count in counts.items() if count} == {
        "gru-officers-2016": (4, "persons"),
        "gru-supplier-companies-2016": (3, "organizations"),
    }
    assert {
        side
        for each in built.corpus.record.reports
        if each.action == "us-expels-35-2016"
        for side in each.values.recipient
    } == {"RUS"}
    assert [
        (each.relation, each.stance)
        for each in claims(built, name, "russia-interferes-us-election-2016")
    ] == [("retaliation", "asserts")]


def test_what_eases_the_sanctions_of_2016_reverses_those_of_the_article(whole: Built) -> None:
    found = claims(whole, "2017-02-02-usa-eases-fsb-rus", "us-sanctions-services-2016")
    assert [each.relation for each in found] == ["reversal"]


def test_that_russia_answers_the_limit_of_three_years_is_one_reading_of_the_words(
    built: Built,
) -> None:
    pair = ("russia-orders-embassy-staff-out-2021", "us-limits-stay-three-years-2021")
    (found,) = claims(built, *pair)
    assert (found.relation, found.stance) == ("retaliation", "implies")
    assert found.reading_certainty == Decimal("0.5")
    assert built.answers[pair[1]].state == "answerSuggested"


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


def test_no_act_answers_itself_or_a_part_of_itself_and_no_claims_go_round(
    whole: Built,
) -> None:
    wholes = {each.id: {each.id, *each.part_of} for each in whole.corpus.record.actions}
    answers: dict[str, list[str]] = {}
    for link in whole.links:
        assert not wholes[link.response] & wholes[link.trigger], link
        if link.relation not in ("sequence", "coincidence", "nonRetaliation"):
            answers.setdefault(link.response, []).append(link.trigger)
    assert [circle for circle in find_circles(answers) if len(circle) > 1] == []


# ---- what the page calls open, and what its headlines count

#: What an open state itself names: nothing else may stand beside an act that is in it.
NAMED = {
    "unanswered": lambda response: False,
    "answeredInWords": lambda response: "SpeechAct" in response.kinds,
    "answerPlanned": lambda response: response.values.status in PLANS,
}


def test_no_act_is_called_open_beside_an_answer_or_a_refusal(known: Index) -> None:
    assert set(NAMED) == set(OPEN_STATES)
    open_acts = [name for name, answer in known.data.answers.items() if answer.open]
    assert len(open_acts) > 20
    beside = {
        (name, claim.response): known.data.answers[name].state
        for name in open_acts
        for claim in known.claims_on(name)
        if sort_of(claim, known.actions) in ("for", "inferred", "refusal")
        and not is_own(known.actions[claim.response], known.actions[name])
    }
    wrong = {
        ends: state for ends, state in beside.items() if not NAMED[state](known.actions[ends[1]])
    }
    assert wrong == {}


def test_every_number_of_the_headlines_counts_what_its_link_shows(known: Index) -> None:
    overview = find_overview(known)
    sight = Sight(
        actions=[describe_action(each, known) for each in known.ordered],
        claims=[(*each.ends, each.drawn, each.signs) for each in list_lines(known)],
        chains={}, actors=known.actors, cases=known.cases,
    )  # fmt: skip
    counted = {"view=open": len(overview.open), "view=pairs": len(overview.dyads)}
    links = [(text, address) for line in overview.headlines for text, address in line if address]
    found = {
        address: counted[address] if address in counted
        else len(look(sight, read_address(f"#{address}", sight))[0])
        for _, address in links
    }  # fmt: skip
    assert {address: int(text.split()[0].replace(",", "")) for text, address in links} == found
    assert len(found) >= 6


def test_every_pair_counts_the_moves_that_its_address_shows(known: Index) -> None:
    sight = Sight(
        actions=[describe_action(each, known) for each in known.ordered],
        claims=[], chains={}, actors=known.actors, cases=known.cases,
    )  # fmt: skip
    for dyad in find_dyads(known):
        shown, _ = look(sight, read_address(f"#pair={dyad.key}", sight))
        assert {known.at[each.id] for each in dyad.moves} == shown
        assert sum(dyad.by) + dyad.joint == len(dyad.moves)


def test_every_act_stands_in_the_ladder_once_and_no_dated_answer_before_its_trigger_of_that_day(
    known: Index,
) -> None:
    order = order_moves(known)
    assert sorted(each.id for each in order) == sorted(known.actions)
    at = {each.id: number for number, each in enumerate(order)}
    turned = [
        (claim.trigger, claim.response)
        for claim in known.data.links
        if side_of(claim) == "for" and at[claim.response] < at[claim.trigger]
    ]
    # Only where the days that the sources give say so themselves:
    days = [(known.actions[x].earliest, known.actions[y].latest) for x, y in turned]
    assert [(one, other) for one, other in days if not (one and other and other < one)] == []


def test_the_page_of_everything_opens_on_pairs(built: Built, whole: Built) -> None:
    opened = [start_of(Index(page_data(each))) for each in (whole, built)]
    assert opened == ["pairs", "ladder"]
