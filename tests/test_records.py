import copy
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given

from cqcoop import records as records_module
from cqcoop.errors import InvalidPeriod, InvalidValue, UnknownField, UnknownName
from cqcoop.periods import Period
from cqcoop.records import (
    CLASSES,
    Agreement,
    Event,
    IndustrialPark,
    Initiative,
    Organisation,
    Person,
    Place,
    Record,
    Source,
    field_names,
)
from cqcoop.values import Coverage, Evidence, Mention, Milestone, Name, Participation, Post, SectorCode, Topic
from strategies import records
from worlds import RECORDS

ONE_OF_EACH = {kind: next(record for record in RECORDS if type(record) is kind) for kind in CLASSES.values()}
EACH = [pytest.param(record, id=record.datatype) for record in ONE_OF_EACH.values()]


def test_every_type_has_a_class_of_its_own() -> None:
    assert list(CLASSES) == ["event", "agreement", "organisation", "park", "person", "place", "initiative", "source"]
    assert all(kind.datatype == datatype for datatype, kind in CLASSES.items())


@pytest.mark.parametrize("record", EACH)
def test_a_record_is_frozen_slotted_and_keyword_only(record: Record) -> None:
    for name in field_names(type(record)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, name, getattr(record, name))
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        record.brand_new = 1  # type: ignore[attr-defined]
    assert not hasattr(record, "__dict__")
    with pytest.raises(TypeError, match="positional argument"):
        type(record)("x")  # type: ignore[misc]


@pytest.mark.parametrize("record", EACH)
def test_a_record_holds_nothing_that_can_change(record: Record) -> None:
    waiting: list[Any] = [record]
    while waiting:
        value = waiting.pop()
        assert not isinstance(value, list | dict | set | bytearray)
        if isinstance(value, tuple):
            waiting += value
        elif attrs.has(type(value)):
            waiting += [getattr(value, attribute.name) for attribute in attrs.fields(type(value))]


@given(records())
def test_a_record_is_hashable_and_survives_pickling_and_copying(record: Record) -> None:
    twins = {pickle.loads(pickle.dumps(record, protocol)) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)}
    twins |= {copy.copy(record), copy.deepcopy(record), attrs.evolve(record)}
    assert twins == {record}


@pytest.mark.parametrize("record", EACH)
def test_evolve_changes_a_copy(record: Record) -> None:
    changed = attrs.evolve(record, id="another", names=["Another"])
    assert (changed.id, changed.name if type(record) is not Source else "Another") == ("another", "Another")
    assert record.id != "another"
    assert changed != record


@pytest.mark.parametrize("record", EACH)
def test_every_field_is_listed_once_in_reading_order(record: Record) -> None:
    names = field_names(type(record))
    assert names[:2] == ("id", "names")
    assert names[-2:] == ("evidence", "notes")
    assert sorted(names) == sorted(attribute.name for attribute in attrs.fields(type(record)))


def test_repr_is_short_and_plain() -> None:
    assert repr(Event(id="e", kind="fair", names=["A Fair"], period="2019")) == "<Event 'e': A Fair, 2019>"
    assert repr(Person(id="p")) == "<Person 'p': p>"


def test_a_misspelt_attribute_names_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownName, match=r"^Agreement has no attribute 'sigend'; did you mean 'signed'\?$"):
        _ = Agreement(id="a", kind="treaty").sigend  # type: ignore[attr-defined]


def test_plain_lists_and_texts_become_what_a_record_holds() -> None:
    event = Event(
        id="e", kind="visit", names=["A Visit"], period="2025-03", place="rome", part_of=Mention(id="x"), notes=["n"]
    )
    assert event.names == (Name(text="A Visit"),)
    assert event.period == Period("2025-03")
    assert event.place == Mention(id="rome")
    assert event.notes == ("n",)
    assert Person(id="p", names="Only One").names == (Name(text="Only One"),)
    assert IndustrialPark(id="p", kind="other", part_of="zone", tenants=["a", "b"]).tenants == (
        Mention(id="a"),
        Mention(id="b"),
    )


