"""What each thing of a build must be read with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from kg.infer.built import Built
from kg.model.actions import Action, Article, Link, Reading, Report
from kg.model.actors import Actors, Post
from kg.model.ids import feature_name, tenure_name


def read_with(needs: Callable[[str], Iterable[str]], roots: Iterable[str]) -> set[str]:
    """The things asked for and all that they need, however far; of a union, the union.

    >>> needs = {"link:l": ["action:a"], "action:a": ["case:c"]}
    >>> sorted(read_with(lambda thing: needs.get(thing, ()), ["link:l"]))
    ['action:a', 'case:c', 'link:l']
    """
    waiting = list(roots)
    kept = set(waiting)
    while waiting:
        new = set(needs(waiting.pop())) - kept
        kept |= new
        waiting += new
    return kept


class Needs:
    """What each thing of a build must be read with, found when it is asked for.

    An action needs what it is a part of or speaks of, its case, its sides and all its reports; a
    report its action and source; a claim its two actions, its source, and whatever speaks against
    it; an actor what it belongs to and the posts that it held; each of them how annotators read it
    differently. An action does not need the claims
    about it, nor a claim the weaker alternatives that a rule found.
    """

    def __init__(self, built: Built) -> None:
        record, self._actors = built.corpus.record, built.corpus.actors
        self._things: Final[dict[str, Action | Article | Link | Post | Report]] = {
            **{f"article:{x.id}": x for x in record.articles},
            **{f"action:{x.id}": x for x in record.actions},
            **{f"report:{x.iri}": x for x in record.reports},
            **{f"link:{x.iri}": x for x in built.links},
            **{f"post:{x.id}": x for x in self._actors.posts.values()},
        }
        #: What is known of a thing elsewhere: its reports, readings, tenures and rival claims.
        self._besides: Final[defaultdict[str, set[str]]] = defaultdict(set)
        for report in record.reports:
            self._besides[f"action:{report.action}"].add(f"report:{report.iri}")
        for link in built.links:
            for rival in link.conflicts_with:  # whichever of the two says so
                self._besides[f"link:{rival}"].add(f"link:{link.iri}")
        for reading in record.readings:
            self._add_reading(reading)
        for each in self._actors.tenures:
            tenure = f"tenure:{tenure_name(each.holder, each.post, each.since)}"
            self._besides[f"actor:{each.holder}"].add(tenure)
            self._besides[tenure] |= {f"actor:{each.holder}", f"post:{each.post}"}

    def _add_reading(self, reading: Reading) -> None:
        of, here = ":".join(reading.of), f"reading:{reading.iri}"
        self._besides[of].add(here)
        self._besides[here] |= {of, *_source(reading.article)}

    def of(self, thing: str) -> set[str]:
        """What a thing, as `kind:name`, must be read with: the same of others, one step."""
        found = self._things.get(thing)
        besides = self._besides.get(thing, set())
        if isinstance(found, Action):
            return besides | _of_action(found)
        if isinstance(found, Report):
            return besides | _of_report(found)
        if isinstance(found, Link):
            return besides | _of_link(found)
        if isinstance(found, Article):
            return besides | {f"actor:{found.publisher}"}
        if isinstance(found, Post):
            return besides | {f"actor:{found.post_of}", *_named("post", found.excludes)}
        kind, _, name = thing.partition(":")
        return besides | _of_actor(name, self._actors) if kind == "actor" else besides


def _named(kind: str, names: Iterable[str]) -> set[str]:
    return {f"{kind}:{name}" for name in names}


def _source(article: str | None) -> set[str]:
    return {f"article:{article}"} if article else set()


def _of_action(action: Action) -> set[str]:
    wider = (*action.part_of, *action.about, *action.announces, *action.prepares)
    sides = (*action.values.named, *action.actor_states, *action.recipient_states)
    case = {f"case:{action.case}"} if action.case else set()
    return case | _named("action", wider) | _named("actor", sides)


def _of_report(report: Report) -> set[str]:
    voices = (*report.values.named, *report.attributed_to, *report.relayed_by)
    return {f"action:{report.action}", *_named("actor", voices), *_source(report.article)}


def _of_link(link: Link) -> set[str]:
    ends = (link.response, link.trigger, *link.weighed)
    voices = (*link.claimed_by, *link.solidarity_with)
    against = (*link.disputed_by, *link.counter_evidence)
    features = (feature_name(link.iri, each.name) for each in link.features)
    return {
        *_named("action", ends),
        *_named("actor", voices),
        *_source(link.article),
        *(f"{kind}:{name}" for kind, name in against),
        *_named("feature", features),
        *_named("link", link.conflicts_with),
    }


def _of_actor(name: str, actors: Actors) -> set[str]:
    if name not in actors:
        return set()
    actor = actors[name]
    return _named("actor", (*actor.part_of, *actor.member_of, *actor.accredited_to))
