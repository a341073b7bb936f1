"""Markdown into HTML with holes, in one pass over pyromark's events. Only this file knows pyromark.

Event ranges are UTF-8 byte offsets; holes keep character offsets. Text is escaped here, raw HTML is
refused, so nothing an author types can act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

import pyromark

from ihrp_course.diagnostics import Diagnostic, error
from ihrp_course.parse.tree import Citation, Fragment, Gap, Heading, Image, Link, Part, Prose

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
Event = tuple[Any, dict[str, int]]

_CITATION = re.compile(r"\[(@[^\[\]\n]+)\]")
_KEY = re.compile(r"^@([A-Za-z0-9][\w:.+/-]*)$")
_GAP = re.compile(r"\[\[((?:\\.|[^\[\]\\\n])*)\]\]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:", re.MULTILINE)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
_SETEXT = re.compile(
    r"^(?=[^\n]*\S)(?![ \t]*(?:[-*+>#|]|\d+[.)]))[^\n]+\n {0,3}(=+|-+)[ \t]*$", re.MULTILINE
)

_TAGS = {
    "Paragraph": ("<p>", "</p>\n"),
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<s>", "</s>"),
    "Item": ("<li>", "</li>\n"),
    "TableHead": ("<thead><tr>", "</tr></thead>\n<tbody>\n"),
    "TableRow": ("<tr>", "</tr>\n"),
    "BlockQuote": ("<blockquote>\n", "</blockquote>\n"),
    "Table": ('<div class="table"><table>', "</tbody></table></div>\n"),
    "HtmlBlock": ("<p>", "</p>\n"),
}
_BREAKS = {"Paragraph", "Item", "TableCell", "TableRow", "Heading", "BlockQuote", "CodeBlock"}


class Source:
    """One fragment read as Markdown: its events, and the way from bytes back to characters."""

    __slots__ = ("bytes", "events", "fragment", "is_plain", "problems")

    def __init__(self, fragment: Fragment, problems: list[Diagnostic]) -> None:
        text = fragment.text
        self.fragment = fragment
        self.is_plain = text.isascii()
        self.bytes = b"" if self.is_plain else text.encode("utf-8", "surrogatepass")
        self.problems = problems
        self._refuse_other_forms(text)
        events: Any = pyromark.events_with_range(text, options=OPTIONS)
        self.events: list[Event] = list(events)

    def char(self, offset: int) -> int:
        """The character at a byte offset."""
        return offset if self.is_plain else len(self.bytes[:offset].decode("utf-8", "ignore"))

    def slice(self, start: int, end: int) -> str:
        """The source between two byte offsets."""
        if self.is_plain:
            return self.fragment.text[start:end]
        return self.bytes[start:end].decode("utf-8", "replace")

    def tell(self, rule: str, start: int, end: int, message: str, help: str = "") -> None:
        span = self.fragment.span(self.char(start), self.char(end))
        self.problems.append(error(rule, span, message, help=help))

    def _refuse_other_forms(self, text: str) -> None:
        """Forms that would change what `[…]` means elsewhere, or that look like front matter."""
        if "]:" in text:
            for rule, pattern, what, help in (
                (
                    "footnote",
                    _FOOTNOTE,
                    "footnotes are not read here",
                    "write the text where it belongs, or a `reveal`",
                ),
                (
                    "reference-definition",
                    _DEFINITION,
                    "link definitions are not read here",
                    "write the link in full: `[text](https://…)`",
                ),
            ):
                for found in pattern.finditer(text):
                    span = self.fragment.span(found.start(), found.end())
                    self.problems.append(error(rule, span, what, help=help))
        if "\n--" in text or "\n==" in text or "\n-" in text or "\n=" in text:
            for found in _SETEXT.finditer(text):
                span = self.fragment.span(found.start(1), found.end(1))
                self.problems.append(
                    error(
                        "setext-heading",
                        span,
                        "an underlined heading is not read here",
                        help="write `## Heading`, or leave an empty line before the rule",
                    )
                )


def convert(
    source: Source, first: int, last: int, has_gaps: bool = False, gap_base: int = 0
) -> Prose:
    """The events first to last (exclusive) as one text."""
    events = source.events
    if last - first == 1 and not has_gaps:
        event, place = events[first]
        text = event.get("Text") if type(event) is dict else None
        if text is not None and "[" not in text:
            start, end = source.char(place["start"]), source.char(place["end"])
            parts: tuple[Part, ...] = (escape(text, quote=False),)
            return Prose(parts, text, len(text.split()), source.fragment, start, end)
    return _Converter(source, has_gaps, gap_base).run(first, last)


class _Converter:
    def __init__(self, source: Source, has_gaps: bool, gap_base: int) -> None:
        self.source = source
        self.has_gaps = has_gaps
        self.gaps = gap_base
        self.parts: list[Part] = []
        self.html: list[str] = []
        self.words: list[str] = []
        self.text: list[str] = []  # text events that touch
        self.text_start = self.text_end = -1
        self.stack: list[tuple[list[Part], Any, int, int]] = []
        self.closers: list[str] = []
        self.in_head = self.in_code = False
        self.aligns: list[Any] = []
        self.images: list[tuple[list[str], Any]] = []

    def run(self, first: int, last: int) -> Prose:
        events = self.source.events
        text, html, words = self.text, self.html, self.words
        for index in range(first, last):
            event, place = events[index]
            if type(event) is str:
                self.flush()
                self._void(event)
                continue
            name, value = next(iter(event.items()))
            if name == "Text":
                start = place["start"]
                if (
                    text
                    and start != self.text_end
                    and not (self.has_gaps and start <= self.text_end + 1)
                ):
                    self.flush()
                if not text:
                    self.text_start = start
                text.append(value)
                self.text_end = place["end"]
                continue
            if text:
                self.flush()
            if name == "Start":
                if type(value) is str and value in _TAGS:
                    html.append(_TAGS[value][0])
                    if value == "TableHead":
                        self.in_head = True
                else:
                    self._start(value, place)
            elif name == "End":
                if type(value) is str and value in _TAGS:
                    html.append(_TAGS[value][1])
                    if value == "TableHead":
                        self.in_head = False
                    if value in _BREAKS:
                        words.append("\n")
                else:
                    self._end(value, place)
            elif name == "Code":
                html.append(f"<code>{escape(value, quote=False)}</code>")
                words.append(value)
            else:
                self._other(name, value, place)
        self.flush()
        self._seal()
        plain = " ".join("".join(words).split())
        start, end = self._range(first, last)
        return Prose(tuple(self.parts), plain, len(plain.split()), self.source.fragment, start, end)

    def _range(self, first: int, last: int) -> tuple[int, int]:
        if first >= last:
            return 0, 0
        events = self.source.events
        start = min(events[first][1]["start"], events[last - 1][1]["start"])
        end = max(events[last - 1][1]["end"], events[first][1]["end"])
        return self.source.char(start), self.source.char(end)

    # --- text -----------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write the text that has gathered, citations and gaps as holes."""
        if not self.text:
            return
        text = "".join(self.text)
        self.text.clear()
        if "[" not in text or self.in_code or self.images:
            self._plain(text)
        elif self.has_gaps and "[[" in text:
            self._with_gaps()
        elif "[@" in text:
            self._with_citations(text, self.text_start)
        else:
            self._plain(text)

    def _plain(self, text: str) -> None:
        if self.images:
            self.images[-1][0].append(text)
            return
        self.html.append(escape(text, quote=False))
        self.words.append(text)

    def _with_citations(self, text: str, start: int) -> None:
        at = 0
        for found in _CITATION.finditer(text):
            self._plain(text[at : found.start()].rstrip(" "))
            at = found.end()
            first = start + len(text[: found.start()].encode())
            last = start + len(text[: found.end()].encode())
            keys = []
            for word in found.group(1).split(";"):
                key = _KEY.match(word.strip())
                if key:
                    keys.append(key.group(1))
                else:
                    self.source.tell(
                        "citation-form",
                        first,
                        last,
                        f"`{word.strip()}` is no key",
                        "write `[@one]` or `[@one; @two]`",
                    )
            if keys:
                self._hole(Citation(tuple(keys), self.source.char(first), self.source.char(last)))
        self._plain(text[at:])

    def _with_gaps(self) -> None:
        raw, at = self.source.slice(self.text_start, self.text_end), 0
        for found in _GAP.finditer(raw):
            self._unescaped(raw[at : found.start()])
            at = found.end()
            start = self.text_start + len(raw[: found.start()].encode())
            end = self.text_start + len(raw[: found.end()].encode())
            if not found.group(1).strip():
                self.source.tell(
                    "empty-gap",
                    start,
                    end,
                    "this gap is empty",
                    "write the answer between the brackets",
                )
            self._hole(
                Gap(found.group(1), self.gaps, self.source.char(start), self.source.char(end))
            )
            self.words.append("…")
            self.gaps += 1
        self._unescaped(raw[at:])

    def _unescaped(self, raw: str) -> None:
        text = unescape(_ESCAPE.sub(r"\1", raw))
        if "[@" in text:
            self._with_citations(text, self.text_start)
        else:
            self._plain(text)

    # --- holes ----------------------------------------------------------------------------------

    def _seal(self) -> None:
        if self.html:
            self.parts.append("".join(self.html))
            self.html.clear()

    def _hole(self, hole: Part) -> None:
        self._seal()
        self.parts.append(hole)

    def _open(self, value: Any, place: dict[str, int]) -> None:
        self._seal()
        self.stack.append((self.parts, value, place["start"], len(self.words)))
        self.parts = []

    def _shut(self) -> tuple[tuple[Part, ...], Any, int, str]:
        self._seal()
        inner = tuple(self.parts)
        self.parts, value, start, words = self.stack.pop()
        return inner, value, start, " ".join("".join(self.words[words:]).split())

    # --- events ---------------------------------------------------------------------------------

    def _void(self, name: str) -> None:
        if self.images:
            return
        if name == "SoftBreak":
            self.html.append("\n")
        elif name == "HardBreak":
            self.html.append("<br>\n")
        elif name == "Rule":
            self.html.append("<hr>\n")
        self.words.append(" ")

    def _start(self, value: Any, place: dict[str, int]) -> None:
        if value == "TableCell":
            self.html.append('<th scope="col">' if self.in_head else "<td>")
            return
        name, data = next(iter(value.items())) if type(value) is dict else (value, None)
        if name == "Link" and not self.images:
            self._open(data, place)
        elif name == "Image":
            self.images.append(([], data))
        elif name == "Heading":
            self._open(data, place)
        elif name == "List":
            self.html.append(
                "<ul>\n"
                if data is None
                else "<ol>\n"
                if data == 1
                else f'<ol start="{int(data)}">\n'
            )
        elif name == "CodeBlock":
            self.in_code = True
            self.html.append("<pre><code>")
        elif name == "FootnoteDefinition":
            pass  # told by its line already
        elif name in _TAGS:
            self.html.append(_TAGS[name][0])

    def _end(self, value: Any, place: dict[str, int]) -> None:
        if value == "TableCell":
            self.html.append("</th>" if self.in_head else "</td>")
            self.words.append(" ")
            return
        name, data = next(iter(value.items())) if type(value) is dict else (value, None)
        if name == "Link":
            if not self.images and self.stack:
                inner, link, start, _ = self._shut()
                self.parts.append(
                    Link(
                        link["dest_url"],
                        link["title"],
                        inner,
                        self.source.char(start),
                        self.source.char(place["end"]),
                    )
                )
        elif name == "Image":
            words, image = self.images.pop()
            alt = "".join(words)
            hole = Image(
                image["dest_url"],
                alt,
                image["title"],
                self.source.char(place["start"]),
                self.source.char(place["end"]),
            )
            self._hole(hole)
            self.words.append(alt)
        elif name == "Heading":
            inner, heading, start, text = self._shut()
            end = self.source.char(place["end"])
            self.parts.append(
                Heading(
                    int(heading["level"][1]),
                    heading["id"] or "",
                    inner,
                    text,
                    self.source.char(start),
                    end,
                )
            )
            self.words.append("\n")
        elif name == "List":
            self.html.append("</ol>\n" if data else "</ul>\n")
        elif name == "CodeBlock":
            self.in_code = False
            self.html.append("</code></pre>\n")
        elif name in _TAGS:
            self.html.append(_TAGS[name][1])
        if name in _BREAKS:
            self.words.append("\n")

    def _other(self, name: str, value: Any, place: dict[str, int]) -> None:
        if name in ("Html", "InlineHtml"):
            self.source.tell(
                "raw-html",
                place["start"],
                place["end"],
                "HTML is not read here",
                "write Markdown; a comment stands alone on its line; a plain `<` is `&lt;`",
            )
            self.html.append(escape(value, quote=False))
        elif name == "FootnoteReference":
            self.source.tell(
                "footnote",
                place["start"],
                place["end"],
                "footnotes are not read here",
                "write the text where it belongs, or a `reveal`",
            )
        elif name == "TaskListMarker":
            self.html.append("☑ " if value else "☐ ")


def chunks(source: Source) -> Iterator[tuple[str, Any, int, int]]:
    """The top-level pieces of a fragment: name, data, first and last (exclusive) event."""
    depth, first, name, data = 0, 0, "", None
    for index, (event, _) in enumerate(source.events):
        if type(event) is dict and "Start" in event:
            if depth == 0:
                first, value = index, event["Start"]
                name, data = next(iter(value.items())) if type(value) is dict else (value, None)
            depth += 1
        elif type(event) is dict and "End" in event:
            depth -= 1
            if depth == 0:
                yield name, data, first, index + 1
        elif depth == 0:
            yield (event if type(event) is str else next(iter(event))), None, index, index + 1
