"""Parameters of a query: what a person typed -> a checked term in its place.

A parameter is a line `VALUES ?name { UNDEF }` in the query, which alone leaves ?name free; a value
is checked, made a term, and put in place of UNDEF. Text never becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as ox

from kg.errors import Place, UsageError
from kg.model.bases import Bases, split_iri
from kg.model.ids import ID_BASE, PREFIXES
from kg.model.names import hint
from kg.model.slips import closest_term
from kg.model.vocabulary import CLASSES, CODES
from kg.rdf.bases import count_bases
from kg.rdf.terms import CODE, DCTERMS, RET, id_iri
from kg.read.fields import TEXT, Field, Row, choice

_THINGS: Final = ("action", "article", "case", "chain")
_MARKER: Final = re.compile(r"(VALUES\s+\?(\w+)\s*\{\s*)UNDEF(\s*\})")
#: Kinds of code: `basis`, `dateBasis`, one a concept scheme.
_SCHEMES: Final = {name[0].lower() + name[1:]: codes for name, codes in CODES.items()}
#: Every kind with what its value must be; the table in queries/README.md.
KIND_DOCS: Final[Mapping[str, str]] = {
    "actor": "An actor of the graph, by id, IRI, ISO code or any name.",
    **{each: f"The id or IRI of {'an' if each[0] == 'a' else 'a'} {each} of the graph."
       for each in _THINGS},
    "class": "A class of the ontology, such as Expulsion.",
    **{each: f"One of the codes {', '.join(codes)}." for each, codes in _SCHEMES.items()},
    "code": "A code of any scheme.",
    "text": "Any text.",
    "date": "A day, such as 2018-03-26.",
    "integer": "A whole number.",
}  # fmt: skip
KINDS: Final = tuple(KIND_DOCS)
PARAM_FIELDS: Final = (
    Field("name", TEXT, "The variable, without its question mark.", required=True),
    Field("kind", choice(KINDS), "What the value must be.", required=True),
    Field("default", TEXT, "The value where none is given; without it the variable is free."),
    Field("help", TEXT, "What it restricts.", required=True),
)

_NAMES: Final = """
SELECT DISTINCT ?thing ?role ?name WHERE {{
  VALUES (?property ?role) {{
    (rdfs:label "label") (dcterms:title "title") (skos:altLabel "other") (ret:iso3 "code")
  }}
  ?thing ?property ?name .
  FILTER(CONTAINS(STR(?thing), "{kind}/"))
}} ORDER BY ?thing ?role ?name
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A variable that the caller may set."""

    name: str
    kind: str
    default: str = ""
    help: str

    def __str__(self) -> str:
        """`within (integer, default 30): The most days.`"""
        default = f", default {self.default}" if self.default else ""
        return f"{self.name} ({self.kind}{default}): {self.help}"


def read_param(row: Row) -> Param:
    """One entry of a header's `params`."""
    return Param(
        name=row.values["name"],
        kind=row.values["kind"],
        default=row.get("default", ""),
        help=row.values["help"],
    )


def bind_values(
    text: str,
    name: str,
    params: Sequence[Param],
    values: Mapping[str, str],
    store: ox.Store,
    bases: Iterable[str] | None = None,
) -> str:
    """A query's text with the values, or else the defaults, in place as checked terms.

    Args:
        text: the query.
        name: what to call it in messages.
        params: the parameters that its header declares.
        values: parameter -> value, as typed by a person.
        store: the graph, which knows its actors, actions, articles, cases and chains.
        bases: those of the graph, where they are at hand; see `kg.rdf.bases.count_bases`.

    Raises:
        UsageError: no such parameter, or the value is none of its kind.
    """
    kinds = {each.name: each.kind for each in params}
    given = {**{each.name: each.default for each in params if each.default}, **values}
    marked = {found[2] for found in _MARKER.finditer(text)}
    terms: dict[str, str] = {}
    for key, value in given.items():
        if key not in marked:
            known = ", ".join(kinds) or "none"
            raise UsageError(f"{name} has no parameter {key!r}{hint(key, kinds)} (it has: {known})")
        try:
            terms[key] = str(to_term(value, kinds.get(key, "text"), store, bases))
        except UsageError as error:
            raise UsageError(f"-p {key}: {error}") from None

    def placed(found: re.Match[str]) -> str:
        return found[1] + terms[found[2]] + found[3] if found[2] in terms else found[0]

    return _MARKER.sub(placed, text)  # in one pass: no value is looked at for markers of its own


def asks_graph(params: Iterable[Param], values: Mapping[str, str]) -> bool:
    """Whether the graph is asked for the things that some values name."""
    given = values.keys() | {each.name for each in params if each.default}
    return any(x.name in given and (x.kind == "actor" or x.kind in _THINGS) for x in params)


def actors_of(params: Iterable[Param], values: Mapping[str, str]) -> list[str]:
    """The values that name actors, or else their defaults."""
    given = (values.get(x.name, x.default) for x in params if x.kind == "actor")
    return [each for each in given if each]


def have_actors(store: ox.Store, bases: Iterable[str], ids: Iterable[str]) -> bool:
    """Whether a graph has a label for the actors with these ids: none is looked up by name."""
    label, known = ox.NamedNode(PREFIXES["rdfs"] + "label"), [Bases(x) for x in {ID_BASE, *bases}]
    return all(
        any(next(store.quads_for_pattern(id_iri("actor", x, base), label, None), None)
            for base in known)
        for x in ids
    )  # fmt: skip


