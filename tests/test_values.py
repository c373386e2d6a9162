import copy
import pickle
from typing import Any

import attrs
import pytest

from cqcoop import values
from cqcoop.errors import InvalidValue, UnknownName
from cqcoop.periods import Period
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

SAMPLES = [
    Name(text="台北世贸中心", language="zh-Hans", kind="printed", period="1985/..", cites=["e1"]),
    Mention(printed="Yongchuan", id="yongchuan", period="2024"),
    Code(scheme="GB/T 2260", value="500118"),
    Topic(text="inland opening-up"),
    SectorCode(code="C29", match="broad", printed="auto parts"),
    Comparison(to=Mention(printed="the first fair"), change=23),
    Quantity(what="enterprises", low=3800, qualifier="over", compared=Comparison(to=Mention(id="ciie"), change=-5)),
    Participation(printed="Bruno Masier", id="bruno-masier", role="witness", on_behalf_of="wtpf", territory="FR"),
    Post(title="President", body="wtpf", as_of="2023-09-07"),
    Milestone(stage="approved", period="2022-11", by=["mofcom", Mention(printed="others")], event="approval"),
    Clause(gist="exchange market information", kind="information", bound="wtpf"),
    Statement(gist="expects more visits", kind="expectation", speaker="bruno-masier", about=["wtpf"], said="2023"),
    Coverage(field="participations", extent="complete", note="names all twelve"),
    Evidence(key="e1", source="s", fields=["signed"], mode="inferred", step="the year follows from the byline"),
    Evidence(key="e2", source="s", stance="disputes", rival="2023-09-06", reason="the paper was there"),
]
EACH = [pytest.param(sample, id=f"{n}-{type(sample).__name__}") for n, sample in enumerate(SAMPLES)]


def test_every_value_class_is_sampled() -> None:
    shared = {"Cited", "Spelt"}
    assert {type(sample).__name__ for sample in SAMPLES} == set(values.__all__) - shared


@pytest.mark.parametrize("value", EACH)
def test_a_value_is_frozen_slotted_and_keyword_only(value: Any) -> None:
    name = attrs.fields(type(value))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, name, getattr(value, name))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        delattr(value, name)
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        value.brand_new = 1
    assert not hasattr(value, "__dict__")
    with pytest.raises(TypeError, match="positional argument"):
        type(value)("x")


@pytest.mark.parametrize("value", EACH)
def test_a_value_is_hashable_and_equal_by_content(value: Any) -> None:
    twin = attrs.evolve(value)
    assert twin is not value
    assert {value, twin} == {value}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("value", EACH)
def test_a_value_survives_pickling(value: Any, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(value, protocol)) == value


@pytest.mark.parametrize("value", EACH)
def test_a_value_survives_copying(value: Any) -> None:
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value


@pytest.mark.parametrize("value", EACH)
def test_repr_shows_what_is_filled_and_reads_back(value: Any) -> None:
    shown = repr(value)
    assert "=None" not in shown
    assert "=()" not in shown
    assert eval(shown, vars(values) | {"Period": Period}) == value


def test_repr_leaves_out_what_is_at_its_default() -> None:
    assert repr(Name(text="Italy", kind="printed", language="und")) == "Name(text='Italy')"
    assert repr(Comparison(to=Mention(id="a"))) == "Comparison(to=Mention(id='a'))"


def test_a_misspelt_attribute_names_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownName, match=r"^Name has no attribute 'txet'; did you mean 'text'\?$"):
        _ = Name(text="Italy").txet  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match=r"^Name has no attribute '_text'$"):
        _ = Name(text="Italy")._text  # type: ignore[attr-defined]
    assert getattr(Name(text="Italy"), "colour", 3) == 3


@pytest.mark.parametrize("value", EACH)
def test_lists_are_kept_as_tuples(value: Any) -> None:
    for attribute in attrs.fields(type(value)):
        assert not isinstance(getattr(value, attribute.name), list)


def test_texts_become_periods_names_and_mentions() -> None:
    assert Post(title="President", body="wtpf", as_of="2023").body == Mention(id="wtpf")
    assert Post(title="President", as_of="2023").as_of == Period("2023")
    assert Milestone(stage="approved", by="mofcom").by == (Mention(id="mofcom"),)
    assert Milestone(stage="approved", by=Mention(printed="MOFCOM")).by == (Mention(printed="MOFCOM"),)
    assert Milestone(stage="approved", by=(m for m in ["a", Mention(id="b")])).by == (Mention(id="a"), Mention(id="b"))
    assert values.as_names("Italy") == (Name(text="Italy"),)
    assert values.as_names(["Italy", Name(text="IT")]) == (Name(text="Italy"), Name(text="IT"))
    assert values.as_mention(None) is None


