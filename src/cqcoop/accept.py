"""What a field of a record accepts: the converters and checks that all classes share.

The annotation of a field says what it accepts; where it cannot say enough, the metadata of the field name a check.
A check names the class, the field, what it expects and what it found.
Converters only spare the user ceremony: a list becomes a tuple, an EDTF text a `Period`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from inspect import signature
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, get_args, get_origin

from cqcoop.errors import InvalidValue, did_you_mean
from cqcoop.periods import Period
from cqcoop.standards import CURRENCIES, ISIC, TERRITORIES, is_language_tag

if TYPE_CHECKING:
    from attrs import Attribute

Validator: TypeAlias = Callable[[Any, "Attribute[Any]", Any], None]

T = TypeVar("T")

MAX_TEXT: Final = 20_000
"""The longest text that a field takes, in characters: foreign input is bounded."""

MAX_NUMBER: Final = 1e30
"""The largest number that a field takes, whatever its sign."""

_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_URL = re.compile(r"https?://[^\s<>\"\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_HAN: Final = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
_SPACING: Final = "\t\n"


def refuse(instance: object, name: str, expected: str, found: object, *, hint: str = "") -> InvalidValue:
    """Return the error for a value that a field does not take.

    >>> str(refuse(3, "low", "a number", "x"))
    "int.low: expected a number, found 'x' (str)"
    """
    try:
        shown = repr(found)
    except ValueError:  # Python refuses to spell out an integer of thousands of digits
        shown = "a number of thousands of digits"
    shown = shown if len(shown) <= 80 else f"{shown[:77]}..."
    shown = f"{shown} ({type(found).__name__}){hint}"
    return InvalidValue(f"{type(instance).__name__}.{name}: expected {expected}, found {shown}", expected, shown)


def word_count(text: str) -> float:
    """Count the words of a quotation: a Chinese character is half a word, so that sixteen stand for eight.

    >>> word_count("over 3,800 enterprises"), word_count("海峡两岸产业合作区")
    (3, 4.5)
    """
    if text.isascii():
        return len(text.split())
    characters = [letter for letter in text if any(first <= letter <= last for first, last in _HAN)]
    others = text.translate(dict.fromkeys(map(ord, characters), " "))
    return len(others.split()) + len(characters) / 2


def _is_unwritable(text: str) -> bool:
    """Return whether a text holds control characters, or halves of characters that cannot be written as UTF-8."""
    return any(
        (sign < " " and sign not in _SPACING) or "\x7f" <= sign <= "\x9f" or "\ud800" <= sign <= "\udfff"
        for sign in text
    )


def as_period(value: Period | str | date | None) -> Period | None:
    """Read an EDTF text or a day as a `Period`; a period and None stay as they are."""
    if value is None or isinstance(value, Period):
        return value
    return Period.parse(value) if isinstance(value, date) else Period(value)


def as_strings(value: Iterable[str]) -> tuple[str, ...]:
    """Make a tuple of texts; a single text is refused, because it would fall apart into letters."""
    if value.__class__ is list:  # what files hold, thousands of times
        return tuple(value)
    if isinstance(value, str):
        raise InvalidValue(f"expected several texts, found one: {value[:60]!r}; write [{value[:60]!r}]")
    return as_tuple(value)


def as_tuple(value: Iterable[T]) -> tuple[T, ...]:
    """Make a tuple; what cannot be one stays as it is, for the check to refuse it with class and field."""
    if value.__class__ is list:
        return tuple(value)
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, Mapping) else value  # type: ignore[return-value]


def spare_signatures(*converters: Callable[..., object]) -> None:
    """Tell attrs the signatures of converters once: it works them out for every field anew, 140 times in all."""
    for converter in converters:
        converter.__dict__["__signature__"] = signature(converter)


spare_signatures(as_period, as_strings)


TRUSTING: Final[ContextVar[bool]] = ContextVar("trusting", default=False)
"""Whether what is being built comes from the shipped data, which their tests have checked."""


@contextmanager
def trusting() -> Iterator[None]:
    """Build without checks inside of this, in this thread or task only.

    >>> with trusting():
    ...     TRUSTING.get()
    True
    """
    token = TRUSTING.set(True)
    try:
        yield
    finally:
        TRUSTING.reset(token)


def check(value: object, attributes: "Iterable[Attribute[Any]]") -> None:
    """Check every field of a value that is not at its default.

    Raises:
        InvalidValue: A field has a value that it does not accept.
    """
    for attribute in attributes:
        found = getattr(value, attribute.name)
        if found is not attribute.default and (accepts := check_of(attribute)) is not None:
            accepts(value, attribute, found)


_CHECKS: Final[dict[int, tuple["Attribute[Any]", Validator | None]]] = {}


def check_of(attribute: "Attribute[Any]") -> Validator | None:
    """Return what checks a field: what its metadata or validator say, else what follows from its annotation."""
    # By identity, as attributes are slow to hash; the attribute is kept so that its identity stays its own.
    known = _CHECKS.get(id(attribute))
    if known is None:
        given = attribute.metadata.get("check") or attribute.validator
        known = _CHECKS[id(attribute)] = (attribute, given or _by_annotation(attribute.type))
    return known[1]


def _by_annotation(annotation: Any) -> Validator | None:
    """Return the check that an annotation stands for; None where the converter leaves nothing to check.

    None needs no check: it is the default of every field that may be empty.
    """
    parts = tuple(part for part in get_args(annotation) if part is not NoneType)
    if get_origin(annotation) is tuple:
        return texts if parts[0] is str else each(parts[0])
    if get_origin(annotation) is Literal:
        return one_of(annotation)
    if len(parts) > 1:
        return scalar if str in parts else number
    kind = parts[0] if parts else annotation
    if get_origin(kind) is Literal:
        return one_of(kind)
    simple: dict[Any, Validator | None] = {str: text, int: count, Period: None}
    return simple[kind] if kind in simple else a(kind)


def text(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a text that is not blank, not longer than `MAX_TEXT` and can be written as UTF-8."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_TEXT:
        raise refuse(instance, attribute.name, f"a text of 1 to {MAX_TEXT} characters", value)
    if not value.isprintable() and _is_unwritable(value):
        raise refuse(instance, attribute.name, "a text without control characters or lone surrogates", value)


def texts(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a tuple of texts."""
    _is_tuple(instance, attribute, value, "texts")
    for item in value:
        text(instance, attribute, item)


