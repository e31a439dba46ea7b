"""A corpus and all that follows from it: links, chains, answers, and both graphs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import Finding
from kg.infer.chains import CycleError, drop_circular, find_chains
from kg.infer.drafts import has_drafts, mark_answers, mark_links
from kg.infer.rules import Rules, default_rules
from kg.model.actions import Chain, Link
from kg.model.standing import Answer, find_answers
from kg.progress import step
from kg.rdf.actors import actor_triples
from kg.rdf.graph import Quad, find_graph, read_union
from kg.rdf.record import read_record
from kg.rdf.subjects import Later, Triples
from kg.rdf.triples import derived_triples, stated_triples
from kg.read.corpus import Corpus

if TYPE_CHECKING:
    from kg.rdf.validate import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A corpus and all that follows from it.

    >>> from kg import build_graph
    >>> built = build_graph(events=False, check=False)
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
    #: Of a part: actions whose answer it leaves out -> the acts of their day that alone make it.
    hidden_answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def links(self) -> tuple[Link, ...]:
        """Every claim: stated, reported and inferred ones."""
        return (*self.corpus.record.links, *self.inferred)


def open_built(path: Path) -> Built:
    """What an RDF file says, or the graph.ttl of a folder that `kg build` wrote, as a build.

    Raises:
        UnreadableError: there is no such graph, it is not well-formed, or one of our things in it
            lacks what it needs.

    >>> from tempfile import TemporaryDirectory
    >>> from kg import build_graph, write_build
    >>> built = build_graph(events=False, check=False)
    >>> with TemporaryDirectory() as folder:
    ...     write_build(built, Path(folder, "out"))
    ...     open_built(Path(folder, "out")).corpus.record == built.corpus.record
    True
    """
    path = find_graph(path)
    return read_built(read_union([path]), str(path))


def read_built(quads: Iterable[Quad], name: str = "the graph") -> Built:
    """What a graph says, as a build; see `read_record`."""
    read = read_record(quads, name)
    acts, bases = read.record.actions, read.bases
    return Built(
        corpus=Corpus(
            record=read.record,
            actors=read.actors,
            findings=(),
            unreadable=(),
            inputs={},
            bases=bases,
        ),
        rules=default_rules(),
        inferred=read.inferred,
        chains=read.chains,
        answers=read.answers,
        stated=Later(lambda kept: stated_triples(read.record, read.actors, kept, bases)),
        derived=Later(
            lambda kept: derived_triples(
                read.inferred, read.chains, read.answers, acts, kept, bases
            )
        ),
        warnings=(),
    )


def infer(corpus: Corpus, rules: Rules | None = None) -> Built:
    """What follows from a corpus, whose problems are not looked at: links, chains and answers.

    Raises:
        CycleError: see find_chains.
    """
    from kg.infer.context import read_context  # numpy: reading a graph needs none
    from kg.infer.links import infer_links, infer_same_days

    record = corpus.record
    rules = rules or default_rules()
    step("inferring links")
    context = read_context(record, rules)
    inferred = drop_circular(record.links, infer_links(record, rules, context))
    drafts = has_drafts(record)
    inferred = mark_links(record, inferred) if drafts else inferred
    links = [*record.links, *inferred]
    step("finding answers and chains")
    same_days = infer_same_days(record, rules, context)
    answers = find_answers(record, links, same_days)
    answers = mark_answers(record, links, answers, same_days) if drafts else answers
    states = {name: each.state for name, each in answers.items()}
    as_of = {name: each.as_of for name, each in answers.items()}
    chains = find_chains(record.actions, links, states, as_of)
    return Built(
        corpus=corpus,
        rules=rules,
        inferred=tuple(inferred),
        chains=tuple(chains),
        answers=answers,
        stated=Later(lambda kept: stated_triples(record, corpus.actors, kept, corpus.bases)),
        derived=Later(
            lambda kept: derived_triples(
                inferred, chains, answers, record.actions, kept, corpus.bases
            )
        ),
        warnings=(),
    )


def judge(
    corpus: Corpus,
    rules: Rules | None = None,
    files: Container[str] | None = None,
    engine: Engine = "columns",
) -> tuple[Built, list[Finding]]:
    """What follows from a corpus, and what the shapes find in it, stated and derived, in one run.

    Args:
        corpus: what the files say.
        rules: how links are inferred; None for kg/infer/rules.toml.
        files: look at what comes from these alone; None for all.
        engine: who checks; see `kg.rdf.validate.find_results`.
    Raises:
        CycleError: see find_chains; with what the shapes find in what is stated.
    """
    try:
        built = infer(corpus, rules)
    except CycleError as error:
        raise CycleError([*error.findings, *check_stated(corpus, files, engine)]) from None
    step("checking against the shapes")
    everyone = _everyone(corpus)  # so that none goes unchecked
    return built, _validate(corpus, [built.stated, built.derived, everyone], files, engine)


def check_stated(
    corpus: Corpus, files: Container[str] | None = None, engine: Engine = "columns"
) -> list[Finding]:
    """What the shapes find in what is stated and in every declared actor; the rest as in judge."""
    step("checking against the shapes")
    stated = stated_triples(corpus.record, corpus.actors, bases=corpus.bases)
    return _validate(corpus, [stated, _everyone(corpus)], files, engine)


def _validate(
    corpus: Corpus, parts: Iterable[Triples], files: Container[str] | None, engine: Engine
) -> list[Finding]:
    from kg.rdf.validate import validate  # with numpy, which what is built and kept does without

    return validate(*parts, files=files, told=corpus.findings, engine=engine)


def _everyone(corpus: Corpus) -> Triples:
    return actor_triples(corpus.actors, corpus.actors.ids(), corpus.bases)
