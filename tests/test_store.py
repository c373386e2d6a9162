import gc
import json
import os
import pickle
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqcoop import formats, store
from cqcoop.dataset import Dataset, read
from cqcoop.errors import InvalidDataset, InvalidValue
from cqcoop.records import CLASSES, Event, Person, Record
from cqcoop.store import FILES, MANIFEST, Manifest, Shelf, Shelves, layout
from cqcoop.values import Evidence, Name
from hostile import FAIR, fair, problems_in, saved
from strategies import built
from worlds import RECORDS, empty, small_world

pytestmark = pytest.mark.filterwarnings("ignore::cqcoop.EvidenceWarning")

FOLDER = [*FILES.values(), MANIFEST]
WRITABLE = "a text without control characters or lone surrogates"


@pytest.fixture
def folder(world: Dataset, tmp_path: Path) -> Path:
    """The small world, written to a folder."""
    world.write(tmp_path / "world")
    return tmp_path / "world"


@pytest.fixture
def file(world: Dataset, tmp_path: Path) -> Path:
    """The small world, written to one file."""
    world.write(tmp_path / "world.json")
    return tmp_path / "world.json"


def written_anew(kind: type[Record]) -> st.SearchStrategy[list[Record]]:
    return st.lists(built(kind), max_size=4, unique_by=lambda record: record.id)


# --- The canonical layout --------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(st.sampled_from(list(CLASSES.values())).flatmap(lambda kind: st.tuples(st.just(kind), written_anew(kind))))
def test_the_layout_is_json_in_one_form_and_can_be_cut_without_parsing(case: tuple[type[Record], list[Record]]) -> None:
    kind, records = case
    text = layout(records)
    ordered = tuple(sorted(records, key=lambda record: record.id))
    assert layout(reversed(ordered)) == text
    assert [item["id"] for item in json.loads(text)] == [record.id for record in ordered]
    shelf = Shelf.cut(kind, text)
    assert shelf.records() == ordered
    assert layout(shelf.records()) == text


@given(built(Event))
def test_what_looks_like_a_border_in_a_text_does_not_cut(event: Event) -> None:
    tricky = attrs.evolve(event, summary='x\n},\n{\n "id": "y"', notes=["\n}\n]\n", '", "'])
    assert Shelf.cut(Event, layout([tricky, Event(id="z", kind="fair")])).get(event.id) == tricky


def test_there_is_one_value_per_line() -> None:
    event = Event(id="e", kind="fair", names=["A", "重庆"], notes=["n"])
    assert layout([event]) == (
        '[\n{\n "id": "e",\n "names": [\n  {"text": "A"},\n  {"text": "重庆"}\n ],\n'
        ' "kind": "fair",\n "notes": [\n  "n"\n ]\n}\n]\n'
    )


def test_no_records_make_an_empty_list() -> None:
    assert layout([]) == "[\n]\n"
    assert Shelf.cut(Event, "[\n]\n").records() == ()


# --- Shelves ---------------------------------------------------------------------------------------------------------


def test_a_record_is_built_once_and_is_then_the_same_object() -> None:
    shelf = Shelf.cut(Person, layout([Person(id="a"), Person(id="b")]))
    assert len(shelf) == 2
    assert shelf.ids == ("a", "b")
    record = shelf.get("b")
    assert record is shelf.get("b") is shelf.records()[1]
    assert shelf.get("c") is None
    assert shelf.records() is shelf.records()
    assert shelf.get("c") is None


def test_a_shelf_sorts_its_records_by_id() -> None:
    assert Shelf(Person, [Person(id="b"), Person(id="a")]).ids == ("a", "b")


def test_there_is_a_shelf_for_each_type_even_if_it_is_empty() -> None:
    shelves = Shelves({})
    assert list(shelves) == list(CLASSES)
    assert len(shelves) == len(CLASSES)
    assert all(shelves[datatype].records() == () for datatype in shelves)
    assert shelves["event"] is shelves["event"]
    with pytest.raises(KeyError):
        shelves["evnt"]


