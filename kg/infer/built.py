"""A corpus and all that follows from it: links, chains, answers, and both graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.errors import Finding
from kg.infer.chains import answer_states, as_of, drop_circular, find_chains
from kg.infer.links import infer_links
from kg.infer.rules import Rules, default_rules
from kg.model.actions import Chain, Link
from kg.rdf.subjects import Triples
from kg.rdf.triples import derived_triples, stated_triples
from kg.read.corpus import Corpus


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A corpus and all that follows from it.

    >>> from kg import build_graph
    >>> built = build_graph(check=False)
    >>> {link.basis for link in built.inferred}, set(built.answers.values()) >= {"unanswered"}
    ({'inferred'}, True)
    """

    corpus: Corpus
    rules: Rules
    inferred: tuple[Link, ...]
    chains: tuple[Chain, ...]
    answers: Mapping[str, str]
    as_of: date | None
    stated: Triples
    derived: Triples
    warnings: tuple[Finding, ...]
    whole: Built | None = None  # of a part: what it is a part of
    hidden_answers: frozenset[str] = frozenset()  # of a part: actions whose answer it leaves out

    @property
    def links(self) -> tuple[Link, ...]:
        """Every claim: stated, reported and inferred ones."""
        return (*self.corpus.record.links, *self.inferred)


def infer(corpus: Corpus, rules: Rules | None = None) -> Built:
    """What follows from a corpus, whose problems are not looked at: links, chains and answers.

    Raises:
        CycleError: see find_chains.
    """
    record = corpus.record
    rules = rules or default_rules()
    inferred = drop_circular(record.links, infer_links(record, rules))
    links = [*record.links, *inferred]
    chains = find_chains(record.actions, links)
    day = as_of(record)
    answers = answer_states(record.actions, links) if day else {}  # undated sources rest on no day
    return Built(
        corpus=corpus,
        rules=rules,
        inferred=tuple(inferred),
        chains=tuple(chains),
        answers=answers,
        as_of=day,
        stated=stated_triples(record, corpus.actors),
        derived=derived_triples(inferred, chains, answers, day, record.actions),
        warnings=(),
    )
