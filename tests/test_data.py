"""What must be true of the shipped data, record by record and against the founding articles."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

import cqcoop
from cqcoop import checks, store
from cqcoop.accept import word_count
from cqcoop.links import links_of
from cqcoop.names import fold
from cqcoop.records import Agreement, Event, Organisation, Person, Place, Record, Source
from cqcoop.standards import TERRITORIES
from cqcoop.values import Evidence, Mention, Name, Topic

DS = cqcoop.load()
DATA = Path(cqcoop.__file__).with_name("data")
RECORDS = list(DS)
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
ARTICLES = {
    "wtca-events-116": "000",
    "wtpf-news-from-chongqing": "001",
    "ichongqing-2023-03-12-cross-straits": "002",
    "ichongqing-2019-11-14-import-expo": "003",
    "yidaiyilu-2024-07-09-western-visit": "004",
}
needs_articles = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding articles are not beside this checkout")
each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.id)

LONGEST_RUN = 8
"""A run of more words than this that stands in an article too is copied; sixteen for Chinese characters."""


def paragraphs(article: str) -> list[str]:
    """Return the blocks of an article between blank lines, with white space collapsed."""
    text = next(SEEDS.glob(f"{article}_*.txt")).read_text(encoding="utf-8")
    blocks = (re.sub(r"\s+", " ", block).strip() for block in re.split(r"\n[ \t]*\n", text))
    return [block for block in blocks if block]


def words(text: str) -> list[str]:
    """Return the words of a text; a Chinese character is a word of its own."""
    return re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:['’][^\W\u3400-\u9fff]+)*", text.casefold())


def own_texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text that a curator wrote: not quotations, names, titles and what is marked as printed."""
    if isinstance(value, str):
        if field not in {"quotation", "printed", "title", "url", "post", "id", "key", "source", "sha256", "name"}:
            yield field, value
    elif isinstance(value, tuple):
        for item in value:
            yield from own_texts(item, field)
    elif attrs.has(type(value)) and not isinstance(value, Name) and not is_title(value):
        for attribute in attrs.fields(type(value)):
            yield from own_texts(getattr(value, attribute.name), attribute.name)


def is_title(value: object) -> bool:
    """Return whether a topic is the title of a talk: it stands between quotation marks in an article."""
    if not isinstance(value, Topic) or not SEEDS.is_dir():
        return False
    return any(f'"{value.text}' in block for article in ARTICLES.values() for block in paragraphs(article))


# --- The files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", store.FILES.values())
def test_a_file_is_in_the_canonical_layout(name: str) -> None:
    kind = next(kind for kind, file in store.FILES.items() if file == name)
    assert (DATA / name).read_text(encoding="utf-8") == store.layout(DS._graph.shelves[kind].records())


def test_the_shipped_data_pass_the_checks_that_a_users_data_must_pass() -> None:
    assert cqcoop.read(DATA) == DS  # an EvidenceWarning would be an error here


def test_the_shipped_data_are_without_any_problem() -> None:
    assert DS.check() == ()


def test_ids_are_unique_across_all_types() -> None:
    assert len({record.id for record in RECORDS}) == len(RECORDS)


# --- Evidence --------------------------------------------------------------------------------------------------------


@each_record
def test_every_filled_field_and_every_item_is_supported_by_evidence(record: Record) -> None:
    assert list(checks.evidence_problems(record)) == []


@each_record
def test_every_evidence_entry_supports_something(record: Record) -> None:
    cited = {key for _, item in record.items() for key in item.cites}
    assert [entry.key for entry in record.evidence if not entry.fields and entry.key not in cited] == []


@each_record
def test_no_evidence_is_given_for_an_empty_field(record: Record) -> None:
    assert [(e.key, f) for e in record.evidence for f in e.fields if getattr(record, f) in (None, ())] == []


@needs_articles
@each_record
def test_every_quotation_stands_in_its_paragraph(record: Record) -> None:
    for entry in record.evidence:
        if entry.source in ARTICLES and entry.paragraph is not None:
            blocks = paragraphs(ARTICLES[entry.source])
            assert entry.quotation, f"{entry.key} names a paragraph without a quotation"
            assert entry.quotation in blocks[entry.paragraph - 1], entry.key


