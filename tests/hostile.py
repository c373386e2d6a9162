"""Files that nobody in their right mind would write, for the tests of reading."""

import json
from pathlib import Path
from typing import Any

from cqcoop.dataset import Dataset, read
from cqcoop.errors import InvalidDataset, Problem

FAIR = {"id": "e", "kind": "fair"}


def fair(**more: Any) -> dict[str, Any]:
    """Return one file's data with one event."""
    return {"events": [{**FAIR, **more}]}


def saved(folder: Path, content: str | bytes | Any) -> Path:
    """Write a file as given: text and bytes as they are, all else as JSON."""
    path = folder / "mine.json"
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.write_bytes(content.encode(errors="surrogatepass") if isinstance(content, str) else content)
    return path


def problems_in(path: Path, base: Dataset | None = None) -> tuple[Problem, ...]:
    """Return what reading refuses; empty where it takes it."""
    try:
        read(path, base=base)
    except InvalidDataset as error:
        problems, text = error.problems, str(error)
    else:
        return ()
    assert text.count("\n") == len(problems), "each problem must be one line"
    for problem in problems:
        assert problem.file
        assert problem.expected
        assert problem.found
        assert len(str(problem)) < 2_000
    return problems
