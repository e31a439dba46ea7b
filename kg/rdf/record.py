"""RDF -> the model: the inverse of triples.py.

Of what a graph says only our own things are read, and of them only values of the right kind: a
graph may say more. One of our things without what it cannot be without is unreadable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import networkx as nx
import pyoxigraph as ox

from kg.errors import Place
from kg.model.actions import (
    Action,
    Article,
    Case,
    Chain,
    Feature,
    Link,
    Reading,
    Record,
    Report,
    Values,
)
from kg.model.actors import Actors
from kg.model.bases import Bases
from kg.model.order import by_day, has_come
from kg.model.standing import Answer, find_disclosure, is_material, is_refusal
from kg.model.vocabulary import CODES, KINDS, ancestry
from kg.rdf.actors import read_actors
from kg.rdf.things import Thing, read_things, typed_things


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a graph says, as the values that it was made from."""

    record: Record
    actors: Actors
    inferred: tuple[Link, ...]
    chains: tuple[Chain, ...]
    answers: Mapping[str, Answer]
    bases: Bases


def read_record(quads: Iterable[ox.Quad], name: str = "the graph") -> Found:
    """Read back what `kg build` or `kg export` wrote, whole or in part.

    Args:
        quads: the graph, in any order; named graphs are read as one.
        name: how messages call it.
    Returns:
        What it says; equal to what it was made from, but for what RDF has no place for. Things
        of other kinds and values that are none are passed over.
    Raises:
        UnreadableError: a thing of ours lacks what it cannot be without, or stands below two
            bases; the message names it.
    """
    things, bases = read_things(quads, Place(name))
    actors = read_actors(things)
    told = (_action(each, actors) for each in things["action"])
    actions = {each.id: each for each in told if each is not None}
    articles = tuple(map(_article, typed_things(things, "article")))
    reports = tuple(_report(each, actions) for each in typed_things(things, "report"))
    actions = _disclosed(actions, reports)
    features = {each.id: each for each in typed_things(things, "feature")}
    links = {each.id: _link(each, actions, features) for each in typed_things(things, "link")}
    record = Record(
        articles=articles,
        cases=tuple(map(_case, typed_things(things, "case"))),
        actions=tuple(actions.values()),
        reports=reports,
        links=tuple(each for each in links.values() if each.basis != "inferred"),
        readings=tuple(sorted(filter(None, map(_reading, typed_things(things, "reading"))))),
    )
    answers = {x.id: answer for x in things["action"] if (answer := _answer(x, actions))}
    came = {name for name, x in answers.items() if x.open and has_come(actions[name], x.as_of)}
    chains = (_chain(each, actions, links, came) for each in typed_things(things, "chain"))
    return Found(
        record=record,
        actors=actors,
        inferred=tuple(each for each in links.values() if each.basis == "inferred"),
        chains=tuple(sorted(filter(None, chains), key=lambda x: by_day(actions[x.actions[0]]))),
        answers=answers,
        bases=bases,
    )


def _values(thing: Thing) -> Values:
    return Values(
        actor=thing.ids("actor", "actor"),
        recipient=thing.ids("recipient", "actor"),
        performed_by=thing.ids("performedBy", "actor"),
        quantity=thing.quantity(),
        affected=thing.ids("affected", "actor"),
        date=thing.edtf("date"),
        within_day=thing.number("withinDay"),
        disclosed=thing.edtf("disclosed"),
        deadline=thing.edtf("deadline"),
        deadline_term=thing.text("deadlineTerm"),
        status=thing.code("status", "Status"),
        place=thing.prose("place"),
        reason=thing.prose("reason"),
        legal_basis=thing.prose("legalBasis"),
        alleged_breach_of=thing.prose("allegedBreachOf"),
    )


def _action(thing: Thing, actors: Actors) -> Action | None:
    kinds = [each for each in thing.ids("type", "ret") if each in KINDS]
    if not kinds:
        return None
    kind, values = max(kinds, key=lambda each: (len(ancestry(each)), each)), _values(thing)
    return Action(
        id=thing.id,
        kind=kind,
        label=thing.prose("label") or thing.id,
        case=thing.only("case", "case"),
        part_of=thing.ids("partOfAction", "action"),
        about=thing.ids("about", "action"),
        announces=thing.ids("announces", "action"),
        prepares=thing.ids("prepares", "action"),
        values=values,
        earliest=thing.day("earliest"),
        latest=thing.day("latest"),
        date_source=thing.prose("dateSource"),
        contested=tuple(x for x in CODES["Aspect"] if x in thing.ids("contested", "code")),
        actor_states=thing.ids("actorState", "actor"),
        recipient_states=thing.ids("recipientState", "actor"),
        organisations=actors.organisations((*values.actor, *values.recipient)),
        material=is_material(kind, values.status),
        draft=thing.yes("draft"),
        place=thing.place,
    )


def _disclosed(actions: Mapping[str, Action], reports: Iterable[Report]) -> dict[str, Action]:
    """The actions with the days on which they became known, which stand on their reports."""
    told: dict[str, list[Report]] = {name: [] for name in actions}
    for each in reports:
        told[each.action].append(each)
    return {k: replace(each, known=find_disclosure(told[k])) for k, each in actions.items()}


def _answer(thing: Thing, actions: Mapping[str, Action]) -> Answer | None:
    state, day = thing.code("answerState", "AnswerState"), thing.day("asOf")
    if state is None or day is None or thing.id not in actions:
        return None
    same = tuple(x for x in thing.ids("sameDayAs", "action") if x in actions)
    return Answer(state=state, as_of=day, draft=thing.yes("draftAnswer"), same_day=same)


