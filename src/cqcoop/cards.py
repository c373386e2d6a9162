"""What fields and values look like to people, and the HTML card that a record shows of itself in a notebook.

It knows the values but no record, because records show themselves with it: a card goes by the fields it finds.
"""

from collections.abc import Callable, Iterable, Iterator
from math import isclose
from typing import Any, ClassVar, Final, Protocol, TypeAlias, get_args

import attrs

from cqcoop.codebook import label
from cqcoop.formats import html
from cqcoop.periods import Period
from cqcoop.standards import CURRENCIES, isic_title
from cqcoop.values import (
    Clause,
    Code,
    Comparison,
    Coverage,
    Evidence,
    Mention,
    Milestone,
    Name,
    Participation,
    Post,
    Quantity,
    SectorCode,
    Statement,
    Topic,
)
from cqcoop.vocabulary import VOCABULARIES

__all__ = [
    "Namer",
    "amount",
    "bracketed",
    "card",
    "field_label",
    "lowered",
    "phrase",
    "printed_with_id",
    "role_label",
    "taking_part",
    "vocabulary_of",
]

Namer: TypeAlias = Callable[[Mention | Participation], str]
"""How somebody or something that a record links to is called."""

_LABELS: Final = {
    "edition": "Number of the edition",
    "jurisdictions": "Serves",
    "ordinal": "Counted as number",
    "part_of": "Part of",
    "participations": "Taking part",
    "period": "Date",
    "published_basis": "Date rests on",
    "quantities": "Figures",
    "run_by": "Run by",
    "same_as": "Same as",
    "sha256": "SHA-256",
    "signed_at": "Signed at",
    "subjects": "About",
    "derived_from": "Text taken from",
    "edition_of": "Edition of",
    "territory": "Territory (ISO 3166-1)",
    "url": "Address",
}
_LANGUAGES: Final = {
    "en": "English",
    "zh": "Chinese",
    "zh-Hans": "simplified Chinese",
    "zh-Hant": "traditional Chinese",
    "zh-Latn-pinyin": "pinyin",
    "zh-Latn-wadegile": "Wade–Giles",
}
_ROLE_LABELS: Final = {
    "delegate": "On a delegation",
    "named": "Named, no act told",
    "partner": "Was a partner",
    "party": "Was a party",
}
_VOCABULARY_OF: Final = {vocabulary: name for name, vocabulary in VOCABULARIES.items()}


class Recorded(Protocol):
    """What a card needs of a record besides its fields."""

    datatype: ClassVar[Any]

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def evidence(self) -> tuple[Evidence, ...]: ...
    def evidence_for(self, what: Any) -> tuple[Evidence, ...]: ...


# --- Values in words -------------------------------------------------------------------------------------------------


def printed_with_id(link: Mention | Participation) -> str:
    """Return the printed name of a link with the id of what is meant.

    >>> printed_with_id(Mention(printed="WTPF", id="wtpf")), printed_with_id(Mention(id="italy"))
    ('WTPF [wtpf]', 'italy')
    """
    return f"{link.printed} [{link.id}]" if link.printed and link.id else str(link)


def bracketed(text: str, *details: str | None) -> str:
    """Return a text followed by those details that say something, in brackets.

    >>> bracketed("Bruno Masier", "President", None), bracketed("Bruno Masier")
    ('Bruno Masier (President)', 'Bruno Masier')
    """
    said = "; ".join(detail for detail in details if detail)
    return f"{text} ({said})" if said else text


def lowered(text: str) -> str:
    """Return a label as it stands within a sentence.

    >>> lowered("Name as printed"), lowered("ISO 3166-1 alpha-2")
    ('name as printed', 'ISO 3166-1 alpha-2')
    """
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def field_label(name: str) -> str:
    """Return the name of a field as people read it.

    >>> field_label("signed_at"), field_label("founded"), field_label("quantities")
    ('Signed at', 'Founded', 'Figures')
    """
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def role_label(role: str) -> str:
    """Return what somebody in a role did, as the start of a line.

    >>> role_label("attendee"), role_label("named")
    ('Attended', 'Named, no act told')
    """
    return _ROLE_LABELS.get(role) or label("Role", role)


