"""A small world for the tests: two territories, a city with parks, bodies, people, a series of fairs, a pact."""

from typing import Any, TypeVar

import attrs

from cqcoop.dataset import Dataset
from cqcoop.records import (
    WITHOUT_EVIDENCE,
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
from cqcoop.store import Manifest, Shelves
from cqcoop.values import (
    Clause,
    Code,
    Comparison,
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

R = TypeVar("R", bound=Record)


def proved(record: R, source: str = "paper") -> R:
    """Give a record one evidence entry, from a source, that supports all it says."""
    fields: list[str] = []
    changes: dict[str, Any] = {}
    for name in field_names(type(record)):
        value = getattr(record, name)
        if name in WITHOUT_EVIDENCE or value is None or value == ():
            continue
        if isinstance(value, tuple):
            changes[name] = [attrs.evolve(item, cites=item.cites or ("e1",)) for item in value]
        elif isinstance(value, Mention):
            changes[name] = attrs.evolve(value, cites=value.cites or ("e1",))
        else:
            fields.append(name)
    entry = Evidence(key="e1", source=source, fields=fields, paragraph=1)
    return attrs.evolve(record, evidence=[entry, *record.evidence], **changes)


def part(who: str | None, role: Any, **more: Any) -> Participation:
    """Return a participation of a record, or of somebody who is only printed."""
    return Participation(id=who, role=role, **more)


def empty(**manifest: Any) -> Dataset:
    """Return a dataset without records."""
    return Dataset(Manifest(**manifest), Shelves({}))


PLACES = (
    Place(id="italy", kind="territory", names=["Italy"], codes=[Code(scheme="ISO 3166-1", value="IT")]),
    Place(id="china", kind="territory", names=["China"], codes=[Code(scheme="ISO 3166-1", value="CN")]),
    Place(id="bigtown", kind="city", names=["Bigtown"], part_of="china", sectors=[SectorCode(code="C29")]),
    Place(id="northside", kind="county-level-division", names=["Northside"], part_of="bigtown"),
    Place(id="southside", kind="county-level-division", names=["Southside"], part_of="bigtown", predecessors="oldside"),
    Place(id="oldside", kind="county-level-division", names=["Oldside"], part_of="bigtown", period="1950/1999"),
    Place(id="rome", kind="city", names=["Rome"], part_of="italy"),
)
PARKS = (
    IndustrialPark(
        id="big-zone",
        kind="cooperation-zone",
        level="state",
        ordinal=6,
        names=["Big Zone"],
        district="bigtown",
        milestones=[
            Milestone(stage="approved", period="2022-11", by="ministry"),
            Milestone(stage="launched", period="2023-03-09", event="expo-2"),
        ],
        coverage=[Coverage(field="parts", extent="complete")],
    ),
    IndustrialPark(
        id="lake-park",
        kind="industrial-park",
        names=["Lake Park", Name(text="湖园", language="zh-Hans", kind="official")],
        district="northside",
        part_of="big-zone",
        operator="lake-company",
        tenants=["lake-company", Mention(printed="A Small Firm")],
        sectors=[SectorCode(code="C26", printed="chips"), SectorCode(code="J")],
    ),
    IndustrialPark(id="dock", kind="logistics-park", names=["Dock"], part_of=["lake-park", "big-zone"]),
)
BODIES = (
    Organisation(id="ministry", kind="government-department", names=["Ministry"], territory="CN"),
    Organisation(id="city-hall", kind="government", names=["City Hall"], seat="bigtown", territory="CN"),
    Organisation(
        id="trade-office",
        kind="government-department",
        names=["Trade Office"],
        parent="city-hall",
        predecessors="old-office",
        founded="2001-05",
    ),
    Organisation(
        id="old-office",
        kind="government-department",
        names=["Old Office"],
        milestones=[Milestone(stage="ended", period="2001")],
    ),
    Organisation(id="export-desk", kind="government-department", names=["Export Desk"], parent="trade-office"),
    Organisation(
        id="consulate",
        kind="consulate",
        names=["Consulate of Italy"],
        territory="IT",
        seat="bigtown",
        jurisdictions="bigtown",
    ),
    Organisation(
        id="rome-agency",
        kind="trade-promotion-agency",
        names=[Name(text="Rome Agency", kind="official"), Name(text="RA", kind="abbreviation")],
        territory="IT",
        seat="rome",
    ),
    Organisation(id="milan-desk", kind="trade-promotion-agency", names=["Milan Desk"], parent="rome-agency"),
    Organisation(
        id="lake-company", kind="company", names=["Lake Company"], seat="lake-park", sectors=[SectorCode(code="C26")]
    ),
    Organisation(id="daily", kind="media", names=["The Daily"]),
)
PEOPLE = (
    Person(
        id="anna-rossi",
        names=[Name(text="Anna Rossi", language="it"), Name(text="安娜", language="zh-Hans", kind="alias")],
        posts=[
            Post(title="President", body="rome-agency", as_of="2023-05-20"),
            Post(title="Adviser", body="city-hall", period="2010/2012"),
        ],
    ),
    Person(id="wang-wei", names=["Wang Wei"], posts=[Post(title="Mayor", body="city-hall", as_of="2023")]),
    Person(id="nobody", names=["Nobody Known"]),
)
INITIATIVES = (
    Initiative(id="fairs", kind="programme", names=["All Fairs"]),
    Initiative(
        id="expo",
        kind="event-series",
        names=["The Expo"],
        part_of="fairs",
        run_by="city-hall",
        milestones=[Milestone(stage="established", period="2018")],
    ),
)
EVENTS = (
    Event(
        id="expo-1",
        kind="fair",
        status="held",
        names=["First Expo"],
        period="2019-05-16/2019-05-19",
        place="bigtown",
        edition_of="expo",
        edition=1,
        participations=[part("city-hall", "host"), part("milan-desk", "exhibitor", what="wine")],
        sectors=[SectorCode(code="G")],
        quantities=[
            Quantity(
                what="turnover",
                low=71.13e9,
                unit="USD",
                qualifier="over",
                basis="intended",
                subject="expo-1",
                as_of="2019",
                compared=Comparison(to=Mention(id="expo"), change=23),
            )
        ],
    ),
    Event(
        id="expo-2",
        kind="fair",
        status="held",
        names=["Second Expo"],
        period="2023-05",
        place="bigtown",
        edition_of="expo",
        edition=2,
        subjects="big-zone",
        participations=[part("city-hall", "host"), part("ministry", "supporter")],
    ),
    Event(
        id="seminar",
        kind="seminar",
        names=["Expo Seminar"],
        period="2023-05-20",
        part_of="expo-2",
        venue="lake-park",
        participations=[
            part("anna-rossi", "speaker", printed="A. Rossi", post="President", on_behalf_of="rome-agency"),
            part("trade-office", "organiser"),
        ],
        topics=[Topic(text="wine"), Topic(text="chips")],
        statements=[
            Statement(
                gist="expects more wine", kind="expectation", speaker="anna-rossi", about="expo", said="2023-05-20"
            )
        ],
    ),
    Event(
        id="visit",
        kind="visit",
        names=["A Visit"],
        period="[2024-07-04..2024-07-05]",
        participations=[
            part("consulate", "visitor"),
            part(None, "visitor", printed="Unknown Firm"),
            part(None, "attendee", printed="Somebody", territory="IT"),
            part("lake-park", "visited", period="2024-07-04"),
            part("wang-wei", "chair", on_behalf_of="city-hall"),
        ],
        coverage=[Coverage(field="participations", extent="open")],
    ),
    Event(
        id="reading", kind="cultural", names=["A Reading"], place="rome", participations=[part("wang-wei", "speaker")]
    ),
)
AGREEMENTS = (
    Agreement(
        id="pact",
        kind="memorandum",
        title="Memorandum of Wine",
        status="signed",
        names=["The Pact"],
        signed="2023-05-20",
        place="bigtown",
        signed_at="expo-2",
        under="expo",
        subjects="lake-park",
        participations=[
            part("trade-office", "party", printed="the Office"),
            part("rome-agency", "party", printed="the Agency"),
            part("anna-rossi", "signatory", on_behalf_of="rome-agency"),
            part("wang-wei", "witness", on_behalf_of="city-hall"),
            part("consulate", "witness"),
        ],
        clauses=[
            Clause(gist="share news", kind="information", bound="rome-agency"),
            Clause(gist="send wine", kind="trade"),
        ],
        sectors=[SectorCode(code="C11", printed="wine"), SectorCode(code="C")],
        milestones=[Milestone(stage="in-force", period="2024", by="trade-office")],
        evidence=[
            Evidence(key="e2", source="reprint", fields=["signed"]),
            Evidence(key="e3", source="gazette", fields=["kind"]),
            Evidence(key="e4", source="blog", fields=["signed"]),
            Evidence(
                key="e5",
                source="rumour",
                fields=["signed"],
                stance="disputes",
                rival="2023-05-19",
                reason="the paper was there",
            ),
        ],
    ),
    Agreement(
        id="plan",
        kind="contract",
        status="planned",
        names=["The Plan"],
        participations=[part("lake-company", "party"), part("milan-desk", "party")],
        supersedes="pact",
    ),
)
SOURCES = (
    Source(
        id="paper",
        kind="news-media",
        title="Pact Signed",
        url="https://example.org/pact",
        publisher="daily",
        reliability="primary",
        language="en",
        published="2023-05-21",
        published_basis="byline",
        sha256="0" * 64,
    ),
    Source(id="reprint", kind="mirror", title="Pact Signed, Again", derived_from="paper", carrier="daily"),
    Source(id="gazette", kind="official", title="Gazette", published="2023"),
    Source(id="blog", kind="news-media", title="A Blog", reliability="weak"),
    Source(id="rumour", kind="news-media", title="A Rumour", reliability="secondary"),
)
RECORDS: tuple[Record, ...] = (
    *(proved(record) for record in (*PLACES, *PARKS, *BODIES, *PEOPLE, *INITIATIVES, *EVENTS, *AGREEMENTS)),
    *(proved(source, source.id) for source in SOURCES),
)


def small_world() -> Dataset:
    """Return the small world as a dataset."""
    return empty(title="A small world", version="7", licence="CC0-1.0").extend(RECORDS)
