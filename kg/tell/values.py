"""What sources give of an action, in lines: its values, and what is known of it itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.model.actions import Action, Report, Values
from kg.model.actors import Quantity
from kg.model.order import by_day
from kg.model.provenance import Provenance
from kg.tell.answers import spell_same_day
from kg.tell.counts import told_count
from kg.tell.days import day_text, has_contradictory_dates, spell_date_basis
from kg.tell.index import Index
from kg.tell.lines import Line, text_lines
from kg.tell.words import spell_bounds, spell_date, spell_quantity, spell_term, start_sentence

#: What each voice gives for an act in its own words; of these several may hold.
REASONS: Final = ("Reason given", "Legal basis", "Alleged breach of")
CONTESTED: Final[Mapping[str, str]] = {
    "occurrence": "that it happened",
    "responsibility": "who is responsible",
    "legality": "whether it was lawful",
}
#: Why a row is in its table -> what follows `In the table because`.
SELECTED: Final[Mapping[str, str]] = {
    "wholeDyad": "every act told of between the two sides was coded",
    "measureCue": "its news item was found by a search for words such as expel or sanction",
    "namedAsCause": "a source names it as what another act answers",
    "linkedByRule": "a rule linked it in a feed of coded events",
}


def list_values(values: Values, index: Index) -> list[Line]:
    """The values that one voice gives, or the sources agree on."""
    rows: list[tuple[str, str | None]] = [
        ("Date", spell_date(values.date) if values.date else None),
        ("Order on that day", str(values.within_day) if values.within_day else None),
        ("Became known", spell_date(values.disclosed) if values.disclosed else None),
        ("Deadline", spell_date(values.deadline) if values.deadline else None),
        ("Deadline", spell_term(values.deadline_term) if values.deadline_term else None),
        ("Status", index.code(values.status) if values.status else None),
        ("Place", values.place),
        ("Reason given", values.reason),
        ("Legal basis", values.legal_basis),
        ("Alleged breach of", values.alleged_breach_of),
    ]
    return [
        *actor_lines("Actor", values.actor, index),
        *actor_lines("Recipient", values.recipient, index),
        *actor_lines("Performed by", values.performed_by, index),
        *count_lines(values.quantity, index),
        *actor_lines("Affected", values.affected, index),
        *(Line(what=term, text=text) for term, text in rows if text),
    ]


def count_lines(quantity: Quantity | None, index: Index) -> list[Line]:
    """The count, where there is one."""
    if quantity is None:
        return []
    return [Line(what="Count", text=spell_quantity(quantity, index.data.code_labels))]


def actor_lines(what: str, actors: Iterable[str], index: Index) -> list[Line]:
    """A line an actor."""
    return [Line(what=what, text=index.name(who), thing=f"actor:{who}") for who in actors]


def action_lines(what: str, actions: Iterable[str], index: Index) -> list[Line]:
    """A line an action."""
    return [Line(what=what, text=index.action(name), thing=f"action:{name}") for name in actions]


def act_lines(actions: Iterable[Action], index: Index) -> Iterable[Line]:
    """Actions by day, each with how it stands with regard to an answer."""
    for each in sorted(actions, key=by_day):
        answer = index.data.answers.get(each.id)
        text = f"{each.label}; {index.code(answer.state)}" if answer else each.label
        yield Line(what=day_text(each), text=text, thing=f"action:{each.id}")


def kind_line(kind: str, thing: str, index: Index) -> Line:
    """What kind of thing it is."""
    return Line(what="Kind", text=start_sentence(index.kind(kind)), thing=thing)


def thing_line(thing: str, index: Index) -> Line:
    """A thing by what people call it."""
    return Line(text=index.things[thing], thing=thing)


def origin_lines(report: Report) -> list[Line]:
    """Why its row is in its table, and the id of an act that was merged, where there is one."""
    why = SELECTED.get(report.selection or "", "")
    return list(text_lines({"In the table because": why, "Identifier": report.identifier}))


def provenance_lines(said: Provenance, *, draft: bool = False) -> list[Line]:
    """Whose work a record is, where that is said."""
    told = {
        "Annotated by": ", ".join(said.annotated_by),
        "Extracted by": "; ".join(said.extracted_by),
        "Reviewed by": "; ".join(said.reviewed_by) or ("nobody: a draft" if draft else ""),
    }
    return list(text_lines(told))


def reading_lines(kind: str, name: str, index: Index) -> list[Line]:
    """What the annotators of an article read differently in one thing, key by key."""
    told: dict[str, list[str]] = {}
    for each in index.readings.get((kind, name), ()):
        value = each.value or "not given"
        told.setdefault(each.key, []).append(f"{value} ({', '.join(each.annotators)})")
    return [Line(what=key, text="; ".join(texts)) for key, texts in told.items()]


def report_values(report: Report, index: Index) -> list[Line]:
    """The values that one report gives."""
    called = report.described_as
    described = [Line(what="Called", text=index.kind(called))] if called else []
    return [*described, *list_values(report.values, index)]


def list_facts(action: Action, index: Index) -> list[Line]:
    """What its sources agree on, and what else is known of an action itself."""
    kind = start_sentence(index.kind(action.kind))
    agreed = [each for each in list_values(action.values, index) if each.what != "Date"]
    doers = [each for each in agreed if each.what == "Actor"]
    lines = [Line(what="Kind", text=kind, thing=f"action:{action.id}"), *doers]
    lines += _state_lines("Actor", action.values.actor, action.actor_states, index)
    lines.append(Line(what="When", text=spell_bounds(action.earliest, action.latest)))
    if basis := spell_date_basis(action, index):
        lines.append(Line(what="Date known", text=basis))
    if has_contradictory_dates(action, index):
        lines.append(Line(what="Dates", text="the sources contradict each other"))
    lines += [each for each in agreed if each.what == "Recipient"]
    lines += _state_lines("Recipient", action.values.recipient, action.recipient_states, index)
    if action.values.quantity is None and (differing := told_count(action, index)):
        lines.append(Line(what="Count", text=differing))
    lines += [each for each in agreed if each.what not in ("Actor", "Recipient")]
    lines += [Line(what="Contested", text=CONTESTED.get(c, c)) for c in action.contested]
    if action.case:
        case = index.things.get(f"case:{action.case}", action.case)
        lines.append(Line(what="Case", text=case, thing=f"case:{action.case}"))
    answer = index.data.answers.get(action.id)
    for name in answer.same_day if answer else ():
        text = spell_same_day(index.action(name))
        lines.append(Line(what="On the same day", text=text, thing=f"action:{name}"))
    return [
        *lines,
        *action_lines("Part of", action.part_of, index),
        *action_lines("Speaks of", action.about, index),
        *action_lines("Announces", action.announces, index),
        *action_lines("Prepares", action.prepares, index),
    ]


def _state_lines(
    what: str, named: Sequence[str], states: Sequence[str], index: Index
) -> list[Line]:
    """The states of a side, where those named are others."""
    if set(states) <= set(named):
        return []
    return actor_lines(f"{what} state" if named else what, states, index)
