"""kg new: where the annotation of a text begins, and that the text goes no further."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from kg.build import build_graph, write_build
from kg.check import check_files
from kg.errors import UnreadableError, UsageError
from kg.read.sentences import sentence_spans
from kg.starter.article import new_article, strip_article
from kg.starter.project import make_project

TEXT = """Syldavia sends home two Bordurians

KLOW, 4 March 2031 – Syldavia on Monday told two Bordurian attachés to leave within a week.
The Bordurian Foreign Minister Boris Tasch spoke of a provocation. He named no consequences.
"""
PIPE = Path("-")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project as the working folder, with a text of its own."""
    make_project(tmp_path / "klow", "https://example.org/klow/")
    monkeypatch.chdir(tmp_path / "klow")
    (tmp_path / "klow" / "texts" / "story.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "klow"


def test_it_goes_to_the_articles_of_the_project_by_the_id_of_the_article(project: Path) -> None:
    made, said = new_article(Path("texts/story.txt"), publisher="Szohod Courier")
    path = project / "data" / "articles" / "szohod-courier-2031-03-04.yaml"
    assert made is None
    assert said == "data/articles/szohod-courier-2031-03-04.yaml: 4 sentences"
    assert path.read_text().startswith("# yaml-language-server: $schema=../article.schema.json\n")
    assert check_files([path])[0][0].severity == "warning"
    assert [x for x in check_files([path])[0] if x.severity == "error"] == []


def test_the_name_of_the_file_chosen_is_the_id_of_the_article(project: Path) -> None:
    new_article(Path("texts/story.txt"), Path("data/articles/mine.yaml"))
    assert "\n  id: mine\n" in (project / "data/articles/mine.yaml").read_text()


def test_what_is_still_to_fill_in_is_said(project: Path) -> None:
    (project / "texts" / "bare.txt").write_text("Syldavia left on Monday. It said so.")
    _, said = new_article(Path("texts/bare.txt"), publisher="Klow Gazette")
    assert said == (
        "data/articles/bare.yaml: 2 sentences; fill in title, published\n"
        "Its id, 'bare', only repeats the name of the text; choose one such as PUBLISHER-DATE\n"
        "'Klow Gazette' is not an actor yet; the file ends with an entry for actors/"
    )
    messages = [x.message for x in check_files([project / "data/articles/bare.yaml"])[0]]
    assert [each for each in messages if "missing" not in each and "sentences" not in each] == [
        "publisher: 'klow-gazette' is not an actor "
        "(kg actors lists them; declare others in data/actors)"
    ]


def test_nothing_is_overwritten(project: Path) -> None:
    path = Path("data/articles/mine.yaml")
    path.write_text("mine")
    with pytest.raises(UsageError, match=r"mine\.yaml: already exists, and nothing is overwr"):
        new_article(Path("texts/story.txt"), path)
    assert path.read_text() == "mine"
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".kg")] == []


def test_without_a_project_the_file_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match="name the file with -o, or begin with kg init"):
        new_article(Path("story.txt"))
    new_article(Path("story.txt"), Path("story.yaml"))
    assert Path("story.yaml").read_text().startswith("#: Begun by kg new")


def test_a_data_folder_as_the_working_folder_serves_as_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "actors").mkdir()
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_text(TEXT, encoding="utf-8")
    assert new_article(Path("story.txt"))[1].startswith("articles/story.yaml: 4 sentences")


def test_standard_input_and_output_serve_too(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    made, said = new_article(PIPE, PIPE)
    assert made is not None
    assert "#| [0, 34] Syldavia sends home two Bordurians\n" in made
    assert said.splitlines()[0] == "standard-input: 4 sentences; fill in publisher"


def test_what_is_not_a_text_is_refused(project: Path) -> None:
    Path("odd.txt").write_bytes(b"Jos\xe9")
    os.mkfifo("pipe")
    for path, message in (
        ("odd.txt", r"odd\.txt:1:4: is not UTF-8 \(byte e9 at 1:4\); save it as UTF-8"),
        ("texts", "texts: is a folder; name a text in it"),
        ("gone.txt", r"gone\.txt: cannot be read: No such file or directory"),
        ("pipe", "pipe: is not a regular file; use one in its place"),
    ):
        with pytest.raises(UnreadableError, match=message):
            new_article(Path(path), PIPE)


@pytest.mark.parametrize("published", ["4 March 2031", "2031-02-30", ""])
def test_a_day_that_is_not_edtf_is_refused(project: Path, published: str) -> None:
    with pytest.raises(UsageError, match="--published: "):
        new_article(Path("texts/story.txt"), PIPE, published=published)


def test_no_sentence_reaches_the_output(project: Path) -> None:
    new_article(Path("texts/story.txt"), publisher="Szohod Courier")
    write_build(build_graph([project / "data"]), project / "out")
    sentences = [TEXT[start:end] for start, end in sentence_spans(TEXT)][1:]
    written = [path.read_bytes().decode() for path in (project / "out").iterdir()]
    assert [each for each in sentences for text in written if each in text] == []


def test_stripping_leaves_the_data_and_says_how_much_went(project: Path) -> None:
    path = Path("data/articles/mine.yaml")
    new_article(Path("texts/story.txt"), path, publisher="Szohod Courier")
    lines = len(path.read_text().splitlines())
    said = strip_article(path)
    left = path.read_text().splitlines()
    assert said.startswith(f"data/articles/mine.yaml: {lines - len(left)} lines removed")
    assert not any(each.startswith(("#|", "#:")) for each in left)
    assert check_files([path])[0] == []
    assert strip_article(path) == "data/articles/mine.yaml: nothing to remove"


def test_stripping_refuses_what_is_not_yaml(project: Path) -> None:
    Path("odd.yaml").write_text("a: [")
    with pytest.raises(UnreadableError):
        strip_article(Path("odd.yaml"))
    assert Path("odd.yaml").read_text() == "a: ["
