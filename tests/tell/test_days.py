"""When an action happened, in words: exact, within bounds, or as accounts that contradict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from dispute import action, dispute, page_data, records, report
from support import act, row

from kg.model.actions import Action, Chain, Values
from kg.model.actors import Quantity
from kg.tell.days import (
    NAMED,
    abbreviate_span,
    abbreviate_when,
    day_text,
    has_contradictory_dates,
    list_notices,
    list_since,
    mark_bound,
    spell_date_basis,
)
from kg.tell.index import Index, PageData
from kg.tell.words import spell_day

EXACT = act("exact")
SPAN = replace(EXACT, latest=date(2031, 4, 2))
SINCE = replace(EXACT, latest=None)
UNTIL = replace(EXACT, earliest=None)
UNDATED = act("undated", day=None)


def torn_apart(*days: tuple[str, str]) -> PageData:
    """The expulsion with reports of these stances and days."""
    reports = tuple(
        report(f"r{n}", "expel-23", start=70 + n, stance=stance, values=Values(date=day))
        for n, (stance, day) in enumerate(days, 4)
    )
    return replace(dispute(), reports=reports)


def test_the_evidence_says_where_a_date_is_known_from() -> None:
    facts = {name: dict(each["facts"]) for name, each in records(dispute()).items()}
    assert facts["ally"]["Date known"] == "from outside the articles: Klow almanac 2019"
    assert facts["closure"]["Date known"] == "from the articles"
    assert "Date known" not in facts["rumour"]
    assert facts["old"]["When"] == "between 1 June 2016 and 30 June 2016"


def test_a_date_known_only_from_rows_is_known_from_the_table() -> None:
    def basis(*reports: object) -> str:
        return spell_date_basis(EXACT, Index(page_data(actions=(EXACT,), reports=reports)))

    assert basis(row("exact", 2)) == "from the table"
    assert basis(row("exact", 2), report("r1", "exact")) == "from the articles"


def test_a_bound_alone_is_no_day() -> None:
    by_then = action("by-then", "Expulsion", None, "RUR", "BRD", latest=date(2018, 3, 1))
    since = action("since", "Expulsion", None, "RUR", "BRD", earliest=date(2018, 3, 1))
    found = records(page_data(actions=(by_then, since)))
    assert [(each["day"], each["until"]) for each in (found["by-then"], found["since"])] == [
        ("", "2018-03-01"), ("2018-03-01", ""),
    ]  # fmt: skip
    assert found["by-then"]["caption"] == "Expulsion → Borduria · or earlier"
    assert found["since"]["caption"] == "Expulsion → Borduria · or later"
    many = replace(
        by_then,
        kind="PrivilegeWithdrawal",
        values=Values(quantity=Quantity(minimum=123_456_789, maximum=987_654_321, unit="persons")),
    )
    crowded = records(page_data(actions=(many,)))["by-then"]
    assert crowded["caption"].endswith("–987654321 persons · or earlier")


@pytest.mark.parametrize(
    ("known", "mark", "short", "long"),
    [
        (EXACT, "", "1 Mar 2031", "2031-03-01"),
        (SPAN, "", "1 Mar 2031 – 2 Apr 2031", "2031-03-01"),
        (SINCE, " · or later", "from 1 Mar 2031", "2031-03-01"),
        (UNTIL, " · or earlier", "until 1 Mar 2031", "2031-03-01"),
        (UNDATED, "", "Undated", "undated"),
    ],
)
def test_a_column_has_both_bounds_or_the_one_that_is_known(
    known: Action, mark: str, short: str, long: str
) -> None:
    assert (mark_bound(known), abbreviate_when(known), day_text(known)) == (mark, short, long)


def test_the_date_agreed_upon_comes_before_the_bounds() -> None:
    vague = replace(SPAN, values=replace(SPAN.values, date=None))
    assert day_text(vague) == "between 1 March 2031 and 2 April 2031"
    assert day_text(replace(vague, values=replace(vague.values, date="2031-03~"))) == "2031-03~"


@pytest.mark.parametrize(
    ("act", "text", "told"),
    [
        (SPAN, "2031-03-17~", ["about 2031-03-17"]),
        (SPAN, "2031-03~", ["about 2031-03"]),
        (SPAN, None, ["a day between 2031-03-01 and 2031-04-02"]),
        (SINCE, "2031-03-01/..", ["2031-03-01 or later"]),
        (UNTIL, None, ["2031-03-01 or earlier"]),
        (UNDATED, None, []),
    ],
)
def test_a_chain_is_open_since_about_a_day_that_is_not_known_exactly(
    act: Action, text: str | None, told: list[str]
) -> None:
    last = replace(act, values=replace(act.values, date=text))
    chain = Chain(
        id="a", actions=("a",), links=(), first=("a",), last=("a",), length=0, open=True,
        waiting=(last.id,),
    )  # fmt: skip
    assert list_since(chain, {last.id: last}) == told
    assert list_since(replace(chain, waiting=()), {}) == []


def test_days_known_exactly_come_before_those_known_about() -> None:
    last = replace(SPAN, values=replace(SPAN.values, date="2031-03-17~"))
    chain = Chain(
        id="a", actions=("a",), links=(), first=("a",), last=("a",), length=0, open=True,
        waiting=(last.id, "exact"), open_since=(date(2031, 3, 30),),
    )  # fmt: skip
    known = {last.id: last}
    assert list_since(chain, known, spell_day) == ["30 March 2031", "about 17 March 2031"]


@pytest.mark.parametrize(
    ("said", "torn"),
    [
        ([("asserts", "2018-03-14"), ("asserts", "2018-03")], False),
        ([("asserts", "2018-03-14"), ("asserts", "2018-03-20")], True),
        ([("asserts", "2018-03-14"), ("denies", "2018-03-20")], False),
        ([("asserts", "2018-03-14"), ("speculates", "2018-03-20")], False),  # the firmer counts
        ([("alleges", "2018-03-14"), ("speculates", "2018-03-20")], True),
    ],
)
def test_days_that_cannot_all_be_right_are_called_so(
    said: list[tuple[str, str]], torn: bool
) -> None:
    drawn = torn_apart(*said)
    record = records(drawn)["expel-23"]
    assert (["Dates", "the sources contradict each other"] in record["facts"]) == torn
    notices = " ".join(list_notices(Index(drawn)))
    assert ("Sources contradict each other on the date of 1 action: “" in notices) == torn


def test_a_day_from_outside_is_held_against_the_accounts() -> None:
    outside = replace(
        action("a", "Expulsion", "2018-03-26", "RUR"),
        date_source="the Gazette's almanac",
        values=Values(date="2018-03-26"),
    )
    for day, torn in (("2018-03", False), ("2018-03-01", True)):
        said = report("r", "a", values=Values(date=day))
        index = Index(page_data(actions=(outside,), reports=(said,)))
        assert bool(list_notices(index)) == torn
        assert has_contradictory_dates(outside, index) == torn


def test_a_text_that_is_no_date_contradicts_none() -> None:
    assert list_notices(Index(torn_apart(("asserts", "2018-03-14"), ("asserts", "<b>")))) == []


def test_a_notice_names_three_actions_and_counts_the_others() -> None:
    def notice(count: int) -> str:
        acts = tuple(act(f"a{n}") for n in range(count))
        said = tuple(
            report(f"r{n}-{day}", each.id, values=Values(date=f"2031-03-0{day}"))
            for n, each in enumerate(acts)
            for day in (1, 2)
        )
        (told,) = list_notices(Index(page_data(actions=acts, reports=said)))
        return told

    assert notice(NAMED).startswith(
        "Sources contradict each other on the date of 3 actions: “a0”; “a1”; “a2”. "
    )
    assert "“a2” and 2 more. " in notice(NAMED + 2)
    assert "“a3”" not in notice(NAMED + 2)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2016-01-01", "2016-12-31", "2016"),
        ("2003-01-01", "2025-12-31", "2003–2025"),
        ("2018-02-01", "2018-02-28", "Feb 2018"),
        ("2020-02-01", "2020-02-28", "1 Feb 2020 – 28 Feb 2020"),
        ("2018-03-01", "2019-03-31", "1 Mar 2018 – 31 Mar 2019"),
        ("2018-03-02", "2018-03-31", "2 Mar 2018 – 31 Mar 2018"),
        ("9999-03-01", "9999-12-31", "1 Mar 9999 – 31 Dec 9999"),
        ("9999-12-01", "9999-12-31", "Dec 9999"),
    ],
)
def test_whole_years_and_months_are_told_as_such(first: str, last: str, told: str) -> None:
    span = date.fromisoformat(first), date.fromisoformat(last)
    assert abbreviate_span(*span) == told
    assert abbreviate_when(replace(EXACT, earliest=span[0], latest=span[1])) == told
