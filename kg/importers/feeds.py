"""Feeds of coded events: which of their columns are which, and what a row of them means.

`kg import` and `kg bulk` both read feeds. What a side, a day and an act are is decided here alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kg.files import digest
from kg.model.actors import Actors
from kg.model.lookup import is_missing

#: Why a row is left out, the first that holds.
EXACT: Final = "1"  # of ACLED's time_precision: the day is known; 2 is its week and 3 its month
NO_DAY: Final = "it has no day, or not one exact day"
NO_SIDE: Final = "a side is not named"
NOT_STATE: Final = "a side is not one state"
ONE_STATE: Final = "both sides are one state"
NO_CLASS: Final = "its code has no class of action"

#: How the cell of a side says who that is.
NAME: Final = "name"  # a name or a code
CODE: Final = "code"  # a code of three letters, and never a name: CAMEO and ISO 3166 share most
AGENT: Final = "agent"  # such a code with those of a role behind it: USAGOV
FORCES: Final = "forces"  # what acts for a state, with its years: Military Forces of X (2000-)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A format of coded events."""

    name: str
    columns: Mapping[str, str]  # our name of a column -> the feed's
    needed: tuple[str, ...]  # ours of those without which it is not this feed
    #: Number of columns -> our names of those read and their places, of files without a header.
    layouts: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    sides: str = CODE
    scheme: str = "CAMEO"  # of its codes
    codes: Mapping[str, str] | None = None  # its words in small letters -> codes of the scheme
    by_machine: bool = True  # whether a program coded it: its rows are drafts
    in_any_case: bool = True  # of its header: GDELT has capitals, pandas writes it without them

    def places(self, names: Sequence[str]) -> dict[str, int] | None:
        """Our names of columns -> their places in a header; None where it is not this feed's."""
        fold = str.casefold if self.in_any_case else str
        known = {fold(name): number for number, name in reversed([*enumerate(names)])}
        wanted = {ours: fold(theirs) for ours, theirs in self.columns.items()}
        if any(wanted[each] not in known for each in self.needed):
            return None
        return {ours: known[theirs] for ours, theirs in wanted.items() if theirs in known}

    def layout(self, cells: Sequence[str]) -> Mapping[str, int] | None:
        """The same of a file without a header, by its first row."""
        begins = cells and re.match(r"\d", cells[0], re.ASCII)
        return self.layouts.get(len(cells)) if begins else None


_EVENT: Final = ("event", "date", "actor", "recipient", "code")
_FIRST: Final = {"event": 0, "date": 1, "actor": 7, "recipient": 17, "code": 26, "mentions": 31,
                 "sources": 32}  # fmt: skip
GDELT: Final = Feed(
    name="GDELT",
    columns={
        "event": "GLOBALEVENTID", "date": "SQLDATE", "actor": "Actor1CountryCode",
        "recipient": "Actor2CountryCode", "code": "EventCode", "mentions": "NumMentions",
        "sources": "NumSources", "added": "DATEADDED", "source": "SOURCEURL",
    },
    needed=_EVENT,
    layouts={  # GDELT 1 up to March 2013 and after it, and GDELT 2
        57: {**_FIRST, "added": 56},
        58: {**_FIRST, "added": 56, "source": 57},
        61: {**_FIRST, "added": 59, "source": 60},
    },
)  # fmt: skip
_MENTION: Final = {"event": 0, "mentioned": 2, "source": 5}
#: Articles that tell of an event of the exports: not read are the offsets, which count characters
#: of a translation by machine.
MENTIONS: Final = Feed(
    name="GDELT mentions",
    columns={"event": "GLOBALEVENTID", "mentioned": "MentionTimeDate",
             "source": "MentionIdentifier"},
    needed=("event", "mentioned", "source"),
    layouts={14: _MENTION, 16: _MENTION},
)  # fmt: skip
ICEWS: Final = Feed(
    name="ICEWS",
    columns={
        "event": "Event ID", "date": "Event Date", "actor": "Source Country",
        "recipient": "Target Country", "code": "CAMEO Code", "source": "Publisher",
    },
    needed=_EVENT,
    sides=NAME,
)  # fmt: skip
POLECAT: Final = Feed(
    name="POLECAT",
    columns={
        "event": "Event ID", "date": "Event Date", "actor": "Actor Country",
        "recipient": "Recipient Country", "code": "Event Type", "mode": "Event Mode",
        "source": "Source", "added": "Publication Date", "version": "Version",
    },
    needed=(*_EVENT, "mode"),
    scheme="PLOVER",
)  # fmt: skip
_PHOENIX: Final = {"event": 0, "date": 1, "actor": 6, "recipient": 10, "code": 13, "source": 24}
PHOENIX: Final = Feed(
    name="Phoenix",
    columns={
        "event": "EventID", "date": "Date", "actor": "SourceActorEntity",
        "recipient": "TargetActorEntity", "code": "EventCode", "source": "URLs",
    },
    needed=_EVENT,
    layouts={26: _PHOENIX, 27: _PHOENIX},
)  # fmt: skip
_PETRARCH: Final = {"date": 0, "actor": 1, "recipient": 2, "code": 3, "event": 5, "source": 6}
PETRARCH: Final = Feed(
    name="PETRARCH",
    columns={"event": "id", "date": "date", "actor": "sourcecode", "recipient": "targetcode",
             "code": "eventcode"},
    needed=_EVENT,
    # with or without an address, the words of both actors, and those of the event
    layouts=dict.fromkeys(range(7, 12), _PETRARCH),
    sides=AGENT,
)  # fmt: skip
ACLED: Final = Feed(
    name="ACLED",
    columns={  # of the layouts up to 2023 and since: what went then is not read
        "event": "event_id_cnty", "date": "event_date", "actor": "actor1", "recipient": "actor2",
        "code": "event_type", "mode": "sub_event_type", "source": "source",
        "precision": "time_precision",
    },
    needed=(*_EVENT, "mode"),
    sides=FORCES,
    scheme="PLOVER",
    codes={  # its codebook defines these as violence; a sub-event that says more comes first
        "arrests": "COERCE-arrest", "battles": "ASSAULT", "explosions/remote violence": "ASSAULT",
        "violence against civilians": "ASSAULT",
    },
    by_machine=False,
)  # fmt: skip


