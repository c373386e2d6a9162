"""Periods: what is read and refused, the bounds, the three-valued tests, order, and what makes a value."""

import copy
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cqcoop import periods
from cqcoop.errors import CqcoopError, InvalidPeriod
from cqcoop.periods import Period

DAY, MONTH, YEAR = 10, 7, 4

# --- what Hypothesis draws from ---------------------------------------------------------------------------------------

all_days = st.dates()
qualifiers = st.sampled_from(["", "?", "~", "%"])
lengths = st.sampled_from([DAY, MONTH, YEAR])


def _iso(day: date, length: int, qualifier: str = "") -> str:
    return day.isoformat()[:length] + qualifier


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if Period(one) < Period(other) else (other, one)


def _texts(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    """EDTF texts of every kind that is read."""
    plain = st.builds(_iso, days, lengths)
    dates = st.builds(_iso, days, lengths, qualifiers)
    ordered = st.tuples(dates, dates).map(lambda pair: _ordered(*pair))
    ordered_plain = st.tuples(plain, plain).map(lambda pair: _ordered(*pair))
    return st.one_of(
        dates,
        ordered.map("/".join),
        st.tuples(dates, st.sampled_from(["{}/..", "../{}", "{}/", "/{}"])).map(lambda pair: pair[1].format(pair[0])),
        st.tuples(plain, st.sampled_from(["[{}..]", "[..{}]"])).map(lambda pair: pair[1].format(pair[0])),
        ordered_plain.map(lambda pair: "[{}..{}]".format(*pair)),
    )


# Few enough days for periods to touch, and for every placement to be tried.
near_days = st.dates(min_value=date(2024, 1, 20), max_value=date(2024, 3, 10))
texts = _texts(all_days)
near_texts = _texts(near_days)

# --- everyday forms ---------------------------------------------------------------------------------------------------

EVERYDAY = {
    "November 17, 2011": "2011-11-17",
    "November 17 2011": "2011-11-17",
    "17 November 2011": "2011-11-17",
    "17 november 2011": "2011-11-17",
    "17-Nov-2011": "2011-11-17",
    "Nov. 17, 2011": "2011-11-17",
    "Nov 2011": "2011-11",
    "November, 2011": "2011-11",
    "Sept. 2011": "2011-09",
    "May 2013": "2013-05",
    "Mar 12,2023": "2023-03-12",
    "Mar 12, 2023": "2023-03-12",
    "  Mar   12, 2023\n": "2023-03-12",
    "September 7th, 2023": "2023-09-07",
    "7th of September 2023": "2023-09-07",
    "February 29, 2024": "2024-02-29",
    "July 4 to 5, 2024": "2024-07-04/2024-07-05",
    "July 4-5, 2024": "2024-07-04/2024-07-05",
    "JULY 4 TO 5, 2024": "2024-07-04/2024-07-05",
    "July 4–5, 2024": "2024-07-04/2024-07-05",
    "July 4th to 5th, 2024": "2024-07-04/2024-07-05",
    "4-5 July 2024": "2024-07-04/2024-07-05",
    "4 to 5 July 2024": "2024-07-04/2024-07-05",
    "July 30 to August 2, 2024": "2024-07-30/2024-08-02",
    "30 July - 2 August 2024": "2024-07-30/2024-08-02",
    "December 30, 2023 to January 2, 2024": "2023-12-30/2024-01-02",
    "17-Nov-2011 to 19-Nov-2011": "2011-11-17/2011-11-19",
    "May to June 2023": "2023-05/2023-06",
    "May 2023 until June 2024": "2023-05/2024-06",
    "2011": "2011",
    "2011-11": "2011-11",
    "2011/2012": "2011/2012",
    "[2024-07-04..2024-07-05]": "[2024-07-04..2024-07-05]",
    " 2011-11-17~ ": "2011-11-17~",
    "2023-9-7": "2023-09-07",
    "2023/9/7": "2023-09-07",
    "2023/09/07": "2023-09-07",
    "2023.9.7": "2023-09-07",
    "２０２３／９／７": "2023-09-07",
    "2023年3月9日": "2023-03-09",
    "2023 年 3 月 9 日": "2023-03-09",
    "2023年3月9号": "2023-03-09",
    "２０２３年３月９日": "2023-03-09",
    "2023年3月": "2023-03",
    "2023年": "2023",
    "2024年7月4日至5日": "2024-07-04/2024-07-05",
    "2024年7月4日-5日": "2024-07-04/2024-07-05",
    "2024年7月4-5日": "2024-07-04/2024-07-05",
    "2024年7月4日—5日": "2024-07-04/2024-07-05",
    "2024年7月4日至8月2日": "2024-07-04/2024-08-02",
    "2023年12月30日至2024年1月2日": "2023-12-30/2024-01-02",
    "2024年7月至8月": "2024-07/2024-08",
    "2023年至2024年": "2023/2024",
}


@pytest.mark.parametrize(("text", "edtf"), EVERYDAY.items(), ids=EVERYDAY)
def test_parse_reads_everyday_forms(text: str, edtf: str) -> None:
    assert Period.parse(text).edtf == edtf


FOUR_DIGITS = "a year of four digits"
FIGURES = "a month in words, or figures with the year first"
NO_SUCH = "the name of a month, and a day that exists"
ALIKE = "a range whose ends are stated alike"
UNKNOWN_FORM = "EDTF or a date such as"

REFUSED = {
    "November 17": FOUR_DIGITS,
    "17 November": FOUR_DIGITS,
    "November": FOUR_DIGITS,
    "July 4 to 5": FOUR_DIGITS,
    "11月17日": FOUR_DIGITS,
    "7月4日至5日": FOUR_DIGITS,
    "17 Nov 11": FOUR_DIGITS,
    "Nov 17, '11": FOUR_DIGITS,
    "23年3月": FOUR_DIGITS,
    "July 4, 2024 to August 2": FOUR_DIGITS,
    "03/04/2023": FIGURES,
    "13/04/2023": FIGURES,
    "3.4.2023": FIGURES,
    "17-11-2011": FIGURES,
    "05-06-07": FIGURES,
    "May 32, 2012": NO_SUCH,
    "February 29, 2023": NO_SUCH,
    "Monday 2011": NO_SUCH,
    "3 Monday 2011": NO_SUCH,
    "Easter 2011": NO_SUCH,
    "April 4, 2023 to 5, 2024": NO_SUCH,
    "July 4 to August 2024": ALIKE,
    "2024年7月4日至2025年1月": ALIKE,
    "2024年7-8月": ALIKE,
    "2023年3月4日至2024年5日": ALIKE,
    "2024年4日": "a month before the day",
    "7月4日至2024年7月5日": ALIKE,
    "August 2 to July 30, 2024": "a start that is not after the end",
    "December 30 to January 2, 2024": "a start that is not after the end",
    "2024年8月2日至7月4日": "a start that is not after the end",
    "2023-02-30": "a day that exists, found '2023-02-30'$",
    "2023/2/30": "a day that exists, found '2023-02-30', read from '2023/2/30'",
    "2023年2月30日": "a day that exists, found '2023-02-30', read from '2023年2月30日'",
    "2011-13": "a month from 01 to 12",
    "Monday, 7 May 2012": UNKNOWN_FORM,
    "7 May 2012, 10:30": UNKNOWN_FORM,
    "May 0045": UNKNOWN_FORM,
    "٧ November 2011": UNKNOWN_FORM,
    "May 2, 3 and 4, 2012": UNKNOWN_FORM,
    "2024年7月4日至5日至6日": UNKNOWN_FORM,
    "2024年夏天": UNKNOWN_FORM,
    "during 2012": NO_SUCH,
    "in the year 2012": UNKNOWN_FORM,
    "May 2012\u200b": UNKNOWN_FORM,
    "": UNKNOWN_FORM,
    "   ": UNKNOWN_FORM,
    "2011-2013": "an EDTF date or interval such as",
    "2023-9": "an EDTF date or interval such as",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=REFUSED)
def test_parse_refuses_what_is_incomplete_ambiguous_or_unknown(text: str, reason: str) -> None:
    with pytest.raises(InvalidPeriod, match=f"^expected {reason}"):
        Period.parse(text)


@pytest.mark.parametrize("text", [text for text, edtf in EVERYDAY.items() if text != edtf])
def test_the_class_itself_takes_only_edtf(text: str) -> None:
    with pytest.raises(InvalidPeriod):
        Period(text)


def test_parse_takes_a_date_and_a_period() -> None:
    day = Period.parse(date(2011, 11, 17))
    assert (day.edtf, day.earliest, day.precision) == ("2011-11-17", date(2011, 11, 17), "day")
    assert Period.parse(day) is day
    assert Period(day) is day


def test_parse_refuses_a_datetime() -> None:
    with pytest.raises(InvalidPeriod, match=r"without a time of day, .*pass its \.date\(\)"):
        Period.parse(datetime(2011, 11, 17))


@pytest.mark.parametrize(("value", "kind"), [(2011, "int"), (None, "NoneType"), (b"2011", "bytes"), (["2011"], "list")])
def test_other_types_are_refused_by_name(value: object, kind: str) -> None:
    with pytest.raises(InvalidPeriod, match=f"^expected an EDTF text, found {kind}$"):
        Period(value)  # type: ignore[arg-type]
    with pytest.raises(InvalidPeriod, match=f"^expected a text or a date, found {kind}$"):
        Period.parse(value)  # type: ignore[arg-type]


def test_the_error_is_a_value_error_of_this_package() -> None:
    assert issubclass(InvalidPeriod, ValueError)
    assert issubclass(InvalidPeriod, CqcoopError)


INVALID_EDTF = {
    "2011 ": "without spaces",
    " 2011": "without spaces",
    "0000": "from 0001 to 9999",
    "0000-01-01": "from 0001 to 9999",
    "2023-00": "a month from 01 to 12",
    "2023-02-29": "a day that exists",
    "2023-02-30?": "a day that exists",
    "2011-W46-4": "such as",
    "2011-W46": "such as",
    "20111117": "such as",
    "2011-321": "such as",
    "２０１１": "such as",
    "١٩٨٥": "such as",
    "+2011": "such as",
    "2011??": "one qualifier, at the end",
    "2011?~": "one qualifier, at the end",
    "2011-11/2011-10": "a start that is not after the end",
    "2011-11/2010": "a start that is not after the end",
    "[2011-11..2011-10]": "a start that is not after the end",
    "/": "at least one date in an interval",
    "../..": "at least one date in an interval",
    "/..": "at least one date in an interval",
    "[..]": "at least one date in a window",
    "[2011]": "other sets",
    "[2011": "other sets",
    "[": "other sets",
    "[]": "other sets",
    "[2011..2012,2013]": "other sets",
    "[2011..2012": "other sets",
    "[2011..[2012..2013]]": "in scope",
    "[2011?..2012]": "no qualifier inside a window",
    "[2011..2012]?": "other sets",
    "2011/2012/2013": "an interval of two single dates",
    "[2011..2012]/2013": "an interval of two single dates",
    "2010/[2011..2012]": "an interval of two single dates",
    "...": "such as",
    "2011...": "such as",
    "": "such as",
    "?": "such as",
    "\ud800": "such as",
}


@pytest.mark.parametrize(("text", "reason"), INVALID_EDTF.items(), ids=map(ascii, INVALID_EDTF))
def test_invalid_edtf_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidPeriod, match=reason):
        Period(text)


