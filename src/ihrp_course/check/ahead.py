"""What parsing and checking will ask the memory for, done ahead of them on all cores (decision 0006).

Nothing hangs on it: what is not found in the memory is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from ihrp_course.check import bibliography, svg
from ihrp_course.check.course import COURSE, Read, is_bank, read_bank, read_lesson
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.memory import Memory
from ihrp_course.parse import GLOSSARY, glossary_of, parse_document
from ihrp_course.parse.tree import Document, Shape
from ihrp_course.parse.yaml import parse_yaml
from ihrp_course.source import Sources
from ihrp_course.spread import spread

FEW = 8
"""With fewer texts to read, another process costs more than it gives."""

Parsed: TypeAlias = tuple[Document, list[Diagnostic]]


class _Text(NamedTuple):
    """The references, the glossary, a YAML file or a drawing."""

    make: Callable[..., Any]
    grounds: tuple[str, ...]  # the text last
    weight: int = 1

    @property
    def size(self) -> int:
        return len(self.grounds[-1]) * self.weight

    def is_new(self, memory: Memory) -> bool:
        return not memory.knows(self.make, *self.grounds)

    def work(self) -> Any:
        return self.make(*self.grounds)

    def keep(self, made: Any, memory: Memory) -> None:
        memory.keep(made, self.make, *self.grounds)


class _File(NamedTuple):
    """A lesson or bank: parsed and read by one process, for what is read holds much of what was parsed."""

    path: str
    text: str
    shapes: Mapping[str, Shape]
    is_clinical: bool

    @property
    def size(self) -> int:
        return len(self.text)

    @property
    def reader(self) -> Callable[..., Read[Any]]:
        return read_bank if is_bank(self.path) else read_lesson

    def is_new(self, memory: Memory) -> bool:
        return not memory.knows(parse_document, self.path, self.text, self.shapes)

    def work(self) -> tuple[Parsed, Read[Any] | None]:
        document, told = parse_document(self.path, self.text, self.shapes)
        read = self.reader(*self._grounds(document)) if document.front is not None else None
        return (document, told), read

    def keep(self, made: tuple[Parsed, Read[Any] | None], memory: Memory) -> None:
        parsed, read = made
        memory.keep(parsed, parse_document, self.path, self.text, self.shapes)
        if read is not None:
            memory.keep(read, self.reader, *self._grounds(parsed[0]))

    def _grounds(self, document: Document) -> tuple[Any, ...]:
        return document, document.front, self.path.split("/")[1], self.is_clinical


def work_ahead(sources: Sources, shapes: Mapping[str, Shape], memory: Memory, workers: int) -> None:
    """Read every text, as far as the memory does not know it."""
    if workers < 2:
        return
    jobs = [job for job in _jobs(sources, shapes, memory) if job.is_new(memory)]
    if len(jobs) < FEW:
        return
    jobs.sort(key=lambda job: job.size, reverse=True)  # so that all workers end together
    for job, made in zip(jobs, spread(jobs, lambda job: job.work(), workers), strict=True):
        job.keep(made, memory)


def _jobs(sources: Sources, shapes: Mapping[str, Shape], memory: Memory) -> Iterator[_Text | _File]:
    is_clinical = _is_clinical(sources, memory)
    for path, text in sources.texts.items():
        if path == GLOSSARY:
            yield _Text(glossary_of, (text,))
        elif path == bibliography.PATH:
            yield _Text(bibliography.read, (text,), weight=10)  # the library takes a while to come
        elif path.endswith(".md") and path.count("/") == 2:  # modules/<module>/<file>
            yield _File(path, text, shapes, is_clinical)
        elif path.endswith(".yaml"):
            yield _Text(parse_yaml, (path, text))
    for drawing in sources.svg.items():
        yield _Text(svg.clean, drawing)


def _is_clinical(sources: Sources, memory: Memory) -> bool:
    """What course.yaml says of it, if it can be read."""
    value, _ = memory.of(parse_yaml, COURSE, sources.texts.get(COURSE, ""))
    return value is not None and isinstance(value.data, dict) and value.data.get("clinical") is True
