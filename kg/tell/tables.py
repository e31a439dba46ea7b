"""Record, links and chains -> rows for CSV files and for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.infer.figures import CountPair, Move, chain_figures, pair_moves
from kg.model.actions import Chain, Link, Record, Values
from kg.model.actors import Actors, Quantity
from kg.model.order import by_day
from kg.model.provenance import DRAFT_MARK, Provenance
from kg.model.standing import Answer, grade_of, sides_of, targets_of
from kg.tables import Table, join_values


def count_text(quantity: Quantity | None) -> str:
    """A quantity as people write it: `60`, `13+`, `up to 20`, `10-12`, `about 100`."""
    if quantity is None:
        return ""
    least, most = quantity.minimum, quantity.maximum
    if least is not None and least == most:
        text = str(least)
    elif most is None:
        text = f"{least}+"
    elif least is None:
        text = f"up to {most}"
    else:
        text = f"{least}-{most}"
    return f"about {text}" if quantity.approximate else text


def pair_text(pair: CountPair) -> str:
    """The counts of trigger and response: `35 -> about 60 persons`."""
    return f"{count_text(pair.before)} -> {count_text(pair.after)} {pair.before.unit}"


def lag_text(link: Link) -> str:
    """The lag as people write it: `22`, `9-40`, or nothing."""
    known = link.min_lag is not None and link.max_lag is not None
    return span_text(link.min_lag, link.max_lag) if known else ""


def span_text(least: int | None, most: int | None) -> str:
    """Days within bounds as people write them.

    >>> span_text(9, 9), span_text(0, 40), span_text(9, None), span_text(None, None)
    ('9', '0-40', '9+', '')
    """
    if most is None:
        return f"{least}+" if least else ""
    return str(most) if least == most else f"{least or 0}-{most}"


def links_table(record: Record, inferred: Sequence[Link], chains: Sequence[Chain]) -> Table:
    """One row a claim, stated, reported and inferred."""
    labels = {each.id: each.label for each in record.actions}
    home = {iri: chain.id for chain in chains for iri in chain.links}
    sources = {(each.table, each.row): each.source for each in record.reports}
    header = (
        "link", "chain", "response", "response_label", "trigger", "trigger_label", "relation",
        "basis", "stance", "firmness", "claimed_by", "solidarity_with", "article", "start", "end",
        "source", "min_lag_days", "max_lag_days", "confidence", "rule", "annotated_by",
        "extracted_by", "reviewed_by", "draft",
    )  # fmt: skip
    rows = [
        (
            each.iri, home.get(each.iri, ""), each.response, labels[each.response], each.trigger,
            labels[each.trigger], each.relation, each.basis, each.stance, grade_of(each),
            join_values(each.claimed_by), join_values(each.solidarity_with), each.article or "",
            shown(each.start), shown(each.end), sources.get((each.table, each.row)) or "",
            shown(each.min_lag), shown(each.max_lag), shown(each.confidence), each.rule or "",
            *_provenance(each.provenance), _yes_no(each.draft),
        )
        for each in sorted((*record.links, *inferred), key=lambda each: each.iri)
    ]  # fmt: skip
    return Table(header, tuple(rows))


def shown(value: object) -> str:
    """A value in a cell: nothing where there is none."""
    return "" if value is None else str(value)


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _provenance(said: Provenance) -> tuple[str, str, str]:
    """Who annotated, what extracted, who reviewed."""
    names = (said.annotated_by, said.extracted_by, said.reviewed_by)
    annotated, extracted, reviewed = map(join_values, names)
    return annotated, extracted, reviewed


def chains_table(record: Record, inferred: Sequence[Link], chains: Sequence[Chain]) -> Table:
    """One row a chain, oldest first: its moves in order, its span and how firm it is."""
    actions = {each.id: each for each in record.actions}
    from kg.infer.chains import components  # networkx takes 0.1 s, and most tables need none of it

    parts = components(chains, (*record.links, *inferred))
    header = (
        "chain", "begins_with", "from", "to", "days", "length", "actions", "links", "sides",
        "bases", "as_firm_as", "open", "open_since", "moves", "exchanges", "longest_path", "counts",
        "severity_trend", "severities", "weakest_link", "said_in_solidarity", "draft",
    )  # fmt: skip
    rows = []
    for chain in chains:
        known = chain_figures(chain, actions, parts[chain.id])
        members = [actions[name] for name in chain.actions]
        sides = {s for m in members for s in (*sides_of(m), *targets_of(m))}
        rows.append(
            (
                chain.id, actions[chain.id].label, shown(known.first_day), shown(known.last_day),
                span_text(known.min_days, known.max_days), str(chain.length), str(len(members)),
                str(len(chain.links)),
                join_values(sorted(sides)), join_values(known.bases), known.as_firm_as,
                _yes_no(chain.open),
                join_values(str(day) for day in chain.open_since), join_values(chain.actions),
                str(known.exchanges), join_values(known.path),
                join_values(pair_text(each) for each in known.counts), known.severity_trend,
                join_values(str(each) for each in known.severities), known.weakest_link or "",
                join_values(known.said_in_solidarity), _yes_no(chain.draft),
            )
        )  # fmt: skip
    return Table(header, tuple(rows))


def actions_table(record: Record, answers: Mapping[str, Answer]) -> Table:
    """One row an action, oldest first."""
    header = (
        "action", "label", "type", "case", "actor", "recipient", "actor_state", "recipient_state",
        "count", "unit", "date", "earliest", "latest", "date_source", "within_day", "disclosed",
        "deadline", "status", "severity", "material", "contested", "answer_state", "same_day_as",
        "part_of", "draft", "draft_answer",
    )  # fmt: skip
    rows = [
        (
            each.id, each.label, each.kind, each.case or "", join_values(each.values.actor),
            join_values(each.values.recipient), join_values(each.actor_states),
            join_values(each.recipient_states), count_text(each.values.quantity),
            _unit(each.values), each.values.date or "", shown(each.earliest), shown(each.latest),
            each.date_source or "", shown(each.values.within_day), each.values.disclosed or "",
            each.values.deadline or each.values.deadline_term or "",
            each.values.status or "", str(each.severity), _yes_no(each.material),
            join_values(each.contested), state_of(answers, each.id),
            join_values(answers[each.id].same_day if each.id in answers else ()),
            join_values(each.part_of), _yes_no(each.draft),
            _yes_no(each.id in answers and answers[each.id].draft),
        )
        for each in sorted(record.actions, key=by_day)
    ]  # fmt: skip
    return Table(header, tuple(rows))


def state_of(answers: Mapping[str, Answer], action: str) -> str:
    """The answer state of an action, empty where it has none."""
    return answers[action].state if action in answers else ""


def _unit(values: Values) -> str:
    return values.quantity.unit if values.quantity else ""


def reports_table(record: Record) -> Table:
    """One row a report: each voice's account in its place."""
    header = (
        "report", "action", "identifier", "article", "start", "end", "source", "selection",
        "stance", "stance_on", "attributed_to", "relayed_by", "described_as", "count", "unit",
        "date", "within_day", "disclosed", "deadline", "status", "place", "reason", "legal_basis",
        "alleged_breach_of", "annotated_by", "extracted_by", "reviewed_by", "draft",
    )  # fmt: skip
    rows = [
        (
            each.iri, each.action, each.identifier or "", each.article or each.table or "",
            shown(each.row if each.start is None else each.start), shown(each.end),
            each.source or "", each.selection or "", each.stance, each.stance_on,
            join_values(each.attributed_to), join_values(each.relayed_by),
            each.described_as or "", count_text(each.values.quantity), _unit(each.values),
            each.values.date or "", shown(each.values.within_day), each.values.disclosed or "",
            each.values.deadline or each.values.deadline_term or "",
            each.values.status or "", each.values.place or "", each.values.reason or "",
            each.values.legal_basis or "", each.values.alleged_breach_of or "",
            *_provenance(each.provenance), _yes_no(each.draft),
        )
        for each in record.reports
    ]  # fmt: skip
    return Table(header, tuple(rows))


