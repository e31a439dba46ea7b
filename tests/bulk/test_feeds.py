"""Feeds are told by their columns and read a batch at a time; damaged ones are refused."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from feeds_made import gdelt_row, need_pyarrow

from kg.bulk.feeds import GDELT, ICEWS, TABLE, Batch, read_batches
from kg.errors import UnreadableError, UsageError

EXPORT = "\n".join(
    [gdelt_row(7, "20310301", "FRA", "NOR", "161"), gdelt_row(8, "20310302", "NOR", "FRA", "016")]
)
FORMER = "\t".join(
    EXPORT.splitlines()[0].split("\t")[:35] + ["0"] * 21 + ["20310301"]
)  # 57 columns
HEADED = (
    "GLOBALEVENTID,SQLDATE,Actor1CountryCode,Actor2CountryCode,EventCode\n"
    '7,20310301,"FRA","NOR","161"\n'
)
NAMES = "Event ID\tEvent Date\tSource Country\tCAMEO Code\tTarget Country\tPublisher\tEvent Text\n"
ICEWS_ROWS = NAMES + '7\t2031-03-01\tFrance\t161\tNorway\tKlow "Wire\tReduce relations\n'
OWN = 'id,date,actor,recipient,type,source\na1,2031-03-01,FRA,NOR,Recall,"Wire, 1\nand 2"\n'


@pytest.fixture(autouse=True, scope="module")
def parquet() -> Any:
    return need_pyarrow()


def read(path: Path, data: str | bytes) -> Batch:
    """The one batch of a file."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (found,) = read_batches(path)
    return found


def column(found: Batch, name: str) -> list[str | None]:
    values: list[str | None] = found.columns[name].to_pylist()
    return values


@pytest.mark.parametrize("name", ["x.CSV", "x.csv.gz", "x.zip"])
def test_an_export_of_gdelt_has_no_header_and_may_be_packed(tmp_path: Path, name: str) -> None:
    path, data = tmp_path / name, EXPORT.encode()
    if name.endswith("gz"):
        data = gzip.compress(data)
    if name.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("../readme.md", "no table")
            archive.writestr("../20310301.export.CSV", EXPORT)
        data = path.read_bytes()
    found = read(path, data)
    assert (found.feed, found.size) == (GDELT, 2)
    assert column(found, "code") == ["161", "016"]
    assert column(found, "source") == ["https://wire.example/7", "https://wire.example/8"]
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_gdelt_1_comes_in_three_forms(tmp_path: Path) -> None:
    for data in (FORMER, f"{FORMER}\thttps://wire.example/7", HEADED):
        found = read(tmp_path / "one.csv", data)
        told = [column(found, x)[0] for x in ("event", "date", "actor", "recipient", "code")]
        assert (found.feed, told) == (GDELT, ["7", "20310301", "FRA", "NOR", "161"])


def test_a_quote_in_a_feed_of_tabs_is_a_letter(tmp_path: Path) -> None:
    found = read(tmp_path / "x.tab", ICEWS_ROWS)
    assert (found.feed, column(found, "source")) == (ICEWS, ['Klow "Wire'])
    assert column(found, "actor") == ["France"]


def test_a_table_of_events_may_have_lines_in_a_cell(tmp_path: Path) -> None:
    found = read(tmp_path / "x.csv", "\ufeff" + OWN)
    assert (found.feed, column(found, "source")) == (TABLE, ["Wire, 1\nand 2"])


def test_parquet_is_read_by_the_same_columns(tmp_path: Path, parquet: Any) -> None:
    import pyarrow as pa

    rows = {"GLOBALEVENTID": [7], "SQLDATE": [20310301], "Actor1CountryCode": ["FRA"],
            "Actor2CountryCode": ["NOR"], "EventCode": ["016"], "other": [1.5]}  # fmt: skip
    path = tmp_path / "x.parquet"
    parquet.write_table(pa.table(rows), path)
    (found,) = read_batches(path)
    assert (found.feed, column(found, "date"), column(found, "code")) == (
        GDELT, ["20310301"], ["016"]
    )  # fmt: skip
    parquet.write_table(pa.table({**rows, "EventCode": [16]}), path)
    with pytest.raises(UnreadableError, match="EventCode: codes are numbers and have lost"):
        list(read_batches(path))


def test_what_is_not_utf_8_is_marked(tmp_path: Path) -> None:
    found = read(tmp_path / "x.tab", ICEWS_ROWS.encode().replace(b"Klow", b"Kl\xf6w"))
    assert column(found, "source") == ['Kl\ufffdw "Wire']


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b""),
        ("x.csv", b"one,two\n1,2\n"),
        ("x.csv", b"\0" * 70_000),
        ("x.csv", EXPORT.encode() + b"\n7\t20310301\n"),  # too few cells
        ("x.csv", OWN.encode() + b'\n"open,'),
        ("x.parquet", b"PAR1 and no more"),
        ("x.parquet", b""),
        ("x.zip", b"PK\x03\x04 and no more"),
        ("x.csv.gz", gzip.compress(EXPORT.encode(), mtime=0)[:-20]),
    ],
)
def test_a_damaged_source_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        list(read_batches(path))
    (line,) = caught.value.lines
    assert line.startswith(f"{path}: ")
    assert "\n" not in line


def test_a_zip_without_a_table_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("readme.md", "no table")
    with pytest.raises(UnreadableError, match="has no file that ends in"):
        list(read_batches(tmp_path / "x.zip"))
    with pytest.raises(UsageError, match="there is no such file"):
        list(read_batches(tmp_path / "y.csv"))


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(UnreadableError, match="is not a regular file; name one"):
        next(read_batches(tmp_path / "a.csv"))
