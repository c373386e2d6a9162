"""Briefs: complete, sourced line by line, the same in three renderings, and safe whatever a record holds."""

import copy
import html as entities
import pickle
import re
from functools import cache

import attrs
import pytest

import cqcoop
from cqcoop import (
    Agreement,
    AmbiguousName,
    Clause,
    Coverage,
    Dataset,
    Event,
    Evidence,
    EvidenceWarning,
    InvalidPeriod,
    InvalidValue,
    Mention,
    Milestone,
    Name,
    Organisation,
    Participation,
    Person,
    Post,
    Quantity,
    Record,
    RecordNotFound,
    Source,
    Statement,
    brief,
    cite,
)
from cqcoop.briefing import Brief, Line, Mark, Run, Section
from cqcoop.cards import phrase
from cqcoop.formats.text import width_of
from cqcoop.store import Manifest, Shelves

DS = cqcoop.load()
SUBJECTS = [record for record in DS if not isinstance(record, Source)]


@cache
def shipped(key: str) -> Brief:
    return brief(key)


def lines_of(document: Brief, *titles: str) -> list[Line]:
    return [line for section in document.sections if not titles or section.title in titles for line in section.lines]


def said_in(document: Brief, *titles: str) -> list[str]:
    return [line.text for line in lines_of(document, *titles)]


def titles_of(document: Brief) -> list[str]:
    return [section.title for section in document.sections]


def one_line(text: str) -> str:
    return " ".join(text.split())


def rendered(document: Brief) -> dict[str, str]:
    """Return each rendering as a reader sees it, in one line."""
    seen = re.sub(r"<style>.*?</style>", "", document.to_html(), flags=re.DOTALL)
    seen = entities.unescape(re.sub(r"<[^>]+>", "", seen.replace("<li", "\n<li")))
    plain = re.sub("<(https?://[^>]+)>", r"\1", document.to_markdown()).replace("**", "")
    plain = re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", entities.unescape(plain))
    return {"text": one_line(str(document)), "markdown": one_line(plain), "html": one_line(seen)}


# --- What holds for every brief --------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", SUBJECTS, ids=lambda record: record.id)
def test_every_mark_resolves_and_every_source_is_used(record: Record) -> None:
    document = shipped(record.id)
    listed = [line.number for line in lines_of(document, "Sources") if line.kind == "source"]
    used = list(dict.fromkeys(mark.number for line in lines_of(document) for mark in line.marks))
    assert listed == list(range(1, len(listed) + 1))
    assert sorted(used) == listed


@pytest.mark.parametrize("record", SUBJECTS, ids=lambda record: record.id)
def test_every_claim_in_the_shipped_data_has_a_source(record: Record) -> None:
    assert [line.text for line in lines_of(shipped(record.id)) if line.is_claim and not line.marks] == []


@pytest.mark.parametrize("record", SUBJECTS, ids=lambda record: record.id)
def test_no_section_is_empty_and_no_line_stands_twice_in_one(record: Record) -> None:
    for section in shipped(record.id).sections:
        assert section.lines
        said = [
            line.text
            for line in section.lines
            if line.kind == "point" and section.title not in ("Agreements", "Events")
        ]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("record", SUBJECTS, ids=lambda record: record.id)
def test_the_text_fits_a_terminal(record: Record) -> None:
    text = str(shipped(record.id))
    assert max(width_of(line) for line in text.splitlines() if not line.startswith("      http")) <= 88


def test_an_address_is_never_broken() -> None:
    document = brief("cross-straits-zone-chongqing")
    urls = [run.text for line in lines_of(document, "Sources") for run in line.runs if run.url]
    assert max(map(len, urls)) > 88
    for url in urls:
        assert f"\n      {url}\n" in str(document)


@pytest.mark.parametrize("record", SUBJECTS, ids=lambda record: record.id)
def test_the_three_renderings_say_the_same(record: Record) -> None:
    document = shipped(record.id)
    for text in rendered(document).values():
        letters = text.replace(" ", "").lower()
        for line in lines_of(document):
            assert line.text.replace(" ", "").lower() in letters


def test_every_mark_in_the_text_is_one_of_the_lines() -> None:
    document = brief("Yongchuan")
    shown = {int(number) for number in re.findall(r"\[(\d+)[ ,\]]", str(document))}
    assert shown == {line.number for line in lines_of(document, "Sources") if line.number}


def test_links_in_the_page_lead_to_its_sources() -> None:
    page = brief("Liangjiang New Area").to_html()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert targets == set(re.findall(r'<li id="([^"]+)"', page))


def test_anchors_of_two_briefs_on_one_page_differ() -> None:
    one, other = (set(re.findall(r'id="([^"]+)"', brief(who)._repr_html_())) for who in ("Italy", "Bruno Masier"))
    assert one
    assert not one & other


