"""SPARQL text -> its algebra, and what in it is refused: reaching outside, and undeclared terms.

A query is judged by what it parses to and never by how its text looks: `\\u0053ERVICE` is refused,
the word in a literal, a comment or an IRI is not. rdflib parses because Oxigraph shows no algebra;
`plain_text` takes out of the text what the two would read differently, and both get the same.
Parsing may take long or nest deeply, so it belongs inside `kg.workers.run_limited`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyparsing import ParseException, ParseResults  # what rdflib's parser raises and gives
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, XSD
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import DECIMAL_NEGATIVE, parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.stores import memory as _memory  # noqa: F401 - else opened when first used

from kg.errors import EngineError, Finding, Place, UnreadableError, UsageError
from kg.namespaces import CLASSES, CODES, PREFIXES, PROPERTIES, short_name
from kg.terms import hint

#: Parsed form -> why it is refused. SERVICE would call out; FROM names what no engine here loads.
_FORBIDDEN: Final[Mapping[str, type[EngineError | UsageError]]] = {
    "ServiceGraphPattern": EngineError,
    "DatasetClause": UsageError,
}
_WHY: Final = {
    "ServiceGraphPattern": "SERVICE asks another server, and queries stay on this machine",
    "DatasetClause": "FROM names another graph; give one file with --graph instead",
}
#: Vocabularies whose terms are known, so that `rdfs:lable` is an error and no empty answer.
_KNOWN: Final = {
    "dcterms": DCTERMS, "foaf": FOAF, "org": ORG, "owl": OWL, "prov": PROV, "rdf": RDF,
    "rdfs": RDFS, "sh": SH, "skos": SKOS, "xsd": XSD,
}  # fmt: skip
_OURS: Final[Mapping[str, frozenset[str]]] = {
    "ret": CLASSES | PROPERTIES,
    "code": frozenset([*CODES, *(name for names in CODES.values() for name in names)]),
}
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
#: rdflib 7.6 stops at -0.5 with a TypeError: it negates no Decimal.
DECIMAL_NEGATIVE.set_parse_action(lambda found: Literal(f"-{found[0]}", datatype=XSD.decimal))
_LINE: Final = 100  # characters of a line of the printed algebra


@dataclass(frozen=True, slots=True, kw_only=True)
class Algebra:
    """A parsed query: the text that was parsed, its form, the columns it names, and its tree."""

    text: str
    form: str
    variables: tuple[str, ...] | None
    tree: CompValue

    def iris(self) -> list[str]:
        """Every IRI in the query, in paths and datatypes too, sorted."""
        return sorted({str(each) for each in _walk(self.tree) if isinstance(each, URIRef)})

    def describes(self, result: object) -> bool:
        """Whether an engine's result has the form and the columns that were parsed here."""
        rows = getattr(result, "variables", None)
        if (rows is not None) != (self.form == "SelectQuery"):
            return False
        return self.variables is None or self.variables == tuple(each.value for each in rows or ())

    def explained(self) -> str:
        """The algebra as indented s-expressions, IRIs by their prefixes."""
        return _printed(self.tree, 0) + "\n"


