"""Columns of triples -> Turtle and TriG: sorted, every prefix bound, one object a line.

The same bytes as those of `kg.rdf.graph.write_rdf`, without an object for each triple. The
serialiser writes each term once, so that what a term looks like is decided there alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any, Final

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from kg.rdf.columns import Columns, Mask, Term
from kg.rdf.terms import RDF, RDFS

#: A block of Turtle: its subject, and [predicate, object…] for each of its predicates.
Block = tuple[str, list[list[Any]]]
_SUBJECT: Final = ox.NamedNode("urn:s")
_TURNS: Final = (ox.NamedNode("urn:p"), ox.NamedNode("urn:q"))  # in turn: a predicate a line
_NEXT_SUBJECT, _NEXT_PREDICATE, _NEXT_OBJECT = range(3)


class Text:
    """Triples in the order in which they are written, with the text of each term."""

    def __init__(self, columns: Columns, prefixes: Mapping[str, str]) -> None:
        """`prefixes` are bound in what is written, all of them."""
        terms = columns.terms
        self._prefixes: Final = prefixes
        self._head: Final = "".join(f"@prefix {k}: <{prefixes[k]}> .\n" for k in sorted(prefixes))
        self._objects: Final = _texts(terms, prefixes)
        used = np.unique(columns.predicates).tolist()
        self._predicates: Final = {
            at: "a" if terms[at] == RDF.type else self._objects[at] for at in used
        }
        self._order: Final = sort_rows(columns)
        self._rows: Final = tuple(each[self._order] for each in columns.rows)

    def turtle(self, mask: Mask | None = None) -> bytes:
        """Turtle of all triples, or of some."""
        text = "".join(self._statements(mask, "\n"))
        return f"{self._head}\n{text}".encode() if text else b"\n"

    def trig(self, graphs: Mapping[str, Mask]) -> bytes:
        """TriG of named graphs: which triples stand in each, by the IRI of its name."""
        found = []
        for iri, mask in sorted(graphs.items()):
            (name,) = _texts([ox.NamedNode(iri)], self._prefixes)
            if mask.any():
                found += [f"{name} {{\n\t", *self._statements(mask, "\n\t"), "}\n"]
        text = "".join(found).removesuffix("\n")
        return f"{self._head}\n{text}".encode() if text else b"\n"

    def _statements(self, mask: Mask | None, line: str) -> Iterator[str]:
        """Statements in pieces.

        Args:
            mask: the triples to write; None for all.
            line: a line end and the indentation of a subject.
        """
        texts, heads = self._objects, self._predicates
        begins = {at: f" ;{line}\t{text} " for at, text in heads.items()}
        another = end = ""
        for turn, one, how, other in self._turns(mask):
            if turn == _NEXT_OBJECT:
                yield another
            elif turn == _NEXT_PREDICATE:
                yield begins[how]
                another = f" ,{line}\t\t"
            else:
                yield f"{end}{texts[one]} {heads[how]} "
                another = f" ,{line}\t"
                end = f" .\n{line}"
            yield texts[other]
        if end:
            yield " .\n"

    def blocks(self) -> Iterator[Block]:
        """Each subject with its statements."""
        pairs: list[list[Any]] = []
        subject = -1
        for turn, one, how, other in self._turns(None):
            if turn == _NEXT_SUBJECT:
                if pairs:
                    yield self._objects[subject], pairs
                subject, pairs = one, []
            if turn != _NEXT_OBJECT:
                pairs.append([self._predicates[how]])
            pairs[-1].append(self._objects[other])
        if pairs:
            yield self._objects[subject], pairs

    def _turns(self, mask: Mask | None) -> Iterator[tuple[int, int, int, int]]:
        """Each triple as numbers, in order, with what is new in it."""
        rows = self._rows
        if mask is not None:
            rows = tuple(each[mask[self._order]] for each in rows)
        subjects, predicates, _ = rows
        turns = np.full(len(subjects), _NEXT_SUBJECT)
        same = subjects[1:] == subjects[:-1]
        turns[1:][same] = _NEXT_PREDICATE
        turns[1:][same & (predicates[1:] == predicates[:-1])] = _NEXT_OBJECT
        return zip(turns.tolist(), *(each.tolist() for each in rows), strict=True)


def sort_rows(columns: Columns) -> NDArray[np.intp]:
    """The order of triples by their lines in N-Triples, as `kg.rdf.ordering.sort_quads` has it.

    rdf:type and rdfs:label come before other predicates, and an IRI before those that it begins.
    """
    lines = [str(each).replace(">", "\2") for each in columns.terms]
    ranks = np.empty(len(lines), np.int64)
    ranks[sorted(range(len(lines)), key=lines.__getitem__)] = np.arange(len(lines))
    subjects, predicates, objects = (ranks[each] for each in columns.rows)
    for place, term in ((-2, RDF.type), (-1, RDFS.label)):
        for at in [n for n, x in enumerate(columns.terms) if x == term]:
            predicates[columns.predicates == at] = place
    return np.lexsort((objects, predicates, subjects))


def _texts(terms: Sequence[Term], prefixes: Mapping[str, str]) -> list[str]:
    """Terms as they stand in Turtle; a line of the serialiser's holds one of them."""
    turns = zip(cycle(_TURNS), terms, strict=False)
    lines = [ox.Triple(_SUBJECT, how, each) for how, each in turns]
    data = ox.serialize(lines, format=ox.RdfFormat.TURTLE, prefixes=dict(prefixes)) or b""
    start = f"\n{_SUBJECT} {_TURNS[0]} "
    found = f"\n{data.decode()}".partition(start)[2].split("\n")
    cut = len(f"\t{_TURNS[0]} ")
    return [each[cut if at else 0 : -2] for at, each in enumerate(found[: len(terms)])]
