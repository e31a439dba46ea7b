"""`kg import`: files of other tools -> a data folder of native ones, whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import Final

from kg.errors import Finding, Place, UnreadableError, UsageError
from kg.importers.apart import read_apart
from kg.importers.brat import read_brat
from kg.importers.doccano import read_doccano
from kg.importers.folder import spare_names
from kg.importers.heads import Head, find_row, make_head, own_id, read_heads, unused_rows
from kg.importers.inception import read_inception
from kg.importers.label_studio import read_label_studio
from kg.importers.langextract import read_langextract
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marks import Document
from kg.importers.names import Names
from kg.importers.native import DRAFTS, write_actors, write_article
from kg.importers.prodigy import read_prodigy
from kg.importers.quotes import read_quotes
from kg.importers.records import make_article
from kg.importers.sources import read_sources
from kg.importers.suggest import suggest_mapping
from kg.importers.tabled import TABLES, import_tables, suggest_tables
from kg.importers.web_annotation import read_web_annotations
from kg.model.actors import Actors
from kg.model.names import fold_text
from kg.model.provenance import check_dated
from kg.rdf.alignments import class_of_cameo, class_of_code, class_of_plover
from kg.read.corpus import read_directory
from kg.read.folders import shown
from kg.read.sketch import TEXT_LIMIT
from kg.read.texts import list_texts
from kg.sources import find_home
from kg.tell.classes import read_classes, stem

Reader = Callable[..., Iterator[Document]]  # of files, a ledger, and options of its format
#: Formats of annotated texts, each with what reads it.
READERS: Final[Mapping[str, Reader]] = {
    "brat": read_brat,
    "label-studio": read_label_studio,
    "doccano": read_doccano,
    "prodigy": read_prodigy,
    "inception": read_inception,
    "quotes": read_quotes,
    "langextract": read_langextract,
    "web-annotation": read_web_annotations,
}
#: Formats that programs write and that need not say which: their readers take `extracted_by`.
EXTRACTED: Final = ("quotes", "langextract")
#: Formats that number labels: what looks like a code is the label's number in its project.
NUMBERED: Final = ("doccano",)
FORMATS: Final = (*READERS, *TABLES)
#: What only some formats take -> these.
OPTIONS: Final[Mapping[str, Sequence[str]]] = {
    "annotator": ("label-studio", "inception"),
    "predictions": ("label-studio",),
}
#: What of a mapping only tables of events take; elsewhere it would do nothing, and nobody be told.
_OF_TABLES: Final = ("columns", "fixed")
_HALF: Final = re.compile("[\ud800-\udfff]")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What an import knows beside its source."""

    renaming: Renaming = field(default_factory=Renaming)
    texts: Mapping[str, str] = field(default_factory=dict)  # sha256 -> text
    named: Mapping[str, str] = field(default_factory=dict)  # name of a text's file -> sha256
    heads: Mapping[str, Head] = field(default_factory=dict)  # by digest or document
    actors: Actors = field(default_factory=lambda: Actors(()))
    extracted_by: str = ""  # the program and the day, where the source does not say it


def read_beside(
    renaming: Renaming,
    texts: Path | None,
    articles: Path | None,
    extracted_by: str = "",
    out: Path | None = None,
) -> Beside:
    """What is read beside a source: actors, texts, and a table of articles.

    Args:
        renaming: the mapping.
        texts: the folder of texts.
        articles: the table of articles.
        extracted_by: see `Beside`.
        out: the folder to write into: whom an earlier import drafted there is known beside the
            project's actors.
    Raises:
        KgError: a file cannot be read.
    """
    held = list_texts(texts) if texts else []
    home = [*find_home()[0]]
    if out and (out / "actors").is_dir() and out.resolve() not in [x.resolve() for x in home]:
        home.append(out)
    return Beside(
        renaming=renaming,
        texts={mark: text for _, mark, text in held},
        named={path.stem: mark for path, mark, _ in held},
        heads=read_heads(articles) if articles else {},
        actors=read_directory(home),
        extracted_by=extracted_by,
    )


def check_extracted(told: str, form: str) -> str:
    """The program and the day that --extracted-by names, for a format.

    Raises:
        UsageError: it does not name them, or the format says it itself.
    """
    if not told:
        return ""
    if form not in EXTRACTED:
        raise UsageError(f"--extracted-by: is for {' and '.join(EXTRACTED)}; leave it out")
    try:
        return check_dated(told, "reader 1.2, 2031-03-05")
    except ValueError as error:
        raise UsageError(f"--extracted-by: {error}") from None


def import_files(form: str, sources: Sequence[Path], beside: Beside, **options: object) -> Imported:
    """What files of another tool become.

    Args:
        form: one of `FORMATS`.
        sources: files, folders or zips.
        beside: what is known beside them.
        options: of `OPTIONS`, those that the format takes.
    Raises:
        UnreadableError: a file cannot be read, or is not of the format.
        UsageError: the format needs an option, or does not take one or a table of the mapping.
    """
    _check_options(form, options)
    _check_mapping(form, beside.renaming)
    done = Imported()
    if form in TABLES:
        done.files = import_tables(
            form, sources, beside.renaming, beside.actors, class_of_code, done.ledger, done.findings
        )
    else:
        _import_texts(form, sources, beside, done, options)
    if done.ledger.is_empty:
        message = f"has nothing that {form} reads; docs/importing.md says what to export"
        done.findings.append(Finding(Place(shown(sources[0])), message))
    return done