def read_day(text: str) -> date | None:
    """The day that is written 2016-10-13 or 20161013, or None."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_spelt_day(text: str) -> date | None:
    """The day that is written 13 October 2016, or None.

    >>> read_spelt_day("3 March 2031"), read_spelt_day("03/04/2031")
    (datetime.date(2031, 3, 3), None)
    """
    found = re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", text, re.ASCII)
    if not found or found[2] not in _MONTHS:
        return None
    return read_day(f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}")


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
#: What ACLED calls the forces of a state: with the years of a government behind.
_FORCES: Final = re.compile(
    r"(?:Military Forces|Police Forces|State Forces|Government) of (?:the )?(.+?)"
    r" \(\d{4}-(?:\d{4})?\)"
)


def find_side(actors: Actors, text: str, form: str) -> str | None:
    """The id of the state that a cell names; nothing where it names nobody, None where not one.

    Args:
        actors: the states that are known.
        text: the cell.
        form: how it says that: NAME, CODE, AGENT or FORCES.
    """
    text = text.strip()
    if not text or is_missing(text, in_cell=True) or (form == AGENT and text[:3] == "---"):
        return ""
    if form == AGENT:
        text = text[:3]
    if form in (AGENT, CODE) and not re.fullmatch("[A-Z]{3}", text):
        return None
    if form == FORCES:
        found = _FORCES.match(text)
        text = found[1] if found else ""
    states = actors.find(text)
    return states[0] if len(states) == 1 and actors[states[0]].kind == "State" else None


_LONGEST: Final = 100  # characters of an id, of which one may have 120


def act_id(day: str, actor: str, recipient: str, code: str) -> str:
    """The id of an act of a feed: all rows of one day, pair and code are one.

    >>> act_id("2016-10-13", "FRA", "RUS", "161")
    '2016-10-13-fra-rus-161'
    """
    name = f"{day}-{actor}-{recipient}-{code}".lower()
    # sides of very many states
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}-{digest(name.encode())[:8]}"


def event_source(feed: str, source: str | None, event: str | None) -> str:
    """What a row rests on.

    >>> event_source("GDELT", "https://klow.example/1", "588")
    'https://klow.example/1; GDELT event 588'
    """
    return "; ".join(filter(None, (source, f"{feed} event {event}" if event else feed)))


def coded_by(feed: str, added: str | None, day: date) -> str:
    """The program that made a row and the day: that of the row, or else of the event.

    Args:
        feed: its name.
        added: when the row was made, which begins with a day.
        day: of the event.

    >>> coded_by("GDELT", "20161013151500", date(2015, 10, 14))
    'GDELT, 2016-10-13'
    """
    text = added or ""
    made = read_day(text[:8]) or read_day(text[:10])
    return f"{feed}, {made or day}"


def coded_as(scheme: str, code: str, mentions: int, rows: int) -> str:
    """How an act was coded, for its source.

    >>> coded_as("CAMEO", "161", 12, 1)
    'CAMEO 161, 12 mentions in 1 row'
    """
    return f"{scheme} {code}, {_count(mentions, 'mention')} in {_count(rows, 'row')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
