"""People in office."""

from typing import ClassVar

import attrs

from cqcoop import values
from cqcoop.records.base import Record
from cqcoop.values import Post
from cqcoop.vocabulary import Datatype

__all__ = ["Person"]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Person(Record):
    """A person in office: names and posts, nothing private.

    Attributes:
        posts: The offices in which sources show the person.

    >>> Person(id="p", names=["Bruno Masier"], posts=[Post(title="President", body="wtpf")]).posts[0].body.id
    'wtpf'
    """

    datatype: ClassVar[Datatype] = "person"

    posts: tuple[Post, ...] = attrs.field(default=(), converter=values.as_posts)
