"""Cases that only rows of event tables name."""

from __future__ import annotations

from dataclasses import replace

from support import PLACE, act

from kg.errors import Finding, Place
from kg.model.actions import Case
from kg.read.cases import add_implied, is_named, name_cases


def case(label: str = "", line: int = 2, name: str = "the-case", column: int = 9) -> Case:
    return Case(id=name, label=label, place=Place("e.csv", line, column))


def implied(*mentions: Case, declared: tuple[Case, ...] = ()) -> tuple[list[str], list[Finding]]:
    """The labels of the cases by id, and what was found wrong."""
    findings: list[Finding] = []
    cases = add_implied({each.id: each for each in declared}, mentions, findings)
    assert list(cases) == sorted(cases)
    return [each.label for each in cases.values()], findings


def test_the_first_row_that_gives_a_name_counts_in_whatever_order_they_come() -> None:
    rows = (case(line=4), case("The feud", 3, column=10), case(line=2))
    assert implied(*rows) == (["The feud"], [])
    findings: list[Finding] = []
    (found,) = add_implied({}, rows, findings).values()
    assert found.place == Place("e.csv", 2, 9)


def test_a_second_name_is_an_error_at_its_place_and_the_same_once_more_none() -> None:
    rows = (case("The feud", 2), case("The feud", 3), case("The quarrel", 5))
    labels, (finding,) = implied(*rows)
    assert labels == ["The feud"]
    assert (finding.place.line, finding.severity) == (5, "error")
    assert "is called 'The feud' at e.csv:2:9; keep one name" in finding.message


def test_a_declaration_wins_and_is_no_second_name() -> None:
    declared = replace(case("The affair"), place=PLACE)
    rows = (case("The feud"), case(name="other"))
    assert implied(*rows, declared=(declared,)) == (["", "The affair"], [])


def test_a_case_without_a_name_is_called_by_its_first_action_undated_ones_last() -> None:
    acts = [act("undated", day=None), act("late", day="2031-04-01"), act("first")]
    (named,) = name_cases([case()], acts)
    assert named.label == "Case that begins with: first"
    before = act("not-after", earliest=None)
    (named,) = name_cases([case()], [*acts, act("a-first"), before])
    assert named.label == "Case that begins with: not after"
    (named,) = name_cases([case()], acts[:1])
    assert named.label == "Case that begins with: undated"
    assert not is_named(named)


def test_a_name_that_is_given_stays_and_a_case_of_no_action_without_one_goes() -> None:
    given = case("The feud", name="gone")
    assert name_cases([given, case(name="empty")], [act("a", case=None)]) == (given,)
    assert is_named(given)
