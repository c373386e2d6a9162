import json
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqcoop
from cqcoop.dataset import Dataset
from cqcoop.errors import AmbiguousName, InvalidPeriod, InvalidValue, NotUnique, RecordNotFound, UnknownField
from cqcoop.periods import Period
from cqcoop.queries import COLLECTIONS, Collection, Events
from cqcoop.records import CLASSES, Agreement, Event, Organisation, Person, Place, Source, field_names
from cqcoop.values import Mention
from strategies import periods
from worlds import RECORDS, part, small_world

pytestmark = pytest.mark.filterwarnings("ignore::cqcoop.EvidenceWarning")


def ids(records: Any) -> list[str]:
    return [record.id for record in records]


# --- Being a collection ----------------------------------------------------------------------------------------------


def test_every_type_has_a_collection_of_its_own() -> None:
    assert list(COLLECTIONS) == list(CLASSES)


def test_a_collection_is_in_the_order_of_ids(world: Dataset) -> None:
    assert ids(world.events) == ["expo-1", "expo-2", "reading", "seminar", "visit"]
    assert ids(reversed(world.events)) == ["visit", "seminar", "reading", "expo-2", "expo-1"]
    assert len(world.events) == 5
    assert len(world.events.filter(kind="fair")) == 2


def test_a_record_is_found_by_id_or_position(world: Dataset) -> None:
    events = world.events
    assert events["visit"] is events[4] is events[-1] is events.get("visit")
    assert events.filter(kind="visit")["visit"] is events.filter(kind="visit")[0]
    with pytest.raises(IndexError):
        events[5]


def test_a_slice_is_a_collection(world: Dataset) -> None:
    first = world.events[:2]
    assert isinstance(first, Events)
    assert ids(first) == ["expo-1", "expo-2"]
    assert ids(world.events[::-2]) == ["visit", "reading", "expo-1"]
    assert ids(world.events[9:]) == []


def test_in_takes_an_id_or_a_record(world: Dataset) -> None:
    assert "visit" in world.events
    assert world["visit"] in world.events
    assert "pact" not in world.events
    assert "visit" not in world.events.filter(kind="fair")
    assert 3 not in world.events  # type: ignore[comparison-overlap]
    assert None not in world.events  # type: ignore[comparison-overlap]


def test_collections_are_equal_that_hold_the_same_in_the_same_order(world: Dataset) -> None:
    assert world.events == small_world().events
    assert hash(world.events) == hash(small_world().events)
    assert world.events == world.events.filter()
    assert world.events != world.events[::-1]
    assert world.events.filter(kind="training") != world.parks.filter(kind="new-area")
    assert world.events != list(world.events)


def test_collections_of_one_type_can_be_joined_met_and_parted(world: Dataset) -> None:
    fairs, held = world.events.filter(kind="fair"), world.events.filter(status=None)
    assert ids(held | fairs) == ["reading", "seminar", "visit", "expo-1", "expo-2"]
    assert ids(fairs | fairs) == ids(fairs)
    assert ids(world.events & held) == ids(held)
    assert ids(world.events - held) == ids(fairs)
    assert isinstance(fairs | held, Events)


@pytest.mark.parametrize("sign", ["__or__", "__and__", "__sub__"])
def test_collections_of_different_types_cannot_be_mixed(world: Dataset, sign: str) -> None:
    assert getattr(world.events, sign)(world.parks) is NotImplemented
    with pytest.raises(TypeError):
        world.events | world.parks  # type: ignore[operator]
    with pytest.raises(TypeError):
        world.events - ["visit"]  # type: ignore[operator]


def test_a_collection_never_changes(world: Dataset) -> None:
    before = ids(world.events)
    world.events.filter(kind="fair").sort_by("period", reverse=True).during("2019")
    with pytest.raises(TypeError):
        world.events[0] = world.events[1]  # type: ignore[index]
    assert ids(world.events) == before


def test_a_collection_survives_pickling(world: Dataset) -> None:
    import copy
    import pickle

    for events in (world.events, world.events.involving("italy")):
        for again in (pickle.loads(pickle.dumps(events)), copy.deepcopy(events)):
            assert again == events
            assert ids(again.involving("bigtown")) == ids(events.involving("bigtown"))


