"""Days in an English text: when it was published, and what "on Monday" means then.

What is found is a suggestion for a reader; only a day of publication that stands on a line of its
own, or at the head of the text, is taken as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(),
        start=1,
    )
}
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH: Final = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:1[5-9]|20)\d\d)"
_FULL: Final = (
    re.compile(rf"\b{_MONTH} {_DAY},? {_YEAR}\b"),
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH},? {_YEAR}\b"),
    re.compile(rf"\b{_YEAR}-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b"),
)
_NO_YEAR: Final = (
    re.compile(rf"\b{_MONTH} {_DAY}\b(?!,? \d{{4}})"),
    re.compile(rf"\b{_DAY}(?: of)? {_MONTH}\b(?!,? \d{{4}})"),
)
_MONTH_YEAR: Final = re.compile(rf"\b{_MONTH},? (?:of )?{_YEAR}\b")
_ONLY_MONTH: Final = re.compile(rf"\b(?i:in|since|late|early|last|mid)[ -]{_MONTH}\b(?! \d)")
_ONLY_YEAR: Final = re.compile(rf"\b(?i:in|since|of|late|early|during) {_YEAR}\b")
_WEEKDAY: Final = re.compile(
    rf"\b(?:(?P<which>(?i:next|last|this)) )?(?P<name>{'|'.join(map(str.title, _WEEKDAYS))})\b"
    rf"(?!,? (?:\d|{_MONTH} \d))"
)
_RELATIVE: Final = re.compile(
    r"\b(today|yesterday|tomorrow|last week|last month|next month|last year|this year|next year)\b",
    re.IGNORECASE,
)
_TERM: Final = re.compile(
    r"\b(?P<number>\d{1,3}|a|one|two|three|four|five|six|seven|ten|fourteen|thirty|48|72)"
    r"[ -](?P<unit>hours?|days?|weeks?)\b",
    re.IGNORECASE,
)
_NUMBERS: Final = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10,
    "fourteen": 14, "thirty": 30,
}  # fmt: skip
_TERM_BEFORE: Final = re.compile(
    r"\b(?:within|in|have|has|had|given|gave|them)\s+(?:the\s+)?$", re.IGNORECASE
)
_DEADLINE: Final = re.compile(
    r"\b(?:by|until|till|before|no later than)\s+(?:\w+day,?\s+)?$", re.IGNORECASE
)
_SINCE: Final = re.compile(r"\bsince\s+$", re.IGNORECASE)
_HEAD: Final = 1500  # characters in which a text says when it was published
_NOTED: Final = re.compile(
    r"^\W*(?:first |originally |last )?(?:published|updated|posted|date[d:])", re.IGNORECASE
)
#: "KLOW, March 4 (Wire) —", capitals, then a day; or "Klow, 4 March 2031 -", a day with its year.
_DATELINE: Final = re.compile(
    r"^(?:[^\W\d_a-z][^\na-z]{1,60}?,? [^\n]{3,60}?|[A-Z][\w'’ .]{1,40}, [\w ]{3,24}\b\d{4})"
    r" ?[—–-]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """Words of a text that say when."""

    start: int
    end: int
    key: str  # the key of a report: date, deadline or deadlineTerm
    value: str  # EDTF, or a duration


def find_published(text: str) -> str | None:
    """The day on which a text says that it was published, as EDTF: `2031-03-04`, `XXXX-03-04`.

    A day is taken from a line that holds little else, from one that begins with "Published", or
    from a dateline at the head of the text; a day in a sentence is never one.
    """
    head = text[:_HEAD]
    lines = [each.strip() for each in [*head.split("\n"), *text.split("\n")[-3:]]]
    noted = [each for each in lines if _NOTED.search(each)]
    own = [each for each in lines if 0 < len(each) <= 100]
    for line in [*noted, *own]:
        for pattern in _FULL:
            found = pattern.search(line)
            if found and (line in noted or _stands_alone(line, found)):
                return _edtf(found.groupdict())
    for line in _DATELINE.findall(head):
        if found := _day_in(line):
            return _edtf(found.groupdict())
    return None


def _day_in(dateline: str) -> re.Match[str] | None:
    found = (each.search(dateline.title()) for each in (*_FULL, *_NO_YEAR))
    return next(filter(None, found), None)


def dateline_length(sentence: str) -> int:
    """How many characters of a sentence are a dateline: its day is that of publication.

    >>> dateline_length("KLOW, 4 March (Wire) – It left."), dateline_length("It left on 4 March.")
    (22, 0)
    """
    found = _DATELINE.match(sentence)
    return found.end() if found and _day_in(found[0]) else 0


def _stands_alone(line: str, found: re.Match[str]) -> bool:
    """Whether a line is hardly more than a day: no sentence, six words at most beside it."""
    rest = line[: found.start()] + line[found.end() :]
    return len(re.findall(r"\w+", rest)) <= 6 and not re.search(
        r"\b(?:on|in|by)\W*$", line[: found.start()]
    )


def _edtf(parts: Mapping[str, str | None]) -> str | None:
    """A day as EDTF, None where the calendar has no such day."""
    day, month = int(parts["day"] or 0), int(parts.get("number") or 0)
    month = month or _MONTHS[(parts.get("month") or "")[:3].lower()]
    year = parts.get("year")
    try:
        date(int(year or 2024), month, day)  # a leap year, where the year is not told
    except ValueError:
        return None
    return f"{year or 'XXXX'}-{month:02}-{day:02}"


def find_days(text: str, published: date | None) -> list[Day]:
    """What a text says of days, in its order.

    Args:
        text: a sentence, or more.
        published: the day from which "on Monday" counts; None leaves such words out.
    """
    found: list[Day] = []
    for pattern, value in _readers(published):
        for match in pattern.finditer(text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            if said := value(match):
                key = "deadline" if _DEADLINE.search(text[: match.start()]) else "date"
                if _is_since(text, match) and "/" not in said:
                    said += "/.."
                found.append(Day(match.start(), match.end(), key, said))
    found += _terms(text)
    return sorted(found, key=lambda each: each.start)


def _is_since(text: str, match: re.Match[str]) -> bool:
    """Whether words name the day from which something holds: since March 4."""
    return match[0].lower().startswith("since") or bool(_SINCE.search(text[: match.start()]))


_Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]


def _readers(published: date | None) -> Iterator[_Reader]:
    for pattern in _FULL:
        yield pattern, lambda match: _edtf(match.groupdict())
    for pattern in _NO_YEAR:
        yield pattern, lambda match: _nearest(_edtf(match.groupdict()), published)
    yield _MONTH_YEAR, lambda match: f"{match['year']}-{_month(match):02}"
    yield _ONLY_YEAR, lambda match: match["year"]
    if published is not None:
        yield _ONLY_MONTH, lambda match: _last_month(_month(match), published)
        yield _WEEKDAY, lambda match: _weekday(match, published)
        yield _RELATIVE, lambda match: _relative(match[1].lower(), published)


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"][:3].lower()]


def _nearest(day: str | None, published: date | None) -> str | None:
    """A day without year, in the year that brings it nearest to the day of publication."""
    if day is None or published is None:
        return day
    years = (published.year + shift for shift in (-1, 0, 1))
    days = []
    for year in years:
        try:
            days.append(date.fromisoformat(f"{year:04}{day[4:]}"))
        except ValueError:
            continue  # 29 February
    return min(days, key=lambda each: abs(each - published)).isoformat() if days else day


def _last_month(month: int, published: date) -> str:
    return f"{published.year - (month > published.month):04}-{month:02}"


def _weekday(match: re.Match[str], published: date) -> str:
    """The last day of that name up to publication; the one after it for "next" and "by".

    "This Friday" is the one of the week of publication.
    """
    which = (match["which"] or "").lower()
    since = published.weekday() - _WEEKDAYS.index(match["name"].lower())
    back = since if which == "this" else since % 7
    if which == "next" or (back >= 0 and _DEADLINE.search(match.string[: match.start()])):
        back -= 7
    elif which == "last" and back == 0:
        back = 7
    return (published - timedelta(days=back)).isoformat()


def _relative(words: str, published: date) -> str:
    days = {"today": 0, "yesterday": 1, "tomorrow": -1}
    if words in days:
        return (published - timedelta(days=days[words])).isoformat()
    which, unit = words.split()
    shift = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "year":
        return f"{published.year + shift:04}"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return f"{months // 12:04}-{months % 12 + 1:02}"
    monday = published - timedelta(days=published.weekday() + 7)
    return f"{monday}/{monday + timedelta(days=6)}"


def _terms(text: str) -> Iterator[Day]:
    """Times given: "within 48 hours", "a week to leave"; no months, whose length differs."""
    for match in _TERM.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if not (_TERM_BEFORE.search(before) or after.lstrip().startswith("to ")):
            continue
        number = match["number"].lower()
        count = int(number) if number.isdigit() else _NUMBERS[number]
        unit = match["unit"].lower().rstrip("s")
        days = {"hour": -(-count // 24), "day": count, "week": 7 * count}[unit]
        yield Day(match.start(), match.end(), "deadlineTerm", f"P{days}D")
