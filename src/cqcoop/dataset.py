"""The dataset: collections that know each other, read, checked, extended, compared and written as a whole."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from os import PathLike, fspath
from os.path import dirname, join
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, overload

import attrs

from cqcoop import checks, records, store
from cqcoop.codec import to_plain
from cqcoop.errors import (
    EvidenceWarning,
    InvalidDataset,
    InvalidValue,
    Problem,
    RecordNotFound,
    UnknownName,
    did_you_mean,
)
from cqcoop.graph import Graph, Who
from cqcoop.names import Match
from cqcoop.periods import Period
from cqcoop.queries import (
    Agreements,
    Collection,
    Events,
    Initiatives,
    Organisations,
    Parks,
    People,
    Places,
    Sources,
)
from cqcoop.records import Record, field_names
from cqcoop.selecting import Involvement, When, as_window, check_term
from cqcoop.store import Manifest, Shelves
from cqcoop.values import Mention, Participation, Statement
from cqcoop.vocabulary import StatementKind

__all__ = ["Change", "Counterpart", "Dataset", "Diff", "Moment", "Reading", "Said", "examine", "load", "read"]


class Counterpart(NamedTuple):
    """Somebody who takes part in the same things: id (None if not known), name, and the ids of the shared records."""

    id: str | None
    name: str
    together: tuple[str, ...]


class Moment(NamedTuple):
    """A dated entry of a timeline: when (None if not dated), what, the id of the record, and the field it is from."""

    when: Period | None
    what: str
    id: str
    field: str


class Said(NamedTuple):
    """A statement, and the id of the record in which it stands; ask that record for the evidence."""

    statement: Statement
    id: str


class Change(NamedTuple):
    """A field that differs between two datasets: record id, field, and both values as plain data."""

    id: str
    field: str
    old: Any
    new: Any


class Diff(NamedTuple):
    """What differs between two datasets: ids that were added and removed, and fields that changed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


