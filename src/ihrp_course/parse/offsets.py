"""Offsets in bytes of UTF-8, as pyromark gives them, and the places in characters they stand for."""

from __future__ import annotations

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.parse.tree import Fragment


class Offsets:
    """One fragment seen by bytes. In a text of ASCII alone nothing is ever converted."""

    def __init__(self, fragment: Fragment, problems: list[Diagnostic]) -> None:
        text = fragment.text
        self.fragment = fragment
        self.problems = problems
        self._data = None if text.isascii() else text.encode()
        self.size = len(text) if self._data is None else len(self._data)
        self._known = (0, 0)  # a byte offset, and the same in characters

    def char(self, at: int) -> int:
        """A byte offset in characters; cheap when asked in order."""
        if self._data is None:
            return at
        byte, char = self._known
        if at >= byte:
            char += len(self._data[byte:at].decode(errors="replace"))
        else:
            char -= len(self._data[at:byte].decode(errors="replace"))
        self._known = (at, char)
        return char

    def source(self, start: int, end: int) -> str:
        """The stretch as typed."""
        if self._data is None:
            return self.fragment.text[start:end]
        return self._data[start:end].decode(errors="replace")

    def last(self, sign: str) -> int:
        """Where a sign stands for the last time; -1 when it does not."""
        data = self._data
        return self.fragment.text.rfind(sign) if data is None else data.rfind(sign.encode())

    def trim(self, start: int, end: int) -> int:
        """The end of the stretch without the blanks and line ends that it closes with."""
        data = self.fragment.text if self._data is None else self._data
        end = min(end, self.size)
        while end > start and data[end - 1] in (" ", "\n", "\t", 32, 10, 9):
            end -= 1
        return end

    def span(self, start: int, end: int) -> Span:
        """The stretch's place in the file, without blanks at its end."""
        return self.fragment.span(self.char(start), self.char(self.trim(start, end)))

    def tell(self, rule: str, start: int, end: int, message: str, help: str) -> None:
        """Tell an error about a stretch."""
        self.problems.append(error(rule, self.span(start, end), message, help=help))
