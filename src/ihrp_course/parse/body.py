"""A block's body into the parts that its kind may have: vignette, stem, list, groups."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct

from ihrp_course.diagnostics import Diagnostic
from ihrp_course.parse import refusals
from ihrp_course.parse.items import (
    BOXED,
    ITEMS,
    OPTIONS,
    RUBRIC,
    check_boxes,
    joined,
    read_items,
)
from ihrp_course.parse.markdown import Mark, Reader, list_starts, read_prose
from ihrp_course.parse.plain import plain_prose, split_options
from ihrp_course.parse.tree import Fragment, Gap, Group, Heading, Item, Part, Prose, Shape

_HEADING = re.compile(r"#+[ \t]*")
_LIST = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", re.MULTILINE)


class Chunk(NamedTuple):
    """A block of running text; a paragraph is still without its `<p>`."""

    is_paragraph: bool
    parts: list[Part]
    words: list[str]
    start: int
    end: int
    has_gap: bool


class Body(Struct, frozen=True):
    """A body in parts; `lead` is what stands before the stem."""

    lead: Prose | None = None
    stem: Prose | None = None
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    rest: Fragment | None = None  # lines that the type reads for itself


def read_body(fragment: Fragment, shape: Shape, problems: list[Diagnostic]) -> Body:
    """Split a body as its shape says; what fits nowhere is told and left out."""
    if not fragment.text.strip():
        return Body()
    if shape.body == "prose":
        return Body(stem=read_prose(fragment, problems))
    if shape.body == "lines":
        return _read_lines(fragment, shape, problems)
    if shape.body != "options":
        return _Splitter(fragment, shape, problems).run()
    split = split_options(fragment, problems)
    if split is None:
        return _Splitter(fragment, shape, problems).run()
    head, items = split
    above = _read_plain(head) or _Splitter(head, shape, problems).run()
    return Body(above.lead, above.stem, tuple(items))


def _read_lines(fragment: Fragment, shape: Shape, problems: list[Diagnostic]) -> Body:
    """Text, then lines of the type's own: the text of a question as lead and stem, any other as lead."""
    text = fragment.text
    at = 0 if text.startswith(shape.begin) else text.find(f"\n{shape.begin}") + 1
    if not at and not text.startswith(shape.begin):
        at = len(text)
    head = fragment.cut(0, at)
    rest = fragment.cut(at, len(text)) if at < len(text) else None
    if not head.text.strip():
        return Body(rest=rest)
    if shape.labels:
        above = _Splitter(head, Shape("text", shape.labels), problems).run()
        return Body(above.lead, above.stem, rest=rest)
    return Body(lead=read_prose(head, problems), rest=rest)


def read_inline(fragment: Fragment, problems: list[Diagnostic]) -> Prose:
    """A cell, a speech, a reply: a paragraph without its `<p>`, or several with theirs."""
    return read_label(fragment, problems)[0]


def _read_plain(fragment: Fragment) -> Body | None:
    """One plain line, which is the stem."""
    text = fragment.text
    start, end = len(text) - len(text.lstrip(" \n")), len(text.rstrip(" \n"))
    stem = plain_prose(fragment, start, end)
    return Body(stem=stem) if stem is not None else None


def read_label(fragment: Fragment, problems: list[Diagnostic]) -> tuple[Prose, tuple[Item, ...]]:
    """A label's text; a list with boxes below it (a rubric) as items."""
    prose = plain_prose(fragment, 0, len(fragment.text.rstrip(" \n")))
    if prose is not None:
        return prose, ()
    reader = Reader(fragment, problems)
    chunks: list[Chunk] = []
    items: list[Item] = []
    while (mark := reader.inline())[0]:
        kind, start, end, _ = mark
        if kind == "List" and BOXED.search(reader.source(start, end)):
            items += read_items(reader, start, end, RUBRIC)
        else:
            chunks.append(_read_chunk(reader, mark))
            if items:
                problems.append(refusals.stray(reader.span(start, end)))
    check_boxes(reader, items, RUBRIC)
    return _assemble(reader, chunks) or reader.prose([], [], 0, 0), tuple(items)


