"""What the links of a file point to in it: reports and links, by the ids that they have there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Final

from kg.errors import Finding
from kg.model.actions import Link, Report
from kg.model.slips import Hints
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


#: Key of a link -> the kinds of thing that it may point to.
_KINDS: Final = {"disputedBy": ("report", "link"), "conflictsWith": ("link",)}


def point_links(
    claims: Iterable[tuple[Row, Link]],
    named: Mapping[str, tuple[str, str]],
    unread: Container[str],
    findings: list[Finding],
) -> tuple[Link, ...]:
    """The links with their disputedBy and conflictsWith resolved to IRIs.

    Args:
        claims: each link with its record.
        named: see `name_things`.
        unread: ids of records with problems of their own, which are told there.
        findings: problems are added here.
    """
    hints = {
        key: Hints([each for each, (kind, _) in named.items() if kind in kinds])
        for key, kinds in _KINDS.items()
    }
    found = []
    for row, link in claims:
        targets: dict[str, list[tuple[str, str]]] = {key: [] for key in _KINDS}
        for key, kinds in _KINDS.items():
            for name, place in zip(row.many(key), row.places.get(key, ()), strict=True):
                if name in unread:
                    continue
                if name in named and named[name][0] in kinds:
                    targets[key].append(named[name])
                    continue
                what = " or ".join(kinds)
                near = hints[key].tell(name)
                message = f"{key}: {name!r} is not a {what} of this file{near}"
                findings.append(Finding(place, message, unknown=f"claim:{name}"))
        found.append(
            replace(
                link,
                disputed_by=tuple(sorted(targets["disputedBy"])),
                conflicts_with=tuple(sorted(iri for _, iri in targets["conflictsWith"])),
            )
        )
    return tuple(found)
