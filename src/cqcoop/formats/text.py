"""Plain text for a terminal: tables and wrapped paragraphs, with Chinese, Japanese and Korean set right.

Widths are counted in terminal columns: wide and full-width characters take two, combining ones none (Unicode Standard
Annex #11; characters of ambiguous width take one, as outside East Asian locales).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

from cqcoop.errors import InvalidValue
from cqcoop.formats.cells import Cell, Row, are_numbers, neutral, shown, values

__all__ = ["dumps", "width_of", "wrap"]

_GAP = "  "
_READABLE = 8
_NEVER_FIRST = frozenset(",.:;!?)]}%、。，．：；！？）］｝》〉」』】〕〗”’…‥・·％ー々—～")
_NEVER_LAST = frozenset("([{（［｛《〈「『【〔〖“‘＄￥\u200d")


def width_of(text: str) -> int:
    r"""Return how many columns of a terminal a text takes.

    >>> width_of("重庆"), width_of("Chongqing"), width_of("e\u0301")
    (4, 9, 1)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def dumps(columns: Sequence[str], rows: Iterable[Row], width: int | None = None, *, whole: Collection[str] = ()) -> str:
    """Return rows as a table for a terminal: a heading, a rule and a line for each row; no line end after the last.

    Columns that are too wide are cut, the widest first, and end in an ellipsis; numbers stand to the right.
    Columns that would be left too narrow to read are left out, from the right, and named below the table.
    Line ends within a cell become spaces, control characters and marks that reorder text are made visible.

    Args:
        columns: Which columns, in which order.
        rows: The rows.
        width: How many columns of the terminal there are; as many as it has unless given, 100 where it is none.
        whole: Columns that are cut only when cutting the others is not enough: ids that somebody will copy.

    Raises:
        UnknownField: A row has no such column.
        InvalidValue: The width is less than 1.

    >>> print(dumps(["name", "parks"], [{"name": "重庆", "parks": 12}, {"name": "Yongchuan", "parks": None}], width=15))
    name      parks
    --------  -----
    重庆         12
    Yongchu…
    """
    room = _room(width)
    cells = list(values(columns, rows))
    lines = [[_flattened(column) for column in columns], *([_flattened(cell) for cell in row] for row in cells)]
    wanted = [max(map(width_of, column)) for column in zip(*lines, strict=True)]
    widths = _fitted(wanted, room, [column in whole for column in columns])
    is_number = [are_numbers(column) for column in zip(*cells, strict=True)] or [False] * len(widths)
    lines.insert(1, ["-" * size for size in widths])
    table = "\n".join(_line(line, widths, is_number) for line in lines)
    left_out = lines[0][len(widths) :]
    return f"{table}\n\n{wrap('Not shown: ' + ', '.join(left_out), room)}" if left_out else table


def wrap(text: str, width: int | None = None, indent: str = "", first: str | None = None) -> str:
    """Return a text in lines of at most so many columns of a terminal, each after the indent; its own line ends stay.

    Breaks at spaces, and between characters of Chinese and Japanese but not before closing or after opening
    punctuation; a word longer than a line is cut. Control characters and marks that reorder text are made visible.

    Args:
        text: The text; may mix scripts.
        width: As for `dumps`; the indent counts towards it, the wider one if there are two.
        indent: What each line begins with.
        first: What the first line begins with instead, such as a bullet.

    Raises:
        InvalidValue: The width is not greater than that of an indent.

    >>> print(wrap("The zone was approved in 2022 (重庆两岸产业合作区)。", 20, indent="  ", first="- "))
    - The zone was
      approved in 2022
      (重庆两岸产业合作
      区)。
    """
    room = _room(width)
    first = indent if first is None else first
    narrowest = room - max(width_of(indent), width_of(first))
    if narrowest < 1:
        raise InvalidValue(f"wrap: expected a width greater than that of the indent, found {room}")
    lines = [line for paragraph in neutral(text).split("\n") for line in _filled(paragraph, narrowest)]
    return "\n".join(f"{indent if number else first}{line}".rstrip() for number, line in enumerate(lines))


def _room(width: int | None) -> int:
    if width is None:
        # Imported here because shutil brings three compression libraries and most calls come with a width.
        from shutil import get_terminal_size

        return max(1, get_terminal_size((100, 24)).columns)
    if width < 1:
        raise InvalidValue(f"width: expected at least 1, found {width}")
    return width


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0  # the range holds the vowels and finals of Korean, which join the initial before them
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _flattened(cell: Cell) -> str:
    return neutral(shown(cell)).replace("\n", " ")


def _fitted(widths: Sequence[int], room: int, whole: Sequence[bool]) -> list[int]:
    """Return the widths that fit into the room: the widest cut to one measure, columns without room left out."""
    for measure in range(max(widths, default=0), _READABLE - 1, -1):
        held = [size if firm else min(size, measure) for size, firm in zip(widths, whole, strict=True)]
        if _total(held) <= room:
            return held
    kept = list(widths)
    while len(kept) > 1 and _total([min(size, _READABLE) for size in kept]) > room:
        kept.pop()
    measure = min(max(kept, default=1), room)
    while measure > 1 and _total([min(size, measure) for size in kept]) > room:
        measure -= 1
    return [min(size, measure) for size in kept]


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _line(cells: Sequence[str], widths: Sequence[int], is_number: Sequence[bool]) -> str:
    set_cells = []
    # There are fewer widths than cells where columns were left out.
    for cell, size, number in zip(cells, widths, is_number, strict=False):
        cut = _cut(cell, size)
        space = " " * (size - width_of(cut))
        set_cells.append(space + cut if number else cut + space)
    return _GAP.join(set_cells).rstrip()


def _cut(text: str, size: int) -> str:
    if width_of(text) <= size:
        return text
    return _fitting(text, size - 1) + "…"


def _fitting(text: str, size: int) -> str:
    """Return as much of the start of a text as fits."""
    taken = takewhile(lambda total: total <= size, accumulate(map(_width, text)))
    return text[: len(list(taken))]


def _filled(paragraph: str, size: int) -> Iterator[str]:
    line = ""
    for space, chunk in _chunks(paragraph):
        if line and width_of(line + space + chunk) <= size:
            line += space + chunk
            continue
        if line:
            yield line
        line = chunk
        # The first letter is taken in any case: in a room of one column a wide one sticks out.
        while width_of(line) > size and (rest := line[len(start := _fitting(line, size) or line[0]) :]):
            yield start
            line = rest
    yield line


def _chunks(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield what must not be broken, each with the space before it."""
    for word in re.finditer("( *)([^ ]+)", paragraph):
        space, letters = word.groups()
        start = 0
        for position in range(1, len(letters)):
            if _may_break(letters[position - 1], letters[position]):
                yield space, letters[start:position]
                space, start = "", position
        yield space, letters[start:]


def _may_break(before: str, after: str) -> bool:
    if before in _NEVER_LAST or after in _NEVER_FIRST or _width(after) == 0:
        return False
    return _width(before) == 2 or _width(after) == 2
