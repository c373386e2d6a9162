"""Cards: every filled field in words, every mark leading to its evidence, nothing that a record holds as HTML."""

import re
from typing import Any

import pytest

import cqcoop
from cqcoop import (
    Agreement,
    Clause,
    Code,
    Comparison,
    Coverage,
    Event,
    Evidence,
    Mention,
    Milestone,
    Name,
    Participation,
    Period,
    Person,
    Place,
    Post,
    Quantity,
    SectorCode,
    Source,
    Statement,
    Topic,
)
from cqcoop.cards import amount, card, field_label, phrase, role_label, taking_part, vocabulary_of
from cqcoop.records import CLASSES, field_names
from cqcoop.vocabulary import VOCABULARIES

RECORDS = list(cqcoop.load())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"low": 12, "high": 12, "unit": "countries"}, "12 countries", id="exact"),
        pytest.param({"low": 3800, "qualifier": "over", "unit": "enterprises"}, "over 3,800 enterprises", id="over"),
        pytest.param({"low": 5, "qualifier": "at-least"}, "at least 5", id="at-least"),
        pytest.param({"high": 90, "qualifier": "nearly", "unit": "%"}, "nearly 90 %", id="nearly"),
        pytest.param({"high": 7, "qualifier": "less-than"}, "less than 7", id="less-than"),
        pytest.param({"high": 7, "qualifier": "up-to"}, "up to 7", id="up-to"),
        pytest.param({"low": 7, "high": 7, "qualifier": "about"}, "about 7", id="about"),
        pytest.param({"low": 7, "qualifier": "about"}, "about 7", id="about with one bound"),
        pytest.param({"low": 10, "high": 20, "qualifier": "range"}, "10 to 20", id="range"),
        pytest.param({"low": 10, "high": 20, "qualifier": "over"}, "over 10 to 20", id="over with both bounds"),
        pytest.param({"low": 10}, "10 or more", id="only low"),
        pytest.param({"high": 10}, "10 or less", id="only high"),
        pytest.param({"low": 90, "qualifier": "nearly"}, "nearly 90 or more", id="the wrong bound is told"),
        pytest.param({"high": 90, "qualifier": "over"}, "over 90 or less", id="the other wrong bound is told"),
        pytest.param(
            {"low": 10**8, "high": 10**9, "qualifier": "magnitude", "unit": "USD"},
            "USD 100 million to 1 billion (order of magnitude)",
            id="magnitude",
        ),
        pytest.param({"low": 71_130_000_000, "high": 71_130_000_000, "unit": "USD"}, "USD 71.13 billion", id="money"),
        pytest.param({"low": 3, "qualifier": "over", "unit": "CNY"}, "over CNY 3", id="hedged money"),
        pytest.param({"low": 1_234_567, "high": 1_234_567}, "1,234,567", id="not shortened if that loses something"),
        pytest.param({"low": 2 * 10**12, "high": 2 * 10**12}, "2 trillion", id="trillion"),
        pytest.param({"low": -5_000_000, "high": -5_000_000}, "-5 million", id="negative"),
        pytest.param({"low": 0.5, "high": 0.5, "unit": "%"}, "0.5 %", id="fraction"),
        pytest.param({"printed": "many"}, "", id="only printed"),
    ],
)
def test_amount_keeps_what_hedges_the_number(given: dict[str, Any], said: str) -> None:
    assert amount(Quantity(what="things", **given)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param(Period("2024-07-04/2024-07-05"), "4–5 July 2024", id="period"),
        pytest.param("plain", "plain", id="text"),
        pytest.param(3, "3", id="number"),
        pytest.param(Name(text="X"), "X (name as printed)", id="name without a language"),
        pytest.param(
            Name(text="重庆", language="zh-Hans", kind="official", period="1997/.."),
            "重庆 (simplified Chinese; official name; since 1997)",
            id="name",
        ),
        pytest.param(Name(text="Wien", language="de"), "Wien (de; name as printed)", id="other language"),
        pytest.param(Mention(printed="the zone", id="z"), "the zone [z]", id="mention"),
        pytest.param(Mention(id="z", period="2022"), "z (2022)", id="mention with a period"),
        pytest.param(Code(scheme="ISO 3166-1", value="IT"), "ISO 3166-1 alpha-2: IT", id="code"),
        pytest.param(Topic(text="trade"), "trade", id="topic"),
        pytest.param(
            SectorCode(code="G"),
            "Wholesale and retail trade; repair of motor vehicles and motorcycles (ISIC G; close match)",
            id="sector without a phrase",
        ),
        pytest.param(Milestone(stage="approved"), "Approved: no date told", id="milestone without a date"),
        pytest.param(
            Milestone(stage="launched", period="2023", by=[Mention(printed="A"), Mention(id="b")], event="e"),
            "Launched: 2023 (by A, b; at e)",
            id="milestone",
        ),
        pytest.param(Post(title="President"), "President", id="post without a body"),
        pytest.param(
            Post(title="President", body=Mention(printed="WTPF"), period="2020/..", as_of="2023"),
            "President, WTPF (since 2020; as of 2023)",
            id="post",
        ),
        pytest.param(Clause(gist="swap data", kind="information"), "Sharing information: swap data", id="clause"),
        pytest.param(Clause(gist="pay", bound="a"), "Other provision: pay (binds a)", id="clause that binds one"),
        pytest.param(
            Statement(gist="grows", kind="report"),
            "Report of facts: grows (speaker not named)",
            id="nobody's statement",
        ),
        pytest.param(
            Statement(
                gist="will come",
                kind="commitment",
                speaker=Mention(printed="Li"),
                post="Chair",
                on_behalf_of=Mention(id="b"),
                about=[Mention(id="c")],
                occasion="an interview",
                said="2023",
            ),
            "Commitment: will come (said by Li; Chair; for b; about c; an interview; 2023)",
            id="statement",
        ),
        pytest.param(Coverage(field="clauses", extent="open"), "Clauses: open", id="coverage"),
        pytest.param(
            Coverage(field="signatories", extent="unstated", note="Not told."),
            "Signatories: left unsaid. Not told.",
            id="coverage with a note",
        ),
        pytest.param(
            Participation(printed="Luo Lin", role="witness", post="Secretary", on_behalf_of="b", period="2023"),
            "Witnessed: Luo Lin (Secretary; for b; 2023)",
            id="participation",
        ),
        pytest.param(Quantity(what="guests"), "guests: no number given", id="figure without a number"),
        pytest.param(Quantity(what="guests", printed="many"), "guests: “many”", id="figure that is only printed"),
        pytest.param(
            Quantity(what="firms", low=2, high=2, printed="2"), "firms: 2", id="the printed form is not repeated"
        ),
        pytest.param(
            Quantity(
                what="turnover",
                low=9,
                qualifier="over",
                printed="more than nine",
                basis="intended",
                subject="fair",
                as_of="2019",
                compared=Comparison(to=Mention(printed="the first"), change=23),
            ),
            "turnover: over 9 (printed “more than nine”; intended; of fair; as of 2019; 23 % above the first)",
            id="figure",
        ),
    ],
)
def test_phrase_says_all_that_a_value_holds(value: object, said: str) -> None:
    assert phrase(value) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(-5, "5 % below the first", id="less"),
        pytest.param(0, "the same as the first", id="equal"),
        pytest.param(None, "compared with the first", id="no difference given"),
    ],
)
def test_a_comparison_says_in_which_direction(change: int | None, said: str) -> None:
    figure = Quantity(what="x", low=1, high=1, compared=Comparison(to=Mention(printed="the first"), change=change))
    assert phrase(figure) == f"x: 1 ({said})"


