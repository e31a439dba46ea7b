"""A date as people write it -> the EDTF that it probably means: shown in messages, never taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from kg.model.edtf import read_bounds

_compiled: Final = partial(re.compile, flags=re.ASCII)
_LONGEST: Final = 64  # characters; no date that a person writes comes near it
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"
_WEEKDAY: Final = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +"
)
_WORDED: Final = tuple(
    _compiled(each)
    for each in (
        rf"{_DAY}[ -]*(?:of )?{_MONTH},?[ -]*{_YEAR}",  # 17 March 2031, 17-Mar-2031
        rf"{_MONTH}[ -]*(?:{_DAY},?[ -]+)?(?:of )?{_YEAR}",  # March 17, 2031; March 2031
        rf"{_YEAR}[ -]{_MONTH}(?:[ -]{_DAY})?",  # 2031 March 17
    )
)
_YEAR_FIRST: Final = _compiled(r"(\d{4})(?:([-/. ])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))")
_YEAR_MONTH: Final = _compiled(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR: Final = _compiled(r"(\d{1,2})[-/.](\d{4})")
_YEAR_LAST: Final = _compiled(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_SEASON: Final = _compiled(r"(?:the )?(\w+),? (?:of )?(\d{4})|(\d{4}) (\w+)")
_DECADE: Final = _compiled(r"(?:the )?(\d{3})0['’]?s")
_QUARTER: Final = _compiled(r"q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4])")
_TIME: Final = re.compile(
    r"(.+?)[ t](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)? ?(z|utc|[+-]\d\d(?::?\d\d)?)?"
)
_QUALIFIED: Final = (
    (
        re.compile(
            r"(?:about|around|approximately|approx\.?|circa|ca?\.?|roughly|some time in) *(.+)"
        ),
        "{}~",
    ),
    (_compiled(r"(?:perhaps|possibly|probably|maybe|presumably) +(.+)"), "{}?"),
    (_compiled(r"(?:since|from|as of) +(.+)"), "{}/.."),
    (_compiled(r"(?:until|till|by|up to) +(.+)"), "../{}"),
    # a part of a month or year; `~` would let in the months beside it
    (
        _compiled(
            r"(?:in )?(?:the )?(?:early|mid|late|end|middle|beginning|start)[ -]+(?:of )?(.+)"
        ),
        "{}",
    ),
)
_BESIDE: Final = _compiled(r"(before|after) +(.+)")  # the day itself is left out
_YEARLESS: Final = (rf"{_DAY} (?:of )?{_MONTH}", rf"{_MONTH} {_DAY}")
_WIDE: Final = {0xFF01 + each: 0x21 + each for each in range(94)}  # as East Asian keyboards write
_SPAN: Final = _compiled(r"(?:from |between )?(.+?)(?: to | and | until | ?[–—] ?| - )(.+)")
#: 1-6 March 2031
_DAYS: Final = _compiled(r"(?:from |between )?(\d{1,2}) ?(?:-|–|to|and) ?(\d{1,2}) (.+)")
_YEARS: Final = _compiled(r"(\d{4}) ?- ?(\d{4})")


#: Days that count from that of publication; "the day before" counts from another act.
_RELATIVE: Final = _compiled(
    r"(?:(?:on|late|early|since|by|last|next|this|the|past|coming) )*"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|today|yesterday|tomorrow|"
    r"(?:last|next|this|past|coming) (?:week|weekend|month|year)|"
    r"\w+ (?:days?|weeks?|months?|years?) ago)"
    r"(?: (?:morning|afternoon|evening|night))?"
)


def is_relative(text: str) -> bool:
    """Whether a text is a day that counts from the one on which it was written.

    >>> is_relative("on Monday"), is_relative("last week"), is_relative("Monday, 3 March 2031")
    (True, True, False)
    """
    return len(text) <= _LONGEST and bool(_RELATIVE.fullmatch(" ".join(text.casefold().split())))


def propose_dates(text: str) -> tuple[str, ...]:
    """The dates in EDTF that a text which is not EDTF may mean, each of which is read; or none.

    A year of two digits is not guessed at, and neither is one that is left out.

    >>> propose_dates("17 March 2031"), propose_dates("6/1/2031"), propose_dates("6/1/31")
    (('2031-03-17',), ('2031-06-01', '2031-01-06'), ())
    """
    if len(text) > _LONGEST:
        return ()
    plain = " ".join(text.translate(_WIDE).casefold().split())
    return tuple(dict.fromkeys(each for each in _readings(plain) if _is_read(each)))


def _is_read(text: str) -> bool:
    try:
        read_bounds(text)
    except ValueError:
        return False
    return True


def _readings(text: str) -> Iterator[str]:
    """What it may mean; what is not a date of the calendar is left out later."""
    closed = re.sub(r" ?([\[\]{},/~?%]|\.\.) ?", r"\1", text).replace("‐", "-").replace("‑", "-")
    yield closed.upper().replace("U", "X").replace("?~", "%").replace("~?", "%")
    if found := list(_one(text)):
        yield from found
        return
    for pattern, form in _QUALIFIED:
        if found_in := pattern.fullmatch(text):
            yield from (form.format(each) for each in _one(found_in[1]))
    if beside := _BESIDE.fullmatch(text):
        yield from (_beside(each, beside[1]) for each in _one(beside[2]))
    if years := _YEARS.fullmatch(text):
        yield f"{years[1]}/{years[2]}"
    for form in _YEARLESS:
        if (found_in := re.fullmatch(form, text, re.ASCII)) and (
            month := _month(found_in["month"])
        ):
            yield f"XXXX-{month:02}-{int(found_in['day']):02}"
    if days := _DAYS.fullmatch(text):
        ends = [_only(f"{days[number]} {days[3]}") for number in (1, 2)]
    elif span := _SPAN.fullmatch(text):
        ends = [_only(span[1]), _only(span[2])]
    else:
        return
    if all(ends):
        yield "/".join(each for each in ends if each)


def _beside(text: str, side: str) -> str:
    """The open interval that ends before a year, month or day, or begins after it.

    >>> _beside("2031", "before"), _beside("2031-12-31", "after"), _beside("2031-21", "after")
    ('../2030', '2032-01-01/..', '')
    """
    parts = text.count("-")
    if not re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", text, re.ASCII) or not _is_read(text):
        return ""
    first, last = read_bounds(text)
    if first is None or last is None or date.max == last or date.min == first:
        return ""
    day = first - timedelta(days=1) if side == "before" else last + timedelta(days=1)
    cut = day.isoformat()[: (4, 7, 10)[parts]]
    return f"../{cut}" if side == "before" else f"{cut}/.."


def _only(text: str) -> str | None:
    """The one date that a text may mean, or None."""
    found = [text] if _is_read(text) else list(propose_dates(text))
    # in "1 March to 6 March 2031" the year of the first is left out, not unknown
    return found[0] if len(found) == 1 and not found[0].startswith("XXXX-") else None


def _one(text: str) -> Iterator[str]:
    """A day, month, season, quarter, year or decade, with a time or without."""
    text = _WEEKDAY.sub("", text)
    if _is_read(text):
        yield text
    elif time := _TIME.fullmatch(text):
        zone = (time[5] or "").upper().replace("UTC", "Z")
        clock = f"{int(time[2]):02}:{time[3]}:{time[4] or '00'}{zone}"
        yield from (f"{each}T{clock}" for each in _one(time[1]))
    else:
        yield from _days_of(text)
        yield from _periods(text)


def _days_of(text: str) -> Iterator[str]:
    for pattern in _WORDED:
        if (found := pattern.fullmatch(text)) and (month := _month(found["month"])):
            day = f"-{int(found['day']):02}" if found["day"] else ""
            yield f"{found['year']}-{month:02}{day}"
            return
    if found := _YEAR_FIRST.fullmatch(text):
        first, second = int(found[3] or found[5]), int(found[4] or found[6])
        yield f"{found[1]}-{first:02}-{second:02}"
        if first > 12:
            yield f"{found[1]}-{second:02}-{first:02}"
    elif found := _YEAR_LAST.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        if found[2] not in ". ":  # with full stops the day stands first, wherever they are used
            yield f"{found[4]}-{first:02}-{second:02}"
        yield f"{found[4]}-{second:02}-{first:02}"
    elif found := _YEAR_MONTH.fullmatch(text):
        yield f"{found[1]}-{int(found[2]):02}"
    elif found := _MONTH_YEAR.fullmatch(text):
        yield f"{found[2]}-{int(found[1]):02}"


def _month(name: str) -> int | None:
    """The number of a month, by its name or the beginning of it."""
    return next((n for n, each in enumerate(_MONTHS, 1) if each.startswith(name)), None)


def _periods(text: str) -> Iterator[str]:
    if (found := _SEASON.fullmatch(text)) and (season := _SEASONS.get(found[1] or found[4])):
        yield f"{found[2] or found[3]}-{season}"
    if found := _QUARTER.fullmatch(text):
        yield f"{found[2] or found[3]}-{32 + int(found[1] or found[4])}"
    if found := _DECADE.fullmatch(text):
        yield f"{found[1]}X"
