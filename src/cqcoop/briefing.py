"""What is known of somebody or something, as one document with numbered sources.

A brief is made of sections, and these of lines that know their sources: the text for a terminal, the Markdown and the
HTML come from the same lines. Nothing stands in it that is not in the records.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args

import attrs

from cqcoop.cards import bracketed, field_label, lowered, phrase, role_label, taking_part, vocabulary_of
from cqcoop.codebook import describe, label
from cqcoop.dataset import Dataset, Said, load
from cqcoop.errors import InvalidValue, did_you_mean
from cqcoop.formats import html, markdown, text
from cqcoop.formats.cells import neutral, one_line
from cqcoop.graph import Who
from cqcoop.names import fold
from cqcoop.periods import Period
from cqcoop.queries import Collection
from cqcoop.records import Agreement, Event, Organisation, Person, Place, Record, Source, field_names
from cqcoop.selecting import Involvement, When, as_window
from cqcoop.values import Evidence, Mention, Milestone, Name, Participation, Post, Quantity, Statement

__all__ = ["Brief", "Line", "Mark", "Run", "Section", "SectionName", "brief"]

SectionName = Literal[
    "profile",
    "timeline",
    "agreements",
    "events",
    "people",
    "statements",
    "figures",
    "bodies",
    "parks",
    "places",
    "initiatives",
    "disputed",
    "not dated",
    "curators' notes",
]
"""The sections of a brief, in their order; the sources come last, whichever are asked for."""

WIDTH: Final = 88
"""How many columns of a terminal a brief takes."""


# --- The document ----------------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """A stretch of text: in which language, where it leads, whether it stands out."""

    text: str
    language: str | None = None
    url: str | None = None
    strong: bool = False


class Mark(NamedTuple):
    """What a line rests on: the number of a source, the paragraph if there is one, and how the line follows from it.

    `mode` is `stated`, `inferred`, `derived` or `coded`; `disputes` for a source that says otherwise.
    """

    number: int
    paragraph: int | None
    mode: str


class Line(NamedTuple):
    """A line of a brief: a heading within a section, a point, or a source with its number.

    `is_claim` is False for what is no statement of a source: a heading, a count, a remark of the curators.
    A claim without marks is shown as one without a source.
    """

    runs: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()
    kind: Literal["heading", "point", "source"] = "point"
    is_claim: bool = True
    number: int | None = None

    @property
    def text(self) -> str:
        """The line as plain text, without its marks."""
        return "".join(run.text for run in self.runs)


class Section(NamedTuple):
    """A part of a brief: its title and its lines, never without any."""

    title: str
    lines: tuple[Line, ...]


@attrs.frozen(kw_only=True, repr=False)
class Brief:
    """A document on one subject, made by `brief`; shows itself in terminals and notebooks.

    `str()` gives text for a terminal, and so does `repr()`, so that an interactive session shows it.
    Its lines take 88 columns at most, but for addresses, which are never broken.

    Attributes:
        title: Who or what it is about, and the period to which it is restricted.
        scope: What it was made from and how much that is, as one sentence or two.
        sections: Its parts, the most important first, the sources last.
        key: A word that sets its anchors apart from those of others on the same page.
    """

    title: str
    scope: str
    sections: tuple[Section, ...]
    key: str

    def __str__(self) -> str:
        title = text.wrap(self.title, WIDTH)
        parts = [f"{title}\n{'=' * max(map(text.width_of, title.splitlines()))}\n\n{text.wrap(self.scope, WIDTH)}"]
        for section in self.sections:
            parts.append(f"{section.title.upper()}\n" + "\n".join(map(_as_text, section.lines)))
        return "\n\n".join(parts) + "\n"

    def __repr__(self) -> str:
        return str(self)

    def to_markdown(self) -> str:
        """Return the brief as Markdown (GFM), with a line end at the end.

        >>> brief("Italy").to_markdown().splitlines()[0]
        '# Italy'
        """
        parts = [f"# {markdown.escape(self.title)}", markdown.escape(self.scope)]
        for section in self.sections:
            parts.append(f"## {markdown.escape(section.title)}")
            parts.append("\n".join(map(_as_markdown, section.lines)).strip())
        return "\n\n".join(parts) + "\n"

    def to_html(self) -> str:
        """Return the brief as a whole page that needs no other file.

        >>> brief("Italy").to_html().splitlines()[0]
        '<!DOCTYPE html>'
        """
        return html.page(self.title, self._body("h2", "h3"))

    def _repr_html_(self) -> str:
        return html.notebook(f"<h2>{html.escape(self.title)}</h2>\n{self._body('h3', 'h4')}")

    def _body(self, outer: str, inner: str) -> str:
        parts = [f"<p>{html.escape(self.scope)}</p>"]
        for section in self.sections:
            parts.append(f"<{outer}>{html.escape(section.title)}</{outer}>")
            parts += _as_html(section.lines, inner, self.key)
        return "\n".join(parts)


def _cited(marks: Iterable[Mark]) -> tuple[tuple[int, str], ...]:
    """Return marks as people read them, one for each source, with its number: "[2 §3, §5; §4, inferred]"."""
    found: dict[tuple[bool, int], dict[str, list[str]]] = {}
    for mark in marks:
        group = found.setdefault((mark.mode == "disputes", mark.number), {}).setdefault(mark.mode, [])
        if mark.paragraph is not None:
            group.append(f"§{mark.paragraph}")
    shown = []
    for (disputes, number), modes in found.items():
        said = [", ".join([*places, *_mode(mode)]) for mode, places in modes.items()]
        where = "; ".join(part for part in said if part)
        # A mode without a paragraph follows the number after a comma, as it would follow a paragraph.
        gap = " " if where.startswith("§") else ", "
        prefix = "disputed by " if disputes else ""
        shown.append((number, f"[{prefix}{number}{gap}{where}]" if where else f"[{prefix}{number}]"))
    return tuple(shown)


def _mode(mode: str) -> tuple[str, ...]:
    return () if mode in ("stated", "disputes") else (mode,)


_NO_SOURCE: Final = "[no source]"
_GLUED: Final = re.compile(r"(?<=\d) (?=§)|(?<=,) (?=inferred|derived|coded)|(?<=no) |(?<=by) ")


def _references(line: Line) -> str:
    shown = " ".join(mark for _, mark in _cited(line.marks))
    return shown or (_NO_SOURCE if line.is_claim else "")


_LAYOUTS: Final = {"heading": ("", ""), "point": ("  - ", "    "), "source": ("{:>5} ", "      ")}
"""What the first line and the others of each kind begin with in a terminal."""


def _as_text(line: Line) -> str:
    # What belongs together in a mark is held by spaces that do not break; no run has any.
    references = _GLUED.sub("\xa0", _references(line))
    words = "".join(run.text for run in line.runs if run.url is None)
    first, indent = _LAYOUTS[line.kind]
    first = first.format(f"[{line.number}]")
    said = text.wrap(f"{words} {references}".rstrip(), WIDTH, indent=indent, first=first).replace("\xa0", " ")
    # An address stands on a line of its own and is never broken, so that it can be clicked and copied.
    addresses = [f"{indent}{neutral(run.text)}" for run in line.runs if run.url is not None]
    return "\n".join([f"\n{said}" if line.kind == "heading" else said, *addresses])


def _as_markdown(line: Line) -> str:
    said = f"{''.join(map(_run_as_markdown, line.runs))} {markdown.escape(_references(line))}".rstrip()
    if line.kind == "heading":
        return f"\n### {said}\n"
    return f"- {markdown.escape(f'[{line.number}]')} {said}" if line.kind == "source" else f"- {said}"


def _run_as_markdown(run: Run) -> str:
    # Escaping trims, so that the spaces around a run are set aside.
    bare = run.text.strip(" ")
    before, after = run.text[: len(run.text) - len(run.text.lstrip(" "))], run.text[len(run.text.rstrip(" ")) :]
    shown = markdown.escape(bare) if run.url is None else f"<{neutral(run.url)}>"
    return f"{before}**{shown}**{after}" if run.strong else f"{before}{shown}{after}"


def _as_html(lines: Sequence[Line], heading: str, key: str) -> Iterator[str]:
    """Yield the lines as HTML, points and sources in lists."""
    inside = ""
    for line in lines:
        listed = {"heading": "", "point": "ul", "source": "ol"}[line.kind]
        if listed != inside:
            yield from (f"</{inside}>" if inside else "", f"<{listed}>" if listed else "")
            inside = listed
        said = "".join(map(_run_as_html, line.runs)) + _references_as_html(line, key)
        anchor = f' id="{_anchor(key, line.number)}"' if line.number is not None else ""
        yield f"<li{anchor}>{said}</li>" if listed else f"<{heading}>{said}</{heading}>"
    yield f"</{inside}>" if inside else ""


def _run_as_html(run: Run) -> str:
    shown = html.escape(run.text) if run.url is None else html.link(run.url, run.text)
    shown = f'<span lang="{html.escape(run.language)}">{shown}</span>' if run.language else shown
    return f"<strong>{shown}</strong>" if run.strong else shown


def _references_as_html(line: Line, key: str) -> str:
    links = []
    for number, mark in _cited(line.marks):
        shown = html.escape(_GLUED.sub("\xa0", mark))
        links.append(f'<a href="#{_anchor(key, number)}" style="text-decoration: none">{shown}</a>')
    said = " ".join(links) or (_NO_SOURCE if line.is_claim else "")
    return f' <small style="font-weight: normal">{said}</small>' if said else ""


def _anchor(key: str, number: int | None) -> str:
    return html.escape(f"{key}-source-{number}")


# --- Making it -------------------------------------------------------------------------------------------------------


def brief(
    who: Who,
    *,
    during: When | None = None,
    sections: Iterable[SectionName] | None = None,
    dataset: Dataset | None = None,
) -> Brief:
    """Return a brief on a territory, body, park, person, place, initiative, event or agreement.

    What it is; what happened when; agreements, events, people and bodies; figures; who said what;
    what is disputed and what is not dated; and the sources, numbered in the order in which the brief uses them.
    A mark such as "[2 §3, inferred]" gives the source, its paragraph, and how the line follows from it.

    Args:
        who: A record, an id, or any name.
        during: Only agreements, events, statements, figures, milestones and posts that may lie in this period.
            Undated ones are then left out, but for posts. A statement or figure without a date of its own
            counts by that of its event or agreement.
        sections: Only these sections, in the usual order, with their sources; all unless given.
        dataset: The dataset to look in; the shipped one unless given.

    Raises:
        RecordNotFound: Nothing has this id or name; `suggestions` lists what is near.
        AmbiguousName: The name may be several records; `candidates` lists their ids.
        InvalidPeriod: The period cannot be read in exactly one way.
        InvalidValue: There is no such section.

    >>> brief("Yongchuan", during=2024).title
    'Yongchuan District, only 2024'
    """
    wanted = tuple(get_args(SectionName) if sections is None else sections)
    for name in wanted:
        if name not in get_args(SectionName):
            listed = did_you_mean(name, get_args(SectionName)) or f"; there are {', '.join(get_args(SectionName))}"
            raise InvalidValue(f"sections: expected sections of a brief, found {name!r}{listed}")
    held = load() if dataset is None else dataset
    return _Writer(held, held.lookup(who), None if during is None else as_window(during)).write(wanted)


class _Writer:
    """Gathers what a dataset has on one record, and numbers the sources as the lines use them."""

    def __init__(self, dataset: Dataset, subject: Record, window: Period | None) -> None:
        self.dataset = dataset
        self.subject = subject
        self.window = window
        self.meant = Involvement(dataset._graph, subject)
        self.numbers: dict[str, int] = {}
        self.moments = dataset.timeline(subject, during=window)
        told = [dataset[moment.id] for moment in self.moments if moment.field in ("period", "signed")]
        self.agreements = [one for one in told if isinstance(one, Agreement) and one.id != subject.id]
        self.events = [one for one in told if isinstance(one, Event) and one.id != subject.id]
        self.bodies = {body.id for body in dataset.organisations.involving(subject)}
        self.people = [one for one in dataset.people if one.id != subject.id and self._acts_for_them(one)]
        self.statements = list(self._their_statements())
        self.figures = list(self._their_figures())

    def write(self, wanted: Sequence[str]) -> Brief:
        parts: list[tuple[str, Iterable[Line]]] = [
            ("Profile", self._profile()),
            ("Timeline", self._timeline()),
            ("Agreements", self._deeds(self.agreements)),
            ("Events", self._deeds(self.events)),
            ("People", map(self._person, self.people)),
            ("Statements", self._said()),
            ("Figures", (self._figure(record, quantity) for record, quantity in self.figures)),
            *self._members(),
            ("Disputed", self._disputed()),
            ("Not dated", self._undated()),
            ("Curators' notes", self._notes()),
        ]
        sections = [Section(title, tuple(lines)) for title, lines in parts if title.lower() in wanted]
        # The sources come last: the lines above number them when they are written.
        sections.append(Section("Sources", tuple(self._sources())))
        return Brief(
            title=one_line(f"{self.subject.name}, only {self.window.describe()}" if self.window else self.subject.name),
            scope=one_line(self._scope()),
            sections=tuple(section for section in sections if section.lines),
            key=f"brief-{self.subject.id}",
        )

    def _scope(self) -> str:
        counts = {
            ("agreement", "agreements"): len(self.agreements),
            ("event", "events"): len(self.events),
            ("person", "people"): len(self.people),
            ("figure", "figures"): len(self.figures),
            ("statement", "statements"): len(self.statements),
        }
        found = ", ".join(f"{count} {one if count == 1 else many}" for (one, many), count in counts.items() if count)
        missing = ", ".join(f"no {many}" for (_, many), count in list(counts.items())[:2] if not count)
        on_record = "; ".join(part for part in (found, missing) if part)
        left_out = " What is not dated is left out." if self.window else ""
        manifest = self.dataset.manifest
        return f"On record: {on_record}.{left_out} From: {manifest.title}, version {manifest.version}."

    # --- Whose it is ---

    def named(self, link: Mention | Participation) -> str:
        """Return the name of what a link means, with the printed one where that is quite another."""
        known = self.dataset.resolve(link)
        if known is None:
            return str(link)
        if link.printed is None or not known.names or any(_alike(link.printed, name.text) for name in known.names):
            return known.name
        return f"{known.name} (printed “{link.printed}”)"

    def called(self, link: Mention | Participation) -> str:
        """Return just the name of what a link means."""
        known = self.dataset.resolve(link)
        return known.name if known and known.names else str(link)

    def _is_theirs(self, link: Mention | None) -> bool:
        if link is None:
            return False
        return self.meant.means(Participation(printed=link.printed, id=link.id, role="named"))

    def _acts_for_them(self, person: Person) -> bool:
        if any(post.body and post.body.id in self.bodies and self._is_now(post) for post in person.posts):
            return True
        records: tuple[Agreement | Event, ...] = (*self.agreements, *self.events)
        parts = (part for record in records for part in record.participations)
        return any(part.id == person.id and self.meant.means(part) for part in parts)

    def _is_now(self, post: Post) -> bool:
        when = post.period or post.as_of
        return when is None or self._in_time(when)

    def _in_time(self, when: Period | None) -> bool:
        return self.window is None or (when is not None and when.overlaps(self.window) != "not")

    def _their_statements(self) -> Iterator[Said]:
        """Yield what they said, then what was said about them or in their record, each statement once."""
        own = [Said(statement, self.subject.id) for statement in self.subject.statements]
        by, about = self.dataset.statements(self.subject), self.dataset.statements(about=self.subject)
        for said in dict.fromkeys((*by, *own, *about)):
            if self._in_time(said.statement.said or self.dataset[said.id].when):
                yield said

    def _their_figures(self) -> Iterator[tuple[Record, Quantity]]:
        """Yield the figures of the subject, those of its agreements and events, and those about it elsewhere."""
        shown = {record.id: record for record in (self.subject, *self.agreements, *self.events)}
        for record in (shown | {record.id: record for record in self.dataset}).values():
            for quantity in record.quantities:
                theirs = record.id in shown or self._is_theirs(quantity.subject)
                if theirs and self._in_time(quantity.as_of or record.when):
                    yield record, quantity

    # --- Sources ---

    def _marks(self, record: Record, *whats: Any) -> tuple[Mark, ...]:
        """Return the marks for fields and items of a record: what supports them first, in the order of the sources."""
        entries = dict.fromkeys(entry for what in whats for entry in record.evidence_for(what))
        return self._marked(entries)

    def _marked(self, entries: Iterable[Evidence]) -> tuple[Mark, ...]:
        marks = {
            Mark(self._number(entry), entry.paragraph, "disputes" if entry.stance == "disputes" else entry.mode)
            for entry in entries
        }
        return tuple(
            sorted(
                marks,
                key=lambda mark: (
                    _MODES.index(mark.mode) == 4,
                    mark.number,
                    _MODES.index(mark.mode),
                    mark.paragraph or 0,
                ),
            )
        )

    def _number(self, entry: Evidence) -> int:
        source = self.dataset.get(entry.source)
        return self.numbers.setdefault(source.id if source else entry.source, len(self.numbers) + 1)

    def _sources(self) -> Iterator[Line]:
        for key, number in self.numbers.items():
            source = self.dataset.get(key)
            runs = self._source(source) if isinstance(source, Source) else (Run(key),)
            yield Line(runs, kind="source", is_claim=False, number=number)
        if self.numbers:
            yield _remark("Marks", _LEGEND)

    def _source(self, source: Source) -> tuple[Run, ...]:
        title = (
            Run(f"“{one_line(source.title)}”", language=source.language) if source.title else Run(one_line(source.name))
        )
        said = [self.called(source.publisher)] if source.publisher else []
        said += [f"carried by {self.called(source.carrier)}"] if source.carrier else []
        basis = lowered(label("PublishedBasis", source.published_basis)) if source.published_basis else None
        said.append(bracketed(source.published.describe(), basis) if source.published else "not dated")
        said.append(lowered(label("SourceKind", source.kind)))
        said += [f"{source.reliability} source"] if source.reliability else []
        said += [f"text taken from: {self.called(original)}" for original in source.derived_from]
        told = f"{one_line(', ' + '; '.join(said)).rstrip('.')}."
        return (title, Run(f"{told} "), Run(source.url, url=source.url)) if source.url else (title, Run(told))

    # --- What it is ---

    def _profile(self) -> Iterator[Line]:
        record = self.subject
        if record.summary:
            yield _point("", record.summary, self._marks(record, "summary"))
        for name in record.names:
            yield self._name(record, name)
        yield from self._account(record)

    def _name(self, record: Record, name: Name) -> Line:
        rest = phrase(name).removeprefix(name.text)
        runs = (Run("Name: ", strong=True), Run(one_line(name.text), language=_tag(name)), Run(_spaced(rest)))
        return Line(runs, self._marks(record, name))

    def _account(self, record: Record) -> Iterator[Line]:
        """Yield all that has no section of its own: what and when, who took part, the other fields, the caveats."""
        if isinstance(record, Event | Agreement):
            yield from self._what_and_when(record)
            yield from self._parts(record)
        for field in field_names(type(record)):
            if field not in _ELSEWHERE and not (isinstance(record, Event | Agreement) and field in _JOINED):
                yield from self._field(record, field)
        if isinstance(record, Organisation | Place):
            for successor in self.dataset.successors(record):
                yield _point("Succeeded by", successor.name, self._marks(successor, "predecessors"))
        for coverage in record.coverage:
            lead = f"{_EXTENTS[coverage.extent]} ({lowered(field_label(coverage.field))})"
            yield _point(
                lead, coverage.note or describe("Extent", coverage.extent).definition, self._marks(record, coverage)
            )

    def _field(self, record: Record, field: str) -> Iterator[Line]:
        value = getattr(record, field)
        if field in _EACH:
            # Milestones of the subject with a date stand in the timeline.
            dated = field == "milestones" and record is self.subject
            for item in value:
                if not (dated and item.period):
                    yield _point(_EACH[field], phrase(item, self.named), self._marks(record, item))
        elif field == "clauses":
            for clause in value:
                kind, _, gist = phrase(clause, self.named).partition(": ")
                yield _point(f"Provides ({lowered(kind)})", gist, self._marks(record, clause))
        elif value not in (None, ()):
            vocabulary = vocabulary_of(type(record), field)
            items = value if isinstance(value, tuple) else (value,)
            said = "; ".join(phrase(item, self.named, vocabulary) for item in items)
            yield _point(field_label(field), said, self._marks(record, field))

    def _what_and_when(self, record: Event | Agreement) -> Iterator[Line]:
        """Yield kind and status, then date and place, then how a date that is not stated was found."""
        kind = phrase(record.kind, vocabulary=vocabulary_of(type(record), "kind"))
        status = record.status and lowered(phrase(record.status, vocabulary=vocabulary_of(type(record), "status")))
        yield _point("Kind", f"{kind}, {status}" if status else kind, self._marks(record, "kind", "status"))
        date_field = "signed" if isinstance(record, Agreement) else "period"
        where = {field: link for field in _WHERE if (link := getattr(record, field, None))}
        said = [record.when.describe()] if record.when else []
        said += [f"{_WHERE[field]} {phrase(link, self.named)}" for field, link in where.items()]
        if said:
            lead = "Signed" if isinstance(record, Agreement) and record.when else "When and where"
            undated = "" if record.when else "no date told, "
            yield _point(lead, undated + ", ".join(said), self._marks(record, date_field, *where))
        for mode in ("inferred", "derived"):
            found = [one for one in record.evidence_for(date_field) if one.mode == mode and one.stance == "supports"]
            if found:
                steps = "; ".join(dict.fromkeys(one.step for one in found if one.step))
                yield _point(f"Date {mode}", steps, self._marked(found))

    def _parts(self, record: Event | Agreement) -> Iterator[Line]:
        """Yield who took part, theirs first; those who did the same stand together, each of them once."""
        # The parties of an agreement stand together, whosever they are.
        apart = isinstance(record, Event)
        theirs = [part for part in record.participations if apart and self.meant.means(part)]
        others = [part for part in record.participations if not (apart and self.meant.means(part))]
        # Where all of them are the subject itself, its name need not stand twice.
        alone = all(part.id == self.subject.id for part in theirs)
        for parts, lead in ((theirs, "" if alone else f"{self.subject.name} – "), (others, "")):
            for done, acting in self._by_deed(parts).items():
                marks = self._marks(record, *(part for _, same in acting for part in same))
                told = "; ".join(said for said, _ in acting)
                yield _point(f"{lead}{lowered(done)}" if lead else done, told, marks)

    def _by_deed(self, parts: Iterable[Participation]) -> dict[str, list[tuple[str, list[Participation]]]]:
        """Group participations by what their actors did in all; what several of a group share is told of the group."""
        groups: dict[str, list[tuple[str, list[Participation]]]] = {}
        actors = _actors(parts)
        shared = Counter(_deed(same) for same in actors)
        for same in actors:
            done, details = _deed(same)
            if shared[_deed(same)] > 1 and details:
                groups.setdefault(f"{done} ({details})", []).append((self.named(same[0]), same))
            else:
                groups.setdefault(done, []).append((taking_part(same[0], self.named), same))
        return groups

    # --- What happened ---

    def _timeline(self) -> Iterator[Line]:
        """Yield the dated moments; none where one or two would only repeat what is told below."""
        shown = [(one, one.when) for one in self.moments if one.when and one.field not in _TOLD_BELOW]
        if len(shown) > 2 or any(moment.field == "milestones" for moment, _ in shown):
            for moment, when in shown:
                yield self._moment(self.dataset[moment.id], moment.field, when, moment.what)

    def _moment(self, record: Record, field: str, when: Period, what: str) -> Line:
        if field == "milestones":
            return self._milestone(record, when, what)
        status = getattr(record, "status", None)
        told = record.name if status in (None, "held", "signed") else f"{record.name} ({status})"
        told = told if isinstance(record, Event | Agreement) else f"{record.name}: {lowered(field_label(field))}"
        return _point(when.describe(), told, self._marks(record, field))

    def _milestone(self, record: Record, when: Period, what: str) -> Line:
        """Return the milestones of a record that a moment of its timeline stands for."""
        held: tuple[Milestone, ...] = getattr(record, "milestones", ())
        same = [one for one in held if one.period == when and what.endswith(f": {one.stage}")]
        by = [self.called(link) for one in same for link in one.by]
        events = [self.called(Mention(id=one.event)) for one in same if one.event]
        stage = lowered(label("MilestoneStage", same[0].stage))
        told = bracketed(
            f"{record.name}: {stage}",
            f"by {', '.join(by)}" if by else None,
            f"at {', '.join(events)}" if events else None,
        )
        return _point(when.describe(), told, self._marks(record, *same))

    def _deeds(self, records: Iterable[Event | Agreement]) -> Iterator[Line]:
        for record in records:
            name = record.names[:1]
            runs = (Run(one_line(record.name), language=_tag(*name)),)
            yield Line(runs, self._marks(record, *name), kind="heading", is_claim=False)
            if record.summary:
                yield _point("", record.summary, self._marks(record, "summary"))
            yield from self._account(record)

    # --- Who and what belongs to it ---

    def _person(self, person: Person) -> Line:
        posts = [post for post in person.posts if self._is_now(post)]
        return self._entry(person, [phrase(post, self.named) for post in posts], *posts)

    def _members(self) -> Iterator[tuple[str, Iterable[Line]]]:
        """Yield the sections that give a line to each record that belongs to the subject."""
        if isinstance(self.subject, Event | Agreement | Person | Source):
            return
        ds = self.dataset
        groups: dict[str, Collection[Any, Any]] = {
            "Bodies": ds.organisations,
            "Parks": ds.parks,
            "Places": ds.places,
            "Initiatives": ds.initiatives,
        }
        for title, group in groups.items():
            found: Iterable[Record] = group.involving(self.subject)
            yield title, map(self._member, (record for record in found if record.id != self.subject.id))

    def _member(self, record: Record) -> Line:
        fields = [field for field in _TIES if getattr(record, field, None) not in (None, ())]
        said = []
        for field in fields:
            value, vocabulary = getattr(record, field), vocabulary_of(type(record), field)
            items = value if isinstance(value, tuple) else (value,)
            told = ", ".join(phrase(item, self.called, vocabulary) for item in items)
            said.append(lowered(told) if vocabulary else f"{lowered(field_label(field))}: {told}")
        return self._entry(record, said, *fields)

    def _entry(self, record: Record, said: Sequence[str], *whats: Any) -> Line:
        """Return a line on a record: its name, also in Chinese characters, and what is said of it."""
        han = next((name for name in record.names[1:] if name.language.startswith("zh-Han")), None)
        runs = [Run(one_line(record.name), language=_tag(*record.names[:1]), strong=True)]
        runs += [Run(" "), Run(one_line(han.text), language=han.language)] if han else []
        runs += [Run(f": {one_line('; '.join(said))}")] if said else []
        return Line(tuple(runs), self._marks(record, *record.names[:1], *([han] if han else []), *whats))

    # --- Figures and words ---

    def _figure(self, record: Record, quantity: Quantity) -> Line:
        known = record is self.subject or (quantity.subject is not None and quantity.subject.id == record.id)
        told = phrase(quantity, self.called)
        return _point("", told if known else f"{told}; told with: {record.name}", self._marks(record, quantity))

    def _said(self) -> Iterator[Line]:
        """Yield the statements under who made them and where, what binds before what is only thought."""
        groups: dict[str, list[Said]] = {}
        for said in self.statements:
            groups.setdefault(self._occasion(said), []).append(said)
        # Words that nobody is named for come last.
        for occasion, group in sorted(groups.items(), key=lambda one: one[1][0].statement.speaker is None):
            yield Line((Run(one_line(occasion)),), kind="heading", is_claim=False)
            for statement, key in sorted(group, key=lambda said: _WEIGHT.index(said.statement.kind)):
                yield self._statement(self.dataset[key], statement)

    def _occasion(self, said: Said) -> str:
        """Return who spoke, in which post and for whom, and where and when."""
        statement, record = said.statement, self.dataset[said.id]
        speaker = [self.called(statement.speaker) if statement.speaker else "Speaker not named"]
        speaker += [statement.post] if statement.post else []
        speaker += [f"for {self.called(statement.on_behalf_of)}"] if statement.on_behalf_of else []
        where = [statement.occasion] if statement.occasion else []
        if isinstance(record, Event | Agreement):
            where += [record.name] if record is not self.subject else []
        elif record is not self.subject:
            where += [f"recorded under {record.name}"]
        when = statement.said or record.when
        where += [when.describe()] if when else []
        return " – ".join(", ".join(part) for part in (speaker, where) if part)

    def _statement(self, record: Record, statement: Statement) -> Line:
        # What it is about is told only where the gist does not name it.
        about = ", ".join(map(self.called, statement.about))
        named = any(self._is_named(link, statement.gist) for link in statement.about)
        told = f"{statement.gist.rstrip('.')} (about {about})" if about and not named else statement.gist
        return _point(label("StatementKind", statement.kind), told, self._marks(record, statement))

    def _is_named(self, link: Mention, gist: str) -> bool:
        known = self.dataset.resolve(link)
        names = [name.text for name in known.names] if known else []
        return any(fold(name) in fold(gist) for name in (str(link), *names))

    # --- What is disputed or not known ---

    def _disputed(self) -> Iterator[Line]:
        for record in (self.subject, *self.agreements, *self.events, *self.people):
            for entry in record.evidence:
                if entry.stance == "disputes":
                    cited = (field for field, item in record.items() if entry.key in item.cites)
                    fields = ", ".join(lowered(field_label(field)) for field in dict.fromkeys((*entry.fields, *cited)))
                    told = f"also told as “{entry.rival}”; not followed: {entry.reason}"
                    mark = Mark(self._number(entry), entry.paragraph, entry.mode)
                    yield _point(bracketed(record.name, fields), told, (mark,))

    def _notes(self) -> Iterator[Line]:
        for record in (self.subject, *self.agreements, *self.events):
            if record.notes and record is not self.subject:
                yield Line((Run(one_line(record.name)),), kind="heading", is_claim=False)
            yield from (_remark("", note) for note in record.notes)

    def _undated(self) -> Iterator[Line]:
        for record in (*self.agreements, *self.events):
            if record.when is None:
                yield Line((Run(one_line(record.name)),), is_claim=False)


# --- Words -----------------------------------------------------------------------------------------------------------

_ELSEWHERE: Final = frozenset(
    {"id", "names", "summary", "statements", "quantities", "coverage", "evidence", "notes", "participations"}
)
_JOINED: Final = frozenset({"kind", "status", "period", "signed", "place", "venue", "signed_at", "part_of"})
_WHERE: Final = {"place": "in", "venue": "at", "signed_at": "at", "part_of": "part of"}
_EACH: Final = {"posts": "Post", "milestones": "Milestone"}
_EXTENTS: Final = {"complete": "Complete list", "open": "Open list", "unstated": "Not told"}
_TIES: Final = ("kind", "seat", "parent", "jurisdictions", "level", "district", "part_of", "operator", "run_by")
_TOLD_BELOW: Final = ("statements", "posts", "participations")
_WEIGHT: Final = ("commitment", "offer", "request", "aim", "expectation", "assessment", "report")
_MODES: Final = ("stated", "inferred", "derived", "coded", "disputes")
_LEGEND: Final = (
    "the number is that of the source, § its paragraph. What is not marked otherwise is stated there; inferred: it "
    "follows from reading the text; derived: it is calculated; coded: the curators chose the term."
)


def _spaced(said: str) -> str:
    return f" {plain}" if (plain := one_line(said)) else ""


def _point(lead: str, said: str, marks: tuple[Mark, ...]) -> Line:
    runs = (Run(one_line(said)),)
    return Line((Run(f"{one_line(lead)}: ", strong=True), *runs) if lead else runs, marks)


def _remark(lead: str, said: str) -> Line:
    return _point(lead, said, ())._replace(is_claim=False)


def _tag(name: Name | None = None) -> str | None:
    return None if name is None or name.language == "und" else name.language


def _alike(one: str, other: str) -> bool:
    """Tell whether a name is another one or a part of it, spelling habits apart."""
    short, long = sorted((fold(one), fold(other)), key=len)
    return short in long


def _actors(parts: Iterable[Participation]) -> list[list[Participation]]:
    """Return the participations of each actor, in one post, for one body and at one time, together."""
    actors: dict[Any, list[Participation]] = {}
    for part in parts:
        key = attrs.evolve(part, printed=None if part.id else part.printed, role="named", territory=None, cites=())
        actors.setdefault(key, []).append(part)
    return list(actors.values())


def _deed(same: Sequence[Participation]) -> tuple[str, str]:
    """Return what an actor did in all, and the post and the time of it; empty where it acts for a body of its own."""
    first, *others = dict.fromkeys(role_label(part.role) for part in same)
    part = same[0]
    details = "; ".join(word for word in (part.post, part.what, part.period and part.period.describe()) if word)
    return ", ".join([first, *map(lowered, others)]), "" if part.on_behalf_of else details
