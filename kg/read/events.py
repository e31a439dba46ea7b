"""A table of coded events (CSV) -> Account: a row is an action, a report of it, and its links.

The columns are kg.read.formats.EVENT_COLUMNS. Several values in a cell are separated by `;`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.model.actions import Account, Action, Case, Link, Report, Values
from kg.model.actors import Actors, Quantity
from kg.model.ids import file_stem, link_name, report_name
from kg.model.names import hint
from kg.model.vocabulary import LABELS, ancestry
from kg.read.actor_files import check_actors
from kg.read.documents import FILE_LIMIT, Entries, Items, Node, Scalar
from kg.read.drafts import read_provenance
from kg.read.fields import Field, Row, read_record
from kg.read.formats import EVENT_COLUMNS, MERGE_COLUMNS

DEFAULT_UNIT: Final = "persons"  # what event tables of this field count unless they say otherwise


def read_table(data: bytes, name: str, columns: Sequence[Field] = EVENT_COLUMNS) -> list[Entries]:
    """The rows of a CSV file, each value with its line and column.

    Args:
        data: the file's bytes.
        name: how messages call the file.
        columns: the columns it may have.
    Raises:
        UnreadableError: it is no UTF-8, too large, no CSV, or its header is not usable.
    """
    if len(data) > FILE_LIMIT:
        raise _unreadable(Place(name), f"is larger than {FILE_LIMIT:,} bytes; split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(Place(name, line, 1), "is not UTF-8; save it as UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    many = {each.name for each in columns if each.many}
    rows = []
    begin = 1
    try:
        for cells in reader:
            if header is None:
                header = _checked_header(cells, columns, Place(name, begin, 1))
            elif any(cells):  # spreadsheets leave rows of commas behind
                rows.append(_row(header, cells, many, Place(name, begin, 1)))
            begin = reader.line_num + 1
    except csv.Error as error:
        place = Place(name, begin, 1)  # where the row begins: an open quote runs to the end
        raise _unreadable(place, f"is not valid CSV here: {error}; check the quotes") from None
    if header is None:
        raise _unreadable(Place(name, 1, 1), "is empty; the first line names the columns")
    return rows


def _unreadable(place: Place, message: str) -> UnreadableError:
    return UnreadableError([Finding(place, message)])


def _checked_header(cells: list[str], columns: Sequence[Field], place: Place) -> list[str]:
    known = [each.name for each in columns]
    for mark, words in ((";", "';'"), ("\t", "tabs")):
        if len(cells) == 1 and cells[0].count(mark) >= 2:
            raise _unreadable(place, f"is separated by {words}; save it with commas")
    for name in cells:
        if name not in known:
            message = f"{name[:60]!r} is not a column here{hint(name, known)}"
            raise _unreadable(place, message)
        if cells.count(name) > 1:
            raise _unreadable(place, f"names the column {name!r} twice; keep one")
    missing = [each.name for each in columns if each.required and each.name not in cells]
    if missing:
        raise _unreadable(place, f"has no column {', '.join(missing)}; every table needs it")
    return cells


def _row(header: list[str], cells: list[str], many: Container[str], place: Place) -> Entries:
    """A row as a record: empty cells are absent keys, and the columns `many` hold lists."""
    if len(cells) != len(header):
        message = f"has {len(cells)} cells under {len(header)} columns; check commas and quotes"
        raise _unreadable(place, message)
    nodes: dict[str, tuple[Place, Node]] = {}
    for number, (name, cell) in enumerate(zip(header, cells, strict=True), start=1):
        if not cell:
            continue
        at = Place(place.file, place.line, number)
        parts = [part.strip() for part in cell.split(";")] if name in many else [cell.strip()]
        found = tuple(Scalar(part, at) for part in parts if part)
        if found:
            nodes[name] = (at, Items(found, at) if name in many else found[0])
    return Entries(nodes, place)


def read_events(
    rows: Iterable[Entries], table: str, actors: Actors, findings: list[Finding]
) -> Account:
    """Read the rows of one table; every problem becomes a finding at its row and column.

    Args:
        rows: see `read_table`.
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
        row = read_record(node, EVENT_COLUMNS, findings)
        check_actors(row, ("actor", "recipient", "claimed_by"), actors, findings, by_name=True)
        if any(each.required and each.name not in row.values for each in EVENT_COLUMNS):
            unreadable += [row.values["id"]] if "id" in row.values else []
            continue
        values = _values(row, findings)
        actions.append(_action(row, values, actors))
        reports.append(_report(row, values, table))
        links += _links(row, table, findings)
        cases += _cases(row, findings)
    return Account(
        article=None,
        actions=tuple(actions),
        reports=tuple(reports),
        links=tuple(links),
        unreadable=tuple(unreadable),
        implied_cases=tuple(cases),
    )


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


