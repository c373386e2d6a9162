"""Measure `Period` against `dateutil.parser.isoparse`: run `python benchmarks/periods.py`.

The three workloads take turns within one process, and only the ratios of their medians mean anything.
"""

from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import perf_counter

from dateutil.parser import isoparse

from cqcoop.periods import _CACHE_SIZE, Period

ROUNDS = 15
REPEATS = 20_000

# More dates than the cache holds, in one order: each has been thrown out before its turn comes again.
NEW_DATES = [(date(1950, 1, 1) + timedelta(days=n)).isoformat() for n in range(_CACHE_SIZE + 4_000)]
ONE_DATE = ["2011-11-17"] * REPEATS


def seconds_each(read: Callable[[str], object], texts: list[str]) -> float:
    """Return the seconds that reading one text takes on average."""
    started = perf_counter()
    for text in texts:
        read(text)
    return (perf_counter() - started) / len(texts)


def main() -> None:
    """Print the time of each workload and its ratio to isoparse."""
    workloads = {
        "isoparse": (isoparse, NEW_DATES),
        "new ISO date": (Period, NEW_DATES),
        "repeated ISO date": (Period, ONE_DATE),
    }
    times: dict[str, list[float]] = {name: [] for name in workloads}
    for _ in range(ROUNDS):
        for name, (read, texts) in workloads.items():
            times[name].append(seconds_each(read, texts))
    base = median(times["isoparse"])
    bars = {"isoparse": 1.0, "new ISO date": 1.0, "repeated ISO date": 0.1}
    print(f"{'workload':<20}{'µs':>8}{'ratio':>8}{'bar':>8}")
    for name, bar in bars.items():
        each = median(times[name])
        print(f"{name:<20}{each * 1e6:>8.3f}{each / base:>8.3f}{bar:>8.1f}")


if __name__ == "__main__":
    main()
