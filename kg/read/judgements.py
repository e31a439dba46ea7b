"""A folder with actions.csv and judgements.csv -> Reference: coded acts, and what each answers.

Such a folder holds whole dyads: every act between two sides that its sources tell, each with a
verdict. data/events/dyads/README.md describes the two files and how the bundled ones were coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError, stop_at_errors
from kg.model.actions import Account, Action, Record, Report, Values
from kg.model.actors import Actors
from kg.model.dates import precedes
from kg.model.ids import file_stem, report_name
from kg.model.order import exact_day
from kg.model.slips import Hints
from kg.model.standing import MATERIAL_STATUSES
from kg.read.accounts import join_accounts
from kg.read.actor_files import check_actors
from kg.read.circles import find_circles
from kg.read.corpus import read_directory
from kg.read.documents import Entries, open_file
from kg.read.events import values_of
from kg.read.fields import ID, LINE, TEXT, Field, Row, choice
from kg.read.folders import Source, shown
from kg.read.formats import EVENT_COLUMNS
from kg.read.markers import read_row
from kg.read.rows import read_table

ACTIONS: Final = "actions.csv"
JUDGEMENTS: Final = "judgements.csv"
VERDICTS: Final = ("answer", "opening", "outside", "untold")
BASES: Final = ("told", "read")  # an item says what it answers, or a reader concludes it

_OF_EVENTS: Final = {each.name: each for each in EVENT_COLUMNS}
ACTION_COLUMNS: Final = (
    _OF_EVENTS["id"],
    Field("pair", TEXT, "The two sides that were coded together."),
    Field("item", TEXT, "What tells of it first."),
    Field("items", TEXT, "All that tell of it.", many=True),
    _OF_EVENTS["date"],
    _OF_EVENTS["actor"],
    replace(_OF_EVENTS["recipient"], required=True),
    _OF_EVENTS["type"],
    replace(_OF_EVENTS["status"], kind=choice(MATERIAL_STATUSES)),
    _OF_EVENTS["quantity"],
    Field("unit", TEXT, "What is counted, in any words."),
    _OF_EVENTS["within_day"],
    _OF_EVENTS["disclosed"],
    Field("label", LINE, "What happened, in your own words."),
)
JUDGEMENT_COLUMNS: Final = (
    Field("action", ID, "The act that is judged, once each.", required=True),
    Field("verdict", choice(VERDICTS), "What the act is.", required=True),
    Field("triggers", ID, "The acts that an informed reader accepts as answered.", many=True),
    Field("basis", choice(BASES), "How an answer is known."),
    Field("note", TEXT, "Anything else."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a coder says of one act."""

    action: str
    verdict: str  # one of VERDICTS
    triggers: Mapping[str, Place]  # of an answer: each is right
    basis: str | None  # of an answer: one of BASES
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Acts without any link, and apart from them what each of them answers."""

    name: str
    record: Record
    judgements: Mapping[str, Judgement]  # by act; each act has one


def find_references(sources: Iterable[Source]) -> list[Path]:
    """The folders events/dyads/ of data folders, where their events are read and they hold one."""
    found = [each.folder / "events" / "dyads" for each in sources if "events" in each.kinds]
    return [each for each in found if (each / ACTIONS).exists() or (each / JUDGEMENTS).exists()]


def read_reference(folder: Path, actors: Actors | None = None) -> Reference:
    """Read coded acts and their verdicts.

    Args:
        folder: has actions.csv and judgements.csv.
        actors: whom the acts may name; None for the bundled ones.
    Raises:
        UnreadableError: a file is missing, or is not such a table.
        FindingsError: a row breaks a rule; all problems at once.
    """
    findings: list[Finding] = []
    actors = actors or read_directory()
    tables = {
        name: _rows(folder / name, columns, findings)
        for name, columns in ((ACTIONS, ACTION_COLUMNS), (JUDGEMENTS, JUDGEMENT_COLUMNS))
    }
    account = _read_actions(tables[ACTIONS], folder, actors, findings)
    judged, tried = _read_judgements(tables[JUDGEMENTS], findings)
    record = join_accounts([account], actors, findings)
    acts = {each.id: each for each in record.actions}
    findings += _find_contradictions(judged, acts, frozenset(account.unreadable))
    if acts and not account.unreadable:
        findings += [
            Finding(each.place, f"has no row in {JUDGEMENTS}; add one with its verdict")
            for each in record.actions
            if each.id not in tried
        ]
    if not acts and not findings:
        findings.append(
            Finding(Place(shown(folder / ACTIONS)), "has no rows, so there are no acts")
        )
    stop_at_errors(findings)
    return Reference(name=folder.resolve().name, record=record, judgements=judged)


def _rows(path: Path, columns: Sequence[Field], findings: list[Finding]) -> list[Entries]:
    if not path.exists():
        message = f"is not there; a reference is a folder with {ACTIONS} and {JUDGEMENTS}"
        raise UnreadableError([Finding(Place(shown(path)), message)])
    with open_file(path, shown(path)) as file:
        return list(read_table(file, shown(path), columns, findings))


def _read_actions(
    rows: Sequence[Entries], folder: Path, actors: Actors, findings: list[Finding]
) -> Account:
    table = f"{folder.resolve().name}/{ACTIONS}"
    actions: list[Action] = []
    reports: list[Report] = []
    unreadable: list[str] = []
    for node in rows:
        row = read_row(node, ACTION_COLUMNS, findings)
        check_actors(row, ("actor", "recipient"), actors, findings, in_cell=True)
        if any(each.required and each.name not in row.values for each in ACTION_COLUMNS):
            unreadable.append(row.get("id", ""))
            continue
        name, kind, values = row.values["id"], row.values["type"], values_of(row)
        roles = Values(actor=values.actor, recipient=values.recipient)
        label = row.get("label", name)
        actions.append(Action(id=name, kind=kind, label=label, values=roles, place=row.at("id")))
        reports.append(
            Report(
                iri=report_name(file_stem(table), table, name, row.place.line),
                action=name,
                table=table,
                row=row.place.line,
                source=row.get("item"),
                stance="asserts",
                described_as=kind,
                values=values,
                place=row.place,
            )
        )
    return Account(
        article=None,
        actions=tuple(actions),
        reports=tuple(reports),
        unreadable=tuple(unreadable),
    )


def _read_judgements(
    rows: Sequence[Entries], findings: list[Finding]
) -> tuple[dict[str, Judgement], frozenset[str]]:
    """The judgements by act, and the acts that any row names, readable or not."""
    judged: dict[str, Judgement] = {}
    tried: set[str] = set()
    for node in rows:
        row = read_row(node, JUDGEMENT_COLUMNS, findings)
        if "action" in row.values:
            tried.add(row.values["action"])
        if any(each.required and each.name not in row.values for each in JUDGEMENT_COLUMNS):
            continue
        name = row.values["action"]
        if name in judged:
            message = f"{name!r} is judged at {judged[name].place} too; keep one row"
            findings.append(Finding(row.at("action"), message))
            continue
        findings += _find_gaps(row)
        judged[name] = Judgement(
            action=name,
            verdict=row.values["verdict"],
            triggers=dict(zip(row.many("triggers"), row.places.get("triggers", ()), strict=True)),
            basis=row.get("basis"),
            place=row.at("action"),
        )
    return dict(sorted(judged.items())), frozenset(tried)


def _find_gaps(row: Row) -> Iterator[Finding]:
    """An answer without what it answers, or anything else with it."""
    verdict = row.values["verdict"]
    for key, what in (("triggers", "the acts that it answers"), ("basis", "told or read")):
        if verdict == "answer" and key not in row.given:
            yield Finding(row.place, f"an answer needs {key}: {what}")
        elif verdict != "answer" and key in row.values:
            message = f"{key} belongs to an answer, and the verdict is {verdict!r}; empty the cell"
            yield Finding(row.at(key), message)
    named: Sequence[Any] = row.many("triggers")
    for name, place in zip(named, row.places.get("triggers", ()), strict=True):
        if named.count(name) > 1:
            yield Finding(place, f"names {name!r} twice; keep one")
            return


def _find_contradictions(
    judged: Mapping[str, Judgement], acts: Mapping[str, Action], unreadable: frozenset[str]
) -> Iterator[Finding]:
    """Acts that are not there, and triggers that their answer cannot answer."""
    hints = Hints(acts)
    for name, each in judged.items():
        if name not in acts:
            if name not in unreadable:
                message = f"{name!r} is not an act of {ACTIONS}{hints.tell(name)}"
                yield Finding(each.place, message)
            continue
        for trigger, place in each.triggers.items():
            if trigger in acts and (why := _why_not(acts[name], acts[trigger])):
                yield Finding(place, f"{name!r} cannot answer {trigger!r}: {why}")
            elif trigger not in acts and trigger not in unreadable:
                message = f"trigger {trigger!r} is not an act of {ACTIONS}{hints.tell(trigger)}"
                yield Finding(place, message)
    for first, *others in find_circles({name: each.triggers for name, each in judged.items()}):
        if others:  # one alone answers itself, which is told above
            around = " answers ".join(map(repr, (first, *others, first)))
            yield Finding(judged[first].place, f"{around}; only the later can answer")


def _why_not(answer: Action, trigger: Action) -> str:
    """Why an act cannot be the trigger of another; nothing where it can."""
    if set(answer.values.actor) & set(trigger.values.actor):
        return "both are acts of one side; name an act of the other"
    if precedes(answer.bounds, trigger.bounds):
        return f"it ends on {answer.latest}, before that begins on {trigger.earliest}; correct one"
    places = (trigger.values.within_day, answer.values.within_day)
    same_day = exact_day(trigger) is not None and exact_day(trigger) == exact_day(answer)
    if same_day and None not in places and places[0] >= places[1]:  # type: ignore[operator]
        return "within_day puts it first, or gives both one place; correct one"
    return ""
