"""The steps in order, once: corpus -> stated graph -> links -> chains -> derived graph -> files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.errors import stop_at_errors
from kg.files import write_folder
from kg.infer.built import Built, infer, judge
from kg.infer.rules import Rules
from kg.model.ids import DERIVED_GRAPH, STATED_GRAPH
from kg.page import draw_page, drawn_data
from kg.rdf.graph import in_graph, to_quads, write_rdf
from kg.read.corpus import Corpus, read_corpus
from kg.tell.tables import chains_table, links_table


def build_graph(
    data_dir: Path | str | None = None, *, rules: Rules | None = None, check: bool = True
) -> Built:
    """Read a data folder and derive everything from it; writes nothing.

    Args:
        data_dir: a folder laid out like data/; None for the bundled one.
        rules: how links are inferred; None for kg/infer/rules.toml.
        check: hold both graphs against the SHACL shapes.
    Raises:
        UnreadableError: a file cannot be read.
        FindingsError: the input breaks a rule; all problems at once.

    >>> built = build_graph(check=False)
    >>> built.corpus.record.articles[0].id, len(built.chains) > 0
    ('moscow-times-2016-06-30', True)
    """
    folder = None if data_dir is None else Path(data_dir)
    return derive(read_corpus(folder), rules=rules, check=check)


def derive(corpus: Corpus, *, rules: Rules | None = None, check: bool = True) -> Built:
    """The steps behind the reading of files; see `build_graph`."""
    corpus.stop_at_errors()
    if not check:
        return infer(corpus, rules)
    built, findings = judge(corpus, rules)
    stop_at_errors([*corpus.findings, *findings])
    return replace(built, warnings=tuple(sorted({*corpus.findings, *findings})))


def built_files(built: Built) -> dict[str, bytes]:
    """The files of out/, by name, without the manifest."""
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
        "index.html": draw_page(drawn_data(built)).encode(),
    }


def write_build(built: Built, out: Path) -> None:
    """Write out/ with its manifest, all or nothing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_build(build_graph(check=False), Path(folder, "out"))
    ...     sorted(each.suffix for each in Path(folder, "out").glob("graph.*"))
    ['.trig', '.ttl']
    """
    write_folder(out, built_files(built), built.corpus.inputs)
