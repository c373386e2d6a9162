"""The command line: `cqcoop COMMAND …`, or `python -m cqcoop COMMAND …`.

Each command makes a text and an exit code; what is common to all of them (formats, files, terminals, errors) is at
the end, from `main` upward. What a question means is for the library to say: here options become its calls.
"""

import os
import sys
from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from shutil import get_terminal_size
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal, NamedTuple, NoReturn, get_args

from cqcoop import __version__, store
from cqcoop.briefing import SectionName, brief
from cqcoop.citation import cite
from cqcoop.codec import to_plain
from cqcoop.dataset import Dataset, Reading, examine, load
from cqcoop.errors import CqcoopError, InvalidDataset, InvalidValue, Problem
from cqcoop.flat import columns, flat
from cqcoop.formats import csv, json, markdown, text
from cqcoop.formats.cells import Cell, Row, neutral
from cqcoop.formats.files import write_text
from cqcoop.periods import Period
from cqcoop.queries import COLLECTIONS, Collection
from cqcoop.records import CLASSES, Record, Source, field_names
from cqcoop.store import FILES, MANIFEST, Manifest
from cqcoop.values import Code, Coverage, Evidence, Mention, Participation, SectorCode
from cqcoop.vocabulary import terms

__all__ = ["main"]

FINE: Final = 0
PROBLEMS: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130
"""What a shell reports of a command that was stopped from the keyboard."""
UNREAD: Final = 141
"""What a shell reports of a command whose reader went away."""

SHIPPED: Final = Path(__file__).with_name("data")
LISTED: Final = 10
"""How many problems an error message lists; `check` lists all."""

PROSE: Final = 100
"""The width of running text where there is no terminal."""
NARROWEST: Final = 40
"""The width below which nothing is set any narrower."""
READABLE: Final = 30
"""How much of a name must be seen in a table."""


class Result(NamedTuple):
    """What a command has to say, and its exit code."""

    text: str
    code: int = FINE


class Table(NamedTuple):
    """Rows for people, with the column that holds running text, and one that may be cut or left out before it."""

    columns: tuple[str, ...]
    rows: Sequence[Row]
    main: str
    spare: str = ""


# --- One record ------------------------------------------------------------------------------------------------------


def _brief(args: Namespace) -> Result:
    page = brief(args.who, during=args.during, sections=args.only, dataset=_dataset(args))
    return Result({"text": page.__str__, "md": page.to_markdown, "html": page.to_html}[_format(args)]())


def _cite(args: Namespace) -> Result:
    dataset = _dataset(args)
    style: Literal["text", "bibtex"] = "bibtex" if _format(args) == "bibtex" else "text"
    return Result(cite(dataset if args.who is None else args.who, style=style, dataset=dataset))


def _show(args: Namespace) -> Result:
    dataset = _dataset(args)
    record = dataset.lookup(args.who)
    if _format(args) == "json":
        return Result(json.dumps(to_plain(record, sparse=True)))
    return Result("\n".join(_page(dataset, record, _width(args) or PROSE)))


def _page(dataset: Dataset, record: Record, width: int) -> Iterator[str]:
    """Yield a record line by line: the name, every field that says something, the evidence source by source."""
    yield text.wrap(record.name, width)
    yield f"{record.datatype} {record.id}"
    yield ""
    for field in field_names(type(record)):
        value = getattr(record, field)
        if field not in ("id", "evidence") and value not in (None, ()):
            yield _field(dataset, record, field, value, width)
    by_source: dict[str, list[Evidence]] = {}
    for entry in record.evidence:
        by_source.setdefault(entry.source, []).append(entry)
    for key, entries in by_source.items():
        yield f"\n{text.wrap(_origin(dataset.get(key), key), width, indent='  ', first='evidence from ')}"
        yield from (text.wrap(_entry(entry), width, indent="    ", first="  ") for entry in entries)


def _field(dataset: Dataset, record: Record, field: str, value: object, width: int) -> str:
    label = f"{field.replace('_', ' '):<16} "
    indent = " " * len(label)
    if not isinstance(value, tuple):
        keys = [entry.key for entry in record.evidence_for(field)]
        return text.wrap(_words(dataset, value) + _cited(keys), width, indent=indent, first=label)
    items = [_words(dataset, item) + _cited(getattr(item, "cites", ())) for item in value]
    bullet = "- " if len(items) > 1 else ""
    starts = [label, *[indent] * (len(items) - 1)]
    inner = indent + " " * len(bullet)
    return "\n".join(
        text.wrap(item, width, indent=inner, first=start + bullet) for start, item in zip(starts, items, strict=True)
    )


