"""Records read from documents by a table of fields.

One table serves the reader, the JSON Schema that editors complete from, and the documentation, so
that the three cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from kg.errors import Finding, Place
from kg.model.dates import edtf_bounds
from kg.model.ids import check_id
from kg.model.names import check_line, check_text, check_url, hint, is_blank
from kg.model.provenance import check_dated, check_name
from kg.model.slips import closest_term
from kg.read.documents import Entries, Items, Node, Scalar
from kg.read.keys import meant_key
from kg.read.numbers import explain_term, propose_number

_TERM: Final = r"P\d{1,5}D"  # a duration in whole days
QUOTE_LIMIT: Final = 10_000  # characters; no sentence of the five source articles has 1,000


@dataclass(frozen=True, slots=True)
class Kind:
    """How the text of a scalar becomes a value, and what JSON Schema says of it."""

    parse: Callable[[str], Any]
    schema: Mapping[str, Any]
    is_text: bool = False  # prose, where a trailing comment may be a cut value


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record. `kind` is a scalar Kind, SPAN, or the fields of a nested record."""

    name: str
    kind: Kind | tuple[Field, ...]
    doc: str
    required: bool = False
    many: bool = False  # a list; one value alone stands for a list of one


@dataclass(slots=True)
class Row:
    """A record as read: values by key, and the place of each value (of each item of a list)."""

    place: Place
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()  # the keys that stand there, readable or not

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a key, or the default where it is absent."""
        return self.values.get(name, default)

    def many(self, name: str) -> tuple[Any, ...]:
        """The values of a list key, none where it is absent."""
        return tuple(self.values.get(name, ()))

    def at(self, name: str) -> Place:
        """The place of a value, or of the record where the key is absent."""
        return self.places.get(name, (self.place,))[0]


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"0|[1-9]\d{0,11}", text):
        meant = propose_number(text)
        remedy = " of 0 or more" if meant is None else f"; write {meant}"
        raise ValueError(f"{text[:80]!r} is not a whole number{remedy}")
    return int(text)


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise ValueError(f"{text[:80]!r} is not a whole number of 1 or more")
    return int(text)


def _quote(text: str) -> str:
    """A quotation as it stands, line ends included: it is held against a text, and not kept."""
    if len(text) > QUOTE_LIMIT:
        raise ValueError(f"has {len(text):,} characters; quote one sentence")
    return text


def _share(text: str) -> Decimal:
    if not re.fullmatch(r"0(\.\d{1,6})?|1(\.0{1,6})?", text):
        raise ValueError(f"{text[:80]!r} is not a number between 0 and 1, such as 0.7")
    return Decimal(text)


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text[:80]!r} is neither true nor false")
    return text == "true"


def _edtf(text: str) -> str:
    edtf_bounds(text)
    return text


def _term(text: str) -> str:
    if not re.fullmatch(_TERM, text):
        raise ValueError(f"{text[:80]!r} is not a duration in days{explain_term(text)}")
    return text


def _matching(pattern: str, what: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"{text[:80]!r} is not a {what}")
        return text

    return parse


def _pattern(pattern: str, what: str) -> Kind:
    return Kind(_matching(pattern, what), {"type": "string", "pattern": f"^(?:{pattern})$"})


LISTED: Final = 13  # names in a message; the longest scheme in a file, that of the units, has 13


def choice(
    names: Sequence[str],
    remedies: Mapping[str, str] | None = None,
    listed: tuple[str, str] | None = None,
) -> Kind:
    """One of the given names.

    Args:
        names: all of them.
        remedies: for others that people write, what to do instead.
        listed: for more than a line holds, what one is called and where to find them.
    """

    def parse(text: str) -> str:
        if remedies and text in remedies:
            raise ValueError(f"{text!r} {remedies[text]}")
        if text not in names:
            raise ValueError(f"{text[:80]!r} {_no_choice(text, names, listed)}")
        return text

    return Kind(parse, {"enum": list(names)})


def _no_choice(text: str, names: Sequence[str], listed: tuple[str, str] | None) -> str:
    if listed is None:
        what = f"one of {', '.join(names)}" if len(names) <= LISTED else "known here"
        return f"is not {what}{hint(text, names)}"
    near = closest_term(text, names)
    meant = f"; did you mean {near!r}? ({listed[1]})" if near else f"; {listed[1]}"
    return f"is not {listed[0]}{meant}"


ID: Final = Kind(
    check_id, {"type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?$"}
)
#: An actor, by id, code or name: whom it means is looked up once all actors are read.
ACTOR: Final = Kind(check_text, {"type": "string", "minLength": 1})
TEXT: Final = Kind(check_text, {"type": "string", "minLength": 1}, is_text=True)
#: A name or headline: one line.
LINE: Final = Kind(lambda text: check_line(check_text(text)), TEXT.schema, is_text=True)
URL: Final = Kind(check_url, {"type": "string", "pattern": "^https?://"})
INTEGER: Final = Kind(_whole_number, {"type": "integer", "minimum": 0})
SHARE: Final = Kind(_share, {"type": "number", "minimum": 0, "maximum": 1})
YES_NO: Final = Kind(_yes_no, {"type": "boolean"})
EDTF: Final = Kind(_edtf, {"type": ["string", "integer"]})  # a year alone is a number in YAML
#: An end that may be open: `..` says that it has not come.
UNTIL: Final = Kind(lambda text: text if text == ".." else _edtf(text), EDTF.schema)
DURATION: Final = Kind(_term, {"type": "string", "pattern": f"^(?:{_TERM})$"})
COUNT: Final = Kind(_count, {"type": "integer", "minimum": 1})
QUOTE: Final = Kind(_quote, {"type": "string", "minLength": 1}, is_text=True)
WORDS: Final = _pattern(r"[0-9a-f]{8}", "mark of words (8 hexadecimal digits)")
DIGEST: Final = Kind(
    lambda text: _matching(r"[0-9a-f]{64}", "sha256 (64 hexadecimal digits)")(text.lower()),
    {"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"},  # Windows writes capitals
)
WIKIDATA: Final = _pattern(r"Q[1-9]\d{0,11}", "Wikidata item, such as Q30")
VERSION: Final = Kind(_matching("1", "format version known here; this is format 1"), {"const": 1})
#: Who annotated: a name or an id.
NAME: Final = Kind(lambda text: check_name(check_text(text)), TEXT.schema, is_text=True)


def _dated(example: str) -> Kind:
    return Kind(lambda text: check_dated(check_text(text), example), TEXT.schema, is_text=True)


EXTRACTION: Final = _dated("reader 1.2, 2031-03-05")
REVIEW: Final = _dated("Maria Nowak, 2031-03-06")
#: Two code-point offsets, [start, end): read by `read_record` itself.
SPAN: Final = Kind(
    str, {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
)


def read_record(
    node: Node,
    fields: Sequence[Field],
    findings: list[Finding],
    manual: str = "data/README.md",
    name: str = "",
) -> Row:
    """Read a mapping by its table of fields; every problem becomes a finding.

    Values that cannot be read are left out of the row, so that one mistake is told once: a key
    that is proposed for an unknown one counts as given. `manual` is the file that lists the keys
    for people, `name` the key that holds the record.
    """
    row = Row(node.place)
    if not isinstance(node, Entries):
        names = ", ".join(each.name for each in fields[:4])
        findings.append(Finding(node.place, f"is not a mapping; it needs keys such as {names}"))
        return row
    row.given = frozenset(node.nodes)
    table = {each.name: each for each in fields}
    for key, (place, value) in node.nodes.items():
        if key not in table:
            meant = meant_key(key, table, row.given)
            remedy = f"; did you mean {meant!r}?" if meant else f" ({manual} lists them)"
            message = f"{key[:60]!r} is not a key {f'of {name}' if name else 'here'}{remedy}"
            findings.append(Finding(place, message))
            row.given |= {meant}
        else:
            _read_field(value, table[key], row, findings, manual)
    for each in fields:
        if each.required and each.name not in row.given:
            findings.append(Finding(node.place, f"{each.name!r} is missing: {each.doc}"))
    return row


def _read_field(node: Node, fld: Field, row: Row, findings: list[Finding], manual: str) -> None:
    nodes = node.nodes if fld.many and isinstance(node, Items) and fld.kind is not SPAN else (node,)
    if fld.many and fld.kind is SPAN and isinstance(node, Items) and not _is_span(node):
        nodes = node.nodes
    if not nodes:
        findings.append(Finding(node.place, f"{fld.name} is an empty list; remove the key"))
        return
    values, places = [], []
    for each in nodes:
        before = len(findings)
        value = _read_value(each, fld, findings, manual)
        if len(findings) == before or isinstance(value, Row):
            values.append(value)
            places.append(each.place)
    if values:
        row.values[fld.name] = tuple(values) if fld.many else values[0]
        row.places[fld.name] = tuple(places)


def _is_span(node: Items) -> bool:
    return len(node.nodes) == 2 and all(isinstance(each, Scalar) for each in node.nodes)


def _read_value(node: Node, fld: Field, findings: list[Finding], manual: str) -> Any:
    if isinstance(fld.kind, tuple):
        return read_record(node, fld.kind, findings, manual, fld.name)
    if fld.kind is SPAN:
        return _read_span(node, fld, findings)
    if not isinstance(node, Scalar):
        findings.append(Finding(node.place, f"{fld.name} takes one value, not a list or mapping"))
        return None
    if is_blank(node.text):
        findings.append(Finding(node.place, f"{fld.name} is empty; give a value or remove the key"))
        return None
    if node.commented and fld.kind.is_text:
        message = (
            f"{fld.name} is cut at ' #'; put the text in quotes, or the comment on its own line"
        )
        findings.append(Finding(node.place, message))
        return None
    try:
        return fld.kind.parse(node.text)
    except ValueError as error:
        findings.append(Finding(node.place, f"{fld.name}: {error}"))
        return None


def _read_span(node: Node, fld: Field, findings: list[Finding]) -> tuple[int, int] | None:
    try:
        if not isinstance(node, Items) or not _is_span(node):
            raise ValueError("needs two offsets, such as [0, 67]")
        start, end = (_whole_number(each.text) for each in node.nodes)  # type: ignore[union-attr]
        if start >= end:
            raise ValueError(f"[{start}, {end}] ends before it begins; the end is exclusive")
        return start, end
    except ValueError as error:
        findings.append(Finding(node.place, f"{fld.name}: {error}"))
        return None


def json_schema(fields: Sequence[Field], title: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file whose top record has these fields."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_record_schema(fields),
    }


def _record_schema(fields: Sequence[Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in fields if each.required],
        "properties": {each.name: _field_schema(each) for each in fields},
    }


def _field_schema(fld: Field) -> dict[str, Any]:
    if isinstance(fld.kind, tuple):
        one: dict[str, Any] = _record_schema(fld.kind)
        return {"description": fld.doc, **({"type": "array", "items": one} if fld.many else one)}
    one = dict(fld.kind.schema)
    if not fld.many:
        return {"description": fld.doc, **one}
    return {"description": fld.doc, "anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
