"""A build -> FollowTheMoney entities, one a line, as Aleph and OpenSanctions read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from kg.files import digest
from kg.infer.built import Built
from kg.model.actions import Action, Article, Link, Report
from kg.model.actors import Actor, Actors, Post, Tenure
from kg.model.dates import Bounds
from kg.model.ids import PREFIXES, tenure_name
from kg.model.provenance import mark_draft
from kg.model.standing import grade_of
from kg.model.states import short_code
from kg.rdf.triples import actors_named
from kg.tell.tables import count_text, lag_text

#: Codes of ISO 3166-3 that its list of countries does not have: the Netherlands Antilles, East
#: Germany, North Vietnam, South Yemen.
_NO_COUNTRIES: Final = frozenset(["anhh", "ddde", "vdvn", "ydye"])
#: What that model has no words for, for people who have to know before they rely on it.
UNSAID: Final = (
    "who makes a Report, through whom, where in the text, and its values: only stance and reason",
    "reports from rows of event tables: a Documentation needs a document",
    "whether a claim is stated, reported or inferred, and how firmly, other than in a link's words",
    "features, counter-evidence and alternatives of an inferred link",
    "chains, answer states, cases and what an action is a part of, other than as keywords",
    "counts with bounds and units, deadlines, severity, and which account disagrees with which",
    "dates with open or uncertain parts: only a year, month or day, or first and last possible day",
    "who performed an action apart from who else is involved; posts that exclude each other",
)

_SCHEMATA: Final = {
    "State": "PublicBody",
    "InternationalOrganization": "Organization",
    "GovernmentBody": "PublicBody",
    "IntelligenceService": "PublicBody",
    "DiplomaticMission": "PublicBody",
    "Organization": "Organization",
    "NewsOrganization": "Organization",
    "Person": "Person",
    "Group": "LegalEntity",
}
_ID_LIMIT: Final = 200  # characters, of the model
_PLAIN_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Entity = dict[str, Any]
_Given = str | Iterable[str | None] | None  # one value, several, or none


def to_followthemoney(built: Built) -> bytes:
    """The entities as JSON lines, sorted by id; see UNSAID for what they cannot carry."""
    lines = [
        json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for each in sorted(_entities(built), key=lambda each: each["id"])
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _entities(built: Built) -> Iterator[Entity]:
    record, actors = built.corpus.record, built.corpus.actors
    named = actors.closure(actors_named(record))
    states = {name: actors[name] for name in named}
    for name in named:
        yield _actor(actors[name])
        yield from _memberships(actors[name])
    yield from _offices(actors, named)
    yield from (_article(each, actors) for each in record.articles)
    told: dict[str, set[str]] = {}
    for report in record.reports:
        if report.article:
            told.setdefault(report.action, set()).add(report.article)
            yield _report(report)
    chains = {name: chain.id for chain in built.chains for name in chain.actions}
    for action in record.actions:
        words = [f"chain {chains[action.id]}"] if action.id in chains else []
        words += [built.answers[action.id].state] if action.id in built.answers else []
        yield _action(action, states, sorted(told.get(action.id, ())), words)
    yield from (_link(each, actors) for each in (*record.links, *built.inferred))


def _entity(schema: str, name: str, /, **properties: _Given) -> Entity:
    """One entity; properties without a value are left out."""
    given = {}
    for key, values in properties.items():
        several = [values] if isinstance(values, str) or values is None else values
        if kept := list(dict.fromkeys(each for each in several if each)):
            given[key] = kept
    return {"id": name, "schema": schema, "properties": given}


def entity_id(kind: str, name: str) -> str:
    """The id of a thing: FollowTheMoney takes letters, digits, dots and dashes alone.

    >>> entity_id("actor", "foreign_ministry")
    'actor-foreign.ministry'
    """
    text = f"{kind}-{name.replace('_', '.')}"  # no id of ours has a dot
    if len(text) <= _ID_LIMIT:
        return text
    return f"{text[: _ID_LIMIT - 11]}.{digest(text.encode())[:10]}"


def _country(code: str | None) -> str | None:
    found = short_code(code)
    return None if found in _NO_COUNTRIES else found


def _ids(kind: str, names: Iterable[str]) -> list[str]:
    return [entity_id(kind, name) for name in names]


def _actor(actor: Actor) -> Entity:
    properties: dict[str, _Given] = {
        "name": actor.label,
        "alias": actor.alt_labels,
        "country": _country(actor.iso3),
        "wikidataId": actor.wikidata,
        "parent": _ids("actor", actor.part_of),
        "sourceUrl": PREFIXES["actor"] + actor.id,
        "summary": f"{count_text(actor.quantity)} {actor.quantity.unit}"
        if actor.quantity
        else None,
    }
    if actor.kind != "Person":
        return _entity(
            _SCHEMATA[actor.kind], entity_id("actor", actor.id), legalForm=actor.kind, **properties
        )
    return _entity("Person", entity_id("actor", actor.id), **properties)


def _memberships(actor: Actor) -> Iterator[Entity]:
    for body in actor.member_of:
        yield _entity(
            "Membership",
            entity_id("membership", f"{actor.id}--{body}"),
            member=entity_id("actor", actor.id),
            organization=entity_id("actor", body),
        )


def _offices(actors: Actors, named: Sequence[str]) -> Iterator[Entity]:
    held = [each for each in actors.tenures if each.holder in named]
    for name in sorted({each.post for each in held} & actors.posts.keys()):
        yield _post(actors.posts[name])
    yield from (_tenure(each) for each in held if each.post in actors.posts)


def _post(post: Post) -> Entity:
    return _entity(
        "Position",
        entity_id("post", post.id),
        name=post.label,
        organization=entity_id("actor", post.post_of),
        sourceUrl=PREFIXES["post"] + post.id,
    )


def _tenure(tenure: Tenure) -> Entity:
    first, last = tenure.bounds
    return _entity(
        "Occupancy",
        entity_id("tenure", tenure_name(tenure.holder, tenure.post, tenure.since)),
        holder=entity_id("actor", tenure.holder),
        post=entity_id("post", tenure.post),
        startDate=first.isoformat() if first else None,
        endDate=last.isoformat() if last else None,
        description=tenure.date_source,
    )


def _article(article: Article, actors: Actors) -> Entity:
    plain = article.published if _PLAIN_DATE.fullmatch(article.published) else None
    return _entity(
        "Article",
        entity_id("article", article.id),
        title=article.title,
        publisher=actors[article.publisher].label,
        publishedAt=plain,
        sourceUrl=article.url or PREFIXES["article"] + article.id,
    )


def _action(
    action: Action, states: dict[str, Actor], articles: Sequence[str], keywords: Sequence[str]
) -> Entity:
    values = action.values
    sides = [states[n] for n in (*action.actor_states, *action.recipient_states) if n in states]
    count = f"{count_text(values.quantity)} {values.quantity.unit}" if values.quantity else None
    return _entity(
        "Event",
        entity_id("action", action.id),
        name=action.label,
        organizer=_ids("actor", values.actor),
        involved=_ids("actor", (*values.recipient, *values.performed_by, *values.affected)),
        country=[_country(each.iso3) for each in sides],
        location=values.place,
        summary=", ".join(filter(None, (action.kind, values.status, count))),
        keywords=[*action.kinds, *_keywords(action), *keywords],
        proof=_ids("article", articles),
        sourceUrl=PREFIXES["action"] + action.id,
        **_when(values.date, action.bounds),
    )


def _keywords(action: Action) -> list[str]:
    cases = [f"case {action.case}"] if action.case else []
    return [
        *cases,
        *(f"part of {n}" for n in action.part_of),
        *(f"contested {c}" for c in action.contested),
    ]


def _when(text: str | None, bounds: Bounds) -> dict[str, str | None]:
    if text and _PLAIN_DATE.fullmatch(text):
        return {"date": text}
    first, last = bounds
    return {
        "startDate": first.isoformat() if first else None,
        "endDate": last.isoformat() if last else None,
    }


def _report(report: Report) -> Entity:
    on = "" if report.stance_on == "occurrence" else f" ({report.stance_on})"
    return _entity(
        "Documentation",
        entity_id("report", report.iri),
        document=entity_id("article", report.article or ""),
        entity=entity_id("action", report.action),
        role=mark_draft(f"{report.stance}{on}", report.draft),
        summary=report.values.reason,
        sourceUrl=PREFIXES["report"] + report.iri,
    )


def _link(link: Link, actors: Actors) -> Entity:
    voices = ", ".join(actors[name].label for name in link.claimed_by)
    rule = f"rule {link.rule}, confidence {link.confidence}" if link.rule else None
    lag = f"{lag_text(link)} days" if lag_text(link) else None
    return _entity(
        "UnknownLink",
        entity_id("link", link.iri),
        subject=entity_id("action", link.response),
        object=entity_id("action", link.trigger),
        # never the relation alone: it may be inferred
        role=mark_draft(f"{link.relation}, {grade_of(link)}", link.draft),
        status=f"{link.basis}, {link.stance}" + (", disputed" if link.disputed_by else ""),
        proof=entity_id("article", link.article) if link.article else None,
        description="; ".join(filter(None, (voices, rule, lag))),
        sourceUrl=PREFIXES["link"] + link.iri,
    )
