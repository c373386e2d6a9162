import copy
import json
from collections.abc import Iterator
from typing import Any

import attrs
import cattrs
import pytest
from cattrs.preconf.json import make_converter as make_json_converter
from hypothesis import given
from hypothesis import strategies as st

import cqcoop
from cqcoop import codec
from cqcoop.codec import configure_converter, explain, from_dict, from_plain, to_dict, to_plain
from cqcoop.errors import InvalidDataset, InvalidValue, Problem
from cqcoop.periods import Period
from cqcoop.records import CLASSES, Event, Person, Record, Source, field_names
from cqcoop.values import Evidence, Name, Quantity
from strategies import VALUES, built, objects, records
from worlds import RECORDS


@given(objects())
def test_decoding_what_was_encoded_gives_an_equal_object(value: Any) -> None:
    for sparse in (True, False):
        plain = json.loads(json.dumps(to_plain(value, sparse=sparse)))
        assert from_plain(type(value), plain) == value
        assert from_dict(type(value), plain) == value
        assert explain(type(value), plain) == ()


@given(records())
def test_full_data_has_every_field_and_sparse_data_only_what_is_filled(record: Record) -> None:
    full, sparse = to_dict(record), to_plain(record, sparse=True)
    assert tuple(full) == field_names(type(record))
    defaults = {attribute.name: attribute.default for attribute in attrs.fields(type(record))}
    assert list(sparse) == [name for name in full if getattr(record, name) != defaults[name]]


def test_periods_become_edtf_texts_and_tuples_lists() -> None:
    plain = to_dict(Event(id="e", kind="fair", period="2019-11~", notes=["a"]))
    assert plain["period"] == "2019-11~"
    assert plain["notes"] == ["a"]


def test_cites_come_last_in_a_value() -> None:
    assert list(to_plain(Name(text="A", cites=["e"]))) == ["text", "language", "kind", "period", "cites"]


# --- The fast way and the slow way agree -----------------------------------------------------------------------------

JUNK: list[Any] = [
    None, True, False, 0, 1, -1, 1.5, "", " ", "x", "3", "visit", "2023", "03/04/2023", "en", "IT", "C",
    "\ud800", "\x00", [], ["x"], [1], [None], [[]], {}, {"a": 1}, {"text": "x"}, [{}], [{"text": "x"}], {"id": "x"},
    float("nan"), float("inf"), 10**400, "x" * 30_000, ["x"] * 3,
]  # fmt: skip