# --- One rule for misses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("narrowed", [False, True])
def test_brackets_raise_with_suggestions_and_get_returns_none(world: Dataset, narrowed: bool) -> None:
    bodies = world.organisations.filter(kind="trade-promotion-agency") if narrowed else world.organisations
    with pytest.raises(KeyError, match=r"^no organisation has the id 'rome-agencie'; did you mean 'rome-agency'\?$"):
        bodies["rome-agencie"]
    with pytest.raises(
        RecordNotFound, match=r"^no organisation has the id 'Rome Agency'; did you mean 'rome-agency'\?$"
    ) as caught:
        bodies["Rome Agency"]
    assert caught.value.suggestions[0] == "Rome Agency"
    with pytest.raises(RecordNotFound, match=r"^no organisation has the id 'zzzz'$"):
        bodies["zzzz"]
    with pytest.raises(RecordNotFound, match=r"^no organisation has the id 'RA'; it is a name of 'rome-agency'$"):
        bodies["RA"]
    assert bodies.get("nope") is None


def test_a_miss_says_where_the_id_is_instead(world: Dataset) -> None:
    with pytest.raises(RecordNotFound, match="no event has the id 'pact'; it is a record of type agreement"):
        world.events["pact"]
    with pytest.raises(RecordNotFound, match="no event has the id 'visit'; it is not in this selection"):
        world.events.filter(kind="fair")["visit"]


def test_one_raises_unless_there_is_exactly_one(world: Dataset) -> None:
    assert world.events.filter(kind="visit").one().id == "visit"
    with pytest.raises(RecordNotFound, match="expected exactly one event, found none"):
        world.events.filter(kind="training").one()
    with pytest.raises(NotUnique, match=r"expected exactly one event, found 2: expo-1, expo-2$"):
        world.events.filter(kind="fair").one()
    many = world.extend([Event(id=f"many-{n:02}", kind="visit") for n in range(11)]).events.filter(kind="visit")
    with pytest.raises(NotUnique, match=r"found 12: many-00, .*, many-09, …$"):
        many.one()


def test_lookup_raises_and_search_is_empty(world: Dataset) -> None:
    assert world.organisations.lookup("rome agency").id == "rome-agency"
    assert world.people.lookup("安娜").id == "anna-rossi"
    with pytest.raises(RecordNotFound, match="no person is called 'Anna Rosi'; did you mean 'Anna Rossi'"):
        world.people.lookup("Anna Rosi")
    with pytest.raises(RecordNotFound):
        world.people.lookup("Rome Agency")
    twins = world.extend([Person(id=f"twin-{n}", names=["Twin"]) for n in (1, 2)])
    with pytest.raises(AmbiguousName, match="'Twin' may be any of"):
        twins.people.lookup("Twin")
    assert twins.people.filter(id="twin-1").lookup("Twin").id == "twin-1"
    assert world.people.search("xyzzy plugh") == []
    assert world.people.search("Ana Rossi")[0].matched == "Anna Rossi"
    assert len(world.organisations.search("agency office desk", limit=1)) <= 1
    with pytest.raises(InvalidValue, match="limit"):
        world.people.search("x", limit=0)


def test_what_selects_is_empty_on_a_miss(world: Dataset) -> None:
    events = world.events
    for nothing in (
        events.filter(kind="training"),
        events.during("1900"),
        events.involving("nobody"),
        events.between("nobody", "daily"),
        events.within("daily"),
        events.in_sector("T"),
        events.cited_by("blog"),
        events.supported_by(9),
        events.filter(lambda event: False),
    ):
        assert ids(nothing) == []
        assert isinstance(nothing, Events)


