"""Organisations."""

from typing import ClassVar

import attrs

from cqcoop import accept, values
from cqcoop.periods import Period
from cqcoop.records.base import Record
from cqcoop.values import Mention, Milestone, SectorCode
from cqcoop.vocabulary import Datatype, OrganisationKind

__all__ = ["Organisation"]


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

    kind: OrganisationKind
    seat: Mention | None = attrs.field(default=None, converter=values.as_mention)
    territory: str | None = attrs.field(default=None, metadata=accept.TERRITORY)
    parent: Mention | None = attrs.field(default=None, converter=values.as_mention)
    predecessors: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    jurisdictions: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    founded: Period | None = attrs.field(default=None, converter=accept.as_period)
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=values.as_milestones)
    sectors: tuple[SectorCode, ...] = attrs.field(default=(), converter=values.as_sectors)
