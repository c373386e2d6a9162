"""Name folding and ranked search."""

import pickle
import string
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cqcoop import names
from cqcoop.errors import CqcoopError, InvalidValue
from cqcoop.names import LONGEST_QUERY, Entry, Match, NameIndex, fold

ENTRIES = (
    Entry("wang-zhigang", "Wang Zhigang", 0),
    Entry("bruno-masier", "Bruno Masier", 0),
    Entry("vial", "José Miguel Vial Valdivieso", 0),
    Entry("xiyong", "Chongqing Xiyong Micro-electronics Industrial Park", 0),
    Entry("xiyong", "Xiyong Micro-electronics Park", 1),
    Entry("xiyong", "重庆西永微电园", 0),
    Entry("xiyong", "西永微電園", 2),
    Entry("liangjiang", "Liangjiang New Area", 0),
    Entry("liangjiang", "两江新区", 0),
    Entry("twtc", "Taipei World Trade Center", 0),
    Entry("twtc", "台北世贸中心", 0),
    Entry("niger", "Niger", 2),
    Entry("nigeria", "Nigeria", 0),
    Entry("commission", "Chongqing Municipal Commission of Commerce", 0),
    Entry("usa-chamber", "U.S.A. Chamber of Commerce", 0),
    Entry("signs", "+++", 0),
)
INDEX = NameIndex(ENTRIES)


def found(text: str, index: NameIndex = INDEX) -> list[str]:
    return [match.matched for match in index.search(text)]


# --- Folding ---


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("Türkiye", "turkiye", id="umlaut"),
        pytest.param("TÜRKİYE", "turkiye", id="dotted capital i"),
        pytest.param("Yıldız", "yildiz", id="dotless i"),
        pytest.param("Großmann", "grossmann", id="sharp s"),
        pytest.param("Łódź, Ærø, Þórður", "lodzaerothordur", id="letters that do not decompose"),
        pytest.param("José Miguel Vial Valdivieso", "josemiguelvialvaldivieso", id="accents and spaces"),
        pytest.param("Micro-electronics", "microelectronics", id="hyphen"),
        pytest.param("micro‑electronics", "microelectronics", id="non-breaking hyphen"),
        pytest.param("micro\u00adelectronics", "microelectronics", id="soft hyphen"),
        pytest.param("micro  electronics\n", "microelectronics", id="white space"),
        pytest.param("Ｗｏｒｌｄ", "world", id="full width"),
        pytest.param("Ch‘ung-ch’ing", "chungching", id="quotation marks as aspirates"),
        pytest.param("Chʻung-chʼing", "chungching", id="modifier letters as aspirates"),
        pytest.param("Trade & Investment", "tradeandinvestment", id="ampersand"),
        pytest.param("Trade＆Investment", "tradeandinvestment", id="wide ampersand"),
        pytest.param("Co., Ltd.", "coltd", id="punctuation"),
        pytest.param("台北世贸中心", "台北世贸中心", id="simplified"),
        pytest.param("西永微電園", "西永微電園", id="traditional stays"),
        pytest.param("「台北」·世贸 中心", "台北世贸中心", id="Chinese punctuation"),
        pytest.param("葛\U000e0100飾", "葛飾", id="variation selector"),
        pytest.param("がか", "がか", id="voiced kana stay apart"),
        pytest.param("한국", "한국", id="hangul is put together again"),
        pytest.param("हिन्दी", "हिन्दी", id="vowel signs stay"),
        pytest.param("a\u20dd", "a", id="enclosing circle"),
        pytest.param("", "", id="empty"),
        pytest.param("+ – …", "", id="signs only"),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize("other", ["Microelectronics", "micro electronics", "MICRO–ELECTRONICS"])
def test_spellings_of_a_compound_have_one_key(other: str) -> None:
    assert fold(other) == fold("Micro-electronics")


@given(st.text())
@example("ͅ" + "α")
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_again_changes_nothing_for_any_character_that_folds() -> None:
    characters = map(chr, range(sys.maxunicode + 1))
    keys = [fold(sign) for sign in characters if unicodedata.normalize("NFKD", sign).casefold() != sign]
    assert len(keys) > 10_000
    assert [key for key in keys if fold(key) != key] == []


