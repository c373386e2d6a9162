from datetime import date
from typing import Any

import pytest

from cqcoop.dataset import Dataset
from cqcoop.errors import AmbiguousName, InvalidPeriod, InvalidValue, RecordNotFound, UnknownField
from cqcoop.periods import Period
from cqcoop.records import Agreement, Event, IndustrialPark, Initiative, Organisation, Person, Place, Record, Source
from cqcoop.selecting import Involvement, as_window, check_term, fits, plain, several, value_of
from cqcoop.values import Clause, Code, Mention, Participation, Post, SectorCode, Topic
from worlds import part

# --- Windows of time and terms ---


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        (2024, "2024"),
        (987, "0987"),
        ("2024-07", "2024-07"),
        ("July 2024", "2024-07"),
        ("2024年7月4日", "2024-07-04"),
        (date(2024, 7, 4), "2024-07-04"),
        (Period("2024/2025"), "2024/2025"),
    ],
)
def test_a_window_is_read_from_what_a_user_writes(given: Any, edtf: str) -> None:
    assert as_window(given) == Period(edtf)


@pytest.mark.parametrize("given", ["03/04/2023", "soon", -5, 20240, True, None, 2024.0], ids=repr)
def test_what_cannot_be_read_in_one_way_is_no_window(given: Any) -> None:
    with pytest.raises(InvalidPeriod):
        as_window(given)


def test_a_term_must_be_of_its_vocabulary() -> None:
    check_term("Role", None)
    check_term("Role", "witness")
    with pytest.raises(InvalidValue, match="expected a Role, found 'witnes'; did you mean 'witness'"):
        check_term("Role", "witnes")
    with pytest.raises(InvalidValue, match="expected a Role, found 'zzz'; there are approver, attendee"):
        check_term("Role", "zzz")


# --- Whether a field fits ---

FITS: list[tuple[type[Record], str, Any, Any, bool]] = [
    (Event, "kind", "visit", "visit", True),
    (Event, "kind", "visit", "fair", False),
    (Event, "kind", ["visit", "fair"], "fair", True),
    (Event, "kind", iter(["visit", "fair"]), "fair", True),
    (Event, "kind", [], "fair", False),
    (Event, "status", None, None, True),
    (Event, "status", None, "held", False),
    (Event, "status", ["held", None], None, True),
    (Event, "edition", 3, 3, True),
    (Event, "edition", [2, 3], 3, True),
    (Event, "edition", None, None, True),
    (Event, "edition", 3, None, False),
    (Event, "period", "2023", Period("2023"), True),
    (Event, "period", Period("2023"), Period("2023-01"), False),
    (Event, "period", "May 2023", Period("2023-05"), True),
    (Event, "period", 2023, Period("2023"), True),
    (Event, "period", None, None, True),
    (Event, "place", "rome", Mention(id="rome"), True),
    (Event, "place", "Rome", Mention(id="rome", printed="Rome"), True),
    (Event, "place", "rome", Mention(id="rome", printed="Rome"), True),
    (Event, "place", "rome", Mention(printed="Rome"), False),
    (Event, "place", None, None, True),
    (Event, "place", None, Mention(id="rome"), False),
    (Event, "place", ["rome", None], None, True),
    (Event, "subjects", "a", (Mention(id="a"), Mention(id="b")), True),
    (Event, "subjects", None, (), True),
    (Event, "subjects", None, (Mention(printed="A"),), False),
    (Event, "subjects", "a", (), False),
    (Event, "topics", "wine", (Topic(text="wine"),), True),
    (Event, "sectors", "C29", (SectorCode(code="C29", printed="cars"),), True),
    (Event, "sectors", "cars", (SectorCode(code="C29", printed="cars"),), True),
    (Event, "sectors", "C", (SectorCode(code="C29"),), False),
    (Place, "codes", "IT", (Code(scheme="ISO 3166-1", value="IT"),), True),
    (Organisation, "territory", "IT", "IT", True),
    (Organisation, "territory", None, None, True),
]


@pytest.mark.parametrize(
    ("kind", "name", "wanted", "found", "does"),
    [pytest.param(*case, id=f"{n}-{case[1]}") for n, case in enumerate(FITS)],
)
def test_a_field_fits(kind: type[Record], name: str, wanted: Any, found: Any, does: bool) -> None:
    assert fits(kind, [name], name, wanted)(found) is does


