"""EDTF text and its bounds, held against a definition that goes through every day of some years."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.edtf import NotEdtfError, read_bounds, read_instant


def bounds(text: str) -> tuple[str | None, str | None]:
    first, last = read_bounds(text)
    return first and first.isoformat(), last and last.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-03-26", ("2018-03-26", "2018-03-26")),
        ("2018-03", ("2018-03-01", "2018-03-31")),
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("2018", ("2018-01-01", "2018-12-31")),
        # seasons and other groups of months
        ("2018-24", ("2017-12-01", "2019-02-28")),
        ("2019-24", ("2018-12-01", "2020-02-29")),
        ("2018-28", ("2017-12-01", "2019-02-28")),
        ("2018-30", ("2017-12-01", "2019-02-28")),
        ("2018-25", ("2018-03-01", "2018-05-31")),
        ("2018-29", ("2018-09-01", "2018-11-30")),
        ("2018-21", ("2018-03-01", "2018-11-30")),
        ("2018-23", ("2018-03-01", "2018-11-30")),
        ("2018-22", ("2017-12-01", "2019-02-28")),
        ("2018-33", ("2018-01-01", "2018-03-31")),
        ("2018-36", ("2018-10-01", "2018-12-31")),
        ("2018-38", ("2018-05-01", "2018-08-31")),
        ("2018-41", ("2018-07-01", "2018-12-31")),
        ("2018-25?", ("2018-03-01", "2018-05-31")),
        ("2018-25~", ("2017-12-01", "2018-08-31")),
        ("2018-25/2018-26", ("2018-03-01", "2018-08-31")),
        # significant digits
        ("1994S3", ("1990-01-01", "1999-12-31")),
        ("1950S2", ("1900-01-01", "1999-12-31")),
        ("1994S4", ("1994-01-01", "1994-12-31")),
        # unknown digits
        ("201X", ("2010-01-01", "2019-12-31")),
        ("2X18", ("2018-01-01", "2918-12-31")),
        ("2018-1X", ("2018-10-01", "2018-12-31")),
        ("2018-X2", ("2018-02-01", "2018-12-31")),
        ("2018-03-XX", ("2018-03-01", "2018-03-31")),
        ("2018-03-2X", ("2018-03-20", "2018-03-29")),
        ("2018-XX-31", ("2018-01-31", "2018-12-31")),
        ("201X-02-29", ("2012-02-29", "2016-02-29")),
        ("XXXX-03-15", (None, None)),
        # qualifiers, on the whole and on a part
        ("2018~", ("2017-01-01", "2019-12-31")),
        ("2018-03~", ("2018-02-01", "2018-04-30")),
        ("2018-03-26~", ("2018-03-25", "2018-03-27")),
        ("2018-03-26?", ("2018-03-26", "2018-03-26")),
        ("2018-03-~26", ("2018-03-25", "2018-03-27")),
        ("2018-03-%26", ("2018-03-25", "2018-03-27")),
        ("2018-03-?26", ("2018-03-26", "2018-03-26")),
        ("2018~-03", ("2017-03-01", "2019-03-31")),
        ("2018~-03-26", ("2017-03-26", "2019-03-26")),
        ("2018-~03-26", ("2018-02-26", "2018-04-26")),
        ("~2018-03-~26", ("2017-03-25", "2019-03-27")),
        ("201X~", ("2000-01-01", "2029-12-31")),
        ("2018-XX~", ("2017-01-01", "2019-12-31")),
        ("2018-03-XX~", ("2018-02-01", "2018-04-30")),
        ("0001~", ("0001-01-01", "0002-12-31")),
        ("9999~", ("9998-01-01", "9999-12-31")),
        ("9999-12-31~", ("9999-12-30", "9999-12-31")),
        # spans and sets
        ("2018-03-01/2018-03-06", ("2018-03-01", "2018-03-06")),
        ("2018~/2019?", ("2017-01-01", "2019-12-31")),
        ("2017-07-27/..", ("2017-07-27", None)),
        ("2017-07-27/", ("2017-07-27", None)),
        ("../2018-XX", (None, "2018-12-31")),
        ("XXXX/..", (None, None)),
        ("[2018-01,2018-03]", ("2018-01-01", "2018-03-31")),
        ("[2018-05,2018-03..2018-04]", ("2018-03-01", "2018-05-31")),
        ("{2018-01,2018-03}", ("2018-01-01", "2018-03-31")),
        ("[..2018-03-06]", (None, "2018-03-06")),
        ("[2018-03-06..]", ("2018-03-06", None)),
        # instants
        ("2018-03-26T17:00:00", ("2018-03-26", "2018-03-26")),
        ("2018-03-26T01:00:00+09:00", ("2018-03-26", "2018-03-26")),
    ],
)
def test_a_text_allows_the_days_from_its_first_to_its_last(text, expected):
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2018-02-30", "'2018-02-30' is not a day of the calendar"),
        ("2018-02-29~", "'2018-02-29~' is not a day of the calendar"),
        ("XXXX-02-30", "'XXXX-02-30' is not a day of the calendar"),
        ("2018-02-3X", "'2018-02-3X' is not a day of the calendar"),
        ("2018-13", "'2018-13' is not a month of the calendar"),
        ("2018-25-01", "'2018-25-01' is not a day of the calendar"),
        ("2018-02-30T10:00:00Z", "'2018-02-30T10:00:00Z' is not a day of the calendar"),
        ("[2018-03-06..2018-03-01]",
         "'[2018-03-06..2018-03-01]' ends before it begins; swap the two"),
        ("2018-03/2018-02", "'2018-03/2018-02' ends before it begins; swap the two"),
        ("../..", "'../..' is an interval without a day; leave the date out"),
        *((each, f"{each!r} is EDTF, but not taken here: it is not a day in the years 1 to 9999")
          for each in ("0000", "-0044", "Y17000", "Y-17E7", "-201X", "Y171010000S3", "../-0044")),
    ],
)  # fmt: skip
def test_what_names_no_day_is_refused_with_its_reason(text, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        read_bounds(text)
    assert (str(caught.value), isinstance(caught.value, NotEdtfError)) == (told, False)


@pytest.mark.parametrize(
    "text",
    ["", "..", "[]", "[..]", "[2018,,2019]", "[2018..2019..2020]", "{2018-03", "2018-3", "2018--03",
     "20180326", "2018-03-26 ", "2018?-", "1994S5", "199XS2", "1994S3-03", "2018-03-26T25:00:00Z",
     "2018-03-26T10:00:00+19:00", "2018/2019/2020", "٢٠١٨", "[2018-03-0٦]", "2018-03-26\n",
     "Y2018x"],
    ids=ascii,
)  # fmt: skip
def test_what_has_another_form_is_not_edtf(text):
    with pytest.raises(NotEdtfError):
        read_bounds(text)


def test_an_instant_needs_its_zone_and_a_day_of_the_calendar():
    tokyo, london = "2018-03-27T01:00:00+09:00", "2018-03-26T16:00:00Z"
    assert read_instant(tokyo) == read_instant(london)
    for text in ("2018-03-27T01:00:00", "2018-03-27", "2018-02-30T01:00:00Z", "soon"):
        assert read_instant(text) is None


# --- every day that the text may mean, found by going through all days of some years ---

DAYS = [date(2003, 1, 1) + timedelta(days=each) for each in range(24 * 366)]
MARKS = st.sampled_from(["", "", "?", "~", "%"])
YEARS = st.sampled_from(["2011", "2012", "2016", "201X"])
MONTHS = st.sampled_from(["01", "02", "03", "11", "12", "0X", "1X", "X2", "XX"])
DAY_PARTS = st.sampled_from(["01", "15", "28", "29", "30", "31", "0X", "2X", "3X", "X1", "XX"])
#: The months of each season, quarter, third and half, each with a shift of the year.
TURN = ((-1, 12), (0, 1), (0, 2), (0, 12), (1, 1), (1, 2))
SPRING, SUMMER, AUTUMN = (tuple((0, m) for m in range(n, n + 3)) for n in (3, 6, 9))
GROUPS = {
    21: SPRING + AUTUMN, 22: SUMMER + TURN, 23: AUTUMN + SPRING, 24: TURN + SUMMER,
    25: SPRING, 26: SUMMER, 27: AUTUMN, 28: TURN, 29: AUTUMN, 30: TURN, 31: SPRING, 32: SUMMER,
    **{33 + n: tuple((0, m) for m in range(3 * n + 1, 3 * n + 4)) for n in range(4)},
    **{37 + n: tuple((0, m) for m in range(4 * n + 1, 4 * n + 5)) for n in range(3)},
    **{40 + n: tuple((0, m) for m in range(6 * n + 1, 6 * n + 7)) for n in range(2)},
}  # fmt: skip


def fits(number: int, pattern: str) -> bool:
    return bool(re.fullmatch(pattern.replace("X", "[0-9]"), f"{number:0{len(pattern)}}"))


def moved(day: date, months: int) -> list[date]:
    """The same day of another month; of one that is shorter, nothing."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return [date(year, month, day.day)] if day.day <= calendar.monthrange(year, month)[1] else []


