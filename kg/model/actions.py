"""Action, Report, Link, Feature, Chain: the plain values that everything else passes around.

No value here knows a file format or RDF; equality leaves out what RDF has no place for. Dates stay
EDTF text beside their bounds; ids are the local names of the IRIs that kg.rdf.terms mints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from kg.codec import NOT_KEPT
from kg.errors import Place
from kg.model.actors import Quantity
from kg.model.dates import Bounds
from kg.model.ids import reading_name
from kg.model.provenance import UNSAID, Provenance
from kg.model.vocabulary import KINDS, LABELS, ancestry

#: Classes so wide that two acts share them by chance.
WIDE_KINDS: Final = ("Action", "DiplomaticMeasure", "EconomicMeasure", "HostileAct")


def label_act(kind: str, actors: Iterable[str], recipients: Iterable[str]) -> str:
    """What an act is called where nobody gave it a label: who did what to whom, by their names.

    >>> label_act("Expulsion", ["Ruritania"], ["Borduria"])
    'Expulsion by Ruritania against Borduria'
    """
    actor, recipient = ", ".join(actors), ", ".join(recipients)
    against = f" against {recipient}" if recipient else ""
    return f"{LABELS[kind].capitalize()} by {actor}{against}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What one voice says of an action. Empty or None where it says nothing."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    performed_by: tuple[str, ...] = ()
    quantity: Quantity | None = None
    affected: tuple[str, ...] = ()
    date: str | None = None  # EDTF
    within_day: int | None = None  # from 1, where a source tells the order of acts of one day
    disclosed: str | None = None  # EDTF; when a hostile act became known
    deadline: str | None = None  # EDTF
    deadline_term: str | None = None  # ISO 8601 duration in days, P0D at once
    status: str | None = None
    place: str | None = None
    reason: str | None = None
    legal_basis: str | None = None
    alleged_breach_of: str | None = None

    @property
    def named(self) -> frozenset[str]:
        """Every actor named in any role."""
        return frozenset((*self.actor, *self.recipient, *self.performed_by, *self.affected))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One voice's account of one action, at one place in an article or in one row of a table."""

    iri: str  # local name
    action: str
    identifier: str | None = None  # the id that its file gives the act, where a merge replaced it
    article: str | None = None
    start: int | None = None  # code points, 0-based
    end: int | None = None  # exclusive
    table: str | None = None  # file name of an event table, in place of an article
    row: int | None = None  # line in that table, the header is line 1
    source: str | None = None  # what the row rests on, in the words of the table
    selection: str | None = None  # code of Selection: why the row is in its table
    stance: str
    stance_on: str = "occurrence"
    attributed_to: tuple[str, ...] = ()  # empty: the author's own voice
    relayed_by: tuple[str, ...] = ()
    described_as: str | None = None
    values: Values = Values()
    provenance: Provenance = UNSAID
    place: Place = field(compare=False)

    @property
    def draft(self) -> bool:
        """Whether a program extracted it and nobody reviewed it."""
        return self.provenance.is_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An event in the world, with what its sources agree on.

    `values` starts as what the declaration says and is completed by kg.read.accounts with the
    values on which the asserting reports agree.
    """

    id: str
    kind: str
    label: str
    case: str | None = None
    part_of: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    announces: tuple[str, ...] = ()
    prepares: tuple[str, ...] = ()
    values: Values = Values()
    earliest: date | None = None
    latest: date | None = None
    known: Bounds = (
        None,
        None,
    )  # when a hostile act became known; all that voices allow
    date_source: str | None = None  # set: the date is known from outside the articles
    contested: tuple[str, ...] = ()
    actor_states: tuple[str, ...] = ()
    recipient_states: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()  # international ones among those it names; of no state
    material: bool = False
    draft: bool = False  # only drafts tell of it
    place: Place = field(compare=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The class and its superclasses, nearest first."""
        return ancestry(self.kind)

    @property
    def bounds(self) -> Bounds:
        """The first and last possible day; None where open or unknown."""
        return self.earliest, self.latest

    @property
    def severity(self) -> int:
        """Ordinal severity 0-10 of the class; see ret:severity."""
        return KINDS[self.kind][1]

    @property
    def doubted(self) -> bool:
        """Whether a source contests that it happened or who did it; lawfulness is not a fact."""
        return bool({"occurrence", "responsibility"} & set(self.contested))


