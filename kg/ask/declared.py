"""Terms of a query that match nothing: nobody declares or has them, or they stand in a wrong role.

A misspelt term would be an empty answer, which reads as "there is none".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD

from kg.ask.algebra import Algebra
from kg.errors import UsageError
from kg.model.bases import split_iri
from kg.model.ids import PREFIXES, short_name
from kg.model.names import hint, nearest_name
from kg.model.vocabulary import CLASSES, CODES, PROPERTIES

#: Vocabularies whose terms are known, so that `rdfs:lable` is an error and no empty answer.
_KNOWN: Final = {
    "dcterms": DCTERMS, "foaf": FOAF, "org": ORG, "owl": OWL, "prov": PROV, "rdf": RDF,
    "rdfs": RDFS, "sh": SH, "skos": SKOS, "xsd": XSD,
}  # fmt: skip
_OURS: Final[Mapping[str, frozenset[str]]] = {
    "ret": CLASSES | PROPERTIES,
    "code": frozenset([*CODES, *(name for names in CODES.values() for name in names)]),
}
_NAMES: Final = {"property": PROPERTIES, "class": CLASSES}
#: Whether graph or ontology have an IRI as "property", "class" or, in whatever role, "term".
Known = Callable[[str, str], bool]


def refuse_undeclared(
    algebra: Algebra, name: str, known: Known, prefixes: Mapping[str, str] = PREFIXES
) -> None:
    """Stop at terms that nobody declares or has, or that stand where they match nothing.

    Args:
        algebra: the query.
        name: what to call it in messages.
        known: what graph and ontology have.
        prefixes: those of the graph.

    Raises:
        UsageError: a line for each such term, with the nearest that is declared.
    """
    properties, classes = algebra.roles()
    lines = _undeclared(algebra.iris(), name, known)
    lines += _of_others(algebra.iris(), name, known, prefixes)
    for role, used in (("property", properties), ("class", classes)):
        for iri in sorted(used):
            problem = _misplaced(iri, role, known)
            if problem:
                lines.append(f"{name}: {problem}")
    if lines:
        raise UsageError(*lines)


def _misplaced(iri: str, role: str, known: Known) -> str:
    """Why an IRI matches nothing as a property or class, or nothing."""
    short = short_name(iri)
    prefix, _, local = short.partition(":")
    if prefix == "ret":
        is_one = {each: local in names for each, names in _NAMES.items()}
        if is_one[role] or True not in is_one.values() or known(iri, role):
            return ""  # what is neither is told by _undeclared
        other = "class" if role == "property" else "property"
        near = nearest_name(local, _NAMES[role], 0.8)
        told = f"; did you mean 'ret:{near}'?" if near else ""
        return f"{short} is a {other}, not a {role}{told}"
    if prefix in _KNOWN or known(iri, role):
        return ""
    if prefix in _OURS:
        return f"{short} is a code, not a {role}" if local in _OURS[prefix] else ""
    shown = short if prefix in PREFIXES else f"<{iri}>"
    return f"{shown} is not a {role} of the ontology or of this graph{_near_iri(iri, role)}"


def _near_iri(iri: str, role: str) -> str:
    """A hint for an IRI whose namespace is nearly one of ours: another scheme, end or spelling."""
    base, local = re.fullmatch(r"(.*[/#])?(.*)", iri, re.DOTALL).groups()  # type: ignore[union-attr]
    bases = {each.split("://")[1].rstrip("/#"): each for each in PREFIXES.values()}
    near = nearest_name((base or "").partition("://")[2].rstrip("/#"), bases, 0.9)
    if not near:
        return ""
    names = _NAMES[role] if bases[near] == PREFIXES["ret"] else ()
    local = local if local in names else nearest_name(local, names) or local
    found = bases[near] + local
    return f"; did you mean <{found}>?" if found != iri else ""


def _of_others(
    iris: Iterable[str], name: str, known: Known, prefixes: Mapping[str, str]
) -> list[str]:
    """A line for each thing that the graph has as the package's, or the project's, and not so."""
    lines = []
    for iri in iris:
        parts = split_iri(iri)
        if parts is None or known(iri, "term"):
            continue
        _, kind, local = parts
        for prefix in (kind, f"kg-{kind}"):
            if prefix in prefixes and known(f"{prefixes[prefix]}{local}", "term"):
                asked = short_name(iri, prefixes)
                lines.append(f"{name}: this graph has no {asked}; did you mean {prefix}:{local}?")
    return lines


def _undeclared(iris: Iterable[str], name: str, known: Known) -> list[str]:
    """A line for each term of a closed vocabulary that does not have it."""
    lines = []
    for iri in iris:
        prefix, _, local = short_name(iri).partition(":")
        if prefix in _OURS:
            declared: Any = _OURS[prefix]
        elif prefix in _KNOWN and not re.fullmatch(r"_[1-9]\d*", local):  # rdf:_1 is a member
            declared = [str(each).removeprefix(PREFIXES[prefix]) for each in dir(_KNOWN[prefix])]
        else:
            continue
        if local not in declared and not known(iri, "term"):
            near = hint(local, declared).replace(" '", f" '{prefix}:")
            lines.append(f"{name}: {prefix}:{local} is not a declared term{near}")
    return lines