class Dataset:
    """Records with everything that links them; never changes, safe to share between threads.

    Made by `load`, `read` and `extend`. Its collections are attributes:
    `events`, `agreements`, `organisations`, `parks`, `people`, `places`, `initiatives`, `sources`.

    >>> import cqcoop
    >>> cqcoop.load().agreements["liangjiang-wtpf-2023"].signed
    Period('2023-09-07')
    """

    def __init__(self, manifest: Manifest, shelves: Shelves) -> None:
        self._manifest = manifest
        self._graph = Graph(shelves, manifest.redirects)

    if not TYPE_CHECKING:  # a visible __getattr__ would make checkers accept every name

        def __getattr__(self, name: str) -> NoReturn:
            raise UnknownName("Dataset", name, [known for known in dir(type(self)) if not known.startswith("_")])

    # --- Its parts ---

    @property
    def manifest(self) -> Manifest:
        """What the dataset says of itself: title, version, licence, what it covers, redirects."""
        return self._manifest

    @cached_property
    def events(self) -> Events:
        """All events."""
        return Events(self._graph, self._graph.shelves["event"])

    @cached_property
    def agreements(self) -> Agreements:
        """All agreements."""
        return Agreements(self._graph, self._graph.shelves["agreement"])

    @cached_property
    def organisations(self) -> Organisations:
        """All organisations."""
        return Organisations(self._graph, self._graph.shelves["organisation"])

    @cached_property
    def parks(self) -> Parks:
        """All industrial parks and zones."""
        return Parks(self._graph, self._graph.shelves["park"])

    @cached_property
    def people(self) -> People:
        """All people in office."""
        return People(self._graph, self._graph.shelves["person"])

    @cached_property
    def places(self) -> Places:
        """All places."""
        return Places(self._graph, self._graph.shelves["place"])

    @cached_property
    def initiatives(self) -> Initiatives:
        """All initiatives."""
        return Initiatives(self._graph, self._graph.shelves["initiative"])

    @cached_property
    def sources(self) -> Sources:
        """All sources."""
        return Sources(self._graph, self._graph.shelves["source"])

    def collections(self) -> tuple[Collection[Any, Any], ...]:
        """Return the eight collections, in the order of the files: events first, sources last."""
        return (
            self.events,
            self.agreements,
            self.organisations,
            self.parks,
            self.people,
            self.places,
            self.initiatives,
            self.sources,
        )

    @property
    def version(self) -> str:
        """The version of the data; the code has its own."""
        return self.manifest.version

    @property
    def licence(self) -> str | None:
        """The licence of the data, as an SPDX expression."""
        return self.manifest.licence

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over all records in the canonical layout: equal for datasets that say the same."""
        return store.checksum("".join(store.layout(shelf.records()) for shelf in self._graph.shelves.values()).encode())

    def __reduce__(self) -> "tuple[type[Dataset], tuple[Manifest, Shelves]]":
        return Dataset, (self.manifest, self._graph.shelves)

    def __len__(self) -> int:
        return sum(len(shelf) for shelf in self._graph.shelves.values())

    def __iter__(self) -> Iterator[Record]:
        return self._graph.records()

    def __contains__(self, item: object) -> bool:
        key = item.id if isinstance(item, Record) else item
        return isinstance(key, str) and self.get(key) is not None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Dataset):
            return NotImplemented
        return self.manifest.redirects == other.manifest.redirects and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counted = ", ".join(
            f"{len(group)} {group.nouns if len(group) != 1 else group.noun}" for group in self.collections()
        )
        return f"<Dataset {self.manifest.title!r} {self.version}: {counted}>"

    # --- Records of any type ---

    def __getitem__(self, key: str) -> Record:
        """Return the record of any type with this id; an id that was merged into another finds that one.

        Raises:
            RecordNotFound: No record has this id (a `KeyError`).
        """
        record = self.get(key)
        if record is None:
            near, named = self._graph.names.suggest(key), self._graph.names.exact(key)
            hint = f"; it is a name of {named[0].id!r}" if named else did_you_mean(key, self._graph.ids)
            hint = hint or (f"; did you mean {' or '.join(map(repr, near))}?" if near else "")
            raise RecordNotFound(f"no record has the id {key[:200]!r}{hint}", near)
        return record

    def get(self, key: str) -> Record | None:
        """Return the record of any type with this id, or None."""
        return self._graph.get(key)

    def lookup(self, name: Who) -> Record:
        """Return the record of any type with this id or exactly this name, folded; an official name beats an alias.

        Raises:
            RecordNotFound: None has it; `suggestions` lists what is near.
            AmbiguousName: Several have it with equal weight; `candidates` lists their ids.

        >>> import cqcoop
        >>> cqcoop.load().lookup("yongchuan district").id
        'yongchuan'
        """
        return self._graph.known(name)

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Return up to `limit` records of any type but sources with a name like this text, best first.

        Raises:
            InvalidValue: The text is longer than 200 characters, or the limit is less than 1.

        >>> import cqcoop
        >>> cqcoop.load().search("Bruno Massier")[0].id
        'bruno-masier'
        """
        return self._graph.names.search(text, limit)

    @overload
    def resolve(self, link: Mention | Participation | str | None) -> Record | None: ...

    @overload
    def resolve(self, link: Iterable[Mention | Participation]) -> tuple[Record, ...]: ...

    def resolve(
        self, link: Mention | Participation | str | Iterable[Mention | Participation] | None
    ) -> Record | tuple[Record, ...] | None:
        """Return the record that a link or id means, None if it has none; or the records of several links.

        Of several links those without a record are left out.

        >>> import cqcoop
        >>> ds = cqcoop.load()
        >>> [record.id for record in ds.resolve(ds.agreements["liangjiang-wtpf-2023"].parties)]
        ['liangjiang-new-area', 'wtpf']
        """
        if link is None or isinstance(link, str):
            return None if link is None else self.get(link)
        if isinstance(link, Mention | Participation):
            return None if link.id is None else self.get(link.id)
        return tuple(record for one in link if one.id is not None and (record := self.get(one.id)) is not None)

    def independent_sources(self, record: Record) -> frozenset[str]:
        """Return the ids of the independent sources that support a record: reprints count as their original."""
        return self._graph.independent_sources(record)

    def successors(self, who: Who) -> tuple[Record, ...]:
        """Return the bodies or places that name this one as a predecessor, in order of their ids.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: The name may be several records.
        """
        key = self.lookup(who).id
        return tuple(
            record
            for record in (*self.organisations, *self.places)
            if any(mention.id and self._graph.current(mention.id) == key for mention in record.predecessors)
        )

    # --- Who with whom, and when ---

    def counterparts(self, who: Who, *, during: When | None = None) -> tuple[Counterpart, ...]:
        """Return who takes part in the same events and agreements, the most frequent first, then by name.

        A person who acts for a body counts as that body. In an agreement only the parties count.
        Names without a record stay as printed. Places that are only visited or told as the scene do not count.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: The name may be several records.

        >>> import cqcoop
        >>> cqcoop.load().counterparts("Taipei World Trade Center")[0].name
        'Chongqing World Trade Center'
        """
        meant, window = Involvement(self._graph, who), None if during is None else as_window(during)
        shared: dict[tuple[str | None, str], dict[str, None]] = {}
        for record in self._taking_part(meant, window):
            parts = (
                record.parties if isinstance(record, records.Agreement) and record.parties else record.participations
            )
            for part in parts:
                body = part.on_behalf_of or part
                if part.role != "visited" and not meant.means(part):
                    known = self.resolve(body)
                    key = (known.id, known.name) if known else (None, str(body))
                    shared.setdefault(key, {})[record.id] = None
        found = [Counterpart(key, name, tuple(together)) for (key, name), together in shared.items()]
        return tuple(sorted(found, key=lambda one: (-len(one.together), one.name)))

    def _taking_part(self, meant: Involvement, window: Period | None) -> "Iterator[records.Event | records.Agreement]":
        for record in (*self.events, *self.agreements):
            if any(meant.means(part) for part in record.participations) and _in_time(record.when, window):
                yield record

    def timeline(self, who: Who, *, during: When | None = None) -> tuple[Moment, ...]:
        """Return what happened to somebody or something, earliest first, undated last.

        Events and agreements that they take part in or that happened there, milestones, posts,
        what they said or was said about them, the editions of a series, the parts of an event.

        Args:
            who: A record, an id, or any name.
            during: Only what may lie in this period; undated entries are then left out,
                but for statements told with an event, which count by the date of that.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: The name may be several records.

        >>> import cqcoop
        >>> [str(moment.when) for moment in cqcoop.load().timeline("cross-straits-zone-chongqing")][:2]
        ['2022-11', '2023-03-09']
        """
        meant, window = Involvement(self._graph, who), None if during is None else as_window(during)
        moments = dict.fromkeys(moment for record in self for moment in _moments(record, meant, self._shown))
        chosen = (moment for moment in moments if _in_time(moment.when or self._told_with(moment), window))
        return tuple(sorted(chosen, key=lambda one: (one.when is None, one.when or "", one.id)))

    def _told_with(self, moment: Moment) -> Period | None:
        """Return the date of the event with which an undated statement is told, to find it by; not its own date."""
        record = self[moment.id]
        return record.when if moment.field == "statements" and isinstance(record, records.Event) else None

    def _shown(self, mention: Mention) -> str:
        record = self.resolve(mention)
        return str(mention) if record is None else record.name

    def statements(
        self, by: Who | None = None, *, about: Who | None = None, kind: StatementKind | None = None
    ) -> tuple[Said, ...]:
        """Return what was said, in all records, in order of date, undated last.

        Args:
            by: Who said it: a person, a body or territory spoken for; all if None.
            about: What it is about; anything if None.
            kind: Only statements of this kind.

        Raises:
            RecordNotFound: Nothing has this id or name.
            AmbiguousName: The name may be several records.
            InvalidValue: There is no such kind.

        >>> import cqcoop
        >>> cqcoop.load().statements("Kim Woojeong", about="Yongchuan")[0].id
        'western-chongqing-visit-2024'
        """
        check_term("StatementKind", kind)
        speaker = None if by is None else Involvement(self._graph, by)
        subject = None if about is None else Involvement(self._graph, about)
        found = [
            Said(statement, record.id)
            for record in self
            for statement in record.statements
            if (speaker is None or speaker.spoke(statement))
            and (subject is None or subject.are_spoken_of(statement))
            and kind in (None, statement.kind)
        ]
        return tuple(sorted(found, key=lambda said: (said.statement.said is None, said.statement.said or "")))

    # --- A dataset as a whole ---

    def extend(self, records: Iterable[Record] | Record, *, title: str | None = None) -> "Dataset":
        """Return a new dataset with these records as well; this one stays as it is.

        Raises:
            InvalidDataset: An id is taken, or a link points at nothing or at the wrong type; every problem is listed.
            InvalidValue: Something in it is not a record.

        Warns:
            EvidenceWarning: A new record states something without evidence.

        >>> import cqcoop
        >>> mine = cqcoop.Person(id="my-person")
        >>> len(cqcoop.load().extend([mine])) - len(cqcoop.load())
        1
        """
        new = (records,) if isinstance(records, Record) else tuple(records)
        for record in new:
            if not isinstance(record, Record):
                raise InvalidValue(f"expected records, found {record!r:.80} ({type(record).__name__})")
        problems = list(_taken(self, new))
        if problems:
            raise InvalidDataset(tuple(problems))
        manifest = attrs.evolve(self.manifest, title=title or self.manifest.title, version=_with_own(self))
        bigger = _assembled(manifest, (*self, *new))
        _accept(bigger, new)
        return bigger

    def merge(self, other: "Dataset") -> "Dataset":
        """Return a new dataset with the records of both; a record that both have must be equal in both.

        Raises:
            InvalidDataset: A record differs, or a link points at nothing; every problem is listed.
        """
        ours = {record.id: record for record in self}
        differing = [record for record in other if record.id in ours and ours[record.id] != record]
        if differing:
            raise InvalidDataset(tuple(_differs(ours[record.id], record) for record in differing))
        redirects = {**self.manifest.redirects, **other.manifest.redirects}
        new = tuple(record for record in other if record.id not in ours)
        both = _assembled(attrs.evolve(self.manifest, redirects=redirects), (*ours.values(), *new))
        _accept(both, new)
        return both

    def diff(self, new: "Dataset") -> Diff:
        """Return what is different in another dataset, record by record and field by field, in order of ids.

        >>> import cqcoop
        >>> ds = cqcoop.load()
        >>> ds.diff(ds.extend([cqcoop.Person(id="p")])).added
        ('p',)
        """
        before, after = ({record.id: record for record in dataset} for dataset in (self, new))
        changed = [
            change for key in sorted(before.keys() & after.keys()) for change in _changes(before[key], after[key])
        ]
        added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
        return Diff(tuple(added), tuple(removed), tuple(changed))

    def write(
        self, path: str | PathLike[str], *, only: Iterable[Record | str] | None = None, replace: bool = False
    ) -> None:
        """Write to a folder, or to one file if the path ends in `.json`; each file whole or not at all.

        In a folder the manifest comes last, with the checksums of the files:
        a folder left half-way by a crash is refused when it is read, with the way to mend it.

        Args:
            path: A folder, which is made if need be, or a `.json` file.
            only: Only these records, given as records or ids: your own ones, to be read on top of the shipped ones.
            replace: Whether records that are there and are not written again may be lost.

        Raises:
            FileExistsError: There are records that would be lost, or files that may be somebody else's.
            RecordNotFound: An id in `only` is not in the dataset.
            InvalidValue: `only` is empty.
        """
        if only is None:
            store.write(fspath(path), self.manifest, self, replace=replace)
            return
        found = {item.id: item for item in map(self._held, (only,) if isinstance(only, Record | str) else only)}
        if not found:
            raise InvalidValue("only: expected at least one record, found none")
        manifest = store.manifest_at(fspath(path)) or Manifest()  # a dataset that is there keeps its title and version
        store.write(fspath(path), manifest, found.values(), replace=replace)

    def _held(self, item: Record | str) -> Record:
        """Return the record of the dataset that is meant; a record given must be the one it holds."""
        held = self[item.id if isinstance(item, Record) else item]
        if isinstance(item, Record) and held != item:
            raise InvalidValue(f"only: expected records of this dataset, found another {item.id!r} than it holds")
        return held

    def check(self) -> tuple[Problem, ...]:
        """Return everything that is wrong: dangling or wrong links, circles, and fields without evidence."""
        held = {record.id: record for record in self}
        return (
            *checks.link_problems(held, held.values(), self.manifest.redirects),
            *(problem for record in held.values() for problem in checks.reference_problems(record)),
            *(problem for record in held.values() for problem in checks.evidence_problems(record)),
        )


