"""SPARQL text -> its algebra, and what in it is refused: reaching outside, and undeclared terms.

A query is judged by what it parses to and never by how its text looks: `\\u0053ERVICE` is refused,
the word in a literal, a comment or an IRI is not. rdflib parses because Oxigraph shows no algebra;
`plain_text` takes out of the text what the two would read differently, and both get the same.
Parsing may take long or nest deeply, so it belongs inside a `kg.workers.Worker`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from pyparsing import (  # what rdflib's parser is made of, raises and gives
    Char,
    FollowedBy,
    ParseBaseException,
    ParseException,
    ParseResults,
)
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.paths import NegatedPath, Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import (
    DECIMAL_NEGATIVE,
    BooleanLiteral,
    Expression,
    NumericLiteral,
    Query,
    RDFLiteral,
    iri,
    parseQuery,
    parseUpdate,
)
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.stores import memory as _memory  # noqa: F401 - else opened when first used

from kg.ask.grouping import find_ungrouped
from kg.ask.sexpr import print_tree
from kg.errors import EngineError, Finding, KgError, Place, UnreadableError, UsageError
from kg.model.ids import PREFIXES, short_name
from kg.model.names import hint, shorten

#: Parsed form -> why it is refused. SERVICE would call out; FROM names what no engine here loads.
_FORBIDDEN: Final[Mapping[str, str]] = {
    "ServiceGraphPattern": "SERVICE asks another server, but queries stay here; remove it",
    "DatasetClause": "FROM names another graph; give one file with --graph instead",
}
#: Steps that end in a class: `a/rdfs:subClassOf*`.
_TO_CLASS: Final = frozenset({str(RDF.type), str(RDFS.subClassOf)})
#: The types that the engine casts to.
_CASTS: Final = frozenset(
    """boolean date dateTime dayTimeDuration decimal double duration float gDay gMonth gMonthDay
    gYear gYearMonth integer string time yearMonthDuration""".split()
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OURS: Final = Lock()  # held while rdflib's parser is as we need it


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

    def graphs(self) -> list[str]:
        """The graphs that GRAPH asks, sorted; an empty text for a variable."""
        asked = [each.term for each in self.nodes() if each.name in ("Graph", "GraphGraphPattern")]
        return sorted(str(each) if isinstance(each, URIRef) else "" for each in asked)

    def roles(self) -> tuple[set[str], set[str]]:
        """The IRIs that stand as properties and as classes in what the graph is matched with.

        What CONSTRUCT makes is left out. So is what a negated path names: `(:x|!:x)*` is how any
        path at all is written, with a property that need not be.
        """
        properties: set[str] = set()
        classes: set[str] = set()
        negated: set[str] = set()
        for _, path, thing in self._triples():
            steps = {str(each) for each in _walk(path) if isinstance(each, URIRef)}
            properties |= steps
            negated |= {
                str(iri)
                for each in _walk(path)
                if isinstance(each, NegatedPath)
                for iri in _walk(each)
                if isinstance(iri, URIRef)
            }
            if isinstance(thing, URIRef) and str(RDF.type) in steps <= _TO_CLASS:
                classes.add(str(thing))
        return properties - negated, classes

    def _triples(self) -> Iterator[tuple[object, object, object]]:
        """The patterns; those in EXISTS the parser leaves as flat lists, three terms a pattern."""
        for node in _walk(self.tree):
            if isinstance(node, CompValue) and node.name in ("BGP", "TriplesBlock"):
                for each in node.triples or ():
                    for first in range(0, len(each), 3):
                        yield tuple(each[first : first + 3])

    def nodes(self) -> Iterator[CompValue]:
        """Every part of the tree."""
        return (each for each in _walk(self.tree) if isinstance(each, CompValue))

    def describes(self, result: object) -> bool:
        """Whether an engine's result has the form and the columns that were parsed here."""
        rows = getattr(result, "variables", None)
        if (rows is not None) != (self.form == "SelectQuery"):
            return False
        return self.variables is None or self.variables == tuple(each.value for each in rows or ())

    def explained(self) -> str:
        """The algebra as indented s-expressions, IRIs by their prefixes."""
        return print_tree(self.tree) + "\n"


#: A value alone between brackets or commas. rdflib tries every operator behind each one first, a
#: millisecond a value, which makes a list of 2,000 take longer than its answer.
_LONE: Final = (RDFLiteral | NumericLiteral | BooleanLiteral | iri) + FollowedBy(Char(",)"))
for _each in Expression.ignoreExprs:
    _LONE.ignore(_each)
_DEEPEST: Final = 10_000  # calls within each other; a bracket takes 40, and 8 MB of stack hold all


@contextmanager
def _parser() -> Iterator[None]:
    """Has rdflib's parser read what it does not, and leaves it as it was for others."""
    with _OURS:
        actions, tabs = DECIMAL_NEGATIVE.parseAction[:], Query.keepTabs
        deepest, expression = sys.getrecursionlimit(), Expression.expr
        # rdflib 7.6 stops at -0.5 with a TypeError: it negates no Decimal
        DECIMAL_NEGATIVE.set_parse_action(lambda x: Literal(f"-{x[0]}", datatype=XSD.decimal))
        Query.parse_with_tabs()  # else a column counts a tab as up to eight characters
        Expression.expr = _LONE | expression
        sys.setrecursionlimit(max(deepest, _DEEPEST))
        try:
            yield
        finally:
            DECIMAL_NEGATIVE.parseAction[:], Query.keepTabs = actions, tabs
            Expression.expr = expression
            sys.setrecursionlimit(deepest)


