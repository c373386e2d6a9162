import math
from datetime import date, datetime
from typing import Any, Literal

import attrs
import pytest

from cqcoop import accept
from cqcoop.errors import InvalidPeriod, InvalidValue
from cqcoop.periods import Period
from cqcoop.records import Event

Colour = Literal["red", "green"]

ACCEPTED: list[tuple[Any, Any]] = [
    (accept.text, "a"),
    (accept.text, "重庆\n\tline"),
    (accept.text, "x" * accept.MAX_TEXT),
    (accept.text, "non-breaking\xa0space"),
    (accept.texts, ("a", "b")),
    (accept.text_by_text, {"a": "b"}),
    (accept.identifier, "taipei-world-trade-center"),
    (accept.identifier, "9"),
    (accept.identifier, "x" * 120),
    (accept.identifier, "a"),
    (accept.one_of(Colour), "red"),
    (accept.one_of(Colour), "green"),
    (accept.each(int), (1, 2)),
    (accept.each(int), ()),
    (accept.a(int), 1),
    (accept.number, -3),
    (accept.number, 2.5),
    (accept.number, 10**30),
    (accept.scalar, "2023-05-19"),
    (accept.scalar, 3),
    (accept.count, 1),
    (accept.language_tag, "zh-Latn-pinyin"),
    (accept.language_tag, "en"),
    (accept.territory, "IT"),
    (accept.sector, "C"),
    (accept.sector, "C29"),
    (accept.unit, "USD"),
    (accept.unit, "enterprises"),
    (accept.unit, "usd"),
    (accept.quotation, "one two three four five six seven eight"),
    (accept.quotation, "海" * 16),
    (accept.url, "https://例子.cn/a?b=c#d"),
    (accept.sha256, "0a" * 32),
]

A_TEXT = "a text of 1 to 20000 characters"
WRITABLE = "a text without control characters or lone surrogates"
AN_ID = "an id such as 'taipei-world-trade-center'"
A_NUMBER = "a finite number"
REFUSED: list[tuple[Any, Any, str]] = [
    (accept.text, "", A_TEXT),
    (accept.text, " \n", A_TEXT),
    (accept.text, 3, A_TEXT),
    (accept.text, None, A_TEXT),
    (accept.text, "x" * (accept.MAX_TEXT + 1), A_TEXT),
    (accept.text, "a\x00", WRITABLE),
    (accept.text, "a\x1b[31m", WRITABLE),
    (accept.text, "a\r", WRITABLE),
    (accept.text, "a\x7f", WRITABLE),
    (accept.text, "a\x85", WRITABLE),
    (accept.text, "a\ud800", WRITABLE),
    (accept.texts, ("a", 3), A_TEXT),
    (accept.text_by_text, ["a"], "an object of texts"),
    (accept.text_by_text, {"a": 3}, A_TEXT),
    (accept.text_by_text, {3: "a"}, A_TEXT),
    (accept.identifier, "Taipei", AN_ID),
    (accept.identifier, "a--b", AN_ID),
    (accept.identifier, "-a", AN_ID),
    (accept.identifier, "a\n", AN_ID),
    (accept.identifier, "", AN_ID),
    (accept.identifier, "é", AN_ID),
    (accept.identifier, "x" * 121, AN_ID),
    (accept.identifier, 3, AN_ID),
    (accept.identifier, "A", AN_ID),
    (accept.one_of(Colour), "rd", "one of 'green', 'red'"),
    (accept.one_of(Colour), None, "one of 'green', 'red'"),
    (accept.one_of(Colour), ["red"], "one of 'green', 'red'"),
    (accept.one_of(Colour), 3, "one of 'green', 'red'"),
    (accept.each(int), (1, True), "items of class int"),
    (accept.each(int), (1, "2"), "items of class int"),
    (accept.a(int), None, "a int"),
    (accept.a(int), True, "a int"),
    (accept.a(int), "1", "a int"),
    (accept.number, "3", A_NUMBER),
    (accept.number, True, A_NUMBER),
    (accept.number, math.nan, A_NUMBER),
    (accept.number, math.inf, A_NUMBER),
    (accept.number, -math.inf, A_NUMBER),
    (accept.scalar, "", A_TEXT),
    (accept.scalar, True, A_NUMBER),
    (accept.scalar, ["a"], A_NUMBER),
    (accept.count, 0, "a whole number from 1"),
    (accept.count, True, "a whole number from 1"),
    (accept.count, 1.0, "a whole number from 1"),
    (accept.count, "1", "a whole number from 1"),
    (accept.language_tag, "e", "a BCP 47 language tag such as 'en' or 'zh-Hans'"),
    (accept.language_tag, None, "a BCP 47 language tag such as 'en' or 'zh-Hans'"),
    (accept.language_tag, "??", "a BCP 47 language tag such as 'en' or 'zh-Hans'"),
    (accept.territory, "XX", "an ISO 3166-1 alpha-2 code such as 'IT'"),
    (accept.territory, "it", "an ISO 3166-1 alpha-2 code such as 'IT'"),
    (accept.territory, ["IT"], "an ISO 3166-1 alpha-2 code such as 'IT'"),
    (accept.sector, "C99", "an ISIC Rev. 4 section or division such as 'C' or 'C29'"),
    (accept.sector, "29", "an ISIC Rev. 4 section or division such as 'C' or 'C29'"),
    (accept.sector, ["C"], "an ISIC Rev. 4 section or division such as 'C' or 'C29'"),
    (accept.unit, "DOL", "an ISO 4217 currency code or the words for what is counted"),
    (accept.unit, 3, A_TEXT),
    (
        accept.quotation,
        "one two three four five six seven eight nine",
        "at most eight words or sixteen Chinese characters",
    ),
    (accept.quotation, "海" * 17, "at most eight words or sixteen Chinese characters"),
    (accept.quotation, 3, A_TEXT),
    (accept.url, "javascript:alert(1)", "an http or https address"),
    (accept.url, "https://a b", "an http or https address"),
    (accept.url, 'https://a"', "an http or https address"),
    (accept.url, "https://a/\ud800", "an http or https address"),
    (accept.url, "https://a/\x1b", "an http or https address"),
    (accept.url, "https://" + "a" * 2_000, "an http or https address"),
    (accept.url, 3, "an http or https address"),
    (accept.sha256, "0A" * 32, "64 lower-case hexadecimal digits"),
    (accept.sha256, "0a", "64 lower-case hexadecimal digits"),
    (accept.sha256, 3, "64 lower-case hexadecimal digits"),
]


