"""What is hidden to measure inference, and what is then asked of each method.

An act is asked about where its verdict is known: it answers other acts of the record (an answer),
no act of the other side (an opening), or something that is not in the record (outside). Before
inferring, every link, every case and all that articles say is hidden: actors, kinds, counts and
dates are left to go by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import networkx as nx

from kg.model.actions import Action, Record
from kg.model.order import exact_day, first_day, start
from kg.model.standing import side_of
from kg.read.judgements import Reference

#: Acts of earlier episodes may set weights and thresholds, those from this day on only measure. It
#: was chosen before anything was measured on the reference.
CUT: Final = date(2017, 1, 1)
SINCE: Final = f"from {CUT.year}"
BEFORE: Final = f"before {CUT.year}"
#: Answers of a part; of ten that are all right, the interval (Wilson, 95 %) is still 72 to 100 %.
FEW: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One act whose verdict is known."""

    action: str
    verdict: str  # answer, opening or outside
    triggers: frozenset[str] = frozenset()  # of an answer: each of them is right
    basis: str = ""  # of an answer of a reference: told or read
    episode: str = ""  # acts of one episode are one vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is shown to the methods, and which acts they are asked about."""

    shown: Record
    parts: Mapping[str, tuple[Asked, ...]]  # by name, what measures first
    fitting: tuple[Asked, ...] = ()  # of one part: they may set thresholds and weights


def find_tasks(record: Record, references: Iterable[Reference] = ()) -> list[Task]:
    """The tasks that references and the event tables of a record set, the references first.

    Beside a reference, tables of whole dyads are left out: it says of each act what they say of
    those whose trigger a source tells.
    """
    tasks = [task_of_reference(each) for each in references]
    tables: dict[str, bool] = {}  # name -> whether all of its rows are of whole dyads
    for each in record.reports:
        if each.table:
            whole = each.selection == "wholeDyad"
            tables[each.table] = whole and tables.get(each.table, True)
    asked = [name for name, whole in sorted(tables.items()) if not (whole and tasks)]
    return [*tasks, *(task_of_table(record, name) for name in asked)]


def task_of_reference(reference: Reference) -> Task:
    """The acts of a reference with their verdicts, split by time with whole episodes in one part.

    An easing is not material and an act whose verdict cannot be told is not judged: neither is
    asked about, nor is an answer none of whose triggers is material.
    """
    acts = {each.id: each for each in reference.record.actions}
    material = {name for name, each in acts.items() if each.material}
    found = []
    for name, each in sorted(reference.judgements.items()):
        triggers = frozenset(material.intersection(each.triggers))
        if name in material and (
            triggers if each.verdict == "answer" else each.verdict != "untold"
        ):
            found.append(
                Asked(
                    action=name,
                    verdict=each.verdict,
                    triggers=triggers,
                    basis=each.basis or "",
                )
            )
    asked = _with_episodes(found, acts)
    first: dict[str, date] = {}
    for one in asked:
        for name in (one.action, *one.triggers):
            first[one.episode] = min(start(acts[name]), first.get(one.episode, date.max))
    early = {name for name, day in first.items() if day < CUT}
    fitting = tuple(each for each in asked if each.episode in early)
    measuring = tuple(each for each in asked if each.episode not in early)
    return Task(
        shown=reference.record,
        parts={f"{reference.name}, {SINCE}": measuring, f"{reference.name}, {BEFORE}": fitting},
        fitting=fitting,
    )


def task_of_table(record: Record, table: str) -> Task:
    """The actions of one event table with what sources say of links among them.

    Answers are material actions that a source calls retaliation (or a fulfilled threat) for another
    material action of the same table; openings those that no source calls an answer.
    """
    told = tuple(each for each in record.reports if each.table == table)
    inside = {each.action for each in told}
    actions = {each.id: each for each in record.actions if each.id in inside}
    truth: dict[str, set[str]] = {}
    answering = {each.response for each in record.links if side_of(each) == "for"}
    for link in record.links:
        ends = (actions.get(link.response), actions.get(link.trigger))
        if (
            link.relation in ("retaliation", "threatFulfilment")
            and side_of(link) == "for"
            and all(each is not None and each.material for each in ends)
        ):
            truth.setdefault(link.response, set()).add(link.trigger)
    found = [
        Asked(
            action=name,
            verdict="answer" if name in truth else "opening",
            triggers=frozenset(truth.get(name, ())),
        )
        for name, each in sorted(actions.items())
        if name in truth or (each.material and name not in answering)
    ]
    return Task(
        shown=Record(
            actions=tuple(replace(each, case=None) for each in actions.values()),
            reports=told,
            members=record.members,
        ),
        parts={table: tuple(_with_episodes(found, actions))},
    )


def find_few(tasks: Iterable[Task]) -> dict[str, int]:
    """The parts with too few answers for their figures to say much, and how many they have."""
    counts = {
        part: sum(each.verdict == "answer" for each in asked)
        for task in tasks
        for part, asked in task.parts.items()
        if asked
    }
    return {part: count for part, count in counts.items() if count < FEW}


def clean(task: Task) -> Task:
    """The same without hostile acts and acts of inexact day, neither shown nor asked about.

    Where rows were selected, these are there because something names them as a cause: they teach
    the coder and not the field. An answer all of whose triggers are gone is not asked about.
    """
    kept = tuple(
        each
        for each in task.shown.actions
        if not each.material or ("HostileAct" not in each.kinds and exact_day(each))
    )
    ids = {each.id for each in kept}
    return replace(
        task,
        shown=replace(task.shown, actions=kept),
        parts={name: tuple(_kept(asked, ids)) for name, asked in task.parts.items()},
        fitting=tuple(_kept(task.fitting, ids)),
    )


def _kept(asked: Sequence[Asked], ids: set[str]) -> Iterator[Asked]:
    for each in asked:
        triggers = each.triggers & ids
        if each.action in ids and (triggers or each.verdict != "answer"):
            yield replace(each, triggers=triggers)


def _with_episodes(asked: Sequence[Asked], acts: Mapping[str, Action]) -> list[Asked]:
    """The same with the episode of each, named by the first of its acts.

    An episode holds what answers what, and all that one side does on one day: acts of one decision
    are right or wrong together.
    """
    graph: nx.Graph[object] = nx.Graph()
    for each in asked:
        for name in (each.action, *each.triggers):
            graph.add_edge(each.action, name)
            if day := first_day(acts[name]):
                graph.add_edge(name, (acts[name].values.actor, day))
    episodes = {}
    for component in nx.connected_components(graph):
        names = sorted(name for name in component if isinstance(name, str))
        episodes.update(dict.fromkeys(names, names[0]))
    return [replace(each, episode=episodes[each.action]) for each in asked]