# --- filter ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, ["expo-1", "expo-2", "reading", "seminar", "visit"]),
        ({"kind": "fair"}, ["expo-1", "expo-2"]),
        ({"kind": ["fair", "visit"]}, ["expo-1", "expo-2", "visit"]),
        ({"kind": {"fair", "visit"}, "edition": 2}, ["expo-2"]),
        ({"status": None}, ["reading", "seminar", "visit"]),
        ({"edition": [1, 2]}, ["expo-1", "expo-2"]),
        ({"edition": None, "kind": "fair"}, []),
        ({"period": "2023-05"}, ["expo-2"]),
        ({"period": "May 2023"}, ["expo-2"]),
        ({"period": Period("2023-05-20")}, ["seminar"]),
        ({"period": None}, ["reading"]),
        ({"place": "bigtown"}, ["expo-1", "expo-2"]),
        ({"place": None}, ["seminar", "visit"]),
        ({"venue": "lake-park"}, ["seminar"]),
        ({"part_of": "expo-2"}, ["seminar"]),
        ({"edition_of": ["expo"]}, ["expo-1", "expo-2"]),
        ({"subjects": "big-zone"}, ["expo-2"]),
        ({"subjects": None}, ["expo-1", "reading", "seminar", "visit"]),
        ({"topics": "wine"}, ["seminar"]),
        ({"sectors": ["G", "C29"]}, ["expo-1"]),
    ],
    ids=str,
)
def test_filter_keeps_what_fits_all_fields(world: Dataset, fields: dict[str, Any], found: list[str]) -> None:
    assert ids(world.events.filter(**fields)) == found


def test_every_collection_can_be_filtered(world: Dataset) -> None:
    assert ids(world.agreements.filter(title="Memorandum of Wine", signed_at="expo-2", under="expo")) == ["pact"]
    assert ids(world.organisations.filter(kind="consulate", territory="IT", seat="bigtown")) == ["consulate"]
    assert ids(world.organisations.filter(founded="2001-05", predecessors="old-office")) == ["trade-office"]
    assert ids(world.people.filter(id=["wang-wei", "nobody"])) == ["nobody", "wang-wei"]
    assert ids(world.people.filter(lambda person: len(person.posts) == 2)) == ["anna-rossi"]
    assert ids(world.places.filter(codes="IT")) == ["italy"]
    assert ids(world.parks.filter(ordinal=6, level="state")) == ["big-zone"]
    assert ids(world.parks.filter(tenants="A Small Firm")) == ["lake-park"]
    assert ids(world.initiatives.filter(run_by="city-hall")) == ["expo"]
    assert ids(world.sources.filter(reliability="weak")) == ["blog"]
    assert ids(world.sources.filter(published="2023", derived_from=None)) == ["gazette"]


def test_fields_are_looked_at_before_the_predicate(world: Dataset) -> None:
    seen: list[str] = []
    found = world.events.filter(lambda event: seen.append(event.id) or event.edition == 2, kind="fair")
    assert ids(found) == ["expo-2"]
    assert seen == ["expo-1", "expo-2"]


@pytest.mark.parametrize("error", [ZeroDivisionError, AttributeError, KeyError, StopIteration])
def test_what_a_predicate_raises_comes_through(world: Dataset, error: type[Exception]) -> None:
    def broken(event: Event) -> bool:
        raise error("mine")

    with pytest.raises(error, match="mine"):
        world.events.filter(broken)


def test_a_misspelt_field_or_value_names_what_was_meant(world: Dataset) -> None:
    with pytest.raises(UnknownField, match="Event cannot be filtered by 'knd'; did you mean 'kind'"):
        world.events.filter(knd="visit")  # type: ignore[call-arg]
    with pytest.raises(InvalidValue, match=r"kind: .*found 'vist'; did you mean 'visit'"):
        world.events.filter(kind="vist")  # type: ignore[arg-type]
    with pytest.raises(UnknownField):
        world.events.filter(kind="training").filter(evidence="e1")  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", COLLECTIONS.values(), ids=lambda kind: kind.nouns)
def test_what_may_be_filtered_and_counted_by_are_fields(kind: type[Collection[Any, Any]]) -> None:
    datatype = next(datatype for datatype, collection in COLLECTIONS.items() if collection is kind)
    assert set(kind.filters.__annotations__) <= set(field_names(CLASSES[datatype]))
    computed = {"name", "sources", "territories", "parties"}
    assert {key.partition(".")[0] for key in kind.keys} <= {*field_names(CLASSES[datatype]), *computed}


# --- during ----------------------------------------------------------------------------------------------------------


def dated(*texts: str | None) -> Events:
    return (
        small_world()
        .extend([Event(id=f"d-{n}", kind="other", period=text) for n, text in enumerate(texts)])
        .events.filter(kind="other")
    )