def test_a_shelf_filled_by_another_thread_meanwhile_is_taken() -> None:
    shelves = Shelves({})
    first = shelves["event"]
    assert shelves._fill("event") is first


def test_shelves_survive_pickling() -> None:
    shelves = Shelves({"person": Shelf.cut(Person, layout([Person(id="a")]))})
    assert pickle.loads(pickle.dumps(shelves))["person"].get("a") == Person(id="a")


def test_the_shipped_files_are_found_in_a_zip_too(tmp_path: Path) -> None:
    assert store._shipped_text(str(tmp_path / "nowhere"), MANIFEST) == store._shipped_text(
        str(Path(store.__file__).parent / "data"), MANIFEST
    )


# --- Writing and reading back ----------------------------------------------------------------------------------------


def test_a_folder_reads_back_equal(world: Dataset, folder: Path) -> None:
    again = read(folder)
    assert again == world
    assert (again.version, again.licence, again.manifest.title) == ("7", "CC0-1.0", "A small world")
    assert sorted(path.name for path in folder.iterdir()) == sorted(FOLDER)


def test_one_file_reads_back_equal(world: Dataset, file: Path) -> None:
    again = read(str(file))
    assert again == world
    assert (again.version, again.manifest.checksums) == ("7", {})


@settings(max_examples=30)
@given(st.lists(st.one_of([built(kind) for kind in CLASSES.values()]), max_size=5, unique_by=lambda record: record.id))
def test_whatever_a_record_says_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    store.write(str(path), Manifest(title="重庆", redirects={"a": "b"}), records, replace=True)
    contents = store.read_checked(str(path))
    assert [record for shelf in contents.shelves.values() for record in shelf.records()] == sorted(
        records, key=lambda record: (list(CLASSES).index(record.datatype), record.id)
    )
    assert contents.manifest == Manifest(title="重庆", redirects={"a": "b"})


