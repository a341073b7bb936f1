"""Labels such as `Hint:` at the end of a block, split off before Markdown sees the lines.

Markdown would fold a `Hint:` below a feedback into the feedback. The label part begins at the first
label behind the last item or gap; in blocks without these, behind the first empty line of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ihrp_course.diagnostics import Diagnostic, Related, Span, error
from ihrp_course.parse.items import BOXED
from ihrp_course.parse.rows import Rows
from ihrp_course.parse.tree import Fragment, Shape

_ITEM = re.compile(r" {0,3}(?:([-*+])|\d{1,9}([.)]))(?:[ \t]|$)")
_MARKERS = frozenset("-*+0123456789")
SCENE = "## "
_WORD = re.compile(r"([ \t]*)([*_]{0,3})([A-Za-z]+)([*_]{0,3}[ \t]*):")


class LabelLines(NamedTuple):
    """One label: its line, and its text as a fragment."""

    name: str
    span: Span
    fragment: Fragment


class _Word(NamedTuple):
    """A line that begins with a word and a colon. `meant` is the label it is, or is close to."""

    row: int
    word: str
    meant: str
    is_exact: bool


def split_labels(
    rows: Rows, first: int, shape: Shape, problems: list[Diagnostic]
) -> tuple[int, list[LabelLines]]:
    """The line on which the body ends, and the labels from there on."""
    if not shape.labels:
        return len(rows.lines), []
    words = _words(rows, first, shape.labels)
    if shape.begin == SCENE:
        words = _below_scenes(rows, words)
    if not words:
        return len(rows.lines), []
    behind = _list_end(rows, first, shape, words)
    has_list = shape.body not in ("prose", "text")
    begin = next(
        (w.row for w in words if w.row >= behind and (w.meant or has_list)), len(rows.lines)
    )
    found: list[LabelLines] = []
    for place, word in enumerate(words):
        end = words[place + 1].row if place + 1 < len(words) else len(rows.lines)
        if word.row < begin:
            _refuse_early(rows, word, has_list, problems)
        elif word.is_exact:
            _take(rows, word, end, found, problems)
        else:
            problems.append(_unknown(rows, word, shape.labels))
    return begin, found


def _words(rows: Rows, first: int, labels: tuple[str, ...]) -> list[_Word]:
    words = []
    for index in range(first, len(rows.lines)):
        line = rows.lines[index]
        if ":" not in line or index in rows.code:
            continue
        found = _WORD.match(line)
        if found is None:
            continue
        indent, before, word, behind = found.groups()
        is_bare = not (indent or before or behind)
        if is_bare and word in labels:
            words.append(_Word(index, word, word, True))
            continue
        meant = _meant(word, labels, bool(indent), is_bare)
        if meant or (is_bare and word[0].isupper() and line[found.end() :][:1] in ("", " ", "\t")):
            words.append(_Word(index, word, meant, False))
    return words


@lru_cache(maxsize=2000)  # the same people speak again and again
def _meant(word: str, labels: tuple[str, ...], is_indented: bool, is_bare: bool) -> str:
    """The label that a word is in another case or place, or a letter or two away from."""
    if is_indented:
        return word if word in labels else ""
    for label in labels:
        if word.lower() == label.lower():
            return label
    if not is_bare or not word[0].isupper():
        return ""
    near = [(_distance(word.lower(), label.lower()), label) for label in labels]
    distance, label = min(near)
    return label if distance <= (1 if len(label) <= 4 else 2) else ""


def _distance(one: str, other: str) -> int:
    """Letters to change, add, take out or swap with their neighbour."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _below_scenes(rows: Rows, words: list[_Word]) -> list[_Word]:
    """In a scenario anybody may speak; its labels stand below the last scene and are spelt right."""
    heads = [place for place, line in enumerate(rows.lines) if line.startswith(SCENE)]
    return [word for word in words if word.is_exact and word.row > max(heads, default=-1)]


# --- where the list ends --------------------------------------------------------------------------


