"""How to cite a record with the sources behind it, or the dataset."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from cqcoop.cards import lowered
from cqcoop.codebook import label
from cqcoop.dataset import Dataset, load
from cqcoop.errors import InvalidValue
from cqcoop.formats.cells import neutral, one_line
from cqcoop.records import Record, Source

__all__ = ["cite"]


def cite(
    what: Record | Dataset | str, *, style: Literal["text", "bibtex"] = "text", dataset: Dataset | None = None
) -> str:
    """Return how to cite a record, with the version of its dataset and the sources behind it, or a whole dataset.

    BibTeX gives an entry to the record and one to each of its sources.

    Args:
        what: A record, its id, any of its names, or a dataset.
        style: `text` for a sentence, `bibtex` for entries.
        dataset: The dataset of the record; the shipped one unless given.

    Raises:
        RecordNotFound: Nothing has this id or name.
        AmbiguousName: The name may be several records.
        InvalidValue: There is no such style.

    >>> import cqcoop
    >>> cite(cqcoop.load()).startswith("Chongqing external economic cooperation, version ")
    True
    >>> cite("liangjiang-wtpf-2023", style="bibtex").splitlines()[0]
    '@misc{liangjiang-wtpf-2023,'
    """
    if style not in ("text", "bibtex"):
        raise InvalidValue(f"style: expected 'text' or 'bibtex', found {style!r}")
    if isinstance(what, Dataset):
        return neutral(f"{_edition(what)}.") if style == "text" else _entry_of_dataset(what)
    held = load() if dataset is None else dataset
    record = held.lookup(what)
    cited = dict.fromkeys(entry.source for entry in record.evidence)
    sources = [source for key in cited if isinstance(source := held.get(key), Source) and source.id != record.id]
    return _as_sentence(record, sources, held) if style == "text" else _as_bibtex(record, sources, held)


def _edition(dataset: Dataset) -> str:
    version = f"{one_line(dataset.manifest.title)}, version {one_line(dataset.version)}"
    # With records of a user's own on top it is no edition, and its licence does not cover them.
    is_edition = dataset.licence is not None and not dataset.version.endswith("+own")
    return f"{version} ({one_line(dataset.licence or '')})" if is_edition else version


def _as_sentence(record: Record, sources: Iterable[Source], dataset: Dataset) -> str:
    kind = lowered(label("Datatype", record.datatype))
    named = _origin(record, dataset) if isinstance(record, Source) else f"“{one_line(record.name)}”"
    said = f"{named} ({kind}, id {record.id}). In: {_edition(dataset)}."
    listed = "; ".join(_origin(source, dataset) for source in sources)
    # An address that ends the text is not followed by a full stop, which would be taken for a part of it.
    return neutral(f"{said} Sources: {listed}" if listed else said)


def _origin(source: Source, dataset: Dataset) -> str:
    title = f"“{source.title}”" if source.title else source.name
    parts = (_publisher(source, dataset), title, source.published and source.published.describe(), source.url)
    return one_line(", ".join(part for part in parts if part))


def _publisher(source: Source, dataset: Dataset) -> str | None:
    known = dataset.resolve(source.publisher)
    if known is None and source.publisher is None:
        return None
    return known.name if known else str(source.publisher)


def _as_bibtex(record: Record, sources: Sequence[Source], dataset: Dataset) -> str:
    origins = f"; from the sources {', '.join(source.id for source in sources)}" if sources else ""
    if isinstance(record, Source):
        return "\n\n".join(_entry_of_source(source, dataset) for source in (record, *sources))
    fields = {
        "title": record.name,
        "howpublished": f"In: {_edition(dataset)}",
        "note": f"{label('Datatype', record.datatype)}, id {record.id}{origins}",
    }
    return "\n\n".join([_bibtex(record.id, fields), *(_entry_of_source(source, dataset) for source in sources)])


def _entry_of_dataset(dataset: Dataset) -> str:
    note = f"Version {dataset.version}" + (f", {dataset.licence}" if dataset.licence else "")
    key = re.sub(r"[^a-z0-9.]+", "-", f"dataset-{dataset.version}".lower())
    return _bibtex(key, {"title": dataset.manifest.title, "note": note})


def _entry_of_source(source: Source, dataset: Dataset) -> str:
    published = source.published
    fields = {
        "title": source.title or source.name,
        "author": _publisher(source, dataset),
        "year": published and published.year,
        "month": published and published.month,
        "url": source.url,
    }
    return _bibtex(source.id, fields)


_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)


def _bibtex(key: str, fields: dict[str, Any]) -> str:
    lines = [f"@misc{{{key},"]
    for name, value in fields.items():
        if value is None:
            continue
        said = neutral(one_line(str(value)))
        if name == "url":
            # An address is set as it stands; braces and backslashes would end the field or start a command.
            said = said.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
        else:
            said = said.translate(_TEX)
        # A second pair of braces keeps capitals in titles and keeps the name of a body in one piece.
        lines.append(f"  {name} = {{{{{said}}}}}," if name in ("title", "author") else f"  {name} = {{{said}}},")
    return "\n".join([*lines, "}"])
