"""PageData looked at from every side: by id, by action, by article, with a name for each thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.model.actions import (
    Action,
    Article,
    Case,
    Chain,
    Link,
    Reading,
    Report,
    action_names,
)
from kg.model.actors import Actors
from kg.model.bases import PACKAGE, Bases
from kg.model.ids import tenure_name
from kg.model.order import by_day
from kg.model.provenance import mark_draft
from kg.model.standing import Answer, by_grade
from kg.tell.words import MONTHS, spell_date, spell_name

#: What stands behind the outlet in the source of a row: `, 26 March 2018 (item 7)`.
_CITED: Final = re.compile(
    rf"(?:, (?P<day>\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}))?(?: \(.*)?\Z", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who made a page, where it stands and under what licence; empty where not said."""

    author: str = ""
    url: str = ""
    licence: str = ""
    citation: str = ""  # of a data set that is cited as itself
    origin: str = ""  # how its data came about


NOBODY: Final = Credit()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """All that one page shows: plain values, no RDF."""

    title: str
    actions: tuple[Action, ...]
    reports: tuple[Report, ...]
    links: tuple[Link, ...]
    chains: tuple[Chain, ...]
    articles: tuple[Article, ...]
    labels: Mapping[str, str]  # actor id -> label: states, organisations, persons, publishers
    kind_labels: Mapping[str, str]  # class of action -> English label
    code_labels: Mapping[str, str]  # local name of a code or property -> English label
    answers: Mapping[str, Answer]  # of each material action, by id
    cases: tuple[Case, ...]
    #: Those of the labels, with their posts and tenures.
    actors: Actors = field(default_factory=lambda: Actors(()), compare=False)
    readings: tuple[Reading, ...] = ()  # where the annotators of an article differ
    quotations: Mapping[str, str] = field(default_factory=dict)  # report -> its words, if at hand
    notices: tuple[str, ...] = ()  # what a reader must know of what is not shown
    graph: Mapping[str, Any] = field(default_factory=dict)  # what the page's Turtle is cut from
    #: Actions whose answer is not shown -> the labels of acts of their day that alone make it.
    hidden_answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    view: str = ""  # what the page opens with, see kg.select.address.VIEWS; "" by its size
    words: str = ""  # the filters of the command line that left this much
    embed: bool = False  # for a frame of another page: without heading, with a line of credit
    credit: Credit = NOBODY
    card: str = ""  # the file beside the page that others show of it, see kg.page.card
    story: tuple[tuple[str, str], ...] = ()  # (action, text) a step; () for the moves in order
    bases: Bases = PACKAGE  # below which each thing stands
    whole: PageData | None = None  # where not all is drawn: all of it, which is what is counted