@pytest.mark.parametrize("text", ["1" * 1_000_000, "[" * 1_000_000, "/" * 1_000_000, "November " * 100_000])
def test_long_input_is_refused_with_a_short_message(text: str) -> None:
    for read in (Period, Period.parse):
        with pytest.raises(InvalidPeriod) as caught:
            read(text)
        assert len(str(caught.value)) < 250
    with pytest.raises(InvalidPeriod, match="at most 100 characters"):
        Period.parse(text)


@given(st.text(max_size=110) | st.text(alphabet="0123456789-/.[]?~% ,年月日至to月MayJun'", max_size=30))
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for read in (Period, Period.parse):
        period = None
        with suppress(InvalidPeriod):
            period = read(text)
        assert period is None or Period(str(period)) == period


@given(st.text(alphabet="abcdefghijklmnoprstuvwxyz", min_size=1, max_size=9), st.integers(0, 31))
def test_a_word_that_is_no_month_is_refused(word: str, day: int) -> None:
    months = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
    assume(word not in months)
    for text in (f"{word} 2011", f"{day} {word} 2011", f"{word} {day}, 2011"):
        with pytest.raises(InvalidPeriod):
            Period.parse(text)


@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%b %d,%Y", "%d-%b-%Y", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d"]),
)
def test_every_day_is_read_from_every_full_form(day: date, form: str) -> None:
    assert Period.parse(day.strftime(form)) == Period(day.isoformat())


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%B %Y", "%b. %Y", "%Y年%m月"]))
def test_a_month_never_becomes_a_day(day: date, form: str) -> None:
    assert Period.parse(day.strftime(form)).edtf == day.isoformat()[:MONTH]


