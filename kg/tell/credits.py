"""Whom to credit: the sources, the day of the newest, the licence, how to cite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from typing import Any, Final

from kg.tell.directions import isolate
from kg.tell.index import Index
from kg.tell.overview import Overview
from kg.tell.words import spell_count

NAMED: Final = 4  # publishers that a line of credit names
_BETWEEN: Final = re.compile(", | and ")
METHOD: Final = (
    "Every answer shown is a claim of the source named beside it, or marked as inferred by a rule "
    "from roles, kinds, counts and days; a sequence alone is never called an answer."
)


#: How the bundled tables came about; the README and data/datapackage.json have the same words.
ORIGIN: Final = (
    "The coded events are facts that language models coded from items of Wikipedia's Current "
    "events portal, which cite the outlets named; no person has checked a row. An id in brackets, "
    "such as wce-067859, is that of the item, in a list that the data sheet names. The data sheet, "
    "data/DATASHEET.md, says more."
)


def cite_record(package: Mapping[str, Any]) -> str:
    """How to cite the bundled data.

    Args:
        package: what data/datapackage.json says, which is made from CITATION.cff.
    """
    authors = ", ".join(each["title"] for each in package["contributors"])
    day = package["created"][:10]
    return (
        f"{authors} ({day[:4]}). {package['title']} (version {package['version']}, {day}). "
        f"Licence {package['licenses'][0]['name'].replace('-', ' ')}."
    )


def name_sources(index: Index) -> str:
    """The publishers, those with the most reports first; a coded row counts for its outlets.

    Returns:
        Such as `The New York Times, BBC and 3 more`.
    """
    sources = Counter(index.outlet(each) for each in index.data.reports)
    outlets: Counter[str] = Counter()
    for source, count in sources.items():
        for name in _outlets(source, sources):
            outlets[name] += count
    ranked = sorted(outlets, key=lambda name: (-outlets[name], name))
    named, more = [isolate(name) for name in ranked[:NAMED]], len(ranked) - NAMED
    if more > 0:
        return f"{', '.join(named)} and {more} more"
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def _outlets(source: str, sources: Container[str]) -> list[str]:
    """The outlets of `BBC, CNN and Reuters`, if one of them is a source by itself.

    Else it may be one name, such as that of a ministry of trade and industry.
    """
    names = _BETWEEN.split(source)
    return names if any(name in sources for name in names) else [source]


def credit_line(index: Index, overview: Overview) -> str:
    """What must stay with a picture or a frame: sources, day, licence and author, in one line."""
    credit = index.data.credit
    parts = [
        f"Sources: {found}" if (found := name_sources(index)) else "",
        f"newest source: {overview.as_of}" if overview.as_of else "",
        f"licence: {credit.licence}" if credit.licence else "",
        isolate(credit.author),
        credit.url or "retaliation-kg",
    ]
    return " · ".join(filter(None, parts))


def cite_page(index: Index, overview: Overview) -> str:
    """How to cite the page: as its data set, else by author, title, newest source, address."""
    credit = index.data.credit
    if credit.citation:
        return credit.citation
    read = f"Newest source: {overview.as_of}" if overview.as_of else ""
    author, title = isolate(credit.author), isolate(index.data.title)
    parts = [author, title, read, credit.url or "Made with retaliation-kg"]
    return f"{'. '.join(each.rstrip('.') for each in parts if each)}."


def describe_page(index: Index, overview: Overview) -> str:
    """What other pages say of this one when they link to it: its first headline, or its size."""
    for words in overview.headlines:
        return "".join(text for text, _ in words)
    return f"{spell_count(len(index.ordered), 'action')} and who is said to have answered whom."
