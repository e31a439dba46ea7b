"""What every kind of action, status and claim looks like: shapes, icons, lines and colours.

One table for the canvas, the SVG, the legend and the style sheet, so that a sign means the same
everywhere. Paths are SVG path data around the origin, in px at the size of the timeline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SHAPES: Final[Mapping[str, str]] = {
    "people": "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
    "diplomatic": "M-8-8H8V8H-8z",
    "economic": "M0-11 11 0 0 11-11 0z",
    "hostile": "M0-11 11 8H-11z",
    "other": "M-9 0-4.500-8H4.500L9 0 4.500 8H-4.500z",
    "speech": "M-7-6H7V3H0L-4 7V3H-7z",
}
#: The first superclass found decides the icon inside the shape; drawn as strokes.
ICONS: Final[Mapping[str, str]] = {
    "Expulsion": "M-5 0H4M0-4 4 0 0 4",  # out
    "Recall": "M5 0H-4M0-4-4 0 0 4",  # home
    "StaffReduction": "M-4 0H4",  # fewer
    "MissionClosure": "M-3-3 3 3M3-3-3 3",  # shut
    "MissionSuspension": "M-2-3V3M2-3V3",  # paused
    "MissionWithdrawal": "M4-4-3 3M-3-2V3H2",  # gone
    "Easing": "M-4 0H4M0-4V4",  # more
    "DiplomaticMeasure": "M-4 0H4",
    "EconomicMeasure": "M3-3C1-5-4-4-3-1S4 1 3 3-2 5-3 3M0-6V6",  # money
    "TransportRestriction": "M-4-2H4M-3-2V4M3-2V4",  # a barrier
    "Espionage": "M-5 2Q0-3 5 2Q0 6-5 2M0 1V3",  # an eye
    "Cyberattack": "M1-5-2 2H2L-1 6",  # a flash
    "ElectionInterference": "M-3 2-1 5 4-1",  # a vote
    "InformationOperation": "M-4 1H4M-4 4H4",  # print
    "MilitaryDeployment": "M-2 6V-4L4-1-2 2",  # a flag
    "MilitaryInvasion": "M-4 2 0-2 4 2M-4 6 0 2 4 6",  # forward
    "MilitarySupport": "M0-3V6M-4 1H4",
    "Detention": "M-3-1V6M0-3V6M3-1V6",  # bars
    "Seizure": "M-3 2H3V6H-3zM-2 2V0a2 2 0 0 1 4 0V2",  # a lock
    "Harassment": "M-3 3a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
    "HostileAct": "M0-4V2M0 4V5.500",  # danger
    "Consultation": "M-4 0H-3M0 0H1M4 0H5",
    "MultilateralAction": "M-4 0-1 3 4-3",
    "Preparation": "M0-5V0H4",  # a clock
    "SpeechAct": "M-4-2H4M-4 0H1",
    "Action": "M-1 0H1",
}
MARKERS: Final[Mapping[str, str]] = {
    "people": "Expulsion, recall or cut of staff",
    "diplomatic": "Other diplomatic measure: closure, suspension, visas, limits",
    "economic": "Economic or transport measure",
    "hostile": "Hostile act: attack, detention, show of force, interference",
    "other": "Consultation, debate, vote or preparation",
    "speech": "Statement or other speech act",
}
#: What stands inside a family's marker where it stands for all of the family.
EXAMPLE_ICONS: Final[Mapping[str, str]] = {
    "people": "Expulsion",
    "diplomatic": "MissionClosure",
    "economic": "EconomicMeasure",
    "hostile": "HostileAct",
    "other": "MultilateralAction",
    "speech": "SpeechAct",
}
LINES: Final[Mapping[str, str]] = {
    "stated": "Stated: a party says that it answers",
    "reported": "Reported: an author or another voice says so",
    "inferred": "Inferred by a rule; no source says so",
    "hedged": "Tentative: the source is not certain",
    "disputed": "Disputed by a source",
}
DASHES: Final[Mapping[str, list[int]]] = {  # px drawn and left out
    "hedged": [2, 4],
    "disputed": [11, 4, 2, 4],
    "inferred": [9, 6],
}
WIDTHS: Final[Mapping[str, float]] = {"stated": 2.2, "reported": 1.3, "inferred": 1.3}  # px
#: What stands at the end of a line; an answer for an ally's sake is not one's own.
HEADS: Final[Mapping[str, str]] = {"solidarity": "diamond", "reply": "vee"}
SPAN: Final = "Between these two days; the exact day is not known"
#: How an act stands with regard to an answer, as strokes in a box of 12 by 12; shapes that nobody
#: takes for each other where they are 9 px wide. In the order of DESIGN.md 4.
ANSWER_MARKS: Final[Mapping[str, str]] = {
    "answered": "M1.500 6.500 4.500 9.500 10.500 2.500",  # a tick
    "answerDisputed": "M1.500 4H10.500M1.500 8H10.500M3.500 11 8.500 1",  # not equal
    "answerDeclined": "M2 2 10 10M10 2 2 10",  # a cross
    "answerSuggested": "M3 4C3 0 9 0 9 4 9 6 6 6 6 8.500M6 10.500V11.500",  # a question
    "answerInferred": "M6 1.500V3.500M2 8.500V10.500M10 8.500V10.500",  # therefore
    "answerPlanned": "M2 1.500H10L2 10.500H10z",  # an hourglass
    "answeredInWords": "M1 2H11V8.500H6L3 11V8.500H1z",  # a speech bubble
    "unanswered": "M6 2A4 4 0 0 0 6 10 4 4 0 0 0 6 2z",  # an open ring
}

#: After Okabe and Ito (2008), whose palette colour-blind readers can tell apart, darkened or
#: lightened until each stands out from its paper; colour is never the only sign.
LIGHT: Final[Mapping[str, str]] = {
    "paper": "#ffffff", "panel": "#ffffff", "band": "#f6f5f2", "ink": "#16181b",
    "quiet": "#595d62", "rule": "#dedbd4", "focus": "#0a5fa5", "marked": "#fdf1dc",
    "people": "#0a5fa5", "diplomatic": "#0a5fa5", "economic": "#8f5d00", "hostile": "#16181b",
    "speech": "#6f7378", "other": "#5f6368",
    "retaliation": "#c0430a", "solidarity": "#00735a", "threatFulfilment": "#9a3b70",
    "reversal": "#2a75a8", "reply": "#787c81",
}  # fmt: skip
DARK: Final[Mapping[str, str]] = {
    "paper": "#121416", "panel": "#1a1d20", "band": "#191c1f", "ink": "#edebe7",
    "quiet": "#a9adb1", "rule": "#34383c", "focus": "#6bb9f0", "marked": "#3a3017",
    "people": "#5aaee8", "diplomatic": "#5aaee8", "economic": "#e69f00", "hostile": "#f1efeb",
    "speech": "#93979b", "other": "#a3a7ab",
    "retaliation": "#f0803c", "solidarity": "#2fbf95", "threatFulfilment": "#d98bb8",
    "reversal": "#7cc0ee", "reply": "#93979b",
}  # fmt: skip


def style_variables() -> str:
    """The palettes as CSS custom properties; paper is light whatever the screen."""
    light, dark = (";".join(f"--{k}:{v}" for k, v in each.items()) for each in (LIGHT, DARK))
    return f":root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"


def sign_tables() -> dict[str, Any]:
    """What the scripts need of the above."""
    return {
        "shapes": dict(SHAPES),
        "icons": dict(ICONS),
        "dashes": dict(DASHES),
        "widths": dict(WIDTHS),
        "heads": dict(HEADS),
        "answers": dict(ANSWER_MARKS),
        "light": dict(LIGHT),  # of what is taken away, whatever the screen
    }
