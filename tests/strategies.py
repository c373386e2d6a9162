"""Hypothesis strategies for records and values of every class, made from the classes and the vocabularies."""

from functools import cache
from typing import Any, Literal, get_args, get_origin

import attrs
from hypothesis import strategies as st

from cqcoop import values
from cqcoop.periods import Period
from cqcoop.records import CLASSES, Record
from cqcoop.standards import ISIC, TERRITORIES

VALUES = tuple(
    kind for name in values.__all__ if attrs.has(kind := getattr(values, name)) and name not in ("Cited", "Spelt")
)

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=12).filter(str.strip)
ids = st.sampled_from(["a", "b-1", "taipei-world-trade-center", "x" * 120])
keys = st.sampled_from(["e1", "e2", "证据"])
periods = st.sampled_from(
    [
        "2023",
        "2023-09",
        "2023-09-07",
        "2024-07-30/2024-08-02",
        "[2024-07-04..2024-07-05]",
        "2011~",
        "2019?",
        "../2020",
        "2011/",
    ]
).map(Period)
numbers = st.integers(-(10**30), 10**30) | st.floats(-1e30, 1e30)
counts = st.integers(1, 10**6)

BY_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "cites": st.lists(keys, max_size=2),
    "fields": st.lists(st.sampled_from(["kind", "period", "summary"]), max_size=2),
    "id": ids,
    "source": ids,
    "event": ids,
    "key": keys,
    "language": st.sampled_from(["en", "zh-Hans", "zh-Latn-wadegile", "und"]),
    "territory": st.sampled_from(sorted(TERRITORIES)),
    "code": st.sampled_from(sorted(ISIC)),
    "unit": st.sampled_from(["USD", "enterprises", "%", "家"]),
    "quotation": st.sampled_from(["On September 7th, 2023", "海峡两岸产业合作区"]),
    "url": st.sampled_from(["https://example.org/", "http://例子.cn/a?b=c"]),
    "sha256": st.just("0a" * 32),
    "rival": st.one_of(texts, numbers),
    "paragraph": counts,
    "edition": counts,
    "ordinal": counts,
    "notes": st.lists(texts, max_size=2),
    "low": numbers,
    "high": numbers,
    "change": numbers,
}


def _of(annotation: Any, name: str) -> st.SearchStrategy[Any]:
    if name in BY_FIELD and annotation is not values.Comparison:
        return BY_FIELD[name]
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    inner = [part for part in get_args(annotation) if part not in (type(None), ...)]
    if get_origin(annotation) is tuple:
        return st.lists(built(inner[0]), max_size=2)
    if inner:
        return _of(inner[0], name)
    if annotation is Period:
        return periods
    return texts if annotation is str else built(annotation)


@st.composite
def _built(draw: st.DrawFn, kind: type) -> Any:
    filled: dict[str, Any] = {}
    for attribute in attrs.fields(kind):
        if attribute.default is attrs.NOTHING or draw(st.integers(0, 3)) == 0:
            filled[attribute.name] = draw(_of(attribute.type, attribute.name))
    return kind(**_consistent(kind, filled))


def _consistent(kind: type, filled: dict[str, Any]) -> dict[str, Any]:
    if kind in (values.Mention, values.Participation) and not filled.keys() & {"printed", "id"}:
        filled["printed"] = "somebody"
    if kind is values.Quantity and {"low", "high"} <= filled.keys():
        filled["low"], filled["high"] = sorted((filled["low"], filled["high"]))
    if kind is values.Evidence:
        filled.setdefault("step", "by reading on")
        filled |= {"rival": filled.get("rival", 3), "reason": filled.get("reason", "because")}
    return filled


@cache
def built(kind: type) -> st.SearchStrategy[Any]:
    """Objects of one class, each optional field filled now and then."""
    return _built(kind)


def records() -> st.SearchStrategy[Record]:
    """Records of every class."""
    return st.one_of([built(kind) for kind in CLASSES.values()])


def objects() -> st.SearchStrategy[Any]:
    """Records and values of every class."""
    return st.one_of([built(kind) for kind in (*CLASSES.values(), *VALUES)])