def _cited(keys: Iterable[str]) -> str:
    listed = ", ".join(keys)
    return f" [{listed}]" if listed else ""


def _words(dataset: Dataset, value: object) -> str:
    """Return a value in words, all but the evidence it cites: what it is, and in brackets what else it says."""
    if isinstance(value, Period):
        return value.describe()
    plain = to_plain(value)
    if not isinstance(plain, dict):
        return str(value)
    head, said = _head(dataset, value)
    details = [
        f"{'' if name in _SPEAKS_FOR_ITSELF else name.replace('_', ' ') + ' '}{_listed_words(dataset, inner)}"
        for name in plain
        if name not in said and (inner := getattr(value, name)) not in (None, ())
    ]
    return f"{head} ({'; '.join(details)})" if details else head


_SPEAKS_FOR_ITSELF: Final = frozenset({"basis", "kind", "language", "note", "qualifier"})
"""Fields of a value that need no label beside their words."""


def _listed_words(dataset: Dataset, value: object) -> str:
    items = value if isinstance(value, tuple) else (value,)
    return ", ".join(_words(dataset, item) for item in items)


def _head(dataset: Dataset, value: Any) -> tuple[str, frozenset[str]]:
    """Return what a value says first, and the names of the fields that are done with then."""
    done = frozenset({"cites"})
    if isinstance(value, Mention):
        return _link(dataset, value), done | {"printed", "id"}
    if isinstance(value, Participation):
        return f"{value.role}: {_link(dataset, value)}", done | {"role", "printed", "id"}
    if isinstance(value, Code):
        return f"{value.scheme} {value.value}", done | {"scheme", "value"}
    if isinstance(value, SectorCode):
        return f"{value.code} {value.title}", done | {"code"}
    if isinstance(value, Coverage):
        return f"{value.field} {value.extent}", done | {"field", "extent"}
    first = next(iter(to_plain(value)))
    return _words(dataset, getattr(value, first)), done | {first}


def _link(dataset: Dataset, link: Mention | Participation) -> str:
    record = dataset.resolve(link)
    name = link.printed or (record.name if record else str(link))
    return f"{name} <{link.id}>" if link.id else name


def _origin(source: Record | None, key: str) -> str:
    if not isinstance(source, Source):
        return key
    return ", ".join(part for part in (f"{source.name} <{key}>", source.url) if part)


def _entry(entry: Evidence) -> str:
    """Return an entry of evidence in words: its key, where it stands, what it supports or disputes, and how."""
    where = [
        f"paragraph {entry.paragraph}" if entry.paragraph else "",
        f'"{entry.quotation}"' if entry.quotation else "",
    ]
    how = ": ".join(part for part in ("" if entry.mode == "stated" else entry.mode, entry.step) if part)
    fields = ", ".join(entry.fields)
    verb = f"{entry.stance} {fields}".rstrip() if fields or entry.stance == "disputes" else ""
    rival = f"rival value {entry.rival}, not preferred: {entry.reason}" if entry.stance == "disputes" else ""
    return f"[{entry.key}] " + "; ".join(part for part in (*where, verb, rival, how) if part)


# --- Many records ----------------------------------------------------------------------------------------------------

MORE: Final = {
    "event": "place",
    "agreement": "participations",
    "organisation": "seat",
    "park": "district",
    "person": "posts",
    "place": "part_of",
    "initiative": "run_by",
    "source": "publisher",
}
"""The column of `flat` that a table of each record type shows where there is room for it."""


def _select(args: Namespace) -> Result:
    chosen = _selected(getattr(_dataset(args), args.command), args)
    if args.count_by is not None:
        return _counted(chosen, args)
    found, chosen = len(chosen), chosen[: args.limit]
    form = _format(args)
    if form == "table":
        return Result(_captioned(_overview(chosen), found, chosen.noun, chosen.nouns, args))
    return Result({"json": chosen.to_json, "csv": chosen.to_csv, "md": chosen.to_markdown}[form]())


def _selected(group: Any, args: Namespace) -> Any:
    """Return what the options leave of a collection, in the order they ask for."""
    asked = vars(args)
    if asked.get("kind"):
        group = group.filter(kind=args.kind)
    if args.during is not None:
        group = group.during(args.during, certainly=args.certainly)
    elif args.certainly:
        raise InvalidValue("--certainly goes with --during, which is missing")
    for who, role in args.involving or ():
        group = group.involving(who, role=role)
    if asked.get("between"):
        group = group.between(*args.between)
    for method in ("within", "in_sector", "cited_by", "supported_by"):
        if asked.get(method) is not None:
            group = getattr(group, method)(asked[method])
    if args.sort is not None:
        return group.sort_by(args.sort, reverse=args.reverse)
    return group[::-1] if args.reverse else group


