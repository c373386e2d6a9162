"""What follows from links and names: who is meant, what lies in what, which sources are independent."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, TypeAlias

from cqcoop import records
from cqcoop.errors import AmbiguousName, RecordNotFound, visible
from cqcoop.names import Entry, NameIndex, fold
from cqcoop.records import Record
from cqcoop.store import Shelf, Shelves
from cqcoop.values import Mention, Participation

__all__ = ["Graph", "Who"]

Who: TypeAlias = Record | str
"""A record, its id or any of its names."""

RANKS: Final = {
    "official": 0,
    "printed": 1,
    "alias": 2,
    "abbreviation": 2,
    "corrected": 2,
    "rendering": 3,
    "descriptive": 3,
    "former": 4,
}
"""How much weight a kind of name has where two records share it: an official name beats an alias."""


class Graph:
    """The records of a dataset with what links and names say about them; built piece by piece when first asked."""

    def __init__(self, shelves: Shelves, redirects: Mapping[str, str]) -> None:
        self.shelves = shelves
        self.redirects = redirects
        self._territories: dict[str, str | None] = {}

    def __reduce__(self) -> "tuple[type[Graph], tuple[Shelves, dict[str, str]]]":
        return Graph, (self.shelves, dict(self.redirects))  # what was worked out is worked out again

    def records(self) -> Iterator[Record]:
        """Yield every record, type by type, in order of their ids."""
        for shelf in self.shelves.values():
            yield from shelf.records()

    def get(self, key: str) -> Record | None:
        """Return the record with this id, following a redirect, or None."""
        key = self.current(key)
        shelf = self._shelf_by_id.get(key)
        return None if shelf is None else shelf.get(key)

    @cached_property
    def _shelf_by_id(self) -> dict[str, Shelf[Any]]:
        return {key: shelf for shelf in self.shelves.values() for key in shelf.ids}

    def current(self, key: str) -> str:
        """Return the id that stands for this one today: its own, or that of the record it was merged into."""
        return self.redirects.get(key, key)

    @property
    def ids(self) -> Iterable[str]:
        """The ids of all records, without building any."""
        return self._shelf_by_id.keys()

    # --- Who is meant by a name ---

    @cached_property
    def names(self) -> NameIndex:
        """The names of all records but sources, which are known by their titles."""
        return NameIndex(entries(record for record in self.records() if not isinstance(record, records.Source)))

    def known(self, who: Who) -> Record:
        """Return the record that is meant by a record, an id or a name.

        An id comes before a name, an official name before an alias, and only exact names count.

        Raises:
            RecordNotFound: Nothing has this id or name; `suggestions` lists what is near.
            AmbiguousName: Several records have this name with equal weight; `candidates` lists their ids.
        """
        if isinstance(who, Record):
            return who
        return self.get(who) or best_named(self, self.names, who, "record")

    @cached_property
    def unlinked(self) -> frozenset[str]:
        """The folded names of participants that sources print and that no record stands for."""
        joint = (*self.shelves["event"].records(), *self.shelves["agreement"].records())
        parts = (part for record in joint for part in record.participations)
        return frozenset(fold(part.printed) for part in parts if part.id is None and part.printed is not None)

    # --- What lies in what ---

    @cached_property
    def _within(self) -> dict[str, list[str]]:
        """For each id the ids of the records that lie directly in it."""
        children: defaultdict[str, list[str]] = defaultdict(list)
        for record in self.records():
            for container in containers(record):
                children[self.current(container)].append(record.id)
        return dict(children)

    @cached_property
    def _units(self) -> dict[str, list[str]]:
        """For each organisation the ids of its parts, offices and subsidiaries."""
        units: defaultdict[str, list[str]] = defaultdict(list)
        for body in self.shelves["organisation"].records():
            if body.parent is not None and body.parent.id is not None:
                units[self.current(body.parent.id)].append(body.id)
        return dict(units)

    @cached_property
    def _serving(self) -> dict[str, list[str]]:
        """For each place the ids of the bodies that have it as their jurisdiction."""
        serving: defaultdict[str, list[str]] = defaultdict(list)
        for body in self.shelves["organisation"].records():
            for mention in body.jurisdictions:
                if mention.id is not None:
                    serving[self.current(mention.id)].append(body.id)
        return dict(serving)

    def below(self, key: str) -> frozenset[str]:
        """Return the ids of all records that lie in this one, at any depth, without itself."""
        return _reach(key, self._within) - {key}

    def acting(self, record: Record) -> frozenset[str]:
        """Return the ids of who acts where this record does.

        A place acts through the places and parks in it and the bodies that sit in them or have them as jurisdiction,
        but not through another territory's bodies: a consulate that sits in a city does not act for the city.
        A park acts through the bodies that sit in it, not through its parts, which may be older than it is.
        An organisation acts through its offices and subsidiaries, a person and an initiative only by themselves.
        """
        if isinstance(record, records.Place):
            home = self._home(record)
            reached = _reach(record.id, self._within)
            serving = (body for key in reached for body in self._serving.get(key, ()))
            inside = ((key, self.get(key)) for key in (*reached, *serving))
            return frozenset(key for key, member in inside if self._acts_for(member, home))
        if isinstance(record, records.IndustrialPark):
            inside = ((key, self.get(key)) for key in self._within.get(record.id, ()))
            return frozenset({record.id, *(key for key, member in inside if isinstance(member, records.Organisation))})
        if isinstance(record, records.Organisation):
            return _reach(record.id, self._units)
        return frozenset({record.id})

    def _acts_for(self, member: Record | None, home: str | None) -> bool:
        if isinstance(member, records.Organisation):
            return home is None or self.territory_of(member) in (None, home)
        return isinstance(member, records.Place | records.IndustrialPark)

    def _home(self, record: Record) -> str | None:
        """Return the code of the territory in which a place lies."""
        reached, waiting = {record.id}, [record]
        while waiting:
            here = waiting.pop()
            if (code := self.territory_of(here)) is not None:
                return code
            upward = [key for key in containers(here) if key not in reached]
            reached.update(upward)
            waiting += [above for key in upward if (above := self.get(key)) is not None]
        return None

    def territory(self, part: Participation) -> str | None:
        """Return the ISO 3166-1 code of whom a participation stands for, if it is known."""
        if part.territory is not None:
            return part.territory
        for key in (part.on_behalf_of.id if part.on_behalf_of else None, part.id):
            if key is not None and (code := self.territory_of(self.get(key))) is not None:
                return code
        return None

    def territory_of(self, record: Record | None) -> str | None:
        """Return the ISO 3166-1 code of a territory, or of the territory of an organisation or its parent."""
        if isinstance(record, records.Place):
            return next((code.value for code in record.codes if code.scheme == "ISO 3166-1"), None)
        chain: dict[str, None] = {}
        code: str | None = None
        while isinstance(record, records.Organisation) and code is None and record.id not in chain:
            chain[record.id] = None
            code = record.territory or self._territories.get(record.id)
            record = self.get(record.parent.id) if record.parent and record.parent.id else None
        self._territories.update(dict.fromkeys(chain, code))  # only once the answer is known: others are asking too
        return code

    # --- Sources ---

    def independent_sources(self, record: Record) -> frozenset[str]:
        """Return the ids of the independent sources that support a record.

        A text derived from others counts as those; a weak source and a disputing entry do not count.
        """
        cited = {self.current(entry.source) for entry in record.evidence if entry.stance == "supports"}
        return frozenset(key for cite in cited for key in self._originals(cite) if not self._is_weak(key))

    def _originals(self, key: str) -> set[str]:
        """Return the sources from which a source derives in the end: itself, if from no other."""
        originals, reached, waiting = set[str](), {key}, [key]
        while waiting:
            source = self.get(waiting.pop())
            if isinstance(source, records.Source):
                known = {self.current(link.id) for link in source.derived_from if link.id is not None}
                originals |= set() if known else {source.id}
                waiting += known - reached
                reached |= known
        return originals or {key}

    def _is_weak(self, key: str) -> bool:
        source = self.get(key)
        return isinstance(source, records.Source) and source.reliability == "weak"


def entries(named: Iterable[Record]) -> Iterator[Entry]:
    """Yield the names of records for a name index: a source is known by its title too, a place by its codes."""
    for record in named:
        if isinstance(record, records.Source) and record.title is not None:
            yield Entry(record.id, record.title, RANKS["official"])
        if isinstance(record, records.Place):
            for code in record.codes:
                yield Entry(record.id, code.value, RANKS["abbreviation"])
        for name in record.names:
            yield Entry(record.id, name.text, RANKS[name.kind])


def best_named(
    graph: Graph, index: NameIndex, name: str, what: str, datatypes: Collection[str] = records.DATATYPES
) -> Record:
    """Return the one record of an index, of one of these types, that is best known by exactly this name.

    A leading "the" is no part of a name.

    Raises:
        RecordNotFound: None has it.
        AmbiguousName: Several have it with equal weight.
    """
    exact = index.exact(name) or index.exact(name.lower().removeprefix("the "))
    matches = [match for match in exact if getattr(graph.get(match.id), "datatype", None) in datatypes]
    if not matches:
        near = index.suggest(name)
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise RecordNotFound(f"no {what} is called {name[:200]!r}{hint}", near)
    found = [record for match in matches if (record := graph.get(match.id)) is not None]
    weights = [_weight(record, match.matched) for record, match in zip(found, matches, strict=True)]
    best = [record for record, weight in zip(found, weights, strict=True) if weight == min(weights)]
    if len(best) > 1:
        listed = ", ".join(f"{visible(record.name)} ({record.datatype}, id {record.id!r})" for record in best)
        raise AmbiguousName(f"{name!r} may be any of: {listed}; use an id", tuple(record.id for record in best))
    return best[0]


def _weight(record: Record, text: str) -> int:
    if isinstance(record, records.Source) and record.title == text:
        return RANKS["official"]
    if isinstance(record, records.Place) and any(code.value == text for code in record.codes):
        return RANKS["abbreviation"]
    return min((RANKS[name.kind] for name in record.names if name.text == text), default=max(RANKS.values()))


def containers(record: Record) -> Iterator[str]:
    """Yield the ids of what a record lies in directly: a park in its district and zones, an event at its place."""
    held: list[Mention | None] = []
    if isinstance(record, records.Event):
        held = [record.place, record.venue, record.part_of]
    elif isinstance(record, records.Agreement):
        held = [record.place, record.signed_at]
    elif isinstance(record, records.Organisation):
        # A branch with a seat of its own lies there, not where its parent sits.
        held = [record.seat or record.parent]
    elif isinstance(record, records.Person):
        held = [post.body for post in record.posts]
    elif isinstance(record, records.IndustrialPark):
        held = [record.district, *record.part_of]
    elif isinstance(record, records.Place | records.Initiative):
        held = [*record.part_of]
    return (mention.id for mention in held if mention is not None and mention.id is not None)


def _reach(start: str, edges: Mapping[str, list[str]]) -> frozenset[str]:
    """Return everything that can be reached along edges, the start included; cycles do no harm."""
    reached, waiting = {start}, [start]
    while waiting:
        for key in edges.get(waiting.pop(), ()):
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    return frozenset(reached)
