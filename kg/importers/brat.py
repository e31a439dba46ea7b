"""brat's standoff format: NAME.txt beside NAME.ann, with spans, events, relations and more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.ledger import Ledger
from kg.importers.mapping import SAME
from kg.importers.marks import Document, File, Item, Mark, Span, Tie, Value, say_values
from kg.read.sketch import decode_text

#: What a line is, by its first letter.
_KINDS: Final = {
    "T": "spans", "E": "events", "R": "relations", "A": "attributes", "M": "attributes",
    "N": "normalizations", "#": "notes", "*": "equivalences",
}  # fmt: skip
_SPAN: Final = r"\d{1,9} \d{1,9}"
_LINES: Final = {
    "T": re.compile(rf"(T\d+)\t(\S+) ({_SPAN}(?:;{_SPAN})*)\t(.*)"),
    "E": re.compile(r"(E\d+)\t([^\s:]+):(T\d+)((?: [^\s:]+:[TE]\d+)*) ?"),
    "R": re.compile(r"(R\d+)\t(\S+) (\S+):(\S+) (\S+):(\S+)\s*"),
    "A": re.compile(r"([AM]\d+)\t(\S+) (\S+)(?: (\S+))?\s*"),
    "N": re.compile(r"(N\d+)\t(\S+) (\S+) (\S+)(?:\t.*)?"),
    "#": re.compile(r"(#\S*)\t(\S+) (\S+)\t(.*)"),
    "*": re.compile(r"(\*)\t(\S+)((?: [TE]\d+)+) ?"),
}
_PAIRS: Final = re.compile(r"[A-Za-z]+: \S[^;]*(; ?[A-Za-z]+: \S[^;]*)*")
_NOTE: Final = "AnnotatorNotes"  # what brat calls a comment of a person
_EQUIVALENT: Final = "Equiv"  # brat's own name for marks that tell of one thing


@dataclass(slots=True)
class _Read:
    """What the lines of a file say, so far."""

    names: set[str] = field(default_factory=set)  # ids of spans, events and relations
    spans: dict[str, tuple[Item, re.Match[str]]] = field(default_factory=dict)
    events: dict[str, tuple[Item, re.Match[str]]] = field(default_factory=dict)
    relations: list[Mark] = field(default_factory=list)
    values: dict[str, list[Value]] = field(default_factory=dict)  # of each mark


def read_brat(files: Sequence[File], ledger: Ledger) -> Iterator[Document]:
    """The documents of a brat project.

    Args:
        files: NAME.ann and NAME.txt; others, such as annotation.conf, are passed over.
        ledger: everything read is noted there.
    Raises:
        UnreadableError: a file is not UTF-8.
    """
    texts = {
        PurePath(each.name).with_suffix(""): each for each in files if each.name.endswith(".txt")
    }
    for each in files:
        if each.name.endswith(".ann"):
            text = texts.get(PurePath(each.name).with_suffix(""))
            yield Document(
                name=each.stem,
                place=Place(each.name),
                text=decode_text(text.data, text.name) if text else None,
                marks=_read_marks(each, ledger),
            )


def _read_marks(file: File, ledger: Ledger) -> list[Mark]:
    try:
        lines = file.data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise UnreadableError(
            [Finding(Place(file.name), "is not UTF-8; save it as UTF-8")]
        ) from None
    read = _Read()
    for number, line in enumerate(lines, start=1):
        line = line.rstrip("\r")
        if line.strip():
            _read_line(line, Place(file.name, number, 1), read, ledger)
    triggers: dict[str, str] = {}  # the first event of each: several may have one
    for name, (_, found) in read.events.items():
        triggers.setdefault(found[3], name)
    relations = [
        replace(
            each,
            ties=tuple(replace(tie, to=triggers.get(tie.to, tie.to)) for tie in each.ties),
            values=tuple(read.values.get(each.id, ())),
        )
        for each in read.relations
    ]
    return [*_marks(read, triggers, ledger), *relations]


def _read_line(line: str, place: Place, read: _Read, ledger: Ledger) -> None:
    letter = "A" if line[0] == "M" else line[0]
    found = _LINES[letter].fullmatch(line) if letter in _LINES else None
    item = ledger.read(
        _KINDS.get(letter, "lines") if found else "lines", place, line.split("\t")[0]
    )
    if found is None:
        ledger.leave("is not a line of brat's format", item)
    elif found[1] in read.names:
        ledger.leave("a line above it has its id", item)
    elif letter == "T":
        read.names.add(found[1])
        read.spans[found[1]] = item, found
    elif letter == "E":
        read.names.add(found[1])
        read.events[found[1]] = item, found
    elif letter == "R":
        read.names.add(found[1])
        ends = Tie(found[3], found[4], item), Tie(found[5], found[6], item)
        read.relations.append(Mark(id=found[1], label=found[2], items=(item,), ties=ends))
    elif letter == "*":
        label = SAME if found[2] == _EQUIVALENT else found[2]
        ties = tuple(Tie(found[2], each, item) for each in found[3].split())
        name = f"*{place.line}"
        read.relations.append(Mark(id=name, label=label, items=(item,), ties=ties))
    elif letter == "A":
        read.values.setdefault(found[3], []).append(Value(found[2], found[4] or "true", item))
    elif letter == "N":
        read.values.setdefault(found[3], []).append(Value(found[2], found[4], item))
    else:
        read.values.setdefault(found[3], []).extend(_note(found[2], found[4], item))


def _note(name: str, text: str, item: Item) -> list[Value]:
    """A note is a value; `quantity: 3; unit: persons` is two; JSON of `kg export` is several."""
    if _PAIRS.fullmatch(text):
        pairs = (each.partition(": ") for each in re.split(r"; ?(?=\w+: )", text))
        return [Value(key.strip(), said.strip(), item) for key, _, said in pairs]
    try:
        table = json.loads(text)
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        return [Value(name, text, item)]
    return [
        Value(key, str(each), item)
        for key, value in table.items()
        for each in (value if isinstance(value, list) else [value])
    ]


def _marks(read: _Read, triggers: Mapping[str, str], ledger: Ledger) -> Iterator[Mark]:
    """Events stand where their trigger stands; the other spans are marks of their own."""
    for name, (item, found) in read.events.items():
        if found[3] not in read.spans:
            ledger.leave(f"its trigger {found[3]} is not there", item)
            continue
        trigger, span = read.spans[found[3]]
        ties = [each.split(":") for each in found[4].split()]
        yield Mark(
            id=name,
            label=found[2],
            items=(item, trigger),
            spans=_spans(span[3]),
            words=(span[4],),
            values=(*read.values.get(name, ()), *read.values.get(found[3], ())),
            ties=tuple(
                Tie(
                    role,
                    triggers.get(to, to),
                    ledger.read("arguments", item.place, f"{name} {role}"),
                )
                for role, to in ties
            ),
        )
    for name, (item, found) in read.spans.items():
        if name not in triggers:
            yield Mark(
                id=name,
                label=found[2],
                items=(item,),
                spans=_spans(found[3]),
                words=(found[4],),
                values=tuple(read.values.get(name, ())),
            )


def _spans(text: str) -> tuple[Span, ...]:
    pairs = (each.split() for each in text.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)


def write_brat(document: Document) -> tuple[str, str]:
    """NAME.txt and NAME.ann; what a mark says stands in a note of it, as JSON.

    A mark of an act or link is an event, so that attributes and arguments can be given to it.
    """
    text = document.text or ""
    lines = []
    for number, mark in enumerate(document.marks, start=1):
        spans = [(_counted(text, start), _counted(text, end)) for start, end in mark.spans]
        places = ";".join(f"{start} {end}" for start, end in spans)
        words = " ".join(re.split(r"\r?\n", " ".join(mark.words)))
        lines.append(f"T{number}\t{mark.label} {places}\t{words}")
        lines.append(f"E{number}\t{mark.label}:T{number}")
        if table := say_values(mark.values):
            written = json.dumps(table, ensure_ascii=False)
            lines.append(f"#{number}\t{_NOTE} E{number}\t{written}")
    return text, "".join(f"{line}\n" for line in lines)


def _counted(text: str, at: int) -> int:
    """A place as brat counts it: a line end of two characters is one."""
    return at - text.count("\r\n", 0, at)
