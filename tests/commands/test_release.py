"""A release is built from what is kept, signed, and can be told from any other."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ihrp_course.cli import commands


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A small course under version control."""
    folder = tmp_path / "course"
    assert run("new", "course", folder).exit_code == 0
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    return folder


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key.pem"
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(Ed25519PrivateKey.generate().private_bytes(*form))
    return file


def test_a_signed_release_can_be_verified(kept: Path, key: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"

    made = run("--course", kept, "release", "--key", key, "--output", target)

    assert made.exit_code == 0, made.output
    package = next(target.glob("*scorm12.zip"))
    assert run("verify", package, "--key", target / "release-key.pub").exit_code == 0
    assert {"SHA256SUMS", "SHA256SUMS.sig", "trace.html"} <= {f.name for f in target.iterdir()}


def test_two_releases_of_one_tree_are_the_same(kept: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("--course", kept, "release", "--output", tmp_path / name).exit_code == 0

    one, two = ((tmp_path / name / "SHA256SUMS").read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_package_that_was_changed_is_told(kept: Path, key: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    run("--course", kept, "release", "--key", key, "--output", target)
    package = next(target.glob("*scorm12.zip"))
    package.write_bytes(package.read_bytes() + b"x")

    told = run("verify", package)

    assert told.exit_code == 1
    assert "digest differs" in told.output


def test_a_list_that_was_changed_or_signed_by_another_is_told(
    kept: Path, key: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    run("--course", kept, "release", "--key", key, "--output", target)
    sums = target / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes() + b"\n")

    told = run("verify", next(target.glob("*scorm12.zip")), "--key", target / "release-key.pub")

    assert told.exit_code == 1
    assert "another key" in told.output


def test_changes_that_are_not_kept_stop_a_release(kept: Path) -> None:
    lesson = next((kept / "modules").rglob("01-*.md"))
    lesson.write_text(lesson.read_text("utf-8") + "\nMore.\n", encoding="utf-8")

    told = run("--course", kept, "release")

    assert told.exit_code == 2
    assert "not kept" in told.output


def test_a_release_is_never_written_over_another(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")

    told = run("--course", kept, "release", "--output", target)

    assert told.exit_code == 2
    assert [file.name for file in target.iterdir()] == ["mine.txt"]


def test_a_key_of_another_kind_is_told(kept: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no key", encoding="utf-8")

    told = run("--course", kept, "release", "--key", wrong)

    assert told.exit_code == 2
    assert "PEM" in told.output
