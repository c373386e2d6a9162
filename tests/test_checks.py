from collections.abc import Iterable
from time import perf_counter

import pytest

from cqcoop.checks import MOST_HINTS, evidence_problems, link_problems, reference_problems
from cqcoop.errors import InvalidDataset, Problem
from cqcoop.records import Agreement, Event, Organisation, Person, Place, Record, Source
from cqcoop.values import Coverage, Evidence, Mention, Name
from worlds import RECORDS, empty, proved


def places(links: dict[str, list[str]]) -> list[Record]:
    return [Place(id=key, kind="region", part_of=above) for key, above in links.items()]


def links(records: Iterable[Record], redirects: dict[str, str] | None = None) -> list[Problem]:
    known = {record.id: record for record in records}
    return list(link_problems(known, known.values(), redirects or {}))


def test_the_small_world_has_no_problem() -> None:
    assert links(RECORDS) == []
    assert [problem for record in RECORDS for problem in evidence_problems(record)] == []
    assert [problem for record in RECORDS for problem in reference_problems(record)] == []


def test_a_dangling_link_names_file_record_field_and_the_nearest_id() -> None:
    problems = links([Place(id="northside", kind="city"), Event(id="e", kind="fair", place="northsied")])
    assert problems == [
        Problem(
            "events.json",
            "e",
            "place",
            "the id of a record (park or place)",
            "'northsied', which no record has; did you mean 'northside'?",
        )
    ]


def test_a_link_to_a_record_of_the_wrong_type_is_a_problem() -> None:
    (problem,) = links([Person(id="anna"), Event(id="e", kind="fair", place="anna")])
    assert problem == Problem("events.json", "e", "place", "the id of a record (park or place)", "the person 'anna'")


def test_evidence_must_cite_a_source() -> None:
    (problem,) = links([Person(id="anna", evidence=[Evidence(key="e1", source="anna")])])
    assert problem[2:] == ("evidence.source", "the id of a record (source)", "the person 'anna'")


def test_a_link_may_use_an_id_that_was_merged() -> None:
    assert links([*places({"new": []}), Event(id="e", kind="fair", place="old")], {"old": "new"}) == []


def test_a_redirect_must_lead_from_no_record_to_a_record() -> None:
    problems = links(places({"a": []}), {"a": "b"})
    assert [(problem.record, problem.expected) for problem in problems] == [
        ("a", "an id that no record has any more"),
        ("a", "the id of a record"),
    ]


