"""kg import."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli.common import TEXTS

#: As kg.importing has them.
_FORMATS: Final = ("brat", "label-studio", "doccano", "prodigy", "quotes", "langextract")

#: What programs write and need not say which.
_EXTRACTED: Final = ("quotes", "langextract")


def _checked_program(told: str, form: str) -> str:
    from kg.errors import UsageError
    from kg.model.provenance import check_dated

    if form not in _EXTRACTED:
        raise UsageError(f"--extracted-by: is for {' and '.join(_EXTRACTED)}; leave it out")
    try:
        return check_dated(told, "reader 1.2, 2031-03-05")
    except ValueError as error:
        raise UsageError(f"--extracted-by: {error}") from None


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument(
    "sources",
    metavar="SOURCE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
@click.option(
    "-o",
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="A data folder to write into.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A TOML file: which labels are which classes, roles and fields.",
)
@click.option(
    "--texts", type=TEXTS, help="The folder of the articles' texts, found by their sha256."
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV file of publisher, published, url and title by document or digest.",
)
@click.option(
    "--extracted-by",
    metavar="TEXT",
    help="What made the records, and the day, where the source does not say it, such as "
    "'reader 1.2, 2031-03-05'. They are drafts.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the counts, and what was left out, as JSON.",
)
def import_command(
    form: str,
    sources: tuple[Path, ...],
    out: Path | None,
    mapping: Path | None,
    texts: Path | None,
    articles: Path | None,
    extracted_by: str | None,
    report: Path | None,
) -> None:
    """Import what people annotated with other tools."""
    from kg.errors import UsageError, visible
    from kg.files import write_file
    from kg.importers.mapping import Renaming, read_mapping
    from kg.importing import import_files, report_bytes, write_imported

    if out is None:
        raise UsageError("name the folder to write into with -o")
    renaming = read_mapping(mapping) if mapping else Renaming()
    options = {}
    if extracted_by is not None:
        options["extracted_by"] = _checked_program(extracted_by, form)
    done = import_files(
        form, sources, renaming=renaming, texts=texts, articles=articles, options=options
    )
    written = write_imported(done, out)
    if report:
        write_file(report, report_bytes(done))
    for finding in (*done.ledger.findings(), *done.findings):
        click.echo(visible(str(finding)), err=True)
    for name in written:
        click.echo(visible(str(out / name)), err=True)
    click.echo(done.ledger.line(), err=True)
    if done.is_short:
        click.get_current_context().exit(1)
