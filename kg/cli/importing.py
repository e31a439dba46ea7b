"""kg import."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import NEW_FOLDER, TEXTS

#: As kg.importing has them.
_FORMATS = (
    "brat", "label-studio", "doccano", "prodigy", "inception", "quotes", "langextract",
    "web-annotation", "events", "gdelt", "icews", "acled", "polecat", "phoenix", "actors",
)  # fmt: skip
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument(
    "sources", metavar="SOURCE...", nargs=-1, required=True,
    type=click.Path(path_type=Path, exists=True),
)  # fmt: skip
@click.option(
    "-o", "--out", metavar="DIR", type=NEW_FOLDER,
    help="The data folder to write into; nothing in it is overwritten.",
)  # fmt: skip
@click.option(
    "--mapping", type=_FILE,
    help="A TOML file that says which labels are which classes, roles and fields of ours.",
)  # fmt: skip
@click.option(
    "--suggest-mapping", is_flag=True,
    help="Print a first mapping for the source, and write nothing.",
)  # fmt: skip
@click.option("--texts", type=TEXTS, help="The folder of the texts, where the source has none.")
@click.option(
    "--articles", type=_FILE,
    help="A CSV file of what the source does not say: document or digest, then publisher, "
    "published, title, url.",
)  # fmt: skip
@click.option(
    "--annotator", metavar="NAME",
    help="Whose annotations to import where several people annotated one text: an id or a name.",
)  # fmt: skip
@click.option(
    "--predictions", is_flag=True,
    help="Also import what models predicted, as drafts. Default: it is left out.",
)  # fmt: skip
@click.option(
    "--extracted-by", metavar="TEXT", default="",
    help="The program that made the records, and the day, where the source does not say it: "
    "'reader 1.2, 2031-03-05'. They are drafts.",
)  # fmt: skip
@click.option(
    "--report", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the counts by kind, and each thing left out with its reason, as JSON; - is "
    "standard output.",
)  # fmt: skip
def import_command(
    form: str,
    sources: tuple[Path, ...],
    out: Path | None,
    mapping: Path | None,
    suggest_mapping: bool,
    texts: Path | None,
    articles: Path | None,
    annotator: str | None,
    predictions: bool,
    extracted_by: str,
    report: Path | None,
) -> None:
    """Import what people annotated, or programs extracted, with other tools.

    FORMAT is the tool or feed: docs/importing.md says for each what to export and what becomes of
    it. Every place is proved by the words that the tool stored. The last line counts what was read,
    imported and left out; the exit code is 1 where something was left out that the mapping does not
    ignore.

    \b
    Example: kg import brat annotations/ --suggest-mapping >brat.toml
             kg import brat annotations/ --mapping brat.toml -o data
    """
    from kg.errors import UsageError, escape_unseen
    from kg.files import write_file
    from kg.importers.folder import write_files
    from kg.importers.mapping import Renaming, read_mapping
    from kg.importing import (
        check_extracted,
        import_files,
        read_beside,
        report_bytes,
        suggest_for,
    )

    given = {"annotator": annotator, "predictions": predictions}
    options = {name: value for name, value in given.items() if value}
    if suggest_mapping:
        if mapping:
            raise UsageError("--suggest-mapping begins a mapping; leave out --mapping")
        click.echo(escape_unseen(suggest_for(form, sources, **options)), nl=False)
        return
    if out is None:
        raise UsageError("name the data folder to write into with -o")
    renaming = read_mapping(mapping) if mapping else Renaming()
    made_by = check_extracted(extracted_by, form)
    known = None if form == "actors" else out  # a directory is drafted whole
    beside = read_beside(renaming, texts, articles, made_by, known)
    done = import_files(form, sources, beside, **options)
    written = write_files(done.files, out)
    if report and str(report) == "-":
        click.echo(escape_unseen(report_bytes(done).decode()), nl=False)
    elif report:
        write_file(report, report_bytes(done))
    for finding in (*done.ledger.findings(), *done.findings):
        click.echo(str(finding), err=True)
    for name in written:
        click.echo(f"{out / name} is written", err=True)
    if not done.files:
        click.echo(
            "no file was written: nothing here makes an article, a table or an actor", err=True
        )
    click.echo(done.ledger.line(), err=True)
    if done.is_short:
        click.get_current_context().exit(1)
