"""A release is built from what is kept, signed, and can be told from any other."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ihrp_course.cli import commands
from ihrp_course.compat import RELEASED, released
from tests.lms.courses import lock


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
        (kept / RELEASED).unlink()  # it is not in the tree that was released

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


# --- the record of what went out -------------------------------------------------------------------


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "more")


def test_a_release_is_recorded_and_every_build_compares_with_it(kept: Path, tmp_path: Path) -> None:
    made = run("--course", kept, "release", "--output", tmp_path / "out")

    assert f"{RELEASED}: " in made.stderr and "commit it" in made.stderr
    assert {each.version for each in released(kept).values()} == {"0.1.0"}
    commit(kept)
    course = kept / "modules/course.yaml"
    course.write_text(course.read_text("utf-8").replace("0.1.0", "0.2.0"), encoding="utf-8")
    built = run("--course", kept, "build", "--standard", "scorm12")
    assert built.exit_code == 0, built.output
    assert "0.1.0 → 0.2.0: safe; " in built.stderr


def test_a_record_that_is_not_kept_stops_the_next_release(kept: Path, tmp_path: Path) -> None:
    assert run("--course", kept, "release", "--output", tmp_path / "one").exit_code == 0

    told = run("--course", kept, "release", "--output", tmp_path / "two")

    assert told.exit_code == 2
    assert RELEASED in told.output


def test_a_trial_is_not_recorded(kept: Path, tmp_path: Path) -> None:
    made = run("--course", kept, "release", "--dirty", "--output", tmp_path / "out")

    assert made.exit_code == 0, made.output
    assert "a trial" in made.stderr
    assert not (kept / RELEASED).exists()


def test_a_release_that_would_lose_records_is_stopped_until_that_is_meant(
    kept: Path, tmp_path: Path
) -> None:
    assert run("--course", kept, "release", "--output", tmp_path / "one").exit_code == 0
    before = (kept / RELEASED).read_bytes()
    (kept / "modules/ids.lock").unlink()
    for module in (kept / "modules").glob("*/module.yaml"):
        text = module.read_text("utf-8")
        lessons = text.partition("lessons: [")[2].partition("]")[0].split(", ")
        turned = text.replace(", ".join(lessons), ", ".join(reversed(lessons)))
        module.write_text(turned, encoding="utf-8")
    lock(kept)
    commit(kept)

    told = run("--course", kept, "release", "--output", tmp_path / "two")

    assert told.exit_code == 1
    assert "--new-course" in told.output
    assert (kept / RELEASED).read_bytes() == before
    assert not (tmp_path / "two").exists()
    meant = run("--course", kept, "release", "--new-course", "--output", tmp_path / "two")
    assert meant.exit_code == 0, meant.output
    assert (kept / RELEASED).read_bytes() != before


def test_a_release_that_breaks_off_leaves_nothing(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(folder: Path) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("ihrp_course.commands.release.digest_list", break_off)

    told = run("--course", kept, "release", "--output", tmp_path / "made" / "out")

    assert told.exit_code == 1
    assert list((tmp_path / "made").iterdir()) == []
    assert not (kept / RELEASED).exists()


def test_a_package_that_is_made_no_more_is_told(kept: Path, tmp_path: Path) -> None:
    assert run("--course", kept, "release", "--output", tmp_path / "out").exit_code == 0
    course = kept / RELEASED
    text = course.read_text("utf-8")
    unit = next(iter(released(kept)))
    course.write_text(text.replace(f'"{unit}": {{', '"before": {', 1), encoding="utf-8")

    built = run("--course", kept, "build", "--standard", "scorm12")

    assert "before: was released and is made no more" in built.stderr