@pytest.mark.parametrize(
    ("graph", "ways"),
    [
        ({"a": ["a"]}, ["a → a"]),
        ({"a": ["b"], "b": ["a"]}, ["a → b → a"]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, ["a → b → c → a"]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"], "x": ["a"]}, ["a → b → a", "c → d → c"]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"low": ["a"], "a": ["b", "top"], "b": ["a"], "top": []}, ["a → b → a"]),
    ],
    ids=["itself", "two", "three", "two-circles", "diamond", "a-way-in-and-out"],
)
def test_a_circle_is_a_problem_and_its_way_is_told(graph: dict[str, list[str]], ways: list[str]) -> None:
    problems = links(places(graph))
    assert [problem.found for problem in problems] == ways
    for problem in problems:
        assert problem.file == "places.json"
        assert problem.record == problem.found[0]
        assert (problem.field, problem.expected) == ("part_of", "no way back to the record itself")


@pytest.mark.parametrize(
    ("one", "other", "field"),
    [
        (Organisation(id="a", kind="bank", parent="b"), Organisation(id="b", kind="bank", parent="a"), "parent"),
        (Place(id="a", kind="city", predecessors="b"), Place(id="b", kind="city", predecessors="a"), "predecessors"),
        (
            Source(id="a", kind="mirror", derived_from="b"),
            Source(id="b", kind="mirror", derived_from="a"),
            "derived_from",
        ),
        (
            Agreement(id="a", kind="treaty", supersedes="b"),
            Agreement(id="b", kind="treaty", supersedes="a"),
            "supersedes",
        ),
        (Event(id="a", kind="fair", part_of="b"), Event(id="b", kind="fair", part_of="a"), "part_of"),
    ],
    ids=["parent", "predecessors", "derived_from", "supersedes", "part_of"],
)
def test_every_relation_that_must_not_go_in_circles_is_checked(one: Record, other: Record, field: str) -> None:
    (problem,) = links([one, other])
    assert problem.field == field


def test_a_circle_that_touches_no_checked_record_is_not_reported() -> None:
    known = {record.id: record for record in places({"a": ["b"], "b": ["a"], "c": []})}
    assert list(link_problems(known, [known["c"]], {})) == []
    assert len(list(link_problems(known, [known["b"]], {}))) == 1


def _ladder(rungs: int) -> dict[str, list[str]]:
    graph: dict[str, list[str]] = {"d0": []}
    for n in range(1, rungs):
        graph |= {f"l{n}": [f"d{n - 1}"], f"r{n}": [f"d{n - 1}"], f"d{n}": [f"l{n}", f"r{n}"]}
    return graph


CHAIN = {f"p{n}": [f"p{n + 1}"] for n in range(5_000)}
LARGE = [
    pytest.param(CHAIN | {"p5000": []}, 0, id="chain"),
    pytest.param(CHAIN | {"p5000": ["p0"]}, 1, id="circle"),
    pytest.param(_ladder(1_500), 0, id="diamonds"),
    pytest.param(
        {key: other for n in range(2_500) for key, other in {f"a{n}": [f"b{n}"], f"b{n}": [f"a{n}"]}.items()},
        2_500,
        id="many-circles",
    ),
    pytest.param({f"a{n}": [f"nowhere-{n}"] for n in range(3_000)}, 3_000, id="many-dangling"),
]


@pytest.mark.parametrize(("graph", "count"), LARGE)
def test_large_graphs_are_checked_in_a_moment(graph: dict[str, list[str]], count: int) -> None:
    records = places(graph)
    began = perf_counter()
    problems = links(records)
    assert len(problems) == count
    assert perf_counter() - began < 5, "time must not grow with the square of the size"


def test_the_nearest_id_is_looked_for_only_so_often() -> None:
    problems = links(places({"there": [], **{f"p{n}": ["three"] for n in range(MOST_HINTS + 5)}}))
    assert sum("did you mean 'there'" in problem.found for problem in problems) == MOST_HINTS
    assert len(problems) == MOST_HINTS + 5


# --- Evidence --------------------------------------------------------------------------------------------------------


def fields_of(record: Record) -> list[tuple[str, str]]:
    return [(problem.field, problem.found) for problem in evidence_problems(record)]


def hanging_in(record: Record) -> list[tuple[str, str]]:
    return [(problem.field, problem.found) for problem in reference_problems(record)]


def test_a_filled_field_needs_an_entry_that_supports_it() -> None:
    event = Event(id="e", kind="fair", period="2019", evidence=[Evidence(key="e1", source="s", fields=["kind"])])
    assert fields_of(event) == [("period", "none")]


def test_a_disputing_entry_supports_nothing() -> None:
    entry = Evidence(key="e1", source="s", fields=["kind"], stance="disputes", rival="visit", reason="r")
    assert fields_of(Event(id="e", kind="fair", evidence=[entry])) == [("kind", "none")]


def test_every_item_must_cite_an_entry_of_its_record() -> None:
    person = Person(
        id="p",
        names=["P", Name(text="Q", cites=["e1"]), Name(text="R", cites=["e2"])],
        evidence=[Evidence(key="e1", source="s")],
    )
    assert fields_of(person) == [("names", "none for \"Name(text='P')\"")]
    assert hanging_in(person) == [("names", "'e2'")]


def test_a_cited_key_that_is_near_one_there_is_gets_a_hint() -> None:
    entry = Evidence(key="paper-1", source="s", fields=["kind"])
    event = Event(id="e", kind="fair", place=Mention(id="p", cites=["papr-1", "paper-1"]), evidence=[entry])
    (problem,) = reference_problems(event)
    assert problem == Problem(
        "events.json", "e", "place", "the key of an evidence entry of the record", "'papr-1'; did you mean 'paper-1'?"
    )
    assert fields_of(event) == []


def test_a_single_link_cites_like_an_item() -> None:
    event = proved(Event(id="e", kind="fair", place="p"))
    assert fields_of(event) == []
    bare = Event(
        id="e", kind="fair", place=Mention(id="p"), evidence=[Evidence(key="e1", source="s", fields=["kind", "place"])]
    )
    assert fields_of(bare) == [("place", "none for 'p'")]


def test_a_key_may_be_used_once() -> None:
    person = Person(id="p", evidence=[Evidence(key="e1", source="s"), Evidence(key="e1", source="t")])
    assert hanging_in(person) == [("evidence", "'e1' 2 times")]
    assert fields_of(person) == []


def test_evidence_and_coverage_must_name_fields_there_are() -> None:
    person = Person(
        id="p",
        coverage=[
            Coverage(field="post", extent="open", cites=["e1"]),
            Coverage(field="posts", extent="open", cites=["e1"]),
        ],
        evidence=[Evidence(key="e1", source="s", fields=["summry"])],
    )
    assert hanging_in(person) == [
        ("evidence e1", "'summry'; did you mean 'summary'?"),
        ("coverage", "'post'; did you mean 'posts'?"),
    ]
    assert fields_of(person) == []


def test_coverage_may_name_what_follows_from_links() -> None:
    treaty = proved(Agreement(id="a", kind="treaty", coverage=[Coverage(field="parties", extent="complete")]))
    assert fields_of(treaty) == hanging_in(treaty) == []


def test_the_curators_own_fields_need_no_evidence() -> None:
    assert fields_of(Person(id="p", notes=["n"])) == []


def test_all_problems_of_all_records_come_in_one_error() -> None:
    with pytest.raises(InvalidDataset) as caught:
        empty().extend([Event(id="e", kind="fair", place="x", venue="y"), *places({"a": ["a"]})])
    assert len(caught.value.problems) == 3


def test_broken_links_and_references_come_together() -> None:
    with pytest.raises(InvalidDataset) as caught:
        empty().extend([Event(id="e", kind="fair", place=Mention(id="x", cites=["e1"]))])
    assert [(problem.field, problem.found[:4]) for problem in caught.value.problems] == [
        ("place", "'x',"),
        ("place", "'e1'"),
    ]