def _owner(check: accept.Validator) -> type:
    return attrs.make_class("Thing", {"part": attrs.field(validator=check)})


@pytest.mark.parametrize(
    ("check", "value"), [pytest.param(*case, id=f"{n}-{ascii(case[1])[:30]}") for n, case in enumerate(ACCEPTED)]
)
def test_a_field_accepts(check: accept.Validator, value: object) -> None:
    assert _owner(check)(value).part == value


@pytest.mark.parametrize(
    ("check", "value", "expected"),
    [pytest.param(*case, id=f"{n}-{ascii(case[1])[:30]}") for n, case in enumerate(REFUSED)],
)
def test_a_field_refuses_and_names_class_field_expected_and_found(
    check: accept.Validator, value: object, expected: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        _owner(check)(value)
    error = caught.value
    assert error.expected == expected
    assert str(error) == f"Thing.part: expected {error.expected}, found {error.found}"
    assert len(error.found) < 200


def test_a_near_miss_of_a_vocabulary_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"found 'rde' \(str\); did you mean 'red'\?"):
        _owner(accept.one_of(Colour))("rde")


def test_a_long_value_is_cut_in_the_message() -> None:
    error = accept.refuse(3, "low", "a number", "x" * 1_000)
    assert str(error) == f"int.low: expected a number, found '{'x' * 76}... (str)"


@pytest.mark.parametrize("check", [accept.number, accept.scalar, accept.count])
@pytest.mark.parametrize("value", [2 * 10**30, 10**400, 10**5_000], ids=["31", "401", "5001"])
def test_a_number_beyond_all_measure_is_refused_whatever_its_length(check: accept.Validator, value: int) -> None:
    for number in (value, -value):
        with pytest.raises(InvalidValue, match=r"^Thing\.part: expected a \w+ number"):
            _owner(check)(number)


def test_a_number_too_long_to_be_spelled_out_is_told_as_such() -> None:
    assert accept.refuse(3, "low", "a number", 10**5_000).found == "a number of thousands of digits (int)"


@pytest.mark.parametrize(
    ("text", "count"),
    [("over 3,800 enterprises", 3), ("", 0), ("海峡两岸产业合作区", 4.5), ("海峡 two 𠀀豈", 3), ("naïve café", 2)],
)
def test_a_chinese_character_counts_as_half_a_word(text: str, count: float) -> None:
    assert accept.word_count(text) == count


def test_a_text_becomes_a_period_and_none_stays_none() -> None:
    assert accept.as_period("2023-09") == Period("2023-09")
    assert accept.as_period(Period("2023")) == Period("2023")
    assert accept.as_period(None) is None
    period = Period("2023-05")
    assert accept.as_period(period) is period


def test_a_day_becomes_a_period_but_not_a_time_of_day() -> None:
    assert accept.as_period(date(2023, 5, 19)) == Period("2023-05-19")
    assert Event(id="e", kind="fair", period=date(2023, 5, 19)) == Event(id="e", kind="fair", period="2023-05-19")
    assert type(Event(id="e", kind="fair", period=date(2023, 5, 19)).period) is Period
    with pytest.raises(InvalidPeriod, match="expected a date without a time of day"):
        accept.as_period(datetime(2023, 5, 19))


def test_a_single_text_does_not_fall_apart_into_letters() -> None:
    assert accept.as_strings(["a", "b"]) == ("a", "b")
    with pytest.raises(InvalidValue, match=r"expected several texts, found one: 'abc'; write \['abc'\]"):
        accept.as_strings("abc")
