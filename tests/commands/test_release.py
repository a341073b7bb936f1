"""`check --release`: every file that nobody has reviewed, and nothing of it before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.base import BANK, LESSON, checked, write
from tests.unit.test_cli import run

FILES = {"modules/basics/01-first.md", "modules/basics/bank-basics.md"}
SIGNED = "review: {status: reviewed, clinical: [{name: Jo Doe, date: 2027-01-20}]}\n---\n\n"


def unreviewed(folder: Path, files: dict[str, str]) -> dict[str, str]:
    found = checked(folder, files, "release").diagnostics
    return {each.span.path: each.message for each in found if each.rule == "not-reviewed"}


def test_every_unreviewed_file_is_told_once(tmp_path: Path) -> None:
    assert set(unreviewed(tmp_path, {})) == FILES


def test_a_reviewed_file_is_not(tmp_path: Path) -> None:
    signed = LESSON.replace("---\n\n", SIGNED)

    assert set(unreviewed(tmp_path, {"modules/basics/01-first.md": signed})) == {
        "modules/basics/bank-basics.md"
    }


@pytest.mark.parametrize(
    "review, words",
    [
        ("{status: reviewed}", "names no clinical reviewer"),
        ("{status: reviewed, lived-experience: [{name: Jo}]}", "names no clinical reviewer"),
        ("{status: draft, clinical: [{name: Jo}]}", "is a draft"),
        ("{}", "is a draft"),
    ],
)
def test_a_review_needs_a_status_and_a_name(review: str, words: str, tmp_path: Path) -> None:
    bank = BANK.replace("---\n\n", f"review: {review}\n---\n\n")

    found = unreviewed(tmp_path, {"modules/basics/bank-basics.md": bank})

    assert words in found["modules/basics/bank-basics.md"]


def test_plain_check_keeps_quiet_and_the_course_decides_what_it_weighs(tmp_path: Path) -> None:
    write(tmp_path, {})
    run(tmp_path, "lock")
    course = tmp_path / "modules" / "course.yaml"

    plain, listed = run(tmp_path, "check"), run(tmp_path, "check", "--release")
    course.write_text(course.read_text() + "rules: {not-reviewed: error}\n")
    refused = run(tmp_path, "check", "--release")

    assert (plain.stdout, plain.returncode) == ("", 0)
    assert (listed.stdout.count("warning[not-reviewed]"), listed.returncode) == (2, 0)
    assert refused.returncode == 1