def _values(row: Row, findings: list[Finding]) -> Values:
    count = row.get("quantity")
    quantity = None
    if count is not None:
        unit = row.get("unit", DEFAULT_UNIT)
        quantity = Quantity(minimum=count, maximum=count, unit=unit)
    elif "unit" in row.values:
        findings.append(Finding(row.at("unit"), "unit has no number; give quantity"))
    return Values(
        actor=row.many("actor"),
        recipient=row.many("recipient"),
        quantity=quantity,
        date=row.get("date"),
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
    """`Expulsion by Ruritania against Borduria` where the table has no words of its own."""
    actor, recipient = (
        ", ".join(actors[name].label for name in side) for side in (values.actor, values.recipient)
    )
    against = f" against {recipient}" if recipient else ""
    return f"{LABELS[kind].capitalize()} by {actor}{against}"


def _report(row: Row, values: Values, table: str) -> Report:
    line = row.place.line
    return Report(
        iri=report_name(file_stem(table), line, table, row.values["id"]),
        action=row.values["id"],
        table=table,
        row=line,
        source=row.values["source"],
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
            if row.values.get(name):
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
    provenance = read_provenance(row)
    links = []
    for trigger, place in zip(row.many("responds_to"), row.places["responds_to"], strict=True):
        response, line = row.values["id"], row.place.line
        links.append(
            Link(
                iri=link_name(response, trigger, table, line, *claim.values()),
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


def read_merges(rows: Iterable[Entries], findings: list[Finding]) -> dict[str, tuple[str, Place]]:
    """Id of a row's action -> the action it is, and where that is said; see MERGE_COLUMNS."""
    merges: dict[str, tuple[str, Place]] = {}
    for node in rows:
        row = read_record(node, MERGE_COLUMNS, findings)
        if any(each.name not in row.values for each in MERGE_COLUMNS):
            continue
        name, action = row.values["id"], row.values["action"]
        if merges.setdefault(name, (action, row.at("id")))[0] != action:
            message = f"{name!r} is already merged into {merges[name][0]!r}; keep one"
            findings.append(Finding(row.at("id"), message))
    return merges


def check_merges(
    merges: Mapping[str, tuple[str, Place]], rowed: Mapping[str, str], declared: Mapping[str, str]
) -> list[Finding]:
    """Merges of ids that are not there, and of a row into an action of quite another class.

    Args:
        merges: see `read_merges`.
        rowed: id of each row's action -> its class.
        declared: id of each action that a file declares -> its class.
    """
    findings = []
    for name, (target, place) in merges.items():
        if name not in rowed:
            findings.append(Finding(place, f"id: no row has the id {name!r}{hint(name, rowed)}"))
        if target not in declared:
            near = hint(target, declared)
            findings.append(Finding(place, f"action: {target!r} is not a declared action{near}"))
        one, other = rowed.get(name), declared.get(target)
        if one and other and one not in ancestry(other) and other not in ancestry(one):
            message = (
                f"merges a row of class {one} into {target!r}, which is of class {other}; "
                "remove the merge, or correct one class"
            )
            findings.append(Finding(place, message))
    return findings


def merge_events(account: Account, merges: Mapping[str, str]) -> Account:
    """The account of a table, with rows told of an action that a file declares as reports of it."""

    def named(name: str) -> str:
        return merges.get(name, name)

    return replace(
        account,
        actions=tuple(each for each in account.actions if each.id not in merges),
        reports=tuple(replace(each, action=named(each.action)) for each in account.reports),
        links=tuple(
            replace(each, response=named(each.response), trigger=named(each.trigger))
            for each in account.links
        ),
    )
