"""States, organisations, persons, posts and tenures, and the look-up by any name or code.

States come from ISO 3166-1 (pycountry); data/actors/*.yaml adds what the standard does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.errors import Place
from kg.model.dates import Bounds, edtf_bounds
from kg.model.names import fold_text, nearest_name


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
    """The directory of actors: declared ones, and every state of ISO 3166-1."""

    def __init__(
        self, actors: Iterable[Actor], posts: Iterable[Post] = (), tenures: Iterable[Tenure] = ()
    ) -> None:
        self._actors: dict[str, Actor] = {each.id: each for each in actors}
        self.posts: Mapping[str, Post] = {each.id: each for each in posts}
        self.tenures: Sequence[Tenure] = tuple(
            sorted(tenures, key=lambda each: (each.holder, each.post, each.since or ""))
        )
        self._names: dict[str, set[str]] | None = None  # folded name -> the ids it may mean

    def __contains__(self, actor: object) -> bool:
        return isinstance(actor, str) and self.get(actor) is not None

    def __getitem__(self, actor: str) -> Actor:
        found = self.get(actor)
        if found is None:
            raise KeyError(actor)
        return found

    def get(self, actor: str) -> Actor | None:
        """The actor with this id; a state of ISO 3166-1 by its alpha-3 code needs no entry."""
        return self._actors.get(actor) or (iso_state(actor) if len(actor) == 3 else None)

    def ids(self) -> list[str]:
        """The ids of all declared actors, sorted."""
        return sorted(self._actors)

    def joined_by(self, other: Actors) -> Actors:
        """Both directories in one; an entry of the other replaces one of this."""
        kept = [each for each in self.tenures if each.holder not in other._actors]
        return Actors(
            {**self._actors, **other._actors}.values(),
            {**self.posts, **other.posts}.values(),
            [*kept, *other.tenures],
        )

    def unknown(self, actor: str) -> str:
        """What to say of an id or name that is not an actor's."""
        near = nearest_name(actor, [*self._actors, *iso_codes()])
        near = near or nearest_name(fold_text(actor), self.names())
        meant = f"; did you mean {near!r}?" if near else ""
        known = "kg actors lists them; declare others in data/actors"
        return f"{actor!r} is not an actor{meant} ({known})"

    def find(self, name: str) -> list[str]:
        """The ids of the actors with this id, ISO code, label or other name, sorted."""
        if name in self:
            return [name]
        return sorted(self.names().get(fold_text(name), ()))

    def resolve(self, name: str) -> str:
        """The id of the one actor with this id, ISO code, label or other name.

        Raises:
            ValueError: there is none, or there are several; it says what to do.
        """
        found = self.find(name.removeprefix("actor:"))
        if not found:
            raise ValueError(self.unknown(name))
        if len(found) > 1:
            raise ValueError(f"{name!r} may be {' or '.join(found)}; give the id")
        return found[0]

    def names(self) -> Mapping[str, set[str]]:
        """Every id, ISO code, label and other name, by `fold_text` -> the actors it may mean."""
        if self._names is None:
            self._names = {}
            for actor in self.everyone():
                for each in self.names_of(actor):
                    self._names.setdefault(fold_text(each), set()).add(actor.id)
        return self._names

    def everyone(self) -> list[Actor]:
        """Every declared actor and every other state of ISO 3166-1, sorted by id."""
        known = {**{each.id: each for each in _iso_states()}, **self._actors}
        return [known[name] for name in sorted(known)]

    def names_of(self, actor: Actor) -> list[str]:
        """The id, label, other names and ISO names of an actor, each once."""
        return list(
            dict.fromkeys((actor.id, actor.label, *actor.alt_labels, *_iso_names(actor.id)))
        )

    def part(self, actors: Iterable[str]) -> Actors:
        """Those of `closure`, their tenures, and the posts that these are of or exclude."""
        kept = self.closure(actors)
        tenures = [each for each in self.tenures if each.holder in kept]
        held = {each.post for each in tenures} & self.posts.keys()
        held |= {other for name in held for other in self.posts[name].excludes}
        posts = [self.posts[name] for name in sorted(held & self.posts.keys())]
        return Actors((self[name] for name in kept), posts, tenures)

    def states_of(self, actor: str, on: Bounds = (None, None)) -> tuple[str, ...]:
        """The states an actor acts for: itself, those it is part of, or those of its post then.

        Args:
            actor: an actor's id.
            on: the days of the act; only tenures that may overlap them count.
        """
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
                for each in self.tenures
                if each.holder == current.id
                and each.post in self.posts
                and _overlap(each.bounds, on)
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
                for each in self.tenures
                if each.holder == current.id and each.post in self.posts
            ]
        return sorted(seen)


def _overlap(first: Bounds, second: Bounds) -> bool:
    return not (
        (first[1] and second[0] and first[1] < second[0])
        or (second[1] and first[0] and second[1] < first[0])
    )


@lru_cache(maxsize=512)
def iso_state(code: str) -> Actor | None:
    """The state with this ISO 3166-1 alpha-3 code, or None."""
    import pycountry

    entry = pycountry.countries.get(alpha_3=code)
    if entry is None or code != entry.alpha_3:
        return None
    label = getattr(entry, "common_name", entry.name)
    return Actor(id=code, kind="State", label=label, iso3=code, place=Place("ISO 3166-1"))


def iso_code(name: str) -> str:
    """The ISO 3166-1 alpha-3 code of a state's code or name in the standard, or nothing.

    >>> iso_code("ru"), iso_code("Denmark"), iso_code("Ruritania")
    ('RUS', 'DNK', '')
    """
    found = Actors(()).find(name)
    return found[0] if found else ""


def iso_alpha2(code: str | None) -> str | None:
    """The lower-case alpha-2 code of a state's alpha-3 code, where ISO 3166-1 has one.

    >>> iso_alpha2("RUS"), iso_alpha2("XRU")
    ('ru', None)
    """
    import pycountry

    entry = pycountry.countries.get(alpha_3=code) if code else None
    return None if entry is None else str(entry.alpha_2).lower()


def is_user_assigned(code: str) -> bool:
    """Whether ISO 3166-1 leaves the alpha-3 code to its users, for states outside the standard.

    >>> is_user_assigned("XKX"), is_user_assigned("RUS")
    (True, False)
    """
    return bool(re.fullmatch(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]", code))


def iso_codes() -> list[str]:
    """All ISO 3166-1 alpha-3 codes."""
    import pycountry

    return [each.alpha_3 for each in pycountry.countries]


def _iso_states() -> list[Actor]:
    return [state for code in iso_codes() if (state := iso_state(code))]


def _iso_names(code: str) -> list[str]:
    import pycountry

    entry = pycountry.countries.get(alpha_3=code)
    if entry is None:
        return []
    names = [entry.alpha_2, entry.alpha_3, entry.name]
    return names + [
        getattr(entry, each) for each in ("common_name", "official_name") if hasattr(entry, each)
    ]
