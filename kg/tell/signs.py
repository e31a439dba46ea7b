"""What kinds of action and statuses the signs tell apart; how they are drawn is page/signs.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.model.actions import Action

#: The first superclass found decides the icon inside the shape.
ICON_KINDS: Final = frozenset(
    """
    Expulsion Recall StaffReduction MissionClosure MissionSuspension MissionWithdrawal Easing
    DiplomaticMeasure EconomicMeasure TransportRestriction Espionage Cyberattack
    ElectionInterference InformationOperation MilitaryDeployment MilitaryInvasion MilitarySupport
    Detention Seizure Harassment HostileAct Consultation MultilateralAction Preparation SpeechAct
    Action
    """.split()
)

#: The first superclass found decides the shape of a marker.
FAMILIES: Final[Mapping[str, str]] = {
    "Expulsion": "people",
    "Recall": "people",
    "StaffReduction": "people",
    "DiplomaticMeasure": "diplomatic",
    "EconomicMeasure": "economic",
    "TransportRestriction": "economic",
    "HostileAct": "hostile",
    "SpeechAct": "speech",
    "Action": "other",
}


#: How far done -> (what it says, the statuses); "alleged" is not a status, see `fill_of`.
FILLS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "done": ("Carried out, ordered, or no status given", ("", "carriedOut", "ordered")),
    "announced": ("Announced", ("announced",)),
    "planned": ("Planned or threatened", ("planned", "threatened")),
    "declined": ("Declined: will not happen", ("declined",)),
    "alleged": ("Alleged or denied: no source asserts it undisputed", ()),
}


def family_of(action: Action) -> str:
    """How an action is drawn: the family of its class."""
    return next(FAMILIES[kind] for kind in action.kinds if kind in FAMILIES)


def icon_of(action: Action) -> str:
    """The name of the icon inside its marker."""
    return next(kind for kind in action.kinds if kind in ICON_KINDS)


def fill_of(action: Action, stances: Iterable[str]) -> str:
    """How far done: by status, but alleged where nobody asserts it, or it or its doer is contested.

    Args:
        action: what is drawn.
        stances: those of all its reports; none at all leaves the declaration to stand.
    """
    status = action.values.status or ""
    known = next((name for name, (_, used) in FILLS.items() if status in used), "done")
    stances = set(stances)
    doubted = action.doubted or bool(stances and "asserts" not in stances)
    return "alleged" if known == "done" and doubted else known
