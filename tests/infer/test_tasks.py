"""What is hidden, what is asked about, and how episodes stay in one part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from support import PLACE, act, claim, record, row

from kg.infer.tasks import Asked, Task, clean, find_tasks, task_of_reference, task_of_table
from kg.model.actions import Action
from kg.read.judgements import Judgement, Reference

STRIKE = act("strike", "XRU", "XBO", "2016-12-29", count=23)
ANSWER = act("answer", "XBO", "XRU", "2017-01-03", count=23)
OPENING = act("opening", "XSY", "XRU", "2018-05-01")


def judged(name: str, verdict: str, *triggers: str, basis: str | None = None) -> Judgement:
    found = dict.fromkeys(triggers, PLACE)
    return Judgement(action=name, verdict=verdict, triggers=found, basis=basis, place=PLACE)


def reference(acts: Sequence[Action], *judgements: Judgement) -> Reference:
    by_act = {each.action: each for each in judgements}
    return Reference(name="dyads", record=record(acts), judgements=by_act)


def asked(task: Task) -> dict[str, list[tuple[str, str]]]:
    return {part: [(x.action, x.verdict) for x in found] for part, found in task.parts.items()}


def test_an_answer_belongs_to_the_part_of_its_first_trigger() -> None:
    acts = [STRIKE, ANSWER, OPENING]
    verdicts = [
        judged("strike", "outside"),
        judged("answer", "answer", "strike", basis="told"),
        judged("opening", "opening"),
    ]
    task = task_of_reference(reference(acts, *verdicts))
    assert asked(task) == {
        "dyads, from 2017": [("opening", "opening")],
        "dyads, before 2017": [("answer", "answer"), ("strike", "outside")],
    }
    assert {each.action for each in task.fitting} == {"answer", "strike"}
    assert task.shown.links == ()


def test_a_whole_chain_of_answers_and_of_one_day_is_one_episode() -> None:
    again = act("again", "XRU", "XBO", "2017-02-01")
    beside = act("beside", "XRU", "XSY", "2017-02-01")
    verdicts = [
        judged("strike", "opening"),
        judged("answer", "answer", "strike", basis="read"),
        judged("again", "answer", "answer", basis="told"),
        judged("beside", "opening"),
        judged("opening", "opening"),
    ]
    task = task_of_reference(reference([STRIKE, ANSWER, again, beside, OPENING], *verdicts))
    early = task.parts["dyads, before 2017"]
    assert {each.action for each in early} == {"strike", "answer", "again", "beside"}
    assert len({each.episode for each in early}) == 1
    (late,) = task.parts["dyads, from 2017"]
    assert late.episode != early[0].episode


def test_easings_and_what_cannot_be_told_are_not_asked_about() -> None:
    easing = act("easing", "XBO", "XRU", "2018-01-05", kind="Easing")
    late = act("late", "XRU", "XBO", "2018-01-06")
    verdicts = [
        judged("easing", "answer", "strike", basis="told"),
        judged("late", "answer", "easing", basis="read"),
        judged("strike", "untold"),
    ]
    task = task_of_reference(reference([STRIKE, easing, late], *verdicts))
    assert asked(task) == {"dyads, from 2017": [], "dyads, before 2017": []}


def test_a_table_hides_links_and_cases() -> None:
    rows = tuple(row(each.id, n) for n, each in enumerate([STRIKE, ANSWER, OPENING], start=2))
    said = record([STRIKE, ANSWER, OPENING], [claim("answer", "strike")], reports=rows)
    task = task_of_table(said, "t.csv")
    assert asked(task) == {
        "t.csv": [("answer", "answer"), ("opening", "opening"), ("strike", "opening")]
    }
    assert task.shown.links == ()
    assert {each.case for each in task.shown.actions} == {None}
    assert task.fitting == ()


def test_the_clean_task_has_no_hostile_act_and_no_inexact_day() -> None:
    raid = act("raid", "XRU", "XBO", "2018-01-01", kind="Cyberattack")
    blurred = act("blurred", "XRU", "XBO", None)
    acts = [STRIKE, raid, blurred, ANSWER, OPENING]
    verdicts = [
        judged("strike", "opening"),
        judged("raid", "opening"),
        judged("blurred", "opening"),
        judged("answer", "answer", "raid", "strike", basis="told"),
        judged("opening", "answer", "raid", basis="told"),
    ]
    task = clean(task_of_reference(reference(acts, *verdicts)))
    assert {each.id for each in task.shown.actions} == {"strike", "answer", "opening"}
    found = {x.action: x for part in task.parts.values() for x in part}
    assert set(found) == {"strike", "answer"}
    assert found["answer"].triggers == {"strike"}
    assert {each.action for each in task.fitting} == set(found)


def test_beside_a_reference_a_table_of_whole_dyads_is_left_out() -> None:
    coded = reference([STRIKE], judged("strike", "opening"))
    told = replace(row("strike", 2), selection="wholeDyad")
    for rows, found in (((told,), 0), ((told, row("answer", 3)), 1)):
        said = record([STRIKE, ANSWER], reports=rows)
        assert len(find_tasks(said, [coded])) == 1 + found
        assert [list(each.parts) for each in find_tasks(said)] == [["t.csv"]]


def test_what_is_asked_names_an_episode() -> None:
    said = record([STRIKE], reports=(row("strike", 2),))
    (one,) = task_of_table(said, "t.csv").parts["t.csv"]
    assert one == Asked(action="strike", verdict="opening", episode="strike")
