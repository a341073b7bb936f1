"""A very large course: everything ends, says what is too much, and takes memory by its size alone.

300 lessons in a plain run, 3,000 in a full one.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.generate import Writer, even, generate
from benchmarks.write_source import write
from ihrp_course.memory import Memory
from ihrp_course.pipeline import Built, build, check_course
from tests.conftest import FULL

LESSONS = 3000 if FULL else 300
PER_LESSON = 0.25  # MB, beside what any command takes
BASE = 110


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("large")
    write(generate("XL") if FULL else even(Writer(3), "x", 12, 25, 100, 5), place)
    return place


LAUNCH = """
import os, sys
_, status, usage = os.wait4(os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ), 0)
print("\\n" + str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""A small process between: what a command is started from counts as its own memory at first."""


def peak(folder: Path, *words: str) -> tuple[int, float, str]:
    """A command's exit code, the most memory it took in MB, and what it told."""
    command = [sys.executable, "-m", "ihrp_course", "--course", str(folder), *words]
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, *command[1:]], capture_output=True, text=True, check=False
    )
    told, _, kilobytes = done.stdout.strip().rpartition("\n")
    return done.returncode, int(kilobytes) / 1000, told + done.stderr


def test_check_says_what_is_too_much(folder: Path) -> None:
    code, memory, told = peak(folder, "check")

    assert code == 1
    assert "error[too-much-state]: the package x can need" in told
    assert memory < BASE + PER_LESSON * LESSONS


def test_build_makes_every_module_and_refuses_the_whole(folder: Path) -> None:
    code, memory, told = peak(folder, "build", "--standard", "scorm12")

    made = {path.name for path in (folder / "build").glob("*.zip")}
    assert made == {f"x-m{n:02d}-1.0.0-scorm12.zip" for n in range(1, LESSONS // 25 + 1)}
    assert code == 1 and "error[too-much-state]: the package x can need" in told
    assert memory < BASE + PER_LESSON * LESSONS


def test_watching_remembers_no_more_from_round_to_round(folder: Path, tmp_path: Path) -> None:
    lesson = next((folder / "modules" / "m07").glob("03-*.md"))
    memory, sizes, rounds = Memory(), [], list[Built]()
    for word in ("zebra", "gnu", "okapi", "lynx"):
        with lesson.open("a", encoding="utf-8") as file:
            file.write(f"\nA {word}.\n")
        rounds.append(build(folder, tmp_path, ("scorm12",), memory=memory))
        check_course(folder, memory=memory)
        memory.forget()
        sizes.append(memory.size)

    assert len(set(sizes[1:])) == 1
    for before, after in pairwise(rounds):
        changed = set(after.written) - set(before.written)
        assert {each.path.name for each in changed} == {"x-m07-1.0.0-scorm12.zip"}
