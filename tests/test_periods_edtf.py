"""EDTF against its specification and against another implementation.

The examples are those of the Library of Congress specification of 4 February 2019 for the features that are read, and
for those that are refused. The `edtf` package reads the whole of it; where the two differ, the reason stands beside.
"""

from datetime import date
from typing import Any

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from cqcoop.errors import InvalidPeriod
from cqcoop.periods import Period

Bounds = tuple[tuple[int, ...] | None, tuple[int, ...] | None]

LEVEL_0 = {
    "1985-04-12": ((1985, 4, 12), (1985, 4, 12)),
    "1985-04": ((1985, 4, 1), (1985, 4, 30)),
    "1985": ((1985, 1, 1), (1985, 12, 31)),
    "1964/2008": ((1964, 1, 1), (2008, 12, 31)),
    "2004-06/2006-08": ((2004, 6, 1), (2006, 8, 31)),
    "2004-02-01/2005-02-08": ((2004, 2, 1), (2005, 2, 8)),
    "2004-02-01/2005-02": ((2004, 2, 1), (2005, 2, 28)),
    "2004-02-01/2005": ((2004, 2, 1), (2005, 12, 31)),
    "2005/2006-02": ((2005, 1, 1), (2006, 2, 28)),
}
LEVEL_1 = {
    "1984?": ((1984, 1, 1), (1984, 12, 31)),
    "2004-06~": ((2004, 6, 1), (2004, 6, 30)),
    "2004-06-11%": ((2004, 6, 11), (2004, 6, 11)),
    "1984~/2004-06": ((1984, 1, 1), (2004, 6, 30)),
    "1984/2004-06~": ((1984, 1, 1), (2004, 6, 30)),
    "1984~/2004~": ((1984, 1, 1), (2004, 12, 31)),
    "1984-06?/2004-08?": ((1984, 6, 1), (2004, 8, 31)),
    "1984-06-02?/2004-08-08~": ((1984, 6, 2), (2004, 8, 8)),
    "1985-04-12/..": ((1985, 4, 12), None),
    "1985-04/..": ((1985, 4, 1), None),
    "1985/..": ((1985, 1, 1), None),
    "../1985-04-12": (None, (1985, 4, 12)),
    "../1985-04": (None, (1985, 4, 30)),
    "../1985": (None, (1985, 12, 31)),
    "1985-04-12/": ((1985, 4, 12), None),
    "1985-04/": ((1985, 4, 1), None),
    "1985/": ((1985, 1, 1), None),
    "/1985-04-12": (None, (1985, 4, 12)),
    "/1985-04": (None, (1985, 4, 30)),
    "/1985": (None, (1985, 12, 31)),
}
LEVEL_2_WINDOWS = {
    "[..1760-12-03]": (None, (1760, 12, 3)),
    "[1760-12..]": ((1760, 12, 1), None),
    "[..1984]": (None, (1984, 12, 31)),
}
READ: dict[str, Bounds] = {**LEVEL_0, **LEVEL_1, **LEVEL_2_WINDOWS}

OUT_OF_SCOPE = {
    "1985-04-12T23:20:30": "time of day",
    "1985-04-12T23:20:30Z": "time of day",
    "1985-04-12T23:20:30-04": "time of day",
    "1985-04-12T23:20:30+04:30": "time of day",
    "Y170000002": "longer years",
    "Y-170000002": "longer years",
    "Y-17E7": "longer years",
    "Y171010000S3": "longer years",
    "-1985": "negative years",
    "1950S2": "significant digits",
    "2001-21": "seasons",
    "2001-34": "seasons",
    "201X": "unspecified digits",
    "20XX": "unspecified digits",
    "2004-XX": "unspecified digits",
    "1985-04-XX": "unspecified digits",
    "1985-XX-XX": "unspecified digits",
    "156X-12-25": "unspecified digits",
    "2004-06-XX/2004-07-03": "unspecified digits",
    "[1667,1668,1670..1672]": "other sets",
    "[1760-01,1760-02,1760-12..]": "other sets",
    "[1667,1760-12]": "other sets",
    "{1667,1668,1670..1672}": "all sets",
    "{1960,1961-12}": "all sets",
    "{..1984}": "all sets",
    "2004-06~-11": "qualifiers of single parts",
    "2004?-06-11": "qualifiers of single parts",
    "?2004-06-~11": "qualifiers of single parts",
    "2004-%06-11": "qualifiers of single parts",
    "2004-06-~01/2004-06-~20": "qualifiers of single parts",
}


@pytest.mark.parametrize(("text", "bounds"), READ.items(), ids=READ)
def test_examples_of_the_specification_are_read(text: str, bounds: Bounds) -> None:
    assert _our_bounds(text) == bounds
    assert str(Period(text)) == text


@pytest.mark.parametrize(("text", "reason"), OUT_OF_SCOPE.items(), ids=OUT_OF_SCOPE)
def test_examples_out_of_scope_are_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(InvalidPeriod, match=reason):
        Period(text)
    with pytest.raises(InvalidPeriod, match=reason):
        Period.parse(text)


