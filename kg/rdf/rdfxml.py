"""What RDF/XML cannot say: its predicates are XML names and its texts XML 1.0."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final
from xml.parsers import expat

import pyoxigraph as ox

from kg.errors import UsageError
from kg.model.ids import PREFIXES
from kg.model.names import shorten

#: XML 1.0 has no way to write any other character, also not by number.
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_ENDS_IN_NAME = re.compile(rf"[{_NAME_START}][-.0-9\u00b7\u0300-\u036f\u203f\u2040{_NAME_START}]*$")
_SYNTAX = frozenset(
    f"{PREFIXES['rdf']}{name}"
    for name in "RDF ID about bagID parseType resource nodeID datatype li Description aboutEach "
    "aboutEachPrefix".split()
)
_XMLNS: Final = "http://www.w3.org/2000/xmlns/"


@cache
def _ends_in_name(predicate: str) -> bool:
    """Whether the end that pyoxigraph makes an element of is a name to older XML parsers too.

    It goes by XML 1.0, 5th edition; expat, which most readers use, knows the names of the 4th.
    """
    found = _ENDS_IN_NAME.search(predicate)
    if found is None or predicate.startswith(_XMLNS):
        return False
    try:
        expat.ParserCreate().Parse(f"<{found[0]}/>", True)
    except expat.ExpatError:
        return False
    return True


def predicate_problem(predicate: str) -> str | None:
    """Why an IRI cannot be a predicate there, or nothing.

    >>> predicate_problem("http://example.org/1")
    '<http://example.org/1> cannot be a predicate in RDF/XML: it does not end in an XML name'
    """
    if predicate in _SYNTAX:
        return f"<{predicate}> is a word of RDF/XML itself and cannot be a predicate there"
    if not _ends_in_name(predicate):
        return f"<{predicate}> cannot be a predicate in RDF/XML: it does not end in an XML name"
    return None


def text_problem(text: str) -> str | None:
    """Which character of a literal XML cannot carry, or nothing."""
    bad = _NO_XML.search(text)
    if bad is None:
        return None
    return f"{shorten(text)!a} holds U+{ord(bad[0]):04X}, which XML cannot carry"


def refuse_inexpressible(triples: Iterable[ox.Quad | ox.Triple]) -> None:
    """Refuse what RDF/XML cannot carry.

    Raises:
        UsageError: it names the subject, and the term with the reason.
    """
    for each in triples:
        value = each.object
        if isinstance(value, ox.Triple):
            reason: str | None = f"{shorten(str(value))} is a triple term, newer than RDF/XML 1.1"
        else:
            text = value.value if isinstance(value, ox.Literal) else ""
            reason = predicate_problem(each.predicate.value) or text_problem(text)
        if reason is not None:
            raise UsageError(f"{each.subject}: {reason}; choose another format")