REFUSED = [
    pytest.param(Event, {"id": "E"}, r"Event\.id: expected an id .*found 'E' \(str\)", id="id"),
    pytest.param(Event, {"kind": "vist"}, r"Event\.kind: .*found 'vist' \(str\); did you mean 'visit'", id="kind"),
    pytest.param(Event, {"kind": ["visit"]}, r"Event\.kind: .*found \['visit'\] \(list\)", id="kind-list"),
    pytest.param(Event, {"status": "done"}, r"Event\.status: expected one of", id="status"),
    pytest.param(
        Event, {"edition": "3"}, r"Event\.edition: expected a whole number from 1, found '3' \(str\)", id="edition"
    ),
    pytest.param(Event, {"edition": True}, r"Event\.edition: expected a whole number", id="edition-bool"),
    pytest.param(Event, {"names": [3]}, r"Event\.names: expected items of class Name, found 3", id="names"),
    pytest.param(Event, {"names": 3}, r"Event\.names: expected .*found 3 \(int\)", id="names-number"),
    pytest.param(Event, {"place": 3}, r"Event\.place: expected a Mention, found 3", id="place"),
    pytest.param(Event, {"subjects": [3]}, r"Event\.subjects: expected items of class Mention", id="subjects"),
    pytest.param(Event, {"subjects": None}, r"Event\.subjects: expected .*found None", id="subjects-none"),
    pytest.param(
        Event, {"participations": [Mention(id="a")]}, r"Event\.participations: .*class Participation", id="parts"
    ),
    pytest.param(Event, {"participations": 3}, r"Event\.participations: expected .*found 3", id="parts-number"),
    pytest.param(Event, {"sectors": ["C29"]}, r"Event\.sectors: expected items of class SectorCode", id="sectors"),
    pytest.param(Event, {"notes": "one"}, "expected several texts, found one: 'one'", id="notes"),
    pytest.param(Event, {"summary": ""}, r"Event\.summary: expected a text", id="summary"),
    pytest.param(Organisation, {"territory": "Italy"}, r"Organisation\.territory: .*'IT'", id="territory"),
    pytest.param(Source, {"url": "ftp://x"}, r"Source\.url: expected an http", id="url"),
    pytest.param(Source, {"language": "e"}, r"Source\.language: expected a BCP 47", id="language"),
    pytest.param(IndustrialPark, {"level": "town"}, r"IndustrialPark\.level: expected one of", id="level"),
    pytest.param(Place, {"codes": ["IT"]}, r"Place\.codes: expected items of class Code", id="codes"),
]
KINDS = {Event: "visit", Organisation: "company", Source: "official", IndustrialPark: "other", Place: "city"}


@pytest.mark.parametrize(("kind", "fields", "message"), REFUSED)
def test_a_record_refuses_and_names_class_field_expected_and_found(
    kind: Any, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidValue, match=message):
        kind(**{"id": "x", "kind": KINDS[kind], **fields})


def test_an_ambiguous_date_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="expected an EDTF"):
        Event(id="e", kind="visit", period="03/04/2023")


def test_a_missing_or_unknown_keyword_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="kind"):
        Event(id="e")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="knd"):
        Event(id="e", kind="visit", knd="fair")  # type: ignore[call-arg]


def test_the_first_name_is_shown_else_the_id() -> None:
    assert Person(id="p", names=["A", "B"]).name == "A"
    assert Person(id="p").name == "p"


def test_a_source_is_shown_by_its_title_else_by_name_else_by_id() -> None:
    assert Source(id="s", kind="official", title="T", names=["N"]).name == "T"
    assert Source(id="s", kind="official", names=["N"]).name == "N"
    assert Source(id="s", kind="official").name == "s"


@pytest.mark.parametrize(
    ("record", "when"),
    [
        (Event(id="x", kind="fair", period="2019"), "2019"),
        (Agreement(id="x", kind="treaty", signed="2020"), "2020"),
        (Organisation(id="x", kind="bank", founded="2001"), "2001"),
        (Place(id="x", kind="city", period="1950/1999"), "1950/1999"),
        (Source(id="x", kind="official", published="2023"), "2023"),
        (IndustrialPark(id="x", kind="other"), None),
        (Person(id="x"), None),
        (Initiative(id="x", kind="other"), None),
        (Event(id="x", kind="fair"), None),
    ],
    ids=lambda value: value.datatype if isinstance(value, Record) else str(value),
)
def test_when_is_the_date_that_orders_a_record(record: Record, when: str | None) -> None:
    assert record.when == (None if when is None else Period(when))


