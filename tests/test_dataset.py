import copy
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqcoop
from cqcoop import dataset as module
from cqcoop import store
from cqcoop.dataset import Change, Counterpart, Dataset, Diff, load, read
from cqcoop.errors import AmbiguousName, EvidenceWarning, InvalidDataset, InvalidValue, RecordNotFound
from cqcoop.periods import Period
from cqcoop.records import Agreement, Event, Organisation, Person, Place, Record, Source
from cqcoop.store import Manifest
from cqcoop.values import Coverage, Evidence, Mention, Name, Participation, Statement
from worlds import RECORDS, empty, part, proved, small_world


def ids(records: Any) -> list[str]:
    return [record.id for record in records]


# --- Its parts -------------------------------------------------------------------------------------------------------


def test_the_eight_collections_hold_every_record_once(world: Dataset) -> None:
    groups = world.collections()
    assert [group.nouns for group in groups] == [
        "events", "agreements", "organisations", "parks", "people", "places", "initiatives", "sources",
    ]  # fmt: skip
    assert {record for group in groups for record in group} == set(world) == set(RECORDS)
    assert sum(map(len, groups)) == len(world) == len(RECORDS)
    assert all(getattr(world, group.nouns) is group for group in groups)


def test_a_dataset_says_its_version_licence_and_checksum(world: Dataset) -> None:
    assert (world.version, world.licence) == ("7", "CC0-1.0")
    assert world.checksum == small_world().checksum
    assert len(world.checksum) == 64
    assert world.extend([proved(Person(id="p"))]).checksum != world.checksum


def test_repr_counts_the_records(world: Dataset) -> None:
    assert repr(world) == (
        "<Dataset 'A small world' 7: 5 events, 2 agreements, 10 organisations, 3 parks, 3 people, 7 places, "
        "2 initiatives, 5 sources>"
    )
    assert "1 person," in repr(empty().extend([Person(id="p")]))


def test_datasets_are_equal_that_say_the_same(world: Dataset) -> None:
    assert world == small_world()
    assert world != world.extend([proved(Person(id="p"))])
    assert world != 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(world)


def test_a_dataset_survives_pickling_and_copying(world: Dataset) -> None:
    world.events.involving("italy")
    for again in (pickle.loads(pickle.dumps(world)), copy.deepcopy(world), pickle.loads(pickle.dumps(load()))):
        assert again in (world, load())
        assert again.events.involving("italy")


def test_a_record_of_any_type_is_found_by_its_id(world: Dataset) -> None:
    assert world["pact"] is world.agreements["pact"] is world.get("pact")
    assert "pact" in world
    assert world["pact"] in world
    assert "nope" not in world
    assert 3 not in world
    assert world.get("nope") is None
    with pytest.raises(KeyError, match="no record has the id 'Rome Agncy'; did you mean 'rome-agency'"):
        world["Rome Agncy"]
    with pytest.raises(RecordNotFound, match=r"^no record has the id 'zzzz'$"):
        world["zzzz"]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("Rome Agency", "; it is a name of 'rome-agency'"),
        ("RA", "; it is a name of 'rome-agency'"),
        ("湖园", "; it is a name of 'lake-park'"),
        ("rome-agncy", "; did you mean 'rome-agency'?"),
        ("The Pakt", "; did you mean 'The Pact'?"),
        ("zzzz", ""),
    ],
)
def test_a_key_that_is_no_id_hints_at_the_id_of_its_name_or_the_nearest(world: Dataset, key: str, hint: str) -> None:
    with pytest.raises(RecordNotFound) as caught:
        world[key]
    assert str(caught.value) == f"no record has the id {key!r}{hint}"


def test_an_abbreviation_is_no_key_but_tells_the_id() -> None:
    with pytest.raises(KeyError, match="no record has the id 'WTPF'; it is a name of 'wtpf'"):
        load()["WTPF"]


