r"""CSV (RFC 4180), safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a formula can read files and call
the network. Such texts get an apostrophe before them, as OWASP recommends ("CSV Injection"): the spreadsheet then
takes them for text. Numbers stay numbers, also negative ones; the columns' names are treated as texts.
"""

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence

from cqcoop.formats.cells import Cell, Row, shown, values
from cqcoop.formats.files import write_text

__all__ = ["dump", "dumps"]

_SEEN = re.compile("[^\\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_BYTE_ORDER_MARK = "\ufeff"


def dumps(columns: Sequence[str], rows: Iterable[Row]) -> str:
    r"""Return rows as CSV under a line with the columns' names: commas, double quotes, lines that end in CR LF.

    None is an empty cell, a date is in ISO 8601, a truth value is `true` or `false`; line ends within a text stay,
    in quotes. A text that a spreadsheet could take for a formula gets an apostrophe before it: one that begins
    with a tab or a line end, and one whose first character to be seen is `=`, `+`, `-`, `@` or a wide or small form
    of these.

    Raises:
        UnknownField: A row has no such column.

    >>> dumps(["name", "change"], [{"name": "=1+1", "change": -5}, {"name": 'the "Belt", 2023', "change": None}])
    'name,change\r\n\'=1+1,-5\r\n"the ""Belt"", 2023",\r\n'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_defused(column) for column in columns])
    writer.writerows([_defused(cell) for cell in row] for row in values(columns, rows))
    return text.getvalue()


def dump(columns: Sequence[str], rows: Iterable[Row], path: str | os.PathLike[str]) -> None:
    r"""Write rows to a CSV file in UTF-8, whole or not at all; the text is that of `dumps`.

    The file begins with a byte order mark, without which Excel reads UTF-8 as the old code page of the machine and
    garbles every Chinese name; in Python open it with `encoding="utf-8-sig"`.

    Raises:
        UnknownField: A row has no such column.
        InvalidValue: A text holds a lone surrogate, which UTF-8 has no form for.
        OSError: The file cannot be written; a file that was there is as it was.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     dump(["name"], [{"name": "重庆"}], Path(folder, "names.csv"))
    ...     Path(folder, "names.csv").read_bytes().decode()
    '\ufeffname\r\n重庆\r\n'
    """
    write_text(path, _BYTE_ORDER_MARK + dumps(columns, rows))


def _defused(cell: Cell) -> str:
    text = shown(cell)
    return f"'{text}" if isinstance(cell, str) and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = _SEEN.search(text)
    # NFKC folds the wide and the small forms, which some spreadsheets of East Asia read like the plain ones.
    return first is not None and unicodedata.normalize("NFKC", first[0]).startswith(("=", "+", "-", "@"))
