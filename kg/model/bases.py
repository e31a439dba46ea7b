"""Below which base the IRI of each thing stands: the package's, or that of who declares it.

A base is an address that ends in / or #; the IRI of a thing is base, kind, / and local name. What
a project declares stands below the base in its kg.toml; states, and whatever the package declares,
stand below the package's base in every project, so that projects meet there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.model.ids import ID_BASE, ID_KINDS, PREFIXES, is_local_name

#: Kinds that the package's base is for unless a project declares them; the others are its own.
_WHO: Final = ("actor", "post", "tenure")


@dataclass(frozen=True, slots=True)
class Bases:
    """The bases of one corpus or graph; local names are unique in it.

    >>> bases = Bases("https://klow.example/", {"actor:gazette": "https://klow.example/"})
    >>> bases.iri("action", "a1"), bases.iri("actor", "gazette")
    ('https://klow.example/action/a1', 'https://klow.example/actor/gazette')
    >>> bases.iri("actor", "RUS")
    'https://w3id.org/retaliation-kg/id/actor/RUS'
    """

    own: str = ID_BASE  # of what the project declares and derives
    others: Mapping[str, str] = field(default_factory=dict)  # `kind:name` of exceptions -> base

    def of(self, kind: str, name: str) -> str:
        """The base of a thing."""
        usual = ID_BASE if kind in _WHO else self.own
        return self.others.get(f"{kind}:{name}", usual) if self.others else usual

    def iri(self, kind: str, name: str) -> str:
        """The IRI of a thing, or with the kind `graph` of a named graph or a dataset.

        Raises:
            KeyError: no such kind of thing.
        """
        if kind == "graph":
            return f"{graph_base(self.own)}{name}"
        if kind not in ID_KINDS:
            raise KeyError(kind)
        return f"{self.of(kind, name)}{kind}/{name}"

    @property
    def known(self) -> frozenset[str]:
        """Every base that a thing may have here."""
        return frozenset({ID_BASE, self.own, *self.others.values()})


PACKAGE: Final = Bases()  # everything below the package's base


def graph_base(own: str) -> str:
    """What the names of graphs and datasets begin with."""
    return PREFIXES["graph"] if own == ID_BASE else f"{own}graph/"


def prefixes_of(own: str) -> Mapping[str, str]:
    """The prefixes of a graph: `action:` is its own, and then `kg-action:` the package's.

    >>> prefixes_of("https://klow.example/")["action"]
    'https://klow.example/action/'
    """
    if own == ID_BASE:
        return PREFIXES
    return {
        **PREFIXES,
        **{kind: f"{own}{kind}/" for kind in ID_KINDS},
        "graph": graph_base(own),
        **{f"kg-{kind}": PREFIXES[kind] for kind in (*ID_KINDS, "graph")},
    }


def split_iri(iri: str) -> tuple[str, str, str] | None:
    """Base, kind and local name of an IRI that has the form of a thing's, whosever it is.

    >>> split_iri("https://klow.example/#action/a1")
    ('https://klow.example/#', 'action', 'a1')
    >>> split_iri("https://klow.example/news/a1")
    """
    head, _, name = iri.rpartition("/")
    at = max(head.rfind("/"), head.rfind("#")) + 1
    base, kind = head[:at], head[at:]
    return (base, kind, name) if base and kind in ID_KINDS and is_local_name(name) else None


def name_of(iri: str, known: frozenset[str]) -> str | None:
    """`action:a1` for the IRI of a thing below one of the known bases, None for all else."""
    found = split_iri(iri)
    return f"{found[1]}:{found[2]}" if found and found[0] in known else None


def choose_own(counts: Mapping[str, int]) -> str:
    """Whose a graph is: of the bases in it, not the package's, that of most things.

    >>> choose_own({"https://klow.example/": 3, "https://w3id.org/retaliation-kg/id/": 9})
    'https://klow.example/'
    """
    others = [each for each in counts if each != ID_BASE]
    return min(others, key=lambda each: (-counts[each], each), default=ID_BASE)
