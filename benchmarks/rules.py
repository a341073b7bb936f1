"""What each rule of `check` costs: `python -m benchmarks.rules [course]`, without one the course here.

Processor time of this process, the least of three runs. Rules that a course turns off are measured too.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ihrp_course.blocks import SHAPES  # noqa: E402
from ihrp_course.check import check, closer  # noqa: E402
from ihrp_course.check.course import Draft  # noqa: E402
from ihrp_course.check.items import POOL_RULES, RULES  # noqa: E402
from ihrp_course.check.items.ask import read_pools  # noqa: E402
from ihrp_course.check.language import judge, read_patterns  # noqa: E402
from ihrp_course.parse import parse  # noqa: E402
from ihrp_course.source import read  # noqa: E402

T = TypeVar("T")
RUNS = 3


class Cost(NamedTuple):
    name: str
    seconds: float
    found: int


def cost(name: str, work: Callable[[], Iterable[object]]) -> Cost:
    best, found = float("inf"), 0
    for _ in range(RUNS):
        started = time.process_time()
        found = len(list(work()))
        best = min(best, time.process_time() - started)
    return Cost(name, best, found)


def costs(folder: Path) -> list[Cost]:
    """Reading, parsing, what a build asks, and then one row for each further rule."""
    sources, _ = read(folder)
    parsed, told = parse(sources, SHAPES)
    course = check(parsed, sources, told).course
    if course is None:
        raise SystemExit(f"{folder}: mend its errors first")
    draft = Draft(parsed, sources)
    rows = [
        cost("(read)", lambda: [read(folder)]),
        cost("(parse)", lambda: [parse(sources, SHAPES)]),
        cost("(what a build asks)", lambda: check(parsed, sources).diagnostics),
        cost("(questions gathered)", lambda: [read_pools(course, parsed)]),
    ]
    pools, practice = read_pools(course, parsed)
    asks = [*practice, *(ask for pool in pools for ask in pool.asks)]
    rows += [cost(name, over(rule, asks)) for name, rule in RULES.items()]
    rows += [cost(f"{name} of banks", over(rule, pools)) for name, rule in POOL_RULES.items()]
    patterns, _ = read_patterns(parsed)
    rows += [cost(each.rule.id, partial(judge, course, [each])) for each in patterns]
    levels = closer.levels(parsed)
    rows += [
        cost(f"({name})", partial(look, course, draft, levels))
        for name, look in closer.LOOKS.items()
    ]
    return rows


def over(
    rule: Callable[[T], Iterable[object]], things: Iterable[T]
) -> Callable[[], Iterable[object]]:
    """The rule asked of each thing."""
    return lambda: (found for thing in things for found in rule(thing))


def main() -> None:
    """Print the table, the dearest first."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    print("| rule | ms | findings |")
    print("| --- | --- | --- |")
    for row in sorted(costs(folder), key=lambda row: -row.seconds):
        print(f"| {row.name} | {row.seconds * 1000:.1f} | {row.found} |")


if __name__ == "__main__":
    main()
