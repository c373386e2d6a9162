"""Dates as sources state them: `Period`, an EDTF (ISO 8601-2:2019) date or interval.

A month stays a month, an open end stays open, and a question asked of an imprecise date
is answered with "certainly", "possibly" or "not".

>>> signed = Period("2011-11")
>>> signed.earliest, signed.latest
(datetime.date(2011, 11, 1), datetime.date(2011, 11, 30))
>>> signed.within(Period("2011")), signed.within(Period("2011-11-17/2011-11-20"))
('certainly', 'possibly')

What is read, in the terms of the Library of Congress specification of 4 February 2019:

- level 0: dates of year, month and day precision, and intervals of two of them;
- level 1: `?`, `~` and `%` at the end of a date; open (`..`) and unknown (empty) interval ends;
- level 2: one-of-a-set in its contiguous form, `[2024-07-04..2024-07-05]`, here called a window.

Time of day, seasons, unspecified digits (`X`), years outside 0001-9999 and the rest of level 2 are refused.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache, total_ordering
from typing import Literal, NamedTuple, NoReturn, TypeAlias, final

from cqcoop.errors import InvalidPeriod

__all__ = ["Certainty", "Period", "Precision"]

Certainty: TypeAlias = Literal["certainly", "possibly", "not"]
Precision: TypeAlias = Literal["day", "month", "year"]

# The days of more than forty years: a dataset of daily events still shares every date.
_CACHE_SIZE = 16_384
_LONGEST_TEXT = 100

_PRECISION_BY_LENGTH: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_QUALIFIERS = "?~%"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# Ordinals just outside the calendar stand for "without bound".
_BEFORE_ALL = date.min.toordinal() - 1
_AFTER_ALL = date.max.toordinal() + 1


@final
@total_ordering
class Period:
    """An EDTF date or interval, immutable and hashable; equal if and only if the texts are equal.

    `Period(text)` takes strict EDTF; `Period.parse(text)` also takes everyday English and Chinese forms.
    All bounds are inclusive days of the proleptic Gregorian calendar. A period is one of three things:

    - a *single date* ("2011-11-17", "2011-11", "2011"): it happened on some one stretch inside those days;
    - an *interval* ("2024-07-30/2024-08-02"): it lasted from the one date to the other. Each end may itself be
      imprecise, open ("..": without bound) or unknown (empty: it has a bound, which nobody states);
    - a *window* ("[2024-07-04..2024-07-05]"): it happened on one day in the range, which day is unknown.

    Periods sort by earliest day (none first), then by latest day (none last), then by text.

    Raises `InvalidPeriod` for anything but a text in the supported part of EDTF.

    >>> Period("2024-07-04/2024-07-05")
    Period('2024-07-04/2024-07-05')
    >>> Period("2023-02-30")
    Traceback (most recent call last):
        ...
    cqcoop.errors.InvalidPeriod: expected a day that exists, found '2023-02-30'
    """

    __slots__ = ("_earliest", "_ends", "_latest", "_precision", "_text")

    _text: str
    _earliest: date | None
    _latest: date | None
    _precision: Precision
    _ends: "tuple[Period | None, Period | None] | None"  # None but for an interval

    def __new__(cls, text: "str | Period") -> "Period":
        """Return the shared period for an EDTF text, or the period itself."""
        if type(text) is str:
            return _read(text)
        if isinstance(text, Period):
            return text
        if isinstance(text, str):
            # A subclass of str may redefine equality, so the cache only ever sees its plain text.
            return _read(str.__str__(text))
        raise InvalidPeriod(f"expected an EDTF text, found {type(text).__name__}")

    @classmethod
    def parse(cls, text: "str | date | Period") -> "Period":
        """Return the period that a text states in EDTF, everyday English or Chinese, or that a `datetime.date` is.

        Nothing is filled in: "May 2013" stays a month, and "November 17" is refused. Years have four digits, in
        English from 1000 on. Figures alone must begin with the year ("2023/9/7"). "03/04/2023" can be read in two ways;
        "13/04/2023" cannot, but a source that writes so also writes the other, so both are refused.

        Raises `InvalidPeriod` for other texts, and for a `datetime.datetime`, whose time of day would be lost.

        >>> Period.parse("July 30 to August 2, 2024")
        Period('2024-07-30/2024-08-02')
        >>> Period.parse("2023年3月9日")
        Period('2023-03-09')
        >>> Period.parse("May 2013")
        Period('2013-05')
        >>> Period.parse("03/04/2023")
        Traceback (most recent call last):
            ...
        cqcoop.errors.InvalidPeriod: expected a month in words, or figures with the year first, found '03/04/2023'
        """
        if isinstance(text, Period):
            return text
        if isinstance(text, datetime):
            raise InvalidPeriod(f"expected a date without a time of day, found {text!r}; pass its .date()")
        if isinstance(text, date):
            return _read(text.isoformat())
        if not isinstance(text, str):
            raise InvalidPeriod(f"expected a text or a date, found {type(text).__name__}")
        if len(text) > _LONGEST_TEXT:
            _refuse(f"at most {_LONGEST_TEXT} characters", text)
        return _read_everyday(" ".join(text.translate(_HALFWIDTH).split()))

    @property
    def edtf(self) -> str:
        """The EDTF text exactly as given.

        >>> Period("2011-11~").edtf
        '2011-11~'
        """
        return self._text

    @property
    def earliest(self) -> date | None:
        """The first possible day, or None where the start is open or unknown.

        >>> Period("2011/2013-05").earliest
        datetime.date(2011, 1, 1)
        """
        return self._earliest

    @property
    def latest(self) -> date | None:
        """The last possible day, itself included, or None where the end is open or unknown.

        >>> Period("2011/2013-05").latest
        datetime.date(2013, 5, 31)
        """
        return self._latest

    @property
    def precision(self) -> Precision:
        """How exact the text is: of the dates in an interval or a window, the coarser; of one date, its own.

        >>> Period("2011/2013-05").precision, Period("2013-05/..").precision
        ('year', 'month')
        """
        return self._precision

    @property
    def uncertain(self) -> bool:
        """Whether any date in it is marked as doubtful (`?` or `%`).

        >>> Period("2011?").uncertain, Period("2011~").uncertain
        (True, False)
        """
        return "?" in self._text or "%" in self._text

    @property
    def approximate(self) -> bool:
        """Whether any date in it is marked as an estimate (`~` or `%`).

        >>> Period("2011~/2013").approximate, Period("2011?").approximate
        (True, False)
        """
        return "~" in self._text or "%" in self._text

    @property
    def is_interval(self) -> bool:
        """Whether it lasted from one date to another.

        >>> Period("2011/2013").is_interval, Period("2011").is_interval
        (True, False)
        """
        return self._ends is not None

    @property
    def is_window(self) -> bool:
        """Whether it is one unknown day in a range.

        >>> Period("[2024-07-04..2024-07-05]").is_window, Period("2024-07").is_window
        (True, False)
        """
        return self._text[0] == "["

    @property
    def start(self) -> "Period | None":
        """The first date of an interval, None if open or unknown; anything else is its own start.

        >>> Period("2011/2013-05").start, Period("../2013").start, Period("2011").start
        (Period('2011'), None, Period('2011'))
        """
        return self if self._ends is None else self._ends[0]

    @property
    def end(self) -> "Period | None":
        """The last date of an interval, None if open or unknown; anything else is its own end.

        >>> Period("2011/2013-05").end, Period("2011/").end, Period("2011").end
        (Period('2013-05'), None, Period('2011'))
        """
        return self if self._ends is None else self._ends[1]

    @property
    def year(self) -> int | None:
        """The year, if every possible day lies in the same one.

        >>> Period("2024-07-30/2024-08-02").year, Period("2023-12/2024-01").year
        (2024, None)
        """
        first, last = self._earliest, self._latest
        if first is None or last is None or first.year != last.year:
            return None
        return first.year

    @property
    def month(self) -> int | None:
        """The month, 1 to 12, if every possible day lies in the same month of the same year.

        >>> Period("2024-07-04/2024-07-05").month, Period("2024").month
        (7, None)
        """
        first, last = self._earliest, self._latest
        if first is None or last is None or (first.year, first.month) != (last.year, last.month):
            return None
        return first.month

    def within(self, other: "Period | str") -> Certainty:
        """Say whether this period lies wholly inside `other`, both bounds included.

        `other` stands for every day from its earliest to its latest, without bound on a side where it has none;
        its own precision and qualifiers play no part. "certainly": wherever this period may have lain, it was inside.
        "possibly": in some place that its text allows. "not": in none. A qualified date (`?`, `~`, `%`) is never
        "certainly" anything, and no margin is invented around it: "not" goes by the days as printed.

        An open end reaches beyond every bound; an unknown end lies somewhere between the start and the end of time.

        >>> Period("2024-07").within("2024"), Period("2024-07").within("2024-07-04"), Period("2024").within("2025")
        ('certainly', 'possibly', 'not')
        >>> Period("2023/..").within("2020/2030"), Period("2023/").within("2020/2030")
        ('not', 'possibly')
        >>> Period("2024?").within("2024")
        'possibly'
        """
        ours, (lower, upper) = _extent(self), _span(Period(other))
        first, last = max(ours.start_min, lower), min(ours.end_max, upper)
        if first > ours.start_max or last < ours.end_min or first > last:
            return "not"
        surely = ours.start_min >= lower and ours.end_max <= upper
        return self._hedged(surely)

    def overlaps(self, other: "Period | str") -> Certainty:
        """Say whether this period has at least one day in common with `other`, both bounds included.

        `other` and the three answers are as for `within`. A date of month or year precision and a window happened on
        some stretch inside their bounds, so they certainly overlap only what covers all of these; an interval covers
        every day between its ends.

        >>> Period("2024-07").overlaps("2024-07-04"), Period("2024-07-01/2024-07-31").overlaps("2024-07-04")
        ('possibly', 'certainly')
        >>> Period("2023/").overlaps("2023"), Period("2023/").overlaps("2025"), Period("2023/..").overlaps("2025")
        ('certainly', 'possibly', 'certainly')
        """
        ours, (lower, upper) = _extent(self), _span(Period(other))
        if ours.start_min > upper or ours.end_max < lower:
            return "not"
        surely = ours.start_max <= upper and ours.end_min >= lower
        return self._hedged(surely)

    def describe(self) -> str:
        """Return the period in plain English, for readers rather than for parsing.

        >>> Period("2024-07-04/2024-07-05").describe()
        '4–5 July 2024'
        >>> Period("[..2023-05-01]").describe()
        'on or before 1 May 2023'
        >>> Period("2011~").describe()
        'about 2011'
        """
        if self.is_window:
            return _describe_window(*self._text[1:-1].split(".."))
        if self.is_interval:
            return _describe_interval(*self._text.split("/"))
        return _describe_date(self._text)

    def _hedged(self, surely: bool) -> Certainty:
        return "certainly" if surely and not (self.uncertain or self.approximate) else "possibly"

    def _sort_key(self) -> tuple[int, int, str]:
        return *_span(self), self._text

    def __lt__(self, other: "Period") -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._sort_key() < other._sort_key()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Period({self._text!r})"

    def __reduce__(self) -> tuple[type["Period"], tuple[str]]:
        # The text says everything: copies and pickles are read again, or shared.
        return Period, (self._text,)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Period cannot be changed: {name!r} was to be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Period cannot be changed: {name!r} was to be deleted")


# --- reading EDTF -----------------------------------------------------------------------------------------------------

_setter = object.__setattr__.__get__


def _make(
    text: str,
    earliest: date | None,
    latest: date | None,
    precision: Precision,
    ends: tuple[Period | None, Period | None] | None = None,
) -> Period:
    period = object.__new__(Period)
    # The class forbids setting; bound once, as here, this is the cheapest way around it.
    put = _setter(period)
    put("_text", text)
    put("_earliest", earliest)
    put("_latest", latest)
    put("_precision", precision)
    put("_ends", ends)
    return period


@lru_cache(maxsize=_CACHE_SIZE)
def _read(text: str) -> Period:
    """Return the period of a strict EDTF text; the cache is bounded, safe between threads and never holds a failure."""
    if "/" in text:
        return _read_interval(text)
    if text.startswith("["):
        return _read_window(text)
    return _read_date(text)


def _read_date(text: str) -> Period:
    body = text[:-1] if text[-1:] in _QUALIFIERS else text
    precision = _PRECISION_BY_LENGTH.get(len(body))
    if precision is None:
        _refuse_edtf(text)
    full = body if precision == "day" else f"{body}-01" if precision == "month" else f"{body}-01-01"
    try:
        first = date.fromisoformat(full)
    except ValueError:
        _refuse_edtf(text)
    # fromisoformat also reads week dates ("2011-W46-4"), which EDTF does not have.
    if "W" in full:
        _refuse_edtf(text)
    last = first if precision == "day" else _last_day(first, precision)
    return _make(text, first, last, precision)


def _last_day(first: date, precision: Precision) -> date:
    if precision == "year" or first.month == 12:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)


def _read_interval(text: str) -> Period:
    first, _, last = text.partition("/")
    start, end = _read_end(first, text), _read_end(last, text)
    if start is None and end is None:
        _refuse("at least one date in an interval", text)
    earliest = start._earliest if start else None
    latest = end._latest if end else None
    _check_order(earliest, latest, text)
    return _make(text, earliest, latest, _coarser(start, end), (start, end))


def _read_end(end: str, whole: str) -> Period | None:
    if end in ("", ".."):
        return None
    if "/" in end or "[" in end:
        _refuse("an interval of two single dates", whole)
    return _read(end)


def _read_window(text: str) -> Period:
    first, dots, last = text[1:-1].partition("..")
    if not (text.endswith("]") and dots) or "," in text:
        _refuse("'[first..last]' (other sets are out of scope)", text)
    if any(mark in text for mark in _QUALIFIERS):
        _refuse("no qualifier inside a window", text)
    start, end = (_read_date(bound) if bound else None for bound in (first, last))
    if start is None and end is None:
        _refuse("at least one date in a window", text)
    earliest = start._earliest if start else None
    latest = end._latest if end else None
    _check_order(earliest, latest, text)
    return _make(text, earliest, latest, _coarser(start, end))


def _coarser(*dates: Period | None) -> Precision:
    # The precisions happen to be in alphabetical order, from the finest to the coarsest.
    return max(each._precision for each in dates if each)


def _check_order(earliest: date | None, latest: date | None, text: str) -> None:
    if earliest and latest and earliest > latest:
        _refuse("a start that is not after the end", text)


# --- refusing ---------------------------------------------------------------------------------------------------------

# Looked at only after a text has failed, to say why: the first pattern found gives the reason.
_REASONS: tuple[tuple[str, str], ...] = (
    (r"\s", "an EDTF text without spaces"),
    (r"\dT\d|:", "a date without a time of day, which is out of scope"),
    (r"^Y", "a year of four digits (longer years, with Y, are out of scope)"),
    (r"^-\d", "a year from 0001 to 9999 (negative years are out of scope)"),
    (r"^0000", "a year from 0001 to 9999"),
    (r"X", "known digits only (unspecified digits, X, are out of scope)"),
    (r"^\d{4}S\d", "a year without significant digits, which are out of scope"),
    (r"^\d{4}-(2[1-9]|3[0-9]|4[01])\b", "a month from 01 to 12 (seasons are out of scope)"),
    (r"^[{\[]", "a date (of all sets only '[first..last]' is in scope)"),
    (r"[?~%].", "one qualifier, at the end of a date (qualifiers of single parts are out of scope)"),
    (r"^\d{4}-\d\d[?~%]?$", "a month from 01 to 12"),
    (r"^\d{4}-\d\d-\d\d[?~%]?$", "a day that exists"),
)


def _refuse_edtf(text: str) -> NoReturn:
    if len(text) <= _LONGEST_TEXT:
        for pattern, expected in _REASONS:
            if re.search(pattern, text, re.ASCII):
                _refuse(expected, text)
    _refuse("an EDTF date or interval such as '2011-11-17', '2011-11' or '2011/2012-05'", text)


def _refuse(expected: str, found: str) -> NoReturn:
    shown = found if len(found) <= _LONGEST_TEXT else f"{found[:_LONGEST_TEXT]}…"
    raise InvalidPeriod(f"expected {expected}, found {shown!r}")


# --- the three-valued tests -------------------------------------------------------------------------------------------


class _Extent(NamedTuple):
    """Where a period may start and end, as ordinals of days."""

    start_min: int
    start_max: int
    end_min: int
    end_max: int


def _span(period: Period) -> tuple[int, int]:
    first, last = period._earliest, period._latest
    return first.toordinal() if first else _BEFORE_ALL, last.toordinal() if last else _AFTER_ALL


def _extent(period: Period) -> _Extent:
    lower, upper = _span(period)
    if period._ends is None:
        return _Extent(lower, upper, lower, upper)
    start, end = period._ends
    # An open end is known to lie beyond every bound; an unknown one may lie anywhere from the start on.
    end_min = _span(end)[0] if end else _AFTER_ALL if period._text.endswith("..") else lower
    start_max = _span(start)[1] if start else _BEFORE_ALL if period._text.startswith("..") else upper
    # Nothing starts after its end: "2011/2011-06" began by 30 June.
    return _Extent(lower, min(start_max, upper), max(end_min, lower), upper)


# --- describing -------------------------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    """Return day, month and year as far as a single date has them: ["17", "November", "2011"]."""
    year, *rest = text.rstrip(_QUALIFIERS).split("-")
    return [*(str(int(day)) for day in rest[1:]), *(_MONTHS[int(month) - 1] for month in rest[:1]), str(int(year))]


def _describe_date(text: str) -> str:
    about = "about " if text.endswith(("~", "%")) else ""
    doubt = " (uncertain)" if text.endswith(("?", "%")) else ""
    return f"{about}{' '.join(_words(text))}{doubt}"


def _describe_interval(first: str, last: str) -> str:
    if last == "..":
        return f"since {_describe_date(first)}"
    if last == "":
        return f"from {_describe_date(first)}, end unknown"
    if first == "..":
        return f"until {_describe_date(last)}"
    if first == "":
        return f"until {_describe_date(last)}, start unknown"
    return _describe_range(first, last)


def _describe_window(first: str, last: str) -> str:
    if first and last:
        return f"some day in {_describe_range(first, last)}"
    known, side = (first, "after") if first else (last, "before")
    preposition = "on" if _PRECISION_BY_LENGTH[len(known)] == "day" else "in"
    return f"{preposition} or {side} {_describe_date(known)}"


def _describe_range(first: str, last: str) -> str:
    if first == last:
        return _describe_date(first)
    if len(first) != len(last) or not first[-1].isdigit() or not last[-1].isdigit():
        return f"{_describe_date(first)} – {_describe_date(last)}"
    head, tail = _words(first), _words(last)
    # What both ends share is said once, after the second: 4–5 July 2024. Somewhere they differ, so the loop ends.
    shared = 0
    while head[-1] == tail[-1 - shared]:
        shared += 1
        head.pop()
    dash = "–" if len(head) == 1 else " – "
    return f"{' '.join(head)}{dash}{' '.join(tail)}"


# --- everyday forms ---------------------------------------------------------------------------------------------------

# The fullwidth signs that Chinese texts put into dates.
_HALFWIDTH = str.maketrans("０１２３４５６７８９，．／－", "0123456789,./-")

_YEAR_FIRST = r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
_NUMERIC = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})"
_YEAR = r"(?P<year>[1-9]\d{3})"
_ENGLISH = (
    rf"{_DAY}(?:[ -](?:of )?{_MONTH}\.?)?(?:(?:, ?|[ -]){_YEAR})?",
    rf"{_MONTH}(?:(?:\. ?|[ -]){_DAY})?(?:(?:\.?, ?|\. ?|[ -]){_YEAR})?",
)
# The hyphen comes last, because it also stands inside one date: 17-Nov-2011.
_ENGLISH_RANGE = (r" (?:to|until|till|through) ", r" ?[–—] ?", r" ?- ?")

_CHINESE = r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号號]?)?"
_CHINESE_RANGE = r"[至到–—~～-]+"

_EDTF_SIGNS = r"[-0-9/.?~%XYZTSE:+{}\[\],]+"
_EVERYDAY = "EDTF or a date such as '17 November 2011', 'November 2011', 'July 4 to 5, 2024' or '2011年11月17日'"


class _Parts(NamedTuple):
    """Year, month and day as a text states them, empty where it does not."""

    year: str
    month: str
    day: str

    @property
    def stated(self) -> tuple[bool, ...]:
        return tuple(map(bool, self))


def _read_everyday(text: str) -> Period:
    try:
        return _read(text)
    except InvalidPeriod as error:
        complaint = error
    edtf = _year_first(text) or _chinese(text) or _english(text)
    if edtf and edtf != text:
        return _read_derived(edtf, text)
    if re.fullmatch(_EDTF_SIGNS, text):
        # What is written in the signs of EDTF was meant as EDTF, so its own complaint serves best.
        raise complaint
    if re.search(r"\d", text) and not re.search(r"\d{4}", text):
        _refuse("a year of four digits", text)
    _refuse(_EVERYDAY, text)


def _read_derived(edtf: str, text: str) -> Period:
    try:
        return _read(edtf)
    except InvalidPeriod as error:
        raise InvalidPeriod(f"{error}, read from {text!r}") from None


def _year_first(text: str) -> str | None:
    """Return the EDTF text of a date in figures, or None if it is none; refuse one that begins with a day or month."""
    if re.fullmatch(_NUMERIC, text, re.ASCII):
        _refuse("a month in words, or figures with the year first", text)
    match = re.fullmatch(_YEAR_FIRST, text, re.ASCII)
    return f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}" if match else None


def _chinese(text: str) -> str | None:
    """Return the EDTF text of a Chinese date or range, or None if it is neither."""
    if "年" not in text:
        return None
    parts = [_parts(half, _CHINESE) for half in re.split(_CHINESE_RANGE, text.replace(" ", ""))]
    first, last = parts[0], parts[-1]
    if first is None or last is None or len(parts) > 2:
        return None
    if len(parts) == 1:
        return _join(first, text)
    # "2024年7月4日至5日": the second half leaves out what the first has said.
    month = last.month or (first.month if last.day and not last.year else "")
    return _join_range(first, last._replace(year=last.year or first.year, month=month), text)


def _english(text: str) -> str | None:
    """Return the EDTF text of an English date or range, or None if it is neither."""
    whole = _parts(text, *_ENGLISH)
    if whole and whole.month:
        return _join(_in_figures(whole, text), text)
    for separator in _ENGLISH_RANGE:
        halves = re.split(separator, text, flags=re.IGNORECASE)
        first, last = _parts(halves[0], *_ENGLISH), _parts(halves[-1], *_ENGLISH)
        if len(halves) == 2 and first and last:
            return _english_range(first, last, text)
    return None


def _english_range(first: _Parts, last: _Parts, text: str) -> str:
    # The year of both ends stands at the very end: "July 30 to August 2, 2024". Only then may the month be said once,
    # in either half: "July 4 to 5, 2024", "4 to 5 July 2024".
    if not first.year:
        first = first._replace(year=last.year, month=first.month or last.month)
        last = last._replace(month=last.month or first.month)
    return _join_range(_in_figures(first, text), _in_figures(last, text), text)


def _in_figures(parts: _Parts, text: str) -> _Parts:
    """Return the parts with the month as a number, all of it checked by dateutil.

    dateutil fills in what a text leaves out. Two defaults that differ in every part show what it was really told; their
    days are two weeks apart, so that no weekday leads from both to the same day.
    """
    # Not at the top: reading EDTF must not cost this import.
    from dateutil import parser

    if not parts.year:
        _refuse("a year of four digits", text)
    plain = " ".join(filter(None, (parts.day, parts.month, parts.year)))
    try:
        one, other = (parser.parse(plain, default=default) for default in (datetime(2000, 1, 1), datetime(2001, 2, 15)))
    except (ValueError, OverflowError):
        _refuse("the name of a month, and a day that exists", text)
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    told = _Parts(*(str(a) if a == b else "" for a, b in pairs))
    if told.stated != parts.stated:
        _refuse("the name of a month, and a day that exists", text)
    return told


def _parts(text: str, *patterns: str) -> _Parts | None:
    for pattern in patterns:
        if text and (match := re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE)):
            return _Parts(match["year"] or "", match["month"] or "", match["day"] or "")
    return None


def _join(parts: _Parts, text: str) -> str:
    if parts.day and not parts.month:
        _refuse("a month before the day", text)
    return "-".join(part.zfill(2) for part in parts if part)


def _join_range(first: _Parts, last: _Parts, text: str) -> str:
    if first.stated != last.stated:
        _refuse("a range whose ends are stated alike", text)
    return f"{_join(first, text)}/{_join(last, text)}"
