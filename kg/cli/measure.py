"""kg evaluate."""

from __future__ import annotations

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
@click.option("--misses", is_flag=True, help="List the responses whose best trigger is wrong.")
@FORMAT
def evaluate_command(
    data_dir: Path | None, rules_file: Path | None, misses: bool, form: str | None
) -> None:
    """Measure inference on tables of coded events, with what sources say of links hidden.

    Each table is a part of its own, measured beside two baselines: the nearest earlier action of a
    reversed dyad, and any of them. DATA_DIR defaults to the bundled data with its coded events.

    \b
    Example: kg evaluate
    """
    from kg.corpus import read_corpus
    from kg.evaluate import measure, task
    from kg.evaluate import misses as list_misses
    from kg.paths import data_folder
    from kg.rules import default_rules, read_rules

    corpus = read_corpus(data_dir or data_folder())
    corpus.stop_at_errors()
    rules = read_rules(rules_file) if rules_file else default_rules()
    tables = sorted({each.table for each in corpus.record.reports if each.table})
    for name in tables:
        one = task(corpus.record, frozenset({name}), name)
        click.echo(
            f"{name}: {len(one.truth)} responses, {len(one.openings)} opening moves", err=True
        )
        show_table(list_misses(one, rules) if misses else measure(one, rules), form)
