"""Immutable, typed, chainable collections of records, and the questions they answer.

One rule for misses: `[]`, `lookup` and `one` raise, `get` returns None, all that selects returns an empty collection.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import compress
from operator import attrgetter, itemgetter
from os import PathLike
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    NoReturn,
    Self,
    TypedDict,
    TypeVar,
    Unpack,
    get_args,
    overload,
)

from cqcoop import formats, records
from cqcoop.codec import to_plain
from cqcoop.errors import InvalidValue, NotUnique, RecordNotFound, UnknownField, UnknownName, did_you_mean
from cqcoop.graph import Graph, Who, best_named, entries
from cqcoop.names import Match, NameIndex
from cqcoop.periods import Period
from cqcoop.records import Record
from cqcoop.selecting import Involvement, When, as_window, check_term, fits, meant_by, several, value_of
from cqcoop.standards import isic_code
from cqcoop.store import Shelf
from cqcoop.vocabulary import (
    AgreementKind,
    AgreementStatus,
    EventKind,
    EventStatus,
    InitiativeKind,
    OrganisationKind,
    ParkKind,
    ParkLevel,
    PlaceKind,
    Reliability,
    Role,
    SourceKind,
)

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = [
    "Agreements",
    "Collection",
    "Events",
    "Initiatives",
    "Match",
    "Organisations",
    "Parks",
    "People",
    "Places",
    "Sources",
    "When",
]

R = TypeVar("R", bound=Record)
K = TypeVar("K", bound=str)
V = TypeVar("V", bound=Hashable)

# --- What may be asked for, type by type -----------------------------------------------------------------------------

RecordKey = Literal["id", "name", "sources"]
EventKey = (
    RecordKey
    | Literal[
        "kind",
        "status",
        "period",
        "period.year",
        "place",
        "venue",
        "part_of",
        "edition_of",
        "edition",
        "participations",
        "participations.role",
        "territories",
        "subjects",
        "topics",
        "sectors",
    ]
)
AgreementKey = (
    RecordKey
    | Literal[
        "kind",
        "status",
        "signed",
        "signed.year",
        "place",
        "signed_at",
        "under",
        "subjects",
        "parties",
        "participations",
        "participations.role",
        "territories",
        "sectors",
        "clauses.kind",
    ]
)
OrganisationKey = (
    RecordKey | Literal["kind", "seat", "territory", "parent", "jurisdictions", "founded", "founded.year", "sectors"]
)
PersonKey = RecordKey | Literal["posts.title", "posts.body"]
PlaceKey = RecordKey | Literal["kind", "part_of", "period", "sectors"]
ParkKey = RecordKey | Literal["kind", "level", "ordinal", "district", "part_of", "operator", "tenants", "sectors"]
InitiativeKey = RecordKey | Literal["kind", "part_of", "run_by"]
SourceKey = (
    RecordKey
    | Literal["kind", "publisher", "carrier", "reliability", "language", "published", "published.year", "derived_from"]
)


class EventFields(TypedDict, total=False):
    """What `Events.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: EventKind | Iterable[EventKind]
    status: EventStatus | Iterable[EventStatus] | None
    period: Period | str | None
    place: str | Iterable[str] | None
    venue: str | Iterable[str] | None
    part_of: str | Iterable[str] | None
    edition_of: str | Iterable[str] | None
    edition: int | Iterable[int] | None
    subjects: str | Iterable[str] | None
    topics: str | Iterable[str] | None
    sectors: str | Iterable[str] | None


class AgreementFields(TypedDict, total=False):
    """What `Agreements.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: AgreementKind | Iterable[AgreementKind]
    status: AgreementStatus | Iterable[AgreementStatus] | None
    title: str | Iterable[str] | None
    signed: Period | str | None
    place: str | Iterable[str] | None
    signed_at: str | Iterable[str] | None
    under: str | Iterable[str] | None
    subjects: str | Iterable[str] | None
    sectors: str | Iterable[str] | None