def _article(thing: Thing) -> Article:
    publisher, published = thing.only("publisher", "actor"), thing.edtf("published")
    digest, length = thing.text("textDigest"), thing.number("textLength")
    if publisher is None or published is None:
        raise thing.lacks("publisher", "published")
    if digest is None or length is None:
        raise thing.lacks("textDigest", "textLength")
    return Article(
        id=thing.id,
        title=thing.prose("title") or thing.prose("label") or thing.id,
        publisher=publisher,
        published=published,
        published_source=thing.prose("dateSource"),
        url=min(thing.points.get("seeAlso", ()), default=None),
        text_digest=digest,
        text_length=length,
        provenance=thing.provenance(),
        place=thing.place,
    )


def _reading(thing: Thing) -> Reading | None:
    article, of = thing.only("readingIn", "article"), thing.named("readingOf")
    key, value = thing.text("readingKey"), thing.text("readingValue")
    if article is None or not of or key is None:
        return None
    names = thing.all_prose("annotatedBy")
    return Reading(article=article, of=of[0], key=key, value=value or "", annotators=names)


def _case(thing: Thing) -> Case:
    label = thing.prose("label") or thing.id
    return Case(id=thing.id, label=label, description=thing.prose("description"), place=thing.place)


def _report(thing: Thing, actions: Mapping[str, Action]) -> Report:
    action, stance = thing.end("ofAction", actions), thing.code("stance", "Stance")
    if stance is None:
        raise thing.lacks("stance")
    described = (each for each in thing.ids("describedAs", "ret") if each in KINDS)
    return Report(
        iri=thing.id,
        action=action,
        identifier=thing.prose("identifier"),
        article=thing.only("inArticle", "article"),
        start=thing.number("start"),
        end=thing.number("end"),
        table=thing.text("inTable"),
        row=thing.number("row"),
        source=thing.prose("source"),
        selection=thing.code("selection", "Selection"),
        stance=stance,
        stance_on=thing.code("stanceOn", "Aspect") or "occurrence",
        attributed_to=thing.ids("attributedTo", "actor"),
        relayed_by=thing.ids("relayedBy", "actor"),
        described_as=next(described, None),
        values=_values(thing),
        provenance=thing.provenance(),
        place=thing.place,
    )


def _link(thing: Thing, actions: Mapping[str, Action], features: Mapping[str, Thing]) -> Link:
    response, trigger = thing.end("response", actions), thing.end("trigger", actions)
    relation, basis, stance = (
        thing.code(each.lower(), each) for each in ("Relation", "Basis", "Stance")
    )
    if relation is None or basis is None or stance is None:
        raise thing.lacks("relation", "basis", "stance")
    exact = thing.number("lagDays")
    weights = [_feature(features[x]) for x in thing.ids("hasFeature", "feature") if x in features]
    link = Link(
        iri=thing.id,
        response=response,
        trigger=trigger,
        relation=relation,
        basis=basis,
        stance=stance,
        claimed_by=thing.ids("claimedBy", "actor"),
        solidarity_with=thing.ids("solidarityWith", "actor"),
        article=thing.only("inArticle", "article"),
        start=thing.number("start"),
        end=thing.number("end"),
        table=thing.text("inTable"),
        row=thing.number("row"),
        reading_certainty=thing.decimal("readingCertainty"),
        disputed_by=thing.named("disputedBy"),
        conflicts_with=thing.ids("conflictsWith", "link"),
        min_lag=thing.number("minLagDays") if exact is None else exact,
        max_lag=thing.number("maxLagDays") if exact is None else exact,
        confidence=thing.decimal("confidence"),
        rule=thing.text("rule"),
        rule_version=thing.text("ruleVersion"),
        features=tuple(sorted(weights, key=lambda each: (-abs(each.contribution), each.name))),
        counter_evidence=thing.named("counterEvidence"),
        alternative_to=thing.ids("alternativeTo", "link"),
        weighed=thing.ids("weighedTrigger", "action"),
        provenance=thing.provenance(),
        draft=thing.yes("draft"),
        place=thing.place,
    )
    return replace(link, refusal=is_refusal(link, actions[response], actions[trigger]))


def _feature(thing: Thing) -> Feature:
    name, weight = thing.text("featureName"), thing.decimal("contribution")
    if name is None or weight is None:
        raise thing.lacks("featureName", "contribution")
    return Feature(name=name, contribution=weight, says=thing.prose("label") or "")


def _chain(
    thing: Thing, actions: Mapping[str, Action], links: Mapping[str, Link], came: set[str]
) -> Chain | None:
    """The chain, as far as its links and actions are here: an export may hold a part of it."""
    held = [links[name] for name in thing.ids("hasLink", "link") if name in links]
    graph: nx.DiGraph[str] = nx.DiGraph([(each.trigger, each.response) for each in held])
    ends = [thing.ids(each, "action") for each in ("firstAction", "lastAction")]
    first, last = (tuple(x for x in names if x in actions) for names in ends)
    graph.add_nodes_from((*first, *last))
    if not graph:
        return None
    order = nx.lexicographical_topological_sort(graph, key=lambda name: by_day(actions[name]))
    places = {name: at for at, name in enumerate(order)}
    return Chain(
        id=thing.id,
        actions=tuple(places),
        links=tuple(each.iri for each in held),
        first=tuple(sorted(first, key=places.__getitem__)),
        last=tuple(sorted(last, key=places.__getitem__)),
        length=thing.number("length") or 0,
        open=thing.yes("open"),
        waiting=tuple(x for x in places if x in came and x in last),
        open_since=thing.days("openSince"),
        draft=thing.yes("draft"),
    )
