"""The steps in order, once: corpus -> stated graph -> links -> chains -> derived graph -> files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.cache import Cache
from kg.errors import UsageError, stop_at_errors
from kg.files import digest, json_bytes, write_folder
from kg.infer.built import Built, infer, judge
from kg.infer.rules import Rules
from kg.model.bases import prefixes_of
from kg.model.ids import ID_BASE, LICENCE
from kg.model.vocabulary import ONTOLOGY_VERSION
from kg.page import Credit, draw_page, drawn_data
from kg.page.card import card_files
from kg.paths import data_folder, ontology_folder, path_of, paths_of
from kg.progress import step
from kg.read.corpus import Corpus, read_corpus
from kg.read.folders import BUNDLED, KINDS, Source, shown
from kg.tell.credits import ORIGIN, cite_record
from kg.tell.tables import chains_table, links_table

if TYPE_CHECKING:
    from kg.rdf.validate import Engine


def build_graph(
    data_dir: Path | str | Sequence[Path | str] | None = None,
    *,
    bundled: bool = False,
    events: bool = True,
    drafts: bool = False,
    rules: Rules | None = None,
    check: bool = True,
    engine: Engine = "columns",
    base: str | None = None,
    texts: Path | None = None,
    asked: bool = False,
    cache: Cache | None = None,
) -> Built:
    """Read data folders as one and derive everything from them; writes nothing.

    Args:
        data_dir: one or several folders laid out like data/; None for the bundled data.
        bundled: the bundled data joins the folders named.
        events: whether the bundled data has its coded events; without them it is its articles.
        drafts: keep what was extracted and not reviewed, marked; it is left out else.
        rules: how links are inferred; None for kg/infer/rules.toml.
        check: hold both graphs against the SHACL shapes.
        engine: `columns` checks by our own engine, with pySHACL for small data, for what is found
            and for a sample; `pyshacl` by pySHACL alone, many times slower.
        base: below which IRIs stand of what the folders declare, where no kg.toml lies above
            them; None for the package's.
        texts: a folder with the articles' texts, to check digests, spans and counts.
        asked: whether these texts were asked for, so that a missing one is an error.
        cache: what a former build made of files that have not changed; see `kg.cache`.
    Raises:
        UnreadableError: a file cannot be read.
        FindingsError: the input breaks a rule; all problems at once.

    >>> built = build_graph(events=False, check=False)
    >>> built.corpus.record.articles[0].id, len(built.chains) > 0
    ('moscow-times-2016-06-30', True)
    """
    corpus = read_corpus(
        paths_of(data_dir),
        bundled=bundled,
        events=events,
        drafts=drafts,
        base=base,
        cache=cache,
    )
    held = corpus.held(texts, asked=asked) if texts else corpus
    return derive(held, rules=rules, check=check, engine=engine)


def derive(
    corpus: Corpus,
    *,
    rules: Rules | None = None,
    check: bool = True,
    engine: Engine = "columns",
) -> Built:
    """The steps behind the reading of files; see `build_graph`."""
    corpus.stop_at_errors()
    if not check:
        return infer(corpus, rules)
    built, findings = judge(corpus, rules, engine=engine)
    stop_at_errors([*corpus.findings, *findings])
    return replace(built, warnings=tuple(sorted({*corpus.findings, *findings})))


def built_files(built: Built, options: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The files of out/, by name, without the manifest; see `write_build`."""
    from kg.rdf.columns import join  # numpy, which only those who write need
    from kg.rdf.text import Text

    step("writing the graph")
    record, bases = built.corpus.record, built.corpus.bases
    whole, (stated, derived) = join(built.stated.columns(), built.derived.columns())
    text = Text(whole, prefixes_of(bases.own))  # in order, once for all files
    named = {bases.iri("graph", "derived"): derived, bases.iri("graph", "stated"): stated}
    return {
        "stated.ttl": text.turtle(stated),
        "derived.ttl": text.turtle(derived),
        "graph.ttl": text.turtle(),
        "graph.trig": text.trig(named),
        "links.csv": links_table(record, built.inferred, built.chains).to_csv(),
        "chains.csv": chains_table(record, built.inferred, built.chains).to_csv(),
        **_page_files(built, options or {}),
    }


def _page_files(built: Built, options: Mapping[str, str]) -> dict[str, bytes]:
    """The page, and where it has an address the card that others show of it."""
    step("drawing the page")
    credit = credit_of(built, options)
    data = drawn_data(built, options.get("title") or "Who answered whom", credit=credit)
    cards = card_files(data) if credit.url else {}
    data = replace(data, card=next(iter(sorted(cards)), ""))  # .png where there is one
    return {"index.html": draw_page(data).encode(), **cards}


def credit_of(built: Built, options: Mapping[str, str]) -> Credit:
    """Whom a page credits: as kg.toml says; the bundled data has its own licence and citation."""
    kinds = {each.name: each.kinds for each in built.corpus.sources}
    licence = options.get("license") or (LICENCE if set(kinds) == {BUNDLED} else "")
    package = data_folder() / "datapackage.json"
    cited = set(kinds) == {BUNDLED} and {"author", "title", "url"}.isdisjoint(options)
    return Credit(
        author=options.get("author", ""),
        url=options.get("url", ""),
        licence=licence,
        citation=cite_record(json.loads(package.read_bytes())) if cited else "",
        origin=ORIGIN if "events" in kinds.get(BUNDLED, ()) else "",
    )


def write_build(built: Built, out: Path, *, options: Mapping[str, str] | None = None) -> None:
    """Write out/ with its manifest, all or nothing.

    Args:
        built: the whole.
        out: the folder.
        options: what kg.toml says of the build, for the manifest and the page: `title`, `author`,
            `license`, and `url`, the page's address, for which a card is drawn.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_build(build_graph(events=False, check=False), Path(folder, "out"))
    ...     sorted(each.suffix for each in Path(folder, "out").glob("graph.*"))
    ['.trig', '.ttl']
    """
    out, options = path_of(out), options or {}
    files = built_files(built, options)
    made = {**made_from(built, out), "options": dict(options)}
    write_folder(out, files, built.corpus.inputs, made)


def refuse_sources(out: Path, folders: Iterable[Path], texts: Path | None = None) -> None:
    """Refuse to write among what is read, where the next build would read it.

    Beside its articles/ and the like, a data folder may hold any other folder, also an out/.

    Raises:
        UsageError: `out` is, holds or lies in such a folder.
    """
    real = Path(os.path.realpath(out))
    for folder, kinds in [*((each, KINDS) for each in folders), *([(texts, ())] if texts else [])]:
        read = Path(os.path.realpath(folder))
        inside = [Path(os.path.realpath(read / kind)) for kind in kinds] or [read]
        if read.is_relative_to(real) or any(real.is_relative_to(each) for each in inside):
            what = "the data" if kinds else "the texts"
            message = f"would be written among {what} of {shown(folder)}; name another folder"
            raise UsageError(f"{out}: {message} with -o, such as out")


def made_from(built: Built, out: Path) -> dict[str, object]:
    """What a manifest says of how a build was made, beside its files: all that can change them."""
    terms = {path.name: digest(path.read_bytes()) for path in ontology_folder().glob("*.ttl")}
    return {
        "program": {"version": __version__},
        "ontology": {"version": ONTOLOGY_VERSION, "digest": digest(json_bytes(terms))},
        "rules": told_rules(built.rules),
        "sources": place_sources(built.corpus.sources, out),
        "drafts": built.corpus.drafts,
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
            **({} if each.base == ID_BASE else {"base": each.base}),
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
