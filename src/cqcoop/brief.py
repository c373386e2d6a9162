"""What is known of somebody or something, as one document with numbered sources; and how to cite it.

A brief is made of sections, and these of lines that know their sources: the text for a terminal, the Markdown and the
HTML come from the same lines. Nothing stands in it that is not in the records.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

import attrs

from cqcoop.cards import bracketed, field_label, lowered, phrase, role_label, taking_part, vocabulary_of
from cqcoop.codebook import describe, label
from cqcoop.dataset import Dataset, load
from cqcoop.formats import html, markdown, text
from cqcoop.formats.cells import neutral
from cqcoop.graph import Who
from cqcoop.names import fold
from cqcoop.periods import Period
from cqcoop.records import Agreement, Event, Initiative, Milestone, Organisation, Person, Place, Record, Source, field_names
from cqcoop.selecting import Involvement, When, as_window
from cqcoop.values import Clause, Evidence, Mention, Participation, Post, Quantity, Statement

__all__ = ["Brief", "Line", "Mark", "Run", "Section", "brief", "cite"]

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
        '# Brief on Italy'
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


def _references(line: Line) -> str:
    shown = " ".join(mark for _, mark in _cited(line.marks))
    return shown or (_NO_SOURCE if line.is_claim else "")


def _as_text(line: Line) -> str:
    # Marks are kept together with spaces that do not break, which nothing else can hold: runs have plain ones only.
    said = f"{line.text} {_references(line).replace(' ', chr(0xA0))}".rstrip()
    first = {"heading": "\n", "point": "  - ", "source": f"{f'[{line.number}]':>5} "}[line.kind]
    indent = {"heading": "", "point": "    ", "source": "      "}[line.kind]
    if line.kind == "heading":
        return "\n" + text.wrap(said, WIDTH).replace("\xa0", " ")
    return text.wrap(said, WIDTH, indent=indent, first=first).replace("\xa0", " ")


def _as_markdown(line: Line) -> str:
    said = f"{''.join(map(_run_as_markdown, line.runs))} {markdown.escape(_references(line))}".rstrip()
    if line.kind == "heading":
        return f"\n### {said}\n"
    return f"- {markdown.escape(f'[{line.number}]')} {said}" if line.kind == "source" else f"- {said}"


def _run_as_markdown(run: Run) -> str:
    # Escaping trims, so that the spaces around a run are set aside.
    bare = run.text.strip(" ")
    before, after = run.text[: len(run.text) - len(run.text.lstrip(" "))], run.text[len(run.text.rstrip(" ")) :]
    if not bare:
        return run.text
    shown = markdown.escape(bare)
    if run.url is not None:
        shown = f"[{shown}](<{run.url}>)"
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
    links = [f'<a href="#{_anchor(key, number)}">{html.escape(mark)}</a>' for number, mark in _cited(line.marks)]
    shown = " ".join(links) or (html.escape(_NO_SOURCE) if line.is_claim else "")
    return f" <small>{shown}</small>" if shown else ""


def _anchor(key: str, number: int | None) -> str:
    return html.escape(f"{key}-source-{number}")


# --- Making it -------------------------------------------------------------------------------------------------------


def brief(who: Who, *, during: When | None = None, dataset: Dataset | None = None) -> Brief:
    """Return a brief on a territory, body, park, person, place, initiative, event or agreement.

    What it is; what happened when; agreements, events, people and bodies; figures; who said what;
    what is disputed and what is not known; and the sources, numbered in the order in which the brief uses them.
    A mark such as "[2 §3, inferred]" gives the source, its paragraph, and how a line follows from it.

    Args:
        who: A record, an id, or any name.
        during: Only agreements, events, statements, figures and posts that may lie in this period;
            undated agreements, events, statements and figures are then left out.
        dataset: The dataset to look in; the shipped one unless given.

    Raises:
        RecordNotFound: Nothing has this id or name; `suggestions` lists what is near.
        AmbiguousName: The name may be several records; `candidates` lists their ids.
        InvalidPeriod: The period cannot be read in exactly one way.

    >>> brief("Yongchuan", during=2024).title
    'Brief on Yongchuan District, 2024 only'
    """
    held = load() if dataset is None else dataset
    return _Writer(held, held.lookup(who), None if during is None else as_window(during)).write()


class _Writer:
    """Gathers what a dataset has on one record, and numbers the sources as they are used."""

    def __init__(self, dataset: Dataset, subject: Record, window: Period | None) -> None:
        self.dataset = dataset
        self.subject = subject
        self.window = window
        self.meant = Involvement(dataset._graph, subject)
        self.numbers: dict[str, int] = {}
        moments = dataset.timeline(subject, during=window)
        told = {moment.id: dataset[moment.id] for moment in moments if moment.field in ("period", "signed")}
        self.moments = moments
        self.agreements = [one for one in told.values() if isinstance(one, Agreement) and one.id != subject.id]
        self.events = [one for one in told.values() if isinstance(one, Event) and one.id != subject.id]
        self.people = [person for person in dataset.people if person.id != subject.id and self._acts_for_them(person)]
        self.statements = list(self._their_statements())
        self.figures = list(self._their_figures())

    def write(self) -> Brief:
        sections = [
            ("Profile", self._profile()),
            ("Timeline", self._timeline()),
            ("Agreements", self._told(self.agreements)),
            ("Events", self._told(self.events)),
            ("People", map(self._person, self.people)),
            *self._listed(),
            ("Figures", self._figures()),
            ("Statements", self._said()),
            ("Disputed", self._disputed()),
            ("Not known or left open", self._open()),
        ]
        # The sources come last, when all the others have been written and numbered them.
        written = [Section(title, tuple(lines)) for title, lines in sections]
        written.append(Section("Sources", tuple(self._sources())))
        return Brief(
            title=f"Brief on {_plain(self.subject.name)}" + (f", {self.window.describe()} only" if self.window else ""),
            scope=self._scope(),
            sections=tuple(section for section in written if section.lines),
            key=f"brief-{self.subject.id}",
        )

    def _scope(self) -> str:
        counted = {
            "agreement": len(self.agreements),
            "event": len(self.events),
            "person": len(self.people),
            "statement": len(self.statements),
            "figure": len(self.figures),
        }
        found = [f"{count} {_noun(word, count)}" for word, count in counted.items() if count]
        missing = [_noun(word, 0) for word, count in counted.items() if not count]
        manifest = self.dataset.manifest
        left_out = " Undated agreements, events, statements and figures are left out." if self.window else ""
        told = [", ".join(found)] if found else []
        told += [f"no {' or '.join(missing)}"] if missing else []
        return _plain(f"On record: {'; '.join(told)}.{left_out} Data: {manifest.title}, version {manifest.version}.")

    # --- Sources ---

    def _marks(self, record: Record, *whats: Any) -> tuple[Mark, ...]:
        """Return the marks for fields and items of a record, in the order of their sources."""
        entries = dict.fromkeys(entry for what in whats for entry in record.evidence_for(what))
        return self._marked(entries)

    def _marked(self, entries: Iterable[Evidence]) -> tuple[Mark, ...]:
        marks = {
            Mark(self._number(entry), entry.paragraph, "disputes" if entry.stance == "disputes" else entry.mode)
            for entry in entries
        }
        return tuple(sorted(marks, key=lambda mark: (mark.mode == "disputes", mark.number, *_rank(mark))))

    def _number(self, entry: Evidence) -> int:
        source = self.dataset.get(entry.source)
        return self.numbers.setdefault(source.id if source else entry.source, len(self.numbers) + 1)

    def _sources(self) -> Iterator[Line]:
        for key, number in self.numbers.items():
            source = self.dataset.get(key)
            runs = self._source(source) if isinstance(source, Source) else (Run(key),)
            yield Line(runs, kind="source", is_claim=False, number=number)
        if self.numbers:
            yield _remark(_LEGEND)

    def _source(self, source: Source) -> tuple[Run, ...]:
        title = f"“{_plain(source.title)}”" if source.title else _plain(source.name)
        said = [self.named(source.publisher)] if source.publisher else []
        said += [f"carried by {self.named(source.carrier)}"] if source.carrier else []
        basis = lowered(label("PublishedBasis", source.published_basis)) if source.published_basis else None
        said.append(bracketed(source.published.describe(), basis) if source.published else "not dated")
        said.append(lowered(label("SourceKind", source.kind)))
        said += [f"{source.reliability} source"] if source.reliability else []
        said += [f"text taken from {self.named(original)}" for original in source.derived_from]
        url = (Run(" "), Run(source.url, url=source.url)) if source.url else ()
        language = source.language if source.title else None
        return (Run(title, language=language), Run(_plain(f", {'; '.join(said)}.")), *url)

    # --- Who is meant ---

    def named(self, link: Mention | Participation) -> str:
        """Return the name of what a link means, with the printed one if that is quite another."""
        known = self.dataset.resolve(link)
        if known is None:
            return str(link)
        if link.printed is None or any(_alike(link.printed, name.text) for name in known.names):
            return known.name
        return f"{known.name}, printed “{link.printed}”"

    def _is_theirs(self, link: Mention | None, behalf: Mention | None = None) -> bool:
        who = link or behalf
        if who is None:
            return False
        # A subject that is no actor, such as an event, is meant only by its own id.
        part = Participation(printed=who.printed, id=who.id, on_behalf_of=behalf, role="named")
        return who.id == self.subject.id or self.meant.means(part)

    def _acts_for_them(self, person: Person) -> bool:
        if any(self._is_theirs(post.body) and self._is_now(post) for post in person.posts):
            return True
        return any(
            part.id == person.id and self.meant.means(part)
            for record in (*self.agreements, *self.events, self.subject)
            for part in getattr(record, "participations", ())
        )

    def _is_now(self, post: Post) -> bool:
        when = post.period or post.as_of
        return when is None or self._in_time(when)

    def _in_time(self, when: Period | None) -> bool:
        return self.window is None or (when is not None and when.overlaps(self.window) != "not")

    def _their_statements(self) -> Iterator[tuple[Record, Statement]]:
        """Yield what they said and what was said about them; undated words count by the date of their record."""
        for record in self.dataset:
            for statement in record.statements:
                theirs = self._is_theirs(statement.speaker, statement.on_behalf_of)
                if theirs or record.id == self.subject.id or any(map(self._is_theirs, statement.about)):
                    if self._in_time(statement.said or record.when):
                        yield record, statement

    def _their_figures(self) -> Iterator[tuple[Record, Quantity]]:
        shown = {self.subject.id, *(record.id for record in (*self.agreements, *self.events))}
        for record in self.dataset:
            for quantity in record.quantities:
                subject = quantity.subject
                of_record = record.id in shown and (subject is None or subject.id == record.id)
                if record.id == self.subject.id or of_record or self._is_theirs(subject):
                    if self._in_time(quantity.as_of or record.when):
                        yield record, quantity

    # --- What it is ---

    def _profile(self) -> Iterator[Line]:
        record = self.subject
        if record.summary:
            yield _point("", record.summary, self._marks(record, "summary"))
        for name in record.names:
            rest = phrase(name).removeprefix(name.text)
            runs = (Run("Name: ", strong=True), Run(_plain(name.text), language=_language(name.language)), Run(_plain(rest)))
            yield Line(runs, self._marks(record, name))
        yield from self._facts(record)
        if isinstance(record, Organisation | Place):
            for successor in self.dataset.successors(record):
                yield _point("Succeeded by", successor.name, self._marks(successor, "predecessors"))
        if isinstance(record, Event | Agreement):
            yield from self._parts(record)
        yield from self._caveats(record)

    def _facts(self, record: Record) -> Iterator[Line]:
        """Yield the filled fields of a record that have no section of their own."""
        if isinstance(record, Event | Agreement):
            yield from self._what_and_when(record)
        for field in field_names(type(record)):
            value = getattr(record, field)
            if field in _ELSEWHERE or value in (None, ()) or (isinstance(record, Event | Agreement) and field in _JOINED):
                continue
            if field in ("posts", "milestones", "clauses"):
                for item in value:
                    yield _point(_EACH[field], phrase(item, self.named), self._marks(record, item))
                continue
            vocabulary = vocabulary_of(type(record), field)
            items = value if isinstance(value, tuple) else (value,)
            said = "; ".join(phrase(item, self.named, vocabulary) for item in items)
            yield _point(field_label(field), said, self._marks(record, field))

    def _what_and_when(self, record: Event | Agreement) -> Iterator[Line]:
        """Yield kind and status, then date and place, then how a date that is not stated was found."""
        kind = phrase(record.kind, vocabulary=vocabulary_of(type(record), "kind"))
        status = phrase(record.status, vocabulary=vocabulary_of(type(record), "status")) if record.status else None
        yield _point("", f"{kind}, {lowered(status)}" if status else kind, self._marks(record, "kind", "status"))
        fields = [record.date_field or "", *(field for field in _JOINED if getattr(record, field, None) is not None)]
        said = [record.when.describe() if record.when else "no date told"]
        said += [phrase(getattr(record, field), self.named) for field in fields[1:]]
        lead = "Signed" if isinstance(record, Agreement) and record.when else "When and where"
        yield _point(lead, "; ".join(said), self._marks(record, *fields))
        for entry in record.evidence_for(record.date_field or ""):
            if entry.stance == "supports" and entry.mode in ("inferred", "derived"):
                yield _point(f"Date {entry.mode}", entry.step or "", self._marked([entry]))

    def _parts(self, record: Event | Agreement) -> Iterator[Line]:
        """Yield who took part, theirs first; those who did the same stand together, each person once."""
        theirs = [part for part in record.participations if record.id != self.subject.id and self.meant.means(part)]
        others = [part for part in record.participations if part not in theirs]
        for parts, lead in ((theirs, f"{self.subject.name} – "), (others, "")):
            for roles, acting in _by_roles(parts).items():
                done = ", ".join([role_label(roles[0]), *(lowered(role_label(role)) for role in roles[1:])])
                said = "; ".join(taking_part(same[0], self.named) for same in acting)
                marks = self._marks(record, *(part for same in acting for part in same))
                yield _point(f"{lead}{lowered(done)}" if lead else done, said, marks)

    def _caveats(self, record: Record) -> Iterator[Line]:
        """Yield what sources say of the fields themselves, and the notes of the curators."""
        for coverage in record.coverage:
            lead = f"{_EXTENTS[coverage.extent]} ({lowered(field_label(coverage.field))})"
            yield _point(lead, coverage.note or describe("Extent", coverage.extent).label, self._marks(record, coverage))
        for note in record.notes:
            yield _remark(note, "Curator's note")

    # --- What happened ---

    def _timeline(self) -> Sequence[Line]:
        """Return the dated moments; none where they would only repeat the one thing told below."""
        lines = [line for moment in self.moments if moment.field not in ("statements", "posts") and moment.when for line in self._moment(moment.id, moment.field, moment.when, moment.what)]
        return lines if len(lines) > 1 else ()

    def _moment(self, key: str, field: str, when: Period, what: str) -> Iterator[Line]:
        record = self.dataset[key]
        if field == "milestones":
            for milestone in getattr(record, "milestones", ()):
                if milestone.period == when and what.endswith(f": {milestone.stage}"):
                    yield self._milestone(record, milestone, when)
            return
        status = getattr(record, "status", None)
        told = record.name if status in (None, "held", "signed") else f"{record.name} ({status})"
        told = f"{record.name}: {field}" if isinstance(record, Organisation | Place) else told
        yield _point(when.describe(), told, self._marks(record, field))

    def _milestone(self, record: Record, milestone: Milestone, when: Period) -> Line:
        stage = lowered(label("MilestoneStage", milestone.stage))
        by = f"by {', '.join(map(self.named, milestone.by))}" if milestone.by else None
        return _point(when.describe(), bracketed(f"{record.name}: {stage}", by), self._marks(record, milestone))

    def _told(self, records: Iterable[Event | Agreement]) -> Iterator[Line]:
        for record in records:
            yield Line((Run(_plain(record.name), strong=False),), self._marks(record, record.names[0]) if record.names else (), "heading", is_claim=False)
            if record.summary:
                yield _point("", record.summary, self._marks(record, "summary"))
            facts = list(self._facts(record))
            yield from facts[:2]
            yield from self._parts(record)
            yield from facts[2:]
            yield from self._caveats(record)

    # --- Who and what belongs to it ---

    def _person(self, person: Person) -> Line:
        posts = [post for post in person.posts if self._is_now(post)]
        return self._entry(person, "; ".join(phrase(post, self.named) for post in posts), *posts)

    def _listed(self) -> Iterator[tuple[str, Iterable[Line]]]:
        """Yield the sections that list records with a line each."""
        if isinstance(self.subject, Event | Agreement | Person | Source):
            return
        groups = (
            ("Bodies", self.dataset.organisations),
            ("Parks and zones", self.dataset.parks),
            ("Places", self.dataset.places),
            ("Initiatives", self.dataset.initiatives),
        )
        for title, group in groups:
            yield title, [self._member(record) for record in group.involving(self.subject) if record.id != self.subject.id]

    def _member(self, record: Record) -> Line:
        fields = [field for field in _TIES if getattr(record, field, None) not in (None, ())]
        said = [phrase(getattr(record, "kind"), vocabulary=vocabulary_of(type(record), "kind"))]
        for field in fields[1:]:
            value = getattr(record, field)
            items = value if isinstance(value, tuple) else (value,)
            said.append(f"{lowered(field_label(field))}: {', '.join(phrase(item, self.named) for item in items)}")
        return self._entry(record, "; ".join(said), *fields)

    def _entry(self, record: Record, said: str, *whats: Any) -> Line:
        """Return a line on a record: its name, also in Chinese characters, and what is said of it."""
        name = record.names[0] if record.names else None
        han = next((other for other in record.names[1:] if other.language.startswith("zh-Han")), None)
        runs = [Run(_plain(record.name), language=_language(name.language) if name else None, strong=True)]
        runs += [Run(" "), Run(_plain(han.text), language=han.language)] if han else []
        runs += [Run(": "), Run(_plain(said))] if said else []
        return Line(tuple(runs), self._marks(record, *(one for one in (name, han) if one), *whats))

    # --- Figures and words ---

    def _figures(self) -> Iterator[Line]:
        for record, quantity in self.figures:
            if record.id == self.subject.id or (quantity.subject and quantity.subject.id == record.id):
                told = phrase(quantity, self.named)
            else:
                told = f"{phrase(quantity, self.named)}; told with {record.name}"
            yield _point("", told, self._marks(record, quantity))

    def _said(self) -> Iterator[Line]:
        """Yield the statements under who made them and where, commitments first."""
        groups: dict[str, list[tuple[Record, Statement]]] = {}
        for record, statement in self.statements:
            groups.setdefault(self._occasion(record, statement), []).append((record, statement))
        for occasion, group in groups.items():
            yield Line((Run(_plain(occasion)),), kind="heading", is_claim=False)
            for record, statement in sorted(group, key=lambda pair: _WEIGHT.index(pair[1].kind)):
                yield self._statement(record, statement)

    def _occasion(self, record: Record, statement: Statement) -> str:
        """Return who spoke, in which post and for whom, and where and when."""
        who = self.named(statement.speaker) if statement.speaker else "Speaker not named"
        behalf = f"for {self.named(statement.on_behalf_of)}" if statement.on_behalf_of else None
        speaker = bracketed(who, statement.post, behalf)
        when = f", {statement.said.describe()}" if statement.said else ""
        if record.id == self.subject.id:
            return f"{speaker}{when}"
        return f"{speaker} – told with {record.name}{when}"

    def _statement(self, record: Record, statement: Statement) -> Line:
        # Whom it is about is told only where the gist does not name them.
        about = [self.named(link) for link in statement.about]
        unnamed = [name for name in about if fold(name) not in fold(statement.gist)]
        told = bracketed(statement.gist, f"about {', '.join(unnamed)}" if unnamed else None)
        return _point(label("StatementKind", statement.kind), told, self._marks(record, statement))

    # --- What is disputed or not known ---

    def _disputed(self) -> Iterator[Line]:
        for record in (self.subject, *self.agreements, *self.events, *self.people):
            for entry in record.evidence:
                if entry.stance == "disputes":
                    fields = entry.fields or tuple(dict.fromkeys(name for name, item in record.items() if entry.key in item.cites))
                    about = ", ".join(lowered(field_label(field)) for field in fields)
                    told = f"one source has {entry.rival!r}; not followed because {entry.reason}"
                    yield _point(bracketed(record.name, about), told, self._marked([entry]))

    def _open(self) -> Iterator[Line]:
        undated = [record.name for record in (*self.agreements, *self.events) if record.when is None]
        if undated:
            yield _remark("; ".join(undated), "No date is told for")


# --- Words -----------------------------------------------------------------------------------------------------------
_ELSEWHERE: Final = frozenset({"id", "names", "summary", "statements", "quantities", "coverage", "evidence", "notes", "participations"})
_JOINED: Final = ("kind", "status", "period", "signed", "place", "venue", "signed_at", "part_of")
_EACH: Final = {"posts": "Post", "milestones": "Milestone", "clauses": "Provides"}
_EXTENTS: Final = {"complete": "Complete list", "open": "Open list", "unstated": "Not told"}
_TIES: Final = ("kind", "seat", "parent", "jurisdictions", "district", "part_of", "operator", "run_by")
_WEIGHT: Final = ("commitment", "offer", "request", "expectation", "assessment", "report")
_MODES: Final = ("stated", "inferred", "derived", "coded")
_LEGEND: Final = "legend"


def _plain(said: str) -> str:
    """Return a text in one line: what a record holds must not look like a line of ours."""
    return " ".join(said.split())
