"""Entries of an actor file under the wrong key, or under an id that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.errors import Finding
from kg.model.ids import plain_id
from kg.model.vocabulary import ACTOR_TYPES
from kg.read.documents import Entries, Items, Node, Scalar
from kg.read.fields import Field
from kg.read.formats import ACTOR_FIELDS, POST_FIELDS

Misplaced = list[tuple[Node, Sequence[Field]]]


def split_misplaced(node: Node, findings: list[Finding]) -> tuple[Node, Misplaced]:
    """An actor file without the entries under the wrong key, and these with their fields.

    Each is told once, by what it is, instead of key by key; it counts as declared all the same, so
    that what refers to it is not told as well.

    Args:
        node: the file's document.
        findings: a problem is added here for each.
    """
    if not isinstance(node, Entries):
        return node, []
    nodes, found = dict(node.nodes), list[tuple[Node, Sequence[Field]]]()
    for key, (place, value) in node.nodes.items():
        if key not in ("actors", "posts"):
            continue
        entries = value.nodes if isinstance(value, Items) else (value,)
        told = [(each, _told(each, key)) for each in entries]
        kept = tuple(each for each, message in told if not message)
        if len(kept) == len(entries):
            continue
        found += [(each, POST_FIELDS if key == "actors" else ACTOR_FIELDS) for each, x in told if x]
        findings += [Finding(each.place, message) for each, message in told if message]
        if kept:
            nodes[key] = (place, Items(kept, value.place))
        else:
            del nodes[key]
    return Entries(nodes, node.place), found


def _told(entry: Node, key: str) -> str:
    """What to say of an entry under this key that belongs under the other, or nothing."""
    if not isinstance(entry, Entries):
        return ""
    kind = entry.nodes["type"][1] if "type" in entry.nodes else None
    if key == "posts" and isinstance(kind, Scalar) and kind.text in ACTOR_TYPES:
        return f"this is an actor (type: {kind.text}); move it under actors:"
    if key == "actors" and kind is None and "postOf" in entry.nodes:
        return "this is a post (it has postOf); move it under posts:"
    return ""


def refused_names(node: Node) -> Iterator[str]:
    """What else may name an entry whose id has accents, which is told where it stands."""
    top = node.nodes.get("actors") if isinstance(node, Entries) else None
    for each in top[1].nodes if top and isinstance(top[1], Items) else ():
        given = (
            {key: value for key, (_, value) in each.nodes.items()}
            if isinstance(each, Entries)
            else {}
        )
        name, label = given.get("id"), given.get("label")
        if isinstance(name, Scalar) and (meant := plain_id(name.text)):
            yield from (name.text, meant)
            if isinstance(label, Scalar):
                yield label.text
