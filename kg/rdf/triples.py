"""Dataclasses -> Triples with their places; stated and derived alike; touches no file."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.model.actions import Action, Article, Case, Chain, Feature, Link, Record, Report, Values
from kg.model.actors import Actors
from kg.model.bases import PACKAGE, Bases
from kg.model.dates import edtf_bounds
from kg.model.ids import feature_name
from kg.model.provenance import mark_draft
from kg.model.standing import FIRM, Answer, grade_of, side_of
from kg.rdf.actors import actors_named, add_actors
from kg.rdf.subjects import Triples
from kg.rdf.terms import (
    DCTERMS,
    RDFS,
    RET,
    boolean_literal,
    day_literal,
    decimal_literal,
    duration_literal,
    integer_literal,
    string_literal,
    text_literal,
    web_iri,
)

Kept = Container[str] | None


def stated_triples(
    record: Record, actors: Actors, kept: Kept = None, bases: Bases = PACKAGE
) -> Triples:
    """The stated graph: what the sources say, and nothing that a rule adds.

    Args:
        record: what the files say.
        actors: who is who; only those that something refers to enter, with all they belong to.
        kept: the things to tell of, as `kind:name`; a graph to be cut down to them needs no more.
        bases: below which each thing stands.
    """
    triples = Triples(bases)
    add_record(triples, record, kept)
    add_actors(triples, actors.part(actors_named(record)))
    return triples


def add_record(triples: Triples, record: Record, kept: Kept = None) -> None:
    """What a record, or a part of one, says of everything but its actors."""
    for article in record.articles:
        if _keeps(kept, "article", article.id):
            _add_article(triples, article)
    for case in record.cases:
        if _keeps(kept, "case", case.id):
            _add_case(triples, case)
    for action in record.actions:
        if _keeps(kept, "action", action.id):
            _add_action(triples, action)
    for report in record.reports:
        if _keeps(kept, "report", report.iri):
            _add_report(triples, report)
    for link in record.links:
        if _keeps(kept, "link", link.iri):
            add_link(triples, link)
    for reading in record.readings:
        if _keeps(kept, "reading", reading.iri):
            triples.add_reading(reading)
    _add_shortcuts(triples, record.links, kept)


def _keeps(kept: Kept, kind: str, name: str) -> bool:
    return kept is None or f"{kind}:{name}" in kept


def derived_triples(
    links: Sequence[Link],
    chains: Sequence[Chain],
    answers: Mapping[str, Answer],
    actions: Sequence[Action],
    kept: Kept = None,
    bases: Bases = PACKAGE,
) -> Triples:
    """The derived graph: inferred links, chains, and whether each material action was answered.

    `kept` is what to tell of, and `bases` below what, as in stated_triples.
    """
    triples = Triples(bases)
    by_id = {each.id: each for each in actions}
    links = [each for each in links if _keeps(kept, "link", each.iri)]
    chains = [each for each in chains if _keeps(kept, "chain", each.id)]
    answers = {name: each for name, each in answers.items() if _keeps(kept, "action", name)}
    for link in links:
        add_link(triples, link)
        response, trigger = (
            triples.iri("action", link.response),
            triples.iri("action", link.trigger),
        )
        triples.add(response, RET.inferredResponseTo, trigger)
    for chain in chains:
        first = by_id.get(chain.id)  # a part of a graph may not have it
        subject = triples.begin("chain", chain.id, "Chain", first.place if first else None)
        name = mark_draft(first.label if first else chain.id, chain.draft)
        triples.add(subject, RDFS.label, text_literal(f"Chain that begins with: {name}"))
        triples.add_ids(subject, RET.hasLink, "link", chain.links)
        triples.add_ids(subject, RET.firstAction, "action", chain.first)
        triples.add_ids(subject, RET.lastAction, "action", chain.last)
        triples.add(subject, RET["length"], integer_literal(chain.length))
        triples.add(subject, RET.open, boolean_literal(chain.open))
        triples.add(subject, RET.openSince, *(day_literal(day) for day in chain.open_since))
        triples.add_true(subject, RET.draft, chain.draft)
    for name, answer in answers.items():
        subject = triples.iri("action", name)
        triples.add_code(subject, RET.answerState, answer.state)
        triples.add(subject, RET.asOf, day_literal(answer.as_of))
        triples.add_true(subject, RET.draftAnswer, answer.draft)
        triples.add_ids(subject, RET.sameDayAs, "action", answer.same_day)
        triples.places[subject.value] = by_id[name].place
    return triples


def _add_case(triples: Triples, case: Case) -> None:
    subject = triples.begin("case", case.id, "Case", case.place)
    triples.add(subject, RDFS.label, text_literal(case.label))
    if case.description:
        triples.add(subject, DCTERMS.description, text_literal(case.description))


def _add_article(triples: Triples, article: Article) -> None:
    subject = triples.begin("article", article.id, "Article", article.place)
    triples.add(subject, RDFS.label, text_literal(article.title))
    triples.add(subject, DCTERMS.title, string_literal(article.title))
    triples.add_ids(subject, RET.publisher, "actor", [article.publisher])
    triples.add_strings(
        subject,
        {
            "published": article.published,
            "textDigest": article.text_digest,
            "dateSource": article.published_source,
        },
    )
    triples.add_code(subject, RET.dateBasis, "external" if article.published_source else "inText")
    triples.add(subject, RET.textLength, integer_literal(article.text_length))
    if article.url:
        triples.add(subject, RDFS.seeAlso, web_iri(article.url))
    triples.add_bounds(subject, edtf_bounds(article.published))
    triples.add_provenance(subject, article.provenance, draft=article.draft)


def _add_action(triples: Triples, action: Action) -> None:
    subject = triples.begin("action", action.id, action.kind, action.place)
    triples.add(subject, RDFS.label, text_literal(action.label))
    triples.add_ids(subject, RET.case, "case", [action.case] if action.case else [])
    triples.add_ids(subject, RET.partOfAction, "action", action.part_of)
    triples.add_ids(subject, RET.about, "action", action.about)
    triples.add_ids(subject, RET.announces, "action", action.announces)
    triples.add_ids(subject, RET.prepares, "action", action.prepares)
    triples.add_ids(subject, RET.actorState, "actor", action.actor_states)
    triples.add_ids(subject, RET.recipientState, "actor", action.recipient_states)
    triples.add(subject, RET.severity, integer_literal(action.severity))
    triples.add_code(subject, RET.contested, *action.contested)
    _add_values(triples, subject, action.values)
    triples.add_bounds(subject, action.bounds)
    if action.values.date or action.earliest or action.latest:
        triples.add_code(subject, RET.dateBasis, "external" if action.date_source else "inText")
    triples.add_strings(subject, {"dateSource": action.date_source})
    triples.add_true(subject, RET.draft, action.draft)


def _add_report(triples: Triples, report: Report) -> None:
    subject = triples.begin("report", report.iri, "Report", report.place)
    triples.add_ids(subject, RET.ofAction, "action", [report.action])
    _add_where(triples, subject, report)
    if report.identifier:
        triples.add(subject, DCTERMS.identifier, string_literal(report.identifier))
    if report.source:
        triples.add(subject, DCTERMS.source, string_literal(report.source))
    triples.add_code(subject, RET.selection, report.selection)
    triples.add_code(subject, RET.stance, report.stance)
    if report.stance_on != "occurrence":
        triples.add_code(subject, RET.stanceOn, report.stance_on)
    triples.add_ids(subject, RET.attributedTo, "actor", report.attributed_to)
    triples.add_ids(subject, RET.relayedBy, "actor", report.relayed_by)
    if report.described_as:
        triples.add(subject, RET.describedAs, RET[report.described_as])
    _add_values(triples, subject, report.values)
    if report.values.date:
        triples.add_bounds(subject, edtf_bounds(report.values.date))
    triples.add_provenance(subject, report.provenance, draft=report.draft)


def _add_where(triples: Triples, subject: ox.NamedNode, said: Report | Link) -> None:
    """The place in an article, or the row of a table."""
    triples.add_ids(subject, RET.inArticle, "article", [said.article] if said.article else [])
    triples.add_strings(subject, {"inTable": said.table})
    for name, number in (("start", said.start), ("end", said.end), ("row", said.row)):
        triples.add(subject, RET[name], None if number is None else integer_literal(number))


def _add_values(triples: Triples, subject: ox.NamedNode, values: Values) -> None:
    triples.add_ids(subject, RET.actor, "actor", values.actor)
    triples.add_ids(subject, RET.recipient, "actor", values.recipient)
    triples.add_ids(subject, RET.performedBy, "actor", values.performed_by)
    triples.add_ids(subject, RET.affected, "actor", values.affected)
    triples.add_quantity(subject, values.quantity)
    triples.add_strings(
        subject,
        {
            "date": values.date,
            "disclosed": values.disclosed,
            "deadline": values.deadline,
            "place": values.place,
            "reason": values.reason,
            "legalBasis": values.legal_basis,
            "allegedBreachOf": values.alleged_breach_of,
        },
    )
    if values.within_day is not None:
        triples.add(subject, RET.withinDay, integer_literal(values.within_day))
    if values.deadline_term:
        triples.add(subject, RET.deadlineTerm, duration_literal(values.deadline_term))
    triples.add_code(subject, RET.status, values.status)


def add_link(triples: Triples, link: Link) -> None:
    """One claim, stated, reported or inferred."""
    subject = triples.begin("link", link.iri, "Link", link.place)
    triples.add_ids(subject, RET.response, "action", [link.response])
    triples.add_ids(subject, RET.trigger, "action", [link.trigger])
    triples.add_code(subject, RET.relation, link.relation)
    triples.add_code(subject, RET.basis, link.basis)
    triples.add_code(subject, RET.stance, link.stance)
    triples.add_ids(subject, RET.claimedBy, "actor", link.claimed_by)
    triples.add_ids(subject, RET.solidarityWith, "actor", link.solidarity_with)
    _add_where(triples, subject, link)
    if link.reading_certainty is not None:
        triples.add(subject, RET.readingCertainty, decimal_literal(link.reading_certainty))
    triples.add(subject, RET.disputedBy, *(triples.iri(*each) for each in link.disputed_by))
    triples.add_ids(subject, RET.conflictsWith, "link", link.conflicts_with)
    _add_lag(triples, subject, link)
    triples.add_provenance(subject, link.provenance, draft=link.draft)
    if link.basis == "inferred":
        _add_inference(triples, subject, link)


def _add_lag(triples: Triples, subject: ox.NamedNode, link: Link) -> None:
    least, greatest = link.min_lag, link.max_lag
    if least is not None and least == greatest:
        triples.add(subject, RET.lagDays, integer_literal(least))
    else:
        triples.add(subject, RET.minLagDays, None if least is None else integer_literal(least))
        triples.add(
            subject, RET.maxLagDays, None if greatest is None else integer_literal(greatest)
        )


def _add_inference(triples: Triples, subject: ox.NamedNode, link: Link) -> None:
    if link.confidence is not None:
        triples.add(subject, RET.confidence, decimal_literal(link.confidence))
    triples.add_strings(subject, {"rule": link.rule, "ruleVersion": link.rule_version})
    triples.add(
        subject, RET.counterEvidence, *(triples.iri(*each) for each in link.counter_evidence)
    )
    triples.add_ids(subject, RET.alternativeTo, "link", link.alternative_to)
    triples.add_ids(subject, RET.weighedTrigger, "action", link.weighed)
    for feature in link.features:
        triples.add(subject, RET.hasFeature, _add_feature(triples, link, feature))


def _add_feature(triples: Triples, link: Link, feature: Feature) -> ox.NamedNode:
    name = feature_name(link.iri, feature.name)
    subject = triples.begin("feature", name, "Feature", link.place)
    if feature.says:
        triples.add(subject, RDFS.label, text_literal(feature.says))
    triples.add_strings(subject, {"featureName": feature.name})
    triples.add(subject, RET.contribution, decimal_literal(feature.contribution))
    return subject


def _add_shortcuts(triples: Triples, links: Iterable[Link], kept: Kept) -> None:
    """One plain triple a pair: asserted and undisputed beats hedged, disputed or a draft.

    A claim that is not kept decides with the others which triple it is.
    """
    firm: dict[tuple[str, str], bool] = {}
    for link in links:
        if side_of(link) == "for" and _keeps(kept, "action", link.response):
            pair = (link.response, link.trigger)
            plain = grade_of(link) in FIRM and not link.draft
            firm[pair] = firm.get(pair, False) or plain
    for (response, trigger), plain in sorted(firm.items()):
        predicate = RET.respondsTo if plain else RET.mayRespondTo
        triples.add(triples.iri("action", response), predicate, triples.iri("action", trigger))
