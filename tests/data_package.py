"""data/datapackage.json: what each CSV file of the record holds, made from the readers' columns.

Frictionless Data Package 1 and not CSVW: one file describes all tables and the keys between them,
and people who work in R, Python or a spreadsheet have a validator for it at hand.

`KG_UPDATE=1 pytest tests/test_data_package.py` writes it again.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from kg.read.fields import COUNT, EDTF, ID, INTEGER, SHARE, TEXT, Field, choice
from kg.read.formats import EVENT_COLUMNS, MERGE_COLUMNS
from kg.read.judgements import ACTION_COLUMNS, JUDGEMENT_COLUMNS
from kg.tell.credits import ORIGIN

ROOT: Final = Path(__file__).parents[1]
DATA: Final = ROOT / "data"
NAME: Final = "retaliation-record"
LICENCE: Final = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
SOURCES: Final = (
    {
        "title": "Wikipedia, Portal:Current events (facts were coded; no text is copied)",
        "path": "https://en.wikipedia.org/wiki/Portal:Current_events",
    },
    {
        "title": "The portal's text of October 2002 to March 2026 as it was read, of 2026-03-28",
        "path": "https://github.com/ianrastall/current-events-context",
    },
)

_PAIR: Final = Field("pair", ID, "The two sides, by ISO 3166-1 alpha-3 in alphabetical order.")
_ITEM: Final = Field("item", ID, "The news item: its day, and its number within the day.")
_REASON: Final = Field("reason", TEXT, "Why.", required=True)
_BEFORE: Final = Field("before", TEXT, "The value before; empty where there was none.")
_AFTER: Final = Field("after", TEXT, "The value now.")
_GUESSED: Final = choice(("right", "wrong", "untold"))  # untold: the items cannot tell
_OF_ACTIONS: Final = {each.name: each for each in ACTION_COLUMNS}
_OF_JUDGEMENTS: Final = {each.name: each for each in JUDGEMENT_COLUMNS}

#: Files by pattern, the first that fits: what they hold, and their columns.
TABLES: Final[Mapping[str, tuple[str, Sequence[Field]]]] = {
    "events/whole-dyads.csv": (
        "Every act that the portal's items tell between the two states of 78 pairs, made from "
        "events/dyads/; an id is dyad- and the id there.",
        EVENT_COLUMNS,
    ),
    "events/current-events-*.csv": (
        "Acts coded from items of the portal that a search for words of a measure or a response "
        "found, and what these items name as their cause.",
        EVENT_COLUMNS,
    ),
    "events/notes/exclusions-*.csv": (
        "Items with a word of a response that were left out.",
        (Field("source", ID, "The news item.", required=True), _REASON),
    ),
    "events/notes/notes-*.csv": (
        "Pairs that a reader might link though their item does not.",
        (
            Field("response", ID, "The later act.", required=True),
            Field("possible_trigger", ID, "The act that it might answer, where that is a row."),
            _REASON,
        ),
    ),
    "events/notes/recoded.csv": (
        "Rows that were given another class when the ontology got finer ones.",
        (Field("id", ID, "The act.", required=True), _BEFORE, _AFTER, _REASON),
    ),
    "events/notes/apart-*.csv": (
        "Acts of one side, class and time that were read and are not the same.",
        (
            Field("id", ID, "An act.", required=True),
            Field("other", ID, "The act that it is not.", required=True),
            _REASON,
        ),
    ),
    "events/notes/guesses.csv": (
        "The surest inferred links of acts that no source links to anything, and whether a reader "
        "of the news items finds them right.",
        (
            Field("response", ID, "The later act.", required=True),
            Field("trigger", ID, "The act that it is inferred to answer.", required=True),
            Field("confidence", SHARE, "Of the inferred link when it was read.", required=True),
            Field("first", _GUESSED, "The first reading.", required=True),
            Field("second", _GUESSED, "The same reader's second, in another order.", required=True),
            Field("settled", _GUESSED, "The judgement settled on.", required=True),
            _REASON,
        ),
    ),
    "events/dyads/**/actions.csv": (
        "The acts of whole dyads, one row per act and pair.",
        ACTION_COLUMNS,
    ),
    "events/dyads/**/judgements.csv": (
        "What each act of whole dyads answers.",
        JUDGEMENT_COLUMNS,
    ),
    "events/dyads/**/left.csv": (
        "The items of whole dyads that tell no act.",
        (
            _PAIR,
            _ITEM,
            Field(
                "reason",
                choice(tuple("talk third plan not-between accident repeat war other".split())),
                "Why; see events/dyads/README.md.",
                required=True,
            ),
        ),
    ),
    "events/dyads/order.csv": (
        "The pairs in the order drawn before coding.",
        (
            Field("place", COUNT, "The place in the order.", required=True),
            _PAIR,
            Field("items", INTEGER, "How many items name both sides."),
            Field("readings", COUNT, "How often it was coded, by readers blind to each other."),
        ),
    ),
    "events/dyads/disagreements.csv": (
        "Each difference between the two readings of 24 pairs.",
        (
            _PAIR,
            _ITEM,
            Field("field", TEXT, "What differs; act where only one reading has it.", required=True),
            Field("first_action", ID, "The act's id in the first reading."),
            Field("second_action", ID, "The act's id in the second reading."),
            Field("first", TEXT, "The value of the first reading."),
            Field("second", TEXT, "The value of the second reading."),
            Field("settled", TEXT, "The value settled on."),
            _REASON,
        ),
    ),
    "events/dyads/corrections.csv": (
        "Each change that brought all pairs under one rule.",
        (
            _PAIR,
            Field("action", ID, "The act; removed ones are no rows of actions.csv.", required=True),
            Field("field", TEXT, "What was changed.", required=True),
            _BEFORE,
            _AFTER,
            Field("rule", TEXT, "The rule's letter in events/dyads/README.md.", required=True),
        ),
    ),
    "events/dyads/joint.csv": (
        "Acts of one side, class and item in several pairs: whether they are one act.",
        (
            _ITEM,
            _OF_ACTIONS["actor"],
            _OF_ACTIONS["type"],
            Field("joint", choice(("yes", "no")), "Whether they are one act.", required=True),
            _OF_ACTIONS["label"],
            _OF_ACTIONS["quantity"],
            _OF_ACTIONS["unit"],
            _REASON,
        ),
    ),
    "events/dyads/told.csv": (
        "Answers with several acceptable triggers: those that the item tells.",
        (
            _OF_JUDGEMENTS["action"],
            _OF_JUDGEMENTS["triggers"],
            Field("stance", TEXT, "How firmly the item tells it."),
            _REASON,
        ),
    ),
    "events/dyads/outlets.csv": (
        "The outlets that an item cites.",
        (_ITEM, Field("outlets", TEXT, "Their names.", many=True)),
    ),
    "merges/*.csv": ("Rows that tell of an act which another file declares.", MERGE_COLUMNS),
}

#: Resource and column -> the resource and column where the value must stand.
KEYS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("dyads-judgements", "action"): ("dyads-actions", "id"),
    ("dyads-first-judgements", "action"): ("dyads-first-actions", "id"),
    ("dyads-second-judgements", "action"): ("dyads-second-actions", "id"),
    ("dyads-told", "action"): ("dyads-actions", "id"),
    **{
        (name, "pair"): ("dyads-order", "pair")
        for name in (
            "dyads-actions", "dyads-corrections", "dyads-disagreements", "dyads-left",
            "dyads-first-actions", "dyads-first-left", "dyads-second-actions", "dyads-second-left",
        )
    },
}  # fmt: skip
PRIMARY: Final[Mapping[str, str | list[str]]] = {
    "dyads-order": "pair",
    "dyads-outlets": "item",
    "dyads-told": "action",
    "notes-apart-whole-dyads": ["id", "other"],
    "notes-guesses": ["response", "trigger"],
}


def read_citation() -> dict[str, Any]:
    """How CITATION.cff cites the data set: the one place of its title, version and day."""
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    (data,) = (each for each in told["references"] if each["type"] == "data")
    return {**data, "keywords": told["keywords"]}


def build_package() -> dict[str, Any]:
    """The package, with a resource for each CSV file below data/, sorted by path."""
    cited = read_citation()
    return {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": cited["title"],
        "description": (
            "Diplomatic, economic and hostile acts of states against each other, coded as facts "
            "from dated news items, with what the items say that each answers. The years in the "
            "title are those of the items that tell an act; a few acts are older. Five annotated "
            "articles (articles/*.yaml, article.schema.json) belong to it. "
            f"{ORIGIN} Several values in a cell are separated by ';'."
        ),
        "version": cited["version"],
        "created": f"{cited['date-released']}T00:00:00Z",
        "keywords": cited["keywords"],
        "licenses": [LICENCE],
        "contributors": [{"title": each["name"], "role": "author"} for each in cited["authors"]],
        "sources": list(SOURCES),
        "resources": [describe(path) for path in sorted(DATA.rglob("*.csv"))],
    }


def describe(path: Path) -> dict[str, Any]:
    """One table as a resource.

    Raises:
        LookupError: no table above fits the file, or it has a column that its table lacks.
    """
    place = path.relative_to(DATA)
    told = (table for pattern, table in TABLES.items() if place in fitting(pattern))
    about, fields = next(told, (None, ()))
    if about is None:
        raise LookupError(f"{place} is none of the tables of tests/data_package.py")
    with path.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    known = {each.name: each for each in fields}
    name = name_of(place)
    schema: dict[str, Any] = {"fields": [column(known[each]) for each in header]}
    key = PRIMARY.get(name, next((x for x in ("id", "action") if x == header[0]), None))
    if key:
        schema["primaryKey"] = key
    keys = [
        {"fields": here, "reference": {"resource": there, "fields": target}}
        for (resource, here), (there, target) in KEYS.items()
        if resource == name
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": name,
        "path": place.as_posix(),
        "profile": "tabular-data-resource",
        "description": about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, "missingValues": [""]},
    }


def fitting(pattern: str) -> set[Path]:
    """The files of data/ that a pattern means."""
    return {each.relative_to(DATA) for each in DATA.glob(pattern)}


def name_of(place: Path) -> str:
    """`events/dyads/first/left.csv` is `dyads-first-left`, `merges/x.csv` is `merges-x`."""
    parts = place.with_suffix("").parts
    return "-".join(parts[1:] if parts[0] == "events" else parts)


def column(fld: Field) -> dict[str, Any]:
    """A column of a reader as a field of Table Schema."""
    assert not isinstance(fld.kind, tuple)
    said = fld.kind.schema
    integer = said.get("type") == "integer" and not fld.many
    limits: dict[str, Any] = {"required": True} if fld.required else {}
    if "enum" in said and not fld.many:
        limits["enum"] = said["enum"]
    if integer:
        limits["minimum"] = said["minimum"]
    if "pattern" in said:
        one = said["pattern"].removeprefix("^").removesuffix("$")
        limits["pattern"] = f"^{one}(?: *; *{one})*$" if fld.many else said["pattern"]
    return {
        "name": fld.name,
        "type": "integer" if integer else "string",
        "description": fld.doc + (" Several are separated by ';'." if fld.many else ""),
        **({"rdfType": "http://id.loc.gov/datatypes/edtf/EDTF"} if fld.kind is EDTF else {}),
        **({"constraints": limits} if limits else {}),
    }
