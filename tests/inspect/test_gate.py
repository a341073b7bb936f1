"""Every build asks of its own zips what `inspect` asks of anybody's, pages and scripts left out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ihrp_course import archive
from ihrp_course.cli import commands
from ihrp_course.inspect import gate, inspect
from tests.inspect.build import BASES, packed
from tests.inspect.manifest_cases import CASES
from tests.lms.courses import locked


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return locked(tmp_path / "course")


def lose(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    """From now on this file is not packed, although the manifest lists it."""
    write = archive.write_zip

    def write_less(target: Path, files: Iterable[tuple[str, bytes | Path]]) -> archive.Written:
        return write(target, [each for each in files if each[0] != lost])

    monkeypatch.setattr(archive, "write_zip", write_less)


def test_the_gate_finds_every_fault_of_a_manifest_and_invents_none(tmp_path: Path) -> None:
    zipped = tmp_path / "package.zip"
    for case in CASES:
        zipped.write_bytes(case.wrong_zip)
        told = {each.rule.id for each in gate(zipped)}
        assert case.rule in told
        assert told <= {each.rule.id for each in inspect(zipped).findings}, case.rule


def test_a_build_of_whole_packages_says_nothing(course: Path) -> None:
    done = run("--course", course, "build")

    assert done.exit_code == 0, done.output
    report = json.loads((course / "build/report.json").read_text("utf-8"))
    assert all(each["faults"] == [] for each in report["packages"])


def test_a_build_that_lost_a_file_is_told_and_fails(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(monkeypatch, "player.js")

    done = run("--course", course, "build", "--standard", "scorm12")

    assert done.exit_code == 1
    assert "error[file-missing]" in done.stderr
    assert "do not import" in done.stderr
    (made,) = json.loads((course / "build/report.json").read_text("utf-8"))["packages"]
    assert {each["rule"] for each in made["faults"]} == {"file-missing"}


def test_a_release_with_a_broken_package_is_none(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose(monkeypatch, "player.js")

    done = run("--course", course, "release", "--dirty", "--output", tmp_path / "out")

    assert done.exit_code == 1
    assert not (tmp_path / "out" / "SHA256SUMS").exists()
    assert not (course / "released.json").exists()


def test_good_packages_of_each_edition_pass(tmp_path: Path) -> None:
    for base, files in BASES.items():
        zipped = tmp_path / f"{base}.zip"
        zipped.write_bytes(packed(files))
        assert gate(zipped) == ()
