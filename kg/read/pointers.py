"""What the links of a file point to in it: reports and links, by the ids that they have there."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from kg.errors import Finding
from kg.model.actions import Link, Report
from kg.model.slips import hint_id
from kg.read.fields import Row


def name_things(
    rows: list[tuple[Row, Report]], claims: list[tuple[Row, Link]], findings: list[Finding]
) -> dict[str, tuple[str, str]]:
    """The id that a file gives a report or link -> the kind and the local name of its IRI."""
    named: dict[str, tuple[str, str]] = {}
    things: list[tuple[Row, str, str]] = [(row, "report", each.iri) for row, each in rows]
    things += [(row, "link", each.iri) for row, each in claims]
    for row, kind, iri in things:
        name = row.get("id")
        if name in named:
            findings.append(Finding(row.at("id"), f"{name!r} names two things in this file"))
        elif name:
            named[name] = (kind, iri)
    return named


def point_link(
    row: Row,
    link: Link,
    named: Mapping[str, tuple[str, str]],
    unread: Container[str],
    findings: list[Finding],
) -> Link:
    """The link with its disputedBy and conflictsWith resolved to IRIs.

    Args:
        row: the link's record.
        link: the link.
        named: see `name_things`.
        unread: ids of records with problems of their own, which are told there.
        findings: problems are added here.
    """
    targets: dict[str, list[tuple[str, str]]] = {"disputedBy": [], "conflictsWith": []}
    for key, found in targets.items():
        kinds = ("report", "link") if key == "disputedBy" else ("link",)
        for name, place in zip(row.many(key), row.places.get(key, ()), strict=True):
            if name in unread:
                continue
            if name not in named or named[name][0] not in kinds:
                known = [each for each, (kind, _) in named.items() if kind in kinds]
                what = " or ".join(kinds)
                message = f"{key}: {name!r} is not a {what} of this file{hint_id(name, known)}"
                findings.append(Finding(place, message, unknown=f"claim:{name}"))
            else:
                found.append(named[name])
    return replace(
        link,
        disputed_by=tuple(sorted(targets["disputedBy"])),
        conflicts_with=tuple(sorted(iri for _, iri in targets["conflictsWith"])),
    )