@pytest.mark.parametrize(
    ("text", "window", "possibly", "certainly"),
    [
        ("2024-07-04", "2024-07", True, True),
        ("2024-07-01", "2024-07", True, True),
        ("2024-07-31", "2024-07", True, True),
        ("2024-08-01", "2024-07", False, False),
        ("2024-06-30", "2024-07", False, False),
        ("2024", "2024-07", True, False),
        ("2024-07", "2024", True, True),
        ("2024-06/2024-07", "2024-07-15", True, False),
        ("2024-06-01/2024-07-01", "2024-07", True, True),
        ("2024-01-01/2024-12-31", "2024-07-15", True, True),
        ("[2024-07-04..2024-07-05]", "2024-07-04", True, False),
        ("[2024-07-04..2024-07-05]", "2024-07", True, True),
        ("2024-07-04?", "2024-07-04", True, False),
        ("2020/..", "2024", True, True),
        (None, "2024", False, False),
    ],
)
def test_during_includes_both_ends_and_is_three_valued(
    text: str | None, window: str, possibly: bool, certainly: bool
) -> None:
    events = dated(text)
    assert bool(len(events.during(window))) is possibly
    assert bool(len(events.during(window, certainly=True))) is certainly


def test_during_goes_by_milestones_and_posts_where_there_are_any(world: Dataset) -> None:
    assert ids(world.parks.during("2022")) == ["big-zone"]
    assert ids(world.people.during("2011")) == ["anna-rossi"]
    assert ids(world.people.during("2023")) == ["anna-rossi", "wang-wei"]
    assert ids(world.agreements.during("2024")) == ["pact"]
    assert ids(world.initiatives.during(2018)) == ["expo"]
    assert ids(world.places.during("1960")) == ["oldside"]


def test_during_refuses_what_can_be_read_in_two_ways(world: Dataset) -> None:
    with pytest.raises(InvalidPeriod):
        world.events.during("03/04/2023")


@given(
    st.lists(periods, min_size=1, max_size=4),
    st.sampled_from(["2023", "2023-09", "2023-09-07", "2020/2024", "2011"]),
    st.data(),
)
def test_narrowing_a_period_never_adds_results(texts: list[Period], wide: str, data: st.DataObject) -> None:
    narrow = data.draw(periods.filter(lambda period: period.within(wide) == "certainly"))
    events = BASE._choose([Event(id=f"d-{n}", kind="other", period=text) for n, text in enumerate(texts)])
    assert set(ids(events.during(narrow))) <= set(ids(events.during(wide)))
    certain = set(ids(events.during(narrow, certainly=True)))
    assert certain <= set(ids(events.during(wide, certainly=True)))
    assert certain <= set(ids(events.during(narrow)))


BASE = small_world().events


# --- involving -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "role", "found"),
    [
        ("Italy", None, ["expo-1", "reading", "seminar", "visit"]),
        ("Italy", "exhibitor", ["expo-1"]),
        ("Italy", "visitor", ["visit"]),
        ("Italy", "attendee", ["visit"]),
        ("Italy", "chair", []),
        ("Rome Agency", None, ["expo-1", "seminar"]),
        ("Milan Desk", None, ["expo-1"]),
        ("Anna Rossi", None, ["seminar"]),
        ("Wang Wei", None, ["reading", "visit"]),
        ("City Hall", None, ["expo-1", "expo-2", "seminar", "visit"]),
        ("City Hall", "chair", ["visit"]),
        ("Trade Office", None, ["seminar"]),
        ("Consulate of Italy", None, ["visit"]),
        ("Bigtown", None, ["expo-1", "expo-2", "seminar", "visit"]),
        ("Bigtown", "visitor", []),
        ("Bigtown", "visited", ["visit"]),
        ("Northside", None, ["seminar", "visit"]),
        ("Northside", "visited", ["visit"]),
        ("Southside", None, []),
        ("Lake Park", None, ["seminar", "visit"]),
        ("Lake Park", "visited", ["visit"]),
        ("Big Zone", None, ["expo-2"]),
        ("Big Zone", "visited", []),
        ("Rome", None, ["expo-1", "reading", "seminar"]),
        ("Rome", "speaker", ["seminar"]),
        ("The Expo", None, []),
        ("China", "supporter", ["expo-2"]),
    ],
)
def test_involving_goes_by_the_body_or_territory_of_each_participation(
    world: Dataset, who: str, role: Any, found: list[str]
) -> None:
    assert ids(world.events.involving(who, role=role)) == found
    assert ids(world.events.involving(world.lookup(who), role=role)) == found
    assert ids(world.events.involving(world.lookup(who).id, role=role)) == found


