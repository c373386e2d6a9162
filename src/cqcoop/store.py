"""Files: the canonical layout, reading that trusts or checks, writing that is whole or not at all.

A dataset is a folder with one JSON file per record type and a `manifest.json`, or one JSON file with all of it.
The layout has one record after another and one value per line, so that a diff shows facts.
"""

import gc
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, NoReturn, TypeAlias, TypeVar

import attrs

from cqcoop import accept, formats
from cqcoop.codec import explain, from_plain, to_plain
from cqcoop.errors import InvalidDataset, Problem, did_you_mean
from cqcoop.records import DATATYPES, Record, class_of
from cqcoop.values import Spelt

__all__ = [
    "FILES",
    "MANIFEST",
    "Contents",
    "Manifest",
    "Shelf",
    "Shelves",
    "checksum",
    "examine",
    "layout",
    "manifest_at",
    "read_checked",
    "read_trusted",
    "write",
]

R = TypeVar("R", bound=Record)

FILES: Final = {
    "event": "events.json",
    "agreement": "agreements.json",
    "organisation": "organisations.json",
    "park": "parks.json",
    "person": "people.json",
    "place": "places.json",
    "initiative": "initiatives.json",
    "source": "sources.json",
}
"""The file of each record type, in the order in which they are written; the manifest comes last."""

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
"""The version of the file format."""
MAX_BYTES: Final = 2 * 1024**3
"""The largest file that is read; a million events of a user's own take about half of it."""
_HOW_TO_MEND: Final = "check the files, then run `python -m cqcoop fmt FOLDER` to accept them as they are"


def _read_only(mapping: Mapping[str, str]) -> Mapping[str, str]:
    """Return what cannot be changed through the dataset; what is no mapping stays, for the validator to refuse it."""
    return MappingProxyType(dict(mapping)) if isinstance(mapping, Mapping) else mapping


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Manifest(Spelt):
    """What a dataset says of itself.

    Attributes:
        title: Its title.
        version: Its version; data and code have versions of their own.
        licence: Its licence, as an SPDX expression.
        covers: What it covers, in a sentence or two.
        redirects: Ids that were merged into others: old id to new id.
        checksums: SHA-256 of each file, by file name; empty where there is only one file.
    """

    title: str = "Records of my own"
    version: str = "0"
    licence: str | None = None
    covers: str | None = None
    redirects: Mapping[str, str] = attrs.field(factory=dict, converter=_read_only, metadata=accept.TEXT_BY_TEXT)
    checksums: Mapping[str, str] = attrs.field(factory=dict, converter=_read_only, metadata=accept.TEXT_BY_TEXT)

    def __reduce__(self) -> tuple[Callable[[dict[str, Any]], "Manifest"], tuple[dict[str, Any]]]:
        return _manifest, (_manifest_data(self),)  # a read-only mapping cannot be pickled as it is


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector while many objects are made that all stay; it goes on only if it was on."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Shelf(Generic[R]):
    """The records of one type in order of their ids, each built from its text when it is first touched.

    Safe to read from several threads: whichever thread builds a record first, all get that one.
    """

    __slots__ = ("_blocks", "_built", "_records", "ids", "kind")

    def __init__(self, kind: type[R], records: Iterable[R] = (), blocks: Mapping[str, str] | None = None) -> None:
        self.kind = kind
        self._blocks = blocks
        self._built = {record.id: record for record in sorted(records, key=lambda record: record.id)}
        self._records = tuple(self._built.values()) if blocks is None else None
        self.ids = tuple(self._built if blocks is None else blocks)

    @classmethod
    def cut(cls, kind: type[R], text: str) -> "Shelf[R]":
        """Cut a text in the canonical layout into records without parsing it.

        Raises:
            InvalidDataset: The text is not in that layout.
        """
        body = text[len("[\n{\n") : -len("\n}\n]\n")]
        blocks = body.split("\n},\n{\n") if body else []
        start = ' "id": "'
        whole = f"[\n{{\n{body}\n}}\n]\n" if body else "[\n]\n"
        if text != whole or not all(block.startswith(start) and '"' in block[len(start) :] for block in blocks):
            expected = f"the canonical layout; {_HOW_TO_MEND}"
            raise InvalidDataset((Problem(FILES[kind.datatype], "", "", expected, "another one"),))
        return cls(kind, blocks={block[len(start) : block.index('"', len(start))]: block for block in blocks})

    def __reduce__(self) -> "tuple[type[Shelf[R]], tuple[type[R], tuple[R, ...]]]":
        return Shelf, (self.kind, self.records())  # whole, as another thread may be filling it

    def __len__(self) -> int:
        return len(self.ids)

    def get(self, key: str) -> R | None:
        """Return the record with this id, or None.

        Raises:
            InvalidDataset: The shipped file was changed, and the record cannot be read.
        """
        record = self._built.get(key)
        return self._build(key) if record is None else record

    def _build(self, key: str) -> R | None:
        blocks = self._blocks  # read first: once it is None, everything is built
        record = self._built.get(key)
        if record is None and blocks is not None and (block := blocks.get(key)) is not None:
            record = self._built.setdefault(key, self._read(key, block))
        return record

    def _read(self, key: str, block: str) -> R:
        """Build a record from its text: only the shipped data are kept so, and their tests have checked them."""
        try:
            with accept.trusting():
                return from_plain(self.kind, json.loads(f"{{{block}}}"))
        except (ValueError, TypeError) as error:  # somebody edited the installed file
            problem = Problem(FILES[self.kind.datatype], key, "", "the record as it was shipped", str(error)[:200])
            raise InvalidDataset((problem,)) from None

    def records(self) -> tuple[R, ...]:
        """Return all records, in order of their ids."""
        if self._records is None:
            with _collector_paused():
                self._records = tuple(record for key in self.ids if (record := self.get(key)) is not None)
            self._blocks = None  # the texts are no longer needed
        return self._records


