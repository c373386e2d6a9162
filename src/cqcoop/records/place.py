"""Places."""

from typing import ClassVar

import attrs

from cqcoop import accept, values
from cqcoop.periods import Period
from cqcoop.records.base import Record
from cqcoop.values import Code, Mention, SectorCode
from cqcoop.vocabulary import Datatype, PlaceKind

__all__ = ["Place"]


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

    kind: PlaceKind
    codes: tuple[Code, ...] = attrs.field(default=(), converter=values.as_codes)
    part_of: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    period: Period | None = attrs.field(default=None, converter=accept.as_period)
    predecessors: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    sectors: tuple[SectorCode, ...] = attrs.field(default=(), converter=values.as_sectors)