def plain_text(text: str, name: str) -> str:
    """The text as every parser reads it: codepoint escapes decoded, lines ended by newlines.

    A carriage return ends a comment for Oxigraph but not for rdflib; a codepoint escape may stand
    anywhere in SPARQL, while Oxigraph knows it in strings and IRIs alone.

    Raises:
        UnreadableError: an escape stands for no character, or for a part of another escape.
    """

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise _unreadable(name, f"{found[0]} stands for no character")
        return chr(number)

    decoded = _ESCAPE.sub(character, text)
    if re.search(r"\\u[0-9a-f]{4}", decoded, re.IGNORECASE):
        raise _unreadable(name, "an escape inside an escape; write the characters themselves")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def read_algebra(text: str, name: str) -> Algebra:
    """Parse a query and refuse what reaches outside the graph that it is asked of.

    Raises:
        UnreadableError: it is no SPARQL 1.1 query; an update is none.
        UsageError: it has FROM or FROM NAMED.
        EngineError: it has SERVICE, or nests too deeply to be checked.
    """
    text = plain_text(text, name)
    try:
        parsed = parseQuery(text)
        for node in _walk(parsed):
            if isinstance(node, CompValue) and node.name in _FORBIDDEN:
                raise _FORBIDDEN[node.name](f"{name}: {_WHY[node.name]}")
        named = parsed[1].name == "SelectQuery" and "projection" in parsed[1]  # not SELECT *
        tree = translateQuery(parsed, initNs=dict(PREFIXES)).algebra
    except ParseException as error:
        raise _unreadable(name, _told(text, error), error.lineno, error.column) from None
    except RecursionError:
        raise EngineError(f"{name}: the query nests too deeply to be checked") from None
    except (UsageError, EngineError, MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - rdflib raises many kinds: unknown prefixes, scopes
        raise _unreadable(name, str(error)) from None
    variables = tuple(str(each) for each in tree.PV) if named else None
    return Algebra(text=text, form=tree.name, variables=variables, tree=tree)


def _unreadable(name: str, what: str, line: int = 0, column: int = 0) -> UnreadableError:
    place = Place(name, line, column)
    return UnreadableError([Finding(place, f"is no SPARQL query: {what}")])


def _told(text: str, error: ParseException) -> str:
    try:
        update = parseUpdate(text)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no update
        expected = str(error.msg).removeprefix("Expected ").strip("{}")
        return f"expected {expected}, found {error.found}"
    forms = ", ".join(sorted({each.name for each in update.request or ()}))
    if not forms:
        return "there is nothing but comments"
    return f"it is an update ({forms}), and a graph can only be asked"


def _walk(root: object) -> Iterator[object]:
    """Every node of a parse or algebra tree, without recursion."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, dict):  # CompValue is one
            todo.extend(node.values())
        elif isinstance(node, list | tuple | set | frozenset | ParseResults):
            todo.extend(node)
        elif isinstance(node, Path):
            todo.extend(vars(node).values())
        elif isinstance(node, Literal) and node.datatype is not None:
            todo.append(node.datatype)


def refuse_undeclared(algebra: Algebra, name: str, known: Callable[[str], bool]) -> None:
    """Stop at terms of the vocabularies in use that nobody declares; they would match nothing.

    Args:
        algebra: the query.
        name: what to call it in messages.
        known: tells whether the graph or the ontology has a term for an IRI.

    Raises:
        UsageError: a line for each such term, with the nearest that is declared.
    """
    lines = []
    for iri in algebra.iris():
        prefix, _, local = short_name(iri).partition(":")
        if prefix in _OURS:
            declared: Any = _OURS[prefix]
        elif prefix in _KNOWN and not re.fullmatch(r"_[1-9]\d*", local):  # rdf:_1 is a member
            declared = [str(each).removeprefix(PREFIXES[prefix]) for each in dir(_KNOWN[prefix])]
        else:
            continue
        if local not in declared and not known(iri):
            near = hint(local, declared).replace(" '", f" '{prefix}:")
            lines.append(f"{name}: {prefix}:{local} is no declared term{near}")
    if lines:
        raise UsageError(*lines)


def _printed(node: object, indent: int) -> str:
    """A node on one line where it fits, else its parts below each other."""
    if not _parts(node):
        return _atom(node)
    head = node.name if isinstance(node, CompValue) else ""
    parts = _parts(node)
    flat = f"({' '.join([head, *(_printed(each, 0) for each in parts)]).strip()})"
    if len(flat) + indent <= _LINE and "\n" not in flat:
        return flat
    atoms = [_atom(each) for each in parts if not _parts(each)]
    inner = [each for each in parts if _parts(each)]
    lines = [f"{' ' * (indent + 2)}{_printed(each, indent + 2)}" for each in inner]
    return "\n".join([f"({' '.join([head, *atoms]).strip()}", *lines]) + ")"


def _parts(node: object) -> list[object]:
    """What a node holds; the parser's notes (underscores, repeated text) are left out."""
    if isinstance(node, CompValue):
        keys = [key for key in node if not key.startswith("_") and key not in ("lazy", "PV")]
        first = [sorted(node["PV"])] if node.name == "Project" else []
        kept = [node[key] for key in keys if node[key] is not None and node[key] != []]
        return [*first, *kept] or [""]
    if isinstance(node, Mapping):
        return [[key, value] for key, value in sorted(node.items())]
    if isinstance(node, set | frozenset):
        return sorted(node, key=str)
    return list(node) if isinstance(node, list | tuple | ParseResults) else []


def _atom(node: object) -> str:
    if isinstance(node, URIRef):
        short = short_name(node)
        return short if short != str(node) else f"<{node}>"
    if isinstance(node, Path):
        return re.sub(r"<([^>]*)>", lambda found: _atom(URIRef(found[1])), node.n3())
    if isinstance(node, Literal) and node.datatype is not None:
        return f"{Literal(str(node)).n3()}^^{_atom(node.datatype)}"
    if isinstance(node, Variable | BNode | Literal):
        return node.n3()
    return str(node)
