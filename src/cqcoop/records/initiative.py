"""Initiatives: what recurs or runs on."""

from typing import ClassVar

import attrs

from cqcoop import values
from cqcoop.records.base import Record
from cqcoop.values import Mention, Milestone
from cqcoop.vocabulary import Datatype, InitiativeKind

__all__ = ["Initiative"]


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

    kind: InitiativeKind
    part_of: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    run_by: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=values.as_milestones)