def _with_own(base: Dataset) -> str:
    """Return the version of a dataset with records of a user's own on top: it is not the edition itself any more."""
    return base.version if not len(base) or base.version.endswith("+own") else f"{base.version}+own"


def _in_time(when: Period | None, window: Period | None) -> bool:
    return window is None or (when is not None and when.overlaps(window) != "not")


def _moments(record: Record, meant: Involvement, name: Callable[[Mention], str]) -> Iterator[Moment]:
    """Yield what a record contributes to the timeline of whom is meant."""
    itself = meant.record is not None and record.id == meant.record.id
    if isinstance(record, records.Event | records.Agreement):
        yield from _deeds(record, meant, itself=itself)
    for milestone in getattr(record, "milestones", ()):
        if itself or any(mention.id in meant.ids for mention in milestone.by):
            yield Moment(milestone.period, f"{record.name}: {milestone.stage}", record.id, "milestones")
    if itself and isinstance(record, records.Organisation | records.Place) and record.when is not None:
        yield Moment(record.when, f"{record.name}: {record.date_field}", record.id, record.date_field or "")
    if isinstance(record, records.Person):
        for post in record.posts:
            if itself or (post.body is not None and post.body.id in meant.ids):
                body = f", {name(post.body)}" if post.body else ""
                yield Moment(post.period or post.as_of, f"{record.name}: {post.title}{body}", record.id, "posts")
    for statement in record.statements:
        if itself or meant.spoke(statement) or meant.are_spoken_of(statement):
            speaker = f"{name(statement.speaker)}: " if statement.speaker else ""
            yield Moment(statement.said, f"{speaker}{statement.gist}", record.id, "statements")


