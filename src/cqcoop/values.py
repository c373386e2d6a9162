"""The values that records are made of: names, mentions, participations, quantities, evidence and their kin.

Every value is frozen, slotted, keyword-only and hashable.
Whatever a source states carries `cites`: the keys of the evidence entries of its record that support it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from cqcoop import accept
from cqcoop.errors import InvalidValue, UnknownName
from cqcoop.periods import Period
from cqcoop.standards import isic_title
from cqcoop.vocabulary import (
    ClauseKind,
    CodeScheme,
    EvidenceMode,
    EvidenceStance,
    Extent,
    MilestoneStage,
    NameKind,
    Qualifier,
    QuantityBasis,
    Role,
    SectorMatch,
    StatementKind,
)

__all__ = [
    "Cited",
    "Clause",
    "Code",
    "Comparison",
    "Coverage",
    "Evidence",
    "Mention",
    "Milestone",
    "Name",
    "Participation",
    "Post",
    "Quantity",
    "SectorCode",
    "Spelt",
    "Statement",
    "Topic",
]


class Spelt:
    """What attrs would write for each class anew, written once: equality, hash and a repr of what is filled.

    Compiling them 23 times takes an eighth of the time to the first record.
    A misspelt attribute is answered with the one that was probably meant.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return all(getattr(self, each.name) == getattr(other, each.name) for each in _attributes(self))

    def __hash__(self) -> int:
        return hash((type(self), *(getattr(self, each.name) for each in _attributes(self))))

    def __repr__(self) -> str:
        filled = (
            f"{attribute.name}={value!r}"
            for attribute in _attributes(self)
            if (value := getattr(self, attribute.name)) != attribute.default
        )
        return f"{type(self).__name__}({', '.join(filled)})"

    def __attrs_post_init__(self) -> None:
        if not accept.TRUSTING.get():
            accept.check(self, _attributes(self))
            self._agree()

    def _agree(self) -> None:
        """Refuse fields that do not fit each other; most classes have none."""

    if not TYPE_CHECKING:  # a visible __getattr__ would make checkers accept every attribute

        def __getattr__(self, name: str) -> NoReturn:
            kind = type(self)
            raise UnknownName(kind.__name__, name, [known for known in dir(kind) if not known.startswith("_")])


def _attributes(value: Spelt) -> "tuple[attrs.Attribute[Any], ...]":
    fields: tuple[attrs.Attribute[Any], ...] = type(value).__attrs_attrs__  # type: ignore[attr-defined]
    return fields


@attrs.frozen(kw_only=True, repr=False, eq=False, init=False)
class Cited(Spelt):
    """What all values share that a source states; it is not used by itself.

    Attributes:
        cites: Keys of the evidence entries of the record that support the value.
    """

    cites: tuple[str, ...] = attrs.field(default=(), converter=accept.as_strings)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Name(Cited):
    """A name of something, as text in a language.

    Attributes:
        text: The name.
        language: Its BCP 47 tag: `en`, `zh-Hans`, `zh-Hant`, `zh-Latn-pinyin`, `zh-Latn-wadegile`; `und` if not known.
        kind: What sort of name it is: `rendering` is our own form of it in another language or script,
            `descriptive` one that we coined.
        period: When the name was in use, if a source says so.
        cites: Keys of the evidence entries that support it.

    >>> Name(text="台北世贸中心", language="zh-Hans", kind="printed").text
    '台北世贸中心'
    """

    text: str
    language: str = attrs.field(default="und", metadata=accept.LANGUAGE)
    kind: NameKind = "printed"
    period: Period | None = attrs.field(default=None, converter=accept.as_period)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Mention(Cited):
    """How a source names somebody or something, with the id of the record where we know who or what that is.

    At least one of `printed` and `id` is given.

    Attributes:
        printed: The name as the source prints it; None for a link that no source prints.
        id: The id of the record that is meant.
        period: When the link holds, if a source says so.
        cites: Keys of the evidence entries that support it.

    >>> Mention(printed="Yongchuan", id="yongchuan").id
    'yongchuan'
    """

    printed: str | None = None
    id: str | None = attrs.field(default=None, metadata=accept.IDENTIFIER)
    period: Period | None = attrs.field(default=None, converter=accept.as_period)

    def _agree(self) -> None:
        if self.printed is None and self.id is None:
            raise InvalidValue("Mention: expected a printed name, an id or both, found neither")

    def __str__(self) -> str:
        return self.printed or self.id or ""