def test_phrase_names_links_as_it_is_told() -> None:
    assert phrase(Mention(id="wtpf"), lambda link: f"<{link.id}>") == "<wtpf>"
    assert taking_part(Participation(id="wtpf", role="party", what="two papers"), lambda _: "W") == "W (two papers)"


def test_phrase_gives_the_label_of_a_term() -> None:
    assert phrase("new-area", vocabulary="ParkKind") == "New area"


@pytest.mark.parametrize("role", VOCABULARIES["Role"].__args__)  # type: ignore[attr-defined]
def test_every_role_has_a_label(role: str) -> None:
    assert role_label(role)[0].isupper()


def test_every_closed_field_of_a_record_has_its_vocabulary() -> None:
    assert vocabulary_of(Agreement, "kind") == "AgreementKind"
    assert vocabulary_of(Agreement, "status") == "AgreementStatus"
    assert vocabulary_of(Source, "published_basis") == "PublishedBasis"
    assert vocabulary_of(Agreement, "signed") is None


def shown_in(html: str) -> str:
    """Return the text of HTML as a reader sees it."""
    import html as entities

    return " ".join(entities.unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)
def test_a_card_shows_every_filled_field_and_all_evidence(record: cqcoop.Record) -> None:
    html = record._repr_html_()
    for field in field_names(type(record)):
        value = getattr(record, field)
        if field not in ("id", "evidence") and value not in (None, ()):
            assert f"<dt>{field_label(field)}</dt>" in html
    assert html.count('<li id="') == len(record.evidence)
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html


