"""What annotation tools hold, whatever the tool: marks on a text, their values, and their ties.

Every reader makes these of its format, `kg.importers.records` makes native records of them, and
every writer makes its format of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from kg.errors import Place

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a source, which is imported or left out with a reason; see `Ledger`."""

    kind: str  # as its format calls it, in the plural: spans, relations, notes
    place: Place
    what: str  # for people: its id, label or first words
    number: int = 0  # in the order of reading: two that look alike are two

    def __reduce__(self) -> tuple[type[Item], tuple[object, ...]]:
        """How a process gives it back: in a third of the time of a frozen data class."""
        return Item, (self.kind, self.place, self.what, self.number)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a mark has: an attribute, a choice, a note."""

    name: str  # as the format has it; the mapping says which of our fields that is
    text: str
    item: Item


@dataclass(frozen=True, slots=True)
class Tie:
    """A role that another mark of the document plays for this one."""

    role: str
    to: str  # id of the mark
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One annotation. Without a span it ties others: a relation."""

    id: str  # unlike any other's of the document
    label: str
    items: tuple[Item, ...]  # that it is made of: they are imported or left out with it
    spans: tuple[Span, ...] = ()  # in the document's unit; several where it has gaps
    words: tuple[str, ...] = ()  # what the tool stored for each span, or once for all; may be none
    quote: str = ""  # the words themselves, to be found where no span proves
    occurrence: int | None = None
    around: tuple[str, str] = ("", "")  # what stands before and after the quote, to tell places
    values: tuple[Value, ...] = ()
    ties: tuple[Tie, ...] = ()
    annotated_by: tuple[str, ...] = ()
    extracted_by: str = ""  # program, version and day: a draft
    reviewed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file of a source, whole."""

    name: str  # for messages; of a member of an archive, with that before it
    data: bytes
    member: str = ""  # its name in its archive

    @property
    def stem(self) -> str:
        """What it is called, without folders, archive and ending."""
        return PurePath(self.member or self.name).stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The marks of one text."""

    name: str  # as the source calls it
    place: Place
    text: str | None = None  # where the source holds it
    digest: str | None = None  # sha256 of the text, where the source tells it
    marks: Sequence[Mark] = ()
    #: Fields of the article, such as publisher, by our names.
    head: Mapping[str, Sequence[str]] = field(default_factory=dict)


def say_values(values: Sequence[Value]) -> dict[str, list[str]]:
    """The texts of some values by name, in their order."""
    said: dict[str, list[str]] = {}
    for each in values:
        said.setdefault(each.name, []).append(each.text)
    return said
