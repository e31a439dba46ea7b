"""The one narrowing: a build and what is selected of it -> the part of the build.

Page, pictures, exports, tables and Python take their parts from here. A part says nothing that the
whole does not: its triples are the whole's, its chains and answers are the whole's too, even where
only some of their claims and moves are kept, and nothing in it points at what is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.infer.built import Built
from kg.model.actions import Link, Record
from kg.model.source_days import Sources
from kg.model.standing import Answer, answer_states, side_of
from kg.rdf.subjects import Later
from kg.select.needs import Needs, read_with
from kg.select.selection import Selected


def narrow(built: Built, selected: Selected) -> Built:
    """The part of a build that is selected, with all that it has to be read with.

    A chain is in the part where one of the claims selected is in it. Narrowing a part again keeps
    what narrowing the whole by both would keep.

    Args:
        built: the whole, or a part of it.
        selected: actions and claims of its record.
    Returns:
        The part; the build itself where everything is selected.
    """
    record = built.corpus.record
    if (len(selected.actions), len(selected.links)) == (len(record.actions), len(built.links)):
        return built
    asked = {each.iri for each in selected.links}
    chains = tuple(each for each in built.chains if not asked.isdisjoint(each.links))
    roots = [f"action:{each.id}" for each in selected.actions]
    roots += [*(f"link:{iri}" for iri in asked), *(f"chain:{each.id}" for each in chains)]
    kept = read_with(Needs(built).of, roots)
    part, whole = _narrow_record(record, kept), built.whole or built
    inferred = tuple(
        replace(each, alternative_to=tuple(x for x in each.alternative_to if f"link:{x}" in kept))
        for each in built.inferred
        if f"link:{each.iri}" in kept
    )
    claims = shortcut_claims((*part.links, *inferred))
    answers = {
        k: replace(each, same_day=tuple(x for x in each.same_day if f"action:{x}" in kept))
        for k, each in built.answers.items()
        if f"action:{k}" in kept
    }
    return replace(
        built,
        corpus=replace(built.corpus, record=part),
        inferred=inferred,
        chains=chains,
        answers=answers,
        stated=Later(lambda _: built.stated.cut(kept, claims)),
        derived=Later(lambda _: built.derived.cut(kept, claims)),
        whole=whole,
        hidden_answers=_hide_answers(
            whole.corpus.record, (*part.links, *inferred), answers, whole.answers
        ),
    )


def _hide_answers(
    record: Record,
    links: Sequence[Link],
    answers: Mapping[str, Answer],
    whole: Mapping[str, Answer],
) -> dict[str, tuple[str, ...]]:
    """The actions of which the claims that are kept do not tell how they were answered.

    Returns:
        By id, the labels of the acts whose day alone makes the answer; none where a claim does.
    """
    sources, labels = Sources(record), {each.id: each.label for each in record.actions}
    suggested = [name for name, each in answers.items() if each.state == "answerSuggested"]
    shown = {name: answers[name].same_day for name in suggested}  # the one that would come second
    told = answer_states(record.actions, links, sources, shown)
    hidden = [name for name, each in answers.items() if told[name] != each.state]
    days = {name: whole[name].same_day if name in suggested else () for name in hidden}
    told = answer_states(record.actions, links, sources, days) if any(days.values()) else {}
    return {
        name: tuple(labels[x] for x in days[name]) if told.get(name) == answers[name].state else ()
        for name in hidden
    }


def _narrow_record(record: Record, kept: set[str]) -> Record:
    return replace(
        record,
        articles=tuple(each for each in record.articles if f"article:{each.id}" in kept),
        cases=tuple(each for each in record.cases if f"case:{each.id}" in kept),
        actions=tuple(each for each in record.actions if f"action:{each.id}" in kept),
        reports=tuple(each for each in record.reports if f"report:{each.iri}" in kept),
        links=tuple(each for each in record.links if f"link:{each.iri}" in kept),
        readings=tuple(each for each in record.readings if f"reading:{each.iri}" in kept),
    )


def shortcut_claims(links: Iterable[Link]) -> dict[tuple[str, str, bool], list[str]]:
    """The claims that a plain triple between two actions stands for.

    Returns:
        (response, trigger, whether a rule inferred it) -> the claims' names, sorted.
    """
    found: defaultdict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda each: each.iri):
        if side_of(link) == "for":
            found[link.response, link.trigger, link.basis == "inferred"].append(link.iri)
    return dict(found)
