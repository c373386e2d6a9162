"""Records to plain data and back: the only file that knows cattrs.

`from_plain` is strict and fast: it builds the objects and lets their own checks speak.
Where it fails, `explain` goes through the same data again with cattrs and collects every problem there is.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar, get_args, get_origin

import attrs

from cqcoop import records, values
from cqcoop.accept import check_of
from cqcoop.errors import InvalidDataset, InvalidValue, Problem, did_you_mean
from cqcoop.periods import Period
from cqcoop.records import Record, field_names

if TYPE_CHECKING:
    import cattrs

__all__ = ["configure_converter", "explain", "from_dict", "from_plain", "to_dict", "to_plain"]

T = TypeVar("T")
Maker = Callable[[Any], Any]

_VALUES: Final = tuple(kind for name in values.__all__ if attrs.has(kind := getattr(values, name)))


def to_plain(value: object, *, sparse: bool = False) -> Any:
    """Turn a record or value into dictionaries, lists, texts and numbers.

    Periods become EDTF texts. The keys are the field names, in reading order.

    Args:
        value: A record, or a value out of one.
        sparse: Whether to leave out fields at their default, as the files do.

    >>> to_plain(values.Name(text="Italy", language="en"), sparse=True)
    {'text': 'Italy', 'language': 'en'}
    """
    if isinstance(value, tuple):
        return [to_plain(item, sparse=sparse) for item in value]
    if isinstance(value, Period):
        return value.edtf
    if not attrs.has(type(value)):
        return value
    return {
        name: to_plain(item, sparse=sparse)
        for name, default in _fields(type(value))
        if (item := getattr(value, name)) != default or not sparse
    }


def to_dict(record: Record) -> dict[str, Any]:
    """Return a record as a plain dictionary with every field, nested; periods are EDTF texts.

    >>> from cqcoop import Event
    >>> to_dict(Event(id="e", kind="fair", period="2019-11"))["period"]
    '2019-11'
    """
    plain: dict[str, Any] = to_plain(record)
    return plain


def from_dict(kind: type[T], data: Mapping[str, Any]) -> T:
    """Build a record or value from a plain dictionary; the other way round of `to_dict`.

    Raises:
        InvalidDataset: With every problem there is in it.

    >>> from cqcoop import Event
    >>> from_dict(Event, to_dict(Event(id="e", kind="fair"))) == Event(id="e", kind="fair")
    True
    """
    if not isinstance(kind, type):
        raise InvalidValue(f"expected a class and then its data, found {type(kind).__name__} first")
    if not _is_value(kind):
        raise InvalidValue(f"expected a class of records or values, found {kind.__name__}")
    try:
        return from_plain(kind, data)
    except Exception as error:  # whatever the data did, the slow way says what is wrong with it
        problems = explain(kind, data)
        raise InvalidDataset(problems or (Problem("", "", "", f"a readable {kind.__name__}", repr(error)),)) from None


_FIELDS: Final[dict[type, tuple[tuple[str, object], ...]]] = {}
_BUILDERS: Final[dict[type, Maker]] = {}


def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Return the field names of a class in reading order, each with its default."""
    if kind not in _FIELDS:
        by_name = attrs.fields_dict(kind)
        names = field_names(kind) if issubclass(kind, Record) else sorted(by_name, key="cites".__eq__)
        _FIELDS[kind] = tuple((name, by_name[name].default) for name in names)
    return _FIELDS[kind]


def from_plain(kind: type[T], data: Mapping[str, Any]) -> T:
    """Build a record or value of a class from plain data.

    Strict: unknown keys, wrong types and wrong words are errors, of whatever class; ask `explain` what is wrong.

    >>> from_plain(values.Name, {"text": "Italy", "language": "en"}).text
    'Italy'
    """
    built: T = _builder(kind)(data)
    return built


def _builder(kind: type) -> Maker:
    """Return what builds one class, with its parts bound: it runs for thousands of values in a row."""
    if kind not in _BUILDERS:
        made = ((attribute.name, _maker(attribute.type)) for attribute in attrs.fields(kind))
        _BUILDERS[kind] = _bound(kind, tuple((name, make) for name, make in made if make is not None))
    return _BUILDERS[kind]


def _bound(kind: type, makers: tuple[tuple[str, Maker], ...]) -> Maker:
    def build(data: Any) -> Any:
        if data.__class__ is not dict and not isinstance(data, Mapping):
            raise _mismatch("an object with keys", data)
        filled = dict(data)
        for name, make in makers:
            if name in filled:
                filled[name] = make(filled[name])
        return kind(**filled)  # which refuses a key that is no field

    return build


def _maker(annotation: Any) -> Maker | None:
    """Return what turns the plain data of a field into its value; None where nothing need be done."""
    if get_origin(annotation) is Literal:
        return sys.intern
    inner: Any = next((part for part in (annotation, *get_args(annotation)) if _is_value(part)), None)
    if inner is None:
        return None  # a list of texts is looked at by its converter
    build = _builder(inner)
    if get_origin(annotation) is tuple:
        return lambda data: [build(item) for item in _listed(data)]
    if annotation is inner:
        return build
    return lambda data: None if data is None else build(data)