def _import_texts(
    form: str,
    sources: Sequence[Path],
    beside: Beside,
    done: Imported,
    options: Mapping[str, object],
) -> None:
    """Make an article of each annotated text."""
    names = Names(beside.actors)
    lacking: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    called: list[tuple[str, str]] = []  # the name and digest of each text
    stateless: list[str] = []
    for document in _read(form, sources, done.ledger, options, beside.extracted_by):
        text = _find_text(document, beside)
        if text is None:
            why = "its text was not found; name its folder with --texts"
            for mark in document.marks:
                done.ledger.leave(why, *mark.items)
            continue
        head = make_head(document, text, beside.heads, done.ledger)
        head["id"] = [own_id(head, known)]
        called.append((document.name, head["textDigest"][0]))
        native = make_article(document, text, head, beside.renaming, names, done.ledger)
        if native.reports or native.links or native.boilerplate or native.no_act:
            if "publisher" in head:
                head["publisher"] = [_house(head["publisher"][0], names)]
            spare = spare_names(f"articles/{native.id}", ".yaml")
            name = next(each for each in spare if each not in done.files)
            done.files[name] = write_article(native).encode()
            if lacks := native.lacks():
                lacking.setdefault(", ".join(lacks), []).append(native.id)
            stateless += native.without_status()
    if names.drafts:
        done.files[DRAFTS] = write_actors(names.drafts).encode()
    for fields, ids in lacking.items():
        message = f"does not say {fields} of {_listed(ids)}; give --articles, or fill them in"
        done.findings.append(Finding(Place(shown(sources[0])), message))
    if stateless:
        message = f"no report gives a status of {_listed(stateless)}; the record needs one"
        done.ledger.warn(Place(shown(sources[0])), message)
    if lacking and (unused := unused_rows(beside.heads, called)):
        message = f"--articles has rows of texts that are not here, such as {unused[0]!r}"
        message += f"; those here are called {_listed([*dict(called)])}"
        done.findings.append(Finding(Place(shown(sources[0])), message))


def _house(name: str, names: Names) -> str:
    """The publisher as an actor, drafted where nobody knows it; else as it is told."""
    try:
        return names.resolve(name, "NewsOrganization")
    except ValueError:
        return name


def _find_text(document: Document, beside: Beside) -> str | None:
    """The text of a document: its own, that of its digest, or that of its name.

    Raises:
        UnreadableError: it has half of a character, as JSON can, or is larger than `TEXT_LIMIT`.
    """
    if document.text is not None:
        if _HALF.search(document.text):
            message = "its text contains half of a surrogate pair; write both halves or neither"
            raise UnreadableError([Finding(document.place, message)])
        if len(document.text.encode()) > TEXT_LIMIT:
            message = f"its text is larger than {TEXT_LIMIT:,} bytes; import one article at a time"
            raise UnreadableError([Finding(document.place, message)])
        return document.text
    told = next(iter(find_row(beside.heads, document.name).get("textDigest", ())), "").lower()
    name = PurePath(document.name)
    found = (document.digest, told, beside.named.get(name.name), beside.named.get(name.stem))
    return next((beside.texts[each] for each in found if each and each in beside.texts), None)


def suggest_for(form: str, sources: Sequence[Path], **options: object) -> str:
    """A first mapping for a source, as TOML.

    Raises:
        UnreadableError, UsageError: as `import_files`.
    """
    _check_options(form, options)
    if form in TABLES:
        return suggest_tables(form, sources, _class_of, class_of_code)
    if form in OPTIONS["annotator"] and "annotator" not in options:
        options["everyone"] = True
    documents = _read(form, sources, Ledger(), options, "whoever")
    named = _class_named if form in NUMBERED else _class_of
    return suggest_mapping(documents, named)


def _check_options(form: str, options: Mapping[str, object]) -> None:
    for name in options:
        if form not in OPTIONS[name]:
            takers = " and ".join(OPTIONS[name])
            raise UsageError(f"--{name} is for {takers}; leave it out for {form}")


def _check_mapping(form: str, renaming: Renaming) -> None:
    for name in _OF_TABLES:
        if form != "events" and getattr(renaming, name):
            raise UsageError(f"--mapping: [{name}] is for events; remove it for {form}")


def _read(
    form: str,
    sources: Sequence[Path],
    ledger: Ledger,
    options: Mapping[str, object],
    extracted_by: str,
) -> list[Document]:
    made_by = {"extracted_by": extracted_by} if form in EXTRACTED else {}
    try:
        read = partial(READERS[form], **options, **made_by)
        return read_apart(read, read_sources(sources), ledger, form)
    except RecursionError:
        finding = Finding(Place(shown(sources[0])), "is nested too deeply")
        raise UnreadableError([finding]) from None


def _class_of(label: str) -> str | None:
    """The class that a label says: by its words, or as a code of CAMEO or PLOVER."""
    return _class_named(label) or class_of_cameo(label) or class_of_plover(label)


def _class_named(label: str) -> str | None:
    """The class that a label names with all its words: `NUMBER` is not the cap of a number."""
    words = _stems(label)
    if not words:
        return None
    for each in read_classes():
        if any(_stems(name) == words for name in (each.name, each.label, *each.words)):
            return each.name
    return None


def _stems(text: str) -> str:
    """The words of a text without their endings, as one: cyber-attack is cyberattack."""
    return "".join(stem(each) for each in re.findall(r"[^\W_]+", fold_text(text)))


def report_bytes(done: Imported) -> bytes:
    """What `--report` holds."""
    return done.ledger.report_bytes()


def _listed(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3:,} more" if len(ids) > 3 else "")