def test_a_persons_other_posts_do_not_count(world: Dataset) -> None:
    assert "reading" not in ids(world.events.involving("City Hall"))
    assert "seminar" not in ids(world.events.involving("City Hall", role="speaker"))


def test_involving_takes_a_code_of_a_territory_without_record(world: Dataset) -> None:
    bigger = world.extend(
        [Event(id="french", kind="visit", participations=[part(None, "visitor", printed="x", territory="FR")])]
    )
    assert ids(bigger.events.involving("FR")) == ["french"]
    assert ids(world.events.involving("FR")) == []


def test_involving_works_for_what_has_no_participations(world: Dataset) -> None:
    assert ids(world.people.involving("City Hall")) == ["anna-rossi", "wang-wei"]
    assert ids(world.people.involving("Italy")) == ["anna-rossi"]
    assert ids(world.organisations.involving("Italy")) == ["consulate", "milan-desk", "rome-agency"]
    assert ids(world.parks.involving("Lake Company")) == ["lake-park"]
    assert ids(world.parks.involving("Northside")) == ["dock", "lake-park"]
    assert ids(world.initiatives.involving("City Hall")) == ["expo"]
    assert ids(world.sources.involving("The Daily")) == ["paper", "reprint"]
    assert ids(world.people.involving("City Hall", role="party")) == []


def test_involving_raises_on_a_miss_a_tie_and_a_misspelt_role(world: Dataset) -> None:
    with pytest.raises(RecordNotFound, match="no record is called 'Itly'; did you mean 'Italy'"):
        world.events.involving("Itly")
    with pytest.raises(InvalidValue, match="did you mean 'witness'"):
        world.events.involving("Italy", role="witnes")  # type: ignore[arg-type]
    twins = world.extend([Person(id=f"twin-{n}", names=["Twin"]) for n in (1, 2)])
    with pytest.raises(AmbiguousName):
        twins.events.involving("Twin")


# --- between ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Trade Office", "Rome Agency", ["pact"]),
        ("City Hall", "Italy", ["pact"]),
        ("Bigtown", "Italy", ["pact", "plan"]),
        ("Lake Company", "Milan Desk", ["plan"]),
        ("Consulate of Italy", "City Hall", []),
        ("Anna Rossi", "City Hall", []),
        ("Rome Agency", "Italy", []),
        ("Italy", "Italy", []),
    ],
)
def test_between_needs_two_parties_of_an_agreement(world: Dataset, one: str, other: str, found: list[str]) -> None:
    assert ids(world.agreements.between(one, other)) == found
    assert ids(world.agreements.between(other, one)) == found


def test_between_counts_every_participation_of_an_event(world: Dataset) -> None:
    assert ids(world.events.between("Italy", "City Hall")) == ["expo-1", "seminar", "visit"]
    assert ids(world.events.between("City Hall", "Trade Office")) == []
    assert ids(world.events.between("Consulate of Italy", "Italy")) == ["visit"]


# --- within, cited_by, in_sector, supported_by -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("collection", "where", "found"),
    [
        ("parks", "Big Zone", ["dock", "lake-park"]),
        ("parks", "Bigtown", ["big-zone", "dock", "lake-park"]),
        ("parks", "dock", []),
        ("places", "China", ["bigtown", "northside", "oldside", "southside"]),
        ("events", "Second Expo", ["seminar"]),
        ("events", "Northside", ["seminar"]),
        ("events", "Bigtown", ["expo-1", "expo-2", "seminar"]),
        ("organisations", "Lake Park", ["lake-company"]),
        ("organisations", "Italy", ["milan-desk", "rome-agency"]),
        ("agreements", "Second Expo", ["pact"]),
        ("initiatives", "All Fairs", ["expo"]),
        ("people", "City Hall", ["anna-rossi", "wang-wei"]),
    ],
)
def test_within_goes_down_the_whole_tree_without_the_top(
    world: Dataset, collection: str, where: str, found: list[str]
) -> None:
    assert ids(getattr(world, collection).within(where)) == found


