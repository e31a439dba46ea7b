"""What several commands share: options, the graph they read, and how tables are shown."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.progress import step

if TYPE_CHECKING:
    from kg.infer.built import Built
    from kg.infer.rules import Rules
    from kg.page import Credit
    from kg.rdf.stored import Opened
    from kg.read.corpus import Corpus
    from kg.sources import Input
    from kg.tables import Table
    from kg.tell.index import Index

Command = TypeVar("Command", bound=Callable[..., Any])


class NewFolder(click.Path):
    """A folder to write into. `-` means standard output elsewhere, so it does not name a folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        if str(value) == "-":
            self.fail("many files do not go to standard output; name a folder", param, ctx)
        return super().convert(value, param, ctx)


NEW_FOLDER = NewFolder()
TEXTS = click.Path(path_type=Path, file_okay=False, exists=True)  # a folder of articles' texts
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "tsv", "csv", "json", "md"]),
    help="Default: a table on a terminal, TSV when piped.",
)  # fmt: skip
INPUT = click.option(
    "-i", "--input", "-g", "--graph", "--data", "inputs", type=click.Path(path_type=Path),
    multiple=True, metavar="PATH",
    help="What to read: a data folder, a folder that kg build wrote, or an RDF file; repeat to "
    "join several. Default: what kg.toml names; else out/, once built; else the bundled data.",
)  # fmt: skip


def _read_rules(_context: click.Context, _option: click.Parameter, path: Path | None) -> object:
    from kg.infer.rules import read_rules

    return None if path is None else read_rules(path)


RULES = click.option(
    "--rules", type=click.Path(path_type=Path, dir_okay=False, exists=True), callback=_read_rules,
    help="A TOML file that changes the rules: window, weights, threshold, features on or off.",
)  # fmt: skip


_FILTERS = (
    click.option(
        "--actor", multiple=True, metavar="NAME",
        help="Keep chains in which one of these acts or is acted upon: an id, code or any name.",
    ),
    click.option(
        "--dyad", nargs=2, metavar="NAME NAME",
        help="Keep whole chains in which one of the two acts on the other. Only what the two do to "
        "each other: --address pair=RUS,USA.",
    ),
    click.option("--case", metavar="ID", help="Keep chains with an action of this dispute."),
    click.option("--since", metavar="DATE", help="Keep chains with an action on or after DATE."),
    click.option("--until", metavar="DATE", help="Keep chains with an action on or before DATE."),
    click.option(
        "--basis", multiple=True, metavar="LIST",
        help="Use only claims with these bases (stated,reported,inferred); chains are found again.",
    ),
    click.option(
        "--min-confidence", metavar="NUMBER",
        help="Drop each inferred claim with a lower confidence, 0 to 1; chains are found again. "
        "Rivals share the confidence of one answer: use a lower NUMBER to keep an answer with "
        "several likely triggers.",
    ),
    click.option(
        "--min-length", type=click.IntRange(0), default=0,
        help="Minimum length of the longest path, in links.",
    ),
    click.option("--chain", multiple=True, metavar="ID", help="Keep only these chains."),
    click.option(
        "--answer", multiple=True, metavar="STATE",
        help="By answer state (answered, answerDisputed … unanswered, or open for any that is "
        "still open; several with commas): kg chains keeps the chains with such a move, kg draw "
        "and kg export keep these acts alone, as the page's filter does.",
    ),
    click.option(
        "--address", metavar="TEXT",
        help="The filters of a page: the part of its address after #. They are applied last.",
    ),
)  # fmt: skip


class FilteredCommand(click.Command):
    """A command with `chain_filters`, whose --dyad also takes the two names as `RUS,USA`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a pair in one word, as addresses write it, apart."""
        given: list[str] = []
        for word in args:
            option, _, joined = word.partition("=")
            names = joined if option == "--dyad" else word if given[-1:] == ["--dyad"] else ""
            pair = names.split(",")
            if len(pair) == 2 and all(x and not x.startswith(" ") for x in pair):
                given += pair if word == names else [option, *pair]
            else:
                given.append(word)
        return super().parse_args(ctx, given)


