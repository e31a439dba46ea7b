"""Records to fill in, proposed beside the sentences of a text: reports, links, boilerplate, noAct.

They are comments of an annotation file, each in one line or in lines that begin with `#   `.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.model.vocabulary import CODES
from kg.read.counts import Count, find_counts
from kg.read.datelines import Day, dateline_length, find_days
from kg.read.mentions import LONGEST, Mention
from kg.read.quotes import Refusal, find_quote
from kg.read.sketch import printable

#: What the lines begin with that hold words of the text, or only help to fill in.
SENTENCE: Final = "#|"
NOTE: Final = "#:"
_ELISION: Final = 5  # words of a sentence up to which a quote has them all
_STATUS: Final = f"STATUS  # {', '.join(CODES['Status'])}"
#: Words that say that one act answers another, or follows it -> the relation to propose.
_LINKING: Final = (
    (re.compile(r"\bsolidarity\b", re.I), "solidarity"),
    (
        re.compile(
            r"\b(?:aveng\w*|counter-?measures?|hit(?:s|ting)? back|in (?:kind|response|return)"
            r"|punish\w*|reciproc\w+|repris\w+|respon(?:d(?:ed|ing|s)?|ses?)|retaliat\w+|reveng\w+"
            r"|tit[ -]for[ -]tat)\b",
            re.I,
        ),
        "retaliation",
    ),
    (re.compile(r"\b(?:after|following (?:an?|its|the|their)|in the wake of)\b", re.I), "sequence"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with what is found in it and around it."""

    start: int  # code points in the text, the end exclusive
    end: int
    text: str
    quote: str
    occurrence: int | None  # which of the places of the quote it is, where there are several
    mentions: Sequence[Mention]
    near: Sequence[Mention]  # in its paragraph
    speakers: Sequence[str]  # ids of those who say it
    counts: Sequence[Count]  # places within the sentence
    days: Sequence[Day]

    @property
    def link(self) -> tuple[str, str] | None:
        """The words that say that one act answers another, and the relation, or nothing."""
        for pattern, relation in _LINKING:
            if found := pattern.search(self.text[:LONGEST]):
                return found[0], relation
        return None


def read_sentence(
    text: str,
    span: tuple[int, int],
    published: date | None,
    *,
    mentions: Sequence[Mention],
    near: Sequence[Mention],
    speakers: Sequence[str] = (),
    english: bool = True,
) -> Sentence:
    """A sentence of a text, with the numbers and days in it.

    Args:
        text: all of it.
        span: where the sentence stands.
        published: the day from which "on Monday" counts.
        mentions: the actors named in it.
        near: those named in its paragraph.
        speakers: the ids of those who say it.
        english: whether the text is English; numbers are sought in no other.
    """
    start, end = span
    said = text[start:end]
    sought = said[:LONGEST]
    begin = dateline_length(sought)
    days = [each for each in find_days(sought, published) if each.start >= begin]
    counts = [
        each
        for each in (find_counts(sought) if english else ())
        if not any(day.start < each.end and each.start < day.end for day in days)
    ]
    quote = shorten_quote(said)
    return Sentence(
        start=start, end=end, text=said, quote=quote, occurrence=_occurrence(text, quote, span),
        mentions=mentions, near=near, speakers=speakers, counts=counts, days=days,
    )  # fmt: skip


def write_sentence(sentence: Sentence, labels: Mapping[str, str]) -> Iterator[str]:
    """Its words, with their offsets, and what is found in them."""
    yield f"{SENTENCE} [{sentence.start}, {sentence.end}] {printable(sentence.text)}"
    if told := "; ".join(_told(sentence, labels)):
        yield f"{NOTE} {told}"


def write_report(sentence: Sentence) -> Iterator[str]:
    """A report of it to fill in."""
    yield "# - action: ACTION"
    yield from _quote_lines(sentence)
    yield "#   stance: asserts"
    if len(sentence.speakers) == 1:
        yield f"#   attributedTo: {sentence.speakers[0]}"
    yield f"#   status: {_STATUS}"
    first = next((each for each in sentence.counts if each.unit), None)
    count = first or next(iter(sentence.counts), None)
    values = dict(count.fields) if count else {}
    for key in ("date", "deadline", "deadlineTerm"):
        said = {each.value for each in sentence.days if each.key == key}
        if len(said) == 1 and not (key == "deadlineTerm" and "deadline" in values):
            values[key] = said.pop()
    yield from (f"#   {key}: {value}" for key, value in values.items())


