"""What must hold between the records of a dataset, and between a record and its evidence."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from cqcoop.errors import Problem, did_you_mean
from cqcoop.links import links_of, targets
from cqcoop.records import WITHOUT_EVIDENCE, Record, field_names
from cqcoop.store import FILES
from cqcoop.values import Mention

__all__ = ["evidence_problems", "link_problems", "reference_problems"]

MOST_HINTS = 20
"""For how many dangling links the nearest id is looked for: each such search goes through all ids."""


def link_problems(
    records: Mapping[str, Record],
    checked: Iterable[Record],
    redirects: Mapping[str, str],
    unread: Collection[str] = (),
    missing: frozenset[str] = frozenset(),
) -> Iterator[Problem]:
    """Yield what is wrong with the links of the checked records: dangling, of the wrong type, or going in a circle.

    Args:
        records: Everything that a link may point at, by id.
        checked: The records whose links are looked at.
        redirects: Ids that were merged into others.
        unread: Ids of records that are there but could not be built.
        missing: Record types of which nothing could be read.
    """
    checked = tuple(checked)
    hints = MOST_HINTS
    for record in checked:
        for field, key in links_of(record):
            target = records.get(redirects.get(key, key))
            expected = targets(record, field)
            if target is None and (key in unread or expected & missing):
                continue
            if target is None:
                hints -= 1
                near = did_you_mean(key, records) if hints >= 0 else ""
                found = f"{key!r}, which no record has{near}"
                yield _problem(record, field, f"the id of a record ({_either(expected)})", found)
            elif target.datatype not in expected:
                yield _problem(
                    record, field, f"the id of a record ({_either(expected)})", f"the {target.datatype} {key!r}"
                )
    for relation in ("part_of", "parent", "predecessors", "derived_from", "supersedes"):
        yield from _circles(records, checked, relation)
    for old, new in redirects.items():
        if old in records:
            yield Problem("manifest.json", old, "redirects", "an id that no record has any more", "a record with it")
        if new not in records:
            yield Problem("manifest.json", old, "redirects", "the id of a record", f"{new!r}, which no record has")


def _either(datatypes: Iterable[str]) -> str:
    return " or ".join(sorted(datatypes))


def _problem(record: Record, field: str, expected: str, found: str) -> Problem:
    return Problem(FILES[record.datatype], record.id, field, expected, found)


def _circles(records: Mapping[str, Record], checked: Iterable[Record], relation: str) -> Iterator[Problem]:
    """Yield a problem for each circle of a relation that touches a checked record."""
    looked_at = {record.id for record in checked}
    above: dict[str, set[str]] = {}
    for record in records.values():
        held = getattr(record, relation, None)
        mentions = held if isinstance(held, tuple) else (held,)
        above[record.id] = {
            mention.id for mention in mentions if isinstance(mention, Mention) and mention.id is not None
        }
    for circle in _circles_in(above):
        if looked_at.intersection(circle):
            first = circle.index(min(circle))
            way = " → ".join([*circle[first:], *circle[: first + 1]])
            yield _problem(records[min(circle)], relation, "no way back to the record itself", way)


def _circles_in(above: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Yield the ids along circles, no record in two of them; in linear time, as anybody's file may be full of them."""
    sorter = TopologicalSorter(above)
    with suppress(CycleError):
        sorter.prepare()
    remaining = set(above)
    while ready := sorter.get_ready():
        remaining.difference_update(ready)
        sorter.done(*ready)
    # What is left lies on a circle or below one: from each there is a way up that never ends.
    settled: set[str] = set()
    for start in sorted(remaining):
        path: dict[str, None] = {}
        here = start
        while here not in path and here not in settled:
            path[here] = None
            here = min(above[here] & remaining)
        if here in path:
            way = list(path)
            yield way[way.index(here) :]
        settled.update(path)


def reference_problems(record: Record) -> Iterator[Problem]:
    """Yield evidence that hangs in the air: keys used twice or cited in vain, and names of fields that do not exist."""
    keys = Counter(entry.key for entry in record.evidence)
    for key, count in keys.items():
        if count > 1:
            yield _problem(record, "evidence", "a key used once", f"{key!r} {count} times")
    fields = field_names(type(record))
    for entry in record.evidence:
        for field in entry.fields:
            if field not in fields:
                found = f"{field!r}{did_you_mean(field, fields)}"
                yield _problem(record, f"evidence {entry.key}", "the name of a field", found)
    for note in record.coverage:
        if note.field not in (*fields, *record.computed):
            found = f"{note.field!r}{did_you_mean(note.field, fields)}"
            yield _problem(record, "coverage", "the name of a field", found)
    for field, item in record.items():
        for key in item.cites:
            if key not in keys:
                found = f"{key!r}{did_you_mean(key, keys)}"
                yield _problem(record, field, "the key of an evidence entry of the record", found)


def evidence_problems(record: Record) -> Iterator[Problem]:
    """Yield what a record states without evidence."""
    supported = {field for entry in record.evidence if entry.stance == "supports" for field in entry.fields}
    for field in field_names(type(record)):
        value = getattr(record, field)
        if field in WITHOUT_EVIDENCE or value is None or isinstance(value, tuple | Mention):
            continue
        if field not in supported:
            yield _problem(record, field, "an evidence entry that supports the field", "none")
    for field, item in record.items():
        if not item.cites:
            yield _problem(record, field, "the key of an evidence entry in `cites`", f"none for {str(item)[:60]!r}")
