"""Words that say when become a day only where they say exactly one."""

from __future__ import annotations

import pytest

from kg.importers.dates import resolve_words
from kg.importers.mapping import DATE_WORDS, DEADLINE_WORDS

TUESDAY = "2031-03-04"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Monday", "2031-03-03"),
        ("late on Monday night", "2031-03-03"),
        ("Monday, March 3, 2031", "2031-03-03"),
        ("on 10 May", "2031-05-10"),
        ("in March 2018", "2018-03"),
        ("2018", "2018"),
        ("January", "2031-01"),
        ("yesterday", "2031-03-03"),
    ],
)
def test_one_day_is_resolved(words: str, day: str) -> None:
    assert resolve_words(DATE_WORDS, words, TUESDAY) == ("date", day)


@pytest.mark.parametrize(
    "words",
    [
        "Monday or Tuesday", "since Monday", "a day after Monday", "not on Monday", "before Monday",
        "since 2016",
        "Wednesday, March 3, 2031", "recently", "by Friday", "",
    ],
)  # fmt: skip
def test_words_that_may_say_another_day_stay_open(words: str) -> None:
    with pytest.raises(
        ValueError, match="is not a date yet: it does not name one day; give date itself"
    ):
        resolve_words(DATE_WORDS, words, TUESDAY)


@pytest.mark.parametrize("published", ["", "2031-03-03/2031-03-04", "2031-03", "2031-02-31"])
def test_what_counts_from_the_articles_day_stays_open_without_it(published: str) -> None:
    with pytest.raises(ValueError, match="the day of the article is not known"):
        resolve_words(DATE_WORDS, "on Monday", published)
    assert resolve_words(DATE_WORDS, "March 3", published) == ("date", "XXXX-03-03")
    assert resolve_words(DATE_WORDS, "March 3, 2031", published) == ("date", "2031-03-03")


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("within a week", ("deadlineTerm", "P7D")),
        ("48 hours", ("deadlineTerm", "P2D")),
        ("by Friday", ("deadline", "2031-03-07")),
        ("April 5", ("deadline", "2031-04-05")),
    ],
)
def test_a_deadline_is_a_day_or_a_time(words: str, given: tuple[str, str]) -> None:
    assert resolve_words(DEADLINE_WORDS, words, TUESDAY) == given


def test_an_open_deadline_says_which_field_to_give() -> None:
    with pytest.raises(ValueError, match=r"'soon' is not a date yet: .*; give deadline itself"):
        resolve_words(DEADLINE_WORDS, "soon", TUESDAY)
