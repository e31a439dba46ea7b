"""What the text of an article tells of it: digest, length, headline, day and an id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.errors import Finding, Place, UnreadableError
from kg.files import digest
from kg.model.actors import Actors
from kg.model.ids import check_id
from kg.model.names import fold_text
from kg.read.datelines import dateline_length, find_published
from kg.read.sentences import sentence_spans

TEXT_LIMIT: Final = 1_000_000  # bytes; the longest of the five source articles has 5,800
SENTENCE_LIMIT: Final = 2000  # its file of comments stays below documents.FILE_LIMIT
_HEADLINE: Final = 200  # characters at most
_HEAD_LINES: Final = 30  # among which it is sought
_PROMOTION: Final = re.compile(
    r"^(?:by |support |subscribe|sign up|share|advertisement|read more|https?:|www\.)", re.I
)

#: A word, in scripts without spaces two letters: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_WORD: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}|\w+"
)
_NAME: Final = 3  # words that a line has at least that is not a name
_LONGER: Final = 2  # times as long as a short headline is the line that follows it at once
_SECTION: Final = re.compile(r"\b(?:gallery|news|page|politics|read|report)$", re.I)
_SENTENCE_END: Final = re.compile("[.!。！।۔။።։]['\"’”）」』)]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What a text tells of itself."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None  # EDTF
    digest: str
    text: str
    source_needed: bool = False  # the text does not say when it was published
    named_after_file: bool = False  # the id is the name of the text's file
    unknown_publisher: str | None = None  # its name, where the directory does not have it


def decode_text(data: bytes, name: str) -> str:
    """The text of an article.

    Args:
        data: the bytes of its file, up to one more than the limit.
        name: how messages call the file.
    Raises:
        UnreadableError: it is too large, not UTF-8, or has no word.
    """
    if len(data) > TEXT_LIMIT:
        message = f"is larger than {TEXT_LIMIT:,} bytes; name the text of one article"
        raise UnreadableError([Finding(Place(name), message)])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = (
            f"is not UTF-8 (byte {data[error.start]:02x} at {line}:{column}); save it as UTF-8"
        )
        raise UnreadableError([Finding(Place(name, line, column), message)]) from None
    if not re.search(r"\w", text):
        raise UnreadableError([Finding(Place(name), "has no words; save the article's text in it")])
    if len(sentence_spans(text)) > SENTENCE_LIMIT:
        message = f"has more than {SENTENCE_LIMIT:,} sentences; name the text of one article"
        raise UnreadableError([Finding(Place(name), message)])
    return text


def make_sketch(
    data: bytes,
    name: str,
    actors: Actors,
    *,
    publisher: str | None = None,
    published: str | None = None,
    article: str | None = None,
) -> Sketch:
    """What the text of an article tells of it.

    Args:
        data: the bytes of the text.
        name: of its file, of which the article's id is made where nothing better is known.
        actors: among whom a publisher is sought.
        publisher: an id or name, where it is known.
        published: EDTF, where it is known.
        article: the article's id, where it is chosen already.
    Raises:
        UnreadableError: see `decode_text`.
    """
    text = decode_text(data, name)
    title = find_title(text)
    told = find_published(text)
    published = published or told
    known = actors.find(publisher) if publisher else []
    house = known[0] if len(known) == 1 else slug(publisher) if publisher else None
    day = published if published and not published.startswith("X") else None
    stem = slug(re.sub(r".*/", "", name).rpartition(".")[0] or name)
    good = f"{house}-{day}" if house and day else None
    made = good or stem or slug(title or "") or "article"
    return Sketch(
        id=article or check_id(slug(made)),
        title=title,
        publisher=house,
        published=published,
        digest=digest(data),
        text=text,
        source_needed=not told or told != published or told.startswith("X"),
        named_after_file=not (article or good) and bool(stem),
        unknown_publisher=publisher if publisher and not known else None,
    )


def slug(text: str) -> str:
    """Text as an id, or nothing where no letter or digit of it can stand in one.

    >>> slug("Klow Gazette: «23 leave»"), slug("José Díaz"), slug("¿?")
    ('klow-gazette-23-leave', 'jose-diaz', '')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", fold_text(text).replace("'", ""))
    return plain[:80].strip("-")


def find_title(text: str) -> str | None:
    """The headline: the first line that is not a sentence, promotion, name or day.

    A line of one or two words may be a name. It is the headline where it has a word in lower case,
    or no other line is, if it comes first and a blank line or a much longer one follows it.
    """
    lines = [" ".join(printable(line).split()) for line in text.split("\n", _HEAD_LINES)]
    short = None
    for line, after in pairwise([*lines[:_HEAD_LINES], ""]):
        words = _WORD.findall(line)
        if not words or _PROMOTION.search(line) or line[-1] in "!:！：":
            continue
        if len(line) > _HEADLINE or _SENTENCE_END.search(line):
            if find_published(line) and not dateline_length(line):
                continue  # "Published on 4 March 2031."
            return short or None  # a sentence: the text has begun
        if find_published(line):
            continue
        if len(words) >= _NAME:
            return line
        if short is None:
            apart = _stands_apart(line, after)
            if apart and len(words) > 1 and words[-1].islower() and not _SECTION.search(line):
                return line
            short = line if apart else ""
    return short or None


def _stands_apart(line: str, after: str) -> bool:
    return bool(re.search(r"[^\W\d_]", line)) and (not after or len(after) >= _LONGER * len(line))


def printable(text: str) -> str:
    """Text for one line: what cannot be printed, or would end the line, is a space."""
    return "".join(each if each.isprintable() else " " for each in text)