def test_writing_again_changes_no_byte(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    read(folder).write(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_files_of_types_that_are_gone_are_removed(folder: Path) -> None:
    (folder / "README.md").write_text("kept")
    empty().extend([Person(id="p")]).write(folder, replace=True)
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", MANIFEST, "people.json"]
    assert len(read(folder)) == 1


def test_a_folder_with_somebody_elses_events_is_left_alone(world: Dataset, tmp_path: Path) -> None:
    (tmp_path / "events.json").write_text('["theirs"]')
    with pytest.raises(FileExistsError, match=r"other content or without a manifest\.json; .*pass replace=True"):
        world.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["events.json"]
    assert (tmp_path / "events.json").read_text() == '["theirs"]'
    world.write(tmp_path, replace=True)
    assert read(tmp_path) == world


@pytest.mark.parametrize("name", ["there", "there.json"])
def test_records_that_are_not_written_again_are_not_lost_by_accident(name: str, world: Dataset, tmp_path: Path) -> None:
    path, bigger = tmp_path / name, world.extend([Person(id="p")])
    world.write(path)
    with pytest.raises(
        FileExistsError, match=rf"{name} holds 37 records .* \(anna-rossi, big-zone, bigtown, blog, chi"
    ):
        empty().extend([Person(id="p")]).write(path)
    assert read(path) == world
    bigger.write(path)
    assert read(path) == bigger
    with pytest.raises(FileExistsError, match=r"would be lost \(p\): write them too, .*, or pass replace=True"):
        world.write(path)
    assert read(path) == bigger
    world.write(path, replace=True)
    assert read(path) == world


def test_the_first_few_of_what_would_be_lost_are_named(tmp_path: Path) -> None:
    path, five = str(tmp_path / "x.json"), [Person(id=f"p{number}") for number in range(5)]
    store.write(path, Manifest(), five)
    with pytest.raises(FileExistsError, match=r" 5 records .* \(p0, p1, p2, p3, p4\)"):
        store.write(path, Manifest(), [])
    store.write(path, Manifest(), [*five, Person(id="p5")])
    with pytest.raises(FileExistsError, match=r" 6 records .* \(p0, p1, p2, p3, p4, …\)"):
        store.write(path, Manifest(), [])


def test_a_record_may_change_its_type_and_its_file(tmp_path: Path) -> None:
    store.write(str(tmp_path), Manifest(), [Person(id="p")])
    store.write(str(tmp_path), Manifest(), [Event(id="p", kind="fair")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.json", MANIFEST]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "their notes",
        b"\xff\xfe",
        "null",
        "3",
        "[]",
        '{"manifest": {"format": 1}, "events": 3}',
        '{"manifest": {"format": 1}, "events": [3]}',
        '{"manifest": {"format": 1}, "events": {"id": "e"}}',
        '{"manifest": {"format": 1}, "events": [{"kind": "fair"}]}',
        '{"manifest": null, "events": []}',
        '{"manifest": {"name": "an app"}, "events": []}',
        '{"manifest": {"format": 2}, "events": []}',
        '{"events": []}',
        "[" * 100_000,
    ],
    ids=lambda content: repr(content)[:60],
)
def test_a_file_that_is_no_dataset_is_left_alone(content: str | bytes, world: Dataset, tmp_path: Path) -> None:
    path = saved(tmp_path, content)
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match=r"mine\.json: .* found files of other content .*pass replace=True"):
        world.write(path)
    assert path.read_bytes() == before
    world.write(path, replace=True)
    assert read(path) == world


@pytest.mark.parametrize(
    "there",
    [
        {MANIFEST: '{"name": "an app"}'},
        {MANIFEST: '{"format": 2}'},
        {MANIFEST: "[", "events.json": "[]"},
        {MANIFEST: '{"format": 1}', "events.json": '["theirs"]'},
        {"people.json": "[]", "places.json": "[]"},
    ],
    ids=str,
)
def test_a_folder_that_is_no_dataset_is_left_alone(there: dict[str, str], world: Dataset, tmp_path: Path) -> None:
    for name, content in there.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(FileExistsError, match="found files of other content or without a manifest"):
        world.write(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == there
    world.write(tmp_path, replace=True)
    assert read(tmp_path) == world


def test_a_folder_without_records_may_be_written_to(world: Dataset, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("kept")
    empty().write(tmp_path)
    world.write(tmp_path)
    assert read(tmp_path) == world
    assert (tmp_path / "README.md").read_text() == "kept"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are named pipes")
@pytest.mark.parametrize("name", ["mine.json", "mine/events.json"])
def test_a_pipe_is_not_waited_for(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)
    problems = store.examine(str(path if name == "mine.json" else path.parent), trust_checksums=False).problems
    assert (path.name, "an ordinary file") in [(problem.file, problem.expected) for problem in problems]


def test_what_a_dataset_says_of_itself_is_found_only_where_there_is_one(world: Dataset, tmp_path: Path) -> None:
    assert store.manifest_at(str(tmp_path / "nowhere")) is None
    assert store.manifest_at(str(tmp_path)) is None
    assert store.manifest_at(str(saved(tmp_path, "[]"))) is None
    for name in ("one", "one.json"):
        world.write(tmp_path / name)
        found = store.manifest_at(str(tmp_path / name))
        assert found is not None
        assert (found.title, found.version) == ("A small world", "7")


def test_what_is_no_data_file_is_ignored(world: Dataset, folder: Path) -> None:
    (folder / "README.md").write_text("hello")
    (folder / ".cqcoop-0123.tmp").write_text("left by a crash")
    assert read(folder) == world


def test_nothing_at_a_path_is_a_file_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "nowhere.json")


def test_an_empty_folder_is_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataset, match="expected a manifest, which is written last, found none"):
        read(tmp_path)


# --- Torn folders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", range(10))
def test_a_write_that_stops_half_way_leaves_whole_files_and_is_noticed(
    count: int, world: Dataset, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is then refused with the way to mend it, unless nothing or everything was written."""
    old = {path.name: path.read_bytes() for path in folder.iterdir()}
    new = world.extend([_renamed(record) for record in RECORDS])
    new.write(folder.parent / "new")
    done = 0
    real = formats.files.write_text

    def stopping(path: str, text: str) -> None:
        nonlocal done
        if done == count:
            raise KeyboardInterrupt
        done += 1
        real(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(formats.files, "write_text", stopping)
        if count < 9:
            with pytest.raises(KeyboardInterrupt):
                new.write(folder)
        else:
            new.write(folder)
    for path in folder.iterdir():
        assert path.read_bytes() in (old[path.name], (folder.parent / "new" / path.name).read_bytes())
    if count in (0, 9):
        assert read(folder) == (new if count else world)
    else:
        with pytest.raises(InvalidDataset, match=r"interrupted write; check the files, then run `python -m cqcoop fmt"):
            read(folder)
    new.write(folder)
    assert read(folder) == new


def _renamed(record: Record) -> Record:
    return type(record)(**{"id": f"{record.id}-new", **({"kind": record.kind} if hasattr(record, "kind") else {})})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FILES.values())
def test_a_missing_file_is_noticed(name: str, folder: Path) -> None:
    (folder / name).unlink()
    problems = problems_in(folder)
    assert problems[0][:4] == (name, "", "", "the file that the manifest names")
    assert "python -m cqcoop fmt" in problems[0].found


def test_a_file_that_the_manifest_does_not_name_is_noticed(folder: Path) -> None:
    empty().extend([Person(id="p")]).write(folder, replace=True)
    (folder / "events.json").write_text("[\n]\n")
    (problem,) = problems_in(folder)
    assert problem[:4] == ("events.json", "", "", "a file that the manifest names")


def test_a_manifest_that_names_other_files_is_refused(folder: Path) -> None:
    data = json.loads((folder / MANIFEST).read_text())
    data["checksums"]["../secret.json"] = "0" * 64
    (folder / MANIFEST).write_text(json.dumps(data))
    (problem,) = problems_in(folder)
    assert problem.expected.startswith("one of events.json")
    assert problem.found == "../secret.json"


def test_edited_files_are_taken_where_checksums_are_not_asked_for(folder: Path) -> None:
    text = (folder / "people.json").read_text()
    (folder / "people.json").write_text(text.replace("Wang Wei", "Wang Wuwei"))
    assert "another content, edited or left" in problems_in(folder)[0].found
    contents = store.read_checked(str(folder), trust_checksums=False)
    assert contents.shelves["person"].get("wang-wei").name == "Wang Wuwei"


def test_without_checksums_a_folder_needs_no_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    assert (problems_in(folder)[0].file, problems_in(folder)[0].expected) == (
        MANIFEST,
        "a manifest, which is written last",
    )
    assert store.read_checked(str(folder), trust_checksums=False).manifest == Manifest()


WRITER = """
import sys, time
from cqcoop.dataset import read
old, new, target = read(sys.argv[1]), read(sys.argv[2]), sys.argv[3]
print("ready", flush=True)
while True:
    new.write(target)
    old.write(target)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only where a process can be killed at once")
@pytest.mark.parametrize("shape", ["folder", "file"])
def test_killed_at_any_moment_each_file_is_the_old_or_the_new_one(shape: str, world: Dataset, tmp_path: Path) -> None:
    end = "" if shape == "folder" else ".json"
    old, new, target = (tmp_path / f"{name}{end}" for name in ("old", "new", "target"))
    bigger = world.extend([Event(id=f"many-{n}", kind="fair", period="2023", names=[f"Fair {n}"]) for n in range(300)])
    world.write(old)
    bigger.write(new)
    chance = random.Random(7)
    for _ in range(4):
        world.write(target, replace=True)
        command = [sys.executable, "-W", "ignore", "-c", WRITER, str(old), str(new), str(target)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            sleep(chance.uniform(0.02, 0.2))
            writer.send_signal(signal.SIGKILL)
        for name in FOLDER if shape == "folder" else [""]:
            assert (target / name).read_bytes() in ((old / name).read_bytes(), (new / name).read_bytes())
        torn = problems_in(target)
        if torn:
            assert shape == "folder"
            assert any("python -m cqcoop fmt" in problem.found for problem in torn)
        else:
            assert read(target) in (world, bigger)


# --- Hostile files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "JSON"),
        ("null", "an object with a manifest and lists of records"),
        ("[]", "an object with a manifest and lists of records"),
        ("3", "an object with a manifest and lists of records"),
        ('"events"', "an object with a manifest and lists of records"),
        ('{"events": null}', "a list of records"),
        ('{"events": {}}', "a list of records"),
        ('{"events": "e"}', "a list of records"),
        ('{"events": 3}', "a list of records"),
        ('{"events": [null]}', "an object with keys"),
        ('{"events": [[]]}', "an object with keys"),
        ('{"events": ["e"]}', "an object with keys"),
        ('{"manifest": null}', "an object"),
        ('{"manifest": []}', "an object"),
        ('{"manifest": {"format": 2}}', "1, the format that this version reads"),
        ('{"manifest": {"format": true}}', "1, the format that this version reads"),
        ('{"manifest": {"format": null}}', "1, the format that this version reads"),
        ('{"manifest": {"format": 1e999}}', "1, the format that this version reads"),
        ('{"manifest": {"title": ""}}', "a text of 1 to 20000 characters"),
        ('{"manifest": {"redirects": []}}', "an object of texts"),
        ('{"manifest": {"checksums": {"a": 3}}}', "a text of 1 to 20000 characters"),
        ('{"evnts": []}', f"one of {', '.join(name.removesuffix('.json') for name in FOLDER)}"),
        ('{"events": [{"id": "e", "kind": "fair"}], "events": []}', "JSON"),
        ('{"events": [{"id": "e", "id": "f", "kind": "fair"}]}', "JSON"),
        ('{"events": [{"id": "e", "kind": "fair", "edition": NaN}]}', "JSON"),
        ('{"events": [{"id": "e", "kind": "fair", "edition": -Infinity}]}', "JSON"),
        ('{"events": [{"id": "e", "kind": "fair", "edition": 1e999}]}', "a whole number from 1"),
        ('{"events": [{"id": "e", "kind": "fair", "edition": %s}]}' % ("9" * 5_000), "JSON"),
        ('{"events": []} {}', "JSON"),
        ("{'events': []}", "JSON"),
        ("\x00", "JSON"),
        ("[" * 100_000, "data nested at most a few levels"),
        ('{"a":' * 100_000, "data nested at most a few levels"),
        ("[" * 100_000 + "]" * 100_000, "data nested at most a few levels"),
        (b"\xff\xfe{\x00}\x00", "UTF-8"),
        (b'{"events": [{"id": "e", "kind": "fair", "summary": "\xc3("}]}', "UTF-8"),
        (b'{"events": [{"id": "e", "kind": "fair", "summary": "\xed\xa0\x80"}]}', "UTF-8"),
        ('{"events": [{"id": "e", "kind": "fair", "summary": "\\ud800"}]}', WRITABLE),
        ('{"sources": [{"id": "e", "kind": "official", "url": "https://a/\\ud800"}]}', "an http or https address"),
        ('{"events": [{"id": "e", "kind": "fair", "\\ud800\\n": 1}]}', "a field of this record"),
        ('{"events": [{"id": "a\\n\\u001b[31m", "kind": "fair"}]}', "an id such as 'taipei-world-trade-center'"),
    ],
    ids=lambda value: ascii(value)[:45],
)  # fmt: skip
def test_a_broken_file_is_one_problem(content: str | bytes, expected: str, tmp_path: Path) -> None:
    (problem,) = problems_in(saved(tmp_path, content))
    assert problem.expected == expected


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert len(read(saved(tmp_path, "\ufeff" + json.dumps(fair())))) == 1


@pytest.mark.parametrize(
    ("data", "field", "expected", "found"),
    [
        (fair(perod="2023"), "perod", "a field of this record", "an unknown field; did you mean 'period'?"),
        (fair(kind="vist"), "kind", "one of ", "'vist' (str); did you mean 'visit'?"),
        (fair(period="03/04/2023"), "period", "an EDTF date", ""),
        (fair(names=[{"text": "A", "language": "?"}]), "names[0].language", "a BCP 47 language tag", "'?' (str)"),
        (fair(sectors=[{"code": "C99"}]), "sectors[0].code", "an ISIC Rev. 4 section", "'C99' (str)"),
        (fair(names={"text": "A"}), "names", "a list", ""),
        (fair(notes={}), "notes", "a list", "'{}' (dict)"),
        (fair(place="rome"), "place", "an object with keys", "'rome' (str)"),
        (fair(edition="3"), "edition", "a whole number from 1", "'3' (str)"),
        (fair(place={"id": "nowhere"}), "place", "the id of a record (park or place)", "'nowhere', which no"),
        (fair(place={"id": "e"}), "place", "the id of a record (park or place)", "the event 'e'"),
        (fair(part_of={"id": "e"}), "part_of", "no way back to the record itself", "e → e"),
        ({"events": [FAIR, FAIR]}, "id", "an id used once", "a second record with it"),
        ({"events": [FAIR], "people": [{"id": "e"}]}, "id", "an id of its own", "one that another record has or had"),
        ({"events": [{"kind": "fair"}]}, "id", "a value, as the field is required", "nothing"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_a_problem_names_file_record_field_expected_and_found(
    data: Any, field: str, expected: str, found: str, tmp_path: Path
) -> None:
    (problem,) = problems_in(saved(tmp_path, data))
    assert problem.file.startswith("mine.json:")
    assert problem.record in ("e", "record 1")
    assert problem.field == field
    assert problem.expected.startswith(expected)
    assert problem.found.startswith(found)


def test_every_problem_in_one_file_names_that_file(tmp_path: Path) -> None:
    data = fair(place={"id": "nowhere"}) | {"people": [{"id": "e"}]}
    for content in (data, fair(place={"id": "nowhere"}), fair(kind="vist")):
        for problem in problems_in(saved(tmp_path, content)):
            assert problem.file in ("mine.json:events", "mine.json:people")


def test_problems_of_form_ids_and_links_come_in_one_error(tmp_path: Path) -> None:
    wrong = {"id": "wrong", "kind": "vist"}
    links = {"id": "f", "kind": "fair", "place": {"id": "nowhere"}, "part_of": {"id": "wrong"}}
    data = {"events": [wrong, links], "people": [{"id": "f"}]}
    found = {(problem.record, problem.field) for problem in problems_in(saved(tmp_path, data))}
    assert found == {("wrong", "kind"), ("f", "place"), ("f", "id")}


def test_a_link_to_an_id_that_is_used_twice_is_no_second_problem(tmp_path: Path) -> None:
    data = {"events": [FAIR, {"id": "part", "kind": "fair", "part_of": {"id": "e"}}], "people": [{"id": "e"}]}
    found = {(problem.record, problem.field) for problem in problems_in(saved(tmp_path, data))}
    assert found == {("e", "id")}


def test_many_ids_that_the_base_has_are_told_in_a_moment(tmp_path: Path) -> None:
    base = empty().extend([Event(id=f"e{n}", kind="fair") for n in range(2_000)])
    data = {"events": [{"id": f"e{n}", "kind": "visit", "summary": "x"} for n in range(2_000)]}
    began = perf_counter()
    assert len(problems_in(saved(tmp_path, data), base)) == 2_000
    assert perf_counter() - began < 5


def test_all_problems_of_all_files_come_in_one_error(folder: Path) -> None:
    (folder / "events.json").write_text("[")
    (folder / "people.json").write_text('[{"id": "P", "posts": [{"titel": "x"}]}, {"id": "p"}, {"id": "p"}]')
    (folder / "places.json").write_bytes(b"\xff")
    (folder / MANIFEST).write_text('{"title": 3, "version": 4, "licens": "x"}')
    found = {(problem.file, problem.field) for problem in problems_in(folder)}
    assert found >= {
        ("events.json", ""),
        ("people.json", "id"),
        ("people.json", "posts[0].titel"),
        ("people.json", "posts[0].title"),
        ("places.json", ""),
        (MANIFEST, "title"),
        (MANIFEST, "version"),
        (MANIFEST, "licens"),
    }


def test_an_id_that_the_base_has_or_had_is_refused(world: Dataset, tmp_path: Path) -> None:
    base = Dataset(attrs.evolve(world.manifest, redirects={"old-pact": "pact"}), world._graph.shelves)
    for key in ("pact", "old-pact", "anna-rossi"):
        (problem,) = problems_in(saved(tmp_path, {"events": [{"id": key, "kind": "fair"}]}), base)
        assert problem[1:] == (key, "id", "an id of its own", "one that another record has or had")


def test_a_file_over_the_limit_is_not_read(folder: Path, file: Path) -> None:
    with pytest.raises(InvalidDataset, match=r"expected at most 100 bytes, found \d+ bytes"):
        store.read_checked(str(file), max_bytes=100)
    with pytest.raises(InvalidDataset, match=r"events\.json: expected at most 3000 bytes, found \d+ bytes"):
        store.read_checked(str(folder), max_bytes=3_000)


def test_repeated_keys_in_a_large_object_are_found_in_a_moment(tmp_path: Path) -> None:
    keys = ", ".join(f'"k{n}": 1' for n in [*range(100_000), 99_999])
    began = perf_counter()
    (problem,) = problems_in(saved(tmp_path, f'{{"events": [{{{keys}}}]}}'))
    assert problem.found == "the key 'k99999' twice in one object"
    assert perf_counter() - began < 5


def test_many_wrong_records_are_told_in_a_moment(tmp_path: Path) -> None:
    began = perf_counter()
    problems = problems_in(
        saved(tmp_path, {"events": [{"id": f"e{n}", "kind": "vist", "knd": n} for n in range(1_000)]})
    )
    assert len(problems) == 2_000
    assert perf_counter() - began < 10


def test_moderate_nesting_where_a_value_belongs_is_a_problem(tmp_path: Path) -> None:
    for depth in (50, 500, 900, 960, 980, 990):
        deep = "[" * depth + "]" * depth
        for field in ("names", "kind", "id", "summary", "place"):
            assert problems_in(
                saved(tmp_path, f'{{"events": [{{"id": "e", "kind": "fair", "x": 1, "{field}x": {deep}}}]}}')
            )
            text = json.dumps(FAIR | {field: 0}).replace(f'"{field}": 0', f'"{field}": {deep}')
            assert problems_in(saved(tmp_path, f'{{"events": [{text}]}}'))


def test_a_file_cut_anywhere_is_never_read_by_halves(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes().rstrip()
    for length in range(0, len(data), 50):
        assert problems_in(saved(tmp_path, data[:length])), length


@pytest.mark.parametrize("name", FOLDER)
def test_a_folder_with_one_file_cut_anywhere_is_never_read_by_halves(name: str, folder: Path) -> None:
    data = (folder / name).read_bytes()
    for length in range(0, len(data.rstrip()), max(50, len(data) // 30)):
        (folder / name).write_bytes(data[:length])
        assert problems_in(folder), length


def _flipped(data: bytes, count: int) -> Iterator[bytes]:
    chance = random.Random(11)
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(chance.choice([1, 1, 3])):
            broken[chance.randrange(len(broken))] = chance.choice([*b'"\\{}[],:0 \n', chance.randrange(256)])
        yield bytes(broken)


def test_wrong_bytes_are_refused_or_change_a_text_but_lose_no_record(
    world: Dataset, file: Path, tmp_path: Path
) -> None:
    refused = 0
    for data in _flipped(file.read_bytes(), 300):
        path = saved(tmp_path, data)
        if problems_in(path):
            refused += 1
        else:
            assert len(read(path)) == len(world)
    assert refused > 100


def test_wrong_bytes_in_a_folder_are_refused_or_change_nothing_in_the_records(world: Dataset, folder: Path) -> None:
    contents = {name: (folder / name).read_bytes() for name in FOLDER}
    for name, whole in contents.items():
        for data in _flipped(whole, 12):
            (folder / name).write_bytes(data)
            if not problems_in(folder):
                assert read(folder) == world
        (folder / name).write_bytes(whole)
    assert read(folder) == world


def test_what_only_the_fast_way_refuses_is_still_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "explain", lambda *args, **more: ())
    (problem,) = problems_in(saved(tmp_path, fair(kind="vist")))
    assert problem.expected == "a readable event"


# --- The manifest ----------------------------------------------------------------------------------------------------


def test_a_manifest_cannot_be_changed() -> None:
    manifest = Manifest(redirects={"a": "b"})
    with pytest.raises(TypeError):
        manifest.redirects["c"] = "d"  # type: ignore[index]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        manifest.title = "x"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(manifest)) == manifest
    with pytest.raises(InvalidValue, match=r"Manifest\.redirects: expected an object of texts"):
        Manifest(redirects=3)  # type: ignore[arg-type]


def test_redirects_are_written_and_read(tmp_path: Path) -> None:
    dataset = empty(redirects={"old": "p"}).extend([Person(id="p")])
    for path in (tmp_path / "folder", tmp_path / "file.json"):
        dataset.write(path)
        assert read(path)["old"].id == "p"


def test_the_checksum_is_sha_256() -> None:
    assert store.checksum(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_small_world_is_written_with_all_it_says(folder: Path) -> None:
    (pact,) = [item for item in json.loads((folder / "agreements.json").read_text()) if item["id"] == "pact"]
    assert pact["evidence"][4]["rival"] == "2023-05-19"
    assert small_world() == read(folder)


def test_a_name_with_markup_and_formulas_stays_as_it_is(tmp_path: Path) -> None:
    nasty = Person(
        id="p",
        names=[Name(text='=cmd|"/C calc"!A0 <script>alert(1)</script> \u202e')],
        evidence=[Evidence(key="=1", source="s")],
    )
    store.write(str(tmp_path / "x.json"), Manifest(), [nasty])
    assert store.read_checked(str(tmp_path / "x.json")).shelves["person"].get("p") == nasty


# --- The shipped files, edited in place ---


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[{"id": "p"}]', id="another layout"),
        pytest.param('[\n{\n "id": "p"\n', id="cut off"),
        pytest.param('[\n{\n "names": []\n}\n]\n', id="no id first"),
        pytest.param("", id="empty"),
    ],
)
def test_a_shipped_file_in_another_layout_is_refused_with_the_way_to_mend_it(text: str) -> None:
    with pytest.raises(InvalidDataset, match=r"people\.json: expected the canonical layout; .*cqcoop fmt FOLDER"):
        Shelf.cut(Person, text)


@pytest.mark.parametrize("block", ['"names": 3', '"nmes": []', '"names": [', '"posts": [{"x": 1}]'])
def test_a_shipped_record_that_cannot_be_read_is_named(block: str) -> None:
    shelf = Shelf.cut(Person, f'[\n{{\n "id": "p",\n {block}\n}}\n]\n')
    with pytest.raises(InvalidDataset, match=r"people\.json · p: expected the record as it was shipped, found"):
        shelf.get("p")


@pytest.mark.parametrize("name", ["evnts.json", "notes.json"])
def test_a_json_file_of_another_name_is_told_rather_than_lost(world: Dataset, tmp_path: Path, name: str) -> None:
    world.write(tmp_path / "data")
    (tmp_path / "data" / name).write_text("[]", encoding="utf-8")
    (problem,) = problems_in(tmp_path / "data")
    assert problem.file == name
    assert problem.expected.startswith("one of events.json")
    assert ("did you mean 'events.json'?" in problem.found) == (name == "evnts.json")


@pytest.mark.parametrize("was_on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(was_on: bool) -> None:
    try:
        (gc.enable if was_on else gc.disable)()
        assert len(Shelf.cut(Person, layout([Person(id="p")])).records()) == 1
        assert gc.isenabled() is was_on
    finally:
        gc.enable()
