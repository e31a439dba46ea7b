"""Moves as the rungs of a ladder: one sentence each, what it answers, who says so, how it stands.

The order is that of time; a move without a day stands where its claims put it, and says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

import networkx as nx

from kg.model.actions import Action, Link, wholes_of
from kg.model.order import by_day, first_day
from kg.model.provenance import DRAFT_MARK
from kg.model.standing import (
    PLANS,
    Answer,
    by_grade,
    is_by_target,
    is_own,
    side_of,
    sides_of,
    state_by,
    targets_of,
    verb_of,
)
from kg.tell.answers import abbreviate_answer, mark_answer, spell_hidden, spell_same_day
from kg.tell.claims import name_opponents, name_reasons, name_voice, spell_who
from kg.tell.counts import count_differs, told_count
from kg.tell.days import abbreviate_when
from kg.tell.directions import isolate
from kg.tell.index import Index
from kg.tell.lags import tell_lag
from kg.tell.signs import family_of, fill_of
from kg.tell.tables import count_text
from kg.tell.words import continue_sentence

WHYS: Final = 3  # triggers that a rung names; the evidence has all
REASONS: Final = 2  # of a rule, the weightiest
FEWEST_FOLDED: Final = 3  # like moves of others on one day that are told together

Position = tuple[int, int]  # the dated move by its number; before (0), at (1) or after (2) it


def order_moves(index: Index) -> list[Action]:
    """All actions in the order of time, undated ones where claims put them.

    A move whose day is not exact stands as early as its bounds allow, but not before what it is
    said to answer; of one day the same holds for all. One of which only the last day is known
    stands there, or before the first that is said to answer it. An undated move stands before the
    first that is said to answer it, or else after the last that it is said to answer; without
    either it comes last.
    """
    start = _find_starts(index)
    known = sorted((x for x in index.ordered if x.id in start), key=lambda x: start[x.id])
    days = groupby(known, key=lambda each: start[each.id])
    dated = [each for _, moves in days for each in _put_triggers_first(list(moves), index)]
    at: dict[str, Position] = {each.id: (n, 1) for n, each in enumerate(dated)}
    waiting = [each for each in index.ordered if each.id not in at]
    while waiting:
        found = {each.id: spot for each in waiting if (spot := _place(each, at, index))}
        if not found:
            break
        at |= found
        waiting = [each for each in waiting if each.id not in found]
    last = (len(dated), 2)
    placed = sorted(index.ordered, key=lambda each: (at.get(each.id, last), by_day(each)))
    spots = groupby(placed, key=lambda each: at.get(each.id, last))
    return [each for _, moves in spots for each in _put_triggers_first(list(moves), index)]


def _find_starts(index: Index) -> dict[str, date]:
    """The day on which each move stands, by id; only those with a bound."""
    start = {each.id: day for each in index.ordered if (day := first_day(each))}
    vague = [each for each in index.ordered if each.earliest != each.latest and each.id in start]
    moved = True
    while moved:  # of which only the last day is known may have been long before: its answers tell
        moved = False
        for each in (x for x in vague if x.earliest is None):
            answers = (start.get(x.response) for x in _drawn(index.claims_on(each.id)))
            if (first := min(filter(None, answers), default=start[each.id])) < start[each.id]:
                start[each.id], moved = first, True
    moved = True
    while moved:  # each only moves forward, and never beyond its last day
        moved = False
        for each in vague:
            causes = (start.get(x.trigger) for x in _drawn(index.claims_from(each.id)))
            inside = [day for day in causes if day and each.latest and day <= each.latest]
            if max(inside, default=start[each.id]) > start[each.id]:
                start[each.id], moved = max(inside), True
    return start


def _put_triggers_first(moves: list[Action], index: Index) -> list[Action]:
    if len(moves) == 1:
        return moves
    at = {each.id: number for number, each in enumerate(moves)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(at)
    claims = (x for name in at for x in _drawn(index.claims_from(name)) if x.trigger in at)
    graph.add_edges_from((each.trigger, each.response) for each in claims)
    if not nx.is_directed_acyclic_graph(graph):
        return moves
    return [moves[at[name]] for name in nx.lexicographical_topological_sort(graph, key=at.get)]


def _place(action: Action, at: Mapping[str, Position], index: Index) -> Position | None:
    answers = [at[x.response] for x in _drawn(index.claims_on(action.id)) if x.response in at]
    if answers:
        return min(answers)[0], 0
    causes = [at[x.trigger] for x in _drawn(index.claims_from(action.id)) if x.trigger in at]
    return (max(causes)[0], 2) if causes else None


def _drawn(claims: Iterable[Link]) -> list[Link]:
    return [each for each in claims if side_of(each) == "for"]


def describe_rung(action: Action, index: Index) -> dict[str, Any]:
    """One move as a rung: plain values for a template.

    Returns:
        `at`, `id`, `label`, `family`, `when`, `day` (ISO, of its first day), `vague`, `state`
        and `answer` of a material act, `status` where it is not known to be done, `differ` where
        accounts give several counts, and `whys`: for each move that it is said to answer, the
        words of the firmest claim.
    """
    answer = index.data.answers.get(action.id)
    told = mark_answer(answer) if answer else ""
    if answer and action.id in index.data.hidden_answers:
        told += f"; {spell_hidden(answer.state, index.data.hidden_answers[action.id])}"
    for name in answer.same_day if answer else ():
        told += f"; on the same day {spell_same_day(index.action(name))}"
    answers = _find_answers(action, answer, index) if answer else []
    whys = list(_whys(action, index))
    day = first_day(action)
    return {
        "at": index.at[action.id],
        "id": action.id,
        "label": action.label,
        "family": family_of(action),
        "status": tell_status(action, index),
        "differ": told_count(action, index) if count_differs(action, index) else "",
        "when": abbreviate_when(action),
        "day": day.isoformat() if day else "",
        "vague": action.earliest is None or action.earliest != action.latest,
        "state": answer.state if answer else "",
        "open": bool(answer and answer.open),
        "answer": told,
        "short": abbreviate_answer(answer) if answer else "",
        "by": [answers[0], index.action(answers[0])] if answers else [],
        "others": max(0, len(answers) - 1),
        "whys": whys[:WHYS],
        "more": max(0, len(whys) - WHYS),
    }


def tell_status(action: Action, index: Index) -> str:
    """How far it got, or that it is only alleged, in a word; nothing where it is known to be done.

    A label in a person's own words need not say so, and without the word a threat reads as a deed.
    """
    fill = fill_of(action, (each.stance for each in index.reports_of(action.id)))
    if fill in ("done", "alleged"):
        return "" if fill == "done" else fill
    return index.code(action.values.status or "")


def _find_answers(action: Action, answer: Answer, index: Index) -> list[str]:
    """The moves that its answer state rests on, by id, those of the firmest claims first."""
    wholes = wholes_of(action.id, index.parents)
    claims = sorted((x for name in wholes for x in index.claims_on(name)), key=by_grade)
    found = [
        link.response
        for link in claims
        if (response := index.actions.get(link.response))
        and _bears(link, response, answer.state, index)
        and not is_own(response, action)
    ]
    return list(dict.fromkeys(found))


def _bears(link: Link, response: Action, state: str, index: Index) -> bool:
    """Whether a claim is of the sort that makes an answer state."""
    if state == "answerDeclined":
        return link.refusal and not link.disputed_by
    if side_of(link) != "for":
        return False
    if state == "answeredInWords":
        trigger = index.actions.get(link.trigger)
        return "SpeechAct" in response.kinds and bool(trigger and is_by_target(response, trigger))
    if state == "answerPlanned":
        return response.values.status in PLANS
    return response.material and state_by(link) == state


def is_answer(action: Action, index: Index) -> bool:
    """Whether a move is said or inferred to answer another, or to decline to."""
    return bool(_list_whys(action, index))


def _list_whys(action: Action, index: Index) -> list[Link]:
    return [x for x in index.claims_from(action.id) if side_of(x) in ("for", "refusal")]


def _whys(action: Action, index: Index) -> Iterable[dict[str, Any]]:
    claims = _list_whys(action, index)
    triggers = dict.fromkeys(each.trigger for each in claims)
    for trigger in triggers:
        said = sorted((each for each in claims if each.trigger == trigger), key=by_grade)
        yield _why(said, index)


def _why(said: Sequence[Link], index: Index) -> dict[str, Any]:
    first = said[0]
    inferred = first.basis == "inferred"
    trigger = index.actions.get(first.trigger)
    reasons = ("no source says so", *map(continue_sentence, name_reasons(first)[:REASONS]))
    who, where = ("Only a rule", "; ".join(reasons)) if inferred else name_voice(first, index)
    return {
        "sort": "inferred" if inferred else side_of(first),
        "verb": f"inferred to answer{DRAFT_MARK * first.draft}" if inferred else verb_of(first),
        "trigger": first.trigger if trigger else "",
        "label": index.action(first.trigger),
        "lag": tell_lag(said, index.actions),
        "who": who,
        "where": where,
        "others": max(0, len({spell_who(x, index) for x in said if x.basis != "inferred"}) - 1),
        "doubt": "; ".join(name_opponents(said, index)),
    }


def spell_why(why: Mapping[str, Any]) -> str:
    """What a rung says of one move that it answers, less who disputes it, as one text."""
    who = f"{isolate(why['who'])}: " if why["who"] else ""
    lag = f", {why['lag']}" if why["lag"] else ""
    where = f" ({isolate(why['where'])})" if why["where"] else ""
    more = f" and {why['others']} more say so" if why["others"] else ""
    return f"↳ {who}{why['verb']} {isolate(why['label'])}{lag}{where}{more}"


def spell_stand(rung: Mapping[str, Any]) -> str:
    """How the act of a rung stands, with the first answer that this rests on."""
    first = f": {isolate(rung['by'][1])}" if rung["by"] else ""
    more = f" and {rung['others']} more" if rung["others"] else ""
    return f"{rung['answer']}{first}{more}"


def find_sides(actions: Iterable[Action]) -> list[str]:
    """The two sides that move or are moved upon most; fewer where there are fewer."""
    moves = [each for each in actions if family_of(each) != "speech"]
    count = Counter(side for each in moves for side in {*sides_of(each), *targets_of(each)})
    return sorted(count, key=lambda side: (-count[side], side))[:2]


def fold_moves(order: Sequence[Action], index: Index) -> list[dict[str, Any]]:
    """Like moves of many sides on one day, which a ladder of two others tells in one row.

    Returns:
        For each: `moves` by number, in order; what each is called in the row (`names`) and is said
        to answer, on its firmest claim (`says`, empty for nothing); what all the actors are
        (`noun`), the day (`when`) and what they did (`what`).
    """
    like: dict[tuple[str, str, tuple[str, ...], str], list[Action]] = defaultdict(list)
    for each in order:
        if first_day(each) and len(sides_of(each)) == 1 and family_of(each) != "speech":
            same = (abbreviate_when(each), each.kind, targets_of(each), tell_status(each, index))
            like[same].append(each)
    alike = [_leave_wholes(moves) for moves in like.values()]
    return [_fold(moves, index) for moves in alike if len(moves) >= FEWEST_FOLDED]


def _leave_wholes(moves: Sequence[Action]) -> list[Action]:
    """The moves without those of which others are parts: they would be told twice."""
    wholes = {name for each in moves for name in each.part_of}
    return [each for each in moves if each.id not in wholes]


def _fold(moves: Sequence[Action], index: Index) -> dict[str, Any]:
    first = moves[0]
    counts = [count_text(each.values.quantity) for each in moves]
    names = [isolate(index.names(sides_of(each))) for each in moves]
    target = index.names(targets_of(first))
    what = (
        index.kind(first.kind),
        f"against {target}" if target else "",
        tell_status(first, index),
    )
    return {
        "moves": [index.at[each.id] for each in moves],
        "names": [f"{n} {c}".strip() for n, c in zip(names, counts, strict=True)],
        "says": [_say_first(each, index) for each in moves],
        "noun": _noun([side for each in moves for side in sides_of(each)], index),
        "when": abbreviate_when(first),
        "what": ", ".join(filter(None, what)),
    }


def _say_first(action: Action, index: Index) -> str:
    why = next(iter(_whys(action, index)), None)
    return f"{why['verb']} {isolate(why['label'])}" if why else ""


def _noun(sides: Sequence[str], index: Index) -> str:
    """What there are several of: states, members of one organisation where all are, or actors.

    Where one of them moves twice it is the moves that are counted.
    """
    if len(set(sides)) < len(sides):
        return "moves"
    known = [index.data.actors.get(side) for side in sides]
    if not all(each and each.kind == "State" for each in known):
        return "actors"
    common = set.intersection(*(set(each.member_of) for each in known if each))
    names = sorted(map(index.name, common))
    return f"member states of the {names[0]}" if names else "states"
