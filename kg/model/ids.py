"""The gate: outside text -> IRI, literal, file name. Nothing else mints them.

Ids are kept to letters, digits, `_` and `-`: the intersection of what a Turtle local name, a file
name on every system, a CSS selector and a URL fragment take without escaping.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.model.vocabulary import PREFIXES

_LOCAL_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,118}[A-Za-z0-9])?")
#: An address after RFC 3986 and 3987, without user names and IPv6 hosts, which no publisher needs.
_HOST = (
    r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2}"
    r"|(?![\s\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    r"[\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd])"
)
_PATH = rf"(?:{_HOST}|[/!$&'()*+,;=:@])*"
_URL = re.compile(
    rf"https?://{_HOST}+(?::[0-9]{{1,5}})?(?:/{_PATH})?(?:\?(?:{_PATH}\??)*)?(?:#(?:{_PATH}\??)*)?"
)
_URL_LIMIT: Final = 2000  # characters; browsers and servers cut longer ones
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TEXT_LIMIT: Final = 20_000  # characters of one text field; no label or reason comes near it


def check_id(text: str) -> str:
    """The id itself.

    >>> check_id("us-expels-60-2018")
    'us-expels-60-2018'

    Raises:
        ValueError: it is longer than 120 characters or has others than letters, digits, _ and -.
    """
    if not _ID.fullmatch(text):
        raise ValueError(
            f"{_shown(text)} is no id; use up to 120 letters a-z, digits, '-' and '_', "
            "with a letter or digit at both ends"
        )
    return text


def check_text(text: str) -> str:
    """The text itself.

    Raises:
        ValueError: it is empty, too long, or holds characters that no file format can carry.
    """
    if not text.strip():
        raise ValueError("is empty; give a value or remove the key")
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"has {len(text)} characters; the limit is {TEXT_LIMIT}")
    if bad := _CONTROL.search(text):
        raise ValueError(f"holds the character U+{ord(bad[0]):04X}, which is not text; remove it")
    return text


def check_url(text: str) -> str:
    """The address itself.

    Raises:
        ValueError: it is not an absolute http or https address.
    """
    if len(text) > _URL_LIMIT or not _URL.fullmatch(text):
        raise ValueError(f"{_shown(text)} is no address; write it in full, from http(s)://")
    return text


def nearest_name(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The nearest known name, or nothing; `likeness` from 0 to 1 is the least that it may have."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=likeness)
    folded = {each.casefold(): each for each in names}
    return near[0] if near else folded.get(name.casefold(), "")


def hint(name: str, known: Iterable[str]) -> str:
    """`; did you mean …?` for the nearest known name, or nothing."""
    near = nearest_name(name, known)
    return f"; did you mean {near!r}?" if near else ""


#: Letters that Unicode does not take apart into a plain one and a mark.
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "’": "'"}
)


def fold_text(text: str) -> str:
    """Text to compare names by: without case, accents and surplus space.

    >>> fold_text(" Côte  d’IVOIRE "), fold_text("Łódź")
    ("cote d'ivoire", 'lodz')
    """
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    return " ".join(plain.translate(_PLAIN).split())


def shorten(text: str) -> str:
    """The beginning of a long text, for a message of one line."""
    return text if len(text) <= 60 else text[:57] + "..."


def _shown(text: str) -> str:
    return repr(shorten(text))


def id_iri(kind: str, local: str) -> URIRef:
    """The IRI of one of our own things: `id_iri("actor", "RUS")`.

    Raises:
        ValueError: the local name is no minted name or id.
        KeyError: no such kind of thing.
    """
    if not is_local_name(local):
        raise ValueError(f"{_shown(local)} cannot be part of an IRI")
    return URIRef(PREFIXES[kind] + local)


def is_local_name(text: str) -> bool:
    """Whether the text can be the local name of one of our own things, in every format."""
    return _LOCAL_NAME.fullmatch(text) is not None and not text.endswith(".")


def _digest(*identity: object) -> str:
    text = json.dumps(identity, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:10]


def report_name(article: str, start: int, *rest: object) -> str:
    """The local name of a report, from all that identifies it."""
    return f"{article}-{start}-{_digest(article, start, *rest)}"


def link_name(response: str, trigger: str, *claim: object) -> str:
    """The local name of a link, from the whole claim."""
    return f"{response}--{trigger}--{_digest(response, trigger, *claim)}"


def feature_name(link: str, feature: str) -> str:
    """The local name of one feature of an inferred link."""
    return f"{link}--{feature}"


def tenure_name(holder: str, post: str, since: str | None) -> str:
    """The local name of a tenure."""
    return f"{holder}--{post}--{_digest(holder, post, since)}"


def text_literal(text: str) -> Literal:
    """English prose for people: `"…"@en`."""
    return Literal(text, lang="en")


def string_literal(text: str) -> Literal:
    """A plain string: EDTF, codes, citations."""
    return Literal(text)


def integer_literal(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=XSD.integer, normalize=False)


def decimal_literal(number: Decimal) -> Literal:
    """An xsd:decimal in plain notation, never a double: rdflib's Turtle writer rounds those."""
    return Literal(f"{number:f}", datatype=XSD.decimal, normalize=False)


def boolean_literal(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean, normalize=False)


def day_literal(day: date) -> Literal:
    """An xsd:date."""
    return Literal(day.isoformat(), datatype=XSD.date, normalize=False)


def duration_literal(text: str) -> Literal:
    """An xsd:duration."""
    return Literal(text, datatype=XSD.duration, normalize=False)


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Text for a terminal: control and direction marks, which could forge lines, become U+FFFD."""
    return _UNSEEN.sub("\ufffd", text)