def test_a_record_of_any_type_is_found_by_name(world: Dataset) -> None:
    assert world.lookup("the pact").id == "pact"
    assert world.lookup(world["pact"]).id == "pact"
    assert world.search("Rome Agncy")[0].id == "rome-agency"
    assert world.search("xyzzy") == []
    with pytest.raises(RecordNotFound):
        world.lookup("Atlantis")


def test_links_are_resolved_and_what_is_no_record_left_out(world: Dataset) -> None:
    pact, visit = world.agreements["pact"], world.events["visit"]
    assert ids(world.resolve(pact.parties)) == ["trade-office", "rome-agency"]
    assert ids(world.resolve(visit.participations)) == ["consulate", "lake-park", "wang-wei"]
    assert world.resolve(pact.place) is world["bigtown"]
    assert world.resolve("pact") is pact
    assert world.resolve("nope") is None
    assert world.resolve(None) is None
    assert world.resolve(Mention(printed="somebody")) is None
    assert world.resolve(Participation(printed="somebody", role="host")) is None
    assert world.resolve([]) == ()


def test_independent_sources_are_those_of_the_graph(world: Dataset) -> None:
    assert world.independent_sources(world["pact"]) == {"paper", "gazette"}


def test_successors_follow_from_predecessors(world: Dataset) -> None:
    assert ids(world.successors("Old Office")) == ["trade-office"]
    assert ids(world.successors("Oldside")) == ["southside"]
    assert world.successors("trade-office") == ()
    with pytest.raises(RecordNotFound):
        world.successors("Atlantis")


# --- Who with whom, and when -----------------------------------------------------------------------------------------


def test_counterparts_are_who_takes_part_in_the_same_the_most_frequent_first(world: Dataset) -> None:
    assert world.counterparts("Rome Agency") == (
        Counterpart("trade-office", "Trade Office", ("seminar", "pact")),
        Counterpart("city-hall", "City Hall", ("expo-1",)),
        Counterpart("lake-company", "Lake Company", ("plan",)),
    )


def test_a_person_who_acts_for_a_body_counts_as_that_body_and_places_visited_do_not_count(world: Dataset) -> None:
    found = world.counterparts("Consulate of Italy", during="2024")
    assert found == (
        Counterpart("city-hall", "City Hall", ("visit",)),
        Counterpart(None, "Somebody", ("visit",)),
        Counterpart(None, "Unknown Firm", ("visit",)),
    )


def test_in_an_agreement_only_the_parties_count(world: Dataset) -> None:
    assert [one.id for one in world.counterparts("Wang Wei", during="2023-05-20")] == ["rome-agency", "trade-office"]
    bigger = world.extend(
        [proved(Agreement(id="bare", kind="other", participations=[part("daily", "named"), part("ministry", "named")]))]
    )
    assert [one.id for one in bigger.counterparts("The Daily")] == ["ministry"]


def test_counterparts_can_be_asked_for_a_period(world: Dataset) -> None:
    assert [one.id for one in world.counterparts("Milan Desk", during="2019")] == ["city-hall"]
    assert world.counterparts("Milan Desk", during="1999") == ()
    assert world.counterparts("nobody") == ()


def test_a_timeline_is_in_order_of_date_undated_last(world: Dataset) -> None:
    moments = world.timeline("Bigtown")
    dates = [moment.when for moment in moments]
    known = [when for when in dates if when is not None]
    assert known == sorted(known)
    assert dates == [*known, *[None] * (len(dates) - len(known))]
    assert len({(moment.id, moment.what, moment.when) for moment in moments}) == len(moments)


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("big-zone", ["2022-11 Big Zone: approved", "2023-03-09 Big Zone: launched", "2023-05 Second Expo"]),
        ("ministry", ["2022-11 Big Zone: approved", "2023-05 Second Expo"]),
        ("old-office", ["2001 Old Office: ended"]),
        ("oldside", ["1950/1999 Oldside: period"]),
        ("daily", []),
        ("nobody", []),
        ("visit", ["2024-07-04 A Visit: lake-park (visited)", "[2024-07-04..2024-07-05] A Visit"]),
        (
            "expo",
            [
                "2018 The Expo: established",
                "2019-05-16/2019-05-19 First Expo",
                "2023-05 Second Expo",
                "2023-05-20 The Pact",
                "2023-05-20 Anna Rossi: expects more wine",
            ],
        ),
        ("expo-2", ["2023-05 Second Expo", "2023-05-20 The Pact", "2023-05-20 Expo Seminar"]),
        (
            "anna-rossi",
            [
                "2010/2012 Anna Rossi: Adviser, City Hall",
                "2023-05-20 Anna Rossi: President, Rome Agency",
                "2023-05-20 The Pact",
                "2023-05-20 Expo Seminar",
                "2023-05-20 Anna Rossi: expects more wine",
            ],
        ),
    ],
)
def test_a_timeline_holds_events_agreements_milestones_posts_and_statements(
    world: Dataset, who: str, found: list[str]
) -> None:
    assert sorted(f"{moment.when} {moment.what}" for moment in world.timeline(who)) == sorted(found)


