"""Ids that records refer to: what points to nothing, to itself, or round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from kg.errors import Finding, Place
from kg.model.actions import Action, Case, Link, Report
from kg.model.actors import Actors
from kg.model.slips import Hints
from kg.read.circles import find_circles, spell_circle

_DECLARE: Final = "declare it in one article, one row of a table or data/actions"


@dataclass(frozen=True)
class References:
    """Whether every id that files refer to is declared; what is not becomes a finding."""

    actions: Mapping[str, Action]
    unreadable: frozenset[str]  # declared, but with problems that are told at their declaration
    cases: Mapping[str, Case]
    actors: Actors
    findings: list[Finding]
    elsewhere: frozenset[str] = frozenset()  # ids of further actions, for hints
    other_cases: frozenset[str] = frozenset()  # and those of further cases
    doubled: Mapping[str, int] = field(default_factory=dict)  # file -> second declarations in it
    missing: list[tuple[Place, str, str]] = field(default_factory=list)  # role, id of no action
    partial: bool = False  # whether a file that may declare others could not be read

    @cached_property
    def case_hints(self) -> Hints:
        """For cases that are not declared."""
        return Hints(self.cases.keys() | self.other_cases)

    def actor_ids(self, names: Iterable[str], place: Place) -> None:
        """Whether these are actors."""
        for name in names:
            if name not in self.actors and not self.actors.excuses(name):
                message = self.actors.unknown(name)
                self.findings.append(Finding(place, message, unknown=f"actor:{name}"))

    def action_id(self, role: str, name: str, place: Place) -> bool:
        """Whether this is an action."""
        if name not in self.actions and name not in self.unreadable:
            self.missing.append((place, role, name))
        return name in self.actions

    def tell_missing(self) -> None:
        """The ids that no action has, but in a file with as many ids declared twice.

        There the second declaration is the one that is missing, and one mistake is told once.
        """
        if self.partial:
            return
        names: dict[str, set[str]] = {}
        for place, _, name in self.missing:
            names.setdefault(place.file, set()).add(name)
        hints = Hints(self.actions.keys() | self.elsewhere)
        for place, role, name in sorted(self.missing):
            if len(names[place.file]) > self.doubled.get(place.file, 0):
                message = f"{role}: {name!r} is not an action{hints.tell(name)} ({_DECLARE})"
                self.findings.append(Finding(place, message, unknown=f"action:{name}"))

    def report(self, report: Report) -> bool:
        """Whether the report can stand."""
        values = report.values
        self.actor_ids((*report.attributed_to, *report.relayed_by), report.place)
        self.actor_ids((*values.actor, *values.recipient), report.place)
        self.actor_ids((*values.performed_by, *values.affected), report.place)
        return self.action_id("action", report.action, report.place)

    def link(self, link: Link) -> bool:
        """Whether the link can stand."""
        place = link.place or Place(link.article or "")
        self.actor_ids((*link.claimed_by, *link.solidarity_with), place)
        trigger = "responds_to" if link.table else "trigger"  # what it is called there
        ends = (("response", link.response), (trigger, link.trigger))
        known = [self.action_id(role, name, place) for role, name in ends]
        if link.response == link.trigger:
            message = f"links {link.response!r} to itself; name its trigger"
            self.findings.append(Finding(place, message))
        return all(known) and link.response != link.trigger

    def action(self, action: Action) -> None:
        """Whether all that the action refers to is there."""
        values, place = action.values, action.place
        self.actor_ids((*values.actor, *values.recipient), place)
        self.actor_ids((*values.performed_by, *values.affected), place)
        if action.case is not None and action.case not in self.cases and not self.partial:
            near = self.case_hints.tell(action.case)
            message = f"case: {action.case!r} is not a case{near}; declare it"
            self.findings.append(Finding(place, message, unknown=f"case:{action.case}"))
        pointers = {
            "partOfAction": action.part_of,
            "about": action.about,
            "announces": action.announces,
            "prepares": action.prepares,
        }
        for key, targets in pointers.items():
            for name in targets:
                if self.action_id(key, name, place) and name == action.id:
                    message = f"{key}: {name!r} is this very action"
                    self.findings.append(Finding(place, message))

    def circles(self) -> None:
        """Whether an action is a part of itself through others."""
        wholes = {x.id: set(x.part_of) - {x.id} for x in self.actions.values()}
        for circle in find_circles(wholes):
            place = min(self.actions[name].place for name in circle)
            message = f"partOfAction goes round in a circle: {spell_circle(circle)}; remove one"
            self.findings.append(Finding(place, message))


def foreign_claimants(
    link: Link, actions: Mapping[str, Action], actors: Actors
) -> Iterable[Finding]:
    """Claims called stated, a party's own word, whose claimants are not party to either action.

    A person or group of whom no state is known may speak for a party; a newspaper never does.
    """
    ends = (actions[link.response], actions[link.trigger])
    parties = {
        name
        for each in ends
        for name in (*each.values.named, *each.actor_states, *each.recipient_states)
    }
    for name in link.claimed_by if link.basis == "stated" else ():
        known = actors.get(name)
        states = set(actors.states_of(name))
        paper = known is not None and known.kind == "NewsOrganization"
        if paper or (states and not states & parties and name not in parties):
            message = (
                f"basis: stated is for the word of a party to {link.response!r} or "
                f"{link.trigger!r}, and {name!r} is not a party; write reported, or name the party "
                "in claimedBy"
            )
            yield Finding(link.place or Place(link.article or ""), message)
