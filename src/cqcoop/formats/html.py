"""HTML (the WHATWG living standard): tables, cards, and the page or the notebook they stand in.

Whatever comes in as data is escaped. What these functions return is HTML, and so is the `body` they take.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeAlias

from cqcoop.formats.cells import Cell, Row, are_numbers, neutral, shown, values

__all__ = ["Text", "Value", "definition", "dumps", "escape", "link", "notebook", "page"]


class Text(NamedTuple):
    """A text that says which language it is in, where it leads, or both.

    `language` is a BCP 47 tag; `url` becomes a link if it is an http or https address.
    """

    text: str
    language: str | None = None
    url: str | None = None


Value: TypeAlias = Cell | Text
"""What a table or a card shows."""

_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}  # the apostrophe's name is unknown to HTML 4
)
_ADDRESS: Final = re.compile(r"https?://[^\s/?#\\]\S*", re.IGNORECASE)


def escape(text: str) -> str:
    r"""Return a text as HTML that shows just this text; safe between tags and in quoted attributes.

    Control characters and marks that reorder text are made visible; line ends stay.

    >>> escape("<b title='x'>R&D</b>")
    '&lt;b title=&#39;x&#39;&gt;R&amp;D&lt;/b&gt;'
    """
    return neutral(text).translate(_ENTITIES)


def link(url: str, text: str | None = None) -> str:
    """Return a link to an http or https address, shown as the text or else as the address; any other stays text.

    The link tells the other site nothing about where it stood and gives it no hold on the page.

    >>> link("https://example.org/?a=1&b=2", "Example")
    '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">Example</a>'
    >>> link("javascript:alert(1)")
    'javascript:alert(1)'
    """
    shown_as = _lines(url if text is None else text)
    if not _ADDRESS.fullmatch(url):
        return shown_as
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{shown_as}</a>'


def dumps(columns: Sequence[str], rows: Iterable[Row], caption: str | None = None) -> str:
    r"""Return rows as a table; give it to `page` or `notebook`, which bring the style.

    The first column heads its rows. A cell that is an http or https address and nothing else becomes a link; line
    ends become `<br>`; columns of numbers stand to the right; None is an empty cell.

    Raises:
        UnknownField: A row has no such column.

    >>> print(dumps(["name"], [{"name": "R&D"}], caption="Parks"))
    <div class="scroll" role="region" aria-label="Parks" tabindex="0">
    <table>
    <caption>Parks</caption>
    <thead>
    <tr><th scope="col">name</th></tr>
    </thead>
    <tbody>
    <tr><th scope="row">R&amp;D</th></tr>
    </tbody>
    </table>
    </div>
    """
    cells = list(values(columns, rows))
    marks = [' class="number"' if are_numbers(column) else "" for column in zip(*cells, strict=True)]
    marks = marks or [""] * len(columns)
    heads = [f'<th scope="col"{mark}>{_lines(column)}</th>' for column, mark in zip(columns, marks, strict=True)]
    # Who goes by keyboard can only scroll what takes the focus, and who listens has to be told what that is.
    region = "" if caption is None else f' role="region" aria-label="{escape(caption)}"'
    return "\n".join(
        [
            f'<div class="scroll"{region} tabindex="0">',
            "<table>",
            *([] if caption is None else [f"<caption>{_lines(caption)}</caption>"]),
            "<thead>",
            f"<tr>{''.join(heads)}</tr>",
            "</thead>",
            "<tbody>",
            *(_row(row, marks) for row in cells),
            "</tbody>",
            "</table>",
            "</div>",
        ]
    )


def definition(pairs: Iterable[tuple[str, Value | Sequence[Value]]]) -> str:
    """Return pairs of a term and what is said of it as a card; give it to `page` or `notebook`.

    A list or tuple of values makes an entry each. Pairs that say nothing (None, an empty text, an empty list) are left
    out.

    >>> print(definition([("Name", Text("重庆", language="zh-Hans")), ("Parent", None), ("Codes", ["CN-CQ", 500000])]))
    <dl>
    <dt>Name</dt><dd><span lang="zh-Hans">重庆</span></dd>
    <dt>Codes</dt><dd>CN-CQ</dd><dd>500000</dd>
    </dl>
    """
    entries = []
    for term, value in pairs:
        shown_as = [f"<dd>{_value(item)}</dd>" for item in _several(value) if _says_something(item)]
        if shown_as:
            entries.append(f"<dt>{_lines(term)}</dt>{''.join(shown_as)}")
    return "\n".join(["<dl>", *entries, "</dl>"])


def notebook(body: str) -> str:
    r"""Return HTML with its style for the output of a notebook's cell; it takes the colours of the theme around it.

    >>> notebook("<p>Hello</p>").endswith('</style>\n<p>Hello</p>\n</div>')
    True
    """
    return f'<div class="cqcoop">\n<style>\n{_STYLE}</style>\n{body}\n</div>'


def page(title: str, body: str, language: str = "en") -> str:
    """Return a whole page that needs no other file: the title as heading, then the body, which is HTML.

    It follows the light or dark setting of the reader's system and prints in black on white.
    Its policy lets no script run, whatever the body holds.

    >>> page("Parks & zones", "<p>None.</p>").splitlines()[6]
    '<title>Parks &amp; zones</title>'
    """
    return _PAGE.format(
        language=escape(language), title=escape(title), heading=_lines(title), style=_STYLE + _PAGE_STYLE, body=body
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _value(value: Value) -> str:
    if isinstance(value, Text):
        inner = _lines(value.text) if value.url is None else link(value.url, value.text)
        return inner if value.language is None else f'<span lang="{escape(value.language)}">{inner}</span>'
    if isinstance(value, datetime.date):
        return f"<time>{value.isoformat()}</time>"
    return link(value) if isinstance(value, str) else shown(value)


def _several(value: Value | Sequence[Value]) -> Sequence[Value]:
    # A Text and a str are sequences too, but each is one value.
    if isinstance(value, Text | str) or not isinstance(value, Sequence):
        return (value,)
    return value


def _says_something(value: Value) -> bool:
    return (value.text if isinstance(value, Text) else value) not in (None, "")


def _row(row: Sequence[Cell], marks: Sequence[str]) -> str:
    first, *others = [f"{mark}>{_value(cell)}" for cell, mark in zip(row, marks, strict=True)]
    return f'<tr><th scope="row"{first}</th>{"".join(f"<td{other}</td>" for other in others)}</tr>'


# The colours are those around it, so that it suits any theme. `table` stands in the selectors of cells because
# notebooks style `td` within a class of their own and would win otherwise.
_STYLE: Final = """\
.cqcoop { line-height: 1.5; overflow-wrap: break-word; }
.cqcoop .scroll { overflow-x: auto; margin: 1em 0; }
.cqcoop table { border-collapse: collapse; border: 0; margin: 0; font-size: 0.9em; line-height: 1.4;
  font-variant-numeric: lining-nums tabular-nums; }
