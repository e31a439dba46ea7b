"""How many: actions counted by state, kind, year, dyad or article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.model.actions import Action, count_events
from kg.model.standing import side_of, sides_of, targets_of
from kg.tables import Table, pick_columns
from kg.tell.days import count_drafts
from kg.tell.index import Index
from kg.tell.words import spell_count, spell_totals

_ANSWERS: Final = {  # column -> the answer state of ret:answerState
    "answered": "answered", "disputed": "answerDisputed", "declined": "answerDeclined",
    "suggested": "answerSuggested", "inferred": "answerInferred", "planned": "answerPlanned",
    "in_words": "answeredInWords", "unanswered": "unanswered",
}  # fmt: skip
_COUNTED: Final = (
    "actions", "received", "material", "reports", "claims", "other_claims", *_ANSWERS
)  # fmt: skip


@dataclass(slots=True)
class _Group:
    """The actions of one group, and what is told of them, by id."""

    label: str
    actions: set[str] = field(default_factory=set)
    received: set[str] = field(default_factory=set)  # those done to a state
    reports: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)  # on what one of the actions answers


_Groups = dict[str, _Group]


def tally(index: Index, by: str) -> Table:
    """Count actions.

    Args:
        index: all there is; without its derived part no answer state is known.
        by: one of BY. An action of several states or dyads counts for each; one whose days may
            lie in several years counts for the span of them.
    Returns:
        One row a group, the largest first, years in order; the columns are the group with its
        label, actions (of a state: those it does, then those it receives), material ones, reports,
        claims that one of the actions answers something and other claims, of order alone or of no
        answer (of an article: those it makes; inferred ones nowhere), and the material actions in
        each answer state.
    """
    rows = [_row(index, name, group) for name, group in GROUPINGS[by](index).items()]
    size = _COUNTED.index("actions") + 2
    rows.sort(key=lambda row: row[0] if by == "year" else (-int(row[size]), row[0]))
    header = ("group", "label", *_COUNTED)
    keep = [name for name in header if by == "state" or name != "received"]
    return pick_columns(Table(header, tuple(rows)), keep)


def _row(index: Index, name: str, group: _Group) -> tuple[str, ...]:
    answers = index.data.answers
    states = Counter(answers[each].state for each in group.actions if each in answers)
    answering = sum(side_of(index.links[each]) == "for" for each in group.claims)
    numbers = (
        len(group.actions), len(group.received),
        sum(index.actions[each].material for each in group.actions), len(group.reports),
        answering, len(group.claims) - answering, *(states[each] for each in _ANSWERS.values()),
    )  # fmt: skip
    return (name, group.label, *map(str, numbers))


def tally_all(index: Index) -> Table:
    """Every tally in one table, told apart by its first column."""
    header = ("by", "group", "label", *_COUNTED)
    rows = []
    for by in BY:
        table = tally(index, by)
        for row in table.rows:
            cells = {"by": by, **dict(zip(table.header, row, strict=True))}
            rows.append(tuple(cells.get(name, "") for name in header))
    return Table(header, tuple(rows))


def totals(index: Index) -> str:
    """What there is, in a line, and how much of it is drafts.

    Returns:
        Such as `1 article: 2 actions, 3 reports, 1 claimed and 0 inferred links, 1 chain`.
    """
    data = index.data
    inferred = sum(each.basis == "inferred" for each in data.links)
    told = spell_totals(
        articles=len(data.articles),
        events=count_events(data.reports),
        actions=len(data.actions),
        reports=len(data.reports),
        claimed=len(data.links) - inferred,
        inferred=inferred,
        chains=len(data.chains),
    )
    drafts = count_drafts(index)
    return f"{told}; {spell_count(drafts, 'draft')} among them" if drafts else told


def _grouped(index: Index, homes: Iterable[tuple[Action, str, str]]) -> _Groups:
    """Groups from (action, group, its label), with the reports of and claims on their actions."""
    groups: _Groups = {}
    for action, name, label in homes:
        group = groups.setdefault(name, _Group(label))
        group.actions.add(action.id)
        group.reports.update(each.iri for each in index.reports_of(action.id))
        group.claims.update(
            each.iri for each in index.claims_from(action.id) if each.basis != "inferred"
        )
    return groups


def _by_state(index: Index) -> _Groups:
    acts = index.data.actions
    groups = _grouped(index, ((x, who, index.name(who)) for x in acts for who in x.actor_states))
    for action in acts:
        for state in action.recipient_states:
            group = groups.setdefault(state, _Group(index.name(state)))
            group.received.add(action.id)
    return groups


def _by_kind(index: Index) -> _Groups:
    return _grouped(index, ((x, x.kind, index.kind(x.kind)) for x in index.data.actions))


def _by_year(index: Index) -> _Groups:
    return _grouped(index, ((x, years, years) for x in index.data.actions for years in [_years(x)]))


def _years(action: Action) -> str:
    """`2018`, or the span in EDTF where the days may lie in several years."""
    first, last = (str(each.year).zfill(4) if each else ".." for each in action.bounds)
    if first == last:
        return "undated" if first == ".." else first
    return f"{first}/{last}"


def _by_dyad(index: Index) -> _Groups:
    """A mutual act is one of each on the other; what a side does to itself is in no dyad."""
    return _grouped(
        index,
        (
            (each, f"{actor} {other}", f"{index.name(actor)} to {index.name(other)}")
            for each in index.data.actions
            for actor in sides_of(each)
            for other in targets_of(each)
            if actor != other
        ),
    )


def _by_article(index: Index) -> _Groups:
    groups = {each.id: _Group(each.title) for each in index.data.articles}
    made: dict[str, _Group] = defaultdict(lambda: _Group(""))
    made.update(groups)
    for report in index.data.reports:
        if report.article:
            made[report.article].reports.add(report.iri)
            made[report.article].actions.add(report.action)
    for link in index.data.links:
        if link.article and link.basis != "inferred":
            made[link.article].claims.add(link.iri)
    return dict(made)


GROUPINGS: Final[Mapping[str, Callable[[Index], _Groups]]] = {
    "state": _by_state,
    "kind": _by_kind,
    "year": _by_year,
    "dyad": _by_dyad,
    "article": _by_article,
}
BY: Final = tuple(GROUPINGS)