def phrase(value: object, named: Namer = printed_with_id, vocabulary: str | None = None) -> str:
    """Return a value as people read it: dates in words, terms by their labels, links by name.

    Args:
        value: The value of a field, or one item of it.
        named: How linked records are called.
        vocabulary: The vocabulary of which the value is a term.

    >>> phrase(Period("2022-11")), phrase("new-area", vocabulary="ParkKind")
    ('November 2022', 'New area')
    >>> phrase(SectorCode(code="C29", match="broad", printed="auto parts"))
    'Manufacture of motor vehicles, trailers and semi-trailers (ISIC C29; for “auto parts”; broad match)'
    """
    if vocabulary is not None:
        return label(vocabulary, str(value))
    if isinstance(value, Period):
        return value.describe()
    in_words = _PHRASES.get(type(value))
    return str(value) if in_words is None else in_words(value, named)


def taking_part(part: Participation, named: Namer = printed_with_id) -> str:
    """Return who took part, in which post, for whom, with what and when; the role is told beside it.

    >>> taking_part(Participation(printed="Luo Lin", role="witness", post="Secretary"))
    'Luo Lin (Secretary)'
    """
    behalf = f"for {named(part.on_behalf_of)}" if part.on_behalf_of else None
    return bracketed(named(part), part.post, behalf, part.what, _date(part.period))


def amount(quantity: Quantity) -> str:
    """Return a figure with its qualifier and unit; empty where only its printed form is known.

    >>> amount(Quantity(what="firms", low=3800, qualifier="over", unit="enterprises"))
    'over 3,800 enterprises'
    >>> amount(Quantity(what="turnover", low=71.13e9, high=71.13e9, unit="USD"))
    'USD 71.13 billion'
    """
    unit = quantity.unit
    money, counted = (f"{unit} ", "") if unit in CURRENCIES else ("", f" {unit}" if unit else "")
    hedge = (
        "" if quantity.qualifier in ("exact", "range", "magnitude") else lowered(label("Qualifier", quantity.qualifier))
    )
    bounds = _bounds(quantity.low, quantity.high, hedge)
    if not bounds:
        return ""
    said = f"{hedge} {money}{bounds}{counted}" if hedge else f"{money}{bounds}{counted}"
    return f"{said} (order of magnitude)" if quantity.qualifier == "magnitude" else said


def _bounds(low: float | None, high: float | None, hedge: str) -> str:
    """Return the bounds; an open side is told unless the hedge before them tells it."""
    if low is not None and high is not None:
        return _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    if low is not None:
        return _number(low) if hedge in ("over", "at least", "about") else f"{_number(low)} or more"
    if high is not None:
        return _number(high) if hedge in ("nearly", "less than", "up to", "about") else f"{_number(high)} or less"
    return ""


def _number(value: float) -> str:
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        short = round(value / size, 3)
        # A number is shortened only where nothing of it is lost.
        if abs(value) >= size and isclose(short * size, value, rel_tol=1e-12):
            return f"{short:,.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,}"


def _date(period: Period | None, before: str = "") -> str | None:
    return None if period is None else before + period.describe()


def _name(name: Name, _: Namer) -> str:
    language = None if name.language == "und" else _LANGUAGES.get(name.language, name.language)
    return bracketed(name.text, language, lowered(label("NameKind", name.kind)), _date(name.period))


def _code(code: Code, _: Namer) -> str:
    return f"{label('CodeScheme', code.scheme)}: {code.value}"


def _sector(sector: SectorCode, _: Namer) -> str:
    printed = f"for “{sector.printed}”" if sector.printed else None
    match = lowered(label("SectorMatch", sector.match))
    return bracketed(isic_title(sector.code), f"ISIC {sector.code}", printed, match)


