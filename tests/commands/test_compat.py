"""The update promise: what an update keeps is read from the packages, and said id by id."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ihrp_course.cli import commands

Make = Callable[[str, dict[str, tuple[str, str]]], Path]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A release of a small course with some texts replaced; gives its first package."""
    course = tmp_path / "course"
    assert run("new", "course", course).exit_code == 0

    def build(name: str, changes: dict[str, tuple[str, str]]) -> Path:
        for pattern, (before, after) in changes.items():
            file = next((course / "modules").rglob(pattern))
            text = file.read_text("utf-8")
            assert before in text
            file.write_text(text.replace(before, after), encoding="utf-8")
        locked = run("--course", course, "lock")
        assert locked.exit_code == 0, locked.output
        made = run(
            "--course", course, "build", "--standard", "scorm12", "--output", tmp_path / name
        )
        assert made.exit_code == 0, made.output
        return next((tmp_path / name).glob("*.zip"))

    return build


def test_the_same_package_is_safe(make: Make) -> None:
    old = make("old", {})

    told = run("compat", old, old)

    assert told.exit_code == 0, told.output
    assert "safe;" in told.output


def test_a_new_version_with_other_words_keeps_everybody(make: Make) -> None:
    old = make("old", {})
    new = make("new", {"course.yaml": ("version: ", "version: 9"), "01-*.md": (". ", ".  ")})

    told = json.loads(run("compat", old, new, "--format", "json").output)

    assert told["verdict"] != "new course"
    assert not any(reason["is_loss"] for reason in told["reasons"])


def test_another_id_for_the_course_is_a_new_course(make: Make) -> None:
    old = make("old", {})
    new = make("new", {"course.yaml": ("id: ", "id: other-")})

    told = run("compat", old, new)

    assert told.exit_code == 1
    assert "lost" in told.output


def test_one_package_alone_is_wrong_use(make: Make) -> None:
    assert run("compat", make("old", {})).exit_code == 2


def test_a_file_that_is_no_zip_is_told(make: Make, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"no zip")

    told = run("compat", make("old", {}), wrong)

    assert told.exit_code != 0
    assert "Traceback" not in told.output
