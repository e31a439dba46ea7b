"""Actors, posts and tenures <-> triples; and which actors a record refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from kg.model.actions import Record
from kg.model.actors import Actor, Actors, Post, Tenure
from kg.model.bases import PACKAGE, Bases
from kg.model.ids import PREFIXES, tenure_name
from kg.model.vocabulary import ACTOR_TYPES
from kg.rdf.subjects import Triples
from kg.rdf.terms import RDFS, RET, SKOS, text_literal, web_iri
from kg.rdf.things import Thing, typed_things

#: Broader classes, which a reasoner may add to those that narrow them.
_BROAD: Final = ("Organization", "GovernmentBody")


def actors_named(record: Record) -> set[str]:
    """The ids of all actors that something in the record refers to."""
    named = {article.publisher for article in record.articles}
    for action in record.actions:
        named |= action.values.named
        named.update(action.actor_states, action.recipient_states)
    for report in record.reports:
        named |= report.values.named
        named.update(report.attributed_to, report.relayed_by)
    for link in record.links:
        named.update(link.claimed_by, link.solidarity_with)
    return named


def actor_triples(actors: Actors, names: Iterable[str], bases: Bases = PACKAGE) -> Triples:
    """Some actors, with all that they belong to, their tenures and posts."""
    triples = Triples(bases)
    add_actors(triples, actors.part(names))
    return triples


def add_actors(triples: Triples, actors: Actors) -> None:
    """Every actor, tenure and post of a directory."""
    for name in actors.ids():
        _add_actor(triples, actors[name])
    for tenure in actors.tenures:
        _add_tenure(triples, tenure)
    for post in actors.posts.values():  # an unknown one is told by its reader
        _add_post(triples, post)


def _add_actor(triples: Triples, actor: Actor) -> None:
    subject = triples.begin("actor", actor.id, actor.kind, actor.place)
    triples.add(subject, RDFS.label, text_literal(actor.label))
    triples.add(subject, SKOS.altLabel, *(text_literal(each) for each in actor.alt_labels))
    triples.add_strings(subject, {"iso3": actor.iso3})
    triples.add_ids(subject, RET.partOf, "actor", actor.part_of)
    triples.add_ids(subject, RET.memberOf, "actor", actor.member_of)
    triples.add_ids(subject, RET.accreditedTo, "actor", actor.accredited_to)
    if actor.wikidata:
        triples.add(subject, SKOS.exactMatch, web_iri(PREFIXES["wd"] + actor.wikidata))
    triples.add_quantity(subject, actor.quantity)


def _add_post(triples: Triples, post: Post) -> None:
    subject = triples.begin("post", post.id, "Post", post.place)
    triples.add(subject, RDFS.label, text_literal(post.label))
    triples.add_ids(subject, RET.postOf, "actor", [post.post_of])
    triples.add_ids(subject, RET.excludesPost, "post", post.excludes)


def _add_tenure(triples: Triples, tenure: Tenure) -> None:
    name = tenure_name(tenure.holder, tenure.post, tenure.since)
    subject = triples.begin("tenure", name, "Tenure", tenure.place)
    triples.add_ids(subject, RET.holder, "actor", [tenure.holder])
    triples.add_ids(subject, RET.post, "post", [tenure.post])
    texts = {"since": tenure.since, "until": tenure.until, "dateSource": tenure.date_source}
    triples.add_strings(subject, texts)
    triples.add_code(subject, RET.dateBasis, "external")
    triples.add_bounds(subject, tenure.bounds)


def read_actors(things: Mapping[str, list[Thing]]) -> Actors:
    """The directory of what a graph says of actors, posts and tenures."""
    return Actors(
        filter(None, map(_actor, things["actor"])),
        map(_post, typed_things(things, "post")),
        map(_tenure, typed_things(things, "tenure")),
    )


def _actor(thing: Thing) -> Actor | None:
    kinds = [each for each in thing.ids("type", "ret") if each in ACTOR_TYPES]
    if not kinds:
        return None
    wikidata = [
        each.removeprefix(PREFIXES["wd"])
        for each in thing.points.get("exactMatch", ())
        if each.startswith(PREFIXES["wd"])
    ]
    return Actor(
        id=thing.id,
        kind=min(kinds, key=lambda each: each in _BROAD),
        label=thing.prose("label") or thing.id,
        alt_labels=thing.all_prose("altLabel"),
        iso3=thing.text("iso3"),
        part_of=thing.ids("partOf", "actor"),
        member_of=thing.ids("memberOf", "actor"),
        accredited_to=thing.ids("accreditedTo", "actor"),
        wikidata=min(wikidata, default=None),
        quantity=thing.quantity(),
        place=thing.place,
    )


def _post(thing: Thing) -> Post:
    holder = thing.only("postOf", "actor")
    if holder is None:
        raise thing.lacks("postOf")
    return Post(
        id=thing.id,
        label=thing.prose("label") or thing.id,
        post_of=holder,
        excludes=thing.ids("excludesPost", "post"),
        place=thing.place,
    )


def _tenure(thing: Thing) -> Tenure:
    holder, post = thing.only("holder", "actor"), thing.only("post", "post")
    if holder is None or post is None:
        raise thing.lacks("holder", "post")
    return Tenure(
        holder=holder,
        post=post,
        since=thing.edtf("since"),
        until=thing.edtf("until"),
        date_source=thing.prose("dateSource") or "",
        place=thing.place,
    )