def _overview(group: Collection[Any, Any]) -> Table:
    kind = CLASSES[next(key for key, known in COLLECTIONS.items() if isinstance(group, known))]
    more = MORE[kind.datatype]
    heading = ["id", *(name for name in (kind.date_field, "kind") if name in columns(kind)), "name", more]
    rows = [flat(record) for record in group]
    return Table(tuple(heading), rows, "name", more)


def _counted(group: Any, args: Namespace) -> Result:
    """Count by a key, the most frequent first, then in order of the values, with those that have none last."""
    counts = group.count_by(args.count_by)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0] is None, item[0] or 0))
    nothing = "(none)" if _format(args) == "table" else None
    rows: list[Row] = [
        {args.count_by: nothing if value is None else to_plain(value), group.nouns: count} for value, count in ordered
    ]
    table = Table((args.count_by, group.nouns), rows, args.count_by)
    return Result(_tabled(table, "value", "values", args))


def _search(args: Namespace) -> Result:
    dataset = _dataset(args)
    group: Any = dataset if args.type is None else next(g for g in dataset.collections() if g.noun == args.type)
    rows = [
        {**match._asdict(), "type": dataset[match.id].datatype, "name": dataset[match.id].name}
        for match in group.search(args.text, args.limit)
    ]
    table = Table(("id", "type", "how", "score", "matched", "name"), rows, "matched", "name")
    return Result(_tabled(table, "match", "matches", args, limited=True))


def _counterparts(args: Namespace) -> Result:
    found = _dataset(args).counterparts(args.who, during=args.during)
    rows = [
        {"together": len(one.together), "name": one.name, "id": one.id, "in": "; ".join(one.together)} for one in found
    ]
    table = Table(("together", "name", "id", "in"), rows, "name", "in")
    plain = [one._asdict() for one in found]
    return Result(_tabled(table, "counterpart", "counterparts", args, plain=plain))


def _timeline(args: Namespace) -> Result:
    found = _dataset(args).timeline(args.who, during=args.during)
    rows = [{**moment._asdict(), "when": str(moment.when) if moment.when else None} for moment in found]
    if _format(args) != "table":
        return Result(_tabled(Table(("when", "what", "id", "field"), rows, "what"), "entry", "entries", args))
    shown = found[: args.limit]
    lines = [_caption(len(found), len(shown), "entry", "entries")]
    for (when, key), moments in groupby(shown, key=lambda moment: (moment.when, moment.id)):
        lines += ["", f"{when.describe() if when else 'undated'} · {key}"]
        lines += [text.wrap(one.what, _width(args) or PROSE, indent="    ", first="  - ") for one in moments]
    return Result("\n".join(lines))


# --- Tables and formats ----------------------------------------------------------------------------------------------


def _tabled(
    table: Table, noun: str, nouns: str, args: Namespace, *, plain: list[Any] | None = None, limited: bool = False
) -> str:
    """Return rows in the format that was asked for; `plain` is what JSON gives if not the rows."""
    found, limit = len(table.rows), None if limited else args.limit
    table = table._replace(rows=table.rows[:limit])
    form = _format(args)
    if form == "json":
        return json.dumps([dict(row) for row in table.rows] if plain is None else plain[:limit])
    if form == "csv":
        return csv.dumps(table.columns, table.rows)
    if form == "md":
        return markdown.dumps(table.columns, table.rows)
    return _captioned(table, found, noun, nouns, args)


def _captioned(table: Table, found: int, noun: str, nouns: str, args: Namespace) -> str:
    caption = _caption(found, len(table.rows), noun, nouns)
    return f"{caption}\n\n{_set(table, _width(args))}" if table.rows else caption


def _caption(found: int, shown: int, noun: str, nouns: str) -> str:
    counted = f"{found} {noun if found == 1 else nouns}"
    return counted if shown == found else f"{counted}, the first {shown}"


