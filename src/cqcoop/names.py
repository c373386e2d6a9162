"""Finding records by name: folding, and ranked search that forgives a typing error.

The module knows nothing of records.  An index is built from plain entries, each an id, one of its names and how
authoritative that name is, and answers with ids and the names that matched.

Two forms of a name are used.  The *key* of :func:`fold` has no spaces and no punctuation, because sources disagree on
exactly those ("Micro-electronics", "Microelectronics"); it decides whether two names are equal.  The *words* of a name
decide how well a query fits into a longer name.  Chinese is written without spaces, so every character counts as a
word there, and a run of them must be found as a run.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, takewhile
from typing import Literal, NamedTuple

from cqcoop.errors import InvalidValue

__all__ = ["LONGEST_QUERY", "Entry", "How", "Match", "NameIndex", "fold"]

LONGEST_QUERY = 200
"""The number of characters that a query may have."""

How = Literal["exact", "prefix", "words", "partial", "typo"]
"""How a name matched: it equals the query; begins with its words; holds all its words; holds a word for each of them
that begins with it; or does one of these but for a typing error."""


class Entry(NamedTuple):
    """One name of one record; `rank` says how authoritative the name is, 0 being the official one."""

    id: str
    text: str
    rank: int


class Match(NamedTuple):
    """A record that was found: the name that matched, as the record has it, and how well, from above 0 to 1 (exact)."""

    id: str
    matched: str
    how: How
    score: float


# --- Folding ---------------------------------------------------------------------------------------------------------

# The patterns are texts, compiled by `re` on first use: compiling them here would cost every import some milliseconds.
# Characters of scripts written without spaces: Han with its iteration marks and extensions, and kana.
_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_UNSPACED = f"[{_UNSPACED}]"
_WORD = f"[{_UNSPACED}]|[^{_UNSPACED} -]+"
_UNIT = f"[{_UNSPACED}]+|[^{_UNSPACED} -]+"
_COMPOUND = f"[^{_UNSPACED} -]+(?:-[^{_UNSPACED} -]+)+"

# Accents of Latin, Greek and Cyrillic.  The marks of other scripts are left alone: they are vowels, or tell か from が.
_ACCENTS = "[\u0300-\u036f]+"
# Signs that only choose between glyphs of the same character, and spacing modifiers such as the Wade-Giles aspirate.
_INVISIBLE = "[\u02b0-\u02ff\ufe00-\ufe0f\U000e0100-\U000e01ef]"


class _Signs(dict[int, str]):
    """A table for `str.translate` that keeps letters, digits and vowel signs and turns the rest into separators."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        category = unicodedata.category(sign)
        if re.match(_INVISIBLE, sign) or category in {"Cf", "Me"}:
            return ""
        if category == "Pd":
            return "-"
        return sign if category[0] in "LNM" else " "


_SIGNS = _Signs({ord(letter): letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789"})
# Letters that Unicode does not take apart into a plain letter and an accent.
_SIGNS.update(zip(map(ord, "øłđðħıæœþ"), ["o", "l", "d", "d", "h", "i", "ae", "oe", "th"], strict=True))
# An apostrophe stands inside a word (T'ai-pei); a full stop may (U.S.A.) and is treated like a hyphen.
_SIGNS.update(str.maketrans({"'": "", "`": "", "‘": "", "’": "", ".": "-", "-": "-", "&": " and ", " ": " "}))


def _plain(text: str) -> str:
    """Return `text` in plain small letters, with a space between words and a hyphen inside a compound."""
    if not isinstance(text, str):
        raise InvalidValue(f"name: expected text, found {text!r}")
    if text.isascii():
        return text.lower().translate(_SIGNS)
    letters = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()))
    return unicodedata.normalize("NFC", letters).translate(_SIGNS)


def _key(plain: str) -> str:
    return plain.replace(" ", "").replace("-", "")


