"""A table of coded events -> Account: a row is an action, a report of it, and its links.

The columns are kg.read.formats.EVENT_COLUMNS; kg/read/rows.py reads the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from kg.errors import Finding
from kg.model.actions import Account, Action, Case, Link, Report, Values, label_act
from kg.model.actors import Actors, Quantity
from kg.model.ids import file_stem, link_name, number_names, report_name
from kg.model.vocabulary import ancestry
from kg.read.actor_files import check_actors
from kg.read.documents import Entries
from kg.read.drafts import read_provenance
from kg.read.fields import Row
from kg.read.formats import EVENT_COLUMNS
from kg.read.markers import read_row

Claim = TypeVar("Claim", Report, Link)
#: Classes of action of which event tables count the missions, unless they say otherwise.
_MISSIONS: Final = ("MissionClosure", "MissionSuspension", "MissionWithdrawal")


def read_events(
    rows: Iterable[Entries], table: str, actors: Actors, findings: list[Finding]
) -> Account:
    """Read the rows of one table; every problem becomes a finding at its row and column.

    Args:
        rows: see `kg.read.rows.read_table`.
        table: the table's file name.
        actors: who actor, recipient and claimed_by may name, by id, ISO code or any name.
        findings: problems are added here.
    """
    actions: list[Action] = []
    reports: list[Report] = []
    links: list[Link] = []
    cases: list[Case] = []
    unreadable = []
    for node in rows:
        row = read_row(node, EVENT_COLUMNS, findings)
        check_actors(row, ("actor", "recipient", "claimed_by"), actors, findings, in_cell=True)
        if any(each.required and each.name not in row.values for each in EVENT_COLUMNS):
            unreadable += [row.values["id"]] if "id" in row.values else []
            continue
        findings += _lone_unit(row)
        values = values_of(row)
        actions.append(_action(row, values, actors))
        reports.append(_report(row, values, table))
        links += _links(row, table, findings)
        cases += _cases(row, findings)
    return Account(
        article=None,
        actions=tuple(actions),
        reports=_numbered(reports),
        links=_numbered(links),
        unreadable=tuple(unreadable),
        implied_cases=tuple(cases),
    )


def default_unit(kind: str) -> str:
    """What event tables of this field count for a class of action unless they say otherwise.

    >>> default_unit("MissionClosure"), default_unit("Expulsion")
    ('missions', 'persons')
    """
    return "persons" if set(ancestry(kind)).isdisjoint(_MISSIONS) else "missions"


def _numbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Equal claims, as of two rows with one id, numbered in the order of the rows."""
    names = number_names((each.iri, (each.row or 0,)) for each in claims)
    return tuple(replace(each, iri=name) for each, name in zip(claims, names, strict=True))


def _cases(row: Row, findings: list[Finding]) -> list[Case]:
    """The case that a row names, and once more with the name that it gives."""
    if "case" not in row.values:
        if "case" not in row.given and "case_label" in row.values:
            message = "case_label has no case; give case"
            findings.append(Finding(row.at("case_label"), message))
        return []
    told = [Case(id=row.values["case"], label="", place=row.at("case"))]
    if label := row.get("case_label"):
        told.append(Case(id=row.values["case"], label=label, place=row.at("case_label")))
    return told


def _lone_unit(row: Row) -> list[Finding]:
    if "unit" in row.values and "quantity" not in row.given:
        return [Finding(row.at("unit"), "unit has no number; give quantity")]
    return []


def values_of(row: Row) -> Values:
    """What a row that has all it needs gives: one exact count, and a status."""
    count = row.get("quantity")
    quantity = None
    if count is not None:
        unit = row.get("unit", default_unit(row.values["type"]))
        quantity = Quantity(minimum=count, maximum=count, unit=unit)
    return Values(
        actor=row.many("actor"),
        recipient=row.many("recipient"),
        quantity=quantity,
        date=row.get("date"),
        within_day=row.get("within_day"),
        disclosed=row.get("disclosed"),
        status=row.get("status", "carriedOut"),
    )


def _action(row: Row, values: Values, actors: Actors) -> Action:
    return Action(
        id=row.values["id"],
        kind=row.values["type"],
        label=row.get("label") or _default_label(row.values["type"], values, actors),
        case=row.get("case"),
        values=Values(actor=values.actor, recipient=values.recipient),
        place=row.at("id"),
    )


def _default_label(kind: str, values: Values, actors: Actors) -> str:
    sides = ((actors[name].label for name in side) for side in (values.actor, values.recipient))
    return label_act(kind, *sides)


def _report(row: Row, values: Values, table: str) -> Report:
    line = row.place.line
    return Report(
        iri=report_name(file_stem(table), table, row.values["id"]),
        action=row.values["id"],
        table=table,
        row=line,
        source=row.values["source"],
        selection=row.get("selection"),
        stance="asserts",
        described_as=row.values["type"],
        values=values,
        provenance=read_provenance(row),
        place=row.place,
    )


def _links(row: Row, table: str, findings: list[Finding]) -> list[Link]:
    told = {name: row.get(name) for name in ("relation", "basis", "stance")}
    if not row.many("responds_to"):
        for name in ("relation", "basis", "stance", "claimed_by"):
            if row.values.get(name) and "responds_to" not in row.given:
                message = f"{name} is given without responds_to; name the trigger or empty the cell"
                findings.append(Finding(row.at(name), message))
        return []
    claim: Mapping[str, Any] = {
        "relation": told["relation"] or "retaliation",
        "basis": told["basis"] or "reported",
        "stance": told["stance"] or "asserts",
        "claimed_by": row.many("claimed_by"),
    }
    if claim["basis"] == "stated" and "claimed_by" not in row.given:
        message = "a stated link is a party's own word: name the party in claimed_by"
        findings.append(Finding(row.at("basis"), message))
    identity = {**claim, "claimed_by": sorted(claim["claimed_by"])}.values()
    provenance = read_provenance(row)
    links = []
    for trigger, place in zip(row.many("responds_to"), row.places["responds_to"], strict=True):
        response, line = row.values["id"], row.place.line
        links.append(
            Link(
                iri=link_name(response, trigger, table, *identity),
                response=response,
                trigger=trigger,
                table=table,
                row=line,
                provenance=provenance,
                draft=provenance.is_draft,
                place=place,
                **claim,
            )
        )
    return links
