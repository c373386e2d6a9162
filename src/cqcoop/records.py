"""The records: events, agreements, organisations, parks, and the people, places, initiatives and sources they need.

Every record is frozen, slotted, keyword-only and hashable, and never holds another record: links are ids.
The classes are attrs classes, so `attrs.evolve`, `attrs.asdict` and `attrs.fields` work on them;
`dataclasses.is_dataclass` says no to them, as they carry no dataclass machinery.
"""

from collections.abc import Iterator
from typing import ClassVar, Final, TypeAlias

import attrs

from cqcoop import accept, values
from cqcoop.errors import UnknownField, did_you_mean
from cqcoop.periods import Period
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
from cqcoop.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Datatype,
    EventKind,
    EventStatus,
    InitiativeKind,
    OrganisationKind,
    ParkKind,
    ParkLevel,
    PlaceKind,
    PublishedBasis,
    Reliability,
    Role,
    SourceKind,
)

__all__ = [
    "CLASSES",
    "Agreement",
    "Event",
    "IndustrialPark",
    "Initiative",
    "Item",
    "Organisation",
    "Person",
    "Place",
    "Record",
    "Source",
    "field_names",
]

Item: TypeAlias = (
    Clause
    | Code
    | Coverage
    | Mention
    | Milestone
    | Name
    | Participation
    | Post
    | Quantity
    | SectorCode
    | Statement
    | Topic
)
"""A value that cites evidence by key."""

WITHOUT_EVIDENCE: Final = frozenset({"id", "evidence", "notes"})
"""Fields that are the curator's own and need no source: everything else does."""


