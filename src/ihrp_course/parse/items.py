"""The items of a list inside a block: box, text, name, feedback."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from ihrp_course.parse import refusals
from ihrp_course.parse.markdown import Mark, Reader
from ihrp_course.parse.tree import Image, Item, Link, Part, Prose

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]*")
_BOX = re.compile(r"\[[ \txX*+/✓✔√✗✘–—-]{0,3}\](?![(\[])")
_TICKED = re.compile(r"[xX*✓✔√]")
_SLUG = re.compile(r"[ \t]*(?<!\\)\{#([^{}\n]*)\}$")
_BREAK = re.compile(r"\n[ \t]*")
_LAZY = re.compile(r"\n(?![ \t\n]|[-*+](?:[ \t\n]|$)|\d{1,9}[.)](?:[ \t\n]|$)|$)[^\n]*")
_GLUED = re.compile(r"[-*+]\[[ xX]?\]")
_CONTENT = {
    "Paragraph": "a second paragraph",
    "List": "a list",
    "Heading": "a heading",
    "CodeBlock": "a code block",
    "Table": "a table",
    "Rule": "a rule",
    "BlockQuote": "a second feedback",
    "Image": "a picture",
}

BOXED = re.compile(rf"^ {{0,3}}{_MARKER.pattern}{_BOX.pattern}", re.MULTILINE)
"""A line that begins an item with a box, well formed or not."""


class Sort(NamedTuple):
    """What a list's items are: their name in messages, and whether they carry boxes."""

    name: str
    has_boxes: bool


OPTIONS = Sort("option", True)
RUBRIC = Sort("item", True)
ITEMS = Sort("item", False)


def read_items(reader: Reader, start: int, end: int, sort: Sort) -> list[Item]:
    """The items of the list that has just begun, up to its end."""
    items: list[Item] = []
    while True:
        kind, first, last, _ = reader.inline()
        if kind != "Item":
            break
        items.append(_read_item(reader, first, last, sort))
    _refuse_lazy_lines(reader, start, end, sort)
    return items


def check_boxes(reader: Reader, items: list[Item], sort: Sort) -> None:
    """An item without a box among items with one. All items of a block are asked about together."""
    ticked = [place for place, item in enumerate(items) if item.mark is not None]
    for place, item in enumerate(items):
        if item.mark is None and ticked and sort.has_boxes:
            found = refusals.unmarked(item.span, sort.name, is_before=place < ticked[0])
            reader.problems.append(found)


# --- one item -------------------------------------------------------------------------------------


def _read_item(reader: Reader, start: int, end: int, sort: Sort) -> Item:
    reader.box = None
    mark = reader.inline()
    text_end = mark[2] if mark[0] == "End" else mark[1]
    is_open = mark[0] != "End"
    if mark[0] == "Paragraph":
        mark = reader.inline()
        text_end = mark[2]
    parts, words = reader.cut()
    ticked, text_start = _read_box(reader, start, text_end, sort)
    text_end = reader.trim(text_start, text_end)
    raw = reader.source(text_start, text_end)
    slug = ""
    if raw.endswith("}"):
        raw, slug = _take_slug(reader, raw, parts, words, text_end)
    text = reader.prose(parts, words, text_start, text_end)
    if not parts and mark[0] == "End":
        _refuse_empty(reader, start, text_end, sort)
    elif len(parts) > 1 or (parts and not isinstance(parts[0], str)):
        _refuse_pictures(reader, text, sort)
    feedback = _read_rest(reader, sort, mark) if is_open else None
    raw = _BREAK.sub("\n", raw) if "\n" in raw else raw
    return Item(ticked, text, feedback, slug, reader.span(start, text_end), raw)


def _read_box(reader: Reader, start: int, end: int, sort: Sort) -> tuple[bool | None, int]:
    """Whether the item is ticked, and where its text begins."""
    if reader.box is not None:
        mark, at = reader.box
        reader.box = None
        if not sort.has_boxes:
            reader.refuse_box(at)
    else:
        source = reader.source(start, end)
        marker = _MARKER.match(source)
        at = start + marker.end() if marker else start
        box = _BOX.match(source, at - start)
        if box is None or not sort.has_boxes:
            return None, at
        mark = bool(_TICKED.search(box.group()))
        _refuse_box(reader, at, at + len(box.group().encode()), box.group(), mark, sort)
    rest = reader.source(at, end)
    return mark, at + len(rest) - len(rest.lstrip(" \t"))