def test_a_merged_id_fits_for_its_new_one_and_the_other_way_round() -> None:
    for wanted in ("old", "new"):
        for held in ("old", "new"):
            assert fits(Event, ["place"], "place", wanted, {"old": "new"})(Mention(id=held))
    assert not fits(Event, ["place"], "place", "other", {"old": "new"})(Mention(id="old"))


REFUSED: list[tuple[type[Record], str, Any, str]] = [
    (Event, "kind", "vist", "kind: .*found 'vist'; did you mean 'visit'"),
    (Event, "kind", ["visit", "fiar"], "kind: .*found 'fiar'; did you mean 'fair'"),
    (Event, "kind", "zzz", "kind: expected one of approval, .*found 'zzz'"),
    (Event, "status", "done", "status: expected one of planned, held, postponed, cancelled, found 'done'"),
    (Event, "kind", [["visit"]], "kind: "),
    (Event, "edition", "3", r"edition: expected a whole number, found '3' \(str\)"),
    (Event, "edition", True, "edition: expected a whole number, found True"),
    (Event, "place", 3, "place: expected a text, found 3"),
    (Event, "place", Mention(id="rome"), "place: expected a text, found Mention"),
    (Event, "sectors", "C99", "C99"),
    (Organisation, "territory", "Italy", "territory: expected an ISO 3166-1 alpha-2 code such as 'IT', found 'Italy'"),
]


@pytest.mark.parametrize(
    ("kind", "name", "wanted", "message"), [pytest.param(*case, id=f"{n}-{case[1]}") for n, case in enumerate(REFUSED)]
)
def test_what_a_field_can_never_have_is_refused(kind: type[Record], name: str, wanted: Any, message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        fits(kind, [name], name, wanted)


def test_a_misspelt_field_names_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownField, match=r"^Event cannot be filtered by 'knd'; did you mean 'kind'\?$"):
        fits(Event, ["kind", "place"], "knd", "visit")
    with pytest.raises(UnknownField, match=r"^Event cannot be filtered by 'zzz'; it can be filtered by kind, place$"):
        fits(Event, ["place", "kind"], "zzz", "visit")


# --- What a key stands for ---


@pytest.mark.parametrize(
    ("item", "stands_for"),
    [
        (Mention(id="a", printed="A"), "a"),
        (Mention(printed="A"), "A"),
        (Participation(printed="A", role="host"), "A"),
        (SectorCode(code="C29", printed="cars"), "C29"),
        (Topic(text="wine"), "wine"),
        (Code(scheme="ISO 3166-1", value="IT"), "IT"),
        ("text", "text"),
        (None, None),
    ],
    ids=str,
)
def test_an_item_is_counted_by_what_it_is_known_by(item: object, stands_for: object) -> None:
    assert plain(item) == stands_for


