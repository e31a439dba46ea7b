"""A graph as our own things: what each is said to have, by the names of properties.

Everything else that a graph may hold is passed over, and so are values of the wrong kind and texts
with an e-mail address, which nothing may publish.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from kg.errors import Finding, Place, UnreadableError
from kg.model.actors import Quantity
from kg.model.bases import Bases
from kg.model.dates import edtf_bounds
from kg.model.ids import ID_KINDS, PREFIXES
from kg.model.mail import has_mail
from kg.model.names import show_text
from kg.model.provenance import Provenance
from kg.model.vocabulary import CODES, PROPERTIES
from kg.rdf.bases import Names, count_bases

#: What our things have -> how it is called here.
_NAMES: Final = {
    **{PREFIXES["ret"] + each: each for each in PROPERTIES},
    **{
        PREFIXES[prefix] + each: each
        for prefix, names in {
            "rdf": ["type"],
            "rdfs": ["label", "seeAlso"],
            "skos": ["altLabel", "exactMatch"],
            "dcterms": ["title", "identifier", "source", "description"],
        }.items()
        for each in names
    },
}


@dataclass(slots=True)
class Thing:
    """What a graph says of one thing: property -> what it points to, and the texts it has."""

    kind: str
    id: str
    place: Place
    things: dict[str, set[str]] = field(default_factory=dict)  # ours, as `kind:name`
    points: dict[str, set[str]] = field(default_factory=dict)  # all else, as IRIs
    literals: dict[str, set[str]] = field(default_factory=dict)

    def ids(self, name: str, kind: str) -> tuple[str, ...]:
        """The local names of the things of one kind that it points to, sorted."""
        ours = kind in ID_KINDS
        found = (self.things if ours else self.points).get(name)
        if not found:
            return ()
        start = f"{kind}:" if ours else PREFIXES[kind]
        return tuple(sorted(each[len(start) :] for each in found if each.startswith(start)))

    def only(self, name: str, kind: str) -> str | None:
        """The first of them."""
        return next(iter(self.ids(name, kind)), None)

    def code(self, name: str, scheme: str) -> str | None:
        """The first code of a list that it points to."""
        return next((each for each in self.ids(name, "code") if each in CODES[scheme]), None)

    def text(self, name: str) -> str | None:
        """The first text of a property."""
        return min(self.literals.get(name, ()), default=None)

    def all_prose(self, name: str) -> tuple[str, ...]:
        """The texts of a property for people, as kg.model.names.show_text makes them, sorted."""
        found = (show_text(each) for each in self.literals.get(name, ()))
        return tuple(sorted({each for each in found if each}))

    def prose(self, name: str) -> str | None:
        """The first of them."""
        return next(iter(self.all_prose(name)), None)

    def yes(self, name: str) -> bool:
        """Whether a property is said to be true."""
        return self.text(name) == "true"

    def provenance(self) -> Provenance:
        """Whose work it is."""
        return Provenance(
            annotated_by=self.all_prose("annotatedBy"),
            extracted_by=self.all_prose("extractedBy"),
            reviewed_by=self.all_prose("reviewedBy"),
        )

    def quantity(self) -> Quantity | None:
        """How many it counts, where it says of what."""
        unit, exact = self.code("unit", "Unit"), self.number("quantity")
        if unit is None:
            return None
        return Quantity(
            minimum=self.number("minQuantity") if exact is None else exact,
            maximum=self.number("maxQuantity") if exact is None else exact,
            unit=unit,
            approximate=self.yes("approximate"),
        )

    def edtf(self, name: str) -> str | None:
        """The first date of a property."""
        return next(filter(_is_edtf, sorted(self.literals.get(name, ()))), None)

    def number(self, name: str) -> int | None:
        """The first whole number of a property."""
        text = self.text(name) or ""
        return int(text) if text.isascii() and text.isdecimal() else None

    def decimal(self, name: str) -> Decimal | None:
        """The first decimal of a property."""
        try:
            found = Decimal(self.text(name) or "NaN")
        except InvalidOperation:
            return None
        return found if found.is_finite() else None

    def days(self, name: str) -> tuple[date, ...]:
        """The days of a property, sorted."""
        found = []
        for text in self.literals.get(name, ()):
            try:
                found.append(date.fromisoformat(text))
            except ValueError:
                continue
        return tuple(sorted(found))

    def day(self, name: str) -> date | None:
        """The first of them."""
        return next(iter(self.days(name)), None)

    def named(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What it points to as (kind, local name), of reports, links and actions."""
        found = (each.partition(":") for each in self.things.get(kind, ()))
        return tuple(sorted((kind, name) for kind, _, name in found))

    def end(self, name: str, actions: Collection[str]) -> str:
        """The action that it points to.

        Raises:
            UnreadableError: it points to none, or to one that the graph does not describe.
        """
        found = self.only(name, "action")
        if found is None:
            raise self.lacks(name)
        if found not in actions:
            raise self._unreadable(
                f"ret:{name} is action:{found}, which the graph does not describe; use a graph "
                "with what is stated and derived, such as the graph.ttl of kg build"
            )
        return found

    def lacks(self, *names: str) -> UnreadableError:
        """What is wrong with a thing of ours without these properties."""
        needed = " or ".join(f"ret:{name}" for name in names)
        return self._unreadable(
            f"has no {needed} that can be read; write the graph again with kg build or kg export"
        )

    def _unreadable(self, message: str) -> UnreadableError:
        return UnreadableError([Finding(self.place, f"{self.kind}:{self.id}: {message}")])


def read_things(quads: Iterable[ox.Quad], place: Place) -> tuple[dict[str, list[Thing]], Bases]:
    """Our things by kind, sorted by id, and the bases that they stand below.

    Raises:
        UnreadableError: a name stands below two bases.
    """
    quads = list(quads)
    names = Names(count_bases(quads), place)
    found: dict[str, Thing] = {}
    for quad in quads:
        name = _NAMES.get(quad.predicate.value)
        subject = quad.subject
        if name is None or not isinstance(subject, ox.NamedNode):
            continue
        thing = found.get(subject.value)
        if thing is None:
            ours = names.name(subject.value)
            if ours is None:
                continue
            kind, _, local = ours.partition(":")
            thing = found[subject.value] = Thing(kind, local, place)
        value = quad.object
        if isinstance(value, ox.NamedNode):
            ours = names.name(value.value)
            kept = thing.points if ours is None else thing.things
            kept.setdefault(name, set()).add(value.value if ours is None else ours)
        elif isinstance(value, ox.Literal) and not has_mail(value.value):
            thing.literals.setdefault(name, set()).add(value.value)
    kinds: dict[str, list[Thing]] = {kind: [] for kind in ID_KINDS}
    for thing in sorted(found.values(), key=lambda each: each.id):
        kinds[thing.kind].append(thing)
    return kinds, names.bases()


def without_mail(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Quads without those whose text holds an e-mail address, which nothing may publish."""
    return [x for x in quads if not (isinstance(x.object, ox.Literal) and has_mail(x.object.value))]


def typed_things(things: Mapping[str, list[Thing]], kind: str) -> list[Thing]:
    """The things of a kind that are described, and not only said something of."""
    return [each for each in things[kind] if kind.capitalize() in each.ids("type", "ret")]


def _is_edtf(text: str) -> bool:
    try:
        edtf_bounds(text)
    except ValueError:
        return False
    return True
