"""The record: makes the table of whole dyads, and says how each coded row was selected.

Writes data/events/whole-dyads.csv from the reference in data/events/dyads/, and the column
`selection` of data/events/current-events-*.csv. Run it again after a change of either.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from kg.model.vocabulary import ancestry
from kg.tell.words import spell_day

EVENTS: Final = Path(__file__).parents[1] / "data" / "events"
TABLE: Final = "whole-dyads.csv"
CODED: Final = "current-events-*.csv"
#: Before an id of the reference: the coded tables have 76 of its ids, made by the same habit.
PREFIX: Final = "dyad-"
COLUMNS: Final = (
    "id", "date", "actor", "recipient", "type", "quantity", "unit", "status", "source", "label",
    "responds_to", "relation", "basis", "stance", "within_day", "disclosed", "selection",
)  # fmt: skip
#: Units of the reference -> units of event tables. Counts of other things (money, months, apps …)
#: stay in the reference.
UNITS: Final = {
    **{
        each: each
        for each in "aircraft days drones missiles missions percent persons ships".split()
    },
    "vessels": "ships",
    **dict.fromkeys("checkpoints crossings refineries".split(), "sites"),
    **dict.fromkeys(
        "airlines broadcasters channels companies firms institutions outlets".split(),
        "organizations",
    ),
}
EXACT_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
YEAR: Final = re.compile(r"\d{4}")
SIDES: Final = ("actor", "recipient")
ITEM: Final = re.compile(r"\(([^()]+)\)$")
Row: TypeAlias = "dict[str, str]"


def make_rows(folder: Path) -> list[Row]:
    """The table of whole dyads, sorted by id: `dyad-` and the id in the reference.

    Of one act told in several pairs the first id stays.

    Args:
        folder: the reference; see its README for the files.
    Raises:
        ValueError: joint.csv or told.csv does not decide exactly what it must, or rows that are
            called one act differ.
    """
    acts = {each["id"]: each for each in read_rows(folder / "actions.csv")}
    joint = {_key(each): each for each in read_rows(folder / "joint.csv")}
    outlets = {each["item"]: each["outlets"] for each in read_rows(folder / "outlets.csv")}
    links = _told_links(acts, read_rows(folder / "judgements.csv"), read_rows(folder / "told.csv"))
    groups = _group(acts.values(), joint)
    stays = {name: group[0] for group in groups for name in group}
    rows = []
    for group in groups:
        first = acts[group[0]]
        counted = joint[_key(first)] if len(group) > 1 else first
        claims = [links[name] for name in group if name in links]
        triggers = {stays[name] for claim in claims for name in claim[0]}
        row = {key: first[key] for key in COLUMNS if key in first}
        row |= {
            "id": PREFIX + first["id"],
            "recipient": ";".join(sorted(acts[name]["recipient"] for name in group)),
            "quantity": counted["quantity"] if counted["unit"] in UNITS else "",
            "unit": UNITS.get(counted["unit"], ""),
            "label": counted["label"],
            "source": spell_source(first["item"], outlets.get(first["item"], "")),
            "responds_to": ";".join(sorted(PREFIX + name for name in triggers)),
            "selection": "wholeDyad",
        }
        if triggers:
            stance = _common(stance for _, stance in claims)
            row |= {"relation": "retaliation", "basis": "reported", "stance": stance}
        rows.append(row)
    return sorted(rows, key=lambda row: row["id"])


def _key(row: Row) -> tuple[str, str, str]:
    """What rows of one act share, whichever pair they were read in."""
    return row["item"], row["actor"], row["type"]


def _common(values: Iterable[str]) -> str:
    """The one value that all have."""
    (value,) = set(values)
    return value


def _group(acts: Iterable[Row], joint: Mapping[tuple[str, str, str], Row]) -> list[Sequence[str]]:
    """The ids of the rows of each act, sorted: one, or one a pair of states."""
    alike: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for each in acts:
        alike[_key(each)].append(each)
    several = {key for key, rows in alike.items() if len({x["recipient"] for x in rows}) > 1}
    if undecided := several ^ set(joint):
        raise ValueError(f"joint.csv and actions.csv differ in {sorted(undecided)}")
    groups: list[Sequence[str]] = []
    for key, rows in alike.items():
        if key in joint and joint[key]["joint"] == "yes":
            for name in ("date", "status", "within_day", "disclosed"):
                _common(each[name] for each in rows)
            groups.append(sorted(each["id"] for each in rows))
        else:
            groups += [[each["id"]] for each in rows]
    return groups


def _told_links(
    acts: Mapping[str, Row], judgements: Iterable[Row], told: Iterable[Row]
) -> dict[str, tuple[Sequence[str], str]]:
    """Act -> the triggers that its item tells, and the stance.

    What a reader concludes is no source's word. That an easing answers an easing may be told too,
    but no relation of links says so.
    """
    chosen = {each["action"]: each for each in told}
    found: dict[str, tuple[Sequence[str], str]] = {}
    several = set()
    for each in judgements:
        name, triggers = each["action"], each["triggers"].split(";")
        if each["basis"] != "told" or acts[name]["type"] == "Easing":
            continue
        found[name] = triggers, "asserts"
        if len(triggers) > 1:
            several.add(name)
            if name in chosen:
                found[name] = chosen[name]["triggers"].split(";"), chosen[name]["stance"]
    if undecided := several ^ set(chosen):
        raise ValueError(f"told.csv and judgements.csv differ in {sorted(undecided)}")
    return found


def spell_source(item: str, outlets: str) -> str:
    """What a row rests on, for readers: the outlets that its item cites, else the portal's day.

    Args:
        item: day and number within the day.
        outlets: separated by `;`, or empty.
    """
    *names, last = outlets.split(";")
    if not last:
        last = f"Wikipedia, Portal: Current events, {spell_day(date.fromisoformat(item[:10]))}"
    return f"{' and '.join(filter(None, [', '.join(names), last]))} ({item})"


def select_rows(rows: Sequence[Row]) -> list[Row]:
    """Coded rows, each with how it was selected.

    A hostile act, or an act of no exact day, is there only because an item names it as a cause, if
    the row that names it cites the same item. All else is there by the words of its own item.

    Args:
        rows: all tables whose items were found by words of a measure.
    """
    naming: dict[str, set[str]] = defaultdict(set)
    for each in rows:
        for trigger in each["responds_to"].split(";"):
            naming[trigger].add(_item(each))
    return [
        {
            **each,
            "selection": "namedAsCause"
            if _item(each) in naming[each["id"]]
            and ("HostileAct" in ancestry(each["type"]) or not EXACT_DAY.fullmatch(each["date"]))
            else "measureCue",
        }
        for each in rows
    ]


def _item(row: Row) -> str:
    found = ITEM.search(row["source"])
    if found is None:
        raise ValueError(f"{row['id']}: the source names no item: {row['source']!r}")
    return found[1]


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """The text of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def make_record(events: Path) -> dict[str, str]:
    """The text of each table that this writes, by file name.

    Args:
        events: the folder of event tables, with the reference in `dyads`.
    """
    texts = {TABLE: write_rows(make_rows(events / "dyads"), COLUMNS)}
    tables = {path.name: read_rows(path) for path in sorted(events.glob(CODED))}
    coded = [each for rows in tables.values() for each in rows]
    selected = {each["id"]: each for each in select_rows(coded)}
    for name, rows in tables.items():
        columns = [*(each for each in rows[0] if each != "selection"), "selection"]
        texts[name] = write_rows([selected[each["id"]] for each in rows], columns)
    return texts


