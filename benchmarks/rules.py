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
from ihrp_course.check.items.ask import Ask, Pool, read_asks  # noqa: E402
from ihrp_course.check.language import PATH, Pattern, judge, read_patterns  # noqa: E402
from ihrp_course.diagnostics import Diagnostic  # noqa: E402
from ihrp_course.model import Bank, Course, Lesson  # noqa: E402
from ihrp_course.parse import parse  # noqa: E402
from ihrp_course.parse.tree import Parsed  # noqa: E402
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
        cost("(questions gathered)", lambda: _asked(course, parsed)),
    ]
    asked = _asked(course, parsed)
    asks = [ask for _, found in asked for ask in found]
    pools = [Pool(file.id, file.span, found) for file, found in asked if isinstance(file, Bank)]
    rows += [cost(name, over(rule, asks)) for name, rule in RULES.items()]
    rows += [cost(f"{name} of banks", over(rule, pools)) for name, rule in POOL_RULES.items()]
    patterns, _ = read_patterns(parsed.yaml.get(PATH))
    # All patterns together gather and fold the texts once; here each does it for itself.
    rows.append(cost("(texts folded, in each L)", over(partial(_judge, patterns=[]), course.files)))
    rows += [
        cost(each.rule.id, over(partial(_judge, patterns=[each]), course.files))
        for each in patterns
    ]
    levels = closer.levels(parsed)
    rows += [
        cost(f"({name})", partial(look, course, draft, levels))
        for name, look in closer.LOOKS.items()
    ]
    return rows


def _judge(file: Lesson | Bank, patterns: list[Pattern]) -> list[Diagnostic]:
    return judge(file, patterns)


def _asked(course: Course, parsed: Parsed) -> list[tuple[Lesson | Bank, tuple[Ask, ...]]]:
    """The questions of each file."""
    known = course.objectives
    found: list[tuple[Lesson | Bank, tuple[Ask, ...]]] = []
    for file in course.files:
        named = [
            known.get((each.question and each.question.objective) or "") for each in file.blocks
        ]
        asks = read_asks(file, parsed.documents[file.path], named, course.references)
        found.append((file, asks))
    return found


def over(
    rule: Callable[[T], Iterable[object]], things: Iterable[T]
) -> Callable[[], Iterable[object]]:
    """The rule asked of each thing."""
    return lambda: (found for thing in things for found in rule(thing))


def print_rules(folder: Path) -> None:
    """The table, the dearest first."""
    print("| rule | ms | findings |")
    print("| --- | --- | --- |")
    for row in sorted(costs(folder), key=lambda row: -row.seconds):
        print(f"| {row.name} | {row.seconds * 1000:.1f} | {row.found} |")


if __name__ == "__main__":
    print_rules(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
