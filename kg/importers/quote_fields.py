"""The fields of `quotes`, our own JSON for language models: those of data/README.md, in words.

What a model cannot do is not asked of it: it counts no characters, resolves no days, knows nothing
from outside the text, and reviews nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.importers.mapping import (
    ACTIONS,
    ANY,
    ARTICLE,
    CASES,
    DATE_WORDS,
    DEADLINE_WORDS,
    FIELDS,
    LINKS,
    REPORTS,
    case_field,
)
from kg.model.vocabulary import KINDS
from kg.read.fields import ID, LINE, Field, choice

_WHOSE: Final = ("annotatedBy", "extractedBy", "reviewedBy")
#: What the article's head says that is not worked out from its text.
HEAD: Final = tuple(
    each.name
    for each in ARTICLE
    if not isinstance(each.kind, tuple) and each.name not in ("textLength", *_WHOSE)
)
#: Fields of an event that name other events.
EVENT_TIES: Final = ("about", "announces", "prepares", "partOfAction")
_SKIPPED: Final = frozenset({
    "span", "words", *_WHOSE,
    "date", "dateSource", "disclosed", "deadline", "deadlineTerm",  # resolved from words
    "affected",  # groups with quantities of their own, which are declared by people
})  # fmt: skip


def _some(fields: Sequence[Field], *skipped: str) -> Iterator[Field]:
    """The fields that are asked of a model; what names an event is any name."""
    for each in fields:
        if each.name not in _SKIPPED and each.name not in skipped:
            named = each.kind is ID and each.name in (*EVENT_TIES, "response", "trigger")
            yield replace(each, kind=LINE) if named else each


def _get(fields: Sequence[Field], name: str) -> Field:
    return next(each for each in fields if each.name == name)


MADE_BY: Final = (
    Field("tool", LINE, "The program, and its version.", required=True),
    Field("model", LINE, "The model, and its version."),
    Field("date", LINE, "The day, such as 2031-03-05.", required=True),
)
EVENTS: Final = (
    Field("id", LINE, "A name for it in this document, such as e1.", required=True),
    Field("class", choice([each for each in KINDS if each != ANY]), "What kind of act it is.",
          required=True),
    replace(_get(ACTIONS, "label"), required=True),
    replace(_get(ACTIONS, "actor"), required=False,
            doc="Who acts, by name; empty where the text does not say it."),
    *_some(ACTIONS, "id", "type", "label", "actor"),
    *(Field(case_field(each.name), each.kind, each.doc) for each in CASES if each.name != "id"),
)  # fmt: skip
_QUOTE: Final = replace(
    _get(REPORTS, "quote"), required=True,
    doc="The words of the text, copied to the letter from one sentence: whole, or its first words, "
    "an ellipsis … and its last words.",
)  # fmt: skip
CLAIMS: Final = (
    Field("event", LINE, "The id of the event that the words tell of.", required=True),
    _QUOTE,
    *_some(REPORTS, "action", "quote"),
    FIELDS[DATE_WORDS],
    FIELDS[DEADLINE_WORDS],
)
LINK_ROWS: Final = (
    *(each for each in _some(LINKS, "quote") if each.name in ("response", "trigger")),
    _QUOTE,
    *(each for each in _some(LINKS, "quote") if each.name not in ("response", "trigger")),
)
QUOTES: Final = (
    Field("document", LINE, "What the text is called.", required=True),
    Field("extractedBy", MADE_BY, "What made this; the program fills it in that asks the model."),
    *(replace(_get(ARTICLE, name), required=False) for name in HEAD
      if name in ("title", "publisher", "published", "url")),
    Field("events", EVENTS, "What happened, each act once.", required=True, many=True),
    Field("claims", CLAIMS, "What the text says of them, a voice and a place each.",
          required=True, many=True),
    Field("links", LINK_ROWS, "What is said to answer what.", required=True, many=True),
)  # fmt: skip
