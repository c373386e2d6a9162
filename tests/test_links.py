import attrs
import pytest
from hypothesis import given

from cqcoop.codec import to_plain
from cqcoop.links import Link, links_of, targets
from cqcoop.records import CLASSES, Agreement, Event, IndustrialPark, Organisation, Person, Place, Record, Source
from cqcoop.values import Comparison, Evidence, Mention, Milestone, Participation, Post, Quantity, Statement
from strategies import records
from worlds import RECORDS


def test_every_link_is_found_with_the_field_it_stands_in() -> None:
    event = Event(
        id="e",
        kind="fair",
        place="p1",
        subjects=["s1", "s2"],
        participations=[
            Participation(id="a1", role="host", on_behalf_of="b1"),
            Participation(printed="nobody we know", role="host", on_behalf_of=Mention(printed="nor this")),
        ],
        quantities=[Quantity(what="x", subject="q1", compared=Comparison(to=Mention(id="q2")))],
        statements=[Statement(gist="g", kind="aim", speaker="w1", about=["w2"])],
        evidence=[Evidence(key="e1", source="src")],
    )
    assert sorted(links_of(event)) == sorted(
        [
            Link("place", "p1"),
            Link("subjects", "s1"),
            Link("subjects", "s2"),
            Link("participations", "a1"),
            Link("participations.on_behalf_of", "b1"),
            Link("quantities.subject", "q1"),
            Link("quantities.compared.to", "q2"),
            Link("statements.speaker", "w1"),
            Link("statements.about", "w2"),
            Link("evidence.source", "src"),
        ]
    )


def test_the_event_of_a_milestone_and_the_body_of_a_post_are_links() -> None:
    assert list(
        links_of(IndustrialPark(id="p", kind="other", milestones=[Milestone(stage="launched", event="e", by="b")]))
    ) == [
        Link("milestones.by", "b"),
        Link("milestones.event", "e"),
    ]
    assert list(links_of(Person(id="p", posts=[Post(title="t", body="b")]))) == [Link("posts.body", "b")]


def test_a_record_without_links_makes_none() -> None:
    assert list(links_of(Person(id="p", names=["P"]))) == []


def _ids(data: object) -> list[str]:
    if isinstance(data, list):
        return [key for item in data for key in _ids(item)]
    if isinstance(data, dict):
        here = [data[key] for key in ("id", "source", "event") if isinstance(data.get(key), str)]
        return here + [key for item in data.values() for key in _ids(item)]
    return []


@given(records())
def test_no_id_anywhere_in_a_record_is_overlooked(record: Record) -> None:
    plain = to_plain(record)
    del plain["id"]
    assert sorted(link.id for link in links_of(record)) == sorted(_ids(plain))


@given(records())
def test_every_link_has_types_it_may_point_at(record: Record) -> None:
    for link in links_of(record):
        assert targets(record, link.field) <= set(CLASSES)
        assert targets(record, link.field)


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        (Event(id="x", kind="fair"), "part_of", {"event"}),
        (Place(id="x", kind="city"), "part_of", {"place"}),
        (Organisation(id="x", kind="bank"), "predecessors", {"organisation"}),
        (Event(id="x", kind="fair"), "edition_of", {"initiative"}),
        (Source(id="x", kind="official"), "derived_from", {"source"}),
        (Agreement(id="x", kind="treaty"), "under", {"initiative", "agreement"}),
        (Event(id="x", kind="fair"), "participations.on_behalf_of", {"organisation", "place", "park", "initiative"}),
        (Event(id="x", kind="fair"), "statements.speaker", {"organisation", "person"}),
    ],
    ids=lambda value: str(getattr(value, "datatype", value)),
)
def test_a_link_may_only_point_at_what_makes_sense(record: Record, field: str, expected: set[str]) -> None:
    assert targets(record, field) == expected


def test_every_record_of_the_small_world_links_to_what_it_may() -> None:
    types = {record.id: record.datatype for record in RECORDS}
    for record in RECORDS:
        for link in links_of(record):
            assert types[link.id] in targets(record, link.field)


def test_every_linking_field_of_every_class_has_targets() -> None:
    for kind in CLASSES.values():
        required = (
            {"kind": "other"}
            if kind not in (Person, Place, Source, Event)
            else {"kind": "fair" if kind is Event else None}
        )
        required = (
            {"kind": {"place": "city", "source": "official"}[kind.datatype]} if kind in (Place, Source) else required
        )
        record = kind(id="x", **({} if kind is Person else required))
        for attribute in attrs.fields(kind):
            if "Mention" in str(attribute.type):
                assert targets(record, attribute.name)
