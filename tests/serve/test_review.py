"""A file under review: what its page is told, and that a save changes what was reviewed alone."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from invented import TEXT, span_of, words_digest, write_article

from kg.errors import KgError, UnreadableError
from kg.read.edits import Edit
from kg.serve.review import RefusedError, Review
from kg.serve.source import Proposal


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented article, below the working folder."""
    path = write_article(tmp_path)
    monkeypatch.chdir(tmp_path)
    return path.relative_to(tmp_path)


@pytest.fixture
def review(file: Path) -> Review:
    return Review(file, Path("texts"), "Maria Nowak")


def replace(review: Review, old: str, new: str, *touched: str, **more: Any) -> Proposal:
    """To put some words of the file, which stand there once, in place of others."""
    source = review.path.read_text("utf-8")
    assert source.count(old) == 1
    start = source.index(old)
    edits = (Edit(start, start + len(old), new),)
    held = hashlib.sha256(source.encode()).hexdigest()
    return Proposal(held, edits, frozenset(touched), {}, **more)


def test_the_page_is_told_the_text_its_sentences_and_all_records(review: Review) -> None:
    told = review.describe()
    assert told["text"] == TEXT
    assert span_of("It will answer in kind, its embassy said.") in map(list, told["sentences"])
    assert told["marks"] == [[*span_of("Subscribe to the Klow Gazette."), "boilerplate"]]
    assert [each["id"] for each in told["records"]] == [
        "article:0", "actions:0", "actions:1", "reports:0", "reports:1", "reports:2", "reports:3",
        "links:0",
    ]  # fmt: skip
    assert told["reviewer"] == "Maria Nowak"
    assert told["source"] == review.path.read_text("utf-8")


def test_completion_offers_states_and_what_other_files_declare(
    file: Path, review: Review, tmp_path: Path
) -> None:
    actions = tmp_path / "mydata/actions/more.yaml"
    actions.parent.mkdir()
    actions.write_text("actions:\n- {id: old, type: Expulsion, label: Old one, actor: XBO}\n")
    lists = Review(file).describe()["lists"]
    assert ["XBO", "Borduria"] in lists["actors"]
    assert ["FRA", "France"] in lists["actors"]
    assert lists["actions"] == [["old", "Old one"]]
    assert ["Expulsion", "expulsion"] in lists["classes"]


def test_without_its_text_the_page_has_the_records_alone(file: Path) -> None:
    told = Review(file).describe()
    assert (told["text"], told["sentences"]) == (None, [])
    assert len(told["records"]) == 8


def test_a_save_changes_the_words_that_were_reviewed_and_no_other_byte(review: Review) -> None:
    before = review.path.read_bytes()
    told = review.save(replace(review, "ordered", "carriedOut", "reports:1"))
    assert review.path.read_bytes() == before.replace(b"ordered", b"carriedOut")
    assert told["digest"] == hashlib.sha256(review.path.read_bytes()).hexdigest()
    assert not list(review.path.parent.glob(".*"))


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"])
def test_a_save_keeps_line_ends_and_the_mark_of_the_encoding(
    head: bytes, end: bytes, review: Review
) -> None:
    data = head + review.path.read_bytes().replace(b"\n", end)
    review.path.write_bytes(data)
    told = review.describe(findings=False)
    start = told["source"].index("ordered")
    edits = (Edit(start, start + 7, "carriedOut"),)
    review.save(Proposal(told["digest"], edits, frozenset({"reports:1"}), {}))
    assert review.path.read_bytes() == data.replace(b"ordered", b"carriedOut")


def test_a_save_keeps_the_permissions_and_the_link_to_the_file(
    review: Review, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.yaml"
    review.path.rename(kept)
    kept.chmod(0o640)
    review.path.symlink_to(kept)
    review.save(replace(review, "ordered", "carriedOut", "reports:1"))
    assert review.path.is_symlink()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert "carriedOut" in kept.read_text("utf-8").split("reports:")[1].split("quantity")[1]


def test_findings_stand_at_the_record_and_field_that_they_are_about(review: Review) -> None:
    found = review.check(replace(review, "alleges", "aleges", "reports:2"))
    assert {(each["record"], each["field"]): each["severity"] for each in found} == {
        ("reports:2", "stance"): "error",
        ("reports:3", "span"): "error",  # its words have moved
    }
    assert "did you mean 'alleges'?" in found[0]["message"]


def test_places_are_proposed_for_words_that_have_moved(review: Review) -> None:
    moved = span_of("the border post")
    mark = words_digest("the border post")
    review.path.write_text(review.path.read_text("utf-8").replace("00000000", mark), "utf-8")
    assert [list(map(list, x)) for x in review.describe()["places"].values()] == [[moved]]


def test_a_check_writes_nothing(review: Review, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    review.check(replace(review, "alleges", "aleges", "reports:2"))
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_what_yaml_cannot_read_is_a_finding_and_is_not_saved(review: Review) -> None:
    broken = replace(review, "stance: alleges", "stance: [alleges", "reports:2")
    assert [each["record"] for each in review.check(broken)] == [""]
    before = review.path.read_bytes()
    with pytest.raises(RefusedError, match=r"not saved: .*gazette\.yaml:39:11: the \[ of line 39 "):
        review.save(broken)
    assert review.path.read_bytes() == before


def refusal(review: Review, proposal: Proposal) -> str:
    """What a save says that is refused; the file is as it was."""
    before = review.path.read_bytes()
    with pytest.raises(RefusedError) as refused:
        review.save(proposal)
    assert review.path.read_bytes() == before
    return str(refused.value)


def test_a_save_is_refused_where_the_file_changed_meanwhile(review: Review) -> None:
    proposal = replace(review, "ordered", "carriedOut", "reports:1")
    with review.path.open("a") as file:
        file.write("# by another hand\n")
    assert refusal(review, proposal).startswith(
        "mydata/articles/gazette.yaml was changed by another program"
    )


def test_a_save_is_refused_where_it_touches_what_was_not_reviewed(review: Review) -> None:
    assert refusal(review, replace(review, "ordered", "carriedOut", "reports:0")).endswith(
        "belongs to no record that was reviewed"
    )
    assert refusal(review, replace(review, "kept by hand", "", "reports:0")) == (
        "not saved: line 1 belongs to no record that was reviewed"
    )


def test_edits_that_overlap_or_lie_outside_are_refused(review: Review) -> None:
    held = review.describe(findings=False)["digest"]
    for edits in ((Edit(3, 9, ""), Edit(5, 6, "")), (Edit(10**7, 10**7, "x"),), (Edit(-1, 2, ""),)):
        assert refusal(review, Proposal(held, edits, frozenset(), {})).startswith("not saved: ")


def test_a_file_that_is_gone_is_told_of(review: Review) -> None:
    proposal = replace(review, "ordered", "carriedOut", "reports:1")
    review.path.unlink()
    with pytest.raises(KgError, match=r"gazette\.yaml: cannot be read"):
        review.save(proposal)


def test_a_file_that_is_no_article_is_refused(file: Path) -> None:
    other = file.with_name("other.yaml")
    other.write_text("format: 1\nactors: []\n")
    with pytest.raises(UnreadableError, match=r"other\.yaml: is not an annotated article"):
        Review(other)


def test_an_article_outside_of_any_data_folder_is_reviewed_with_the_bundled_ones(
    file: Path, tmp_path: Path
) -> None:
    lone = shutil.copy(file, tmp_path / "lone.yaml")
    told = Review(Path(lone), Path("texts")).describe()
    assert {each["record"] for each in told["findings"]} >= {"actions:0", "article:0"}
