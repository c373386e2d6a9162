import copy
import pickle

import pytest

import cqcoop
from cqcoop import errors
from cqcoop.errors import (
    AmbiguousName,
    CqcoopError,
    InvalidDataset,
    InvalidPeriod,
    InvalidValue,
    MissingExtra,
    NotUnique,
    Problem,
    RecordNotFound,
    UnknownField,
    UnknownName,
    did_you_mean,
)

PROBLEM = Problem("events.json", "my-visit", "kind", "a kind", "'vist'")
ERRORS = [
    pytest.param(RecordNotFound("no event is called 'x'", ("y",)), KeyError, id="RecordNotFound"),
    pytest.param(AmbiguousName("'x' may be any of: a, b", ("a", "b")), LookupError, id="AmbiguousName"),
    pytest.param(NotUnique("expected exactly one event, found 2"), LookupError, id="NotUnique"),
    pytest.param(InvalidValue("Event.kind: expected a kind, found 3", "a kind", "3"), ValueError, id="InvalidValue"),
    pytest.param(InvalidPeriod("expected an EDTF text, found int"), ValueError, id="InvalidPeriod"),
    pytest.param(UnknownField("Event has no field 'knd'"), TypeError, id="UnknownField"),
    pytest.param(UnknownName("Event", "knd", ["kind"]), AttributeError, id="UnknownName"),
    pytest.param(MissingExtra("pandas is not installed"), ImportError, id="MissingExtra"),
    pytest.param(InvalidDataset((PROBLEM,)), ValueError, id="InvalidDataset"),
]


@pytest.mark.parametrize(("error", "builtin"), ERRORS)
def test_an_error_is_also_the_builtin_a_caller_would_expect(error: CqcoopError, builtin: type[Exception]) -> None:
    assert isinstance(error, CqcoopError)
    assert isinstance(error, builtin)


@pytest.mark.parametrize(("error", "builtin"), ERRORS)
def test_an_error_survives_pickling_and_copying(error: CqcoopError, builtin: type[Exception]) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(twin) is type(error)
        assert str(twin).startswith(str(error).partition(";")[0])
        for name in ("suggestions", "candidates", "expected", "found", "problems"):
            assert getattr(twin, name, None) == getattr(error, name, None)


def test_every_error_of_the_package_is_public() -> None:
    for name in errors.__all__:
        if name != "did_you_mean":
            assert getattr(cqcoop, name) is getattr(errors, name)


def test_a_missing_record_reads_as_a_sentence_and_keeps_its_suggestions() -> None:
    error = RecordNotFound("no event is called 'x'; did you mean 'y'?", ("y",))
    assert str(error) == "no event is called 'x'; did you mean 'y'?"
    assert error.suggestions == ("y",)


def test_an_ambiguous_name_lists_its_candidates() -> None:
    assert AmbiguousName("two", ("a", "b")).candidates == ("a", "b")


def test_the_nearest_known_word_is_offered() -> None:
    assert did_you_mean("vist", ["visit", "fair"]) == "; did you mean 'visit'?"


@pytest.mark.parametrize("word", ["zzzz", "", None, 3, ["visit"]], ids=repr)
def test_nothing_is_offered_where_nothing_is_near(word: object) -> None:
    assert did_you_mean(word, ["visit", "fair"]) == "; did you mean 'visit'?" * (word == ["visit"])


def test_an_unknown_name_is_worded_only_when_it_is_read() -> None:
    def known() -> None:
        raise AssertionError("asked too early")

    error = UnknownName("Event", "knd", iter(known, None))  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="asked too early"):
        str(error)


def test_a_private_name_gets_no_hint() -> None:
    assert str(UnknownName("Event", "_kind", ["kind"])) == "Event has no attribute '_kind'"


def test_a_problem_names_where_it_is_and_what_was_expected_and_found() -> None:
    assert str(PROBLEM) == "events.json · my-visit · kind: expected a kind, found 'vist'"


def test_a_problem_leaves_out_where_it_does_not_know() -> None:
    assert str(Problem("events.json", "", "", "JSON", "nothing")) == "events.json: expected JSON, found nothing"


@pytest.mark.parametrize("hostile", ["\ud800", "a\nb", "\x1b[31m", "\u202e"], ids=ascii)
def test_a_problem_can_be_printed_and_forges_no_line(hostile: str) -> None:
    text = str(Problem("f.json", hostile, hostile, "a", "b"))
    assert text.isprintable()
    text.encode()


@pytest.mark.parametrize(("count", "heading"), [(1, "1 problem in the dataset"), (2, "2 problems in the dataset")])
def test_an_invalid_dataset_counts_and_lists_its_problems(count: int, heading: str) -> None:
    lines = str(InvalidDataset((PROBLEM,) * count)).splitlines()
    assert lines == [heading, *[f"  {PROBLEM}"] * count]
