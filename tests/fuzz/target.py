"""What fuzzing feeds: any bytes as the lesson, the bank or a YAML file of a small course."""

from __future__ import annotations

import time
from pathlib import Path

from ihrp_course.blocks import SHAPES
from ihrp_course.check import check
from ihrp_course.parse import parse
from ihrp_course.source import Sources
from tests.rules.base import BASE

PLACES = (
    "modules/basics/01-first.md",
    "modules/basics/bank-basics.md",
    "modules/glossary.md",
    "modules/basics/module.yaml",
    "modules/course.yaml",
    "modules/ids.lock",
    "modules/references.bib",
)
SLOW = 5.0  # seconds for a few kilobytes: something backtracks


def feed(data: bytes) -> None:
    """Parse and check a course with this file in it. Raises when anything raises, or takes too long."""
    if not data:
        return
    place = PLACES[data[0] % len(PLACES)]
    text = data[1:].decode("utf-8", "replace").replace("\r\n", "\n")
    texts = {**BASE, place: text}
    lock = texts.pop("modules/ids.lock", None)
    sources = Sources(Path("course"), texts, {}, lock)
    started = time.monotonic()
    parsed, problems = parse(sources, SHAPES)
    checked = check(parsed, sources, problems, "check")
    for problem in checked.diagnostics:
        assert problem.span.path
        assert problem.message
    assert time.monotonic() - started < SLOW, "too slow"
