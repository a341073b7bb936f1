"""Lines before Markdown: front matter, `:::` blocks, comments, acceptances.

The scanner knows code fences (nothing inside them counts), `:::` at the left edge, and comment lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ihrp_course.diagnostics import Diagnostic, Span, did_you_mean, error
from ihrp_course.parse.acceptances import Acceptances
from ihrp_course.parse.labels import LabelLines, split_labels
from ihrp_course.parse.rows import Rows
from ihrp_course.parse.settings import read_settings
from ihrp_course.parse.tree import Acceptance, Fragment, Setting, Shape

_MARK = re.compile(r"\n[ \t]*(?:(:{3,})|(`{3,}|~{3,})|<!--)")
_OPENER = re.compile(r":::([a-z]+)(?: ([a-z][a-z0-9-]*))?[ \t]*")
_ALMOST = re.compile(r":::[ \t]*([A-Za-z]+)(?:[ \t{#.]+([A-Za-z][\w-]*))?")
_FRONT_END = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_YAML_LINE = re.compile(r"[ \t]|[\w-]+:|- |#")


class Fence(NamedTuple):
    """A block as lines: settings, the body before the labels, and the labels."""

    kind: str
    id: str
    shape: Shape
    span: Span
    id_span: Span
    settings: Mapping[str, Setting]
    body: Fragment
    labels: list[LabelLines]
    last_line: int
    is_closed: bool


@dataclass(slots=True)
class Scanned:
    """A file as lines: front matter, then stretches of Markdown and blocks in order."""

    front: Fragment | None = None
    parts: list[Fragment | Fence] = field(default_factory=list)
    acceptances: tuple[Acceptance, ...] = ()


class _Opener(NamedTuple):
    kind: str
    id: str
    span: Span


def scan(path: str, text: str, shapes: Mapping[str, Shape], problems: list[Diagnostic]) -> Scanned:
    """Split one file. What makes no sense is told, and read on over."""
    return _Scanner(path, text, shapes, problems).run()


class _Scanner:
    def __init__(
        self, path: str, text: str, shapes: Mapping[str, Shape], problems: list[Diagnostic]
    ) -> None:
        self.path, self.text, self.shapes, self.problems = path, text, shapes, problems
        self.out = Scanned()
        self.accepted = Acceptances(problems)
        self.open: _Opener | None = None
        self.owed = 0  # closing lines of blocks that were already taken as closed
        self.start, self.line = 0, 1  # offset and line of the stretch that is being read
        self.gone: list[tuple[int, int]] = []  # its lines with comments
        self.code: list[tuple[int, int]] = []  # its lines with code fences
        self.arrow = 0  # offset of a `-->`, or past the end
        self.unclosed = {"`": 1 << 30, "~": 1 << 30}  # code fences this long never close
        self._known = (0, 1)  # an offset and its line

    def run(self) -> Scanned:
        skip = self._front_matter()
        self._restart(skip, self._line(skip))
        for found in _MARK.finditer(f"\n{self.text}", skip):
            start = found.start()
            if start < skip:
                continue
            colons, ticks = found.groups()
            if colons:
                self._colons(start)
            elif ticks:
                skip = self._code_fence(start, ticks, found.end() - 1)
            else:
                skip = self._comment(start)
        self._finish()
        self.out.acceptances = self.accepted.settle(self.text)
        return self.out

    # --- places -----------------------------------------------------------------------------------

    def _line(self, offset: int) -> int:
        """The number of the line at an offset; cheap when asked in order."""
        known, line = self._known
        if offset < known:
            known, line = 0, 1
        line += self.text.count("\n", known, offset)
        self._known = (offset, line)
        return line

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end

    def _span(self, start: int, end: int) -> Span:
        """One line, without the blanks around it."""
        line, number = self.text[start:end], self._line(start)
        first = len(line) - len(line.lstrip())
        return Span(self.path, number, first + 1, number, max(first, len(line.rstrip())) + 1)

    def _tell(self, rule: str, start: int, message: str, help: str) -> None:
        span = self._span(start, self._line_end(start))
        self.problems.append(error(rule, span, message, help=help))

    # --- front matter -----------------------------------------------------------------------------

    def _front_matter(self) -> int:
        """Take the front matter out; gives the offset of what follows."""
        text = self.text
        start = len(text) - len(text.lstrip(" \t\n"))
        end = self._line_end(start)
        if text[start:end].rstrip() != "---":
            return 0
        if start:
            message = "front matter begins on the first line of a file"
            self._tell("front-matter-shape", start, message, "delete what stands above it")
        close = _FRONT_END.search(text, end)
        if close is not None:
            stop, rest = close.start(), close.end() + 1
        else:
            stop = rest = self._end_of_yaml(end)
            help = "close it with a line `---`"
            self._tell("front-matter-unclosed", start, "the front matter never ends", help)
        self.out.front = Fragment(self.path, text[end + 1 : stop], self._line(start) + 1)
        return min(rest, len(text))

    def _end_of_yaml(self, at: int) -> int:
        """Where lines no longer look like front matter."""
        while at < len(self.text) and _YAML_LINE.match(self.text, at + 1):
            at = self._line_end(at + 1)
        return at

    # --- blocks -----------------------------------------------------------------------------------

    def _colons(self, start: int) -> None:
        end = self._line_end(start)
        line = self.text[start:end]
        if line[0] != ":":
            help = "take the blanks before it away; to show it as an example, use a code fence"
            self._tell(
                "fence-indented", start, "`:::` does not stand at the left edge of its line", help
            )
            line = line.lstrip()
        if line[3:4] == ":":
            count = len(line) - len(line.lstrip(":"))
            message = f"a block opens and closes with three colons, here are {count}"
            self._tell("fence-colons", start, message, "write `:::`; blocks do not nest")
            line = f":::{line.lstrip(':')}"
        opener = _OPENER.fullmatch(line)
        if opener is not None:
            self._begin(opener.group(1), opener.group(2) or "", start, end)
        elif not line[3:].strip():
            self._close(start, end)
        else:
            self._misshapen(line, start, end)

    def _misshapen(self, line: str, start: int, end: int) -> None:
        """A line that only resembles an opener: read on as if it were right, where that is clear."""
        found = _ALMOST.match(line)
        kind, id = found.groups(default="") if found else ("", "")
        right = id.lower().replace("_", "-").rstrip("-")
        help = "open a block with `:::type an-id`, close it with `:::` alone on its line"
        message = "this line neither opens nor closes a block"
        if kind.lower() in self.shapes:
            help = f"write `:::{kind.lower()} {right or 'an-id'}`; settings go on the lines below"
            if line[3] in " \t":
                message = "no blank stands between `:::` and the type of a block"
            elif kind != kind.lower():
                message = "the type of a block is in small letters"
            elif id != right:
                message = f"`{id}` cannot be an id: small letters, digits and hyphens only"
            else:
                message = "a line that opens a block holds its type and its id, nothing more"
        self._tell("fence-text", start, message, help)
        if kind.lower() in self.shapes:
            self._begin(kind.lower(), right, start, end)

    def _begin(self, kind: str, id: str, start: int, end: int) -> None:
        line = self._line(start)
        span = Span(self.path, line, 1, line, len(self.text[start:end].rstrip()) + 1)
        if self.open is None:
            self._end_stretch(start)
            self.owed = 0
        else:
            self._refuse_nested(span)
            self._end_block(start, span.line - 1)
            self.owed += 1
        self.open = _Opener(kind, id, span)
        self._restart(end + 1, span.line + 1)

    def _refuse_nested(self, span: Span) -> None:
        assert self.open is not None
        first = self.open.span
        message = f"a block opens while the one of line {first.line} is still open"
        help = "close that one first, with a line `:::`; blocks do not nest"
        self.problems.append(error("fence-nested", span, message, help=help))
        message = f"this block is still open where line {span.line} opens another"
        help = f"close it with a line `:::` above line {span.line}"
        self.problems.append(error("fence-nested", first, message, help=help))

    def _close(self, start: int, end: int) -> None:
        line = self._line(start)
        if self.open is not None:
            self._end_block(start, line)
        else:
            self._end_stretch(start)
            if not self.owed:
                help = "delete this line, or open the block with `:::type an-id`"
                self._tell("fence-stray", start, "no block is open that could close here", help)
            self.owed = max(0, self.owed - 1)
        self.open = None
        self._restart(end + 1, line + 1)

    def _finish(self) -> None:
        end = len(self.text)
        if self.open is None:
            self._end_stretch(end)
            return
        help = "close it with a line `:::`"
        span = self.open.span
        self.problems.append(error("fence-unclosed", span, "this block never closes", help=help))
        self._end_block(end, self._line(end), is_closed=False)

    # --- stretches --------------------------------------------------------------------------------

    def _restart(self, start: int, line: int) -> None:
        self.start, self.line = min(start, len(self.text)), line
        self.gone, self.code = [], []

    def _rows(self, end: int) -> Rows:
        """The lines from the start of the stretch to an offset, without comments."""
        if end <= self.start:
            return Rows(self.path, [], [])
        first = self.line
        stop = end - 1 if self.text[end - 1] == "\n" else end
        lines = self.text[self.start : stop].split("\n")
        numbers = range(first, first + len(lines))
        if not (self.gone or self.code):
            return Rows(self.path, lines, numbers)
        gone = {number for span in self.gone for number in range(span[0], span[1] + 1)}
        code = {number for span in self.code for number in range(span[0], span[1] + 1)}
        kept = [number for number in numbers if number not in gone]
        return Rows(
            self.path,
            [lines[number - first] for number in kept],
            kept,
            {place for place, number in enumerate(kept) if number in code},
        )

    def _end_stretch(self, end: int) -> None:
        if self.gone:
            rows = self._rows(end)
            fragment = rows.fragment(0, len(rows.lines))
        else:
            fragment = Fragment(self.path, self.text[self.start : end], self.line)
        if fragment.text and not fragment.text.isspace():
            self.out.parts.append(fragment)

    def _end_block(self, end: int, last_line: int, is_closed: bool = True) -> None:
        """Read the block that is open, up to an offset.

        One that never closes takes in what was not meant for it: no more is told of it.
        """
        assert self.open is not None
        kind, id, span = self.open
        self.accepted.add_block(span.line, last_line)
        shape = self.shapes.get(kind)
        if shape is None:
            self._refuse_kind(kind, span)
            return
        problems = self.problems if is_closed else []
        rows = self._rows(end)
        settings, first = read_settings(rows, shape.labels, problems)
        stop, labels = split_labels(rows, first, shape, problems)
        line, end_column = span.line, span.end_column
        id_span = Span(self.path, line, end_column - len(id), line, end_column) if id else span
        body = rows.fragment(first, stop)
        fence = Fence(kind, id, shape, span, id_span, settings, body, labels, last_line, is_closed)
        self.out.parts.append(fence)

    def _refuse_kind(self, kind: str, span: Span) -> None:
        start = span.column + 3
        known = sorted(self.shapes)
        help = did_you_mean(kind, known) or f"known here: {', '.join(known)}"
        help = help if known else "the glossary holds no blocks; put it into a lesson"
        place = Span(self.path, span.line, start, span.line, start + len(kind))
        self.problems.append(
            error("unknown-block", place, f"there is no block `{kind}`", help=help)
        )

    # --- code and comments ------------------------------------------------------------------------

    def _code_fence(self, start: int, ticks: str, at: int) -> int:
        """Jump over fenced code; gives the offset behind it."""
        end = self._line_end(start)
        sign = ticks[0]
        if sign == "`" and "`" in self.text[at:end]:
            return end  # code within a line
        if len(ticks) < self.unclosed[sign]:
            closer = re.compile(rf"\n[ \t]*{sign}{{{len(ticks)},}}[ \t]*(?=\n|\Z)")
            found = closer.search(self.text, end)
            if found is not None:
                first = self._line(start)
                self.code.append((first, self._line(found.start() + 1)))
                return found.end()
            self.unclosed[sign] = len(ticks)
        help = f"close it with a line of the same signs: {ticks}"
        self._tell("code-unclosed", start, "this code fence never closes", help)
        return end

    def _comment(self, start: int) -> int:
        """Take a comment out; gives the offset behind it."""
        if self.arrow < start + 4:
            found = self.text.find("-->", start + 4)
            self.arrow = len(self.text) if found < 0 else found
        end = self._line_end(min(self.arrow, len(self.text)))
        if self.arrow == len(self.text):
            end = self._line_end(start)
            help = "end it with `-->`"
            self._tell("comment-unclosed", start, "this comment never ends", help)
        elif self.text[self.arrow + 3 : end].strip():
            return start  # HTML within a line, which the Markdown reader refuses
        first = self._line(start)
        last = self._line(end)
        self.gone.append((first, last))
        text = self.text[start:end]
        indent, width = len(text) - len(text.lstrip()), len(text.rpartition("\n")[2].rstrip())
        span = Span(self.path, first, indent + 1, last, width + 1)
        self.accepted.add_comment(text, span, start, end)
        return end