@attrs.frozen(kw_only=True, repr=False, eq=False, init=False)
class Record(values.Spelt):
    """What all records share; it is not used by itself.

    Attributes:
        id: Opaque, stable, unique across all types, never reused.
        names: All names, the one to show first.
        summary: What it is, in our own words.
        statements: Who said what about it.
        quantities: Figures, each with its subject and date.
        same_as: Codes for the same thing elsewhere, only from a source.
        coverage: What sources say about how complete a field is.
        evidence: Where everything stands.
        notes: The curator's remarks: doubts, merges, what was left open.
    """

    datatype: ClassVar[Datatype]
    date_field: ClassVar[str | None] = None
    computed: ClassVar[tuple[str, ...]] = ()
    """What is not a field but follows from fields or links, and may have coverage: parties, parts."""

    id: str = attrs.field(validator=accept.identifier)
    names: tuple[Name, ...] = attrs.field(default=(), converter=values.as_names, validator=accept.each(Name))
    summary: str | None = attrs.field(default=None, validator=accept.optional_text)
    statements: tuple[Statement, ...] = attrs.field(
        default=(), converter=values.as_statements, validator=accept.each(Statement)
    )
    quantities: tuple[Quantity, ...] = attrs.field(
        default=(), converter=values.as_quantities, validator=accept.each(Quantity)
    )
    same_as: tuple[Code, ...] = attrs.field(default=(), converter=values.as_codes, validator=accept.each(Code))
    coverage: tuple[Coverage, ...] = attrs.field(
        default=(), converter=values.as_coverage, validator=accept.each(Coverage)
    )
    evidence: tuple[Evidence, ...] = attrs.field(
        default=(), converter=values.as_evidence, validator=accept.each(Evidence)
    )
    notes: tuple[str, ...] = attrs.field(default=(), converter=accept.as_strings, validator=accept.texts)

    @property
    def name(self) -> str:
        """The name to show: the first one, or the id of a record without names."""
        return self.names[0].text if self.names else self.id

    @property
    def when(self) -> Period | None:
        """The date that orders the record: an event's period, the day an agreement was signed, and so on."""
        value: Period | None = getattr(self, self.date_field) if self.date_field else None
        return value

    def dates(self) -> tuple[Period, ...]:
        """Return every date that places the record in time: `when`, milestones and posts.

        >>> Event(id="e", kind="fair", period="2019-11").dates()
        (Period('2019-11'),)
        """
        found = [self.when]
        found += [item.period for item in getattr(self, "milestones", ())]
        for post in getattr(self, "posts", ()):
            found += [post.period or post.as_of]
        return tuple(period for period in found if period is not None)

    def items(self) -> Iterator[tuple[str, Item]]:
        """Yield every value that cites evidence, with the name of its field, in field order.

        >>> [(name, item.text) for name, item in Person(id="p", names=["Li Shirong"]).items()]
        [('names', 'Li Shirong')]
        """
        for name in field_names(type(self)):
            value = getattr(self, name)
            if name in WITHOUT_EVIDENCE:
                continue
            if isinstance(value, Mention):
                yield name, value
            elif isinstance(value, tuple):
                for item in value:
                    yield name, item

    def evidence_for(self, what: str | Item) -> tuple[Evidence, ...]:
        """Return the evidence for a field or for one item of a field, in the order of the record.

        A field of many items gives the evidence that any of them cites; what says how complete it is counts too.
        Disputing entries are part of it: look at `stance`.
        Empty where nothing supports the field.

        Raises:
            UnknownField: The record has no such field.

        >>> proof = Evidence(key="e1", source="s", fields=["signed"])
        >>> Agreement(id="a", kind="memorandum", signed="2023", evidence=[proof]).evidence_for("signed")[0].source
        's'
        """
        if not isinstance(what, str):
            return tuple(entry for entry in self.evidence if entry.key in what.cites)
        value = getattr(self, checked_field(type(self), what), ())
        items = (*(value if isinstance(value, tuple) else (value,)), *(n for n in self.coverage if n.field == what))
        cited = {key for item in items for key in getattr(item, "cites", ())}
        return tuple(entry for entry in self.evidence if entry.key in cited or what in entry.fields)

    def coverage_of(self, field: str) -> tuple[Coverage, ...]:
        """Return what sources say about how complete a field is, in the order of the record; empty if nothing.

        Raises:
            UnknownField: The record has no such field.

        >>> note = Coverage(field="parties", extent="complete")
        >>> Agreement(id="a", kind="memorandum", coverage=[note]).coverage_of("parties")[0].extent
        'complete'
        """
        wanted = checked_field(type(self), field)
        return tuple(note for note in self.coverage if note.field == wanted)

    def with_role(self, *roles: Role) -> tuple[Participation, ...]:
        """Return the participations in any of these roles, in the order of the record; empty where it has none.

        >>> fair = Event(id="e", kind="fair", participations=[Participation(printed="MOFCOM", role="host")])
        >>> fair.with_role("host")[0].printed
        'MOFCOM'
        """
        parts: tuple[Participation, ...] = getattr(self, "participations", ())
        return tuple(part for part in parts if part.role in roles)

    def __repr__(self) -> str:
        shown = f"{self.name}, {self.when}" if self.when else self.name
        return f"<{type(self).__name__} {self.id!r}: {shown}>"

    def _repr_html_(self) -> str:
        # Imported here because only notebooks ask for a card, and whoever reads one record must not pay for it.
        from cqcoop.cards import card

        return card(self)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Event(Record):
    """Something that happened, or is planned, at a time: a fair, a visit, a signing ceremony, a launch.

    Attributes:
        kind: What sort of event.
        status: Whether it is planned, held, postponed or cancelled; None where sources do not tell.
        period: When.
        place: The town, district or territory.
        venue: The building or ground.
        part_of: The larger event it belongs to.
        subjects: What it launches, approves, opens or shows: a park, an initiative, an organisation.
        edition_of: The series of which it is an edition.
        edition: Which edition: 3 for the third.
        participations: Who took part, and how.
        topics: What it was about.
        sectors: Industries it dealt with.

    >>> Event(id="my-visit", names=["My visit"], kind="visit", period="2025-03").period.precision
    'month'
    """

    datatype: ClassVar[Datatype] = "event"
    computed: ClassVar[tuple[str, ...]] = ("parts",)
    date_field: ClassVar[str | None] = "period"

    kind: EventKind = attrs.field(validator=accept.one_of(EventKind))
    status: EventStatus | None = attrs.field(default=None, validator=accept.optionally_one_of(EventStatus))
    period: Period | None = attrs.field(default=None, converter=accept.as_period)
    place: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    venue: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    part_of: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    subjects: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    edition_of: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    edition: int | None = attrs.field(default=None, validator=accept.optional_count)
    participations: tuple[Participation, ...] = attrs.field(
        default=(), converter=values.as_participations, validator=accept.each(Participation)
    )
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=values.as_topics, validator=accept.each(Topic))
    sectors: tuple[SectorCode, ...] = attrs.field(
        default=(), converter=values.as_sectors, validator=accept.each(SectorCode)
    )


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Agreement(Record):
    """Something agreed between parties: a memorandum, a framework, a contract, a purchase.

    Attributes:
        kind: What sort of instrument.
        title: The title of the instrument, as printed.
        status: Where it stands as far as sources tell; None where they do not.
        signed: When it was signed; None for a plan, or where no source dates it.
        place: Where it was signed.
        signed_at: The event at which it was signed.
        participations: Parties, signatories, witnesses and all others with their roles.
        subjects: What it is about: a park, a corridor, a plant.
        clauses: What it provides.
        sectors: Industries it deals with.
        term: How long it runs.
        milestones: Approval, entry into force, end.
        under: The initiative or agreement under which it was made.
        supersedes: Agreements that it replaces.

    >>> pact = Agreement(id="my-pact", kind="memorandum", participations=[Participation(printed="A", role="party")])
    >>> [party.printed for party in pact.parties]
    ['A']
    """

    datatype: ClassVar[Datatype] = "agreement"
    date_field: ClassVar[str | None] = "signed"
    computed: ClassVar[tuple[str, ...]] = ("parties", "signatories", "witnesses")

    kind: AgreementKind = attrs.field(validator=accept.one_of(AgreementKind))
    title: str | None = attrs.field(default=None, validator=accept.optional_text)
    status: AgreementStatus | None = attrs.field(default=None, validator=accept.optionally_one_of(AgreementStatus))
    signed: Period | None = attrs.field(default=None, converter=accept.as_period)
    place: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    signed_at: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    participations: tuple[Participation, ...] = attrs.field(
        default=(), converter=values.as_participations, validator=accept.each(Participation)
    )
    subjects: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    clauses: tuple[Clause, ...] = attrs.field(default=(), converter=values.as_clauses, validator=accept.each(Clause))
    sectors: tuple[SectorCode, ...] = attrs.field(
        default=(), converter=values.as_sectors, validator=accept.each(SectorCode)
    )
    term: Period | None = attrs.field(default=None, converter=accept.as_period)
    milestones: tuple[Milestone, ...] = attrs.field(
        default=(), converter=values.as_milestones, validator=accept.each(Milestone)
    )
    under: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    supersedes: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )

    @property
    def parties(self) -> tuple[Participation, ...]:
        """The participations in the role `party`, in the order of the record."""
        return self.with_role("party")

    @property
    def signatories(self) -> tuple[Participation, ...]:
        """The participations in the role `signatory`, in the order of the record."""
        return self.with_role("signatory")

    @property
    def witnesses(self) -> tuple[Participation, ...]:
        """The participations in the role `witness`, in the order of the record."""
        return self.with_role("witness")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Organisation(Record):
    """A body that acts: an authority, a company, a trade-promotion agency, a consulate, an association.

    Attributes:
        kind: What sort of body.
        seat: Where it sits.
        territory: ISO 3166-1 alpha-2 code of the territory it belongs to; a label for joining data.
        parent: The body of which it is a part, office or subsidiary.
        predecessors: Bodies it succeeded; their successors are computed.
        jurisdictions: What it serves: a consulate in Chengdu may serve Chongqing.
        founded: When it was founded.
        milestones: Opening, renaming, closing.
        sectors: Its industries.

    >>> Organisation(id="my-body", names=["My Body"], kind="association", territory="IT").territory
    'IT'
    """

    datatype: ClassVar[Datatype] = "organisation"
    date_field: ClassVar[str | None] = "founded"

    kind: OrganisationKind = attrs.field(validator=accept.one_of(OrganisationKind))
    seat: Mention | None = attrs.field(default=None, converter=values.as_mention, validator=accept.optionally_a(Mention))
    territory: str | None = attrs.field(default=None, validator=accept.optional_territory)
    parent: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    predecessors: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    jurisdictions: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    founded: Period | None = attrs.field(default=None, converter=accept.as_period)
    milestones: tuple[Milestone, ...] = attrs.field(
        default=(), converter=values.as_milestones, validator=accept.each(Milestone)
    )
    sectors: tuple[SectorCode, ...] = attrs.field(
        default=(), converter=values.as_sectors, validator=accept.each(SectorCode)
    )


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Person(Record):
    """A person in office: names and posts, nothing private.

    Attributes:
        posts: The offices in which sources show the person.

    >>> Person(id="p", names=["Bruno Masier"], posts=[Post(title="President", body="wtpf")]).posts[0].body.id
    'wtpf'
    """

    datatype: ClassVar[Datatype] = "person"

    posts: tuple[Post, ...] = attrs.field(default=(), converter=values.as_posts, validator=accept.each(Post))


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Place(Record):
    """A territory, division, city, region, corridor, venue or site.

    Attributes:
        kind: What sort of place.
        codes: Its codes in ISO 3166-1, ISO 3166-2 or GB/T 2260.
        part_of: Places it lies in.
        period: When it existed as such: divisions are merged and dissolved.
        predecessors: Places it succeeded; their successors are computed.
        sectors: Industries it is said to focus on.

    >>> Place(id="fuling", names=["Fuling District"], kind="county-level-division", part_of="chongqing").part_of[0].id
    'chongqing'
    """

    datatype: ClassVar[Datatype] = "place"
    computed: ClassVar[tuple[str, ...]] = ("parts",)
    date_field: ClassVar[str | None] = "period"

    kind: PlaceKind = attrs.field(validator=accept.one_of(PlaceKind))
    codes: tuple[Code, ...] = attrs.field(default=(), converter=values.as_codes, validator=accept.each(Code))
    part_of: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    period: Period | None = attrs.field(default=None, converter=accept.as_period)
    predecessors: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    sectors: tuple[SectorCode, ...] = attrs.field(
        default=(), converter=values.as_sectors, validator=accept.each(SectorCode)
    )