def test_cited_by_takes_a_record_an_id_or_a_title(world: Dataset) -> None:
    for source in ("gazette", "Gazette", "GAZETTE", world.sources["gazette"]):
        assert ids(world.agreements.cited_by(source)) == ["pact"]
    assert ids(world.agreements.cited_by("paper")) == ["pact", "plan"]
    with pytest.raises(RecordNotFound, match="no source is called 'The Gazete'; did you mean 'Gazette'"):
        world.agreements.cited_by("The Gazete")
    with pytest.raises(InvalidValue, match="expected a source, found the organisation 'daily'"):
        world.agreements.cited_by("daily")
    with pytest.raises(InvalidValue, match="expected a source, found the event 'visit'"):
        world.agreements.cited_by(world["visit"])


@pytest.mark.parametrize(
    ("code", "found"), [("C", ["pact"]), ("C11", ["pact"]), ("11", ["pact"]), ("C29", []), ("G", []), ("A", [])]
)
def test_a_section_holds_its_divisions_but_not_the_other_way_round(world: Dataset, code: str, found: list[str]) -> None:
    assert ids(world.agreements.in_sector(code)) == found


def test_a_record_coded_with_a_section_is_not_in_each_of_its_divisions(world: Dataset) -> None:
    assert ids(world.parks.in_sector("J")) == ["lake-park"]
    assert ids(world.parks.in_sector("J62")) == []
    assert ids(world.people.in_sector("C")) == []


@pytest.mark.parametrize("code", ["C99", "Z", "", "cars", "c290"])
def test_a_sector_that_is_none_is_an_error(world: Dataset, code: str) -> None:
    with pytest.raises(InvalidValue):
        world.parks.in_sector(code)


@pytest.mark.parametrize(("at_least", "found"), [(0, ["pact", "plan"]), (1, ["pact", "plan"]), (2, ["pact"]), (3, [])])
def test_reprints_weak_sources_and_disputes_add_no_support(world: Dataset, at_least: int, found: list[str]) -> None:
    assert ids(world.agreements.supported_by(at_least)) == found


# --- Ordering and counting -------------------------------------------------------------------------------------------


def test_sort_by_puts_empty_fields_last_in_both_directions(world: Dataset) -> None:
    assert ids(world.events.sort_by("period")) == ["expo-1", "expo-2", "seminar", "visit", "reading"]
    assert ids(world.events.sort_by("period", reverse=True)) == ["visit", "seminar", "expo-2", "expo-1", "reading"]
    assert ids(world.events.sort_by("sectors")) == ["expo-1", "expo-2", "reading", "seminar", "visit"]
    assert ids(world.people.sort_by("posts.body"))[-1] == "nobody"


def test_equal_ones_keep_their_order(world: Dataset) -> None:
    backwards = world.events[::-1]
    assert ids(backwards.sort_by("kind")) == ["reading", "expo-2", "expo-1", "seminar", "visit"]
    assert ids(backwards.sort_by("kind", reverse=True)) == ["visit", "seminar", "expo-2", "expo-1", "reading"]


def test_sort_by_takes_a_function(world: Dataset) -> None:
    assert ids(world.events.sort_by(lambda event: len(event.participations)))[0] == "reading"
    assert ids(world.events.sort_by(lambda event: event.edition)) == ["expo-1", "expo-2", "reading", "seminar", "visit"]


def test_posts_without_a_body_can_be_sorted_and_counted(world: Dataset) -> None:
    from cqcoop.values import Post

    bigger = world.extend(
        [
            Person(id="p", posts=[Post(title="x")]),
            Person(id="q", posts=[Post(title="x"), Post(title="y", body="daily")]),
        ]
    )
    assert ids(bigger.people.sort_by("posts.body")) == ["wang-wei", "q", "anna-rossi", "nobody", "p"]
    assert bigger.people.count_by("posts.body")["daily"] == 1


