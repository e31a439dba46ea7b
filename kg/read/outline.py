"""A sketch -> an annotation file to fill in: `kg new`; and the same without the article's words.

What the text alone tells stands in the file as data. The rest is comments: each sentence with its
offsets, what is named and counted in it, and records to uncomment. A comment is one line, whatever
the text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from kg.model.actors import Actors
from kg.model.dates import bounds_if_date
from kg.model.vocabulary import CODES
from kg.read.english import is_english
from kg.read.furniture import find_furniture
from kg.read.mentions import LONGEST, Mention, find_mentions, group_mentions
from kg.read.sentences import sentence_spans
from kg.read.sketch import Sketch, printable, slug
from kg.read.speakers import find_speakers, mentions_of_unknown
from kg.read.templates import (
    NOTE,
    SENTENCE,
    Sentence,
    quoted,
    read_sentence,
    write_links,
    write_marked,
    write_report,
    write_sentence,
)
from kg.read.unknown_names import UnknownName, find_unknown_names


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
    sentences = _read_sentences(sketch, spans, mentions, unknown)
    furniture = find_furniture(sketch.text, spans, inside)
    labels = {who: actors[who].label for each in mentions for who in each.actors}
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    english = is_english(sketch.text)
    lines += [*_GUIDE, *(() if english else _NOT_ENGLISH), *_head(sketch)]
    lines += [*_marked(sentences, furniture, english=english), ""]
    lines += [*_actions(mentions, actors), "", "# reports:"]
    for each in sentences:
        kind = furniture.get((each.start, each.end))
        lines += write_sentence(each, labels)
        lines += [f"{NOTE} boilerplate? ({kind}): see the head"] if kind else write_report(each)
    told = [each for each in sentences if (each.start, each.end) not in furniture]
    lines += ["", "# links:", *write_links(told), *_stubs(sketch, unknown)]
    return "\n".join(lines) + "\n"


_NOT_ENGLISH: Final = (
    f"{NOTE} This text does not seem to be English. Names, numbers and days are known in English",
    f"{NOTE} only: no numbers and no noAct are proposed here, and few actors and days are found.",
)
_GUIDE: Final = (
    f"{NOTE} Begun by kg new. Uncomment what holds, fill in the words in CAPITALS, and run:",
    f"{NOTE}   kg anchor FILE       puts offsets in place of the quotes",
    f"{NOTE}   kg check FILE        says what is missing",
    f"{NOTE}   kg new --strip FILE  removes the rest before you share the file: sentences",
    f"{NOTE}                        ({SENTENCE}), notes ({NOTE}) and commented records",
    f"{NOTE} Below each sentence: the actors that it may name, by id and label; after “near”,",
    f"{NOTE} those that only the rest of its paragraph names; and its numbers and days.",
)


def _read_sentences(
    sketch: Sketch,
    spans: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    unknown: Sequence[UnknownName],
) -> list[Sentence]:
    """The sentences of a text, with what is found in them."""
    text, published = sketch.text, _published_on(sketch.published)
    english = is_english(text)
    inside = group_mentions(mentions, spans)
    around = group_mentions(mentions, _paragraphs(text, spans))
    strangers = group_mentions(mentions_of_unknown(text, unknown), spans)
    return [
        read_sentence(
            text, span, published, mentions=here, near=near,
            speakers=find_speakers(text[span[0] : span[1]], span[0], [*here, *others]),
            english=english,
        )
        for span, here, near, others in zip(spans, inside, around, strangers, strict=True)
    ]  # fmt: skip


def _marked(
    sentences: Sequence[Sentence], furniture: Mapping[tuple[int, int], str], *, english: bool
) -> Iterator[str]:
    """What looks like furniture of the page, and of an English text what names no actor."""
    pages = [(each, kind) for each in sentences if (kind := furniture.get((each.start, each.end)))]
    silent = [
        (each, '"WHY NOBODY ACTS"')
        for each in sentences
        if english
        and not each.mentions
        and (each.start, each.end) not in furniture
        and not _GOES_ON.search(each.text)
    ]
    yield f"{NOTE} What is not of the article (boilerplate), and sentences in which nobody acts"
    yield f"{NOTE} (noAct; those proposed here name no actor)."
    yield from write_marked("boilerplate", "kind", pages, "caption")
    yield from write_marked("noAct", "reason", silent, '"WHY NOBODY ACTS"')


#: A sentence that carries on what another says: a quotation, or one that begins with a pronoun.
_GOES_ON: Final = re.compile(r"[\"“”]|^(?:He|I|It|She|That|They|This|We|You)\b")


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
    if sketch.source_needed:
        yield '#   publishedSource: "WHERE THE DAY IS KNOWN FROM"'
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
    yield f"{NOTE} Names not known yet. Where they are actors, move them to a file in actors/."
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


#: The first line of a record, or the key of a list, as a comment.
_RECORD: Final = re.compile(
    r"# (?:- (?:\{id|id|action|response): .*|format: 1"
    r"|(?:actions|actors|cases|links|posts|reports):|  (?:boilerplate|noAct):"
    r"|  - \{(?:kind|reason): .*)\s*$"
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
