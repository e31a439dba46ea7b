"""kg anchor."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import TEXTS, texts_folder


@click.command("anchor")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts", type=TEXTS,
    help="Folder of the articles' texts, found by sha256. Default: that of kg.toml.",
)  # fmt: skip
@click.option(
    "--retext", is_flag=True,
    help="Where the text of an article now has other line ends, quotation marks or the like, take "
    "it as it is: its sha256, its length and all spans are written again, if every span proves.",
)  # fmt: skip
def anchor_command(files: tuple[Path, ...], texts: Path | None, retext: bool) -> None:
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

    folder = texts_folder(texts)
    if retext and folder is None:
        raise click.UsageError("Missing option '--texts': the folder of the articles' texts.")
    done = anchor_files(files, folder, retext=retext)
    for each in done.findings:
        click.echo(visible(str(each)))
    for line in done.lines:
        click.echo(line, err=True)
    if done.findings:
        click.echo(count_findings(done.findings), err=True)
    raise SystemExit(3 if done.unreadable else 1 if done.findings else 0)