# --- What is in it ---------------------------------------------------------------------------------------------------


def test_sources_are_numbered_in_the_order_of_their_use() -> None:
    document = brief("China")
    seen: set[int] = set()
    for line in lines_of(document):
        new = {mark.number for mark in line.marks} - seen
        assert new == set(range(len(seen) + 1, len(seen) + len(new) + 1))
        seen |= new
    assert len(seen) > 3


@pytest.mark.parametrize("who", ["Italy", "Yongchuan", "Liangjiang New Area", "Bruno Masier", "ciie", "WTPF"])
def test_every_agreement_and_event_of_the_subject_is_told(who: str) -> None:
    document = brief(who)
    subject = DS.lookup(who)
    headings = [line.text for line in lines_of(document, "Agreements", "Events") if line.kind == "heading"]
    for record in (*DS.agreements.involving(subject), *DS.events.involving(subject)):
        assert one_line(record.name) in headings


@pytest.mark.parametrize("who", ["Italy", "Yongchuan", "Liangjiang New Area", "Bruno Masier", "Chen Quan", "WTPF"])
def test_every_statement_of_or_about_the_subject_is_told_with_its_source(who: str) -> None:
    document = brief(who)
    told = {line.text: line.marks for line in lines_of(document, "Statements")}
    for statement, key in (*DS.statements(who), *DS.statements(about=who)):
        gist = statement.gist.rstrip(".")
        found = [marks for text, marks in told.items() if gist in text]
        paragraphs = {mark.paragraph for marks in found for mark in marks}
        assert {entry.paragraph for entry in DS[key].evidence_for(statement)} <= paragraphs


def test_figures_keep_their_qualifier_basis_subject_and_comparison() -> None:
    said = said_in(brief("ciie-2"), "Figures")
    assert any("over 3,800 enterprises" in line for line in said)
    turnover = next(line for line in said if "71.13 billion" in line)
    assert (
        "intended; of 2nd China International Import Expo; 23 % above First China International Import Expo" in turnover
    )


def test_clauses_are_told_with_their_kind() -> None:
    pact = DS.agreements["liangjiang-wtpf-2023"]
    said = said_in(brief(pact), "Profile")
    for clause in pact.clauses:
        kind, _, gist = phrase(clause).partition(": ")
        assert f"Provides ({kind[0].lower()}{kind[1:]}): {gist}" in said


def test_a_date_that_is_not_stated_says_how_it_was_found() -> None:
    said = said_in(brief("chongqing-wtc-taipei-wtc-2011"), "Profile")
    inferred = next(line for line in said if line.startswith("Date inferred: "))
    assert "exhibition at which the agreement was signed" in inferred
    assert not any(line.startswith("Date inferred") for line in said_in(brief("liangjiang-wtpf-2023"), "Profile"))


def test_who_signed_is_said_to_be_left_unsaid() -> None:
    said = said_in(brief("Liangjiang New Area"), "Agreements")
    assert any(line.startswith("Not told (signatories): ") for line in said)


def test_witnesses_stand_with_their_posts() -> None:
    said = said_in(brief("liangjiang-wtpf-2023"))
    witnesses = next(line for line in said if line.startswith("Witnessed: "))
    assert "Bruno Masier (President; for World Trade Point Federation)" in witnesses


def test_a_territory_is_briefed_through_its_officials_and_bodies() -> None:
    document = brief("Italy")
    assert any("Fabio Schina" in line for line in said_in(document, "People"))
    assert any("Consulate-General of Italy in Chongqing" in line for line in said_in(document, "Bodies"))
    assert any("Hopes that Italy and Yongchuan" in line for line in said_in(document, "Statements"))
    own = next(line for line in said_in(document, "Events") if line.startswith("Italy – attended: "))
    assert own.startswith("Italy – attended: Italy (consular officials); Fabio Schina (Consul-General of Italy")


def test_many_who_did_the_same_share_one_description() -> None:
    said = said_in(brief("western-chongqing-visit-2024"))
    countries = next(line for line in said if line.startswith("Attended (consular officials): "))
    assert countries.count(";") == 11


def test_a_dispute_is_told_with_the_rival_value_and_the_reason() -> None:
    document = brief("auto-parts-orders-ciie-2019")
    (dispute,) = lines_of(document, "Disputed")
    assert "“Changan Ford alone”; not followed: the caption credits the whole sum to one firm" in dispute.text
    figure = next(line for line in lines_of(document, "Figures"))
    assert figure.marks[-1] == Mark(1, 8, "disputes")
    assert "[disputed by 1 §8]" in one_line(str(document))


def test_the_timeline_is_in_order_and_says_what_is_only_planned() -> None:
    said = said_in(brief("cross-straits-zone-chongqing"), "Timeline")
    assert said[0].startswith("November 2022: ")
    assert said[0].endswith(": approved (by Chinese government)")
    assert len(said) >= 3