def as_name(value: "Name | str") -> Name:
    """Read a plain text as a printed name of unknown language."""
    return Name(text=value) if isinstance(value, str) else value


def as_names(value: "Iterable[Name | str]") -> tuple[Name, ...]:
    """Make a tuple of names; a single text counts as one name."""
    if isinstance(value, str):
        value = (value,)
    return tuple(map(as_name, value)) if isinstance(value, Iterable) else value


def as_mention(value: Mention | str | None) -> Mention | None:
    """Read a plain text as the id of a record."""
    return Mention(id=value) if isinstance(value, str) else value


def as_mentions(value: Iterable[Mention | str] | Mention) -> tuple[Mention, ...]:
    """Make a tuple of mentions; plain texts are ids, and a single text or mention counts as one."""
    if isinstance(value, str | Mention):
        value = (value,)
    if not isinstance(value, Iterable):
        return value
    return tuple(Mention(id=item) if isinstance(item, str) else item for item in value)


accept.spare_signatures(as_names, as_mention, as_mentions)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Code(Cited):
    """The code of something in a published scheme, taken from a source.

    Attributes:
        scheme: The scheme, such as `ISO 3166-1` or `GB/T 2260`.
        value: The code, such as `IT` or `500118`.
        cites: Keys of the evidence entries that support it.

    >>> Code(scheme="ISO 3166-1", value="IT").value
    'IT'
    """

    scheme: CodeScheme
    value: str


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Topic(Cited):
    """A subject of an event, in the source's terms or our own few words.

    >>> Topic(text="inland opening-up").text
    'inland opening-up'
    """

    text: str


