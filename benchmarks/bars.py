"""Measure every speed and size bar against its peer in the same run: `python benchmarks/bars.py`.

Only ratios mean anything: the two sides take turns, so that a busy machine hits both alike.
Processes are timed as a whole (median of 21 runs each), loops inside one process by the median of 15 rounds.
The peers are pycountry, particle, cattrs and dateutil; `pip install --group bench` has them.
Bytecode must be written (no `PYTHONDONTWRITEBYTECODE`), as it is for every installed package.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import names
import periods
import pycountry

import cqcoop

PROCESSES = 21
ROUNDS = 15

FIRST = "import cqcoop; cqcoop.agreements['liangjiang-wtpf-2023'].signed"
EVERYTHING = (
    "import cqcoop; ds = cqcoop.load(); all_links = [ds.get(link.id) for record in ds for link in links_of(record)]"
)
BUILD_ALL = f"from cqcoop.links import links_of; {EVERYTHING}; assert None not in all_links"
PROGRAMS = {
    "bare": "pass",
    "import cqcoop": "import cqcoop",
    "import attrs, json": "import attrs, json",
    "first record": FIRST,
    "pycountry, first": "import pycountry; pycountry.countries.get(alpha_2='IT')",
    "particle, first": "from particle import Particle; Particle.from_pdgid(211)",
    "every record": BUILD_ALL,
}
CATTRS = Path(__file__).with_name("through_cattrs.py")


def run(arguments: list[str]) -> float:
    """Return the seconds that one fresh process takes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, check=True)
    return perf_counter() - began


def processes() -> dict[str, float]:
    """Return the median seconds of each program, run in turns."""
    commands = {name: ["-c", program] for name, program in PROGRAMS.items()}
    commands["through cattrs"] = [str(CATTRS)]
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(PROCESSES + 1):
        for name, command in commands.items():
            seconds = run(command)
            if number:  # the first round fills the caches
                taken[name].append(seconds)
    return {name: median(runs) for name, runs in taken.items()}


def peak_memory(program: str) -> int:
    """Return the peak memory of a program in KiB, as Linux counts it for the process alone."""
    asking = (
        f"{program}\nprint(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
    )
    return int(subprocess.run([sys.executable, "-c", asking], check=True, capture_output=True, text=True).stdout)


def interleaved(calls: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Return the median seconds of one call of each, taken in turns."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            began = perf_counter()
            for _ in range(repeats):
                call()
            taken[name].append((perf_counter() - began) / repeats)
    return {name: median(each) for name, each in taken.items()}


class Plain:
    """A slots object with the one field that the scan looks at: the peer of our records in a loop."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind


def loops() -> dict[str, tuple[float, float]]:
    """Return ratio and bar of everything measured inside one process."""
    organisations, countries = cqcoop.organisations, pycountry.countries
    by_id = interleaved(
        {"ours": lambda: organisations["wtpf"], "peer": lambda: countries.get(alpha_2="IT")}, repeats=20_000
    )
    many = cqcoop.load().organisations
    grown = type(many)(many._graph, many._shelf, tuple(many) * (20_000 // len(many)))
    plain = [Plain(record.kind) for record in grown]

    def is_consulate(record: Any) -> bool:
        return record.kind == "consulate"

    scan = interleaved(
        {
            "predicate": lambda: grown.filter(is_consulate),
            "called": lambda: [record for record in plain if is_consulate(record)],
            "field": lambda: grown.filter(kind="consulate"),
            "written out": lambda: [record for record in plain if record.kind == "consulate"],
        },
        repeats=1,
    )
    countries_index, bodies_index = names.NameIndex(names.country_entries()), names.NameIndex(names.body_entries())
    for index in (countries_index, bodies_index):
        names.warm_up(index)
    searches = {
        kind: names.medians({"ours": names.asking(bodies_index, query), "peer": names.peer("Niger")})
        for kind, query in names.BODIES.items()
    }
    dates = {
        name: median(periods.seconds_each(read, texts) for _ in range(ROUNDS))
        for name, (read, texts) in {
            "peer": (periods.isoparse, periods.NEW_DATES),
            "new": (cqcoop.Period, periods.NEW_DATES),
            "repeated": (cqcoop.Period, periods.ONE_DATE),
        }.items()
    }
    return {
        "6  one record by id / pycountry get": (by_id["ours"] / by_id["peer"], 0.35),
        "7  scan with a predicate / over slots objects": (scan["predicate"] / scan["called"], 1.6),
        "7  filter(field=…) / the scan written out": (scan["field"] / scan["written out"], 4),
        "8  search, 10,200 names, worst kind / search_fuzzy": (
            max(t["ours"] / t["peer"] for t in searches.values()),
            0.25,
        ),
        "9  new ISO date / isoparse": (dates["new"] / dates["peer"], 1.0),
        "9  repeated ISO date / isoparse": (dates["repeated"] / dates["peer"], 0.1),
    }


def wheel_size() -> float:
    """Return the size of a freshly built wheel in MB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, str(Path(__file__).parents[1])]
        subprocess.run(command, check=True, capture_output=True)
        return next(Path(folder).glob("*.whl")).stat().st_size / 1e6


def main() -> None:
    """Measure everything and print the table."""
    seconds = processes()

    def ratio(ours: str, peer: str) -> float:
        return seconds[ours] / seconds[peer]

    bare, ours, theirs = (peak_memory(PROGRAMS[name]) for name in ("bare", "first record", "particle, first"))
    rows: dict[str, tuple[float, float]] = {
        "1  import cqcoop / python -c pass": (ratio("import cqcoop", "bare"), 1.1),
        "2  first record / import attrs, json": (ratio("first record", "import attrs, json"), 1.6),
        "3  first record / pycountry's": (ratio("first record", "pycountry, first"), 1.15),
        "3  first record / particle's": (ratio("first record", "particle, first"), 0.45),
        "4  every record, all links / json + cattrs": (ratio("every record", "through cattrs"), 0.6),
        "5  memory after the first record / particle's": ((ours - bare) / (theirs - bare), 1.0),
        **loops(),
        "10 wheel, MB": (wheel_size(), 0.5),
    }
    print(f"{'bar':<52}{'measured':>10}{'at most':>10}")
    for name, (measured, bar) in rows.items():
        print(f"{name:<52}{measured:>10.3f}{bar:>10.2f}{'' if measured <= bar else '   above'}")


if __name__ == "__main__":
    main()
