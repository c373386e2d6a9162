import datetime
from typing import Any

import attrs
import pandas as pd
import pytest

from cqcoop import flat
from cqcoop.formats import csv, frames
from cqcoop.records import CLASSES, Agreement, Event, IndustrialPark, Organisation, Person, Place, Record, Source
from cqcoop.values import (
    Clause,
    Code,
    Coverage,
    Evidence,
    Mention,
    Milestone,
    Name,
    Participation,
    Post,
    Quantity,
    SectorCode,
    Statement,
    Topic,
)

EVERY_CLASS = [pytest.param(kind, id=kind.__name__) for kind in CLASSES.values()]
REQUIRED: dict[str, Any] = {
    "event": {"kind": "visit"},
    "agreement": {"kind": "memorandum"},
    "organisation": {"kind": "company"},
    "park": {"kind": "new-area"},
    "person": {},
    "place": {"kind": "city"},
    "initiative": {"kind": "network"},
    "source": {"kind": "official"},
}


@pytest.mark.parametrize("kind", EVERY_CLASS)
def test_a_record_has_the_columns_of_its_class(kind: Any) -> None:
    row = flat.flat(kind(id="x", **REQUIRED[kind.datatype]))
    assert tuple(row) == flat.columns(kind) == tuple(flat.types(kind))
    assert len(set(row)) == len(row)


@pytest.mark.parametrize("kind", EVERY_CLASS)
def test_an_empty_record_says_only_what_it_must(kind: Any) -> None:
    row = flat.flat(kind(id="x", **REQUIRED[kind.datatype]))
    said = {column: cell for column, cell in row.items() if cell is not None}
    assert said == {"id": "x", "name": "x", **REQUIRED[kind.datatype]}


@pytest.mark.parametrize("kind", EVERY_CLASS)
def test_every_field_has_a_column(kind: type[Record]) -> None:
    fields = {attribute.name for attribute in attrs.fields(kind)} - {"evidence"}
    assert fields <= set(flat.columns(kind))


def test_columns_are_in_reading_order() -> None:
    assert flat.columns(Person) == (
        "id", "name", "names", "posts",
        "summary", "statements", "quantities", "same_as", "coverage", "sources", "notes",
    )  # fmt: skip


def test_types_are_those_of_the_cells() -> None:
    types = flat.types(Event)
    assert (types["edition"], types["period"], types["period_latest"], types["kind"]) == (int, str, datetime.date, str)


def test_dates_give_text_and_first_and_last_day() -> None:
    row = flat.flat(Agreement(id="a", kind="memorandum", signed="2023-02~", term="2023-02-09/.."))
    assert (row["signed"], row["signed_earliest"], row["signed_latest"]) == (
        "2023-02~",
        datetime.date(2023, 2, 1),
        datetime.date(2023, 2, 28),
    )
    assert (row["term_earliest"], row["term_latest"]) == (datetime.date(2023, 2, 9), None)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(Mention(printed="Yubei", id="yubei"), ("Yubei", "yubei"), id="both"),
        pytest.param(Mention(id="yubei"), ("yubei", "yubei"), id="id"),
        pytest.param(Mention(printed="Yubei"), ("Yubei", None), id="printed"),
    ],
)
def test_links_give_name_and_id(place: Mention, expected: tuple[str, str | None]) -> None:
    row = flat.flat(Event(id="e", kind="fair", place=place))
    assert (row["place"], row["place_id"]) == expected


def test_names_give_the_one_to_show_and_all_others() -> None:
    row = flat.flat(Place(id="p", kind="city", names=["Chongqing", "重庆", "Chungking", "重庆"]))
    assert (row["name"], row["names"]) == ("Chongqing", "重庆; Chungking")


def test_a_source_shows_its_title_and_keeps_its_names() -> None:
    row = flat.flat(Source(id="s", kind="official", title="A title", names=["A name"]))
    assert (row["name"], row["names"], row["title"]) == ("A title", "A name", "A title")


def test_ids_of_links_are_those_known_each_once() -> None:
    parts = [
        Participation(printed="Bruno Masier", id="bruno-masier", role="witness"),
        Participation(printed="A firm", role="named"),
        Participation(id="bruno-masier", role="speaker"),
    ]
    row = flat.flat(Event(id="e", kind="fair", participations=parts))
    assert row["participations"] == "Bruno Masier (witness); A firm (named); bruno-masier (speaker)"
    assert row["participations_ids"] == "bruno-masier"


