"""A query is found by its name or its file, and its header is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.ask.queries import find_query, named_queries, parse_query
from kg.errors import FindingsError, UnreadableError, UsageError


def test_an_unknown_query_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'unanswered'"):
        find_query("unansered")


@pytest.mark.parametrize("line", ["#+ zz: x", "#+ params: [{zz: x}]"])
def test_a_wrong_header_is_sent_to_the_file_that_describes_headers(line: str) -> None:
    with pytest.raises(FindingsError, match=r"\(queries/README.md lists them\)"):
        parse_query(f"{line}\nASK {{}}", "mine.rq", "mine.rq")


TEXT = "#+ summary: Which?\n#+ tags: [a, b]\nASK {}\n"


def test_a_header_says_what_a_query_is() -> None:
    found = parse_query(TEXT, "mine", "mine.rq")
    assert (found.summary, found.tags, found.params) == ("Which?", ("a", "b"), ())
    assert (found.text, found.shipped) == (TEXT, False)


def test_a_query_needs_no_header_and_a_plain_comment_is_none() -> None:
    found = parse_query("# summary: no\nASK {}", "mine", "mine.rq")
    assert (found.summary, found.description, found.tags) == ("", "", ())


def test_a_mistake_in_a_header_is_told_at_its_line_in_the_file() -> None:
    text = "PREFIX x: <urn:x>\n#+ summary: Which?\n#+ tgas: [a]\nASK {}"
    with pytest.raises(FindingsError) as caught:
        parse_query(text, "mine", "mine.rq")
    assert str(caught.value).startswith("mine.rq:3:1: ")
    assert "did you mean 'tags'?" in str(caught.value)


def test_a_query_that_is_too_long_is_refused() -> None:
    with pytest.raises(UsageError, match=r"mine\.rq: the query is longer than 100,000 characters"):
        parse_query("#" * 100_001, "mine", "mine.rq")
    assert parse_query("#" * 100_000, "mine", "mine.rq").text


def test_a_file_is_read_with_or_without_a_mark_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    for mark in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(mark + TEXT.encode())
        assert find_query(str(file)).text == TEXT


@pytest.mark.parametrize("content", [b"ASK { ?s ?p '\xff' }", "ASK {}".encode("utf-16")])
def test_a_file_that_is_no_text_is_told_at_the_file(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_bytes(content)
    with pytest.raises(UnreadableError, match=r"mine\.rq: cannot be read as UTF-8 text"):
        find_query(str(file))


def test_a_file_that_is_not_there_is_told_and_a_folder_is_none(tmp_path: Path) -> None:
    for path in (tmp_path / "no.rq", tmp_path):
        with pytest.raises(UnreadableError, match="cannot be read: "):
            find_query(str(path))


def test_the_named_queries_are_sorted_shipped_and_found_by_name() -> None:
    found = named_queries()
    assert [each.name for each in found] == sorted(each.name for each in found)
    assert all(each.shipped for each in found)
    assert find_query(found[0].name) == found[0]