@attrs.frozen(kw_only=True, repr=False, eq=False)
class IndustrialPark(Record):
    """An industrial park or zone, from a new area of the state to one district's park.

    Attributes:
        kind: What sort of park or zone.
        level: Who set it up: state, municipality or district.
        ordinal: Its number where a source counts it: 6 for "sixth".
        district: The district or place it lies in.
        part_of: Zones and parks it belongs to; there may be several.
        operator: Who runs it.
        milestones: Approval, launch, renaming and so on.
        sectors: Industries it focuses on.
        tenants: Firms and bodies in it.

    >>> IndustrialPark(id="p", names=["Phoenix Lake"], kind="industrial-park", part_of=["a", "b"]).part_of[1].id
    'b'
    """

    datatype: ClassVar[Datatype] = "park"
    computed: ClassVar[tuple[str, ...]] = ("parts",)

    kind: ParkKind = attrs.field(validator=accept.one_of(ParkKind))
    level: ParkLevel | None = attrs.field(default=None, validator=accept.optionally_one_of(ParkLevel))
    ordinal: int | None = attrs.field(default=None, validator=accept.optional_count)
    district: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    part_of: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    operator: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    milestones: tuple[Milestone, ...] = attrs.field(
        default=(), converter=values.as_milestones, validator=accept.each(Milestone)
    )
    sectors: tuple[SectorCode, ...] = attrs.field(
        default=(), converter=values.as_sectors, validator=accept.each(SectorCode)
    )
    tenants: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Initiative(Record):
    """What recurs or runs on and is neither a body nor one event: a series of fairs, a programme, a corridor.

    Attributes:
        kind: What sort of initiative.
        part_of: Larger initiatives it belongs to.
        run_by: Bodies that run it.
        milestones: Start, renaming, end.

    >>> Initiative(id="ciie", names=["China International Import Expo"], kind="event-series").kind
    'event-series'
    """

    datatype: ClassVar[Datatype] = "initiative"
    computed: ClassVar[tuple[str, ...]] = ("parts",)

    kind: InitiativeKind = attrs.field(validator=accept.one_of(InitiativeKind))
    part_of: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    run_by: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    milestones: tuple[Milestone, ...] = attrs.field(
        default=(), converter=values.as_milestones, validator=accept.each(Milestone)
    )


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Source(Record):
    """A text that states facts: where it is, who published it, and how far it can be relied on.

    Attributes:
        kind: What sort of publisher.
        title: The title as printed; None where it was not seen.
        url: Its address, clean of tracking parameters.
        publisher: Who published it first.
        carrier: The site that carries it, where that is another one.
        reliability: `primary`, `secondary` or `weak`.
        language: The BCP 47 tag of its language.
        published: When it was published.
        published_basis: What that date rests on.
        retrieved: When we read it.
        derived_from: Sources whose text it carries; it adds no weight to them.
        sha256: SHA-256 of the text, where it is at hand.

    >>> Source(id="s", kind="news-media", title="News", url="https://example.org/", language="en").name
    'News'
    """

    datatype: ClassVar[Datatype] = "source"
    date_field: ClassVar[str | None] = "published"

    kind: SourceKind = attrs.field(validator=accept.one_of(SourceKind))
    title: str | None = attrs.field(default=None, validator=accept.optional_text)
    url: str | None = attrs.field(default=None, validator=accept.optional_url)
    publisher: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    carrier: Mention | None = attrs.field(
        default=None, converter=values.as_mention, validator=accept.optionally_a(Mention)
    )
    reliability: Reliability | None = attrs.field(default=None, validator=accept.optionally_one_of(Reliability))
    language: str | None = attrs.field(default=None, validator=accept.optional_language_tag)
    published: Period | None = attrs.field(default=None, converter=accept.as_period)
    published_basis: PublishedBasis | None = attrs.field(
        default=None, validator=accept.optionally_one_of(PublishedBasis)
    )
    retrieved: Period | None = attrs.field(default=None, converter=accept.as_period)
    derived_from: tuple[Mention, ...] = attrs.field(
        default=(), converter=values.as_mentions, validator=accept.each(Mention)
    )
    sha256: str | None = attrs.field(default=None, validator=accept.optional_sha256)

    @property
    def name(self) -> str:
        """The title, else the first name, else the id."""
        return self.title or (self.names[0].text if self.names else self.id)


