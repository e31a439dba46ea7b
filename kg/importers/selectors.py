"""Where a W3C annotation points: its sources, and the text positions and quotations in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.importers.json_values import list_at, span_of, table_at, text_at
from kg.importers.marks import Span

_POSITION: Final = "TextPositionSelector"
_QUOTE: Final = "TextQuoteSelector"


@dataclass(frozen=True, slots=True)
class Target:
    """One part of what an annotation is about."""

    source: str  # the document, as the annotation calls it
    span: Span | None = None  # by a text position
    exact: str = ""  # by a text quotation
    around: tuple[str, str] = ("", "")
    other: str = ""  # what it points with, where that is neither

    @property
    def is_text(self) -> bool:
        """Whether it points to words of a text."""
        return self.span is not None or bool(self.exact.strip())


def name_of(value: Any) -> str:
    """The address of a resource: itself, or its `id`."""
    return value if isinstance(value, str) else text_at(value, "id") or text_at(value, "@id")


def type_of(value: Any) -> str:
    """The type of a thing, the first of several."""
    found = value.get("type", value.get("@type")) if isinstance(value, dict) else ""
    found = found[0] if isinstance(found, list) and found else found
    return found if isinstance(found, str) else ""


def as_list(value: Any) -> list[Any]:
    """A list, or a value alone as a list of one; nothing for None."""
    return value if isinstance(value, list) else [] if value is None else [value]


def targets_of(annotation: Mapping[str, Any]) -> list[Target]:
    """What an annotation is about; a list of targets, and CATMA's `List` of items, part by part."""
    found = []
    for each in as_list(annotation.get("target")):
        for part in list_at(each, "items") or [each]:
            found.append(_target(part))
    return found


def _target(part: Any) -> Target:
    source = name_of(part.get("source")) if isinstance(part, dict) else ""
    source = source or name_of(part)
    span = None
    quote: Mapping[str, Any] = {}
    others = []
    for selector in _selectors(part):
        kind = type_of(selector)
        if kind == _POSITION and "refinedBy" not in selector:
            span = span or span_of(selector.get("start"), selector.get("end"))
        elif kind == _QUOTE and "refinedBy" not in selector:
            quote = quote or selector
        others.append(kind or "a selector without a type")
    return Target(
        source=source,
        span=span,
        exact=text_at(quote, "exact"),
        around=(text_at(quote, "prefix"), text_at(quote, "suffix")),
        other=", ".join(dict.fromkeys(others)),
    )


def _selectors(part: Any) -> Iterator[Mapping[str, Any]]:
    """The selectors of a target: alternatives, and a quotation that refines one of another kind."""
    for each in as_list(part.get("selector") if isinstance(part, dict) else None):
        if isinstance(each, dict):
            yield each
            inner = table_at(each, "refinedBy")
            if type_of(each) not in (_POSITION, _QUOTE) and type_of(inner) == _QUOTE:
                yield inner


def join_touching(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch as one: tools cut one stretch of text up.

    >>> join_touching([(5, 9), (0, 3), (3, 4)])
    ((0, 4), (5, 9))
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