def test_undated_things_are_listed_and_not_in_the_timeline() -> None:
    document = brief("Bruno Masier")
    (undated,) = said_in(document, "Not dated")
    assert "attended by Bruno Masier" in undated
    assert "Timeline" not in titles_of(document)


def test_notes_are_the_curators_and_carry_no_marks() -> None:
    document = brief("liangjiang-new-area")
    notes = [line for line in lines_of(document, "Curators' notes") if line.kind == "point"]
    assert {one_line(note) for note in DS.parks["liangjiang-new-area"].notes} <= {line.text for line in notes}
    assert not any(line.marks or line.is_claim for line in notes)


def test_a_source_is_told_with_all_that_it_rests_on() -> None:
    said = next(line for line in said_in(brief("Italy"), "Sources") if "International delegates" in line)
    assert said == (
        "“International delegates explore Chongqing's western development potential”, iChongqing; carried by Belt and "
        "Road Portal; 9 July 2024 (update line); state media; secondary source; text taken from: iChongqing's report "
        "on the visit to Western Chongqing. https://eng.yidaiyilu.gov.cn/p/0J1JRK24.html"
    )


def test_the_sections_come_in_the_order_of_their_weight() -> None:
    order = ["Profile", "Timeline", "Agreements", "Events", "People", "Statements", "Figures", "Bodies", "Parks"]
    order += ["Places", "Initiatives", "Disputed", "Not dated", "Curators' notes", "Sources"]
    for record in SUBJECTS:
        found = titles_of(shipped(record.id))
        assert found == [title for title in order if title in found]


# --- Restricted to a period ------------------------------------------------------------------------------------------


def test_during_keeps_what_may_lie_in_the_period_and_says_so() -> None:
    document = brief("Yongchuan", during="2024")
    assert document.title == "Yongchuan District, only 2024"
    assert "What is not dated is left out." in document.scope
    assert "Visit to Western Chongqing" in said_in(document, "Events")
    assert brief("Yongchuan", during=2024) == document


def test_during_leaves_out_what_lies_elsewhere_or_nowhere() -> None:
    assert "Planned visit of a delegation of 50 to the areas of the cross-straits zone" in said_in(brief("Yongchuan"))
    document = brief("Yongchuan", during="2011")
    assert titles_of(document)[0] == "Profile"
    assert not {"Events", "Statements", "Figures", "People", "Timeline"} & set(titles_of(document))
    assert document.scope.startswith("On record: no agreements, no events. What is not dated is left out.")


def test_during_never_adds_a_line_to_what_is_told() -> None:
    whole = {(section.title, line.text) for section in brief("Yongchuan").sections for line in section.lines}
    part = {
        (section.title, line.text) for section in brief("Yongchuan", during=2024).sections for line in section.lines
    }
    assert {pair for pair in part if pair[0] in ("Events", "Statements", "Figures")} <= whole


def test_during_takes_a_post_by_its_date() -> None:
    assert any("Fabio Schina" in line for line in said_in(brief("Italy", during=2024), "People"))
    assert "People" not in titles_of(brief("Italy", during=1999))


def test_a_period_that_can_be_read_in_two_ways_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="03/04/2023"):
        brief("Italy", during="03/04/2023")


# --- Who is meant ----------------------------------------------------------------------------------------------------


def test_an_unknown_name_raises_with_suggestions() -> None:
    with pytest.raises(RecordNotFound, match="no record is called 'Bruno Massier'") as caught:
        brief("Bruno Massier")
    assert caught.value.suggestions


def test_a_name_id_and_record_give_the_same_brief() -> None:
    assert brief("Bruno Masier") == brief("bruno-masier") == brief(DS.people["bruno-masier"])


# --- A dataset of one's own ------------------------------------------------------------------------------------------


def proof(key: str, source: str = "my-source", **more: object) -> Evidence:
    return Evidence(key=key, source=source, **more)  # type: ignore[arg-type]


ADA = Mention(id="my-person")
MY_BODY = Mention(id="my-body")
OTHER = Mention(printed="Another")

