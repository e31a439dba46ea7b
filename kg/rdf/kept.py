"""The stated graph by parts of the record: those of which a former build kept the triples.

Where nothing is kept of a part, its triples are made as everywhere, and kept for the next build.
"""

from __future__ import annotations

import base64
from functools import cache
from typing import Any, Final

import numpy as np
import pyoxigraph as ox

from kg.cache import Cache, key_of
from kg.model.actions import Record
from kg.model.actors import Actors
from kg.model.bases import Bases
from kg.rdf.actors import actors_named, add_actors
from kg.rdf.columns import Columns, Term
from kg.rdf.subjects import Triples
from kg.rdf.triples import add_record
from kg.read.joined import Groups

_NUMBERS: Final = "<i4"  # whatever machine wrote them
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_datatype: Final = cache(ox.NamedNode)


def stated_by_parts(groups: Groups, actors: Actors, bases: Bases) -> Triples:
    """The triples of `stated_triples` of the whole record, with the same places."""
    triples = Triples(bases)
    mark = key_of(bases.own, sorted(bases.others.items()))
    for part, record in groups.parts.items():
        key = key_of("triples", mark, part)
        columns = _known(groups.cache, key)
        if columns is None:
            made = Triples(bases)
            add_record(made, record)
            columns = made.columns()
            groups.cache.keep(key, lambda x=columns: (None, _to_json(x)))  # type: ignore[misc]
        triples.take(columns)
        _place(triples, record)
    add_actors(triples, actors.part(actors_named(groups.whole)))
    return triples


def _place(triples: Triples, record: Record) -> None:
    """The places of what a record declares and says."""
    for kind, things in (("article", record.articles), ("case", record.cases)):
        triples.places.update((triples.iri(kind, x.id).value, x.place) for x in things)
    for action in record.actions:
        triples.places[triples.iri("action", action.id).value] = action.place
    for kind, said in (("report", record.reports), ("link", record.links)):
        for each in said:
            if each.place is not None:
                triples.places[triples.iri(kind, each.iri).value] = each.place


def _known(kept: Cache, key: str) -> Columns | None:
    try:
        return _from_json(kept.body(key)) if key in kept else None
    except (ValueError, TypeError):  # it was changed by hand
        return None


def _to_json(columns: Columns) -> list[Any]:
    rows = np.stack(columns.rows).astype(_NUMBERS).tobytes()
    return [[_written(each) for each in columns.terms], base64.b64encode(rows).decode()]


def _from_json(found: Any) -> Columns:
    """Raises ValueError or TypeError where this is not what `_to_json` writes."""
    written, rows = found
    numbers = np.frombuffer(base64.b64decode(rows), _NUMBERS).astype(np.int32).reshape(3, -1)
    if numbers.size and not 0 <= numbers.min() <= numbers.max() < len(written):
        raise ValueError("a triple of terms that are not there")
    return Columns([ox.NamedNode(x) if type(x) is str else _read(x) for x in written], *numbers)


def _written(term: Term) -> str | list[str]:
    """An IRI as it is; a literal as its value, datatype and language, as far as they say more."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if term.language:
        return [term.value, "", term.language]
    kind = term.datatype.value
    return [term.value] if kind == _STRING else [term.value, kind]


def _read(written: Any) -> ox.Literal:
    value, *more = written
    if not more:
        return ox.Literal(value)
    if len(more) == 1:
        return ox.Literal(value, datatype=_datatype(more[0]))
    return ox.Literal(value, language=more[1])
