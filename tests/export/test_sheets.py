"""A build as CSV tables."""

from __future__ import annotations

import io
import zipfile

from support import act, claim, people, record

from kg.export.sheets import csv_files, tables, zip_files
from kg.infer.built import infer
from kg.read.corpus import Corpus

SAID = record(
    [act("strike"), act("answer", "XBO", "XRU", "2031-03-05")], [claim("answer", "strike")]
)
BUILT = infer(Corpus(record=SAID, actors=people(), findings=(), unreadable=(), inputs={}))


def test_a_build_has_five_tables_and_a_file_each() -> None:
    made = tables(BUILT)
    assert list(made) == ["actions", "actors", "chains", "links", "reports"]
    assert {name: len(table.rows) for name, table in made.items()} == {
        "actions": 2, "actors": 3, "chains": 1, "links": 1, "reports": 0,
    }  # fmt: skip
    files = csv_files(BUILT)
    assert files == {f"{name}.csv": table.to_csv() for name, table in made.items()}


def test_only_actors_that_something_names_have_a_row() -> None:
    names = [each[0] for each in tables(BUILT)["actors"].rows]
    assert names == ["XBO", "XRU", "gazette"]


def test_an_archive_has_the_same_bytes_whatever_the_order_and_the_day() -> None:
    files = {"b.csv": b"b\r\n", "a.csv": b"a\r\n"}
    data = zip_files(files)
    assert data == zip_files(dict(sorted(files.items())))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["a.csv", "b.csv"]
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("b.csv") == b"b\r\n"
