import doctest
import re
import subprocess
import sys

import pytest

from cqcoop import codebook
from cqcoop.codebook import CODEBOOK, Term, describe, label
from cqcoop.errors import InvalidValue
from cqcoop.vocabulary import VOCABULARIES, terms

# The sixteen event types of the PLOVER codebook.
PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}

EVERY_TERM = [
    pytest.param(vocabulary, term, id=f"{vocabulary}-{term.value}")
    for vocabulary, entries in CODEBOOK.items()
    for term in entries.values()
]


def test_the_codebook_covers_the_vocabularies_and_nothing_else() -> None:
    assert list(CODEBOOK) == list(VOCABULARIES)
    assert {name: list(entries) for name, entries in CODEBOOK.items()} == {name: list(terms(name)) for name in CODEBOOK}


@pytest.mark.parametrize(("vocabulary", "term"), EVERY_TERM)
def test_every_definition_is_one_to_three_plain_sentences(vocabulary: str, term: Term) -> None:
    assert 8 <= len(term.definition.split()) <= 60
    assert term.definition[0].isupper()
    assert term.definition.endswith(".")
    assert "  " not in term.definition
    assert 1 <= len(re.findall(r"\.(?: |$)", term.definition)) <= 3


@pytest.mark.parametrize(("vocabulary", "term"), EVERY_TERM)
def test_every_label_is_a_short_phrase(vocabulary: str, term: Term) -> None:
    assert term.label
    assert term.label == term.label.strip()
    assert term.label[0].isupper()
    assert len(term.label) <= 40
    assert not term.label.endswith(".")


def test_no_definition_stands_twice() -> None:
    definitions = [term.definition for entries in CODEBOOK.values() for term in entries.values()]

    assert len(set(definitions)) == len(definitions)


@pytest.mark.parametrize("vocabulary", CODEBOOK)
def test_no_label_stands_twice_in_a_vocabulary(vocabulary: str) -> None:
    labels = [term.label.lower() for term in CODEBOOK[vocabulary].values()]

    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("vocabulary", CODEBOOK)
def test_a_term_sends_the_coder_only_to_terms_that_exist(vocabulary: str) -> None:
    known = {value.lower() for entries in CODEBOOK.values() for value in entries}
    referred = {
        word.lower().rstrip(".,;")
        for term in CODEBOOK[vocabulary].values()
        for word in re.findall(r"(?:^|[.,;] )[Uu]se (\S+)", term.definition)
    }

    # What is no term: "use it", "use two records", "use a narrower kind", and "GB/T 2260", which is two words.
    assert referred - {"a", "an", "it", "two", "gb/t"} <= known


@pytest.mark.parametrize(("vocabulary", "term"), EVERY_TERM)
def test_plover_types_exist_and_stand_only_with_kinds_of_event_and_agreement(vocabulary: str, term: Term) -> None:
    if vocabulary in {"EventKind", "AgreementKind"}:
        assert term.plover is None or term.plover in PLOVER
    else:
        assert term.plover is None


@pytest.mark.parametrize("vocabulary", ["EventKind", "AgreementKind"])
def test_the_kinds_without_a_plover_type_are_explained(vocabulary: str) -> None:
    unmapped = [term.value for term in CODEBOOK[vocabulary].values() if term.plover is None]

    assert "other" in unmapped
    assert all(f"`{value}`" in (codebook.__doc__ or "") for value in unmapped)


@pytest.mark.parametrize(
    ("vocabulary", "value", "plover"),
    [
        pytest.param("EventKind", "visit", "CONSULT", id="visit"),
        pytest.param("EventKind", "signing", "SUPPORT", id="signing"),
        pytest.param("EventKind", "opening", None, id="opening"),
        pytest.param("AgreementKind", "letter-of-intent", "AGREE", id="letter-of-intent"),
        pytest.param("AgreementKind", "purchase", "COOPERATE", id="purchase"),
    ],
)
def test_describe_gives_the_plover_type(vocabulary: str, value: str, plover: str | None) -> None:
    assert describe(vocabulary, value).plover == plover


@pytest.mark.parametrize(("vocabulary", "term"), EVERY_TERM)
def test_describe_and_label_find_every_term(vocabulary: str, term: Term) -> None:
    assert describe(vocabulary, term.value) is term
    assert label(vocabulary, term.value) == term.label


@pytest.mark.parametrize(
    ("value", "suggestion"),
    [
        pytest.param("vist", "visit", id="typing-error"),
        pytest.param("Visit", "visit", id="capital"),
        pytest.param("program", "programme", id="other-spelling"),
        pytest.param("Signing ceremony", "signing", id="label"),
    ],
)
def test_an_unknown_term_names_the_nearest(value: str, suggestion: str) -> None:
    with pytest.raises(InvalidValue, match=f"a term of EventKind, found '{value}'; did you mean '{suggestion}'"):
        describe("EventKind", value)


def test_a_suggested_term_is_spelt_as_in_the_vocabulary() -> None:
    with pytest.raises(InvalidValue, match=r"did you mean 'GB/T 2260'\?"):
        label("CodeScheme", "gb/t2260")


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    with pytest.raises(InvalidValue, match=r"found 'xyzzy'$"):
        describe("EventKind", "xyzzy")


def test_an_unknown_vocabulary_names_the_nearest() -> None:
    with pytest.raises(InvalidValue, match="name of a vocabulary, found 'eventkinds'; did you mean 'EventKind'"):
        label("eventkinds", "visit")


def test_the_examples_in_the_docstrings_hold() -> None:
    results = doctest.testmod(codebook)

    assert results.attempted >= 3
    assert not results.failed


def test_importing_the_codebook_loads_no_other_module_of_the_package_than_the_errors() -> None:
    script = (
        "import sys, cqcoop; before = set(sys.modules); import cqcoop.codebook; "
        "print(*(name for name in set(sys.modules) - before if name.startswith('cqcoop.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert set(loaded) <= {"cqcoop.errors", "cqcoop.codebook"}
