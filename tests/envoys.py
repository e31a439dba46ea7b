"""An invented article with its text and annotation, for what points from one into the other."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.read.documents import parse_document
from kg.read.passages import Passages, find_passages, mark_words

TEXT = """\
Klow Gazette
Borduria’s envoys leave – “at once” 😀

Borduria expelled 23 Syldavian diplomats on Monday. Mr. Tapioca said the envoys had “spied”…
Syldavia’s café owners will answer, its prime minister said. “We answer,” she said.
The envoys left by train. The envoys left by train, too.
Subscribe to our newsletter
"""
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


def span_of(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where words stand that stand once."""
    assert text.count(words) == 1, words
    return text.index(words), text.index(words) + len(words)


SPANS = {
    "expelled": span_of("Borduria expelled 23 Syldavian diplomats on Monday"),
    "spied": span_of("the envoys had “spied”"),
    "answer": span_of("Syldavia’s café owners will answer"),
    "subscribe": span_of("Subscribe to our newsletter"),
    "weather": span_of("“We answer,” she said."),
}


def article(digest: str = DIGEST, length: int | None = None, **spans: str) -> str:
    """The annotation; of each record the source text of its place, such as `quote: No`."""
    at = {**{key: marked(*span) for key, span in SPANS.items()}, **spans}
    return f"""\
format: 1
# An invented article.
article:
  id: gazette-1
  title: "Borduria's envoys leave - \\"at once\\""
  publisher: gazette
  published: 2031-03-06
  textDigest: {digest}
  textLength: {len(TEXT) if length is None else length}
  boilerplate:
  - {{{at["subscribe"]}, kind: appeal}}  # the last line
  noAct:
  - {{{at["weather"]}, reason: "says no more"}}
actions:
- {{id: xbo-expels, type: Expulsion, label: "Borduria expels 23", actor: XBO, recipient: XSY}}
- {{id: xsy-answers, type: Expulsion, label: "Syldavia answers", actor: XSY, recipient: XBO}}
reports:
- action: xbo-expels  # the first
  {at["expelled"].replace(", words", chr(10) + "  words")}
  stance: asserts
  quantity: 23
  unit: persons
  date: 2031-03-03
  status: carriedOut
- {{action: xbo-expels, {at["spied"]}, stance: asserts, status: carriedOut}}
- {{action: xsy-answers, {at["answer"]}, stance: asserts, date: 2031-03-05, status: announced}}
links:
- response: xsy-answers
  trigger: xbo-expels
  relation: retaliation
  basis: reported
  stance: asserts
  {at["answer"].replace(", words", chr(10) + "  words")}
"""


def marked(start: int, end: int, words: str | None = None) -> str:
    """The source text of a place: its span and the mark of its words."""
    mark = mark_words(TEXT[start:end] if words is None else words)
    return f'span: [{start}, {end}], words: "{mark}"'


def bare(start: int, end: int) -> str:
    """The source text of a place without the mark of its words."""
    return f"span: [{start}, {end}]"


ACTORS = """\
format: 1
actors:
- {id: XBO, type: State, label: Borduria}
- {id: XSY, type: State, label: Syldavia}
- {id: gazette, type: NewsOrganization, label: Klow Gazette}
"""


def write_project(folder: Path, annotation: str, text: bytes | str = TEXT) -> Path:
    """A data folder of the article, beside it texts/a.txt; the annotation's path."""
    for name, content in (
        ("data/actors/a.yaml", ACTORS), ("data/articles/a.yaml", annotation), ("texts/a.txt", text),
    ):  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "data" / "articles" / "a.yaml"


def passages(annotation: str) -> Passages:
    """The passages of an annotation."""
    found = find_passages(parse_document(annotation.encode(), "a.yaml"))
    assert found is not None
    return found
