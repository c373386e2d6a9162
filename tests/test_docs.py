"""What the documentation says is so: every example runs, every public name is explained."""

import doctest
import importlib
import pkgutil
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cqcoop

CHECKOUT = Path(__file__).parents[1]
PAGES = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
MODULES = ["cqcoop", *(found.name for found in pkgutil.walk_packages(cqcoop.__path__, "cqcoop."))]
FENCED = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.filterwarnings("ignore::cqcoop.EvidenceWarning")


def name_of(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


def blocks(page: Path, kind: str) -> Iterator[tuple[int, str]]:
    """Yield the line number and the text of every fenced block of a kind."""
    text = page.read_text(encoding="utf-8")
    for match in FENCED.finditer(text):
        if match["kind"] == kind:
            yield text.count("\n", 0, match.start("body")), match["body"]


def run(test: doctest.DocTest) -> None:
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST | doctest.ELLIPSIS)
    runner.run(test, out=report.append, clear_globs=False)
    if runner.failures:
        pytest.fail("".join(report), pytrace=False)


def with_console(page: Path) -> bool:
    return next(blocks(page, "console"), None) is not None


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_examples_of_a_page_run_from_top_to_bottom(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for line, body in blocks(page, "python"):
        test = doctest.DocTestParser().get_doctest(body, names, name_of(page), str(page), line)
        assert test.examples, f"{name_of(page)}, line {line}: a Python block without a prompt is never run"
        test.globs = names  # one namespace for the whole page, instead of a copy for each block
        run(test)


@pytest.mark.parametrize("page", [page for page in PAGES if with_console(page)], ids=name_of)
def test_commands_of_a_page_succeed(page: Path, tmp_path: Path) -> None:
    proof = cqcoop.Evidence(key="n1", source="my-notes", fields=["kind", "title"], mode="coded")
    notes = cqcoop.Source(id="my-notes", kind="company", title="Notes", evidence=[proof])
    cqcoop.load().extend([notes]).write(tmp_path / "my-data", only=[notes])
    for _, body in blocks(page, "console"):
        for line in body.splitlines():
            words = shlex.split(line.strip().removeprefix("$ "))
            assert words[0] == "python", f"{name_of(page)}: {line}"
            done = subprocess.run(
                [sys.executable, *words[1:]], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    module = importlib.import_module(name)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module):
        run(test)


def test_every_public_name_is_in_the_reference() -> None:
    reference = "\n".join(page.read_text(encoding="utf-8") for page in (CHECKOUT / "docs" / "reference").glob("*.md"))
    missing = [
        name for name in cqcoop.__all__ if not re.search(rf"(:: (cqcoop\.)?{name}$|`{name}`)", reference, re.MULTILINE)
    ]
    assert missing == []


def test_every_public_name_has_a_docstring() -> None:
    assert [name for name in cqcoop.__all__ if not getattr(cqcoop, name).__doc__] == []


@pytest.mark.parametrize("name", ["first", "second"])
def test_readme_command_is_one_line(name: str) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"<!-- command: {name} -->\n```sh\n(.*)\n```\n", readme)
    assert len(found) == 1
    assert found[0].startswith("python3 -m venv .venv && ")


def test_pages_have_one_sentence_a_line() -> None:
    two = re.compile(r"[a-z)`][.?] [A-Z][a-z]+ ")
    prose = re.compile(r"^(?![-|>\d%`: ]|\.\. )")
    found = [
        f"{name_of(page)}: {line}"
        for page in sorted((CHECKOUT / "docs").rglob("*.md"))
        for line in FENCED.sub("", page.read_text(encoding="utf-8")).splitlines()
        if prose.match(line) and two.search(line)
    ]
    assert found == []
