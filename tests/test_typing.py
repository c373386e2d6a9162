"""What checkers say of a user's script: nothing of a right one, and one error for every planted mistake."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent / "typing"
GOOD, BAD = SCRIPTS / "good.py", SCRIPTS / "bad.py"
WRONG = {number for number, line in enumerate(BAD.read_text().splitlines(), 1) if line.endswith("# wrong")}


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
    )


def by_mypy(folder: Path) -> dict[str, list[tuple[int, str]]]:
    """Return the errors that mypy finds, by file: line and message."""
    pytest.importorskip("mypy")
    command = [
        "mypy",
        "--strict",
        "--config-file=",
        "--no-error-summary",
        "--no-pretty",
        "--cache-dir",
        str(folder / "cache"),
    ]
    done = run(*command, str(GOOD), str(BAD), cwd=folder)
    assert done.stderr == ""
    found: dict[str, list[tuple[int, str]]] = {"good.py": [], "bad.py": []}
    for line in done.stdout.splitlines():
        match = re.fullmatch(r"(.*?):(\d+): error: (.*)", line)
        if match:
            found.setdefault(Path(match[1]).name, []).append((int(match[2]), match[3]))
    return found


def by_pyright(folder: Path) -> dict[str, list[tuple[int, str]]]:
    """Return the errors that pyright finds, by file: line and message."""
    pytest.importorskip("pyright")
    done = run("pyright", "--pythonpath", sys.executable, "--outputjson", str(GOOD), str(BAD), cwd=folder)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        pytest.skip(f"pyright cannot start here: {(done.stderr or done.stdout).strip()[-200:]}")
    found: dict[str, list[tuple[int, str]]] = {"good.py": [], "bad.py": []}
    for error in report["generalDiagnostics"]:
        if error["severity"] == "error":
            found.setdefault(Path(error["file"]).name, []).append(
                (error["range"]["start"]["line"] + 1, error["message"])
            )
    return found


@pytest.fixture(scope="module", params=[by_mypy, by_pyright], ids=["mypy", "pyright"])
def errors(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = request.param(tmp_path_factory.mktemp("checked"))
    return found


def test_a_right_script_has_no_errors(errors: dict[str, list[tuple[int, str]]]) -> None:
    assert errors["good.py"] == []


def test_every_planted_mistake_is_found_and_nothing_else(errors: dict[str, list[tuple[int, str]]]) -> None:
    found = {number for number, _ in errors["bad.py"]}
    lines = BAD.read_text().splitlines()
    assert [lines[number - 1] for number in sorted(WRONG - found)] == []
    assert [error for error in errors["bad.py"] if error[0] not in WRONG] == []


def test_no_other_file_is_found_fault_with(errors: dict[str, list[tuple[int, str]]]) -> None:
    assert set(errors) == {"good.py", "bad.py"}


def test_mistakes_are_planted() -> None:
    assert len(WRONG) > 30
