"""How many, as the sources tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import act, index, paper, record, report

from kg.model.actions import Action, Report, Values
from kg.model.actors import Quantity
from kg.tell.counts import caption_count, sort_count, told_count

STRIKE = act("strike")


def persons(least: int | None, most: int | None, unit: str = "persons", **more: bool) -> Quantity:
    return Quantity(minimum=least, maximum=most, unit=unit, **more)


def accounts(*counts: Quantity | None, stance: str = "asserts") -> tuple[Report, ...]:
    """A report a count, each of the strike."""
    return tuple(
        report("strike", start, stance=stance, values=Values(quantity=count))
        for start, count in enumerate(counts)
    )


def told(*reports: Report, action: Action = STRIKE) -> tuple[str, int]:
    known = index(record([action], reports=reports, articles=(paper(),)))
    return told_count(action, known), sort_count(action, known)


def test_a_count_that_sources_agree_on_stands_with_its_unit() -> None:
    fourteen = replace(STRIKE, values=Values(quantity=persons(14, 14, "states")))
    assert told(action=fourteen) == ("14 states", 14)
    assert told() == ("", -1)


@pytest.mark.parametrize(
    ("counts", "words", "least"),
    [
        ((persons(20, 20), persons(24, 24), persons(22, 22)), "20–24 persons", 20),
        ((persons(23, None), persons(4, 4)), "at least 4 persons", 4),
        ((persons(None, 9), persons(4, 4)), "at most 9 persons", 9),
        ((persons(None, 9), persons(5, None)), "5–9 persons", 5),
        ((persons(60, 60, approximate=True), persons(62, 62)), "about 60–62 persons", 60),
        ((persons(3, 3, "missions"), persons(40, 40)), "3 missions or 40 persons", 3),
        ((persons(None, None), persons(4, 4)), "4 persons", 4),
        ((persons(None, None), persons(None, None, approximate=True)),
         "a number of persons not given", -1),
    ],
)  # fmt: skip
def test_accounts_that_differ_are_told_with_the_range_over_them(counts, words, least) -> None:
    assert told(*accounts(*counts)) == (f"{words}, accounts differ", least)


def test_who_gives_no_count_or_the_same_one_does_not_differ() -> None:
    assert told(*accounts(persons(5, 5), None, persons(5, 5))) == ("5 persons", 5)


def test_who_denies_the_act_or_only_hedges_beside_an_assertion_is_not_counted() -> None:
    (denied,) = accounts(persons(9, 9), stance="denies")
    (hedged,) = accounts(persons(7, 7), stance="alleges")
    (said,) = accounts(persons(5, 5))
    rest = [replace(each, iri=f"r{n}") for n, each in enumerate((denied, hedged))]
    assert told(said, *rest) == ("5 persons", 5)
    assert told(*rest) == ("7 persons", 7)


def test_a_caption_leaves_out_one_person_and_nothing_else() -> None:
    known = index(record([STRIKE]))
    for count, words in (
        (persons(1, 1), ""), (persons(1, 1, "states"), "1 state"), (persons(0, 0), "0 persons"),
        (persons(1, None), "at least 1 person"), (persons(60, 60), "60 persons"),
    ):  # fmt: skip
        counted = replace(STRIKE, values=Values(quantity=count))
        assert caption_count(counted, known) == words
        assert told_count(counted, known) == words or count == persons(1, 1)