@needs_articles
@each_record
def test_every_printed_name_of_the_articles_stands_in_a_paragraph_that_it_cites(record: Record) -> None:
    by_key = {entry.key: entry for entry in record.evidence}
    for field, item in record.items():
        printed = item.text if isinstance(item, Name) and item.kind == "printed" else getattr(item, "printed", None)
        cited = [by_key[key] for key in item.cites]
        if printed is None or not cited or any(e.source not in ARTICLES or e.paragraph is None for e in cited):
            continue
        blocks = {block for e in cited for block in [paragraphs(ARTICLES[e.source])[e.paragraph - 1]]}
        assert any(printed in block for block in blocks), (field, printed)


@each_record
def test_quotations_have_at_most_eight_words(record: Record) -> None:
    assert [e.key for e in record.evidence if e.quotation and word_count(e.quotation) > LONGEST_RUN] == []


@needs_articles
@each_record
def test_no_run_of_words_is_copied_from_an_article(record: Record) -> None:
    runs = {
        tuple(text[start : start + LONGEST_RUN + 1])
        for article in ARTICLES.values()
        for text in [words(" ".join(paragraphs(article)))]
        for start in range(len(text) - LONGEST_RUN)
    }
    for field, text in own_texts(record):
        own = words(text)
        copied = [own[n : n + LONGEST_RUN + 1] for n in range(len(own) - LONGEST_RUN)]
        assert [run for run in copied if tuple(run) in runs] == [], field


@each_record
def test_a_weak_source_carries_nothing_alone(record: Record) -> None:
    by_key = {entry.key: entry for entry in record.evidence}

    def weak(entry: Evidence) -> bool:
        source = DS.sources[entry.source]
        return source.reliability == "weak" and source.id != record.id

    for _, item in record.items():
        assert not all(weak(by_key[key]) for key in item.cites)
    for field in {field for entry in record.evidence for field in entry.fields}:
        assert not all(weak(entry) for entry in record.evidence if field in entry.fields)


# --- What facts allow ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", DS.events, ids=lambda event: event.id)
def test_a_part_of_an_event_may_lie_within_it(event: Event) -> None:
    whole = DS.resolve(event.part_of)
    if isinstance(whole, Event) and whole.period and event.period:
        assert event.period.within(whole.period) != "not"


@pytest.mark.parametrize("pact", DS.agreements, ids=lambda pact: pact.id)
def test_an_agreement_may_be_signed_during_its_event_and_is_not_signed_as_a_plan(pact: Agreement) -> None:
    occasion = DS.resolve(pact.signed_at)
    if isinstance(occasion, Event) and occasion.period and pact.signed:
        assert pact.signed.overlaps(occasion.period) != "not"
    assert not (pact.status == "planned" and pact.signed)


@pytest.mark.parametrize("park", DS.parks, ids=lambda park: park.id)
def test_milestones_of_a_park_come_in_their_order(park: cqcoop.IndustrialPark) -> None:
    order = ["planned", "approved", "established", "launched", "opened", "ended"]
    dated = sorted(
        (order.index(m.stage), m.period) for m in park.milestones if m.stage in order and m.period is not None
    )
    for (_, first), (_, then) in pairwise(dated):
        assert first.earliest is None or then.latest is None or first.earliest <= then.latest


@each_record
def test_territories_are_iso_codes_and_fit_the_places(record: Record) -> None:
    if isinstance(record, Place) and record.kind == "territory":
        assert next(code.value for code in record.codes if code.scheme == "ISO 3166-1") in TERRITORIES
    if isinstance(record, Organisation) and record.territory and record.seat:
        # A consulate sits abroad; every other body with a seat in a territory place belongs to it.
        seat = DS.resolve(record.seat)
        if isinstance(seat, Place) and seat.kind == "territory":
            assert DS._graph.territory_of(seat) == record.territory


@each_record
def test_figures_name_a_subject_or_stand_on_their_own(record: Record) -> None:
    for quantity in record.quantities:
        assert quantity.low is not None or quantity.high is not None, quantity.what
        assert quantity.qualifier != "exact" or quantity.low == quantity.high, quantity.what


def test_no_person_and_no_organisation_is_an_orphan() -> None:
    linked = {DS._graph.current(link.id) for record in RECORDS for link in links_of(record) if link.id != record.id}
    holding = {person.id for person in DS.people if person.posts}
    assert {record.id for record in (*DS.people, *DS.organisations)} - linked - holding == set()