# --- properties -------------------------------------------------------------------------------------------------------


@given(texts)
def test_the_text_is_kept_exactly(text: str) -> None:
    period = Period(text)
    assert (str(period), period.edtf, f"{period}") == (text, text, text)
    assert eval(repr(period)) == period
    assert Period.parse(text) == period


@given(all_days, qualifiers)
def test_bounds_of_single_dates(day: date, qualifier: str) -> None:
    exact, month, year = (Period(_iso(day, length, qualifier)) for length in (DAY, MONTH, YEAR))
    assert exact.earliest == exact.latest == day
    assert month.earliest == day.replace(day=1)
    assert month.latest is not None
    assert (month.latest.year, month.latest.month) == (day.year, day.month)
    assert month.latest == date.max or (month.latest + timedelta(days=1)).day == 1
    assert (year.earliest, year.latest) == (date(day.year, 1, 1), date(day.year, 12, 31))
    assert [each.precision for each in (exact, month, year)] == ["day", "month", "year"]


PROPERTIES = [
    # text, precision, year, month, start, end, interval, window
    ("2011-11-17", "day", 2011, 11, "2011-11-17", "2011-11-17", False, False),
    ("2011-11~", "month", 2011, 11, "2011-11~", "2011-11~", False, False),
    ("2011", "year", 2011, None, "2011", "2011", False, False),
    ("2024-07-30/2024-08-02", "day", 2024, None, "2024-07-30", "2024-08-02", True, False),
    ("2024-07-04/2024-07-05", "day", 2024, 7, "2024-07-04", "2024-07-05", True, False),
    ("2023-12-30/2024-01", "month", None, None, "2023-12-30", "2024-01", True, False),
    ("2023-07-01/2024-07-31", "day", None, None, "2023-07-01", "2024-07-31", True, False),
    ("2011/2013-05", "year", None, None, "2011", "2013-05", True, False),
    ("2011-05/..", "month", None, None, "2011-05", None, True, False),
    ("2011-05-01/", "day", None, None, "2011-05-01", None, True, False),
    ("../2011", "year", None, None, None, "2011", True, False),
    ("/2011-05", "month", None, None, None, "2011-05", True, False),
    ("[2024-07-04..2024-07-05]", "day", 2024, 7, "[2024-07-04..2024-07-05]", "[2024-07-04..2024-07-05]", False, True),
    ("[2023..2024-07]", "year", None, None, "[2023..2024-07]", "[2023..2024-07]", False, True),
    ("[..2023-05-01]", "day", None, None, "[..2023-05-01]", "[..2023-05-01]", False, True),
]