class _Splitter:
    """One pass over a body's blocks: running text, then the list or the groups, then nothing."""

    def __init__(self, fragment: Fragment, shape: Shape, problems: list[Diagnostic]) -> None:
        self.shape = shape
        self.problems = problems
        self.reader = Reader(fragment, problems, has_gaps=shape.body == "gaps")
        self.last_gap = self.reader.last("[[") if shape.body == "gaps" else -1
        self.sort = OPTIONS if shape.body == "options" else ITEMS
        self.chunks: list[Chunk] = []
        self.items: list[Item] = []
        self.groups: list[tuple[Heading, list[Item]]] = []
        self.list_end = -1  # of the list that was read last
        self.later: list[int] | None = (
            None  # where lists begin, once it is known that there are more
        )

    def run(self) -> Body:
        reader = self.reader
        while (mark := reader.inline())[0]:
            kind, start, end, _ = mark
            if kind == "List" and self._is_wanted(start, end):
                self._read_list(start, end)
            elif kind == "Heading" and self.shape.body == "groups":
                self._begin_group(mark)
            else:
                self._read_text(mark)
        check_boxes(reader, self.items, self.sort)
        lead, stem = self._lead_and_stem()
        groups = tuple(self._group(heading, items) for heading, items in self.groups)
        return Body(lead, stem, tuple(self.items), groups)

    def _read_list(self, start: int, end: int) -> None:
        items = read_items(self.reader, start, end, self.sort)
        if items and self.list_end >= 0 and not self.reader.source(self.list_end, start).strip():
            self.problems.append(refusals.two_lists(items[0].span))
        self.list_end = end
        (self.groups[-1][1] if self.groups else self.items).extend(items)

    def _is_wanted(self, start: int, end: int) -> bool:
        """Whether a list is the one that the shape asks for, and not one of the text."""
        body = self.shape.body
        if body == "options":
            return BOXED.search(self.reader.source(start, end)) is not None
        if body == "groups":
            return bool(self.groups)
        if body == "gaps":
            return start > self.last_gap and self._is_last(start, end)
        return body == "items" and self._is_last(start, end)

    def _is_last(self, start: int, end: int) -> bool:
        if self.later is None:
            if end >= self.reader.size or not _LIST.search(
                self.reader.source(end, self.reader.size)
            ):
                return True
            self.later = list_starts(self.reader.fragment.text)
        return start >= self.later[-1]

    def _read_text(self, mark: Mark) -> None:
        kind, start, end, _ = mark
        chunk = _read_chunk(self.reader, mark)
        is_question = bool(self.shape.labels) and self.shape.body != "text"
        if kind == "BlockQuote" and (self.items or self.groups or is_question):
            self.problems.append(refusals.feedback_not_indented(self.reader.span(start, end)))
        elif self.items or self.groups:
            self.problems.append(refusals.stray(self.reader.span(start, end)))
        else:
            self.chunks.append(chunk)

    def _lead_and_stem(self) -> tuple[Prose | None, Prose | None]:
        """The stem begins with the last paragraph, in a text with gaps no later than the first."""
        chunks = self.chunks
        begins = [place for place, chunk in enumerate(chunks) if chunk.is_paragraph][-1:]
        begins += [place for place, chunk in enumerate(chunks) if chunk.has_gap][:1]
        at = min(begins, default=len(chunks))
        return _assemble(self.reader, chunks[:at]), _assemble(self.reader, chunks[at:])

    def _begin_group(self, mark: Mark) -> None:
        heading = self.reader.heading(mark)
        self.reader.cut()
        if heading.level != 3:
            span = self.reader.span(mark[1], mark[2])
            self.problems.append(refusals.group_level(span, heading.level))
        self.groups.append((heading, []))

    def _group(self, heading: Heading, items: list[Item]) -> Group:
        fragment = self.reader.fragment
        sign = _HEADING.match(fragment.text, heading.start)
        start = sign.end() if sign else heading.start
        count = len(heading.text.split())
        title = Prose(heading.inner, heading.text, count, fragment, start, heading.end)
        span = fragment.span(heading.start, heading.end)
        return Group(title, heading.id, tuple(items), span)


def _read_chunk(reader: Reader, mark: Mark) -> Chunk:
    kind, start, end, _ = mark
    if kind == "Paragraph":
        reader.inline()
    else:
        reader.block(mark)
    parts, words = reader.cut()
    has_gap = any(isinstance(part, Gap) for part in parts) if len(parts) > 1 else False
    return Chunk(kind == "Paragraph", parts, words, start, end, has_gap)


def _assemble(reader: Reader, chunks: list[Chunk]) -> Prose | None:
    """Chunks as one prose; a paragraph alone goes without its `<p>`."""
    if not chunks:
        return None
    first, last = chunks[0], chunks[-1]
    if len(chunks) == 1:
        return reader.prose(first.parts, first.words, first.start, first.end)
    parts: list[Part] = []
    words: list[str] = []
    for chunk in chunks:
        parts += ["<p>", *chunk.parts, "</p>\n"] if chunk.is_paragraph else chunk.parts
        words += (*chunk.words, " ")
    return reader.prose(joined(parts), words, first.start, last.end)
