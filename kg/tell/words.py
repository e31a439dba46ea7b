"""The page's English: dates, counts, lags and identifiers as a reader would say them.

Nothing here looks at the locale, so the same values read the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from kg.model.actors import Quantity

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH_DAYS: Final = 30.44  # days in an average month, for the words of a gap only
YEAR_DAYS: Final = 365.25  # days in an average year

_QUALIFIERS: Final = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_DAY: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([~?%]?)")


def spell_day(day: date) -> str:
    """A day in full.

    >>> spell_day(date(2018, 3, 26))
    '26 March 2018'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spell_short_day(day: date) -> str:
    """A day for the axis.

    >>> spell_short_day(date(2018, 3, 26))
    '26 Mar 2018'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def spell_date(edtf: str) -> str:
    """An EDTF date in words; what these few forms do not cover stays as it is written.

    >>> spell_date("2022-03-01/2022-03-06"), spell_date("2018-03~"), spell_date("../2018")
    ('1 March 2022 to 6 March 2022', 'about March 2018', 'until 2018')
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _spell_one(edtf)
    if start in ("", ".."):
        return f"until {_spell_one(end)}"
    if end in ("", ".."):
        return f"from {_spell_one(start)}"
    return f"{_spell_one(start)} to {_spell_one(end)}"


def spell_start(edtf: str) -> str:
    """The begin of an EDTF date, no more exact than it is said; for a column of days.

    >>> spell_start("2016"), spell_start("2018-03-01~/2018-03-04"), spell_start("../2014-03-20")
    ('2016', 'about 2018-03-01', 'by 2014-03-20')
    """
    start, _, end = edtf.partition("/")
    word, day = ("by ", end) if start in ("", "..") and end else ("", start)
    return word + _QUALIFIERS.get(day[-1:], "") + day.rstrip("".join(_QUALIFIERS))


def _spell_one(edtf: str) -> str:
    found = _DAY.fullmatch(edtf)
    if found is None:
        return edtf
    year, month, day, qualifier = found.groups()
    words = [str(int(day))] if day else []
    words += [MONTHS[int(month) - 1]] if month else []
    return _QUALIFIERS.get(qualifier, "") + " ".join([*words, year])


def spell_bounds(earliest: date | None, latest: date | None) -> str:
    """The days between which something happened.

    >>> spell_bounds(None, date(2018, 3, 4)), spell_bounds(None, None)
    ('not after 4 March 2018', 'not known')
    """
    if earliest is None:
        return f"not after {spell_day(latest)}" if latest else "not known"
    if latest is None:
        return f"not before {spell_day(earliest)}"
    if earliest == latest:
        return spell_day(earliest)
    return f"between {spell_day(earliest)} and {spell_day(latest)}"


def spell_quantity(quantity: Quantity, code_labels: Mapping[str, str]) -> str:
    """A count with its unit.

    >>> spell_quantity(Quantity(minimum=23, maximum=None, unit="persons"), {})
    'at least 23 persons'
    >>> spell_quantity(Quantity(minimum=20, maximum=24, unit="persons"), {})
    '20–24 persons'
    """
    low, high = quantity.minimum, quantity.maximum
    unit = code_labels.get(quantity.unit, spell_name(quantity.unit))
    if low is None and high is None:
        return f"a number of {unit} not given"
    if high == 1 or (high is None and low == 1):
        unit = unit.removesuffix("s")
    about = "about " if quantity.approximate else ""
    if low is None:
        return f"{about}at most {high} {unit}"
    if high is None:
        return f"{about}at least {low} {unit}"
    return f"{about}{low if low == high else f'{low}–{high}'} {unit}"


def spell_lag(low: int | None, high: int | None, *, known: bool = False) -> str:
    """The days from trigger to response, empty where they are not known.

    Args:
        low: the least number of days.
        high: the greatest.
        known: whether they count from the day on which the trigger became known.

    >>> spell_lag(0, 0), spell_lag(1, 4), spell_lag(None, 5)
    ('the same day', '1 to 4 days later', 'at most 5 days later')
    >>> spell_lag(0, 0, known=True), spell_lag(2, 2, known=True)
    ('the day it became known', '2 days after it became known')
    """
    later = "after it became known" if known else "later"
    if low is None or high is None:
        one = low or high
        if one is None or (high is None and not low):
            return ""  # not before it, which is all that the order says
        return f"at {'least' if high is None else 'most'} {spell_count(one, 'day')} {later}"
    if low == high == 0:
        return "the day it became known" if known else "the same day"
    if low == high:
        return f"{spell_count(low, 'day')} {later}"
    return f"{low} to {spell_count(high, 'day')} {later}"


