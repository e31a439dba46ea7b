"""Prodigy's JSONL: a row a task, with spans, relations, an answer, and who gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.json_values import Table, as_text, list_at, load_lines, span_of, table_at, text_at
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File, Mark, Span, Tie, Value
from kg.model.mail import has_mail

_WHO: Final = ("_annotator_id", "_session_id")
_CHOICE: Final = "accept"  # the options of a row that were chosen
_ENDS: Final = (("head", "head_span"), ("child", "child_span"))


def read_prodigy(files: Sequence[File], ledger: Ledger) -> Iterator[Document]:
    """The documents of Prodigy's datasets, a row each.

    A row that was rejected or ignored is left out whole.

    Args:
        files: .jsonl files of `prodigy db-out`.
        ledger: everything read is noted there.
    Raises:
        UnreadableError: a file is not JSON lines of Prodigy.
    """
    for file in files:
        for place, row in load_lines(file):
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                message = "has no text; export the dataset with prodigy db-out"
                raise UnreadableError([Finding(place, message)])
            answer = text_at(row, "answer")
            if answer not in ("accept", ""):
                ledger.leave(f"its answer is {answer!r}", ledger.read("rows", place, row["text"]))
            marks = list(_marks(row, place, ledger, answer))
            url = text_at(table_at(row, "meta"), "url")
            yield Document(
                name=_name(row, place),
                place=place,
                text=row["text"],
                marks=marks,
                head={"url": [url]} if url else {},
            )


def _name(row: dict[str, Any], place: Place) -> str:
    """What its task is called: the rows of several annotators have the same hash of their text."""
    meta, text = table_at(row, "meta"), text_at(row, "_input_hash").lstrip("-")
    named = text_at(meta, "id") or text_at(meta, "document")
    return named or (f"input-{text}" if text else f"row-{place.line}")


def _marks(row: dict[str, Any], place: Place, ledger: Ledger, answer: str) -> Iterator[Mark]:
    text = row["text"]
    who = next(filter(None, (text_at(row, key) for key in _WHO)), "")
    if has_mail(who):
        ledger.drop_address(place)
        who = ""
    chosen = _chosen(row, place, ledger)
    held: dict[tuple[Span, str], str] = {}  # ids by place and label, and by place alone
    why = "" if answer in ("accept", "") else f"the answer of its row is {answer!r}"
    for number, each in enumerate(list_at(row, "spans"), start=1):
        label = text_at(each, "label")
        item = ledger.read("spans", place, label)
        span = span_of(each.get("start"), each.get("end")) if isinstance(each, dict) else None
        if why:
            ledger.leave(why, item)
        elif span is None:
            ledger.leave("has no place in the text", item)
        else:
            held[span, label] = f"s{number}"
            held.setdefault((span, ""), f"s{number}")
            stored = text_at(each, "text") or text[slice(*span)]
            yield Mark(
                id=f"s{number}", label=label, items=(item,), spans=(span,),
                words=(stored,) if "text" in each else (), values=chosen,
                annotated_by=(who,) if who else (),
            )  # fmt: skip
    for number, each in enumerate(list_at(row, "relations"), start=1):
        label = text_at(each, "label")
        item = ledger.read("relations", place, label)
        if why:
            ledger.leave(why, item)
            continue
        ends = [_end(table_at(each, key), held) for _, key in _ENDS]
        ties = tuple(Tie(role, end, item) for (role, _), end in zip(_ENDS, ends, strict=True))
        yield Mark(id=f"r{number}", label=label, items=(item,), ties=ties)


def _end(end: Table, held: Mapping[tuple[Span, str], str]) -> str:
    """The id of the span that a relation leads to: of several at a place that of its label."""
    span = span_of(end.get("start"), end.get("end"))
    if span is None:
        return ""
    return held.get((span, text_at(end, "label"))) or held.get((span, ""), "")


def _chosen(row: dict[str, Any], place: Place, ledger: Ledger) -> tuple[Value, ...]:
    """What was chosen for the row: of its span, where it has one alone."""
    chosen = [
        Value(_CHOICE, as_text(each), ledger.read("choices", place, as_text(each)))
        for each in list_at(row, _CHOICE)
    ]
    if len(list_at(row, "spans")) != 1:
        ledger.leave("describes the whole row, not a span", *(each.item for each in chosen))
        return ()
    return tuple(chosen)