MINE: list[Record] = [
    Source(
        id="my-source",
        kind="news-media",
        title="Report",
        url="https://example.org/a?b=1&c=2",
        published="2025-04",
        evidence=[proof("p", fields=["kind", "title", "url", "published"])],
    ),
    Source(
        id="my-other",
        kind="mirror",
        publisher=Mention(printed="A mirror", cites=["p"]),
        evidence=[proof("p", "my-other", fields=["kind"])],
    ),
    Organisation(
        id="my-body",
        names=[Name(text="My Body", cites=["n"]), Name(text="我的机构", language="zh-Hans", cites=["n"])],
        kind="association",
        predecessors=[Mention(id="my-old-body", cites=["n"])],
        founded="2001",
        milestones=[
            Milestone(stage="opened", period="2002", cites=["n"]),
            Milestone(stage="renamed", cites=["n"]),
        ],
        coverage=[Coverage(field="sectors", extent="open", cites=["n"])],
        evidence=[
            proof("n", paragraph=2, fields=["kind"]),
            proof("f", fields=["founded"], mode="inferred", step="from its anniversary"),
            proof(
                "f2", "my-other", paragraph=1, fields=["founded"], stance="disputes", rival="2003", reason="a mirror"
            ),
        ],
    ),
    Organisation(id="my-old-body", kind="association", evidence=[proof("k", fields=["kind"])]),
    Organisation(
        id="my-office",
        names=[Name(text="My Office", cites=["k"])],
        kind="other",
        parent=Mention(printed="the mother house", id="my-body", cites=["k"]),
        evidence=[proof("k", fields=["kind"])],
    ),
    Person(
        id="my-person",
        names=[Name(text="Ada Example", language="en", cites=["n"])],
        posts=[
            Post(title="Head", body=Mention(id="my-office"), period="2024/..", cites=["n"]),
            Post(title="Member", cites=["n"]),
        ],
        evidence=[proof("n", paragraph=1)],
    ),
    Event(
        id="my-visit",
        names=[Name(text="My visit", kind="descriptive", cites=["e"])],
        kind="visit",
        status="cancelled",
        period="2025-03",
        participations=[
            Participation(id="my-person", role="visitor", on_behalf_of=Mention(id="my-office"), cites=["e"]),
            Participation(id="my-person", role="speaker", on_behalf_of=Mention(id="my-office"), cites=["e"]),
            Participation(printed="Somebody", role="attendee", cites=["e"]),
        ],
        quantities=[
            Quantity(what="guests", low=30, qualifier="over", as_of="2025-03", cites=["e"]),
            Quantity(what="talks", low=3, high=3, as_of="1999", cites=["e"]),
        ],
        statements=[
            Statement(gist="All went well.", kind="report", speaker=ADA, about=[MY_BODY, OTHER], cites=["e"]),
            Statement(gist="My Body will pay.", kind="commitment", speaker=ADA, about=[MY_BODY, OTHER], cites=["e"]),
        ],
        evidence=[
            proof("e", paragraph=4, fields=["kind", "status", "period"]),
            proof("i", fields=["period"], mode="inferred", step="from the season"),
            proof(
                "d",
                fields=["period"],
                mode="inferred",
                step="misread",
                stance="disputes",
                rival="2025-04",
                reason="later",
            ),
        ],
    ),
    Agreement(
        id="my-plan",
        kind="memorandum",
        participations=[
            Participation(id="my-body", role="party", cites=["e"]),
            Participation(printed="Another", role="party", cites=["e"]),
        ],
        place=Mention(id="yongchuan", cites=["e"]),
        clauses=[Clause(gist="Both meet.", kind="exchange", cites=["e"])],
        milestones=[Milestone(stage="planned", period="2025", by=[Mention(id="my-body")], cites=["e"])],
        statements=[
            Statement(gist="It will help.", kind="expectation", about=[Mention(id="my-body")], cites=["e"]),
            Statement(
                gist="My Body is ready.", kind="offer", on_behalf_of=Mention(id="my-body"), said="2025-02", cites=["e"]
            ),
        ],
        notes=["Never seen."],
        evidence=[
            proof("e", paragraph=5, fields=["kind"]),
            proof("x", "my-other", stance="disputes", rival="no such plan", reason="a mirror"),
        ],
    ),
]


@pytest.fixture(scope="module")
def mine() -> Dataset:
    with pytest.warns(EvidenceWarning):
        return DS.extend([*MINE, Person(id="my-bare-person", names=["Bare Person"], summary="Somebody.")])


def test_a_brief_looks_in_the_dataset_it_is_given(mine: Dataset) -> None:
    assert brief("My Body", dataset=mine).title == "My Body"
    with pytest.raises(RecordNotFound, match="My Body"):
        brief("My Body")


def test_what_has_no_evidence_is_told_as_such(mine: Dataset) -> None:
    document = brief("Bare Person", dataset=mine)
    assert titles_of(document) == ["Profile"]
    for text in rendered(document).values():
        assert "Somebody. [no source]" in text
        assert "Name: Bare Person (name as printed) [no source]" in text
    assert document.scope.startswith("On record: no agreements, no events. From")


def test_dates_of_founding_and_milestones_are_in_the_timeline(mine: Dataset) -> None:
    document = brief("My Body", dataset=mine)
    assert said_in(document, "Timeline")[:3] == [
        "2001: My Body: founded",
        "2002: My Body: opened",
        "2025: my-plan: planned (by My Body)",
    ]
    assert "Milestone: Renamed: no date told" in said_in(document, "Profile")
    assert not any("Opened" in line for line in said_in(document, "Profile"))