def _take_slug(
    reader: Reader, raw: str, parts: list[Part], words: list[str], end: int
) -> tuple[str, str]:
    """Take `{#name}` off the end of an item; gives what is left as typed, and the name."""
    found = _SLUG.search(raw)
    last = parts[-1] if parts else None
    if found is None or not isinstance(last, str):
        return raw, ""
    written = found.group()
    slug = found.group(1)
    if not last.endswith(escape(written.lstrip(), quote=False)):
        return raw, ""
    if not refusals.NAME.fullmatch(slug):
        size = len(written.lstrip().encode())
        reader.problems.append(refusals.slug(reader.span(end - size, end), slug))
    parts[-1] = last[: last.rfind("{#")].rstrip()
    if not parts[-1]:
        parts.pop()
    text = "".join(words)
    words[:] = [text[: text.rfind("{#")]]
    return raw[: found.start()], slug


def _read_rest(reader: Reader, sort: Sort, mark: Mark) -> Prose | None:
    """What stands below an item's text: one feedback, and nothing else."""
    feedback: Prose | None = None
    if mark[0] == "End":
        mark = reader.inline()
    while mark[0] not in ("End", ""):
        reader.cut()
        if mark[0] == "BlockQuote" and feedback is None:
            feedback = _read_feedback(reader, mark)
        else:
            _refuse_content(reader, mark, sort)
            reader.block(mark)
            reader.cut()
        mark = reader.inline()
    reader.cut()
    return feedback


def _read_feedback(reader: Reader, mark: Mark) -> Prose:
    """The paragraphs of a `>`; one alone goes without `<p>`."""
    _, start, end, _ = mark
    parts: list[Part] = []
    words: list[str] = []
    count = 0
    while (inner := reader.inline())[0] not in ("End", ""):
        if inner[0] != "Paragraph":
            _refuse_feedback(reader, inner)
            reader.block(inner)
            reader.cut()
            continue
        reader.inline()
        read, said = reader.cut()
        count += 1
        start = inner[1] if count == 1 else start
        if count == 2:
            parts = ["<p>", *parts, "</p>\n"]
        parts += read if count == 1 else ["<p>", *read, "</p>\n"]
        words += (*said, " ")
    return reader.prose(joined(parts) if count > 1 else parts, words, start, end)


def joined(parts: list[Part]) -> list[Part]:
    """The same parts, with neighbouring HTML as one."""
    out: list[Part] = []
    html: list[str] = []
    for part in parts:
        if isinstance(part, str):
            html.append(part)
            continue
        if html:
            out.append("".join(html))
            html.clear()
        out.append(part)
    return [*out, "".join(html)] if html else out


# --- refusing -------------------------------------------------------------------------------------


def _refuse_empty(reader: Reader, start: int, end: int, sort: Sort) -> None:
    message = f"this {sort.name} has no text"
    help = "write it on the same line, or delete the line"
    reader.tell("item-empty", start, max(start + 1, end), message, help)


def _refuse_pictures(reader: Reader, text: Prose, sort: Sort) -> None:
    for part in text.parts:
        for image in part.inner if isinstance(part, Link) else (part,):
            if isinstance(image, Image):
                span = text.span_of(image)
                reader.problems.append(refusals.content(span, sort.name, _CONTENT["Image"]))


def _refuse_content(reader: Reader, mark: Mark, sort: Sort) -> None:
    kind, start, end, _ = mark
    if kind in _CONTENT:
        span = reader.span(start, end)
        reader.problems.append(refusals.content(span, sort.name, _CONTENT[kind]))


def _refuse_feedback(reader: Reader, mark: Mark) -> None:
    kind, start, end, _ = mark
    what = "a quotation" if kind == "BlockQuote" else _CONTENT.get(kind, "")
    if what:
        reader.problems.append(refusals.content(reader.span(start, end), "feedback", what))


def _refuse_box(reader: Reader, start: int, end: int, box: str, mark: bool, sort: Sort) -> None:
    right = ("- [x] right" if mark else "- [ ] wrong") if sort is OPTIONS else "- [ ] text"
    reader.tell(
        "option-mark",
        start,
        end,
        f"`{box}` is not a box as options have it",
        f"write `{right}`: one sign between the brackets, a blank before and behind them",
    )


def _refuse_lazy_lines(reader: Reader, start: int, end: int, sort: Sort) -> None:
    """Lines at the left edge would silently run on in the item above (CommonMark 5.2, laziness)."""
    source = reader.source(start, end)
    for found in _LAZY.finditer(source):
        line = found.group()[1:]
        first = start + len(source[: found.start() + 1].encode())
        last = first + len(line.encode())
        if _GLUED.match(line):
            right = "[x]" if "x" in line[:4].lower() else "[ ]"
            help = f"write `{line[0]} {right} text`, with a blank before the box"
            reader.tell("option-mark", first, last, "this line begins no option", help)
        else:
            message = f"this line runs on in the {sort.name} above"
            help = (
                f"to go on with the {sort.name}, indent the line by two blanks; "
                "other text stands before the list or under a label"
            )
            reader.tell("stray-text", first, last, message, help)
