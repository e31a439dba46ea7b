"""What an import writes stands beside what is there, and nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.importers.folder import write_files

REFUSED = r"already exists with other content, and nothing is overwritten; move it away"


def article(who: str) -> dict[str, bytes]:
    told = f"  annotatedBy: {who}\n" if who else ""
    return {"articles/a.yaml": f"format: 1\narticle:\n  id: a\n{told}".encode()}


def test_an_article_stands_beside_that_of_other_annotators(tmp_path: Path) -> None:
    assert write_files(article("Anna"), tmp_path) == ["articles/a.yaml"]
    assert write_files(article("[Boris, Cleo]"), tmp_path) == ["articles/a_2.yaml"]
    assert write_files(article("Dora"), tmp_path) == ["articles/a_3.yaml"]
    for who in ("Anna", "[Boris, Cleo]", "Dora"):
        assert write_files(article(who), tmp_path) == []


@pytest.mark.parametrize("who", ["", "[Anna, Boris]"])
def test_an_article_of_the_same_people_or_of_nobody_is_not_overwritten(
    who: str, tmp_path: Path
) -> None:
    write_files(article("Anna"), tmp_path)
    with pytest.raises(UsageError, match=REFUSED):
        write_files({"articles/b.yaml": b"format: 1\n", **article(who)}, tmp_path)
    assert [each.name for each in tmp_path.rglob("*.yaml")] == ["a.yaml"]  # all or nothing


@pytest.mark.parametrize("held", [b"", b"[]", b"article: [Anna]", b"article:\n\t", b"\xff"])
def test_what_is_no_article_is_not_overwritten_either(held: bytes, tmp_path: Path) -> None:
    path = tmp_path / "articles/a.yaml"
    path.parent.mkdir()
    path.write_bytes(held)
    with pytest.raises(UsageError, match=REFUSED):
        write_files(article("Anna"), tmp_path)
    assert path.read_bytes() == held


def test_drafts_of_actors_stand_beside_those_of_earlier_imports(tmp_path: Path) -> None:
    for drafts, written in ((b"1", ["actors/imported.yaml"]), (b"2", ["actors/imported_2.yaml"])):
        assert write_files({"actors/imported.yaml": drafts}, tmp_path) == written
        assert write_files({"actors/imported.yaml": drafts}, tmp_path) == []


def test_a_table_is_not_written_beside_another_of_its_name(tmp_path: Path) -> None:
    write_files({"events/gdelt.csv": b"id\n"}, tmp_path)
    with pytest.raises(UsageError, match=r"events/gdelt\.csv: " + REFUSED):
        write_files({"events/gdelt.csv": b"id\nx\n"}, tmp_path)
