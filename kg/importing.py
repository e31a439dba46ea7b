"""`kg import`: files of other tools -> a data folder of native ones, whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

from kg.errors import Finding, FindingsError, Place, UsageError
from kg.files import json_bytes, write_file
from kg.importers.brat import read_brat
from kg.importers.doccano import read_doccano
from kg.importers.label_studio import read_label_studio
from kg.importers.langextract import read_langextract
from kg.importers.ledger import Ledger
from kg.importers.mapping import ARTICLE, Renaming
from kg.importers.marks import Document, File
from kg.importers.names import Names
from kg.importers.native import write_actors, write_article
from kg.importers.prodigy import read_prodigy
from kg.importers.quotes import read_quotes
from kg.importers.records import make_article
from kg.read.corpus import read_directory
from kg.read.documents import read_bytes
from kg.read.folders import shown
from kg.read.sketch import decode_text, find_title, slug
from kg.read.texts import read_texts
from kg.sources import find_home

Reader = Callable[..., Iterator[Document]]  # of files, a ledger, and options of its format
#: Formats of annotated texts, each with what reads it.
READERS: Final[Mapping[str, Reader]] = {
    "brat": read_brat,
    "label-studio": read_label_studio,
    "doccano": read_doccano,
    "prodigy": read_prodigy,
    "quotes": read_quotes,
    "langextract": read_langextract,
}
FORMATS: Final = tuple(READERS)
#: What an article needs and sources seldom have: one message tells all that lack them.
_NEEDED: Final = tuple(each.name for each in ARTICLE if each.required)


@dataclass(slots=True)
class Imported:
    """What an import made: files to write by their path in the folder, and what is said of it."""

    files: dict[str, bytes] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        """Whether something was left out unasked, or has to be filled in."""
        return self.ledger.is_short or bool(self.findings)


def import_files(
    form: str,
    sources: Sequence[Path],
    *,
    renaming: Renaming,
    texts: Path | None = None,
    articles: Path | None = None,
    options: Mapping[str, object] | None = None,
) -> Imported:
    """What files of another tool become.

    Args:
        form: one of `FORMATS`.
        sources: files, or folders for all files in them.
        renaming: what the source's names mean.
        texts: the folder of the articles' texts, for what does not hold them.
        articles: a CSV file of what sources do not say of an article.
        options: what the reader of the format takes besides.
    Raises:
        KgError: a file cannot be read.
    """
    done = Imported()
    known = read_texts(texts) if texts else {}
    told = _read_heads(articles) if articles else {}
    names = Names(read_directory(find_home()[0]))
    lacking: dict[str, list[str]] = {}
    for document in READERS[form](_read_files(sources), done.ledger, **(options or {})):
        text = document.text
        if text is None:
            row = told.get(document.name, {})
            text = known.get(document.digest or row.get("textDigest", "").lower())
        if text is None and texts:
            text = _named_text(texts, document.name)
        if text is None:
            why = "its text is not at hand; name its folder with --texts"
            for mark in document.marks:
                done.ledger.leave(why, *mark.items)
            continue
        head = _head(document, text, told)
        native = make_article(document, text, head, renaming, names, done.ledger)
        if native.reports or native.links or native.boilerplate or native.no_act:
            done.files[f"articles/{native.id}.yaml"] = write_article(native).encode()
            if lacks := [name for name in _NEEDED if name not in head]:
                lacking.setdefault(", ".join(lacks), []).append(native.id)
    if names.drafts:
        done.files["actors/imported.yaml"] = write_actors(names.drafts).encode()
    for names_lacking, ids in lacking.items():
        message = f"{names_lacking} of {_listed(ids)} not told by the source; give --articles"
        done.findings.append(Finding(Place(shown(sources[0])), message))
    return done


def write_imported(done: Imported, folder: Path) -> list[str]:
    """Write what an import made; a file that is there with other content stops all of it.

    Returns:
        The paths written, those that were there already with the same bytes left out.
    Raises:
        UsageError: a file is there with other content, or cannot be written.
    """
    there = {name: folder / name for name in done.files}
    for name, path in there.items():
        if path.exists() and read_bytes(path, shown(path)) != done.files[name]:
            message = "is there already with other content, and nothing is overwritten"
            raise UsageError(f"{shown(path)}: {message}; move it away or name another folder")
    new = [name for name, path in there.items() if not path.exists()]
    for name in new:
        write_file(there[name], done.files[name], new=True)
    return new


def report_bytes(done: Imported) -> bytes:
    """What `--report` holds."""
    return json_bytes(done.ledger.report())


def _read_files(sources: Sequence[Path]) -> list[File]:
    files = []
    for source in sources:
        paths = (
            sorted(each for each in source.rglob("*") if each.is_file())
            if source.is_dir()
            else [source]
        )
        files += [File(shown(path), read_bytes(path, shown(path))) for path in paths]
    return files


def _named_text(texts: Path, name: str) -> str | None:
    """The text whose file is called as a document."""
    path = texts / f"{PurePath(name.replace(os.sep, '-')).name}.txt"
    return decode_text(read_bytes(path, shown(path)), shown(path)) if path.is_file() else None


def _head(
    document: Document, text: str, told: Mapping[str, Mapping[str, str]]
) -> dict[str, Sequence[str]]:
    """The article's own fields: from the source, from --articles, and from the text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {name: list(values) for name, values in document.head.items()}
    row = told.get(digest) or told.get(document.name) or {}
    given |= {name: [value] for name, value in row.items() if value}
    given.setdefault("id", [slug(document.name) or f"text-{digest[:8]}"])
    if title := find_title(text):
        given.setdefault("title", [title])
    given |= {"textDigest": [digest], "textLength": [str(len(text))]}
    return {name: values for name, values in given.items() if values}


def _read_heads(path: Path) -> dict[str, dict[str, str]]:
    """What --articles says, by digest and by the name of the document.

    Raises:
        FindingsError: it lacks a column that names the document, or has an unknown one.
    """
    name = shown(path)
    text = read_bytes(path, name).decode("utf-8-sig", errors="replace")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = rows.fieldnames or []
    fields = {each.name for each in ARTICLE}
    odd = [each for each in columns if each not in fields | {"document", "digest"}]
    if odd or not {"document", "digest"} & {*columns}:
        message = f"has no column document or digest, or unknown ones ({', '.join(odd)})"
        raise FindingsError([Finding(Place(name, 1), message)])
    found = {}
    for row in rows:
        values = {key: value for key, value in row.items() if key in fields and value}
        if digest := row.get("digest"):
            values.setdefault("textDigest", digest)
        for key in (row.get("document"), row.get("digest")):
            if key:
                found[key] = values
    return found


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3:,} more" if len(ids) > 3 else "")