def _spots(data: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in plain data with each of its keys or positions."""
    for key in list(data) if isinstance(data, dict) else range(len(data)):
        yield data, key
        if isinstance(data[key], dict | list):
            yield from _spots(data[key])


@given(records(), st.data())
def test_the_fast_way_takes_exactly_what_explain_finds_nothing_in(record: Record, data: st.DataObject) -> None:
    plain = json.loads(json.dumps(to_plain(record, sparse=data.draw(st.booleans()))))
    for _ in range(data.draw(st.integers(1, 2))):
        spots = list(_spots(plain))
        if not spots:
            break
        holder, key = data.draw(st.sampled_from(spots))
        change = data.draw(st.sampled_from(["junk", "drop", "add"]))
        if change == "drop":
            del holder[key]
        elif change == "add" and isinstance(holder, dict):
            holder[data.draw(st.sampled_from(["knd", "", "field", "text"]))] = copy.deepcopy(
                data.draw(st.sampled_from(JUNK))
            )
        else:
            holder[key] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    problems = explain(type(record), plain)
    if problems:
        with pytest.raises(Exception):  # noqa: B017, PT011 - of whatever class: `explain` says what is wrong
            from_plain(type(record), plain)
        with pytest.raises(InvalidDataset) as caught:
            from_dict(type(record), plain)
        assert caught.value.problems == problems
        for problem in problems:
            assert problem.expected
            assert problem.found
    else:
        assert from_plain(type(record), plain) == from_dict(type(record), plain)


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": ""},
        {"names": {}},
        {"notes": {}},
        {"notes": {"a": 1}},
        {"notes": "ab"},
        {"topics": "ab"},
        {"names": None},
    ],
    ids=str,
)
def test_neither_way_takes_an_object_or_a_text_for_a_list(wrong: dict[str, Any]) -> None:
    plain = {"id": "e", "kind": "fair", **wrong}
    (field,) = wrong
    with pytest.raises(Exception):  # noqa: B017, PT011
        from_plain(Event, plain)
    with pytest.raises(InvalidDataset, match=rf"{field}: expected a list"):
        from_dict(Event, plain)


COERCED = [
    pytest.param(Event, {"id": "e", "kind": "fair", "edition": "3"}, "edition", id="text-for-number"),
    pytest.param(Event, {"id": "e", "kind": "fair", "edition": True}, "edition", id="truth-for-number"),
    pytest.param(Event, {"id": "e", "kind": "fair", "edition": 3.0}, "edition", id="fraction-for-whole"),
    pytest.param(Event, {"id": "e", "kind": "fair", "period": 2023}, "period", id="number-for-date"),
    pytest.param(Event, {"id": 3, "kind": "fair"}, "id", id="number-for-id"),
    pytest.param(Event, {"id": "e", "kind": "fair", "summary": 3}, "summary", id="number-for-text"),
    pytest.param(Event, {"id": "e", "kind": "fair", "place": "rome"}, "place", id="text-for-link"),
    pytest.param(Event, {"id": "e", "kind": "fair", "names": ["A"]}, "names[0]", id="text-for-name"),
    pytest.param(Event, {"id": "e", "kind": None}, "kind", id="none-for-word"),
    pytest.param(Event, {"id": "e", "kind": ["fair"]}, "kind", id="list-for-word"),
    pytest.param(Quantity, {"what": "x", "low": "3"}, "low", id="text-for-amount"),
    pytest.param(Quantity, {"what": "x", "low": True}, "low", id="truth-for-amount"),
    pytest.param(Name, {"text": "x", "language": None}, "language", id="none-for-language"),
]


@pytest.mark.parametrize(("kind", "plain", "field"), COERCED)
def test_nothing_is_coerced(kind: type, plain: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidDataset) as caught:
        from_dict(kind, plain)
    assert [problem.field for problem in caught.value.problems] == [field]
    assert "unhashable" not in str(caught.value)


def test_from_dict_collects_every_problem_with_its_path() -> None:
    plain = {
        "kind": "vist",
        "perod": "2023",
        "period": "03/04/2023",
        "names": [{"text": "A"}, {"txt": "B", "language": "?"}],
        "participations": [{"id": "a", "role": "witnes", "on_behalf_of": {"id": "A"}}],
        "quantities": [{"what": "x", "low": 5, "high": 3}],
        "evidence": [{"key": "e", "source": "s", "mode": "inferred"}],
    }
    with pytest.raises(InvalidDataset) as caught:
        from_dict(Event, plain)
    problems = {problem.field: problem for problem in caught.value.problems}
    assert set(problems) == {
        "id", "kind", "perod", "period", "names[1].txt", "names[1].text", "names[1].language",
        "participations[0].role", "participations[0].on_behalf_of.id", "quantities[0]", "evidence[0]",
    }  # fmt: skip
    assert problems["id"] == Problem("", "", "id", "a value, as the field is required", "nothing")
    assert problems["perod"].found == "an unknown field; did you mean 'period'?"
    assert problems["kind"].found == "'vist' (str); did you mean 'visit'?"
    assert problems["names[1].txt"].found.endswith("did you mean 'text'?")


def test_a_rule_between_fields_names_the_field_it_is_about() -> None:
    with pytest.raises(InvalidDataset, match=r"evidence\[0\].*the step by which this is inferred"):
        from_dict(Event, {"id": "e", "kind": "fair", "evidence": [{"key": "e", "source": "s", "mode": "inferred"}]})


@pytest.mark.parametrize("data", [None, 3, "x", [], [{}], [("id", "e"), ("kind", "fair")]], ids=repr)
def test_only_an_object_makes_a_record(data: Any) -> None:
    with pytest.raises(InvalidDataset, match="expected an object with keys"):
        from_dict(Event, data)


def test_keys_that_are_no_texts_are_unknown_fields() -> None:
    with pytest.raises(InvalidDataset, match="expected a field of this record"):
        from_dict(Event, {1: 2, "a": 3, "id": "e", "kind": "fair"})  # type: ignore[dict-item]


def test_explain_says_which_file_and_record() -> None:
    (problem,) = explain(Person, {"id": "P"}, file="people.json", record="P")
    assert problem[:3] == ("people.json", "P", "id")


def test_deep_nesting_is_a_problem_not_a_crash() -> None:
    deep: Any = []
    for _ in range(50_000):
        deep = [deep]
    for plain in ({"id": "e", "kind": "fair", "names": deep}, {"id": deep, "kind": "fair"}, {"id": "e", "kind": deep}):
        with pytest.raises(InvalidDataset):
            from_dict(Event, plain)


def test_recursion_in_a_mapping_of_ones_own_is_a_problem_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bottomless:
        def structure(self, data: object, kind: type) -> None:
            raise RecursionError

    monkeypatch.setattr(codec, "_strict_converter", Bottomless)
    assert explain(Person, {})[0].expected == "data nested at most a few levels"


def test_what_only_the_fast_way_refuses_is_still_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "explain", lambda kind, data: ())
    with pytest.raises(InvalidDataset, match="expected a readable Person, found TypeError"):
        from_dict(Person, {})


def test_swapped_arguments_are_told_as_such() -> None:
    with pytest.raises(InvalidValue, match=r"^expected a class and then its data, found dict first$"):
        from_dict({"id": "e", "kind": "fair"}, Event)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="found str first"):
        from_dict("event", {"id": "e", "kind": "fair"})  # type: ignore[arg-type]


# --- A converter of the user's own -----------------------------------------------------------------------------------


@pytest.mark.parametrize("detailed", [True, False], ids=["detailed", "plain"])
@pytest.mark.parametrize("make", [cattrs.Converter, make_json_converter], ids=["Converter", "json"])
def test_a_converter_of_the_users_own_reads_and_writes_records(make: Any, detailed: bool) -> None:
    converter = make(detailed_validation=detailed)
    assert configure_converter(converter) is converter
    for record in RECORDS:
        plain = converter.unstructure(record)
        assert plain == to_plain(record, sparse=True)
        assert converter.structure(plain, type(record)) == record


@given(st.sampled_from(VALUES).flatmap(built))
def test_a_converter_of_the_users_own_reads_and_writes_values(value: Any) -> None:
    assert CONVERTER.structure(CONVERTER.unstructure(value), type(value)) == value


CONVERTER = configure_converter(cattrs.Converter())


def test_a_converter_of_the_users_own_reads_periods() -> None:
    assert CONVERTER.structure("2023-09", Period) == Period("2023-09")
    assert CONVERTER.unstructure(Period("2023-09")) == "2023-09"


def test_records_inside_the_users_own_classes_are_converted() -> None:
    @attrs.frozen
    class Folder:
        label: str
        events: list[Event]

    folder = Folder("mine", [Event(id="e", kind="fair", period="2019")])
    plain = CONVERTER.unstructure(folder)
    assert plain == {"label": "mine", "events": [{"id": "e", "kind": "fair", "period": "2019"}]}
    assert CONVERTER.structure(plain, Folder) == folder


@pytest.mark.parametrize("detailed", [True, False], ids=["detailed", "plain"])
@pytest.mark.parametrize(
    "wrong",
    [{"knd": 1}, {"kind": "vist"}, {"edition": "3"}, {"names": ["A"]}, {"names": "A"}, {"period": 3}],
    ids=str,
)
def test_a_converter_of_the_users_own_is_strict(wrong: dict[str, Any], detailed: bool) -> None:
    converter = configure_converter(cattrs.Converter(detailed_validation=detailed))
    expected = cattrs.ClassValidationError if detailed else (InvalidValue, cattrs.ForbiddenExtraKeysError)
    with pytest.raises(expected):
        converter.structure({"id": "e", "kind": "fair", **wrong}, Event)


def test_other_classes_of_the_users_converter_stay_as_lenient_as_they_were() -> None:
    @attrs.frozen
    class Loose:
        number: int

    assert configure_converter(cattrs.Converter()).structure({"number": "3", "more": 1}, Loose) == Loose(3)


# --- Taken for granted by others -------------------------------------------------------------------------------------


def test_every_class_of_records_is_known_to_the_codec() -> None:
    for kind in CLASSES.values():
        assert codec._builder(kind) is codec._builder(kind)
        assert codec._fields(kind)


def test_words_of_a_vocabulary_are_shared_between_records() -> None:
    one, other = (from_plain(Source, json.loads('{"id": "s", "kind": "trade-press"}')) for _ in range(2))
    assert one.kind is other.kind


def test_the_public_names_are_those_of_the_module() -> None:
    assert cqcoop.from_dict is from_dict
    assert cqcoop.to_dict is to_dict
    assert cqcoop.configure_converter is configure_converter


def test_evidence_reads_back_whatever_the_rival_is() -> None:
    for rival in ("2023", 3, 2.5):
        entry = Evidence(key="e", source="s", stance="disputes", rival=rival, reason="r")
        assert from_plain(Evidence, to_plain(entry)).rival == rival


def test_from_dict_takes_classes_of_records_and_values_only() -> None:
    with pytest.raises(InvalidValue, match="expected a class of records or values, found int"):
        from_dict(int, {"a": 1})