@given(st.text())
def test_fold_does_not_depend_on_the_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


# --- Exact ---


def test_exact_finds_any_spelling_and_gives_the_name_as_it_is() -> None:
    assert INDEX.exact("xiyong MICROELECTRONICS park") == (
        Match("xiyong", "Xiyong Micro-electronics Park", "exact", 1.0),
    )


def test_exact_orders_by_rank_then_shorter_name_then_id() -> None:
    index = NameIndex([Entry("d", "Expo", 1), Entry("c", "EX-PO", 0), Entry("b", "EXPO", 0), Entry("a", "expo", 0)])
    assert [match.id for match in index.exact("expo")] == ["a", "b", "c", "d"]


def test_exact_gives_each_record_once_with_its_best_name() -> None:
    index = NameIndex([Entry("a", "EXPO", 1), Entry("a", "Expo", 0)])
    assert index.exact("expo") == (Match("a", "Expo", "exact", 1.0),)


@pytest.mark.parametrize("text", ["", "...", "Bruno", "Bruno Massier", "x" * 100_000])
def test_exact_is_empty_on_a_miss(text: str) -> None:
    assert INDEX.exact(text) == ()


# --- Search ---


@pytest.mark.parametrize(
    ("query", "first", "how"),
    [
        pytest.param("niger", "Niger", "exact", id="exact"),
        pytest.param("jose miguel vial valdivieso", "José Miguel Vial Valdivieso", "exact", id="exact, accents"),
        pytest.param("台北世贸中心", "台北世贸中心", "exact", id="exact, Chinese"),
        pytest.param("西永微電園", "西永微電園", "exact", id="exact, traditional"),
        pytest.param("Taipei World", "Taipei World Trade Center", "prefix", id="prefix"),
        pytest.param("台北", "台北世贸中心", "prefix", id="prefix, Chinese"),
        pytest.param("Liang Jiang", "Liangjiang New Area", "prefix", id="prefix, two words for one"),
        pytest.param("Masier Bruno", "Bruno Masier", "words", id="words in another order"),
        pytest.param("Zhigang Wang", "Wang Zhigang", "words", id="words in another order, Chinese person"),
        pytest.param("Commission Commerce", "Chongqing Municipal Commission of Commerce", "words", id="words left out"),
        pytest.param("USA Chamber", "U.S.A. Chamber of Commerce", "words", id="letters with full stops"),
        pytest.param(
            "Microelectronics Industrial", "Chongqing Xiyong Micro-electronics Industrial Park", "words", id="compound"
        ),
        pytest.param("AreaNew Liangjiang", "Liangjiang New Area", "words", id="words run together"),
        pytest.param("世贸", "台北世贸中心", "words", id="part, Chinese"),
        pytest.param("重庆 微电园", "重庆西永微电园", "words", id="two parts, Chinese"),
        pytest.param("Tai World", "Taipei World Trade Center", "partial", id="beginning of a word"),
        pytest.param("Liangji", "Liangjiang New Area", "partial", id="beginning of the first word"),
        pytest.param("of Comm", "U.S.A. Chamber of Commerce", "partial", id="short words are whole words"),
        pytest.param("Wang Zhigan", "Wang Zhigang", "typo", id="letter missing"),
        pytest.param("Bruno Massier", "Bruno Masier", "typo", id="letter added"),
        pytest.param("Bruno Masjer", "Bruno Masier", "typo", id="letter replaced"),
        pytest.param("Brnuo Masier", "Bruno Masier", "typo", id="letters swapped"),
        pytest.param("Massier Bruno", "Bruno Masier", "typo", id="typo in another order"),
        pytest.param("WangZhigan", "Wang Zhigang", "typo", id="typo without the space"),
        pytest.param("Xiyong Microelectronic Park", "Xiyong Micro-electronics Park", "typo", id="typo in a compound"),
        pytest.param("Liangjang", "Liangjiang New Area", "typo", id="typo in one word of a longer name"),
        pytest.param("Lingjang", "Liangjiang New Area", "typo", id="two typos in one word"),
        pytest.param("Taipei Wrld Trade Centre", "Taipei World Trade Center", "typo", id="a typo in each of two words"),
        pytest.param("台北世贸中央", "台北世贸中心", "typo", id="one character off"),
        pytest.param("两江新", "两江新区", "prefix", id="Chinese, last character missing"),
        pytest.param("两江区", "两江新区", "typo", id="Chinese, character missing"),
        pytest.param("西永徽电园", "重庆西永微电园", "typo", id="Chinese part with one character replaced"),
        pytest.param("西永微型电园", "重庆西永微电园", "typo", id="Chinese part with one character added"),
        pytest.param("西微永电", "重庆西永微电园", "typo", id="Chinese part with characters swapped"),
        pytest.param("西永电园", "重庆西永微电园", "typo", id="Chinese part with one character missing"),
    ],
)
def test_search_finds_first(query: str, first: str, how: str) -> None:
    best = INDEX.search(query)[0]
    assert (best.matched, best.how) == (first, how)
    assert (best.score == 1.0) == (how == "exact")


