"""The steps in order, once: corpus -> stated graph -> links -> chains -> derived graph -> files."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path

from rdflib.term import Node

from kg import __version__
from kg.errors import stop_at_errors
from kg.files import digest, json_bytes, write_folder
from kg.infer.built import Built, infer, judge
from kg.infer.rules import Rules
from kg.model.ids import DERIVED_GRAPH, ID_BASE, STATED_GRAPH
from kg.model.vocabulary import LABELS, ONTOLOGY_VERSION
from kg.page import MAX_NODES, PageData, draw_page, narrow, quote, trim
from kg.paths import ontology_folder
from kg.rdf.graph import in_graph, to_quads, write_rdf
from kg.rdf.subjects import Triples
from kg.rdf.terms import SHORTCUTS
from kg.rdf.triples import actors_named, derived_triples, stated_triples
from kg.read.corpus import Corpus, read_corpus
from kg.read.folders import BUNDLED, Source
from kg.select.selection import Selected, narrow_record, with_context
from kg.tell.tables import chains_table, links_table


def build_graph(
    data_dir: Path | str | Sequence[Path | str] | None = None,
    *,
    bundled: bool = False,
    rules: Rules | None = None,
    check: bool = True,
) -> Built:
    """Read data folders as one and derive everything from them; writes nothing.

    Args:
        data_dir: one or several folders laid out like data/; None for the bundled articles.
        bundled: the bundled articles join the folders named.
        rules: how links are inferred; None for kg/infer/rules.toml.
        check: hold both graphs against the SHACL shapes.
    Raises:
        UnreadableError: a file cannot be read.
        FindingsError: the input breaks a rule; all problems at once.

    >>> built = build_graph(check=False)
    >>> built.corpus.record.articles[0].id, len(built.chains) > 0
    ('moscow-times-2016-06-30', True)
    """
    folders = [data_dir] if isinstance(data_dir, Path | str) else data_dir or ()
    corpus = read_corpus([Path(each) for each in folders], bundled=bundled)
    return derive(corpus, rules=rules, check=check)


def derive(corpus: Corpus, *, rules: Rules | None = None, check: bool = True) -> Built:
    """The steps behind the reading of files; see `build_graph`."""
    corpus.stop_at_errors()
    if not check:
        return infer(corpus, rules)
    built, findings = judge(corpus, rules)
    stop_at_errors([*corpus.findings, *findings])
    return replace(built, warnings=tuple(sorted({*corpus.findings, *findings})))


def narrow_build(built: Built, selected: Selected) -> Built:
    """Part of a build, for exports: it says nothing that the whole does not.

    Its graphs are triples of the whole's, those of what is selected and of what that has to be
    read with (see kg.select.selection), with nothing that refers to what is left out. So answers
    and chains are those of the whole: a chain of which only some claims are selected keeps its
    name and figures.

    Args:
        built: the whole.
        selected: part of its record, from kg.select.selection or kg.select.views.
    """
    record, actors = built.corpus.record, built.corpus.actors
    asked = {each.iri for each in selected.links}
    selected = with_context(record, (*record.links, *built.inferred), selected)
    part = narrow_record(record, selected)
    inferred = tuple(each for each in selected.links if each.basis == "inferred")
    names = {each.id for each in part.actions}
    chains = tuple(each for each in built.chains if not asked.isdisjoint(each.links))
    answers = {name: state for name, state in built.answers.items() if name in names}
    stated = stated_triples(part, actors)
    derived = derived_triples(inferred, chains, answers, record.actions)
    kept = {*stated.graph.subjects(), *derived.graph.subjects()}
    return replace(
        built,
        corpus=replace(built.corpus, record=part),
        inferred=inferred,
        chains=chains,
        answers=answers,
        stated=_cut(built.stated, stated, kept),
        derived=_cut(built.derived, derived, kept),
        whole=built.whole or built,
    )


def _cut(whole: Triples, part: Triples, kept: Collection[Node]) -> Triples:
    """The whole's triples that hold between things kept; a shortcut needs a claim that is kept."""
    made = Triples()
    made.places.update(part.places)
    for subject, predicate, thing in whole.graph:
        if subject not in kept or (str(thing).startswith(ID_BASE) and thing not in kept):
            continue
        if predicate not in SHORTCUTS or any((subject, x, thing) in part.graph for x in SHORTCUTS):
            made.graph.add((subject, predicate, thing))
    return made


def page_data(built: Built, title: str = "Who answered whom") -> PageData:
    """What the page shows of a build."""
    record, actors = built.corpus.record, built.corpus.actors
    part = actors.part(actors_named(record))
    return PageData(
        title=title,
        actions=record.actions,
        reports=record.reports,
        links=(*record.links, *built.inferred),
        chains=built.chains,
        articles=record.articles,
        labels={name: part[name].label for name in part.ids()},
        actors=part,
        kind_labels=LABELS,
        code_labels=LABELS,
        answers=built.answers,
        cases=record.cases,
    )


