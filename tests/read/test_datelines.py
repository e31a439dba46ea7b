"""The day of publication, and days that count from it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import edtf_bounds
from kg.read.datelines import find_days, find_published

PUBLISHED = date(2031, 3, 4)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Klow Gazette, 4 March 2031\n\nSyldavia left.", "2031-03-04"),
        ("Syldavia leaves\nMarch 4, 2031\n", "2031-03-04"),
        ("Left\nPublished: Mar 4, 2031 at 10:05 by the Gazette's own desk in Klow", "2031-03-04"),
        ("Syldavia leaves\n2031-03-04\n", "2031-03-04"),
        ("KLOW, 4 March 2031 – Syldavia left.", "2031-03-04"),
        ("KLOW, March 4 (Wire) — Syldavia left.", "XXXX-03-04"),
        ("Syldavia left.\n\nKlow Gazette, 4 March 2031", "2031-03-04"),
    ],
)  # fmt: skip
def test_a_line_of_its_own_or_a_dateline_tells_the_day(text: str, day: str) -> None:
    assert find_published(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Syldavia left on 4 March 2031.",
        "The king in Klow on December 19, 2013. Photo of the palace",
        "A visit in March 2031",
        "Klow Gazette, 31 February 2031",
        "",
    ],
)
def test_a_day_in_a_sentence_is_not_that_of_publication(text: str) -> None:
    assert find_published(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("left on Monday", ("Monday", "date", "2031-03-03")),
        ("left on Tuesday", ("Tuesday", "date", "2031-03-04")),
        ("left last Tuesday", ("last Tuesday", "date", "2031-02-25")),
        ("leaves next Tuesday", ("next Tuesday", "date", "2031-03-11")),
        ("left yesterday", ("yesterday", "date", "2031-03-03")),
        ("leaves tomorrow", ("tomorrow", "date", "2031-03-05")),
        ("left last week", ("last week", "date", "2031-02-24/2031-03-02")),
        ("left last month", ("last month", "date", "2031-02")),
        ("left last year", ("last year", "date", "2030")),
        ("left in May", ("in May", "date", "2030-05")),
        ("left in December 2016", ("December 2016", "date", "2016-12")),
        ("left in 2016", ("in 2016", "date", "2016")),
        ("left on 28 December", ("28 December", "date", "2030-12-28")),
        ("left on December 19, 2013", ("December 19, 2013", "date", "2013-12-19")),
        ("must leave by March 7", ("March 7", "deadline", "2031-03-07")),
        ("must leave by Friday", ("Friday", "deadline", "2031-03-07")),
        ("must leave by Friday 7 March", ("7 March", "deadline", "2031-03-07")),
        ("to leave within 48 hours", ("48 hours", "deadlineTerm", "P2D")),
        ("given a week to leave", ("a week", "deadlineTerm", "P7D")),
        ("barred since 2016", ("since 2016", "date", "2016/..")),
        ("barred since March 1", ("March 1", "date", "2031-03-01/..")),
        ("barred since last Monday", ("last Monday", "date", "2031-03-03/..")),
        ("since it left on March 1", ("March 1", "date", "2031-03-01")),
        ("leaves this Friday", ("this Friday", "date", "2031-03-07")),
        ("came this Monday", ("this Monday", "date", "2031-03-03")),
    ],
)
def test_days_are_resolved_from_that_of_publication(text: str, said: tuple[str, str, str]) -> None:
    (day,) = find_days(text, PUBLISHED)
    assert (text[day.start : day.end], day.key, day.value) == said


@pytest.mark.parametrize(
    "words",
    ["next Tuesday it left", "last Tuesday it left", "in May it left", "since 2016 it has left",
     "by Friday it leaves", "until March 7 it stays", "within 48 hours it leaves",
     "last week it left", "no later than 7 March it leaves", "in December 2016 it left"],
)  # fmt: skip
def test_a_sentence_may_begin_with_a_day(words: str) -> None:
    inside = [(each.key, each.value) for each in find_days(f"and {words}", PUBLISHED)]
    begun = [(x.key, x.value) for x in find_days(words[0].upper() + words[1:], PUBLISHED)]
    assert begun == inside != []


def test_without_a_day_of_publication_only_whole_dates_are_found() -> None:
    days = find_days("on Monday, 4 March, yesterday, and on 4 March 2031", None)
    assert [each.value for each in days] == ["XXXX-03-04", "2031-03-04"]


@pytest.mark.parametrize("text", [
    "they march on", "a week ago", "May I?", "31 June", "second", "within a month",
    "a month to leave",
])  # fmt: skip
def test_what_is_not_a_day_is_passed_over(text: str) -> None:
    assert find_days(text, PUBLISHED) == []


@given(st.dates(date(2, 1, 1), date(9997, 12, 31)), st.sampled_from(
    ["on Monday", "next Sunday", "last week", "last month", "next year", "29 February", "in May"]
))  # fmt: skip
def test_every_day_found_is_edtf(published: date, words: str) -> None:
    for each in find_days(words, published):
        edtf_bounds(each.value)


def test_a_place_a_day_with_its_year_and_a_dash_are_a_dateline() -> None:
    assert find_published("Klow, 4 March 2031 - Borduria expels four.") == "2031-03-04"
    assert find_published("Klow saw on 4 March 2031 - a Tuesday - four leave.") is None
