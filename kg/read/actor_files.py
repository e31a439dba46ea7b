"""Actor files (data/actors/*.yaml) -> the directory of actors."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from kg.errors import Finding
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure, find_state
from kg.model.slips import Hints
from kg.model.states import is_user_assigned, states_named
from kg.model.vocabulary import CODES
from kg.read.circles import find_circles, spell_circle
from kg.read.documents import Node
from kg.read.fields import Row, read_record
from kg.read.formats import ACTOR_FILE
from kg.read.misplaced import refused_names, split_misplaced

#: The keys of actors and posts whose values name actors.
_ACTOR_KEYS: Final = ("partOf", "memberOf", "accreditedTo", "postOf")


def read_quantity(row: Row, findings: list[Finding]) -> Quantity | None:
    """The quantity that a record's fields give, if any."""
    exact, least, most = (row.get(each) for each in ("quantity", "minQuantity", "maxQuantity"))
    unit = row.get("unit")
    if exact is None and least is None and most is None:
        if unit and not row.given & {"quantity", "minQuantity", "maxQuantity"}:
            findings.append(Finding(row.at("unit"), "unit has no number; give quantity"))
        return None
    problem = None
    if unit is None and "unit" not in row.given:
        problem = f"the number has no unit; give one of {', '.join(CODES['Unit'])}"
    elif exact is not None and (least is not None or most is not None):
        problem = "give quantity, or minQuantity and maxQuantity, not both"
    elif least is not None and most is not None and most < least:
        problem = "maxQuantity is less than minQuantity"
    if problem:
        at = next(n for n in ("quantity", "minQuantity", "maxQuantity") if row.get(n) is not None)
        findings.append(Finding(row.at(at), problem))
        return None
    if unit is None:  # given, but wrong: told where it was read
        return None
    return Quantity(
        minimum=exact if exact is not None else least,
        maximum=exact if exact is not None else most,
        unit=unit,
        approximate=bool(row.get("approximate", False)),
    )


def check_actors(
    row: Row,
    names: Sequence[str],
    actors: Actors,
    findings: list[Finding],
    *,
    in_cell: bool = False,
) -> None:
    """Leave what is not an actor out of a row; each becomes a finding at the value's own place.

    Args:
        row: a record as read; its values of these keys become ids.
        names: keys whose values name actors, by id, code or any name.
        actors: everyone they may name.
        findings: problems are added here.
        in_cell: whether the values stand in a table; see `kg.model.lookup.is_missing`.
    """
    for key in names:
        if key not in row.values:
            continue
        given = row.values[key]
        known, places = [], []
        values = given if isinstance(given, tuple) else (given,)
        for value, place in zip(values, row.places[key], strict=True):
            try:
                known.append(actors.resolve(value, in_cell=in_cell))
                places.append(place)
            except ValueError as error:
                if not actors.excuses(value):
                    findings.append(Finding(place, f"{key}: {error}", unknown=f"actor:{value}"))
        if known:
            row.values[key] = tuple(known) if isinstance(given, tuple) else known[0]
            row.places[key] = tuple(places)
        else:
            del row.values[key], row.places[key]


def check_kinds(row: Row, actors: Actors, findings: list[Finding]) -> None:
    """Leave who is not a group out of `affected`, and who is not a person out of `performedBy`.

    Each becomes a finding at its own place.
    """
    for key, kind in (("affected", "Group"), ("performedBy", "Person")):
        named = list(zip(row.many(key), row.places.get(key, ()), strict=True))
        fits = [(name, place) for name, place in named if actors[name].kind == kind]
        for name, place in named:
            if (name, place) not in fits:
                findings.append(Finding(place, _misplaced(name, actors[name].kind, key)))
        if len(fits) < len(named):
            row.values[key] = tuple(name for name, _ in fits)
            row.places[key] = tuple(place for _, place in fits)