class Shelves(Mapping[str, Shelf[Any]]):
    """A shelf for each record type; those of the shipped data are filled when they are first asked for."""

    def __init__(self, shelves: Mapping[str, Shelf[Any]], folder: str | None = None) -> None:
        self._shelves = dict(shelves)
        self._folder = folder
        self._lock = Lock()

    @classmethod
    def of(cls, records: Iterable[Record]) -> "Shelves":
        """Put records on a shelf for each type; types without records get an empty one."""
        by_type: dict[str, list[Record]] = {datatype: [] for datatype in DATATYPES}
        for record in records:
            by_type[record.datatype].append(record)
        return cls({datatype: Shelf(class_of(datatype), kept) for datatype, kept in by_type.items()})

    def __getitem__(self, datatype: str) -> Shelf[Any]:
        shelf = self._shelves.get(datatype)
        return self._fill(datatype) if shelf is None else shelf

    def __reduce__(self) -> tuple[type["Shelves"], tuple[dict[str, Shelf[Any]]]]:
        return Shelves, ({datatype: self[datatype] for datatype in self},)  # a lock cannot be pickled

    def _fill(self, datatype: str) -> Shelf[Any]:
        with self._lock:
            if datatype not in self._shelves:
                text = layout(()) if self._folder is None else _shipped_text(self._folder, FILES[datatype])
                self._shelves[datatype] = Shelf.cut(class_of(datatype), text)
            return self._shelves[datatype]

    def __iter__(self) -> Iterator[str]:
        return iter(DATATYPES)

    def __len__(self) -> int:
        return len(DATATYPES)


class Contents(NamedTuple):
    """What a dataset on disk holds: what it says of itself, and a shelf for each record type."""

    manifest: Manifest
    shelves: Shelves
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()
    """The ids of records that could not be built: a link to them is not one to nowhere."""
    missing: frozenset[str] = frozenset()
    """The record types whose file could not be read at all: of links to them nothing can be said."""


def layout(records: Iterable[Record]) -> str:
    """Return records in the canonical layout: sorted by id, one field per line, one item of a list per line.

    >>> from cqcoop import Person
    >>> print(layout([Person(id="b"), Person(id="a", names=["A"])]))
    [
    {
     "id": "a",
     "names": [
      {"text": "A"}
     ]
    },
    {
     "id": "b"
    }
    ]
    <BLANKLINE>
    """
    blocks = [_block(to_plain(record, sparse=True)) for record in sorted(records, key=lambda record: record.id)]
    return "[\n" + ",\n".join(blocks) + "\n]\n" if blocks else "[\n]\n"


def _block(data: Mapping[str, Any]) -> str:
    return "{\n" + ",\n".join(f" {_json(name)}: {_lines(value)}" for name, value in data.items()) + "\n}"


