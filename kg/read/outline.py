"""A sketch -> an annotation file to fill in: `kg new`; and the same without the article's words.

What the text alone tells stands in the file as data. The rest is comments: each sentence with its
offsets, what is named and counted in it, and records to uncomment. A comment is one line, whatever
the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kg.model.actors import Actors
from kg.model.dates import bounds_if_date
from kg.model.vocabulary import CODES
from kg.read.counts import Count, find_counts
from kg.read.datelines import Day, dateline_length, find_days
from kg.read.mentions import LONGEST, Mention, find_mentions, group_mentions
from kg.read.quotes import Refusal, find_quote
from kg.read.sentences import sentence_spans
from kg.read.sketch import Sketch, printable, slug
from kg.read.unknown_names import UnknownName, find_unknown_names

#: What the lines begin with that hold words of the text, or only help to fill in.
SENTENCE: Final = "#|"
NOTE: Final = "#:"
_ELISION: Final = 5  # words of a sentence up to which a quote has them all


def write_sketch(sketch: Sketch, actors: Actors, schema: str | None = None) -> str:
    """The annotation file, as YAML.

    Args:
        sketch: what the text tells of itself.
        actors: whose names are sought in it.
        schema: the way to article.schema.json from the file, for editors.
    """
    spans = sentence_spans(sketch.text)
    mentions = find_mentions(sketch.text, actors)
    inside = group_mentions(mentions, spans)
    unknown = find_unknown_names(sketch.text, spans, inside)
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [
        f"{NOTE} Begun by kg new. Uncomment what holds, fill in the words in CAPITALS, and run:",
        f"{NOTE}   kg anchor FILE       puts offsets in place of the quotes",
        f"{NOTE}   kg check FILE        says what is missing",
        f"{NOTE}   kg new --strip FILE  removes the rest before you share the file: sentences",
        f"{NOTE}                        ({SENTENCE}), notes ({NOTE}) and commented records",
        *_head(sketch),
        "",
        *_actions(mentions, actors),
        "",
        "# reports:",
    ]
    around = group_mentions(mentions, _paragraphs(sketch.text, spans))
    for (start, end), here, near in zip(spans, inside, around, strict=True):
        lines += _sentence(sketch, start, end, here, near)
    lines += ["", *_LINKS, *_stubs(sketch, unknown)]
    return "\n".join(lines) + "\n"


_LINKS: Final = (
    "# links:",
    "# - response: ACTION",
    "#   trigger: ACTION",
    "#   relation: retaliation",
    "#   basis: reported",
    "#   stance: asserts",
    '#   quote: "WORDS"',
)


def _head(sketch: Sketch) -> Iterator[str]:
    yield "format: 1"
    yield "article:"
    yield f"  id: {sketch.id}"
    yield f"  title: {quoted(sketch.title)}" if sketch.title else '#   title: "HEADLINE"'
    yield f"  publisher: {sketch.publisher}" if sketch.publisher else "#   publisher: ID"
    known = sketch.published and sketch.published[:1] != "X"
    yield (
        f"  published: {sketch.published}"
        if known
        else (f"#   published: {sketch.published or 'DATE'}")
    )
    yield f"  textDigest: {sketch.digest}"
    yield f"  textLength: {len(sketch.text)}"


def _actions(mentions: Sequence[Mention], actors: Actors) -> Iterator[str]:
    """A case and an action to fill in, after who is named most often."""
    times: dict[str, int] = {}
    for each in mentions:
        if len(each.actors) == 1 and actors[each.actors[0]].kind == "State":
            times[each.actors[0]] = times.get(each.actors[0], 0) + 1
    often = sorted(times, key=lambda each: (-times[each], each))
    yield "# cases:"
    yield '# - {id: CASE, label: "THE DISPUTE"}'
    yield ""
    if often:
        told = ", ".join(f"{each} ({_label(each, actors)}) {times[each]}" for each in often)
        yield f"{NOTE} States, by how often they are named: {told}"
    yield f"{NOTE} kg classes lists the classes of action. A measure or hostile act needs a status"
    yield f"{NOTE} in at least one report: {', '.join(CODES['Status'])}."
    yield "# actions:"
    yield "# - id: ACTION"
    yield "#   type: CLASS"
    yield '#   label: "WHAT HAPPENED, IN YOUR OWN WORDS"'
    yield "#   case: CASE"
    yield "#   actor: ACTOR"
    yield "#   recipient: ACTOR"


def _sentence(
    sketch: Sketch, start: int, end: int, mentions: Sequence[Mention], near: Sequence[Mention]
) -> Iterator[str]:
    """A sentence, what is named in it, and a report of it to fill in."""
    text = sketch.text[start:end]
    sought = text[:LONGEST]
    begin = dateline_length(sought)
    days = [
        each for each in find_days(sought, _published_on(sketch.published)) if each.start >= begin
    ]
    dated = [(each.start, each.end) for each in days]
    counts = [
        each
        for each in find_counts(sought)
        if not any(a < each.end and each.start < b for a, b in dated)
    ]
    yield f"{SENTENCE} [{start}, {end}] {printable(text)}"
    if told := "; ".join(_told(sketch.text, start, (mentions, near), counts, days)):
        yield f"{NOTE} {told}"
    yield "# - action: ACTION"
    quote = shorten_quote(text)
    yield f"#   quote: {quoted(quote)}"
    if number := _occurrence(sketch.text, quote, (start, end)):
        yield f"#   occurrence: {number}"
    yield "#   stance: asserts"
    values = dict(counts[0].fields) if len(counts) == 1 else {}
    for key in ("date", "deadline", "deadlineTerm"):
        said = {each.value for each in days if each.key == key}
        if len(said) == 1 and not (key == "deadlineTerm" and "deadline" in values):
            values[key] = said.pop()
    yield from (f"#   {key}: {value}" for key, value in values.items())


def _told(
    text: str,
    start: int,
    mentions: tuple[Sequence[Mention], Sequence[Mention]],
    counts: Sequence[Count],
    days: Sequence[Day],
) -> Iterator[str]:
    """What is named in a sentence and around it, counted and dated, with the words that say it."""
    here, near = (_named(text, found) for found in mentions)
    if here:
        yield ", ".join(here.values())
    if more := [said for who, said in near.items() if who not in here]:
        yield f"near: {', '.join(more)}"
    for count in counts:
        fields = ", ".join(f"{key}: {value}" for key, value in count.fields.items())
        yield f"{fields} ({printable(text[start + count.start : start + count.end])})"
    for day in days:
        yield f"{day.key}: {day.value} ({printable(text[start + day.start : start + day.end])})"


def _named(text: str, mentions: Sequence[Mention]) -> dict[tuple[str, ...], str]:
    """Each actor, or those that it may be -> ids and words, once."""
    found: dict[tuple[str, ...], str] = {}
    for each in mentions:
        words = printable(text[each.start : each.end])
        found.setdefault(each.actors, f"{' or '.join(each.actors)} ({words})")
    return found


def _paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The line in which each sentence stands, as far as something is sought in it."""
    found = []
    for start, end in spans:
        begin = text.rfind("\n", max(0, start - LONGEST), start) + 1 or max(0, start - LONGEST)
        last = text.find("\n", end, end + LONGEST)
        found.append((begin, last if last >= 0 else min(len(text), end + LONGEST)))
    return found


