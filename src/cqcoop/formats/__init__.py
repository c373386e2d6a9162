"""Rows in, one format per file, the same verbs in each: `dumps` gives text, `dump` writes a file, `to_…` gives a frame.

Nothing here knows a record, a collection or a dataset.
Rows are mappings from column to cell; `columns` chooses the columns and their order.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cqcoop.formats import csv as csv
    from cqcoop.formats import files as files
    from cqcoop.formats import frames as frames
    from cqcoop.formats import html as html
    from cqcoop.formats import json as json
    from cqcoop.formats import markdown as markdown
    from cqcoop.formats import text as text


def __getattr__(name: str) -> object:
    """Import a format when it is first asked for: who only reads records needs none of them."""
    if name not in {"csv", "files", "frames", "html", "json", "markdown", "text"}:
        raise AttributeError(f"module 'cqcoop.formats' has no attribute {name!r}")
    return import_module(f"cqcoop.formats.{name}")