def test_the_timeline_tells_what_was_cancelled(mine: Dataset) -> None:
    assert "March 2025: My visit (cancelled)" in said_in(brief("My Body", dataset=mine), "Timeline")


def test_a_disputed_field_is_marked_where_it_is_told_and_in_a_section(mine: Dataset) -> None:
    document = brief("My Body", dataset=mine)
    founded = next(line for line in lines_of(document, "Profile") if line.text == "Founded: 2001")
    assert founded.marks == (Mark(1, None, "inferred"), Mark(2, 1, "disputes"))
    assert said_in(document, "Disputed") == [
        "My Body (founded): also told as “2003”; not followed: a mirror",
        "my-plan: also told as “no such plan”; not followed: a mirror",
        "My visit (date): also told as “2025-04”; not followed: later",
    ]
    assert "Founded: 2001 [1, inferred] [disputed by 2 §1]" in one_line(str(document))


def test_coverage_without_a_note_is_explained(mine: Dataset) -> None:
    assert any(
        line.startswith("Open list (sectors): The source gives") for line in said_in(brief("My Body", dataset=mine))
    )


def test_links_show_the_record_and_another_name_as_printed(mine: Dataset) -> None:
    assert "Parent: My Body (printed “the mother house”)" in said_in(brief("My Office", dataset=mine), "Profile")
    assert "Predecessors: my-old-body" in said_in(brief("My Body", dataset=mine), "Profile")


def test_successors_are_told(mine: Dataset) -> None:
    assert "Succeeded by: My Body" in said_in(brief("my-old-body", dataset=mine), "Profile")


def test_a_body_is_briefed_through_its_offices_and_their_people(mine: Dataset) -> None:
    document = brief("My Body", dataset=mine)
    assert said_in(document, "Bodies") == ["My Office: other organisation; parent: My Body"]
    assert said_in(document, "People") == ["Ada Example: Head, My Office (since 2024); Member"]
    own = next(line for line in said_in(document, "Events") if line.startswith("My Body – "))
    assert own == "My Body – visited, spoke: Ada Example (for My Office)"


def test_a_member_is_named_in_chinese_too(mine: Dataset) -> None:
    line = next(
        line for line in lines_of(brief("my-old-body", dataset=mine), "Profile") if line.text.startswith("Kind")
    )
    assert line.marks
    parents = [line for line in lines_of(brief("China", dataset=mine), "Bodies") if "两江新区党工委" in line.text]
    assert parents
    assert "zh-Hans" in {run.language for run in parents[0].runs}


def test_parties_stand_together_even_in_the_brief_of_one(mine: Dataset) -> None:
    assert "Was a party: My Body; Another" in said_in(brief("My Body", dataset=mine), "Agreements")


def test_an_undated_agreement_says_where_and_that_no_date_is_told(mine: Dataset) -> None:
    document = brief("My Body", dataset=mine)
    assert "When and where: no date told, in Yongchuan District" in said_in(document, "Agreements")
    assert said_in(document, "Not dated") == ["my-plan"]


def test_statements_stand_under_who_made_them_the_nameless_last(mine: Dataset) -> None:
    document = brief("My Body", dataset=mine)
    headings = [line.text for line in lines_of(document, "Statements") if line.kind == "heading"]
    assert headings == [
        "Ada Example – My visit, March 2025",
        "Speaker not named, for My Body – my-plan, February 2025",
        "Speaker not named – my-plan",
    ]


def test_what_binds_comes_first_and_what_it_is_about_only_where_the_gist_names_nobody(mine: Dataset) -> None:
    document = brief("My Body", dataset=mine)
    assert [line.text for line in lines_of(document, "Statements") if line.kind == "point"] == [
        "Commitment: My Body will pay.",
        "Report of facts: All went well (about My Body, Another)",
        "Offer: My Body is ready.",
        "Expectation: It will help (about My Body)",
    ]


def test_a_disputing_entry_does_not_tell_how_the_date_was_found(mine: Dataset) -> None:
    said = said_in(brief("My visit", dataset=mine), "Profile")
    assert [line for line in said if line.startswith("Date inferred")] == ["Date inferred: from the season"]


def test_words_without_a_date_count_by_that_of_their_event() -> None:
    assert said_in(brief("Italy", during=2024), "Statements") == said_in(brief("Italy"), "Statements")
    assert "Statements" not in titles_of(brief("Italy", during=2023))


def test_figures_told_elsewhere_say_where(mine: Dataset) -> None:
    assert "guests: over 30 (as of March 2025); told with: My visit" in said_in(
        brief("My Body", dataset=mine), "Figures"
    )
    assert "guests: over 30 (as of March 2025)" in said_in(brief("My visit", dataset=mine), "Figures")


def test_during_takes_a_figure_by_its_own_date(mine: Dataset) -> None:
    said = said_in(brief("My visit", dataset=mine, during=2025), "Figures")
    assert said == ["guests: over 30 (as of March 2025)"]


