"""The peer of bar 4: the shipped data through `json.load` and a plain cattrs converter that forbids extra keys.

It builds the same attrs classes, so that both sides pay alike for the classes and their checks.
"""

import json
from pathlib import Path
from types import UnionType
from typing import get_args

import cattrs

import cqcoop.dataset
from cqcoop.periods import Period
from cqcoop.records import CLASSES
from cqcoop.store import FILES

converter = cattrs.Converter(forbid_extra_keys=True)
converter.register_structure_hook(Period, lambda text, _: Period(text))
converter.register_structure_hook_func(
    lambda kind: isinstance(kind, UnionType) and set(get_args(kind)) <= {str, int, float, type(None)},
    lambda value, _: value,
)
folder = Path(cqcoop.dataset.__file__).with_name("data")
records = {}
for datatype, name in FILES.items():
    with (folder / name).open(encoding="utf-8") as file:
        for record in converter.structure(json.load(file), list[CLASSES[datatype]]):
            records[record.id] = record