def test_a_query_that_is_known_under_a_better_name_of_the_same_record_gives_it_once() -> None:
    assert [match.id for match in INDEX.search("Xiyong")].count("xiyong") == 1


def test_a_typo_in_one_word_finds_the_longer_name_too() -> None:
    index = NameIndex([Entry("park", "Chongqing Xiyong Micro-electronics Industrial Park", 0)])
    assert found("Xiyong Microelectornics Park", index) == ["Chongqing Xiyong Micro-electronics Industrial Park"]


@pytest.mark.parametrize("dash", ["-", "‐", "‑", "–", "－"])
def test_a_compound_within_a_name_is_found_as_one_word(dash: str) -> None:
    # With a typing error, since a query without one is also tried with the word parted.
    assert found("Microelectornics", NameIndex([Entry("park", f"Xiyong Micro{dash}electronics Park", 0)]))


def test_two_chinese_characters_must_be_right() -> None:
    index = NameIndex([Entry("taipei", "台北", 0)])
    assert found("台西", index) == []
    assert found("台北市", index) == ["台北"]


def test_kinds_of_match_come_in_order() -> None:
    texts = ["Expo", "Expo Center", "World Expo", "Exponential Center", "The Exbo Pavilion"]
    index = NameIndex(Entry(str(number), text, 9 - number) for number, text in enumerate(reversed(texts)))
    matches = index.search("expo")
    assert [(match.matched, match.how) for match in matches] == [
        ("Expo", "exact"),
        ("Expo Center", "prefix"),
        ("World Expo", "words"),
        ("Exponential Center", "partial"),
        ("The Exbo Pavilion", "typo"),
    ]
    assert [match.score for match in matches] == sorted({match.score for match in matches}, reverse=True)


def test_an_exact_name_of_low_rank_comes_before_a_longer_official_one() -> None:
    assert found("Niger") == ["Niger", "Nigeria"]


def test_equal_scores_are_ordered_by_rank_then_shorter_name_then_id() -> None:
    index = NameIndex(
        [
            Entry("d", "Expo Hall", 1),
            Entry("c", "Expo Pavilion", 0),
            Entry("b", "Expo Park", 0),
            Entry("a", "Expo Park", 0),
        ]
    )
    assert [match.id for match in index.search("Expo")] == ["a", "b", "c", "d"]


def test_fewer_typing_errors_come_first() -> None:
    index = NameIndex([Entry("two", "Mandelheimer", 0), Entry("one", "Mandelheiner", 1)])
    assert [match.id for match in index.search("Mandelheinr")] == ["one", "two"]


