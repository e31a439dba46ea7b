"""kg review: writes a page that works offline, or serves one until it is interrupted."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from invented import TEXT, write_article
from support import aside, kg

from kg.serve.server import ReviewServer


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented article, its project being the working folder."""
    path = write_article(tmp_path)
    monkeypatch.chdir(tmp_path)
    return path.relative_to(tmp_path)


def test_a_page_is_written_that_says_what_must_not_be_published(article: Path) -> None:
    ran = kg("review", article, "--texts", "texts", "-o", "review.html")
    assert ran.exit_code == 0
    assert ran.stderr == (
        "reading mydata/articles/gazette.yaml, with mydata\n"
        "review.html: open it in a browser; it contains the article's text: do not publish it\n"
    )
    assert "They know why" in Path("review.html").read_text("utf-8")
    assert TEXT.splitlines()[0] in Path("review.html").read_text("utf-8")


def test_the_texts_and_the_reviewer_are_those_of_the_project(article: Path) -> None:
    Path("kg.toml").write_text('data = ["mydata"]\ntexts = "texts"\nauthor = "Maria Nowak"\n')
    assert kg("review", article, "-o", "review.html").exit_code == 0
    page = Path("review.html").read_text("utf-8")
    assert "They know why" in page
    assert '"reviewer":"Maria Nowak"' in page
    assert kg("review", article, "-o", "review.html", "--as", "Jan Kral").exit_code == 0
    assert '"reviewer":"Jan Kral"' in Path("review.html").read_text("utf-8")


def test_without_the_text_nothing_is_said_of_it(article: Path) -> None:
    ran = kg("review", article, "-o", "review.html")
    assert aside(ran) == "review.html: open it in a browser\n"


def test_a_file_that_cannot_be_reviewed_is_told_of_in_one_line(article: Path) -> None:
    for content, said in (
        (b"format: 1\nactors: []\n", "is not an annotated article"),
        (b"format: [1", "the [ of line 1 is not closed"),
        (b"\xff", "is not UTF-8"),
    ):
        article.write_bytes(content)
        ran = kg("review", article, "-o", "review.html")
        assert (ran.exit_code, ran.stderr.count("\n")) == (3, 1)
        assert ran.stderr.startswith("mydata/articles/gazette.yaml")
        assert said in ran.stderr
        assert not Path("review.html").exists()


def test_a_file_that_is_missing_or_a_port_out_of_range_is_a_usage_error(article: Path) -> None:
    assert kg("review", "none.yaml").exit_code == 2
    assert kg("review", article, "--port", "70000").exit_code == 2


def test_a_page_never_takes_the_place_of_the_annotation(article: Path) -> None:
    before = article.read_bytes()
    ran = kg("review", article, "-o", article)
    assert ran.exit_code == 2
    assert ran.stderr == f"{article}: is not the name of a page; let it end in .html\n"
    assert article.read_bytes() == before


def hear_interrupts() -> None:
    """A shell's background jobs inherit that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_it_serves_at_the_address_it_prints_until_interrupted(article: Path) -> None:
    command = [str(Path(sys.executable).parent / "kg"), "review", str(article), "--no-open"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ,
        preexec_fn=hear_interrupts,
    ) as ran:  # fmt: skip
        try:
            assert ran.stdout is not None
            address = ran.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
            with urllib.request.urlopen(address, timeout=30) as answer:
                assert answer.read(15) == b"<!DOCTYPE html>"
            ran.send_signal(signal.SIGINT)
            _, said = ran.communicate(timeout=30)
        finally:
            ran.kill()  # where it has not ended, the test fails and does not wait for it
    assert ran.returncode == 130
    assert said.splitlines()[-1] == "interrupted"
    assert "Traceback" not in said


@pytest.mark.parametrize("option", ["--open", "--no-open"])
def test_the_browser_is_opened_unless_told_not_to(
    option: str, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def interrupt(_server: ReviewServer) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.launch", opened.append)
    monkeypatch.setattr(ReviewServer, "serve_forever", interrupt)
    ran = kg("review", article, option)
    assert (ran.exit_code, aside(ran).splitlines()[-1]) == (130, "interrupted")
    assert opened == ([ran.stdout.strip()] if option == "--open" else [])
