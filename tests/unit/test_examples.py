"""The courses under examples/: clean, built for every standard, and the real texts as they are in the course."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from ihrp_course.pipeline import build, check_course

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parents[1] for path in (ROOT / "examples").glob("*/modules/course.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_example_has_no_finding_and_builds_for_every_standard(
    folder: Path, tmp_path: Path
) -> None:
    found = check_course(folder)[0].diagnostics
    built = build(folder, tmp_path, ["scorm12", "scorm2004", "web"])

    assert found == ()
    assert built.diagnostics == ()
    assert len(built.written) >= 3


def test_the_real_lessons_are_those_of_the_course() -> None:
    spec = importlib.util.spec_from_file_location("cut", ROOT / "examples" / "real_lessons.py")
    assert spec is not None and spec.loader is not None
    cut = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(cut)
    there = {
        path.relative_to(cut.COURSE).as_posix(): path.read_bytes()
        for top in ("modules", "assets")
        for path in (cut.COURSE / top).rglob("*")
        if path.is_file()
    }

    now = cut.files()

    differing = sorted(path for path in {*now, *there} if now.get(path) != there.get(path))
    assert differing == [], "the course has changed: run `python examples/real_lessons.py`"
