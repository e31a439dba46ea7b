"""A settled record taken apart and joined again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import PLACE, act, people, record

from kg.model.actions import Account, Case
from kg.read.accounts import join_accounts
from kg.read.corpus import read_corpus
from kg.read.rejoin import to_accounts

RIVALS = Path(__file__).parents[1] / "fixtures" / "rival-states"


@pytest.mark.parametrize("name", ["rivals", "whole"])
def test_a_record_taken_apart_and_joined_again_is_the_same(
    name: str, request: pytest.FixtureRequest
) -> None:
    bundled = name == "whole"
    corpus = request.getfixturevalue(name).corpus if bundled else read_corpus(RIVALS)
    findings: list[object] = []
    again = join_accounts(to_accounts(corpus.record, []), corpus.actors, findings)  # type: ignore[arg-type]
    assert (again, findings) == (corpus.record, [])


def test_what_others_say_alike_is_left_to_them_and_what_differs_is_told() -> None:
    corpus = read_corpus(RIVALS)
    known = to_accounts(corpus.record, [])
    assert all(
        (each.article, each.cases, each.actions, each.reports, each.links) == (None, (), (), (), ())
        for each in to_accounts(corpus.record, known)
    )
    first, *rest = corpus.record.actions
    other = replace(corpus.record, actions=(replace(first, label="Another act"), *rest))
    more = to_accounts(other, known)
    assert [each.id for account in more for each in account.actions] == [first.id]
    findings: list[object] = []
    join_accounts([*known, *more], corpus.actors, findings)  # type: ignore[arg-type]
    assert [
        str(each).partition(" is declared at ")[0].rpartition(": ")[2] for each in findings
    ] == [f"action '{first.id}'"]


def test_a_case_called_by_its_first_action_is_called_again_where_an_earlier_one_joins() -> None:
    later = act("a-later", date_source="an almanac")
    earlier = act("b-earlier", day="2031-02-01", date_source="an almanac")
    label = "Case that begins with: a later"
    known = record([later], cases=(Case(id="the-case", label=label, place=PLACE),))
    more = Account(article=None, actions=(earlier,))
    joined = join_accounts([more, *to_accounts(known, [more])], people(), [])
    assert [each.label for each in joined.cases] == ["Case that begins with: b earlier"]


def test_the_name_of_a_case_in_a_graph_stays_beside_a_row_without_one() -> None:
    named = Case(id="the-case", label="The feud", place=PLACE)
    row = Account(
        article=None, actions=(act("a"),), implied_cases=(replace(named, label=""), named)
    )
    more = to_accounts(record([], cases=(named,)), [row])
    assert [each.cases for each in more] == [()]
    assert join_accounts([row, *more], people(), []).cases == (named,)
    unnamed = replace(row, implied_cases=(replace(named, label=""),))
    more = to_accounts(record([], cases=(named,)), [unnamed])
    assert join_accounts([unnamed, *more], people(), []).cases == (named,)