def test_a_timeline_can_be_asked_for_a_period_and_leaves_out_what_has_no_date(world: Dataset) -> None:
    assert [moment.what for moment in world.timeline("big-zone", during="2022")] == ["Big Zone: approved"]
    assert None in [moment.when for moment in world.timeline("wang-wei")]
    assert None not in [moment.when for moment in world.timeline("wang-wei", during="1900/2100")]


def test_an_undated_statement_is_found_by_the_date_of_the_event_it_is_told_with(world: Dataset) -> None:
    said = Statement(gist="likes wine", kind="assessment", speaker="milan-desk")
    talk = proved(Event(id="talk", kind="forum", names=["A Talk"], period="2021-06", statements=[said]))
    chat = proved(Event(id="chat", kind="forum", names=["A Chat"], statements=[said]))
    bigger = world.extend([talk, chat])

    def told(during: Any = None) -> list[tuple[str, Period | None]]:
        found = bigger.timeline("milan-desk", during=during)
        return [(moment.id, moment.when) for moment in found if moment.field == "statements"]

    assert told() == [("chat", None), ("talk", None)]
    assert told("2021") == told("2021-06-30") == [("talk", None)], "and it has no date of its own for that"
    assert told("2022") == []
    dated = attrs.evolve(talk, statements=[attrs.evolve(talk.statements[0], said="2022-01")])
    bigger = world.extend([dated])
    assert told("2021") == []
    assert told("2022") == [("talk", Period("2022-01"))]


def test_a_founding_is_part_of_a_bodys_own_timeline(world: Dataset) -> None:
    assert world.timeline("trade-office")[0][:2] == (Period("2001-05"), "Trade Office: founded")


def test_statements_are_found_by_who_said_them_about_what_and_by_kind(world: Dataset) -> None:
    (said,) = world.statements()
    assert said.id == "seminar"
    assert (
        world.statements("Anna Rossi")
        == world.statements(about="expo")
        == world.statements(kind="expectation")
        == (said,)
    )
    assert world.statements("Wang Wei") == world.statements(about="pact") == world.statements(kind="aim") == ()
    with pytest.raises(InvalidValue, match="did you mean 'aim'"):
        world.statements(kind="aimm")  # type: ignore[arg-type]
    with pytest.raises(RecordNotFound):
        world.statements("Atlantis")


def test_a_statement_is_also_of_the_body_and_territory_spoken_for(world: Dataset) -> None:
    statements = [
        Statement(gist="b", kind="aim", speaker=Mention(printed="a spokesman"), on_behalf_of="milan-desk", said="2024"),
        Statement(gist="a", kind="aim", on_behalf_of="milan-desk", said="2023"),
        Statement(gist="c", kind="aim"),
    ]
    bigger = world.extend([proved(Event(id="talk", kind="other", statements=statements))])
    assert [said.statement.gist for said in bigger.statements(kind="aim")] == ["a", "b", "c"]
    for who in ("Milan Desk", "Rome Agency", "Italy"):
        assert [said.statement.gist for said in bigger.statements(who, kind="aim")] == ["a", "b"]
    assert bigger.statements("City Hall", kind="aim") == ()
    assert "a spokesman: b" in [moment.what for moment in bigger.timeline("Milan Desk")]