@pytest.mark.parametrize(
    ("text", "precision", "year", "month", "start", "end", "interval", "window"),
    PROPERTIES,
    ids=[case[0] for case in PROPERTIES],
)
def test_properties(
    text: str,
    precision: str,
    year: int | None,
    month: int | None,
    start: str | None,
    end: str | None,
    interval: bool,
    window: bool,
) -> None:
    period = Period(text)
    assert (period.precision, period.year, period.month) == (precision, year, month)
    assert (period.start, period.end) == (start and Period(start), end and Period(end))
    assert (period.is_interval, period.is_window) == (interval, window)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2011", False, False),
        ("2011?", True, False),
        ("2011~", False, True),
        ("2011%", True, True),
        ("2011?/2013~", True, True),
        ("2011/2013~", False, True),
        ("[2011..2013]", False, False),
    ],
)
def test_qualifiers(text: str, uncertain: bool, approximate: bool) -> None:
    assert (Period(text).uncertain, Period(text).approximate) == (uncertain, approximate)


# --- the three-valued tests -------------------------------------------------------------------------------------------

WITHIN = [
    ("2024-07-04", "2024-07-04", "certainly"),
    ("2024-07-04", "2024-07", "certainly"),
    ("2024-07-31", "2024-07", "certainly"),
    ("2024-08-01", "2024-07", "not"),
    ("2024-07", "2024-07-04", "possibly"),
    ("2024", "2023/2025", "certainly"),
    ("2024", "2025", "not"),
    ("2024?", "2024", "possibly"),
    ("2024~", "2025", "not"),
    ("2024-07-04/2024-07-06", "2024-07-04/2024-07-05", "not"),
    ("2024-07/2024-08", "2024-07-15/2024-08-15", "possibly"),
    ("2023/2024?", "2020/2030", "possibly"),
    ("2023/..", "2020/2030", "not"),
    ("2023/..", "2020/..", "certainly"),
    ("2023/", "2020/2030", "possibly"),
    ("2023/", "2020/..", "certainly"),
    ("../2023", "2020/2030", "not"),
    ("/2023", "2020/2030", "possibly"),
    ("/2023", "../2030", "certainly"),
    ("/2023", "2024/2030", "not"),
    ("[2024-07-04..2024-07-05]", "2024-07-04", "possibly"),
    ("[2024-07-04..2024-07-05]", "2024-07", "certainly"),
    ("[..2023-05-01]", "2023", "possibly"),
    ("[..2023-05-01]", "../2023", "certainly"),
    ("2024-07-04", "2024-07?", "certainly"),
    ("2024-07-04", "[2024-07-04..2024-07-05]", "certainly"),
]
OVERLAPS = [
    ("2024-07-04", "2024-07", "certainly"),
    ("2024-07", "2024-07-04", "possibly"),
    ("2024-07-01/2024-07-31", "2024-07-04", "certainly"),
    ("2024-07-01/2024-07-31", "2024-08", "not"),
    ("2024-07-01/2024-07-31?", "2024-07-04", "possibly"),
    ("2011/2013", "2012", "certainly"),
    ("2011/2012", "2012-02", "possibly"),
    # It began before New Year's Day and ended on it or later, so that day is certain.
    ("2011/2012", "2012-01-01", "certainly"),
    ("2011/2011-06", "2011-01-01/2011-06-30", "certainly"),
    ("2023/", "2023", "certainly"),
    ("2023/", "2025", "possibly"),
    ("2023/", "2022", "not"),
    ("2023/..", "2025", "certainly"),
    ("2023/..", "2023-01", "possibly"),
    ("../2023", "1990", "certainly"),
    ("/2023", "1990", "possibly"),
    ("/2023", "2023", "certainly"),
    ("[2024-07-04..2024-07-05]", "2024-07-05/2024-07-08", "possibly"),
    ("[2024-07-04..2024-07-05]", "2024-07-03/2024-07-08", "certainly"),
    ("[2023-05-01..]", "2025", "possibly"),
    ("[2023-05-01..]", "2022", "not"),
]