def _deeds(record: "records.Event | records.Agreement", meant: Involvement, *, itself: bool) -> Iterator[Moment]:
    """Yield an event or agreement that they take part in or that belongs to them, and their stops on its way."""
    above = (
        (record.part_of, record.edition_of) if isinstance(record, records.Event) else (record.signed_at, record.under)
    )
    belongs = any(link is not None and link.id in meant.ids for link in above)
    if itself or belongs or meant.takes_part(record):
        yield Moment(record.when, record.name, record.id, record.date_field or "")
    for part in record.participations:
        if part.period is not None and (itself or meant.means(part)):
            yield Moment(part.period, f"{record.name}: {part} ({part.role})", record.id, "participations")


def _taken(base: Dataset | None, new: Iterable[Record]) -> Iterator[Problem]:
    """Yield a problem for each new id that is taken, by a record, a redirect or another new record."""
    seen: set[str] = set()
    for record in new:
        if record.id in seen or (base is not None and record.id in base):
            yield Problem(
                store.FILES[record.datatype], record.id, "id", "an id of its own", "one that another record has or had"
            )
        seen.add(record.id)


def _assembled(manifest: Manifest, records: Iterable[Record]) -> Dataset:
    return Dataset(manifest, Shelves.of(records))


def _accept(dataset: Dataset, new: Iterable[Record]) -> None:
    """Refuse new records whose links do not hold; warn of what they state without evidence."""
    known = {record.id: record for record in dataset}
    problems = (
        *checks.link_problems(known, new, dataset.manifest.redirects),
        *(problem for record in new for problem in checks.reference_problems(record)),
    )
    if problems:
        raise InvalidDataset(problems)
    _warn(tuple(problem for record in new for problem in checks.evidence_problems(record)), stacklevel=4)