def fold(text: str) -> str:
    """Return the key under which names that differ only in spelling habits are equal.

    Case, accents, width, punctuation and spacing are folded, and "&" reads "and".  Simplified and traditional
    characters stay as they are: a record that is known by both carries both.  Folding a key again changes nothing.
    Text without a letter or digit folds to the empty string.

    Raises `InvalidValue` if `text` is not a string.

    >>> fold("José Miguel Vial Valdivieso")
    'josemiguelvialvaldivieso'
    >>> fold("Micro-electronics") == fold("Ｍicroelectronics") == fold("micro electronics")
    True
    >>> fold("台北世贸中心")
    '台北世贸中心'
    """
    return _key(_plain(text))


# --- Typing errors ---------------------------------------------------------------------------------------------------


def _tolerance(key: str) -> int:
    """Return how many typing errors are forgiven in `key`: short words are too easily turned into others."""
    if re.search(_IS_UNSPACED, key):
        return int(len(key) >= 3)
    return int(len(key) >= 4) + int(len(key) >= 8)


def _edits(a: str, b: str, most: int) -> int:
    """Return the insertions, deletions, replacements and swaps of neighbours from `a` to `b`; `most` + 1 if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    a, b = _differing_parts(a, b)
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        older, before, row = before, row, [i] + [most + 1] * len(b)
        # Further from the diagonal there are more than `most` insertions or deletions.
        for j in range(max(1, i - most), min(len(b), i + most) + 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != b[j - 1]))
            if i > 1 < j and letter == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _differing_parts(a: str, b: str) -> tuple[str, str]:
    """Return `a` and `b` without what they have in common at the start and at the end."""
    start, shorter = 0, min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return a[start : len(a) - end], b[start : len(b) - end]


def _trigrams(term: str) -> set[str]:
    padded = f"  {term}  "
    return {padded[i : i + 3] for i in range(len(term) + 2)}


def _one_off_pattern(run: str) -> re.Pattern[str]:
    """Return a pattern for `run` with one character replaced, missing or added, or two neighbours swapped."""
    cuts = [(re.escape(run[:i]), re.escape(run[i : i + 1]), re.escape(run[i + 1 :])) for i in range(len(run))]
    changed = [f"{head}.?{tail}" for head, _, tail in cuts]
    added = [f"{head}.{sign}{tail}" for head, sign, tail in cuts[1:]]
    swapped = [re.escape(run[:i] + run[i + 1] + run[i] + run[i + 2 :]) for i in range(len(run) - 1)]
    return re.compile("|".join(chain(changed, added, swapped)))


# --- The index -------------------------------------------------------------------------------------------------------


class _Vocabulary:
    """The words and compounds of all names, which names have them, and how to find them, or whole keys, nearly."""

    def __init__(self, plain_names: Sequence[str], keys: Iterable[str]) -> None:
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, plain in enumerate(plain_names):
            words = set(re.findall(_WORD, plain))
            if "-" in plain:
                words.update(map(_key, re.findall(_COMPOUND, plain)))
            for word in words:
                postings[word].append(number)
        self.postings = dict(postings)
        self._keys = keys

    def having(self, word: str) -> Sequence[int]:
        return self.postings.get(word, ())

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.postings)

    @cached_property
    def _by_length(self) -> dict[int, dict[str, list[str]]]:
        """The words and keys of each length that have a trigram."""
        tables: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for term in {*self.postings, *self._keys}:
            table = tables[len(term)]
            for trigram in _trigrams(term):
                table[trigram].append(term)
        return {length: dict(table) for length, table in tables.items()}

    def starting(self, start: str) -> Iterator[str]:
        """Yield the words that begin with `start`, in alphabetical order."""
        words = self._sorted
        following = (words[place] for place in range(bisect_left(words, start), len(words)))
        return takewhile(lambda word: word.startswith(start), following)

    def like(self, key: str) -> dict[str, int]:
        """Return the words and keys that `key` may be a slip for, with the number of typing errors; never `key`."""
        most = _tolerance(key)
        if not most:
            return {}
        trigrams = _trigrams(key)
        lengths = range(len(key) - most, len(key) + most + 1)
        near: Iterable[str] = chain.from_iterable(self._sharing(trigrams, length, most) for length in lengths)
        # Every letter that only one of the two has costs an error of its own; that rules most terms out cheaply.
        letters = set(key)
        near = (term for term in near if len(letters.difference(term)) <= most >= len(set(term) - letters))
        edits = {term: _edits(key, term, most) for term in near if term != key}
        return {term: count for term, count in edits.items() if count <= most}

    def _sharing(self, trigrams: set[str], length: int, most: int) -> list[str]:
        """Return the terms of this length that share as many trigrams as `most` typing errors must leave.

        An error touches at most four trigrams (a swap does), so that of any 4 * most + n trigrams n are left.  The
        rarest are the cheapest to follow.
        """
        table = self._by_length.get(length, {})
        rarest = sorted((table.get(trigram, []) for trigram in trigrams), key=len)[: 4 * most + 4]
        needed = max(1, len(rarest) - 4 * most)
        return [term for term, shared in Counter(chain.from_iterable(rarest)).items() if shared >= needed]


# What a match is worth.  Within a kind all are equal but for typing errors, so that the rank of a name decides.
_PREFIX, _WORDS, _PARTIAL = 0.9, 0.8, 0.6
# A typing error weighs by the length of the query: one in a long name leaves little doubt, one in four letters much.
# The name as a whole is then likelier meant than a longer name that goes on from the query (partial).
_TYPO_WHOLE, _TYPO_WITHIN = 0.8, 0.6


class NameIndex:
    """Names of records, to be found exactly or nearly.

    Cheap to make: names are folded on the first question, and what only some questions need is built on the first of
    those.  May be shared between threads: what is built is published when it is complete.  Names without a letter or
    digit are not found.

    >>> index = NameIndex([Entry("masier", "Bruno Masier", 0), Entry("liangjiang", "Liangjiang New Area", 0)])
    >>> index.search("Liangjang")[0].matched
    'Liangjiang New Area'
    >>> index.exact("MASIER, Bruno")
    ()
    >>> index.search("MASIER, Bruno")
    [Match(id='masier', matched='Bruno Masier', how='words', score=0.8)]
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._given = tuple(entries)

    @cached_property
    def _entries(self) -> list[Entry]:
        # From here on a name is known by its number, and the smaller number is the better name.
        return sorted(self._given, key=lambda entry: (entry.rank, len(entry.text), entry.id, entry.text))

    @cached_property
    def _plain_names(self) -> list[str]:
        return [_plain(entry.text) for entry in self._entries]

    @cached_property
    def _keys(self) -> list[str]:
        return [_key(plain) for plain in self._plain_names]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            numbers[key].append(number)
        numbers.pop("", None)
        return dict(numbers)

    @cached_property
    def _vocabulary(self) -> _Vocabulary:
        return _Vocabulary(self._plain_names, self._by_key)

    @cached_property
    def _spaced(self) -> list[str]:
        # With a space at either end, "is a run of whole words" is a plain substring test.
        return [f" {' '.join(re.findall(_WORD, plain))} " for plain in self._plain_names]

    # --- Questions ---

    def exact(self, text: str) -> tuple[Match, ...]:
        """Return the records with a name that equals `text` once both are folded.

        Each record comes once, with its best name; the best rank comes first, then the shorter name, then the id.
        Empty if there is none.

        Raises `InvalidValue` if `text` is not a string.

        >>> NameIndex([Entry("turkiye", "Türkiye", 0)]).exact("TURKIYE")
        (Match(id='turkiye', matched='Türkiye', how='exact', score=1.0),)
        """
        found: dict[str, Match] = {}
        self._add(found, self._by_key.get(fold(text), ()), "exact", 1.0, limit=len(self._entries))
        return tuple(found.values())

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Return up to `limit` records with a name like `text`, the best first.

        First come names that equal it, then names that begin with its words, then names that hold all its words in any
        order.  Last come names with a word that begins with each of its words, and names that match but for one
        typing error in a word of four letters (Chinese: in three characters) or two in a word of eight; a swap of
        neighbours counts once.  Equal scores are ordered by rank, shorter name and id.  Each record comes once, with
        its best name.  Empty if nothing is like it, and for text without a letter or digit.

        Raises `InvalidValue` if `text` is not a string or longer than `LONGEST_QUERY`, or `limit` is less than 1.

        >>> index = NameIndex([Entry("ng", "Nigeria", 0), Entry("ne", "Niger", 0)])
        >>> [match.matched for match in index.search("niger")]
        ['Niger', 'Nigeria']
        >>> index.search("Ngeria")[0].how
        'typo'
        """
        if isinstance(text, str) and len(text) > LONGEST_QUERY:
            raise InvalidValue(f"query: expected at most {LONGEST_QUERY} characters, found {len(text)}")
        if limit < 1:
            raise InvalidValue(f"limit: expected 1 or more, found {limit}")
        units = re.findall(_UNIT, _plain(text))
        found: dict[str, Match] = {}
        if units:
            self._add_certain(found, units, limit)
        if units and len(found) < limit:
            self._add_likely(found, units, limit)
        return list(found.values())

    def suggest(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Return up to `limit` names to offer in place of `text`, as the records have them, the nearest first.

        Where nothing is like the whole text, names that are like it but for one of its words are offered.  Only the
        first `LONGEST_QUERY` letters are looked at, since an error message must not fail for a long name.

        Raises `InvalidValue` if `text` is not a string, or `limit` is less than 1.

        >>> NameIndex([Entry("masier", "Bruno Masier", 0)]).suggest("Mr Bruno Massier")
        ('Bruno Masier',)
        """
        query = _plain(text)[:LONGEST_QUERY]
        matches = self.search(query, limit)
        words = re.findall(_UNIT, query)
        if not matches and 2 <= len(words) <= 10:
            fewer = (" ".join(words[:i] + words[i + 1 :]) for i in range(len(words)))
            matches = sorted(chain.from_iterable(self.search(query, limit) for query in fewer), key=lambda m: -m.score)
        return tuple(dict.fromkeys(match.matched for match in matches))[:limit]

    # --- How they are answered ---

    def _add(self, found: dict[str, Match], numbers: Iterable[int], how: How, score: float, *, limit: int) -> None:
        """Add the records of these names, the best of which come first, until `limit` records are found."""
        for number in numbers:
            if len(found) >= limit:
                return
            entry = self._entries[number]
            if entry.id not in found:
                found[entry.id] = Match(entry.id, entry.text, how, score)

    def _add_certain(self, found: dict[str, Match], units: list[str], limit: int) -> None:
        """Add the names that equal the query, begin with it or hold all its words."""
        self._add(found, self._by_key.get("".join(units), ()), "exact", 1.0, limit=limit)
        holding: set[int] = set()
        starting: set[int] = set()
        for spelling in self._respaced(units):
            numbers = self._holding(spelling)
            start = f" {' '.join(re.findall(_WORD, ' '.join(spelling)))} "
            starting.update(number for number in numbers if self._spaced[number].startswith(start))
            holding |= numbers
        self._add(found, sorted(starting), "prefix", _PREFIX, limit=limit)
        self._add(found, sorted(holding - starting), "words", _WORDS, limit=limit)

    def _add_likely(self, found: dict[str, Match], units: list[str], limit: int) -> None:
        """Add the names that begin words as the query does, and those that match but for typing errors."""
        numbers: defaultdict[tuple[float, How], list[int]] = defaultdict(list)
        numbers[_PARTIAL, "partial"].extend(self._beginning(units))
        key = "".join(units)
        like = {term: self._vocabulary.like(term) for term in {key, *units}}
        for number, edits in self._misspelt_whole(like[key]).items():
            numbers[round(_TYPO_WHOLE * (1 - 2 * edits / len(key)), 3), "typo"].append(number)
        for number, edits in self._misspelt_within(units, like).items():
            numbers[round(_TYPO_WITHIN * (1 - 2 * edits / len(key)), 3), "typo"].append(number)
        for score, how in sorted(numbers, reverse=True):
            self._add(found, sorted(numbers[score, how]), how, score, limit=limit)

    def _respaced(self, units: list[str]) -> Iterator[list[str]]:
        """Yield the query as it is, and with two words joined or one parted where that gives words that are known."""
        yield units
        known = self._vocabulary.postings
        for i, unit in enumerate(units):
            if "".join(units[i : i + 2]) in known and i + 1 < len(units):
                yield [*units[:i], "".join(units[i : i + 2]), *units[i + 2 :]]
            for cut in range(2, len(unit) - 1):
                if unit[:cut] in known and unit[cut:] in known:
                    yield [*units[:i], unit[:cut], unit[cut:], *units[i + 1 :]]

    def _holding(self, units: Iterable[str]) -> set[int]:
        """Return the names that hold every unit: a word anywhere, a Chinese run as a run."""
        return _in_all([self._holding_unit(unit) for unit in units])

    def _holding_unit(self, unit: str) -> Collection[int]:
        if not re.match(_IS_UNSPACED, unit):
            return self._vocabulary.having(unit)
        numbers = _in_all([self._vocabulary.having(sign) for sign in set(unit)])
        run = f" {' '.join(unit)} "
        return {number for number in numbers if run in self._spaced[number]}

    def _beginning(self, units: list[str]) -> set[int]:
        """Return the names that have a word beginning with each word of the query; two letters begin too many."""
        vocabulary = self._vocabulary
        numbers: list[Collection[int]] = []
        for unit in units:
            if re.match(_IS_UNSPACED, unit) or len(unit) < 3:
                numbers.append(self._holding_unit(unit))
            else:
                numbers.append(set(chain.from_iterable(map(vocabulary.having, vocabulary.starting(unit)))))
        return _in_all(numbers)

    def _misspelt_whole(self, like: dict[str, int]) -> dict[int, int]:
        """Return the names whose key is one of these, with the number of typing errors."""
        return {number: edits for key, edits in like.items() for number in self._by_key.get(key, ())}

    def _misspelt_within(self, units: list[str], like: dict[str, dict[str, int]]) -> dict[int, int]:
        """Return the names that hold every unit, one at least with typing errors, with the number of these in all."""
        holding = [set(self._holding_unit(unit)) for unit in units]
        near = [self._misspelt_unit(unit, like[unit]) for unit in units]
        either = _in_all([right | wrong.keys() if wrong else right for right, wrong in zip(holding, near, strict=True)])
        edits = dict.fromkeys(either - _in_all(holding), 0)
        for right, wrong in zip(holding, near, strict=True):
            for number in edits.keys() & wrong.keys() - right:
                edits[number] += wrong[number]
        return edits

    def _misspelt_unit(self, unit: str, like: dict[str, int]) -> dict[int, int]:
        """Return the names that hold something like `unit`, with the number of typing errors in the likest."""
        if re.match(_IS_UNSPACED, unit):
            return dict.fromkeys(self._one_off(unit), 1)
        numbers: dict[int, int] = {}
        for word, edits in sorted(like.items(), key=lambda item: -item[1]):
            numbers.update(dict.fromkeys(self._vocabulary.having(word), edits))
        return numbers

    def _one_off(self, run: str) -> list[int]:
        """Return the names that hold a Chinese run but for one character; of a run of three, two say too little."""
        if len(run) < 4:
            return []
        signs = set(run)
        counts = Counter(chain.from_iterable(map(self._vocabulary.having, signs)))
        enough = [number for number, count in counts.items() if count >= len(signs) - 1]
        long_enough = [number for number in enough if len(self._keys[number]) >= len(run) - 1]
        if not long_enough:
            return []
        pattern = _one_off_pattern(run)
        return [number for number in long_enough if pattern.search(self._keys[number])]


def _in_all(groups: Iterable[Collection[int]]) -> set[int]:
    """Return the numbers that are in every group."""
    first, *others = sorted(groups, key=len)
    return set(first).intersection(*others)
