"""How questions are put to single records: whether a field fits, who takes part, what a key stands for."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal, TypeAlias, TypeGuard, get_args, get_origin

import attrs

from cqcoop import records
from cqcoop.errors import InvalidPeriod, InvalidValue, RecordNotFound, UnknownField, did_you_mean
from cqcoop.graph import Graph, Who, best_named
from cqcoop.links import allowed
from cqcoop.names import fold
from cqcoop.periods import Period
from cqcoop.records import Record, field_names
from cqcoop.standards import TERRITORIES, isic_code
from cqcoop.values import Code, Mention, Participation, SectorCode, Statement, Topic
from cqcoop.vocabulary import terms

__all__ = ["Involvement", "When", "as_window", "check_term", "fits", "meant_by", "several", "value_of"]

When: TypeAlias = Period | str | date | int
"""A period, a text that can be read as one in exactly one way, a day, or a year as a number."""

_CODE: Final = re.compile(r"[A-Za-z]?\d+|[A-Za-z]")
"""What looks like a code of ISIC; anything else that is wanted of a sector is the phrase as printed."""


def as_window(period: When) -> Period:
    """Read what a user writes for a period of time.

    Raises:
        InvalidPeriod: It cannot be read in exactly one way.

    >>> as_window(2024), as_window("July 2024")
    (Period('2024'), Period('2024-07'))
    """
    if isinstance(period, bool):
        raise InvalidPeriod(f"expected a period, a text, a day or a year, found {period!r}")
    return Period.parse(f"{period:04}" if isinstance(period, int) else period)


def check_term(vocabulary: str, value: str | None) -> None:
    """Refuse what is neither None nor a term of a vocabulary.

    Raises:
        InvalidValue: With the nearest term.

    >>> check_term("Role", "witnes")
    Traceback (most recent call last):
    cqcoop.errors.InvalidValue: expected a Role, found 'witnes'; did you mean 'witness'?
    """
    known = terms(vocabulary)
    if value is not None and value not in known:
        hint = did_you_mean(value, known) or f"; there are {', '.join(known)}"
        raise InvalidValue(f"expected a {vocabulary}, found {value!r}{hint}")


# --- Whether a field fits --------------------------------------------------------------------------------------------


def fits(
    kind: type[Record], known: Iterable[str], name: str, wanted: object, redirects: Mapping[str, str] | None = None
) -> Callable[[Any], bool]:
    """Return a test for the value of a field: equal to what is wanted, or to one of several wanted values.

    None fits an empty field; a link fits by its id or its printed name, a list if any of its items fits.

    Raises:
        UnknownField: Records of this class cannot be filtered by such a field.
        InvalidValue: The value is not one that the field can have.

    >>> from cqcoop import Event
    >>> fits(Event, ["kind"], "kind", "visit")("visit")
    True
    """
    if name not in known:
        hint = did_you_mean(name, known) or f"; it can be filtered by {', '.join(sorted(known))}"
        raise UnknownField(f"{kind.__name__} cannot be filtered by {name!r}{hint}")
    annotation = attrs.fields_dict(kind)[name].type
    values = _wanted(annotation, name, wanted)
    # A link may still name an id that was merged into the wanted one, or the wanted one may be the old id.
    values |= {one for pair in (redirects or {}).items() if values.intersection(pair) for one in pair}
    if get_origin(annotation) is tuple:
        return lambda found: (
            any(alias in values for item in found for alias in _aliases(item)) or (not found and None in values)
        )
    if Mention in get_args(annotation):
        return lambda found: any(alias in values for alias in _aliases(found))
    return values.__contains__


def _wanted(annotation: Any, name: str, wanted: object) -> frozenset[object]:
    """Return the wanted values as a set, each checked against what the field can have."""
    several_wanted = list(wanted) if _is_several(wanted) else [wanted]
    for value in several_wanted:
        if value is not None:
            _check_value(annotation, name, value)
    if Period in get_args(annotation):
        return frozenset(None if value is None else as_window(value) for value in several_wanted)  # type: ignore[arg-type]
    if name == "sectors":
        return frozenset(isic_code(value) if _is_code(value) else value for value in several_wanted)
    return frozenset(several_wanted)


def _is_code(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _check_value(annotation: Any, name: str, value: object) -> None:
    """Refuse a value that the field can never have."""
    allowed = _literals(annotation) or (tuple(sorted(TERRITORIES)) if name == "territory" else ())
    expected = f"one of {', '.join(allowed)}" if len(allowed) < 30 else "an ISO 3166-1 alpha-2 code such as 'IT'"
    if allowed and value not in allowed:
        raise InvalidValue(f"{name}: expected {expected}, found {value!r}{did_you_mean(value, allowed)}")
    parts = get_args(annotation)
    kinds: tuple[type, ...] = (int,) if int in parts else (str, date, int, Period) if Period in parts else (str,)
    if not isinstance(value, kinds) or isinstance(value, bool):
        expected = "a whole number" if kinds == (int,) else "a text"
        raise InvalidValue(f"{name}: expected {expected}, found {value!r} ({type(value).__name__})")


def meant_by(graph: Graph, kind: type[Record], name: str, wanted: object, held: Iterable[Record]) -> object:
    """Return what is wanted of a link with names resolved to ids, beside the words as they are.

    Raises:
        RecordNotFound: A text is neither an id nor a name, nor printed in this field of any record held.
        AmbiguousName: A name may be several records of the types that the field links to.

    >>> import cqcoop
    >>> ds = cqcoop.load()
    >>> meant_by(ds._graph, cqcoop.Event, "edition_of", "China International Import Expo", ds.events)[-1]
    'ciie'
    """
    if not _is_link(kind, name):
        return wanted
    meant: list[object] = []
    for text in wanted if _is_several(wanted) else (wanted,):
        meant.append(text)
        if isinstance(text, str) and graph.get(text) is None:
            try:
                meant.append(best_named(graph, graph.names, text, "record", allowed(kind.datatype, name)).id)
            except RecordNotFound:
                if not any(text in _printed(getattr(record, name)) for record in held):
                    raise
    return meant


def _is_link(kind: type[Record], name: str) -> bool:
    return name in field_names(kind) and Mention in get_args(attrs.fields_dict(kind)[name].type)


def _printed(links: object) -> list[str | None]:
    return [link.printed for link in (links if isinstance(links, tuple) else (links,)) if isinstance(link, Mention)]


def _is_several(wanted: object) -> TypeGuard[Iterable[object]]:
    return isinstance(wanted, Iterable) and not isinstance(wanted, str)


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(get_args(annotation))
    return next((get_args(part) for part in get_args(annotation) if get_origin(part) is Literal), ())


def _aliases(item: object) -> tuple[object, ...]:
    """Return what an item is known by: a link by id and printed name, a sector by code and phrase."""
    if isinstance(item, Mention):
        return (item.id, item.printed) if item.id is not None and item.printed is not None else (plain(item),)
    if isinstance(item, SectorCode):
        return (item.code, item.printed or item.code)
    return (plain(item),)


# --- What a key stands for -------------------------------------------------------------------------------------------


def plain(item: object) -> Any:
    """Return what an item is counted by: a link by its id or printed name, a sector by its code, a topic by its text.

    >>> plain(Mention(printed="Yongchuan")), plain(SectorCode(code="C29"))
    ('Yongchuan', 'C29')
    """
    if isinstance(item, Mention | Participation):
        return item.id or item.printed
    if isinstance(item, SectorCode):
        return item.code
    if isinstance(item, Topic):
        return item.text
    return item.value if isinstance(item, Code) else item


def value_of(graph: Graph, record: Record, key: str) -> Any:
    """Return what a record is ordered or counted by under a key; a tuple where there may be several.

    >>> from cqcoop import Event
    >>> from cqcoop.store import Shelves
    >>> value_of(Graph(Shelves({}), {}), Event(id="e", kind="fair", period="2019-11"), "period.year")
    2019
    """
    if key == "sources":
        return tuple(sorted({entry.source for entry in record.evidence}))
    if key == "territories":
        codes = {graph.territory(part) for part in getattr(record, "participations", ())}
        return tuple(sorted(code for code in codes if code is not None))
    name, _, inner = key.partition(".")
    value = getattr(record, name)
    if isinstance(value, tuple):
        found = (plain(getattr(item, inner) if inner else item) for item in value)
        return tuple(one for one in found if one is not None)
    return getattr(value, inner) if inner and value is not None else plain(value)


def several(value: Any) -> Iterable[Any]:
    """Return the distinct values that a record is counted under: None for an empty one.

    >>> list(several(("a", "b", "a"))), list(several(())), list(several("a"))
    (['a', 'b'], [None], ['a'])
    """
    if not isinstance(value, tuple):
        return (value,)
    return dict.fromkeys(value) or (None,)


# --- Who takes part --------------------------------------------------------------------------------------------------


class Involvement:
    """Who is meant by a record, id, name or ISO 3166-1 code, and what they take part in.

    A participant for whom there is no record is meant by the name that a source prints.

    Raises:
        RecordNotFound: Nothing has this id or name.
        AmbiguousName: The name may be several records.
    """

    def __init__(self, graph: Graph, who: Who) -> None:
        self._graph = graph
        self.record: Record | None = None
        self.code: str | None = None
        self._printed: str | None = None
        try:
            self.record = graph.known(who)
        except RecordNotFound:
            printed = fold(str(who))
            if who not in TERRITORIES and printed not in graph.unlinked:
                raise
            self.code = str(who) if who in TERRITORIES else None
            self._printed = printed
        acting = frozenset[str]() if self.record is None else graph.acting(self.record)
        self.ids = acting | {old for old, new in graph.redirects.items() if new in acting}
        if isinstance(self.record, records.Place):
            self.code = graph.territory_of(self.record)

    def means(self, part: Participation) -> bool:
        """Return whether a participation is theirs: by its id, by whom it acts for, or by its territory."""
        if part.id in self.ids or (part.on_behalf_of is not None and part.on_behalf_of.id in self.ids):
            return True
        if self._printed is not None and part.id is None and fold(part.printed or "") == self._printed:
            return True
        return self.code is not None and self._graph.territory(part) == self.code

    def spoke(self, statement: Statement) -> bool:
        """Return whether a statement is theirs: by its speaker, by the body spoken for, or by that body's territory."""
        spoken_for = [mention.id for mention in (statement.speaker, statement.on_behalf_of) if mention and mention.id]
        if any(key in self.ids for key in spoken_for):
            return True
        codes = {self._graph.territory_of(self._graph.get(key)) for key in spoken_for}
        return self.code is not None and self.code in codes

    def are_spoken_of(self, statement: Statement) -> bool:
        """Return whether a statement is about them."""
        return any(mention.id in self.ids for mention in statement.about)

    def takes_part(self, record: Record, role: str | None = None) -> bool:
        """Return whether they take part in a record, in a role if one is given."""
        if isinstance(record, records.Event | records.Agreement):
            if any((role is None or part.role == role) and self.means(part) for part in record.participations):
                return True
            return role is None and (self._is_there(record) or any(link.id in self.ids for link in record.subjects))
        return role is None and any(self._is_linked(key) for key in _own_links(record))

    def _is_there(self, record: "records.Event | records.Agreement") -> bool:
        if not isinstance(self.record, records.Place | records.IndustrialPark):
            return False
        where = (record.place, getattr(record, "venue", None))
        return any(mention is not None and mention.id in self.ids for mention in where)

    def _is_linked(self, key: str) -> bool:
        if key in self.ids:
            return True
        return self.code is not None and self._graph.territory_of(self._graph.get(key)) == self.code

    def apart(self, other: "Involvement", parts: tuple[Participation, ...]) -> bool:
        """Return whether one participation is theirs and a different one the other's."""
        ours = [number for number, part in enumerate(parts) if self.means(part)]
        theirs = [number for number, part in enumerate(parts) if other.means(part)]
        return any(one != another for one in ours for another in theirs)


def _own_links(record: Record) -> Iterator[str]:
    """Yield the ids of what a record without participations is tied to, itself first."""
    held: list[Mention | None] = []
    if isinstance(record, records.Person):
        held = [post.body for post in record.posts]
    elif isinstance(record, records.Organisation):
        held = [record.parent, *record.jurisdictions]
    elif isinstance(record, records.IndustrialPark):
        held = [record.operator, record.district, *record.part_of, *record.tenants]
    elif isinstance(record, records.Initiative):
        held = [*record.run_by, *record.part_of]
    elif isinstance(record, records.Source):
        held = [record.publisher, record.carrier]
    else:
        held = [*getattr(record, "part_of", ())]
    yield record.id
    yield from (mention.id for mention in held if mention is not None and mention.id is not None)
