"""A build -> FollowTheMoney entities, one a line, as Aleph and OpenSanctions read them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kg.files import digest
from kg.infer.built import Built
from kg.model.actions import Action, Article, Link, Report
from kg.model.actors import Actor, Actors, Post, Tenure
from kg.model.bases import Bases
from kg.model.dates import Bounds
from kg.model.ids import ID_BASE, tenure_name
from kg.model.provenance import mark_draft
from kg.model.standing import grade_of
from kg.model.states import short_code, states_named
from kg.rdf.actors import actors_named
from kg.tell.lags import tell_lag
from kg.tell.tables import count_text

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
    "the order of acts within a day, and when an act became known",
    "dates with open or uncertain parts: only a year, month or day, or first and last possible day",
    "the country of East Germany, North Vietnam, South Yemen or the Netherlands Antilles",
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
    ids = _Ids(built.corpus.bases)
    named = actors.closure(actors_named(record))
    states = {name: actors[name] for name in named}
    for name in named:
        yield _actor(ids, actors[name])
        yield from _memberships(ids, actors[name])
    yield from _offices(ids, actors, named)
    yield from (_article(ids, each, actors) for each in record.articles)
    told: dict[str, set[str]] = {}
    for report in record.reports:
        if report.article:
            told.setdefault(report.action, set()).add(report.article)
            yield _report(ids, report)
    chains = {name: chain.id for chain in built.chains for name in chain.actions}
    for action in record.actions:
        words = [f"chain {chains[action.id]}"] if action.id in chains else []
        if answer := built.answers.get(action.id):
            words += [
                answer.state,
                *(f"same day as {each}, order not told" for each in answer.same_day),
            ]
        yield _action(ids, action, states, sorted(told.get(action.id, ())), words)
    by_id = {each.id: each for each in record.actions}
    yield from (_link(ids, each, actors, by_id) for each in (*record.links, *built.inferred))


def _entity(schema: str, name: str, /, **properties: _Given) -> Entity:
    """One entity; properties without a value are left out."""
    given = {}
    for key, values in properties.items():
        several = [values] if isinstance(values, str) or values is None else values
        if kept := list(dict.fromkeys(each for each in several if each)):
            given[key] = kept
    return {"id": name, "schema": schema, "properties": given}


def entity_id(kind: str, name: str, base: str = ID_BASE) -> str:
    """The id of a thing: FollowTheMoney takes letters, digits, dots and dashes alone.

    What is not the package's has a mark of whose it is: two projects share no id either.

    >>> entity_id("actor", "foreign_ministry")
    'actor-foreign.ministry'
    >>> entity_id("actor", "gazette", "https://klow.example/")
    'actor.a542a070be-gazette'
    """
    mark = "" if base == ID_BASE else f".{digest(base.encode())[:10]}"  # no kind has a dot
    text = f"{kind}{mark}-{name.replace('_', '.')}"  # no id of ours has one either
    if len(text) <= _ID_LIMIT:
        return text
    return f"{text[: _ID_LIMIT - 11]}.{digest(text.encode())[:10]}"


def _country(state: Actor) -> str | None:
    """The code of a state's country: by its own code, else by its name where that is of one alone.

    A code outside ISO 3166 (`XSU`) may be that of a state which has another there.
    """
    named = states_named(state.label) if state.kind == "State" else ()
    found = short_code(state.iso3) or (short_code(*named) if len(named) == 1 else None)
    return None if found in _NO_COUNTRIES else found


class _Ids:
    """The ids and addresses of things by their local names."""

    def __init__(self, bases: Bases) -> None:
        self._bases: Final = bases

    def one(self, kind: str, name: str) -> str:
        """The id of a thing."""
        return entity_id(kind, name, self._bases.of(kind, name))

    def many(self, kind: str, names: Iterable[str]) -> list[str]:
        """The ids of several things of one kind."""
        return [self.one(kind, name) for name in names]

    def membership(self, member: str, body: str) -> str:
        """The id of what is not a thing of ours: that one actor belongs to another."""
        name = f"{member}--{body}"
        return entity_id("membership", name, self._bases.of("actor", member))

    def url(self, kind: str, name: str) -> str:
        """The address of a thing."""
        return self._bases.iri(kind, name)


def _actor(ids: _Ids, actor: Actor) -> Entity:
    properties: dict[str, _Given] = {
        "name": actor.label,
        "alias": actor.alt_labels,
        "country": _country(actor),
        "wikidataId": actor.wikidata,
        "parent": ids.many("actor", actor.part_of),
        "sourceUrl": ids.url("actor", actor.id),
        "summary": f"{count_text(actor.quantity)} {actor.quantity.unit}"
        if actor.quantity
        else None,
    }
    if actor.kind != "Person":
        return _entity(
            _SCHEMATA[actor.kind], ids.one("actor", actor.id), legalForm=actor.kind, **properties
        )
    return _entity("Person", ids.one("actor", actor.id), **properties)


def _memberships(ids: _Ids, actor: Actor) -> Iterator[Entity]:
    for body in actor.member_of:
        yield _entity(
            "Membership",
            ids.membership(actor.id, body),
            member=ids.one("actor", actor.id),
            organization=ids.one("actor", body),
        )


def _offices(ids: _Ids, actors: Actors, named: Sequence[str]) -> Iterator[Entity]:
    held = [each for each in actors.tenures if each.holder in named]
    for name in sorted({each.post for each in held} & actors.posts.keys()):
        yield _post(ids, actors.posts[name])
    yield from (_tenure(ids, each) for each in held if each.post in actors.posts)


def _post(ids: _Ids, post: Post) -> Entity:
    return _entity(
        "Position",
        ids.one("post", post.id),
        name=post.label,
        organization=ids.one("actor", post.post_of),
        sourceUrl=ids.url("post", post.id),
    )


def _tenure(ids: _Ids, tenure: Tenure) -> Entity:
    first, last = tenure.bounds
    return _entity(
        "Occupancy",
        ids.one("tenure", tenure_name(tenure.holder, tenure.post, tenure.since)),
        holder=ids.one("actor", tenure.holder),
        post=ids.one("post", tenure.post),
        startDate=first.isoformat() if first else None,
        endDate=last.isoformat() if last else None,
        description=tenure.date_source,
    )


def _article(ids: _Ids, article: Article, actors: Actors) -> Entity:
    plain = article.published if _PLAIN_DATE.fullmatch(article.published) else None
    return _entity(
        "Article",
        ids.one("article", article.id),
        title=article.title,
        publisher=actors[article.publisher].label,
        publishedAt=plain,
        sourceUrl=article.url or ids.url("article", article.id),
    )


def _action(
    ids: _Ids,
    action: Action,
    states: dict[str, Actor],
    articles: Sequence[str],
    keywords: Sequence[str],
) -> Entity:
    values = action.values
    sides = [states[n] for n in (*action.actor_states, *action.recipient_states) if n in states]
    count = f"{count_text(values.quantity)} {values.quantity.unit}" if values.quantity else None
    return _entity(
        "Event",
        ids.one("action", action.id),
        name=action.label,
        organizer=ids.many("actor", values.actor),
        involved=ids.many("actor", (*values.recipient, *values.performed_by, *values.affected)),
        country=[_country(each) for each in sides],
        location=values.place,
        summary=", ".join(filter(None, (action.kind, values.status, count))),
        keywords=[*action.kinds, *_keywords(action), *keywords],
        proof=ids.many("article", articles),
        sourceUrl=ids.url("action", action.id),
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


def _report(ids: _Ids, report: Report) -> Entity:
    on = "" if report.stance_on == "occurrence" else f" ({report.stance_on})"
    return _entity(
        "Documentation",
        ids.one("report", report.iri),
        document=ids.one("article", report.article or ""),
        entity=ids.one("action", report.action),
        role=mark_draft(f"{report.stance}{on}", report.draft),
        summary=report.values.reason,
        sourceUrl=ids.url("report", report.iri),
    )


def _link(ids: _Ids, link: Link, actors: Actors, actions: Mapping[str, Action]) -> Entity:
    voices = ", ".join(actors[name].label for name in link.claimed_by)
    rule = f"rule {link.rule}, confidence {link.confidence}" if link.rule else None
    lag = tell_lag([link], actions)
    return _entity(
        "UnknownLink",
        ids.one("link", link.iri),
        subject=ids.one("action", link.response),
        object=ids.one("action", link.trigger),
        # never the relation alone: it may be inferred
        role=mark_draft(f"{link.relation}, {grade_of(link)}", link.draft),
        status=f"{link.basis}, {link.stance}" + (", disputed" if link.disputed_by else ""),
        proof=ids.one("article", link.article) if link.article else None,
        description="; ".join(filter(None, (voices, rule, lag))),
        sourceUrl=ids.url("link", link.iri),
    )