def test_during_takes_undated_words_by_the_date_of_their_record(mine: Dataset) -> None:
    said = said_in(brief("My Body", dataset=mine, during="2025-02"), "Statements")
    assert said == ["Speaker not named, for My Body – my-plan, February 2025", "Offer: My Body is ready."]


def test_a_source_without_title_or_address_is_named_by_what_there_is(mine: Dataset) -> None:
    assert "my-other, A mirror; not dated; mirror or aggregator." in said_in(brief("My Body", dataset=mine), "Sources")


def test_a_person_and_an_event_have_no_lists_of_members(mine: Dataset) -> None:
    for who in ("Ada Example", "My visit", "my-plan"):
        assert not {"Bodies", "Parks", "Places", "Initiatives"} & set(titles_of(brief(who, dataset=mine)))


def test_the_subject_alone_is_not_named_twice(mine: Dataset) -> None:
    assert "Visited, spoke: Ada Example (for My Office)" in said_in(brief("Ada Example", dataset=mine), "Events")


def test_a_record_that_is_not_in_the_dataset_still_names_its_source() -> None:
    stranger = Person(id="stranger", names=[Name(text="A Stranger", cites=["k"])], evidence=[proof("k", "elsewhere")])
    document = brief(stranger)
    assert said_in(document, "Sources")[0] == "elsewhere"
    assert "[1] elsewhere" in str(document)


def test_a_source_can_be_a_subject_too() -> None:
    document = brief("wtpf-news-from-chongqing")
    assert "Address: https://tradepoint.org/news-from-chongqing/" in said_in(document, "Profile")


def test_a_name_of_two_records_raises_and_lists_them() -> None:
    twins = [
        Person(id=key, names=[Name(text="Twin", cites=["k"])], evidence=[proof("k", "iso-3166-1")])
        for key in ("t1", "t2")
    ]
    with pytest.raises(AmbiguousName, match="use an id") as caught:
        brief("Twin", dataset=DS.extend(twins))
    assert sorted(caught.value.candidates) == ["t1", "t2"]


# --- What a hostile record cannot do ---------------------------------------------------------------------------------

SCRIPT = '<script>alert("x")</script>'
FORGED = "fine\n\nSOURCES\n  [1] “Forged”"
MARKUP = "**bold** [link](javascript:x) # head | `code` ![img](https://example.org/x.png)"


@pytest.fixture(scope="module")
def hostile() -> Dataset:
    nasty = f"{SCRIPT} {MARKUP} \u202eright {FORGED}"
    records: list[Record] = [
        Source(
            id="bad-source",
            kind="company",
            title=nasty,
            url="https://example.org/){x}|a'`b\\c",
            publisher=Mention(printed=nasty),
        ),
        Organisation(
            id="bad-body",
            names=[Name(text=nasty, language="en", cites=["k"])],
            kind="other",
            summary=nasty,
            sectors=[],
            coverage=[Coverage(field="sectors", extent="open", note=nasty, cites=["k"])],
            quantities=[Quantity(what=nasty, low=1, high=1, printed=nasty, unit=nasty, cites=["k"])],
            statements=[
                Statement(
                    gist=nasty, kind="report", speaker=Mention(printed=nasty), post=nasty, occasion=nasty, cites=["k"]
                )
            ],
            notes=[nasty],
            evidence=[
                proof("k", "bad-source", step=nasty),
                proof("d", "bad-source", stance="disputes", rival=nasty, reason=nasty, fields=["kind"]),
            ],
        ),
        Event(
            id="bad-event",
            kind="other",
            names=[Name(text=nasty, cites=["k"])],
            participations=[Participation(id="bad-body", role="host", post=nasty, cites=["k"])],
            evidence=[proof("k", "bad-source")],
        ),
    ]
    with pytest.warns(EvidenceWarning):
        return DS.extend(records)


def test_html_of_a_hostile_record_holds_no_markup_of_its_own(hostile: Dataset) -> None:
    document = brief("bad-body", dataset=hostile)
    for page in (document.to_html(), document._repr_html_()):
        assert "<script" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        assert 'href="javascript' not in page
        assert "&lt;script&gt;" in page


def test_markdown_of_a_hostile_record_is_shown_as_text(hostile: Dataset) -> None:
    text = brief("bad-body", dataset=hostile).to_markdown()
    assert "<script" not in text
    assert "**bold**" not in text
    assert "](javascript" not in text.replace("\\]", "")
    assert not re.search(r"(?<!\\)`", text.replace("<https://example.org/){x}|a'`b\\c>", ""))
    assert re.findall(r"^#+ (Sources|SOURCES)$", text, flags=re.MULTILINE) == ["Sources"]


