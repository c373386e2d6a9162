"""What can go wrong, one class per meaning.

Every error is a :class:`CqcoopError` and also the built-in a caller would expect:
a missing record is a `KeyError`, a bad value a `ValueError`, a misspelt keyword a `TypeError`.
"""

from collections.abc import Iterable
from typing import NamedTuple

__all__ = [
    "AmbiguousName",
    "CqcoopError",
    "EvidenceWarning",
    "InvalidDataset",
    "InvalidPeriod",
    "InvalidValue",
    "MissingExtra",
    "NotUnique",
    "Problem",
    "RecordNotFound",
    "UnknownField",
    "UnknownName",
    "did_you_mean",
]


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return a clause that names the nearest known word, or an empty text if none is near.

    >>> did_you_mean("vist", ["visit", "fair"])
    "; did you mean 'visit'?"
    """
    # Imported here because difflib costs a millisecond and only the wording of an error needs it.
    from difflib import get_close_matches

    near = get_close_matches(str(word)[:200], list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def visible(text: str) -> str:
    r"""Return a text that cannot drive a terminal or forge a line, as texts in files of others may try to.

    >>> print(visible("a\x1b[2J"))
    a\x1b[2J
    """
    return text if text.isprintable() else "".join(s if s.isprintable() else ascii(s)[1:-1] for s in text)


class CqcoopError(Exception):
    """The root of every error that this package raises on purpose."""


class RecordNotFound(CqcoopError, KeyError):
    """No record has this id or name; `suggestions` holds the nearest ones, best first."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message, suggestions)
        self.message = message
        self.suggestions = suggestions

    def __str__(self) -> str:
        # KeyError prints the repr of its argument, which turns a sentence into a quoted string.
        return self.message


class AmbiguousName(CqcoopError, LookupError):
    """A name belongs to several records; `candidates` lists their ids."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message, candidates)
        self.message = message
        self.candidates = candidates

    def __str__(self) -> str:
        return self.message


class NotUnique(CqcoopError, LookupError):
    """`one()` was asked of a collection that holds more than one record."""


class InvalidValue(CqcoopError, ValueError):
    """A value is not what its field takes; the message names the field, the expectation and what was found.

    `expected` and `found` say the same in parts, where the error comes from the check of a field.
    """

    def __init__(self, message: str, expected: str = "", found: str = "") -> None:
        super().__init__(message, expected, found)
        self.message = message
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return self.message


class InvalidPeriod(InvalidValue):
    """A text is not a date or interval that can be read in exactly one way."""


class UnknownField(CqcoopError, TypeError):
    """A record, a filter or a helper was asked for a field that does not exist."""


class UnknownName(CqcoopError, AttributeError):
    """Something has no attribute of this name; the message names the nearest one.

    The message is worded when it is read: Python asks for attributes that may be missing all the time.
    """

    def __init__(self, owner: str, name: str, known: Iterable[str] = ()) -> None:
        super().__init__(owner, name)
        self.owner = owner
        self.name = name
        self._known = known

    def __str__(self) -> str:
        hint = "" if str(self.name).startswith("_") else did_you_mean(self.name, self._known)
        return f"{self.owner} has no attribute {self.name!r}{hint}"


class MissingExtra(CqcoopError, ImportError):
    """An optional package is needed for this call and is not installed."""


class EvidenceWarning(UserWarning):
    """A user's own record states something without evidence."""


class Problem(NamedTuple):
    """One thing that is wrong with a dataset: where it is, what was expected and what was found."""

    file: str
    record: str
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        where = " · ".join(part for part in (self.file, self.record, self.field) if part)
        return visible(f"{where}: expected {self.expected}, found {self.found}")


class InvalidDataset(CqcoopError, ValueError):
    """A dataset cannot be used as it is; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        heading = f"{count} problem{'' if count == 1 else 's'} in the dataset"
        return "\n".join([heading, *(f"  {problem}" for problem in self.problems)])
