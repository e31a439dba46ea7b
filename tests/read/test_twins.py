"""Events that look declared twice, and pairs of acts that are nearly so."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import act, claim, paper, record, report

from kg.errors import Place
from kg.model.actions import Action, Report
from kg.paths import data_folder
from kg.read.corpus import read_corpus
from kg.read.twins import find_twins


def at(action: Action, line: int, file: str = "one.yaml") -> Action:
    return replace(action, place=Place(file, line, 7))


FIRST = at(act("a", day="2031-03-01", count=18), 10)


def other(day: str = "2031-03-02", count: int | None = 18, line: int = 20, **more: Any) -> Action:
    file = more.pop("file", "one.yaml")
    return at(act("b", day=day, count=count, **more), line, file)


def told(*actions: Action, **more: Any) -> list[str]:
    return [str(each) for each in find_twins(record(actions, **more))]


def warned(why: str) -> list[str]:
    message = f"'b' may be 'a' (one.yaml:10): same pair, {why}; report it by its id"
    return [f"one.yaml:20:7: warning: {message}"]


def test_one_pair_one_count_and_days_a_day_apart_may_be_one_event() -> None:
    assert told(FIRST, other()) == warned("a day apart, 18 persons")
    assert told(FIRST, other("2031-03-01")) == warned("same day, 18 persons")


def test_a_class_may_be_below_the_other() -> None:
    below = other(kind="PersonaNonGrataDeclaration")
    assert told(FIRST, below) == warned("a day apart, 18 persons")
    assert told(at(below, 10), replace(other(), id="a")) != []


def test_days_that_overlap_may_be_one_day() -> None:
    month = replace(other(), earliest=date(2031, 3, 1), latest=date(2031, 3, 31))
    assert told(FIRST, month) == warned("same days, 18 persons")
    season = replace(month, latest=date(2031, 6, 1))
    assert told(FIRST, season) == []


@pytest.mark.parametrize(
    "near",
    [
        other("2031-03-03"),
        other(count=19),
        other(count=None),
        other(kind="Recall"),
        other(actor="XSY"),
        other(recipient="XSY"),
        other(status="declined"),
        replace(other(), earliest=None),
        replace(other(), part_of=("a",)),
    ],
)
def test_what_differs_in_one_thing_is_another_event(near: Action) -> None:
    assert told(FIRST, near) == []


def test_parts_of_one_whole_are_two_events() -> None:
    whole = at(act("whole", day="2031-03-01", count=36), 5)
    parts = [replace(each, part_of=("whole",)) for each in (FIRST, other())]
    assert told(whole, *parts) == []


def test_acts_that_a_link_joins_are_two_events() -> None:
    assert told(FIRST, other(), links=(claim("b", "a", relation="sequence"),)) == []


def test_a_count_of_one_says_too_little() -> None:
    one = at(act("a", day="2031-03-01", count=1), 10)
    assert told(one, other(count=1)) == []


def test_two_missions_of_one_state_are_two() -> None:
    def closing(mission: str, line: int, name: str) -> Action:
        values = replace(other(kind="MissionClosure").values, recipient=(mission,))
        return replace(other(line=line, kind="MissionClosure"), id=name, values=values)

    assert told(closing("consulate-1", 10, "a"), closing("consulate-2", 20, "b")) == []
    assert told(closing("consulate-1", 10, "a"), closing("XBO", 20, "b")) != []


def test_one_day_and_class_in_two_files_may_be_one_event() -> None:
    elsewhere = other("2031-03-01", None, file="two.yaml")
    (found,) = told(FIRST, elsewhere)
    assert found == (
        "two.yaml:20:7: warning: 'b' may be 'a' (one.yaml:10): same pair, same day and class; "
        "report it by its id"
    )
    assert told(FIRST, other("2031-03-01", None)) == []
    assert told(FIRST, other("2031-03-02", None, file="two.yaml")) == []
    assert told(FIRST, other("2031-03-01", 19, file="two.yaml")) == []
    speech = at(act("a", day="2031-03-01", kind="Condemnation"), 10)
    assert told(speech, other("2031-03-01", None, file="two.yaml", kind="Condemnation")) == []


def coded(action: Action) -> Report:
    """The row that an action comes from."""
    return replace(
        report(action.id), article=None, table="t.csv", row=action.place.line, place=action.place
    )


def test_of_a_row_and_a_declared_act_the_row_is_told() -> None:
    row = at(act("b", day="2031-03-01"), 2, "events/a.csv")
    declared = at(act("a", day="2031-03-01"), 10)
    assert told(row, declared, reports=(coded(row),)) == [
        "events/a.csv:2:7: warning: 'b' may be 'a' (one.yaml:10): same pair, same day and class; "
        "join them in merges/"
    ]


def test_rows_of_one_day_without_counts_are_no_doubles() -> None:
    rows = [
        at(act(name, day="2031-03-01"), n, f"events/{name}.csv") for n, name in enumerate("ab", 2)
    ]
    assert told(*rows, reports=tuple(map(coded, rows))) == []


def test_the_whole_is_named_rather_than_its_part() -> None:
    whole = at(act("whole", day="2031-03-01"), 30)
    part = at(act("part", day="2031-03-01", part_of=("whole",)), 10)
    (found,) = told(whole, part, at(act("z", day="2031-03-01"), 2, "two.yaml"))
    assert "'z' may be 'whole' (one.yaml:30)" in found


def test_a_part_is_not_told_beside_its_whole() -> None:
    whole = at(act("whole", day="2031-03-01"), 30)
    part = at(act("part", day="2031-03-01", part_of=("whole",)), 40)
    (found,) = told(at(act("z", day="2031-03-01"), 2, "a.yaml"), whole, part)
    assert "'whole' may be 'z' (a.yaml:2)" in found


def test_of_two_articles_the_later_one_is_told() -> None:
    articles = [
        paper(id="late", published="2031-03-09", place=Place("a.yaml", 3, 3)),
        paper(id="early", published="2031-03-02", place=Place("b.yaml", 3, 3)),
    ]
    acts = [at(act(name, day="2031-03-01"), 9, f"{name}.yaml") for name in "ab"]
    (found,) = told(*acts, articles=tuple(articles))
    assert found.startswith("a.yaml:9:7: warning: 'a' may be 'b' (b.yaml:9)")


def test_of_three_tellings_each_later_one_is_told_once() -> None:
    third = replace(other(line=30), id="c")
    found = told(FIRST, other(), third)
    assert [each.split(" (")[0] for each in found] == [
        "one.yaml:20:7: warning: 'b' may be 'a'",
        "one.yaml:30:7: warning: 'c' may be 'a'",
    ]


def test_many_acts_of_one_pair_take_little_time() -> None:
    first = date(2031, 1, 1)
    many = [
        at(act(f"n{n:05}", day=str(first + timedelta(days=n % 90)), count=2), n + 1)
        for n in range(5_000)
    ]
    begun = time.process_time()
    assert len(told(*many)) > 1_000
    assert time.process_time() - begun < 6  # seconds; 0.6 when written


def test_the_bundled_data_has_no_finding_and_without_its_merges_the_merged(tmp_path: Path) -> None:
    assert find_twins(read_corpus(data_folder()).record) == []
    for kind in ("actors", "articles", "events"):
        shutil.copytree(data_folder() / kind, tmp_path / kind)
    found = find_twins(read_corpus(tmp_path).record)
    merges = sorted((data_folder() / "merges").iterdir())
    action_of = dict(
        line.split(",")[:2] for path in merges for line in path.read_text().splitlines()[1:]
    )
    named = [(each.message.split("'")[1], each.message.split("'")[3]) for each in found]
    assert named
    assert [x for x in named if action_of.get(x[0], x[0]) != action_of.get(x[1], x[1])] == []
