"""What parsing gives: frozen nodes, each of which can name its place in the source.

Nothing here knows what a course is. A `Prose` is Markdown already turned into HTML, with holes
where the text refers to something (a link, a citation, an image, a gap, a heading): checking
resolves the holes, rendering fills them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from ihrp_course.diagnostics import Span

_LINE_END = re.compile("\n")


class Fragment(Struct, frozen=True, dict=True):
    """A run of lines of one file, without the comment lines that the scanner took out.

    `lines[i]` is the file's line number of the fragment's line i; None means that they are
    consecutive from `first_line`. `column` is where the fragment's first line begins in the file.
    """

    path: str
    text: str
    first_line: int = 1
    column: int = 1
    lines: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The place in the file of the characters start to end (exclusive) of `text`."""
        line, column = self._place(start)
        end_line, end_column = self._place(max(start, end))
        return Span(self.path, line, column, end_line, end_column)

    def cut(self, start: int, end: int) -> Fragment:
        """The characters start to end (exclusive) as a fragment of their own."""
        line, column = self._place(start)
        first = bisect_right(self._starts, start) - 1
        lines = self.lines[first:] if self.lines is not None else None
        return Fragment(self.path, self.text[start:end], line, column, lines)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line of `text` begins."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def _place(self, offset: int) -> tuple[int, int]:
        starts = self._starts
        index = bisect_right(starts, offset) - 1
        column = offset - starts[index] + (self.column if index == 0 else 1)
        line = self.first_line + index if self.lines is None else self.lines[index]
        return line, column


# --- holes: what a text refers to. `start` and `end` are character offsets into the fragment. ---


class Link(Struct, frozen=True):
    """`[inner](target "title")`; the scheme is still unread: `term:`, `lesson:`, `file:`, `#…`, a URL."""

    target: str
    title: str
    inner: tuple[Part, ...]
    start: int
    end: int


class Citation(Struct, frozen=True):
    """`[@one; @two]`, keys without the `@`."""

    keys: tuple[str, ...]
    start: int
    end: int


class Image(Struct, frozen=True):
    """`![alt](source "title")`."""

    source: str
    alt: str
    title: str
    start: int
    end: int


class Gap(Struct, frozen=True):
    """`[[text]]`, text as typed; `number` counts the gaps of one block from 0."""

    text: str
    number: int
    start: int
    end: int


class Heading(Struct, frozen=True):
    """`## inner {#id}`; `id` is empty when the author gave none, `text` is plain."""

    level: int
    id: str
    inner: tuple[Part, ...]
    text: str
    start: int
    end: int


Hole: TypeAlias = Link | Citation | Image | Gap | Heading
Part: TypeAlias = str | Hole  # a str is finished, escaped HTML


class Prose(Struct, frozen=True, dict=True):
    """Markdown as HTML with holes. Inline prose (an option, a stem) has no `<p>` around it."""

    parts: tuple[Part, ...]
    text: str  # plain words, without marks, citations or links' targets
    words: int
    fragment: Fragment
    start: int = 0  # this prose's own stretch of the fragment
    end: int = 0

    @property
    def span(self) -> Span:
        return self.fragment.span(self.start, self.end)

    @property
    def holes(self) -> tuple[Hole, ...]:
        """All that the text refers to, also inside of links and headings; mostly there is nothing."""
        parts = self.parts
        is_bare = not parts or (len(parts) == 1 and parts[0].__class__ is str)
        return () if is_bare else self._holes

    @cached_property
    def _holes(self) -> tuple[Hole, ...]:
        return tuple(_holes(self.parts))

    @property
    def cited(self) -> list[str]:
        """The keys of the sources that it names, in order."""
        return [key for hole in self.holes if isinstance(hole, Citation) for key in hole.keys]

    def span_of(self, hole: Hole) -> Span:
        return self.fragment.span(hole.start, hole.end)


