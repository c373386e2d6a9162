from time import perf_counter

import pytest

from cqcoop.dataset import Dataset
from cqcoop.errors import AmbiguousName, EvidenceWarning, RecordNotFound
from cqcoop.graph import Graph
from cqcoop.records import Event, Initiative, Organisation, Person, Place, Record, Source
from cqcoop.values import Code, Evidence, Mention, Name, Participation
from worlds import empty, part

pytestmark = pytest.mark.filterwarnings("ignore::cqcoop.EvidenceWarning")


def graph_of(*records: Record) -> Graph:
    return empty().extend(records)._graph


@pytest.fixture
def graph(world: Dataset) -> Graph:
    return world._graph


# --- Who is meant by a name ---


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("italy", "italy"),
        ("Italy", "italy"),
        ("ROME  AGENCY", "rome-agency"),
        ("RA", "rome-agency"),
        ("安娜", "anna-rossi"),
        ("湖园", "lake-park"),
        ("IT", "italy"),
        ("The Pact", "pact"),
    ],
)
def test_an_id_or_any_name_says_who_is_meant(graph: Graph, who: str, key: str) -> None:
    assert graph.known(who).id == key


def test_a_record_means_itself(graph: Graph) -> None:
    record = Person(id="not-in-there")
    assert graph.known(record) is record


def test_a_name_nobody_has_raises_with_what_is_near(graph: Graph) -> None:
    with pytest.raises(RecordNotFound, match="no record is called 'Anna Rosi'; did you mean 'Anna Rossi'") as caught:
        graph.known("Anna Rosi")
    assert caught.value.suggestions == ("Anna Rossi",)
    with pytest.raises(RecordNotFound, match=r"^no record is called 'qqqq'$"):
        graph.known("qqqq")


def named(key: str, kind: str) -> Organisation:
    return Organisation(id=key, kind="company", names=[Name(text="Twin", kind=kind)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("official", "printed"),
        ("printed", "alias"),
        ("alias", "rendering"),
        ("abbreviation", "descriptive"),
        ("rendering", "former"),
    ],
)
def test_a_better_kind_of_name_wins(better: str, worse: str) -> None:
    assert graph_of(named("a", worse), named("b", better)).known("twin").id == "b"


def test_a_tie_raises_and_lists_who_it_may_be() -> None:
    with pytest.raises(
        AmbiguousName, match=r"'Twin' may be any of: Twin \(organisation, id 'a'\), Twin \(organisation, id 'b'\)"
    ) as caught:
        graph_of(named("a", "alias"), named("b", "abbreviation")).known("Twin")
    assert caught.value.candidates == ("a", "b")


def test_an_id_comes_before_a_name() -> None:
    assert graph_of(named("a", "official"), Person(id="twin")).known("twin").id == "twin"


def test_the_code_of_a_place_weighs_like_an_abbreviation() -> None:
    italy = Place(id="italy", kind="territory", codes=[Code(scheme="ISO 3166-1", value="IT")])
    former = Organisation(id="o", kind="company", names=[Name(text="IT", kind="former")])
    official = Organisation(id="o", kind="company", names=[Name(text="IT", kind="official")])
    assert graph_of(italy, former).known("IT").id == "italy"
    assert graph_of(italy, official).known("IT").id == "o"


def test_a_source_is_known_by_its_title_only_among_sources(graph: Graph, world: Dataset) -> None:
    with pytest.raises(RecordNotFound):
        graph.known("Gazette")
    assert world.sources.lookup("gazette").id == "gazette"


# --- What lies in what ---


def test_below_goes_down_the_whole_tree(graph: Graph) -> None:
    assert {"lake-park", "dock"} == {key for key in graph.below("big-zone") if key not in {"lake-company", "seminar"}}
    assert "italy" not in graph.below("italy")
    assert graph.below("nobody") == frozenset()


def test_a_circle_does_no_harm() -> None:
    loop = [Place(id=a, kind="region", part_of=b) for a, b in [("a", "b"), ("b", "c"), ("c", "a")]]
    graph = Graph(empty()._graph.shelves, {})
    graph.records = lambda: iter(loop)  # type: ignore[method-assign]
    graph.get = {place.id: place for place in loop}.get  # type: ignore[method-assign]
    assert graph.below("a") == {"b", "c"}
    assert graph._home(loop[0]) is None


@pytest.mark.parametrize(
    ("who", "acting"),
    [
        ("northside", {"northside", "lake-park", "dock", "lake-company"}),
        ("lake-park", {"lake-park", "lake-company"}),
        ("big-zone", {"big-zone"}),
        ("city-hall", {"city-hall", "trade-office", "export-desk"}),
        ("trade-office", {"trade-office", "export-desk"}),
        ("rome-agency", {"rome-agency", "milan-desk"}),
        ("anna-rossi", {"anna-rossi"}),
        ("expo", {"expo"}),
        ("italy", {"italy", "rome", "rome-agency", "milan-desk"}),
    ],
)
def test_who_acts_for_whom(graph: Graph, who: str, acting: set[str]) -> None:
    assert graph.acting(graph.known(who)) == acting