@pytest.mark.parametrize(("text", "other", "answer"), WITHIN)
def test_within(text: str, other: str, answer: str) -> None:
    assert Period(text).within(Period(other)) == Period(text).within(other) == answer


@pytest.mark.parametrize(("text", "other", "answer"), OVERLAPS)
def test_overlaps(text: str, other: str, answer: str) -> None:
    assert Period(text).overlaps(Period(other)) == Period(text).overlaps(other) == answer


# Ordinals that stand for "without bound", and for "some day far away".
ENDLESS, FAR = 10**9, 10**6


@given(near_texts, near_texts)
def test_the_answers_are_those_of_trying_every_placement(text: str, asked: str) -> None:
    period, other = Period(text), Period(asked)
    lower, upper = _bounds(other, ENDLESS)
    placements = list(_placements(period, other))
    assert placements
    hedged = period.uncertain or period.approximate
    assert period.within(other) == _answer([lower <= a and b <= upper for a, b in placements], hedged)
    assert period.overlaps(other) == _answer([a <= upper and b >= lower for a, b in placements], hedged)


def _placements(period: Period, other: Period) -> Iterator[tuple[int, int]]:
    """The first and last days that a period's text allows.

    Only days at and beside a bound are tried: between two neighbouring bounds, every day gives the same answers.
    """
    dates = [each for each in (period, period.start, period.end, other) if each]
    bounds = {bound for each in dates for bound in _bounds(each, FAR)}
    days = sorted({bound + step for bound in bounds for step in (-1, 0, 1) if abs(bound + step) <= FAR})
    starts = _choices(period.start, days, [-ENDLESS] if period.edtf.startswith("..") else days)
    ends = _choices(period.end, days, [ENDLESS] if period.edtf.endswith("..") else days)
    for first in starts:
        for last in ends:
            if first == last or (first < last and not period.is_window):
                yield first, last


