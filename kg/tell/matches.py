"""The claims of two graphs -> which is which, where their numbers alone would tell it wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.model.ids import PREFIXES
from kg.tell.entries import literal_text

_NUMBERED: Final = re.compile(r"(.+)-[0-9]+>")
_START, _END = f"<{PREFIXES['ret']}start>", f"<{PREFIXES['ret']}end>"
_KINDS: Final = (f"<{PREFIXES['report']}", f"<{PREFIXES['link']}")

Triple = tuple[str, str, str]  # subject, predicate and object as N-Triples writes them
Span = tuple[int, int]  # the first code point, and the one after the last


def match_claims(a: Iterable[Triple], b: Iterable[Triple]) -> dict[str, str]:
    """What to call reports and links of A to compare them with those of B.

    Equal claims of one article are numbered in the order of its text, so that one more gives those
    behind it other numbers. They are matched by their places: the same ones first, then those that
    overlap most, then by their order. Claims without a place in a text are known by their ids.

    Args:
        a: one graph, its terms as N-Triples writes them.
        b: the other.
    Returns:
        The subject in A -> its name in B, or one that B does not have; those alone that change.
    """
    ones, others = _spans(a), _spans(b)
    known = ones.keys() | others.keys()
    groups: dict[str, tuple[list[str], list[str]]] = {}
    for side, spans in enumerate((ones, others)):
        for name in spans:
            groups.setdefault(_unnumbered(name, known), ([], []))[side].append(name)
    called: dict[str, str] = {}
    for here, there in groups.values():
        if len(here) > 1 or len(there) > 1:
            found = _pairs(here, there, ones, others)
            called |= {each: found.get(each) or f"{each[:-1]} (A)>" for each in here}
    return {name: new for name, new in called.items() if new != name}


def _spans(triples: Iterable[Triple]) -> dict[str, Span]:
    ends: dict[str, dict[str, int]] = {}
    for subject, predicate, value in triples:
        if predicate in (_START, _END) and subject.startswith(_KINDS):
            text = literal_text(value)
            if re.fullmatch("[0-9]{1,9}", text):
                ends.setdefault(subject, {})[predicate] = int(text)
    return {
        name: (each[_START], each[_END]) for name, each in sorted(ends.items()) if len(each) > 1
    }


def _unnumbered(name: str, known: Iterable[str]) -> str:
    """The name of the first of equal claims."""
    found = _NUMBERED.fullmatch(name)
    first = f"{found[1]}>" if found else name
    return first if first in known else name


def _pairs(
    here: list[str], there: list[str], ones: dict[str, Span], others: dict[str, Span]
) -> dict[str, str]:
    common = [
        (-share, ones[one], others[other], one, other)
        for one in here
        for other in there
        if (share := _share(ones[one], others[other])) > 0
    ]
    found: dict[str, str] = {}
    taken: set[str] = set()
    for *_, one, other in sorted(common):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    rest = (
        sorted((each for each in side if each not in done), key=lambda each: spans[each])
        for side, done, spans in ((here, found, ones), (there, taken, others))
    )
    return found | dict(zip(*rest, strict=False))


def _share(one: Span, other: Span) -> float:
    """How much of two spans is common to both, from 0 to 1."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]) or 1)