def test_links_without_ids_give_no_ids() -> None:
    row = flat.flat(IndustrialPark(id="p", kind="new-area", tenants=[Mention(printed="A"), Mention(printed="B")]))
    assert (row["tenants"], row["tenants_ids"]) == ("A; B", None)


def test_sources_are_those_of_the_evidence_each_once() -> None:
    evidence = [Evidence(key=key, source=source) for key, source in (("1", "b"), ("2", "a"), ("3", "b"))]
    row = flat.flat(Person(id="p", evidence=evidence))
    assert row["sources"] == "b; a"
    assert "evidence" not in row


@pytest.mark.parametrize(
    ("field", "items", "expected"),
    [
        pytest.param("clauses", [Clause(gist="a"), Clause(gist="b")], "a; b", id="clauses"),
        pytest.param("sectors", [SectorCode(code="C29"), SectorCode(code="H")], "C29; H", id="sectors"),
        pytest.param("same_as", [Code(scheme="Wikidata", value="Q1")], "Wikidata Q1", id="codes"),
        pytest.param("coverage", [Coverage(field="names", extent="open")], "names open", id="coverage"),
        pytest.param("notes", ["a", "b"], "a; b", id="notes"),
        pytest.param("supersedes", ["x", Mention(printed="Y", id="y")], "x; Y", id="mentions"),
        pytest.param(
            "milestones",
            [Milestone(stage="approved", period="2022-11"), Milestone(stage="launched")],
            "approved 2022-11; launched",
            id="milestones",
        ),
        pytest.param(
            "statements",
            [
                Statement(gist="a", kind="offer", speaker=Mention(printed="Chen")),
                Statement(gist="b", kind="offer"),
            ],
            "Chen: a; b",
            id="statements",
        ),
    ],
)
def test_many_values_give_one_text(field: str, items: list[object], expected: str) -> None:
    assert flat.flat(Agreement(id="a", kind="memorandum", **{field: items}))[field] == expected  # type: ignore[arg-type]


def test_posts_and_topics_give_one_text() -> None:
    posts = [Post(title="President", body=Mention(printed="WTPF", id="wtpf")), Post(title="Mayor")]
    assert flat.flat(Person(id="p", posts=posts))["posts"] == "President, WTPF; Mayor"
    assert flat.flat(Event(id="e", kind="fair", topics=[Topic(text="trade")]))["topics"] == "trade"


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        pytest.param(Quantity(what="firms", printed="over 30 firms", low=30), "over 30 firms", id="printed"),
        pytest.param(Quantity(what="firms", printed="over 30"), "firms: over 30", id="printed-figure-alone"),
        pytest.param(Quantity(what="turnover", low=1, high=2.5, unit="USD"), "1–2.5 USD turnover", id="range"),
        pytest.param(Quantity(what="firms", low=3800, high=3800), "3,800 firms", id="one-value"),
        pytest.param(Quantity(what="firms", low=0, qualifier="at-least"), "at least 0 firms", id="lower-bound"),
        pytest.param(Quantity(what="firms", high=50, qualifier="less-than"), "less than 50 firms", id="upper-bound"),
        pytest.param(Quantity(what="firms", low=1, high=9, qualifier="range"), "1–9 firms", id="range-said-so"),
        pytest.param(Quantity(what="firms", low=5, high=5, unit="firms"), "5 firms", id="unit-said-once"),
        pytest.param(Quantity(what="firms", qualifier="about"), "firms", id="no-figure"),
    ],
)
def test_quantities_read_as_text(quantity: Quantity, expected: str) -> None:
    assert flat.flat(Organisation(id="o", kind="company", quantities=[quantity]))["quantities"] == expected


def test_rows_go_into_the_formats() -> None:
    events = [
        Event(id="e", kind="fair", names=[Name(text="=Fair")], edition=3, period="2019-11"),
        Event(id="f", kind="visit"),
    ]
    rows = [flat.flat(event) for event in events]
    assert csv.dumps(flat.columns(Event), rows).splitlines()[1].startswith("e,'=Fair,,fair,")
    frame = frames.to_pandas(flat.columns(Event), rows, flat.types(Event))
    assert frame["period_earliest"].to_list() == [pd.Timestamp("2019-11-01"), pd.NaT]
    assert str(frame["edition"].dtype) == "Int64"


def test_an_empty_collection_has_the_same_kinds_of_column() -> None:
    row = flat.flat(Event(id="e", kind="fair", period="2019", edition=1))
    none = frames.to_pandas(flat.columns(Event), [], flat.types(Event))
    one = frames.to_pandas(flat.columns(Event), [row], flat.types(Event))
    assert none.dtypes.to_dict() == one.dtypes.to_dict()