def _choices(end: Period | None, days: list[int], otherwise: list[int]) -> list[int]:
    if end is None:
        return otherwise
    lower, upper = _bounds(end, FAR)
    return [day for day in days if lower <= day <= upper]


def _bounds(period: Period, beyond: int) -> tuple[int, int]:
    first, last = period.earliest, period.latest
    return first.toordinal() if first else -beyond, last.toordinal() if last else beyond


def _answer(outcomes: list[bool], hedged: bool) -> str:
    return "not" if not any(outcomes) else "certainly" if all(outcomes) and not hedged else "possibly"


RANK = {"not": 0, "possibly": 1, "certainly": 2}


@given(near_texts, near_texts, near_texts)
def test_widening_what_is_asked_never_loses_an_answer(text: str, asked: str, more: str) -> None:
    period, narrow, wide = Period(text), Period(asked), _hull(Period(asked), Period(more))
    assert RANK[period.within(wide)] >= RANK[period.within(narrow)]
    assert RANK[period.overlaps(wide)] >= RANK[period.overlaps(narrow)]


def _hull(one: Period, other: Period) -> Period:
    """The narrowest interval that covers both."""
    first = one.earliest and other.earliest and min(one.earliest, other.earliest)
    last = one.latest and other.latest and max(one.latest, other.latest)
    # All of time cannot be written, as an interval needs a date.
    assume(first or last)
    return Period(f"{first or '..'}/{last or '..'}")


@given(near_texts, near_texts)
def test_what_lies_within_also_overlaps(text: str, other: str) -> None:
    period = Period(text)
    assert RANK[period.overlaps(other)] >= RANK[period.within(other)]


@given(texts, texts)
def test_a_qualified_date_is_never_certain(text: str, other: str) -> None:
    period = Period(text)
    if period.uncertain or period.approximate:
        assert "certainly" not in (period.within(other), period.overlaps(other))


def test_the_tests_refuse_what_is_no_period() -> None:
    with pytest.raises(InvalidPeriod, match="expected an EDTF text, found int"):
        Period("2011").within(2011)  # type: ignore[arg-type]


# --- order ------------------------------------------------------------------------------------------------------------


def test_order_goes_by_first_day_then_last_day_then_text() -> None:
    ordered = [
        "../2010",
        "[..2011-01-01]",
        "2011-01-01",
        "2011-01-01~",
        "2011-01",
        "2011",
        "2011?",
        "2011-01-01/2012",
        "2011/..",
        "[2011..]",
        "2011-01-02",
    ]
    assert [str(period) for period in sorted(map(Period, reversed(ordered)))] == ordered


@given(st.lists(texts, min_size=2, max_size=6))
def test_order_is_total_and_agrees_with_equality(some: list[str]) -> None:
    for one, other in pairwise(sorted(map(Period, some))):
        assert one <= other
        assert other >= one
        assert (one < other) == (other > one) == (one != other) == (one.edtf != other.edtf)
        assert not other < one


@pytest.mark.parametrize("other", ["2011", 2011, None, date(2011, 1, 1)])
def test_other_types_are_neither_equal_nor_comparable(other: object) -> None:
    assert Period("2011") != other
    with pytest.raises(TypeError):
        assert Period("2011") < other  # type: ignore[operator]


# --- describing -------------------------------------------------------------------------------------------------------

