"""Records as flat rows, for spreadsheets and data frames.

Every record of a class has the same columns in the same order, whatever it says; None where it says nothing:

- `names` gives `name`, the one to show, and `names`, all others.
- A single value that is a word, a text or a number stays as it is.
- A date such as `signed` gives `signed` (EDTF), `signed_earliest` and `signed_latest` (the first and the last day).
- A link such as `place` gives `place` (as printed, else the id) and `place_id`.
- Many values give one text, joined by "; "; if they are links there is a second column with the ids that are known,
  each once: `participations` and `participations_ids`. The text is for reading: an item may itself hold a semicolon.
- `evidence` gives `sources`, the ids of the sources, each once. The evidence itself does not fit in a row.

Whoever needs all that a record says takes JSON.
"""

import datetime
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Final, NamedTuple, get_args, get_origin

import attrs

from cqcoop.formats.cells import Cell
from cqcoop.periods import Period
from cqcoop.records import Record, field_names
from cqcoop.values import (
    Clause,
    Code,
    Coverage,
    Mention,
    Milestone,
    Participation,
    Post,
    Quantity,
    SectorCode,
    Statement,
    Topic,
)

__all__ = ["columns", "flat", "types"]


def columns(kind: type[Record]) -> tuple[str, ...]:
    """Return the columns of the rows of a record class, in reading order.

    >>> from cqcoop.records import Person
    >>> columns(Person)[:6]
    ('id', 'name', 'names', 'posts', 'summary', 'statements')
    """
    return tuple(types(kind))


def types(kind: type[Record]) -> dict[str, type]:
    """Return what the columns of a record class hold, in reading order: `str`, `int` or `datetime.date`.

    >>> from cqcoop.records import Agreement
    >>> types(Agreement)["signed_earliest"]
    <class 'datetime.date'>
    """
    return {column.name: column.type for column in _layout(kind)}


def flat(record: Record) -> dict[str, Cell]:
    """Return a record as one row; its keys are `columns` of its class, in that order.

    >>> from cqcoop.records import Agreement
    >>> row = flat(Agreement(id="my-pact", kind="memorandum", signed="2023-09"))
    >>> row["signed"], row["signed_latest"], row["place"]
    ('2023-09', datetime.date(2023, 9, 30), None)
    """
    return {column.name: column.of(record) for column in _layout(type(record))}


class _Column(NamedTuple):
    name: str
    type: type
    of: Callable[[Any], Cell]


def _layout(kind: type[Record]) -> tuple[_Column, ...]:
    """Return the columns of a class, worked out when the first row is asked for."""
    if kind not in _LAYOUTS:
        annotations = {attribute.name: attribute.type for attribute in attrs.fields(kind)}
        _LAYOUTS[kind] = tuple(column for name in field_names(kind) for column in _columns_of(name, annotations[name]))
    return _LAYOUTS[kind]


def _columns_of(name: str, annotation: Any) -> tuple[_Column, ...]:
    # What is inside of `Period | None` and of `tuple[Mention, ...]` comes first; a bare `str` has nothing inside.
    item = (*get_args(annotation), annotation)[0]
    value = attrgetter(name)
    if name == "names":
        return _Column("name", str, attrgetter("name")), _Column(name, str, _other_names)
    if name == "evidence":
        return (_Column("sources", str, lambda record: _joined(entry.source for entry in record.evidence)),)
    if get_origin(annotation) is tuple:
        return _many(name, item)
    if item is Period:
        return (
            _Column(name, str, lambda record: str(value(record)) if value(record) else None),
            _Column(f"{name}_earliest", datetime.date, lambda record: getattr(value(record), "earliest", None)),
            _Column(f"{name}_latest", datetime.date, lambda record: getattr(value(record), "latest", None)),
        )
    if item is Mention:
        return (
            _Column(name, str, lambda record: str(value(record)) if value(record) else None),
            _Column(f"{name}_id", str, lambda record: getattr(value(record), "id", None)),
        )
    return (_Column(name, int if item is int else str, value),)


def _many(name: str, item: type) -> tuple[_Column, ...]:
    in_words, value = _IN_WORDS[item], attrgetter(name)
    words = _Column(name, str, lambda record: "; ".join(map(in_words, value(record))) or None)
    if item not in (Mention, Participation):
        return (words,)
    return words, _Column(f"{name}_ids", str, lambda record: _joined(link.id for link in value(record)))


def _joined(ids: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(key for key in ids if key)) or None


def _other_names(record: Record) -> str | None:
    return _joined(name.text for name in record.names if name.text != record.name)


def _participation(part: Participation) -> str:
    return f"{part} ({part.role})"


def _quantity(quantity: Quantity) -> str:
    what, printed = quantity.what, quantity.printed
    if printed:
        # A figure alone says nothing: "over 30" of what?
        return printed if what.casefold() in printed.casefold() else f"{what}: {printed}"
    unit = quantity.unit if quantity.unit != what else None
    return " ".join(filter(None, [_range(quantity), unit, what]))


def _range(quantity: Quantity) -> str:
    bounds = dict.fromkeys(bound for bound in (quantity.low, quantity.high) if bound is not None)
    figures = "–".join(f"{bound:,}" for bound in bounds)
    hedge = "" if quantity.qualifier in ("exact", "range", "magnitude") else quantity.qualifier.replace("-", " ")
    return f"{hedge} {figures}".strip() if figures else ""


def _statement(statement: Statement) -> str:
    return f"{statement.speaker}: {statement.gist}" if statement.speaker else statement.gist


def _milestone(milestone: Milestone) -> str:
    return f"{milestone.stage} {milestone.period}" if milestone.period else milestone.stage


def _post(post: Post) -> str:
    return f"{post.title}, {post.body}" if post.body else post.title


_IN_WORDS: Final[dict[type, Callable[[Any], str]]] = {
    Clause: attrgetter("gist"),
    Code: lambda code: f"{code.scheme} {code.value}",
    Coverage: lambda coverage: f"{coverage.field} {coverage.extent}",
    Mention: str,
    Milestone: _milestone,
    Participation: _participation,
    Post: _post,
    Quantity: _quantity,
    SectorCode: attrgetter("code"),
    Statement: _statement,
    Topic: attrgetter("text"),
    str: str,
}

_LAYOUTS: Final[dict[type[Record], tuple[_Column, ...]]] = {}
