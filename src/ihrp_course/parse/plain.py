"""Options written one line each: split by their lines, since nearly all are written so.

`- [x] text`, perhaps `  > text` below it: such lines mean the same to Markdown, and words without any
of its signs stand for themselves. Whatever is written otherwise is left to the reader of Markdown.
"""

from __future__ import annotations

import re

from ihrp_course.diagnostics import Diagnostic, Span
from ihrp_course.parse.markdown import Reader
from ihrp_course.parse.tree import Fragment, Image, Item, Link, Prose

_WORDS = r"[^\W\d_][^\\`*_\[\]<>&{}|~\n]*"
_PLAIN = re.compile(_WORDS)
_PLAIN_OPTION = re.compile(rf"- \[([ xX])\] ({_WORDS})(?:\n  > ({_WORDS}))?(?:\n|\Z)")
_OPTION = re.compile(r"- \[([ xX])\] ([^\n]*)(?:\n  > ([^\n]*))?(?:\n|\Z)")
_OPEN = re.compile(r"<|```|~~~|(?:\n|\A)[ \t]*-")


def plain_prose(fragment: Fragment, start: int, end: int) -> Prose | None:
    """One line of words without any of Markdown's signs; None when there is more to it."""
    text = fragment.text[start:end]
    if _PLAIN.fullmatch(text) is None or not _is_tidy(text):
        return None
    return Prose((text,), text, text.count(" ") + 1, fragment, start, end)


def _is_tidy(text: str) -> bool:
    return text.isprintable() and "  " not in text and text[-1:] != " "


def split_options(
    fragment: Fragment, problems: list[Diagnostic]
) -> tuple[Fragment, list[Item]] | None:
    """What stands above the options, and the options; None when any line asks for a closer look."""
    text = fragment.text
    at = text.find("\n\n- [") + 2
    if at < 2 or fragment.lines is not None or _OPEN.search(text, 0, at):
        return None
    head = Fragment(fragment.path, text[: at - 1], fragment.first_line, fragment.column)
    line = fragment.first_line + text.count("\n", 0, at)
    end = len(text.rstrip("\n"))
    found: list[Diagnostic] = []
    items: list[Item] = []
    while at < end:
        option = _PLAIN_OPTION.match(text, at)
        item = _plain_item(fragment, option, line) if option is not None else None
        if option is None or item is None:
            option = _OPTION.match(text, at)
            item = _marked_item(fragment, option, line, found) if option is not None else None
        if option is None or item is None:
            return None
        items.append(item)
        at = option.end()
        line += 1 if item.feedback is None else 2
    problems += found
    return head, items


def _plain_item(fragment: Fragment, option: re.Match[str], line: int) -> Item | None:
    box, text, answer = option.groups()
    if not _is_tidy(text):
        return None
    start, end = option.span(2)
    words = Prose((text,), text, text.count(" ") + 1, fragment, start, end)
    feedback = None
    if answer is not None:
        if not _is_tidy(answer):
            return None
        feedback = Prose((answer,), answer, answer.count(" ") + 1, fragment, *option.span(3))
    span = Span(fragment.path, line, 1, line, end - option.start() + 1)
    return Item(box != " ", words, feedback, "", span, text)


def _marked_item(
    fragment: Fragment, option: re.Match[str], line: int, found: list[Diagnostic]
) -> Item | None:
    box, text, answer = option.groups()
    words = _words(fragment.path, text, line, 7, found)
    feedback = None if answer is None else _words(fragment.path, answer, line + 1, 5, found)
    if words is None or (feedback is None and answer is not None):
        return None
    text = text.strip(" ")
    span = Span(fragment.path, line, 1, line, words.span.end_column)
    return Item(box != " ", words, feedback, "", span, text)


def _words(path: str, text: str, line: int, column: int, found: list[Diagnostic]) -> Prose | None:
    """A line's words with their marks, from a column on; None when they are no single paragraph."""
    column += len(text) - len(text.lstrip(" "))
    text = text.strip(" ")
    if not text or "\t" in text or text[-1] == "}" or column > 8:
        return None
    place = Fragment(path, text, line, column)
    whole = plain_prose(place, 0, len(text))
    if whole is not None:
        return whole
    reader = Reader(place, found)
    if reader.inline()[0] != "Paragraph" or reader.inline()[0] != "End" or reader.inline()[0]:
        return None
    words = reader.prose(*reader.cut(), 0, reader.size)
    for part in words.parts:
        inner = part.inner if isinstance(part, Link) else (part,)
        if any(isinstance(each, Image) for each in inner):
            return None
    return words
