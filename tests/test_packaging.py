"""The package as a whole: its floors, its public names, its versions and its licences."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from importlib import metadata
from pathlib import Path

import pytest

import cqcoop

CHECKOUT = Path(__file__).parents[1]
PACKAGE = Path(cqcoop.__file__).parent

FLOORS = {
    6: {"__init__", "__main__"},
    5: {"briefing", "citation"},
    4: {"dataset"},
    3: {"links", "names", "store", "graph", "checks", "selecting", "queries"},
    2: {"records", "cards", "codec", "flat"},
    1: {"vocabulary", "codebook", "standards", "periods", "accept", "values"},
    0: {"errors", "formats", "data"},
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}

PUBLIC_NAMES = {
    "collections": "agreements events initiatives organisations parks people places sources",
    "functions": "brief cite configure_converter from_dict load read to_dict",
    "dataset": "Brief Dataset Period",
    "records": "Agreement Event IndustrialPark Initiative Organisation Person Place Record Source",
    "values": "Clause Code Comparison Coverage Evidence Mention Milestone Name Participation Post Quantity SectorCode"
    " Statement Topic",
    "errors": "AmbiguousName CqcoopError EvidenceWarning InvalidDataset InvalidPeriod InvalidValue MissingExtra"
    " NotUnique Problem RecordNotFound UnknownField UnknownName",
}


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def imported(path: Path) -> set[str]:
    """Return the modules of the package that a file imports anywhere, in functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are absolute"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            # `from cqcoop import values` asks for a module, `from cqcoop.values import Name` for what is in one.
            found |= {name if name.removeprefix("cqcoop.") in MODULES else str(node.module) for name in inner}
    return {name.removeprefix("cqcoop.") for name in found if name.startswith("cqcoop.")} | (
        {"__init__"} if "cqcoop" in found else set()
    )


# --- Floors ---


def test_every_module_has_a_floor() -> None:
    assert {name.partition(".")[0] for name in MODULES} | {"data"} == FLOOR_OF.keys()


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_only_go_down(module: str) -> None:
    floor = FLOOR_OF[module.partition(".")[0]]
    higher = {name for name in imported(MODULES[module]) if FLOOR_OF[name.partition(".")[0]] > floor}
    assert higher == set()


def test_imports_go_in_no_circle() -> None:
    below = {name: imported(path) - {"__init__"} for name, path in MODULES.items() if name != "__init__"}
    TopologicalSorter(below).prepare()


def test_the_documented_floors_are_the_floors() -> None:
    page = read("docs/explanation/architecture.md")
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", page, re.MULTILINE)
    assert {int(floor): set(re.findall(r"`(\w+)`", rooms)) for floor, rooms in rows} == FLOORS


# --- Names ---


def test_public_names_are_these() -> None:
    assert sorted(cqcoop.__all__) == sorted(name for names in PUBLIC_NAMES.values() for name in names.split())


def test_no_module_takes_a_public_name() -> None:
    # Once imported, a module is an attribute of its package: `cqcoop.brief` would be the file and not the function.
    assert set(MODULES) & set(cqcoop.__all__) == set()


def test_checkers_and_python_see_the_same_public_names() -> None:
    typed: set[str] = set()
    for node in ast.walk(ast.parse(MODULES["__init__"].read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for inner in node.body:
                if isinstance(inner, ast.ImportFrom):
                    typed |= {alias.asname for alias in inner.names if alias.asname}
                elif isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Name):
                    typed.add(inner.target.id)
    assert typed == set(cqcoop.__all__)


def test_package_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


# --- Versions and licences ---


def test_versions_agree() -> None:
    changelog = read("CHANGELOG.md")
    assert metadata.version("cqcoop") == cqcoop.__version__
    assert f"## Code [{cqcoop.__version__}]" in changelog
    assert f"## Data [{cqcoop.load().version}]" in changelog
    assert f'version: "{cqcoop.load().version}"' in read("CITATION.cff")


def test_licence_is_one_expression_with_both_texts() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["license"] == "MIT AND CC-BY-4.0"
    assert cqcoop.load().licence == "CC-BY-4.0"
    assert read("LICENSE").startswith("MIT License\n")
    legal_code = read("LICENSE-DATA")
    assert "Creative Commons Attribution 4.0 International Public License" in legal_code
    assert re.findall(r"^Section (\d) -- ", legal_code, re.MULTILINE) == list("12345678")


def test_runtime_needs_three_packages() -> None:
    needed = [re.match(r"[\w-]+", line) for line in metadata.requires("cqcoop") or [] if "extra ==" not in line]
    assert sorted(match[0] for match in needed if match) == ["attrs", "cattrs", "python-dateutil"]


def test_citation_has_what_the_format_requires() -> None:
    keys = re.findall(r"^([a-z-]+):", read("CITATION.cff"), re.MULTILINE)
    assert {"cff-version", "message", "title", "authors"} <= set(keys)
    assert len(keys) == len(set(keys))
