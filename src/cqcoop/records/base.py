"""What all records share."""

from collections.abc import Iterator
from typing import ClassVar, Final, TypeAlias

import attrs

from cqcoop import accept, values
from cqcoop.errors import UnknownField, did_you_mean, visible
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
from cqcoop.vocabulary import Datatype, Role

__all__ = ["WITHOUT_EVIDENCE", "Item", "Record", "checked_field", "field_names"]

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

    id: str = attrs.field(metadata=accept.IDENTIFIER)
    names: tuple[Name, ...] = attrs.field(default=(), converter=values.as_names)
    summary: str | None = None
    statements: tuple[Statement, ...] = attrs.field(default=(), converter=values.as_statements)
    quantities: tuple[Quantity, ...] = attrs.field(default=(), converter=values.as_quantities)
    same_as: tuple[Code, ...] = attrs.field(default=(), converter=values.as_codes)
    coverage: tuple[Coverage, ...] = attrs.field(default=(), converter=values.as_coverage)
    evidence: tuple[Evidence, ...] = attrs.field(default=(), converter=values.as_evidence)
    notes: tuple[str, ...] = attrs.field(default=(), converter=accept.as_strings)

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

        >>> from cqcoop import Event
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

        >>> from cqcoop import Person
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

        >>> from cqcoop import Agreement
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

        >>> from cqcoop import Agreement
        >>> note = Coverage(field="parties", extent="complete")
        >>> Agreement(id="a", kind="memorandum", coverage=[note]).coverage_of("parties")[0].extent
        'complete'
        """
        wanted = checked_field(type(self), field)
        return tuple(note for note in self.coverage if note.field == wanted)

    def with_role(self, *roles: Role) -> tuple[Participation, ...]:
        """Return the participations in any of these roles, in the order of the record; empty where it has none.

        >>> from cqcoop import Event
        >>> fair = Event(id="e", kind="fair", participations=[Participation(printed="MOFCOM", role="host")])
        >>> fair.with_role("host")[0].printed
        'MOFCOM'
        """
        parts: tuple[Participation, ...] = getattr(self, "participations", ())
        return tuple(part for part in parts if part.role in roles)

    def __repr__(self) -> str:
        shown = f"{self.name}, {self.when}" if self.when else self.name
        return f"<{type(self).__name__} {self.id!r}: {visible(shown)}>"

    def _repr_html_(self) -> str:
        # Imported here because only notebooks ask for a card, and whoever reads one record must not pay for it.
        from cqcoop.cards import card

        return card(self)


_COMMON: Final = tuple(attribute.name for attribute in attrs.fields(Record))


def _in_reading_order(kind: type[Record]) -> tuple[str, ...]:
    own = tuple(attribute.name for attribute in attrs.fields(kind) if attribute.name not in _COMMON)
    return (*_COMMON[:2], *own, *_COMMON[2:])


_FIELD_NAMES: Final[dict[type[Record], tuple[str, ...]]] = {}


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """Return the names of the fields of a record class in reading order: id and names, its own, the common ones.

    >>> from cqcoop import Person
    >>> field_names(Person)[:4]
    ('id', 'names', 'posts', 'summary')
    """
    if kind not in _FIELD_NAMES:
        _FIELD_NAMES[kind] = _in_reading_order(kind)
    return _FIELD_NAMES[kind]


def checked_field(kind: type[Record], name: str) -> str:
    """Return the name if the record class has such a field, or such a group of roles.

    Raises:
        UnknownField: It has none; the message names the nearest.

    >>> from cqcoop import Agreement
    >>> checked_field(Agreement, "sigend")
    Traceback (most recent call last):
    cqcoop.errors.UnknownField: Agreement has no field 'sigend'; did you mean 'signed'?
    """
    known = (*field_names(kind), *kind.computed)
    if name in known:
        return name
    hint = did_you_mean(name, known) or f"; its fields are {', '.join(known)}"
    raise UnknownField(f"{kind.__name__} has no field {name!r}{hint}")
