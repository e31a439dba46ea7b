"""Actors, posts and tenures of other directories -> a file of actors that a person looks through.

Who is known already stays as it is, and a state is never drafted: things refer to both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.importers.ledger import Ledger
from kg.importers.marks import Item, Value
from kg.importers.native import Record, write_directory
from kg.model.actors import Actors
from kg.model.dates import edtf_bounds
from kg.model.names import check_line, check_text, fit_text, shorten
from kg.read.sketch import slug

POST: Final = "Post"  # a kind of thing beside the classes of actor
STATE: Final = "State"
#: Classes of actor that belong to another.
_PARTS: Final = ("GovernmentBody", "IntelligenceService", "DiplomaticMission")
UNNOTED: Final = "without a reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An actor or a post as a source has it."""

    id: str  # the source's
    kind: str  # a class of actor, or POST
    names: tuple[Value, ...]  # the first is its label
    wikidata: str = ""
    of: tuple[Value, ...] = ()  # ids of the source, codes or names: what it belongs to
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """That somebody holds a post, as a source has it."""

    holder: str  # ids of the source
    post: str
    since: Value | None = None
    until: Value | None = None  # `..` while it lasts
    source: str  # where that is known from
    items: tuple[Item, ...]


@dataclass(slots=True)
class Directory:
    """What is made of things, by our ids."""

    known: Actors
    ledger: Ledger
    _items: dict[str, list[str]] = field(default_factory=dict)  # of Wikidata -> those known here
    _ids: dict[str, str] = field(default_factory=dict)  # the source's -> ours
    _actors: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _posts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _tenures: dict[str, list[Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up once who is which item of Wikidata."""
        for each in self.known.ids():
            if item := self.known[each].wikidata:
                self._items.setdefault(item, []).append(each)

    def add(self, things: Sequence[Thing], holdings: Iterable[Holding]) -> None:
        """Take in all that a source has: what things belong to may come after them."""
        named = [thing for thing in things if self._name(thing)]
        for thing in named:
            if thing.kind == POST:
                self._add_post(thing)
            else:
                self._add_actor(thing)
        for each in holdings:
            self._add_holding(each)

    def write(self) -> bytes | None:
        """The file; None where nothing was made."""
        if not self._actors and not self._posts:
            return None
        actors = [self._actors[each] for each in sorted(self._actors)]
        posts = [self._posts[each] for each in sorted(self._posts)]
        for held in self._tenures.values():
            held.sort(key=lambda each: (each.get("since", [""]), each["post"]))
        return write_directory(actors, posts, self._tenures).encode()

    def _name(self, thing: Thing) -> bool:
        """Give a thing its id, unless it is known, has no name, or would be a new state."""
        try:
            names = [check_line(check_text(" ".join(each.text.split()))) for each in thing.names]
        except ValueError as error:
            self._leave(thing, f"its name cannot be used: {error}")
            return False
        if not names:
            self._leave(thing, "it has no name in English")
            return False
        if thing.id in self._ids:
            self._leave(thing, "repeats an entity with its id")
            return False
        found = [] if thing.kind == POST else self._find_known(thing, names)
        if len(found) == 1:
            self._ids[thing.id] = found[0]
            why = f"is known here as {found[0]!r}, which is kept as it is"
            self._leave(thing, why)
            return False
        if thing.kind == STATE:
            why = f"{shorten(names[0])!r} is not a known state; declare it in data/actors"
            self._leave(thing, why)
            return False
        stem = slug(names[0]) or slug(thing.id)
        if not stem:
            self._leave(thing, f"{shorten(names[0])!r} cannot be an id")
            return False
        ours, number = stem, 1
        while ours in self._actors or ours in self._posts or ours in self.known:
            number += 1
            ours = f"{stem}-{number}"
        self._ids[thing.id] = ours
        made = self._posts if thing.kind == POST else self._actors
        made[ours] = {"id": [ours], "label": names[:1]}
        if thing.kind != POST:
            others = [each for each in dict.fromkeys(names) if each != names[0]]
            made[ours] |= {"type": [thing.kind], **({"altLabel": others} if others else {})}
        return True

    def _find_known(self, thing: Thing, names: Sequence[str]) -> list[str]:
        """Whom a thing is among those that are known: by its item, or else by its name."""
        if same := self._items.get(thing.wikidata):
            return same
        found = self.known.find(names[0])
        alike = [x for x in found if (self.known[x].kind == STATE) == (thing.kind == STATE)]
        return alike if len(found) == 1 else []

    def _resolve(self, of: Value) -> str | None:
        """Our id of what a thing belongs to."""
        if of.text in self._ids:
            return self._ids[of.text]
        text = of.text.upper() if len(of.text) == 2 else of.text  # FollowTheMoney has ISO codes so
        found = self.known.find(text)
        return found[0] if len(found) == 1 else None

    def _leave(self, thing: Thing, why: str) -> None:
        """Leave a thing out, with its names and what it belongs to."""
        every = [each.item for each in (*thing.names, *thing.of)]
        self.ledger.leave(why, *thing.items, *every)

    def _take_names(self, thing: Thing) -> None:
        self.ledger.take(*thing.items, *(each.item for each in thing.names))

    def _add_actor(self, thing: Thing) -> None:
        record = self._actors[self._ids[thing.id]]
        self._take_names(thing)
        if thing.wikidata:
            record["exactMatch"] = [thing.wikidata]
        for each in thing.of:
            whole = self._resolve(each)
            if thing.kind not in _PARTS:
                self.ledger.leave(f"a {thing.kind} cannot be part of another actor", each.item)
            elif whole is None or (whole not in self.known and whole not in self._actors):
                self.ledger.leave(f"{shorten(each.text)!r} is not an actor here", each.item)
            elif self._belongs(whole, record["id"][0]):
                self.ledger.leave("it would be a part of itself", each.item)
            else:
                self.ledger.take(each.item)
                record["partOf"] = sorted({*record.get("partOf", ()), whole})

    def _belongs(self, part: str, whole: str) -> bool:
        """Whether one of the actors made is another, or belongs to it through others."""
        seen: set[str] = set()
        waiting = [part]
        while waiting:
            current = waiting.pop()
            if current == whole:
                return True
            if current not in seen:
                seen.add(current)
                waiting += self._actors.get(current, {}).get("partOf", [])
        return False

    def _add_post(self, thing: Thing) -> None:
        ours = self._ids[thing.id]
        found = [(each, self._resolve(each)) for each in thing.of]
        owner = next(((each, whole) for each, whole in found if whole), None)
        if owner is None:
            del self._posts[ours], self._ids[thing.id]
            self._leave(thing, "nothing says whose post it is")
            return
        self._take_names(thing)
        self.ledger.take(owner[0].item)
        self._posts[ours]["postOf"] = [str(owner[1])]

    def _add_holding(self, held: Holding) -> None:
        holder, post = self._ids.get(held.holder), self._ids.get(held.post)
        person = self._actors.get(holder or "", {}).get("type") == ["Person"]
        if _ends_early(held):
            days = [each.item for each in (held.since, held.until) if each]
            self.ledger.leave("it ends before it begins", *held.items, *days)
            return
        if holder and post in self._posts and person:
            source = fit_text(held.source) or UNNOTED
            tenure: dict[str, Sequence[str]] = {"post": [post], "dateSource": [source]}
            for name, value in (("since", held.since), ("until", held.until)):
                if value:
                    tenure[name] = [value.text]
                    self.ledger.take(value.item)
            self.ledger.take(*held.items)
            self._tenures.setdefault(holder, []).append(tenure)
            return
        lacks = "post" if person else "holder"
        self.ledger.leave(f"its {lacks} was not imported", *held.items)


def _ends_early(held: Holding) -> bool:
    """Whether a post was left before it was taken; both days are in EDTF."""
    if not held.since or not held.until or held.until.text == "..":
        return False
    first, last = edtf_bounds(held.since.text)[0], edtf_bounds(held.until.text)[1]
    return first is not None and last is not None and last < first
