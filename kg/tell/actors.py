"""Actors, their posts and tenures, in lines under headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.model.actions import Action, Report
from kg.model.actors import Actor, Tenure
from kg.model.ids import tenure_name
from kg.tell.claims import claim_line
from kg.tell.index import Index, place_of
from kg.tell.lines import Line, Lines, text_lines
from kg.tell.records import report_line
from kg.tell.values import act_lines, actor_lines, count_lines, kind_line, thing_line


def describe_actor(index: Index, name: str) -> Lines:
    """Sections on an actor: names, posts, acts, what is open, and what it said."""
    data = index.data
    yield "About", _actor_facts(name, index)
    yield "Posts", _tenures((x for x in data.actors.tenures if x.holder == name), index, "post")
    yield "Offices and their holders", _offices(name, index)
    members = (data.actors[each] for each in data.actors.ids())
    yield "Actors that belong to it", [x for each in members for x in _belonging(each, name, index)]
    done = [x for x in index.ordered if name in _doers(x)]
    received = [x for x in index.ordered if name in _targets(x)]
    yield "Acts done", act_lines(done, index)
    yield "Acts received", act_lines(received, index)
    yield "Open: done and unanswered", act_lines(_unanswered(done, index), index)
    yield "Open: received and unanswered", act_lines(_unanswered(received, index), index)
    papers = (each for each in index.sources if each.publisher == name)
    yield (
        "Articles published",
        [Line(what=x.published, text=x.title, thing=f"article:{x.id}") for x in papers],
    )
    said = (each for each in data.reports if name in (*each.attributed_to, *each.relayed_by))
    yield "Said by it", [_told(each, index) for each in sorted(said, key=place_of)]
    claims = (each for each in data.links if name in each.claimed_by)
    yield "Claims made by it", [claim_line(each, index) for each in claims]


def _doers(action: Action) -> tuple[str, ...]:
    return (*action.values.actor, *action.actor_states, *action.values.performed_by)


def _targets(action: Action) -> tuple[str, ...]:
    return (*action.values.recipient, *action.recipient_states, *action.values.affected)


def _unanswered(actions: Iterable[Action], index: Index) -> Iterable[Action]:
    states = index.data.answers
    return (x for x in actions if x.id in states and states[x.id].state == "unanswered")


def _actor_facts(name: str, index: Index) -> Iterable[Line]:
    actor = index.data.actors.get(name)
    if actor is None:
        return
    yield kind_line(actor.kind, f"actor:{name}", index)
    yield from (Line(what="Other name", text=each) for each in actor.alt_labels)
    yield from text_lines({"ISO code": actor.iso3, "Wikidata": actor.wikidata})
    yield from actor_lines("Part of", actor.part_of, index)
    yield from actor_lines("Member of", actor.member_of, index)
    yield from actor_lines("Accredited to", actor.accredited_to, index)
    yield from count_lines(actor.quantity, index)


def _belonging(actor: Actor, name: str, index: Index) -> Iterable[Line]:
    for what, wholes in (
        ("Part of it", actor.part_of), ("Member of it", actor.member_of),
        ("Accredited to it", actor.accredited_to),
    ):  # fmt: skip
        yield from actor_lines(what, [actor.id] if name in wholes else [], index)


def _tenures(tenures: Iterable[Tenure], index: Index, other: str) -> Iterable[Line]:
    for each in sorted(tenures, key=lambda each: (each.since or "", each.holder, each.post)):
        thing = f"post:{each.post}" if other == "post" else f"actor:{each.holder}"
        yield Line(what=_span(each), text=index.things.get(thing, thing), thing=thing)


def _span(tenure: Tenure) -> str:
    end = f" until {tenure.until}" if tenure.until else ""
    return f"since {tenure.since or 'unknown'}{end}"


def _offices(name: str, index: Index) -> Iterable[Line]:
    for post in index.data.actors.posts.values():
        if post.post_of == name:
            yield thing_line(f"post:{post.id}", index)
            yield from _tenures(_held(post.id, index), index, "holder")


def _held(post: str, index: Index) -> Iterable[Tenure]:
    return (each for each in index.data.actors.tenures if each.post == post)


def _told(report: Report, index: Index) -> Line:
    """A report by what it is on, where the heading says whose it is."""
    line = report_line(report, index)
    return replace(line, text=f"on “{index.action(report.action)}”: {line.text}")


def describe_post(index: Index, name: str) -> Lines:
    """Sections on a post: whose it is, and who held it."""
    post = index.data.actors.posts[name]
    about = [kind_line("Post", f"post:{name}", index)]
    excluded = [f"post:{each}" for each in post.excludes]
    about += actor_lines("Post of", [post.post_of], index)
    about += [Line(what="Excludes", text=index.things.get(x, x), thing=x) for x in excluded]
    yield "About", about
    yield "Holders", _tenures(_held(name, index), index, "holder")


def describe_tenure(index: Index, name: str) -> Lines:
    """What is known of a tenure."""
    (held,) = (
        each
        for each in index.data.actors.tenures
        if tenure_name(each.holder, each.post, each.since) == name
    )
    about = [kind_line("Tenure", f"tenure:{name}", index)]
    about += actor_lines("Holder", [held.holder], index)
    about.append(Line(what="Post", text=index.post(held.post), thing=f"post:{held.post}"))
    yield "About", [*about, *text_lines({"In office": _span(held), "Known from": held.date_source})]