def spread(days: set[date], unit: str) -> set[date]:
    """These days, and those that are one unit before and after each."""
    if unit == "day":
        shifted = [day + timedelta(days=each) for day in days for each in (-1, 1)]
    else:
        months = 1 if unit == "month" else 12
        shifted = [new for day in days for each in (-months, months) for new in moved(day, each)]
    return days | set(shifted)


@given(YEARS, MONTHS, DAY_PARTS, st.tuples(*[MARKS] * 6))
@example("2018", "03", "26", ("", "", "", "", "~", ""))
@example("2018", "03", "31", ("", "", "~", "", "", ""))
def test_every_day_of_a_date_with_patterns_and_qualifiers_lies_within_its_bounds(
    year, month, day, marks
):
    text = f"{marks[0]}{year}{marks[1]}-{marks[2]}{month}{marks[3]}-{marks[4]}{day}{marks[5]}"
    meant = {
        each for each in DAYS
        if fits(each.year, year) and fits(each.month, month) and fits(each.day, day)
    }  # fmt: skip
    if not meant:
        with pytest.raises(ValueError, match=r"is not a (day|month) of the calendar"):
            read_bounds(text)
        return
    exact = min(meant), max(meant)
    for number, unit in ((0, "year"), (2, "month"), (4, "day")):
        if set(marks[number : number + 2]) & {"~", "%"}:
            meant = spread(meant, unit)
    first, last = read_bounds(text)
    assert first <= min(meant)
    assert max(meant) <= last
    if not set(marks) & {"~", "%"}:
        assert (first, last) == exact


