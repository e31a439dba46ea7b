"""Rows of coded events -> rows that the rule can take, and why the others were left out.

Each distinct value of a column is looked up once. A row of a feed gets the id of its day, its two
sides and its code, so that all rows of one act have one id; a row of a table has its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

from kg.bulk.feeds import TABLE, Batch
from kg.importers.feeds import (
    NO_CLASS,
    NO_DAY,
    NO_SIDE,
    NOT_STATE,
    ONE_STATE,
    act_id,
    coded_by,
    event_source,
    find_side,
    read_day,
)
from kg.model.actors import Actors
from kg.model.ids import is_id
from kg.model.standing import AGAINST, is_material
from kg.model.vocabulary import CODES, KINDS
from kg.rdf.alignments import class_of_cameo
from kg.read.events import default_unit

if TYPE_CHECKING:
    import pyarrow as pa

KIND_NAMES: Final = tuple(sorted(KINDS))  # a class is its number here
UNIT_NAMES: Final = ("", *CODES["Unit"])  # a unit too; the first says that no number is given
NO_NUMBER: Final = -1  # a quantity, for none
#: Claims beside which the rule weighs what these rows do not hold: who stands by whom, what came
#: first though days do not tell.
_UNTOLD: Final = ("solidarity", "sequence", "coincidence")

#: Why a row is left out, the first that holds.
REASONS: Final = (
    "its id is not valid",
    NO_DAY,
    NO_SIDE,
    NOT_STATE,
    ONE_STATE,
    NO_CLASS,
    "it is not a measure or a hostile act that was carried out, ordered or announced",
    "a number in it is not valid",
    "it became known later than it happened",
    "a source speaks of solidarity or of order alone",
)
#: The same of rows that were read whole.
DIFFERS: Final = "rows of one id differ, and accounts stay whole only in kg build"
REPEATS: Final = "it repeats an act with its day, sides and code, and is counted there"


@dataclass
class Reader:
    """What all batches share: who is who, and what was left out so far."""

    actors: Actors
    sides: dict[str, int] = field(default_factory=dict)  # id of a state -> its number
    cases: dict[str, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    read: int = 0
    first_days: dict[int, int] = field(default_factory=dict)  # table -> ordinal of its first day
    said: list[tuple[str, str, bool]] = field(default_factory=list)

    def side_of(self, text: str | None, form: str) -> int:
        """The number of the state that a cell names, -1 where it names none, -2 where not one.

        Args:
            text: the cell.
            form: see `kg.importers.feeds.find_side`.
        """
        found = find_side(self.actors, text or "", form)
        if not found:
            return -2 if found is None else -1
        return self.sides.setdefault(found, len(self.sides))

    def read_batch(self, batch: Batch, table: int) -> pa.RecordBatch:
        """The rows of a batch that the rule can take, as ROW_SCHEMA says.

        Args:
            batch: see `kg.bulk.feeds.read_batches`.
            table: the number of the table or feed; a feed of many files has one.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        cells = _Cells(batch)
        day = cells.each("date", _day, pa.int32())
        actor, recipient = (
            cells.each(name, lambda text: self.side_of(text, batch.feed.sides), pa.int32())
            for name in ("actor", "recipient")
        )
        kind = cells.each("type" if batch.feed is TABLE else "code", _kind_of(batch), pa.int32())
        status = cells.each("status", lambda text: text or "carriedOut", pa.string())
        material = pc.and_(
            pc.is_in(kind, pa.array(_material_kinds(), pa.int32())),
            pc.is_in(status, pa.array(["carriedOut", "ordered", "announced"])),
        )
        quantity = cells.each("quantity", _number, pa.int32())
        within = cells.each("within_day", _number, pa.int32())
        odd = pc.or_(pc.equal(quantity, -2), pc.equal(within, -2))
        unsaid = pc.is_in(cells["relation"], pa.array(_UNTOLD))
        badly = [
            pc.invert(cells.each("id", _is_row_id, pa.bool_())) if batch.feed is TABLE else None,
            pc.is_null(day),
            pc.or_(pc.equal(actor, -1), pc.equal(recipient, -1)),
            pc.or_(pc.equal(actor, -2), pc.equal(recipient, -2)),
            pc.equal(actor, recipient),
            pc.is_null(kind),
            pc.invert(material),
            odd,
            pc.is_valid(cells["disclosed"]),
            unsaid,
        ]
        keep = self._count(badly, batch.size)
        first = pc.min(day).as_py()
        if first is not None:
            self.first_days[table] = min(first, self.first_days.get(table, first))
        columns = {
            "id": cells["id"],
            "day": day, "actor": actor, "recipient": recipient, "kind": kind,
            "quantity": quantity, "within_day": pc.if_else(pc.less(within, 0), 0, within),
            "case": cells.each("case", self._case, pa.int32()),
            "mentions": pc.max_element_wise(cells.each("mentions", _number, pa.int64()), 1),
            "sources": pc.max_element_wise(cells.each("sources", _number, pa.int64()), 1),
            "status": status,
            **{name: cells[name] for name in _PASSED},
        }  # fmt: skip
        held = pa.table(columns).filter(keep)
        if batch.feed is TABLE:
            self._read_said(held)
        return _finished(held, batch.feed.name, table, list(self.sides))

    def _count(self, badly: list[Any], size: int) -> Any:
        """Which rows have no reason against them; those that have are counted by the first."""
        import pyarrow as pa
        import pyarrow.compute as pc

        left = pa.array([True] * size)
        self.read += size
        for reason, holds in zip(REASONS, badly, strict=True):
            if holds is not None:
                hit = pc.and_(left, pc.fill_null(holds, False))
                self.left_out[reason] += pc.sum(hit).as_py() or 0
                left = pc.and_(left, pc.invert(hit))
        return left

    def _case(self, text: str | None) -> int:
        return self.cases.setdefault(text, len(self.cases)) if text else -1

    def _read_said(self, held: pa.Table) -> None:
        """Note on which pairs the sources of a table speak: beside these nothing is inferred."""
        import pyarrow.compute as pc

        told = held.filter(pc.is_valid(held["responds_to"]))
        for row in told.to_pylist():
            # as kg.model.standing.side_of: a party's own word for an answer settles the response
            against = row["stance"] in AGAINST or row["relation"] == "nonRetaliation"
            stated = row["basis"] == "stated" and not against
            for trigger in filter(None, map(str.strip, row["responds_to"].split(";"))):
                self.said.append((row["id"], trigger, stated))