# --- Extending, merging, comparing -----------------------------------------------------------------------------------


def test_extending_gives_a_new_dataset_and_leaves_the_old_one_as_it_was(world: Dataset) -> None:
    before = (len(world), world.checksum)
    mine = proved(Event(id="mine", kind="visit", period="2025-03", participations=[part("rome-agency", "visitor")]))
    bigger = world.extend([mine], title="Mine")
    assert bigger["mine"] is mine
    assert "mine" in ids(bigger.events.involving("Italy"))
    assert "mine" not in ids(world.events.involving("Italy"))
    assert (bigger.manifest.title, world.manifest.title) == ("Mine", "A small world")
    assert (len(world), world.checksum) == before
    assert world.extend([]) == world


def test_extending_leaves_the_shipped_dataset_as_it_was() -> None:
    shipped = cqcoop.load()
    count = len(shipped)
    with pytest.warns(EvidenceWarning):
        bigger = shipped.extend([Event(id="my-visit", kind="visit")])
    assert len(bigger) == count + 1
    assert len(cqcoop.load()) == len(shipped) == count
    assert "my-visit" not in cqcoop.events
    assert bigger.events["my-visit"].kind == "visit"


def test_one_record_can_be_given_by_itself(world: Dataset) -> None:
    assert "p" in world.extend(proved(Person(id="p")))


def test_extending_refuses_taken_ids_broken_links_and_what_is_no_record(world: Dataset) -> None:
    with pytest.raises(InvalidDataset) as caught:
        world.extend([Person(id="pact"), Person(id="p"), Person(id="p")])
    assert [(problem.file, problem.record, problem.field) for problem in caught.value.problems] == [
        ("people.json", "pact", "id"),
        ("people.json", "p", "id"),
    ]
    with pytest.raises(InvalidDataset, match=r"place: expected the id of a record .* did you mean 'bigtown'"):
        world.extend([Event(id="e", kind="fair", place="bigtwn")])
    with pytest.raises(InvalidValue, match=r"expected records, found \{'id': 'e'\} \(dict\)"):
        world.extend([{"id": "e"}])  # type: ignore[list-item]


def test_new_records_may_link_to_each_other_and_to_old_ones(world: Dataset) -> None:
    new = [
        proved(Person(id="q")),
        proved(Event(id="e", kind="fair", part_of="expo-2", participations=[part("q", "host")])),
    ]
    assert ids(world.extend(new).events.involving("q")) == ["e"]


def test_what_has_no_evidence_is_warned_of_where_it_was_called(world: Dataset, tmp_path: Path) -> None:
    bare = Event(id="bare", kind="fair", period="2019")
    with pytest.warns(
        EvidenceWarning, match=r"events\.json · bare · kind: expected an evidence entry .* \(and 1 more"
    ) as caught:
        bigger = world.extend([bare])
    assert caught[0].filename == __file__
    with pytest.warns(EvidenceWarning, match=r"found none$") as caught:
        world.extend([Person(id="p", summary="s")])
    bigger.write(tmp_path / "mine", only=["bare"])
    with pytest.warns(EvidenceWarning) as caught:
        read(tmp_path / "mine", base=world)
    assert caught[0].filename == __file__
    assert [problem.field for problem in bigger.check()] == ["kind", "period"]


def test_merging_gives_the_records_of_both(world: Dataset) -> None:
    one, other = world.extend([proved(Person(id="a"))]), world.extend([proved(Person(id="b"))])
    assert ids(one.merge(other).people) == ["a", "anna-rossi", "b", "nobody", "wang-wei"]
    assert one.merge(other) == other.merge(one)
    assert world.merge(world) == world
    assert empty(redirects={"old": "pact"}).manifest.redirects == {"old": "pact"}


