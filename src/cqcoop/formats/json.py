"""JSON (RFC 8259): plain data in, strict text out."""

import datetime
import json
import os

from cqcoop.errors import InvalidValue
from cqcoop.formats.files import write_text

__all__ = ["dump", "dumps"]


def dumps(value: object) -> str:
    """Return plain data as JSON: lists, dictionaries, texts, numbers, truth values and None.

    Two spaces of indent, keys in the order given, letters of every script as they are, dates as ISO 8601 text.
    No line end after the last line.

    Raises:
        InvalidValue: A number is not finite, which JSON cannot say; or something is not plain data, or holds itself.

    >>> print(dumps({"name": "重庆", "founded": datetime.date(1997, 3, 14), "parent": None}))
    {
      "name": "重庆",
      "founded": "1997-03-14",
      "parent": null
    }
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2, default=_plain)
    except (ValueError, TypeError) as error:
        # InvalidValue comes from _plain and is already in our words; the rest is in those of the standard library.
        raise error if isinstance(error, InvalidValue) else InvalidValue(f"expected plain data: {error}") from error


def dump(value: object, path: str | os.PathLike[str]) -> None:
    """Write plain data to a JSON file in UTF-8, whole or not at all.

    Raises:
        InvalidValue: As `dumps`; also for a lone surrogate, which UTF-8 has no form for.
        OSError: The file cannot be written; a file that was there is as it was.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     dump(["重庆"], Path(folder, "names.json"))
    ...     json.loads(Path(folder, "names.json").read_text("utf-8"))
    ['重庆']
    """
    write_text(path, dumps(value) + "\n")


def _plain(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise InvalidValue(f"expected plain data, found a {type(value).__name__}")