def wholes_of(action: str, parents: Mapping[str, Sequence[str]]) -> list[str]:
    """The id of an action and of all that it is part of, however far up.

    >>> wholes_of("four", {"four": ["sixty"], "sixty": ["allies"]})
    ['four', 'sixty', 'allies']
    """
    found = [action]
    for each in found:
        found += [whole for whole in parents.get(each, ()) if whole not in found]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One consideration for or against an inferred link, as log-odds."""

    name: str
    contribution: Decimal
    says: str = ""  # the sentence of the rules that found it


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One claim that one action answers another; the claim and not the pair is the unit."""

    iri: str  # local name
    response: str
    trigger: str
    relation: str
    basis: str
    stance: str
    claimed_by: tuple[str, ...] = ()
    solidarity_with: tuple[str, ...] = ()
    article: str | None = None
    start: int | None = None
    end: int | None = None
    table: str | None = None
    row: int | None = None
    reading_certainty: Decimal | None = None
    refusal: bool = False  # see kg.model.standing.is_refusal
    disputed_by: tuple[tuple[str, str], ...] = ()  # (kind of IRI: report or link, local name)
    conflicts_with: tuple[str, ...] = ()
    min_lag: int | None = None  # days
    max_lag: int | None = None  # days; equal to min_lag where both days are exact
    confidence: Decimal | None = None  # 0-1, inferred links only
    rule: str | None = None
    rule_version: str | None = None
    features: tuple[Feature, ...] = ()
    counter_evidence: tuple[tuple[str, str], ...] = ()
    alternative_to: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()  # triggers that were found too weak
    provenance: Provenance = UNSAID
    draft: bool = False  # it is one, or was inferred between acts of which one is
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A weakly connected component of chain links between material actions."""

    id: str
    actions: tuple[str, ...]  # by date, then id
    links: tuple[str, ...]
    first: tuple[str, ...]
    last: tuple[str, ...]
    length: int  # links on the longest path
    open: bool = False  # whether a last action still waits for an answer
    waiting: tuple[str, ...] = ()  # of the last actions, those that have come and wait
    open_since: tuple[date, ...] = ()  # the days of those, as far as they are known exactly
    draft: bool = False  # whether a link or an action of it is a draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dispute that several actions belong to."""

    id: str
    label: str
    description: str | None = None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A source text: what is known of it, never the text itself."""

    id: str
    title: str
    publisher: str
    published: str  # EDTF
    published_source: str | None = None  # where the date is known from, if not from the text
    url: str | None = None
    text_digest: str  # sha256 of the UTF-8 text, hex
    text_length: int  # code points
    boilerplate: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    no_act: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    provenance: Provenance = UNSAID
    place: Place = field(compare=False)

    @property
    def draft(self) -> bool:
        """Whether a program extracted it and nobody reviewed it."""
        return self.provenance.is_draft


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Reading:
    """What some annotators of an article give where others of them read it differently.

    That is a difference between annotators, and never one between sources.
    """

    article: str
    of: tuple[str, str]  # (kind of thing, local name)
    key: str  # of the annotation format; "report" or "link" where only some have it at all
    value: str  # empty where it is left out
    annotators: tuple[str, ...]

    @property
    def iri(self) -> str:
        """Its local name."""
        return reading_name(self.article, self.of, self.key, self.value, self.annotators)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one file says: its article if it is one, and what it declares, reports and claims."""

    article: Article | None
    cases: tuple[Case, ...] = ()
    actions: tuple[Action, ...] = ()
    reports: tuple[Report, ...] = ()
    links: tuple[Link, ...] = ()
    unreadable: tuple[str, ...] = ()  # ids of actions whose declaration has problems of its own
    untold: tuple[str, ...] = ()  # ids of actions of which a report, or a part of it, is unreadable
    #: Named by rows, and declared there unless a file does; without a label where none is given.
    implied_cases: tuple[Case, ...] = ()
    readings: tuple[Reading, ...] = ()  # where annotators of its article differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All accounts read together: what the stated graph is made of."""

    articles: tuple[Article, ...] = ()
    cases: tuple[Case, ...] = ()
    actions: tuple[Action, ...] = ()
    reports: tuple[Report, ...] = ()
    links: tuple[Link, ...] = ()
    readings: tuple[Reading, ...] = ()
    #: Organisation -> its states, for inference; a graph has that behind it.
    members: Mapping[str, frozenset[str]] = field(
        default_factory=dict, compare=False, metadata=NOT_KEPT
    )


def action_names(actions: Iterable[Action], reports: Iterable[Report]) -> dict[str, str]:
    """Every id that an action goes by -> its id: its own, and those that were merged into it."""
    own = {each.id: each.id for each in actions}
    merged = {x.identifier: x.action for x in reports if x.identifier and x.action in own}
    return {**merged, **own}


def count_events(reports: Iterable[Report]) -> int:
    """How many coded events some reports rest on: rows of event tables."""
    return len({(each.table, each.row) for each in reports if each.table})
