"""Data frames of pandas and polars, which are imported only when asked for.

Frames are built column by column, with the same kinds of column in both: dates as dates, whole numbers as 64-bit
integers that may be missing, other numbers as floats, truth values as booleans that may be missing, all else as text.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from cqcoop.errors import MissingExtra
from cqcoop.formats.cells import Cell, Row, shown, values

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["to_pandas", "to_polars"]

_PANDAS: Final = {int: "Int64", float: "float64", bool: "boolean", str: "string"}
_KINDS: Final = frozenset({datetime.date, *_PANDAS})
_BEYOND: Final = 2**63


def to_pandas(columns: Sequence[str], rows: Iterable[Row], types: Mapping[str, type] | None = None) -> "pd.DataFrame":
    """Return rows as a frame of pandas, numbered from 0.

    Dates become `datetime64[s]`, whole numbers `Int64`, other numbers `float64`, truth values `boolean` and all else
    `string`; a column that mixes these becomes `string`, as does one of whole numbers beyond 64 bits.

    Args:
        columns: Which columns, in which order.
        rows: The rows.
        types: What a column holds, asked only where it has no values: `str` unless said here.

    Raises:
        MissingExtra: pandas is not installed.
        UnknownField: A row has no such column.

    >>> to_pandas(["signed", "parks"], [{"signed": datetime.date(2023, 9, 7), "parks": None}], {"parks": int}).dtypes
    signed    datetime64[s]
    parks             Int64
    dtype: object
    """
    try:
        import numpy as np
        import pandas as pd
    except ModuleNotFoundError as error:
        raise _missing("pandas") from error
    series: dict[str, Any] = {}
    for column, kind, cells in _by_column(columns, rows, types or {}):
        if kind is datetime.date:
            # By way of numpy, in seconds: nanoseconds would end in 2262, and pandas guesses at lists of dates.
            series[column] = np.array(cells, dtype="datetime64[D]").astype("datetime64[s]")
        else:
            series[column] = pd.Series(cells, dtype=_PANDAS[kind])
    return pd.DataFrame(series, columns=list(columns))


def to_polars(columns: Sequence[str], rows: Iterable[Row], types: Mapping[str, type] | None = None) -> "pl.DataFrame":
    """Return rows as a frame of polars.

    Dates become `Date`, whole numbers `Int64`, other numbers `Float64`, truth values `Boolean` and all else `String`;
    a column that mixes these becomes `String`, as does one of whole numbers beyond 64 bits.

    Args:
        columns: Which columns, in which order.
        rows: The rows.
        types: What a column holds, asked only where it has no values: `str` unless said here.

    Raises:
        MissingExtra: polars is not installed.
        UnknownField: A row has no such column.

    >>> to_polars(["signed", "parks"], [{"signed": datetime.date(2023, 9, 7), "parks": None}], {"parks": int}).dtypes
    [Date, Int64]
    """
    try:
        import polars as pl
    except ModuleNotFoundError as error:
        raise _missing("polars") from error
    dtypes = {datetime.date: pl.Date(), int: pl.Int64(), float: pl.Float64(), bool: pl.Boolean(), str: pl.String()}
    table = _by_column(columns, rows, types or {})
    return pl.DataFrame([pl.Series(column, cells, dtype=dtypes[kind]) for column, kind, cells in table])


def _by_column(
    columns: Sequence[str], rows: Iterable[Row], types: Mapping[str, type]
) -> list[tuple[str, type, Sequence[Any]]]:
    """Return each column with its name, its kind and its cells, which are all of that kind or None."""
    table: list[tuple[Cell, ...]] = list(zip(*values(columns, rows), strict=True)) or [()] * len(columns)
    result: list[tuple[str, type, Sequence[Any]]] = []
    for column, cells in zip(columns, table, strict=True):
        kind = _kind(cells, types.get(column, str))
        if kind is str and not set(map(type, cells)) <= {str, type(None)}:
            cells = tuple([None if cell is None else shown(cell) for cell in cells])
        result.append((column, kind, cells))
    return result


def _kind(cells: Sequence[Cell], expected: type) -> type:
    kinds: set[type] = (set(map(type, cells)) - {type(None)}) or {expected}
    if kinds == {int, float}:
        return float
    kind = kinds.pop() if len(kinds) == 1 else str
    if kind is int and any(isinstance(cell, int) and not -_BEYOND <= cell < _BEYOND for cell in cells):
        return str
    return kind if kind in _KINDS else str


def _missing(package: str) -> MissingExtra:
    return MissingExtra(f'{package} is not installed; install it with: pip install "cqcoop[{package}]"', name=package)