def test_a_card_leaves_empty_fields_out() -> None:
    html = card(Person(id="p", names=["Li"]))
    assert "<dt>Names</dt>" in html
    assert "<dt>Post" not in html
    assert "<dt>Summary" not in html


def test_a_card_says_when_there_is_no_evidence() -> None:
    assert "No evidence is given." in card(Person(id="p", names=["Li"]))


def test_the_fields_of_the_type_come_before_the_common_ones() -> None:
    html = card(Event(id="e", kind="fair", names=["Fair"], notes=["A note."], period="2019"))
    heads = re.findall("<dt>([^<]+)</dt>", html)
    assert heads == ["Names", "Kind", "Date", "Notes"]


PROVEN = Agreement(
    id="deal",
    kind="memorandum",
    names=[Name(text="备忘录", language="zh-Hans", cites=["b"])],
    signed="2023-09-07",
    notes=["A doubt."],
    evidence=[
        Evidence(key="a", source="s1", fields=["signed"], paragraph=2, quotation="On September 7th"),
        Evidence(key="b", source="s1", fields=["kind"], mode="coded", step="called a memorandum"),
        Evidence(key="c", source="s2", fields=["signed"], stance="disputes", rival="2023-09-08", reason="a reprint"),
        Evidence(key="d", source="s2", stance="disputes", rival="none", reason="a rumour"),
    ],
)


def test_marks_lead_from_a_value_to_its_evidence() -> None:
    html = card(PROVEN)
    signed = re.search("<dt>Signed</dt>(.*?)\n", html)
    assert signed
    assert re.findall(r'href="#([^"]+)"[^>]*>([^<]+)<', signed[1]) == [
        ("deal-evidence-1", "1"),
        ("deal-evidence-3", "≠3"),
    ]
    name = '<dd><span lang="zh-Hans">备忘录</span> (simplified Chinese; name as printed) '
    assert f'{name}<small>[<a href="#deal-evidence-2"' in html


def test_evidence_is_listed_with_place_quotation_mode_and_step() -> None:
    said = shown_in(card(PROVEN))
    assert "s1 §2: “On September 7th” – stated" in said
    assert "s1 – coded: called a memorandum" in said


def test_disputing_evidence_says_so_with_its_rival_value() -> None:
    said = shown_in(card(PROVEN))
    assert "Disputes signed: “2023-09-08” instead, not followed: a reprint – s2 – stated" in said
    assert "Disputes “none” instead, not followed: a rumour – s2 – stated" in said


def test_a_note_has_no_marks() -> None:
    assert "<dd>A doubt.</dd>" in card(PROVEN)


def test_an_address_becomes_a_link_and_nothing_else_does() -> None:
    source = Source(id="s", kind="news-media", url="https://example.org/?a=1&b=2", title="javascript:alert(1)")
    html = card(source)
    assert '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">' in html
    assert "<dd>javascript:alert(1)</dd>" in html


def test_nothing_in_a_record_becomes_html() -> None:
    nasty = '<script>alert("1")</script>'
    place = Place(
        id="p",
        kind="city",
        names=[Name(text=nasty, language="zh-Hans")],
        summary=f"one\n{nasty}",
        part_of=[Mention(printed=nasty)],
        statements=[Statement(gist=nasty, kind="report", speaker=Mention(printed=nasty), cites=["k"])],
        evidence=[Evidence(key="k", source="s", quotation='<img onerror="x">', step=nasty)],
        notes=[nasty],
    )
    html = card(place)
    assert "<script" not in html
    assert "<img" not in html
    assert "<dd>one<br>&lt;script&gt;" in html


@pytest.mark.parametrize("kind", CLASSES.values(), ids=lambda kind: kind.__name__)
def test_every_field_has_a_label_that_reads_well(kind: type[cqcoop.Record]) -> None:
    for field in field_names(kind):
        assert "_" not in field_label(field)
        assert field_label(field)[0].isupper()
