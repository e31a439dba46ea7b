"""kg scheme."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final

import click

#: Each has a module in kg.schemes: `scheme_TOOL` there gives its files.
TOOLS: Final = ("brat", "label-studio", "inception", "doccano", "llm")


@click.command("scheme")
@click.argument("tool", metavar="TOOL", type=click.Choice(TOOLS))
@click.option(
    "-o", "--out", metavar="DIR", type=click.Path(path_type=Path, file_okay=False, allow_dash=True),
    help="The folder to write the files into. Default: they are printed.",
)  # fmt: skip
def scheme_command(tool: str, out: Path | None) -> None:
    """Write the settings of a tool, made from the ontology.

    What is annotated or extracted with them is imported without a mapping. For llm that is a JSON
    Schema, instructions and an example, for any language model with structured output.

    \b
    Example: kg scheme brat -o annotations
             kg scheme llm -o prompt
             kg import quotes answer.json --texts texts -o data
    """
    from kg.files import write_file

    name = tool.replace("-", "_")
    files: dict[str, bytes] = getattr(import_module(f"kg.schemes.{name}"), f"scheme_{name}")()
    if out is None or str(out) == "-":
        for path, data in files.items():
            click.echo(f"==> {path} <==\n{data.decode()}")
        return
    for path, data in files.items():
        write_file(out / path, data)
        click.echo(f"{out / path} is written", err=True)
