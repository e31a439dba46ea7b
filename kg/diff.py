"""Two graphs -> what is only in the one and only in the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import UsageError
from kg.graph import read_rdf
from kg.namespaces import PREFIXES, short_name

#: What can be compared -> the kind of id; a triple has none.
KINDS: Final = {"actions": "action", "reports": "report", "links": "link", "triples": ""}
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_DESCRIPTION: Final = f"<{PREFIXES['graph']}"
_LABEL: Final = "<http://www.w3.org/2000/01/rdf-schema#label>"

Triple = tuple[str, str, str]  # subject, predicate and object as N-Triples writes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that only one side has: its name, and words that say what it is."""

    name: str
    label: str

    def __str__(self) -> str:
        return f"{self.name}  {self.label}" if self.label else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What two graphs do not share, of one kind, sorted by name."""

    by: str
    only_a: tuple[Entry, ...]
    only_b: tuple[Entry, ...]
    both: int

    def __bool__(self) -> bool:
        return bool(self.only_a or self.only_b)

    def counts(self) -> dict[str, int]:
        """How many things only one side has, and how many both."""
        return {
            "only_in_a": len(self.only_a), "only_in_b": len(self.only_b), "in_both": self.both,
        }  # fmt: skip

    def to_text(self) -> str:
        """A line each: `-` only in A, `+` only in B; empty where nothing differs."""
        lines = [f"- {each}" for each in self.only_a] + [f"+ {each}" for each in self.only_b]
        return "".join(f"{line}\n" for line in lines)

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        only = {"only_in_a": self.only_a, "only_in_b": self.only_b}
        listed = {k: [{"id": e.name, "label": e.label} for e in v] for k, v in only.items()}
        return {"by": self.by, "in_both": self.both, **listed}


def read_triples(path: Path) -> frozenset[Triple]:
    """The triples of an RDF file, or of the graph.ttl in a folder that `kg build` wrote.

    Named graphs are read as one, so that a graph.ttl equals its graph.trig. A blank node has no
    name that two files share: it counts as a difference. What an export says of itself as a
    dataset is no part of what it holds.

    Raises:
        UsageError: there is no such file or folder, or its suffix is of no RDF format.
        UnreadableError: it is not well-formed.
    """
    if path.is_dir():
        path = path / "graph.ttl"
    if not path.is_file():
        raise UsageError(f"{path}: no such graph; name an RDF file, or a folder of `kg build`")
    return frozenset(
        (str(each.subject), str(each.predicate), str(each.object))
        for each in read_rdf(path)
        if not str(each.subject).startswith(_DESCRIPTION)
    )


def compare(a: frozenset[Triple], b: frozenset[Triple], by: str) -> Difference:
    """What only one of two graphs has.

    Things are the same where their ids are: a changed value of an action shows by triples alone,
    a changed claim or report also by its id, which is made from all that it says.

    Args:
        a: one graph.
        b: the other.
        by: one of KINDS.
    """
    if by == "triples":
        both = len(a & b)
        only_a, only_b = _entries_of_triples(a - b, a), _entries_of_triples(b - a, b)
    else:
        ones, others = _ids(a, KINDS[by]), _ids(b, KINDS[by])
        both = len(ones & others)
        only_a, only_b = _entries(ones - others, a, by), _entries(others - ones, b, by)
    return Difference(by=by, only_a=only_a, only_b=only_b, both=both)


def _ids(triples: Iterable[Triple], kind: str) -> set[str]:
    """The subjects of a kind that are described here and not only pointed to."""
    start = f"<{PREFIXES[kind]}"
    return {s for s, predicate, _ in triples if predicate == _TYPE and s.startswith(start)}


def _entries(names: set[str], triples: Iterable[Triple], by: str) -> tuple[Entry, ...]:
    if not names:
        return ()
    facts: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in sorted(triples):
        if predicate == _LABEL or subject in names:
            facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
    words = {"actions": _label, "reports": _report_words, "links": _link_words}[by]
    return tuple(Entry(name=short(each), label=words(each, facts)) for each in sorted(names))


def _entries_of_triples(some: Iterable[Triple], triples: Iterable[Triple]) -> tuple[Entry, ...]:
    some = sorted(some)
    wanted = {term for s, _, o in some for term in (s, o)}
    labels = {s: _text(o) for s, p, o in sorted(triples) if p == _LABEL and s in wanted}
    found = []
    for subject, predicate, value in some:
        named = [labels[each] for each in (subject, value) if each in labels]
        what = "a" if predicate == _TYPE else short(predicate)
        name = f"{short(subject)} {what} {short(value)}"
        found.append(Entry(name=name, label=f"({' | '.join(named)})" if named else ""))
    return tuple(found)


Facts = Mapping[str, Mapping[str, list[str]]]


def _label(subject: str, facts: Facts) -> str:
    known = facts.get(subject, {}).get(_LABEL, [])
    return _text(known[0]) if known else ""


def _report_words(subject: str, facts: Facts) -> str:
    """`asserts: “action”`."""
    return f"{_codes(subject, facts, 'stance')}: {_other(subject, facts, 'ofAction')}"


def _link_words(subject: str, facts: Facts) -> str:
    """Both ends with the claim's own codes between them: no verb could say more than they do."""
    codes = _codes(subject, facts, "relation", "basis", "stance")
    response, trigger = (_other(subject, facts, end) for end in ("response", "trigger"))
    return f"{response} on {trigger}: {codes}"


def _other(subject: str, facts: Facts, name: str) -> str:
    found = facts[subject].get(f"<{PREFIXES['ret']}{name}>", [])
    return ", ".join(f"“{_label(each, facts) or short(each)}”" for each in found)


def _codes(subject: str, facts: Facts, *names: str) -> str:
    values = (facts[subject].get(f"<{PREFIXES['ret']}{name}>", []) for name in names)
    return ", ".join(short(each).removeprefix("code:") for found in values for each in found)


def _text(literal: str) -> str:
    """The text of an N-Triples literal, without its language; escapes stay, so one line stays."""
    if not literal.startswith('"'):
        return short(literal)
    return literal[1 : literal.rindex('"')].replace('\\"', '"')


def short(term: str) -> str:
    """A term with its prefix where the project has one.

    >>> short("<https://w3id.org/retaliation-kg/id/actor/RUS>")
    'actor:RUS'
    """
    if not term.startswith("<"):
        text, typed, datatype = term.rpartition("^^<")
        return f"{text}^^{short(f'<{datatype}')}" if typed and term.startswith('"') else term
    name = short_name(term[1:-1])
    return term if name == term[1:-1] else name
