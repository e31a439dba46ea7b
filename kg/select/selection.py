"""Part of a build's chains: by who acts, dispute, time, basis, confidence or length.

Filters on claims (basis, confidence) come first. What the claims left hold together is then kept
or dropped as a whole by the filters on chains (actor, dyad, case, dates, length, ids). How such a
piece is shown, as some moves of a chain, is for kg.select.narrowing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from kg.errors import UsageError
from kg.infer.chains import find_chains
from kg.infer.figures import BASES
from kg.model.actions import Action, Chain, Link, Record
from kg.model.actors import Actors
from kg.model.dates import edtf_bounds
from kg.model.names import fold_text, hint
from kg.model.standing import ANSWER_STATES, OPEN_STATES, Answer

_NO_ANSWERS: Final[Mapping[str, Answer]] = {}
_NO_LABELS: Final[Mapping[str, Sequence[str]]] = {}
_FEW: Final = 12  # ids that a refusal lists whole
_HINTS: Final = 3  # ids that a refusal proposes


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to keep; a filter left empty keeps all. Different filters must all hold."""

    actors: tuple[str, ...] = ()  # ids; a chain in which any of them acts or is acted upon
    dyad: tuple[str, str] | None = None  # a chain in which one of the two acts on the other
    case: str | None = None  # a chain with an action of this dispute
    since: date | None = None  # a chain whose span, first to last known day, is not all before
    until: date | None = None  # … nor all after; a chain without a known day is dropped
    basis: tuple[str, ...] = ()  # claims of these bases alone
    min_confidence: Decimal | None = None  # 0-1; drops inferred claims below, no others
    min_length: int = 0  # links on the longest path
    moves: frozenset[str] | None = None  # a chain in which one of these actions is a move
    chains: tuple[str, ...] = ()  # ids before any filter; what the filters leave of each is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What is asked for, before what has to be read with it."""

    actions: tuple[Action, ...] = ()
    links: tuple[Link, ...] = ()  # stated, reported and inferred ones


def select(actions: Sequence[Action], links: Sequence[Link], selection: Selection) -> Selected:
    """Keep what the selection asks for.

    Args:
        actions: all actions of the record.
        links: stated, reported and inferred ones.
        selection: the filters.
    Returns:
        The claims of the chains kept, by IRI, and their actions in the order given.
    Raises:
        CycleError: see find_chains.
    """
    evidence = filter_claims(links, selection)
    by_id = {each.id: each for each in actions}
    found = find_chains(actions, evidence)
    if selection.chains:
        whole = found if len(evidence) == len(links) else find_chains(actions, links)
        members = {name for c in whole if c.id in selection.chains for name in c.actions}
        found = [each for each in found if each.id in members]
    kept = [c for c in found if _keeps_chain(selection, c, [by_id[name] for name in c.actions])]
    inside = {iri for each in kept for iri in each.links}
    return gather(actions, [each for each in evidence if each.iri in inside])


def filter_claims(links: Iterable[Link], selection: Selection) -> list[Link]:
    """The claims of the bases and the confidence asked for."""
    return [each for each in links if _keeps_claim(selection, each)]


def _keeps_claim(selection: Selection, link: Link) -> bool:
    if selection.basis and link.basis not in selection.basis:
        return False
    least = selection.min_confidence
    return least is None or link.confidence is None or link.confidence >= least


def _keeps_chain(selection: Selection, chain: Chain, members: Sequence[Action]) -> bool:
    if chain.length < selection.min_length:
        return False
    if selection.actors and not any(involves(each, selection.actors) for each in members):
        return False
    if selection.dyad and not any(between(each, selection.dyad) for each in members):
        return False
    if selection.moves is not None and not any(each.id in selection.moves for each in members):
        return False
    if selection.case and not any(each.case == selection.case for each in members):
        return False
    return overlaps(selection, members)


def overlaps(selection: Selection, members: Sequence[Action]) -> bool:
    """Whether their span from first to last known day meets the dates asked for."""
    if selection.since is None and selection.until is None:
        return True
    days = [day for each in members for day in (each.earliest, each.latest) if day]
    if not days:
        return False
    return not (
        (selection.since and max(days) < selection.since)
        or (selection.until and min(days) > selection.until)
    )


def _doers(action: Action) -> set[str]:
    return {*action.actor_states, *action.values.actor, *action.values.performed_by}


def _targets(action: Action) -> set[str]:
    return {*action.recipient_states, *action.values.recipient}


def involves(action: Action, actors: Collection[str]) -> bool:
    """Whether any of the actors acts or is acted upon."""
    return not (_doers(action) | _targets(action)).isdisjoint(actors)


def between(action: Action, dyad: tuple[str, str]) -> bool:
    """Whether one of the two acts on the other."""
    one, other = dyad
    doers, targets = _doers(action), _targets(action)
    return (one in doers and other in targets) or (other in doers and one in targets)