def test_text_of_a_hostile_record_neither_drives_the_terminal_nor_forges_a_heading(hostile: Dataset) -> None:
    text = str(brief("bad-body", dataset=hostile))
    assert text.count("\nSOURCES\n") == 1
    assert "\u202e" not in text
    assert all(sign == "\n" or sign.isprintable() for sign in text)
    assert max(map(width_of, text.splitlines())) <= 88


def test_control_characters_are_made_visible() -> None:
    line = Line((Run("\x1b[31mred"),))
    document = Brief(title="\x1b[2J", scope="\x07", sections=(Section("Profile", (line,)),), key="k")
    for text in (str(document), document.to_markdown(), document.to_html(), document._repr_html_()):
        assert not set("\x1b\x07") & set(text)
        assert "␛" in text


def test_an_address_cannot_carry_a_control_character() -> None:
    url = "https://example.org/\x1b[2J"
    document = Brief(title="t", scope="s", sections=(Section("Sources", (Line((Run(url, url=url),)),)),), key="k")
    for text in (str(document), document.to_markdown(), document.to_html()):
        assert "\x1b" not in text


def test_an_address_that_is_no_address_stays_text() -> None:
    run = Run("x", url="javascript:alert(1)")
    document = Brief(title="t", scope="s", sections=(Section("Sources", (Line((run,)),)),), key="k")
    assert "href" not in document._repr_html_().split("</style>")[1]


# --- The object ------------------------------------------------------------------------------------------------------


def test_a_brief_never_changes_and_can_be_compared_hashed_copied_and_pickled() -> None:
    document = brief("Italy")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        document.title = "Something else"  # type: ignore[misc]
    assert {document} == {brief("Italy")}
    assert copy.deepcopy(document) == pickle.loads(pickle.dumps(document)) == document


def test_a_brief_shows_itself() -> None:
    document = brief("Italy")
    assert repr(document) == str(document)
    assert str(document).startswith("Italy\n=====\n\nOn record: ")
    assert "<h2>Italy</h2>" in document._repr_html_()
    assert "<h3>Profile</h3>" in document._repr_html_()
    assert document.to_html().count("<h1>") == 1


def test_the_title_is_underlined_to_its_width_in_columns(mine: Dataset) -> None:
    zone = Organisation(
        id="zone",
        kind="other",
        names=[Name(text="两江新区", language="zh-Hans", cites=["k"])],
        evidence=[proof("k", "iso-3166-1", fields=["kind"])],
    )
    assert str(brief("zone", dataset=DS.extend([zone]))).splitlines()[:2] == ["两江新区", "========"]


def test_languages_are_told_in_the_page() -> None:
    assert '<span lang="zh-Hans">意大利</span>' in brief("Italy").to_html()


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        pytest.param((), "[no source]", id="none"),
        pytest.param((Mark(2, 3, "stated"),), "[2 §3]", id="stated"),
        pytest.param((Mark(2, 3, "inferred"),), "[2 §3, inferred]", id="inferred"),
        pytest.param((Mark(2, None, "coded"),), "[2, coded]", id="no paragraph"),
        pytest.param((Mark(2, None, "stated"),), "[2]", id="nothing but the source"),
        pytest.param((Mark(2, 3, "stated"), Mark(2, 5, "stated")), "[2 §3, §5]", id="two paragraphs"),
        pytest.param((Mark(1, 3, "stated"), Mark(1, 4, "coded")), "[1 §3; §4, coded]", id="two ways"),
        pytest.param(
            (Mark(1, None, "stated"), Mark(1, 4, "coded")), "[1 §4, coded]", id="the source alone adds nothing"
        ),
        pytest.param((Mark(1, 3, "stated"), Mark(2, 1, "stated")), "[1 §3] [2 §1]", id="two sources"),
        pytest.param((Mark(1, 3, "stated"), Mark(1, 8, "disputes")), "[1 §3] [disputed by 1 §8]", id="disputed"),
    ],
)
def test_marks_read_as_source_paragraph_and_mode(marks: tuple[Mark, ...], shown: str) -> None:
    line = Line((Run("Said"),), marks)
    document = Brief(title="t", scope="s", sections=(Section("Profile", (line,)),), key="k")
    for text in rendered(document).values():
        assert f"Said {shown}" in text


# --- Citing ----------------------------------------------------------------------------------------------------------


def test_a_record_is_cited_with_its_dataset_version_and_sources() -> None:
    assert cite("liangjiang-wtpf-2023") == (
        "“Strategic cooperation agreement between Liangjiang New Area and the World Trade Point Federation” "
        f"(agreement, id liangjiang-wtpf-2023). In: {DS.manifest.title}, version {DS.version} (CC-BY-4.0). "
        "Sources: World Trade Point Federation, “News from Chongqing”, https://tradepoint.org/news-from-chongqing/"
    )


