"""States, organisations, persons, posts and tenures, and the look-up by any name or code.

States come from ISO 3166 (kg.model.states); data/actors/*.yaml adds what the standard does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.errors import Place
from kg.model.dates import Bounds, edtf_bounds
from kg.model.lookup import Lookup
from kg.model.states import known_states


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A count with its unit: exact where minimum equals maximum, open where one is None."""

    minimum: int | None
    maximum: int | None
    unit: str
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Anyone or anything that acts, is acted upon, or speaks."""

    id: str
    kind: str
    label: str
    alt_labels: tuple[str, ...] = ()
    iso3: str | None = None
    part_of: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    accredited_to: tuple[str, ...] = ()
    wikidata: str | None = None
    quantity: Quantity | None = None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """An office that persons hold for a time."""

    id: str
    label: str
    post_of: str
    excludes: tuple[str, ...] = ()
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A person in a post from one day to another."""

    holder: str
    post: str
    since: str | None
    until: str | None  # None while it lasts
    date_source: str
    place: Place = field(compare=False)

    @property
    def bounds(self) -> Bounds:
        """First possible and last possible day in office; None where open or unknown."""
        since = edtf_bounds(self.since)[0] if self.since else None
        until = edtf_bounds(self.until)[1] if self.until else None
        return since, until


