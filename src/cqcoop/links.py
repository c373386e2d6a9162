"""Which links a record makes, and what each may point at."""

from typing import Any, Final, NamedTuple, get_args

import attrs

from cqcoop.records import DATATYPES, Record
from cqcoop.values import Mention, Participation

__all__ = ["Link", "allowed", "links_of", "targets"]


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
_IDS: Final = frozenset({"source", "event"})
"""Fields of values that are an id themselves."""

_OF_ITS_OWN_KIND: Final = frozenset({"part_of", "predecessors"})


def targets(record: Record, field: str) -> frozenset[str]:
    """Return the record types that a link in this field may point at.

    >>> from cqcoop import Event
    >>> sorted(targets(Event(id="e", kind="fair"), "edition_of"))
    ['initiative']
    """
    return allowed(record.datatype, field)


def allowed(datatype: str, field: str) -> frozenset[str]:
    """Return the record types that a link in this field of a record type may point at.

    >>> sorted(allowed("organisation", "seat"))
    ['park', 'place']
    """
    last = field.rpartition(".")[2]
    return frozenset({datatype}) if last in _OF_ITS_OWN_KIND else _TARGETS[last]


def links_of(record: Record) -> list[Link]:
    """Return every link that a record makes, in field order; what has no id is no link.

    >>> from cqcoop import Event
    >>> links_of(Event(id="e", kind="fair", place="chongqing"))
    [Link(field='place', id='chongqing')]
    """
    found: list[Link] = []
    _collect(record, "", found)
    return found


def _collect(value: Any, path: str, found: list[Link]) -> None:
    for name, is_id in _linking(type(value)):
        inner = getattr(value, name)
        if inner is None or inner == ():
            continue
        where = path + name
        if is_id:
            found.append(Link(where, inner))
            continue
        for item in inner if inner.__class__ is tuple else (inner,):
            if isinstance(item, Mention | Participation) and item.id is not None:
                found.append(Link(where, item.id))
            _collect(item, f"{where}.", found)


_LINKING: Final[dict[type, tuple[tuple[str, bool], ...]]] = {}


def _linking(kind: type) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class that may link, each with whether it is an id itself or holds values that may."""
    if kind not in _LINKING:
        fields = ((attribute.name, _classes(attribute.type)) for attribute in attrs.fields(kind))
        _LINKING[kind] = tuple(
            (name, name in _IDS) for name, inside in fields if name in _IDS or any(map(_may_link, inside))
        )
    return _LINKING[kind]


def _may_link(kind: type) -> bool:
    return kind in (Mention, Participation) or (attrs.has(kind) and bool(_linking(kind)))


def _classes(annotation: Any) -> tuple[type, ...]:
    return tuple(part for part in (annotation, *get_args(annotation)) if isinstance(part, type))
