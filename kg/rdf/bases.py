"""Which bases the things of a graph stand below, how many sources it has, and local names.

A thing is known by its type, one of ret:, and by the form of its IRI: base, kind, / and local name.
A dataset that describes itself names its base besides (void:uriSpace), as one without things must.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.errors import Finding, Place, UnreadableError
from kg.model.bases import Bases, choose_own, graph_base, split_iri
from kg.model.ids import ID_BASE, ID_KINDS, PREFIXES

_TYPE: Final = PREFIXES["rdf"] + "type"
_ARTICLE, _REPORT, _ROW = (PREFIXES["ret"] + name for name in ("Article", "Report", "row"))
_SPACE: Final = PREFIXES["void"] + "uriSpace"
_COUNTED: Final = f"""
SELECT ?base (COUNT(DISTINCT ?thing) AS ?count) WHERE {{
  ?thing a ?type . FILTER(STRSTARTS(STR(?type), "{PREFIXES["ret"]}"))
  BIND(REPLACE(STR(?thing), "({"|".join(ID_KINDS)})/[A-Za-z0-9][A-Za-z0-9_.-]*$", "") AS ?base)
  FILTER(?base != STR(?thing) && REGEX(?base, "[/#]$"))
}} GROUP BY ?base
"""
_SOURCES: Final = f"""
SELECT ?articles ?events WHERE {{
  {{ SELECT (COUNT(DISTINCT ?each) AS ?articles) {{ ?each a <{_ARTICLE}> }} }}
  {{ SELECT (COUNT(DISTINCT ?each) AS ?events) {{ ?each a <{_REPORT}> ; <{_ROW}> ?row }} }}
}}
"""


def count_bases(quads: ox.Store | Iterable[ox.Quad]) -> dict[str, int]:
    """The bases of a graph, each with how many things stand below it."""
    if isinstance(quads, ox.Store):
        rows = quads.query(_COUNTED)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
        return {base.value: int(count.value) for base, count in rows}
    found: Counter[str] = Counter()
    things = set()
    for quad in quads:
        predicate = quad.predicate.value
        if predicate == _TYPE:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
                continue
            if value.value.startswith(PREFIXES["ret"]):
                things.add(subject.value)
        elif predicate == _SPACE and _is_space(quad):
            found[quad.object.value] += 0  # type: ignore[union-attr]
    found.update(parts[0] for each in things if (parts := split_iri(each)))
    return dict(found)


def count_sources(quads: ox.Store | Iterable[ox.Quad]) -> tuple[int, int]:
    """How many articles of ours a graph has, and how many coded events: rows of event tables."""
    if isinstance(quads, ox.Store):
        rows = quads.query(_SOURCES)
        assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - it is a SELECT
        count, events = next(rows)
        return int(count.value), int(events.value)
    articles: set[object] = set()
    reports: set[object] = set()
    coded: set[object] = set()
    for each in quads:
        predicate = each.predicate.value
        if predicate == _ROW:
            coded.add(each.subject)  # also of the claims that stand in a row
        elif predicate == _TYPE and isinstance(each.object, ox.NamedNode):
            kind = each.object.value
            if kind in (_ARTICLE, _REPORT):
                (articles if kind == _ARTICLE else reports).add(each.subject)
    return len(articles), len(reports & coded)


def _is_space(quad: ox.Quad) -> bool:
    """Whether a dataset of ours says which base it has."""
    return (
        isinstance(quad.object, ox.Literal)
        and isinstance(quad.subject, ox.NamedNode)
        and quad.object.value[-1:] in ("/", "#")
        and quad.subject.value.startswith(graph_base(quad.object.value))
    )


class Names:
    """The IRIs of a graph -> `kind:name`, where each name stands below one base alone.

    >>> names = Names({"https://klow.example/": 1}, Place("x.ttl"))
    >>> names.name("https://klow.example/action/a1"), names.name("https://other.example/action/a1")
    ('action:a1', None)
    """

    def __init__(self, counts: dict[str, int], place: Place) -> None:
        """`counts` is what `count_bases` found in the graph, and `place` how messages call it."""
        self._own: Final = choose_own(counts)
        self._known: Final = {ID_BASE, *counts}
        self._place: Final = place
        self._names: dict[str, str | None] = {}  # by IRI
        self._bases: dict[str, str] = {}  # by name

    def name(self, iri: str) -> str | None:
        """`action:a1` for the IRI of a thing below one of the graph's bases, None for all else.

        Raises:
            UnreadableError: another IRI of the graph has the same name below another base.
        """
        if iri in self._names:
            return self._names[iri]
        parts = split_iri(iri)
        if parts is None or parts[0] not in self._known:
            self._names[iri] = None
            return None
        base, name = parts[0], f"{parts[1]}:{parts[2]}"
        first = self._bases.setdefault(name, base)
        if first != base:
            bases = " and ".join(f"<{each}>" for each in sorted((first, base)))
            message = (
                f"{name} stands below {bases}; read the graphs one at a time, "
                "or give one of the two things another id"
            )
            raise UnreadableError([Finding(self._place, message)])
        self._names[iri] = name
        return name

    def bases(self) -> Bases:
        """The bases of all things whose names were asked for."""
        usual = Bases(self._own)
        others = {
            name: base
            for name, base in self._bases.items()
            if base != usual.of(*name.split(":", 1))
        }
        return Bases(self._own, others)
