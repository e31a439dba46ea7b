"""Whose each thing is: a thing stands below the base of the project whose file declares it.

The project of a data folder is that of the nearest kg.toml above it, wherever a command runs, so
that its things have the same IRIs for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.errors import Finding, Place
from kg.model.actions import Record
from kg.model.actors import Actors
from kg.model.bases import Bases
from kg.model.ids import ID_BASE, tenure_name
from kg.read.folders import BUNDLED, Source
from kg.read.project import find_project

#: Every thing of a corpus: kind, local name, and where it is declared.
_Things = Iterator[tuple[str, str, Place | None]]


def with_bases(sources: Iterable[Source], base: str | None = None) -> list[Source]:
    """The sources with the base of what each declares; that of the bundled data is the package's.

    Args:
        sources: data folders.
        base: for folders that no kg.toml lies above; None for the package's.
    Raises:
        UnreadableError, FindingsError: see `find_project`.
    """
    found = []
    for each in sources:
        if each.name != BUNDLED:
            project = find_project(each.folder)
            own = project.base if project else base
            each = replace(each, base=own or ID_BASE)
        found.append(each)
    return found


def find_bases(
    record: Record,
    actors: Actors,
    package: Actors,
    sources: Mapping[str, Source],
    base: str | None = None,
    more: Bases | None = None,
) -> Bases:
    """The bases of a corpus.

    An actor or post that the package has is the package's, also where a project describes it again.

    Args:
        record: what the files say.
        actors: who is who.
        package: the actors of the package alone.
        sources: the source of each file, by the name that places give it.
        base: of what is derived, where no folder says it; None for the package's.
        more: the bases of what was read from elsewhere and joins them.
    """
    stated = sorted({each.base for each in sources.values()} - {ID_BASE})
    own = stated[0] if stated else more.own if more else base or ID_BASE
    usual, others = Bases(own), {}
    packaged = {f"{kind}:{name}" for kind, name, _ in _directory(package)}
    for kind, name, place in (*_stated(record), *_directory(actors)):
        file = place.file if place else ""
        if f"{kind}:{name}" in packaged or (kind == "actor" and name in package):
            found = ID_BASE
        elif file in sources:
            found = sources[file].base
        else:
            found = (more or usual).of(kind, name)
        if found != usual.of(kind, name):
            others[f"{kind}:{name}"] = found
    return Bases(own, others)


def check_bases(bases: Bases, more: Bases, record: Record, actors: Actors) -> list[Finding]:
    """A finding where a data folder beside a graph has some of its things below another base.

    Args:
        bases: those of both together.
        more: those of the graph.
        record: what the graph says.
        actors: who is who in it.
    """
    apart = [
        (kind, name, place)
        for kind, name, place in (*_stated(record), *_directory(actors))
        if bases.of(kind, name) != more.of(kind, name)
    ]
    if not apart:
        return []
    kind, name, place = apart[0]
    others = f", as are {len(apart) - 1:,} more ids" if len(apart) > 1 else ""
    message = (
        f"{kind}:{name} is <{more.iri(kind, name)}>, but <{bases.iri(kind, name)}> in the data "
        f"beside it{others}; read them one at a time, or give one of the two another id"
    )
    return [Finding(place or Place(f"{kind}:{name}"), message)]


def _stated(record: Record) -> _Things:
    yield from (("article", each.id, each.place) for each in record.articles)
    yield from (("case", each.id, each.place) for each in record.cases)
    yield from (("action", each.id, each.place) for each in record.actions)
    yield from (("report", each.iri, each.place) for each in record.reports)
    yield from (("link", each.iri, each.place) for each in record.links)
    articles = {each.id: each.place for each in record.articles}
    yield from (("reading", each.iri, articles.get(each.article)) for each in record.readings)


def _directory(actors: Actors) -> _Things:
    yield from (("actor", name, actors[name].place) for name in actors.ids())
    yield from (("post", each.id, each.place) for each in actors.posts.values())
    for each in actors.tenures:
        yield "tenure", tenure_name(each.holder, each.post, each.since), each.place
