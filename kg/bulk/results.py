"""Sources of coded events -> links between their acts, and counts by pair and year.

The rows that the rule can take lie in a temporary folder as Parquet between reading and asking,
so that memory does not grow with the sources; TMPDIR says where, and a Spark of several machines
has to see it too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.bulk.engines import answer, connect, need_engine
from kg.bulk.feeds import TABLE, read_batches
from kg.bulk.rows import (
    DIFFERS,
    KIND_NAMES,
    NO_NUMBER,
    REPEATS,
    UNIT_NAMES,
    Reader,
    row_schema,
)
from kg.errors import UsageError
from kg.files import read_manifest, scratch_folder, write_folder
from kg.infer.rules import Rules
from kg.model.actors import Actors

if TYPE_CHECKING:
    import pyarrow as pa

CANDIDATES: Final = (
    "Machine-coded events are candidates, never assertions: nobody has read them, and a link that "
    "a rule infers among them says that one act may answer another, never that it does"
)
LIMITS: Final = (
    "kg bulk weighs acts with one exact day and one state a side; memberships, threats, disputes, "
    "parts and the accounts of several sources are for kg build"
)
RULE: Final = "reversed-dyad"  # as kg.infer.links calls it
_TABLES: Final = 62  # as many as a whole number of 64 bits has, less its sign and one


@dataclass(frozen=True, kw_only=True)
class Found:
    """What came of the sources."""

    links: pa.Table  # sorted; see docs/bulk.md for the columns
    counts: pa.Table
    read: int  # rows
    imported: int  # acts
    left_out: Mapping[str, int]  # reason -> rows


def write_found(
    found: Found, out: Path, sources: Sequence[Path], rules: Rules, engine: str
) -> None:
    """Write links.parquet and counts.parquet, which say that they hold candidates, and a manifest.

    Raises:
        UsageError: the folder holds a build, or cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if "graph.ttl" in (read_manifest(out) or {"outputs": ()})["outputs"]:
        raise UsageError(f"{out}: holds what kg build wrote; name another folder with -o")
    made = {"note": CANDIDATES, "limits": LIMITS, "basis": "inferred", "rule": RULE,
            "ruleVersion": rules.version}  # fmt: skip
    files = {}
    for name, table in (("links", found.links), ("counts", found.counts)):
        sink = pa.BufferOutputStream()
        marked = {f"retaliation-kg:{key}": value for key, value in made.items()}
        pq.write_table(table.replace_schema_metadata(marked), sink, compression="zstd")
        files[f"{name}.parquet"] = sink.getvalue().to_pybytes()
    told = {"read": found.read, "imported": found.imported, "leftOut": dict(found.left_out)}
    inputs = {str(path): _digest(path) for path in sources}
    write_folder(out, files, inputs, {**made, **told, "engine": engine})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A pair of states and a time, by the acts of which links are taken."""

    pair: tuple[str, str]  # ids
    since: date | None = None
    until: date | None = None


def find_bulk_links(
    sources: Sequence[Path],
    rules: Rules,
    actors: Actors,
    engine: str = "duckdb",
    asked: Asked | None = None,
) -> Found:
    """Read coded events, fold rows of one act, and infer links among the acts.

    Args:
        sources: files of GDELT or ICEWS, and tables of events, as CSV or Parquet, or zips of them.
        rules: see kg/infer/rules.toml.
        actors: the states of a project beside those of ISO 3166.
        engine: one of kg.bulk.engines.ENGINES; the rows found are the same.
        asked: only links of this pair that have an act in this time.
    Returns:
        Links, each act's columns beside it, and counts; sorted.
    Raises:
        UsageError: a package is missing, or there are too many tables.
        UnreadableError: a source is damaged or is not coded events.
        EngineError: the engine does not start.
    """
    need_engine(engine)
    reader = Reader(actors)
    with scratch_folder() as folder:
        _write_rows(sources, reader, folder)
        _write_small(reader, rules, folder)
        return _ask(connect(engine, folder), reader, rules, folder, asked)


def _write_rows(sources: Sequence[Path], reader: Reader, folder: Path) -> None:
    """The rows of all sources that the rule can take, in one file."""
    import pyarrow.parquet as pq

    tables: dict[str, int] = {}  # all files of a feed are one table, which begins once
    with pq.ParquetWriter(folder / "rows.parquet", row_schema()) as writer:
        for path in sources:
            for batch in read_batches(path):
                name = str(path) if batch.feed is TABLE else batch.feed.name
                number = tables.setdefault(name, len(tables))
                if number >= _TABLES:
                    raise UsageError(f"{path}: more than {_TABLES} tables; join some of them first")
                held = reader.read_batch(batch, number)
                if held.num_rows:
                    writer.write_table(held)


def _write_small(reader: Reader, rules: Rules, folder: Path) -> None:
    """The tables beside the rows: classes compared, first days of tables, pairs spoken of."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from kg.bulk.expression import compare_kinds

    def write(name: str, fields: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> None:
        columns = list(zip(*rows, strict=True)) or [()] * len(fields)
        table = pa.table(
            [pa.array(c, k) for c, k in zip(columns, fields.values(), strict=True)],
            names=list(fields),
        )
        pq.write_table(table, folder / f"{name}.parquet")

    number, large, yes, text = pa.int32(), pa.int64(), pa.bool_(), pa.string()
    kinds = {"response_kind": number, "trigger_kind": number, "same": yes, "mirrored": yes,
             "hostile": yes}  # fmt: skip
    write("kinds", kinds, list(compare_kinds(rules)))
    days = sorted((day, table) for table, day in reader.first_days.items())
    bits = [(table, 1 << place, day) for place, (day, table) in enumerate(days)]
    write("tables", {"table": number, "bit": large, "first_day": number}, bits)
    said = sorted(set(reader.said))
    write("said", {"response": text, "trigger": text, "stated": yes}, said)


def _ask(connection: Any, reader: Reader, rules: Rules, folder: Path, asked: Asked | None) -> Found:
    """What the engine finds among the rows."""
    from ibis import _

    from kg.bulk.expression import find_links, fold_rows

    rows, kinds, tables, said = (
        connection.read_parquet(str(folder / f"{name}.parquet"))
        for name in ("rows", "kinds", "tables", "said")
    )
    bits = [1 << place for place in range(len(reader.first_days))]
    with fold_rows(rows, tables, bits).cache() as folded:
        acts = folded.filter(~_.differs)
        found = find_links(acts, kinds, tables, said, rules)
        links = answer(connection, _with_acts(found, acts, reader, asked))
        counts = acts.group_by("actor", "recipient", "year").aggregate(actions=_.count())
        totals = folded.aggregate(
            acts=_.count(where=~_.differs),
            rows=_.rows.sum(where=~_.differs),
            differing=_.rows.sum(where=_.differs),
        )
        counted = answer(connection, counts)
        (total,) = answer(connection, totals).to_pylist()
    left = Counter({reason: number for reason, number in reader.left_out.items() if number})
    left[DIFFERS] += total["differing"] or 0
    left[REPEATS] += (total["rows"] or 0) - total["acts"]
    linked = _told(links, rules, list(reader.sides))
    return Found(
        links=linked,
        counts=_counts(counted, linked, list(reader.sides)),
        read=reader.read,
        imported=total["acts"],
        left_out=dict(sorted((+left).items())),
    )


_TAKEN: Final = ("day", "kind", "code", "rows", "mentions", "sources", "quantity", "unit", "case",
                 "within_day", "status", "label", "source", "extracted_by")  # fmt: skip


def _with_acts(found: Any, acts: Any, reader: Reader, asked: Asked | None) -> Any:
    """Links with the columns of both acts."""
    from ibis import _

    responses = acts.select(
        "actor", "recipient", "lo", "hi", response="id",
        **{f"response_{each}": each for each in _TAKEN},
    )  # fmt: skip
    triggers = acts.select(trigger="id", **{f"trigger_{each}": each for each in _TAKEN})
    if asked:
        one, other = sorted(reader.sides.get(each, -1) for each in asked.pair)
        responses = responses.filter((_.lo == one) & (_.hi == other))
    links = found.join(responses, "response").join(triggers, "trigger")
    if asked and asked.since:
        links = links.filter(_.response_day >= asked.since.toordinal())
    if asked and asked.until:
        links = links.filter(_.trigger_day <= asked.until.toordinal())
    return links.order_by("response_day", "response", "trigger")


def _told(links: pa.Table, rules: Rules, sides: Sequence[str]) -> pa.Table:
    """Links with names, days and decimals in place of numbers."""
    from decimal import Decimal

    import pyarrow as pa

    from kg.bulk.expression import Weights

    weights, rows = Weights(rules), links.to_pydict()
    held = {mask: weights.names(mask) for mask in set(rows["features"])}
    days = {end: [date.fromordinal(each) for each in rows[f"{end}_day"]] for end in _ENDS}
    actor, recipient = ([sides[each] for each in rows[name]] for name in ("actor", "recipient"))
    told: dict[str, Any] = {
        "response": rows["response"], "trigger": rows["trigger"],
        "pair": ["-".join(sorted(each)) for each in zip(actor, recipient, strict=True)],
        "actor": actor, "recipient": recipient,
        "response_day": days["response"], "trigger_day": days["trigger"],
        "lag_days": [x - y for x, y in zip(rows["response_day"], rows["trigger_day"], strict=True)],
        "confidence": [Decimal(each).scaleb(-3) for each in rows["confidence"]],
        "features": [held[each] for each in rows["features"]],
    }  # fmt: skip
    for end in _ENDS:
        told |= {f"{end}_{each}": rows[f"{end}_{each}"] for each in _PASSED}
        told[f"{end}_type"] = [KIND_NAMES[each] for each in rows[f"{end}_kind"]]
        told[f"{end}_unit"] = [UNIT_NAMES[each] or None for each in rows[f"{end}_unit"]]
        for name, nothing in (("quantity", NO_NUMBER), ("within_day", 0)):
            found = rows[f"{end}_{name}"]
            told[f"{end}_{name}"] = [None if each == nothing else each for each in found]
    return pa.table({name: pa.array(told[name], kind) for name, kind in _link_schema().items()})


_ENDS: Final = ("response", "trigger")
_PASSED: Final = ("code", "rows", "mentions", "sources", "quantity", "unit", "within_day", "status",
                  "label", "source", "extracted_by")  # fmt: skip


def _link_schema() -> dict[str, Any]:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    kinds = {
        "response": text, "trigger": text, "pair": text, "actor": text, "recipient": text,
        "response_day": pa.date32(), "trigger_day": pa.date32(), "lag_days": pa.int32(),
        "confidence": pa.decimal128(4, 3), "features": pa.list_(text),
    }  # fmt: skip
    whole = ("rows", "mentions", "sources", "quantity", "within_day")
    for end in _ENDS:
        kinds[f"{end}_type"] = text
        kinds |= {f"{end}_{each}": number if each in whole else text for each in _PASSED}
    return kinds


def _counts(counted: pa.Table, linked: pa.Table, sides: Sequence[str]) -> pa.Table:
    """Acts by pair and year, those that a link makes an answer, and those it makes answered."""
    import pyarrow as pa

    names = ["response", "trigger", "actor", "recipient", "response_day", "trigger_day"]
    ends = linked.select(names).to_pylist()
    answers = {(x["response"], x["actor"], x["recipient"], x["response_day"].year) for x in ends}
    answered = {(x["trigger"], x["recipient"], x["actor"], x["trigger_day"].year) for x in ends}
    first, second = (Counter(each[1:] for each in acts) for acts in (answers, answered))
    keys = {
        (sides[each["actor"]], sides[each["recipient"]], each["year"]): each["actions"]
        for each in counted.to_pylist()
    }
    rows = [(*key, keys[key], first[key], second[key]) for key in sorted(keys)]
    columns = list(zip(*rows, strict=True)) or [()] * 6
    header = ["actor", "recipient", "year", "actions", "inferred_answers", "inferred_answered"]
    kinds = (pa.string(), pa.string(), pa.int32(), pa.int64(), pa.int64(), pa.int64())
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table(arrays, names=header)
