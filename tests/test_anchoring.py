"""Files are written whole or stay as they are, each for itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from envoys import SPANS, TEXT, article, bare, write_project

from kg.anchoring import anchor_files

GOOD = article(spied="quote: 'the envoys had “spied”'", weather=bare(*SPANS["weather"]))
BAD = article(spied="quote: 'the envoys had not “spied”'")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with data/ and texts/."""
    monkeypatch.chdir(tmp_path)
    write_project(tmp_path, GOOD)
    return tmp_path


def test_a_file_is_anchored_and_what_was_done_is_counted(project: Path) -> None:
    done = anchor_files([Path("data/articles/a.yaml")], Path("texts"))
    assert (done.findings, done.unreadable) == ([], False)
    assert done.lines == ["data/articles/a.yaml: 1 quote anchored, 1 span given its words"]
    again = anchor_files([Path("data")], Path("texts"))
    assert again.lines == ["data/articles/a.yaml: nothing to anchor"]


def test_a_line_break_in_the_name_of_a_file_makes_no_line(project: Path) -> None:
    Path("two\nlines.yaml").write_text(GOOD)
    done = anchor_files([Path("two\nlines.yaml")], Path("texts"))
    assert done.lines == [r"two\nlines.yaml: 1 quote anchored, 1 span given its words"]


def test_a_refused_file_stays_and_others_are_written(project: Path) -> None:
    bad = project / "data" / "articles" / "b.yaml"
    bad.write_text(BAD)
    before = bad.stat().st_mtime_ns
    done = anchor_files([Path("data")], Path("texts"))
    assert bad.read_text() == BAD
    assert bad.stat().st_mtime_ns == before
    assert "quote" not in (project / "data/articles/a.yaml").read_text()
    assert done.lines[1] == "data/articles/b.yaml: not changed"
    (finding,) = done.findings
    assert str(finding) == (
        "data/articles/b.yaml:26:31: the quote is not found; the nearest sentence (line 4) has "
        "nothing for “not”"
    )


def test_a_file_that_cannot_be_read_is_told_and_others_are_written(project: Path) -> None:
    (project / "data" / "articles" / "b.yaml").write_text("a: [")
    done = anchor_files([Path("data")], Path("texts"))
    assert done.unreadable
    assert [each.place.file for each in done.findings] == ["data/articles/b.yaml"]
    assert "quote" not in (project / "data/articles/a.yaml").read_text()


def test_a_link_stays_a_link_and_permissions_stay(project: Path) -> None:
    real = project / "elsewhere.yaml"
    link = project / "data/articles/a.yaml"
    link.rename(real)
    link.symlink_to(real)
    real.chmod(0o640)
    anchor_files([link], Path("texts"))
    assert link.is_symlink()
    assert "quote" not in real.read_text()
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_text_that_changed_since_is_explained(project: Path) -> None:
    (project / "texts/a.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    (finding,) = anchor_files([Path("data")], Path("texts")).findings
    assert finding.message == (
        "texts/a.txt is the text of 'gazette-1' but for its line ends (CRLF); restore it, or take "
        "it as it is now: kg anchor --retext data/articles/a.yaml"
    )


@pytest.mark.parametrize(
    ("folder", "name"), [(".", "data/articles"), ("data", "articles"), ("data/articles", ".")]
)
def test_the_folder_of_the_articles_itself_may_be_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    monkeypatch.chdir(project / folder)
    done = anchor_files([Path(name)], project / "texts")
    assert (done.findings, len(done.lines)) == ([], 1)
    assert done.lines[0].endswith("a.yaml: 1 quote anchored, 1 span given its words")


def test_a_folder_without_articles_is_told(project: Path) -> None:
    (finding,) = anchor_files([Path("texts")], Path("texts")).findings
    assert str(finding) == "texts: has no articles; name a data folder, or annotated articles"
