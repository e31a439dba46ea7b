"""Who annotated, made or reviewed marks: only names that may stand in a record are taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.errors import UsageError
from kg.importers.ledger import Ledger
from kg.importers.mapping import FIELDS
from kg.importers.marks import Document
from kg.model.mail import has_mail
from kg.model.names import shorten


def check_annotator(wanted: str, people: Iterable[str]) -> None:
    """Refuse whom nobody of a source is called as: else all of it would be left out, as asked.

    Args:
        wanted: the annotator asked for; empty where nobody is.
        people: the ids and names of those who annotated.
    Raises:
        UsageError: the annotator is not one of them.
    """
    known = sorted({*filter(None, people)})
    if wanted and wanted not in known:
        there = f"there are {', '.join(known)}" if known else "nothing says who annotated"
        raise UsageError(f"--annotator: nobody here is called {shorten(wanted)!r}; {there}")


def name_people(document: Document, ledger: Ledger) -> Document:
    """The document with those names of people alone that may stand in a record.

    What a program made is left out where nothing says which and when: it could be no draft.
    """
    known: dict[tuple[str, str], bool] = {}

    def may(field: str, name: str) -> bool:
        if (field, name) not in known:
            try:
                known[field, name] = bool(_parse(field, name))
            except ValueError as error:
                known[field, name] = False
                if has_mail(name):
                    ledger.drop_address(document.place)
                elif field != "extractedBy":  # of which its marks say so
                    item = ledger.read("names", document.place, f"{field} {shorten(name)}")
                    ledger.leave(str(error), item)
        return known[field, name]

    marks = []
    for mark in document.marks:
        if mark.extracted_by and not may("extractedBy", mark.extracted_by):
            ledger.leave("a program made it, but nothing says which and when", *mark.items)
            continue
        marks.append(
            replace(
                mark,
                annotated_by=tuple(x for x in mark.annotated_by if may("annotatedBy", x)),
                reviewed_by=tuple(x for x in mark.reviewed_by if may("reviewedBy", x)),
            )
        )
    return replace(document, marks=tuple(marks))


def _parse(field: str, name: str) -> object:
    kind = FIELDS[field].kind
    return name if isinstance(kind, tuple) else kind.parse(name)