def _misplaced(name: str, kind: str, key: str) -> str:
    """What to do with an actor under a key that holds others."""
    if key == "performedBy":
        return f"{name!r} is not a person; performedBy holds persons: name others under actor"
    what = f"is a {kind.lower()}" if kind in ("Person", "State") else "is not a group"
    whom = "persons" if kind == "Person" else "others"
    return f"{name!r} {what}; affected holds groups: name {whom} acted upon in reports.recipient"


def read_actors(
    nodes: Iterable[Node],
    findings: list[Finding],
    base: Actors | None = None,
    *,
    partial: bool = False,
) -> Actors:
    """Read actor files; see `ACTOR_FILE`. Every problem becomes a finding.

    Args:
        nodes: the files' documents.
        findings: problems are added here.
        base: actors these join; an entry with the same id replaces the base's, with a warning
            where it says another thing.
        partial: whether a file that may declare others could not be read.
    """
    actors: dict[str, Actor] = {}
    posts: dict[str, Post] = {}
    tenures: list[Tenure] = []
    rows: list[Row] = []
    refused: set[str] = set()
    for node in nodes:
        refused.update(refused_names(node))
        top, misplaced = split_misplaced(node, findings)
        found = read_record(top, ACTOR_FILE, findings)
        rows += [*found.many("actors"), *found.many("posts")]
        rows += [read_record(each, fields, findings) for each, fields in misplaced]
    known = _named(rows, base)
    known.partial |= partial
    known.unread |= _unread(rows) | refused
    for row in rows:
        check_actors(row, _ACTOR_KEYS, known, findings)
        if "id" in row.values and "type" in row.values:
            _once(_actor(row, findings), actors, "actor", findings)
            tenures += [_tenure(row, each) for each in row.many("tenures") if each.get("post")]
        if all(name in row.values for name in ("id", "label", "postOf")):
            _once(_post(row), posts, "post", findings)
    directory = Actors(actors.values(), posts.values(), tenures)
    directory.unread, directory.partial = known.unread, known.partial
    if base is not None:
        findings += _replaced(base, directory, actors)
        directory = base.joined_by(directory)
    declared = {row.values["id"] for row in rows if "id" in row.values and "type" not in row.given}
    findings += _no_posts(directory, tenures, declared)
    findings += _circles(directory, actors)
    return directory


def _named(rows: Iterable[Row], base: Actors | None) -> Actors:
    """Everyone whom these files and the base declare, as far as names need them."""
    named = Actors(
        Actor(
            id=row.values["id"],
            kind=row.values["type"],
            label=_label(row),
            alt_labels=row.many("altLabel"),
            place=row.place,
        )
        for row in rows
        if "id" in row.values and "type" in row.values
    )
    return base.joined_by(named) if base is not None else named


def _unread(rows: Iterable[Row]) -> frozenset[str]:
    """The ids of entries that cannot be taken, which is told where they stand."""
    return frozenset(
        row.values["id"]
        for row in rows
        if "id" in row.values and "type" in row.given and "type" not in row.values
    )


def _label(row: Row) -> str:
    """The label that an entry gives, or else the standard's for the state."""
    name: str = row.values["id"]
    state = find_state(name) if row.values["type"] == "State" else None
    label: str | None = row.get("label")
    return label or (state.label if state else name)


def _replaced(base: Actors, directory: Actors, actors: Mapping[str, Actor]) -> list[Finding]:
    """A warning for each entry that stands in for another one of the same id."""

    def told(where: Actors, thing: Actor | Post) -> tuple[object, ...]:
        return (thing, *(each for each in where.tenures if each.holder == thing.id))

    found: list[tuple[Actor | Post, str]] = []
    for actor in actors.values():
        old = base.get(actor.id) if actor.id in base.ids() else None
        if old is not None and told(base, old) != told(directory, actor):
            found.append((actor, f"actor {actor.id!r} replaces the one of {old.place}"))
    for post in directory.posts.values():
        before = base.posts.get(post.id)
        if before is not None and told(base, before) != told(directory, post):
            found.append((post, f"post {post.id!r} replaces the one of {before.place}"))
    advice = "; give it an id of its own if it is another"
    return [Finding(thing.place, message + advice, "warning") for thing, message in found]