DESCRIBED = {
    "2011-11-17": "17 November 2011",
    "2022-11": "November 2022",
    "2011": "2011",
    "0985": "985",
    "2011~": "about 2011",
    "2011?": "2011 (uncertain)",
    "2011-11%": "about November 2011 (uncertain)",
    "2024-07-04/2024-07-05": "4–5 July 2024",
    "2024-07-30/2024-08-02": "30 July – 2 August 2024",
    "2023-12-30/2024-01-02": "30 December 2023 – 2 January 2024",
    "2023-07-04/2024-07-04": "4 July 2023 – 4 July 2024",
    "2024-07-04/2024-07-04": "4 July 2024",
    "2024-05/2024-06": "May–June 2024",
    "2023-12/2024-01": "December 2023 – January 2024",
    "1964/2008": "1964–2008",
    "2004-02-01/2005": "1 February 2004 – 2005",
    "2005/2006-02": "2005 – February 2006",
    "2011/2011-06": "2011 – June 2011",
    "1984~/2004-06": "about 1984 – June 2004",
    "1984/2004~": "1984 – about 2004",
    "1984?/2004?": "1984 (uncertain) – 2004 (uncertain)",
    "2023-03-09/..": "since 9 March 2023",
    "2023-03-09/": "from 9 March 2023, end unknown",
    "../2023-03": "until March 2023",
    "/2023~": "until about 2023, start unknown",
    "[2024-07-04..2024-07-05]": "some day in 4–5 July 2024",
    "[2023-12..2024-01]": "some day in December 2023 – January 2024",
    "[..2023-05-01]": "on or before 1 May 2023",
    "[2023-05-01..]": "on or after 1 May 2023",
    "[..2023-05]": "in or before May 2023",
    "[2023..]": "in or after 2023",
}


@pytest.mark.parametrize(("text", "words"), DESCRIBED.items(), ids=DESCRIBED)
def test_describe(text: str, words: str) -> None:
    assert Period(text).describe() == words


@given(st.dates(min_value=date(1000, 1, 1)), st.dates(min_value=date(1000, 1, 1)), st.sampled_from([DAY, MONTH]))
def test_descriptions_of_days_and_months_can_be_read_again(one: date, other: date, length: int) -> None:
    first, last = _ordered(_iso(one, length), _iso(other, length))
    text = first if first == last else f"{first}/{last}"
    assert Period.parse(Period(text).describe()).edtf == text


# --- being a value ----------------------------------------------------------------------------------------------------


@given(texts)
def test_copies_and_pickles_are_equal(text: str) -> None:
    period = Period(text)
    twins = [copy.copy(period), copy.deepcopy(period)]
    twins += [pickle.loads(pickle.dumps(period, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    for twin in twins:
        assert twin == period
        assert hash(twin) == hash(period)


def test_a_pickle_survives_an_emptied_cache() -> None:
    period = Period("2011-11-17/2011-11-20")
    frozen = pickle.dumps(period)
    periods._read.cache_clear()
    twin = pickle.loads(frozen)
    assert twin is not period
    assert (twin, twin.start, twin.end) == (period, period.start, period.end)
    assert len({twin, period}) == 1


def test_a_period_cannot_be_changed() -> None:
    period = Period("2011")
    for name in ("edtf", "_text", "anything"):
        with pytest.raises(AttributeError, match=f"cannot be changed: '{name}' was to be set"):
            setattr(period, name, "2012")
        with pytest.raises(AttributeError, match=f"cannot be changed: '{name}' was to be deleted"):
            delattr(period, name)
    assert not hasattr(period, "__dict__")
    assert period.edtf == "2011"


def test_equal_texts_share_one_period_and_the_cache_is_bounded() -> None:
    assert Period("2011-11-17") is Period("2011-11-" + str(17))
    periods._read.cache_clear()
    size = periods._read.cache_info().maxsize
    assert size is not None
    for number in range(size + 10):
        Period((date(1950, 1, 1) + timedelta(days=number)).isoformat())
    assert periods._read.cache_info().currsize == size


def test_failures_are_not_kept() -> None:
    periods._read.cache_clear()
    with pytest.raises(InvalidPeriod):
        Period("nonsense")
    assert periods._read.cache_info().currsize == 0


def test_a_string_of_a_subclass_is_read_by_its_text() -> None:
    class Sly(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return hash("2011")

    Period("2011")
    assert type(Period(Sly("2012")).edtf) is str
    assert Period(Sly("2012")) == Period("2012") != Period("2011")


def test_threads_get_equal_periods() -> None:
    wanted = [(date(1900, 1, 1) + timedelta(days=number)).isoformat() for number in range(500)] * 4
    periods._read.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: (text, Period(text)), wanted))
    assert all(period.edtf == text and period.earliest == date.fromisoformat(text) for text, period in answers)


def test_dateutil_is_imported_for_english_only() -> None:
    program = """
import sys
from cqcoop.periods import Period
for text in ("2011-11-17", "2023/9/7", "2023年3月9日", "[2011..2012]"):
    Period.parse(text)
assert "dateutil" not in sys.modules
Period.parse("17 November 2011")
assert "dateutil" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
