"""The command line: exit codes, formats, and what it says when it stops."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.base import write

ROOT = Path(__file__).parents[2]

LESSON = "modules/basics/01-first.md"
BAD = "---\nid: first\ntitle: A\nminutes: 1\nobjectives: [B-1]\n---\n\n:::callout\nA note.\n:::\n"


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ihrp_course", "--course", str(folder), *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_a_clean_course_builds_and_says_what_it_wrote(tmp_path: Path) -> None:
    course = write(tmp_path, {})

    locked = run(course, "lock")
    built = run(course, "build")

    assert (locked.returncode, built.returncode) == (0, 0), built.stderr
    names = {file.name for file in (course / "build").glob("*.zip")}
    assert names == {"basics-basics-1.0.0-scorm12.zip", "basics-basics-1.0.0-scorm2004.zip"}
    assert built.stdout == ""
    assert "basics-basics-1.0.0-scorm12.zip" in built.stderr


def test_a_course_with_errors_leaves_with_one_and_writes_nothing(tmp_path: Path) -> None:
    course = write(tmp_path, {LESSON: BAD})

    done = run(course, "build")

    assert done.returncode == 1
    assert f"{LESSON}:9:1: error[setting-shape]" in done.stdout
    assert "= help: leave an empty line before the text" in done.stdout
    assert not (course / "build").exists()


def test_findings_can_be_read_by_a_program(tmp_path: Path) -> None:
    done = run(write(tmp_path, {LESSON: BAD}), "check", "--format", "json")

    found = next(each for each in json.loads(done.stdout) if each["rule"] == "setting-shape")
    assert (found["path"], found["line"], found["severity"]) == (LESSON, 9, "error")


def test_a_folder_that_is_no_course_leaves_with_two(tmp_path: Path) -> None:
    done = run(tmp_path, "check")

    assert done.returncode == 2
    assert "no-course" in done.stdout


def test_a_wrong_option_leaves_with_two_and_offers_help(tmp_path: Path) -> None:
    done = run(tmp_path, "build", "--standrad", "scorm12")

    assert done.returncode == 2
    assert "--standard" in done.stderr


def test_a_place_that_cannot_be_written_to_leaves_with_two(tmp_path: Path) -> None:
    course = write(tmp_path, {})
    run(course, "lock")
    (course / "build").write_text("a file where a folder is needed", encoding="utf-8")

    done = run(course, "build")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def started(streams: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process whose streams somebody has set up otherwise."""
    code = f"import sys, tests.unit.streams as streams; {streams}; from ihrp_course.cli import main; main()"
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("command", ["check", "build"])
def test_findings_that_cannot_be_printed_leave_with_two(tmp_path: Path, command: str) -> None:
    course = write(tmp_path, {LESSON: BAD})

    done = started("sys.stdout = streams.Full()", "--course", str(course), command)

    assert (done.returncode, done.stderr) == (2, "cannot write: No space left on device\n")


@pytest.mark.parametrize("command", ["check", "lock"])
def test_a_command_needs_no_streams(tmp_path: Path, command: str) -> None:
    """So Python gives them to a process whose streams were closed before it began."""
    course = write(tmp_path, {})

    done = started("sys.stdout = sys.stderr = None", "--course", str(course), command)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_garbage_is_no_suspended_state(tmp_path: Path) -> None:
    done = run(write(tmp_path, {}), "state", "decode", "garbage")

    assert done.returncode == 2
    assert "suspended state" in done.stderr


def test_state_explain_names_the_limit(tmp_path: Path) -> None:
    done = run(write(tmp_path, {}), "state", "--explain")

    assert "of 4000 characters, fits" in done.stdout


def test_no_colour_goes_into_a_pipe(tmp_path: Path) -> None:
    done = run(write(tmp_path, {LESSON: BAD}), "check", NO_COLOR="1")

    assert "\033[" not in done.stdout


def test_lock_names_what_it_retires(tmp_path: Path) -> None:
    course = write(tmp_path, {})
    run(course, "lock")
    bank = course / "modules/basics/bank-basics.md"
    bank.write_text(bank.read_text("utf-8").replace("answer: true", "answer: perhaps"), "utf-8")

    told = run(course, "lock").stderr

    assert "retired, because no text has them: b-1-s01" in told
    assert "mend them and run `lock` again" in told


def test_a_rule_is_explained_in_any_case() -> None:
    told = run(Path(), "explain", "iw19")

    assert told.stdout.startswith("# IW19")


def test_a_rule_of_inspect_is_explained_too() -> None:
    alone, both = (run(Path(), "explain", name).stdout for name in ("huge-package", "title-long"))

    assert alone.startswith("# huge-package")
    assert "many LMSs" in alone
    assert both.count("# title-long") == 2
    assert "did you mean `huge-package`" in run(Path(), "explain", "huge-pakage").stderr


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    course = write(tmp_path, {})
    run(course, "lock")
    for place in ("one", "two"):
        run(course, "build", "--output", str(tmp_path / place))

    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / place).iterdir()}
        for place in ("one", "two")
    )
    assert first == second


def test_every_command_of_the_readme_exists(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")

    for name in ("check", "lock", "build", "explain", "state"):
        assert f"  {name}" in done.stdout


def test_hostile_titles_survive_to_the_page(tmp_path: Path) -> None:
    title = "A <blink>&amp;\"' ]]> 🙂 " + "\u202eabc" + "x" * 200
    lesson = BAD.replace("title: A", f"title: {json.dumps(title, ensure_ascii=False)}").replace(
        ":::callout\n", ":::callout\n\n"
    )
    course = write(tmp_path, {LESSON: lesson})
    run(course, "lock")

    done = run(course, "build", "--standard", "web")

    page = next((course / "build").glob("*/index.html")).read_text(encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert "<blink>" not in page
    assert "&lt;blink&gt;" in page
