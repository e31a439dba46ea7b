"""A graph in the making: subjects are minted and typed here, and values become literals."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from kg.errors import Place
from kg.model.actions import Reading
from kg.model.actors import Quantity
from kg.model.bases import PACKAGE, Bases, name_of
from kg.model.dates import Bounds
from kg.model.provenance import Provenance
from kg.rdf.terms import (
    CODE,
    RDF,
    RET,
    SHORTCUTS,
    boolean_literal,
    day_literal,
    id_iri,
    integer_literal,
    string_literal,
)

if TYPE_CHECKING:
    from kg.rdf.columns import Columns


class Triples:
    """A graph in the making, and the place in the input that each of its subjects comes from."""

    def __init__(self, bases: Bases = PACKAGE) -> None:
        self.bases: Final = bases
        self.places: Final[dict[str, Place]] = {}  # by IRI
        self._numbers: Final[dict[ox.NamedNode | ox.Literal, int]] = {}
        self._rows: Final = array("i")  # the numbers of each triple, one after another
        self._minted: Final[dict[tuple[str, str], ox.NamedNode]] = {}

    def begin(self, kind: str, name: str, rdf_class: str, place: Place | None) -> ox.NamedNode:
        """Mint a subject and type it."""
        subject = self.iri(kind, name)
        self.add(subject, RDF.type, RET[rdf_class])
        if place is not None:
            self.places[subject.value] = place
        return subject

    def iri(self, kind: str, name: str) -> ox.NamedNode:
        """The IRI of a thing by its local name, below its base."""
        found = self._minted.get((kind, name))
        if found is None:
            found = self._minted[kind, name] = id_iri(kind, name, self.bases)
        return found

    def add(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        *objects: ox.NamedNode | ox.Literal | None,
    ) -> None:
        """Add one triple an object; None is nothing to say."""
        numbers = self._numbers
        for each in objects:
            if each is not None:
                self._rows.extend((
                    numbers.setdefault(subject, len(numbers)),
                    numbers.setdefault(predicate, len(numbers)),
                    numbers.setdefault(each, len(numbers)),
                ))  # fmt: skip

    def columns(self) -> Columns:
        """The triples, each once, as they are now."""
        from kg.rdf.columns import Columns

        return Columns.numbered(list(self._numbers), self._rows)

    def take(self, columns: Columns) -> None:
        """Add the triples of columns."""
        import numpy as np

        numbers = self._numbers
        at = np.array([numbers.setdefault(x, len(numbers)) for x in columns.terms], np.int32)
        self._rows.frombytes(at[np.stack(columns.rows, axis=1)].tobytes())

    def add_ids(
        self, subject: ox.NamedNode, predicate: ox.NamedNode, kind: str, names: Collection[str]
    ) -> None:
        """Point to things of one kind by their local names."""
        if names:
            self.add(subject, predicate, *[self.iri(kind, name) for name in names])

    def add_code(self, subject: ox.NamedNode, predicate: ox.NamedNode, *names: str | None) -> None:
        """Point to concepts of the code lists."""
        if found := [CODE[name] for name in names if name is not None]:
            self.add(subject, predicate, *found)

    def add_strings(self, subject: ox.NamedNode, texts: Mapping[str, str | None]) -> None:
        """Plain string values by property name."""
        for name, text in texts.items():
            if text is not None:
                self.add(subject, RET[name], string_literal(text))

    def add_quantity(self, subject: ox.NamedNode, quantity: Quantity | None) -> None:
        """A count with its unit: exact, or its bounds."""
        if quantity is None:
            return
        least, most = quantity.minimum, quantity.maximum
        if least is not None and least == most:
            self.add(subject, RET.quantity, integer_literal(least))
        else:
            self.add(subject, RET.minQuantity, None if least is None else integer_literal(least))
            self.add(subject, RET.maxQuantity, None if most is None else integer_literal(most))
        self.add_code(subject, RET.unit, quantity.unit)
        self.add_true(subject, RET.approximate, quantity.approximate)

    def add_true(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: bool) -> None:
        """That something is so; nothing where it is not."""
        if value:
            self.add(subject, predicate, boolean_literal(True))

    def add_provenance(self, subject: ox.NamedNode, said: Provenance, *, draft: bool) -> None:
        """Whose work it is, and whether it is a draft."""
        self.add(subject, RET.annotatedBy, *map(string_literal, said.annotated_by))
        self.add(subject, RET.extractedBy, *map(string_literal, said.extracted_by))
        self.add(subject, RET.reviewedBy, *map(string_literal, said.reviewed_by))
        self.add_true(subject, RET.draft, draft)

    def add_reading(self, reading: Reading) -> None:
        """What some annotators of an article give where others read it differently."""
        subject = self.begin("reading", reading.iri, "Reading", None)
        self.add_ids(subject, RET.readingIn, "article", [reading.article])
        self.add(subject, RET.readingOf, self.iri(*reading.of))
        self.add_strings(subject, {"readingKey": reading.key, "readingValue": reading.value})
        self.add(subject, RET.annotatedBy, *map(string_literal, reading.annotators))

    def add_bounds(self, subject: ox.NamedNode, bounds: Bounds) -> None:
        """The first and last day that a date allows."""
        earliest, latest = bounds
        self.add(subject, RET.earliest, day_literal(earliest) if earliest else None)
        self.add(subject, RET.latest, day_literal(latest) if latest else None)

    def cut(self, kept: Collection[str], claims: Collection[tuple[str, str, bool]]) -> Triples:
        """The triples that hold between things kept.

        Args:
            kept: things as `kind:name`.
            claims: the shortcuts that a kept claim stands behind, as response, trigger and
                whether a rule inferred it; the others are left out.
        """
        import numpy as np

        columns, known = self.columns(), self.bases.known
        names = [name_of(x.value, known) if isinstance(x, ox.NamedNode) else None
                 for x in columns.terms]  # fmt: skip
        ours = np.array([each is not None for each in names], np.bool_)
        held = np.array([each in kept for each in names], np.bool_)
        subjects, predicates, objects = columns.rows
        mask = held[subjects] & (held | ~ours)[objects]
        plain = [n for n, x in enumerate(columns.terms) if x in SHORTCUTS]
        for at in np.flatnonzero(mask & np.isin(predicates, plain)).tolist():
            ends = (names[each[at]] or "" for each in (subjects, objects))
            response, trigger = (each.partition(":")[2] for each in ends)
            inferred = columns.terms[predicates[at]] == RET.inferredResponseTo
            mask[at] = (response, trigger, inferred) in claims
        part = columns.kept(mask)
        made = Triples(self.bases)
        made._numbers.update((term, number) for number, term in enumerate(part.terms))
        made._rows.frombytes(np.stack(part.rows, axis=1).astype(np.int32).tobytes())
        places = self.places.items()
        made.places.update((k, place) for k, place in places if name_of(k, known) in kept)
        return made


class Later(Triples):
    """Triples made when first looked at: what is asked of a build mostly needs none."""

    def __init__(self, make: Callable[[Collection[str] | None], Triples]) -> None:
        """`make` is given the things to tell of, as `kind:name`, or None for all."""
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name not in ("bases", "places", "_numbers", "_rows", "_minted"):
            raise AttributeError(name)
        vars(self).update(vars(self._make(None)))
        return vars(self)[name]

    def cut(self, kept: Collection[str], claims: Collection[tuple[str, str, bool]]) -> Triples:
        """The triples that hold between things kept; of all others none are made for it."""
        whole = self if "_rows" in vars(self) else self._make(kept)
        return Triples.cut(whole, kept, claims)
