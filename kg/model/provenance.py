"""Who annotated a record, what extracted it, and who reviewed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

#: Stands behind the name of an act that only drafts tell of, so that no face can leave it out.
DRAFT_MARK: Final = " (draft)"

_DATED: Final = re.compile(r"(\S.*?)[\s,]+(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Whose work a record is; empty where nothing is said.

    >>> Provenance(extracted_by=("reader 1.2, 2031-03-05",)).is_draft
    True
    """

    annotated_by: tuple[str, ...] = ()  # names or ids
    extracted_by: tuple[str, ...] = ()  # a program with its version, and the day
    reviewed_by: tuple[str, ...] = ()  # a name, and the day

    @property
    def is_draft(self) -> bool:
        """Whether a program extracted it and nobody reviewed it."""
        return bool(self.extracted_by) and not self.reviewed_by

    def within(self, article: Provenance) -> Provenance:
        """That of a record of an article, which has what the record does not say itself.

        A review of the article covers what the article's own extraction made; a record with an
        extraction of its own came later and needs a review of its own.
        """
        later = bool(self.extracted_by)
        return Provenance(
            annotated_by=self.annotated_by or article.annotated_by,
            extracted_by=self.extracted_by or article.extracted_by,
            reviewed_by=self.reviewed_by or (() if later else article.reviewed_by),
        )


UNSAID: Final = Provenance()


def mark_draft(text: str, draft: bool) -> str:
    """A name or a word with the mark of drafts behind it once, or without it."""
    return text.removesuffix(DRAFT_MARK) + DRAFT_MARK * draft


def join_provenance(parts: Sequence[Provenance]) -> Provenance:
    """That of a record which several files have alike; it is a draft only where all of them are."""
    firm = [each for each in parts if not each.is_draft] or parts
    return Provenance(
        annotated_by=_every(each.annotated_by for each in firm),
        extracted_by=_every(each.extracted_by for each in firm),
        reviewed_by=_every(each.reviewed_by for each in firm),
    )


def _every(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({name for each in parts for name in each}))


def check_name(text: str) -> str:
    """The name of an annotator, without space around it.

    Raises:
        ValueError: it holds an e-mail address, or a sign of one, or neither letter nor digit.
    """
    if "@" in text:
        raise ValueError("contains an @, as e-mail addresses do; write a name or an id alone")
    if not any(map(str.isalnum, text)):
        raise ValueError(f"{text[:60]!r} does not name anyone; write a name or an id")
    return text.strip()


def check_dated(text: str, example: str) -> str:
    """A name and a day, with a comma between them whether one was typed or not.

    >>> check_dated("reader 1.2 2031-03-05", "")
    'reader 1.2, 2031-03-05'

    Raises:
        ValueError: it does not end with a day, or has an @; `example` says how it is written.
    """
    found = _DATED.fullmatch(check_name(text))
    if found is None or not any(map(str.isalnum, found[1])):
        raise ValueError(f"{text[:60]!r} is not a name and a day; write it as in: {example}")
    try:
        date.fromisoformat(found[2])
    except ValueError:
        raise ValueError(f"{found[2]} is not a day of the calendar; correct it") from None
    return f"{found[1]}, {found[2]}"