def chain_filters(command: Command) -> Command:
    """Give a command the options that `narrowed` takes by the same names."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filter_words(filters: Mapping[str, Any]) -> str:
    """The options given, as they could be typed: `--actor USA --since 2018`; the address last."""
    words: list[str] = []
    for name, value in sorted(filters.items(), key=lambda each: (each[0] == "address", each[0])):
        option = f"--{name.replace('_', '-')}"
        if name == "dyad" and value:
            words += [option, *value]
        elif isinstance(value, tuple):
            words += [word for each in value for word in (option, each)]
        elif value:
            words += [option, str(value)]
    return shlex.join(words)


def say_no_match(what: str, filters: Mapping[str, Any]) -> None:
    """Say on standard error that nothing is left, and which options left nothing."""
    from kg.errors import cut_line, visible

    words = filter_words(filters)
    told = f"No {what} match {words}" if words else f"There are no {what}"
    click.echo(visible(cut_line(told)), err=True)


def narrowed(
    built: Built, filters: Mapping[str, Any], view: str | None = None, trigger: str | None = None
) -> tuple[Built, str]:
    """The part of a build that the options keep, and these as they could be typed.

    Args:
        built: the whole.
        filters: the options of `chain_filters`.
        view: what to show of the chains kept, see `kg chains`; None for all of them; `acts` for
            the acts alone for which the options hold, as on a page.
        trigger: see `kg chains`.
    """
    from kg.errors import UsageError
    from kg.page import narrow_to_address
    from kg.select.address import split_address
    from kg.select.narrowing import narrow
    from kg.select.selection import make_selection, read_states
    from kg.select.views import select_view

    record, actors = built.corpus.record, built.corpus.actors
    options = {name: value for name, value in filters.items() if name != "address"}
    address, states = filters["address"], read_states(options.get("answer", ()))
    if states and view in (None, "acts"):  # acts, and not chains, are asked for: as on the page
        if "answer" in dict(split_address(address or "")):
            raise UsageError("--answer: --address names answer states too; leave out one of them")
        options["answer"] = ()
        address = f"{address or '#'}&answer={','.join(states)}"
    selection = make_selection(record, actors, built.chains, answers=built.answers, **options)
    if view or any(options.values()):
        selected = select_view(record.actions, built.links, selection, view or "tree", trigger)
        built = narrow(built, selected)
    if address:
        built, address = narrow_to_address(built, address)
    return built, filter_words({**options, "view": view, "trigger": trigger, "address": address})


def open_built(inputs: Sequence[Path], rules: Rules | None = None) -> Built:
    """All that the input says and that follows from it; what was read is said."""
    from kg.sources import find_input, open_input

    step("reading")
    found = find_input(inputs)
    built = open_input(found, rules)
    say_read(found, built.corpus)
    step("working")
    return built


def open_index(inputs: Sequence[Path]) -> Index:
    """All that the input says, ready to be told."""
    from kg.page import page_data
    from kg.tell.index import Index

    return Index(page_data(open_built(inputs)))


def open_corpus(inputs: Sequence[Path]) -> Corpus:
    """The data behind the input."""
    from kg.read.corpus import read_corpus
    from kg.sources import find_data, find_input, project_base

    step("reading")
    found = find_data(find_input(inputs))
    base = project_base(found)
    corpus = read_corpus(found.folders, bundled=found.bundled, events=found.events, base=base)
    say_read(found, corpus)
    return corpus


def open_graph(inputs: Sequence[Path], *, named: bool = False) -> Opened:
    """The graph of the input, ready to query; `named` keeps its named graphs apart too."""
    from kg.sources import find_input, open_input, open_store

    step("reading the graph")
    found = find_input(inputs)
    built = open_input(found) if found.folders or found.bundled else None

    def say(line: str) -> None:
        click.echo(line, err=True)

    graph = open_store(found, named=named, built=built, say=say)
    say_input(found, *graph.sources)
    if built:
        say_left_out(built.corpus)
    return graph


def say_read(found: Input, corpus: Corpus) -> None:
    """Say on standard error what a command read, and what of it was left out."""
    from kg.model.actions import count_events

    say_input(found, len(corpus.record.articles), count_events(corpus.record.reports))
    say_left_out(corpus)


def say_input(found: Input, articles: int = 0, events: int = 0) -> None:
    """Say on standard error what a command reads."""
    from kg.errors import cut_line
    from kg.sources import describe_input

    click.echo(cut_line(f"reading {describe_input(found, articles, events)}"), err=True)


def say_left_out(corpus: Corpus) -> None:
    """Say on standard error how many drafts were left out, where any were."""
    if told := str(corpus.left_out):
        click.echo(told, err=True)


def project_value(name: str) -> Any:
    """What kg.toml gives for an option that was not given."""
    from kg.read.project import find_project

    return getattr(find_project(), name, None)


def project_credit(built: Built) -> Credit:
    """Whom a page credits, as kg.toml says."""
    from kg.build import credit_of
    from kg.read.project import find_project, project_options

    return credit_of(built, project_options(find_project()))


def texts_folder(given: Path | None) -> Path | None:
    """The folder of the articles' texts: as given, or that of kg.toml where it is at hand."""

    folder: Path | None = given or project_value("texts")
    if folder is None or folder.is_dir():
        return folder
    click.echo(f"no texts: {folder}, which kg.toml names, does not exist", err=True)
    return None


def show_table(table: Table, form: str | None) -> None:
    """Print a table: drawn on a terminal, TSV in a pipe, or as asked."""
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    click.echo(table.render(form, table_width(form), sys.stdout.encoding), nl=False)


def table_width(form: str) -> int | None:
    """The columns that a drawn table may take; other forms have no width."""
    return shutil.get_terminal_size((120, 40)).columns if form == "table" else None