def _warn(bare: tuple[Problem, ...], *, stacklevel: int) -> None:
    for problem in bare[:1]:
        more = f" (and {len(bare) - 1} more; `check()` lists them)" if len(bare) > 1 else ""
        warnings.warn(f"{problem}{more}", EvidenceWarning, stacklevel=stacklevel)


def _differs(one: Record, other: Record) -> Problem:
    fields = ", ".join(change.field for change in _changes(one, other)) or "type"
    return Problem(store.FILES[one.datatype], one.id, fields, "the same in both datasets", "something else")


def _changes(one: Record, other: Record) -> Iterator[Change]:
    if type(one) is not type(other):
        yield Change(one.id, "datatype", one.datatype, other.datatype)
        return
    for name in field_names(type(one)):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield Change(one.id, name, to_plain(before, sparse=True), to_plain(after, sparse=True))


_DATA: Final = join(dirname(__file__), "data")
_lock = Lock()
_shipped: Dataset | None = None


def load() -> Dataset:
    """Return the shipped dataset: always the same object, read on first use, safe to call from any thread.

    >>> load() is load()
    True
    """
    global _shipped
    with _lock:
        if _shipped is None:
            contents = store.read_trusted(_DATA)
            _shipped = Dataset(contents.manifest, contents.shelves)
    return _shipped


