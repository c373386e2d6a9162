import doctest
import importlib.metadata
import string
import subprocess
import sys

import pycountry
import pytest

from cqcoop import standards
from cqcoop.errors import InvalidValue
from cqcoop.standards import CURRENCIES, ISIC, TERRITORIES, is_language_tag, isic_code, isic_section, isic_title

SECTIONS = [code for code in ISIC if len(code) == 1]
DIVISIONS = [code for code in ISIC if len(code) == 3]

# The lists were generated from this release. ISO changes a few codes in some years (a currency is replaced, seldom a
# territory), so another release may differ by a few codes; many more would mean that a list is damaged.
GENERATED_FROM = "26.2.16"
TERRITORIES_THAT_MAY_DIFFER = 3
CURRENCIES_THAT_MAY_DIFFER = 10


def allowed(differences: int) -> int:
    return 0 if importlib.metadata.version("pycountry") == GENERATED_FROM else differences


def test_isic_has_21_sections_and_88_divisions() -> None:
    assert "".join(SECTIONS) == string.ascii_uppercase[:21]
    assert len(DIVISIONS) == 88
    assert len(ISIC) == 109


def test_every_isic_code_has_a_title_of_its_own_wording() -> None:
    for code, title in ISIC.items():
        assert isic_title(code) == title
        assert title == title.strip()
        assert title[0].isupper(), code
        assert title.endswith("n.e.c.") or not title.endswith("."), code
        assert "  " not in title, code


def test_divisions_follow_their_section_in_ascending_order() -> None:
    assert list(ISIC) == sorted(ISIC)
    assert [code[1:] for code in DIVISIONS] == sorted(code[1:] for code in DIVISIONS)
    assert {code[0] for code in DIVISIONS} == set(SECTIONS)


def test_isic_leaves_out_the_numbers_that_the_standard_leaves_out() -> None:
    present = {int(code[1:]) for code in DIVISIONS}

    assert set(range(1, 100)) - present == {4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89}


def test_isic_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        ISIC["C34"] = "Manufacture of anything else"  # type: ignore[index]


@pytest.mark.parametrize(
    ("code", "title"),
    [
        pytest.param("A", "Agriculture, forestry and fishing", id="first-section"),
        pytest.param("C26", "Manufacture of computer, electronic and optical products", id="electronics"),
        pytest.param("C29", "Manufacture of motor vehicles, trailers and semi-trailers", id="vehicles"),
        pytest.param(
            "C16",
            "Manufacture of wood and of products of wood and cork, except furniture; "
            "manufacture of articles of straw and plaiting materials",
            id="title-over-two-lines",
        ),
        pytest.param("U99", "Activities of extraterritorial organizations and bodies", id="last-division"),
    ],
)
def test_isic_titles_are_those_of_the_standard(code: str, title: str) -> None:
    assert isic_title(code) == title


@pytest.mark.parametrize(
    ("code", "suggestion"),
    [
        pytest.param("c29", "'C29'", id="lower-case"),
        pytest.param("29", "'C29'", id="without-letter"),
        pytest.param("A29", "'C29'", id="wrong-letter"),
        pytest.param("2910", "'C29'", id="class"),
        pytest.param("C291", "'C29'", id="group"),
        pytest.param("A1", "'A01'", id="one-digit"),
        pytest.param("1", "'A01'", id="one-digit-without-letter"),
        pytest.param("C3", "'C'", id="one-digit-of-another-section"),
        pytest.param("C34", "'C'", id="gap"),
    ],
)
def test_an_unknown_isic_code_names_the_nearest(code: str, suggestion: str) -> None:
    with pytest.raises(InvalidValue, match=rf"found '{code}'; did you mean {suggestion} \("):
        isic_title(code)


@pytest.mark.parametrize("text", ["V", "Z10", "34", "", "-", "Manufacturing", "C29 "])
def test_isic_title_refuses_what_is_not_a_code(text: str) -> None:
    with pytest.raises(InvalidValue, match="expected an ISIC Rev"):
        isic_title(text)


@pytest.mark.parametrize("text", ["V", "34", "", "Manufacturing"])
def test_nothing_is_suggested_where_nothing_is_near(text: str) -> None:
    with pytest.raises(InvalidValue, match=rf"found '{text}'$"):
        isic_code(text)


@pytest.mark.parametrize("code", ISIC)
def test_isic_code_keeps_every_code_and_normalises_its_other_spellings(code: str) -> None:
    spellings = {code, code.lower(), f" {code} "} | ({code[1:]} if len(code) > 1 else set())

    assert {isic_code(spelling) for spelling in spellings} == {code}


@pytest.mark.parametrize("text", ["C34", "A29", "1", "C2", "291", "C29.1", "２９", "C 29"])
def test_isic_code_does_not_guess(text: str) -> None:
    with pytest.raises(InvalidValue, match="expected an ISIC Rev"):
        isic_code(text)


def test_isic_section_is_the_letter() -> None:
    assert isic_section("C29") == isic_section("29") == isic_section("c") == "C"
    with pytest.raises(InvalidValue, match="C34"):
        isic_section("C34")


def test_territories_are_the_iso_3166_1_codes() -> None:
    assert len(TERRITORIES) == 249
    assert len(TERRITORIES ^ {country.alpha_2 for country in pycountry.countries}) <= allowed(
        TERRITORIES_THAT_MAY_DIFFER
    )
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in TERRITORIES)
    assert {"CN", "HK", "IT", "MO", "SG", "TW"} <= TERRITORIES


def test_currencies_are_the_active_iso_4217_codes() -> None:
    assert len(CURRENCIES) == 178
    assert len(CURRENCIES ^ {currency.alpha_3 for currency in pycountry.currencies}) <= allowed(
        CURRENCIES_THAT_MAY_DIFFER
    )
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES)
    assert {"CNY", "EUR", "HKD", "SGD", "TWD", "USD"} <= CURRENCIES


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "EN",
        "und",
        "zh-Hans",
        "zh-Hant-TW",
        "zh-Latn-pinyin",
        "zh-Latn-wadegile",
        "zh-cmn-Hans-CN",
        "es-419",
        "de-1901",
        "sl-rozaj-biske-1994",
        "de-Latn-DE-u-co-phonebk-x-own",
        "x-whatever",
        "zh-min-nan",
        "i-klingon",
        "en-GB-OED",
        "abcd",
        "abcdefgh",
    ],
)
def test_well_formed_language_tags(tag: str) -> None:
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "e",
        "chinese-simplified-characters",
        "Chinese (simplified)",
        "zh_Hans",
        "zh-",
        "-zh",
        "zh--Hans",
        "zh-Hans-Hant",
        "zh-CN-Hans",
        "zh-Hans\n",
        " zh",
        "en-u",
        "en-x",
        "x",
        "i-nothing",
        "abcdefghi",
        "zh-Hans-123456789",
        "\u212ao",
        "zh-Han\u017f",
        "中文",
    ],
)
def test_ill_formed_language_tags(text: str) -> None:
    assert not is_language_tag(text)


def test_the_examples_in_the_docstrings_hold() -> None:
    results = doctest.testmod(standards)

    assert results.attempted >= 6
    assert not results.failed


def test_importing_the_lists_loads_nothing_but_the_standard_library_and_the_errors() -> None:
    script = (
        "import sys, cqcoop; before = set(sys.modules); import cqcoop.standards; "
        "print(*(name for name in set(sys.modules) - before if name.startswith('cqcoop.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert set(loaded) <= {"cqcoop.errors", "cqcoop.standards"}
