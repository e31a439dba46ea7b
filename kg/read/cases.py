"""Cases that only rows of event tables name: which there are, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from kg.errors import Finding
from kg.model.actions import Action, Case
from kg.model.order import by_day, start

#: How a case is called to which nobody has given a name.
_BEGINS: Final = "Case that begins with: "


def add_implied(
    declared: Mapping[str, Case], implied: Iterable[Case], findings: list[Finding]
) -> dict[str, Case]:
    """The declared cases, and those that rows alone name, by id, sorted.

    Args:
        declared: by id; the label of a declaration counts, whatever a row calls the case.
        implied: each mention by a row, without a label where it gives none.
        findings: a second name that differs is added here, at its place.
    Returns:
        The cases, those to which no row gives a name without a label.
    """
    known: dict[str, Case] = {}
    named: dict[str, Case] = {}
    for case in sorted(implied, key=lambda each: each.place):
        known.setdefault(case.id, case)
        if not case.label:
            continue
        first = named.setdefault(case.id, case)
        if first.label != case.label:
            message = (
                f"case_label: the case {case.id!r} is called {first.label!r} at {first.place}; "
                "keep one name"
            )
            findings.append(Finding(case.place, message))
    labelled = {name: replace(case, label=named.get(name, case).label)
                for name, case in known.items()}  # fmt: skip
    return dict(sorted({**labelled, **declared}.items()))


def name_cases(cases: Iterable[Case], actions: Iterable[Action]) -> tuple[Case, ...]:
    """The cases, each that has no label called by its first action in time.

    A case that no action belongs to, since all its rows tell of actions of other cases, is left
    out.
    """
    first: dict[str, Action] = {}
    for action in sorted(actions, key=_by_start):
        if action.case is not None:
            first.setdefault(action.case, action)
    return tuple(
        case if case.label else replace(case, label=f"{_BEGINS}{first[case.id].label}")
        for case in cases
        if case.label or case.id in first
    )


def _by_start(action: Action) -> tuple[date, bool, tuple[date, date, str]]:
    """By day; what is only known not to be after a day comes before what is of that day."""
    return start(action), action.earliest is not None, by_day(action)


def is_named(case: Case) -> bool:
    """Whether somebody has named the case; a name that is made of its actions is made again."""
    return not case.label.startswith(_BEGINS)
