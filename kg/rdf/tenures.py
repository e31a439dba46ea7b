"""Columns -> tenures of one person in posts that exclude each other: what SHACL core cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import TypeAlias

import numpy as np

from kg.model.dates import Bounds, edtf_bounds
from kg.rdf.columns import Columns, Term
from kg.rdf.constraints import Data
from kg.rdf.literals import comparable
from kg.rdf.terms import RET

Said: TypeAlias = Mapping[str, Mapping[Term, Term]]  # by property, what each tenure has


def exclusive_tenures(columns: Columns) -> list[tuple[Term, Term, bool]]:
    """Two tenures in which a person holds posts that exclude each other, on a day or more.

    Returns:
        Both, the one that began first before the other, and whether they share more than one day
        however their dates are read; where they only may, as in the month or on the day of a
        change of office, it is not sure.
    """
    data = Data(columns)
    found = []
    for first, second, said in _tenures_of_exclusive_posts(data):
        if _share_days(_longest(said, first), _longest(said, second), 1):
            sure = _share_days(_shortest(said, first), _shortest(said, second), 2)
            found.append((first, second, sure))
    return found


def _tenures_of_exclusive_posts(data: Data) -> list[tuple[Term, Term, Said]]:
    """The pairs of one holder, each in the order of their first days, then of their IRIs."""
    one_way = set(_pairs(data, "excludesPost"))
    excluded = one_way | {(second, first) for first, second in one_way}
    if not excluded:
        return []
    holders = _pairs(data, "holder")
    tenures = np.unique(data.pairs(RET.holder)[0])
    names = ("post", "earliest", "latest", "since", "until")
    said = {name: _values(data, name, tenures) for name in names}
    held: dict[Term, list[tuple[date, str, Term]]] = {}
    for tenure, holder in holders:
        begun = _longest(said, tenure)[0] or date.min
        held.setdefault(holder, []).append((begun, tenure.value, tenure))
    posts = said["post"]
    return [
        (first, second, said)
        for each in held.values()
        for (*_, first), (*_, second) in combinations(sorted(each, key=lambda x: x[:2]), 2)
        if (posts.get(first), posts.get(second)) in excluded
    ]


def _pairs(data: Data, name: str) -> list[tuple[Term, Term]]:
    subjects, objects = data.pairs(RET[name])
    terms = data.terms
    return [
        (terms[one], terms[other])
        for one, other in zip(subjects.tolist(), objects.tolist(), strict=True)
    ]


def _values(data: Data, name: str, nodes: np.ndarray) -> dict[Term, Term]:
    """The value of each of some nodes; of several the least."""
    found = data.step(nodes, RET[name])
    terms = data.terms
    said = zip(nodes[found.at].tolist(), found.value.tolist(), strict=True)
    pairs = sorted(((terms[node], terms[value]) for node, value in said), key=str, reverse=True)
    return dict(pairs)


def _longest(said: Said, tenure: Term) -> Bounds:
    """The first and last day on which a tenure may run; None reaches without end."""
    first, last = (_day(said[name].get(tenure)) for name in ("earliest", "latest"))
    return first, last


def _day(term: Term | None) -> date | None:
    value = None if term is None else comparable(term)
    return value[1] if value and value[0] == "day" else None


def _shortest(said: Said, tenure: Term) -> Bounds:
    """The same where it began as late, and ended as early, as since and until allow."""
    since, until = said["since"].get(tenure), said["until"].get(tenure)
    first, last = _longest(said, tenure)
    return (
        first if since is None else edtf_bounds(since.value)[1],
        last if until is None or until.value == ".." else edtf_bounds(until.value)[0],
    )


def _share_days(first: Bounds, second: Bounds, least: int) -> bool:
    """Whether two spans have at least so many days in common."""
    begin = max((each[0] for each in (first, second) if each[0]), default=None)
    end = min((each[1] for each in (first, second) if each[1]), default=None)
    return begin is None or end is None or (end - begin).days + 1 >= least
