"""Names of people and programs are taken where they may stand in a record, and told elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marks_made import Made

from kg.errors import UsageError
from kg.importers.people import check_annotator


def test_an_annotator_is_one_of_those_who_annotated() -> None:
    check_annotator("2", ["1", "2", ""])
    check_annotator("", [])
    with pytest.raises(UsageError, match="nobody here is called 'x'; there are 1, 2"):
        check_annotator("x", ["2", "1", ""])
    with pytest.raises(UsageError, match="nothing says who annotated"):
        check_annotator("x", [""])


def test_names_that_may_not_stand_in_a_record_are_dropped_and_told() -> None:
    made = Made()
    act = made.mark("Expulsion", "expelled", actor="XBO")
    people = {"annotated_by": ("Anna", "b@made.example", "An\u202ena"), "reviewed_by": ("Anna, ",)}
    made.marks[0] = replace(made.marks[0], **people)
    (report,) = made.article().reports
    assert act in made.marks[0].id
    assert "b@made.example" not in str(made.ledger.report())
    assert sorted(item.kind for item, _ in made.ledger.left) == ["addresses", "names", "names"]
    assert "reviewedBy" not in report


@pytest.mark.parametrize("told", ["reader 1, ", "r@made.example, 2031-03-05", ", 2031-03-05"])
def test_what_a_program_made_is_left_out_where_it_could_be_no_draft(told: str) -> None:
    made = Made()
    made.mark("Expulsion", "expelled", name="one", actor="XBO")
    made.marks[0] = replace(made.marks[0], extracted_by=told)
    assert made.article().reports == []
    assert made.left["one Expulsion"] == "a program made it, but nothing says which and when"
    assert "r@made.example" not in str(made.ledger.report())
