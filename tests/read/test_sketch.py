"""What the text of an article tells of it."""

from __future__ import annotations

import hashlib

import pytest
from support import people

from kg.errors import UnreadableError
from kg.read.sketch import SENTENCE_LIMIT, TEXT_LIMIT, Sketch, find_title, make_sketch, slug

TEXT = (
    "Syldavia sends home 23\n\nKlow Gazette, 4 March 2031\n\nSyldavia told 23 Bordurians to go.\n"
)


def sketch(text: str | bytes = TEXT, name: str = "texts/Klow story.txt", **more: str) -> Sketch:
    data = text.encode() if isinstance(text, str) else text
    return make_sketch(data, name, people(), **more)


def test_a_text_tells_headline_day_digest_and_length() -> None:
    found = sketch(publisher="Klow Gazette")
    assert (found.id, found.title, found.publisher, found.published) == (
        "gazette-2031-03-04", "Syldavia sends home 23", "gazette", "2031-03-04",
    )  # fmt: skip
    assert found.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (found.text, found.unknown_publisher) == (TEXT, None)


@pytest.mark.parametrize("text", ["\ufeff" + TEXT, TEXT.replace("\n", "\r\n")])
def test_digest_and_length_are_those_of_the_file_as_it_is(text: str) -> None:
    found = sketch(text)
    assert (found.title, found.published) == ("Syldavia sends home 23", "2031-03-04")
    assert found.digest == hashlib.sha256(text.encode()).hexdigest()
    assert len(found.text) == len(text)


def test_without_a_publisher_the_file_names_the_article() -> None:
    assert sketch().id == "klow-story"
    assert sketch(name="standard input").id == "standard-input"
    assert sketch(name="texts/¿?.txt").id == "syldavia-sends-home-23"


def test_a_publisher_that_is_not_an_actor_is_kept_by_its_name() -> None:
    found = sketch(publisher="Szohod Courier")
    assert (found.publisher, found.unknown_publisher) == ("szohod-courier", "Szohod Courier")


def test_what_is_given_wins_over_the_text() -> None:
    found = sketch(published="2031-03", article="mine")
    assert (found.id, found.published) == ("mine", "2031-03")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Subscribe to the Gazette!\n\nBorduria cuts ties\n\nIt did.", "Borduria cuts ties"),
        ("Klow Gazette\n4 March 2031\nBorduria cuts ties\n", "Borduria cuts ties"),
        ("By Boris Tasch of Klow\nBorduria cuts 'all' ties", "Borduria cuts 'all' ties"),
        ("Will Borduria cut ties?\nIt may.", "Will Borduria cut ties?"),
        ("Borduria cut its ties on Monday. It said so.", None),
        ("Borduria cut its ties on Monday.\nAnd then this line", None),
        ("a\u2028b\x85c\td\x00e", "a b c d e"),
        ("?\n!\n", None),
        ("Borduria answers\n\nIt did so on Monday.", "Borduria answers"),
        ("Borduria answers\n\nThe envoys pack their bags\n\nThey left.", "Borduria answers"),
        ("Borduria answers\nIt did so on Monday, and then it left Klow.\n", "Borduria answers"),
        ("\ufeffBorduria Answers\r\n\r\nIt did so on Monday.\r\n", "Borduria Answers"),
        ("Repercusión\n\nKLOW, 4 March 2031 – It left.\n\nA photo of it", "Repercusión"),
        ("Klow Gazette\n\nBorduria cuts ties\n\nIt did.", "Borduria cuts ties"),
        ("World news\n\nBorduria cuts ties\n\nIt did.", "Borduria cuts ties"),
        ("By Boris Tasch\n\nIt did so on Monday.", None),
        ("1,077\n\nIt did so on Monday.", None),
        ("One line\nanother one\n\nIt did so.", None),
        (
            "洛里塔尼亚驱逐五人\n\n克洛，2031年3月4日——五人离开。他说，这是报复。",
            "洛里塔尼亚驱逐五人",
        ),
        ("洛里塔尼亚\n洛里塔尼亚驱逐了五人，这是报复，他说。\n", "洛里塔尼亚"),
        ("राजदूत लौटे\n\nराजदूत लौटे, वे गए।", "राजदूत लौटे"),
    ],
)
def test_the_headline_is_the_first_line_that_is_no_sentence(text: str, title: str | None) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Klow\nJos\xe9", "a.txt:2:4: is not UTF-8 (byte e9 at 2:4); save it as UTF-8"),
        (b"\xff\xfeK\x00", "a.txt:1:1: is not UTF-8 (byte ff at 1:1); save it as UTF-8"),
        (b"", "a.txt: has no words; save the article's text in it"),
        (b" \n...\n", "a.txt: has no words; save the article's text in it"),
        (
            b"x" * (TEXT_LIMIT + 1),
            "a.txt: is larger than 1,000,000 bytes; name the text of one article",
        ),
        (
            b"It is.\n" * (SENTENCE_LIMIT + 1),
            "a.txt: has more than 2,000 sentences; name the text of one article",
        ),
    ],
)  # fmt: skip
def test_what_is_not_the_text_of_an_article_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as error:
        sketch(data, "a.txt")
    assert str(error.value) == message


def test_a_slug_is_an_id_or_nothing() -> None:
    assert [slug(x) for x in ("José Díaz", "The King's Men", "Łódź 2031!", "—", "a" * 99)] == [
        "jose-diaz", "the-kings-men", "lodz-2031", "", "a" * 80,
    ]  # fmt: skip


def test_a_bom_is_no_part_of_the_headline() -> None:
    assert find_title("\ufeff\ufeffA title\n\nIt left.") == "A title"