def _milestone(milestone: Milestone, named: Namer) -> str:
    by = f"by {_listed(milestone.by, named)}" if milestone.by else None
    event = f"at {named(Mention(id=milestone.event))}" if milestone.event else None
    stage = label("MilestoneStage", milestone.stage)
    return bracketed(f"{stage}: {_date(milestone.period) or 'no date told'}", by, event)


def _post(post: Post, named: Namer) -> str:
    title = f"{post.title}, {named(post.body)}" if post.body else post.title
    return bracketed(title, _date(post.period), _date(post.as_of, "as of "))


def _clause(clause: Clause, named: Namer) -> str:
    bound = f"binds {_listed(clause.bound, named)}" if clause.bound else None
    return bracketed(f"{label('ClauseKind', clause.kind)}: {clause.gist}", bound)


def _statement(statement: Statement, named: Namer) -> str:
    speaker = f"said by {named(statement.speaker)}" if statement.speaker else "speaker not named"
    behalf = f"for {named(statement.on_behalf_of)}" if statement.on_behalf_of else None
    about = f"about {_listed(statement.about, named)}" if statement.about else None
    said = f"{label('StatementKind', statement.kind)}: {statement.gist}"
    return bracketed(said, speaker, statement.post, behalf, about, statement.occasion, _date(statement.said))


def _figure(quantity: Quantity, named: Namer) -> str:
    value = amount(quantity)
    printed = quantity.printed
    if not value:
        value = f"“{printed}”" if printed else "no number given"
        printed = None
    # What the source prints is repeated only where our form of it differs.
    as_printed = f"printed “{printed}”" if printed and printed.casefold() != value.casefold() else None
    basis = lowered(label("QuantityBasis", quantity.basis)) if quantity.basis else None
    subject = f"of {named(quantity.subject)}" if quantity.subject else None
    compared = _comparison(quantity.compared, named) if quantity.compared else None
    return bracketed(f"{quantity.what}: {value}", as_printed, basis, subject, _date(quantity.as_of, "as of "), compared)


def _comparison(compared: Comparison, named: Namer) -> str:
    other, change = named(compared.to), compared.change
    if change is None:
        return f"compared with {other}"
    if change == 0:
        return f"the same as {other}"
    return f"{_number(abs(change))} {compared.unit} {'above' if change > 0 else 'below'} {other}"


def _coverage(coverage: Coverage, _: Namer) -> str:
    said = f"{field_label(coverage.field)}: {lowered(label('Extent', coverage.extent))}"
    return f"{said}. {coverage.note}" if coverage.note else said


def _listed(links: Iterable[Mention], named: Namer) -> str:
    return ", ".join(map(named, links))


_PHRASES: Final[dict[type, Callable[[Any, Namer], str]]] = {
    Clause: _clause,
    Code: _code,
    Coverage: _coverage,
    Mention: lambda mention, named: bracketed(named(mention), _date(mention.period)),
    Milestone: _milestone,
    Name: _name,
    Participation: lambda part, named: f"{role_label(part.role)}: {taking_part(part, named)}",
    Post: _post,
    Quantity: _figure,
    SectorCode: _sector,
    Statement: _statement,
    Topic: lambda topic, _: str(topic.text),
}


def vocabulary_of(kind: type, field: str) -> str | None:
    """Return the vocabulary whose terms a field of a class holds, or None.

    >>> vocabulary_of(Quantity, "basis"), vocabulary_of(Quantity, "what")
    ('QuantityBasis', None)
    """
    annotation = attrs.fields_dict(kind)[field].type
    parts = (annotation, *get_args(annotation))
    return next((_VOCABULARY_OF[part] for part in parts if part in _VOCABULARY_OF), None)


# --- The card of a record --------------------------------------------------------------------------------------------

_LAST: Final = ("statements", "quantities", "same_as", "coverage", "notes")


