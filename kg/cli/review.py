"""kg review."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import TEXTS, project_value, texts_folder

if TYPE_CHECKING:
    from kg.serve.review import Review


@click.command("review")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--texts", type=TEXTS,
    help="Folder of the articles' texts. Default: that of kg.toml.",
)  # fmt: skip
@click.option(
    "--as", "reviewer", metavar="NAME", default="",
    help="Who reviews. Default: the author in kg.toml; the page can change it.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where to serve. Default: a free port."
)
@click.option("--open/--no-open", "opens", default=True, help="Open the page in the browser.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.html",
    help="Write the page into a file that works offline, and offers the corrected annotation as a "
    "download. It contains the text of the article: do not publish it.",
)  # fmt: skip
def review_command(
    file: Path, texts: Path | None, reviewer: str, port: int, opens: bool, output: Path | None
) -> None:
    """Show an article's text beside its records, to review, correct and add them.

    FILE is an annotated article. The page is served to this machine alone, at an address that
    nobody can guess, until Ctrl-C. It saves into FILE, and changes only the records reviewed.

    \b
    Example: kg review data/articles/x.yaml --texts texts --as "Maria Nowak"
    """
    from kg.errors import UsageError
    from kg.model.names import check_text
    from kg.model.provenance import check_name
    from kg.serve.review import Review

    if output and output.suffix.lower() not in (".html", ".htm"):
        raise UsageError(f"{output}: is not the name of a page; let it end in .html")
    try:
        reviewer = reviewer and check_name(check_text(reviewer))
    except ValueError as error:
        raise UsageError(f"--as: {error}") from None
    reviewer = reviewer or project_value("author") or ""
    review = Review(file, texts_folder(texts), reviewer)
    click.echo(f"reading {review.told}", err=True)
    if output:
        _write_page(review, output)
    else:
        _serve(review, port, opens)


def _write_page(review: Review, output: Path) -> None:
    from kg.files import write_file
    from kg.serve.document import draw_review

    write_file(output, draw_review(review.describe()).encode())
    contains = "; it contains the article's text: do not publish it" if review.has_text else ""
    click.echo(f"{output}: open it in a browser{contains}", err=True)


def _serve(review: Review, port: int, opens: bool) -> None:
    from kg.serve.server import ReviewServer

    with ReviewServer(review, port) as server:
        click.echo(server.address)
        click.echo("open this address in a browser; Ctrl-C ends", err=True)
        if opens:
            click.launch(server.address)
        server.serve_forever()