def test_a_whole_name_with_a_typo_comes_before_a_longer_name_with_it() -> None:
    index = NameIndex([Entry("longer", "Masier Institute", 0), Entry("whole", "Masier", 1)])
    assert [match.id for match in index.search("Massier")] == ["whole", "longer"]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="empty"),
        pytest.param(" \t\n", id="blank"),
        pytest.param("+++", id="signs"),
        pytest.param("Qqqwxyz", id="nothing like it"),
        pytest.param("Bruno Zhigang", id="words of two names"),
        pytest.param("Nxxeria", id="too many typos"),
        pytest.param("Zew", id="typo in three letters"),
        pytest.param("台西", id="two characters, one off"),
        pytest.param("北微贸", id="Chinese characters not in a row"),
        pytest.param("永徽电", id="three characters in a longer name, one off"),
        pytest.param("Niger Niger Niger Niger Qqq", id="one unknown word"),
    ],
)
def test_search_is_empty_where_nothing_is_like_the_query(query: str) -> None:
    assert INDEX.search(query) == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_limit_keeps_the_best(limit: int) -> None:
    assert (
        INDEX.search("Chongqing Commission of Commerce", limit)
        == INDEX.search("Chongqing Commission of Commerce")[:limit]
    )
    index = NameIndex([Entry(str(number), f"Expo {number}", 0) for number in range(5)] + [Entry("x", "Expo", 0)])
    assert index.search("expo", limit) == index.search("expo")[:limit]
    assert len(index.search("expo", limit)) == limit


def test_an_index_without_names_finds_nothing() -> None:
    assert NameIndex([]).search("Expo") == []
    assert NameIndex([]).exact("Expo") == ()


def test_order_does_not_depend_on_the_order_of_entries() -> None:
    queries = ["Chongqing", "Xiyong", "Commerse", "台北", "Nigera"]
    backwards = NameIndex(reversed(ENTRIES))
    assert [backwards.search(query) for query in queries] == [INDEX.search(query) for query in queries]


# --- Suggestions ---


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("taipei-world-trade-centre", ("Taipei World Trade Center",), id="an id"),
        pytest.param("Nigera", ("Nigeria", "Niger"), id="typo"),
        pytest.param("Bruno Massier Foundation", ("Bruno Masier",), id="one word too many"),
        pytest.param("bruno-masier-foundation", ("Bruno Masier",), id="an id with one word too many"),
        pytest.param("nope", (), id="nothing"),
        pytest.param("one two three four five six seven eight nine ten eleven", (), id="too many words to try"),
        pytest.param("Bruno Masier" + " " * 300 + "x", ("Bruno Masier",), id="longer than a query may be"),
    ],
)
def test_suggest(text: str, names: tuple[str, ...]) -> None:
    assert INDEX.suggest(text) == names


def test_suggest_keeps_to_its_limit() -> None:
    index = NameIndex([Entry(letter, f"Expo {letter}", 0) for letter in "abcde"])
    assert index.suggest("Expo") == ("Expo a", "Expo b", "Expo c")
    assert index.suggest("Unknown Expo", 2) == ("Expo a", "Expo b")


def test_suggest_gives_a_name_of_two_records_once() -> None:
    assert NameIndex([Entry("a", "Expo", 0), Entry("b", "Expo", 0)]).suggest("expo") == ("Expo",)


# --- Properties ---

LETTERS = st.text(string.ascii_lowercase, min_size=6, max_size=20)
NAMES = st.lists(LETTERS.map(str.title), min_size=1, max_size=8, unique=True)


@st.composite
def names_and_a_slip(draw: st.DrawFn) -> tuple[list[str], str, str]:
    """Names, one of them, and that one with one typing error."""
    texts = draw(NAMES)
    name = draw(st.sampled_from(texts))
    place = draw(st.integers(0, len(name) - 2))
    letter = draw(st.sampled_from(string.ascii_letters))
    head, tail = name[:place], name[place:]
    slips = [head + tail[1:], head + letter + tail[1:], head + letter + tail, head + tail[1] + tail[0] + tail[2:]]
    return texts, name, draw(st.sampled_from(slips))


