"""What a view selects of the chains: a ladder, a fan, the longest firm path, a case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kg.errors import UsageError
from kg.infer.chains import components, find_chains
from kg.infer.figures import longest_path
from kg.model.actions import Action, Link
from kg.model.standing import FIRM, grade_of
from kg.select.selection import (
    Selected,
    Selection,
    between,
    filter_claims,
    find_id,
    gather,
    involves,
    overlaps,
    select,
)

VIEWS: Final = ("tree", "list", "moves", "ladder", "fan", "case", "longest")


def select_view(
    actions: Sequence[Action],
    links: Sequence[Link],
    selection: Selection,
    view: str,
    trigger: str | None = None,
) -> Selected:
    """Keep what the selection asks for, and of that what a view shows.

    Args:
        actions: all actions of the record.
        links: stated, reported and inferred ones.
        selection: the filters; they come first.
        view: one of VIEWS; tree, list and moves show all that is selected. Or `acts`: the acts for
            which the filters hold by themselves, and the claims between them.
        trigger: the action whose responses `fan` shows.
    Raises:
        UsageError: the view lacks what it is a view of, or there is no such action.
    """
    needs = {"ladder": "--dyad A B", "case": "--case ID", "fan": "--trigger ACTION"}
    given = {"ladder": selection.dyad, "case": selection.case, "fan": trigger}
    if view in needs and not given[view]:
        raise UsageError(f"--view {view}: add {needs[view]}")
    if trigger and view != "fan":
        raise UsageError("--trigger works only with --view fan")
    selected = select(actions, links, selection)
    if view == "ladder" and selection.dyad:
        return select_ladder(actions, selected, selection.dyad)
    if view == "fan" and trigger:
        name = find_id("action", trigger, [each.id for each in actions])
        return select_fan(actions, selected, name)
    if view == "acts":
        return select_acts(actions, links, selected, selection)
    if view == "case":
        return select_case(actions, links, selected, selection)
    return select_longest(actions, selected) if view == "longest" else selected


def select_ladder(actions: Sequence[Action], selected: Selected, dyad: tuple[str, str]) -> Selected:
    """The moves of two actors on each other, and nothing that others did."""
    inside = {each.id for each in selected.actions if between(each, dyad)}
    return gather(
        actions, [x for x in selected.links if x.response in inside and x.trigger in inside]
    )


def select_fan(actions: Sequence[Action], selected: Selected, trigger: str) -> Selected:
    """One trigger and its direct responses."""
    return gather(actions, [x for x in selected.links if x.trigger == trigger])


def select_longest(actions: Sequence[Action], selected: Selected) -> Selected:
    """The longest path of claims that a source asserts and none disputes, of any basis but rules.

    Of several paths of one length, the one in the earliest chain, and there of the earliest moves.
    """
    firm = [each for each in selected.links if grade_of(each) in FIRM]
    best: tuple[str, ...] = ()
    chains = find_chains(actions, firm)
    parts = components(chains, firm)
    for chain in chains:
        path = longest_path(chain.actions, parts[chain.id])
        best = path if len(path) > len(best) else best
    steps = set(pairwise(best))
    return gather(actions, [x for x in firm if (x.trigger, x.response) in steps])


def select_case(
    actions: Sequence[Action], links: Sequence[Link], selected: Selected, selection: Selection
) -> Selected:
    """Everything about the selection's case: its actions, and the claims with an end in it.

    Actions in no chain are kept too, as far as the filters hold for each alone; a filter by chain
    or length leaves only those in chains.
    """
    home = {each.id for each in actions if each.case == selection.case}
    evidence = filter_claims(links, selection)
    touching = [x for x in evidence if x.response in home or x.trigger in home]
    chained = {each.iri for each in selected.links}
    names = {name for x in touching if x.iri in chained for name in (x.response, x.trigger)}
    if not selection.chains and not selection.min_length:
        lone = [each for each in actions if each.id in home and _keeps_lone(selection, each)]
        names |= {each.id for each in lone}
    claims = [x for x in touching if x.response in names or x.trigger in names]
    names |= {name for each in claims for name in (each.response, each.trigger)}
    return Selected(
        links=tuple(sorted(claims, key=lambda each: each.iri)),
        actions=tuple(each for each in actions if each.id in names),
    )


def select_acts(
    actions: Sequence[Action], links: Sequence[Link], selected: Selected, selection: Selection
) -> Selected:
    """The acts for which the filters hold by themselves, as those of a page do.

    A filter by basis, chain or length asks for claims: it leaves only acts in chains.
    """
    claimed = selection.basis or selection.chains or selection.min_length
    kept = tuple(
        each
        for each in (selected.actions if claimed else actions)
        if _keeps_lone(selection, each) and selection.case in (None, each.case)
    )
    inside = {each.id for each in kept}
    claims = [
        each
        for each in (selected.links if claimed else filter_claims(links, selection))
        if each.response in inside and each.trigger in inside
    ]
    return Selected(actions=kept, links=tuple(sorted(claims, key=lambda each: each.iri)))


def _keeps_lone(selection: Selection, action: Action) -> bool:
    if selection.moves is not None and action.id not in selection.moves:
        return False
    if selection.actors and not involves(action, selection.actors):
        return False
    if selection.dyad and not between(action, selection.dyad):
        return False
    return overlaps(selection, [action])
