"""Markdown into prose with holes, in one pass over pyromark's events. Only this file knows pyromark.

A `Reader` goes through a fragment once. `inline` reads words and marks up to the next boundary of a
block; `flow` and `block` read whole blocks; `cut` takes out what was read. Text is escaped and tags
come from the tables below, so no HTML of an author's can get through.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, TypeAlias

from pyromark import Options, events_with_range, reference_definitions

from ihrp_course.diagnostics import Diagnostic
from ihrp_course.parse import refusals
from ihrp_course.parse.tree import Fragment, Heading, Image, Link, Part, Prose
from ihrp_course.parse.writer import Writer

Mark: TypeAlias = tuple[str, int, int, Any]
"""A boundary of a block: what begins, "End" when one ends, "" at the fragment's end; the block's
stretch in bytes; what pyromark says of it, of an "End" what ends."""

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_FOOTNOTES
)
_NOTHING: Mark = ("", 0, 0, None)
_OPEN_INLINE = {"Emphasis": "<em>", "Strong": "<strong>"}
_CLOSE_INLINE = {"Emphasis": "</em>", "Strong": "</strong>"}
_OPEN_FLOW = {**_OPEN_INLINE, "Paragraph": "<p>", "Item": "<li>"}
_CLOSE_FLOW = {**_CLOSE_INLINE, "Paragraph": "</p>\n", "Item": "</li>\n"}
_OPEN = {
    "BlockQuote": "<blockquote>\n",
    "Table": '<div class="table">\n<table>\n',
    "TableHead": "<thead>\n<tr>",
    "TableRow": "<tr>",
    "FootnoteDefinition": "",
}
_CLOSE = {
    "BlockQuote": "</blockquote>\n",
    "Table": "</tbody>\n</table>\n</div>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n",
    "TableRow": "</tr>\n",
}
_ALIGNED = {"None": "", "Left": "", "Center": ' class="center"', "Right": ' class="end"'}


def read_prose(fragment: Fragment, problems: list[Diagnostic]) -> Prose:
    """A whole fragment as prose in blocks."""
    reader = Reader(fragment, problems)
    reader.flow()
    start = len(fragment.text) - len(fragment.text.lstrip(" \t\n"))
    return reader.prose(*reader.cut(), start, reader.size)


def list_starts(text: str) -> list[int]:
    """Where the lists begin that stand in no other block, in bytes."""
    starts, depth = [], 0
    events: Iterator[tuple[Any, Any]] = events_with_range(text, options=_OPTIONS)
    for event, place in events:
        if "Start" in event:
            if not depth and "List" in event["Start"]:
                starts.append(place["start"])
            depth += 1
        elif "End" in event:
            depth -= 1
    return starts


class Reader(Writer):
    """One fragment, read from front to back. Offsets given and taken are bytes of UTF-8."""

    def __init__(
        self, fragment: Fragment, problems: list[Diagnostic], has_gaps: bool = False
    ) -> None:
        super().__init__(fragment, problems, has_gaps)
        text = fragment.text
        text += "\n" if text.endswith("]") else ""  # at the very end, a box needs its line to end
        self._events: Iterator[tuple[Any, Any]] = events_with_range(
            text, options=_OPTIONS, merge_text=True
        )
        self._columns: list[str] = []
        self._column = 0
        self._cell = "td"
        if "]:" in text:
            self._refuse_definitions()

    def _refuse_definitions(self) -> None:
        """They give no events, yet would turn `[0:00]` or `[@key]` elsewhere into links."""
        for found in reference_definitions(self.fragment.text, options=_OPTIONS).values():
            place = found["span"]
            self.problems.append(refusals.definition(self.span(place["start"], place["end"])))

    # --- reading ----------------------------------------------------------------------------------

    def inline(self, is_flow: bool = False) -> Mark:
        """Read words and marks up to the next boundary of a block, and give it.

        In a flow, paragraphs and items are no boundaries but are written as they come.
        """
        write, say = self._out.append, self._words.append
        opening = _OPEN_FLOW if is_flow else _OPEN_INLINE
        closing = _CLOSE_FLOW if is_flow else _CLOSE_INLINE
        for event, place in self._events:
            if "Text" in event:
                text = event["Text"]
                if "[" in text:
                    self._bracketed(text, place["start"], place["end"])
                    continue
                say(text)
                if "&" in text or "<" in text or ">" in text:
                    text = escape(text, quote=False)
                write(text)
            elif "Start" in event:
                tag = event["Start"]
                if tag.__class__ is str:
                    if tag not in opening:
                        return tag, place["start"], place["end"], None
                    write(opening[tag])
                    continue
                ((kind, value),) = tag.items()
                if kind == "Link":
                    self._link(value, place["start"], place["end"])
                elif kind == "Image":
                    self._image(value, place["start"], place["end"])
                else:
                    return kind, place["start"], place["end"], value
            elif "End" in event:
                tag = event["End"]
                if tag.__class__ is not str or tag not in closing:
                    return "End", place["start"], place["end"], tag
                write(closing[tag])
                if tag not in _CLOSE_INLINE:
                    say(" ")
            elif event == "SoftBreak":
                write("\n")
                say(" ")
            elif event == "Rule":
                return event, place["start"], place["end"], None
            elif "TaskListMarker" in event and not is_flow:
                self.box = event["TaskListMarker"], place["end"]
            else:
                self._rare(event, place["start"], place["end"])
        return _NOTHING

    def flow(self) -> Mark:
        """Read blocks up to the end of the one that is open, or of the fragment; give that end."""
        depth = 0
        while True:
            mark = self.inline(is_flow=True)
            if mark[0] == "End" and depth:
                depth -= 1
                self._close(mark[3])
            elif mark[0] in ("", "End"):
                return mark
            elif self._open(mark):
                depth += 1

    def block(self, mark: Mark) -> None:
        """Read the block that begins with this mark, to its end."""
        if mark[0] == "Paragraph":
            self.inline()
        elif self._open(mark):
            self._close(self.flow()[3])

    # --- blocks -----------------------------------------------------------------------------------

    def _open(self, mark: Mark) -> bool:
        """Write what begins; whether it is still open afterwards."""
        kind, start, end, value = mark
        if kind == "TableCell":
            scope = ' scope="col"' if self._cell == "th" else ""
            self._out.append(f"<{self._cell}{scope}{self._columns[self._column]}>")
            self._column += 1
        elif kind == "List":
            first = "" if value == 1 else f' start="{value}"'
            self._out.append("<ul>\n" if value is None else f"<ol{first}>\n")
        elif kind in _OPEN:
            self._out.append(_OPEN[kind])
            if kind == "Table":
                self._columns, self._inside = [_ALIGNED[each] for each in value], "a table"
            elif kind == "FootnoteDefinition":
                self.problems.append(refusals.footnote(self.span(start, end)))
            self._cell = "th" if kind == "TableHead" else "td"
            self._column = 0
        else:
            self._whole(mark)
            return False
        return True

    def _whole(self, mark: Mark) -> None:
        """Read a block that holds no other."""
        kind, start, end, value = mark
        if kind == "Heading":
            self._put(self.heading(mark))
            self._words.append(" ")
        elif kind == "Rule":
            self._out.append("<hr>\n")
        elif kind == "HtmlBlock":
            self._html(start, end)
            self._out.append(f"<p>{escape(self._literal(), quote=False)}</p>\n")
        else:
            words = value["Fenced"].split() if "Fenced" in value else []
            language = f' class="language-{escape(words[0])}"' if words else ""
            code = self._literal()
            self._out.append(f"<pre><code{language}>{escape(code, quote=False)}</code></pre>\n")
            self._words += (" ".join(code.split()), " ")
            if self._has_gaps and "[[" in code:
                self.problems.append(refusals.gap_place(self.span(start, end), "code"))

    def _literal(self) -> str:
        """The text of a block that is not read as Markdown, up to its end."""
        pieces: list[str] = []
        for event, _ in self._events:
            if "End" in event:
                break
            pieces += event.values()
        return "".join(pieces)

    def _close(self, tag: Any) -> None:
        """Write the end of what ends here."""
        if self._words and self._words[-1] != " ":
            self._words.append(" ")
        kind = tag if isinstance(tag, str) else next(iter(tag))
        if kind == "TableCell":
            self._out.append(f"</{self._cell}>")
        elif kind == "List":
            self._out.append("</ol>\n" if tag["List"] else "</ul>\n")
        else:
            self._out.append(_CLOSE.get(kind, ""))
            self._inside = "" if kind == "Table" else self._inside

    # --- marks within a line ----------------------------------------------------------------------

    def _rare(self, event: Any, start: int, end: int) -> None:
        if "Code" in event:
            code = event["Code"]
            self._out.append(f"<code>{escape(code, quote=False)}</code>")
            self._words.append(code)
            if self._has_gaps and "[[" in code:
                self.problems.append(refusals.gap_place(self.span(start, end), "code"))
        elif event == "HardBreak":
            self._out.append("<br>\n")
            self._words.append(" ")
        elif "FootnoteReference" in event:
            self.problems.append(refusals.footnote(self.span(start, end)))
        elif "TaskListMarker" in event:
            self.refuse_box(end)
        else:
            self._html(start, end)
            self._out.append(escape(self.source(start, end), quote=False))

    def heading(self, mark: Mark) -> Heading:
        """Read the heading that begins with this mark; it is given, not put into the flow."""
        _, start, end, value = mark
        level, id = int(value["level"][1]), value["id"] or ""
        source = self.source(start, end)
        is_named = not id or refusals.NAME.fullmatch(id)
        if source[:1] != "#" or value["classes"] or value["attrs"] or not is_named:
            self.problems += refusals.heading(self.span(start, end), source, value)
        before = len(self._words)
        inner = self._inner("a heading")
        text = " ".join("".join(self._words[before:]).split())
        return Heading(level, id, inner, text, self.char(start), self.char(self.trim(start, end)))

    def _inner(self, inside: str) -> tuple[Part, ...]:
        """Read what a heading or a link holds, up to its end."""
        outer = self._out, self._parts, self._inside
        self._out, self._parts, self._inside = [], [], inside
        self.inline()
        inner = [*self._parts, "".join(self._out)] if self._out else self._parts
        self._out, self._parts, self._inside = outer
        return tuple(inner)

    def _link(self, value: Any, start: int, end: int) -> None:
        inner = self._inner("a link")
        is_mail = value["link_type"] == "Email"
        target = f"mailto:{value['dest_url']}" if is_mail else value["dest_url"]
        self._put(Link(target, value["title"], inner, self.char(start), self.char(end)))

    def _image(self, value: Any, start: int, end: int) -> None:
        words: list[str] = []
        depth = 1
        for event, place in self._events:
            if "Text" in event or "Code" in event:
                words += event.values()
            elif "Start" in event or "End" in event:
                depth += 1 if "Start" in event else -1
                if depth == 0:
                    break
            elif "InlineHtml" in event:
                self._html(place["start"], place["end"])
            else:
                words.append(" ")
        alt = " ".join("".join(words).split())
        self._words.append(alt)
        self._put(Image(value["dest_url"], alt, value["title"], self.char(start), self.char(end)))