def test_merging_refuses_records_that_differ(world: Dataset) -> None:
    with pytest.warns(EvidenceWarning):
        other = empty().extend([Person(id="pact"), Place(id="china", kind="city"), Person(id="new")])
    with pytest.raises(InvalidDataset) as caught:
        world.merge(other)
    found = {(problem.record, problem.field) for problem in caught.value.problems}
    assert found == {("pact", "datatype"), ("china", "names, kind, codes, evidence")}
    assert caught.value.problems[0].expected == "the same in both datasets"


def test_merging_joins_redirects_and_checks_them(world: Dataset) -> None:
    one = Dataset(attrs.evolve(world.manifest, redirects={"old-pact": "pact"}), world._graph.shelves)
    assert one.merge(world)["old-pact"].id == world.merge(one)["old-pact"].id == "pact"
    with pytest.raises(InvalidDataset, match="expected the id of a record, found 'gone'"):
        world.merge(Dataset(attrs.evolve(world.manifest, redirects={"old": "gone"}), world._graph.shelves))


def test_a_diff_names_what_was_added_removed_and_changed(world: Dataset) -> None:
    changed = [
        attrs.evolve(record, names=[Name(text="New", cites=["e1"])]) if record.id == "dock" else record
        for record in RECORDS
    ]
    kept = [record for record in changed if record.id != "nobody"]
    other = empty().extend([*kept, proved(Person(id="added"))])
    diff = world.diff(other)
    assert diff == Diff(
        ("added",),
        ("nobody",),
        (Change("dock", "names", [{"text": "Dock", "cites": ["e1"]}], [{"text": "New", "cites": ["e1"]}]),),
    )
    assert diff
    assert not world.diff(small_world())
    assert world.diff(world) == ((), (), ())


def test_a_diff_tells_when_an_id_became_another_type() -> None:
    with pytest.warns(EvidenceWarning):
        other = empty().extend([Place(id="a", kind="city")])
    assert empty().extend([Person(id="a")]).diff(other).changed == (Change("a", "datatype", "person", "place"),)


@settings(max_examples=20)
@given(st.sets(st.sampled_from(RECORDS)), st.sets(st.sampled_from(RECORDS)))
def test_a_diff_is_empty_only_between_equal_datasets(one: set[Record], other: set[Record]) -> None:
    first, second = (module._assembled(empty().manifest, records) for records in (one, other))
    diff = first.diff(second)
    assert bool(diff) is (one != other)
    assert set(diff.added) == {record.id for record in other - one}
    assert set(diff.removed) == {record.id for record in one - other}


def test_check_finds_nothing_in_the_small_world_and_everything_in_a_broken_one(world: Dataset) -> None:
    assert world.check() == ()
    broken = module._assembled(world.manifest, [Event(id="e", kind="fair", place="nowhere")])
    assert [problem.field for problem in broken.check()] == ["place", "kind", "place"]


# --- Reading and writing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mine", "mine.json"])
def test_ones_own_records_are_read_on_top_of_a_base(world: Dataset, tmp_path: Path, name: str) -> None:
    mine = proved(Event(id="mine", kind="visit", place="bigtown", participations=[part("rome-agency", "visitor")]))
    bigger = world.extend([mine])
    bigger.write(tmp_path / name, only=[mine])
    again = read(tmp_path / name, base=world)
    assert again == bigger
    assert (again.version, again.licence) == (f"{world.version}+own", world.licence)
    with pytest.raises(InvalidDataset, match="which no record has"):
        read(tmp_path / name)


def test_only_takes_records_and_ids_each_written_once(world: Dataset, tmp_path: Path) -> None:
    world.write(tmp_path / "x.json", only=["nobody", world["nobody"], "paper", "daily"])
    assert len(read(tmp_path / "x.json")) == 3
    with pytest.raises(RecordNotFound, match="no record has the id 'nobdy'"):
        world.write(tmp_path / "y.json", only=["nobdy"])
    assert not (tmp_path / "y.json").exists()


