"""Reading on all cores gives what reading on one gives, of good courses and of broken ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ihrp_course.blocks import SHAPES
from ihrp_course.check import bibliography
from ihrp_course.check.ahead import work_ahead
from ihrp_course.memory import Memory
from ihrp_course.parse import parse, parse_document
from ihrp_course.pipeline import check_course
from ihrp_course.source import read

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the course, for what a test does to it."""
    for name in ("modules", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_all_cores_find_what_one_finds() -> None:
    alone, _ = check_course(ROOT, "check", workers=1)
    together, _ = check_course(ROOT, "check", workers=3)

    assert together == alone
    assert alone.course is not None


@pytest.mark.parametrize("part", [3, 7, 19])
def test_all_cores_find_the_same_mistakes(course: Path, part: int) -> None:
    """Every lesson and bank breaks off somewhere else; course.yaml says nothing of who may review."""
    for number, file in enumerate(sorted((course / "modules").glob("*/*.md"))):
        text = file.read_text("utf-8")
        file.write_text(text[: len(text) * ((number * part) % 20) // 20], "utf-8")
    shape = course / "modules" / "course.yaml"
    shape.write_text(shape.read_text("utf-8").replace("clinical: true", "clinical: yes, please"))

    alone, _ = check_course(course, "check", workers=1)
    together, _ = check_course(course, "check", workers=2)

    assert together == alone
    assert alone.course is None


def test_nothing_that_was_done_ahead_is_done_again() -> None:
    memory = Memory()
    sources, _ = read(ROOT)
    work_ahead(sources, SHAPES, memory, workers=2)
    texts = {path: text for path, text in sources.texts.items() if path.count("/") == 2}
    lessons = [path for path in texts if path.endswith(".md")]
    assert len(lessons) > 30
    assert all(memory.knows(parse_document, path, texts[path], SHAPES) for path in lessons)
    assert memory.knows(bibliography.read, sources.texts[bibliography.PATH])

    parsed, _ = parse(sources, SHAPES, memory)
    again, _ = parse(sources, SHAPES, memory)

    assert all(parsed.documents[path] is again.documents[path] for path in lessons)
    works, _ = memory.of(bibliography.read, sources.texts[bibliography.PATH])
    assert works == bibliography.read(sources.texts[bibliography.PATH])[0]


def test_one_core_and_a_few_files_do_nothing_ahead(course: Path) -> None:
    memory = Memory()
    sources, _ = read(ROOT)
    work_ahead(sources, SHAPES, memory, workers=1)
    assert memory.size == 0

    shutil.rmtree(course / "assets")
    for folder in (course / "modules").iterdir():
        if folder.is_dir() and folder.name != "orientation":
            shutil.rmtree(folder)
    few, _ = read(course)
    work_ahead(few, SHAPES, memory, workers=2)
    files = [(path, text) for path, text in few.texts.items() if path.endswith(".md")]
    assert files
    assert not any(memory.knows(parse_document, *file, SHAPES) for file in files)
