"""kg evaluate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.common import FORMAT, INPUT, RULES, open_corpus, project_value, show_table
from kg.progress import step

if TYPE_CHECKING:
    from kg.infer.rules import Rules
    from kg.infer.tasks import Task

SHOWN: Final = (
    "figures",
    "curve",
    "placebos",
    "tiers",
    "weights",
    "reliability",
    "misses",
)  # as kg.infer.evaluate has them


@click.command("evaluate")
@click.argument("data_dir", nargs=-1, type=click.Path(path_type=Path))
@INPUT
@RULES
@click.option(
    "--reference", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
    help="Measure on your own coded acts: a folder with actions.csv and judgements.csv, laid out "
    "like data/events/dyads/. Without -i they alone are measured on.",
)  # fmt: skip
@click.option(
    "--show", type=click.Choice(SHOWN),
    help="One of the tables (default: all on a terminal, figures when piped).",
)  # fmt: skip
@FORMAT
def evaluate_command(
    data_dir: tuple[Path, ...],
    inputs: tuple[Path, ...],
    rules: Rules | None,
    reference: Path | None,
    show: str | None,
    form: str | None,
) -> None:
    """Measure inference on coded acts, with every sourced link hidden.

    It measures on whole dyads whose every act has a verdict (events/dyads/ of a data folder) and on
    tables of coded events, each as it is (full) and without hostile acts and inexact days (clean).

    figures: the rules beside three baselines, with 95 % intervals drawn by episode. curve:
    precision where only the surest links are kept. placebos: what is linked where nothing is
    answered. tiers: by what days and sides allow. weights: as documented and as fitted to early
    acts. reliability: confidence against how often it is right. misses: each answer that is not
    found, and why.

    DATA_DIR is the same as -i.

    \b
    Example: kg evaluate
             kg evaluate --reference mydyads --show figures --format md
             kg evaluate --show misses --format csv > misses.csv
    """
    from kg.infer.evaluate import evaluate
    from kg.infer.rules import default_rules, read_rules
    from kg.infer.tasks import FEW, find_few

    tasks = _read_tasks((*data_dir, *inputs), reference)
    if few := find_few(tasks):
        parts = "; ".join(f"{part} has {count}" for part, count in few.items())
        told = f"figures on fewer than {FEW} answers say little, with or without an interval"
        click.echo(f"{told}: {parts}", err=True)
    if rules is None:
        own = project_value("rules")
        rules = read_rules(own) if own else default_rules()
    drawn = form in ("table", "md") or (form is None and sys.stdout.isatty())
    for name in [show] if show else SHOWN if drawn else SHOWN[:1]:
        step(f"measuring: {name}")
        show_table(evaluate(tasks, rules, name), form)


def _read_tasks(inputs: Sequence[Path], reference: Path | None) -> list[Task]:
    """What the inputs and a reference have to measure on; without inputs the reference alone."""
    from kg.infer.tasks import find_tasks
    from kg.model.actions import Record
    from kg.paths import data_folder
    from kg.read.corpus import read_directory
    from kg.read.judgements import find_references, read_reference
    from kg.sources import find_input, is_bundled

    if reference and not inputs:
        actors = read_directory(project_value("data"))
        return find_tasks(Record(), [read_reference(reference, actors)])
    if not inputs and is_bundled(find_input()):
        inputs = (data_folder(),)  # with its events, whatever of it was built last
    corpus = open_corpus(inputs)
    corpus.stop_at_errors()
    folders = [*find_references(corpus.sources), *([reference] if reference else [])]
    return find_tasks(corpus.record, [read_reference(each, corpus.actors) for each in folders])
