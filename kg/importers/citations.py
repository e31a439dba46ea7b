"""Answers of a model with citations, as Anthropic's interface gives them: words and their place.

A citation holds the words and the characters that they stand at, which prove each other. It says
what supports a statement. What class and actors that has, the block around it says by langextract's
names, or a mapping for the class `citation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.beside import choose_text
from kg.importers.json_values import count_at, list_at, span_of, table_at, text_at, texts_of
from kg.importers.ledger import Ledger
from kg.importers.mapping import EVENT
from kg.importers.marks import Document, Item, Mark, Value

LABEL: Final = "citation"  # of one whose block says no class
_PLACED: Final = "char_location"
_WHY: Final = {
    "page_location": "says a page and no characters; send the text as plain text",
    "content_block_location": "says a block and no characters; send the text as plain text",
}
_OTHERS: Final = "cites something that is not a text of this import"
_DEPTH: Final = (
    8  # levels of lists and tables in which OpenAI's annotations lie: output, content, annotations
)
OCCURRENCE: Final = "occurrence"  # which of several places is meant
_REVIEW: Final = "reviewedBy"  # what no program can say


@dataclass
class _Cited:
    """The marks of each document that an answer cites."""

    place: Place
    ledger: Ledger
    extracted_by: str
    marks: dict[str, list[Mark]] = field(default_factory=dict)


def cites(block: Any) -> bool:
    """Whether a block of an answer, or an extraction, has citations."""
    return isinstance(block, dict) and isinstance(block.get("citations"), list)


def _blocks(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The blocks of an answer, of the message in it, and extractions, each with where it stands."""
    content = list_at(value.get("message"), "content") or list_at(value, "content")
    return [
        ("", value),
        *((f"content[{n}].", each) for n, each in enumerate(content)),
        *((f"extractions[{n}].", each) for n, each in enumerate(list_at(value, "extractions"))),
    ]


def has_citations(value: Any) -> bool:
    """Whether a document is an answer with citations."""
    return isinstance(value, dict) and any(cites(block) for _, block in _blocks(value))


def refuse_file_citations(value: Any, place: Place) -> None:
    """Stop at OpenAI's citations of files.

    Raises:
        UnreadableError: there is one.
    """
    level = [value]
    for _ in range(_DEPTH):
        if any(isinstance(each, dict) and each.get("type") == "file_citation" for each in level):
            message = "has citations of files, which hold no words to prove; ask for quotations"
            raise UnreadableError([Finding(place, f"{message} (kg scheme llm)")])
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]


def mark_citations(
    value: Mapping[str, Any],
    place: Place,
    ledger: Ledger,
    texts: Mapping[str, str],
    extracted_by: str,
) -> Iterator[Document]:
    """The documents that an answer cites; the citations of one block tell of one event.

    Args:
        value: the answer.
        place: of it.
        ledger: everything read is noted there.
        texts: by name, see `texts_beside`.
        extracted_by: the program and the day.
    """
    cited = _Cited(place, ledger, extracted_by)
    for where, block in _blocks(value):
        for number, each in enumerate(list_at(block, "citations") if cites(block) else ()):
            at = f"{where}citations[{number}]"
            kind = text_at(each, "type")
            item = ledger.read("citations", Place(f"{place}:{at}"), f"{at} {kind}".rstrip())
            if kind == _PLACED:
                _mark(each, block, where or "answer", at, item, cited)
            else:
                ledger.leave(f"{kind or 'a citation'} {_WHY.get(kind, _OTHERS)}", item)
    for name, marks in cited.marks.items():
        text = choose_text(texts, name, alone=len(cited.marks) == 1)
        yield Document(name=name, place=place, text=text, marks=marks)


def _mark(
    citation: Mapping[str, Any],
    block: Mapping[str, Any],
    event: str,
    at: str,
    item: Item,
    cited: _Cited,
) -> None:
    words = text_at(citation, "cited_text")
    span = span_of(citation.get("start_char_index"), citation.get("end_char_index"))
    if span is None or not words.strip():
        cited.ledger.leave("has no words or no place", item)
        return
    document = text_at(citation, "document_index")
    name = text_at(citation, "document_title") or f"document-{document}"
    attributes = table_at(block, "attributes")
    said = () if attributes else (Value(EVENT, event.rstrip("."), item),)
    cited.marks.setdefault(name, []).append(
        Mark(
            id=at,
            label=text_at(block, "extraction_class") or LABEL,
            items=(item,),
            spans=(span,),
            words=(words,),
            values=(*said, *read_attributes(attributes, item.place, cited.ledger)),
            extracted_by=cited.extracted_by,
        )
    )


def read_attributes(attributes: Mapping[str, Any], place: Place, ledger: Ledger) -> Iterator[Value]:
    """What an extraction says of itself; what is empty is not said."""
    for name, value in attributes.items():
        if name == OCCURRENCE and count_at(attributes, name) is not None:
            continue
        texts = texts_of(value)
        for text in [""] if texts is None else texts:
            item = ledger.read("attributes", place, name)
            if texts is None:
                ledger.leave("is not a text, a number or a list of them", item)
            elif name == _REVIEW:
                ledger.leave("a review is noted in the article's file, by its person", item)
            else:
                yield Value(name, text, item)