def actors_table(actors: Actors, named: Sequence[str], *, accepted: bool = False) -> Table:
    """One row an actor.

    Args:
        actors: the directory.
        named: the ids, in the order of the rows.
        accepted: only the other names by which data files may name them: "Democrats" and "Mills"
            name a group and a person only where an article says so.
    """
    header = ("actor", "type", "label", "other_names", "part_of", "iso3", "wikidata")
    rows = [
        (
            each.id, each.kind, each.label,
            join_values(
                name for name in each.alt_labels if not accepted or actors.find(name) == [each.id]
            ),
            join_values(each.part_of), each.iso3 or "", each.wikidata or "",
        )
        for each in (actors[name] for name in named)
    ]  # fmt: skip
    return Table(header, tuple(rows))


def chain_moves(
    record: Record,
    inferred: Sequence[Link],
    chains: Sequence[Chain],
    notes: Mapping[str, str] | None = None,
) -> Table:
    """One row a move: a response and what it is said to answer, chain by chain, oldest first.

    Several claims of one pair make one row; it is as firm as the firmest of them. The words are
    chosen so that an inferred or hedged answer never reads as a fact. Where there are notes on
    actions, by id, a last column has them.
    """
    actions = {each.id: each for each in record.actions}
    from kg.infer.chains import components  # networkx takes 0.1 s, and most tables need none of it

    parts = components(chains, (*record.links, *inferred))
    header = ("#", "day", "response", "trigger", "days", "how", *(("note",) if notes else ()))
    rows = []
    for number, chain in enumerate(chains, start=1):
        for move in pair_moves(chain.actions, parts[chain.id]):
            response, trigger = actions[move.response], actions[move.trigger]
            rows.append(
                (
                    str(number), response.values.date or "", response.label, trigger.label,
                    lag_text(move.claims[0]), how_text(move),
                    *((note_text(move, notes),) if notes else ()),
                )
            )  # fmt: skip
    return Table(header, tuple(rows))


def note_text(move: Move, notes: Mapping[str, str]) -> str:
    """What there is to say of the two actions of a move, the trigger named as such."""
    told = [notes[move.response]] if move.response in notes else []
    return "; ".join(told + ([f"trigger {notes[move.trigger]}"] if move.trigger in notes else []))


def how_text(move: Move) -> str:
    """`retaliation, reported ×2`: the relations claimed, the firmest claim, how many claim it.

    Where the firmest is a draft all is marked; of others it is said how many are drafts.
    """
    relations = "/".join(sorted({each.relation for each in move.claims}))
    times = f" ×{len(move.claims)}" if len(move.claims) > 1 else ""
    drafts = sum(each.draft for each in move.claims)
    some = f", {drafts} {'a draft' if drafts == 1 else 'drafts'}" if drafts else ""
    mark = DRAFT_MARK if move.firmest.draft else some
    return f"{relations}, {grade_of(move.firmest)}{times}{mark}"
