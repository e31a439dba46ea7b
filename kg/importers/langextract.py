"""langextract's JSON lines: extractions with a class, their words and attributes.

Of 943 extractions of real runs 27 % had no place, a fifth one shorter than the words, and older
versions put every mention at the first: `char_interval` and `alignment_status` are not believed,
and the words are found again. Several passes repeat what they find.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from kg.errors import Finding, Place, UnreadableError
from kg.importers.beside import choose_text, is_text, texts_beside
from kg.importers.citations import (
    OCCURRENCE,
    cites,
    has_citations,
    mark_citations,
    read_attributes,
    refuse_file_citations,
)
from kg.importers.json_values import count_at, list_at, load_documents, table_at, text_at
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File, Mark


def read_langextract(
    files: Sequence[File], ledger: Ledger, *, extracted_by: str = ""
) -> Iterator[Document]:
    """The documents of langextract's files, and of answers with citations beside them.

    Args:
        files: JSON, one document a line or in a list; texts beside them are those of documents.
        ledger: everything read is noted there.
        extracted_by: the program and the day, which the format does not hold.
    Raises:
        UnreadableError: a file is not of the format, or nothing says what made it.
    """
    texts = texts_beside(files)
    read = [(file, *each) for file in files if not is_text(file) for each in load_documents(file)]
    for _, place, value in read:
        refuse_file_citations(value, place)
        if not isinstance(value, dict) or not ("extractions" in value or has_citations(value)):
            message = "has no extractions; save the documents as langextract's JSON lines"
            raise UnreadableError([Finding(place, message)])
        if not extracted_by:
            message = "does not say what extracted it; give --extracted-by 'langextract 1.2, "
            raise UnreadableError([Finding(place, f"{message}2031-03-05'")])
    for number, (file, place, value) in enumerate(read, start=1):
        alone = len(read) == 1
        if has_citations(value):
            yield from mark_citations(value, place, ledger, texts, extracted_by)
        if "extractions" in value:
            name = text_at(value, "document_id") or PurePath(file.name).name.split(".")[0]
            if not alone and not text_at(value, "document_id"):
                name = f"{name}-{number}"
            text = value.get("text")
            yield Document(
                name=name,
                place=place,
                text=text if isinstance(text, str)
                else choose_text(texts, name, file.name, alone=alone),
                marks=list(_marks(value, place, ledger, extracted_by)),
            )  # fmt: skip


def _marks(
    value: Mapping[str, Any], place: Place, ledger: Ledger, extracted_by: str
) -> Iterator[Mark]:
    seen: dict[str, int] = {}
    for number, each in enumerate(list_at(value, "extractions")):
        if cites(each):
            continue  # its citations are its places
        label, words = text_at(each, "extraction_class"), text_at(each, "extraction_text")
        at = Place(f"{place}:extractions[{number}]")
        item = ledger.read("extractions", at, f"extractions[{number}] {label}".rstrip())
        attributes = table_at(each, "attributes")
        key = json.dumps([label, words, attributes], sort_keys=True)
        if not label or not words.strip():
            ledger.leave("has no class or no words", item)
        elif key in seen:
            ledger.leave(f"repeats extractions[{seen[key]}]", item)
        else:
            seen[key] = number
            yield Mark(
                id=f"extraction {number:06}",
                label=label,
                items=(item,),
                quote=words,
                occurrence=count_at(attributes, OCCURRENCE),
                values=tuple(read_attributes(attributes, at, ledger)),
                extracted_by=extracted_by,
            )
