"""kg evaluate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import FORMAT, INPUT, RULES, open_corpus, project_value, show_table

if TYPE_CHECKING:
    from kg.infer.rules import Rules


@click.command("evaluate")
@click.argument("data_dir", nargs=-1, type=click.Path(path_type=Path))
@INPUT
@RULES
@click.option(
    "--show", type=click.Choice(["figures", "reliability", "misses"]),
    help="One of the three tables (default: all on a terminal, figures when piped).",
)  # fmt: skip
@FORMAT
def evaluate_command(
    data_dir: tuple[Path, ...],
    inputs: tuple[Path, ...],
    rules: Rules | None,
    show: str | None,
    form: str | None,
) -> None:
    """Measure inference on tables of coded events, with every sourced link hidden.

    Prints three tables: the figures (precision, recall, correct top-ranked triggers, false links on
    opening moves, links on moved dates, calibration) beside two baselines (the nearest earlier
    action of a reversed dyad, and every one of them); the confidence by tenths against how often it
    is right; and each miss with its reason. DATA_DIR is the same as -i.

    \b
    Example: kg evaluate
             kg evaluate --show misses --format csv > misses.csv
    """
    from kg.infer.evaluate import EVALUATIONS, evaluate
    from kg.infer.rules import default_rules, read_rules

    corpus = open_corpus((*data_dir, *inputs))
    corpus.stop_at_errors()
    if rules is None:
        own = project_value("rules")
        rules = read_rules(own) if own else default_rules()
    drawn = form in ("table", "md") or (form is None and sys.stdout.isatty())
    for name in [show] if show else list(EVALUATIONS) if drawn else ["figures"]:
        show_table(evaluate(corpus.record, rules, name), form)
