import doctest
import io
import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import cqcoop
from cqcoop import Event, Evidence, Mention, Name, Participation, Period, Person, __main__
from cqcoop.__main__ import ASKING, FIRST, KEEPING, LISTING, SHIPPED, main
from cqcoop.codec import to_plain
from cqcoop.dataset import Dataset, load
from cqcoop.errors import CqcoopError
from cqcoop.formats.text import width_of
from cqcoop.queries import COLLECTIONS
from cqcoop.records import CLASSES
from cqcoop.store import FILES, Manifest, Shelf, Shelves, layout, write

COMMANDS = ASKING | LISTING | KEEPING
EXAMPLES = [example for command in COMMANDS.values() for example in command.examples]
FIRST_STEPS = re.findall(r"^  cqcoop (.+?)   ", FIRST, re.MULTILINE)
SOURCE = "wtpf-news-from-chongqing"


def my_visit(**others):
    """An event of a user's own that says nothing without evidence."""
    proof = Evidence(key="e1", source=SOURCE, fields=["kind", "period"], paragraph=2, quotation="a visit")
    fields = {
        "id": "my-visit",
        "names": [Name(text="访问重庆", language="zh-Hans", cites=["e1"])],
        "kind": "visit",
        "period": "2035-03",
        "place": Mention(printed="Chongqing", id="chongqing", cites=["e1"]),
        "evidence": [proof],
    }
    return Event(**{**fields, **others})


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def run(capsys):
    """Run a command line; give the exit code and what was printed and said."""

    def call(*argv):
        code = main(argv)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


