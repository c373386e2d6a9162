"""Name search against `pycountry.countries.search_fuzzy`: ratios of interleaved medians in one run.

Run it with ``python benchmarks/names.py``.  The bar is a ratio of 0.25 for every kind of query, on an index of 249
countries and on one of about 10,000 names; absolute times only mean something on the machine they were taken on.
"""

import random
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter_ns
from tracemalloc import get_traced_memory, start, stop

import pycountry

from cqcoop.names import Entry, NameIndex

ROUNDS = 15
BAR = 0.25

COUNTRIES = {
    "exact": "Niger",
    "typo": "Switzerlnd",
    "partial": "Guin",
    "words": "Republic Korea",
    "miss": "Qqqwxyz Vvbnm",
}
BODIES = {
    "exact": "Chongqing Yongchuan Commission of Commerce 7",
    "typo, one word": "Liangjang",
    "typo, many words": "Chongqing Yongchaun Comission of Commerce",
    "partial": "Chong",
    "common word": "Chongqing",
    "words": "Commerce Commission Yongchuan",
    "miss": "Qqqwxyz Vvbnm",
    "Chinese, exact": "重庆永川商务委员会7",
    "Chinese, part": "永川商务",
    "Chinese, one off": "永川商努委员会",
}


def country_entries() -> Iterator[Entry]:
    """Yield the names of the countries that pycountry holds."""
    for country in pycountry.countries:
        for rank, field in enumerate(("name", "common_name", "official_name")):
            if text := getattr(country, field, None):
                yield Entry(country.alpha_2, text, rank)


def body_entries(count: int = 3400) -> Iterator[Entry]:
    """Yield three names for each of many made-up bodies, most of which share words, as real ones do."""
    pick = random.Random(2024).choice
    places = [("Yongchuan", "永川"), ("Bishan", "璧山"), ("Liangjiang", "两江"), ("Fuling", "涪陵"), ("Beibei", "北碚")]
    kinds = [("Commission of Commerce", "商务委员会"), ("Electronics Park", "电子园"), ("Trade Center", "贸易中心")]
    syllables = ["zhi", "gang", "wei", "lan", "qiu", "mei", "tor", "ber", "sal", "ven", "dor", "min", "shu", "kel"]
    for number in range(count):
        (place, han_place), (kind, han_kind) = pick(places), pick(kinds)
        coined = f"{pick(syllables)}{pick(syllables)}{pick(syllables)} {pick(syllables)}{pick(syllables)}".title()
        yield Entry(f"body-{number}", f"Chongqing {place} {kind} {number}", 0)
        yield Entry(f"body-{number}", f"重庆{han_place}{han_kind}{number}", 0)
        yield Entry(f"body-{number}", f"{coined} {kind}", 2)


def asking(index: NameIndex, query: str) -> Callable[[], object]:
    """Return a call of our search."""
    return lambda: index.search(query)


def peer(query: str) -> Callable[[], object]:
    """Return a call of the peer that takes its LookupError for an empty answer."""

    def call() -> object:
        try:
            return pycountry.countries.search_fuzzy(query)
        except LookupError:
            return None

    return call


def medians(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median time of each call in microseconds, taken in turns so that a busy machine hits all alike."""
    times: dict[str, list[int]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            began = perf_counter_ns()
            call()
            times[name].append(perf_counter_ns() - began)
    return {name: median(taken) / 1000 for name, taken in times.items()}


def warm_up(index: NameIndex) -> None:
    """Have everything built, which the first questions of each kind pay for."""
    for query in ("Switzerlnd", "永川商努委员会"):
        index.search(query)


def report(title: str, queries: dict[str, tuple[Callable[[], object], Callable[[], object]]]) -> None:
    """Print the ratio for each kind of query."""
    print(f"\n{title}\n{'query':20}{'ours µs':>10}{'peer µs':>10}{'ratio':>8}")
    for kind, (ours, theirs) in queries.items():
        taken = medians({"ours": ours, "peer": theirs})
        ratio = taken["ours"] / taken["peer"]
        verdict = "" if ratio <= BAR else f"  above the bar of {BAR}"
        print(f"{kind:20}{taken['ours']:10.0f}{taken['peer']:10.0f}{ratio:8.3f}{verdict}")


def report_building(entries: list[Entry]) -> None:
    """Print what the first questions cost for each entry, in time and in memory."""
    began = perf_counter_ns()
    index = NameIndex(entries)
    index.exact("Chongqing")
    keyed = perf_counter_ns()
    warm_up(index)
    built = perf_counter_ns()
    start()
    traced = NameIndex(entries)
    warm_up(traced)
    size = get_traced_memory()[0] / 2**20
    stop()
    count = len(entries)
    print(f"\nbuilding, {count} entries: {(keyed - began) / count / 1000:.1f} µs an entry to the first exact answer,")
    print(f"{(built - keyed) / count / 1000:.1f} µs more to the first search; {size:.1f} MiB in all")


def main() -> None:
    """Measure and print."""
    countries, bodies = NameIndex(country_entries()), NameIndex(body_entries())
    for index in (countries, bodies):
        warm_up(index)
    peer("Niger")()
    report("countries", {kind: (asking(countries, query), peer(query)) for kind, query in COUNTRIES.items()})
    # The peer is asked for something that it finds by its name, its cheapest case.
    report("10,200 names", {kind: (asking(bodies, query), peer("Niger")) for kind, query in BODIES.items()})
    report_building(list(body_entries()))


if __name__ == "__main__":
    main()
