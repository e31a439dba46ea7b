"""A story: the steps in which somebody tells the moves, an action and a sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.errors import Finding, stop_at_errors
from kg.model.names import hint
from kg.read.documents import read_document
from kg.read.fields import read_record
from kg.read.folders import shown
from kg.read.formats import STORY_FILE


def read_story(path: Path, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Read the steps of a YAML or JSON file: (action, text), the text empty where none is given.

    Args:
        path: the file; its keys are kg.read.formats.STORY_FILE.
        known: what a step may call an action by -> its id, see kg.model.actions.action_names.
    Raises:
        UnreadableError: the file cannot be read.
        FindingsError: it breaks its format, or names an action that is not known; all at once.
    """
    findings: list[Finding] = []
    row = read_record(read_document(path, shown(path)), STORY_FILE, findings, "kg draw --help")
    steps = []
    for step in row.many("steps"):
        name = step.get("action")
        if name is not None and name not in known:
            message = f"action: {name!r} is not an action that is drawn{hint(name, known)}"
            findings.append(Finding(step.at("action"), message))
        steps.append((known.get(name or "", ""), step.get("text", "")))
    stop_at_errors(findings)
    return tuple(steps)