def describe_tables(texts: Mapping[str, str]) -> str:
    """The tables of the README: what each event table holds, and how its rows were selected.

    Args:
        texts: the text of each event table, by file name.
    """
    tables = {f"`{name}`": list(csv.DictReader(io.StringIO(texts[name]))) for name in sorted(texts)}
    tables["together"] = [row for rows in tables.values() for row in rows]
    lines = [
        "| table | rows | say what they answer | acts of | sides |",
        "|---|---|---|---|---|",
    ]
    for name, rows in tables.items():
        years = sorted(found[0] for each in rows if (found := YEAR.search(each["date"])))
        sides = {side for each in rows for key in SIDES for side in each[key].split(";")} - {""}
        answers = sum(bool(each["responds_to"]) for each in rows)
        lines.append(
            f"| {name} | {len(rows):,} | {answers} | {years[0]} to {years[-1]} | {len(sides)} |"
        )
    lines += ["", "| `selection` | rows |", "|---|---|"]
    counts = Counter(each["selection"] for each in tables["together"])
    return (
        "\n".join([*lines, *(f"| `{name}` | {counts[name]} |" for name in sorted(counts))]) + "\n"
    )


def main() -> None:
    """Write the tables, and print the lines of their README."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=Path, default=EVENTS, help="the folder of event tables")
    events = parser.parse_args().events
    texts = make_record(events)
    for name, text in texts.items():
        (events / name).write_text(text, encoding="utf-8", newline="")
    print(describe_tables(texts), end="")


if __name__ == "__main__":
    main()