def _lines(value: Any) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"  {_json(item)}" for item in value) + "\n ]"
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()) and len(value) > 1:
        return "{\n" + ",\n".join(f"  {_json(key)}: {_json(item)}" for key, item in value.items()) + "\n }"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write(path: str, manifest: Manifest, records: Iterable[Record], *, replace: bool = False) -> None:
    """Write a dataset to a folder, or to one file if the path ends in `.json`; each file whole or not at all.

    In a folder the manifest comes last, with the checksum of every file:
    a folder left half-way is recognised, and refused when it is read.

    Raises:
        FileExistsError: There are records that would be lost, or files that may be somebody else's.
    """
    by_type: dict[str, list[Record]] = {datatype: [] for datatype in FILES}
    for record in records:
        by_type[record.datatype].append(record)
    texts = {FILES[datatype]: layout(kept) for datatype, kept in by_type.items() if kept}
    if not replace:
        _refuse_to_lose(path, {record.id for kept in by_type.values() for record in kept})
    if path.endswith(".json"):
        formats.files.write_text(path, _one_file(manifest, texts))
    else:
        _write_folder(path, manifest, texts)


def _refuse_to_lose(path: str, written: set[str]) -> None:
    """Refuse to overwrite records that are not written again, or files that may be somebody else's."""
    found = _dataset_at(path)
    if found is None:
        raise FileExistsError(
            f"{path}: expected nothing, an empty folder or a dataset, found files of other content or without a "
            f"{MANIFEST}; choose another place, or pass replace=True"
        )
    if lost := sorted(found[1] - written):
        listed = ", ".join(lost[:5]) + (", …" if len(lost) > 5 else "")
        raise FileExistsError(
            f"{path} holds {len(lost)} records that would be lost ({listed}): write them too, "
            "choose another place, or pass replace=True"
        )


def manifest_at(path: str) -> Manifest | None:
    """Return the manifest of the dataset at a path; None where there is no dataset of ours."""
    found = _dataset_at(path)
    return None if found is None else found[0]


