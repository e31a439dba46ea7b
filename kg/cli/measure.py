"""kg evaluate."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import FORMAT, show_table
from kg.cli.make import DATA_DIR


@click.command("evaluate")
@click.argument("data_dir", required=False, type=DATA_DIR)
@click.option(
    "--rules", "rules_file", type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A TOML file that changes kg/rules.toml.",
)  # fmt: skip
@click.option(
    "--show", type=click.Choice(["figures", "reliability", "misses"]),
    help="One of the three tables alone; in a pipe it is the figures unless said otherwise.",
)  # fmt: skip
@FORMAT
def evaluate_command(
    data_dir: Path | None, rules_file: Path | None, show: str | None, form: str | None
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
    from kg.corpus import read_corpus
    from kg.evaluate import EVALUATIONS, evaluate
    from kg.paths import data_folder
    from kg.rules import default_rules, read_rules

    corpus = read_corpus(data_dir or data_folder())
    corpus.stop_at_errors()
    rules = read_rules(rules_file) if rules_file else default_rules()
    drawn = form in ("table", "md") or (form is None and sys.stdout.isatty())
    for name in [show] if show else list(EVALUATIONS) if drawn else ["figures"]:
        show_table(evaluate(corpus.record, rules, name), form)
