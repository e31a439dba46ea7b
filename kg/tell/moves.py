"""Chains for people and scripts: a tree of moves, a row a move, a row a claim of a case.

No sequence is worded as a cause, and no inferred, hedged or disputed answer as a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from kg.infer.built import Built
from kg.infer.chains import components
from kg.infer.figures import ChainFigures, Move, chain_figures, pair_moves
from kg.model.actions import Action, Chain, Link
from kg.model.order import by_day
from kg.model.provenance import mark_draft
from kg.model.standing import (
    AGAINST,
    CHAIN_RELATIONS,
    Answer,
    grade_of,
    in_chains,
    verb_of,
)
from kg.model.vocabulary import LABELS
from kg.tables import Table, join_values, pick_columns
from kg.tell.answers import spell_hidden
from kg.tell.days import day_text, list_since
from kg.tell.lags import tell_lag
from kg.tell.tables import (
    chains_table,
    how_text,
    lag_text,
    note_text,
    pair_text,
    shown,
    span_text,
    state_of,
)
from kg.tell.words import spell_count, spell_name, spell_start

#: Characters of branches before a line: a ladder of 10,000 moves would else fill 150 MB with them.
_DEEPEST: Final = 72
#: The columns of a case that people read; scripts get all.
CASE_COLUMNS: Final = (
    "day",
    "label",
    "answer_state",
    "claim",
    "other_label",
    "days",
    "how",
    "note",
)
#: Values of a list that a tree's heading names at either end; the tables name all.
_ENDS: Final = 4
_NONE: Final[Mapping[str, str]] = {}


def draw_trees(
    actions: Mapping[str, Action],
    links: Iterable[Link],
    chains: Sequence[Chain],
    kept: Collection[str] | None = None,
    notes: Mapping[str, str] = _NONE,
) -> str:
    """The chains as trees, a line a move, responses under what they are said to answer.

    A response to several triggers stands under the latest dated one of them, and is named under
    the others.

    Args:
        actions: by id.
        links: at least those of the chains.
        chains: what to draw, in this order; headings and figures are those of the whole chain.
        kept: the actions and claims to show of them, as ids and IRIs; None for all.
        notes: what to say of an action, by id.
    Returns:
        Lines that end in newlines; nothing where there are no chains.
    """
    parts = components(chains, links)
    lines: list[str] = []
    for number, chain in enumerate(chains, start=1):
        known = chain_figures(chain, actions, parts[chain.id])
        names = [name for name in chain.actions if kept is None or name in kept]
        said = [each for each in parts[chain.id] if kept is None or each.iri in kept]
        name = mark_draft(actions[chain.id].label, chain.draft)
        lines.append(f"{number}. Chain that begins with: {name} ({chain.id})")
        since = list_since(chain, actions)
        lines += [f"   {each}" for each in figure_lines(known, since)]
        if len(names) < len(chain.actions):
            lines.append(f"   {len(names)} of {len(chain.actions)} moves shown")
        lines += _tree_lines(names, actions, pair_moves(chain.actions, said), notes)
        lines.append("")
    return "\n".join(lines)


def figure_lines(known: ChainFigures, since: Sequence[str]) -> list[str]:
    """The figures of a chain in words, by theme; `since` when it is open, after list_since."""
    first = _bound(known.first_day, "or later", known.first_exact) or "an open start"
    last = _bound(known.last_day, "or earlier", known.last_exact) or "an open end"
    span = f"{first} to {last}"
    if lasted := span_text(known.min_days, known.max_days):
        span += f" ({lasted} day{'s' * (lasted != '1')})"
    bases = ", ".join(known.bases)
    lines = [
        f"{spell_count(len(known.moves), 'move')}, {span}; longest path "
        f"{spell_count(len(known.path) - 1, 'link')} with "
        f"{spell_count(known.exchanges, 'change')} of side",
        f"as firm as its weakest link: {known.as_firm_as} (bases: {bases})",
    ]
    if known.counts:
        pairs = [pair_text(each) for each in known.counts]
        lines.append(f"counts of trigger and response: {_short(pairs)}")
    if known.open:
        lines.append(f"open: since {_short(since) if since else 'a day that is not known'}")
    if known.said_in_solidarity:
        lines.append(f"said to act out of solidarity: {', '.join(known.said_in_solidarity)}")
    return lines


def _bound(day: date | None, beyond: str, exact: bool) -> str:
    """An end of a chain, with the words that it may lie further in where it may."""
    return "" if day is None else str(day) if exact else f"{day} {beyond}"


def _short(values: Sequence[object]) -> str:
    """All values, or of many the first and the last few."""
    texts = [str(each) for each in values]
    if len(texts) > 2 * _ENDS:
        texts = [*texts[:_ENDS], "…", *texts[-_ENDS:]]
    return ", ".join(texts)


def _tree_lines(
    names: Sequence[str],
    actions: Mapping[str, Action],
    moves: Sequence[Move],
    notes: Mapping[str, str],
) -> Iterable[str]:
    """Depth first with a stack of our own: chains may be longer than Python recurses."""
    children: dict[str, list[Move]] = {}
    home: dict[str, str] = {}
    for each in moves:  # sorted by response, then trigger: of one day the last one seen counts
        children.setdefault(each.trigger, []).append(each)
        known = home.get(each.response)
        if known is None or _ends(actions[known]) <= _ends(actions[each.trigger]):
            home[each.response] = each.trigger
    printed: set[str] = set()
    stack: list[tuple[str, str, str, Move | None]] = [
        ("", "", name, None) for name in reversed(names) if name not in home
    ]
    while stack:
        before, branch, name, move = stack.pop()
        text = f"   {before}{branch}{day_text(actions[name])}  {actions[name].label}"
        text += f" [{claim_text(move, actions)}]" if move else ""
        if move and home[name] != move.trigger:
            yield f"{text} (see {'above' if name in printed else 'below'})"
            continue
        yield f"{text} ({notes[name]})" if name in notes else text
        printed.add(name)
        deeper = before + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
        if len(deeper) > _DEEPEST:
            deeper = "… " + deeper[-_DEEPEST:]
        below = children.get(name, [])
        for place, child in reversed(list(enumerate(below, start=1))):
            end = "└─ " if place == len(below) else "├─ "
            stack.append((deeper, end, child.response, child))


def _ends(action: Action) -> date:
    """The last day it may have been; unknown ones before all others."""
    return action.latest or action.earliest or date.min


def claim_text(move: Move, actions: Mapping[str, Action]) -> str:
    """Lag, and how firmly it is said, by the firmest claim of the move."""
    lag = tell_lag(move.claims, actions) or "lag not known"
    first = move.firmest
    sure = f", confidence {first.confidence}" if first.confidence is not None else ""
    return f"{lag}; {verb_of(first)}: {mark_draft(how_text(move), False)}{sure}"


def draw_lone(
    actions: Mapping[str, Action],
    names: Collection[str],
    links: Iterable[Link],
    answers: Mapping[str, Answer],
    notes: Mapping[str, str] = _NONE,
) -> str:
    """The actions in no chain, oldest first, each with what it is said to answer or not to.

    Args:
        actions: by id.
        names: those in no chain that is shown.
        links: claims about them and others; replies and mere order are among these.
        answers: how each material action stands, by id.
        notes: what to say of an action instead, by id.
    Returns:
        Lines that end in newlines; nothing where there are no names.
    """
    if not names:
        return ""
    claims: dict[str, list[Link]] = {}
    for link in links:
        claims.setdefault(link.response, []).append(link)
    lines = ["In no chain:"]
    for each in sorted((actions[name] for name in names), key=by_day):
        state = spell_name(answers[each.id].state) if each.id in answers else ""
        state = notes.get(each.id, state)
        lines.append(f"   {day_text(each)}  {each.label}{f' ({state})' if state else ''}")
        for link in sorted(claims.get(each.id, ()), key=lambda x: (x.trigger, x.iri)):
            other = actions[link.trigger].label
            lines.append(f"      {verb_of(link)} ({_how(link)}): {other}")
    return "\n".join([*lines, ""])


def count_unchained(links: Iterable[Link], chains: Iterable[Chain]) -> str:
    """How many claims are in no chain, by what keeps them out; nothing where all are in one.

    >>> count_unchained([], [])
    ''
    """
    chained = {iri for each in chains for iri in each.links}
    kinds = Counter(_why_unchained(each) for each in links if each.iri not in chained)
    number = sum(kinds.values())
    if not number:
        return ""
    told = ", ".join(f"{kinds[each]} {each}" for each in sorted(kinds, key=lambda x: -kinds[x]))
    return f"{spell_count(number, 'claim')} {'is' if number == 1 else 'are'} in no chain: {told}"


def _why_unchained(link: Link) -> str:
    if in_chains(link):
        return "with an act that is not material (such as one only said, planned or threatened)"
    if link.relation in CHAIN_RELATIONS:
        return "denied or disputed" if link.stance in AGAINST else "of a refusal"
    return f"of {LABELS[link.relation]}"


def part_table(part: Built) -> Table:
    """One row a chain of a part with the figures of the whole, and how much of it is shown."""
    whole = part.whole or part
    table = chains_table(whole.corpus.record, whole.inferred, part.chains)
    names = {each.id for each in part.corpus.record.actions}
    rows = [
        (*row, str(len(names & {*chain.actions})),
         join_values(each for each in chain.actions if each in part.hidden_answers))
        for row, chain in zip(table.rows, part.chains, strict=True)
    ]  # fmt: skip
    return Table((*table.header, "moves_shown", "hidden_answers"), tuple(rows))


def list_table(part: Built) -> Table:
    """One row a chain for people: its days, size, firmness, and since when it is open."""
    columns = ("from", "to", "actions", "begins_with", "as_firm_as")
    whole = part.whole or part
    dates = {each.id: each.values.date or "" for each in whole.corpus.record.actions}
    rows = []
    for row, x in zip(pick_columns(part_table(part), columns).rows, part.chains, strict=True):
        first, last, size, begins, firm = row
        opened = f"since {x.open_since[0]}" if x.open_since else "yes" * x.open
        first = spell_start(dates[x.actions[0]]) or first
        rows.append((first, last, size, mark_draft(begins, x.draft), firm, opened))
    return Table(("from", "to", "moves", "begins with", "as firm as", "open"), tuple(rows))


def hidden_notes(part: Built) -> dict[str, str]:
    """What to say of each action of a part whose answer it does not show, by id."""
    hidden = sorted(part.hidden_answers.items())
    return {name: spell_hidden(part.answers[name].state, days) for name, days in hidden}


def moves_table(
    actions: Mapping[str, Action],
    links: Iterable[Link],
    chains: Sequence[Chain],
    notes: Mapping[str, str] = _NONE,
) -> Table:
    """One row a move with ids, for scripts; the firmest claim of the move decides the words."""
    header = (
        "chain", "response", "response_label", "date", "trigger", "trigger_label",
        "trigger_date", "words", "relations", "bases", "firmness", "claims", "min_lag_days",
        "max_lag_days", "confidence", "links", "drafts", "note",
    )  # fmt: skip
    rows = []
    parts = components(chains, links)
    for each in chains:
        moves = pair_moves(each.actions, parts[each.id])
        rows += [(*_move_row(each.id, x, actions), note_text(x, notes)) for x in moves]
    return Table(header, tuple(rows))


def _move_row(chain: str, move: Move, actions: Mapping[str, Action]) -> tuple[str, ...]:
    response, trigger, first = actions[move.response], actions[move.trigger], move.firmest
    return (
        chain, move.response, response.label, response.values.date or "", move.trigger,
        trigger.label, trigger.values.date or "", verb_of(first),
        join_values(sorted({each.relation for each in move.claims})),
        join_values(sorted({each.basis for each in move.claims})), grade_of(first),
        str(len(move.claims)), *(shown(each) for each in (first.min_lag, first.max_lag)),
        shown(first.confidence), join_values(sorted(each.iri for each in move.claims)),
        str(sum(each.draft for each in move.claims)),
    )  # fmt: skip


def case_table(
    actions: Sequence[Action],
    links: Iterable[Link],
    chains: Iterable[Chain],
    answers: Mapping[str, Answer],
    notes: Mapping[str, str] = _NONE,
) -> Table:
    """One row a claim about an action, and one row an action on which there is none; by day."""
    header = (
        "day", "action", "label", "type", "actor", "recipient", "status", "answer_state", "chain",
        "claim", "other_action", "other_label", "days", "how", "note",
    )  # fmt: skip
    labels = {each.id: each.label for each in actions}
    home = {name: chain.id for chain in chains for name in chain.actions}
    by_response: dict[str, list[Link]] = {}
    for link in links:
        by_response.setdefault(link.response, []).append(link)
    rows = []
    for each in sorted(actions, key=by_day):
        start = (
            day_text(each), each.id, each.label, each.kind, join_values(each.values.actor),
            join_values(each.values.recipient), each.values.status or "",
            state_of(answers, each.id), home.get(each.id, ""),
        )  # fmt: skip
        said = sorted(by_response.get(each.id, ()), key=lambda x: (x.trigger, x.iri))
        claims = [
            (verb_of(x), x.trigger, labels[x.trigger], lag_text(x), mark_draft(_how(x), x.draft))
            for x in said
        ]
        note = notes.get(each.id, "")
        rows += [(*start, *claim, note) for claim in claims or [("", "", "", "", "")]]
    return Table(header, tuple(rows))


def _how(link: Link) -> str:
    return f"{link.relation}, {grade_of(link)}"