def test_a_consulate_does_not_act_for_the_city_it_sits_in(graph: Graph) -> None:
    acting = graph.acting(graph.known("bigtown"))
    assert {"city-hall", "trade-office", "lake-company", "northside", "big-zone"} <= acting
    assert "consulate" not in acting


def test_a_place_acts_through_a_body_that_serves_it() -> None:
    graph = graph_of(
        Place(id="land", kind="territory", codes=[Code(scheme="ISO 3166-1", value="CN")]),
        Place(id="town", kind="city", part_of="land"),
        Organisation(
            id="court", kind="government", territory="CN", jurisdictions=["town", Mention(printed="elsewhere")]
        ),
        Organisation(id="foreign", kind="consulate", territory="IT", jurisdictions="town"),
    )
    assert graph.acting(graph.known("town")) == {"town", "court"}


def test_a_place_in_no_territory_acts_through_all_that_sits_in_it() -> None:
    graph = graph_of(Place(id="town", kind="city"), Organisation(id="o", kind="consulate", territory="IT", seat="town"))
    assert graph.acting(graph.known("town")) == {"town", "o"}


# --- Whose territory ---


@pytest.mark.parametrize(
    ("participation", "code"),
    [
        (Participation(printed="x", role="host", territory="FR"), "FR"),
        (Participation(id="rome-agency", role="host", territory="FR"), "FR"),
        (Participation(id="rome-agency", role="host"), "IT"),
        (Participation(id="milan-desk", role="host"), "IT"),
        (Participation(id="anna-rossi", role="speaker", on_behalf_of="milan-desk"), "IT"),
        (Participation(id="anna-rossi", role="speaker", on_behalf_of="city-hall"), "CN"),
        (Participation(id="anna-rossi", role="speaker"), None),
        (Participation(id="anna-rossi", role="speaker", on_behalf_of=Mention(printed="somebody")), None),
        (Participation(id="italy", role="partner"), "IT"),
        (Participation(id="daily", role="host", on_behalf_of="rome-agency"), "IT"),
        (Participation(printed="x", role="host"), None),
        (Participation(id="bigtown", role="host"), None),
    ],
    ids=str,
)
def test_a_participation_stands_for_a_territory(graph: Graph, participation: Participation, code: str | None) -> None:
    assert graph.territory(participation) == code


def test_parents_in_a_circle_end() -> None:
    one, other = (Organisation(id=a, kind="bank", parent=b) for a, b in [("a", "b"), ("b", "a")])
    graph = Graph({}, {})
    graph.get = {"a": one, "b": other}.get  # type: ignore[method-assign]
    assert graph.territory_of(one) is None
    assert graph.territory_of(other) is None


def test_a_question_in_the_midst_of_another_gets_the_right_territory() -> None:
    top, middle, low = (
        Organisation(id="top", kind="bank", territory="IT"),
        Organisation(id="middle", kind="bank", parent="top"),
        Organisation(id="low", kind="bank", parent="middle"),
    )
    graph = Graph({}, {})
    heard: list[str | None] = []

    def get(key: str) -> Record | None:
        if key == "top" and not heard:  # as another thread may, while the first one is on its way up
            heard.append("asked")
            heard.append(graph.territory_of(low))
        return {"top": top, "middle": middle}[key]

    graph.get = get  # type: ignore[method-assign]
    assert graph.territory_of(middle) == "IT"
    assert heard == ["asked", "IT"]
    assert graph.territory_of(low) == "IT"


def test_a_body_whose_parent_is_no_record_has_no_territory() -> None:
    assert graph_of().territory_of(Organisation(id="a", kind="bank", parent=Mention(printed="the parent"))) is None


def test_territories_of_a_long_chain_of_parents_are_found_in_a_moment() -> None:
    chain = [Organisation(id=f"o{n}", kind="company", parent=f"o{n + 1}") for n in range(5_000)]
    italy = Place(id="italy", kind="territory", codes=[Code(scheme="ISO 3166-1", value="IT")])
    dataset = empty().extend([*chain, Organisation(id="o5000", kind="company", territory="IT"), italy])
    began = perf_counter()
    assert len(dataset.organisations.involving("italy")) == 5_001
    assert perf_counter() - began < 5


# --- Sources ---


def cited(*sources: str) -> Event:
    return Event(id="e", kind="fair", evidence=[Evidence(key=f"e{n}", source=key) for n, key in enumerate(sources)])


@pytest.mark.parametrize(
    ("cites", "independent"),
    [
        (["paper"], {"paper"}),
        (["paper", "reprint"], {"paper"}),
        (["reprint"], {"paper"}),
        (["paper", "gazette"], {"paper", "gazette"}),
        (["blog"], set()),
        (["blog", "paper", "blog"], {"paper"}),
        ([], set()),
    ],
    ids=str,
)
def test_reprints_count_as_their_original_and_weak_sources_not_at_all(
    graph: Graph, cites: list[str], independent: set[str]
) -> None:
    assert graph.independent_sources(cited(*cites)) == independent