def _holes(parts: tuple[Part, ...]) -> Iterator[Hole]:
    for part in parts:
        if not isinstance(part, str):
            yield part
        if isinstance(part, Link | Heading):
            yield from _holes(part.inner)


class Setting(NamedTuple):
    """One `name: value` line of a block; `value` is text with outer blanks dropped."""

    name: str
    value: str
    name_span: Span
    value_span: Span


class Acceptance(NamedTuple):
    """`<!-- ok RULE: reason -->`: covers findings of `rule` on the lines first to last of its file."""

    rule: str
    reason: str
    span: Span
    first_line: int
    last_line: int


class Item(Struct, frozen=True):
    """One list item. `mark` is True for `[x]`, False for `[ ]`, None without a box."""

    mark: bool | None
    text: Prose
    feedback: Prose | None
    slug: str  # of a trailing {#slug}, else empty
    span: Span
    raw: str = ""  # the item's first paragraph as typed, without marker, box and {#slug}


class Group(Struct, frozen=True):
    """`### title` inside a block with the list below it (a category of `sort`)."""

    title: Prose
    slug: str
    items: tuple[Item, ...]
    span: Span


class Label(Struct, frozen=True):
    """`Rationale: …` at the end of a block. `items` when a list follows the label (a rubric)."""

    name: str
    prose: Prose
    items: tuple[Item, ...]
    span: Span


class BlockNode(Struct, frozen=True):
    """A `:::kind id` block, its body already split into the parts that its kind may have."""

    kind: str
    id: str  # empty when none was given
    span: Span  # of the opener line
    id_span: Span
    settings: Mapping[str, Setting]
    lead: Prose | None  # paragraphs before the last one: the vignette of a question
    stem: (
        Prose | None
    )  # the last paragraph before list, groups or labels; the whole body of text blocks
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    labels: Mapping[str, Label]
    body: Fragment
    last_line: int  # of the closing fence
    rest: Fragment | None = None  # of a body in lines: from the first such line on


class Shape(Struct, frozen=True):
    """What a kind's body may hold: tells the parser how to split it, and what to refuse."""

    body: Literal["prose", "text", "options", "items", "groups", "gaps", "lines"]
    labels: tuple[str, ...] = ()
    begin: str = ""  # of a body in lines: how the first of them begins
    # prose: Markdown, all of it one text · text: a question without a list · options: `- [x]` list · items: any one list (numbered or not)
    # groups: `###` headings with lists · gaps: text with [[…]], then perhaps a `-` list with feedback
    # lines: a text, then lines that the type reads for itself (rows of a table, cues, scenes)


class YamlValue(Struct, frozen=True):
    """A YAML node with its place: plain data in `data`, nested nodes in `items`."""

    data: object  # str | int | float | bool | None | list | dict of plain data
    span: Span
    items: Mapping[str | int, YamlValue]  # children of a mapping (by key) or a sequence (by index)
    key_spans: Mapping[str, Span]

    def at(self, *path: str | int) -> Span:
        """The span of the value under `path`; of the deepest part that exists."""
        node = self
        for step in path:
            child = node.items.get(step)
            if child is None:
                return node.key_spans.get(str(step), node.span)
            node = child
        return node.span


class Document(Struct, frozen=True):
    """One Markdown file: front matter, then prose and blocks in order."""

    path: str
    front: YamlValue | None
    parts: tuple[Prose | BlockNode, ...]
    acceptances: tuple[Acceptance, ...]


class GlossaryEntry(Struct, frozen=True):
    """`## term {#id}` of a glossary: settings such as `also:`, then paragraphs."""

    id: str
    title: str
    settings: Mapping[str, Setting]
    prose: Prose
    span: Span


class Parsed(Struct, frozen=True):
    """Every text file of a course as trees, by path relative to the course folder."""

    documents: Mapping[str, Document]  # *.md but the glossary
    yaml: Mapping[str, YamlValue]  # *.yaml
    glossary: tuple[GlossaryEntry, ...]
    glossary_acceptances: tuple[Acceptance, ...]
