"""A run of lines of one file, the comment lines taken out, each with its number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ihrp_course.diagnostics import Span
from ihrp_course.parse.tree import Fragment


class Rows(NamedTuple):
    """`numbers[i]` is the file's number of line i; the lines in `code` stand in a code fence."""

    path: str
    lines: Sequence[str]
    numbers: Sequence[int]
    code: Collection[int] = ()

    def span(self, index: int, start: int = 0, end: int | None = None) -> Span:
        """Some characters of a line, else all of it without the blanks around it."""
        line, number = self.lines[index], self.numbers[index]
        if end is None:
            start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        return Span(self.path, number, start + 1, number, max(start, end) + 1)

    def fragment(self, first: int, end: int, start: int = 0) -> Fragment:
        """The lines first to end (exclusive), the first of them from its character `start` on."""
        if first >= end:
            number = self.numbers[first] if first < len(self.numbers) else 1
            return Fragment(self.path, "", number)
        text = "\n".join(self.lines[first:end])[start:]
        numbers = self.numbers
        is_whole = numbers[end - 1] - numbers[first] == end - 1 - first
        lines = None if is_whole else tuple(numbers[first:end])
        return Fragment(self.path, text, numbers[first], start + 1, lines)
