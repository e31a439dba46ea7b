"""What sources give of an action, in lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dispute import action, page_data, records
from support import PLACE, act, index, paper, record, report, row

from kg.model.actions import Action, Case, Report, Values
from kg.model.actors import Quantity
from kg.model.standing import Answer
from kg.tell.index import Index
from kg.tell.values import (
    act_lines,
    count_lines,
    kind_line,
    list_facts,
    list_values,
    report_values,
    thing_line,
)

STRIKE = act("strike")


def facts(known: Action, *others: Action, reports: tuple[Report, ...] = ()) -> dict[str, list[str]]:
    """What is known of an action: name -> texts."""
    found: dict[str, list[str]] = {}
    case = Case(id="the-case", label="The feud", place=PLACE)
    said = record([known, *others], reports=reports, cases=(case,), articles=(paper(),))
    for line in list_facts(known, index(said)):
        found.setdefault(line.what, []).append(line.text)
    return found


def test_what_prepared_an_action_stands_in_its_evidence() -> None:
    plan = action("plan", "Preparation", None, "RUR", prepares=("a",), label="Lists are drawn up")
    data = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"), plan))
    assert dict(records(data)["a"]["facts"])["Prepared by"] == "Lists are drawn up"


def test_every_value_that_is_given_has_its_line_and_no_other() -> None:
    given = Values(
        actor=("XRU",), recipient=("XBO", "XSY"), performed_by=("gazette",), affected=("XSY",),
        quantity=Quantity(minimum=3, maximum=3, unit="persons"), date="2031-03~",
        within_day=2, disclosed="2031-03-14", deadline="2031-04-01", deadline_term="P7D",
        status="carriedOut", place="Klow",
        reason="spying", legal_basis="article 9", alleged_breach_of="article 41",
    )  # fmt: skip
    known = index(record([STRIKE, act("other", "XSY")], articles=(paper(),)))
    assert [(line.what, line.text) for line in list_values(given, known)] == [
        ("Actor", "Ruritania"), ("Recipient", "Borduria"), ("Recipient", "Syldavia"),
        ("Performed by", "Klow Gazette"), ("Count", "3 persons"), ("Affected", "Syldavia"),
        ("Date", "about March 2031"), ("Order on that day", "2"),
        ("Became known", "14 March 2031"), ("Deadline", "1 April 2031"),
        ("Deadline", "within 7 days"),
        ("Status", "carried out"), ("Place", "Klow"), ("Reason given", "spying"),
        ("Legal basis", "article 9"), ("Alleged breach of", "article 41"),
    ]  # fmt: skip
    assert list_values(given, known)[0].thing == "actor:XRU"
    assert list_values(Values(), known) == count_lines(None, known) == []


def test_a_report_says_what_it_calls_the_act_where_that_is_another_class() -> None:
    known = index(record([STRIKE]))
    said = report("strike", described_as="Recall", values=Values(place="Klow"))
    assert [(x.what, x.text) for x in report_values(said, known)] == [
        ("Called", "recall"), ("Place", "Klow"),
    ]  # fmt: skip
    assert report_values(report("strike"), known) == []


def test_the_facts_of_an_act_have_its_days_once_and_say_where_they_are_known_from() -> None:
    span = replace(STRIKE, latest=date(2031, 3, 3))
    found = facts(span)
    assert found["When"] == ["between 1 March 2031 and 3 March 2031"]
    assert found["Date known"] == ["from the articles"]
    assert "Date" not in found
    assert facts(STRIKE, reports=(row("strike", 2),))["Date known"] == ["from the table"]
    assert "Date known" not in facts(act("strike", day=None))


def test_the_state_of_a_side_is_named_where_its_actors_are_others() -> None:
    by_paper = replace(STRIKE, values=replace(STRIKE.values, actor=("gazette",)))
    assert facts(by_paper)["Actor"] == ["Klow Gazette"]
    assert facts(by_paper)["Actor state"] == ["Ruritania"]
    assert "Actor state" not in facts(STRIKE)
    unnamed = replace(STRIKE, values=replace(STRIKE.values, recipient=()))
    assert facts(unnamed)["Recipient"] == ["Borduria"]


def test_what_an_act_belongs_to_speaks_of_and_prepares_is_named() -> None:
    other = act("other")
    whole = replace(
        STRIKE, part_of=("other",), about=("other",), announces=("other",), prepares=("gone",),
        contested=("occurrence", "legality"),
    )  # fmt: skip
    found = facts(whole, other)
    assert (found["Part of"], found["Speaks of"], found["Announces"]) == (["other"],) * 3
    assert found["Prepares"] == ["gone"]
    assert found["Contested"] == ["that it happened", "whether it was lawful"]
    assert found["Case"] == ["The feud"]
    assert facts(replace(STRIKE, case="elsewhere"))["Case"] == ["elsewhere"]
    assert "Case" not in facts(replace(STRIKE, case=None))


def test_acts_run_by_day_with_how_they_stand() -> None:
    late, undated = act("late", day="2031-05-01"), act("undated", day=None)
    answers = {"late": Answer(state="answerPlanned", as_of=date(2031, 6, 1))}
    known = Index(page_data(actions=(undated, late, STRIKE), answers=answers))
    assert [str(x) for x in act_lines((undated, late, STRIKE), known)] == [
        "2031-03-01: strike  [action:strike]",
        "2031-05-01: late; answer planned  [action:late]",
        "undated: undated  [action:undated]",
    ]


def test_a_thing_is_told_by_its_kind_and_its_name() -> None:
    known = index(record([STRIKE]))
    assert str(kind_line("Recall", "action:strike", known)) == "Kind: Recall  [action:strike]"
    assert str(thing_line("actor:XRU", known)) == "Ruritania  [actor:XRU]"