_SIDES: Final = ("actor", "recipient")
_PASSED: Final = ("source", "label", "code", "event", "added", "extracted_by", "unit",
                  "responds_to", "relation", "basis", "stance")  # fmt: skip


def row_schema() -> pa.Schema:
    """What a row of an act is to the rule; numbers stand for names as Reader and *_NAMES say."""
    import pyarrow as pa

    text, small, large = pa.string(), pa.int32(), pa.int64()
    return pa.schema([
        ("id", text), ("table", small),
        ("day", small), ("year", small),  # day: days since 0001-01-01, which is 1
        ("actor", small), ("recipient", small), ("kind", small), ("code", text),
        ("quantity", small), ("unit", small), ("within_day", small), ("case", small),
        ("mentions", large), ("sources", large),
        ("status", text), ("source", text), ("label", text), ("extracted_by", text),
    ])  # fmt: skip


def _finished(held: pa.Table, feed: str, table: int, sides: list[str]) -> pa.RecordBatch:
    """The rows kept, which are few of a feed, with what is made of several columns."""
    import pyarrow as pa

    kinds, units, texts = (held[name].to_pylist() for name in ("kind", "unit", "quantity"))
    numbers = [
        0 if count == NO_NUMBER else _unit(unit or default_unit(KIND_NAMES[kind]))
        for kind, unit, count in zip(kinds, units, texts, strict=True)
    ]
    days = [date.fromordinal(each) for each in held["day"].to_pylist()]
    columns = {name: held[name] for name in row_schema().names if name in held.column_names}
    if feed != TABLE.name:
        actor, recipient = ([sides[x] for x in held[end].to_pylist()] for end in _SIDES)
        code, event, source, added = (
            held[name].to_pylist() for name in ("code", "event", "source", "added")
        )
        made = {
            "id": map(act_id, map(str, days), actor, recipient, code),
            "source": map(event_source, repeat(feed), source, event),
            "extracted_by": map(coded_by, repeat(feed), added, days),
        }
        columns |= {name: pa.array(values, pa.string()) for name, values in made.items()}
    columns["unit"] = pa.array(numbers, pa.int32())
    columns["year"] = pa.array([each.year for each in days], pa.int32())
    columns["table"] = pa.array([table] * len(held), pa.int32())
    schema = row_schema()
    made = pa.table([columns[name] for name in schema.names], names=schema.names).cast(schema)
    return made.combine_chunks()


class _Cells:
    """The columns of a batch; an empty cell, and NA as R writes it, is null."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    def __getitem__(self, name: str) -> pa.Array:
        """A column as text."""
        import pyarrow as pa

        return self.each(name, lambda text: text, pa.string())

    def each(self, name: str, look_up: Callable[[str | None], object], kind: Any) -> pa.Array:
        """What a look-up makes of each cell, of equal cells once."""
        import pyarrow as pa

        if name not in self._batch.columns:
            return pa.array([look_up(None)] * self._batch.size, kind)
        coded = self._batch.columns[name].dictionary_encode(null_encoding="encode")
        texts = [(each or "").strip() for each in coded.dictionary.to_pylist()]
        values = [look_up(None if text in ("", "NA") else text) for text in texts]
        return pa.array(values, kind).take(coded.indices)


def _day(text: str | None) -> int | None:
    """The ordinal of a day, or None."""
    found = read_day(text or "")
    return found.toordinal() if found else None


def _number(text: str | None) -> int:
    """A whole number; NO_NUMBER where there is none, -2 where it is not one."""
    if text is None:
        return NO_NUMBER
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else -2


def _is_row_id(text: str | None) -> bool:
    return text is not None and is_id(text)


def _unit(name: str) -> int:
    return UNIT_NAMES.index(name) if name in UNIT_NAMES else 0


def _kind_of(batch: Batch) -> Callable[[str | None], int | None]:
    """How a cell says the class of action: by its name in a table, by its code in a feed."""
    numbers: Mapping[str | None, int] = {name: n for n, name in enumerate(KIND_NAMES)}
    if batch.feed is TABLE:
        return numbers.get
    return lambda code: numbers.get(class_of_cameo(code or ""))


@cache
def _material_kinds() -> list[int]:
    return [n for n, name in enumerate(KIND_NAMES) if is_material(name, "carriedOut")]