class OrganisationFields(TypedDict, total=False):
    """What `Organisations.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: OrganisationKind | Iterable[OrganisationKind]
    seat: str | Iterable[str] | None
    territory: str | Iterable[str] | None
    parent: str | Iterable[str] | None
    jurisdictions: str | Iterable[str] | None
    predecessors: str | Iterable[str] | None
    founded: Period | str | None
    sectors: str | Iterable[str] | None


class PersonFields(TypedDict, total=False):
    """What `People.filter` takes."""

    id: str | Iterable[str]


class PlaceFields(TypedDict, total=False):
    """What `Places.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: PlaceKind | Iterable[PlaceKind]
    codes: str | Iterable[str] | None
    part_of: str | Iterable[str] | None
    predecessors: str | Iterable[str] | None
    sectors: str | Iterable[str] | None


class ParkFields(TypedDict, total=False):
    """What `Parks.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: ParkKind | Iterable[ParkKind]
    level: ParkLevel | Iterable[ParkLevel] | None
    ordinal: int | Iterable[int] | None
    district: str | Iterable[str] | None
    part_of: str | Iterable[str] | None
    operator: str | Iterable[str] | None
    tenants: str | Iterable[str] | None
    sectors: str | Iterable[str] | None


class InitiativeFields(TypedDict, total=False):
    """What `Initiatives.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: InitiativeKind | Iterable[InitiativeKind]
    part_of: str | Iterable[str] | None
    run_by: str | Iterable[str] | None


class SourceFields(TypedDict, total=False):
    """What `Sources.filter` takes: one value, or several of which one must fit; None for an empty field."""

    kind: SourceKind | Iterable[SourceKind]
    title: str | Iterable[str] | None
    url: str | Iterable[str] | None
    publisher: str | Iterable[str] | None
    carrier: str | Iterable[str] | None
    reliability: Reliability | Iterable[Reliability] | None
    language: str | Iterable[str] | None
    published: Period | str | None
    derived_from: str | Iterable[str] | None


MOST_SEARCHED: Final = 10_000
"""In how many ids the nearest one to a misspelt id is looked for: with more, every miss would take seconds."""
SHOWN_IN_TERMINAL: Final = 10
SHOWN_IN_NOTEBOOK: Final = 50


def _words(key: Any) -> tuple[str, ...]:
    """Return the words of a Literal, or of a union of several."""
    return tuple(word for part in get_args(key) for word in (get_args(part) or (part,)))


def _is_empty(value: object) -> bool:
    return value is None or value == ()


# --- The collections -------------------------------------------------------------------------------------------------


class Collection(Generic[R, K]):
    """Records of one type, in an order, that answer questions and never change.

    Iterating gives records; `[]` takes an id, a position or a slice; `in` takes an id or a record.
    What selects gives a new collection of the same type, so questions can be chained.
    The whole collection of a dataset is in the order of ids and builds a record when it is touched.
    """

    noun: ClassVar[str] = "record"
    nouns: ClassVar[str] = "records"
    keys: ClassVar[tuple[str, ...]] = ()
    filters: ClassVar[type] = dict

    def __init__(self, graph: Graph, shelf: Shelf[R], records: tuple[R, ...] | None = None) -> None:
        self._graph = graph
        self._shelf = shelf
        self._chosen = records

    if not TYPE_CHECKING:  # a visible __getattr__ would make checkers accept every name

        def __getattr__(self, name: str) -> NoReturn:
            kind = type(self)
            raise UnknownName(kind.__name__, name, [known for known in dir(kind) if not known.startswith("_")])

    @property
    def _records(self) -> tuple[R, ...]:
        return self._shelf.records() if self._chosen is None else self._chosen

    def _choose(self, records: Iterable[R]) -> Self:
        return type(self)(self._graph, self._shelf, tuple(records))

    @cached_property
    def _by_id(self) -> dict[str, R]:
        return {record.id: record for record in self._records}

    # --- One record ---

    @overload
    def __getitem__(self, key: str | int) -> R: ...

    @overload
    def __getitem__(self, key: slice) -> Self: ...

    def __getitem__(self, key: str | int | slice) -> R | Self:
        """Return the record with an id or at a position, or the collection of a slice.

        Raises:
            RecordNotFound: No record of this collection has this id (a `KeyError`).
            IndexError: There is no such position.
        """
        if isinstance(key, str):
            record = (self._shelf if self._chosen is None else self._by_id).get(key) or self.get(key)
            if record is None:
                raise self._not_found(key)
            return record
        if isinstance(key, slice):
            return self._choose(self._records[key])
        return self._records[key]

    def get(self, key: str) -> R | None:
        """Return the record with this id, or None; an id that was merged into another finds that one.

        >>> import cqcoop
        >>> cqcoop.organisations.get("nope") is None
        True
        """
        held: Shelf[R] | dict[str, R] = self._shelf if self._chosen is None else self._by_id
        record = held.get(key)
        if record is None and key in self._graph.redirects:
            return held.get(self._graph.redirects[key])
        return record

    def _not_found(self, key: str) -> RecordNotFound:
        near = self._names.suggest(key)
        other = self._graph.get(key)
        if other is not None:
            same = other.datatype == self._shelf.kind.datatype
            hint = "; it is not in this selection" if same else f"; it is a record of type {other.datatype}"
        else:
            ids = self._shelf.ids if self._chosen is None else tuple(self._by_id)
            named = self._names.exact(key)
            hint = did_you_mean(key, ids if len(ids) <= MOST_SEARCHED else ())
            hint = hint or (f"; it is a name of {named[0].id!r}" if named else "")
            hint = hint or (f"; did you mean {' or '.join(map(repr, near))}?" if near else "")
        return RecordNotFound(f"no {self.noun} has the id {key[:200]!r}{hint}", near)

    def one(self) -> R:
        """Return the only record.

        Raises:
            RecordNotFound: There is none.
            NotUnique: There are several.

        >>> import cqcoop
        >>> cqcoop.parks.filter(kind="new-area").one().id
        'liangjiang-new-area'
        """
        count = len(self)
        if count == 0:
            raise RecordNotFound(f"expected exactly one {self.noun}, found none")
        if count > 1:
            listed = ", ".join(record.id for record in self._records[:10]) + (", …" if count > 10 else "")
            raise NotUnique(f"expected exactly one {self.noun}, found {count}: {listed}")
        return self._records[0]

    # --- Names ---

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(entries(self._records))

    def lookup(self, name: str) -> R:
        """Return the record with exactly this name, folded: case, accents, width, punctuation and spaces do not count.

        An official name beats an alias.

        Raises:
            RecordNotFound: None has it; `suggestions` lists what is near.
            AmbiguousName: Several have it with equal weight; `candidates` lists their ids.

        >>> import cqcoop
        >>> cqcoop.organisations.lookup("wtpf").name
        'World Trade Point Federation'
        """
        found = best_named(self._graph, self._names, name, self.noun)
        return self[found.id]

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Return up to `limit` records with a name like this text, best first, with the name that matched and how.

        An exact name comes before a longer one that contains it; a typing error is forgiven.
        Empty where nothing is like it.

        Raises:
            InvalidValue: The text is longer than 200 characters, or the limit is less than 1.

        >>> import cqcoop
        >>> cqcoop.people.search("Wang Zhigan")[0].matched
        'Wang Zhigang'
        """
        return self._names.search(text, limit)

    # --- Selecting ---

    def _filter(self, predicate: Callable[[R], object] | None, wanted: dict[str, Any]) -> Self:
        records = self._records
        for name, value in wanted.items():
            value = meant_by(self._graph, self._shelf.kind, name, value, self._records)
            test = fits(self._shelf.kind, self.filters.__annotations__, name, value, self._graph.redirects)
            records = tuple(compress(records, map(test, map(attrgetter(name), records))))
        if predicate is not None:
            return self._choose([record for record in records if predicate(record)])
        return self._choose(records)

    def during(self, period: When, *, certainly: bool = False) -> Self:
        """Keep what has a date in a period, both ends included.

        A date counts if it has a day in common with the period: a stretch that only touches it counts.
        Without `certainly` a date counts that may lie in the period ("2024" for "2024-07");
        with it only one that must. Records without a date are left out.
        Parks, initiatives and people count by their milestones and posts.

        Raises:
            InvalidPeriod: The text cannot be read in exactly one way.

        >>> import cqcoop
        >>> len(cqcoop.agreements.during("September 2023"))
        1
        """
        window = as_window(period)
        accepted = ("certainly",) if certainly else ("certainly", "possibly")
        return self._choose(
            record for record in self._records if any(day.overlaps(window) in accepted for day in record.dates())
        )

    def involving(self, who: Who, *, role: Role | None = None) -> Self:
        """Keep what somebody takes part in: a body, person, park, district or territory.

        It goes by the body or territory of each participation, never by a person's other posts.
        A territory takes part through its bodies and officials, a district through what lies in it,
        a park through the bodies that sit in it, a body through its offices and subsidiaries.
        Without a role the place and the subjects of an event or agreement count too.
        Records that have no participations count by their own links: operator, parent, body of a post.

        Args:
            who: A record, an id, or any name.
            role: Only participations in this role.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: The name may be several records.
            InvalidValue: There is no such role.

        >>> import cqcoop
        >>> [event.id for event in cqcoop.events.involving("Italy")]
        ['western-chongqing-visit-2024']
        """
        check_term("Role", role)
        meant = Involvement(self._graph, who)
        return self._choose(record for record in self._records if meant.takes_part(record, role))

    def within(self, where: Who) -> Self:
        """Keep what lies in a place, park, zone or larger event, at any depth, without that itself.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: The name may be several records.

        >>> import cqcoop
        >>> len(cqcoop.parks.within("chongqing-high-tech-zone-industrial-park"))
        2
        """
        inside = self._graph.below(self._graph.known(where).id)
        return self._choose(record for record in self._records if record.id in inside)

    def cited_by(self, source: Who) -> Self:
        """Keep what has evidence from a source: a record, an id or a title.

        Raises:
            RecordNotFound: Nothing has this id or title.
            InvalidValue: It is not a source.

        >>> import cqcoop
        >>> [pact.id for pact in cqcoop.agreements.cited_by("wtpf-news-from-chongqing")]
        ['liangjiang-wtpf-2023']
        """
        key = self._source(source).id
        current = self._graph.current
        return self._choose(
            record for record in self._records if any(current(entry.source) == key for entry in record.evidence)
        )

    def _source(self, source: Who) -> "records.Source":
        if isinstance(source, str) and self._graph.get(source) is None:
            shelf = self._graph.shelves["source"]
            found: Record = best_named(self._graph, NameIndex(entries(shelf.records())), source, "source")
        else:
            found = self._graph.known(source)
        if not isinstance(found, records.Source):
            raise InvalidValue(f"expected a source, found the {found.datatype} {found.id!r}")
        return found

    def in_sector(self, code: str) -> Self:
        """Keep what deals with an industry of ISIC Rev. 4: "C29", "29", or a section ("C") with all its divisions.

        Raises:
            InvalidValue: There is no such section or division.

        >>> import cqcoop
        >>> [place.id for place in cqcoop.places.in_sector("C10")]
        ['fuling']
        """
        wanted = isic_code(str(code))
        return self._choose(
            record
            for record in self._records
            if any(sector.code.startswith(wanted) for sector in getattr(record, "sectors", ()))
        )

    def supported_by(self, at_least: int) -> Self:
        """Keep what at least this many independent sources support.

        A reprint counts as the text it carries; weak sources and disputing entries do not count.

        >>> import cqcoop
        >>> len(cqcoop.agreements.supported_by(99))
        0
        """
        return self._choose(
            record for record in self._records if len(self._graph.independent_sources(record)) >= at_least
        )

    # --- Ordering and counting ---

    def sort_by(self, key: K | Callable[[R], Any], *, reverse: bool = False) -> Self:
        """Order by a field, or by what a function returns; equal ones keep their order, empty fields come last.

        Raises:
            UnknownField: There is no such field.

        >>> import cqcoop
        >>> cqcoop.events.sort_by("period")[0].period
        Period('2011-11-17')
        """
        value = self._value(key)
        keyed = [(value(record), record) for record in self._records]
        filled = sorted((pair for pair in keyed if not _is_empty(pair[0])), key=itemgetter(0), reverse=reverse)
        return self._choose(record for _, record in [*filled, *(pair for pair in keyed if _is_empty(pair[0]))])

    @overload
    def group_by(self, key: K) -> dict[Any, Self]: ...

    @overload
    def group_by(self, key: Callable[[R], V]) -> dict[V, Self]: ...

    def group_by(self, key: K | Callable[[R], Any]) -> dict[Any, Self]:
        """Group by a field, or by what a function returns, in the order in which values first appear.

        A record with several values is in the group of each, one with none in the group None.
        A link is known by its id, or by the printed name where it has none; a sector by its code;
        `period.year` is the year in which the whole period lies, so a date that may fall in two years is in None.

        Raises:
            UnknownField: There is no such field.

        >>> import cqcoop
        >>> len(cqcoop.places.group_by("kind")["territory"]) > 12
        True
        """
        value = self._values(key)
        groups: dict[Any, list[R]] = {}
        for record in self._records:
            for one in value(record):
                groups.setdefault(one, []).append(record)
        return {one: self._choose(records) for one, records in groups.items()}

    @overload
    def count_by(self, key: K) -> "Counter[Any]": ...

    @overload
    def count_by(self, key: Callable[[R], V]) -> "Counter[V]": ...

    def count_by(self, key: K | Callable[[R], Any]) -> "Counter[Any]":
        """Count by a field, or by what a function returns; a record counts once for each of its values.

        Empty fields and several values are treated as by `group_by`.

        Raises:
            UnknownField: There is no such field.

        >>> import cqcoop
        >>> cqcoop.agreements.count_by("signed.year")[2023]
        1
        """
        value = self._values(key)
        return Counter(one for record in self._records for one in value(record))

    def _values(self, key: K | Callable[[R], Any]) -> Callable[[R], Iterable[Any]]:
        """Return what gives the values under which a record counts: what a function returns is one value."""
        value = self._value(key)
        return (lambda record: (value(record),)) if callable(key) else (lambda record: several(value(record)))

    def _value(self, key: K | Callable[[R], Any]) -> Callable[[R], Any]:
        if callable(key):
            return key
        if key not in self.keys:
            hint = did_you_mean(key, self.keys) or f"; there are {', '.join(self.keys)}"
            raise UnknownField(f"{self.noun}s cannot be ordered or counted by {key!r}{hint}")
        return lambda record: value_of(self._graph, record, key)

    # --- Being a collection ---

    def __iter__(self) -> Iterator[R]:
        return iter(self._records)

    def __reversed__(self) -> Iterator[R]:
        return reversed(self._records)

    def __len__(self) -> int:
        return len(self._shelf) if self._chosen is None else len(self._chosen)

    def __contains__(self, item: object) -> bool:
        key = item.id if isinstance(item, Record) else item
        return isinstance(key, str) and self.get(key) is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return self._shelf.kind is other._shelf.kind and self._records == other._records

    def __hash__(self) -> int:
        return hash(self._records)

    def __or__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._choose({record.id: record for record in (*self, *other)}.values())

    def __and__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._choose(record for record in self if record.id in other)

    def __sub__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._choose(record for record in self if record.id not in other)

    # --- Going elsewhere ---

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return plain dictionaries with every field, nested; periods are EDTF texts.

        >>> import cqcoop
        >>> cqcoop.agreements.filter(kind="strategic-cooperation").to_dicts()[0]["signed"]
        '2011-11-17'
        """
        return [to_plain(record) for record in self._records]

    @overload
    def to_json(self, path: None = None) -> str: ...

    @overload
    def to_json(self, path: str | PathLike[str]) -> None: ...

    def to_json(self, path: str | PathLike[str] | None = None) -> str | None:
        """Return the records as JSON, or write them to a file, whole or not at all; empty fields are left out.

        `from_dict` makes equal records of what `json.loads` makes of it.

        >>> import cqcoop, json
        >>> people = cqcoop.people.filter(id="bruno-masier")
        >>> cqcoop.from_dict(cqcoop.Person, json.loads(people.to_json())[0]) == people[0]
        True
        """
        data = [to_plain(record, sparse=True) for record in self._records]
        if path is None:
            return formats.json.dumps(data)
        formats.json.dump(data, path)
        return None

    def _rows(self) -> tuple[dict[str, type], list[dict[str, Any]]]:
        """Return the columns with what they hold, and a row for each record."""
        # Imported here because whoever only reads records never asks for rows.
        from cqcoop.flat import flat, types

        return types(self._shelf.kind), [flat(record) for record in self._records]

    @overload
    def to_csv(self, path: None = None) -> str: ...

    @overload
    def to_csv(self, path: str | PathLike[str]) -> None: ...

    def to_csv(self, path: str | PathLike[str] | None = None) -> str | None:
        """Return the records as CSV, or write them to a file, whole or not at all: one row each, one column per field.

        Safe to open in a spreadsheet: a text that it would take for a formula gets an apostrophe in front.

        >>> import cqcoop
        >>> cqcoop.people.to_csv().splitlines()[0][:13]
        'id,name,names'
        """
        types, rows = self._rows()
        heading = tuple(types)
        if path is None:
            return formats.csv.dumps(heading, rows)
        formats.csv.dump(heading, rows, path)
        return None

    def to_markdown(self) -> str:
        """Return a short table for reading, in GitHub Markdown."""
        return formats.markdown.dumps(*self._overview())

    def to_pandas(self) -> "pandas.DataFrame":
        """Return a data frame with one row per record; dates are `datetime64`, their EDTF texts stand beside them.

        Raises:
            MissingExtra: pandas is not installed.
        """
        types, rows = self._rows()
        return formats.frames.to_pandas(tuple(types), rows, types)

    def to_polars(self) -> "polars.DataFrame":
        """Return a data frame with one row per record; dates are `Date`, their EDTF texts stand beside them.

        Raises:
            MissingExtra: polars is not installed.
        """
        types, rows = self._rows()
        return formats.frames.to_polars(tuple(types), rows, types)

    def _overview(self, most: int | None = None) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
        """Return the few columns that a reader wants to see first."""
        dated = self._shelf.kind.date_field is not None
        heading = ("when", "name", "kind", "id") if dated else ("name", "kind", "id")
        rows = [
            {
                "when": record.when.describe() if record.when else None,
                "name": record.name,
                "kind": getattr(record, "kind", None),
                "id": record.id,
            }
            for record in self._records[:most]
        ]
        return heading, rows

    def _caption(self, shown: int) -> str:
        count = len(self)
        heading = f"{count} {self.noun if count == 1 else self.nouns}"
        return heading if count <= shown else f"{heading}, the first {shown}"

    def __repr__(self) -> str:
        """Return a count and the first few records, for a terminal."""
        table = formats.text.dumps(*self._overview(SHOWN_IN_TERMINAL), whole=["id"]) if len(self) else ""
        return f"{self._caption(SHOWN_IN_TERMINAL)}\n{table}".rstrip()

    def _repr_html_(self) -> str:
        table = formats.html.dumps(*self._overview(SHOWN_IN_NOTEBOOK), caption=self._caption(SHOWN_IN_NOTEBOOK))
        return formats.html.notebook(table)


class _Joint(Collection[R, K]):
    """A collection of what several take part in together."""

    def between(self, one: Who, other: Who) -> Self:
        """Keep what two sides take part in together: a different participation for each.

        For agreements only the parties count. Each side is meant as in `involving`.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: A name may be several records.

        >>> import cqcoop
        >>> cqcoop.agreements.between("Liangjiang New Area", "WTPF").one().signed
        Period('2023-09-07')
        """
        first, second = Involvement(self._graph, one), Involvement(self._graph, other)
        return self._choose(
            record
            for record in self._records
            if first.apart(second, record.parties if isinstance(record, records.Agreement) else record.participations)  # type: ignore[attr-defined]
        )


class Events(_Joint["records.Event", EventKey]):
    """Events: fairs, visits, signings, launches, meetings."""

    noun = "event"
    nouns = "events"
    keys = _words(EventKey)
    filters = EventFields

    def filter(
        self, predicate: "Callable[[records.Event], object] | None" = None, /, **fields: Unpack[EventFields]
    ) -> Self:
        """Keep events whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Events cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> cqcoop.events.filter(kind="seminar", part_of="western-chongqing-visit-2024").one().id
        'inland-hub-dialogue-2024'
        """
        return self._filter(predicate, {**fields})


class Agreements(_Joint["records.Agreement", AgreementKey]):
    """Agreements: memoranda, frameworks, contracts, purchases."""

    noun = "agreement"
    nouns = "agreements"
    keys = _words(AgreementKey)
    filters = AgreementFields

    def filter(
        self, predicate: "Callable[[records.Agreement], object] | None" = None, /, **fields: Unpack[AgreementFields]
    ) -> Self:
        """Keep agreements whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Agreements cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> len(cqcoop.agreements.filter(kind=["strategic-cooperation", "purchase"])) > 2
        True
        """
        return self._filter(predicate, {**fields})


class Organisations(Collection["records.Organisation", OrganisationKey]):
    """Organisations: authorities, companies, consulates, trade bodies."""

    noun = "organisation"
    nouns = "organisations"
    keys = _words(OrganisationKey)
    filters = OrganisationFields

    def filter(
        self,
        predicate: "Callable[[records.Organisation], object] | None" = None,
        /,
        **fields: Unpack[OrganisationFields],
    ) -> Self:
        """Keep organisations whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Organisations cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> cqcoop.organisations.filter(kind="consulate", territory="CL").one().id
        'chile-consulate-general-chengdu'
        """
        return self._filter(predicate, {**fields})


class People(Collection["records.Person", PersonKey]):
    """People in office."""

    noun = "person"
    nouns = "people"
    keys = _words(PersonKey)
    filters = PersonFields

    def filter(
        self, predicate: "Callable[[records.Person], object] | None" = None, /, **fields: Unpack[PersonFields]
    ) -> Self:
        """Keep people whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: People cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> "li-shirong" in cqcoop.people.filter(lambda person: len(person.posts) > 1)
        True
        """
        return self._filter(predicate, {**fields})


class Places(Collection["records.Place", PlaceKey]):
    """Places: territories, divisions, regions, venues."""

    noun = "place"
    nouns = "places"
    keys = _words(PlaceKey)
    filters = PlaceFields

    def filter(
        self, predicate: "Callable[[records.Place], object] | None" = None, /, **fields: Unpack[PlaceFields]
    ) -> Self:
        """Keep places whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Places cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> cqcoop.places.filter(codes="IT").one().id
        'italy'
        """
        return self._filter(predicate, {**fields})


class Parks(Collection["records.IndustrialPark", ParkKey]):
    """Industrial parks and zones."""

    noun = "park"
    nouns = "parks"
    keys = _words(ParkKey)
    filters = ParkFields

    def filter(
        self, predicate: "Callable[[records.IndustrialPark], object] | None" = None, /, **fields: Unpack[ParkFields]
    ) -> Self:
        """Keep parks whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Parks cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> cqcoop.parks.filter(ordinal=6).one().id
        'cross-straits-zone-chongqing'
        """
        return self._filter(predicate, {**fields})


class Initiatives(Collection["records.Initiative", InitiativeKey]):
    """Initiatives: series of fairs, programmes, corridors."""

    noun = "initiative"
    nouns = "initiatives"
    keys = _words(InitiativeKey)
    filters = InitiativeFields

    def filter(
        self, predicate: "Callable[[records.Initiative], object] | None" = None, /, **fields: Unpack[InitiativeFields]
    ) -> Self:
        """Keep initiatives whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Initiatives cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> len(cqcoop.initiatives.filter(kind="event-series")) > 3
        True
        """
        return self._filter(predicate, {**fields})


class Sources(Collection["records.Source", SourceKey]):
    """Sources: the texts that everything rests on."""

    noun = "source"
    nouns = "sources"
    keys = _words(SourceKey)
    filters = SourceFields

    def filter(
        self, predicate: "Callable[[records.Source], object] | None" = None, /, **fields: Unpack[SourceFields]
    ) -> Self:
        """Keep sources whose fields have these values, and for which the predicate is true; its errors propagate.

        Raises:
            UnknownField: Sources cannot be filtered by such a field.
            InvalidValue: A field cannot have such a value.
            RecordNotFound: A link is asked for by a text that is no id, no name and nowhere printed.

        >>> import cqcoop
        >>> cqcoop.sources.filter(publisher="wtpf").one().title
        'News from Chongqing'
        """
        return self._filter(predicate, {**fields})


COLLECTIONS: Final[Mapping[str, type[Collection[Any, Any]]]] = {
    "event": Events,
    "agreement": Agreements,
    "organisation": Organisations,
    "park": Parks,
    "person": People,
    "place": Places,
    "initiative": Initiatives,
    "source": Sources,
}
"""The collection of each record type."""
