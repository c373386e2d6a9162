"""Which links a record makes, and what each may point at."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple, get_args

import attrs

from cqcoop.records import DATATYPES, Record
from cqcoop.values import Mention, Participation

__all__ = ["Link", "links_of", "targets"]


class Link(NamedTuple):
    """A link out of a record: the field it stands in, with the field of the value if it is inside one, and the id."""

    field: str
    id: str


_ANY: Final = frozenset(DATATYPES)
_ACTORS: Final = frozenset({"organisation", "person", "place", "park", "initiative"})
_BODIES: Final = _ACTORS - {"person"}
_WHERE: Final = frozenset({"place", "park"})

_TARGETS: Final[dict[str, frozenset[str]]] = {
    "about": _ANY,
    "body": _BODIES,
    "bound": _ACTORS,
    "by": _ACTORS,
    "carrier": frozenset({"organisation"}),
    "derived_from": frozenset({"source"}),
    "district": frozenset({"place"}),
    "edition_of": frozenset({"initiative"}),
    "event": frozenset({"event"}),
    "jurisdictions": _WHERE,
    "on_behalf_of": _BODIES,
    "operator": frozenset({"organisation"}),
    "parent": frozenset({"organisation"}),
    "participations": _ACTORS,
    "place": _WHERE,
    "publisher": frozenset({"organisation"}),
    "run_by": _BODIES,
    "seat": _WHERE,
    "signed_at": frozenset({"event"}),
    "source": frozenset({"source"}),
    "speaker": frozenset({"organisation", "person"}),
    "subject": _ANY,
    "subjects": _ANY,
    "supersedes": frozenset({"agreement"}),
    "tenants": frozenset({"organisation", "park"}),
    "to": _ANY,
    "under": frozenset({"initiative", "agreement"}),
    "venue": frozenset({"place", "park", "organisation"}),
}
_OF_ITS_OWN_KIND: Final = frozenset({"part_of", "predecessors"})


def targets(record: Record, field: str) -> frozenset[str]:
    """Return the record types that a link in this field may point at.

    >>> from cqcoop import Event
    >>> sorted(targets(Event(id="e", kind="fair"), "edition_of"))
    ['initiative']
    """
    last = field.rpartition(".")[2]
    return frozenset({record.datatype}) if last in _OF_ITS_OWN_KIND else _TARGETS[last]


def links_of(record: Record) -> Iterator[Link]:
    """Yield every link that a record makes, in field order; what has no id is no link.

    >>> from cqcoop import Event
    >>> list(links_of(Event(id="e", kind="fair", place="chongqing")))
    [Link(field='place', id='chongqing')]
    """
    return _links(record, "")


def _links(value: Any, path: str) -> Iterator[Link]:
    kind: type = type(value)
    for name in _linking(kind):
        inner = getattr(value, name)
        where = f"{path}.{name}" if path else name
        if isinstance(inner, str):
            yield Link(where, inner)
        for item in inner if isinstance(inner, tuple) else (inner,):
            if isinstance(item, Mention | Participation) and item.id is not None:
                yield Link(where, item.id)
            if attrs.has(type(item)):
                yield from _links(item, where)


@cache
def _linking(kind: type) -> tuple[str, ...]:
    """Return the fields of a class that are links or may hold some."""
    return tuple(
        attribute.name
        for attribute in attrs.fields(kind)
        if attribute.name in ("source", "event") or any(map(attrs.has, _classes(attribute.type)))
    )


def _classes(annotation: Any) -> tuple[type, ...]:
    return tuple(part for part in (annotation, *get_args(annotation)) if isinstance(part, type))