@pytest.mark.parametrize("name", ["one", "one.json"])
def test_only_takes_a_single_record_or_id(world: Dataset, tmp_path: Path, name: str) -> None:
    world.write(tmp_path / name, only="blog")
    assert ids(read(tmp_path / name)) == ["blog"]
    world.write(tmp_path / name, only=world["blog"])
    assert list(read(tmp_path / name)) == [world["blog"]]


@pytest.mark.parametrize("nothing", [[], (), iter(())], ids=repr)
def test_only_must_name_something(world: Dataset, tmp_path: Path, nothing: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^only: expected at least one record, found none$"):
        world.write(tmp_path / "none.json", only=nothing)
    assert not (tmp_path / "none.json").exists()


def test_only_does_not_lose_the_others_that_are_there(world: Dataset, tmp_path: Path) -> None:
    world.write(tmp_path / "mine", only=["blog", "rumour"])
    with pytest.raises(FileExistsError, match=r"would be lost \(rumour\)"):
        world.write(tmp_path / "mine", only="blog")
    assert len(read(tmp_path / "mine")) == 2
    world.write(tmp_path / "mine", only="blog", replace=True)
    assert ids(read(tmp_path / "mine")) == ["blog"]


@pytest.mark.parametrize("name", ["mine", "mine.json"])
def test_only_keeps_what_a_dataset_that_is_there_says_of_itself(world: Dataset, tmp_path: Path, name: str) -> None:
    world.write(tmp_path / name, only="blog")
    assert read(tmp_path / name).manifest.title == "Records of my own"
    empty(title="Mine", version="3").write(tmp_path / name, replace=True)
    world.write(tmp_path / name, only=["blog", "rumour"])
    again = read(tmp_path / name)
    assert (again.manifest.title, again.version, ids(again)) == ("Mine", "3", ["blog", "rumour"])


def test_only_takes_no_record_that_the_dataset_does_not_hold(world: Dataset, tmp_path: Path) -> None:
    other = attrs.evolve(world["blog"], notes=["another"])
    with pytest.raises(InvalidValue, match="found another 'blog' than it holds"):
        world.write(tmp_path / "mine", only=other)
    assert not (tmp_path / "mine").exists()


HANGING = [
    pytest.param({"names": [Name(text="P", cites=["e9"])]}, "names", "'e9'", id="cites"),
    pytest.param(
        {"evidence": [Evidence(key="e1", source="paper", fields=["summry"])]},
        "evidence e1",
        "'summry'; did you mean 'summary'?",
        id="fields",
    ),
    pytest.param(
        {"evidence": [Evidence(key="e1", source="paper"), Evidence(key="e1", source="blog")]},
        "evidence",
        "'e1' 2 times",
        id="keys",
    ),
    pytest.param(
        {"coverage": [Coverage(field="post", extent="open")]},
        "coverage",
        "'post'; did you mean 'posts'?",
        id="coverage",
    ),
]


@pytest.mark.filterwarnings("ignore::cqcoop.EvidenceWarning")
@pytest.mark.parametrize(("fields", "field", "found"), HANGING)
def test_evidence_that_hangs_in_the_air_is_refused_everywhere(
    world: Dataset, tmp_path: Path, fields: dict[str, Any], field: str, found: str
) -> None:
    person = Person(id="p", **fields)
    with pytest.raises(InvalidDataset) as caught:
        world.extend([person])
    assert [(problem.record, problem.field, problem.found) for problem in caught.value.problems] == [
        ("p", field, found)
    ]
    store.write(str(tmp_path / "mine"), Manifest(), [person])
    with pytest.raises(InvalidDataset) as caught:
        read(tmp_path / "mine", base=world)
    assert [(problem.record, problem.field, problem.found) for problem in caught.value.problems] == [
        ("p", field, found)
    ]
    reading = module.examine(tmp_path / "mine", base=world)
    assert [(problem.field, problem.found) for problem in reading.problems] == [(field, found)]
    assert (field, found) not in [(problem.field, problem.found) for problem in reading.bare]
    broken = module._assembled(world.manifest, [*world, person])
    assert (field, found) in [(problem.field, problem.found) for problem in broken.check()]


def test_a_redirect_of_ones_own_is_kept_on_top_of_a_base(world: Dataset, tmp_path: Path) -> None:
    empty(redirects={"old-pact": "pact"}).write(tmp_path / "mine")
    assert read(tmp_path / "mine", base=world)["old-pact"].id == "pact"


def test_the_shipped_dataset_reads_back_equal(tmp_path: Path) -> None:
    cqcoop.load().write(tmp_path / "copy")
    assert read(tmp_path / "copy") == cqcoop.load()
    assert read(tmp_path / "copy").checksum == cqcoop.load().checksum


# --- The shipped dataset ---------------------------------------------------------------------------------------------


def test_load_gives_always_the_same_object() -> None:
    assert load() is load() is cqcoop.load()
    assert cqcoop.events is load().events


def test_the_shipped_dataset_can_be_asked_who_with_whom_and_when() -> None:
    shipped = cqcoop.load()
    assert shipped.counterparts("Taipei World Trade Center")
    assert shipped.timeline("Xiyong Micro-electronics Park")
    assert shipped.licence == "CC-BY-4.0"
    with pytest.raises((AmbiguousName, RecordNotFound)):
        shipped.lookup("Nowhere in Particular")


def test_nobody_can_change_the_shipped_dataset() -> None:
    shipped = cqcoop.load()
    with pytest.raises(TypeError):
        shipped.manifest.redirects["a"] = "b"  # type: ignore[index]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        shipped.events[0].kind = "visit"  # type: ignore[misc]


def test_reading_a_source_of_ones_own_makes_it_citable(world: Dataset) -> None:
    mine = [
        proved(Source(id="my-source", kind="official", title="Mine"), "my-source"),
        proved(Event(id="mine", kind="fair", evidence=[Evidence(key="e9", source="my-source")]), "my-source"),
    ]
    assert ids(world.extend(mine).events.cited_by("Mine")) == ["mine"]
    assert isinstance(world["daily"], Organisation)


# --- Threads ---------------------------------------------------------------------------------------------------------

THREADS = """
import sys, threading
import cqcoop
COUNT = 8
barrier, results, errors = threading.Barrier(COUNT), [None] * COUNT, []
sys.setswitchinterval(1e-6)

def first_use(number):
    try:
        barrier.wait()
        seen = {"load": cqcoop.load()}
        names = ["events", "agreements", "organisations", "parks", "people", "places", "initiatives", "sources"]
        for name in names[number:] + names[:number]:
            group = getattr(cqcoop, name)
            if number % 2:
                seen[name] = [group[key] for key in group._shelf.ids][::1]
            else:
                seen[name] = list(group)
        seen["named"] = cqcoop.load().lookup("Italy")
        seen["people"] = [cqcoop.people[match.id] for match in cqcoop.people.search("Wang")] + seen["people"]
        seen["italian"] = list(cqcoop.events.involving("Italy"))
        seen["within"] = list(cqcoop.parks.within("chongqing"))
        seen["cls"] = [cqcoop.Event, cqcoop.Period, cqcoop.read, cqcoop.InvalidValue]
        results[number] = seen
    except BaseException as error:
        errors.append(repr(error))

threads = [threading.Thread(target=first_use, args=(number,)) for number in range(COUNT)]
for thread in threads: thread.start()
for thread in threads: thread.join(30)
assert not errors, errors
first = results[0]
for other in results[1:]:
    assert first.keys() == other.keys()
    for name, found in first.items():
        if isinstance(found, list):
            assert len(found) == len(other[name]), name
            assert all(one is another for one, another in zip(found, other[name])), name
        else:
            assert found is other[name], name
print("same")
"""


def test_eight_threads_at_first_use_get_the_very_same_objects() -> None:
    for _ in range(5):
        running = [
            subprocess.Popen([sys.executable, "-c", THREADS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        for process in running:
            out, err = process.communicate(timeout=60)
            assert (out, err) == ("same\n", "")
