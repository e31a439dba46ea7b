"""A knowledge graph of states, officials and retaliatory actions, with the evidence of each.

The public names load on first use, so that `kg --help` does not wait for RDF libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.build import build_graph, write_build
    from kg.chains import find_chains
    from kg.corpus import read_corpus
    from kg.links import infer_links
    from kg.queries import load_graph, run_query

_HOMES = {
    "build_graph": "kg.build",
    "find_chains": "kg.chains",
    "infer_links": "kg.links",
    "load_graph": "kg.queries",
    "read_corpus": "kg.corpus",
    "run_query": "kg.queries",
    "write_build": "kg.build",
}
__all__ = [
    "build_graph", "find_chains", "infer_links", "load_graph", "read_corpus", "run_query",
    "write_build",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
