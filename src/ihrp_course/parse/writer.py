"""Prose while it is being written: HTML in pieces, the holes between them, the plain words."""

from __future__ import annotations

from html import escape

from ihrp_course.diagnostics import Diagnostic
from ihrp_course.parse import brackets, refusals
from ihrp_course.parse.offsets import Offsets
from ihrp_course.parse.tree import Citation, Fragment, Gap, Part, Prose


class Writer(Offsets):
    """Collects what a reader reads. Offsets given and taken are bytes of UTF-8."""

    def __init__(self, fragment: Fragment, problems: list[Diagnostic], has_gaps: bool) -> None:
        super().__init__(fragment, problems)
        self.box: tuple[bool, int] | None = None  # of the item being read: is it ticked, its end
        self._out: list[str] = []
        self._parts: list[Part] = []
        self._words: list[str] = []
        self._has_gaps = has_gaps
        self._gaps = 0
        self._inside = ""  # where no gap may stand, and in a link no citation
        self._is_box_told = False

    def cut(self) -> tuple[list[Part], list[str]]:
        """What was read since the last time: parts, and pieces of plain text."""
        if self._out:
            self._parts.append("".join(self._out))
            self._out = []
        taken = self._parts, self._words
        self._parts, self._words = [], []
        return taken

    def prose(self, parts: list[Part], words: list[str], start: int, end: int) -> Prose:
        """What was cut, as prose that stands on this stretch."""
        text = "".join(words).strip()
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        count = text.count(" ") + 1 if text else 0
        first, last = self.char(start), self.char(self.trim(start, end))
        return Prose(tuple(parts), text, count, self.fragment, first, last)

    def _put(self, hole: Part) -> None:
        if self._out:
            self._parts.append("".join(self._out))
            self._out.clear()
        self._parts.append(hole)

    def _bracketed(self, text: str, start: int, end: int) -> None:
        """Text with a square bracket in it: look in its source for citations and gaps."""
        if start and self.source(start - 1, start) == "\\":
            start -= 1  # pyromark leaves out the backslash before the first character
        source = self.source(start, end)
        first, done = self.char(start), 0
        for found in brackets.find(source, self._has_gaps):
            hole = self._hole(found, first)
            if hole is None:
                continue
            before = source[done : found.start]
            done = found.end
            if isinstance(hole, Citation):
                self._text(brackets.plain(before.rstrip(" ")))
                self._join_line(before)
            else:
                self._text(brackets.plain(before))
                self._words.append("…")
            self._put(hole)
        self._text(brackets.plain(source[done:]) if done else text)

    def _hole(self, found: brackets.Found, first: int) -> Part | None:
        """What the brackets stand for; None when they stand for themselves or are refused."""
        place = first + found.start, first + found.end
        if self._inside or found.kind not in ("citation", "gap"):
            problem = refusals.bracket(found.kind, self._inside, self.fragment.span(*place))
            if problem is not None:
                self.problems.append(problem)
                return None
        if found.kind == "citation":
            return Citation(brackets.citation_keys(found.text), *place)
        self._gaps += 1
        return Gap(found.text, self._gaps - 1, *place)

    def _join_line(self, before: str) -> None:
        """A citation at the beginning of a line belongs to the word that ends the line above."""
        if not before.strip(" ") and len(self._out) > 1 and self._out[-2] == "\n":
            del self._out[-2], self._words[-2]

    def _text(self, text: str) -> None:
        self._words.append(text)
        self._out.append(escape(text, quote=False))

    def _html(self, start: int, end: int) -> None:
        """Refuse a tag; the one that closes it goes without saying."""
        source = self.source(start, end)
        if not source.startswith("</"):
            self.problems.append(refusals.html(self.span(start, end), source))

    def refuse_box(self, end: int) -> None:
        """Refuse boxes outside of options, once for all of a fragment."""
        if not self._is_box_told:
            self.problems.append(refusals.box(self.span(end - 3, end)))
        self.box, self._is_box_told = None, True
