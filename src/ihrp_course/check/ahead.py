"""What parsing and checking will ask the memory for, done ahead of them on all cores (decision 0006).

Nothing hangs on it: what is not found in the memory is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from ihrp_course.check import bibliography
from ihrp_course.check.course import COURSE, Read, is_bank, read_bank, read_lesson
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.memory import Memory
from ihrp_course.parse import parse_document
from ihrp_course.parse.tree import Document, Shape
from ihrp_course.parse.yaml import parse_yaml
from ihrp_course.source import Sources
from ihrp_course.spread import spread

Done: TypeAlias = tuple[tuple[Document, list[Diagnostic]], Read[Any] | None]

FEW = 8
"""With fewer files to read, another process costs more than it gives."""


def work_ahead(sources: Sources, shapes: Mapping[str, Shape], memory: Memory, workers: int) -> None:
    """Format the references beside all else, and read lessons and banks, as far as the memory does not know them."""
    texts = sources.texts
    jobs = [
        path
        for path in texts
        if path.endswith(".md")
        and path.count("/") == 2  # modules/<module>/<file>
        and not memory.knows(parse_document, path, texts[path], shapes)
    ]
    if workers < 2 or len(jobs) < FEW:
        return
    works = texts.get(bibliography.PATH)
    if works and not memory.knows(bibliography.read, works):
        memory.begin(bibliography.read, works)
    is_clinical = _is_clinical(sources, memory)

    def work(path: str) -> Done:
        document, told = parse_document(path, texts[path], shapes)
        grounds = document, document.front, path.split("/")[1], is_clinical
        return (document, told), _reader(path)(*grounds) if document.front else None

    jobs.sort(key=lambda path: len(texts[path]), reverse=True)  # so that all workers end together
    for path, (parsed, read) in zip(jobs, spread(jobs, work, workers), strict=True):
        memory.keep(parsed, parse_document, path, texts[path], shapes)
        document = parsed[0]
        if read is not None:
            grounds = document, document.front, path.split("/")[1], is_clinical
            memory.keep(read, _reader(path), *grounds)


def _reader(path: str) -> Callable[..., Read[Any]]:
    """What `course.py` reads such a file by."""
    return read_bank if is_bank(path) else read_lesson


def _is_clinical(sources: Sources, memory: Memory) -> bool:
    """What course.yaml says of it, if it can be read."""
    value, _ = memory.of(parse_yaml, COURSE, sources.texts.get(COURSE, ""))
    return value is not None and isinstance(value.data, dict) and value.data.get("clinical") is True