def write_links(sentences: Iterable[Sentence]) -> Iterator[str]:
    """A link to fill in below each sentence whose words tell of one, or one without words."""
    linking = [(each, each.link[1]) for each in sentences if each.link]
    for sentence, relation in linking:
        yield f"{SENTENCE} [{sentence.start}, {sentence.end}] {printable(sentence.text)}"
        yield from _link(relation, _quote_lines(sentence))
    if not linking:
        yield from _link("retaliation", ('#   quote: "WORDS"',))


def _link(relation: str, quote: Iterable[str]) -> Iterator[str]:
    yield "# - response: ACTION"
    yield "#   trigger: ACTION"
    yield f"#   relation: {relation}"
    yield "#   basis: reported"
    yield "#   stance: asserts"
    yield from quote


def write_marked(
    key: str, first: str, sentences: Iterable[tuple[Sentence, str]], otherwise: str
) -> Iterator[str]:
    """A list of the article's head, `boilerplate` or `noAct`, to fill in.

    Args:
        key: of the list.
        first: the first key of its entries.
        sentences: those that are proposed, each with the value of that key.
        otherwise: its value in the one entry without words, where none is proposed.
    """
    entries = [
        f"{first}: {value}, quote: {quoted(each.quote)}"
        + (f", occurrence: {each.occurrence}" if each.occurrence else "")
        for each, value in sentences
    ] or [f'{first}: {otherwise}, quote: "WORDS"']
    yield f"#   {key}:"
    yield from (f"#   - {{{each}}}" for each in entries)


def _quote_lines(sentence: Sentence) -> Iterator[str]:
    yield f"#   quote: {quoted(sentence.quote)}"
    if sentence.occurrence:
        yield f"#   occurrence: {sentence.occurrence}"


def _told(sentence: Sentence, labels: Mapping[str, str]) -> Iterator[str]:
    """What is named in a sentence and around it, counted and dated, with the words that say it."""
    here = _named(sentence.mentions, labels)
    if here:
        yield ", ".join(here.values())
    near = _named(sentence.near, labels)
    if more := [said for who, said in near.items() if who not in here]:
        yield f"near: {', '.join(more)}"
    for count in sentence.counts:
        fields = ", ".join(f"{key}: {value}" for key, value in count.fields.items())
        yield f"{fields} ({printable(sentence.text[count.start : count.end])})"
    for day in sentence.days:
        yield f"{day.key}: {day.value} ({printable(sentence.text[day.start : day.end])})"
    if sentence.link:
        yield f"a link? ({printable(sentence.link[0])}): see links, at the end"


def _named(mentions: Sequence[Mention], labels: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Each actor, or those that it may be -> ids with labels, once."""
    return {
        each.actors: " or ".join(f"{who} ({printable(labels[who])})" for who in each.actors)
        for each in mentions
    }


def shorten_quote(sentence: str) -> str:
    """A sentence as `quote:` takes it: whole, or its first two and last two words.

    >>> shorten_quote("Syldavia sent home 23 Bordurians on Monday.")
    'Syldavia sent … on Monday.'
    """
    words = sentence.split()
    if len(words) <= _ELISION or "…" in sentence or "..." in sentence:
        return " ".join(words)
    return f"{' '.join(words[:2])} … {' '.join(words[-2:])}"


def _occurrence(text: str, quote: str, span: tuple[int, int]) -> int | None:
    """Which of the places of a quote a sentence is; None where it has one place."""
    if text.count(quote.split(" … ")[0]) < 2:
        return None
    found = find_quote(text, quote)
    if isinstance(found, Refusal) and span in found.spans:
        return found.spans.index(span) + 1
    return None


def quoted(text: str) -> str:
    """Text as a YAML value in double quotes, on one line, whatever it holds."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"
