"""What `inspect` costs: a large package, our own, hostile ones, and the gate in a build.

`python -m benchmarks.inspecting` prints its part of the table alone. The name is not `inspect`, which is the
standard library's. Large zips are made by a process of their own: what a process has held counts for those that
it starts.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from zipfile import ZIP_STORED, ZipFile

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ihrp_course import report  # noqa: E402
from ihrp_course.pipeline import build  # noqa: E402
from tests.inspect.test_hostile import HOSTILE  # noqa: E402

RUNS = 5
MB = 1_000_000
LARGE = "100 MB.zip"
LOOK = "import sys; from pathlib import Path; from ihrp_course.inspect import inspect; inspect(Path(sys.argv[1]))"
Row = tuple[str, str, str, bool]


class Run(Protocol):
    """One process: seconds from start to end, MB at most, and seconds of a processor."""

    @property
    def wall(self) -> float: ...
    @property
    def peak(self) -> float: ...
    @property
    def cpu(self) -> float: ...


def large(source: Path, target: Path) -> Path:
    """A good package grown to 100 MB: twenty films and two hundred pictures."""
    noise = random.Random(1)
    with ZipFile(source) as small, ZipFile(target, "w", ZIP_STORED) as grown:
        media = {f"media/film-{n}.mp4": 4 * MB for n in range(20)}
        media |= {f"media/picture-{n}.jpg": MB // 10 for n in range(200)}
        for name in small.namelist():
            content = small.read(name)
            if name == "imsmanifest.xml":
                files = "".join(f'<file href="{each}"/>' for each in media)
                content = content.replace(b"</resource>", f"{files}</resource>".encode(), 1)
            grown.writestr(name, content)
        for name, size in media.items():
            grown.writestr(name, noise.randbytes(size))
    return target


def inspect_rows(work: Path, run: Callable[..., Run]) -> list[Row]:
    """`work/real` holds our packages."""
    own = next((work / "real").glob("ihrp-0*scorm12.zip"))
    command = (sys.executable, "-m", "ihrp_course", "inspect")
    run(sys.executable, __file__, "--make", str(work), str(own))
    rows: list[Row] = []
    for name, zipped, reach in (
        ("`inspect` of a package of 100 MB", work / LARGE, 2.0),
        ("`inspect` of the whole-course package", own, 0.4),
    ):
        run(*command, str(zipped))
        runs = [run(*command, str(zipped)) for _ in range(RUNS)]
        walls = [each.wall for each in runs]
        middle = statistics.median(walls)
        told = f"{middle:.2f} ({min(walls):.2f}–{max(walls):.2f}) s{_computing(runs)}"
        rows.append((name, f"≤ {reach} s", told, middle <= reach))
    return [*rows, _hostile(work, run), _gate()]


def _hostile(work: Path, run: Callable[..., Run]) -> Row:
    """The slowest and the largest of the hostile zips."""
    slowest, largest = (0.0, "", ""), (0.0, "")
    for name in HOSTILE:
        runs = [run(sys.executable, "-c", LOOK, str(work / f"{name}.zip")) for _ in range(3)]
        wall = statistics.median(each.wall for each in runs)
        slowest = max(slowest, (wall, _computing(runs), name))
        largest = max(largest, (max(each.peak for each in runs), name))
    return (
        f"`inspect` of {len(HOSTILE)} hostile zips, each",
        "≤ 2 s, ≤ 200 MB",
        f"{slowest[0]:.2f} s{slowest[1]} ({slowest[2]}), {largest[0]:.0f} MB ({largest[1]})",
        slowest[0] <= 2 and largest[0] <= 200,
    )


def _computing(runs: list[Run]) -> str:
    """How much of it was computing: the rest is a machine that others use as well."""
    return f", {min(each.cpu for each in runs):.2f} s of it computing"


def _gate() -> Row:
    """Its share of a build's processor time, in one process, with its import."""
    spent = 0.0
    look = report.faults

    def timed(zipped: Path) -> tuple[report.Fault, ...]:
        nonlocal spent
        started = time.process_time()
        found = look(zipped)
        spent += time.process_time() - started
        return found

    shares: list[float] = []
    report.faults = timed
    try:
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(RUNS):
                spent, started = 0.0, time.process_time()
                assert build(ROOT, Path(folder)).written
                shares.append(100 * spent / (time.process_time() - started))
    finally:
        report.faults = look
    middle = statistics.median(shares)
    told = f"{middle:.1f} ({min(shares):.1f}–{max(shares):.1f}) %"
    return ("the gate of `inspect` in a build of this course", "≤ 10 %", told, middle <= 10)


def make(work: Path, own: Path) -> None:
    """All zips that are looked into, but our own."""
    large(own, work / LARGE)
    for name, hostile in HOSTILE.items():
        (work / f"{name}.zip").write_bytes(hostile())


def main() -> None:
    """This part of the table."""
    if sys.argv[1:2] == ["--make"]:
        make(*map(Path, sys.argv[2:4]))
        return
    from benchmarks.bench import run

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        assert build(ROOT, work / "real").written
        for row in inspect_rows(work, run):
            print("|", " | ".join([*row[:3], "yes" if row[3] else "no"]), "|")


if __name__ == "__main__":
    main()
