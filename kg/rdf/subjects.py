"""A graph in the making: subjects are minted and typed here, and values become literals."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF

from kg.errors import Place
from kg.model.actions import Reading
from kg.model.actors import Quantity
from kg.model.bases import PACKAGE, Bases, name_of
from kg.model.dates import Bounds
from kg.model.provenance import Provenance
from kg.rdf.terms import (
    CODE,
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
        self.graph: Final = Graph(bind_namespaces="none")
        self.places: Final[dict[URIRef, Place]] = {}

    def columns(self) -> Columns:
        """The triples as columns."""
        from kg.rdf.columns import Columns
        from kg.rdf.graph import to_quads

        return Columns.of(to_quads(self.graph))

    def begin(self, kind: str, name: str, rdf_class: str, place: Place | None) -> URIRef:
        """Mint a subject and type it."""
        subject = self.iri(kind, name)
        self.graph.add((subject, RDF.type, RET[rdf_class]))
        if place is not None:
            self.places[subject] = place
        return subject

    def iri(self, kind: str, name: str) -> URIRef:
        """The IRI of a thing by its local name, below its base."""
        return id_iri(kind, name, self.bases)

    def add(self, subject: URIRef, predicate: URIRef, *objects: URIRef | Literal | None) -> None:
        """Add one triple an object; None is nothing to say."""
        for each in objects:
            if each is not None:
                self.graph.add((subject, predicate, each))

    def add_ids(self, subject: URIRef, predicate: URIRef, kind: str, names: Iterable[str]) -> None:
        """Point to things of one kind by their local names."""
        self.add(subject, predicate, *(self.iri(kind, name) for name in names))

    def add_code(self, subject: URIRef, predicate: URIRef, *names: str | None) -> None:
        """Point to concepts of the code lists."""
        self.add(subject, predicate, *(CODE[name] for name in names if name is not None))

    def add_strings(self, subject: URIRef, texts: Mapping[str, str | None]) -> None:
        """Plain string values by property name."""
        for name, text in texts.items():
            if text is not None:
                self.add(subject, RET[name], string_literal(text))

    def add_quantity(self, subject: URIRef, quantity: Quantity | None) -> None:
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

    def add_true(self, subject: URIRef, predicate: URIRef, value: bool) -> None:
        """That something is so; nothing where it is not."""
        self.add(subject, predicate, boolean_literal(True) if value else None)

    def add_provenance(self, subject: URIRef, said: Provenance, *, draft: bool) -> None:
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

    def add_bounds(self, subject: URIRef, bounds: Bounds) -> None:
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
        known = self.bases.known
        made = Triples(self.bases)
        for each in self.graph:
            if _holds(each, kept, claims, known):
                made.graph.add(each)
        places = self.places.items()
        made.places.update((k, place) for k, place in places if _name(k, known) in kept)
        return made


def _holds(
    triple: Any,
    kept: Collection[str],
    claims: Collection[tuple[str, str, bool]],
    known: frozenset[str],
) -> bool:
    """Whether a triple is one between things kept; see `Triples.cut`."""
    subject, predicate, thing = triple
    one, other = _name(subject, known), _name(thing, known)
    if one not in kept or (other is not None and other not in kept):
        return False
    if predicate in SHORTCUTS:
        response, trigger = (str(x).rpartition(":")[2] for x in (one, other))
        return (response, trigger, predicate == RET.inferredResponseTo) in claims
    return True


class Later(Triples):
    """Triples made when first looked at: what is asked of a build mostly needs none."""

    def __init__(self, make: Callable[[Collection[str] | None], Triples]) -> None:
        """`make` is given the things to tell of, as `kind:name`, or None for all."""
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if name not in ("graph", "places", "bases"):
            raise AttributeError(name)
        vars(self).update(vars(self._make(None)))
        return vars(self)[name]

    def cut(self, kept: Collection[str], claims: Collection[tuple[str, str, bool]]) -> Triples:
        """The triples that hold between things kept; of all others none are made for it."""
        if "graph" in vars(self):
            return super().cut(kept, claims)
        made = self._make(kept)  # for this alone, and little in it is too much
        known = made.bases.known
        for each in [x for x in made.graph if not _holds(x, kept, claims, known)]:
            made.graph.remove(each)
        for place in [k for k in made.places if _name(k, known) not in kept]:
            del made.places[place]
        return made


def _name(term: object, known: frozenset[str]) -> str | None:
    """`action:a1` for the IRI of a thing of ours, None for all else."""
    return _short(term, known) if isinstance(term, URIRef) else None


_short: Final = lru_cache(maxsize=1 << 16)(name_of)
