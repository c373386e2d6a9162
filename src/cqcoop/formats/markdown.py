"""Markdown as GitHub writes it (GFM 0.29, on CommonMark)."""

import re
from collections.abc import Iterable, Sequence

from cqcoop.formats.cells import Cell, Row, are_numbers, neutral, shown, values

__all__ = ["dumps", "escape"]

_SPECIAL = re.compile(r"[\\`*_\[\]|~$]|:(?=//)|(?<=www)\.")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_OPENS_BLOCK = re.compile(r"^(?:[-+=#]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)


def escape(text: str) -> str:
    r"""Return a text that Markdown shows just as it is, in one line: for use within a paragraph, a heading or a list.

    Escapes marks of emphasis, links, code, formulas and tables, and what would make a heading or a list at the start
    of a line; HTML becomes text. Addresses stay text too. Line ends become spaces, control characters and marks that
    reorder text are made visible.

    >>> print(escape("*R&D* | [x](javascript:x) <b> 1_000"))
    \*R&D\* \| \[x\](javascript:x) &lt;b&gt; 1\_000
    """
    line = " ".join(part.strip() for part in neutral(text).split("\n")).strip()
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(r"\\\g<0>", line)
    return _OPENS_BLOCK.sub(_defused, line)


def dumps(columns: Sequence[str], rows: Iterable[Row]) -> str:
    r"""Return rows as a table; no line end after the last row.

    Texts are escaped as `escape` does it; a cell that is an http or https address and nothing else becomes a link.
    Line ends within a cell become `<br>`; columns of numbers stand to the right; None is an empty cell.

    Raises:
        UnknownField: A row has no such column.

    >>> print(dumps(["name", "parks"], [{"name": "A|B", "parks": 2}, {"name": "first\nsecond", "parks": None}]))
    | name | parks |
    | --- | ---: |
    | A\|B | 2 |
    | first<br>second |  |
    """
    cells = list(values(columns, rows))
    rules = ["---:" if are_numbers(column) else "---" for column in zip(*cells, strict=True)] or ["---"] * len(columns)
    lines = [map(escape, columns), rules, *(map(_set, row) for row in cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _set(cell: Cell) -> str:
    text = neutral(shown(cell))
    if _ADDRESS.fullmatch(text):
        # Within the angle brackets nothing can be escaped with a backslash, and the table would end the cell at a pipe.
        return f"<{text.replace('|', '%7C')}>"
    if isinstance(cell, str):
        return "<br>".join(map(escape, text.split("\n")))
    return text


def _defused(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"