# Where the two read or bound a text differently: ours, theirs, and why.
DIFFERENCES: dict[str, tuple[Bounds | str, Bounds | str, str]] = {
    "1985/": (((1985, 1, 1), None), ((1985, 1, 1), (1995, 1, 1)), "edtf puts ten years into an unknown end"),
    "/1985": ((None, (1985, 12, 31)), ((1975, 12, 31), (1985, 12, 31)), "edtf puts ten years before an unknown start"),
    "2005/2004": ("refused", ((2005, 1, 1), (2004, 12, 31)), "an interval cannot end before it starts"),
    "[2005..2004]": ("refused", ((2005, 1, 1), (2004, 12, 31)), "a window cannot close before it opens"),
    "[2004..2005-06]": (((2004, 1, 1), (2005, 6, 30)), "refused", "edtf wants one precision on both sides of a window"),
    "../..": ("refused", (None, None), "an interval without any date says nothing"),
    "0000": ("refused", ((0, 1, 1), (0, 12, 31)), "datetime.date has no year 0"),
    "-1985": ("refused", ((-1985, 1, 1), (-1985, 12, 31)), "datetime.date has no negative years"),
    "2004 ": ("refused", ((2004, 1, 1), (2004, 12, 31)), "EDTF has no spaces; parse strips them"),
    "1985-04-12T23:20:30": ("refused", ((1985, 4, 12), (1985, 4, 12)), "time of day is out of scope"),
    "2001-21": ("refused", ((2001, 3, 1), (2001, 5, 31)), "seasons are out of scope"),
    "201X": ("refused", ((2010, 1, 1), (2019, 12, 31)), "unspecified digits are out of scope"),
    "2004?-06-11": ("refused", ((2004, 6, 11), (2004, 6, 11)), "qualifiers of single parts are out of scope"),
    "[1667,1668]": ("refused", ((1667, 1, 1), (1668, 12, 31)), "sets other than windows are out of scope"),
    "{1667,1668}": ("refused", ((1667, 1, 1), (1668, 12, 31)), "sets other than windows are out of scope"),
}


@pytest.mark.parametrize("text", DIFFERENCES)
def test_the_differences_from_the_edtf_package_are_these(text: str) -> None:
    ours, theirs, _ = DIFFERENCES[text]
    assert ours != theirs
    assert _our_bounds(text) == ours
    assert _their_bounds(text) == theirs


NOT_EDTF = [
    "2023-02-30",
    "2011-06-31",
    "2023-13",
    "2023-00",
    "1985-04-00",
    "2004-6",
    "20040611",
    "2004-W06-1",
    "2011W46",
    "1985-366",
    "1984??",
    "1984/1985/1986",
    "[1984..1985",
    "1984..1985",
    "..",
    "/",
    "",
]


@pytest.mark.parametrize("text", NOT_EDTF)
def test_both_refuse_what_is_not_edtf(text: str) -> None:
    assert (_our_bounds(text), _their_bounds(text)) == ("refused", "refused")


_days = st.dates(min_value=date(1000, 1, 1))
_dates = st.builds(
    lambda day, length, qualifier: day.isoformat()[:length] + qualifier,
    _days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "?", "~", "%"]),
)
_open_ended = st.one_of(
    _dates.map(lambda text: f"{text}/.."),
    _dates.map(lambda text: f"../{text}"),
    _dates.map(lambda text: f"[{text.rstrip('?~%')}..]"),
    _dates.map(lambda text: f"[..{text.rstrip('?~%')}]"),
)


@given(_dates)
def test_dates_agree_with_the_edtf_package(text: str) -> None:
    assert _our_bounds(text) == _their_bounds(text) != "refused"


@given(_open_ended)
def test_open_ends_agree_with_the_edtf_package(text: str) -> None:
    assert _our_bounds(text) == _their_bounds(text) != "refused"


@given(_dates, _dates)
def test_intervals_agree_with_the_edtf_package_unless_they_end_before_they_start(one: str, other: str) -> None:
    theirs = _their_bounds(f"{one}/{other}")
    assert isinstance(theirs, tuple)
    first, last = theirs
    assert first is not None
    assert last is not None
    assert _our_bounds(f"{one}/{other}") == (theirs if first <= last else "refused")


@given(_dates | _open_ended, st.integers(0, 12), st.integers(0, 1), st.sampled_from([*"0123456789-/.[]?~%XTY", ""]))
def test_whatever_we_read_of_a_misspelt_text_the_edtf_package_reads_alike(
    text: str, place: int, dropped: int, sign: str
) -> None:
    misspelt = text[:place] + sign + text[place + dropped :]
    ours = _our_bounds(misspelt)
    if ours != "refused" and not misspelt.startswith("/") and not misspelt.endswith("/"):
        assert ours == _their_bounds(misspelt)


def _our_bounds(text: str) -> Bounds | str:
    try:
        period = Period(text)
    except InvalidPeriod:
        return "refused"
    first, last = (tuple(day.timetuple()[:3]) if day else None for day in (period.earliest, period.latest))
    return first, last


def _their_bounds(text: str) -> Bounds | str:
    try:
        period: Any = parse_edtf(text)
        sides = period.lower_strict(), period.upper_strict()
    except EDTFParseException:
        return "refused"
    first, last = (None if isinstance(side, float) else tuple(side[:3]) for side in sides)
    return first, last
