"""Two graphs -> what is only in the one and only in the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import Place
from kg.model.bases import graph_base
from kg.model.ids import ID_BASE, PREFIXES
from kg.rdf.bases import Names, count_bases
from kg.rdf.graph import Quad
from kg.tables import Table
from kg.tell.entries import (
    LABEL,
    label_of,
    link_words,
    literal_text,
    place_key,
    report_words,
    short,
    spell_value,
)
from kg.tell.matches import Triple, match_claims

#: What can be compared -> the kind of id; a triple has none.
KINDS: Final = {"actions": "action", "reports": "report", "links": "link", "triples": ""}
_TYPE: Final = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_AS_OF: Final = f"<{PREFIXES['ret']}asOf>"  # moves with the newest source, for all actions at once
_HAS_FEATURE: Final = f"<{PREFIXES['ret']}hasFeature>"
_FEATURE_NAME: Final = f"<{PREFIXES['ret']}featureName>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that only one side has: its name, and words that say what it is."""

    name: str
    label: str

    def __str__(self) -> str:
        return f"{self.name}  {self.label}" if self.label else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A property of one thing whose values the graphs do not share."""

    property: str
    a: tuple[str, ...]  # values that only A has
    b: tuple[str, ...]

    def __str__(self) -> str:
        ones, others = (", ".join(each) or "nothing" for each in (self.a, self.b))
        return f"{self.property}: {ones} -> {others}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What two graphs do not share, of one kind, sorted by name; reports by their places."""

    by: str
    only_a: tuple[Entry, ...]
    only_b: tuple[Entry, ...]
    changed: tuple[tuple[Entry, tuple[Change, ...]], ...]  # in both, with other values
    both: int  # changed ones among them

    def __bool__(self) -> bool:
        return bool(self.only_a or self.only_b or self.changed)

    def counts(self) -> dict[str, int]:
        """How many things only one side has, and how many both."""
        return {
            "only_in_a": len(self.only_a), "only_in_b": len(self.only_b),
            "changed": len(self.changed), "in_both": self.both,
        }  # fmt: skip

    def to_text(self) -> str:
        """A line each: `-` only in A, `+` only in B, `~` changed, with its changes indented.

        Empty where nothing differs.
        """
        lines = [f"- {each}" for each in self.only_a] + [f"+ {each}" for each in self.only_b]
        for entry, changes in self.changed:
            lines += [f"~ {entry}", *(f"    {each}" for each in changes)]
        return "".join(f"{line}\n" for line in lines)

    def to_table(self) -> Table:
        """A row each, and one a property of what changed."""
        rows = [("-", each.name, each.label, "", "", "") for each in self.only_a]
        rows += [("+", each.name, each.label, "", "", "") for each in self.only_b]
        rows += [
            ("~", entry.name, entry.label, x.property, ", ".join(x.a), ", ".join(x.b))
            for entry, changes in self.changed
            for x in changes
        ]
        return Table(("side", "id", "label", "property", "a", "b"), tuple(rows))

    def to_json(self) -> dict[str, Any]:
        """The same as plain values."""
        only = {"only_in_a": self.only_a, "only_in_b": self.only_b}
        listed = {k: [{"id": e.name, "label": e.label} for e in v] for k, v in only.items()}
        changed = [
            {
                "id": entry.name,
                "label": entry.label,
                "changes": [
                    {"property": x.property, "a": list(x.a), "b": list(x.b)} for x in changes
                ],
            }
            for entry, changes in self.changed
        ]
        return {"by": self.by, "in_both": self.both, **listed, "changed": changed}


def to_triples(quads: Iterable[Quad], name: str = "the graph") -> frozenset[Triple]:
    """The triples of quads, without what they say of themselves as a dataset.

    Named graphs are read as one, so that a graph.ttl equals its graph.trig. A blank node has no
    name that two files share: it counts as a difference. Things are known by their ids, whosever
    they are: an annotation made again in another project is compared with the first.

    Args:
        quads: a graph.
        name: how messages call it.
    Raises:
        UnreadableError: an id stands below two bases.
    """
    quads = list(quads)
    counts = count_bases(quads)
    names = Names(counts, Place(name))
    told = tuple(f"<{graph_base(each)}" for each in (ID_BASE, *counts))

    def term(value: object) -> str:
        text = str(value)
        known = names.name(text[1:-1]) if text.startswith("<") else None
        if known is None:
            return text
        kind, _, local = known.partition(":")
        return f"<{PREFIXES[kind]}{local}>"

    return frozenset(
        (term(each.subject), str(each.predicate), term(each.object))
        for each in quads
        if not str(each.subject).startswith(told)
    )