def test_dates_are_when_milestones_and_posts() -> None:
    milestones = [Milestone(stage="approved", period="2022-11"), Milestone(stage="planned")]
    posts = [Post(title="A", period="2010/2012", as_of="2011"), Post(title="B", as_of="2023"), Post(title="C")]
    assert Agreement(id="a", kind="treaty", signed="2020", milestones=milestones).dates() == (
        Period("2020"),
        Period("2022-11"),
    )
    assert IndustrialPark(id="p", kind="other", milestones=milestones).dates() == (Period("2022-11"),)
    assert Person(id="p", posts=posts).dates() == (Period("2010/2012"), Period("2023"))
    assert Event(id="e", kind="fair").dates() == ()


def test_with_role_keeps_the_order_of_the_record() -> None:
    parts = [
        Participation(id=key, role=role)
        for key, role in [("a", "party"), ("b", "witness"), ("c", "party"), ("d", "signatory")]
    ]
    pact = Agreement(id="p", kind="treaty", participations=parts)
    assert [part.id for part in pact.with_role("party", "witness")] == ["a", "b", "c"]
    assert pact.with_role() == ()
    assert [part.id for part in pact.parties] == ["a", "c"]
    assert [part.id for part in pact.signatories] == ["d"]
    assert [part.id for part in pact.witnesses] == ["b"]
    assert Person(id="p").with_role("party") == ()


def test_items_are_all_values_that_cite_in_field_order() -> None:
    event = Event(
        id="e",
        kind="fair",
        names=["A"],
        place="rome",
        topics=[Topic(text="t")],
        sectors=[SectorCode(code="C")],
        coverage=[Coverage(field="names", extent="open")],
        evidence=[Evidence(key="e1", source="s")],
        notes=["n"],
    )
    assert [name for name, _ in event.items()] == ["names", "place", "topics", "sectors", "coverage"]


PACT = Agreement(
    id="pact",
    kind="treaty",
    signed="2023",
    names=[Name(text="N", cites=["n"])],
    place=Mention(id="rome", cites=["p"]),
    participations=[
        Participation(id="a", role="party", cites=["a"]),
        Participation(id="b", role="witness", cites=["b"]),
    ],
    coverage=[Coverage(field="parties", extent="complete", cites=["c"])],
    evidence=[
        Evidence(key="s", source="s", fields=["signed", "kind"]),
        Evidence(key="d", source="s", fields=["signed"], stance="disputes", rival="2022", reason="r"),
        *(Evidence(key=key, source="s") for key in ["n", "p", "a", "b", "c"]),
    ],
)


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("signed", ["s", "d"]),
        ("kind", ["s"]),
        ("title", []),
        ("names", ["n"]),
        ("place", ["p"]),
        ("participations", ["a", "b"]),
        ("parties", ["a", "c"]),
        ("witnesses", ["b"]),
        ("signatories", []),
        ("notes", []),
        ("evidence", []),
        (PACT.participations[1], ["b"]),
        (PACT.place, ["p"]),
        (PACT.coverage[0], ["c"]),
    ],
    ids=str,
)
def test_evidence_is_found_for_a_field_a_computed_group_or_one_item(what: Any, found: list[str]) -> None:
    assert [entry.key for entry in PACT.evidence_for(what)] == found


def test_evidence_for_what_follows_from_links_is_what_is_said_of_its_coverage() -> None:
    event = Event(
        id="e",
        kind="fair",
        coverage=[Coverage(field="parts", extent="open", cites=["c"])],
        evidence=[Evidence(key="c", source="s")],
    )
    assert [entry.key for entry in event.evidence_for("parts")] == ["c"]


def test_evidence_for_a_misspelt_field_names_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownField, match=r"^Agreement has no field 'sigend'; did you mean 'signed'\?$"):
        PACT.evidence_for("sigend")
    with pytest.raises(UnknownField, match=r"^Person has no field 'zzz'; its fields are id, names, posts, "):
        Person(id="p").evidence_for("zzz")


def test_coverage_of_a_field_is_what_sources_say_of_it() -> None:
    assert PACT.coverage_of("parties") == (PACT.coverage[0],)
    assert PACT.coverage_of("names") == ()
    with pytest.raises(UnknownField, match="did you mean 'parties'"):
        PACT.coverage_of("partys")


def test_a_record_is_no_dataclass() -> None:
    import dataclasses

    assert not dataclasses.is_dataclass(Event)


def test_a_record_shows_itself_in_a_notebook() -> None:
    shown = Person(id="p", names=["<b>Li & Co</b>"])._repr_html_()
    assert "&lt;b&gt;Li &amp; Co&lt;/b&gt;" in shown
    assert "<b>Li" not in shown


def test_a_class_that_is_none_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'cqcoop\.records' has no attribute 'Evnt'"):
        _ = records_module.Evnt
