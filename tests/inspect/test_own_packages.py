"""What we build passes what we judge others by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ihrp_course.archive import write_file
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.inspect import inspect, inspect_update
from ihrp_course.pipeline import build, check_course
from tests.rules.base import write

COURSE = Path(__file__).parents[2]
STANDARDS = (("scorm12", 4), ("scorm2004", 4), ("scorm2004", 3))
TITLE = "A <blink>&amp;\"' ]]> 🙂 \u202eabc" + "x" * 200


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose titles try to break every format."""
    words = json.dumps(TITLE, ensure_ascii=False)
    folder = write(tmp_path_factory.mktemp("hostile"), {})
    for path in folder.rglob("*.*"):
        if path.suffix in (".md", ".yaml"):
            text = path.read_text(encoding="utf-8")
            text = text.replace("title: A pause", f"title: {words}")
            path.write_text(text.replace("title: Basics", f"title: {words}"), encoding="utf-8")
    checked, _ = check_course(folder)
    assert checked.numbering is not None
    write_file(folder / LOCK_PATH, write_lock(checked.numbering.lock).encode())
    return folder


def packages(course: Path, target: Path) -> Iterator[Path]:
    """Every package of the course, in every SCORM edition."""
    for name, edition in STANDARDS:
        built = build(course, target, [name], edition)
        assert built.written, built.diagnostics
        yield from (each.path for each in built.written)


def test_every_package_of_the_course_passes(tmp_path: Path) -> None:
    found = {path.name: inspect(path).findings for path in packages(COURSE, tmp_path)}

    assert len(found) >= 9
    assert {name: told for name, told in found.items() if told} == {}


def test_hostile_titles_pass(hostile: Path, tmp_path: Path) -> None:
    found = [inspect(path) for path in packages(hostile, tmp_path)]

    assert [each.findings for each in found if each.findings] == []
    assert all(each.title.startswith("A <blink>") for each in found)


def test_a_new_version_is_a_safe_update(hostile: Path, tmp_path: Path) -> None:
    (old,) = (each.path for each in build(hostile, tmp_path / "old", ["scorm12"]).written)
    course = hostile / "modules/course.yaml"
    course.write_text(course.read_text("utf-8").replace("1.0.0", "1.1.0"), encoding="utf-8")

    (new,) = (each.path for each in build(hostile, tmp_path / "new", ["scorm12"]).written)

    assert old.name != new.name
    assert inspect_update(old, new)[1].verdict == "safe"