def test_a_dataset_is_cited_by_title_version_and_licence() -> None:
    assert cite(DS) == f"{DS.manifest.title}, version {DS.version} (CC-BY-4.0)."
    assert cite(DS, style="bibtex") == (
        f"@misc{{dataset-{DS.version},\n  title = {{{{{DS.manifest.title}}}}},\n"
        f"  note = {{Version {DS.version}, CC-BY-4.0}},\n}}"
    )


def test_a_dataset_without_a_licence_claims_none() -> None:
    bare = Dataset(Manifest(title="My & records", version="1 beta"), Shelves({}))
    assert cite(bare) == "My & records, version 1 beta."
    assert cite(bare, style="bibtex") == (
        "@misc{dataset-1-beta,\n  title = {{My \\& records}},\n  note = {Version 1 beta},\n}"
    )


def test_a_source_is_cited_as_itself() -> None:
    said = cite("yidaiyilu-2024-07-09-western-visit")
    assert said.startswith("iChongqing, “International delegates explore")
    assert "9 July 2024, https://eng.yidaiyilu.gov.cn/p/0J1JRK24.html (source, id yidaiyilu-2024-07-09" in said
    entry = cite("yidaiyilu-2024-07-09-western-visit", style="bibtex")
    assert entry.startswith("@misc{yidaiyilu-2024-07-09-western-visit,")
    assert entry.count("@misc{") == 1
    assert "Sources:" not in said
    assert "  year = {2024},\n  month = {7},\n  url = {https://eng.yidaiyilu.gov.cn/p/0J1JRK24.html},\n}" in entry


def test_bibtex_has_an_entry_for_the_record_and_each_source() -> None:
    keys = re.findall(r"@misc\{([^,]+),", cite("liangjiang-new-area", style="bibtex"))
    sources = dict.fromkeys(entry.source for entry in DS.parks["liangjiang-new-area"].evidence)
    assert keys == ["liangjiang-new-area", *sources]


def test_what_has_no_source_is_cited_without_one(mine: Dataset) -> None:
    assert cite("Bare Person", dataset=mine).endswith(f", version {DS.version}+own.")
    assert "sources" not in cite("Bare Person", dataset=mine, style="bibtex")


def test_a_source_without_publisher_title_or_date_is_cited_by_what_there_is(mine: Dataset) -> None:
    assert cite("my-body", dataset=mine).endswith(
        "Sources: “Report”, April 2025, https://example.org/a?b=1&c=2; A mirror, my-other"
    )


def test_bibtex_escapes_what_tex_would_read_as_commands(mine: Dataset) -> None:
    name = r"100% R&D_#1 $ {x} ~^ \input{y}"
    nasty = Person(id="tex", names=[Name(text=name, cites=["k"])], evidence=[proof("k", "my-source")])
    entry = cite("tex", dataset=mine.extend([nasty]), style="bibtex")
    title = entry.splitlines()[1]
    assert title == (
        r"  title = {{100\% R\&D\_\#1 \$ \textbraceleft{}x\textbraceright{} \textasciitilde{}\textasciicircum{} "
        r"\textbackslash{}input\textbraceleft{}y\textbraceright{}}},"
    )
    assert "  url = {https://example.org/a?b=1&c=2}," in entry
    assert entry.count("{") == entry.count("}")


def test_bibtex_keeps_an_address_within_its_braces(hostile: Dataset) -> None:
    entry = cite("bad-body", dataset=hostile, style="bibtex")
    assert "  url = {https://example.org/)%7Bx%7D|a'`b%5Cc}," in entry
    assert "\u202e" not in entry


def test_cite_refuses_an_unknown_style_and_name() -> None:
    with pytest.raises(InvalidValue, match="style: expected 'text' or 'bibtex', found 'apa'"):
        cite("italy", style="apa")  # type: ignore[arg-type]
    with pytest.raises(RecordNotFound):
        cite("no such thing at all")


# --- Sections ---


def test_only_the_sections_that_are_asked_for_are_written_with_the_sources_they_use() -> None:
    page = cqcoop.brief("Liangjiang New Area", sections=["agreements", "people"])
    assert [section.title for section in page.sections] == ["Agreements", "People", "Sources"]
    whole = cqcoop.brief("Liangjiang New Area")
    assert len(page.sections[-1].lines) <= len(whole.sections[-1].lines)


def test_a_section_that_does_not_exist_is_named_with_the_nearest() -> None:
    with pytest.raises(cqcoop.InvalidValue, match=r"expected sections of a brief, found 'agreement'; did you mean"):
        cqcoop.brief("Italy", sections=["agreement"])  # type: ignore[list-item]


def test_a_section_that_does_not_exist_and_is_like_none_lists_those_there_are() -> None:
    with pytest.raises(cqcoop.InvalidValue, match=r"found 'zzz'; there are profile, timeline"):
        cqcoop.brief("Italy", sections=["zzz"])  # type: ignore[list-item]
