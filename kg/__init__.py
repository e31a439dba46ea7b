"""A knowledge graph of states, officials and retaliatory actions, with the evidence of each.

The public names load on first use, so that `kg --help` does not wait for RDF libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.api import Graph, Rows, load_graph
    from kg.ask.queries import named_queries
    from kg.build import build_graph, write_build
    from kg.errors import KgError
    from kg.infer.built import Built
    from kg.infer.chains import find_chains
    from kg.read.corpus import read_corpus

_HOMES = {
    "Built": "kg.build",
    "Graph": "kg.api",
    "KgError": "kg.errors",
    "Rows": "kg.api",
    "build_graph": "kg.build",
    "find_chains": "kg.infer.chains",
    "load_graph": "kg.api",
    "named_queries": "kg.ask.queries",
    "read_corpus": "kg.read.corpus",
    "write_build": "kg.build",
}
__all__ = [
    "Built", "Graph", "KgError", "Rows", "build_graph", "find_chains", "load_graph",
    "named_queries", "read_corpus", "write_build",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
