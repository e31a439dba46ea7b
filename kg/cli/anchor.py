"""kg anchor."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import texts_folder


@click.command("anchor")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the articles' texts, found by sha256. Default: that of kg.toml.",
)  # fmt: skip
def anchor_command(files: tuple[Path, ...], texts: Path | None) -> None:
    """Put the place of its words (span, words) where an annotation has a quote.

    FILES are annotated articles (YAML or JSON), or data folders. A quote is the words themselves or
    `first … last` of one sentence, with occurrence: 2 for the second of several places. It is found
    only where the text is equal to it, but for quotation marks, dashes and spaces. Spans without
    words get them; nothing else in a file changes. A file with a quote that is not found stays as
    it is: all such quotes are listed, and the command exits with 1.

    \b
    Example: kg anchor my-data/articles/*.yaml --texts texts/
    """
    from kg.anchoring import anchor_files
    from kg.errors import count_findings, visible

    done = anchor_files(files, texts_folder(texts))
    for each in done.findings:
        click.echo(visible(str(each)))
    for line in done.lines:
        click.echo(visible(line), err=True)
    if done.findings:
        click.echo(count_findings(done.findings), err=True)
    raise SystemExit(3 if done.unreadable else 1 if done.findings else 0)