def compare(a: frozenset[Triple], b: frozenset[Triple], by: str) -> Difference:
    """What only one of two graphs has, and what both have with other values.

    Things are the same where their ids are. The id of a claim or report is made from who says what
    how firmly: with another of these it is another one, and with other values or another place a
    changed one. Equal ones of one article are told apart by their places. The features of an
    inferred link count as values of the link. When an answer was last looked for (`ret:asOf`) is
    told by triples alone.

    Args:
        a: one graph.
        b: the other.
        by: one of KINDS.
    """
    if by == "triples":
        both = len(a & b)
        only_a, only_b = _entries_of_triples(a - b, a), _entries_of_triples(b - a, b)
        changed: tuple[tuple[Entry, tuple[Change, ...]], ...] = ()
    else:
        called = {} if by == "actions" else match_claims(a, b)
        told = frozenset((called.get(s, s), p, called.get(o, o)) for s, p, o in a) if called else a
        own = {new: name for name, new in called.items()}
        ones, others = _ids(told, KINDS[by]), _ids(b, KINDS[by])
        both = len(ones & others)
        only_a = tuple(_entries({own.get(x, x) for x in ones - others}, a, by).values())
        only_b = tuple(_entries(others - ones, b, by).values())
        changed = _changed(ones & others, told, b, by)
    return Difference(by=by, only_a=only_a, only_b=only_b, changed=changed, both=both)


def same_texts(a: frozenset[Triple], b: frozenset[Triple]) -> list[tuple[str, str]]:
    """The articles of A and B that are one text under two ids, by the sha256 of the text, sorted.

    What they report has other ids then and is nowhere the same.
    """
    digests = f"<{PREFIXES['ret']}textDigest>"
    ones, others = ({o: s for s, p, o in sorted(side) if p == digests} for side in (a, b))
    return sorted(
        (short(ones[digest]), short(others[digest]))
        for digest in ones.keys() & others.keys()
        if ones[digest] != others[digest]
    )


def _changed(
    names: set[str], a: frozenset[Triple], b: frozenset[Triple], by: str
) -> tuple[tuple[Entry, tuple[Change, ...]], ...]:
    """The things of which the graphs say other things, each with what changed."""
    labels = {s: literal_text(o) for s, p, o in sorted(a | b) if p == LABEL}
    found: dict[str, dict[str, tuple[list[str], list[str]]]] = {}
    for side, (here, there) in enumerate(((a, b), (b, a))):
        owners = {o: s for s, p, o in here if p == _HAS_FEATURE}
        featured = {s: literal_text(o) for s, p, o in here if p == _FEATURE_NAME}
        for subject, predicate, value in sorted(here - there):
            owner = owners.get(subject, subject)
            if owner not in names or predicate in (_HAS_FEATURE, _AS_OF):
                continue
            words = "type" if predicate == _TYPE else short(predicate).removeprefix("ret:")
            if owner != subject:
                words = f"{words} of the feature {featured.get(subject, short(subject))}"
            sides = found.setdefault(owner, {}).setdefault(words, ([], []))
            sides[side].append(spell_value(value, labels))
    return tuple(
        (
            entry,
            tuple(
                Change(property=words, a=tuple(ones), b=tuple(others))
                for words, (ones, others) in sorted(found[subject].items())
            ),
        )
        for subject, entry in _entries(set(found), b, by).items()
    )


def _ids(triples: Iterable[Triple], kind: str) -> set[str]:
    """The subjects of a kind that are described here and not only pointed to."""
    start = f"<{PREFIXES[kind]}"
    return {s for s, predicate, _ in triples if predicate == _TYPE and s.startswith(start)}


def _entries(names: set[str], triples: Iterable[Triple], by: str) -> dict[str, Entry]:
    """Subject -> its entry, in the order in which they are listed."""
    if not names:
        return {}
    facts: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in sorted(triples):
        if predicate == LABEL or subject in names:
            facts.setdefault(subject, {}).setdefault(predicate, []).append(value)
    words = {"actions": label_of, "reports": report_words, "links": link_words}[by]
    ordered = sorted(names)
    if by == "reports":  # in the order of the text, so that two annotations of it can be matched
        ordered.sort(key=lambda each: place_key(each, facts))
    return {each: Entry(name=short(each), label=words(each, facts)) for each in ordered}


def _entries_of_triples(some: Iterable[Triple], triples: Iterable[Triple]) -> tuple[Entry, ...]:
    some = sorted(some)
    wanted = {term for s, _, o in some for term in (s, o)}
    labels = {s: literal_text(o) for s, p, o in sorted(triples) if p == LABEL and s in wanted}
    found = []
    for subject, predicate, value in some:
        named = [labels[each] for each in (subject, value) if each in labels]
        what = "a" if predicate == _TYPE else short(predicate)
        name = f"{short(subject)} {what} {short(value)}"
        found.append(Entry(name=name, label=f"({' | '.join(named)})" if named else ""))
    return tuple(found)
