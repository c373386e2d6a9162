"""Industrial parks and zones."""

from typing import ClassVar

import attrs

from cqcoop import values
from cqcoop.records.base import Record
from cqcoop.values import Mention, Milestone, SectorCode
from cqcoop.vocabulary import Datatype, ParkKind, ParkLevel

__all__ = ["IndustrialPark"]


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

    kind: ParkKind
    level: ParkLevel | None = None
    ordinal: int | None = None
    district: Mention | None = attrs.field(default=None, converter=values.as_mention)
    part_of: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    operator: Mention | None = attrs.field(default=None, converter=values.as_mention)
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=values.as_milestones)
    sectors: tuple[SectorCode, ...] = attrs.field(default=(), converter=values.as_sectors)
    tenants: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