REFUSED = [
    pytest.param(
        lambda: Name(text="Italy", kind="offical"), "Name.kind: expected one of .*did you mean 'official'", id="word"
    ),
    pytest.param(lambda: Name(text=" "), "Name.text: expected a text", id="blank"),
    pytest.param(lambda: Name(text="x", cites="e1"), "expected several texts, found one: 'e1'", id="cites-text"),
    pytest.param(
        lambda: Name(text="x", cites=[3]), r"Name.cites: expected a text .*found 3 \(int\)", id="cites-number"
    ),
    pytest.param(lambda: Name(text="x", cites=3), r"Name.cites: expected .*found 3 \(int\)", id="cites-single-number"),
    pytest.param(
        lambda: Mention(), "Mention: expected a printed name, an id or both, found neither", id="mention-empty"
    ),
    pytest.param(lambda: Mention(id="A B"), "Mention.id: expected an id", id="mention-id"),
    pytest.param(
        lambda: Participation(role="party"), "Participation: expected a printed name, an id or both", id="part-empty"
    ),
    pytest.param(
        lambda: Participation(id="a", role="partys"), "Participation.role: .*did you mean 'party'", id="part-role"
    ),
    pytest.param(
        lambda: Participation(id="a", role="party", territory="UK"), "Participation.territory: .*'UK'", id="territory"
    ),
    pytest.param(
        lambda: Participation(id="a", role="party", on_behalf_of=3),
        "Participation.on_behalf_of: .*a Mention",
        id="behalf",
    ),
    pytest.param(
        lambda: Quantity(what="firms", low=5, high=3), "Quantity.low: expected at most 3, .*found 5", id="bounds"
    ),
    pytest.param(
        lambda: Quantity(what="firms", low="5"), "Quantity.low: expected a finite number, found '5'", id="number"
    ),
    pytest.param(lambda: Quantity(what="firms", unit="DOL"), "Quantity.unit: expected an ISO 4217", id="unit"),
    pytest.param(lambda: Comparison(to="a"), "Comparison.to: expected a Mention, found 'a'", id="to"),
    pytest.param(lambda: SectorCode(code="29"), "SectorCode.code: expected an ISIC", id="sector"),
    pytest.param(
        lambda: Milestone(stage="approved", by=[3]), "Milestone.by: expected items of class Mention, found 3", id="by"
    ),
    pytest.param(
        lambda: Milestone(stage="approved", period="03/04/2023"), "Milestone.period: |expected an EDTF", id="period"
    ),
    pytest.param(lambda: Evidence(key="e", source="s", mode="inferred"), "Evidence.step: expected the step", id="step"),
    pytest.param(
        lambda: Evidence(key="e", source="s", mode="derived"), "Evidence.step: .*this is derived", id="step-derived"
    ),
    pytest.param(lambda: Evidence(key="e", source="s", stance="disputes", reason="r"), "Evidence.rival: ", id="rival"),
    pytest.param(lambda: Evidence(key="e", source="s", stance="disputes", rival="r"), "Evidence.reason: ", id="reason"),
    pytest.param(
        lambda: Evidence(key="e", source="s", paragraph=0),
        "Evidence.paragraph: expected a whole number",
        id="paragraph",
    ),
    pytest.param(
        lambda: Evidence(key="e", source="s", quotation="a " * 9),
        "Evidence.quotation: expected at most",
        id="quotation",
    ),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_a_value_refuses_and_names_class_and_field(make: Any, message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        make()


def test_bounds_may_be_equal_and_either_may_be_left_open() -> None:
    assert Quantity(what="firms", low=3, high=3).low == 3
    assert Quantity(what="firms", high=3).low is None


def test_what_is_coded_or_stated_needs_no_step() -> None:
    assert Evidence(key="e", source="s", mode="coded").step is None


def test_a_mention_and_a_participation_read_as_printed_else_as_the_id() -> None:
    assert str(Mention(printed="Yongchuan", id="yongchuan")) == "Yongchuan"
    assert str(Mention(id="yongchuan")) == "yongchuan"
    assert str(Participation(printed="MOFCOM", role="host")) == "MOFCOM"
    assert str(Participation(id="mofcom", role="host")) == "mofcom"


def test_a_sector_knows_its_title() -> None:
    assert SectorCode(code="C").title == "Manufacturing"


def test_evolve_makes_a_changed_copy_and_checks_it() -> None:
    name = Name(text="Italy", cites=["e1"])
    assert attrs.evolve(name, text="Italia") == Name(text="Italia", cites=["e1"])
    assert name.text == "Italy"
    with pytest.raises(InvalidValue, match=r"Name\.text"):
        attrs.evolve(name, text="")