def _set(table: Table, width: int | None) -> str:
    """Set a table so that what the next question needs, such as an id, is never cut; whole where there is no width.

    Columns that say nothing are left out. Where the running text would be cut too short, entries take its place.
    """
    kept = [name for name in table.columns if name == table.main or any(True for _ in _filled(table, name))]
    if width is None:
        return text.dumps(kept, table.rows, width=sys.maxsize)
    sizes = {name: max(text.width_of(str(cell)) for cell in (name, *_filled(table, name))) for name in kept}
    room = width - sum(sizes[name] + 2 for name in kept if name not in (table.main, table.spare))
    least = min(sizes[table.main], READABLE)
    beside = room - min(sizes[table.main], max(least, room // 2)) - 2
    if table.spare in kept and beside < min(sizes[table.spare], READABLE // 2):
        kept.remove(table.spare)
    if room < least:
        return "\n".join(_entries(table, width))
    if table.spare in kept:
        sizes[table.spare] = min(sizes[table.spare], beside)
        room -= sizes[table.spare] + 2
    rooms = {table.main: room, table.spare: sizes.get(table.spare, 0)}
    rows = [{name: _shortened(row[name], rooms.get(name, width)) for name in kept} for row in table.rows]
    return text.dumps(kept, rows, width=width)


def _filled(table: Table, column: str) -> Iterator[Cell]:
    return (row[column] for row in table.rows if row[column] is not None)


def _shortened(cell: Cell, room: int) -> Cell:
    if not isinstance(cell, str) or text.width_of(cell) <= room:
        return cell
    return text.wrap(" ".join(cell.split()), room - 1).partition("\n")[0] + "…"


def _entries(table: Table, width: int) -> Iterator[str]:
    """Yield two or more lines for each row: what is short side by side, and below it the running text."""
    for row in table.rows:
        short = [str(row[name]) for name in table.columns if name not in (table.main, table.spare) and row[name]]
        yield neutral(" · ".join(short))
        yield text.wrap(str(row[table.main] or ""), width, indent="  ")


# --- A folder of data ------------------------------------------------------------------------------------------------


class Examined(NamedTuple):
    """A folder or file that was read with every check, and what it was read on top of."""

    reading: Reading
    base: Dataset | None
    holds_shipped: bool
    """Whether it holds the shipped records itself."""


def _dataset(args: Namespace) -> Dataset:
    """Return the shipped dataset, with the user's own records if there are any."""
    if args.data is None or _is_shipped(Path(args.data)):
        return load()
    reading = _examine(Path(args.data), None).reading
    if reading.problems:
        raise InvalidDataset(reading.problems)
    if reading.bare:
        count = _plural(len(reading.bare), "value")
        _say(f"warning: {args.data}: {count} without evidence; `cqcoop check {args.data}` lists what is missing")
    return reading.dataset


def _is_shipped(path: Path) -> bool:
    return path.exists() and SHIPPED.exists() and path.samefile(SHIPPED)


def _examine(path: Path, base: str | None) -> Examined:
    """Read a folder or file and look at everything: files, values, ids, links and evidence."""
    reading = examine(path)
    holds_shipped = _is_shipped(path) or _holds_shipped(reading.own)
    if base == "none" or (base is None and holds_shipped):
        return Examined(reading, None, holds_shipped)
    return Examined(examine(path, base=load()), load(), holds_shipped)


def _holds_shipped(own: Sequence[Record]) -> bool:
    """Tell whether most of the shipped records are among these: then they are an edition of them, no addition."""
    shipped = load()
    return 2 * sum(record.id in shipped for record in own) > len(shipped)


def _check(args: Namespace) -> Result:
    found = _examine(Path(args.folder), args.base)
    strict = found.holds_shipped if args.strict is None else args.strict
    problems = (*found.reading.problems, *(found.reading.bare if strict else ()))
    warnings = () if strict else found.reading.bare
    lines = [*map(str, problems), *(f"warning: {warning}" for warning in warnings)]
    return Result("\n".join([*lines, _verdict(args.folder, found, problems, warnings)]), PROBLEMS if problems else FINE)


def _verdict(folder: str, examined: Examined, problems: Sequence[Problem], warnings: Sequence[Problem]) -> str:
    found = [_plural(len(problems), "problem") if problems else "no problems"]
    found += [_plural(len(warnings), "warning")] if warnings else []
    records = _plural(len(examined.reading.own), "record")
    alone = "alone, as it holds the shipped records itself" if examined.holds_shipped else "alone"
    how = f"on top of the shipped data {examined.base.version}" if examined.base else alone
    return f"{folder}: {' and '.join(found)}; checked files, values, ids, links and evidence of {records}, {how}"


def _fmt(args: Namespace) -> Result:
    path = Path(args.folder)
    if path.is_file() and path.suffix != ".json":
        raise InvalidValue(f"{path}: expected a folder or a file that ends in .json")
    try:
        contents = store.read_checked(str(path), trust_checksums=False)
    except InvalidDataset as error:
        count = _plural(len(error.problems), "problem")
        last = f"{path}: {count}; nothing was written"
        return Result("\n".join([*map(str, error.problems), last]), PROBLEMS)
    records = [record for shelf in contents.shelves.values() for record in shelf.records()]
    if not records:
        raise InvalidValue(f"{path}: expected a dataset, found no record in any of {', '.join(FILES.values())}")
    changed, kept = _compared(path, contents.manifest, records)
    if not changed:
        return Result(f"{path}: nothing to do, {_plural(kept, 'file')} in order")
    if args.check:
        return Result(f"{path}: would rewrite {', '.join(changed)}", PROBLEMS)
    store.write(str(path), contents.manifest, records, replace=True)
    return Result(f"{path}: rewrote {', '.join(changed)}; {_plural(kept, 'other file')} in order")


def _compared(path: Path, manifest: Manifest, records: Iterable[Record]) -> tuple[list[str], int]:
    """Return the names of the files that `store.write` would change, and how many it would leave as they are."""
    with TemporaryDirectory() as folder:
        draft = Path(folder, "draft.json" if path.is_file() else "draft")
        store.write(str(draft), manifest, records)
        names = [""] if path.is_file() else [name for name in (*FILES.values(), MANIFEST) if _either(path, draft, name)]
        changed = [name or path.name for name in names if _read(path / name) != _read(draft / name)]
    return changed, len(names) - len(changed)


def _either(one: Path, other: Path, name: str) -> bool:
    return (one / name).exists() or (other / name).exists()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


# --- What can be asked, and how --------------------------------------------------------------------------------------


class Command(NamedTuple):
    """A command: what it does in a few words and in full, and examples that work on the shipped data."""

    run: Callable[[Namespace], Result]
    short: str
    long: str
    examples: tuple[str, ...]


DOCUMENT: Final = ("text", "md", "html")
PAGE: Final = ("text", "json")
CITATION: Final = ("text", "bibtex")
TABLE: Final = ("table", "json", "csv", "md")
"""The formats of each sort of answer, the usual one first."""
SUFFIXES: Final = {".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".csv": "csv", ".bib": "bibtex"}
"""The format that the name of a file asks for; with any other name it is the usual one."""

ASKING: Final = {
    "brief": Command(
        _brief,
        "all there is on somebody or something, as a page",
        "A page on a territory, district, park, body, person or event: what happened, what was agreed, with whom, and "
        "from which sources.",
        ("brief Italy", "brief Italy --during 2024 --format md", "brief WTPF -o wtpf.html"),
    ),
    "show": Command(
        _show,
        "one record: all fields, each with its evidence",
        "All that one record says, with the keys of the evidence for it in brackets, and the evidence by source. "
        "What stands in <> is the id of what a record points at. Evidence is stated by its source unless it says "
        "how else it follows.",
        ("show liangjiang-wtpf-2023", 'show "Bruno Masier"', "show italy --format json"),
    ),
    "search": Command(
        _search,
        "find records by name, ranked; typing errors are forgiven",
        "Records with a name like the text, best first: which name matched, how (exact, prefix, words, partial, typo) "
        "and how well (1 is exact). Sources are searched, by title, with --type source.",
        ('search "Wang Zhigan"', "search Yongchaun", "search Chongqing --type organisation --limit 5"),
    ),
    "timeline": Command(
        _timeline,
        "what happened to somebody or something, earliest first",
        "Events, agreements, milestones, posts and statements, earliest first; what has no date comes last.",
        ("timeline cross-straits-zone-chongqing", "timeline Italy --during 2024 --format csv"),
    ),
    "counterparts": Command(
        _counterparts,
        "who takes part in the same events and agreements",
        "Who takes part in the same events and agreements, the most frequent first.",
        ('counterparts "Taipei World Trade Center"', "counterparts Italy --limit 5", "counterparts WTPF --format json"),
    ),
    "cite": Command(
        _cite,
        "how to cite a record, or the dataset",
        "How to cite a record with the sources behind it, or the dataset as a whole; always with the version of the "
        "data.",
        ("cite liangjiang-wtpf-2023", "cite", 'cite "Bruno Masier" --format bibtex'),
    ),
}

LISTING: Final = {
    "events": Command(
        _select,
        "fairs, visits, signings, launches, meetings",
        "Events that all the options fit, or all events.",
        (
            "events --involving Italy --during 2024",
            "events --involving Italy --involving Yongchuan --role visited",
            "events --count-by kind",
        ),
    ),
    "agreements": Command(
        _select,
        "memoranda, frameworks, contracts, purchases",
        "Agreements that all the options fit, or all agreements.",
        ('agreements --between "Liangjiang New Area" WTPF', "agreements --during 2023 --certainly --format json"),
    ),
    "organisations": Command(
        _select,
        "authorities, companies, consulates, trade bodies",
        "Organisations that all the options fit, or all organisations.",
        ("organisations --kind consulate --sort territory", "organisations --count-by territory --limit 5"),
    ),
    "parks": Command(
        _select,
        "industrial parks and zones",
        "Parks and zones that all the options fit, or all of them.",
        ("parks --within Chongqing", "parks --kind new-area --format csv", "parks --count-by kind"),
    ),
    "people": Command(
        _select,
        "people in office, with their posts",
        "People in office that all the options fit, or all of them.",
        ("people --involving WTPF", "people --sort name --limit 5"),
    ),
    "places": Command(
        _select,
        "territories, districts, regions, venues",
        "Places that all the options fit, or all places.",
        ("places --within Chongqing", "places --kind territory --format csv"),
    ),
    "initiatives": Command(
        _select,
        "series of fairs, programmes, corridors",
        "Initiatives that all the options fit, or all initiatives.",
        ("initiatives --kind event-series", "initiatives --count-by kind"),
    ),
    "sources": Command(
        _select,
        "the texts that everything rests on",
        "Sources that all the options fit, or all sources.",
        ("sources --during 2024", "sources --sort published --reverse", "sources --count-by reliability"),
    ),
}

KEEPING: Final = {
    "check": Command(
        _check,
        "check data: files, values, ids, links, evidence",
        "Reads a folder or .json file with every check and lists each problem: file · record · field, what was "
        "expected and what was found. Your own records are checked on top of the shipped ones; a folder that holds "
        "most of the shipped records itself is checked alone, and there a value without evidence is a problem, "
        "elsewhere a warning.",
        ("check my-data", "check my-data --strict", "check src/cqcoop/data"),
    ),
    "fmt": Command(
        _fmt,
        "bring a folder of data into the canonical layout",
        "Accepts files as they were edited: checks every value, rewrites the files in the canonical layout and the "
        "manifest with their checksums. Says what changed; if there is any problem, nothing is written.",
        ("fmt my-data", "fmt my-data --check", "fmt src/cqcoop/data"),
    ),
}

FIRST: Final = """\
five things to do first:
  cqcoop brief Italy                         all about Italy, on a page
  cqcoop search "Wang Zhigan"                find who or what is meant
  cqcoop events --involving Italy            list what fits, in many ways
  cqcoop show liangjiang-wtpf-2023           one record with its evidence
  cqcoop check my-data                       check records of your own

Who or what is meant is said by an id or by any name: italy, Italy, IT, WTPF.
Periods are EDTF or plain words: 2024, 2024-07, "July 2024", 2023/2024.
Every command has its own help, with examples: cqcoop events --help"""

LAST: Final = """\
exit codes:
  0    fine, also where nothing fits
  1    data has problems; fmt --check would change something
  2    nothing has this id or name, or the command cannot be understood or done
  130  interrupted; 141 the reader of the output went away

`python -m cqcoop` is the same as `cqcoop`. Files are written in UTF-8, whole
or not at all; what a terminal cannot print is replaced by a question mark."""


HELP: Final = partial(RawDescriptionHelpFormatter, max_help_position=28)


class Parser(ArgumentParser):
    """A parser that says in two lines what is wrong, without reciting all options, and prints on any terminal."""

    def print_help(self, file: object = None) -> None:
        """Print the help as everything else is printed: on any terminal."""
        _print(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Leave with the message and where to find help."""
        self.exit(REFUSED, f"{self.prog}: {neutral(message)}\nsee `{self.prog} --help`\n")


class Involving(Action):
    """Collects who is involved, and the role of the one before it."""

    def __call__(self, parser: ArgumentParser, args: Namespace, values: Any, option: str | None = None) -> None:
        """Add somebody, or give the last one a role."""
        known: list[tuple[str, str | None]] = list(args.involving or ())
        if option == "--involving":
            known.append((values, None))
        elif not known or known[-1][1] is not None:
            parser.error("--role goes with the --involving before it, which is missing")
        else:
            known[-1] = (known[-1][0], values)
        args.involving = known


def _count(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise ArgumentTypeError(f"expected a whole number from 1, found {given!r}")
    return int(given)


def _parser() -> ArgumentParser:
    parser = Parser(
        prog="cqcoop",
        description=f"Records on Chongqing's external economic cooperation, each with its evidence.\n\n{FIRST}",
        epilog=LAST,
        formatter_class=HELP,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the versions of the code and of the data")
    _add_data(parser, None)
    added = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", parser_class=Parser)
    for name, command in (ASKING | LISTING | KEEPING).items():
        examples = "\n".join(f"  cqcoop {example}" for example in command.examples)
        one = added.add_parser(
            name,
            help=command.short,
            description=text.wrap(command.long, 78),
            epilog=f"examples:\n{examples}",
            formatter_class=HELP,
            allow_abbrev=False,
        )
        one.set_defaults(run=command.run)
        _OPTIONS[name](one)
    return parser


def _add_data(parser: ArgumentParser, default: str | None) -> None:
    told = "records of your own, read on top of the shipped ones"
    parser.add_argument("--data", metavar="FOLDER|FILE", default=default, help=told)


def _add_output(parser: ArgumentParser, formats: tuple[str, ...]) -> None:
    _add_data(parser, SUPPRESS)
    told = f"how to write it; {formats[0]} unless the name of the file says otherwise"
    parser.add_argument("--format", choices=formats, help=told)
    parser.set_defaults(formats=formats)
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file instead of the terminal")


def _add_who(parser: ArgumentParser, told: str = "an id or any name") -> None:
    parser.add_argument("who", metavar="WHO", help=told)


def _add_during(parser: ArgumentParser) -> None:
    parser.add_argument("--during", metavar="PERIOD", help="only what lies, or may lie, in this period")


def _add_limit(parser: ArgumentParser, default: int | None = None) -> None:
    usual = f"; {default} unless given" if default else ""
    parser.add_argument("--limit", type=_count, metavar="N", default=default, help=f"at most so many{usual}")


def _brief_options(parser: ArgumentParser) -> None:
    _add_who(parser)
    _add_during(parser)
    told = f"only this section, and others if it is given again: {', '.join(get_args(SectionName))}"
    parser.add_argument("--only", action="append", choices=get_args(SectionName), metavar="SECTION", help=told)
    _add_output(parser, DOCUMENT)


def _show_options(parser: ArgumentParser) -> None:
    _add_who(parser, "an id or exactly a name")
    _add_output(parser, PAGE)


def _cite_options(parser: ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", nargs="?", help="an id or exactly a name; the dataset unless given")
    _add_output(parser, CITATION)


def _search_options(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="a name or a part of it")
    told = f"only records of this type: {', '.join(CLASSES)}"
    parser.add_argument("--type", choices=tuple(CLASSES), metavar="TYPE", help=told)
    _add_limit(parser, 10)
    _add_output(parser, TABLE)


def _history_options(parser: ArgumentParser) -> None:
    _add_who(parser)
    _add_during(parser)
    _add_limit(parser)
    _add_output(parser, TABLE)


def _listing_options(group: type[Collection[Any, Any]]) -> Callable[[ArgumentParser], None]:
    """Return what adds the options for a record type: those that its records can answer."""

    def add(parser: ArgumentParser) -> None:
        filters = group.filters.__annotations__
        _add_during(parser)
        parser.add_argument("--certainly", action="store_true", help="with --during: leave out what only may lie in it")
        told = "only what this body, person, park, district or territory takes part in; may be repeated"
        parser.add_argument("--involving", metavar="WHO", action=Involving, help=told)
        if "kind" in filters:
            known = ", ".join(terms(f"{CLASSES[_datatype(group)].__name__.removeprefix('Industrial')}Kind"))
            parser.add_argument("--kind", metavar="KIND", action="append", help=f"one of {known}; may be repeated")
        if hasattr(group, "between"):
            told = f"in this role, of whom the --involving before it names: {', '.join(terms('Role'))}"
            parser.add_argument("--role", metavar="ROLE", action=Involving, dest="involving", help=told)
            told = "only what both take part in, in agreements as parties"
            parser.add_argument("--between", nargs=2, metavar=("WHO", "WHO"), help=told)
        if "sectors" in filters:
            told = "only what deals with an industry of ISIC Rev. 4, such as C29 or all of C"
            parser.add_argument("--sector", metavar="CODE", dest="in_sector", help=told)
        if _datatype(group) != "source":
            _add_support(parser)
        _add_order(parser, group)
        _add_limit(parser)
        _add_output(parser, TABLE)

    return add


def _add_support(parser: ArgumentParser) -> None:
    parser.add_argument("--within", metavar="WHERE", help="only what lies in this place, park, zone or larger event")
    told = "only what has evidence from this source, an id or a title"
    parser.add_argument("--cited-by", metavar="SOURCE", help=told)
    told = "only what at least so many independent sources support"
    parser.add_argument("--supported-by", type=_count, metavar="N", help=told)


def _add_order(parser: ArgumentParser, group: type[Collection[Any, Any]]) -> None:
    known = ", ".join(group.keys)
    either = parser.add_mutually_exclusive_group()
    told = f"order by one of {known}; by id unless given"
    either.add_argument("--sort", metavar="KEY", help=told)
    either.add_argument("--count-by", metavar="KEY", help="count the records for each value of a key, one of the same")
    parser.add_argument("--reverse", action="store_true", help="the other way round")


def _datatype(group: type[Collection[Any, Any]]) -> str:
    return next(key for key, known in COLLECTIONS.items() if known is group)


def _check_options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder, or a .json file")
    told = "what its links may point at besides its own records: the shipped ones, or nothing"
    parser.add_argument("--base", choices=("shipped", "none"), help=told)
    parser.add_argument("--alone", action="store_const", const="none", dest="base", help="the same as --base none")
    # Python's own action for a pair of options would print both in one long name.
    parser.add_argument("--strict", action="store_true", default=None, help="a value without evidence is a problem")
    parser.add_argument("--no-strict", action="store_false", dest="strict", help="… is a warning")


def _fmt_options(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", help="a folder, or a .json file")
    parser.add_argument("--check", action="store_true", help="only say what would change; exit code 1 if anything")


_OPTIONS: Final[Mapping[str, Callable[[ArgumentParser], None]]] = {
    "brief": _brief_options,
    "show": _show_options,
    "search": _search_options,
    "timeline": _history_options,
    "counterparts": _history_options,
    "cite": _cite_options,
    **{group.nouns: _listing_options(group) for group in COLLECTIONS.values()},
    "check": _check_options,
    "fmt": _fmt_options,
}


# --- In and out ------------------------------------------------------------------------------------------------------


def _format(args: Namespace) -> str:
    """Return the format that was asked for, by name or by the name of the file."""
    if args.format is not None:
        return str(args.format)
    ending = Path(args.output or "").suffix.lower()
    suffix = SUFFIXES.get(ending)
    if ending and ending != ".txt" and suffix not in args.formats:
        known = ", ".join(end for end, name in SUFFIXES.items() if name in args.formats)
        raise InvalidValue(f"-o {args.output}: expected a name that ends in {known} or .txt; or say --format")
    return str(suffix if suffix in args.formats else args.formats[0])


def _width(args: Namespace) -> int | None:
    """Return the width of the terminal, None where there is none: then nothing has to be cut.

    `COLUMNS` is not passed on by shells, so that whoever has set it means it.
    """
    if args.output is None and (sys.stdout.isatty() or "COLUMNS" in os.environ):
        return max(NARROWEST, get_terminal_size().columns)
    return None


def _save(told: str, args: Namespace) -> None:
    # Without a byte order mark Excel takes UTF-8 for the old code page of the machine.
    mark = "\ufeff" if _format(args) == "csv" else ""
    write_text(args.output, f"{mark}{told}")


def _print(told: str) -> None:
    """Print a text as far as the terminal can: harmless, and with question marks for what it does not have."""
    told = neutral(told) if sys.stdout.isatty() else told.replace("\r\n", "\n")
    encoding = sys.stdout.encoding or "utf-8"
    printable = told.encode(encoding, "replace").decode(encoding)
    if printable != told:
        _say(f"warning: not every character can be printed in {encoding}; -o FILE writes them all")
    sys.stdout.write(printable)


def _say(message: str) -> None:
    print(f"cqcoop: {neutral(message)}", file=sys.stderr)


def _refusal(error: CqcoopError | OSError) -> str:
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}"
    if not isinstance(error, InvalidDataset) or len(error.problems) <= LISTED:
        return str(error)
    left = len(error.problems) - LISTED
    heading = f"{_plural(len(error.problems), 'problem')} in the dataset"
    first = [f"  {problem}" for problem in error.problems[:LISTED]]
    return "\n".join([heading, *first, f"  and {left} more; `cqcoop check` lists all"])


def _run(argv: Sequence[str] | None) -> Result:
    """Return what a command line asks for; what goes wrong is said on the error channel."""
    parser = _parser()
    try:
        args = parser.parse_args(argv)
        if args.version:
            return Result(f"cqcoop {__version__}, data {load().version}\n")
        if args.command is None:
            return Result(parser.format_help(), REFUSED)
        told, code = args.run(args)
        told = told if told.endswith("\n") else f"{told}\n"
        if vars(args).get("output") is None:
            return Result(told, code)
        _save(told, args)
    except SystemExit as leaving:  # argparse leaves this way, after help as after a mistake
        return Result("", int(leaving.code or FINE))
    except BrokenPipeError:
        raise
    except (CqcoopError, OSError) as error:
        _say(_refusal(error))
        return Result("", PROBLEMS if isinstance(error, InvalidDataset) else REFUSED)
    return Result("", code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line, that of the process unless given, and return the exit code.

    >>> main(["agreements", "--between", "Liangjiang New Area", "WTPF", "--count-by", "signed.year", "--format", "csv"])
    signed.year,agreements
    2023,1
    0
    """
    try:
        told, code = _run(argv)
        _print(told)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes once more when it ends, and would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    return code


if __name__ == "__main__":
    sys.exit(main())
