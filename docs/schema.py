"""Write the JSON Schema of the data files: `python docs/schema.py`.

msgspec derives it from the record classes; what it cannot know is added here:
periods are EDTF texts, unknown keys are refused, and a file is a list of records or one object with all lists.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from cqcoop.periods import Period
from cqcoop.records import CLASSES
from cqcoop.store import FILES, Manifest

SCHEMA = Path(__file__).parents[1] / "src" / "cqcoop" / "data" / "cqcoop.schema.json"
EDTF = {"type": "string", "title": "Period", "description": "An EDTF date or interval (ISO 8601-2)."}


def schema_of(kind: type) -> dict[str, Any]:
    """Return what a value of our own says in a schema: only periods are not attrs classes."""
    if kind is Period:
        return EDTF
    raise NotImplementedError(kind)


def build() -> dict[str, Any]:
    """Return the schema of a file of one record type, or of a dataset in one file."""
    kinds = [*CLASSES.values(), Manifest]
    refs, definitions = msgspec.json.schema_components(kinds, schema_hook=schema_of, ref_template="#/$defs/{name}")
    for definition in definitions.values():
        if definition.get("type") == "object":
            definition["additionalProperties"] = False
            definition["description"] = definition.get("description", "").partition("\n")[0]
            for property_ in definition["properties"].values():
                property_.pop("default", None)
    definitions["Manifest"]["properties"]["format"] = {"const": 1}
    lists = {
        FILES[datatype].removesuffix(".json"): {"type": "array", "items": ref}
        for datatype, ref in zip(CLASSES, refs, strict=False)
    }
    whole = {"type": "object", "properties": {"manifest": refs[-1], **lists}, "additionalProperties": False}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A data file of cqcoop",
        "description": "The records of one type, the manifest of a folder, or a whole dataset in one file.",
        "anyOf": [*lists.values(), {"$ref": "#/$defs/Manifest"}, whole],
        "$defs": definitions,
    }


def dumps() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(build(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(dumps(), encoding="utf-8")
    print(f"wrote {SCHEMA}")