def _is_tuple(instance: Any, attribute: "Attribute[Any]", value: Any, what: str) -> None:
    if value.__class__ is not tuple:
        raise refuse(instance, attribute.name, f"several {what}", value)


def text_by_text(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a mapping from texts to texts."""
    if not isinstance(value, Mapping):
        raise refuse(instance, attribute.name, "an object of texts", value)
    for key, item in value.items():
        text(instance, attribute, key)
        text(instance, attribute, item)


def identifier(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept an id: lower-case letters, digits and single hyphens, at most 120 characters."""
    if not isinstance(value, str) or len(value) > 120 or not _IDENTIFIER.fullmatch(value):
        raise refuse(instance, attribute.name, "an id such as 'taipei-world-trade-center'", value)


def one_of(vocabulary: object) -> Validator:
    """Return a validator for the terms of a vocabulary; a near miss is named in the error."""
    allowed = frozenset(get_args(vocabulary))

    def check(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if not isinstance(value, str) or value not in allowed:
            listed = ", ".join(repr(term) for term in sorted(allowed))
            raise refuse(instance, attribute.name, f"one of {listed}", value, hint=did_you_mean(value, allowed))

    return check


def each(kind: type) -> Validator:
    """Return a validator for tuples whose items are all of one class."""

    def check(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
        _is_tuple(instance, attribute, value, f"items of class {kind.__name__}")
        for item in value:
            if item.__class__ is not kind:
                raise refuse(instance, attribute.name, f"items of class {kind.__name__}", item)

    return check


def a(kind: type) -> Validator:
    """Return a validator for objects of one class."""

    def check(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
        if value.__class__ is not kind:
            raise refuse(instance, attribute.name, f"a {kind.__name__}", value)

    return check


def number(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a finite number; a truth value is not a number here."""
    if value.__class__ not in (int, float) or not abs(value) <= MAX_NUMBER:
        raise refuse(instance, attribute.name, "a finite number", value)


def scalar(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a text or a finite number."""
    accepts = text if isinstance(value, str) else number
    accepts(instance, attribute, value)


def count(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a whole number from 1."""
    if value.__class__ is not int or not 1 <= value <= MAX_NUMBER:
        raise refuse(instance, attribute.name, "a whole number from 1", value)


def language_tag(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a well-formed BCP 47 language tag."""
    if not isinstance(value, str) or not is_language_tag(value):
        raise refuse(instance, attribute.name, "a BCP 47 language tag such as 'en' or 'zh-Hans'", value)


def territory(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept an ISO 3166-1 alpha-2 code."""
    if not isinstance(value, str) or value not in TERRITORIES:
        raise refuse(instance, attribute.name, "an ISO 3166-1 alpha-2 code such as 'IT'", value)


def sector(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept an ISIC Rev. 4 section ("C") or division ("C29")."""
    if not isinstance(value, str) or value not in ISIC:
        raise refuse(instance, attribute.name, "an ISIC Rev. 4 section or division such as 'C' or 'C29'", value)


def unit(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a unit: an ISO 4217 code for money, else words for what is counted; three capitals must be a currency."""
    text(instance, attribute, value)
    if len(value) == 3 and value.isascii() and value.isupper() and value not in CURRENCIES:
        raise refuse(instance, attribute.name, "an ISO 4217 currency code or the words for what is counted", value)


def quotation(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a quotation of at most eight words or sixteen Chinese characters."""
    text(instance, attribute, value)
    if word_count(value) > 8:
        raise refuse(instance, attribute.name, "at most eight words or sixteen Chinese characters", value)


def url(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept an http or https address."""
    if not isinstance(value, str) or len(value) > 2_000 or not _URL.fullmatch(value):
        raise refuse(instance, attribute.name, "an http or https address", value)


def sha256(instance: Any, attribute: "Attribute[Any]", value: Any) -> None:
    """Accept a SHA-256 in lower-case hexadecimal."""
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise refuse(instance, attribute.name, "64 lower-case hexadecimal digits", value)


IDENTIFIER: Final = {"check": identifier}
LANGUAGE: Final = {"check": language_tag}
QUOTATION: Final = {"check": quotation}
SECTOR: Final = {"check": sector}
SHA256: Final = {"check": sha256}
TERRITORY: Final = {"check": territory}
TEXT_BY_TEXT: Final = {"check": text_by_text}
UNIT: Final = {"check": unit}
URL: Final = {"check": url}
