"""Sources."""

from typing import ClassVar

import attrs

from cqcoop import accept, values
from cqcoop.periods import Period
from cqcoop.records.base import Record
from cqcoop.values import Mention
from cqcoop.vocabulary import Datatype, PublishedBasis, Reliability, SourceKind

__all__ = ["Source"]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Source(Record):
    """A text that states facts: where it is, who published it, and how far it can be relied on.

    Attributes:
        kind: What sort of publisher.
        title: The title as printed; None where it was not seen.
        url: Its address, clean of tracking parameters.
        publisher: Who published it first.
        carrier: The site that carries it, where that is another one.
        reliability: `primary`, `secondary` or `weak`.
        language: The BCP 47 tag of its language.
        published: When it was published.
        published_basis: What that date rests on.
        retrieved: When we read it.
        derived_from: Sources whose text it carries; it adds no weight to them.
        sha256: SHA-256 of the text, where it is at hand.

    >>> Source(id="s", kind="news-media", title="News", url="https://example.org/", language="en").name
    'News'
    """

    datatype: ClassVar[Datatype] = "source"
    date_field: ClassVar[str | None] = "published"

    kind: SourceKind
    title: str | None = None
    url: str | None = attrs.field(default=None, metadata=accept.URL)
    publisher: Mention | None = attrs.field(default=None, converter=values.as_mention)
    carrier: Mention | None = attrs.field(default=None, converter=values.as_mention)
    reliability: Reliability | None = None
    language: str | None = attrs.field(default=None, metadata=accept.LANGUAGE)
    published: Period | None = attrs.field(default=None, converter=accept.as_period)
    published_basis: PublishedBasis | None = None
    retrieved: Period | None = attrs.field(default=None, converter=accept.as_period)
    derived_from: tuple[Mention, ...] = attrs.field(default=(), converter=values.as_mentions)
    sha256: str | None = attrs.field(default=None, metadata=accept.SHA256)

    @property
    def name(self) -> str:
        """The title, else the first name, else the id."""
        return self.title or (self.names[0].text if self.names else self.id)
