"""kg evaluate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import FORMAT, RULES, show_table
from kg.cli.make import DATA_DIR

if TYPE_CHECKING:
    from kg.infer.rules import Rules


@click.command("evaluate")
@click.argument("data_dir", required=False, type=DATA_DIR)
@RULES
@click.option(
    "--show", type=click.Choice(["figures", "reliability", "misses"]),
    help="One of the three tables alone; in a pipe it is the figures unless said otherwise.",
)  # fmt: skip
@FORMAT
def evaluate_command(
    data_dir: Path | None, rules: Rules | None, show: str | None, form: str | None
) -> None:
    """Measure inference on tables of coded events, with what sources say of links hidden.

    Each table is a part of its own: precision, recall, right best triggers, false links on opening
    moves, links on moved dates and calibration, beside two baselines (the nearest earlier action of
    a reversed dyad, and every one of them); then confidence by tenths against how often it is
    right, and each miss with its reason. DATA_DIR defaults to the bundled data.

    \b
    Example: kg evaluate
             kg evaluate --show misses --format csv > misses.csv
    """
    from kg.infer.evaluate import EVALUATIONS, evaluate
    from kg.infer.rules import default_rules
    from kg.paths import data_folder
    from kg.read.corpus import read_corpus

    corpus = read_corpus(data_dir or data_folder())
    corpus.stop_at_errors()
    rules = rules or default_rules()
    drawn = form in ("table", "md") or (form is None and sys.stdout.isatty())
    for name in [show] if show else list(EVALUATIONS) if drawn else ["figures"]:
        show_table(evaluate(corpus.record, rules, name), form)
