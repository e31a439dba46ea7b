"""The day of a source, and the newest in which a side of an act appears."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support import act, paper, record, report, row

from kg.model.actions import Values
from kg.model.source_days import Days, Sources

STRIKE = act("strike", "XRU", "XBO")
ELSEWHERE = act("elsewhere", "XSY", "XSY")


def test_an_article_has_its_last_day_and_a_row_the_last_of_its_date() -> None:
    month = replace(paper(), id="monthly", published="2031-03")
    dated = replace(row("strike", 2), values=Values(date="2031-02"))
    days = Days((month,), (dated, row("strike", 3)))
    assert days.day_of(report("strike", article="monthly")) == date(2031, 3, 31)
    assert days.day_of(dated) == date(2031, 2, 28)
    assert days.day_of(row("strike", 3)) is None
    assert days.day_of(report("strike", article="unknown")) is None


def test_the_newest_source_of_a_side_counts_for_all_its_acts() -> None:
    old = replace(row("strike", 2), values=Values(date="2031-03-01"))
    new = replace(row("other", 3), values=Values(date="2031-05-01"))
    other = act("other", "XSY", "XBO")
    sources = Sources(record([STRIKE, other, ELSEWHERE], reports=(old, new)))
    assert sources.newest(STRIKE) == date(2031, 5, 1)
    assert sources.newest(ELSEWHERE) == date(2031, 5, 1)
    assert sources.newest(act("unseen", "XQQ", "XQQ")) is None
