"""Articles as they are annotated here -> files of annotation tools, one document an article.

Only what stands in the files of articles is written: `kg.importers.marked` makes marks of it, and
the writer beside each reader makes files of these. Importing them gives the same records.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.errors import Finding, Place, UnreadableError, UsageError, stop_at_errors
from kg.files import digest, read_manifest
from kg.importers.brat import write_brat
from kg.importers.folder import spare_names
from kg.importers.mapping import ARTICLE
from kg.importers.marked import mark_article, unreported
from kg.importers.marks import Document
from kg.importers.tasks import write_label_studio
from kg.importers.web_annotation import write_web_annotations
from kg.read.articles import read_article
from kg.read.documents import read_bytes, read_document
from kg.read.fields import Field
from kg.read.folders import Source, list_files, shown
from kg.schemes.brat import scheme_brat
from kg.schemes.label_studio import scheme_label_studio
from kg.tables import csv_bytes, join_values

BESIDE: Final = "articles.csv"  # what `kg import --articles` reads
_TOLD: Final = ("textDigest", "textLength")  # worked out from the text again


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles as documents of marks, and what is said of those that are not, or not whole."""

    documents: Sequence[Document]
    findings: Sequence[Finding]


def mark_articles(sources: Sequence[Source], texts: Mapping[str, str]) -> Marked:
    """The articles of data folders whose texts are at hand.

    Args:
        sources: the folders.
        texts: sha256 -> text.
    Raises:
        UnreadableError: a file is not readable.
        FindingsError: an article breaks a rule.
        UsageError: no article is there, or no text of one is at hand.
    """
    documents: list[Document] = []
    findings: list[Finding] = []
    lacking: list[str] = []
    for path in _articles(sources):
        name = shown(path)
        node = read_document(path, name)
        problems: list[Finding] = []
        read_article(node, problems)
        stop_at_errors(problems)
        document = mark_article(node, None, name)
        text = texts.get(document.digest or "")
        if text is None:
            lacking.append(name)
            continue
        findings += unreported(node)
        documents.append(replace(mark_article(node, text, name), name=path.stem))
    if lacking and not documents:
        raise UsageError(
            "the tool needs the articles' texts, and none was found; name their folder with --texts"
        )
    if not documents:
        raise UsageError("there is no article to export")
    findings += [Finding(Place(each), "is left out: its text was not found") for each in lacking]
    return Marked(_apart(documents), findings)


def _articles(sources: Sequence[Source]) -> Iterator[Path]:
    unreadable: list[Finding] = []
    listed = list_files(sources, (), unreadable)
    if unreadable:
        raise UnreadableError(unreadable)
    for files in listed.values():
        yield from (path for kind, path in files if kind == "articles")


def _apart(documents: Sequence[Document]) -> list[Document]:
    """The documents, each with a name of its own, which keeps their order."""
    named: dict[str, Document] = {}
    for each in documents:
        name = next(spare for spare in spare_names(each.name) if spare not in named)
        named[name] = replace(each, name=name)
    return list(named.values())


def to_brat(documents: Sequence[Document]) -> dict[str, bytes]:
    """A project of brat: text and annotations of each article, its heads, and the settings."""
    files = {BESIDE: write_heads(documents), **scheme_brat()}
    for each in documents:
        text, lines = write_brat(each)
        files |= {f"{each.name}.txt": text.encode(), f"{each.name}.ann": lines.encode()}
    return files


def to_label_studio(documents: Sequence[Document]) -> dict[str, bytes]:
    """Tasks of Label Studio with their annotations, and the settings of their project."""
    tasks = json.dumps([write_label_studio(each) for each in documents], ensure_ascii=False)
    return {"tasks.json": f"{tasks}\n".encode(), **scheme_label_studio()}


def to_web_annotations(documents: Sequence[Document]) -> dict[str, bytes]:
    """A page of annotations for each article, with its head and its text beside it."""
    files = {}
    for each in documents:
        files[f"{each.name}.jsonld"] = write_web_annotations(each).encode()
        files[f"{each.name}.txt"] = (each.text or "").encode()
    return files


def write_heads(documents: Sequence[Document]) -> bytes:
    """What the source of each article is, for a format that has no place for it."""
    fields = [
        each for each in ARTICLE if not isinstance(each.kind, tuple) and each.name not in _TOLD
    ]
    rows = [
        [document.name, *(_cell(each, document.head.get(each.name, ())) for each in fields)]
        for document in documents
    ]
    return csv_bytes(["document", *(each.name for each in fields)], rows)


def _cell(field: Field, values: Sequence[str]) -> str:
    return join_values(values) if field.many else "".join(values)


def check_unedited(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse to write over what people annotated since a folder was exported.

    Raises:
        UsageError: a file has another content than that export and this one.
    """
    known = (read_manifest(folder) or {"outputs": {}})["outputs"]
    for name, data in files.items():
        path = folder / name
        if name in known and path.is_file():
            there = digest(read_bytes(path, shown(path)))
            if there not in (known[name], digest(data)):
                message = "has changed since it was exported, and is not overwritten"
                raise UsageError(f"{shown(path)}: {message}; name another folder with -o")


#: Formats of annotated texts -> what writes them.
ANNOTATION_FORMATS: Final[Mapping[str, Callable[[Sequence[Document]], dict[str, bytes]]]] = {
    "brat": to_brat,
    "label-studio": to_label_studio,
    "web-annotation": to_web_annotations,
}
