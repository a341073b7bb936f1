"""Lines before Markdown: front matter, `:::` blocks with their settings, comments, acceptances.

The scanner knows only code fences (nothing inside them counts), `:::` at column 0, and comment lines.
It splits labels off a block's body, which Markdown would otherwise fold into the text above.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field

from ihrp_course.diagnostics import Diagnostic, Span, did_you_mean, error
from ihrp_course.parse.tree import Acceptance, Fragment, Setting, Shape

_MARKED = re.compile(r"^[ \t]*(?:(:{3,})|(`{3,}|~{3,})|(<!--))", re.MULTILINE)
_OPENER = re.compile(r"^:::([a-z]+)(?: ([a-z][a-z0-9-]*))?[ \t]*$")
_CLOSER = re.compile(r"^:::[ \t]*$")
_COMMENT_END = re.compile(r"-->[ \t]*$", re.MULTILINE)
_ACCEPT = re.compile(
    r"^\s*<!--\s*(ok|ok-block)\s+([A-Za-z][\w-]*)\s*:?\s*(.*?)\s*-->\s*$", re.DOTALL
)
_SETTING = re.compile(r"^([a-z][a-z0-9-]*):(?:[ \t]+(.*?))?[ \t]*$")
_ALMOST = re.compile(r"^([A-Za-z][\w -]*?)\s*[:=]\s*(.*)$")
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_WORD_LINE = re.compile(r"^([A-Z][A-Za-z]+)[ \t]*:(?:[ \t]|$)")
_HEADING = re.compile(r"^#{1,6}[ \t]")


@dataclass(slots=True)
class Fence:
    """A block as lines: settings, the body before the labels, and the labels."""

    kind: str
    id: str
    path: str
    line: int
    span: Span
    id_span: Span
    settings: dict[str, Setting] = field(default_factory=dict)
    body: Fragment | None = None
    labels: list[tuple[str, Span, Fragment]] = field(default_factory=list)
    last_line: int = 0


@dataclass(slots=True)
class Scanned:
    """A file as lines: front matter, then stretches of Markdown and blocks in order."""

    front: Fragment | None
    parts: list[Fragment | Fence]
    acceptances: list[Acceptance]
    problems: list[Diagnostic]


def scan(path: str, text: str, shapes: Mapping[str, Shape]) -> Scanned:
    """Split one file. Never raises; what makes no sense is told and read on over."""
    return _Scanner(path, text, shapes).run()


class _Scanner:
    def __init__(self, path: str, text: str, shapes: Mapping[str, Shape]) -> None:
        self.path, self.text, self.shapes = path, text, shapes
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.out = Scanned(None, [], [], [])
        self.open: int | None = None  # index of the opener's line
        self.start = 0  # index of the first line of the current stretch
        self.removed: set[int] = set()
        self.pending: list[tuple[bool, str, str, Span, int]] = []
        self.fences: list[tuple[int, int]] = []
        self.comments: set[int] = set()  # every comment's lines, for acceptances to look past

    def run(self) -> Scanned:
        self._front_matter()
        code: tuple[str, int] | None = None
        skip_to = self.starts[self.start]
        for found in _MARKED.finditer(self.text, skip_to):
            if found.start() < skip_to:
                continue
            index = bisect_left(self.starts, found.start())
            colons, ticks, _ = found.groups()
            if code is not None:
                if (
                    ticks
                    and ticks[0] == code[0]
                    and len(ticks) >= code[1]
                    and not self.lines[index].strip(" \t`~")
                ):
                    code = None
                continue
            if ticks:
                if (
                    ticks[0] == "~"
                    or "`" not in self.text[found.end() : self.starts[index + 1] - 1]
                ):
                    code = (ticks[0], len(ticks))
            elif colons:
                self._colons(index, colons)
            else:
                skip_to = self._comment(index, found.start())
        self._finish(len(self.lines))
        self._accept()
        return self.out

    # --- front matter ---------------------------------------------------------------------------

    def _front_matter(self) -> None:
        if not self.lines or self.lines[0].rstrip() != "---":
            return
        for index in range(1, len(self.lines)):
            if self.lines[index].rstrip() in ("---", "..."):
                body = "\n".join(self.lines[1:index])
                self.out.front = Fragment(self.path, body, 2)
                self.start = index + 1
                return
        self._tell(
            "front-matter-unclosed", 0, "the front matter never ends", "close it with a line `---`"
        )
        self.start = 1

    # --- blocks ---------------------------------------------------------------------------------

    def _colons(self, index: int, colons: str) -> None:
        line = self.lines[index]
        if line[0] != ":":
            self._tell(
                "fence-indented",
                index,
                "a block's fence stands at the beginning of its line",
                "take the blanks before `:::` away",
            )
            line = line.lstrip()
        if len(colons) > 3:
            self._tell(
                "fence-colons",
                index,
                f"a fence has three colons, this one has {len(colons)}",
                "write `:::`",
            )
            line = ":::" + line.lstrip(":")
        opener = _OPENER.match(line)
        if _CLOSER.match(line):
            self._close(index)
        elif opener:
            self._open(index, opener)
        else:
            self._misshapen(index, line)

    def _misshapen(self, index: int, line: str) -> None:
        words = line[3:].split()
        if line[3:4] in (" ", "\t") and words:
            help = f"write `:::{' '.join(words[:2])}` without a blank after the colons"
        elif len(words) > 2:
            help = "a block opens with `:::type id` and nothing more; settings stand on the lines below"
        else:
            help = "write `:::type an-id`, in small letters, digits and hyphens"
        self._tell(
            "fence-text", index, f"`{line.strip()[:60]}` neither opens nor closes a block", help
        )

    def _open(self, index: int, opener: re.Match[str]) -> None:
        if self.open is not None:
            first = self.open
            self._tell(
                "fence-nested",
                index,
                f"a block opens inside the block of line {first + 1}",
                "close the first with a line `:::`; blocks do not nest",
            )
            self._tell(
                "fence-nested",
                first,
                f"this block is still open when line {index + 1} opens another",
                "close it with a line `:::`",
            )
            self._close(index, is_there=False)
        self._stretch(index)
        self.open = index
        self.opener = opener

    def _close(self, index: int, is_there: bool = True) -> None:
        if self.open is None:
            self._tell(
                "fence-stray",
                index,
                "this line closes a block, but none is open",
                "delete it, or open the block with `:::type id`",
            )
            self._stretch(index)
            self.start = index + 1
            return
        self._block(self.open, index)
        self.fences.append((self.open + 1, index + 1))
        self.open = None
        self.start = index + 1 if is_there else index
        self.removed = set()

    def _finish(self, end: int) -> None:
        if self.open is not None:
            self._tell(
                "fence-unclosed", self.open, "this block never closes", "close it with a line `:::`"
            )
            self._close(end, is_there=False)
        self._stretch(end)

    def _stretch(self, end: int) -> None:
        """The Markdown between the last block and line `end`."""
        fragment = self._fragment(self.start, end)
        if fragment is not None and fragment.text.strip():
            self.out.parts.append(fragment)
        self.start, self.removed = end, set()

    def _fragment(self, start: int, end: int) -> Fragment | None:
        if start >= end:
            return None
        if not any(start <= index < end for index in self.removed):
            return Fragment(self.path, "\n".join(self.lines[start:end]), start + 1)
        kept = [index for index in range(start, end) if index not in self.removed]
        if not kept:
            return None
        text = "\n".join(self.lines[index] for index in kept)
        return Fragment(self.path, text, kept[0] + 1, lines=tuple(index + 1 for index in kept))

    def _block(self, first: int, end: int) -> None:
        kind, id = self.opener.group(1), self.opener.group(2) or ""
        span = self._line_span(first)
        at = self.opener.start(2)
        id_span = Span(self.path, first + 1, at + 1, first + 1, at + 1 + len(id)) if id else span
        shape = self.shapes.get(kind)
        if shape is None:
            hint = did_you_mean(kind, list(self.shapes)) or "known: " + ", ".join(
                sorted(self.shapes)
            )
            self.out.problems.append(
                error(
                    "unknown-block",
                    Span(self.path, first + 1, 4, first + 1, 4 + len(kind)),
                    f"there is no block type `{kind}`",
                    help=hint,
                )
            )
            return
        fence = Fence(kind, id, self.path, first + 1, span, id_span, last_line=end + 1)
        body = self._settings(fence, [i for i in range(first + 1, end) if i not in self.removed])
        self._labels(fence, shape, body)
        self.out.parts.append(fence)

    def _settings(self, fence: Fence, rows: list[int]) -> list[int]:
        """Read the settings; give the lines of the body."""
        for place, index in enumerate(rows):
            line = self.lines[index]
            if not line.strip():
                return rows[place + 1 :]
            found = _SETTING.match(line)
            if found is None:
                self._setting_shape(index, line)
                if _ALMOST.match(line) and not _ITEM.match(line):
                    continue
                return rows[place:]
            name, value = found.group(1), found.group(2) or ""
            at = found.start(2) + 1 if found.group(2) else len(line) + 1
            number = index + 1
            setting = Setting(
                name,
                value,
                Span(self.path, number, 1, number, len(name) + 1),
                Span(self.path, number, at, number, at + len(value)),
            )
            if name in fence.settings:
                self._tell(
                    "setting-twice",
                    index,
                    f"`{name}` is set twice in this block",
                    "keep one of the two lines",
                )
            else:
                fence.settings[name] = setting
        return []

    def _setting_shape(self, index: int, line: str) -> None:
        almost = _ALMOST.match(line)
        if almost and re.match(r"^[a-z][a-z0-9-]*:\S", line):
            name, value = almost.groups()
            self._tell(
                "setting-shape",
                index,
                f"there is no blank after `{name}:`",
                f"write `{name}: {value}`; if this is text, leave an empty line before it",
            )
        elif (
            almost
            and re.fullmatch(r"[A-Za-z][\w-]*", almost.group(1))
            and almost.group(1).lower() != almost.group(1)
        ):
            name = almost.group(1).lower()
            self._tell(
                "setting-shape",
                index,
                "a setting's name is in small letters",
                f"write `{name}: …`; if this is text, leave an empty line before it",
            )
        else:
            self._tell(
                "setting-shape",
                index,
                "this line is no setting",
                "leave an empty line before the text",
            )

    # --- labels ---------------------------------------------------------------------------------

    def _labels(self, fence: Fence, shape: Shape, rows: list[int]) -> None:
        begin = self._label_start(shape, rows)
        self._misplaced_labels(shape, rows[:begin])
        fence.body = self._rows(rows[:begin])
        current: tuple[str, int, list[int]] | None = None
        for index in rows[begin:]:
            found = _WORD_LINE.match(self.lines[index])
            if found is None:
                if current is not None:
                    current[2].append(index)
                continue
            name = found.group(1)
            if name not in shape.labels:
                hint = did_you_mean(name, list(shape.labels)) or "known here: " + ", ".join(
                    shape.labels
                )
                self._tell("label-unknown", index, f"`{name}:` is no label of this block", hint)
            self._end_label(fence, current, shape)
            current = (name, index, [index])
        self._end_label(fence, current, shape)

    def _end_label(
        self, fence: Fence, current: tuple[str, int, list[int]] | None, shape: Shape
    ) -> None:
        if current is None or current[0] not in shape.labels:
            return
        name, first, rows = current
        if any(known == name for known, _, _ in fence.labels):
            self._tell(
                "label-twice",
                first,
                f"`{name}:` stands twice in this block",
                "put both texts under one of them",
            )
            return
        fragment = self._rows(rows)
        assert fragment is not None
        blank = " " * (self.lines[first].index(":") + 1)  # keeps every column where it was
        text = blank + fragment.text[len(blank) :]
        stripped = len(text) - len(text.lstrip(" \t"))
        label = Fragment(self.path, text[stripped:], first + 1, stripped + 1, fragment.lines)
        fence.labels.append((name, self._line_span(first), label))

    def _label_start(self, shape: Shape, rows: list[int]) -> int:
        """Where the labels may begin: after the last item, row or gap, else after the first blank line."""
        if not shape.labels:
            return len(rows)
        first = 0
        if shape.body in ("text", "prose"):
            filled = [place for place, index in enumerate(rows) if self.lines[index].strip()]
            first = filled[0] + 1 if filled else 0
        else:
            for place, index in enumerate(rows):
                line = self.lines[index]
                if _ITEM.match(line) or (shape.body == "gaps" and "[[" in line):
                    first = place + 1
        for place in range(first, len(rows)):
            found = _WORD_LINE.match(self.lines[rows[place]])
            if found and (
                found.group(1) in shape.labels or did_you_mean(found.group(1), list(shape.labels))
            ):
                return place
        return len(rows)

    def _misplaced_labels(self, shape: Shape, rows: list[int]) -> None:
        for index in rows:
            found = _WORD_LINE.match(self.lines[index])
            if found and found.group(1) in shape.labels:
                self._tell(
                    "label-early",
                    index,
                    f"`{found.group(1)}:` stands before the end of the block's text or list",
                    "move it below the last option",
                )

    def _rows(self, rows: list[int]) -> Fragment | None:
        if not rows:
            return None
        text = "\n".join(self.lines[index] for index in rows)
        is_whole = rows[-1] - rows[0] + 1 == len(rows)
        return Fragment(
            self.path, text, rows[0] + 1, lines=None if is_whole else tuple(i + 1 for i in rows)
        )

    # --- comments -------------------------------------------------------------------------------

    def _comment(self, index: int, start: int) -> int:
        """Take a comment out; gives the offset to go on from."""
        end = self.text.find("-->", start)
        if end < 0:
            self._tell("comment-unclosed", index, "this comment never ends", "end it with `-->`")
            return start
        found = _COMMENT_END.search(self.text, start)
        line_end = self.text.find("\n", end)
        line_end = len(self.text) if line_end < 0 else line_end
        if found is None or self.text[end + 3 : line_end].strip():
            return start  # text behind it on its line: raw HTML, told by the Markdown reader
        last = bisect_left(self.starts, end + 1) - 1
        self.removed.update(range(index, last + 1))
        self.comments.update(range(index, last + 1))
        accept = _ACCEPT.match(self.text[self.starts[index] : line_end])
        if accept:
            span = Span(self.path, index + 1, 1, last + 1, len(self.lines[last]) + 1)
            self._acceptance(accept, span, last)
        return line_end

    def _acceptance(self, accept: re.Match[str], span: Span, last: int) -> None:
        word, rule, reason = accept.groups()
        if not reason:
            self.out.problems.append(
                error(
                    "acceptance-reason",
                    span,
                    f"`{rule}` is accepted without a reason",
                    help=f"write `<!-- {word} {rule}: why it is right here -->`",
                )
            )
        self.pending.append((word == "ok-block", rule, reason, span, last + 1))

    def _accept(self) -> None:
        for is_block, rule, reason, span, index in self.pending:
            while index in self.comments:
                index += 1
            first = last = index + 1
            if is_block:
                around = [pair for pair in self.fences if pair[0] <= first <= pair[1]]
                first, last = around[0] if around else (first, last)
            self.out.acceptances.append(Acceptance(rule, reason, span, first, last))

    # --- telling --------------------------------------------------------------------------------

    def _line_span(self, index: int) -> Span:
        index = min(index, len(self.lines) - 1)
        line = self.lines[index].rstrip()
        return Span(self.path, index + 1, 1, index + 1, max(2, len(line) + 1))

    def _tell(self, rule: str, index: int, message: str, help: str) -> None:
        self.out.problems.append(error(rule, self._line_span(index), message, help=help))