def test_people_are_in_office_only() -> None:
    assert [person.id for person in DS.people if not person.posts] == []
    assert {attribute.name for attribute in attrs.fields(Person)} - {a.name for a in attrs.fields(Record)} == {"posts"}


@each_record
def test_no_sentence_has_more_than_sixty_words(record: Record) -> None:
    for field, text in own_texts(record):
        assert max(len(sentence.split()) for sentence in re.split(r"[.!?](?:\s|$)", text)) <= 60, field


SHARED_NAMES = {
    # The instrument as both articles print it: a generic phrase, kept because it is printed.
    "strategiccooperationagreement",
}


@pytest.mark.parametrize("group", DS.collections(), ids=lambda group: group.nouns)
def test_no_two_records_of_a_type_have_the_same_name_without_a_decision(
    group: cqcoop.queries.Collection,  # type: ignore[name-defined]
) -> None:
    bearers: dict[str, set[str]] = {}
    for record in group:
        for name in record.names:
            bearers.setdefault(fold(name.text), set()).add(record.id)
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1 and name not in SHARED_NAMES} == {}


# --- The five articles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ARTICLES)
def test_an_article_is_a_source_with_its_address_and_a_checksum(source: str) -> None:
    article = DS.sources[source]
    assert isinstance(article, Source)
    assert article.url
    assert article.sha256


@needs_articles
@pytest.mark.parametrize(("source", "article"), ARTICLES.items())
def test_the_checksum_of_an_article_is_that_of_its_text(source: str, article: str) -> None:
    text = next(SEEDS.glob(f"{article}_*.txt")).read_bytes()
    assert DS.sources[source].sha256 == store.checksum(text)


def test_the_account_of_the_articles_names_records_that_exist() -> None:
    page = Path(__file__).parents[1] / "docs" / "explanation" / "five-articles.md"
    named = set(re.findall(r"`([a-z0-9-]+)`", page.read_text(encoding="utf-8")))
    assert len({key for key in named if key in DS}) > 100
    assert {key for key in named if "-" in key and key not in DS} == set()


def test_a_reprint_adds_no_weight_to_its_original() -> None:
    visit = DS.events["western-chongqing-visit-2024"]
    assert DS.independent_sources(visit) == {"ichongqing-western-visit-2024"}


def test_the_hard_places_of_the_five_articles_are_kept() -> None:
    pact = DS.agreements["chongqing-wtc-taipei-wtc-2011"]
    assert pact.signed == cqcoop.Period("2011-11-17")
    assert {entry.mode for entry in pact.evidence_for("signed") if "signed" in entry.fields} == {"inferred"}
    assert pact.signatories == ()
    assert pact.coverage_of("signatories")[0].extent == "unstated"
    zone = DS.parks["cross-straits-zone-chongqing"]
    assert [(m.stage, str(m.period)) for m in zone.milestones][:2] == [
        ("approved", "2022-11"),
        ("launched", "2023-03-09"),
    ]
    assert zone.ordinal == 6
    assert len(DS.parks.filter(part_of=zone.id)) == 3
    assert zone.coverage_of("parts")[0].extent == "complete"
    assert len(DS.parks["phoenix-lake-industrial-park"].part_of) == 2
    seminar = DS.events["inland-hub-dialogue-2024"]
    assert seminar.period is not None
    assert seminar.period.is_window
    assert seminar.period.within("2024-07-05") == "possibly"
    expo = DS.events["ciie-2"]
    assert expo.edition == 2
    assert [q.basis for q in expo.quantities if q.unit == "USD"] == ["intended"]
    assert isinstance(DS.initiatives["global-trade-point-network"], cqcoop.Initiative)
    assert "global" not in " ".join(name.text for name in DS.organisations["wtpf"].names).casefold()
    assert DS.events["cross-straits-zone-delegation"].status == "planned"
    assert [e.id for e in DS.events.involving("Bishan", role="visited")] == []
    countries = [p for p in DS.events["western-chongqing-visit-2024"].participations if p.territory]
    assert len({p.territory for p in countries if p.post == "consular officials"}) == 12


def test_mentions_with_an_id_keep_the_printed_name_or_cite_why_not() -> None:
    for record in RECORDS:
        for field, item in record.items():
            if isinstance(item, Mention) and item.printed is None:
                entries = record.evidence_for(item)
                assert any(entry.mode != "stated" for entry in entries), (record.id, field, item.id)