def to_term(
    value: str, kind: str, store: ox.Store, bases: Iterable[str] | None = None
) -> ox.NamedNode | ox.Literal:
    """A parameter's value as a term of its kind; `store` and `bases` as in `bind_values`.

    Raises:
        UsageError: the value is none of that kind.
    """
    try:
        if kind == "actor" or kind in _THINGS:
            known = {ID_BASE, *(count_bases(store) if bases is None else bases)}
            if parts := split_iri(value.strip("<>")):  # an IRI says whose it is
                known &= {parts[0]}
                value = parts[2] if parts[1] == kind else value
            if value.startswith(f"kg-{kind}:"):
                known &= {ID_BASE}
            value = value.removeprefix("kg-").removeprefix(f"{kind}:")
            return (_actor if kind == "actor" else _thing)(value, kind, store, known)
        if kind == "class":
            name = value.removeprefix("ret:")
            if name not in CLASSES:
                near = closest_term(name, CLASSES)
                meant = f"; did you mean {near!r}?" if near else ""
                raise ValueError(f"{value!r} is not a class of the ontology{meant}")
            return RET[name]
        if kind == "code":
            name = value.removeprefix("code:")
            if name not in CODE:
                codes = [each for names in CODES.values() for each in names]
                raise ValueError(f"{value!r} is not a code of the ontology{hint(name, codes)}")
            return CODE[name]
        if kind in _SCHEMES:
            return _code(value.removeprefix("code:"), kind)
        if kind == "date":
            return ox.Literal(_day(value), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        if kind == "integer":
            if not re.fullmatch(r"[+-]?[0-9]+", value):
                raise ValueError(f"{value!r} is not a whole number")
            return ox.Literal(int(value))
    except ValueError as error:
        raise UsageError(str(error)) from None
    return ox.Literal(value)


def _code(value: str, scheme: str) -> ox.NamedNode:
    codes = _SCHEMES[scheme]
    if value not in codes:
        near = hint(value, codes)
        article = "an" if scheme[0] in "aeiou" else "a"
        raise ValueError(
            f"{value!r} is not {article} {scheme}{near} (it is one of: {', '.join(codes)})"
        )
    return CODE[value]


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is not a day; write it as 2018-03-26") from None


def _thing(name: str, kind: str, store: ox.Store, bases: Collection[str]) -> ox.NamedNode:
    """An action, article, case or chain that the graph has, by its id."""
    iris = (id_iri(kind, name, Bases(each)).value for each in bases)
    found = {
        iri: name
        for iri in iris
        if next(store.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None
    }
    if not found and kind == "action":
        found = _merged(name, store, bases)
    if not found:
        known = {local for local, _ in _named(kind, store, bases).values()}
        raise ValueError(f"the graph has no {kind} {name!r}{hint(name, known)}")
    return _only(name, found)


def _merged(name: str, store: ox.Store, bases: Collection[str]) -> dict[str, str]:
    """The action into which what a file calls by this id was merged: IRI -> local name."""
    identifier, action = DCTERMS.identifier, RET.ofAction
    told = [x.subject for x in store.quads_for_pattern(None, identifier, ox.Literal(name))]
    ends = [x.object for each in told for x in store.quads_for_pattern(each, action, None)]
    iris = {end.value for end in ends if isinstance(end, ox.NamedNode)}
    parts = {iri: split_iri(iri) for iri in iris}
    return {iri: x[2] for iri, x in parts.items() if x and x[0] in bases and x[1] == "action"}


def _actor(value: str, kind: str, store: ox.Store, bases: Collection[str]) -> ox.NamedNode:
    """An actor of the graph by id, code or name: the look-up of all faces, see `Actors.resolve`."""
    from kg.model.actors import Actor, Actors

    named = _named(kind, store, bases)
    actors = Actors(
        Actor(
            id=local,
            kind="State" if "code" in names else "",
            label=names.get("label", [local])[0],
            alt_labels=tuple(names.get("other", ())),
            place=Place("graph"),
        )
        for local, names in named.values()
    )
    local_name = actors.resolve(value) if actors.find(value) else ""
    found = {iri: local for iri, (local, _) in named.items() if local == local_name}
    if not found:
        known = {local for local, _ in named.values()}
        near = local_name or actors.meant(value)
        meant = f"; did you mean {near!r} ({actors[near].label})?" if near in known else ""
        raise ValueError(f"the graph has no actor {value!r}{meant}")
    return _only(local_name, found)


def _named(
    kind: str, store: ox.Store, bases: Collection[str]
) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """The things of a kind that have names: IRI -> local name, and names by their role."""
    found: dict[str, tuple[str, dict[str, list[str]]]] = {}
    rows = store.query(_NAMES.format(kind=kind), prefixes=dict(PREFIXES))
    for thing, role, text in rows if isinstance(rows, ox.QuerySolutions) else ():
        parts = split_iri(thing.value) if isinstance(thing, ox.NamedNode) else None
        if parts and parts[0] in bases and parts[1] == kind:
            names = found.setdefault(thing.value, (parts[2], {}))[1]
            names.setdefault(role.value, []).append(text.value)
    return found


def _only(name: str, found: Mapping[str, str]) -> ox.NamedNode:
    """The one thing found: IRI -> local name."""
    if len(found) > 1:  # in several projects
        told = ", ".join(f"<{each}>" for each in sorted(found))
        raise ValueError(f"{name!r} may be {told}; give the IRI")
    return ox.NamedNode(next(iter(found)))
