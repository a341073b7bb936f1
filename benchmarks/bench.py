"""`python3 run.py bench`: one table of what was asked for and what this machine measured.

Whole processes, one warm-up, then five counted runs; the two that make a ratio take turns, so that a machine
whose speed drifts slows both. Times are medians (least to most).
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.browser import measure_page, player_rows  # noqa: E402
from benchmarks.inspecting import inspect_rows  # noqa: E402
from benchmarks.preview import preview_rows  # noqa: E402
from benchmarks.rules import print_rules  # noqa: E402
from benchmarks.watching import watch_rows  # noqa: E402
from benchmarks.write_source import make  # noqa: E402

RUNS = 5


@dataclass(frozen=True, slots=True)
class Run:
    wall: float  # seconds
    peak: float  # MB
    cpu: float  # seconds


def run(*command: str) -> Run:
    """One process, from start to end; it may end with 1, when a package was refused."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with open(os.devnull, "wb") as nothing:
        started = time.perf_counter()
        actions = [(os.POSIX_SPAWN_DUP2, nothing.fileno(), number) for number in (1, 2)]
        process = os.posix_spawn(command[0], list(command), environment, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(wall, usage.ru_maxrss / 1000, usage.ru_utime + usage.ru_stime)


def spread(values: list[float], unit: str, digits: int = 2) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f}) {unit}"


def digests(folder: Path) -> str:
    """One digest of every zip's bytes."""
    whole = sha256()
    for file in sorted(folder.glob("*.zip")):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def sizes(package: Path) -> tuple[float, float, float]:
    """kB gzipped: what comes at launch (document, styles, first script), that script alone, the rest."""
    with ZipFile(package) as archive:
        packed = {
            name: len(gzip.compress(archive.read(name), 6)) / 1000
            for name in ("index.html", "player.css", "player.js", "later.js")
        }
    later = packed.pop("later.js")
    return sum(packed.values()), packed["player.js"], later


def state_characters(report: Path) -> list[int]:
    """What the state of each package can cost, least first: a whole course comes last."""
    found = json.loads(report.read_text(encoding="utf-8"))
    return sorted(int(entry["characters"]) for entry in found["state"])


Row = tuple[str, str, str, bool]


def compiler_rows(work: Path) -> list[Row]:
    python = sys.executable
    small, large = make("S", work), make("L", work)

    def build(course: Path, target: Path) -> Run:
        return run(python, "-m", "ihrp_course", "--course", str(course), "build",
                   "--standard", "scorm12", "--output", str(target))  # fmt: skip

    def floor() -> Run:
        return run(python, str(ROOT / "benchmarks/floor.py"), str(large), str(work / "floor"))

    build(small, work / "out-s")
    build(large, work / "out-l")
    floor()
    of_small = [build(small, work / "out-s") for _ in range(RUNS)]
    pairs = [(build(large, work / "out-l"), floor()) for _ in range(RUNS)]
    first = digests(work / "out-l")
    build(large, work / "again")
    ratios = [ours.wall / parts.wall for ours, parts in pairs]
    peak = max(ours.peak for ours, _ in pairs)
    wall = [ours.wall for ours, _ in pairs]
    refused = not list((work / "out-l").glob("l-1.0.0-*.zip"))
    return [
        ("whole process, SCORM 1.2, S", "≤ 0.45 s", spread([r.wall for r in of_small], "s"), statistics.median(r.wall for r in of_small) <= 0.45),
        ("whole process, SCORM 1.2, L", "≤ 1.5 s", spread(wall, "s"), statistics.median(wall) <= 1.5),
        ("L against the floor of its parts", "≤ 6 ×", spread(ratios, "×"), statistics.median(ratios) <= 6),
        ("floor of the parts at L", "", spread([f.wall for _, f in pairs], "s"), True),
        ("peak memory at L", "≤ 250 MB", f"{peak:.0f} MB", peak <= 250),
        ("two builds of L, same bytes", "yes", "yes" if first == digests(work / "again") else "no", first == digests(work / "again")),
        ("whole-course package of L refused by the state proof", "yes", "yes" if refused else "no", refused),
    ]  # fmt: skip


