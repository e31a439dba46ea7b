"""A corpus and all that follows from it: links, chains, answers, and both graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import Finding
from kg.infer.chains import drop_circular, find_chains
from kg.infer.links import infer_links
from kg.infer.rules import Rules, default_rules
from kg.model.actions import Chain, Link
from kg.model.standing import Answer, find_answers
from kg.rdf.subjects import Triples
from kg.rdf.triples import derived_triples, stated_triples
from kg.read.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A corpus and all that follows from it.

    >>> from kg import build_graph
    >>> built = build_graph(check=False)
    >>> {link.basis for link in built.inferred}
    {'inferred'}
    >>> "unanswered" in {answer.state for answer in built.answers.values()}
    True
    """

    corpus: Corpus
    rules: Rules
    inferred: tuple[Link, ...]
    chains: tuple[Chain, ...]
    answers: Mapping[str, Answer]  # of each material action, by id
    stated: Triples
    derived: Triples
    warnings: tuple[Finding, ...]
    whole: Built | None = None  # of a part: what it is a part of


def infer(corpus: Corpus, rules: Rules | None = None) -> Built:
    """What follows from a corpus, whose problems are not looked at: links, chains and answers.

    Raises:
        CycleError: see find_chains.
    """
    record = corpus.record
    rules = rules or default_rules()
    inferred = drop_circular(record.links, infer_links(record, rules))
    links = [*record.links, *inferred]
    answers = find_answers(record, links)
    states = {name: each.state for name, each in answers.items()}
    chains = find_chains(record.actions, links, states)
    return Built(
        corpus=corpus,
        rules=rules,
        inferred=tuple(inferred),
        chains=tuple(chains),
        answers=answers,
        stated=stated_triples(record, corpus.actors),
        derived=derived_triples(inferred, chains, answers, record.actions),
        warnings=(),
    )