class Index:
    """Look-ups into one PageData; an id without a label stands for itself."""

    def __init__(self, data: PageData) -> None:
        self.data: Final = data
        self.ordered: Final = sorted(data.actions, key=by_day)
        self.actions: Final = {action.id: action for action in self.ordered}
        #: What an action may be called by -> its id: also the id of a row merged into it.
        self.action_ids: Final = action_names(data.actions, data.reports)
        self.parents: Final = {action.id: action.part_of for action in self.ordered}
        #: The number an action goes by in the page: ids are outside text ("__proto__"), and
        #: vis-network keeps its nodes in a plain object.
        self.at: Final = {action.id: number for number, action in enumerate(self.ordered)}
        named = {
            who
            for a in self.ordered
            for who in (*a.actor_states, *a.recipient_states, *a.values.actor,
                        *a.values.recipient, *a.values.performed_by)
        }  # fmt: skip
        self.actors: Final = sorted(named, key=lambda who: (self.name(who).casefold(), who))
        self.actor_at: Final = {who: at for at, who in enumerate(self.actors)}
        self.sources: Final = sorted(
            data.articles, key=lambda a: (self.name(a.publisher), a.title, a.id)
        )
        self.articles: Final = {article.id: article for article in data.articles}
        self.cases: Final = {case.id: case for case in data.cases}
        self.links: Final = {link.iri: link for link in data.links}
        self.reports: Final = {report.iri: report for report in data.reports}
        #: Table and row -> what the row rests on: a claim beside a report has no word of that.
        self._rows: Final = {(x.table, x.row): x.source for x in data.reports}
        self._source_at: Final = {article.id: at for at, article in enumerate(self.sources)}
        self.prepared_by: Final[dict[str, list[str]]] = defaultdict(list)
        for action in self.ordered:
            for prepared in action.prepares:
                self.prepared_by[prepared].append(action.id)
        self._by_action: Final[dict[str, list[Report]]] = defaultdict(list)
        for report in sorted(data.reports, key=place_of):
            self._by_action[report.action].append(report)
        self._answering: Final[dict[str, list[Link]]] = defaultdict(list)
        self._answered: Final[dict[str, list[Link]]] = defaultdict(list)
        for link in sorted(data.links, key=by_grade):
            self._answering[link.response].append(link)
            self._answered[link.trigger].append(link)
        self.readings: Final[dict[tuple[str, str], list[Reading]]] = defaultdict(list)
        for reading in data.readings:
            self.readings[reading.of].append(reading)
        #: Short name of everything -> what people call it.
        self.things: Final = dict(self._name_things())

    def _name_things(self) -> Iterator[tuple[str, str]]:
        yield from ((f"action:{each.id}", each.label) for each in self.data.actions)
        yield from ((f"case:{each.id}", each.label) for each in self.data.cases)
        yield from ((f"post:{x.id}", x.label) for x in self.data.actors.posts.values())
        yield from ((f"actor:{name}", label) for name, label in self.data.labels.items())
        yield from ((f"article:{each.id}", each.title) for each in self.data.articles)
        for chain in self.data.chains:
            name = mark_draft(self.action(chain.id), chain.draft)
            yield f"chain:{chain.id}", f"Chain that begins with: {name}"
        for link in self.data.links:
            ends = self.action(link.response), self.action(link.trigger)
            yield f"link:{link.iri}", "“{}” on “{}”".format(*ends)
        for report in self.data.reports:
            where = self.articles.get(report.article or "")
            source = where.title if where else self.publisher(report)
            yield f"report:{report.iri}", f"“{source}” on “{self.action(report.action)}”"
        for held in self.data.actors.tenures:
            name = tenure_name(held.holder, held.post, held.since)
            yield f"tenure:{name}", f"{self.name(held.holder)} as {self.post(held.post)}"

    def reports_of(self, action: str) -> list[Report]:
        """The reports of an action, in the order of articles and places."""
        return self._by_action.get(action, [])

    def merged_into(self, action: str) -> list[str]:
        """The ids that were merged into an action, sorted."""
        return sorted({each.identifier for each in self.reports_of(action) if each.identifier})

    def claims_from(self, action: str) -> list[Link]:
        """The claims on what an action answers, the firmest first."""
        return self._answering.get(action, [])

    def claims_on(self, action: str) -> list[Link]:
        """The claims on what answers an action, the firmest first."""
        return self._answered.get(action, [])

    def name(self, actor: str) -> str:
        """The name of an actor."""
        return self.data.labels.get(actor, actor)

    def names(self, actors: Iterable[str]) -> str:
        """The names of several actors."""
        return ", ".join(map(self.name, actors))

    def post(self, post: str) -> str:
        """The label of a post."""
        known = self.data.actors.posts.get(post)
        return known.label if known else post

    def kind(self, kind: str) -> str:
        """The name of a class of actions."""
        return self.data.kind_labels.get(kind) or spell_name(kind)

    def code(self, code: str) -> str:
        """The name of a code."""
        return self.data.code_labels.get(code) or spell_name(code)

    def action(self, action: str) -> str:
        """The label of an action."""
        return self.actions[action].label if action in self.actions else action

    def source(self, article: str | None) -> int:
        """The number of an article among the sources, -1 for one that is not shown."""
        return -1 if article is None else self._source_at.get(article, -1)

    def spell_place(self, said: Report | Link) -> str:
        """Where something is said: the place in an article's text, or that a table has it.

        Which row of which file that is, a reader of the source cannot use; tables and RDF tell it.
        """
        if said.table is not None:
            return "coded in a table"
        if said.start is None or said.end is None:
            return ""
        known = said.article in self.articles
        text = "the article's text" if known else f"the article {said.article}"
        return f"characters {said.start} to {said.end} of {text}"

    def spell_source(self, said: Report | Link) -> str:
        """The publisher and the place in the text, or what a row rests on."""
        if said.table is not None:
            return f"{self.publisher(said)}, {self.spell_place(said)}"
        place = "" if said.start is None else f", characters {said.start} to {said.end}"
        return f"{self.publisher(said)}{place}"

    def publisher(self, said: Report | Link) -> str:
        """The name of the publisher of the article in which it is said.

        For what a row of a table says it is what the row rests on, in the table's own words: the
        table is only where somebody coded it.
        """
        if said.article in self.articles:
            return self.name(self.articles[said.article].publisher)
        own = said.source if isinstance(said, Report) else None
        row = own or self._rows.get((said.table, said.row))
        return said.article or row or "an unnamed source"

    def outlet(self, said: Report | Link) -> str:
        """The same without the day and the id of an item, which a row has behind its outlet."""
        name = self.publisher(said)
        return name if said.table is None else _CITED.sub("", name)

    def day_of(self, said: Report | Link) -> str:
        """The day of the article, or the one that a row has behind its outlet; in words."""
        if said.article in self.articles:
            return spell_date(self.articles[said.article].published)
        found = _CITED.search(self.publisher(said)) if said.table is not None else None
        return (found["day"] if found else None) or ""


def place_of(report: Report | Link) -> tuple[str, int, int, str]:
    """Articles and tables by name, then the order of the text or the rows."""
    first = report.row if report.start is None else report.start
    return report.article or report.table or "", first or 0, report.end or 0, report.iri
