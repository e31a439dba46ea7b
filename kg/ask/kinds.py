"""What kinds of value the properties of a graph have, by its triples and by the ontology."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final, TypeAlias

import pyoxigraph as ox

from kg.model.bases import split_iri
from kg.model.ids import PREFIXES, is_local_name, short_name
from kg.model.names import shorten

_Term: TypeAlias = ox.NamedNode | ox.Literal
_XSD: Final = PREFIXES["xsd"]
_STRING: Final = f"{_XSD}string"
_THING: Final = ""  # the kind of an IRI; that of a text is its language, "@en", or its datatype
_NUMBERS: Final = frozenset(
    f"{_XSD}{name}"
    for name in """decimal double float integer byte int long short unsignedByte unsignedInt
    unsignedLong unsignedShort negativeInteger nonNegativeInteger nonPositiveInteger
    positiveInteger""".split()
)
#: What a query reads as a value of a datatype without quotation marks.
_BARE: Final = {
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?\d*\.\d+",
    "double": r"[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d+",
    "boolean": "true|false",
}
_KINDS: Final = """SELECT DISTINCT ?kind { ?s ?p ?o FILTER(!isBlank(?o))
BIND(IF(isIRI(?o), "", IF(LANG(?o) = "", STR(DATATYPE(?o)), CONCAT("@", LANG(?o)))) AS ?kind) }"""
_NAMES: Final = """SELECT DISTINCT ?o ?name { {
  ?s ?p ?o FILTER(isLiteral(?o)) BIND(STR(?o) AS ?name)
} UNION {
  ?s ?p ?o . ?o rdfs:label|skos:altLabel ?name
} } ORDER BY ?o"""
_IDS: Final = "SELECT DISTINCT ?o {{ {} FILTER(isIRI(?o)) }} ORDER BY DESC(?o)"
_SCHEMES: Final = "SELECT DISTINCT ?scheme { ?s ?p ?o . ?o skos:inScheme ?scheme }"


class Kinds:
    """The kinds of value of each property, looked up when they are asked for."""

    def __init__(self, store: ox.Store, prefixes: Mapping[str, str]) -> None:
        self._store: Final = store
        self._prefixes: Final = prefixes
        self._found: Final[dict[str, frozenset[str]]] = {}
        self._names: Final[dict[str, dict[str, Any]]] = {}
        self._ids: Final[dict[tuple[str, str], dict[str, Any]]] = {}
        self._told: Final[dict[tuple[str, frozenset[str]], str]] = {}

    def find_problem(self, term: _Term, prop: str, is_subject: bool, how: str) -> str:
        """Why a term matches nothing at an end of a property; nothing where it can.

        Args:
            term: an IRI or a literal.
            prop: the property's IRI.
            is_subject: whether it stands at the property's subject.
            how: "exact" as in a pattern, "equal" as by =, "ordered" as by <.
        """
        if how != "ordered" and self._has(prop, term, is_subject=is_subject):
            return ""
        if is_subject:
            return self._misplaced(term, prop, "domain") or self._in_case(prop, term, "?o ?p ?v .")
        kinds = self._kinds(prop)
        if not kinds:
            return ""
        kind = _kind(term)
        fits = kind in kinds if how == "exact" else _class(kind) in map(_class, kinds)
        told = f"no {self._short(prop)} is {self._spell(term)}"
        if fits and isinstance(term, ox.NamedNode):
            return self._misplaced(term, prop, "range") or self._in_case(prop, term, "?s ?p ?o .")
        near = self._near(prop, term) if not fits or kind not in _NUMBERS else ""
        if fits and (how == "ordered" or not near):
            return ""
        return told + (f"; did you mean {near}?" if near else self._values(prop, kinds))

    def _has(self, prop: str, term: _Term, *, is_subject: bool = False) -> bool:
        path = ox.NamedNode(prop)
        if not is_subject:
            found = self._store.quads_for_pattern(None, path, term, None)
        elif isinstance(term, ox.NamedNode):
            found = self._store.quads_for_pattern(term, path, None, None)
        else:
            return False
        return next(found, None) is not None

    def _kinds(self, prop: str) -> frozenset[str]:
        """Those that the graph has, or the ontology says of a property."""
        if prop not in self._found:
            found = {str(each.value) for (each,) in self._ask(_KINDS, p=ox.NamedNode(prop))}
            for each in self._ends(prop, "range"):
                found.add(each if each.startswith(_XSD) else _THING)
            self._found[prop] = frozenset(found)
        return self._found[prop]

    def _ends(self, prop: str, end: str) -> list[str]:
        """The declared domain or range of a property of ours."""
        if not prop.startswith(PREFIXES["ret"]):
            return []
        pattern = ox.NamedNode(prop), ox.NamedNode(PREFIXES["rdfs"] + end), None
        found = (each.object for each in self._store.quads_for_pattern(*pattern))
        return [each.value for each in found if isinstance(each, ox.NamedNode)]

    def _misplaced(self, term: _Term, prop: str, end: str) -> str:
        """Why a thing or code cannot stand at an end of a property of ours."""
        if not isinstance(term, ox.NamedNode) or not (mine := _class_of(term)):
            return ""
        declared = self._ends(prop, end)
        told = self._short(prop)
        if declared and not any(self._related(mine, each) for each in declared):
            names = " or ".join(self._short(each) for each in declared)
            if end == "domain":
                return f"{self._spell(term)} has no {told}: only things of {names} have one"
            near = self._near(prop, term)
            meant = f"; did you mean {near}?" if near else f": its values are things of {names}"
            return f"no {told} is {self._spell(term)}{meant}"
        if end == "range" and mine.endswith("#Concept") and self._in_no_scheme(prop, term):
            return f"no {told} is {self._spell(term)}{self._values(prop, frozenset({_THING}))}"
        return ""

    def _in_case(self, prop: str, term: _Term, pattern: str) -> str:
        """Why an id that the graph has in another case alone matches nothing; see `_IDS`."""
        if not isinstance(term, ox.NamedNode) or not _class_of(term):
            return ""
        if next(self._store.quads_for_pattern(term, None, None, None), None) is not None:
            return ""
        if (prop, pattern) not in self._ids:
            rows = self._ask(_IDS.format(pattern), p=ox.NamedNode(prop))
            self._ids[prop, pattern] = {each.value.lower(): each for (each,) in rows}
        meant = self._ids[prop, pattern].get(term.value.lower())
        spelt = self._spell(term)
        return f"the graph has no {spelt}; did you mean {self._spell(meant)}?" if meant else ""

    def _in_no_scheme(self, prop: str, code: ox.NamedNode) -> bool:
        """Whether a code is of another scheme than all codes that a property has."""
        scheme = ox.NamedNode(PREFIXES["skos"] + "inScheme")
        mine = {each.object for each in self._store.quads_for_pattern(code, scheme, None)}
        theirs = {each for (each,) in self._ask(_SCHEMES, p=ox.NamedNode(prop))}
        return bool(mine and theirs) and not mine & theirs

    def _related(self, one: str, other: str) -> bool:
        """Whether a class is the other, or below or above it."""
        asked = "ASK {{ <{0}> rdfs:subClassOf* <{1}> }}"
        pairs = ((one, other), (other, one))
        return any(bool(self._query(asked.format(*each))) for each in pairs)

    def _near(self, prop: str, term: _Term) -> str:
        """The property's value that is spelt as a term but for its kind and case, or nothing."""
        text = term.value
        if isinstance(term, ox.NamedNode):
            text = text[max(text.rfind("/"), text.rfind("#")) + 1 :]
        if is_local_name(text):
            for base in self._things:
                thing = ox.NamedNode(base + text)
                if thing != term and self._has(prop, thing):
                    return self._spell(thing)
        found = self._named(prop).get(text.lower())
        return self._spell(found) if found and found != term else ""

    def _named(self, prop: str) -> dict[str, Any]:
        """A property's values by how they are spelt or called, in small letters; read once."""
        if prop not in self._names:
            rows = self._ask(_NAMES, p=ox.NamedNode(prop))
            self._names[prop] = {name.value.lower(): value for value, name in reversed(rows)}
        return self._names[prop]

    @cached_property
    def _things(self) -> list[str]:
        """What the IRIs of codes, classes and things of the graph begin with."""
        kinds = [base for base in self._prefixes.values() if split_iri(f"{base}a")]
        return [self._prefixes["code"], self._prefixes["ret"], *kinds]

    def _values(self, prop: str, kinds: frozenset[str]) -> str:
        """What values a property has, with the first of the graph."""
        if (prop, kinds) not in self._told:
            words = " or ".join(sorted(map(_spell_kind, kinds)))
            some = self._ask("SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 1", p=ox.NamedNode(prop))
            example = next(
                (f", such as {self._spell(each)}" for (each,) in some if _is_short(each)), ""
            )
            self._told[prop, kinds] = f": its values are {words}{example}"
        return self._told[prop, kinds]

    def _spell(self, term: Any) -> str:
        if isinstance(term, ox.Literal):
            kind = term.datatype.value
            if kind.startswith(_XSD) and kind != _STRING:
                bare = _BARE.get(kind.removeprefix(_XSD))
                return (
                    term.value
                    if bare and re.fullmatch(bare, term.value)
                    else f'"{term.value}"^^{self._short(kind)}'
                )
        return self._short(term.value) if isinstance(term, ox.NamedNode) else str(term)

    def _short(self, iri: str) -> str:
        short = short_name(iri, self._prefixes)
        return f"<{iri}>" if short == iri else short

    def _ask(self, text: str, **values: _Term) -> list[Any]:
        for name, term in values.items():
            text = text.replace(f"?{name} ", f"{term} ")
        return [tuple(row) for row in self._query(text)]

    def _query(self, text: str) -> Any:
        return self._store.query(text, prefixes={x: PREFIXES[x] for x in ("rdfs", "skos")})


def _is_short(term: Any) -> bool:
    return shorten(str(term)) == str(term)


def _class_of(term: ox.NamedNode) -> str:
    """The class that an IRI's form stands for; nothing for those of others."""
    if term.value.startswith(PREFIXES["code"]):
        return PREFIXES["skos"] + "Concept"
    found = split_iri(term.value)
    return PREFIXES["ret"] + found[1].capitalize() if found else ""


def _kind(term: _Term) -> str:
    if isinstance(term, ox.NamedNode):
        return _THING
    return f"@{term.language}" if term.language else term.datatype.value


def _class(kind: str) -> str:
    """The kinds that are compared with each other by value, as one."""
    return "number" if kind in _NUMBERS else kind


def _spell_kind(kind: str) -> str:
    if kind == _THING:
        return "things"
    if kind == _STRING:
        return "plain texts"
    if kind.startswith("@"):
        return f"texts in {kind[1:]!r}"
    return f"of {short_name(kind)}"
