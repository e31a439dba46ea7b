"""Tables are read as streams, compressed or not, and nothing that could run is loaded."""

from __future__ import annotations

import gzip
import pickle
import zipfile
from pathlib import Path
from typing import NoReturn

import pytest
from tables_made import write

from kg.errors import EngineError, Finding, UnreadableError
from kg.importers import apart, streams
from kg.importers.ledger import Ledger
from kg.importers.streams import find_all_streams, find_streams, read_cells, read_first

TEXT = 'a,b\n1,"x, y"\n'
ROWS = [(1, ["a", "b"]), (2, ["1", "x, y"])]


def read(path: Path, *, of_machines: bool = False) -> list[tuple[int, list[str]]]:
    return [
        row
        for each in find_streams(path)
        for row in read_cells(each, of_machines=of_machines, findings=[])
    ]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_table_is_the_same_however_it_is_packed(tmp_path: Path) -> None:
    plain = write(tmp_path, "a.csv", TEXT)
    packed = write(tmp_path, "a.csv.gz", gzip.compress(TEXT.encode()))
    archive = zipped(tmp_path / "a.zip", {"a.CSV": TEXT.encode(), "readme.md": b"no"})
    assert read(plain) == read(packed) == read(archive) == ROWS
    (stream,) = find_streams(archive)
    assert stream.short == "a.zip:a.CSV"
    assert stream.name.endswith("a.zip:a.CSV")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_are_told_apart_by_what_the_first_line_has_most_of(tmp_path: Path, mark: str) -> None:
    text = mark.join(["day", "who", "whom"]) + "\n" + mark.join(["1", '"x"', "z"]) + "\n"
    assert read(write(tmp_path, "a.csv", text))[1] == (2, ["1", "x", "z"])


def test_a_feed_of_tabs_quotes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tab", 'a\tb\n1\t"x\n')
    assert read(path, of_machines=True)[1] == (2, ["1", '"x'])
    with pytest.raises(UnreadableError, match="check the quotes"):
        read(path)


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, "x, y"])
    book.active.append([3])  # a workbook has no cells at the end of a row
    book.create_sheet("more").append(["c"])
    book.save(tmp_path / "a.xlsx")
    findings: list[Finding] = []
    (stream,) = find_streams(tmp_path / "a.xlsx")
    assert list(read_cells(stream, of_machines=False, findings=findings)) == [*ROWS, (3, ["3", ""])]
    assert "'more' is not read" in str(findings[0])


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("packed", ["as it is", "gz", "zip"])
def test_a_pickle_is_refused_by_whatever_name(tmp_path: Path, protocol: int, packed: str) -> None:
    data = pickle.dumps({"rows": [1, 2]} if protocol > 1 else Path("x"), protocol)
    path = tmp_path / "20310305.export.CSV.gz"
    if packed == "zip":
        zipped(path, {"a.csv": data})
    else:
        path.write_bytes(gzip.compress(data) if packed == "gz" else data)
    with pytest.raises(UnreadableError, match=r"is a pickle, which can run programs .* as CSV"):
        read(path)


def test_a_list_or_mapping_of_the_oldest_pickles_is_refused(tmp_path: Path) -> None:
    for value in ([1], {1: 2}):
        with pytest.raises(UnreadableError, match="is a pickle"):
            read(write(tmp_path, "a.gz", pickle.dumps(value, 0)))


def test_damaged_archives_are_refused_in_one_line(tmp_path: Path) -> None:
    whole = gzip.compress(b"a,b\n" * 5000)
    torn = write(tmp_path, "torn.gz", whole[:-20])
    odd = write(tmp_path, "odd.gz", whole[:12] + b"\xff\xff\xff" + whole[15:])
    bad = write(tmp_path, "bad.zip", b"PK\x03\x04" + b"x" * 100)
    empty = zipped(tmp_path / "empty.zip", {"readme.md": b"x"})
    for path in (torn, odd, bad, empty):
        with pytest.raises(UnreadableError) as caught:
            read(path)
        (line,) = caught.value.lines
        assert path.name in line
        assert "None" not in line


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": b"a,b\n"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the mark of a password
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match="is locked by a password"):
        read(path)


def test_what_unpacks_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "UNPACKED_LIMIT", 100_000)
    path = write(tmp_path, "a.gz", gzip.compress(b"a,b\n" * 50_000))
    with pytest.raises(UnreadableError, match="unpacks to more than 100,000 bytes"):
        read(path)
    read(write(tmp_path, "a.csv", b"a,b\n" * 50_000))  # what lies there unpacked may be larger


def test_of_a_folder_tables_are_read_and_other_files_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "b.csv", TEXT)
    write(tmp_path, "a.tsv", TEXT)
    write(tmp_path, "codebook.pdf", b"%PDF")
    ledger = Ledger()
    assert [each.short for each in find_all_streams([tmp_path], ledger)] == ["a.tsv", "b.csv"]
    assert ledger.line() == "read 3, imported 2, left out 1"


def test_nothing_but_a_row_is_held(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "a,b\n" + "1,2\n" * 100_000)
    (stream,) = find_streams(path)
    rows = read_cells(stream, of_machines=True, findings=[])
    assert [next(rows), next(rows)] == [(1, ["a", "b"]), (2, ["1", "2"])]
    rows.close()  # type: ignore[attr-defined]


def test_a_workbook_is_read_in_a_process_that_may_not_take_forever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.xlsx", "whatever")
    monkeypatch.setattr(apart, "_SECONDS", 1)
    monkeypatch.setattr(streams, "WORKBOOK_LIMIT", 0)
    monkeypatch.setattr(streams, "read_workbook", endless)
    with pytest.raises(EngineError, match=r"a\.xlsx: cannot be read in 1 s of processor time"):
        read(tmp_path / "a.xlsx")


def endless(*_: object) -> NoReturn:
    while True:
        pass


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n\n"], ids=["empty", "blank", "commas"])
def test_a_table_without_a_row_is_said_to_be_empty(tmp_path: Path, text: str) -> None:
    (stream,) = find_streams(write(tmp_path, "a.csv", text))
    with pytest.raises(UnreadableError, match=r"a\.csv:1:1: is empty"):
        read_first(read_cells(stream, of_machines=False, findings=[]), stream)
