"""When an action happened, in words: exact, within bounds, or as accounts that contradict.

Layout has the first day to draw; everything a reader is told of days beside markers, in the table
and in the evidence comes from here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kg.model.actions import Action, Chain
from kg.model.dates import bounds_if_date, contradict
from kg.model.order import exact_day, first_day
from kg.model.standing import find_voices
from kg.tell.index import Index
from kg.tell.words import spell_bounds, spell_count, spell_short_day

NAMED: Final = 3  # actions that a notice calls by their labels; the evidence has the others


def mark_bound(action: Action) -> str:
    """That the day drawn is but a bound; never cut, since without it the day would look exact."""
    if bool(action.earliest) == bool(action.latest):
        return ""
    return " · or later" if action.earliest else " · or earlier"


def has_contradictory_dates(action: Action, index: Index) -> bool:
    """Whether no day fits all that its voices say, and the date from outside where there is one."""
    said = [each.values.date for each in find_voices(index.reports_of(action.id))]
    said += [action.values.date] if action.date_source else []
    return contradict(bounds_if_date(text) for text in said if text)


def list_notices(index: Index) -> list[str]:
    """What a reader must know of the data before the picture is looked at."""
    return [*_tell_drafts(index), *_tell_contradictions(index)]


def count_drafts(index: Index) -> int:
    """How many reports and claims are drafts; what is inferred from them is not counted."""
    drafts = sum(each.draft for each in index.data.reports)
    return drafts + sum(each.draft for each in index.data.links if each.basis != "inferred")


def _tell_drafts(index: Index) -> list[str]:
    """How many drafts there are: no source is misread by a rule or a model unseen."""
    drafts = count_drafts(index)
    if not drafts:
        return []
    verb = "is a draft" if drafts == 1 else "are drafts"
    return [
        f"{spell_count(drafts, 'record')} {verb}: extracted by a program and reviewed by nobody. "
        "What rests on drafts is marked (draft)."
    ]


def _tell_contradictions(index: Index) -> list[str]:
    torn = [each.label for each in index.ordered if has_contradictory_dates(each, index)]
    if not torn:
        return []
    named = "; ".join(f"“{label}”" for label in torn[:NAMED])
    more = f" and {len(torn) - NAMED} more" if len(torn) > NAMED else ""
    plural = "s" * (len(torn) != 1)
    return [
        f"Sources contradict each other on the date of {len(torn)} action{plural}: {named}{more}. "
        "The evidence shows which source gives which date."
    ]


def spell_date_basis(action: Action, index: Index) -> str:
    """Where its days are known from."""
    if action.date_source:
        return f"from outside the articles: {action.date_source}"
    if first_day(action) is None:
        return ""
    sources = {each.table for each in index.reports_of(action.id)}
    return "from the articles" if None in sources or not sources else "from the table"


def abbreviate_when(action: Action) -> str:
    """When, with both bounds or the one that is known, as short as a column needs it."""
    if action.earliest and action.latest and action.earliest != action.latest:
        return abbreviate_span(action.earliest, action.latest)
    day = first_day(action)
    if day is None:
        return "Undated"
    open_end = "from " if action.latest is None else "until " if action.earliest is None else ""
    return f"{open_end}{spell_short_day(day)}"


def abbreviate_span(first: date, last: date) -> str:
    """Two days, or the years or the month that they bound.

    >>> abbreviate_span(date(2016, 1, 1), date(2016, 12, 31))
    '2016'
    >>> abbreviate_span(date(2018, 3, 1), date(2018, 3, 31))
    'Mar 2018'
    >>> abbreviate_span(date(2018, 3, 1), date(2018, 3, 9))
    '1 Mar 2018 – 9 Mar 2018'
    >>> abbreviate_span(date(1990, 1, 1), date(2018, 3, 25))
    '1990–2018'
    >>> abbreviate_span(date(2022, 1, 1), date(2022, 2, 17))
    '2022, to 17 Feb'
    """
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return spell_short_day(first).removeprefix("1 ")
    if last.year - first.year > 1:
        return f"{first.year}–{last.year}"
    if (first.month, first.day) == (1, 1) and first.year == last.year:
        return f"{first.year}, to {spell_short_day(last).removesuffix(f' {last.year}')}"
    return f"{spell_short_day(first)} – {spell_short_day(last)}"


def list_since(
    chain: Chain, actions: Mapping[str, Action], spell: Callable[[date], str] = str
) -> list[str]:
    """Since when a chain is open: the days known exactly, then those known only about.

    Args:
        chain: an open one.
        actions: by id; a part may lack some.
        spell: how a day is written.
    """
    vague = [x for name in chain.waiting if (x := actions.get(name)) and exact_day(x) is None]
    told = [*map(spell, chain.open_since), *(_about_text(x, spell) for x in vague)]
    return list(dict.fromkeys(filter(None, told)))


def _about_text(action: Action, spell: Callable[[date], str]) -> str:
    """The day that it was about, or its bounds; nothing where there are none."""
    first, last = action.earliest, action.latest
    if (text := action.values.date or "").endswith("~"):
        about, until = bounds_if_date(text.removesuffix("~"))
        if about:
            return f"about {spell(about) if about == until else text.removesuffix('~')}"
    if first and last:
        return f"a day between {spell(first)} and {spell(last)}"
    return f"{spell(first)} or later" if first else f"{spell(last)} or earlier" if last else ""


def day_text(action: Action) -> str:
    """The date as its sources agree on it, or its bounds."""
    if action.values.date:
        return action.values.date
    known = first_day(action)
    return spell_bounds(action.earliest, action.latest) if known else "undated"
