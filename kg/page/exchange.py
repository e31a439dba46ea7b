"""One exchange to show on its own: a move, what it is said to answer, and on whose word.

Which one is decided here, by how firm its claim is and how new; its words are those of kg.tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.errors import UsageError
from kg.model.actions import Action, Link, Report
from kg.model.names import hint
from kg.model.order import first_day
from kg.model.provenance import mark_draft
from kg.model.standing import by_grade, sides_of, targets_of, verb_of
from kg.page.edges import Line, list_lines
from kg.page.lettering import list_names
from kg.tell.claims import describe_claim, name_opponents, spell_who
from kg.tell.index import Index
from kg.tell.ladder import tell_status
from kg.tell.lags import tell_lag
from kg.tell.records import describe_action
from kg.tell.words import spell_bounds, start_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A move and, where a claim says that it answers or declines to, what came before it."""

    response: Action
    trigger: Action | None = None
    claim: Line | None = None

    @property
    def moves(self) -> tuple[Action, ...]:
        """The earlier one first."""
        return (self.trigger, self.response) if self.trigger else (self.response,)


def find_exchange(index: Index, name: str | None = None) -> Exchange | None:
    """The exchange to show: the newest by firmness, or that of one action.

    Args:
        index: all there is.
        name: the id of an action, shown with what it is said to answer, else with what is said to
            answer it, else alone; None for the newest firm answer between dated measures, else any
            answer that a source claims, else an inferred one, else the newest measure alone.
    Returns:
        The exchange; None where there are no actions.
    Raises:
        UsageError: no action has this id.
    """
    lines = list_lines(index)
    if name is None:
        best = _best([each for each in lines if each.drawn], index)
        return _exchange(best, index) if best else _newest_alone(index)
    known = index.action_ids
    local = known.get(name.removeprefix("action:"), "")
    if not local:
        near = hint(name.removeprefix("action:"), known)
        raise UsageError(f"no action to show is called {name!r}{near}")
    told = [each for each in lines if each.drawn or each.link.refusal]
    answering = [each for each in told if each.link.response == local]
    best = _best(answering or [each for each in told if each.link.trigger == local], index)
    return _exchange(best, index) if best else Exchange(response=index.actions[local])


def _exchange(line: Line, index: Index) -> Exchange:
    response, trigger = index.actions[line.link.response], index.actions[line.link.trigger]
    return Exchange(response=response, trigger=trigger, claim=line)


def _newest_alone(index: Index) -> Exchange | None:
    acts = [each for each in index.ordered if each.material] or index.ordered
    dated = [each for each in acts if first_day(each)] or acts
    return Exchange(response=dated[-1]) if dated else None


def _best(lines: Sequence[Line], index: Index) -> Line | None:
    """Of the firmest sort of claim there is, the newest response to the latest trigger."""
    ranked = [(_rank(each, index), each) for each in lines]
    firmest = min((rank for rank, _ in ranked), default=0)
    first = [each for rank, each in ranked if rank == firmest]
    first.sort(key=lambda each: by_grade(each.link))
    return max(first, key=lambda each: _ends(each, index), default=None)


def _rank(line: Line, index: Index) -> int:
    """How far down a claim stands, see find_exchange; a refusal comes last."""
    ends = [index.actions[name] for name in (line.link.trigger, line.link.response)]
    if line.link.refusal:
        return 4
    if line.link.basis == "inferred":
        return 3
    if not all(each.material for each in ends):
        return 2
    return 0 if not line.grade and all(map(first_day, ends)) else 1


def _ends(line: Line, index: Index) -> tuple[tuple[date, date, str], ...]:
    """When response and trigger were, the undated before all others."""
    ends = [index.actions[name] for name in (line.link.response, line.link.trigger)]
    return tuple((first_day(x) or date.min, x.latest or date.min, x.id) for x in ends)


def head_move(action: Action, index: Index) -> str:
    """When it was, who did it to whom, and how far it got where it is not known to be done."""
    day = spell_bounds(*action.bounds) if first_day(action) else "day not known"
    doers, targets = (
        list_names(map(index.name, side)) for side in (sides_of(action), targets_of(action))
    )
    who = f"{doers or 'an unknown side'} → {targets}" if targets else doers
    return " · ".join(filter(None, (start_sentence(day), who, tell_status(action, index))))


def tell_answer(action: Action, index: Index) -> str:
    """How a measure or hostile act stands with regard to an answer; nothing of any other act."""
    return str(describe_action(action, index)["answer"])


def tell_claim(line: Line, index: Index) -> list[str]:
    """How the answer is claimed: verb, lag and relation; on whose word; and who disputes it."""
    link = line.link
    verb = mark_draft(verb_of(link), False).removesuffix(" to")
    verb = mark_draft(verb.removesuffix(" (no source says so)"), link.draft)
    if line.grade == "disputed" and not link.disputed_by:
        verb += " (disputed)"  # by another claim on the same two moves
    lag = tell_lag([link], index.actions)
    plain = link.relation == "retaliation" or link.refusal
    relation = "" if plain else describe_claim(link, index)["what"]
    head = " · ".join(filter(None, (f"{verb}, {lag}" if lag else verb, relation)))
    told = [head, _spell_word(link, index)]
    disputers = name_opponents([link], index)
    return [*told, f"Disputed by {list_names(disputers)}"] if disputers else told


def _spell_word(link: Link, index: Index) -> str:
    """Who makes the claim, and where."""
    if link.basis == "inferred":
        return "No source says so; a rule infers it"
    return f"{start_sentence(link.basis)} by {spell_who(link, index)}"


def list_sources(exchange: Exchange, index: Index) -> list[str]:
    """The publishers and tables behind what is shown, that of the claim first."""
    said: list[Report | Link] = [exchange.claim.link] if exchange.claim else []
    for each in reversed(exchange.moves):
        said += index.reports_of(each.id)
    return list(dict.fromkeys(filter(None, (_publisher(each, index) for each in said))))


def as_of(exchange: Exchange, index: Index) -> date | None:
    """Up to which day the sources on what is shown are known; None where that is not told."""
    found = (index.data.answers.get(each.id) for each in reversed(exchange.moves))
    return next((answer.as_of for answer in found if answer), None)


def _publisher(said: Report | Link, index: Index) -> str:
    return index.outlet(said) if said.article or said.table else ""