class Actors:
    """The directory of actors: declared ones, and every state that kg.model.states knows."""

    def __init__(
        self, actors: Iterable[Actor], posts: Iterable[Post] = (), tenures: Iterable[Tenure] = ()
    ) -> None:
        self._actors: dict[str, Actor] = {each.id: each for each in actors}
        self.posts: Mapping[str, Post] = {each.id: each for each in posts}
        self.tenures: Sequence[Tenure] = tuple(
            sorted(tenures, key=lambda each: (each.holder, each.post, each.since or ""))
        )
        self._states: dict[tuple[str, Bounds], tuple[str, ...]] = {}  # as far as asked for
        self._terms: dict[str, list[Tenure]] = {}
        for each in self.tenures:
            self._terms.setdefault(each.holder, []).append(each)
        self._lookup: Lookup | None = None  # made when the first name is looked up
        self.unread: frozenset[str] = frozenset()  # ids of entries with problems of their own
        self.partial = False  # whether a file that may declare others could not be read

    def __contains__(self, actor: object) -> bool:
        return isinstance(actor, str) and self.get(actor) is not None

    def __getitem__(self, actor: str) -> Actor:
        found = self.get(actor)
        if found is None:
            raise KeyError(actor)
        return found

    def get(self, actor: str) -> Actor | None:
        """The actor with this id; a state by its code of three letters needs no entry."""
        return self._actors.get(actor) or (find_state(actor) if len(actor) == 3 else None)

    def ids(self) -> list[str]:
        """The ids of all declared actors, sorted."""
        return sorted(self._actors)

    def joined_by(self, other: Actors) -> Actors:
        """Both directories in one; an entry of the other replaces one of this."""
        kept = [each for each in self.tenures if each.holder not in other._actors]
        joined = Actors(
            {**self._actors, **other._actors}.values(),
            {**self.posts, **other.posts}.values(),
            [*kept, *other.tenures],
        )
        joined.unread = self.unread | other.unread
        joined.partial = self.partial or other.partial
        return joined

    def excuses(self, name: str) -> bool:
        """Whether what is unknown here may be declared where another problem is told already."""
        return self.partial or name in self.unread

    def find(self, name: str) -> list[str]:
        """The ids of the actors with this id, code, label or other name, sorted; see `Lookup`."""
        if self.get(name) is not None:
            return [name]
        return self._names().find(name)

    def unknown(self, name: str) -> str:
        """What to say of a text that means no actor, with a hint where one is close."""
        return self._names().unknown(name)

    def meant(self, name: str) -> str:
        """The id of the one actor whose name is close to a text that means none, or nothing."""
        return self._names().meant(name)

    def resolve(self, name: str, *, in_cell: bool = False) -> str:
        """The id of the one actor with this id, code, label or other name.

        Args:
            name: what a person wrote.
            in_cell: whether it stands in a table, where `No` is a marker of a missing value.

        Raises:
            ValueError: there is none, or there are several; it says what to do.
        """
        local = name.removeprefix("actor:")
        known = self.get(local) is not None
        return local if known else self._names().resolve(local, in_cell=in_cell)

    def _names(self) -> Lookup:
        if self._lookup is None:
            self._lookup = Lookup(self._actors)
        return self._lookup

    def everyone(self) -> list[Actor]:
        """Every declared actor and every other state there is a code for, sorted by id."""
        states = {code: state for code in known_states() if (state := find_state(code))}
        known = {**states, **self._actors}
        return [known[name] for name in sorted(known)]

    def names_of(self, actor: Actor) -> list[str]:
        """The id, label and other names of an actor, and those of a state, each once."""
        return self._names().names_of(actor.id)

    def part(self, actors: Iterable[str]) -> Actors:
        """Those of `closure`, their tenures, and the posts that these are of or exclude."""
        kept = self.closure(actors)
        tenures = [each for each in self.tenures if each.holder in kept]
        held = {each.post for each in tenures} & self.posts.keys()
        held |= {other for name in held for other in self.posts[name].excludes}
        posts = [self.posts[name] for name in sorted(held & self.posts.keys())]
        return Actors((self[name] for name in kept), posts, tenures)

    def organisations(self, names: Iterable[str]) -> tuple[str, ...]:
        """The international organisations among some names, sorted: they act for no state."""
        known = ((name, self.get(name)) for name in set(names))
        return tuple(
            sorted(
                name for name, each in known if each and each.kind == "InternationalOrganization"
            )
        )

    def states_of(self, actor: str, on: Bounds = (None, None)) -> tuple[str, ...]:
        """The states an actor acts for: itself, those it is part of, or those of its post then.

        Args:
            actor: an actor's id.
            on: the days of the act; only tenures that may overlap them count.
        """
        found = self._states.get((actor, on))
        if found is None:
            found = self._states[actor, on] = self._find_states(actor, on)
        return found

    def _find_states(self, actor: str, on: Bounds) -> tuple[str, ...]:
        states: set[str] = set()
        seen: set[str] = set()
        waiting = [actor]
        while waiting:
            current = self.get(waiting.pop())
            if current is None or current.id in seen:
                continue
            seen.add(current.id)
            if current.kind == "State":
                states.add(current.id)
            waiting.extend(current.part_of)
            waiting.extend(
                self.posts[each.post].post_of
                for each in self._terms.get(current.id, ())
                if each.post in self.posts and _overlap(each.bounds, on)
            )
        return tuple(sorted(states))

    def closure(self, actors: Iterable[str]) -> list[str]:
        """The given actors and all that they belong to, are accredited to, or hold posts of."""
        seen: set[str] = set()
        waiting = list(actors)
        while waiting:
            current = self.get(waiting.pop())
            if current is None or current.id in seen:
                continue
            seen.add(current.id)
            waiting += [*current.part_of, *current.member_of, *current.accredited_to]
            waiting += [
                self.posts[each.post].post_of
                for each in self._terms.get(current.id, ())
                if each.post in self.posts
            ]
        return sorted(seen)


def _overlap(first: Bounds, second: Bounds) -> bool:
    return not (
        (first[1] and second[0] and first[1] < second[0])
        or (second[1] and first[0] and second[1] < first[0])
    )


@lru_cache(maxsize=512)
def find_state(code: str) -> Actor | None:
    """The state with this code of three capital letters, or None.

    >>> find_state("NOR").label, find_state("SUN").label, find_state("no")
    ('Norway', 'Soviet Union', None)
    """
    state = known_states().get(code)
    if state is None:
        return None
    return Actor(id=code, kind="State", label=state.label, iso3=code, place=Place(state.source))