def check_rows(work: Path) -> list[Row]:
    python = sys.executable

    def check(course: Path) -> Run:
        return run(python, "-m", "ihrp_course", "--course", str(course), "check")

    rows: list[Row] = []
    for name, course, reach in (("the real course", ROOT, 0.8), ("L", make("L", work), 4.0)):
        check(course)
        walls = [check(course).wall for _ in range(RUNS)]
        rows.append(
            (
                f"`check` of {name}",
                f"≤ {reach} s",
                spread(walls, "s"),
                statistics.median(walls) <= reach,
            )
        )
    return rows  # fmt: skip


def package_rows(work: Path) -> list[Row]:
    python = sys.executable
    run(python, "-m", "ihrp_course", "--course", str(ROOT), "build", "--output", str(work / "real"))
    package = next((work / "real").glob("*harm-reduction*scorm12.zip"))
    launch, script, later = sizes(package)
    whole, _, _ = sizes(next((work / "real").glob("ihrp-0*scorm12.zip")))
    plan = make("plan", work)
    run(
        python,
        "-m",
        "ihrp_course",
        "--course",
        str(plan),
        "build",
        "--output",
        str(work / "out-plan"),
    )
    ours, planned = (state_characters(work / name / "report.json") for name in ("real", "out-plan"))
    page = measure_page(package)
    return [
        ("real module (9 lessons): HTML + CSS + JS at launch, gz", "≤ 90 kB", f"{launch:.1f} kB", launch <= 90),
        ("real module: JS at launch, gz", "≤ 20 kB", f"{script:.1f} kB", script <= 20),
        ("real module: JS fetched a second later, gz", "", f"{later:.1f} kB", True),
        ("whole course (35 lessons): HTML + CSS + JS at launch, gz", "≤ 250 kB", f"{whole:.1f} kB", whole <= 250),
        ("requests until readable", "≤ 6", str(page.requests), page.requests <= 6),
        ("readable after launch", "≤ 150 ms", spread(page.readable, "ms", 0), statistics.median(page.readable) <= 150),
        ("cumulative layout shift", "0", f"{page.shift:.4f}", page.shift == 0),
        ("LMS calls at start", "≤ 10", str(page.calls_at_start), page.calls_at_start <= 10),
        ("LMS calls per graded answer", "≤ 12", f"{page.calls_per_answer:.1f}", page.calls_per_answer <= 12),
        ("suspended state, largest module of this course, worst case", "≤ 700", f"{ours[-2]} characters", ours[-2] <= 700),
        ("suspended state, plan-sized, worst case", "≤ 2,200", f"{planned[-1]} characters", planned[-1] <= 2200),
        ("suspended state, this whole course, worst case (4,000 fit)", "", f"{ours[-1]} characters", True),
    ]  # fmt: skip


def page_rows(work: Path) -> list[Row]:
    """Of packages that the rows before have built."""
    names = ("real/*harm-reduction*scorm12.zip", "out-plan/plan-1*scorm12.zip", "out-l/l-m01-*.zip", "out-s/s-1*.zip")  # fmt: skip
    real, plan, of_large, small = (next(work.glob(name)) for name in names)
    return player_rows(real, plan, of_large, small)


def main() -> None:
    """Print the table, then the rules."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *compiler_rows(Path(folder)),
            *check_rows(Path(folder)),
            *watch_rows(Path(folder)),
            *preview_rows(),
            *package_rows(Path(folder)),
            *page_rows(Path(folder)),
            *inspect_rows(Path(folder), run),
        ]
    print("| measure | reach | measured | met |")
    print("| --- | --- | --- | --- |")
    for name, reach, measured, is_met in rows:
        print(f"| {name} | {reach} | {measured} | {'yes' if is_met else 'no'} |")
    print("\nWhat each rule of `check` costs in the real course, processor time:\n")
    print_rules(ROOT)


if __name__ == "__main__":
    main()
