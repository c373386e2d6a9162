"""Cells and rows, and what every format for people has to do with the text in them."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cqcoop.errors import UnknownField, did_you_mean

__all__ = ["Cell", "Row", "are_numbers", "neutral", "one_line", "shown", "values"]

Cell: TypeAlias = str | int | float | bool | datetime.date | None
"""What a row holds; None says nothing."""

Row: TypeAlias = Mapping[str, Cell]
"""One row: the cells by column."""

# Patterns as texts: `re` compiles them on first use, which not every import comes to.
_LINE_END = "\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]"

# Everything that moves a cursor, reorders a line or hides in it. The joiners U+200C and U+200D stay: Persian, the
# scripts of India and many emoji are wrong without them, and they change nothing but the letters beside them.
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def values(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each row in the order of the columns; other cells of a row are left out.

    Raises:
        UnknownField: A row has no such column; the message names the row, counted from 1, and the nearest column.

    >>> list(values(["b", "a"], [{"a": 1, "b": None, "c": 3}]))
    [(None, 1)]
    """
    for number, row in enumerate(rows, start=1):
        try:
            yield tuple([row[column] for column in columns])
        except KeyError as error:
            column = error.args[0]
            hint = did_you_mean(column, row) or f"; its columns are {', '.join(row)}"
            raise UnknownField(f"row {number} has no column {column!r}{hint}") from None


def one_line(text: str) -> str:
    r"""Return a text in one line: nothing in the data may look like a line of ours.

    >>> one_line("Italy\n  - a line")
    'Italy - a line'
    """
    return " ".join(text.split())


def shown(cell: Cell) -> str:
    """Return a cell as text: a date in ISO 8601, a truth value as `true` or `false`, None as an empty text.

    >>> shown(datetime.date(2023, 3, 9)), shown(True), shown(None)
    ('2023-03-09', 'true', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def are_numbers(cells: Iterable[Cell]) -> bool:
    """Tell whether all cells that say something are numbers, and at least one does; truth values are none.

    >>> are_numbers([1, None, 2.5]), are_numbers([True]), are_numbers([None])
    (True, False, False)
    """
    kinds = {type(cell) for cell in cells if cell is not None}
    return bool(kinds) and kinds <= {int, float}


def neutral(text: str) -> str:
    r"""Return a text that can neither drive a terminal nor hide anything from a reader.

    Every sort of line end becomes a line feed and a tab becomes a space.
    Control characters become their pictures; marks that reorder text or are never seen become their code point in
    Python's notation, as do lone surrogates, which no file could hold.

    >>> neutral("\x1b[31mred\x1b[0m,\r\nabc\u202edef")
    '␛[31mred␛[0m,\nabc\\u202edef'
    """
    text = re.sub(_LINE_END, "\n", text).replace("\t", " ")
    return re.sub(_UNSEEN, _picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else ascii(match[0])[1:-1]