def plain_text(text: str, name: str) -> str:
    """The text as every parser reads it: codepoint escapes decoded, lines ended by newlines.

    A carriage return ends a comment for Oxigraph but not for rdflib; a codepoint escape may stand
    anywhere in SPARQL, while Oxigraph knows it in strings and IRIs alone.

    Raises:
        UnreadableError: an escape is not a character, or for a part of another escape.
    """

    def character(found: re.Match[str]) -> str:
        number = int(found[1] or found[2], 16)
        if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            raise _unreadable(name, f"{found[0]} is not a character")
        return chr(number)

    decoded = _ESCAPE.sub(character, text)
    if re.search(r"\\u[0-9a-f]{4}", decoded, re.IGNORECASE):
        raise _unreadable(name, "an escape inside an escape; write the characters themselves")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def read_algebra(text: str, name: str, prefixes: Mapping[str, str] = PREFIXES) -> Algebra:
    """Parse a query and refuse what reaches outside the graph that it is asked of.

    `prefixes` are those that it need not declare.

    Raises:
        UnreadableError: it is not a SPARQL 1.1 query.
        UsageError: it has SERVICE, FROM or functions of others, or is an update.
        EngineError: it nests too deeply to be checked.
    """
    text = plain_text(text, name)
    with _parser():
        tree, named = _parse(text, name, prefixes)
    _refuse_functions(tree, name)
    variables = tuple(str(each) for each in tree.PV) if named else None
    return Algebra(text=text, form=tree.name, variables=variables, tree=tree)


def _parse(text: str, name: str, prefixes: Mapping[str, str]) -> tuple[CompValue, bool]:
    """The algebra of a text, and whether it is of a SELECT that names its columns."""
    try:
        parsed = parseQuery(text)
        for node in _walk(parsed):
            if isinstance(node, CompValue) and node.name in _FORBIDDEN:
                raise UsageError(f"{name}: {_FORBIDDEN[node.name]}")
        _refuse_prefixes(parsed, text, name, prefixes)
        if ungrouped := find_ungrouped(_walk(parsed)):
            raise _unreadable(name, ungrouped[0])
        named = parsed[1].name == "SelectQuery" and "projection" in parsed[1]  # not SELECT *
        return translateQuery(parsed, initNs=dict(prefixes)).algebra, named
    except ParseException as error:
        if update := _update_forms(text):
            message = f"it is an update ({update}), and a graph can only be queried"
            raise UsageError(f"{name}: is not a SPARQL query: {message}") from None
        raise _misread(text, name, error) from None
    except RecursionError:
        raise EngineError(f"{name}: the query is nested too deeply to be checked") from None
    except (KgError, MemoryError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - rdflib raises many kinds: unknown prefixes, scopes
        raise _unreadable(name, str(error)) from None


def _unreadable(name: str, what: str, line: int = 0, column: int = 0) -> UnreadableError:
    place = Place(name, line, column)
    return UnreadableError([Finding(place, f"is not a SPARQL query: {what}")])


def _update_forms(text: str) -> str:
    """The forms of an update, or nothing for what is none."""
    try:
        update = parseUpdate(text)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not an update
        return ""
    return ", ".join(sorted({each.name for each in update.request or ()}))


def _misread(text: str, name: str, error: ParseException) -> UnreadableError:
    """The error at the furthest place that any alternative of the grammar reached.

    The parser itself tells where the alternative began that it tried last, often the first brace.
    """
    if not re.sub(r"#.*", "", text).strip():
        return _unreadable(name, "it holds only comments", 1, 1)
    reached = [error]
    plain = ParseBaseException.__init__

    def noting(self: Any, *args: Any, **more: Any) -> None:
        plain(self, *args, **more)
        if self.loc > reached[0].loc:
            reached[0] = self

    ParseBaseException.__init__ = noting  # type: ignore[method-assign]
    try:
        parseQuery(text)
    except ParseException:
        pass
    finally:
        ParseBaseException.__init__ = plain  # type: ignore[method-assign]
    rest = text[reached[0].loc :].lstrip()
    place = len(text) - len(rest)
    token = re.match(r"[\w?$:.-]+|\S|$", rest)
    what = (
        f"not understood from {shorten(token[0])!r} on" if token and token[0] else "it ends early"
    )
    return _unreadable(name, what, *_line_and_column(text, place))


def _line_and_column(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


#: What is not a prefixed name, though it may look like one, or else a prefix and its colon.
_PREFIX: Final = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*|(?<![\w?$@.-])(\w[\w.-]*|):""",
    re.DOTALL,
)


def _refuse_prefixes(
    parsed: ParseResults, text: str, name: str, prefixes: Mapping[str, str]
) -> None:
    """Stop at a prefix that is declared neither here nor by the query."""
    declared = {str(each.prefix or "") for each in parsed[0] if each.name == "PrefixDecl"}
    known = declared | set(prefixes)
    used = {
        str(node.prefix or "")
        for node in _walk(parsed)
        if isinstance(node, CompValue) and node.name == "pname"
    }
    for prefix in sorted(used - known):
        places = (each.start() for each in _PREFIX.finditer(text) if each[1] == prefix)
        place = next(places, 0)
        near = hint(prefix, known) or f", or use one of {', '.join(sorted(known - {''}))}"
        message = f"unknown prefix {prefix}: (declare it with PREFIX{near})"
        raise _unreadable(name, message, *_line_and_column(text, place))


def _refuse_functions(tree: CompValue, name: str) -> None:
    """Stop at functions that the engine does not have; it has SPARQL's and casts to types."""
    for node in _walk(tree):
        if not isinstance(node, CompValue) or node.name != "Function":
            continue
        if str(node.iri).removeprefix(PREFIXES["xsd"]) not in _CASTS:
            told = short_name(node.iri)
            raise UsageError(
                f"{name}: {told} is not supported here; use the functions of SPARQL 1.1"
            )


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
