"""W3C Web Annotations: as the standard has them, as CATMA writes and as hypothes.is gives them.

Nothing that they name is fetched: no context, page or document. By the standard offsets count code
points, browsers count UTF-16 units: the words say which. A quotation is looked for where the place
is of another text, as hypothes.is' places are of a page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from kg.errors import Finding, Place, UnreadableError
from kg.importers.beside import choose_text, texts_beside
from kg.importers.bodies import Body, add_person, names_in, read_body, read_tags
from kg.importers.json_values import list_at, load_documents, table_at, text_at
from kg.importers.ledger import Ledger
from kg.importers.mapping import ARTICLE, SAME
from kg.importers.marks import Document, File, Item, Mark, Tie
from kg.importers.selectors import (
    Target,
    as_list,
    join_touching,
    name_of,
    targets_of,
)
from kg.model.ids import PREFIXES
from kg.read.sketch import slug

_JSON: Final = (".json", ".jsonld", ".jsonl")
_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_HEAD: Final = tuple(each.name for each in ARTICLE if not isinstance(each.kind, tuple))
_REVIEW: Final = "reviewedBy"


@dataclass
class _Reading:
    """What the files of a source hold, so far."""

    ledger: Ledger
    names: dict[str, str] = field(default_factory=dict)  # of CATMA's tags and properties, by id
    heads: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # by source
    marks: dict[str, list[Mark]] = field(default_factory=dict)  # by source
    places: dict[str, Place] = field(default_factory=dict)


def read_web_annotations(files: Sequence[File], ledger: Ledger) -> Iterator[Document]:
    """The documents that annotations are about, in the order in which they are named.

    Args:
        files: JSON; texts beside them are those of their documents. Other files of a CATMA project
            say what its tags and documents are called.
        ledger: everything read is noted there.
    Raises:
        UnreadableError: a file holds no annotations.
    """
    texts = texts_beside(files)
    reading = _Reading(ledger)
    rows: list[tuple[Place, Any]] = []
    for file in files:
        if PurePath(file.name).suffix.lower() in _JSON:
            for place, value in load_documents(file):
                if not _is_side(value, file.name, reading):
                    rows += _annotations(value, place, reading)
    for place, row in rows:
        _read(row, place, reading)
    for source, marks in reading.marks.items():
        last = _last(source)
        yield Document(
            name=source,
            place=reading.places[source],
            text=choose_text(texts, source, last, alone=len(reading.marks) == 1),
            digest=next(iter(reading.heads.get(source, {}).get("textDigest", ())), None),
            marks=marks,
            head={"id": [slug(last) or slug(source)], **_head(source, reading)},
        )


def _last(source: str) -> str:
    """The last part of an address that says something, without its ending."""
    parts = urlsplit(source) if "://" in source else None
    path = PurePath(unquote(parts.path if parts else source))
    return path.stem or (parts.netloc if parts else source)


def _head(source: str, reading: _Reading) -> dict[str, list[str]]:
    """What the source tells of an article: its address, unless that is one of ours."""
    head = reading.heads.get(source, {})
    digest = head.get("textDigest")
    head = {key: value for key, value in head.items() if key not in ("textDigest", "textLength")}
    if source.startswith(("http://", "https://")) and digest is None and " " not in source:
        return {"url": [source], **head}
    return head


def _is_side(value: Any, name: str, reading: _Reading) -> bool:
    """Whether a file of a CATMA project holds no annotations but says what things are called."""
    if not isinstance(value, dict):
        return False
    reading.names |= dict(names_in(value))
    if info := table_at(value, "gitContentInfoSet"):
        title = text_at(info, "title")
        reading.heads[PurePath(name).parent.name] = {"title": [title]} if title else {}
    path = PurePath(name)
    return (
        bool(info)
        or path.name in ("header.json", "propertydefs.json")
        or ("sourceDocumentId" in value or "tagsetDefinitionUuid" in value)
        or "documents" in path.parts
    )


def _annotations(value: Any, place: Place, reading: _Reading) -> list[tuple[Place, Any]]:
    """The annotations of a document: one, a page or collection, an answer of hypothes.is.

    Raises:
        UnreadableError: it holds none.
    """
    if not isinstance(value, dict):
        value = {}
    first = value.get("first")
    if isinstance(first, str) and "items" not in value:
        item = reading.ledger.read("pages", place, "first")
        reading.ledger.leave("is another file, and nothing is fetched; name it too", item)
        return []
    for key, holder in (("rows", value), ("annotations", value), ("items", value),
                        ("items", table_at(value, "first")), ("@graph", value)):  # fmt: skip
        if isinstance(holder.get(key), list) and "target" not in value:
            _note_articles(value, reading)
            return [(Place(f"{place}:{key}[{n}]"), each) for n, each in enumerate(holder[key])]
    if "target" in value:
        return [(place, value)]
    message = "has no annotations; save them as JSON-LD with the context of the standard"
    raise UnreadableError([Finding(place, message)])


def _note_articles(value: Mapping[str, Any], reading: _Reading) -> None:
    """What `write_web_annotations` says of articles."""
    for each in as_list(value.get("@included")):
        if source := name_of(each):
            head = {key: [x for x in as_list(each.get(key)) if isinstance(x, str)] for key in _HEAD}
            reading.heads[source] = {key: found for key, found in head.items() if found}


def _read(row: Any, place: Place, reading: _Reading) -> None:
    ledger = reading.ledger
    item = ledger.read("annotations", place, _last(name_of(row)) or "an annotation")
    if not isinstance(row, dict):
        ledger.leave("is not an annotation", item)
        return
    if "target" in row and "uri" in row and "tags" in row:
        body = _hypothesis(row, place, reading)
        if list_at(row, "references"):
            ledger.leave("is a reply", item, *_items(body))
            return
    else:
        body = read_body(row, place, ledger, reading.names)
    targets = targets_of(row)
    parts = [ledger.read("positions", place, each.other or "no selector") for each in targets]
    held = [(target, part) for target, part in zip(targets, parts, strict=True) if target.is_text]
    for target, part in zip(targets, parts, strict=True):
        if not target.is_text:
            ledger.leave(_why_no_text(target), part)
    if not held:
        why = _why_no_text(targets[0]) if targets else "has no target"
        ledger.leave(why, item, *_items(body))
    elif not body.tags:
        ledger.leave("has no tag that says what it marks", item, *parts, *_items(body))
    else:
        _mark(held, body, item, place, reading)


def _items(body: Body) -> list[Item]:
    return [*(item for _, item in body.tags), *(value.item for value in body.values)]


def _why_no_text(target: Target) -> str:
    pointed = f"points with {target.other}" if target.other else "marks no words on the page"
    return f"{pointed}, and not to words of a text"


def _hypothesis(row: Mapping[str, Any], place: Place, reading: _Reading) -> Body:
    """The dialect of hypothes.is: tags beside the target, a comment that stays private."""
    ledger = reading.ledger
    body = read_tags(list_at(row, "tags"), place, ledger)
    add_person(text_at(row, "user"), place, ledger, body)
    if text_at(row, "text").strip():
        note = ledger.read("notes", place, "a comment")
        ledger.leave("people's comments are not imported", note)
    titles = [each for each in list_at(table_at(row, "document"), "title") if isinstance(each, str)]
    if titles:
        reading.heads.setdefault(text_at(row, "uri"), {"title": [" ".join(titles[0].split())]})
    return body


def _mark(
    held: Sequence[tuple[Target, Item]], body: Body, item: Item, place: Place, reading: _Reading
) -> None:
    """A mark for each tag and each way of pointing; those of one tag tell of one act."""
    values = tuple(x for x in body.values if not (body.extracted_by and x.name == _REVIEW))
    for index, (label, tag) in enumerate(body.labels()):
        first = ""
        for number, (source, group) in enumerate(_groups(held)):
            name = f"{place}:{index}:{number}"
            marks = reading.marks.setdefault(source, [])
            reading.places.setdefault(source, place)
            targets = [target for target, _ in group]
            alone = targets[0]
            own = (item, tag) if index == 0 else (tag,)
            marks.append(
                Mark(
                    id=name,
                    label=label,
                    items=(*own, *(part for _, part in group)),
                    spans=join_touching([each.span for each in targets if each.span]),
                    words=(alone.exact,) if alone.span and alone.exact else (),
                    quote=alone.exact,
                    around=alone.around,
                    values=values,
                    ties=(Tie(SAME, first, tag),) if first else (),
                    annotated_by=tuple(body.annotated_by),
                    extracted_by=body.extracted_by,
                )
            )
            first = first or name


def _groups(
    held: Sequence[tuple[Target, Item]],
) -> Iterator[tuple[str, list[tuple[Target, Item]]]]:
    """Parts that are one mark: those of a document that have positions alone; each quotation."""
    bare: dict[str, list[tuple[Target, Item]]] = {}
    for target, part in held:
        if not target.exact:
            bare.setdefault(target.source, []).append((target, part))
    yield from bare.items()
    for target, part in held:
        if target.exact:
            yield target.source, [(target, part)]


def write_web_annotations(document: Document) -> str:
    """The marks as a page of annotations: code points and, where the text is at hand, quotations.

    What a mark says stands in a body as JSON, which is read back as it is.
    """
    source = f"{PREFIXES['article']}{document.name}"
    page = {
        "@context": _CONTEXT,
        "type": "AnnotationPage",
        "@included": [{"@context": {"@vocab": PREFIXES["ret"]}, "@id": source, "@type": "Article",
                       **{key: list(values) for key, values in document.head.items()}}],
        "items": [_annotation(mark, source) for mark in document.marks],
    }  # fmt: skip
    return json.dumps(page, indent=2, ensure_ascii=False) + "\n"


def _annotation(mark: Mark, source: str) -> dict[str, Any]:
    table: dict[str, list[str]] = {}
    for value in mark.values:
        table.setdefault(value.name, []).append(value.text)
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": mark.label}]
    if table:
        said = json.dumps(table, ensure_ascii=False)
        bodies.append({"type": "TextualBody", "purpose": "describing", "format": "application/json",
                       "value": said})  # fmt: skip
    targets = []
    for number, (start, end) in enumerate(mark.spans):
        selectors: list[dict[str, Any]] = [
            {"type": "TextPositionSelector", "start": start, "end": end}
        ]
        if number < len(mark.words):
            selectors.append({"type": "TextQuoteSelector", "exact": mark.words[number]})
        targets.append({"source": source, "selector": selectors})
    return {
        "id": f"{source}#{mark.id}", "type": "Annotation", "motivation": "classifying",
        "body": bodies, "target": targets[0] if len(targets) == 1 else targets,
    }  # fmt: skip
