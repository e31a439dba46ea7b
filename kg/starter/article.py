"""`kg new`: which text is read, which folder the annotation goes to, and what is said of it."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Final

from kg.errors import Finding, Place, UnreadableError, UsageError
from kg.files import write_file
from kg.model.dates import edtf_bounds
from kg.model.ids import check_id
from kg.model.names import check_text
from kg.read.corpus import read_directory
from kg.read.documents import parse_document, read_bytes
from kg.read.folders import home_of, shown
from kg.read.outline import strip_sentences, write_sketch
from kg.read.sentences import sentence_spans
from kg.read.sketch import TEXT_LIMIT, Sketch, make_sketch
from kg.sources import find_home

_SCHEMA: Final = "article.schema.json"
_PIPE: Final = Path("-")


def new_article(
    path: Path,
    out: Path | None = None,
    *,
    publisher: str | None = None,
    published: str | None = None,
) -> tuple[str | None, str]:
    """Begin the annotation of an article.

    Args:
        path: its text; `-` for standard input.
        out: where to write; None for the articles/ of the project, `-` for nowhere.
        publisher: an id or name.
        published: EDTF.
    Returns:
        The annotation, where it was not written, and what to say.
    Raises:
        UsageError: nothing says where to write, something is there already, or an option is wrong.
        UnreadableError: the text is not one.
    """
    if published is not None:
        try:
            edtf_bounds(published)
        except ValueError as error:
            raise UsageError(f"--published: {error}") from None
    if publisher is not None:
        try:
            check_text(publisher)
        except ValueError as error:
            raise UsageError(f"--publisher: {error}") from None
    folders, articles = find_home()
    home = home_of(out) if out and out != _PIPE else None
    actors = read_directory([*folders, *([home] if home else [])])
    named = out.stem if out and out != _PIPE else None
    sketch = make_sketch(
        _read(path),
        "standard input" if path == _PIPE else shown(path),
        actors,
        publisher=publisher,
        published=published,
        article=check_id(named) if named and _is_id(named) else None,
    )
    if out is None:
        if articles is None:
            message = (
                "no kg.toml and no articles/ here: name the file with -o, or begin with kg init"
            )
            raise UsageError(message)
        out = articles / f"{sketch.id}.yaml"
    written = write_sketch(sketch, actors, _schema(out) if out != _PIPE else None)
    if out == _PIPE:
        return written, _said(sketch, None)
    write_file(out, written.encode(), new=True)
    return None, _said(sketch, out)


def _read(path: Path) -> bytes:
    if path == _PIPE:
        return sys.stdin.buffer.read(TEXT_LIMIT + 1)
    if path.is_dir():
        raise UnreadableError([Finding(Place(shown(path)), "is a folder; name a text in it")])
    return read_bytes(path, shown(path))


def _is_id(name: str) -> bool:
    try:
        return bool(check_id(name))
    except ValueError:
        return False


def _schema(out: Path) -> str | None:
    """The way from a file to the schema that lies in a folder above it, as YAML editors take it."""
    folder = Path(os.path.realpath(out)).parent
    for up, each in enumerate((folder, *folder.parents[:2])):
        if (each / _SCHEMA).is_file():
            return "../" * up + _SCHEMA
    return None


def _said(sketch: Sketch, out: Path | None) -> str:
    count = len(sentence_spans(sketch.text))
    dated = bool(sketch.published) and not (sketch.published or "").startswith("X")
    needed = {
        "title": not sketch.title,
        "publisher": not sketch.publisher,
        "published": not dated,
        "publishedSource": dated and sketch.source_needed,
    }
    missing = [name for name, open_ in needed.items() if open_]
    fill = f"; fill in {', '.join(missing)}" if missing else ""
    where = str(Place(str(out))) if out else sketch.id
    sentences = "1 sentence" if count == 1 else f"{count} sentences"
    said = f"{where}: {sentences}{fill}"
    if sketch.named_after_file:
        said += f"\nIts id, {sketch.id!r}, only repeats the name of the text; "
        said += "choose one such as PUBLISHER-DATE"
    if sketch.unknown_publisher:
        said += f"\n{sketch.unknown_publisher!r} is not an actor yet; the file ends with an entry "
        said += "for actors/"
    return said


def strip_article(path: Path) -> str:
    """Remove from an annotation what `kg new` wrote in comments; its data stays as it is.

    Returns:
        What to say.
    Raises:
        UnreadableError: it is not a YAML file that could be read.
    """
    data = read_bytes(path, shown(path))
    parse_document(data, shown(path))
    text = data.decode("utf-8")
    stripped = strip_sentences(text)
    if stripped == text:
        return f"{shown(path)}: nothing to remove"
    write_file(Path(os.path.realpath(path)), stripped.encode())  # a link stays one
    count = len(text.splitlines()) - len(stripped.splitlines())
    return f"{shown(path)}: {count} lines removed; now run kg check {shlex.quote(shown(path))}"
