"""Measuring inference: what is hidden, what counts as right, and the baselines."""

from __future__ import annotations

from dataclasses import replace

from click.testing import CliRunner
from support import act, claim, record, report

from kg.cli import main
from kg.evaluate import by_nearest, by_rules, measure, misses, task
from kg.rules import default_rules

TABLE = frozenset({"t.csv"})
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
NOISE = act("noise", "XRU", "XBO", "2031-03-10", kind="Sanctions")
ANSWER = act("answer", "XBO", "XRU", "2031-03-12", count=23)
OPENING = act("opening", "XSY", "XRU", "2031-05-01")


def row(name: str, number: int) -> object:
    return replace(
        report(name, number), article=None, start=None, end=None, table="t.csv", row=number
    )


SAID = record(
    [STRIKE, NOISE, ANSWER, OPENING],
    [claim("answer", "strike")],
    reports=tuple(row(a.id, n) for n, a in enumerate((STRIKE, NOISE, ANSWER, OPENING), start=2)),
)


def test_links_cases_and_reports_are_hidden() -> None:
    one = task(SAID, TABLE, "t")
    assert one.truth == {"answer": frozenset({"strike"})}
    assert one.openings == ("noise", "opening", "strike")
    assert (one.shown.links, one.shown.reports) == ((), ())
    assert {each.case for each in one.shown.actions} == {None}


def test_solidarity_replies_and_denials_are_no_truth() -> None:
    for more in ({"relation": "solidarity"}, {"relation": "reply"}, {"stance": "denies"}):
        told = replace(SAID, links=(claim("answer", "strike", **more),))
        assert task(told, TABLE, "t").truth == {}


def test_actions_of_other_tables_take_no_part() -> None:
    assert task(SAID, frozenset({"other.csv"}), "t").shown.actions == ()


def test_the_rules_find_what_the_nearest_baseline_misses() -> None:
    one = task(SAID, TABLE, "t")
    assert by_rules(one.shown, default_rules())["answer"][0] == "strike"
    assert by_nearest(one.shown, default_rules())["answer"][0] == "noise"


def test_the_figures_say_so_and_are_the_same_on_every_run() -> None:
    one = task(SAID, TABLE, "t")
    table = measure(one, default_rules())
    right = {row[0]: row[2] for row in table.rows if row[1] == "right best trigger"}
    assert right["rules"] == "100.0%"
    assert right["nearest reversed dyad"] == "0.0%"
    assert measure(one, default_rules()) == table


def test_a_miss_is_listed_with_what_was_chosen() -> None:
    late = replace(default_rules(), window_days=3)
    assert misses(task(SAID, TABLE, "t"), late).rows == (("answer", "strike", "no link", "0.378"),)


def test_the_command_measures_each_table() -> None:
    result = CliRunner().invoke(main, ["evaluate", "--misses", "--format", "tsv"])
    assert result.exit_code == 0
    assert "current-events-even.csv: " in result.stderr
    assert result.stdout.count("response\treported") == 2
