"""What is well formed among literals, and which of them SPARQL puts in order.

As strict as XML Schema and SPARQL; pySHACL leans on Python and is laxer in places, which
tests/rdf/test_compiled.py names with an input for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import inf
from typing import Any, Final

import pyoxigraph as ox

from kg.model.ids import PREFIXES
from kg.rdf.columns import Term

XSD: Final = PREFIXES["xsd"]
_SIZES: Final = {"byte": 8, "short": 16, "int": 32, "long": 64}  # bits
_INTEGERS: Final[Mapping[str, tuple[float, float]]] = {  # the least and the largest value
    "integer": (-inf, inf),
    "negativeInteger": (-inf, -1),
    "nonNegativeInteger": (0, inf),
    "nonPositiveInteger": (-inf, 0),
    "positiveInteger": (1, inf),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _SIZES.items()},
    **{f"unsigned{name.capitalize()}": (0, 2**bits - 1) for name, bits in _SIZES.items()},
}
_FLOAT: Final = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_ZONE: Final = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_FORMS: Final = {  # no longer than Python reads them, so that what is well formed has a value
    "boolean": re.compile(r"true|false|0|1"),
    "date": re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})" + _ZONE),
    "dateTime": re.compile(
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]+)?" + _ZONE
    ),
    "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    "double": _FLOAT,
    "duration": re.compile(
        r"-?P(?!$)([0-9]{1,8}Y)?([0-9]{1,8}M)?([0-9]{1,8}D)?"
        r"(T(?!$)([0-9]{1,8}H)?([0-9]{1,8}M)?([0-9]{1,8}(\.[0-9]+)?S)?)?"
    ),
    "float": _FLOAT,
    **dict.fromkeys(_INTEGERS, re.compile(r"[+-]?[0-9]{1,4000}")),
    "string": re.compile(r"(?s).*"),
}
#: The datatypes of which it is known here what is well formed.
DATATYPES: Final = frozenset({*(XSD + name for name in _FORMS), PREFIXES["rdf"] + "langString"})


def is_well_formed(term: ox.Literal) -> bool:
    """Whether a literal is written as its datatype wants it; True where that is not known.

    Days are those of Python, in the years 1 to 9999.
    """
    name, text = term.datatype.value.removeprefix(XSD), term.value
    form = _FORMS.get(name)
    found = form.fullmatch(text) if form else None
    if found is None:
        return form is None
    if name in _INTEGERS:
        least, most = _INTEGERS[name]
        return least <= int(text) <= most
    return name not in ("date", "dateTime") or _is_day(found[1])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def comparable(term: Term) -> tuple[str, Any] | None:
    """The kind of value and the value of a literal; None for what SPARQL gives no order.

    Values of one kind alone can be compared. A day with a time zone has none here: whether it
    comes before one without is not certain.
    """
    if not isinstance(term, ox.Literal) or not is_well_formed(term):
        return None
    name, text = term.datatype.value.removeprefix(XSD), term.value
    if name in _INTEGERS:
        return "number", int(text)
    if name in ("decimal", "double", "float"):
        return "number", Decimal(text) if name == "decimal" else float(text)
    if name == "date" and _is_day(text):
        return "day", date.fromisoformat(text)
    return ("text", text) if name == "string" else None


def in_order(order: Callable[[Any, Any], bool], one: Term, other: Term) -> bool:
    """Whether two terms can be compared, and stand in that order."""
    left, right = comparable(one), comparable(other)
    if left is None or right is None or left[0] != right[0]:
        return False
    return order(left[1], right[1])
