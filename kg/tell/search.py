"""The names of things: which things a text may mean, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import UsageError
from kg.model.actors import Actor, Actors
from kg.model.bases import split_iri
from kg.model.ids import BASE, short_name
from kg.model.names import fold_text, spell_choice
from kg.model.slips import Slips
from kg.model.vocabulary import LABELS
from kg.tables import Table
from kg.tell.index import Index
from kg.tell.show import KINDS

#: How well a text fits a name, the best first; `words` is all of its words, in any order.
MATCHES: Final = ("exact", "prefix", "word", "words", "substring")
_SOUGHT: Final = ("actor", "action", "article", "case", "post")
#: Where a name stands, the best first: a thing's own names before those of people it leads to.
_FIELDS: Final = ("id", "label", "other name", "code", "performed by", "publisher")
_LED_TO: Final = ("performed by", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A thing that the text may mean, by the best of its names."""

    thing: str  # short name
    label: str
    name: str
    field: str  # one of _FIELDS
    match: str  # one of MATCHES


def match_of(text: str, name: str) -> str | None:
    """How a text fits a name, both folded by `fold_text`: one of MATCHES, or not at all.

    >>> match_of("russia", "russia"), match_of("rus", "russia"), match_of("un", "the un mission")
    ('exact', 'prefix', 'word')
    >>> match_of("mission un", "the un mission"), match_of("us", "russia"), match_of("x", "russia")
    ('words', 'substring', None)
    """
    if name == text:
        return "exact"
    if name.startswith(text):
        return "prefix"
    if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", name):
        return "word"
    words = set(re.findall(r"\w+", text))
    if words and words <= set(re.findall(r"\w+", name)):
        return "words"
    return "substring" if text in name else None


def search(index: Index, text: str) -> list[Hit]:
    """The things whose label, other name, code, id, performer or publisher fits a text.

    Args:
        index: all there is.
        text: case, accents and surplus space do not count.
    Returns:
        One hit a thing: the best by match, then by where the name stands, then by label.
    Raises:
        UsageError: the text is empty.
    """
    sought = fold_text(text)
    if not sought:
        raise UsageError("the text to search is empty; give a name, or a part of one")
    best: dict[str, Hit] = {}
    for thing, field, name in _named(index):
        match = match_of(sought, fold_text(name))
        if match is None:
            continue
        hit = Hit(thing=thing, label=index.things[thing], name=name, field=field, match=match)
        if thing not in best or _rank(hit) < _rank(best[thing]):
            best[thing] = hit
    for who in index.data.actors.find(text.strip()):  # "the UK", which no label spells so
        thing = f"actor:{who}"
        if thing in index.things and (thing not in best or best[thing].match != "exact"):
            best[thing] = Hit(
                thing=thing,
                label=index.things[thing],
                name=text.strip(),
                field="other name",
                match="exact",
            )
    return sorted(best.values(), key=_rank)


def _rank(hit: Hit) -> tuple[int, int, str, str]:
    return MATCHES.index(hit.match), _FIELDS.index(hit.field), fold_text(hit.label), hit.thing


def _named(index: Index) -> Iterable[tuple[str, str, str]]:
    """(thing, field, name) of every name there is."""
    data = index.data
    for thing, label in index.things.items():
        kind, _, name = thing.partition(":")
        if kind in _SOUGHT:
            yield thing, "id", name
            yield thing, "label", label
    for name, action in index.action_ids.items():
        if name != action:
            yield f"action:{action}", "id", name
    for name in data.labels:
        thing, actor = f"actor:{name}", data.actors.get(name)
        if actor:
            yield from ((thing, "other name", each) for each in actor.alt_labels)
            yield from ((thing, "code", each) for each in [actor.iso3] if each)
    led = [(f"action:{x.id}", "performed by", who) for x in data.actions
           for who in x.values.performed_by]  # fmt: skip
    led += [(f"article:{x.id}", "publisher", x.publisher) for x in data.articles]
    for thing, field, who in led:
        actor = data.actors.get(who)
        names = [index.name(who), *(actor.alt_labels if actor else ())]
        yield from ((thing, field, name) for name in names)


def nearest(index: Index, text: str) -> str:
    """`; did you mean …?` for the nearest name or word of one, or nothing."""
    names = {name for _, _, name in _named(index)}
    words = {word for name in names for word in name.split() if len(word) > 3}
    near = Slips((fold_text(each), fold_text(each)) for each in words | names)
    written = {fold_text(each): each for each in sorted(words | names)}
    found = near.nearest(fold_text(text))
    return f"; did you mean {written[found]!r}?" if found else ""


