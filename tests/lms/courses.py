"""Small locked courses for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ihrp_course.archive import write_file
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.pipeline import check_course
from tests.rules.base import write

ONE = "modules/basics/01-first.md"


def lock(folder: Path) -> Path:
    """Give new ids their slots."""
    checked, _ = check_course(folder)
    assert checked.numbering is not None, checked.diagnostics
    write_file(folder / LOCK_PATH, write_lock(checked.numbering.lock).encode())
    return folder


def locked(
    folder: Path,
    title: str = "",
    reviewed: bool = False,
    files: Mapping[str, str] | None = None,
) -> Path:
    """The small course of the rules' tests: one module, one lesson, one bank, one quiz."""
    course = write(folder, dict(files or {}))
    for path in course.rglob("*.*"):
        if path.suffix not in (".md", ".yaml"):
            continue
        text = path.read_text(encoding="utf-8")
        for plain in ("A pause", "Basics"):
            text = text.replace(f"title: {plain}", f"title: {title or plain}")
        if reviewed and text.startswith("---\n"):
            text = text.replace(
                "---\n", "---\nreview: {status: reviewed, clinical: [{name: R. Eviewer}]}\n", 1
            )
        path.write_text(text, encoding="utf-8")
    return lock(course)