def _listed(data: Any) -> Any:
    if data.__class__ is not list and not isinstance(data, list | tuple):
        raise _mismatch("a list", data)
    return data


def _is_value(part: object) -> bool:
    return isinstance(part, type) and attrs.has(part)


def configure_converter(converter: "cattrs.Converter") -> "cattrs.Converter":
    """Teach a cattrs converter of yours to structure and unstructure records, strictly, and return it.

    Records become sparse dictionaries with EDTF texts; unknown keys are refused.

    >>> import cattrs
    >>> from cqcoop import Name
    >>> converter = configure_converter(cattrs.Converter())
    >>> converter.structure({"text": "Italy"}, Name)
    Name(text='Italy')
    """
    for kind in (*_VALUES, *records.CLASSES.values()):
        _register(kind, converter)
    converter.register_structure_hook(Period, lambda value, _: Period(value))
    converter.register_unstructure_hook(Period, str)
    return converter


def _register(kind: type, converter: "cattrs.Converter") -> None:
    from cattrs.gen import make_dict_structure_fn, override

    hooks: Any = {
        attribute.name: override(struct_hook=_checked(attribute, converter)) for attribute in attrs.fields(kind)
    }
    structure: Callable[[Any, Any], Any] = make_dict_structure_fn(
        kind,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=converter.detailed_validation,
        **hooks,
    )
    converter.register_structure_hook(kind, _only_mappings(structure))
    converter.register_unstructure_hook(kind, _sparse)


def _sparse(value: object) -> Any:
    return to_plain(value, sparse=True)


def _only_mappings(structure: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def strict(value: Any, kind: type) -> Any:
        if not isinstance(value, Mapping):
            raise _mismatch("an object with keys", value)
        return structure(value, kind)

    return strict


def _checked(attribute: "attrs.Attribute[Any]", converter: "cattrs.Converter") -> Callable[[Any, Any], Any]:
    """Return the hook for one field: structure what is in it, then run the field's own converter and validator."""
    annotation: Any = attribute.type
    inner: Any = next((part for part in (annotation, *get_args(annotation)) if _is_value(part)), None)
    many = get_origin(annotation) is tuple
    required = annotation is inner
    convert: Any = attribute.converter
    check = check_of(attribute)

    def hook(value: Any, _: Any) -> Any:
        if many:
            value = _listed(value)
            if inner is not None:
                value = converter.structure(list(value), list[inner])
        elif inner is not None and (required or value is not None):
            value = converter.structure(value, inner)
        if convert is not None:
            value = convert(value)
        if check is not None and value is not attribute.default:
            check(_NAMELESS, attribute, value)
        return value

    return hook


class _Nameless:
    """Stands in for the object that is being built when a field is checked before there is one."""


_NAMELESS: Final = _Nameless()


def _mismatch(expected: str, found: object) -> InvalidValue:
    shown = f"{str(found)[:60]!r} ({type(found).__name__})"
    return InvalidValue(f"expected {expected}, found {shown}", expected, shown)


@cache
def _strict_converter() -> "cattrs.Converter":
    import cattrs

    return configure_converter(cattrs.Converter(detailed_validation=True))


_TAUGHT: Final[set[type]] = set()
"""The classes besides records and values that the strict converter knows: it is taught one when it first meets it."""


def explain(kind: type, data: object, *, file: str = "", record: str = "") -> tuple[Problem, ...]:
    """Return everything that is wrong with plain data for a class; empty where `from_plain` would take it.

    >>> [problem.field for problem in explain(values.Name, {"txt": "Italy", "language": "??"})]
    ['text', 'language', 'txt']
    """
    converter = _strict_converter()
    if kind not in _TAUGHT and kind not in _VALUES and not issubclass(kind, Record):
        _register(kind, converter)
        _TAUGHT.add(kind)
    try:
        converter.structure(data, kind)
    except RecursionError:
        return (Problem(file, record, "", "data nested at most a few levels", "deeper nesting"),)
    except Exception as error:
        return tuple(Problem(file, record, path, *parts) for path, parts in _problems(error, ""))
    return ()


def _problems(error: BaseException, path: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the path, the expectation and what was found for every error in a tree of cattrs errors."""
    path += "".join(_step(note) for note in getattr(error, "__notes__", ()))
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _problems(inner, path)
    elif extra := getattr(error, "extra_fields", None):
        known = [attribute.name for attribute in attrs.fields(error.cl)]  # type: ignore[attr-defined]
        for name in sorted(extra, key=str):
            yield (
                f"{path}.{name}".lstrip("."),
                ("a field of this record", f"an unknown field{did_you_mean(name, known)}"),
            )
    else:
        yield path.lstrip("."), _expected_and_found(error)


def _step(note: object) -> str:
    name = getattr(note, "name", None)
    return f"[{note.index}]" if name is None else f".{name}"  # type: ignore[attr-defined]


def _expected_and_found(error: BaseException) -> tuple[str, str]:
    if isinstance(error, KeyError):
        return "a value, as the field is required", "nothing"
    if isinstance(error, InvalidValue) and error.expected:
        return error.expected, error.found
    expected, _, found = str(error).partition(", found ")
    return expected.removeprefix("expected "), found or "something else"