@pytest.fixture
def listed(run):
    """Run a command line that must go well; give its JSON."""

    def call(*argv):
        code, out, err = run(*argv, "--format", "json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return call


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in an empty folder that holds `my-data`, with one record of a user's own."""
    monkeypatch.chdir(tmp_path)
    write("my-data", Manifest(), [my_visit()])
    return tmp_path


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Let another folder with a small dataset, free of problems, stand for the shipped one."""
    shipped = [
        cqcoop.Place(id="chongqing", kind="province-level-division"),
        cqcoop.Source(id=SOURCE, kind="official"),
        Person(id="li"),
    ]
    shelves = {name: Shelf(kind, [one for one in shipped if type(one) is kind]) for name, kind in CLASSES.items()}
    dataset = Dataset(Manifest(title="Shipped", version="7", redirects={"old": "li"}), Shelves(shelves))
    data = tmp_path / "shipped"
    write(str(data), dataset.manifest, dataset)
    monkeypatch.setattr(__main__, "SHIPPED", data)
    monkeypatch.setattr(__main__, "load", lambda: dataset)
    monkeypatch.chdir(tmp_path)
    return data


# --- Help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES + FIRST_STEPS)
def test_every_example_in_the_help_works_on_the_shipped_data_and_finds_something(example, folder, run):
    shutil.copytree(SHIPPED, "src/cqcoop/data")
    main(["fmt", "src/cqcoop/data"])
    run("--version")

    code, out, err = run(*shlex.split(example))

    assert (code, err) == (0, "")
    if "-o" not in example:
        assert out.strip()
        assert not re.match(r"0 |\[\]", out)


def test_the_help_says_what_one_would_do_first(run):
    code, out, _ = run("--help")

    assert code == 0
    assert len(FIRST_STEPS) == 5
    assert FIRST in out
    assert "exit codes:" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_its_examples(name, run):
    code, out, _ = run(name, "--help")

    assert code == 0
    assert 2 <= len(COMMANDS[name].examples) <= 3
    assert all(f"  cqcoop {example}\n" in out for example in COMMANDS[name].examples)
    assert len(re.findall(r"\n  -o(?: FILE)?, --output FILE", out)) == (name not in KEEPING)


@pytest.mark.parametrize("argv", [[], *([name] for name in COMMANDS)], ids=lambda argv: " ".join(argv) or "top")
def test_help_fits_a_terminal_of_80_columns(argv, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    lines = run(*argv, "--help")[1].splitlines()

    assert [line for line in lines if width_of(line) > 80] == []


def test_the_listings_are_the_collections():
    assert list(LISTING) == [group.nouns for group in COLLECTIONS.values()]


def test_no_command_at_all_prints_the_help_and_is_refused(run):
    code, out, _ = run()

    assert code == 2
    assert FIRST in out


def test_version_names_code_and_data(run):
    assert run("--version") == (0, f"cqcoop {cqcoop.__version__}, data {load().version}\n", "")


# --- Mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["show", "Itly"], "cqcoop: no record is called 'Itly'; did you mean 'Italy'"),
        (["timeline", "nobody at all"], "cqcoop: no record is called 'nobody at all'"),
        (["events", "--kind", "vist"], "did you mean 'visit'?"),
        (["events", "--sort", "perid"], "did you mean 'period'?"),
        (["events", "--involving", "Italy", "--role", "visitd"], "did you mean 'visited'?"),
        (["events", "--during", "03/04/2023"], "found '03/04/2023'"),
        (["events", "--certainly"], "--certainly goes with --during"),
        (["events", "--role", "host"], "--role goes with the --involving before it"),
        (["events", "--involving", "IT", "--role", "host", "--role", "visitor"], "--role goes with the --involving"),
        (["events", "--limit", "0"], "expected a whole number from 1, found '0'"),
        (["events", "--limit", "few"], "expected a whole number from 1, found 'few'"),
        (["events", "--sort", "kind", "--count-by", "kind"], "not allowed with"),
        (["events", "--forma", "json"], "unrecognized arguments: --forma"),
        (["people", "--kind", "visit"], "unrecognized arguments"),
        (["evnts"], "invalid choice: 'evnts'"),
        (["events", "--data", "no-such-folder"], "cqcoop: no-such-folder: "),
        (["check", "no-such-folder"], "cqcoop: no-such-folder: "),
        (["fmt", "no-such-folder"], "cqcoop: no-such-folder: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_mistake_is_one_message_and_exit_code_2(argv, said, run):
    code, out, err = run(*argv)

    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") <= 2


def test_an_ambiguous_name_lists_who_it_may_be(folder, run):
    write("my-data", Manifest(), [Person(id="one", names=["Jo"]), Person(id="other", names=["Jo"])], replace=True)

    code, _, err = run("show", "Jo", "--data", "my-data")

    assert code == 2
    assert "'one'" in err
    assert "'other'" in err


def test_an_error_without_a_file_is_said_as_it_is(run, monkeypatch):
    def refuse(*_):
        raise OSError("no room")

    monkeypatch.setattr(__main__, "load", refuse)

    assert run("show", "italy") == (2, "", "cqcoop: no room\n")


def test_control_characters_in_a_mistake_do_not_reach_the_terminal(run):
    assert "\x1b" not in run("show", "\x1b[31mred")[2]
    assert "\x1b" not in run("\x1b[31mred")[2]


# --- One record ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "method"),
    [
        ([], "__str__"),
        (["--format", "text"], "__str__"),
        (["--format", "md"], "to_markdown"),
        (["--format", "html"], "to_html"),
    ],
)
def test_brief_prints_the_brief_in_each_format(options, method, run):
    expected = getattr(__main__.brief("Italy", during="2024"), method)()

    assert run("brief", "Italy", "--during", "2024", *options) == (0, expected.rstrip("\n") + "\n", "")


def test_cite_prints_the_citation_of_a_record_or_of_the_dataset(run):
    pact, citation = "liangjiang-wtpf-2023", __main__.cite

    assert run("cite", load()[pact].name) == (0, citation(pact) + "\n", "")
    assert run("cite", pact, "--format", "bibtex")[1].strip() == citation(pact, style="bibtex").strip()
    assert run("cite") == (0, citation(load()) + "\n", "")


def test_cite_cites_records_of_ones_own(folder, run):
    assert "访问重庆" in run("cite", "my-visit", "--data", "my-data")[1]


def leaves(value):
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [leaf for inner in value for leaf in leaves(inner)] if isinstance(value, list) else [value]


def is_told(leaf, page):
    if str(leaf) in page:
        return True
    try:
        return Period(leaf).describe() in page
    except CqcoopError:
        return False


@pytest.mark.parametrize("datatype", CLASSES)
def test_show_tells_everything_that_a_record_says(datatype, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100000")
    group = next(group for group in load().collections() if group.noun == datatype)
    for record in group:
        page = run("show", record.id)[1]

        left_out = [leaf for leaf in leaves(to_plain(record, sparse=True)) if not is_told(leaf, page)]
        # What every entry of evidence does unless it says something else is not repeated.
        assert [leaf for leaf in left_out if leaf not in ("stated", "supports")] == []


def test_show_puts_evidence_beside_what_it_supports(folder, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    code, out, err = run("show", "访问重庆", "--data", "my-data")

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "访问重庆",
        "event my-visit",
        "",
        "names            访问重庆 (zh-Hans; printed) [e1]",
        "kind             visit [e1]",
        "period           March 2035 [e1]",
        "place            Chongqing <chongqing> [e1]",
        "",
        f"evidence from {load().sources[SOURCE].name} <{SOURCE}>, {load().sources[SOURCE].url}",
        '  [e1] paragraph 2; "a visit"; supports kind, period',
    ]


def test_show_names_a_link_without_a_printed_name_and_tells_disputes_and_steps(folder, run):
    proof = [
        Evidence(key="a", source="my-source", fields=["period"], mode="inferred", step="by the byline"),
        Evidence(key="b", source="my-source", fields=["period"], stance="disputes", rival="2034", reason="a misprint"),
        Evidence(key="c", source="my-source", fields=["kind"], mode="coded"),
    ]
    parts = [
        Participation(id="italy", role="visitor", on_behalf_of="chongqing"),
        Participation(printed="X", role="host"),
    ]
    names = [Name(text="A visit", cites=["a"])]
    mine = my_visit(names=names, place="chongqing", participations=parts, evidence=proof)
    write("my-data", Manifest(), [mine, cqcoop.Source(id="my-source", kind="official")], replace=True)

    out = run("show", "my-visit", "--data", "my-data")[1]

    assert f"place            {load()['chongqing'].name} <chongqing>\n" in out
    assert "participations   - visitor: Italy <italy> (on behalf of " in out
    assert "                 - host: X\n" in out
    assert "evidence from my-source <my-source>\n" in out
    assert "[a] supports period; inferred: by the byline" in out
    assert "[b] disputes period; rival value 2034, not preferred: a misprint" in out
    assert "[c] supports kind; coded\n" in out


def test_show_tells_a_source_that_is_not_in_the_dataset_by_its_id():
    assert __main__._origin(None, "gone") == "gone"


def test_show_gives_the_item_of_the_data_file_as_json(listed):
    assert listed("show", "italy") == to_plain(load()["italy"], sparse=True)


# --- Many records ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ("events", lambda ds: ds.events),
        ("events --kind visit --kind seminar", lambda ds: ds.events.filter(kind=["visit", "seminar"])),
        ("events --during 2024-07", lambda ds: ds.events.during("2024-07")),
        ("events --during 2024-07-04 --certainly", lambda ds: ds.events.during("2024-07-04", certainly=True)),
        ("events --involving IT", lambda ds: ds.events.involving("Italy")),
        ("events --involving Yongchuan --role visited", lambda ds: ds.events.involving("Yongchuan", role="visited")),
        (
            "events --involving Italy --involving Yongchuan --role visited",
            lambda ds: ds.events.involving("Italy").involving("Yongchuan", role="visited"),
        ),
        (
            "agreements --between 'Liangjiang New Area' WTPF",
            lambda ds: ds.agreements.between("Liangjiang New Area", "WTPF"),
        ),
        ("parks --within Chongqing", lambda ds: ds.parks.within("Chongqing")),
        ("places --sector C10", lambda ds: ds.places.in_sector("C10")),
        (f"agreements --cited-by {SOURCE}", lambda ds: ds.agreements.cited_by(SOURCE)),
        ("events --supported-by 1", lambda ds: ds.events.supported_by(1)),
        ("events --sort period", lambda ds: ds.events.sort_by("period")),
        ("events --sort period --reverse", lambda ds: ds.events.sort_by("period", reverse=True)),
        ("people --reverse --limit 3", lambda ds: ds.people[::-1][:3]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_options_ask_what_the_library_would_be_asked(argv, expected, listed):
    found = expected(load())

    assert found, "the data no longer shows what is tested"
    assert listed(*shlex.split(argv)) == json.loads(found.to_json())


def test_a_listing_is_a_table_of_all_with_a_caption(run):
    out = run("organisations")[1]

    assert out.startswith(f"{len(load().organisations)} organisations\n\nid ")
    assert [line.split()[0] for line in out.splitlines()[4:]] == [body.id for body in load().organisations]


def test_a_limit_is_told_in_the_caption(run):
    assert run("events", "--limit", "2")[1].startswith(f"{len(load().events)} events, the first 2\n")
    assert run("events", "--limit", "1", "--format", "csv")[1].count("\n") == 2


def test_one_and_none_are_told_in_words(run):
    assert run("agreements", "--between", "Liangjiang New Area", "WTPF")[1].startswith("1 agreement\n")
    assert run("events", "--during", "1800") == (0, "0 events\n", "")


def test_a_listing_has_all_fields_in_csv_and_is_short_in_markdown(run):
    assert run("parks", "--format", "csv")[1] == load().parks.to_csv().replace("\r\n", "\n")
    assert run("parks", "--format", "md")[1] == load().parks.to_markdown() + "\n"


def test_counts_come_with_the_most_frequent_first_and_ties_in_order(folder, run):
    kinds = ["fair", "visit", "forum", "visit"]
    mine = [Event(id=f"e{number}", kind=kind, period="1901") for number, kind in enumerate(kinds)]
    mine.append(Event(id="e9", kind="forum", period="1901", edition=3))
    write("my-data", Manifest(), mine, replace=True)
    asked = ("events", "--during", "1901", "--data", "my-data")

    assert run(*asked, "--count-by", "kind")[1].splitlines() == [
        "3 values",
        "",
        "kind   events",
        "-----  ------",
        "forum       2",
        "visit       2",
        "fair        1",
    ]
    assert run(*asked, "--count-by", "edition", "--format", "csv")[1] == "edition,events\n,4\n3,1\n"
    assert json.loads(run(*asked, "--count-by", "period", "--format", "json")[1]) == [{"period": "1901", "events": 5}]
    assert "(none)       5" in run(*asked, "--count-by", "place")[1]


def test_search_says_which_name_matched_and_how_well(listed, run):
    expected = load().search("Wang Zhigan")[0]

    assert listed("search", "Wang Zhigan")[0] == {
        "id": expected.id,
        "matched": "Wang Zhigang",
        "how": expected.how,
        "score": expected.score,
        "type": "person",
        "name": load()[expected.id].name,
    }
    assert run("search", "Wang Zhigan", "--format", "md")[1].startswith(
        "| id | type | how | score | matched | name |\n"
    )


def test_search_may_be_restricted_to_a_type_and_a_number(listed):
    found = listed("search", "News from Chongqing", "--type", "source", "--limit", "1")

    assert [match["id"] for match in found] == [SOURCE]
    assert {match["type"] for match in listed("search", "Chongqing", "--type", "park")} == {"park"}
    assert len(listed("search", "Chongqing", "--limit", "2")) == 2


def test_counterparts_tell_how_often_and_in_what(listed, run):
    expected = load().counterparts("WTPF", during="2023")
    asked = ("counterparts", "WTPF", "--during", "2023")

    assert listed(*asked) == [{**one._asdict(), "together": list(one.together)} for one in expected]
    assert len(listed(*asked, "--limit", "1")) == 1
    rows = run(*asked, "--format", "csv")[1].splitlines()
    assert rows[0] == "together,name,id,in"
    assert rows[1].endswith("; ".join(expected[0].together))
    assert run(*asked)[1].startswith(f"{len(expected)} counterpart")


def test_timeline_tells_a_day_once_and_puts_the_undated_last(folder, run):
    stages = [
        {"stage": "launched", "period": "2031-05-06"},
        {"stage": "opened", "period": "2031-05-06"},
        {"stage": "ended"},
    ]
    park = cqcoop.from_dict(cqcoop.IndustrialPark, {"id": "p", "kind": "other", "names": [], "milestones": stages})
    write("my-data", Manifest(), [park], replace=True)

    out = run("timeline", "p", "--data", "my-data", "--limit", "5")[1]

    assert out.splitlines() == [
        "3 entries",
        "",
        "6 May 2031 · p",
        "  - p: launched",
        "  - p: opened",
        "",
        "undated · p",
        "  - p: ended",
    ]


def test_timeline_has_the_formats_of_a_table(listed, run):
    zone = "cross-straits-zone-chongqing"
    expected = load().timeline(zone)

    found = listed("timeline", zone)
    assert [entry["when"] for entry in found] == [str(one.when) if one.when else None for one in expected]
    assert run("timeline", zone, "--limit", "1", "--format", "csv")[1].splitlines()[0] == "when,what,id,field"
    assert run("timeline", zone, "--limit", "1")[1].startswith(f"{len(expected)} entries, the first 1\n")
    assert len(run("timeline", zone, "--during", "2022")[1]) < len(run("timeline", zone)[1])


# --- Terminals and files ---------------------------------------------------------------------------------------------


class Terminal(io.TextIOWrapper):
    """A terminal that keeps what is printed on it."""

    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding=encoding, newline="")

    def isatty(self):
        return True

    @property
    def shown(self):
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def terminal(monkeypatch):
    """Stand before a terminal of some columns and give what a command line shows on it."""

    def call(*argv, width=80, encoding="utf-8"):
        screen = Terminal(encoding)
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(__main__, "get_terminal_size", lambda: os.terminal_size((width, 24)))
        assert main(argv) == 0
        return screen.shown

    return call


ASKED = [
    *(pytest.param([name], id=name) for name in LISTING),
    pytest.param(["search", "Chongqing", "--limit", "20"], id="search"),
    pytest.param(["counterparts", "Chongqing"], id="counterparts"),
    pytest.param(["timeline", "Chongqing"], id="timeline"),
    pytest.param(["show", "western-chongqing-visit-2024"], id="show"),
    pytest.param(["agreements", "--count-by", "clauses.kind"], id="count-by"),
]


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("argv", ASKED)
def test_lines_fit_the_terminal_but_for_what_must_not_be_cut(argv, width, terminal):
    lines = terminal(*argv, width=width).splitlines()

    # What stands between dots is ids and the like, which are needed whole.
    assert [line for line in lines if width_of(line) > width and " · " not in line] == []


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", LISTING)
def test_ids_are_never_cut(name, width, terminal):
    shown = terminal(name, width=width)

    assert [record.id for record in getattr(load(), name) if not re.search(rf"^{record.id}\b", shown, re.M)] == []


def wide(**texts):
    return [{"id": "an-id", "name": None, "more": None, **texts}]


TABLE = __main__.Table(("id", "name", "more"), (), "name", "more")


@pytest.mark.parametrize(
    ("rows", "width", "expected"),
    [
        pytest.param(wide(name="Name"), 80, ["id     name", "-----  ----", "an-id  Name"], id="empty columns go"),
        pytest.param(wide(), 80, ["id     name", "-----  ----", "an-id"], id="the running text stays even if empty"),
        pytest.param(
            wide(name="Name", more="b " * 40),
            40,
            ["id     name  more", f"-----  ----  {'-' * 26}", f"an-id  Name  {'b ' * 12}b…"],
            id="the spare column is cut first",
        ),
        pytest.param(
            wide(name="a " * 40, more="b " * 40),
            40,
            ["id     name", f"-----  {'-' * 32}", f"an-id  {'a ' * 15}a…"],
            id="and goes where the text needs the room",
        ),
        pytest.param(
            wide(name="a " * 24, id="i" * 20),
            40,
            ["i" * 20, f"  {'a ' * 18}a", f"  {'a ' * 4}a"],
            id="entries where the text would be cut too short",
        ),
        pytest.param(wide(id="i" * 50), 40, ["i" * 50], id="an entry without a text"),
    ],
)
def test_a_table_makes_the_best_of_its_width(rows, width, expected):
    lines = __main__._set(TABLE._replace(rows=rows), width).splitlines()

    assert [line.rstrip() for line in lines if line.strip()] == expected


def test_nothing_is_cut_where_there_is_no_terminal(run):
    out = run("events")[1]

    assert all(event.name in out for event in load().events)


def test_columns_in_the_environment_stand_for_a_terminal(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")

    assert max(map(width_of, run("show", "italy")[1].splitlines())) <= 60


def test_a_terminal_that_cannot_print_chinese_gets_question_marks_and_a_warning(folder, terminal, capsys):
    shown = terminal("show", "my-visit", "--data", "my-data", encoding="ascii")

    assert shown.startswith("????\nevent my-visit\n")
    assert "not every character can be printed in ascii" in capsys.readouterr().err


def test_help_can_be_read_on_any_terminal(terminal):
    assert "? is a warning" in terminal("check", "--help", encoding="ascii")


def test_what_could_drive_a_terminal_is_made_visible_there_and_kept_elsewhere(folder, terminal, run):
    write("my-data", Manifest(), [Person(id="p", notes=["a\u202eb"])], replace=True)

    kept = run("show", "p", "--data", "my-data", "--format", "json")[1]
    shown = terminal("show", "p", "--data", "my-data", "--format", "json")
    assert "a\u202eb" in kept
    assert "a\\u202eb" in shown
    assert "\u202e" not in terminal("show", "p", "--data", "my-data")


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("italy.txt", [], "event western"),
        ("italy.json", [], '{\n  "id"'),
        ("italy", [], "event western"),
        ("italy.json", ["--format", "text"], "event western"),
        ("italy.TXT", [], "event western"),
        ("italy.csv", ["--format", "text"], "event western"),
        ("italy.JSON", [], '{\n  "id"'),
    ],
)
def test_a_file_gets_the_format_of_its_name(name, options, start, folder, run):
    assert run("show", "western-chongqing-visit-2024", "-o", name, *options) == (0, "", "")

    written = Path(name).read_text("utf-8")
    assert written.startswith(start) or written.splitlines()[1].startswith(start)
    assert written.endswith("\n")


@pytest.mark.parametrize(
    ("argv", "name", "known", "usual"),
    [
        ("show italy", "italy.csv", ".json or .txt", "text"),
        ("show italy", "italy.docx", ".json or .txt", "text"),
        ("events", "events.xlsx", ".md, .json, .csv or .txt", "table"),
        ("events", "v1.2", ".md, .json, .csv or .txt", "csv"),
        ("brief Italy", "italy.csv", ".md, .html, .htm or .txt", "text"),
        ("cite", "italy.md", ".bib or .txt", "text"),
    ],
)
def test_a_file_of_an_unknown_ending_is_refused_and_not_written(argv, name, known, usual, folder, run):
    code, out, err = run(*shlex.split(argv), "-o", name)

    assert (code, out) == (2, "")
    assert err == f"cqcoop: -o {name}: expected a name that ends in {known}; or say --format\n"
    assert not Path(name).exists()
    assert run(*shlex.split(argv), "-o", name, "--format", usual) == (0, "", "")
    assert Path(name).exists()


def test_a_csv_file_is_the_one_of_the_library(folder, run):
    assert run("parks", "-o", "parks.csv")[0] == 0

    load().parks.to_csv("expected.csv")
    assert Path("parks.csv").read_bytes() == Path("expected.csv").read_bytes()


def test_a_file_is_written_whole_or_not_at_all(folder, run):
    Path("old.json").write_text("old")

    assert run("show", "nobody", "-o", "old.json")[0] == 2
    assert Path("old.json").read_text() == "old"
    assert run("show", "italy", "-o", "no-such-folder/italy.json")[0] == 2
    assert sorted(path.name for path in folder.iterdir()) == ["my-data", "old.json"]


def test_a_file_is_set_as_if_there_were_no_terminal(folder, run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    run("events", "-o", "events.txt")

    assert all(event.name in Path("events.txt").read_text("utf-8") for event in load().events)


# --- Records of one's own --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "argv", [["--data", "my-data", "events"], ["events", "--data", "my-data"]], ids=["before", "after"]
)
def test_records_of_ones_own_are_read_on_top_of_the_shipped_ones(argv, folder, listed):
    assert {event["id"] for event in listed(*argv)} == {*(event.id for event in load().events), "my-visit"}


def test_one_file_will_do(folder, listed):
    write("mine.json", Manifest(), [my_visit()])

    assert [event["id"] for event in listed("events", "--during", "2035", "--data", "mine.json")] == ["my-visit"]


def test_the_shipped_data_may_be_named_as_such(listed):
    assert len(listed("events", "--data", str(SHIPPED))) == len(load().events)


def test_a_whole_dataset_is_read_alone(small, run):
    write("whole", Manifest(), [cqcoop.Place(id="mine", kind="site"), *__main__.load(), my_visit()])

    code, out, err = run("events", "--data", "whole")

    assert code == 0
    assert out.startswith("1 event\n")
    assert err.startswith("cqcoop: warning: whole: 3 values without evidence; ")


def test_redirects_of_both_are_followed(small, run):
    write("my-data", Manifest(redirects={"my-old": "my-visit"}), [my_visit()], replace=True)

    assert run("show", "my-old", "--data", "my-data")[1].splitlines()[1] == "event my-visit"
    assert run("show", "old", "--data", "my-data")[1].splitlines()[1] == "person li"


def test_missing_evidence_of_ones_own_is_a_warning(folder, run):
    write("my-data", Manifest(), [my_visit(evidence=[], names=[], place=None)], replace=True)

    code, out, err = run("events", "--during", "2035", "--data", "my-data")

    assert code == 0
    assert out.startswith("1 event\n")
    assert err.startswith("cqcoop: warning: my-data: 2 values without evidence; ")


def test_evidence_that_hangs_in_the_air_stops_everything(folder, run):
    write("my-data", Manifest(), [my_visit(names=[Name(text="V", cites=["e2"])])], replace=True)

    code, out, err = run("events", "--data", "my-data")

    assert (code, out) == (1, "")
    assert "events.json · my-visit · names: expected the key of an evidence entry of the record, found 'e2'" in err


def test_problems_of_ones_own_stop_everything_and_are_listed(folder, run):
    write("my-data", Manifest(), [my_visit(place="nowhere")], replace=True)

    code, out, err = run("events", "--data", "my-data")

    assert (code, out) == (1, "")
    assert err.startswith("cqcoop: 1 problem in the dataset\n  events.json · my-visit · place: expected")


def test_of_many_problems_the_first_are_listed(folder, run):
    write("my-data", Manifest(), [my_visit(id=f"v{number}", place="nowhere") for number in range(20)], replace=True)

    code, _, err = run("events", "--data", "my-data")

    assert code == 1
    assert err.startswith("cqcoop: 20 problems in the dataset\n  events.json · v0 · ")
    assert err.count("nowhere") == 10
    assert err.endswith("  and 10 more; `cqcoop check` lists all\n")


# --- check -----------------------------------------------------------------------------------------------------------


def test_check_is_content_and_says_what_it_looked_at(small, run):
    write("my-data", Manifest(), [my_visit()], replace=True)

    assert run("check", "my-data") == (
        0,
        "my-data: no problems; checked files, values, ids, links and evidence of 1 record,"
        " on top of the shipped data 7\n",
        "",
    )


def test_check_without_a_base_misses_what_the_links_point_at(small, run):
    write("my-data", Manifest(), [my_visit()], replace=True)
    code, out, _ = run("check", "my-data", "--base", "none")

    assert code == 1
    assert "events.json · my-visit · place: expected the id of a record" in out
    assert out.endswith("of 1 record, alone\n")
    assert run("check", "my-data", "--alone") == (code, out, "")


def test_check_of_the_shipped_data_stands_alone_and_wants_evidence(small, run):
    code, out, _ = run("check", "shipped")

    assert code == 1
    assert out.splitlines()[0] == (
        "places.json · chongqing · kind: expected an evidence entry that supports the field, found none"
    )
    assert out.splitlines()[-1] == (
        "shipped: 2 problems; checked files, values, ids, links and evidence of 3 records,"
        " alone, as it holds the shipped records itself"
    )
    lenient, out, _ = run("check", "shipped", "--no-strict")
    assert lenient == 0
    assert out.splitlines()[-1].startswith("shipped: no problems and 2 warnings; ")


def test_check_of_the_shipped_data_does_not_load_it(small, run, monkeypatch):
    monkeypatch.setattr(__main__, "load", None)

    assert run("check", "shipped", "--no-strict")[0] == 0


def test_check_of_an_edition_of_the_shipped_data_stands_alone(small, run):
    write("edition", Manifest(), [*__main__.load(), my_visit()])

    assert run("check", "edition", "--no-strict")[0] == 0
    assert run("check", "edition", "--base", "shipped", "--no-strict")[0] == 1


def test_check_warns_of_missing_evidence_unless_it_is_strict(small, run):
    write("my-data", Manifest(), [my_visit(evidence=[], names=[], place=None)], replace=True)

    code, out, _ = run("check", "my-data")
    assert code == 0
    assert out.startswith("warning: events.json · my-visit · kind: expected an evidence entry")
    assert "my-data: no problems and 2 warnings; " in out
    code, out, _ = run("check", "my-data", "--strict")
    assert code == 1
    assert "warning" not in out
    assert "my-data: 2 problems; " in out


def test_check_finds_ids_that_are_taken(small, run):
    write(
        "my-data",
        Manifest(),
        [Person(id="li"), Person(id="my-one"), cqcoop.Initiative(id="my-one", kind="other")],
        replace=True,
    )

    code, out, _ = run("check", "my-data", "--base", "shipped")

    assert code == 1
    assert re.findall(r"^(\w+)\.json · ([\w-]+) · id: expected an id of its own", out, re.M) == [
        ("people", "li"),
        ("initiatives", "my-one"),
    ]


def test_check_of_edited_files_looks_at_everything_else_too(small, run):
    write("my-data", Manifest(), [my_visit(place="chongqing")], replace=True)
    file = Path("my-data/events.json")
    file.write_text(file.read_text("utf-8").replace('"chongqing"', '"chonqing"'), "utf-8")

    code, out, _ = run("check", "my-data")

    assert code == 1
    assert "events.json: expected the content that the manifest was written for" in out
    assert "place: expected the id of a record (park or place), found 'chonqing'" in out
    assert "did you mean 'chongqing'?" in out


def test_check_lists_what_is_wrong_with_values_files_and_links_together(small, run):
    write("my-data", Manifest(), [my_visit()], replace=True)
    file = Path("my-data/events.json")
    file.write_text(file.read_text("utf-8").replace('"visit"', '"vist"').replace("2035-03", "2035-33"), "utf-8")

    code, out, _ = run("check", "my-data")

    assert code == 1
    assert "events.json · my-visit · kind: expected" in out
    assert "events.json · my-visit · period: expected" in out
    assert out.splitlines()[-1].startswith("my-data: 3 problems; checked files, values, ids, links and evidence of")


# --- fmt -------------------------------------------------------------------------------------------------------------


def everything(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


MANIFEST = Manifest(title="T", version="3", licence="CC0-1.0", covers="C", redirects={"old": "my-visit"})


def disorder(path):
    """Write the items of a file in another layout."""
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=True), "utf-8")


def test_fmt_restores_the_canonical_layout_and_keeps_the_manifest(folder, run):
    write("my-data", MANIFEST, [my_visit(), Person(id="p")], replace=True)
    Path("my-data/README.md").write_text("mine")
    before = everything("my-data")
    disorder(Path("my-data/events.json"))
    disorder(Path("my-data/manifest.json"))

    assert run("fmt", "my-data")[:2] == (0, "my-data: rewrote events.json, manifest.json; 1 other file in order\n")
    assert everything("my-data") == before
    assert run("fmt", "my-data")[:2] == (0, "my-data: nothing to do, 3 files in order\n")


def test_fmt_accepts_an_edited_file(folder, run):
    file = Path("my-data/events.json")
    file.write_text(file.read_text("utf-8").replace("2035-03", "2036-04"), "utf-8")
    assert run("check", "my-data")[0] == 1

    assert run("fmt", "my-data")[1].startswith("my-data: rewrote manifest.json; ")
    assert run("check", "my-data")[0] == 0
    assert cqcoop.read("my-data", base=load()).events["my-visit"].period == Period("2036-04")


def test_fmt_check_says_what_would_change_and_changes_nothing(folder, run):
    assert run("fmt", "my-data", "--check") == (0, "my-data: nothing to do, 2 files in order\n", "")
    disorder(Path("my-data/events.json"))
    before = everything("my-data")

    assert run("fmt", "my-data", "--check") == (1, "my-data: would rewrite events.json\n", "")
    assert everything("my-data") == before


def test_fmt_makes_a_dataset_of_files_without_a_manifest(folder, run):
    Path("my-data/manifest.json").unlink()

    assert run("fmt", "my-data") == (0, "my-data: rewrote manifest.json; 1 other file in order\n", "")
    assert run("check", "my-data")[0] == 0


def test_fmt_says_that_a_file_without_records_goes(folder, run):
    Path("my-data/people.json").write_text("[]")

    assert run("fmt", "my-data")[1] == "my-data: rewrote people.json; 2 other files in order\n"
    assert sorted(everything("my-data")) == ["events.json", "manifest.json"]


def test_fmt_of_one_file(folder, run):
    write("mine.json", MANIFEST, [my_visit()])
    before = Path("mine.json").read_bytes()
    disorder(Path("mine.json"))

    assert run("fmt", "mine.json", "--check")[:2] == (1, "mine.json: would rewrite mine.json\n")
    assert run("fmt", "mine.json")[:2] == (0, "mine.json: rewrote mine.json; 0 other files in order\n")
    assert Path("mine.json").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("events.json", '[{"id": "my-visit", "kind": "vist"}]', "events.json · my-visit · kind: expected"),
        ("events.json", '[{"id": "e", "kind": "fair", "colour": "red"}]', "events.json · e · colour: expected a field"),
        (
            "events.json",
            '[{"id": "e", "kind": "fair"}, {"id": "e", "kind": "fair"}]',
            "· e · id: expected an id used once",
        ),
        ("events.json", "[", "events.json: expected JSON, found"),
        ("manifest.json", '{"format": 1, "author": "me"}', "manifest.json · "),
        ("manifest.json", '{"format": 2}', "manifest.json · format: expected 1"),
    ],
)
def test_fmt_writes_nothing_where_there_is_any_problem(name, content, said, folder, run):
    write("my-data", Manifest(), [my_visit(), Person(id="p")], replace=True)
    disorder(Path("my-data/people.json"))
    Path("my-data", name).write_text(content)
    before = everything("my-data")

    code, out, _ = run("fmt", "my-data")

    assert code == 1
    assert said in out
    assert out.splitlines()[-1] == "my-data: 1 problem; nothing was written"
    assert everything("my-data") == before


def test_fmt_leaves_alone_what_is_no_dataset(folder, run):
    Path("empty").mkdir()
    Path("notes.txt").write_text(f'{{"people": {layout([Person(id="p")])}}}')

    assert run("fmt", "empty")[2].startswith("cqcoop: empty: expected a dataset, found no record in any of events.json")
    assert run("fmt", "notes.txt")[2] == "cqcoop: notes.txt: expected a folder or a file that ends in .json\n"
    assert everything("empty") == {}


def test_fmt_of_the_folder_one_stands_in(folder, run, monkeypatch):
    monkeypatch.chdir(folder / "my-data")

    assert run("fmt", ".") == (0, ".: nothing to do, 2 files in order\n", "")
    Path("inner").mkdir()
    monkeypatch.chdir("inner")
    assert run("fmt", "..") == (0, "..: nothing to do, 2 files in order\n", "")


def test_fmt_knows_every_file_of_a_dataset(small, run):
    assert set(everything("shipped")) <= {*FILES.values(), "manifest.json"}
    assert run("fmt", "shipped")[1] == "shipped: nothing to do, 4 files in order\n"


# --- The process -----------------------------------------------------------------------------------------------------


def command(*argv, **options):
    return subprocess.run(  # the interpreter that runs the tests, with arguments of ours
        [sys.executable, "-m", "cqcoop", *argv], capture_output=True, timeout=60, check=False, **options
    )


def test_python_m_runs_it_and_passes_the_exit_code():
    fine, missed = command("--version"), command("show", "Itly")

    assert (fine.returncode, fine.stdout.decode().strip()) == (0, f"cqcoop {cqcoop.__version__}, data {load().version}")
    assert missed.returncode == 2
    assert b"Traceback" not in missed.stderr
    assert b"did you mean 'Italy'" in missed.stderr


def test_a_process_that_cannot_print_chinese_does_not_fail(folder):
    done = command("show", "my-visit", "--data", "my-data", env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0
    assert done.stdout.startswith(b"????")


def test_a_reader_that_goes_away_is_no_error_to_speak_of():
    with subprocess.Popen(
        [sys.executable, "-m", "cqcoop", "events", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert process.returncode == 141
    assert said == b""


@pytest.mark.parametrize("argv", [["events"], ["--help"]], ids=" ".join)
def test_a_closed_pipe_ends_it_quietly(argv, monkeypatch, capsys):
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", buffering=1, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(argv) == 141
    assert capsys.readouterr().err == ""


def test_an_interruption_ends_it_quietly(monkeypatch, run):
    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "load", interrupt)

    assert run("show", "italy") == (130, "", "")


def test_the_module_exits_with_the_code_of_main(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["cqcoop", "show", "Itly"])

    with pytest.raises(SystemExit, match="2"):
        runpy.run_path(__main__.__file__, run_name="__main__")


def test_the_example_of_main_is_right():
    assert doctest.testmod(__main__) == (0, 1)


def test_the_installed_command_is_main():
    (script,) = entry_points(group="console_scripts", name="cqcoop")

    assert script.load() is main