def abbreviate_lag(low: int | None, high: int | None) -> str:
    """The same for the label of a line.

    >>> abbreviate_lag(3, 3), abbreviate_lag(1, 4), abbreviate_lag(0, None)
    ('3 d', '1–4 d', '')
    """
    if low is None or high is None:
        known = low or high
        if known is None or (high is None and not low):
            return ""
        return f"{'≥' if high is None else '≤'}\u202f{known} d"
    return f"{low} d" if low == high else f"{low}–{high} d"


def spell_term(term: str) -> str:
    """A deadline given as a duration.

    >>> spell_term("P7D"), spell_term("P0D")
    ('within 7 days', 'at once')
    """
    found = re.fullmatch(r"P(\d+)D", term)
    if found is None:
        return term
    days = int(found.group(1))
    return f"within {spell_count(days, 'day')}" if days else "at once"


def spell_count(number: int, noun: str) -> str:
    """How many of a thing; days may be fewer than none.

    >>> spell_count(1, "move"), spell_count(0, "move"), spell_count(-1, "day")
    ('1 move', '0 moves', '-1 day')
    """
    return f"{number:,} {noun}{'s' * (abs(number) != 1)}"


def spell_sources(articles: int, events: int) -> str:
    """What the reports rest on: articles, and coded events (rows of event tables).

    >>> spell_sources(5, 1080), spell_sources(1, 0), spell_sources(0, 1)
    ('5 articles and 1,080 coded events', '1 article', '1 coded event')
    """
    told = [(articles, "article")] * bool(articles or not events)
    return " and ".join(spell_count(*x) for x in (*told, *[(events, "coded event")] * bool(events)))


def spell_totals(
    *,
    articles: int,
    events: int,
    actions: int,
    reports: int,
    claimed: int,
    inferred: int,
    chains: int,
) -> str:
    """What there is, in a line.

    >>> spell_totals(
    ...     articles=1, events=2, actions=2, reports=3, claimed=0, inferred=1, chains=1
    ... )
    '1 article and 2 coded events: 2 actions, 3 reports, 0 claimed and 1 inferred link, 1 chain'
    """
    told = [
        spell_count(actions, "action"),
        spell_count(reports, "report"),
        f"{claimed:,} claimed and {spell_count(inferred, 'inferred link')}",
        spell_count(chains, "chain"),
    ]
    return f"{spell_sources(articles, events)}: {', '.join(told)}"


def spell_gap(days: int) -> str:
    """A stretch of time in its two largest units.

    >>> spell_gap(12), spell_gap(100), spell_gap(609), spell_gap(365)
    ('12 days', '3 months', '1 year 8 months', '1 year')
    """
    if days < 2 * MONTH_DAYS:
        return spell_count(days, "day")
    months = round(days / MONTH_DAYS)
    years, months = divmod(months, 12)
    parts = [spell_count(years, "year")] if years else []
    if months and years < round(10 * YEAR_DAYS / 365):  # beyond ten years months say nothing
        parts.append(spell_count(months, "month"))
    return " ".join(parts)


def spell_name(identifier: str) -> str:
    """An identifier as words, where no label is given.

    >>> spell_name("carriedOut"), spell_name("shared-case"), spell_name("MissionClosure")
    ('carried out', 'shared case', 'mission closure')
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", identifier)
    return re.sub(r"[-_]+", " ", spaced).strip().lower()


def start_sentence(text: str) -> str:
    """The text with its first letter large, the rest as it is.

    >>> start_sentence("visa restriction")
    'Visa restriction'
    """
    return text[:1].upper() + text[1:]


CAPTION_LETTERS: Final = 30  # longer captions are cut: the panel and the table have all of it


def continue_sentence(text: str) -> str:
    """A sentence as it stands within another.

    >>> continue_sentence("Both are measures of one kind")
    'both are measures of one kind'
    """
    return text[:1].lower() + text[1:]


def cut_caption(text: str, letters: int = CAPTION_LETTERS) -> str:
    """A caption no longer than the picture has room for."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"
