"""The day of each source, and up to which day the sources know of the sides of an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from kg.model.actions import Action, Article, Link, Record, Report
from kg.model.dates import bounds_if_date


class Days:
    """The day of each article and of each row of a table: its newest, where it leaves several."""

    def __init__(self, articles: Iterable[Article], reports: Iterable[Report]) -> None:
        days = ((each.id, bounds_if_date(each.published)) for each in articles)
        self._articles: Final = {name: last or first for name, (first, last) in days}
        self._rows: Final = {(x.table, x.row): _last_day(x) for x in reports if x.table}

    def day_of(self, said: Report | Link) -> date | None:
        """The day of the article or row in which something is said."""
        if said.table is not None:
            return self._rows.get((said.table, said.row))
        return self._articles.get(said.article or "")


class Sources(Days):
    """The same, and the last day on which each side of an act appears in a source."""

    def __init__(self, record: Record) -> None:
        super().__init__(record.articles, record.reports)
        self._own: Final[dict[str, date]] = {}  # action -> its own newest source
        self._sides: Final[dict[str, date]] = {}
        actions = {each.id: each for each in record.actions}
        for report in record.reports:
            day = self.day_of(report)
            if day and report.action in actions:
                _raise(self._own, report.action, day)
                for side in _parties(actions[report.action]):
                    _raise(self._sides, side, day)

    def newest(self, action: Action) -> date | None:
        """The day of the newest source in which a side of the act appears."""
        known = [self._sides.get(each) for each in _parties(action)]
        known.append(self._own.get(action.id))
        return max((day for day in known if day), default=None)


def _last_day(report: Report) -> date | None:
    return bounds_if_date(report.values.date)[1] if report.values.date else None


def _raise(days: dict[str, date], name: str, day: date) -> None:
    days[name] = max(days.get(name, day), day)


def _parties(action: Action) -> Iterator[str]:
    yield from {*action.actor_states, *action.values.actor}
    yield from {*action.recipient_states, *action.values.recipient}