def _list_end(rows: Rows, first: int, shape: Shape, words: list[_Word]) -> int:
    """The line behind the last item or gap, or behind the first paragraph where there are none."""
    if shape.body in ("prose", "text"):
        return _paragraph_end(rows, first, words)
    if shape.body == "lines":
        begins = (n for n, line in enumerate(rows.lines) if line.startswith(shape.begin))
        last = max((n for n in begins if n >= first), default=-1)
        return last + 1 if last >= 0 else _paragraph_end(rows, first, words)
    if _is_below_list(rows, first, shape, words[0]):
        return words[0].row
    signs = _signs(rows, first, len(rows.lines), shape)
    if not signs:
        return _paragraph_end(rows, first, words)
    early = next((w.row for w in words if w.is_exact and w.row > signs[0][0]), len(rows.lines))
    own = [sign for index, sign in signs if index < early][-1]
    return max(index for index, sign in signs if sign in (own, "[[")) + 1


def _is_below_list(rows: Rows, first: int, shape: Shape, word: _Word) -> bool:
    """The usual case, cheaply: a label with items or gaps above it and none below."""
    if not word.is_exact or rows.code or _signs(rows, word.row, len(rows.lines), shape):
        return False
    above = reversed(rows.lines[first : word.row])
    return any("[[" in line if shape.body == "gaps" else _ITEM.match(line) for line in above)


def _signs(rows: Rows, first: int, end: int, shape: Shape) -> list[tuple[int, str]]:
    """Lines that begin an item or hold a gap, each with its sign; for options, lines with boxes.

    A label may hold a list of its own, when its items begin with another sign.
    """
    signs = []
    boxed = []
    for index in range(first, end):
        line = rows.lines[index]
        if index in rows.code:
            continue
        if shape.body == "gaps" and "[[" in line:
            signs.append((index, "[["))
        elif line[:4].lstrip(" ")[:1] in _MARKERS and (found := _ITEM.match(line)):
            signs.append((index, found.group(1) or found.group(2)))
            if shape.body == "options" and BOXED.match(line):
                boxed.append((index, "["))
    return boxed or signs


def _paragraph_end(rows: Rows, first: int, words: list[_Word]) -> int:
    index, end = first, len(rows.lines)
    while index < end and not rows.lines[index].strip():
        index += 1
    if index == words[0].row and words[0].is_exact:
        return index  # a block that is all labels
    while index < end and rows.lines[index].strip():
        index += 1
    return index


# --- one label ------------------------------------------------------------------------------------


def _take(
    rows: Rows, word: _Word, end: int, found: list[LabelLines], problems: list[Diagnostic]
) -> None:
    span = rows.span(word.row, 0, len(word.word) + 1)
    first = next((label for label in found if label.name == word.word), None)
    line = rows.lines[word.row]
    start = len(line) - len(line[len(word.word) + 1 :].lstrip(" \t"))
    fragment = rows.fragment(word.row, end, start)
    if first is not None:
        problems.append(_twice(word.word, span, first.span))
    elif not fragment.text.strip():
        problems.append(_empty(word.word, span))
    else:
        found.append(LabelLines(word.word, span, fragment))


def _refuse_early(rows: Rows, word: _Word, has_list: bool, problems: list[Diagnostic]) -> None:
    if word.is_exact:
        where = "above the end of the list" if has_list else "in the text itself"
        help = (
            "move it below the last item; a list inside a label uses another sign, such as `*`"
            if has_list
            else "leave an empty line above it"
        )
        span = rows.span(word.row, 0, len(word.word) + 1)
        problems.append(error("label-early", span, f"`{word.word}:` stands {where}", help=help))
    elif word.meant:
        problems.append(_unknown(rows, word, ()))


def _unknown(rows: Rows, word: _Word, labels: tuple[str, ...]) -> Diagnostic:
    line = rows.lines[word.row]
    span = rows.span(word.row, len(line) - len(line.lstrip()), line.index(":") + 1)
    if word.meant == word.word:
        message = f"`{word.word}:` is a label only at the left edge and without marks"
        help = f"write `{word.meant}:` at the beginning of the line, as it is"
    elif word.meant:
        message = f"there is no label `{word.word}:`"
        help = f"did you mean `{word.meant}:`? If this is text, begin the line with another word"
    else:
        message = f"there is no label `{word.word}:`"
        help = f"known here: {', '.join(labels)}; text goes above the list, or on under a label"
    return error("label-unknown", span, message, help=help)


def _twice(name: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        "label-twice",
        "error",
        span,
        f"`{name}:` stands twice in this block",
        help="put both texts under one of them",
        related=(Related(first, "first here"),),
    )


def _empty(name: str, span: Span) -> Diagnostic:
    message = f"there is no text behind `{name}:`"
    return error("label-empty", span, message, help="write it, or delete the line")