def card(record: Recorded) -> str:
    """Return a record as HTML for a notebook: its filled fields, each with marks that lead to its evidence.

    Links show the name as printed and the id; disputing evidence is marked.

    >>> from cqcoop import Person
    >>> "<dt>Names</dt><dd>Li Shirong (name as printed)</dd>" in card(Person(id="p", names=["Li Shirong"]))
    True
    """
    kind = label("Datatype", record.datatype)
    heading = f"<p><strong>{_text(record.name)}</strong><br>{kind}, id <code>{_text(record.id)}</code></p>"
    fields = "\n".join(f"<dt>{_text(field_label(name))}</dt>{''.join(_said(record, name))}" for name in _filled(record))
    return html.notebook("\n".join([heading, "<dl>", fields, "</dl>", *_evidence(record)]))


def _filled(record: Recorded) -> list[str]:
    """Return the fields to show: those of the type after the names and the summary, the common ones last."""
    names = [name for name in attrs.fields_dict(_kind(record)) if name not in ("id", "evidence")]
    filled = [name for name in names if getattr(record, name) not in (None, ())]
    return sorted(filled, key=lambda name: name in _LAST)


def _kind(record: Recorded) -> Any:
    return type(record)


def _said(record: Recorded, field: str) -> Iterator[str]:
    value = getattr(record, field)
    vocabulary = vocabulary_of(_kind(record), field)
    for item in value if isinstance(value, tuple) else (value,):
        # A note is the curator's own, so that no evidence belongs to it.
        cited = () if field == "notes" else record.evidence_for(item if isinstance(value, tuple) else field)
        yield f"<dd>{_item(item, vocabulary)}{_marks(record, cited)}</dd>"


def _item(item: object, vocabulary: str | None) -> str:
    shown = phrase(item, vocabulary=vocabulary)
    if isinstance(item, Name) and item.language != "und":
        rest = shown.removeprefix(item.text)
        return f'<span lang="{_text(item.language)}">{_text(item.text)}</span>{_text(rest)}'
    return html.link(shown)  # which is a link only where the whole text is an address


def _marks(record: Recorded, cited: Iterable[Evidence]) -> str:
    numbers = {id(entry): number for number, entry in enumerate(record.evidence, start=1)}
    links = []
    for entry in cited:
        number = numbers[id(entry)]
        sign = "≠" if entry.stance == "disputes" else ""
        links.append(f'<a href="#{_anchor(record, number)}" style="text-decoration: none">{sign}{number}</a>')
    return f" <small>[{', '.join(links)}]</small>" if links else ""


def _anchor(record: Recorded, number: int) -> str:
    return f"{_text(record.id)}-evidence-{number}"


def _evidence(record: Recorded) -> Iterator[str]:
    if not record.evidence:
        yield "<p>No evidence is given.</p>"
        return
    yield f"<details><summary>Evidence ({len(record.evidence)})</summary>"
    yield "<ol>"
    for number, entry in enumerate(record.evidence, start=1):
        disputes = "<strong>Disputes</strong> " if entry.stance == "disputes" else ""
        yield f'<li id="{_anchor(record, number)}">{disputes}{_text(_proof(entry))}</li>'
    yield "</ol>"
    yield "</details>"


def _proof(entry: Evidence) -> str:
    where = f"{entry.source} §{entry.paragraph}" if entry.paragraph else entry.source
    quoted = f"{where}: “{entry.quotation}”" if entry.quotation else where
    how = lowered(label("EvidenceMode", entry.mode))
    said = f"{quoted} – {how}: {entry.step}" if entry.step else f"{quoted} – {how}"
    if entry.stance == "supports":
        return said
    fields = ", ".join(lowered(field_label(field)) for field in entry.fields)
    rival = f"{fields}: “{entry.rival}” instead" if fields else f"“{entry.rival}” instead"
    return f"{rival}, not followed: {entry.reason} – {said}"


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