@attrs.frozen(kw_only=True, repr=False, eq=False)
class SectorCode(Cited):
    """An industry in ISIC Rev. 4, with the phrase that was coded.

    Attributes:
        code: A section ("C") or a division with its section letter ("C29").
        match: How well the code fits the phrase: `exact`, `close`, or `broad` where it covers more.
        printed: The phrase as the source prints it.
        cites: Keys of the evidence entries that support it.

    >>> SectorCode(code="C29", match="broad", printed="auto parts").title
    'Manufacture of motor vehicles, trailers and semi-trailers'
    """

    code: str = attrs.field(metadata=accept.SECTOR)
    match: SectorMatch = "close"
    printed: str | None = None

    @property
    def title(self) -> str:
        """The title of the code in ISIC Rev. 4."""
        return isic_title(self.code)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Comparison(Spelt):
    """What a quantity is compared with: "23 % above the first".

    Attributes:
        to: What it is compared with.
        change: The difference, signed: 23 for "23 % higher", -5 for "5 % less"; None where only the other is named.
        unit: The unit of the change, `%` unless given.

    >>> Comparison(to=Mention(printed="the first fair"), change=23).unit
    '%'
    """

    to: Mention
    change: int | float | None = None
    unit: str = "%"


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Quantity(Cited):
    """A number that a source gives, with its bounds, its qualifier and what it is of.

    Attributes:
        what: What is counted or measured, in our words.
        low: The lowest value that the wording allows; None if it gives none. Exclusive for the qualifier `over`.
        high: The highest value that the wording allows; None if it gives none. Exclusive for `less-than` and `nearly`.
        unit: ISO 4217 for money (`USD`), else words (`enterprises`, `%`).
        qualifier: How the source hedges the number; `exact` where it does not.
        printed: The figure as the source prints it, qualifier included.
        basis: Whether the value was intended, planned, contracted or actual.
        subject: Whose figure it is: the whole fair, one delegation, one firm.
        as_of: The day, month or year the figure stands for.
        compared: What the source compares it with.
        cites: Keys of the evidence entries that support it.

    >>> Quantity(what="enterprises", low=3800, qualifier="over", printed="over 3,800 enterprises").high is None
    True
    """

    what: str
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = attrs.field(default=None, metadata=accept.UNIT)
    qualifier: Qualifier = "exact"
    printed: str | None = None
    basis: QuantityBasis | None = None
    subject: Mention | None = attrs.field(default=None, converter=as_mention)
    as_of: Period | None = attrs.field(default=None, converter=accept.as_period)
    compared: Comparison | None = None

    def _agree(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InvalidValue(f"Quantity.low: expected at most {self.high}, the upper bound, found {self.low}")


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Participation(Cited):
    """Somebody's part in an event or an agreement.

    Attributes:
        printed: The name as the source prints it.
        id: The id of the person, organisation, place or park that is meant, where we know it.
        role: What they did; `named` where the source names them and tells no act.
        post: The post in which a person acted, as printed.
        on_behalf_of: The body or territory for which they acted.
        territory: ISO 3166-1 alpha-2 code of whom they stand for; a label for joining data.
        what: What they presented, showed or bought, in our words; None where the role says enough.
        period: When, if not for the whole event: a stop on an itinerary has its day.
        cites: Keys of the evidence entries that support it.

    >>> Participation(printed="Bruno Masier", id="bruno-masier", role="witness").role
    'witness'
    """

    printed: str | None = None
    id: str | None = attrs.field(default=None, metadata=accept.IDENTIFIER)
    role: Role
    post: str | None = None
    on_behalf_of: Mention | None = attrs.field(default=None, converter=as_mention)
    territory: str | None = attrs.field(default=None, metadata=accept.TERRITORY)
    what: str | None = None
    period: Period | None = attrs.field(default=None, converter=accept.as_period)

    def _agree(self) -> None:
        if self.printed is None and self.id is None:
            raise InvalidValue("Participation: expected a printed name, an id or both, found neither")

    def __str__(self) -> str:
        return self.printed or self.id or ""


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Post(Cited):
    """An office that a person holds or held.

    Attributes:
        title: The title of the post, as printed.
        body: The organisation in which it is held.
        period: When it was held, if a source says so.
        as_of: When a source saw the person in it; the post may be older and newer than that.
        cites: Keys of the evidence entries that support it.

    >>> Post(title="President", body=Mention(printed="WTPF"), as_of="2023-09-07").title
    'President'
    """

    title: str
    body: Mention | None = attrs.field(default=None, converter=as_mention)
    period: Period | None = attrs.field(default=None, converter=accept.as_period)
    as_of: Period | None = attrs.field(default=None, converter=accept.as_period)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Milestone(Cited):
    """A stage in the life of a park, an initiative or an agreement: approval, launch and publication are three dates.

    Attributes:
        stage: Which stage.
        period: When; None where the source gives no date.
        by: Who brought it about.
        event: The id of the event at which it happened.
        cites: Keys of the evidence entries that support it.

    >>> Milestone(stage="approved", period="2022-11").period
    Period('2022-11')
    """

    stage: MilestoneStage
    period: Period | None = attrs.field(default=None, converter=accept.as_period)
    by: tuple[Mention, ...] = attrs.field(default=(), converter=as_mentions)
    event: str | None = attrs.field(default=None, metadata=accept.IDENTIFIER)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Clause(Cited):
    """One thing that an agreement provides, as gist in our own words.

    Attributes:
        gist: What is provided.
        kind: The subject of the clause.
        bound: Who undertakes it; empty where it is all parties or not said.
        cites: Keys of the evidence entries that support it.

    >>> Clause(gist="exchange market information", kind="information").kind
    'information'
    """

    gist: str
    kind: ClauseKind = "other"
    bound: tuple[Mention, ...] = attrs.field(default=(), converter=as_mentions)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Statement(Cited):
    """What somebody said about something, as gist in our own words; whether it is true is another matter.

    Attributes:
        gist: What was said.
        kind: Whether it is an aim, assessment, commitment, expectation, offer, report or request.
        speaker: Who said it; None where the source names nobody.
        post: The post in which they spoke, as printed.
        on_behalf_of: The body for which they spoke.
        about: What it is about.
        occasion: Where or how it was said, as far as told: an interview, a photo caption.
        said: When it was said.
        cites: Keys of the evidence entries that support it.

    >>> Statement(gist="expects more visits", kind="expectation").speaker is None
    True
    """

    gist: str
    kind: StatementKind
    speaker: Mention | None = attrs.field(default=None, converter=as_mention)
    post: str | None = None
    on_behalf_of: Mention | None = attrs.field(default=None, converter=as_mention)
    about: tuple[Mention, ...] = attrs.field(default=(), converter=as_mentions)
    occasion: str | None = None
    said: Period | None = attrs.field(default=None, converter=accept.as_period)


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Coverage(Cited):
    """What sources say about a field itself: that a list is complete, that it is open, or that a thing is left unsaid.

    >>> Coverage(field="participations", extent="complete", note="names all twelve").extent
    'complete'
    """

    field: str
    extent: Extent
    note: str | None = None


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Evidence(Spelt):
    """Where in which source something stands, and how it follows from there.

    Attributes:
        key: The name by which items of the record cite this entry; unique within the record.
        source: The id of the source.
        fields: The single-valued fields of the record that this entry supports or disputes.
        paragraph: The paragraph of the source, counted from 1; None for what its address or masthead shows.
        quotation: A locator of at most eight words (sixteen Chinese characters), as printed.
        mode: `stated`, `inferred`, `derived` or `coded`.
        step: How it follows; required for `inferred` and `derived`.
        stance: `supports`, or `disputes` with the rival value.
        rival: The rival value, in the form of the disputed field.
        reason: Why the other value is preferred.

    >>> Evidence(key="e1", source="s", fields=["signed"], paragraph=2, quotation="On September 7th, 2023").mode
    'stated'
    """

    key: str
    source: str = attrs.field(metadata=accept.IDENTIFIER)
    fields: tuple[str, ...] = attrs.field(default=(), converter=accept.as_strings)
    paragraph: int | None = None
    quotation: str | None = attrs.field(default=None, metadata=accept.QUOTATION)
    mode: EvidenceMode = "stated"
    step: str | None = None
    stance: EvidenceStance = "supports"
    rival: str | int | float | None = None
    reason: str | None = None

    def _agree(self) -> None:
        if self.mode in ("inferred", "derived") and self.step is None:
            raise accept.refuse(self, "step", f"the step by which this is {self.mode}", self.step)
        if self.stance == "disputes" and self.rival is None:
            raise accept.refuse(self, "rival", "the rival value, as this entry disputes", self.rival)
        if self.stance == "disputes" and self.reason is None:
            raise accept.refuse(self, "reason", "the reason why the other value is preferred", self.reason)


def as_codes(value: Iterable[Code]) -> tuple[Code, ...]:
    """Make a tuple of codes."""
    return accept.as_tuple(value)


def as_topics(value: Iterable[Topic]) -> tuple[Topic, ...]:
    """Make a tuple of topics."""
    return accept.as_tuple(value)


def as_sectors(value: Iterable[SectorCode]) -> tuple[SectorCode, ...]:
    """Make a tuple of sector codes."""
    return accept.as_tuple(value)


def as_quantities(value: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Make a tuple of quantities."""
    return accept.as_tuple(value)


def as_participations(value: Iterable[Participation]) -> tuple[Participation, ...]:
    """Make a tuple of participations."""
    return accept.as_tuple(value)


def as_posts(value: Iterable[Post]) -> tuple[Post, ...]:
    """Make a tuple of posts."""
    return accept.as_tuple(value)


def as_milestones(value: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Make a tuple of milestones."""
    return accept.as_tuple(value)


def as_clauses(value: Iterable[Clause]) -> tuple[Clause, ...]:
    """Make a tuple of clauses."""
    return accept.as_tuple(value)


def as_statements(value: Iterable[Statement]) -> tuple[Statement, ...]:
    """Make a tuple of statements."""
    return accept.as_tuple(value)


def as_coverage(value: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """Make a tuple of coverage notes."""
    return accept.as_tuple(value)


def as_evidence(value: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Make a tuple of evidence entries."""
    return accept.as_tuple(value)


accept.spare_signatures(
    as_codes,
    as_topics,
    as_sectors,
    as_quantities,
    as_participations,
    as_posts,
    as_milestones,
    as_clauses,
    as_statements,
    as_coverage,
    as_evidence,
)
