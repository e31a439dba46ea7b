"""Results of a validation -> findings for people, each at the place of its subject in the input."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import Finding, Place
from kg.model.bases import split_iri
from kg.model.ids import short_name
from kg.rdf.columns import Term
from kg.rdf.compiled import Result

#: Properties that are not called like the key of the formats that gives them.
_KEYS: Final = {"end": "span", "holder": "tenures", "ofAction": "action", "start": "span"}
_EXCLUSIVE: Final = "TenureShape-exclusive"  # a check of tenures.py, named like a shape
Places: TypeAlias = Mapping[str, Place]  # of subjects, by IRI


def tell_result(result: Result, message: str, places: Places, note: str = "") -> Finding:
    """A result in words."""
    sure = result.severity == "Violation"
    return _named(
        places, result.focus, message, result.value, short_name(result.shape) + note, sure
    )


def tell_exclusive(first: Term, second: Term, places: Places, *, sure: bool) -> Finding:
    """Two tenures in exclusive posts: an error where they surely overlap, a warning if not."""
    message = "A person holds one of two posts that exclude each other: " + (
        "the two tenures overlap; correct their dates, or excludesPost of the posts."
        if sure
        else "the two tenures may overlap; give their dates to the day."
    )
    return _named(places, second, message, first, f"ret:{_EXCLUSIVE}", sure)


def untold(
    results: Iterable[Result],
    told: Iterable[Finding],
    places: Places,
    is_there: Callable[[Term], bool],
) -> list[Result]:
    """The results that say more than the errors that are known already.

    Left out is what is about a key of a record of which an error speaks, and, where there is any
    error, what is about a thing that is not there to point to.
    """
    errors = [each for each in told if each.severity == "error"]
    if not errors:
        return list(results)
    known = _told_keys(errors, places.values())
    return [
        each
        for each in results
        if _key_of(each) not in known.get(_record_of(each, places), ())
        and (each.value is None or not _is_thing(each.value) or is_there(each.value))
    ]


def _is_thing(term: Term) -> bool:
    """Whether a term is the name of a thing of ours, below whatever base."""
    return isinstance(term, ox.NamedNode) and split_iri(term.value) is not None


def _told_keys(errors: Iterable[Finding], places: Iterable[Place]) -> dict[Place, set[str]]:
    """The words, keys of the formats among them, that errors use of each record, by its line.

    A record begins at the line that a subject comes from, and ends where the next one does.
    """
    lines: dict[str, set[int]] = {}
    for place in places:
        lines.setdefault(place.file, set()).add(place.line)
    starts = {file: sorted(found) for file, found in lines.items()}
    known: dict[Place, set[str]] = {}
    for finding in errors:
        place, begun = finding.place, starts.get(finding.place.file, ())
        if count := bisect.bisect_right(begun, place.line):
            words = re.findall(r"[A-Za-z_]+", finding.message)
            known.setdefault(Place(place.file, begun[count - 1]), set()).update(map(_key, words))
    return known


def _key(word: str) -> str:
    """A key as articles spell it; the columns of tables are the same words in another spelling."""
    first, *more = word.split("_")
    return first + "".join(each.capitalize() for each in more)


def _record_of(result: Result, places: Places) -> Place:
    place = places.get(result.focus.value, Place(""))
    return Place(place.file, place.line)


def _key_of(result: Result) -> str:
    """The key of the formats that holds what a result is about."""
    name = re.split(r"[#/]", result.path)[-1]
    return _KEYS.get(name, name)


def _named(
    places: Places, focus: Term, message: str, value: Term | None, shape: str, sure: bool
) -> Finding:
    name = focus.value
    place = places.get(name, Place(_short(name)))
    found = "" if value is None else f" (found {_called(value.value, places)})"
    about = "" if _is_minted(name) and name in places else f"{_called(name, places)}: "
    text = f"{about}{message}{found} [{shape}]"
    return Finding(place, text, "error" if sure else "warning")


def _short(iri: str) -> str:
    """`action:a1` for the IRI of a thing, whosever it is: names are unique in one corpus."""
    parts = split_iri(iri)
    return f"{parts[1]}:{parts[2]}" if parts else short_name(iri)


def _is_minted(iri: str) -> bool:
    """Whether a name is made by the program: no file holds it, so that only its place says much."""
    return _short(iri).startswith(("report:", "link:", "feature:", "tenure:"))


def _called(value: str, places: Places) -> str:
    """A value as people know it: a thing by the id that a file gives it, or by where it is said."""
    name = _short(value)
    kind, _, given = name.partition(":")
    if _is_minted(value):
        return f"the {kind} at {places[value]}" if value in places else name
    return repr(given) if split_iri(value) is not None else name