def _nearest_thing(index: Index, text: str) -> str:
    """`; did you mean …?` for the thing with the nearest name, or nothing."""
    slips = Slips((fold_text(name), thing) for thing, _, name in _named(index))
    actor = f"actor:{index.data.actors.meant(text)}"
    thing = actor if actor in index.things else slips.nearest(fold_text(text))
    return f"; did you mean {thing!r} ({index.things[thing]})?" if thing else ""


def search_actors(actors: Actors, text: str = "") -> list[Actor]:
    """The actors of a directory whose id, code, label or other name fits a text, the best first.

    Args:
        actors: the directory; all states are in it.
        text: empty for everyone, sorted by id.
    """
    sought, meant = fold_text(text), actors.find(text.strip())
    found = []
    for actor in actors.everyone():
        fits = [match_of(sought, fold_text(each)) for each in actors.names_of(actor)]
        ranks = [MATCHES.index(each) for each in fits if each is not None]
        if actor.id in meant:
            ranks = [-1]
        if ranks:
            found.append((min(ranks) if sought else 0, actor.id, actor))
    return [actor for _, _, actor in sorted(found, key=lambda each: each[:2])]


def hits_table(hits: Sequence[Hit]) -> Table:
    """One row a hit."""
    rows = tuple((x.thing, x.label, x.match, x.field, x.name) for x in hits)
    return Table(("thing", "label", "match", "found_in", "name"), rows)


def short_thing(name: str, index: Index) -> str:
    """`action:a1` for the IRI of a thing here, or for the package's prefixed name of it."""
    iri = name.strip("<>")
    if parts := split_iri(iri):
        here = index.data.bases.iri(*parts[1:])
        return f"{parts[1]}:{parts[2]}" if iri == here else name
    name = short_name(iri) if iri.startswith(BASE) else name
    return name.removeprefix("kg-") if name.partition(":")[0].removeprefix("kg-") in KINDS else name


def find_thing(
    index: Index, name: str, directory: Callable[[], Actors | None] = lambda: None
) -> str:
    """The short name of the one thing that is meant.

    Args:
        index: all there is.
        name: an id, with its prefix where two things share it, an IRI, or any exact name of a
            thing. A bare id of several kinds of thing means the first of KINDS.
        directory: everyone whom data files may name, asked for where nothing is found.
    Raises:
        UsageError: there is none, or there are several.
    """
    name = short_thing(name, index)
    kind, _, local = name.partition(":")
    if kind in ("ret", "code"):
        raise UsageError(f"{name} is a term of the ontology: docs/ontology.md explains it")
    kinds: Sequence[str] = (kind,) if kind in KINDS else KINDS
    local = local if kind in KINDS else name
    if re.fullmatch(r"[A-Za-z0-9_.-]+", local):
        for each in kinds:
            if f"{each}:{local}" in index.things:
                return f"{each}:{local}"
    found = _called(index, local or name, kinds)
    if len(found) == 1 and found[0] in index.things:
        return found[0]
    if len(found) > 1:
        listed = spell_choice([f"{each} ({_label(index, each)})" for each in found])
        raise UsageError(f"{name!r} may be {listed}; give the id")
    if "actor" in kinds and (actor := _unused(local, index.data.actors, directory())):
        known = f"{actor.id} ({actor.label}, {LABELS[actor.kind]})"
        raise UsageError(f"{known} is a known actor, but nothing in the data read names it")
    near = _nearest_thing(index, local)
    raise UsageError(f"the graph has no {name!r}{near} (kg search finds names)")


def _unused(name: str, *known: Actors | None) -> Actor | None:
    """The one actor with this id or name in the first of some directories that has one."""
    for actors in filter(None, known):
        sought = fold_text(name)
        found = actors.find(name) or [
            each.id
            for each in actors.everyone()
            if sought
            in map(fold_text, actors.names_of(each))  # of a group, which find() leaves out
        ]
        if len(found) == 1:
            return actors[found[0]]
    return None


def _called(index: Index, name: str, kinds: Sequence[str]) -> list[str]:
    """Things by an exact name: actors by the look-up of all faces, others by id and label."""
    actors = index.data.actors.find(name) if "actor" in kinds else []
    hits = [each for each in search(index, name) if each.match == "exact"]
    others = [each.thing for each in hits if each.field not in _LED_TO]
    return [f"actor:{each}" for each in actors] + [
        each for each in others if each.partition(":")[0] in kinds and not each.startswith("actor:")
    ]


def _label(index: Index, thing: str) -> str:
    """The label of a thing, or of an actor that the graph does not have."""
    local = thing.partition(":")[2]
    return index.things[thing] if thing in index.things else index.data.actors[local].label
