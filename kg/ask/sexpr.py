"""The algebra of a query as indented s-expressions, for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pyparsing import ParseResults
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.parserutils import CompValue

from kg.model.ids import short_name

_LINE: Final = 100  # characters


def print_tree(node: object, indent: int = 0) -> str:
    """A node on one line where it fits, else its parts below each other."""
    parts, flat = _parts(node), _flat(node)
    if not parts or (len(flat) + indent <= _LINE and "\n" not in flat):
        return flat
    head = node.name if isinstance(node, CompValue) else ""
    atoms = [_atom(each) for each in parts if not _parts(each)]
    inner = [each for each in parts if _parts(each)]
    lines = [f"{' ' * (indent + 2)}{print_tree(each, indent + 2)}" for each in inner]
    return "\n".join([f"({' '.join([head, *atoms]).strip()}", *lines]) + ")"


def _flat(node: object) -> str:
    """A node on one line, however long."""
    parts = _parts(node)
    if not parts:
        return _atom(node)
    head = node.name if isinstance(node, CompValue) else ""
    return f"({' '.join([head, *map(_flat, parts)]).strip()})"


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
        short = short_name(str(node))
        return short if short != str(node) else f"<{node}>"
    if isinstance(node, Path):
        return re.sub(r"<([^>]*)>", lambda found: _atom(URIRef(found[1])), node.n3())
    if isinstance(node, Literal) and node.datatype is not None:
        return f"{Literal(str(node)).n3()}^^{_atom(node.datatype)}"
    if isinstance(node, Variable | BNode | Literal):
        return node.n3()
    return str(node)
