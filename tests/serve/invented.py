"""An invented article with its text, in a project of its own; a program drafted a part of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

TEXT = """Syldavia sends home 23 Bordurians

KLOW, 4 March 2031. Syldavia on Monday told 23 Bordurian diplomats to leave within a week. \
“They know why,” Foreign Minister José Díaz said. He named the shots at the border post 👩‍🚒 as \
the reason.

Borduria denies that it fired them. It will answer in kind, its embassy said.
Subscribe to the Klow Gazette.
"""
ACTORS = """format: 1
actors:
- {id: XSY, type: State, label: Syldavia}
- {id: XBO, type: State, label: Borduria}
- {id: klow-gazette, type: NewsOrganization, label: Klow Gazette}
"""
SOURCE = """# The Gazette on the shots; kept by hand
format: 1
article:
  id: klow-gazette-2031-03-04   # as it was published
  title: Syldavia sends home 23 Bordurians
  publisher: klow-gazette
  published: 2031-03-04
  textDigest: {digest}
  textLength: {length}
  boilerplate:
  - {{span: {promotion}, kind: promotion}}

actions:
# what was done first
- id: shots-2031
  type: Attack
  label: "Shots at a Syldavian border post attributed to Borduria"
  actor: XBO
  recipient: XSY
- id: expulsion-2031
  type: Expulsion
  label: Syldavia expels 23 Bordurian diplomats
  actor: [XSY]
  recipient: [XBO]   # whom else

reports:
# the headline
- {{action: expulsion-2031, span: {headline}, words: {headline_words}, stance: asserts,
   quantity: 23, unit: persons}}
- action: expulsion-2031
  span: {order}
  words: {order_words}
  stance: asserts   # in its own voice
  status: ordered
  date: 2031-03-03
# drafted by a program
- action: shots-2031
  span: {shots}
  stance: alleges
  attributedTo: XSY
  status: carriedOut
  extractedBy: "reader 1.2, 2031-03-05"
- action: shots-2031
  span: {denial}
  words: 00000000
  stance: denies
  attributedTo:
  - XBO
  extractedBy: "reader 1.2, 2031-03-05"

links:
- response: expulsion-2031
  trigger: shots-2031
  relation: retaliation
  basis: stated
  stance: asserts
  claimedBy: XSY
  span: {reason}
  words: {reason_words}
# the end of the file, as it was
"""
QUOTES = {
    "headline": "Syldavia sends home 23 Bordurians",
    "order": "Syldavia on Monday told 23 Bordurian diplomats to leave within a week",
    "shots": "the shots at the border post",
    "denial": "Borduria denies that it fired them",
    "reason": "He named the shots at the border post 👩‍🚒 as the reason",
    "promotion": "Subscribe to the Klow Gazette.",
}


def span_of(words: str, text: str = TEXT) -> list[int]:
    """Where words stand in a text, in code points."""
    start = text.index(words)
    return [start, start + len(words)]


def words_digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def write_article(folder: Path, text: str = TEXT, name: str = "gazette.yaml") -> Path:
    """Write the project's folders; the path of the article's annotation."""
    data = text.encode()
    spans = {name: span_of(words, text) for name, words in QUOTES.items()}
    digests = {f"{name}_words": words_digest(words) for name, words in QUOTES.items()}
    source = SOURCE.format(
        digest=hashlib.sha256(data).hexdigest(), length=len(text), **spans, **digests
    )
    for path, content in {
        "mydata/articles/" + name: source.encode(),
        "mydata/actors/actors.yaml": ACTORS.encode(),
        "texts/gazette.txt": data,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder / "mydata/articles" / name