CLASSES: Final[dict[str, type[Record]]] = {
    kind.datatype: kind
    for kind in (Event, Agreement, Organisation, IndustrialPark, Person, Place, Initiative, Source)
}
"""The record classes by datatype."""

_COMMON: Final = tuple(attribute.name for attribute in attrs.fields(Record))


def _in_reading_order(kind: type[Record]) -> tuple[str, ...]:
    own = tuple(attribute.name for attribute in attrs.fields(kind) if attribute.name not in _COMMON)
    return (*_COMMON[:2], *own, *_COMMON[2:])


_FIELD_NAMES: Final = {kind: _in_reading_order(kind) for kind in CLASSES.values()}


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields of a record class in reading order: id and names, its own, the common ones.

    >>> field_names(Person)[:4]
    ('id', 'names', 'posts', 'summary')
    """
    return _FIELD_NAMES[kind]


def checked_field(kind: type[Record], name: str) -> str:
    """Return the name if the record class has such a field, or such a group of roles.

    Raises:
        UnknownField: It has none; the message names the nearest.

    >>> checked_field(Agreement, "sigend")
    Traceback (most recent call last):
    cqcoop.errors.UnknownField: Agreement has no field 'sigend'; did you mean 'signed'?
    """
    known = (*field_names(kind), *kind.computed)
    if name in known:
        return name
    hint = did_you_mean(name, known) or f"; its fields are {', '.join(known)}"
    raise UnknownField(f"{kind.__name__} has no field {name!r}{hint}")