def drawn_data(
    built: Built,
    title: str = "Who answered whom",
    *,
    selected: Selected | None = None,
    texts: Mapping[str, str] | None = None,
    max_nodes: int = MAX_NODES,
    view: str = "timeline",
) -> PageData:
    """What one page or picture of a build shows.

    Args:
        built: the whole.
        title: the heading.
        selected: part of its record, from kg.select.selection; None for all.
        texts: the articles' texts by sha256 to quote from; None for no quotations.
        max_nodes: the most actions shown; the page says what is left out.
        view: what the page opens with: timeline, graph or chain.
    """
    data = page_data(built, title)
    data = trim(narrow(data, selected) if selected else data, max_nodes)
    data = quote(data, texts) if texts is not None else data
    return replace(data, view=view, turtle=_turtle(built, data))


def _turtle(built: Built, data: PageData) -> str:
    """Both graphs of what is shown: the page cuts from it what its filters leave."""
    stated, derived = built.stated, built.derived
    if data.actions != built.corpus.record.actions:
        record = replace(
            built.corpus.record,
            actions=data.actions,
            reports=data.reports,
            links=tuple(each for each in data.links if each.basis != "inferred"),
            articles=data.articles,
            cases=data.cases,
        )
        inferred = [each for each in data.links if each.basis == "inferred"]
        stated = stated_triples(record, built.corpus.actors)
        derived = derived_triples(inferred, data.chains, data.answers, data.actions)
    quads = [*to_quads(stated.graph), *to_quads(derived.graph)]
    return write_rdf(quads, "turtle").decode()


def built_files(built: Built, title: str | None = None) -> dict[str, bytes]:
    """The files of out/, by name, without the manifest; `title` is the page's heading."""
    record = built.corpus.record
    stated, derived = to_quads(built.stated.graph), to_quads(built.derived.graph)
    named = [*in_graph(stated, STATED_GRAPH), *in_graph(derived, DERIVED_GRAPH)]
    return {
        "stated.ttl": write_rdf(stated, "turtle"),
        "derived.ttl": write_rdf(derived, "turtle"),
        "graph.ttl": write_rdf([*stated, *derived], "turtle"),
        "graph.trig": write_rdf(named, "trig"),
        "links.csv": links_table(record, built.inferred, built.chains).to_csv(),
        "chains.csv": chains_table(record, built.inferred, built.chains).to_csv(),
        "index.html": draw_page(drawn_data(built, title or "Who answered whom")).encode(),
    }


def write_build(built: Built, out: Path, *, options: Mapping[str, str] | None = None) -> None:
    """Write out/ with its manifest, all or nothing.

    Args:
        built: the whole.
        out: the folder.
        options: what kg.toml says of the build, for the manifest; `title` heads the page.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_build(build_graph(check=False), Path(folder, "out"))
    ...     sorted(each.suffix for each in Path(folder, "out").glob("graph.*"))
    ['.trig', '.ttl']
    """
    options = options or {}
    files = built_files(built, options.get("title"))
    made = {**made_from(built, out), "options": dict(options)}
    write_folder(out, files, built.corpus.inputs, made)


def made_from(built: Built, out: Path) -> dict[str, object]:
    """What a manifest says of how a build was made, beside its files: all that can change them."""
    terms = {path.name: digest(path.read_bytes()) for path in ontology_folder().glob("*.ttl")}
    return {
        "program": {"version": __version__},
        "ontology": {"version": ONTOLOGY_VERSION, "digest": digest(json_bytes(terms))},
        "rules": told_rules(built.rules),
        "sources": place_sources(built.corpus.sources, out),
    }


def place_sources(sources: Sequence[Source], out: Path) -> dict[str, object]:
    """Where the data folders of a build lie, and which of their folders were read.

    The package's own has no place. Any other stands by its way from the manifest, so that both
    can move together.
    """
    start = os.path.realpath(out)
    ways = {each.name: os.path.relpath(os.path.realpath(each.folder), start) for each in sources}
    return {
        each.name: {
            **({} if each.name == BUNDLED else {"folder": Path(ways[each.name]).as_posix()}),
            "reads": list(each.kinds),
        }
        for each in sources
    }


def told_rules(rules: Rules) -> dict[str, object]:
    """The rules as a manifest tells them: all that decides, and a digest with the words too."""
    told = {name: _plain(value) for name, value in asdict(rules).items()}
    mark = digest(json_bytes(told))
    return {**{name: value for name, value in told.items() if name != "says"}, "digest": mark}


def _plain(value: object) -> object:
    """A setting of the rules as JSON has it; numbers stay exact."""
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value) if isinstance(value, Decimal) else value