@given(YEARS, st.sampled_from(sorted(GROUPS)), MARKS)
def test_every_day_of_a_group_of_months_lies_within_its_bounds(year, group, mark):
    months = {(y + n, m) for y in range(2003, 2027) if fits(y, year) for n, m in GROUPS[group]}
    meant = [each for each in DAYS if (each.year, each.month) in months]
    first, last = read_bounds(f"{year}-{group}{mark}")
    if mark in ("~", "%"):
        assert (first < min(meant), max(meant) < last) == (True, True)
    else:
        assert (first, last) == (min(meant), max(meant))


@given(st.integers(1000, 9999), st.integers(1, 4))
def test_every_year_with_these_significant_digits_lies_within_the_bounds(year, digits):
    first, last = read_bounds(f"{year}S{digits}")
    width = 10 ** (4 - digits)
    assert (first, last) == (
        date(year // width * width, 1, 1),
        date(year // width * width + width - 1, 12, 31),
    )


@given(st.text(alphabet="0123456789-/.X~?%[]{},YEST:+Z", max_size=30) | st.text(max_size=30))
def test_any_text_is_a_pair_of_ordered_bounds_or_a_value_error(text):
    try:
        first, last = read_bounds(text)
    except ValueError:
        return
    assert first is None or last is None or first <= last


DATES = st.dates(date(1800, 1, 1), date(2200, 1, 1)).map(date.isoformat)
FORMS = st.one_of(
    DATES, DATES.map(lambda day: day[:7]), DATES.map(lambda day: day[:4]),
    DATES.map(lambda day: day[:3] + "X"), DATES.map(lambda day: day[:7] + "-XX"),
    st.tuples(DATES, MARKS).map("".join), st.tuples(DATES, DATES).map(sorted).map("/".join),
    st.tuples(DATES, DATES).map(sorted).map(lambda pair: f"[{','.join(pair)}]"),
    DATES.map(lambda day: day + "T10:00:00Z"), DATES.map(lambda day: day + "/.."),
)  # fmt: skip


@given(FORMS)
def test_what_the_edtf_package_allows_lies_within_the_bounds(text):
    edtf = pytest.importorskip("edtf", reason="needs the package edtf: pip install -e '.[test]'")
    parsed = edtf.parse_edtf(text)
    first, last = read_bounds(text)
    assert first <= date(*parsed.lower_strict()[:3])
    if last is not None:
        assert date(*parsed.upper_strict()[:3]) <= last
