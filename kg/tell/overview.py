"""What there is in sum: headlines made from counts, and the table of what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.model.actions import Action, Link, Report
from kg.model.source_days import Days
from kg.model.standing import ANSWER_STATES, OPEN_STATES, side_of, sides_of, targets_of
from kg.tell.answers import ANSWERS, COUNTED, count_states, spell_as_of
from kg.tell.directions import isolate
from kg.tell.dyads import Dyad, dyads_of, find_dyads, name_dyad
from kg.tell.index import Index
from kg.tell.tables import span_text
from kg.tell.words import spell_count, spell_day, spell_short_day

Words = tuple[str, str]  # text, and the address of what it counts, "" for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What is counted over all actions, also those that are not drawn."""

    dyads: tuple[Dyad, ...] = ()
    headlines: tuple[tuple[Words, ...], ...] = ()
    caveat: str = ""  # what the share of answered acts cannot show, see spell_selection
    open: tuple[Mapping[str, Any], ...] = ()  # rows of the table of what is still open
    as_of: str = ""  # the day of the newest source on a side of an act


def find_overview(index: Index) -> Overview:
    """Count and list what a page's first screen tells."""
    dyads = find_dyads(index)
    answers = index.data.answers.values()
    newest = max((each.as_of for each in answers), default=None)
    return Overview(
        dyads=tuple(dyads),
        headlines=tuple(filter(None, (_count_answers(index), _count_dyads(dyads, index)))),
        caveat=spell_selection(index),
        open=tuple(list_open(index)),
        as_of=spell_day(newest) if newest else "",
    )


def _count_answers(index: Index) -> tuple[Words, ...]:
    answers = index.data.answers
    if not answers:
        return ()
    counts = count_states(answers.values())
    said = ("answered",)
    total, verb = len(answers), "is" if counts[said] == 1 else "are"
    noun = "measure or hostile act" if total == 1 else "measures and hostile acts"
    told: list[Words] = [
        (f"{counts[said]:,}", address_of(said)),
        (" of ", ""),
        (f"{total:,} {noun}", address_of([state for group in COUNTED for state in group])),
        (f" {verb} {COUNTED[said]}", ""),
    ]
    for group, number in counts.items():
        if group != said and (number or group == OPEN_STATES):
            verb = f" {'is' if number == 1 else 'are'}" if group == OPEN_STATES else ""
            target = "view=open" if group == OPEN_STATES else address_of(group)
            told += [(", ", ""), (f"{number:,}", target), (f"{verb} {COUNTED[group]}", "")]
    return (*told, (f"{spell_as_of(answers.values())}.", ""))


def spell_selection(index: Index) -> str:
    """Why the share of answered acts is not a rate where acts were chosen for their answers.

    Returns:
        Two sentences, the second with the share among pairs of which every act was coded; empty
        where no act is there only because another is said to answer it.
    """
    why: dict[str, set[str | None]] = {}
    for report in index.data.reports:
        if report.action in index.data.answers:
            why.setdefault(report.action, set()).add(report.selection)
    causes = sum("namedAsCause" in x and "wholeDyad" not in x for x in why.values())
    if not causes:
        return ""
    whole = [index.data.answers[name] for name, x in why.items() if "wholeDyad" in x]
    is_are, them = ("is", "it") if causes == 1 else ("are", "them")
    told = (
        f"Do not read this as how often acts are answered: {causes:,} of them {is_are} in the data "
        f"because a source says that another act answers {them}."
    )
    if whole:
        said = count_states(whole)[("answered",)]
        told += (
            f" Of the {len(whole):,} between pairs of which every act found was coded, {said:,} "
            f"({100 * said / len(whole):.0f} %) {'is' if said == 1 else 'are'} said to be answered."
        )
    return told


def address_of(states: Iterable[str]) -> str:
    """The address of the acts in some states, in the order of the code list."""
    return f"view=ladder&answer={','.join(sorted(states, key=ANSWER_STATES.index))}"


def _count_dyads(dyads: list[Dyad], index: Index) -> tuple[Words, ...]:
    if not dyads:
        return ()
    largest, count = dyads[0], len(dyads)
    names = " and ".join(map(isolate, name_dyad(largest, index)))
    moves = spell_count(len(largest.moves), "move")
    if count == 1:
        return ((moves, f"pair={largest.key}"), (f" between {names}.", ""))
    return (
        (f"{count:,} pairs", "view=pairs"),
        (f" of states and organisations; most moves are between {names}: ", ""),
        (moves, f"pair={largest.key}"),
        (".", ""),
    )


def list_open(index: Index) -> list[dict[str, Any]]:
    """The acts that are open, the newest first: who on whom, how long, the last word on it."""
    days = Days(index.data.articles, index.data.reports)
    about: dict[str, list[Action]] = {}
    for action in index.ordered:
        for name in action.about:
            about.setdefault(name, []).append(action)
    rows = []
    for action in sorted(index.ordered, key=_newest_first):
        answer = index.data.answers.get(action.id)
        if not (answer and answer.open):
            continue
        rows.append(
            {
                "id": action.id,
                "at": index.at[action.id],
                "pairs": [",".join(each) for each in dyads_of(action)],
                "who": index.names(sides_of(action)),
                "to": index.names(targets_of(action)),
                "label": action.label,
                "day": spell_short_day(action.latest) if action.latest else "",
                "state": answer.state,
                "answer": ANSWERS[answer.state],
                "days": _days_open(action, answer.as_of),
                "asOf": spell_short_day(answer.as_of),
                "last": _last_word(action, about.get(action.id, ()), days, index),
            }
        )
    return rows


def _newest_first(action: Action) -> tuple[int, str]:
    """A key; what has no day comes last."""
    day = action.latest or action.earliest
    return (-day.toordinal() if day else 0), action.id


def _days_open(action: Action, as_of: date) -> str:
    """Whole days from the act to the last day read, as people write bounds."""
    first, last = action.bounds
    least = max(0, (as_of - last).days) if last else None
    most = max(0, (as_of - first).days) if first else None
    return span_text(least, most)


def _last_word(action: Action, about: Iterable[Action], days: Days, index: Index) -> str:
    """The newest thing said about an act: speech on it, an answer in words, or a report of it."""
    told: list[tuple[date, int, str]] = []

    def add(said: Report | Link, weight: int, text: str) -> None:
        day = days.day_of(said)
        if day:
            told.append((day, weight, f"{text} ({index.outlet(said)}, {spell_short_day(day)})"))

    for each in about:
        for report in index.reports_of(each.id):
            add(report, 1, each.label)
    for link in index.claims_on(action.id):
        if side_of(link) in ("for", "refusal") and link.basis != "inferred":
            add(link, 2, index.action(link.response))
    for report in index.reports_of(action.id):
        voice = index.names(report.attributed_to)
        add(report, 0, f"reported by {voice}" if voice else "reported")
    return max(told, default=(None, 0, ""))[2]
