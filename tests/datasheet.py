"""The counts of data/DATASHEET.md and of the READMEs of the record, from its tables and articles.

`KG_UPDATE=1 pytest tests/test_datasheet.py` writes them again.
"""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from kg.model.actions import Record
from kg.model.dates import edtf_bounds
from kg.model.edtf import Bounds
from kg.model.vocabulary import CODES, LABELS, ancestry

DATA: Final = Path(__file__).parents[1] / "data"
TABLES: Final = {
    "words of a measure": ("current-events-even", "current-events-odd"),
    "whole pairs": ("whole-dyads",),
}
#: Heads of classes by which acts are counted; whatever is none of them is "other".
FAMILIES: Final = (
    "Easing", "DiplomaticMeasure", "EconomicMeasure", "TransportRestriction", "HostileAct",
    "SpeechAct",
)  # fmt: skip
PORTAL: Final = "Wikipedia, Portal: Current events"
Row = dict[str, str]


def read_tables() -> dict[str, list[Row]]:
    """The rows of the event tables, by table."""
    found = {}
    for name in (each for names in TABLES.values() for each in names):
        with (DATA / "events" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            found[name] = list(csv.DictReader(lines))
    return found


#: Pages below the root with blocks between marks, and which; every other block is the data sheet's.
PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "data/events/README.md": ("rows",),
    "data/events/dyads/README.md": ("verdicts", "agreement", "overlap"),
    "benchmarks/README.md": ("guesses",),
}
#: Of benchmarks/: what makes the blocks that it prints too.
MODULES: Final = ("agreement", "overlap", "guesses", "record")


def make_pages(record: Record, modules: Mapping[str, ModuleType]) -> dict[str, dict[str, str]]:
    """The blocks of each page by name; the modules are those of MODULES."""
    sheet = make_blocks(record, modules["agreement"], modules["overlap"])
    texts = {each.name: each.read_text("utf-8") for each in (DATA / "events").glob("*.csv")}
    guesses = modules["guesses"]
    judged = guesses.read_rows(DATA / "events" / "notes" / "guesses.csv")
    verdicts, kinds = guesses.read_verdicts(DATA), guesses.read_kinds(DATA)
    every = {
        **sheet,
        "rows": modules["record"].describe_tables(texts),
        "guesses": guesses.sum_up(judged, verdicts, kinds) + "\n",
    }
    pages = {page: {name: every[name] for name in names} for page, names in PAGES.items()}
    return {"data/DATASHEET.md": sheet, **pages}


def make_blocks(record: Record, agreement: ModuleType, overlap: ModuleType) -> dict[str, str]:
    """Each block of the data sheet by name, as Markdown; the modules are those of benchmarks/."""
    tables = read_tables()
    groups = {group: [r for x in names for r in tables[x]] for group, names in TABLES.items()}
    dyads = DATA / "events" / "dyads"
    return {
        "whole": count_record(record),
        "tables": count_tables(tables),
        "span": count_span(tables),
        "years": count_by("year", {**groups, "items read": read_items()}, year_of),
        "families": count_by("kind of act", groups, family_of),
        "regions": count_regions(groups),
        "sides": count_sides(groups),
        "sources": count_sources(tables),
        "verdicts": agreement.make_counts(dyads),
        "agreement": agreement.make_table(dyads),
        "overlap": overlap.make_table(overlap.compare_rows(DATA)),
    }


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, each))} |" for each in lines) + "\n"


def count_record(record: Record) -> str:
    """What all files together hold, one act told by several of them counted once."""
    bases = Counter(each.basis for each in record.links)
    answering = {each.response for each in record.links if each.relation == "retaliation"}
    sides = {state for each in record.actions for state in each.actor_states}
    rows = [
        ("acts", len(record.actions)),
        ("of them material (measures, hostile acts)", sum(x.material for x in record.actions)),
        ("reports of them", len(record.reports)),
        ("acts that a source says retaliate", len(answering)),
        *(
            (f"claims of an answer or of order, {name}", bases[name])
            for name in ("stated", "reported")
        ),
        ("states that act", len(sides)),
        ("disputes with an id", len({x.case for x in record.actions} - {None})),
        ("annotated articles", len(record.articles)),
    ]
    return table(("what", "n"), rows)


def count_tables(tables: Mapping[str, Sequence[Row]]) -> str:
    """Rows, days, answers and selection of each event table."""
    used = {row["selection"] for found in tables.values() for row in found}
    codes = [each for each in CODES["Selection"] if each in used]
    head = ("table", "rows", "first and last day", "exact day", "name what they answer", *codes)
    rows = []
    for name, found in tables.items():
        days = sorted(day for row in found for day in days_of(row) if day)
        exact = sum(None not in days_of(row) and len(set(days_of(row))) == 1 for row in found)
        chosen = Counter(row["selection"] for row in found)
        answers = sum(bool(row["responds_to"]) for row in found)
        span = f"{days[0]} to {days[-1]}"
        rows.append(
            (f"`{name}.csv`", len(found), span, exact, answers, *(chosen[x] for x in codes))
        )
    return table(head, rows)


