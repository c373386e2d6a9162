"""The JSON Schema for editors: generated from the classes, true of the shipped data, and able to refuse."""

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import cqcoop
from cqcoop import store

DOCS = Path(__file__).parents[1] / "docs"
DATA = Path(cqcoop.__file__).with_name("data")
SCHEMA = json.loads((DATA / "cqcoop.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_the_one_that_the_classes_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    import schema

    monkeypatch.delitem(sys.modules, "schema")
    assert (DATA / "cqcoop.schema.json").read_text(encoding="utf-8") == schema.dumps()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", [*store.FILES.values(), store.MANIFEST])
def test_the_shipped_files_fit_the_schema(name: str) -> None:
    VALIDATOR.validate(json.loads((DATA / name).read_text(encoding="utf-8")))


def test_a_dataset_in_one_file_fits_the_schema(tmp_path: Path) -> None:
    cqcoop.load().write(tmp_path / "all.json")
    VALIDATOR.validate(json.loads((tmp_path / "all.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"id": "e"}, id="without a kind"),
        pytest.param({"id": "e", "kind": "vist"}, id="with an unknown kind"),
        pytest.param({"id": "e", "kind": "visit", "perid": "2024"}, id="with a misspelt field"),
        pytest.param({"id": "e", "kind": "visit", "names": ["A"]}, id="with a name that is only a text"),
        pytest.param({"id": "e", "kind": "visit", "edition": "3"}, id="with a number as a text"),
    ],
)
def test_the_schema_refuses_an_event(record: dict[str, Any]) -> None:
    event = {"$ref": "#/$defs/Event", "$defs": SCHEMA["$defs"]}
    assert not jsonschema.Draft202012Validator(event).is_valid(record)
    assert jsonschema.Draft202012Validator(event).is_valid({"id": "e", "kind": "visit", "period": "2024"})