def test_a_disputing_entry_does_not_count(graph: Graph) -> None:
    dispute = Evidence(key="e", source="paper", fields=["kind"], stance="disputes", rival="visit", reason="r")
    assert graph.independent_sources(Event(id="e", kind="fair", evidence=[dispute])) == frozenset()


def test_a_text_from_several_originals_counts_as_those() -> None:
    sources = [
        Source(id="a", kind="official"),
        Source(id="b", kind="official"),
        Source(id="c", kind="mirror", derived_from=["a", "b"]),
    ]
    assert graph_of(*sources).independent_sources(cited("c")) == {"a", "b"}


def test_a_text_from_an_original_without_record_counts_as_itself() -> None:
    source = Source(id="a", kind="mirror", derived_from=[Mention(printed="The Herald")])
    assert graph_of(source).independent_sources(cited("a")) == {"a"}


def test_a_source_that_is_not_there_counts_as_itself(graph: Graph) -> None:
    assert graph.independent_sources(cited("nowhere")) == {"nowhere"}


def test_sources_that_derive_from_each_other_end_somewhere() -> None:
    loop = {key: Source(id=key, kind="mirror", derived_from=other) for key, other in [("a", "b"), ("b", "a")]}
    graph = Graph({}, {})
    graph.get = loop.get  # type: ignore[method-assign]
    assert graph.independent_sources(cited("a")) == {"a"}


@pytest.mark.parametrize("shape", ["chain", "ladder"])
def test_originals_of_long_and_braided_derivations_are_found_in_a_moment(shape: str) -> None:
    graph: dict[str, list[str]] = {"d0": []}
    for n in range(1, 1_500):
        if shape == "chain":
            graph[f"d{n}"] = [f"d{n - 1}"]
        else:
            graph |= {f"l{n}": [f"d{n - 1}"], f"r{n}": [f"d{n - 1}"], f"d{n}": [f"l{n}", f"r{n}"]}
    dataset = empty().extend(
        [*(Source(id=key, kind="mirror", derived_from=above) for key, above in graph.items()), cited("d1499")]
    )
    began = perf_counter()
    assert dataset.independent_sources(dataset["e"]) == {"d0"}
    assert perf_counter() - began < 5


# --- Ids that were merged into others ---


@pytest.fixture
def merged() -> Dataset:
    """A dataset whose links all use ids that were merged into others."""
    ways = {
        "old-town": "town",
        "old-body": "body",
        "old-source": "source",
        "old-paper": "paper",
        "old-series": "series",
    }
    records = [
        Place(id="land", kind="territory", codes=[Code(scheme="ISO 3166-1", value="CN")]),
        Place(id="town", kind="city", names=["Town"], part_of="land"),
        Place(id="quarter", kind="site", part_of="old-town"),
        Place(id="new-town", kind="city", predecessors="old-town"),
        Organisation(id="body", kind="company", territory="CN"),
        Organisation(id="branch", kind="company", parent="old-body"),
        Source(id="source", kind="mirror", derived_from="old-paper"),
        Source(id="paper", kind="official"),
        Initiative(id="series", kind="event-series"),
        Event(
            id="e",
            kind="fair",
            place="old-town",
            edition_of="old-series",
            participations=[part("old-body", "host"), part("branch", "visitor")],
            evidence=[Evidence(key="e1", source="old-source")],
        ),
    ]
    return empty(redirects=ways).extend(records)


def test_questions_about_the_new_id_find_links_by_the_old_one(merged: Dataset) -> None:
    events = merged.events
    for who in ("town", "old-town", "Town", "body", "old-body"):
        assert [event.id for event in events.involving(who)] == ["e"], who
    assert len(events.involving("body", role="host")) == 1
    assert len(events.between("body", "branch")) == 1
    assert len(merged.places.within("town")) == 1
    assert len(events.within("town")) == 1
    assert len(events.cited_by("source")) == 1
    assert len(events.filter(place="town")) == len(events.filter(place="old-town")) == 1
    assert merged.independent_sources(merged["e"]) == {"paper"}
    assert [record.id for record in merged.successors("town")] == ["new-town"]
    assert [moment.id for moment in merged.timeline("series")] == ["e"]
    assert [one.id for one in merged.counterparts("branch")] == ["body"]
    assert merged._graph.acting(merged["body"]) == {"body", "branch"}


def test_an_old_id_finds_the_record_it_was_merged_into(merged: Dataset) -> None:
    assert merged["old-town"] is merged["town"] is merged.places["old-town"]
    assert merged.get("old-town") is merged.places.get("old-town") is merged["town"]
    assert "old-town" in merged
    assert merged.places.filter(kind="city").get("old-town") is merged["town"]
    assert merged.places.filter(kind="site").get("old-town") is None


def test_evidence_warnings_are_a_class_of_their_own() -> None:
    assert issubclass(EvidenceWarning, UserWarning)