def _dataset_at(path: str) -> tuple[Manifest | None, set[str]] | None:
    """Return the manifest, if there is one, and the ids of the records at a path; None for what is not ours."""
    is_folder = os.path.isdir(path)
    if not is_folder and not os.path.isfile(path):
        return None, set()  # nothing, or a pipe or device, which loses nothing
    names = _present(path) if is_folder else []
    if is_folder and not names and not _exists(path, MANIFEST):
        return None, set()
    try:
        if is_folder:
            head = json.loads(_bytes(os.path.join(path, MANIFEST)))
            lists = [json.loads(_bytes(os.path.join(path, name))) for name in names]
        else:
            whole = json.loads(_bytes(path))
            head = whole.pop("manifest")
            lists = list(whole.values())
        if head["format"] != FORMAT or explain(Manifest, {key: head[key] for key in head if key != "format"}):
            return None
        return _manifest(head), {str(item["id"]) for items in lists for item in items}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _one_file(manifest: Manifest, texts: Mapping[str, str]) -> str:
    head = _block(_manifest_data(attrs.evolve(manifest, checksums={})))
    parts = [
        f'"manifest": {head}',
        *(f'"{name.removesuffix(".json")}": {text.rstrip()}' for name, text in texts.items()),
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _write_folder(path: str, manifest: Manifest, texts: Mapping[str, str]) -> None:
    os.makedirs(path, exist_ok=True)
    present = _present(path)
    for name, text in texts.items():
        formats.files.write_text(os.path.join(path, name), text)
    for name in present:
        if name not in texts:
            os.unlink(os.path.join(path, name))
    checksums = {name: checksum(text.encode()) for name, text in texts.items()}
    formats.files.write_text(
        os.path.join(path, MANIFEST), _block(_manifest_data(attrs.evolve(manifest, checksums=checksums))) + "\n"
    )


def _manifest_data(manifest: Manifest) -> dict[str, Any]:
    data = {"format": FORMAT, **to_plain(manifest, sparse=True)}
    return {key: dict(value) if isinstance(value, Mapping) else value for key, value in data.items() if value != {}}


def _manifest(data: Mapping[str, Any]) -> Manifest:
    return Manifest(**{key: value for key, value in data.items() if key != "format"})


def read_trusted(folder: str) -> Contents:
    """Read the shipped dataset, which its tests have checked: nothing is read or parsed before it is touched."""
    return Contents(_manifest(json.loads(_shipped_text(folder, MANIFEST))), Shelves({}, folder))


def _shipped_text(folder: str, name: str) -> str:
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        # There is no such file where the package is imported from a zip; this way costs ten times as much.
        from importlib.resources import files

        return files("cqcoop").joinpath("data", name).read_text(encoding="utf-8")


def read_checked(path: str, *, trust_checksums: bool = True, max_bytes: int = MAX_BYTES) -> Contents:
    """Read a dataset that somebody else wrote, file by file and value by value; see `examine`.

    Raises:
        FileNotFoundError: There is nothing at this path.
        InvalidDataset: With every problem of every file.
    """
    contents = examine(path, trust_checksums=trust_checksums, max_bytes=max_bytes)
    if contents.problems:
        raise InvalidDataset(contents.problems)
    return contents


def examine(path: str, *, trust_checksums: bool = True, max_bytes: int = MAX_BYTES) -> Contents:
    """Return what can be read of a dataset that somebody else wrote, and every problem of every file.

    Links between records are not looked at here.

    Args:
        path: A folder with a manifest, or one `.json` file.
        trust_checksums: Whether a file must be as the manifest says; off for `fmt`, which accepts edited files.
        max_bytes: The largest file that is read, in bytes.

    Raises:
        FileNotFoundError: There is nothing at this path.
    """
    problems: list[Problem] = []
    if os.path.isdir(path):
        manifest, parts = _read_folder(path, problems, trust_checksums=trust_checksums, max_bytes=max_bytes)
    else:
        manifest, parts = _read_file(path, problems, max_bytes=max_bytes)
    records = [record for kind, (file, items) in parts.items() for record in _build(kind, file, items, problems)]
    unread = {item["id"] for _, items in parts.values() for item in items if _has_id(item)} - {r.id for r in records}
    missing = {datatype for datatype, name in FILES.items() if _is_missing(path, name, manifest, problems)}
    return Contents(manifest, Shelves.of(records), tuple(problems), frozenset(unread), frozenset(missing))


def _is_missing(path: str, name: str, manifest: Manifest, problems: Iterable[Problem]) -> bool:
    """Return whether a problem concerns a file as a whole, or the one file in which all of it is."""
    if not os.path.isdir(path):
        return any(problem.file == os.path.basename(path) and not problem.field for problem in problems)
    gone = name in manifest.checksums and not _exists(path, name)
    return gone or any(p.file == name and not (p.record or p.field) and _HOW_TO_MEND not in p.found for p in problems)


def _has_id(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str)


_UNREADABLE: Final = object()
"""Stands for the data of a file with which a problem was noted; None is what JSON calls null."""

Parts: TypeAlias = dict[str, tuple[str, list[Any]]]
"""For each record type the name of its file, for messages, and its items as plain data."""


def _read_folder(
    path: str, problems: list[Problem], *, trust_checksums: bool, max_bytes: int
) -> tuple[Manifest, Parts]:
    manifest = Manifest()
    if _exists(path, MANIFEST):
        manifest = _read_manifest(_parse(os.path.join(path, MANIFEST), problems, max_bytes), MANIFEST, problems)
    elif trust_checksums:
        problems.append(Problem(MANIFEST, "", "", "a manifest, which is written last", f"none; {_HOW_TO_MEND}"))
    present = _present(path)
    problems.extend(_strangers(path))
    for name in sorted({*present, *manifest.checksums}) if trust_checksums else ():
        problems.extend(_torn(path, name, manifest.checksums.get(name), max_bytes))
    parts: Parts = {}
    for datatype, name in FILES.items():
        if name in present:
            items = _parse(os.path.join(path, name), problems, max_bytes)
            parts[datatype] = (name, _as_list(items, name, problems))
    return manifest, parts


def _strangers(folder: str) -> Iterator[Problem]:
    """Yield a problem for each JSON file that is none of ours: a misspelt name would lose all that is in it."""
    for name in sorted(os.listdir(folder)):
        ours = name in FILES.values() or name == MANIFEST or name.endswith(".schema.json")
        if name.endswith(".json") and not name.startswith(".") and not ours:
            expected = f"one of {', '.join(FILES.values())}, {MANIFEST}"
            yield Problem(name, "", "", expected, f"a file of another name{did_you_mean(name, FILES.values())}")


def _torn(folder: str, name: str, expected: str | None, max_bytes: int) -> Iterator[Problem]:
    """Yield a problem if a file is not the one that the manifest was written for."""
    path = os.path.join(folder, name)
    if name not in FILES.values():
        yield Problem(MANIFEST, "", "checksums", f"one of {', '.join(FILES.values())}", name)
    elif not os.path.exists(path):
        yield Problem(name, "", "", "the file that the manifest names", f"none; {_HOW_TO_MEND}")
    elif expected is None:
        yield Problem(name, "", "", "a file that the manifest names", f"one it does not name; {_HOW_TO_MEND}")
    elif os.path.isfile(path) and os.path.getsize(path) <= max_bytes and expected != checksum(_bytes(path)):
        found = f"another content, edited or left by an interrupted write; {_HOW_TO_MEND}"
        yield Problem(name, "", "", "the content that the manifest was written for", found)


def checksum(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal.

    >>> checksum(b"")[:8]
    'e3b0c442'
    """
    # Imported here because it loads OpenSSL, which reading the shipped data never needs.
    from hashlib import sha256

    return sha256(data).hexdigest()


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _exists(folder: str, name: str) -> bool:
    return os.path.exists(os.path.join(folder, name))


def _present(folder: str) -> list[str]:
    return [name for name in FILES.values() if _exists(folder, name)]


def _read_file(path: str, problems: list[Problem], *, max_bytes: int) -> tuple[Manifest, Parts]:
    name = os.path.basename(path)
    data = _parse(path, problems, max_bytes)
    if not isinstance(data, dict):
        if data is not _UNREADABLE:
            problems.append(Problem(name, "", "", "an object with a manifest and lists of records", _named(data)))
        return Manifest(), {}
    manifest = _read_manifest(data.pop("manifest", {}), name, problems)
    keys = {file.removesuffix(".json"): datatype for datatype, file in FILES.items()}
    parts: Parts = {}
    for key, items in data.items():
        if key in keys:
            parts[keys[key]] = (f"{name}:{key}", _as_list(items, f"{name}:{key}", problems))
        else:
            found = f"{key!r}{did_you_mean(key, keys)}"
            problems.append(Problem(name, "", "", f"one of {', '.join(keys)}, manifest", found))
    return manifest, parts


def _read_manifest(data: object, file: str, problems: list[Problem]) -> Manifest:
    if not isinstance(data, dict):
        if data is not _UNREADABLE:
            problems.append(Problem(file, "", "manifest", "an object", _named(data)))
        return Manifest()
    found = data.pop("format", FORMAT)
    if found.__class__ is not int or found != FORMAT:
        problems.append(Problem(file, "", "format", f"{FORMAT}, the format that this version reads", repr(found)[:60]))
    wrong = explain(Manifest, data, file=file)
    problems.extend(wrong)
    return Manifest() if wrong else Manifest(**data)


def located(path: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with the file in which a user finds them: the part of the one file, where there is only one."""
    if os.path.isdir(path):
        return tuple(problems)
    name = os.path.basename(path)
    return tuple(problem._replace(file=f"{name}:{problem.file.removesuffix('.json')}") for problem in problems)


def _as_list(items: object, file: str, problems: list[Problem]) -> list[Any]:
    if isinstance(items, list):
        return items
    if items is not _UNREADABLE:
        problems.append(Problem(file, "", "", "a list of records", _named(items)))
    return []


def _build(datatype: str, file: str, items: list[Any], problems: list[Problem]) -> Iterator[Record]:
    """Yield the records of one file; what cannot be built goes to the problems, all of it."""
    kind = class_of(datatype)
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        try:
            record = from_plain(kind, item)
        except Exception as error:  # whatever the data did, the slow way says what is wrong with it
            name = str(item.get("id", f"record {number}"))[:120] if isinstance(item, dict) else f"record {number}"
            known = explain(kind, item, file=file, record=name)
            problems.extend(known or [Problem(file, name, "", f"a readable {datatype}", repr(error)[:200])])
            continue
        if record.id in seen:
            problems.append(Problem(file, record.id, "id", "an id used once", "a second record with it"))
        seen.add(record.id)
        yield record


def _parse(path: str, problems: list[Problem], max_bytes: int) -> Any:
    """Return the plain data of a JSON file, or `_UNREADABLE` with a problem noted."""
    name, size = os.path.basename(path), os.path.getsize(path)
    if not os.path.isfile(path):  # a device has no size, and a pipe may never end
        problems.append(Problem(name, "", "", "an ordinary file", "something else"))
        return _UNREADABLE
    if size > max_bytes:
        problems.append(Problem(name, "", "", f"at most {max_bytes} bytes", f"{size} bytes"))
        return _UNREADABLE
    try:
        text = _bytes(path).decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_no_constant)
    except RecursionError:
        problems.append(Problem(name, "", "", "data nested at most a few levels", "deeper nesting"))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, "", "", "UTF-8", f"byte {error.object[error.start]:#04x} at {error.start}"))
    except ValueError as error:
        problems.append(Problem(name, "", "", "JSON", str(error)))
    return _UNREADABLE


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        repeated = next(key for key, count in counts.items() if count > 1)
        raise ValueError(f"the key {repeated!r} twice in one object")
    return data


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name}, which is not a JSON number")


def _named(value: object) -> str:
    if isinstance(value, dict | list | str):
        return "an object" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a text"
    return repr(value)[:60]
