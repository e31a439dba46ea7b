"""RDF files of others, parsed in a limited process; others get Turtle that nests nothing.

A few bytes can make a parser take any time and memory, or end the process that it runs in: by
entities of XML, by nesting, by prefixes that grow. What comes back is as flat as N-Quads, with the
prefixes of our own vocabularies alone, which take a fifth of the bytes; and its size is bounded.
Where nothing has to come back, since that process is asked too, the size is bounded all the same.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import EngineError, Finding, Place, UnreadableError, unreadable
from kg.fences import read_setting, tell_memory
from kg.files import read_manifest
from kg.model.ids import PREFIXES
from kg.processes import Tell
from kg.read.documents import open_file
from kg.workers import call_apart, gather

SIZE_SETTING: Final = "KG_MAX_GRAPH_MB"
TIME_SETTING: Final = "KG_MAX_READ_SECONDS"
GRAPH_LIMIT: Final = 200  # MB of a file; the bundled data makes 3
DEPTH_LIMIT: Final = 100  # elements or values within each other; ours are 5 deep
_SECONDS: Final = 30  # of processor time; the bundled data takes 0.1
_MB: Final = 1_000_000  # bytes; each gives a file a second more, ten times what it needs
_GROWTH: Final = 20  # times its size; the bundled data stays as large as it is
_GROWN: Final = 100 * _MB  # bytes more that any file may become
_WHOLE: Final = ("ntriples", "nquads")  # formats in which each term is written out
_ESCAPED: Final = 6  # bytes that one byte of a text becomes at most
_WRITTEN: Final = 100  # bytes of a type and of signs that a term gets at most
_BATCH: Final = 2_000  # quads sent at a time, each time with the prefixes

#: Quads of a file's bytes, and what tells its complaints by place.
Parse = Callable[[bytes], Iterator[ox.Quad]]
Complaints = Callable[[bytes], AbstractContextManager[None]]


def read_plain(
    path: Path, rdf_format: str, parse: Parse, complaints: Complaints, *, named: bool
) -> bytes:
    """A file's quads as TriG, or Turtle, in its order, blank nodes named as the parser does.

    Args:
        path: the file.
        rdf_format: its format, see `kg.rdf.graph.FORMATS`.
        named: whether that has named graphs, so that this becomes TriG.
        parse: its quads.
        complaints: within it, what the parser says is told by place.
    Raises:
        UnreadableError: it is not a regular file, too large or too deeply nested, has a document
            type, or is not well-formed.
        EngineError: it takes too much time or memory, or ends the parser.
    """
    size = check_size(path)

    def start() -> Callable[[None], Iterator[bytes]]:
        data = _read(path)
        return lambda _: _plain(path, data, rdf_format, parse, complaints, named=named)

    return gather(start, _seconds(size), partial(_tell, path))


def _plain(
    path: Path, data: bytes, rdf_format: str, parse: Parse, complaints: Complaints, *, named: bool
) -> Iterator[bytes]:
    refuse_awkward(data, rdf_format, str(path))
    left = limit = _limit(data)
    write = partial(
        ox.serialize,
        format=ox.RdfFormat.TRIG if named else ox.RdfFormat.TURTLE,
        prefixes=dict(PREFIXES),
    )
    with complaints(data):
        quads = parse(data)
        while batch := list(islice(quads, _BATCH)):
            part = write(batch) or b""
            left -= len(part)
            if left < 0:
                raise EngineError(
                    f"{path}: becomes more than {limit:,} bytes once prefixes and lists are "
                    "written out; write it as N-Triples with another program"
                )
            yield part


def _read(path: Path) -> bytes:
    with open_file(path, str(path)) as file:
        return file.read()


def _limit(data: bytes) -> int:
    return _GROWN + _GROWTH * len(data)


def read_foreign_bytes(path: Path) -> tuple[bytes, float, Tell]:
    """A file's bytes, and how long a limited process may take with them, and what is said of it.

    Raises:
        UnreadableError: it is not a regular file, or too large.
    """
    size = check_size(path)
    return _read(path), _seconds(size), partial(_tell, path)


def parse_growing(
    path: Path,
    data: bytes,
    rdf_format: str,
    parse: Parse,
    complaints: Complaints,
    *,
    named: bool,
    blanks: bool,
) -> list[ox.Quad] | None:
    """Stop, in a limited process, at what `read_plain` stops at.

    Args:
        path, rdf_format, parse, complaints, named: as there.
        data: the file's bytes.
        blanks: whether it may have blank nodes.
    Returns:
        Its quads, or None where it surely stays small, so that nothing had to be parsed.
    Raises:
        UnreadableError, EngineError: as `read_plain`.
    """
    if not blanks and (rdf_format in _WHOLE or _stays_small(data)):
        refuse_awkward(data, rdf_format, str(path))
        return None
    kept: list[ox.Quad] = []

    def keep(text: bytes) -> Iterator[ox.Quad]:
        for quad in parse(text):
            kept.append(quad)
            yield quad

    deque(_plain(path, data, rdf_format, keep, complaints, named=named), maxlen=0)
    return kept


def _stays_small(data: bytes) -> bool:
    """Whether what has no blank nodes surely stays below its limit; quick to find.

    Each of its terms stands in the file, and grows by one IRI of it at most.
    """
    terms = sum(map(data.count, (b":", b"<", b".", b",", b";")))
    longest = max(map(len, re.findall(rb"<[^<>\r\n]*>", data)), default=0)
    return _ESCAPED * len(data) + terms * (longest + _WRITTEN) <= _limit(data)


def call_reading(path: Path, function: Callable[..., None], *arguments: object) -> None:
    """Call a function that reads a file and writes what it becomes, in a limited process.

    Raises:
        UnreadableError, EngineError: as `read_plain`; and whatever the function raises.
    """
    seconds = _seconds(check_size(path))
    tell = partial(_tell, path)
    call_apart(function, *arguments, seconds=seconds, tell=tell)


def check_size(path: Path) -> int:
    """The bytes of a regular file.

    What `kg build` wrote here may have any size: the manifest beside it names it.

    Raises:
        UnreadableError: it is not a regular file, or larger than others' may be.
    """
    with open_file(path, str(path)) as file:
        size = file.seek(0, 2)
    megabytes = read_setting(SIZE_SETTING, GRAPH_LIMIT)
    if size <= megabytes * _MB:
        return size
    if path.name in (read_manifest(path.parent) or {"outputs": ()})["outputs"]:
        return size
    raise unreadable(
        str(path),
        f"has {size:,} bytes, and more than {megabytes * _MB:,} are not read; "
        f"{SIZE_SETTING}={-(-size // _MB)} in the environment allows it",
    )


def _seconds(size: int) -> int:
    return read_setting(TIME_SETTING, _SECONDS + size // _MB)


def _tell(path: Path, name: str, seconds: float) -> str:
    """Why a file could not be read, by the signal that ended the process."""
    if name == "SIGALRM":
        return (
            f"{path}: cannot be read in {seconds:g} s of processor time; "
            f"{TIME_SETTING}={2 * int(seconds)} in the environment allows more"
        )
    if name == "SIGABRT":
        told, remedy = tell_memory()
        return f"{path}: {told} to be read; {remedy}"
    return f"{path}: crashed its parser ({name}); write it as N-Triples with another program"


def refuse_awkward(data: bytes, rdf_format: str, name: str) -> None:
    """Stop at what is nested so deeply, or grows so, that a parser would suffer.

    Raises:
        UnreadableError: JSON-LD or RDF/XML nests too deeply, or RDF/XML has a document type.
    """
    deep = 0
    if rdf_format == "jsonld":
        bare = re.sub(_JSON_TEXT, b"", data).translate(None, _NO_BRACKETS)
        deep = max(accumulate(_JSON_STEPS[each] for each in bare), default=0)
    elif rdf_format == "rdfxml":
        deep = _xml_depth(data, name)
    if deep > DEPTH_LIMIT:
        told = f"is nested more deeply than {DEPTH_LIMIT} levels"
        raise unreadable(name, f"{told}; write it as N-Triples with another program")


_JSON_TEXT: Final = rb'(?s)"[^"\\]*+(?:\\.[^"\\]*+)*+"'  # compiled where it is used, as below
_JSON_STEPS: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NO_BRACKETS: Final = bytes(each for each in range(256) if each not in _JSON_STEPS)
#: What is not a tag, a document type wherever a lenient parser would see one, and the tags.
_XML: Final = (
    rb"""(?s)<!--(?!-?>).*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(<![Dd])|(</)"""
    rb"""|<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
)


def _xml_depth(data: bytes, name: str) -> int:
    depth = deepest = 0
    for found in re.finditer(_XML, data):
        if found[1]:
            line = data.count(b"\n", 0, found.start()) + 1
            place = Place(name, line, found.start() - data.rfind(b"\n", 0, found.start()))
            message = "has a document type (<!DOCTYPE), which could make it grow without bound"
            raise UnreadableError([Finding(place, f"{message}; remove it, with its entities")])
        if found[2]:
            depth -= 1
        elif found[0][:2] not in (b"<!", b"<?") and found[0][-2:] != b"/>":
            depth += 1
            deepest = max(deepest, depth)
    return deepest