@given(names_and_a_slip())
@example((["Aaaaaa"], "Aaaaaa", "Aaaaa"))
def test_one_typing_error_in_a_name_of_six_letters_is_found(case: tuple[list[str], str, str]) -> None:
    texts, name, slip = case
    index = NameIndex(Entry(text, text, 0) for text in texts)
    assert name in {match.id for match in index.search(slip)}


@given(st.lists(st.text(string.ascii_letters + " -台北世贸中心", min_size=1, max_size=12), min_size=1, max_size=8))
def test_an_exact_name_is_found_first(texts: list[str]) -> None:
    index = NameIndex(Entry(f"{number}", text, 0) for number, text in enumerate(texts))
    for text in filter(fold, texts):
        best = index.search(text)[0]
        assert (fold(best.matched), best.how, best.score) == (fold(text), "exact", 1.0)
        assert tuple(match for match in index.search(text) if match.how == "exact") == index.exact(text)


@given(st.lists(st.text(max_size=20), max_size=5), st.text(max_size=LONGEST_QUERY))
def test_any_text_is_taken(texts: list[str], query: str) -> None:
    index = NameIndex(Entry(str(number), text, 0) for number, text in enumerate(texts))
    for matches in (index.search(query), *(index.search(text) for text in texts)):
        assert all(0 < match.score <= 1 and (match.score == 1) == (match.how == "exact") for match in matches)
        assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
        assert len({match.id for match in matches}) == len(matches)


def plain_distance(a: str, b: str) -> int:
    """The textbook form of optimal string alignment, to compare with."""
    rows = [[i + j for j in range(len(b) + 1)] if i == 0 else [i] + [0] * len(b) for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("abc", max_size=9), st.text("abc", max_size=9), st.integers(1, 2))
@example("abca", "bc", 2)
def test_edits_are_counted_as_in_the_textbook(a: str, b: str, most: int) -> None:
    assert names._edits(a, b, most) == min(plain_distance(a, b), most + 1)


# --- Misuse, and what a shared object must bear ---


@pytest.mark.parametrize("value", [None, 5, b"Expo", ["Expo"]], ids=str)
def test_a_name_must_be_text(value: Any) -> None:
    for call in (fold, INDEX.exact, INDEX.search, INDEX.suggest):
        with pytest.raises(InvalidValue, match="expected text, found"):
            call(value)


def test_a_query_has_a_longest_length() -> None:
    assert INDEX.search("x" * LONGEST_QUERY) == []
    with pytest.raises(InvalidValue, match="expected at most 200 characters, found 201"):
        INDEX.search("x" * (LONGEST_QUERY + 1))


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_positive(limit: int) -> None:
    with pytest.raises(CqcoopError, match="limit: expected 1 or more"):
        INDEX.search("Expo", limit)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("a" * LONGEST_QUERY, id="one letter"),
        pytest.param("重" * LONGEST_QUERY, id="one character"),
        pytest.param("a " * (LONGEST_QUERY // 2), id="many words"),
        pytest.param(".*+?[](){}|^$\\", id="pattern signs"),
        pytest.param("西永[微电园", id="pattern sign within a run"),
        pytest.param("\ud800 Expo", id="lone surrogate"),
        pytest.param("Expo\0", id="null"),
        pytest.param("ﷺ" * LONGEST_QUERY, id="a sign that folds to eighteen"),
        pytest.param("e" + "\u0301" * 199, id="piled accents"),
    ],
)
def test_hostile_queries_are_answered(query: str) -> None:
    assert all(isinstance(match, Match) for match in INDEX.search(query))


def test_threads_get_the_same_answers_from_a_fresh_index() -> None:
    index = NameIndex(ENTRIES)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(index.search, ["Liangjang"] * 32))
    assert answers == [INDEX.search("Liangjang")] * 32


def test_entries_are_taken_when_the_index_is_made() -> None:
    entries = [Entry("expo", "Expo", 0)]
    index = NameIndex(entries)
    entries.clear()
    assert found("Expo", index) == ["Expo"]


def test_an_index_survives_pickling_after_use() -> None:
    assert pickle.loads(pickle.dumps(INDEX)).search("Liangjang") == INDEX.search("Liangjang")