@pytest.mark.parametrize(
    ("record", "key", "value"),
    [
        (Event(id="e", kind="fair", period="2019-11"), "period.year", 2019),
        (Event(id="e", kind="fair", period="2019/2020"), "period.year", None),
        (Event(id="e", kind="fair"), "period.year", None),
        (Event(id="e", kind="fair"), "period", None),
        (Event(id="e", kind="fair", place="rome"), "place", "rome"),
        (
            Event(id="e", kind="fair", participations=[part("a", "host"), part("b", "host")]),
            "participations.role",
            ("host", "host"),
        ),
        (Event(id="e", kind="fair", names=["A Fair"]), "name", "A Fair"),
        (Agreement(id="a", kind="treaty", clauses=[Clause(gist="g", kind="trade")]), "clauses.kind", ("trade",)),
        (
            Agreement(id="a", kind="treaty", participations=[part("a", "party"), part("b", "witness")]),
            "parties",
            ("a",),
        ),
        (Person(id="p", posts=[Post(title="t"), Post(title="u", body="b")]), "posts.body", ("b",)),
        (Person(id="p", posts=[Post(title="t"), Post(title="u", body="b")]), "posts.title", ("t", "u")),
        (Event(id="e", kind="fair", sectors=[SectorCode(code="C"), SectorCode(code="G")]), "sectors", ("C", "G")),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_a_key_stands_for(record: Record, key: str, value: object, world: Dataset) -> None:
    assert value_of(world._graph, record, key) == value


def test_territories_and_sources_are_each_counted_once(world: Dataset) -> None:
    assert value_of(world._graph, world["visit"], "territories") == ("CN", "IT")
    assert value_of(world._graph, world["pact"], "territories") == ("CN", "IT")
    assert value_of(world._graph, world["anna-rossi"], "territories") == ()
    assert value_of(world._graph, world["pact"], "sources") == ("blog", "gazette", "paper", "reprint", "rumour")


def test_several_values_are_distinct_and_none_stands_for_empty() -> None:
    assert list(several(("a", "b", "a"))) == ["a", "b"]
    assert list(several(())) == [None]
    assert list(several("ab")) == ["ab"]
    assert list(several(None)) == [None]


# --- Who takes part ---


def test_somebody_unknown_is_an_error_unless_it_is_a_code(world: Dataset) -> None:
    with pytest.raises(RecordNotFound, match="no record is called 'Atlantis'"):
        Involvement(world._graph, "Atlantis")
    french = Involvement(world._graph, "FR")
    assert french.record is None
    assert french.means(Participation(printed="x", role="host", territory="FR"))
    assert not french.means(part("rome-agency", "host"))


def test_an_ambiguous_name_is_an_error(world: Dataset) -> None:
    with pytest.warns(UserWarning, match="evidence"):
        bigger = world.extend([Person(id=f"twin-{n}", names=["Twin"]) for n in (1, 2)])
    with pytest.raises(AmbiguousName):
        Involvement(bigger._graph, "Twin")


@pytest.mark.parametrize(
    ("who", "record", "takes_part"),
    [
        ("city-hall", Person(id="x", posts=[Post(title="t", body="city-hall")]), True),
        ("trade-office", Person(id="x", posts=[Post(title="t", body="city-hall")]), False),
        ("italy", Person(id="x", posts=[Post(title="t", body="milan-desk")]), True),
        ("italy", Person(id="x", posts=[Post(title="t")]), False),
        ("rome-agency", Organisation(id="x", kind="bank", parent="rome-agency"), True),
        ("bigtown", Organisation(id="x", kind="bank", jurisdictions="bigtown"), True),
        ("lake-company", IndustrialPark(id="x", kind="other", operator="lake-company"), True),
        ("lake-company", IndustrialPark(id="x", kind="other", tenants="lake-company"), True),
        ("northside", IndustrialPark(id="x", kind="other", district="northside"), True),
        ("big-zone", IndustrialPark(id="x", kind="other", part_of="big-zone"), True),
        ("city-hall", Initiative(id="x", kind="other", run_by="city-hall"), True),
        ("fairs", Initiative(id="x", kind="other", part_of="fairs"), True),
        ("daily", Source(id="x", kind="mirror", publisher="daily"), True),
        ("daily", Source(id="x", kind="mirror", carrier="daily"), True),
        ("bigtown", Place(id="x", kind="city", part_of="bigtown"), True),
        ("italy", Place(id="x", kind="city", part_of="bigtown"), False),
        ("lake-park", Agreement(id="x", kind="treaty", subjects="lake-park"), True),
        ("lake-park", Agreement(id="x", kind="treaty", place="lake-park"), True),
        ("lake-park", Event(id="x", kind="fair", venue="lake-park"), True),
        ("city-hall", Event(id="x", kind="fair", venue="city-hall"), False),
    ],
    ids=lambda value: value.datatype if isinstance(value, Record) else str(value),
)
def test_without_a_role_links_place_and_subjects_count(
    who: str, record: Record, takes_part: bool, world: Dataset
) -> None:
    meant = Involvement(world._graph, who)
    assert meant.takes_part(record) is takes_part
    assert meant.takes_part(record, role="party") is False


def test_apart_needs_two_different_participations(world: Dataset) -> None:
    hall, office = Involvement(world._graph, "city-hall"), Involvement(world._graph, "trade-office")
    alone, two = (part("trade-office", "party"),), (part("trade-office", "party"), part("city-hall", "party"))
    assert not hall.apart(office, alone)
    assert hall.apart(office, two)
    assert office.apart(hall, two)
    assert not office.apart(office, two)
