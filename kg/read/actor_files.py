"""Actor files (data/actors/*.yaml) -> the directory of actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.errors import Finding
from kg.model.actors import (
    Actor,
    Actors,
    Post,
    Quantity,
    Tenure,
    is_user_assigned,
    iso_codes,
    iso_state,
)
from kg.model.names import hint
from kg.model.vocabulary import CODES
from kg.read.circles import find_circles, spell_circle
from kg.read.documents import Node
from kg.read.fields import Row, read_record
from kg.read.formats import ACTOR_FILE


def read_quantity(row: Row, findings: list[Finding]) -> Quantity | None:
    """The quantity that a record's fields give, if any."""
    exact, least, most = (row.get(each) for each in ("quantity", "minQuantity", "maxQuantity"))
    unit = row.get("unit")
    if exact is None and least is None and most is None:
        if unit:
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
    by_name: bool = False,
) -> None:
    """Leave what is not an actor out of a row; each becomes a finding at the value's own place.

    Args:
        row: a record as read; its values of these keys become ids.
        names: keys whose values name actors.
        actors: everyone they may name.
        findings: problems are added here.
        by_name: whether any code or name may stand for the id.
    """
    for key in names:
        if key not in row.values:
            continue
        given = row.values[key]
        known, places = [], []
        values = given if isinstance(given, tuple) else (given,)
        for value, place in zip(values, row.places[key], strict=True):
            try:
                if not by_name and value not in actors:
                    raise ValueError(actors.unknown(value))
                known.append(actors.resolve(value))
                places.append(place)
            except ValueError as error:
                findings.append(Finding(place, f"{key}: {error}"))
        if known:
            row.values[key] = tuple(known) if isinstance(given, tuple) else known[0]
            row.places[key] = tuple(places)
        else:
            del row.values[key], row.places[key]


def check_affected(row: Row, actors: Actors, findings: list[Finding]) -> None:
    """Leave who is not a group out of `affected`; each becomes a finding at its own place."""
    groups, places = [], []
    for name, place in zip(row.many("affected"), row.places.get("affected", ()), strict=True):
        kind = actors[name].kind
        if kind == "Group":
            groups.append(name)
            places.append(place)
            continue
        what = f"is a {kind.lower()}" if kind in ("Person", "State") else "is not a group"
        whom = "persons" if kind == "Person" else "others"
        message = (
            f"{name!r} {what}; affected holds groups: name {whom} acted upon in reports.recipient"
        )
        findings.append(Finding(place, message))
    if len(groups) < len(row.many("affected")):
        row.values["affected"], row.places["affected"] = tuple(groups), tuple(places)


def read_actors(
    nodes: Iterable[Node], findings: list[Finding], base: Actors | None = None
) -> Actors:
    """Read actor files; see `ACTOR_FILE`. Every problem becomes a finding.

    Args:
        nodes: the files' documents.
        findings: problems are added here.
        base: actors these join; an entry with the same id replaces the base's, with a warning
            where it says another thing.
    """
    actors: dict[str, Actor] = {}
    posts: dict[str, Post] = {}
    tenures: list[Tenure] = []
    for node in nodes:
        top = read_record(node, ACTOR_FILE, findings)
        for row in top.many("actors"):
            if "id" in row.values and "type" in row.values:
                _once(_actor(row, findings), actors, "actor", findings)
                tenures += [_tenure(row, each) for each in row.many("tenures") if each.get("post")]
        for row in top.many("posts"):
            if all(name in row.values for name in ("id", "label", "postOf")):
                _once(_post(row), posts, "post", findings)
    directory = Actors(actors.values(), posts.values(), tenures)
    if base is not None:
        findings += _replaced(base, directory, actors)
        directory = base.joined_by(directory)
    findings += _dangling(directory, actors, tenures)
    findings += _circles(directory, actors)
    return directory


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
    iso = iso_state(name) if kind == "State" else None
    if kind == "State" and iso is None and not is_user_assigned(name):
        message = (
            f"{name!r} is not an ISO 3166-1 alpha-3 code{hint(name, iso_codes())} "
            "(a state outside the standard takes a user-assigned one, such as XKX)"
        )
        findings.append(Finding(row.at("id"), message))
    if "label" not in row.given and iso is None:
        findings.append(Finding(row.place, f"actor {name!r} needs a label"))
    if row.get("tenures") and kind != "Person":
        findings.append(Finding(row.at("tenures"), "only a Person holds posts"))
    return Actor(
        id=name,
        kind=kind,
        label=row.get("label") or (iso.label if iso else name),
        alt_labels=_sorted(row, "altLabel"),
        iso3=name if kind == "State" else None,
        part_of=_sorted(row, "partOf"),
        member_of=_sorted(row, "memberOf"),
        accredited_to=_sorted(row, "accreditedTo"),
        wikidata=row.get("exactMatch"),
        quantity=read_quantity(row, findings),
        place=row.place,
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


def _dangling(
    directory: Actors, actors: Mapping[str, Actor], tenures: Iterable[Tenure]
) -> list[Finding]:
    found = []
    for actor in actors.values():
        for other in (*actor.part_of, *actor.member_of, *actor.accredited_to):
            if other not in directory:
                found.append(Finding(actor.place, f"{actor.id}: {directory.unknown(other)}"))
    for post in directory.posts.values():
        if post.post_of not in directory:
            found.append(Finding(post.place, f"{post.id}: {directory.unknown(post.post_of)}"))
        for excluded in post.excludes:
            if excluded not in directory.posts:
                found.append(Finding(post.place, _no_post(excluded, directory)))
    for tenure in tenures:
        if tenure.post not in directory.posts:
            found.append(Finding(tenure.place, _no_post(tenure.post, directory)))
    return found


def _no_post(name: str, directory: Actors) -> str:
    return f"{name!r} is not a post{hint(name, directory.posts)}; declare it under posts"
