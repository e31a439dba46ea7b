"""Readers of foreign files run in a limited process: what they note and raise comes back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from marks_made import HERE

from kg.errors import EngineError, UnreadableError
from kg.importers import apart
from kg.importers.apart import read_apart
from kg.importers.doccano import read_doccano
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File

LINE = File("a.jsonl:inner", '{"text": "“é”", "label": [[0, 3, "Expulsion"]]}'.encode())


def test_documents_and_ledger_come_back_as_they_are_made_here() -> None:
    here, there = Ledger(), Ledger()
    (made,) = read_apart(read_doccano, [LINE], there, "doccano")
    (plain,) = read_doccano([LINE], here)
    assert made == plain
    assert there.line() == here.line() == "read 1, imported 0, left out 1"
    there.take(*made.marks[0].items)
    assert there.line() == "read 1, imported 1, left out 0"


def test_what_a_reader_raises_is_raised() -> None:
    with pytest.raises(UnreadableError, match=r"a\.jsonl:1:1: has no text"):
        read_apart(read_doccano, [File("a.jsonl", b"{}")], Ledger(), "doccano")


def test_a_reader_reaches_no_file(tmp_path: Path) -> None:
    def read(_: Sequence[File], ledger: Ledger) -> Iterator[Document]:
        try:
            (tmp_path / "out").write_text("x")
        except OSError as error:
            ledger.read("faults", HERE, type(error).__name__)
        yield from ()

    ledger = Ledger()
    assert read_apart(read, [], ledger, "doccano") == []
    assert [item.kind for item, _ in ledger.left] == ["faults"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (lambda: None, "cannot be read in 1 s of processor time"),
        (os.abort, "MB of memory to be read; import it in parts, or "),
        (lambda: os._exit(3), "crashed its parser"),
    ],
    ids=["endless", "abort", "exit"],
)
def test_a_parser_that_does_not_end_well_is_one_line(
    end: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 1)

    def read(_: Sequence[File], __: Ledger) -> Iterator[Document]:
        assert callable(end)
        while True:
            end()
        yield

    with pytest.raises(EngineError) as caught:
        read_apart(read, [LINE], Ledger(), "doccano")
    assert len(caught.value.lines) == 1
    assert said in str(caught.value)
    assert str(caught.value).startswith("a.jsonl: ")