.cqcoop table caption { caption-side: top; text-align: left; font-weight: 600; padding: 0 0 0.5em; color: inherit; }
.cqcoop table tr, .cqcoop table tbody tr:nth-child(n) { background: none; }
.cqcoop.cqcoop table th, .cqcoop.cqcoop table td { text-align: left; vertical-align: top; padding: 0.4em 1.2em 0.4em 0;
  border: 0; border-bottom: 1px solid rgba(128, 128, 128, 0.3); min-width: 4em; max-width: 28em; }
.cqcoop.cqcoop table thead th { vertical-align: bottom; font-weight: 600; border-bottom: 1px solid currentColor; }
.cqcoop.cqcoop table tbody th { font-weight: inherit; }
.cqcoop.cqcoop table .number { text-align: right; }
.cqcoop table a { overflow-wrap: anywhere; }
.cqcoop time { white-space: nowrap; }
.cqcoop dl { display: grid; grid-template-columns: minmax(6em, max-content) minmax(0, 1fr); gap: 0.3em 1.5em;
  margin: 1em 0; }
.cqcoop.cqcoop dl dt, .cqcoop.cqcoop dl dd { float: none; width: auto; }
.cqcoop dt { display: block; grid-column: 1; font-weight: 400; opacity: 0.7; margin: 0; }
.cqcoop dd { grid-column: 2; margin: 0; }
"""

_PAGE_STYLE: Final = """\
:root { color-scheme: light dark; --ink: #1d1f21; --paper: #fdfdfb; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #dcdcd8; --paper: #17191b; --link: #8ab8ec; } }
body { margin: 0; background: var(--paper); color: var(--ink); font-size: 1.0625rem;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", sans-serif; }
:lang(zh-Hant) { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang TC",
  "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif; }
main.cqcoop { max-width: 42rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; line-height: 1.6; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; margin: 2em 0 0.5em; font-weight: 650; }
h1 { font-size: 1.8rem; margin-top: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.3rem; }
h3 { font-size: 1.1rem; }
p, ul, ol { margin: 0 0 1em; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 0.06em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; }
@media (max-width: 30rem) { .cqcoop dl { display: block; } .cqcoop dt { margin-top: 0.8em; } }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --link: #000; }
  @page { margin: 2cm; }
  body { font-size: 10.5pt; }
  main.cqcoop { max-width: none; padding: 0; }
  .cqcoop .scroll { overflow: visible; }
  .cqcoop table th, .cqcoop table td { min-width: 0; padding-right: 0.8em; }
  .cqcoop table td:not(.number) { overflow-wrap: anywhere; }
  tr, dt, dd { break-inside: avoid; }
  h1, h2, h3, caption, dt { break-after: avoid; }
  p { orphans: 3; widows: 3; }
}
"""

_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main class="cqcoop">
<h1>{heading}</h1>
{body}
</main>
</body>
</html>
"""
