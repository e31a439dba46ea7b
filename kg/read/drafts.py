"""Drafts: what a program extracted and nobody reviewed; left out, or marked where it is kept."""

from __future__ import annotations

from kg.model.provenance import Provenance
from kg.read.fields import Row


def read_provenance(row: Row) -> Provenance:
    """Whose work a record or a row of an event table is, as it says itself."""
    made = row.get("extractedBy") or row.get("extracted_by")
    return Provenance(
        annotated_by=tuple(sorted(set(row.many("annotatedBy")))),
        extracted_by=(made,) if made else (),
        reviewed_by=tuple(sorted({*row.many("reviewedBy"), *row.many("reviewed_by")})),
    )