def read(path: str | PathLike[str], *, base: Dataset | None = None) -> Dataset:
    """Read a dataset from a folder or one `.json` file, alone or on top of another, and check all of it.

    Args:
        path: A folder with a manifest, or one file.
        base: A dataset whose records the links may point at, usually `load()`.
            Its records are part of the result, which has its title and licence, and its version with "+own".

    Raises:
        FileNotFoundError: There is nothing at this path.
        InvalidDataset: With every problem of every file, record and field; nothing is read by halves.

    Warns:
        EvidenceWarning: A record states something without evidence.
    """
    reading = examine(path, base=base)
    if reading.problems:
        raise InvalidDataset(reading.problems)
    _warn(reading.bare, stacklevel=3)
    return reading.dataset


class Reading(NamedTuple):
    """What was read of a dataset, whatever is wrong with it.

    `dataset` is all that could be read, with the base if there is one, `own` the records that were read.
    `problems` are errors, `bare` is what is stated without evidence.
    """

    dataset: Dataset
    own: tuple[Record, ...]
    problems: tuple[Problem, ...]
    bare: tuple[Problem, ...]


def examine(path: str | PathLike[str], *, base: Dataset | None = None, trust_checksums: bool = True) -> Reading:
    """Read as `read` does, but return the problems with what could be read instead of raising them.

    Args:
        path: A folder, or one `.json` file.
        base: A dataset whose records the links may point at.
        trust_checksums: Whether files must be those that the manifest was written for.

    Raises:
        FileNotFoundError: There is nothing at this path.
    """
    contents = store.examine(fspath(path), trust_checksums=trust_checksums)
    own = tuple(record for shelf in contents.shelves.values() for record in shelf.records())
    manifest, held = contents.manifest, tuple(base or ())
    if base is not None:
        redirects = {**base.manifest.redirects, **manifest.redirects}
        manifest = attrs.evolve(base.manifest, redirects=redirects, version=_with_own(base))
    fresh = (record for record in reversed(own) if base is None or record.id not in base)
    known = {record.id: record for record in (*fresh, *held)}  # of two with one id, the first one is meant
    found = [
        *_taken(base, own),
        *checks.link_problems(known, own, manifest.redirects, contents.unread, contents.missing),
    ]
    found += [problem for record in own for problem in checks.reference_problems(record)]
    dataset = _assembled(manifest, known.values())
    bare = store.located(fspath(path), (problem for record in own for problem in checks.evidence_problems(record)))
    return Reading(dataset, own, (*contents.problems, *store.located(fspath(path), found)), bare)
