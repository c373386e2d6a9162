"""The records: events, agreements, organisations, parks, and the people, places, initiatives and sources they need.

Every record is frozen, slotted, keyword-only and hashable, and never holds another record: links are ids.
The classes are attrs classes, so `attrs.evolve`, `attrs.asdict` and `attrs.fields` work on them;
`dataclasses.is_dataclass` says no to them, as they carry no dataclass machinery.

A class is made when it is first asked for: whoever reads one agreement does not wait for seven other classes.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final, get_args

from cqcoop.records.base import WITHOUT_EVIDENCE, Item, Record, checked_field, field_names
from cqcoop.vocabulary import Datatype

if TYPE_CHECKING:  # what checkers see; at run time `__getattr__` finds the same names
    from cqcoop.records.agreement import Agreement as Agreement
    from cqcoop.records.event import Event as Event
    from cqcoop.records.initiative import Initiative as Initiative
    from cqcoop.records.organisation import Organisation as Organisation
    from cqcoop.records.park import IndustrialPark as IndustrialPark
    from cqcoop.records.person import Person as Person
    from cqcoop.records.place import Place as Place
    from cqcoop.records.source import Source as Source

    CLASSES: dict[str, type[Record]]

__all__ = [
    "CLASSES",
    "DATATYPES",
    "WITHOUT_EVIDENCE",
    "Agreement",
    "Event",
    "IndustrialPark",
    "Initiative",
    "Item",
    "Organisation",
    "Person",
    "Place",
    "Record",
    "Source",
    "checked_field",
    "class_of",
    "field_names",
]

DATATYPES: Final[tuple[str, ...]] = get_args(Datatype)
"""The record types, in the order in which they are told."""

_NAMES: Final = dict(
    zip(
        ("Event", "Agreement", "Organisation", "IndustrialPark", "Person", "Place", "Initiative", "Source"),
        DATATYPES,
        strict=True,
    )
)


def class_of(datatype: str) -> type[Record]:
    """Return the class of a record type.

    Raises:
        KeyError: There is no such type.

    >>> class_of("park").__name__
    'IndustrialPark'
    """
    name = {datatype: name for name, datatype in _NAMES.items()}[datatype]
    kind: type[Record] = getattr(import_module(f"cqcoop.records.{datatype}"), name)
    return kind


def __getattr__(name: str) -> object:
    if name == "CLASSES":
        value: object = {datatype: class_of(datatype) for datatype in DATATYPES}
    elif name in _NAMES:
        value = class_of(_NAMES[name])
    else:
        raise AttributeError(f"module 'cqcoop.records' has no attribute {name!r}")
    globals()[name] = value
    return value
