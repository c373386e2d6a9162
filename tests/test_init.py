import subprocess
import sys
from typing import Any

import pytest

import cqcoop
from cqcoop.errors import UnknownName


def run(code: str) -> str:
    """Run some lines in a fresh interpreter and return what they print; whatever goes to stderr is a failure."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def loaded(code: str) -> set[str]:
    """Return the top-level modules that some lines load, and the full names of those of this package."""
    lines = f"import sys; before = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))"
    names = run(lines).split()
    return {name if name.startswith("cqcoop") else name.partition(".")[0] for name in names}


def test_importing_the_package_touches_neither_attrs_nor_json_nor_data() -> None:
    assert loaded("import cqcoop") == {"cqcoop"}


def test_importing_the_package_opens_no_file_of_its_own() -> None:
    code = """
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
import cqcoop
print([path for path in opened if path.endswith(".json")])
"""
    assert run(code) == "[]"


def test_the_first_shipped_record_touches_neither_cattrs_nor_dateutil_nor_frames() -> None:
    got = loaded("import cqcoop; assert cqcoop.agreements['liangjiang-wtpf-2023'].signed.year == 2023")
    assert "attrs" in got
    assert got.isdisjoint(
        {
            "cattrs",
            "dateutil",
            "pandas",
            "polars",
            "numpy",
            "difflib",
            "hashlib",
            "_hashlib",
            "csv",
            "html",
            "importlib.resources",
        }
    )
    assert got.isdisjoint({"cqcoop.codebook", "cqcoop.briefing", "cqcoop.cards", "cqcoop.formats.frames"})


def test_only_the_file_that_is_asked_for_is_read() -> None:
    code = """
import os, sys
opened = set()
sys.addaudithook(lambda event, args: event == "open" and opened.add(os.path.basename(str(args[0]))))
import cqcoop
cqcoop.agreements["liangjiang-wtpf-2023"]
print(*sorted(name for name in opened if name.endswith(".json")))
"""
    assert run(code) == "agreements.json manifest.json"


def test_reading_data_runs_no_code_and_goes_nowhere() -> None:
    """No network, no pickle, no process, no compiling: once everything was used once, data are only data."""
    code = """
import sys, os, tempfile, json, warnings
import cqcoop, cqcoop.dataset, cqcoop.codec, cqcoop.formats.files, cqcoop.formats.json, hashlib, difflib
shipped = cqcoop.load()
for group in shipped.collections():
    group[0]
path = tempfile.mkdtemp() + "/copy"
shipped.write(path)
cqcoop.read(path)
shipped.events.during("July 2024").involving("Italy").sort_by("period").to_json()
try:
    cqcoop.from_dict(cqcoop.Event, {})
except ValueError:
    pass
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pickle.",
             "shelve.", "ctypes.", "urllib.", "http.", "ftplib.", "code.__new__", "compile", "exec", "marshal.",
             "webbrowser.", "import")
seen = []
sys.addaudithook(lambda event, args: event.startswith(FORBIDDEN) and seen.append((event, str(args)[:80])))
again = cqcoop.read(path)
assert again == shipped and list(again) == list(shipped)
for record in cqcoop.load():
    repr(record), record.items(), cqcoop.to_dict(record)
again.events.involving("Italy").during("2024")
again.timeline("Yongchuan")
again.search("Bruno Massier")
print(seen)
"""
    assert run(code) == "[]"


def test_nothing_in_the_life_of_the_package_uses_network_pickle_or_another_process() -> None:
    code = """
import sys
seen = []
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.system", "pickle.", "ctypes.dlopen", "urllib.", "webbrowser.")
sys.addaudithook(lambda event, args: event.startswith(FORBIDDEN) and seen.append(event))
import cqcoop
list(cqcoop.load())
print(cqcoop.brief("Italy"))
cqcoop.load().checksum
print()
print(seen)
"""
    assert run(code).splitlines()[-1] == "[]"


ORDERS = [
    ["Brief", "brief"],
    ["cite", "brief"],
    ["brief", "Brief", "brief"],
    ["load", "read", "brief"],
]


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_brief_is_the_function_in_whatever_order_names_are_used(order: list[str]) -> None:
    uses = "; ".join(f"cqcoop.{name}" for name in order)
    assert run(f"import cqcoop; {uses}; print(callable(cqcoop.brief), type(cqcoop.brief).__name__)") == "True function"
    froms = "; ".join(f"from cqcoop import {name}" for name in order)
    assert run(f"{froms}; import cqcoop; print(type(cqcoop.brief).__name__)") == "function"


def test_every_public_name_can_be_used_first() -> None:
    for name in cqcoop.__all__:
        value: Any = getattr(cqcoop, name)
        assert type(value).__name__ != "module", name
        assert getattr(cqcoop, name) is value


def test_all_names_can_be_imported_at_once() -> None:
    assert (
        run("from cqcoop import *; print(Event.__name__, type(brief).__name__, len(events) > 0)")
        == "Event function True"
    )


def test_public_names_are_listed_once_and_by_dir() -> None:
    assert len(set(cqcoop.__all__)) == len(cqcoop.__all__)
    assert set(cqcoop.__all__) <= set(dir(cqcoop))
    assert "__version__" in dir(cqcoop)


def test_checkers_see_the_names_that_there_are() -> None:
    import ast
    import inspect

    tree = ast.parse(inspect.getsource(cqcoop))
    block, _ = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        alias.asname for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names if alias.asname
    }
    seen |= {
        node.target.id for node in block.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert seen == set(cqcoop.__all__)


def test_a_misspelt_public_name_names_the_one_that_was_meant() -> None:
    with pytest.raises(AttributeError, match=r"^module 'cqcoop' has no attribute 'evnts'; did you mean 'events'\?$"):
        _ = cqcoop.evnts  # type: ignore[attr-defined]
    with pytest.raises(UnknownName, match=r"^module 'cqcoop' has no attribute '_private'$"):
        _ = cqcoop._private  # type: ignore[attr-defined]
    assert not hasattr(cqcoop, "evnts")


def test_importing_a_misspelt_name_is_an_import_error() -> None:
    with pytest.raises(ImportError, match="evnts"):
        from cqcoop import evnts  # type: ignore[attr-defined] # noqa: F401


def test_collections_are_those_of_the_shipped_dataset() -> None:
    for name in ("agreements", "events", "initiatives", "organisations", "parks", "people", "places", "sources"):
        assert getattr(cqcoop, name) is getattr(cqcoop.load(), name)


def test_the_code_has_a_version_of_its_own() -> None:
    assert cqcoop.__version__.count(".") == 2
    assert cqcoop.__version__ != cqcoop.load().version
