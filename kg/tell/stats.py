"""How many: the actions of a graph counted by state, kind, year, dyad or article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from kg.model.standing import is_material, side_of
from kg.model.vocabulary import KINDS
from kg.tables import Table, pick_columns
from kg.tell.facts import Facts
from kg.tell.phrases import read_claim

_ANSWERS: Final = {  # column -> the answer state of ret:answerState
    "answered": "answered", "disputed": "answerDisputed", "declined": "answerDeclined",
    "suggested": "answerSuggested", "inferred": "answerInferred", "planned": "answerPlanned",
    "in_words": "answeredInWords", "unanswered": "unanswered",
}  # fmt: skip
_COUNTED: Final = (
    "actions", "received", "material", "reports", "claims", "other_claims", *_ANSWERS
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Group:
    """The actions of one group, and what is told of them; all by short name."""

    actions: set[str] = field(default_factory=set)
    received: set[str] = field(default_factory=set)  # those done to a state
    reports: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)  # on what one of the actions answers


_Groups = Mapping[str, _Group]


def tally(facts: Facts, by: str) -> Table:
    """Count the actions of a graph.

    Args:
        facts: the graph; without its derived part no answer state is known.
        by: one of BY. An action of several states or dyads counts for each; one whose days may
            lie in several years counts for the span of them.
    Returns:
        One row a group, the largest first, years in order; the columns are the group with its
        label, actions (of a state: those it does, then those it receives), material ones, reports,
        claims that one of the actions answers something and other claims, of order alone or of no
        answer (of an article: those it makes; inferred ones nowhere), and the material actions in
        each answer state.
    """
    groups = GROUPINGS[by](facts)
    answers = {name: value.removeprefix("code:") for name, value in facts.pairs("ret:answerState")}
    told = _Told(
        answers=answers,
        material=_material(facts),
        answering={each for found in _claims(facts).values() for each in found
                   if side_of(read_claim(facts, each)) == "for"},
    )  # fmt: skip
    rows = [_row(facts, name, group, told) for name, group in groups.items()]
    size = _COUNTED.index("actions") + 2
    rows.sort(key=lambda row: row[0] if by == "year" else (-int(row[size]), row[0]))
    header = ("group", "label", *_COUNTED)
    keep = [name for name in header if by == "state" or name != "received"]
    return pick_columns(Table(header, tuple(rows)), keep)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the graph says of its actions and claims, looked up once; all by short name."""

    answers: Mapping[str, str]  # action -> answer state
    material: Set[str]  # actions
    answering: Set[str]  # claims of an answer, however firm


def _material(facts: Facts) -> set[str]:
    """By class and status."""
    status = {name: code.removeprefix("code:") for name, code in facts.pairs("ret:status")}
    kinds = ((name, kind.removeprefix("ret:")) for name, kind in facts.pairs("rdf:type"))
    return {x for x, kind in kinds if kind in KINDS and is_material(kind, status.get(x))}


def _row(facts: Facts, name: str, group: _Group, told: _Told) -> tuple[str, ...]:
    states = [told.answers[each] for each in group.actions if each in told.answers]
    label = " to ".join(facts.label(each) if ":" in each else each for each in name.split())
    name = " ".join(each.rpartition(":")[2] for each in name.split())
    answering = group.claims & told.answering
    numbers = (
        len(group.actions), len(group.received), len(group.actions & told.material),
        len(group.reports), len(answering), len(group.claims - answering),
        *(states.count(each) for each in _ANSWERS.values()),
    )  # fmt: skip
    return (name, label, *map(str, numbers))


def tally_all(facts: Facts) -> Table:
    """Every tally in one table, told apart by its first column."""
    header = ("by", "group", "label", *_COUNTED)
    rows = []
    for by in BY:
        table = tally(facts, by)
        for row in table.rows:
            cells = {"by": by, **dict(zip(table.header, row, strict=True))}
            rows.append(tuple(cells.get(name, "") for name in header))
    return Table(header, tuple(rows))


def totals(facts: Facts) -> str:
    """What the graph holds, in a line.

    Returns:
        Such as `5 articles, 113 actions, 274 reports, 71 claimed and 1 inferred links, 4 chains`.
    """
    kinds = ("article", "action", "report", "chain", "link")
    articles, actions, reports, chains, links = (len(facts.all_of(each)) for each in kinds)
    inferred = len(facts.having("ret:basis", "code:inferred"))
    return (
        f"{articles} articles, {actions} actions, {reports} reports, {links - inferred} claimed "
        f"and {inferred} inferred links, {chains} chains"
    )


def _grouped(facts: Facts, homes: Iterable[tuple[str, str]]) -> dict[str, _Group]:
    """Groups from (action, group) pairs, with the reports of and claims on their actions."""
    reports, claims = _of_actions(facts, "ret:ofAction"), _claims(facts)
    groups: dict[str, _Group] = defaultdict(_Group)
    for action, name in homes:
        group = groups[name]
        group.actions.add(action)
        group.reports.update(reports.get(action, ()))
        group.claims.update(claims.get(action, ()))
    return groups


def _of_actions(facts: Facts, prop: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, action in facts.pairs(prop):
        found[action].add(name)
    return found


def _claims(facts: Facts) -> dict[str, set[str]]:
    """By response; what a rule infers is no claim."""
    inferred = set(facts.having("ret:basis", "code:inferred"))
    found = _of_actions(facts, "ret:response")
    return {action: names - inferred for action, names in found.items()}


def _by_state(facts: Facts) -> _Groups:
    groups = _grouped(facts, facts.pairs("ret:actorState"))
    for action, state in facts.pairs("ret:recipientState"):
        groups[state].received.add(action)
    return groups


def _by_kind(facts: Facts) -> _Groups:
    pairs = facts.pairs("rdf:type")
    return _grouped(facts, (each for each in pairs if each[0].startswith("action:")))


def _by_year(facts: Facts) -> _Groups:
    bounds = [dict(facts.pairs(prop)) for prop in ("ret:earliest", "ret:latest")]
    return _grouped(facts, ((each, _years(each, *bounds)) for each in facts.all_of("action")))


def _years(action: str, earliest: Mapping[str, str], latest: Mapping[str, str]) -> str:
    """`2018`, or the span in EDTF where the days may lie in several years."""
    first, last = earliest.get(action, "")[:4], latest.get(action, "")[:4]
    if first == last:
        return first or "undated"
    return f"{first or '..'}/{last or '..'}"


def _by_dyad(facts: Facts) -> _Groups:
    recipients: dict[str, list[str]] = defaultdict(list)
    for action, state in facts.pairs("ret:recipientState"):
        recipients[action].append(state)
    return _grouped(
        facts,
        (
            (action, f"{actor} {other}")
            for action, actor in facts.pairs("ret:actorState")
            for other in recipients.get(action, ())
        ),
    )


def _by_article(facts: Facts) -> _Groups:
    acts, inferred = dict(facts.pairs("ret:ofAction")), facts.having("ret:basis", "code:inferred")
    groups: dict[str, _Group] = {each: _Group() for each in facts.all_of("article")}
    for said, article in facts.pairs("ret:inArticle"):
        group = groups.setdefault(article, _Group())
        if said in acts:
            group.reports.add(said)
            group.actions.add(acts[said])
        elif said not in inferred:
            group.claims.add(said)
    return groups


GROUPINGS: Final[Mapping[str, Callable[[Facts], _Groups]]] = {
    "state": _by_state,
    "kind": _by_kind,
    "year": _by_year,
    "dyad": _by_dyad,
    "article": _by_article,
}
BY: Final = tuple(GROUPINGS)
