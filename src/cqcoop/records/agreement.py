"""Agreements."""

from typing import ClassVar

import attrs

from cqcoop import accept, values
from cqcoop.periods import Period
from cqcoop.records.base import Record
from cqcoop.values import Clause, Mention, Milestone, Participation, SectorCode
from cqcoop.vocabulary import AgreementKind, AgreementStatus, Datatype

__all__ = ["Agreement"]


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

    kind: AgreementKind
    title: str | None = None
    status: AgreementStatus | None = None
    signed: Period | None = attrs.field(default=None, converter=accept.as_period)
    place: Mention | None = attrs.field(default=None, converter=values.as_mention)
    signed_at: Mention | None = attrs.field(default=None, converter=values.as_mention)
    participations: tuple[Participation, ...] = attrs.field(default=(), converter=values.as_participations)
    subjects: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    clauses: tuple[Clause, ...] = attrs.field(default=(), converter=values.as_clauses)
    sectors: tuple[SectorCode, ...] = attrs.field(default=(), converter=values.as_sectors)
    term: Period | None = attrs.field(default=None, converter=accept.as_period)
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=values.as_milestones)
    under: Mention | None = attrs.field(default=None, converter=values.as_mention)
    supersedes: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)

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