def test_group_by_has_a_group_for_each_value_and_none_for_empty(world: Dataset) -> None:
    groups = world.events.group_by("kind")
    assert {kind: ids(group) for kind, group in groups.items()} == {
        "fair": ["expo-1", "expo-2"],
        "cultural": ["reading"],
        "seminar": ["seminar"],
        "visit": ["visit"],
    }
    assert list(groups) == ["fair", "cultural", "seminar", "visit"]
    assert isinstance(groups["fair"], Events)
    assert {kind: ids(group) for kind, group in world.events.group_by("topics").items()} == {
        None: ["expo-1", "expo-2", "reading", "visit"],
        "wine": ["seminar"],
        "chips": ["seminar"],
    }
    assert world.events.filter(kind="training").group_by("kind") == {}


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        ("kind", {"fair": 2, "cultural": 1, "seminar": 1, "visit": 1}),
        ("period.year", {2019: 1, 2023: 2, 2024: 1, None: 1}),
        ("status", {"held": 2, None: 3}),
        ("place", {"bigtown": 2, "rome": 1, None: 2}),
        ("territories", {"CN": 4, "IT": 3, None: 1}),
        ("topics", {"wine": 1, "chips": 1, None: 4}),
        (
            "participations.role",
            dict.fromkeys(["exhibitor", "supporter", "organiser", "visitor", "attendee", "visited", "chair"], 1)
            | {"host": 2, "speaker": 2},
        ),
        ("sources", {"paper": 5}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_count_by_counts_a_record_once_for_each_of_its_values(world: Dataset, key: Any, counts: dict[Any, int]) -> None:
    assert world.events.count_by(key) == Counter(counts)


def test_what_a_function_returns_is_one_value(world: Dataset) -> None:
    assert world.events.count_by(lambda event: (event.kind, event.edition)) == Counter(
        {("fair", 1): 1, ("fair", 2): 1, ("cultural", None): 1, ("seminar", None): 1, ("visit", None): 1}
    )
    assert list(world.events.group_by(lambda event: event.topics == ())) == [True, False]


@pytest.mark.parametrize("verb", ["count_by", "group_by", "sort_by"])
def test_a_misspelt_key_names_the_one_that_was_meant(world: Dataset, verb: str) -> None:
    with pytest.raises(UnknownField, match="events cannot be ordered or counted by 'knd'; did you mean 'kind'"):
        getattr(world.events, verb)("knd")
    with pytest.raises(
        UnknownField, match=r"^(persons|people) cannot be ordered or counted by 'zzz'; there are id, name"
    ):
        getattr(world.people, verb)("zzz")


@pytest.mark.parametrize("collection", [kind.nouns for kind in COLLECTIONS.values()])
def test_every_key_can_be_sorted_grouped_and_counted_by(world: Dataset, collection: str) -> None:
    records = getattr(world, collection)
    for key in records.keys:
        assert sorted(ids(records.sort_by(key))) == sorted(ids(records))
        grouped = records.group_by(key)
        assert {one: len(group) for one, group in grouped.items()} == records.count_by(key)
        assert {record for group in grouped.values() for record in group} == set(records)


# --- Going elsewhere -------------------------------------------------------------------------------------------------


def test_records_go_to_dictionaries_and_json_and_come_back(world: Dataset, tmp_path: Path) -> None:
    for group in world.collections():
        kind = CLASSES[next(key for key, value in COLLECTIONS.items() if type(group) is value)]
        assert [cqcoop.from_dict(kind, plain) for plain in group.to_dicts()] == list(group)
        assert [cqcoop.from_dict(kind, plain) for plain in json.loads(group.to_json())] == list(group)
        assert group.to_json(tmp_path / "x.json") is None
        assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == json.loads(group.to_json())


def test_csv_has_one_line_per_record_and_no_formula(world: Dataset, tmp_path: Path) -> None:
    nasty = world.extend([Person(id="p", names=["=1+1"])]).people
    assert "'=1+1" in nasty.to_csv()
    assert ",=1+1" not in nasty.to_csv()
    assert nasty.to_csv(tmp_path / "x.csv") is None
    assert (tmp_path / "x.csv").stat().st_size > 0
    assert world.people.to_csv().splitlines()[0].startswith("id,name,names")


def test_frames_have_one_row_per_record(world: Dataset) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    for group in (world.events, world.events.filter(kind="training"), world.people):
        assert isinstance(group.to_pandas(), pandas.DataFrame)
        assert list(group.to_pandas()["id"]) == ids(group)
        assert isinstance(group.to_polars(), polars.DataFrame)
        assert list(group.to_polars()["id"]) == ids(group)


def test_markdown_is_a_short_table(world: Dataset) -> None:
    lines = world.events.to_markdown().splitlines()
    assert lines[0].replace(" ", "") == "|when|name|kind|id|"
    assert len(lines) == 7


def test_repr_counts_and_shows_the_first_few(world: Dataset) -> None:
    assert repr(world.events).startswith("5 events\n")
    assert "The Pact" in repr(world.agreements)
    assert repr(world.events.filter(kind="visit")).startswith("1 event\n")
    assert repr(world.events.filter(kind="training")) == "0 events"
    many = world.extend([Person(id=f"p-{n:03}") for n in range(60)]).people
    assert repr(many).startswith("63 people, the first 10\n")
    assert "p-008" not in repr(many)


def test_a_notebook_shows_an_escaped_table(world: Dataset) -> None:
    shown = world.extend([Person(id="p", names=["<script>alert(1)</script>"])]).people._repr_html_()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "4 people" in shown


# --- The examples that users are given -------------------------------------------------------------------------------


def test_the_examples_of_the_first_hour_work_on_the_shipped_records() -> None:
    pact = cqcoop.agreements.between("Liangjiang New Area", "WTPF").one()
    assert isinstance(pact, Agreement)
    assert pact.signed == Period("2023-09-07")
    assert {party.id for party in pact.parties} == {"liangjiang-new-area", "wtpf"}
    assert all(clause.gist for clause in pact.clauses)
    assert pact.evidence_for("signed")[0].mode in ("stated", "inferred")
    with pytest.raises(KeyError):
        cqcoop.organisations["taipei-world-trade-centre-of-nowhere"]
    assert cqcoop.organisations.get("nope") is None
    assert isinstance(cqcoop.organisations.lookup("台北世贸中心"), Organisation)
    assert cqcoop.people.search("Wang Zhigan")[0].matched == "Wang Zhigang"
    visits = cqcoop.events.filter(kind="visit").during("2024-07", certainly=True).involving("Italy")
    assert len(visits) >= 1
    assert len(visits.involving("Yongchuan", role="visited").sort_by("period")) >= 1
    assert len(cqcoop.parks.within("cross-straits-zone-chongqing")) >= 3
    assert isinstance(cqcoop.agreements.in_sector("C29").supported_by(2).count_by("signed.year"), Counter)
    assert isinstance(cqcoop.places["italy"], Place)
    assert all(isinstance(source, Source) for source in cqcoop.sources)


def test_evolving_a_record_changes_no_collection(world: Dataset) -> None:
    attrs.evolve(world["visit"], kind="fair")
    assert world.events["visit"].kind == "visit"
    assert set(RECORDS) == set(world)


def test_a_link_is_asked_for_by_id_by_any_name_or_as_printed_and_a_miss_raises() -> None:
    parks = cqcoop.parks
    assert (
        parks.filter(district="Fuling District") == parks.filter(district="fuling") == parks.filter(district="涪陵区")
    )
    assert len(parks.filter(district=["fuling", "Yongchuan"])) > len(parks.filter(district="fuling"))
    with pytest.raises(RecordNotFound, match="no record is called 'Fulling'; did you mean 'Fuling"):
        parks.filter(district="Fulling")


def test_a_link_without_a_record_is_asked_for_as_printed(world: Dataset) -> None:
    fair = Event(id="fair-elsewhere", kind="fair", place=Mention(printed="Atlantis"))
    with pytest.warns(cqcoop.EvidenceWarning):
        bigger = world.extend([fair])
    assert bigger.events.filter(place="Atlantis").one().id == "fair-elsewhere"


def test_a_participant_without_a_record_is_found_by_the_printed_name() -> None:
    assert [event.id for event in cqcoop.events.involving("wtpf DELEGATION")] == ["liangjiang-wtpf-meeting-2023"]
    assert (
        cqcoop.agreements.between("WTPF", "Liangjiang New Area").involving("WTPF delegation", role="party")
        == (cqcoop.agreements[:0])
    )
