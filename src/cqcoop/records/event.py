"""Events."""

from typing import ClassVar

import attrs

from cqcoop import accept, values
from cqcoop.periods import Period
from cqcoop.records.base import Record
from cqcoop.values import Mention, Participation, SectorCode, Topic
from cqcoop.vocabulary import Datatype, EventKind, EventStatus

__all__ = ["Event"]


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

    kind: EventKind
    status: EventStatus | None = None
    period: Period | None = attrs.field(default=None, converter=accept.as_period)
    place: Mention | None = attrs.field(default=None, converter=values.as_mention)
    venue: Mention | None = attrs.field(default=None, converter=values.as_mention)
    part_of: Mention | None = attrs.field(default=None, converter=values.as_mention)
    subjects: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    edition_of: Mention | None = attrs.field(default=None, converter=values.as_mention)
    edition: int | None = None
    participations: tuple[Participation, ...] = attrs.field(default=(), converter=values.as_participations)
    topics: tuple[Topic, ...] = attrs.field(default=(), converter=values.as_topics)
    sectors: tuple[SectorCode, ...] = attrs.field(default=(), converter=values.as_sectors)