def _published_on(published: str | None) -> date | None:
    """The day of publication where it is one day, with a year before and one behind it."""
    first, last = bounds_if_date(published) if published else (None, None)
    return first if first and first == last and 1 < first.year < 9998 else None


def _stubs(sketch: Sketch, unknown: Sequence[UnknownName]) -> Iterator[str]:
    """Entries for data/actors, of those whom it does not have."""
    if not unknown and not sketch.unknown_publisher:
        return
    yield ""
    yield f"{NOTE} For a file in actors/, where they are actors: names that it does not have yet."
    yield "# format: 1"
    yield "# actors:"
    if sketch.unknown_publisher and sketch.publisher:
        label = quoted(sketch.unknown_publisher)
        yield f"# - {{id: {sketch.publisher}, type: NewsOrganization, label: {label}}}"
    posts: dict[str, str] = {}
    for each in unknown:
        name = slug(each.name) or "ID"
        if each.kind != "Person":
            part = f", partOf: {each.state}" if each.state else ""
            yield f"# - {{id: {name}, type: {each.kind}, label: {quoted(each.name)}{part}}}"
            continue
        office = slug(f"{each.state or ''} {each.title or ''}") or "POST"
        state = each.state or "STATE"
        posts[office] = f"label: {quoted(each.title or 'OFFICE')}, postOf: {state}"
        yield f"# - id: {name}"
        yield "#   type: Person"
        yield f"#   label: {quoted(each.name)}"
        yield f'#   tenures: [{{post: {office}, since: DATE, dateSource: "SOURCE"}}]'
    if posts:
        yield "# posts:"
        yield from (f"# - {{id: {name}, {said}}}" for name, said in posts.items())


def _label(actor: str, actors: Actors) -> str:
    return printable(actors[actor].label)


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


#: The first line of a record, or the key of a list, as a comment.
_RECORD: Final = re.compile(
    r"# (?:- (?:\{id|id|action|response): .*|format: 1"
    r"|(?:actions|actors|cases|links|posts|reports):)\s*$"
)


def strip_sentences(text: str) -> str:
    """An annotation file without what `kg new` wrote in comments: no word of the article is left.

    Lines that begin with the marks of sentences and notes go, and records that are still commented
    out. Other comments stay.

    >>> strip_sentences("#| [0, 9] It began.\\n# - action: X\\n#   stance: asserts\\n# mine\\n")
    '# mine\\n'
    """
    kept: list[str] = []
    inside = gap = False
    for line in text.splitlines(keepends=True):
        inside = bool(_RECORD.match(line)) or (inside and line.startswith("#   "))
        if inside or line.startswith((SENTENCE, NOTE)):
            gap = True
        elif gap and not line.strip() and (not kept or not kept[-1].strip()):
            continue  # one blank line is enough where a block went
        else:
            gap = gap and not line.strip()
            kept.append(line)
    return "".join(kept)


def kept_sentences(text: str) -> list[int]:
    """The lines of a file, from 1, in which sentences of the article's text still stand."""
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if line.startswith(SENTENCE)]
