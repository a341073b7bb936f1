"""Watching: every save is seen, whatever editors do with the file meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ihrp_course.commands.watch import changes
from ihrp_course.pipeline import check_course
from tests.conftest import interruptible
from tests.lms.courses import lock
from tests.rules.base import COURSE, write
from tests.unit.test_cli import run

LESSON = "modules/basics/01-first.md"


class Editor:
    """Stands in for the time that passes: at each wait the next thing happens to the course."""

    def __init__(self, *actions: Callable[[], object]) -> None:
        self.actions = list(actions)

    def __call__(self, seconds: float) -> None:
        if self.actions:
            self.actions.pop(0)()


def nothing() -> None:
    """A moment in which nobody saves."""


def names(changed: frozenset[str]) -> set[str]:
    return {Path(path).name for path in changed}


def test_the_first_round_comes_at_once_and_the_next_after_a_save(tmp_path: Path) -> None:
    lesson = write(tmp_path, {}) / LESSON
    rounds = changes(tmp_path, Editor(nothing, nothing, lambda: lesson.write_text("new")))

    first, second = next(rounds), next(rounds)

    assert "01-first.md" in names(first)
    assert names(second) == {"01-first.md"}


def test_a_file_that_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    lesson = write(tmp_path, {}) / LESSON
    halves = [lambda text=text: lesson.write_text(text) for text in ("a", "aa", "aaa")]
    rounds = changes(tmp_path, Editor(nothing, *halves))
    next(rounds)

    next(rounds)

    assert lesson.read_text() == "aaa"


def test_files_that_come_and_go_are_seen(tmp_path: Path) -> None:
    lesson = write(tmp_path, {}) / LESSON
    added = lesson.with_name("02-second.md")
    moved = lesson.with_name("03-third.md")
    actions = [
        lambda: added.write_text("x"),
        nothing,
        lambda: added.rename(moved),
        nothing,
        moved.unlink,
    ]
    rounds = changes(tmp_path, Editor(nothing, *actions))
    next(rounds)

    assert names(next(rounds)) == {"02-second.md"}
    assert names(next(rounds)) == {"02-second.md", "03-third.md"}
    assert names(next(rounds)) == {"03-third.md"}


def test_what_editors_keep_beside_a_file_is_not_a_save(tmp_path: Path) -> None:
    lesson = write(tmp_path, {}) / LESSON

    def scratch() -> None:
        for name in (".01-first.md.swp", "01-first.md~", ".#01-first.md"):
            lesson.with_name(name).write_text("x")

    rounds = changes(tmp_path, Editor(nothing, scratch, lambda: lesson.write_text("new")))
    next(rounds)

    assert names(next(rounds)) == {"01-first.md"}


def test_a_link_that_leads_nowhere_harms_nothing(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / "modules" / "gone.md").symlink_to(tmp_path / "nowhere.md")

    assert "gone.md" not in names(next(changes(tmp_path, Editor())))


def test_a_course_that_vanishes_is_told_and_waited_for(tmp_path: Path) -> None:
    write(tmp_path / "course", {})
    course, away = tmp_path / "course", tmp_path / "away"

    def back() -> None:
        away.rename(course)

    rounds = changes(course, Editor(nothing, lambda: course.rename(away), nothing, back))
    next(rounds)
    next(rounds)

    assert {found.rule for found in check_course(course)[0].diagnostics} == {"no-course"}
    assert "01-first.md" in names(next(rounds))


def started(folder: Path, command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ihrp_course", "--course", str(folder), command, "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=interruptible,
    )


def until(process: subprocess.Popen[str], end: str) -> str:
    """What is told up to the end of a round."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith(end):
            break
    return "".join(lines)


def stopped(process: subprocess.Popen[str]) -> str:
    """What is still told when somebody ends it by Ctrl-C."""
    assert process.stdout is not None
    process.send_signal(signal.SIGINT)
    return process.stdout.read()


def test_check_watch_tells_a_mistake_when_it_is_saved_and_ends_quietly(tmp_path: Path) -> None:
    lesson = write(tmp_path, {}) / LESSON
    good = lesson.read_text()
    with started(tmp_path, "check") as process:
        assert "unknown-block" not in until(process, "checked;")
        lesson.write_text(good + "\n:::chioce x\n\nA\n:::\n")
        assert "error[unknown-block]" in until(process, "checked;")
        lesson.unlink()
        assert "unknown-lesson" in until(process, "checked;")

        assert stopped(process) == ""
    assert process.returncode == 0


def test_build_watch_makes_what_a_save_touches_and_keeps_the_rest(tmp_path: Path) -> None:
    other = {
        "modules/course.yaml": COURSE.replace("[basics]", "[basics, other]"),
        "modules/other/module.yaml": "id: other\ntitle: Other\nlessons: [second]\n",
        "modules/other/01-second.md": "---\nid: second\ntitle: S\nminutes: 1\nobjectives: []\n---\nText.\n",
    }
    lock(write(tmp_path, other))
    lesson, zips = tmp_path / LESSON, tmp_path / "build"
    good = lesson.read_text()
    with started(tmp_path, "build") as process:
        first = until(process, "built;")
        assert "basics-basics-1.0.0-scorm12.zip" in first and "basics-other-1.0.0" in first
        before = {path.name: path.stat().st_mtime_ns for path in zips.glob("*.zip")}

        lesson.write_text(f"{good}\nA zebra.\n")
        second = until(process, "built;")
        changed = {
            path.name for path in zips.glob("*.zip") if path.stat().st_mtime_ns != before[path.name]
        }
        assert changed == {
            "basics-basics-1.0.0-scorm12.zip",
            "basics-basics-1.0.0-scorm2004.zip",
        }
        assert "basics-basics-1.0.0-scorm12.zip" in second and "basics-other" not in second

        lesson.write_text(f"{good}\n:::chioce x\n\nA\n:::\n")
        assert "error[unknown-block]" in until(process, "built;")
        lesson.write_text(good)
        assert "basics-basics-1.0.0-scorm12.zip" in until(process, "built;")

        assert stopped(process) == ""
    assert process.returncode == 0


def test_build_watch_shows_all_and_is_not_strict(tmp_path: Path) -> None:
    found = run(write(tmp_path, {}), "build", "--watch", "--strict")

    assert found.returncode == 2 and "leave --strict out" in found.stderr