def gather(actions: Sequence[Action], links: Iterable[Link]) -> Selected:
    """Some claims with the actions that they link."""
    ordered = tuple(sorted(links, key=lambda each: each.iri))
    names = {name for each in ordered for name in (each.response, each.trigger)}
    return Selected(actions=tuple(each for each in actions if each.id in names), links=ordered)


def make_selection(
    record: Record,
    actors: Actors,
    chains: Iterable[Chain],
    *,
    actor: Sequence[str] = (),
    dyad: Sequence[str] | None = None,
    case: str | None = None,
    since: str | None = None,
    until: str | None = None,
    basis: Sequence[str] = (),
    min_confidence: str | None = None,
    min_length: int = 0,
    chain: Sequence[str] = (),
    answer: Sequence[str] = (),
    answers: Mapping[str, Answer] = _NO_ANSWERS,
) -> Selection:
    """A Selection from what people write: any name of an actor, EDTF dates, lists with commas.

    `answer` names states of the acts in `answers`, see `read_states`.

    Raises:
        UsageError: a name, date or number is not known or not clear.
    """
    bases = [each for text in basis for each in text.split(",") if each]
    cases = {each.id for each in record.cases} | {x.case for x in record.actions if x.case}
    known = {each.id for each in chains}
    first, last = (_actor(actors, name) for name in dyad) if dyad else ("", "")
    if dyad and first == last:
        raise UsageError(f"--dyad {dyad[0]} {dyad[1]}: names one actor twice; name two actors")
    begin, end = read_period(since, until)
    states = read_states(answer)
    moves = frozenset(name for name, each in answers.items() if each.state in states)
    return Selection(
        moves=moves if states else None,
        actors=tuple(_actor(actors, name) for name in actor),
        dyad=(first, last) if dyad else None,
        case=find_id(
            "case", case, cases, {x.id: (x.label, x.description or "") for x in record.cases}
        )
        if case
        else None,
        since=begin,
        until=end,
        basis=tuple(find_id("basis", each.strip(), BASES) for each in bases),
        min_confidence=_confidence(min_confidence) if min_confidence else None,
        min_length=min_length,
        chains=tuple(find_id("chain", each, known) for each in chain),
    )


def read_states(texts: Sequence[str]) -> tuple[str, ...]:
    """Answer states from lists with commas, in the order of the code list; `open` is three.

    Raises:
        UsageError: one is not known.
    """
    named = [each.strip() for text in texts for each in text.split(",") if each.strip()]
    wanted = {find_id("answer state", x, (*ANSWER_STATES, "open")) for x in named}
    wanted |= set(OPEN_STATES) if "open" in wanted else set()
    return tuple(each for each in ANSWER_STATES if each in wanted)


def _actor(actors: Actors, name: str) -> str:
    try:
        return actors.resolve(name)
    except ValueError as error:
        raise UsageError(str(error)) from None


def find_id(
    kind: str, name: str, known: Collection[str], labels: Mapping[str, Sequence[str]] = _NO_LABELS
) -> str:
    """The id itself, without the prefix of its kind.

    Args:
        kind: what it is an id of.
        name: the id, with or without that prefix.
        known: the ids there are.
        labels: what people call them, the label first.
    Raises:
        UsageError: it is none of those known; those are named that it may mean, or all of a few.
    """
    local = name.removeprefix(f"{kind}:")
    if local not in known:
        near = _hint_words(local, known, labels) or hint(local, known)
        few = f"; choose from {', '.join(known)}" if len(known) <= _FEW else ""
        raise UsageError(f"no {kind} {local!r}{near or few}")
    return local


def _hint_words(name: str, known: Collection[str], labels: Mapping[str, Sequence[str]]) -> str:
    """`; did you mean …?` for the first ids in which, or in whose names, all words stand."""
    words = [x for x in fold_text(name).replace("-", " ").split() if not x.isdigit()]
    texts = {each: fold_text(" ".join((each, *labels.get(each, ())))) for each in sorted(known)}
    found = [each for each, text in texts.items() if words and all(x in text for x in words)]
    told = [f"{x!r} ({labels[x][0]})" if x in labels else repr(x) for x in found[:_HINTS]]
    return f"; did you mean {' or '.join(told)}?" if told else ""


def read_period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first and last day of `--since` and `--until`, which take a day, month or year.

    >>> read_period("2014", "2014-03")
    (datetime.date(2014, 1, 1), datetime.date(2014, 3, 31))

    Raises:
        UsageError: one is not a date, or the time ends before it begins.
    """
    begin = _day("--since", since)[0] if since else None
    end = _day("--until", until)[1] if until else None
    if begin and end and begin > end:
        raise UsageError(f"--since {since} --until {until}: ends before it begins; swap the two")
    return begin, end


def _day(option: str, text: str) -> tuple[date | None, date | None]:
    try:
        bounds = edtf_bounds(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
    if bounds[0] is None and bounds[1] is None:
        raise UsageError(f"{option}: {text!r} is not a date; write one such as 2018-03-26 or 2018")
    return bounds


def _confidence(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= 1:
        raise UsageError(f"--min-confidence {text}: is not a number from 0 to 1, such as 0.8")
    return number