def count_span(tables: Mapping[str, Sequence[Row]]) -> str:
    """First and last day of items read on the whole pairs, of those that tell an act, and of acts.

    Items found by words of a measure have ids without a day, so that they are not counted here.
    """
    told = {item[:10] for row in read_rows("actions") for item in row["items"].split(";")}
    spans = {
        "items read on the whole pairs": {each["date"] for each in read_items()},
        "those of them that tell an act": told,
        "acts of all tables, as far as their day is known": {
            day.isoformat() for found in tables.values() for row in found
            if (day := days_of(row)[1])
        },
    }  # fmt: skip
    rows = [(name, min(days), max(days)) for name, days in spans.items()]
    return table(("what", "first day", "last day"), rows)


def count_by(what: str, groups: Mapping[str, Sequence[Row]], key_of: Callable[[Row], str]) -> str:
    """How many rows of each group have a key."""
    counts = {name: Counter(map(key_of, found)) for name, found in groups.items()}
    keys = sorted({key for each in counts.values() for key in each})
    return table((what, *groups), [(k, *(each[k] for each in counts.values())) for k in keys])


def days_of(row: Row) -> Bounds:
    """The first and last day on which an act may lie, as far as they are known."""
    return edtf_bounds(row["date"]) if row["date"] else (None, None)


def year_of(row: Row) -> str:
    """The year of the last day on which an act may lie."""
    last = days_of(row)[1]
    return str(last.year) if last else "unknown"


def family_of(row: Row) -> str:
    """The head of an act's class, in the words of the ontology."""
    return next((LABELS[each] for each in FAMILIES if each in ancestry(row["type"])), "other")


def read_items() -> list[Row]:
    """The items that were read on the whole pairs, each once: an id begins with the day."""
    found = set()
    for name, column in (("actions", "items"), ("left", "item")):
        found |= {item for row in read_rows(name) for item in row[column].split(";")}
    return [{"date": item[:10]} for item in sorted(found)]


def read_rows(name: str) -> list[Row]:
    """The rows of a table of the reference."""
    with (DATA / "events" / "dyads" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def count_regions(groups: Mapping[str, Sequence[Row]]) -> str:
    """Rows by the region of who acts and of who is acted upon, each region once a row."""
    regions = read_regions()
    counts = [
        Counter(region for row in found for region in {regions.get(x, "organisations and others")
                for x in row[side].split(";") if x})
        for found in groups.values() for side in ("actor", "recipient")
    ]  # fmt: skip
    head = [f"{group}: {does}" for group in groups for does in ("acts", "is acted upon")]
    keys = sorted({key for each in counts for key in each}, key=lambda x: (x[0].islower(), x))
    return table(("region", *head), [(key, *(each[key] for each in counts)) for key in keys])


def read_regions() -> dict[str, str]:
    """State -> subregion of the United Nations (M49), from country_converter's table."""
    found = importlib.util.find_spec("country_converter")
    assert found
    assert found.origin
    path = Path(found.origin).with_name("country_data.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["ISO3"]: row["UNregion"] for row in csv.DictReader(lines, delimiter="\t")}


def count_sides(groups: Mapping[str, Sequence[Row]]) -> str:
    """The sides in most rows, and their share of all rows."""
    head = ("group", "sides", "in most rows", "rows with one of these five")
    rows = []
    for group, found in groups.items():
        sides = [set(f"{row['actor']};{row['recipient']}".split(";")) - {""} for row in found]
        counts = Counter(side for each in sides for side in each)
        top = sorted(counts, key=lambda side: (-counts[side], side))[:5]
        told = ", ".join(f"{side} {counts[side]}" for side in top)
        share = sum(bool(each.intersection(top)) for each in sides) / len(found)
        rows.append((group, len(counts), told, f"{100 * share:.0f} %"))
    return table(head, rows)


def count_sources(tables: Mapping[str, Sequence[Row]]) -> str:
    """How many rows name an outlet."""
    rows = []
    for name, found in tables.items():
        portal = sum(row["source"].startswith(PORTAL) for row in found)
        items = len({re.search(r"\(([^()]*)\)$", row["source"])[1] for row in found})  # type: ignore[index]
        rows.append((f"`{name}.csv`", items, len(found) - portal, portal))
    return table(
        ("table", "items", "rows that name an outlet", "rows that name the portal alone"), rows
    )


def fill(text: str, blocks: Mapping[str, str]) -> str:
    """The text with each block between its marks.

    Raises:
        ValueError: a block has no place, or a place no block.
    """
    mark = re.compile(r"(<!-- (\w+): made by tests/datasheet.py -->\n).*?(<!-- /\2 -->)", re.DOTALL)
    places = [each[2] for each in mark.finditer(text)]
    if sorted(places) != sorted(blocks):
        raise ValueError(f"places {sorted(places)}, blocks {sorted(blocks)}")
    return mark.sub(lambda found: f"{found[1]}\n{blocks[found[2]]}\n{found[3]}", text)