def _circles(directory: Actors, actors: Mapping[str, Actor]) -> list[Finding]:
    """A finding for each circle of partOf, at its first member declared in these files."""
    wholes = {name: each.part_of for name in directory.ids() if (each := directory.get(name))}
    return [
        Finding(
            min(actors[name].place for name in circle if name in actors),
            f"partOf goes round in a circle: {spell_circle(circle)}; remove one",
        )
        for circle in find_circles(wholes)
        if any(name in actors for name in circle)
    ]


def _once(
    thing: Actor | Post,
    known: dict[str, Actor] | dict[str, Post],
    what: str,
    findings: list[Finding],
) -> None:
    if thing.id in known:
        first = known[thing.id].place
        message = f"{what} {thing.id!r} is declared at {first} too; keep one declaration"
        findings.append(Finding(thing.place, message))
    else:
        known[thing.id] = thing  # type: ignore[assignment]


def _actor(row: Row, findings: list[Finding]) -> Actor:
    kind, name = row.values["type"], row.values["id"]
    state = find_state(name) if kind == "State" else None
    if kind == "State" and state is None and not is_user_assigned(name):
        findings.append(Finding(row.at("id"), _no_code(name, row.get("label", ""))))
    if "label" not in row.given and state is None:
        findings.append(Finding(row.place, f"actor {name!r} needs a label"))
    if row.get("tenures") and kind != "Person":
        findings.append(
            Finding(
                row.at("tenures"),
                "tenures: only a Person holds posts; remove them, or correct type",
            )
        )
    return Actor(
        id=name,
        kind=kind,
        label=_label(row),
        alt_labels=_sorted(row, "altLabel"),
        iso3=name if kind == "State" else None,
        part_of=_sorted(row, "partOf"),
        member_of=_sorted(row, "memberOf"),
        accredited_to=_sorted(row, "accreditedTo"),
        wikidata=row.get("exactMatch"),
        quantity=read_quantity(row, findings),
        place=row.place,
    )


def _no_code(name: str, label: str) -> str:
    """What to say of a state whose id is not a code, with the code of the state that it names."""
    codes = states_named(name) or states_named(label)
    meant = ""
    if len(codes) == 1 and (state := find_state(*codes)):
        meant = f"; did you mean {state.id!r} ({state.label})?"
    return (
        f"{name!r} is not an ISO 3166 code of three letters{meant} "
        "(a state outside the standard takes a user-assigned one, such as XKX)"
    )


def _sorted(row: Row, name: str) -> tuple[str, ...]:
    """The values of a field in the order that RDF gives back."""
    return tuple(sorted(set(row.many(name))))


def _post(row: Row) -> Post:
    return Post(
        id=row.values["id"],
        label=row.values["label"],
        post_of=row.values["postOf"],
        excludes=_sorted(row, "excludesPost"),
        place=row.place,
    )


def _tenure(holder: Row, row: Row) -> Tenure:
    return Tenure(
        holder=holder.values["id"],
        post=row.values["post"],
        since=row.get("since"),
        until=None if row.get("until") == ".." else row.get("until"),
        date_source=row.get("dateSource", ""),
        place=row.place,
    )


def _no_posts(
    directory: Actors, tenures: Iterable[Tenure], unreadable: Container[str]
) -> list[Finding]:
    """A finding for each id that names no post, not even one whose problems are told already."""
    hints = Hints(directory.posts)
    named = [(name, each.place) for each in directory.posts.values() for name in each.excludes]
    named += [(each.post, each.place) for each in tenures]
    return [
        Finding(
            place,
            f"{name!r} is not a post{hints.tell(name)}; declare it under posts",
            unknown=f"post:{name}",
        )
        for name, place in named
        if name not in directory.posts and name not in unreadable
    ]
