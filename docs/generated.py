"""Tables that are made when the documentation is built, from the codebook and the data, so that they cannot go stale.

A page asks for one by a line of its own: `% generated: sources`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

import attrs
from sphinx.application import Sphinx

import cqcoop
from cqcoop import queries, values
from cqcoop.codebook import CODEBOOK, Term
from cqcoop.formats.markdown import escape
from cqcoop.records import CLASSES, Record
from cqcoop.vocabulary import terms

_MARK = re.compile(r"^% generated: (?P<what>[a-z-]+)$", re.MULTILINE)


def table(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table; a cell may hold Markdown, a bar in it is escaped."""
    lines = [list(heading)]
    lines += [["---"] * len(lines[0]), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# --- The codebook ----------------------------------------------------------------------------------------------------


def codebook() -> str:
    """Return a section for each vocabulary: where it is used, and what each of its terms means."""
    return "\n\n".join(_section(name, CODEBOOK[name].values()) for name in CODEBOOK)


def _section(vocabulary: str, entries: Iterable[Term]) -> str:
    used = ", ".join(f"`{place}`" for place in _places(terms(vocabulary))) or "`Record.datatype`"
    rows = [(f"`{term.value}`", term.label, term.definition) for term in entries]
    return f"### {vocabulary}\n\nUsed in {used}.\n\n{table(('term', 'shown as', 'meaning and use'), rows)}"


def _places(allowed: tuple[str, ...]) -> Iterator[str]:
    """Yield the fields that take these terms, as `Class.field`."""
    classes = [*CLASSES.values(), *(kind for name in values.__all__ if attrs.has(kind := getattr(values, name)))]
    for kind in classes:
        for attribute in attrs.fields(kind):
            parts = (attribute.type, *get_args(attribute.type))
            if any(get_args(part) == allowed for part in parts):
                yield f"{kind.__name__}.{attribute.name}"


def plover() -> str:
    """Return the crosswalk from kinds of event and agreement to PLOVER event types."""
    rows = [
        (vocabulary.removesuffix("Kind").lower(), f"`{term.value}`", term.label, term.plover or "–")
        for vocabulary in ("EventKind", "AgreementKind")
        for term in CODEBOOK[vocabulary].values()
    ]
    return table(("record", "kind", "shown as", "PLOVER"), rows)


def keywords() -> str:
    """Return what each collection can be filtered, sorted and counted by."""
    rows = [
        (f"`{kind.__name__}`", _listed(kind.filters.__annotations__), _listed(kind.keys))
        for kind in queries.COLLECTIONS.values()
    ]
    return table(("collection", "`filter`", "`sort_by`, `group_by`, `count_by`"), rows)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


# --- The data --------------------------------------------------------------------------------------------------------


def composition() -> str:
    """Return how many records of each type there are, and what dates they span."""
    rows = [(each.nouns, len(each), *_span(each)) for each in cqcoop.load().collections()]
    return table(("records", "number", "first possible day", "last possible day"), rows)


def _span(collection: Iterable[Record]) -> tuple[str, str]:
    dates = [date for record in collection for date in record.dates()]
    first = min((date.earliest for date in dates if date.earliest), default="–")
    last = max((date.latest for date in dates if date.latest), default="–")
    return str(first), str(last)


def evidence() -> str:
    """Return how many evidence entries there are of each mode and stance."""
    entries = [entry for record in cqcoop.load() for entry in record.evidence]
    modes, stances = (Counter(getattr(entry, name) for entry in entries) for name in ("mode", "stance"))
    rows = [("mode", f"`{mode}`", modes[mode]) for mode in terms("EvidenceMode")]
    rows += [("stance", f"`{stance}`", stances[stance]) for stance in terms("EvidenceStance")]
    return table(("of evidence", "term", "entries"), rows)


def kinds() -> str:
    """Return how many records there are of each kind, type by type."""
    rows = [
        (each.nouns, ", ".join(f"{kind} {count}" for kind, count in each.count_by("kind").most_common()))
        for each in cqcoop.load().collections()
        if "kind" in each.keys
    ]
    return table(("records", "kinds, with their numbers"), rows)


def languages() -> str:
    """Return in which languages the names are."""
    counted = Counter(name.language for record in cqcoop.load() for name in record.names)
    return table(("language of a name", "names"), ((f"`{tag}`", count) for tag, count in counted.most_common()))


def sources() -> str:
    """Return every source, with how many records rest on it."""
    ds = cqcoop.load()
    cited = Counter(key for record in ds for key in {entry.source for entry in record.evidence})
    rows = [
        (
            f"[{escape(source.name)}](<{source.url}>)" if source.url else escape(source.name),
            source.publisher or "–",
            source.kind,
            source.reliability or "–",
            source.published.describe() if source.published else "not dated",
            cited[source.id],
        )
        for source in sorted(ds.sources, key=lambda source: -cited[source.id])
    ]
    return table(("source", "publisher", "kind", "reliability", "published", "records"), rows)


def identity() -> str:
    """Return what the dataset says of itself."""
    ds = cqcoop.load()
    rows = [
        ("title", ds.manifest.title),
        ("version of the data", ds.version),
        ("version of the code", cqcoop.__version__),
        ("licence of the data", ds.licence),
        ("covers", ds.manifest.covers),
        ("records", len(ds)),
    ]
    return table(("", ""), rows)


TABLES: dict[str, Callable[[], str]] = {
    make.__name__: make
    for make in (codebook, plover, keywords, composition, evidence, kinds, languages, sources, identity)
}


def fill_in(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the tables where a page asks for them."""
    source[0] = _MARK.sub(lambda mark: TABLES[mark["what"]](), source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the tables to Sphinx."""
    app.connect("source-read", fill_in)
    return {"version": "1", "parallel_read_safe": True}
